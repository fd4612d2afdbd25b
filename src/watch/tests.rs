//! Real files, real saves; each is told by the system and found by polling.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{Mode, Watcher};

/// Nothing takes this long.
const LONG: Duration = Duration::from_secs(30);

const MODES: [Mode; 2] = [Mode::Native, Mode::Poll(Duration::from_millis(10))];

/// A folder with a watcher and a file to end a test with: a change of it comes after all others.
struct Scene {
    dir: TempDir,
    watcher: Watcher,
    mode: Mode,
}

impl Scene {
    fn new(mode: Mode) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("end"), "0").expect("a file");
        Self { dir, watcher: Watcher::new(mode), mode }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Saves as most editors do: beside, then renamed.
    fn replace(&self, name: &str, text: &str) {
        self.write("beside.tmp", text);
        fs::rename(self.path("beside.tmp"), self.path(name)).expect("renamed");
    }

    fn watch(&mut self, names: &[&str]) {
        let mut files: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        files.push(self.path("end"));
        self.watcher.watch(&files, &[]);
    }

    /// Waits until this is reported; the rest may come before it, and nothing else may.
    #[track_caller]
    fn reports(&mut self, names: &[&str]) {
        let mut left: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        while !left.is_empty() {
            let changed = self.watcher.wait(Some(LONG));
            assert!(!changed.is_empty(), "{:?}: {left:?} is not reported", self.mode);
            for path in changed {
                assert!(
                    names.iter().any(|name| self.path(name) == path),
                    "{:?}: {path:?} is reported",
                    self.mode
                );
                left.retain(|one| *one != path);
            }
        }
    }

    /// What was done before is no change: the next one reported is another.
    #[track_caller]
    fn reports_nothing(&mut self) {
        // What has been told but waits for its moment must have had it.
        let early = self.watcher.wait(Some(Duration::from_millis(150)));
        assert!(early.is_empty(), "{:?}: {early:?} is reported", self.mode);
        let text = format!("{}.", fs::read_to_string(self.path("end")).expect("the last file"));
        self.replace("end", &text);
        self.reports(&["end"]);
    }
}

fn in_both_modes(test: impl Fn(Scene)) {
    for mode in MODES {
        test(Scene::new(mode));
    }
}

#[test]
fn it_can_be_given_to_a_thread() {
    fn is_send<T: Send>() {}
    is_send::<Watcher>();
}

#[test]
fn saves_of_all_kinds() {
    in_both_modes(|mut scene| {
        scene.write("a.md", "one");
        scene.watch(&["a.md"]);
        scene.write("a.md", "two");
        scene.reports(&["a.md"]);
        scene.replace("a.md", "three");
        scene.reports(&["a.md"]);
        fs::remove_file(scene.path("a.md")).expect("removed");
        scene.reports(&["a.md"]);
        scene.write("a.md", "four");
        scene.reports(&["a.md"]);
        scene.replace("a.md", "five");
        scene.reports(&["a.md"]);
        scene.reports_nothing();
    });
}

#[test]
fn a_file_that_is_held_open_is_read_all_the_same() {
    in_both_modes(|mut scene| {
        scene.write("a.md", "one");
        scene.watch(&["a.md"]);
        let mut file = File::create(scene.path("a.md")).expect("opened");
        file.write_all(b"two").expect("written");
        scene.reports(&["a.md"]);
        file.write_all(b" and more").expect("written");
        scene.reports(&["a.md"]);
        drop(file);
        scene.reports_nothing();
    });
}

#[test]
fn what_is_no_other_content_is_no_change() {
    in_both_modes(|mut scene| {
        scene.write("a.md", "one");
        scene.watch(&["a.md"]);
        // The file is never empty: that would be another content for a moment.
        let mut file = File::options().write(true).open(scene.path("a.md")).expect("opened");
        file.write_all(b"one").expect("written");
        scene.replace("a.md", "one");
        file = File::options().write(true).open(scene.path("a.md")).expect("opened");
        file.set_modified(SystemTime::now() + Duration::from_secs(5)).expect("touched");
        drop(file);
        scene.reports_nothing();
        fs::remove_file(scene.path("a.md")).expect("removed");
        scene.replace("a.md", "one");
        scene.reports_nothing();
    });
}

