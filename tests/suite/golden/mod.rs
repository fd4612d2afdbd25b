//! Golden tests: what the real binary makes of each document below `tests/golden/`, and of the
//! examples.
//!
//! 1. A case is a folder, and a test of that name in `cases.rs`: `deck.md` or `postmortem.md` or
//!    `postmortem.yaml`, what it refers to, and optional further arguments in `args.txt`, one a
//!    line.
//! 2. It is built as JSON in a temporary copy; `expected/` holds its slides, its diagnostics, and
//!    the exit code when that is not 0. The runtime is never among them.
//! 3. A teaching slide of a generated deck is shown by the case `teaching` alone: where it is the
//!    same, other cases say so in its place.
//! 4. `WHYDECK_UPDATE=1` accepts what was made: read it before you commit it.

mod cases;
mod shown;

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::golden;
use crate::support::project::{Outcome, Project};

const INPUTS: [&str; 3] = ["deck.md", "postmortem.md", "postmortem.yaml"];
/// Goldens of the examples, whose documents are elsewhere.
const EXAMPLES: &str = "examples";
/// Goldens of other verbs.
const OTHER_VERBS: [&str; 5] = ["actions", "imports", "imports-broken", "new", "read"];
/// The case that shows the teaching slides.
const TEACHING: &str = "teaching";

/// The slides of that case, as they are now: so an update needs one run, whatever case comes first.
static TEACHING_SLIDES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let (_, deck) = Case::of_folder(TEACHING).build();
    let mut deck = deck.expect("the case `teaching` makes a deck");
    deck["slides"].as_array_mut().map(std::mem::take).expect("slides")
});

/// A document to build.
struct Case {
    project: Project,
    input: String,
    args: Vec<String>,
}

impl Case {
    /// What a folder of `tests/golden/` asks for.
    fn of_folder(name: &str) -> Self {
        let folder = golden::folder(name);
        let input = INPUTS.into_iter().find(|input| folder.join(input).is_file());
        let input = input.unwrap_or_else(|| panic!("tests/golden/{name} has none of {INPUTS:?}"));
        let args = fs::read_to_string(folder.join("args.txt")).unwrap_or_default();
        let project = Project::new().folder(&format!("tests/golden/{name}"));
        fs::remove_dir_all(project.path("expected")).ok();
        let args = args.lines().map(str::to_owned).collect();
        Self { project, input: input.to_owned(), args }
    }

    /// Builds it as JSON.
    fn build(&self) -> (Outcome, Option<Value>) {
        let fixed =
            ["build", &self.input, "--format", "json", "--no-system-fonts", "-o", "made.json"];
        let args = self.args.iter().map(String::as_str);
        let outcome = self.project.whydeck(fixed.into_iter().chain(args));
        let is_made = self.project.path("made.json").is_file();
        let deck = is_made.then(|| self.project.read("made.json"));
        (outcome, deck.map(|json| serde_json::from_str(&json).expect("JSON")))
    }

    /// The files of `expected/` for it.
    fn make(&self, teaching: &[Value]) -> Vec<(&'static str, String)> {
        let (outcome, deck) = self.build();
        let folder = self.project.path("").display().to_string();
        let mut made = vec![("stderr.txt", outcome.stderr.replace(&folder, ""))];
        if outcome.code != 0 {
            made.push(("exit.txt", format!("{}\n", outcome.code)));
        }
        if let Some(deck) = deck {
            made.push(("slides.html", shown::page(&deck, teaching)));
        }
        made
    }
}
