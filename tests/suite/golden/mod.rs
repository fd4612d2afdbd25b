//! Golden tests: what the real binary makes of each document below `tests/golden/`, and of the examples.
//!
//! 1. A case is a folder, and a test of that name in `cases.rs`: `deck.md` or `postmortem.md` or
//!    `postmortem.yaml`, what it refers to, and optional further arguments in `args.txt`, one a line.
//! 2. It is built as JSON in a temporary copy; `expected/` holds its slides, its diagnostics, and the
//!    exit code when that is not 0. The runtime is never among them.
//! 3. `WHYDECK_UPDATE=1` accepts what was made: read it before you commit it.

mod cases;
mod shown;

use crate::support::project::Project;

const INPUTS: [&str; 3] = ["deck.md", "postmortem.md", "postmortem.yaml"];
/// Goldens of the examples, whose documents are elsewhere.
const EXAMPLES: &str = "examples";

/// What a build makes: the files of `expected/`.
fn make(project: &Project, input: &str, args: &[&str]) -> Vec<(&'static str, String)> {
    let fixed = ["build", input, "--format", "json", "-o", "made.json"];
    let outcome = project.whydeck(fixed.iter().chain(args));
    let folder = project.path("").display().to_string();
    let mut made = vec![("stderr.txt", outcome.stderr.replace(&folder, ""))];
    if outcome.code != 0 {
        made.push(("exit.txt", format!("{}\n", outcome.code)));
    }
    let json = project.path("made.json");
    if json.is_file() {
        let deck = serde_json::from_str(&project.read("made.json")).expect("JSON");
        made.push(("slides.html", shown::page(&deck)));
    }
    made
}
