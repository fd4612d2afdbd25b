//! `whydeck meeting diff FILE`: what would change in the document.

use std::io::{self, IsTerminal};
use std::path::{Component, Path, PathBuf};

use super::held::held;
use crate::cli::MeetingDiff;
use crate::command::problems::conclude;
use crate::command::{Ending, Fault, say};
use crate::edit::diff::{patch, shown};

/// Prints the patch. A capture that it cannot hold makes the run fail.
pub(super) fn run(options: &MeetingDiff) -> Result<Ending, Fault> {
    let mut held = held(&options.of)?;
    let text = held.text()?;
    let merged = held.merged(&text, &options.sides)?;
    let patch = patch(&patched(&held.path), &text, &merged.text);
    say(&if io::stdout().is_terminal() { shown(&patch) } else { patch })?;
    let ending = if held.tell(&merged) { Ending::Failed } else { Ending::Done };
    if merged.text == text {
        held.report.remark(&format!("nothing to write into {}\n", held.name), held.wording);
    }
    conclude(held.report, Ok(ending), held.wording)
}

/// What a patch calls a file: as it is found from here, since `git apply` takes no other names.
fn patched(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(here).unwrap_or(path);
    let parts = below.components().filter(|part| *part != Component::CurDir);
    parts.collect::<PathBuf>().display().to_string().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_names_files_as_git_takes_them() {
        let here = std::env::current_dir().expect("a folder");
        for (path, name) in [
            (Path::new("a.md"), "a.md"),
            (Path::new("./b/./a.md"), "b/a.md"),
            (here.join("b/a.md").as_path(), "b/a.md"),
        ] {
            assert_eq!(patched(path), name);
        }
    }
}