#[test]
fn a_missing_file_is_found_as_its_folders_appear() {
    in_both_modes(|mut scene| {
        scene.watch(&["x/y/z/a.png"]);
        scene.write("x/other", "");
        scene.write("x/y/other", "");
        scene.write("x/y/z/a.png", "one");
        scene.reports(&["x/y/z/a.png"]);
        scene.write("x/y/z/a.png", "two");
        scene.reports(&["x/y/z/a.png"]);
    });
}

#[test]
fn a_folder_that_goes_and_comes_back_is_watched_again() {
    in_both_modes(|mut scene| {
        scene.write("x/y/a.png", "one");
        scene.watch(&["x/y/a.png"]);
        for round in ["two", "three"] {
            fs::remove_dir_all(scene.path("x")).expect("removed");
            scene.reports(&["x/y/a.png"]);
            scene.write("x/y/a.png", round);
            scene.reports(&["x/y/a.png"]);
            scene.replace("x/y/a.png", &format!("{round} again"));
            scene.reports(&["x/y/a.png"]);
        }
        // Moved away and another one put in its place.
        scene.write("w/y/a.png", "four");
        fs::rename(scene.path("x/y"), scene.path("x/old")).expect("renamed");
        fs::rename(scene.path("w/y"), scene.path("x/y")).expect("renamed");
        scene.reports(&["x/y/a.png"]);
        scene.write("x/old/a.png", "not this one");
        scene.reports_nothing();
        scene.write("x/y/a.png", "five");
        scene.reports(&["x/y/a.png"]);
    });
}

#[cfg(unix)]
#[test]
fn links_are_followed_wherever_they_lead() {
    use std::os::unix::fs::symlink;
    in_both_modes(|mut scene| {
        scene.write("one/a.md", "one");
        scene.write("two/a.md", "two");
        symlink("one", scene.path("current")).expect("a link");
        symlink("current/a.md", scene.path("a.md")).expect("a link");
        scene.watch(&["a.md"]);
        scene.replace("one/a.md", "one more");
        scene.reports(&["a.md"]);
        // A link on the way is repointed, as mounts of configuration do.
        symlink("two", scene.path("next")).expect("a link");
        fs::rename(scene.path("next"), scene.path("current")).expect("renamed");
        scene.reports(&["a.md"]);
        scene.write("two/a.md", "two more");
        scene.reports(&["a.md"]);
        scene.write("one/a.md", "no longer");
        scene.reports_nothing();
        // The last link becomes a file, and a link again, to nothing at first.
        scene.replace("a.md", "a file");
        scene.reports(&["a.md"]);
        fs::remove_file(scene.path("a.md")).expect("removed");
        symlink("three/a.md", scene.path("a.md")).expect("a link");
        scene.reports(&["a.md"]);
        scene.write("three/a.md", "three");
        scene.reports(&["a.md"]);
    });
}

#[test]
fn files_of_editors_and_neighbours_are_of_no_interest() {
    in_both_modes(|mut scene| {
        scene.write("a.md", "one");
        scene.watch(&["a.md"]);
        for name in [".a.md.swp", "4913", "a.md~", "a.html", "#a.md#", "other/a.md"] {
            scene.write(name, "x");
        }
        scene.reports_nothing();
    });
}

#[test]
fn entries_of_folders_come_change_and_go() {
    in_both_modes(|mut scene| {
        scene.write("d/a.md", "one");
        scene.write("d/sub/x.md", "x");
        let folder = scene.path("d");
        let end = scene.path("end");
        let is_document = |path: &Path| path.extension().is_some_and(|end| end == "md");
        scene.watcher = Watcher::new(scene.mode).entries(is_document);
        scene.watcher.watch(std::slice::from_ref(&end), std::slice::from_ref(&folder));
        scene.write("d/b.md", "two");
        scene.reports(&["d/b.md"]);
        scene.replace("d/a.md", "three");
        scene.reports(&["d/a.md"]);
        scene.write("d/.hidden", "x");
        scene.write("d/a.md~", "x");
        scene.write("d/a.html", "x");
        scene.write("d/sub/x.md", "y");
        scene.reports_nothing();
        fs::remove_file(scene.path("d/b.md")).expect("removed");
        scene.reports(&["d/b.md"]);
        fs::create_dir(scene.path("d/new")).expect("a folder");
        scene.reports(&["d/new"]);
        // One that came since the folder was looked at, and before it is watched anew.
        scene.write("d/c.md", "x");
        scene.watcher.watch(&[end], &[folder]);
        scene.reports(&["d/c.md"]);
        fs::remove_dir_all(scene.path("d")).expect("removed");
        scene.reports(&["d", "d/a.md", "d/c.md", "d/new", "d/sub"]);
        scene.write("d/a.md", "back");
        scene.reports(&["d", "d/a.md"]);
    });
}

