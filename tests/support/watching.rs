//! A project that `whydeck watch` watches, by the system's watches and by polling.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::support::process::Running;
use crate::support::project::Project;

/// Both ways of noticing changes.
const MODES: [&[&str]; 2] = [&[], &["--poll=20"]];

/// A watched `deck.md`, and a second deck whose builds come after those that a change before it
/// causes.
pub(crate) struct Watching {
    /// The files.
    pub(crate) project: Project,
    /// The command.
    pub(crate) running: Running,
    is_polling: bool,
    saves: usize,
}

impl Watching {
    /// Starts in one of the two ways; waits for the first builds.
    #[track_caller]
    fn start(project: Project, mode: &[&str], args: &[&str]) -> Self {
        let project = project.file("last.md", "# 0\n");
        let running =
            Running::start(&project, [&["watch", "deck.md", "last.md"], mode, args].concat());
        running.wait_for("→ last.html");
        Self { project, running, is_polling: !mode.is_empty(), saves: 0 }
    }

    /// Runs a test in both ways.
    #[track_caller]
    pub(crate) fn in_both_modes(
        project: impl Fn() -> Project,
        args: &[&str],
        test: impl Fn(&mut Self),
    ) {
        for mode in MODES {
            test(&mut Self::start(project(), mode, args));
        }
    }

    /// Writes a file in place: truncated, then written.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.project.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a written file");
    }

    /// Saves as most editors do: beside, then renamed.
    pub(crate) fn replace(&self, name: &str, content: impl AsRef<[u8]>) {
        let beside = format!("{name}.tmp");
        self.write(&beside, content);
        self.rename(&beside, name);
    }

    /// Renames a file or a folder.
    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.project.path(from), self.project.path(to)).expect("renamed");
    }

    /// Removes a file or a folder.
    pub(crate) fn remove(&self, name: &str) {
        let path = self.project.path(name);
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        removed.expect("removed");
    }

    /// Waits until the deck holds this.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) {
        while !self.html().contains(text) {
            self.running.wait_for("→ deck.html");
        }
    }

    /// The deck as it is.
    pub(crate) fn html(&self) -> String {
        fs::read_to_string(self.project.path("deck.html")).unwrap_or_default()
    }

    /// What is printed until the last deck is built, because of what was done just before.
    #[track_caller]
    pub(crate) fn printed(&mut self, act: impl FnOnce(&Self)) -> Vec<String> {
        self.build_last();
        // Until it waits again.
        thread::sleep(Duration::from_millis(30));
        let before = self.running.lines().len();
        act(self);
        self.build_last();
        let lines = self.running.lines().split_off(before);
        lines.into_iter().filter(|line| !line.contains("→ last.html")).collect()
    }

    /// What is done leads to nothing. A save that comes while a build reads is built whatever it
    /// is, and the build before may have that much left to do: so it may take another try.
    #[track_caller]
    pub(crate) fn prints_nothing(&mut self, act: impl Fn(&Self)) {
        let mut printed = self.printed(&act);
        for _ in 0..4 {
            if printed.is_empty() {
                return;
            }
            printed = self.printed(&act);
        }
        panic!("it is told of each time: {printed:#?}");
    }

    /// Whatever was told of before has led to what it leads to, once this is built.
    #[track_caller]
    fn build_last(&mut self) {
        // What goes is given 60 ms to come back; a look of the poll and its confirmation take 45.
        thread::sleep(Duration::from_millis(if self.is_polling { 200 } else { 120 }));
        self.saves += 1;
        self.replace("last.md", format!("# Save {}\n", self.saves));
        self.running.wait_for("→ last.html");
    }

    /// Whether the deck is what a fresh build makes of the files.
    #[track_caller]
    pub(crate) fn is_as_built_now(&self, args: &[&str]) {
        let out = Path::new("fresh.html");
        self.project.whydeck([&["build", "deck.md", "-o", "fresh.html"], args].concat()).exits(0);
        assert!(
            self.html() == self.project.read(&out.display().to_string()),
            "another deck than a fresh build's"
        );
    }
}
