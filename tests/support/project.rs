//! A project in a temporary folder, and the real binary run in it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// No command takes longer, even on a machine that does much else; one that does is stopped.
const LIMIT: Duration = Duration::from_secs(120);

/// A folder of files that lives as long as the test.
pub(crate) struct Project {
    dir: TempDir,
    /// Where the streams of a command go: outside the project, so that whydeck never sees them.
    streams: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The exit code; −1 for a signal.
    pub(crate) code: i32,
    /// Standard output, with U+FFFD where it is not UTF-8.
    pub(crate) stdout: String,
    /// Standard error, likewise.
    pub(crate) stderr: String,
}

impl Project {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let temp = || {
            tempfile::Builder::new().prefix("whydeck-test-").tempdir().expect("a temporary folder")
        };
        Self { dir: temp(), streams: temp() }
    }

    /// Adds a file, with the folders above it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("a folder for the file");
        fs::write(path, content).expect("a written file");
        self
    }

    /// Adds everything below a folder of the repository, such as `decks/examples`.
    pub(crate) fn folder(self, of_repository: &str) -> Self {
        copy(&repository().join(of_repository), self.dir.path());
        self
    }

    /// Where a file of the project is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The text of a file of the project.
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// Runs whydeck in the project, with nothing to read on standard input.
    pub(crate) fn whydeck<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Outcome {
        self.whydeck_reading("", args)
    }

    /// Runs whydeck in the project with this on standard input.
    pub(crate) fn whydeck_reading<S: AsRef<OsStr>>(
        &self,
        input: impl AsRef<[u8]>,
        args: impl IntoIterator<Item = S>,
    ) -> Outcome {
        let stream = |name: &str| self.streams.path().join(name);
        let create = |name: &str| File::create(stream(name)).expect("a file for a stream");
        fs::write(stream("in"), input).expect("a file for standard input");
        let mut child = Command::new(env!("CARGO_BIN_EXE_whydeck"))
            .args(args)
            .current_dir(self.dir.path())
            .env("NO_COLOR", "1")
            .stdin(File::open(stream("in")).expect("standard input"))
            .stdout(Stdio::from(create("out")))
            .stderr(Stdio::from(create("err")))
            .spawn()
            .expect("whydeck starts");
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("a status") {
                break status;
            }
            if start.elapsed() > LIMIT {
                child.kill().and_then(|()| child.wait()).expect("whydeck can be stopped");
                panic!("whydeck did not end within {LIMIT:?}");
            }
            thread::sleep(Duration::from_millis(2));
        };
        let text = |name: &str| {
            String::from_utf8_lossy(&fs::read(stream(name)).expect("a stream")).into_owned()
        };
        Outcome { code: status.code().unwrap_or(-1), stdout: text("out"), stderr: text("err") }
    }

    /// Builds `name` into `name` with `.html` at its end, without an error, and says where that is.
    #[track_caller]
    pub(crate) fn build(&self, name: &str) -> PathBuf {
        self.try_build(name).unwrap_or_else(|outcome| panic!("{name}: {outcome:#?}"))
    }

    /// The same, with what the command did when there was an error.
    pub(crate) fn try_build(&self, name: &str) -> Result<PathBuf, Outcome> {
        let html = Path::new(name).with_extension("html");
        let outcome = self.whydeck([
            OsStr::new("build"),
            OsStr::new(name),
            OsStr::new("-o"),
            html.as_os_str(),
        ]);
        if outcome.code == 0 { Ok(self.dir.path().join(html)) } else { Err(outcome) }
    }
}

impl Outcome {
    /// Fails, with everything that was printed, unless the command ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "the exit code\nstdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }
}

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Postmortems of other people: beside the project, on machines that have them.
pub(crate) const CORPUS: &str = "../shared/corpus/postmortems";

/// Postmortems in the forms that people use, in words of our own.
pub(crate) const DOCUMENTS: &str = "tests/documents";

/// The postmortems of other people, in order; none when they are not there, and that is said.
pub(crate) fn corpus() -> Vec<String> {
    if !repository().join(CORPUS).is_dir() {
        skipped(&format!("there is no folder {CORPUS}"));
        return Vec::new();
    }
    names(CORPUS, &[".md"])
}

/// The documents of a folder beside the project, when it is there.
pub(crate) fn beside(folder: &str) -> Vec<String> {
    if repository().join(folder).is_dir() { names(folder, &[".md"]) } else { Vec::new() }
}

/// The postmortems of our own, in order.
pub(crate) fn documents() -> Vec<String> {
    let names = names(DOCUMENTS, &[".md"]);
    assert!(!names.is_empty(), "{DOCUMENTS} is empty");
    names
}

/// The examples: every postmortem and slide file of `decks/examples`, in order.
pub(crate) fn examples() -> Vec<String> {
    let mut names = names("decks/examples", &[".md", ".yaml", ".yml"]);
    names.retain(|name| name != "README.md");
    assert!(!names.is_empty(), "decks/examples is empty");
    names
}

/// Says that a test, or a part of it, was skipped. It is written straight to standard error, since
/// what the usual macros print is shown for tests that fail alone.
pub(crate) fn skipped(reason: &str) {
    let thread = thread::current();
    let test = thread.name().unwrap_or("a test");
    let _ = writeln!(std::io::stderr(), "skipped in {test}: {reason}");
}

/// The files of a folder with one of these endings, in order.
fn names(of_repository: &str, endings: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(repository().join(of_repository)).expect("a folder of documents");
    let names =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let is_wanted = |name: &String| endings.iter().any(|end| name.ends_with(end));
    let mut names: Vec<_> = names.filter(is_wanted).collect();
    names.sort();
    names
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|e| panic!("{}: {e}", from.display())) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}