#[test]
fn what_was_written_before_it_could_be_watched_is_reported() {
    in_both_modes(|mut scene| {
        scene.write("old.png", "one");
        scene.write("a.md", "one");
        std::thread::sleep(Duration::from_millis(20));
        scene.watch(&["a.md"]);
        std::thread::sleep(Duration::from_millis(20));
        // Between a build that read it and the watch that its name leads to.
        scene.write("new.png", "two");
        scene.write("new/theme.css", "two");
        scene.watch(&["a.md", "old.png", "new.png", "new"]);
        scene.reports(&["new.png", "new"]);
        scene.reports_nothing();
    });
}

/// A build that a change of one file causes may read another one in a state that lasts for a
/// moment.
#[test]
fn what_was_another_file_for_a_moment_is_reported() {
    in_both_modes(|mut scene| {
        let names = ["a.md", "gone.png", "flipped.png", "late.png"];
        names.iter().for_each(|name| scene.write(name, "one"));
        scene.watch(&names);
        fs::remove_file(scene.path("gone.png")).expect("removed");
        scene.replace("a.md", "two");
        assert_eq!(scene.watcher.wait(Some(LONG)), [scene.path("a.md")], "{:?}", scene.mode);
        fs::remove_file(scene.path("late.png")).expect("removed");
        scene.write("flipped.png", "two");
        // Here the caller would read all four.
        scene.write("flipped.png", "one");
        scene.write("gone.png", "one");
        scene.watch(&names);
        scene.write("late.png", "one");
        scene.reports(&names[1..]);
        scene.reports_nothing();
    });
}

#[test]
fn what_changes_while_nobody_waits_is_reported_later() {
    in_both_modes(|mut scene| {
        let names = ["a.md", "b.md", "c.md"];
        names.iter().for_each(|name| scene.write(name, "one"));
        scene.watch(&names);
        names.iter().for_each(|name| scene.replace(name, "two"));
        scene.watch(&names);
        scene.reports(&names);
        scene.reports_nothing();
    });
}

#[test]
fn lost_events_and_lost_watches_lose_nothing() {
    let mut scene = Scene::new(Mode::Native);
    scene.write("a.md", "one");
    scene.watch(&["a.md"]);
    scene.shared_forgets();
    scene.write("a.md", "two");
    scene.reports(&["a.md"]);

    let error = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    scene.watcher.fall_back(&error);
    let notice = scene.watcher.notice().expect("a word about it");
    assert_eq!(
        notice,
        "the system's file watches are used up: looking at the files every 300 ms instead"
    );
    assert_eq!(scene.watcher.notice(), None);
    scene.write("a.md", "three");
    scene.reports(&["a.md"]);
}

impl Scene {
    /// As after an overflow of the system's queue: what was told is lost, and that is told.
    fn shared_forgets(&mut self) {
        let mut state = self.watcher.shared.lock();
        state.interest = super::interest::Interest::default();
        state.rescan = true;
        state.moved = true;
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_saves_leave_descriptors_and_memory_flat() {
    let count = || fs::read_dir("/proc/self/fdinfo").expect("descriptors").count();
    let mut scene = Scene::new(Mode::Native);
    scene.write("a.md", "one");
    scene.watch(&["a.md", "missing.png"]);
    for round in 0..10_000 {
        scene.replace("a.md", &round.to_string());
        scene.reports(&["a.md"]);
        scene.watch(&["a.md", "missing.png"]);
    }
    // Other tests of this process open files as well.
    assert!(count() < 200, "{} descriptors", count());
    assert!(scene.watcher.seen.len() == 3 && scene.watcher.shared.lock().lost.is_empty());
}

#[test]
fn a_waker_ends_the_wait_it_finds_or_the_next_one() {
    let mut watcher = Watcher::new(Mode::Native);
    watcher.watch(&[], &[]);
    let waker = watcher.waker();
    waker.wake();
    assert!(watcher.wait(None).is_empty());
    let waking = std::thread::spawn(move || waker.wake());
    assert!(watcher.wait(None).is_empty());
    waking.join().expect("it woke");
    assert!(watcher.wait(Some(Duration::ZERO)).is_empty());
}
