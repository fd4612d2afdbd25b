//! Files that are written back, and what keeps them from it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{ApplyError, Loss, hash, write};

/// A folder with a document in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.md"), "old").expect("a file");
    folder
}

fn applied(folder: &Path, name: &str, in_place: bool) -> Result<(), ApplyError> {
    write(&folder.join(name), folder, &hash(b"old"), "new text", in_place)
}

fn text(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("a.md")).expect("the document")
}

/// The names of a folder.
fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_file_that_was_reviewed_is_written_and_nothing_is_left_behind() {
    for in_place in [false, true] {
        let folder = folder();
        applied(folder.path(), "a.md", in_place).expect("written");
        assert_eq!((text(&folder).as_str(), names(&folder)), ("new text", vec!["a.md".to_owned()]));
        let again = applied(folder.path(), "a.md", in_place);
        assert!(matches!(again, Err(ApplyError::Changed)), "{again:?}");
        assert_eq!(names(&folder), ["a.md"]);
    }
}

#[test]
fn a_shorter_text_leaves_nothing_of_the_longer_one() {
    let folder = folder();
    write(&folder.path().join("a.md"), folder.path(), &hash(b"old"), "n", true).expect("written");
    assert_eq!(text(&folder), "n");
}

#[test]
fn a_file_that_is_gone_or_no_file_is_told() {
    let folder = folder();
    let gone = applied(folder.path(), "b.md", false).expect_err("gone");
    assert_eq!(
        gone.to_string(),
        "the document is gone; it is as it was, and the journal keeps what was captured"
    );
    fs::create_dir(folder.path().join("c.md")).expect("a folder");
    assert!(applied(folder.path(), "c.md", false).is_err());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn the_mode_stays() {
        let folder = folder();
        let path = folder.path().join("a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        applied(folder.path(), "a.md", false).expect("written");
        assert_eq!(path.metadata().expect("a file").mode() & 0o777, 0o640);
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let folder = folder();
        let path = folder.path().join("a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("a mode");
        for in_place in [false, true] {
            let error = applied(folder.path(), "a.md", in_place).expect_err("read-only");
            assert!(matches!(error, ApplyError::ReadOnly), "{error:?}");
        }
        assert_eq!((text(&folder).as_str(), names(&folder)), ("old", vec!["a.md".to_owned()]));
    }

    #[test]
    fn other_names_of_the_file_are_kept_in_place_alone() {
        let folder = folder();
        let other = folder.path().join("b.md");
        fs::hard_link(folder.path().join("a.md"), &other).expect("a link");
        let error = applied(folder.path(), "a.md", false).expect_err("a link would be lost");
        assert!(error.helps_in_place());
        assert!(matches!(&error, ApplyError::WouldLose(lost) if lost == &[Loss::HardLink]));
        assert_eq!((text(&folder).as_str(), names(&folder).len()), ("old", 2));
        applied(folder.path(), "a.md", true).expect("written");
        assert_eq!(fs::read_to_string(other).expect("a file"), "new text");
    }

    #[test]
    fn a_link_out_of_the_root_is_not_followed_and_one_inside_stays() {
        let outside = folder();
        let folder = folder();
        symlink(outside.path().join("a.md"), folder.path().join("out.md")).expect("a link");
        let error = applied(folder.path(), "out.md", false).expect_err("outside");
        assert!(matches!(error, ApplyError::Outside(_)), "{error:?}");
        assert_eq!(text(&outside), "old");
        symlink("a.md", folder.path().join("in.md")).expect("a link");
        applied(folder.path(), "in.md", false).expect("written");
        assert_eq!(text(&folder), "new text");
        let link = folder.path().join("in.md").symlink_metadata().expect("a link");
        assert!(link.file_type().is_symlink());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn attributes_are_carried_over() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = folder();
        let path = folder.path().join("a.md");
        if setxattr(&path, "user.note", b"x", XattrFlags::empty()).is_err() {
            return;
        }
        applied(folder.path(), "a.md", false).expect("written");
        let mut room = [0; 8];
        let length = getxattr(&path, "user.note", &mut room[..]).expect("the attribute");
        assert_eq!(&room[..length], b"x");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn on_a_full_disk_the_file_is_as_it_was() {
        // A device that is always full stands for the disk.
        let error = std::io::Error::from_raw_os_error(28);
        assert!(matches!(ApplyError::from(error), ApplyError::Full));
    }
}
