//! Nothing lies outside a slide, and nothing is too small to read: measured, on every slide of
//! every example.

use serde_json::Value;

use crate::support::browser::Page;
use crate::support::measure::problems as measure;
use crate::support::project::{CORPUS, DOCUMENTS, Project, beside, corpus, documents, examples};

/// The built-in decks that a postmortem fills.
const DECKS: [&str; 3] = ["steering", "review", "lightning"];

/// What is wrong in the decks of a project's documents: postmortems in every built-in deck.
fn problems(project: &Project, names: &[String], decks: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    for name in names {
        for deck in decks {
            let out = format!("{name}.{deck}.html");
            // A slide file has its own slides: it says that it does not use the deck.
            let outcome = project.whydeck(["build", name, "--deck", deck, "-o", &out]);
            if outcome.code != 0 {
                problems.push(format!("{name} ({deck}): {}", outcome.stderr));
                continue;
            }
            let found = measure(&Page::open_deck(&project.path(&out), ""));
            problems.extend(found.into_iter().map(|problem| format!("{name} ({deck}) {problem}")));
            if outcome.stderr.contains("deck/unused") {
                break;
            }
        }
    }
    problems
}

#[test]
fn nothing_overflows_in_any_example() {
    let problems = problems(&Project::new().folder("decks/examples"), &examples(), &DECKS);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn nothing_overflows_in_the_documents() {
    let project = Project::new().folder(DOCUMENTS);
    let problems = problems(&project, &documents(), &["steering", "lightning"]);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn nothing_overflows_in_any_theme() {
    let project = Project::new().folder("decks/examples");
    let list = project.whydeck(["theme", "list"]).exits(0).stdout;
    let names = list.lines().filter_map(|line| line.split(' ').next());
    let mut problems = Vec::new();
    for theme in names.filter(|name| *name != "default") {
        for name in ["web-outage.md", "rust-1.52-slides.md"] {
            project.whydeck(["build", name, "--theme", theme, "-o", "out.html"]).exits(0);
            let found = measure(&Page::open_deck(&project.path("out.html"), ""));
            problems.extend(found.into_iter().map(|problem| format!("{name} ({theme}) {problem}")));
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// Documents of other people, when they are beside the project: two tests, so that two pages are
/// open at a time. The deck `review` is `steering` without slides that hold nothing of a document.
fn nothing_overflows_in_the_corpus(half: usize) {
    let names: Vec<String> = corpus().into_iter().skip(half).step_by(2).collect();
    if names.is_empty() {
        return;
    }
    let problems = problems(&Project::new().folder(CORPUS), &names, &["steering", "lightning"]);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn nothing_overflows_in_the_corpus_1() {
    nothing_overflows_in_the_corpus(0);
}

#[test]
fn nothing_overflows_in_the_corpus_2() {
    nothing_overflows_in_the_corpus(1);
}

/// The same for further documents, each in each deck: `cargo test --test suite further -- --ignored`.
/// `WHYDECK_FURTHER` names other folders, from the repository, with `:` between.
#[test]
#[ignore = "takes ten minutes"]
fn nothing_overflows_in_further_documents() {
    let folders = std::env::var("WHYDECK_FURTHER")
        .unwrap_or_else(|_| format!("{CORPUS}-moj:{CORPUS}-ja:{CORPUS}"));
    let mut wrong = Vec::new();
    for folder in folders.split(':') {
        let names = beside(folder);
        wrong.extend(problems(&Project::new().folder(folder), &names, &DECKS));
    }
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_overflows_in_the_training_deck() {
    let project = Project::new();
    project.whydeck(["build", "--deck", "training", "-o", "training.html"]).exits(0);
    let problems = measure(&Page::open_deck(&project.path("training.html"), ""));
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// `fit: shrink` shows all of a slide, whatever the size.
#[test]
fn a_slide_shrinks_as_far_as_its_author_lets_it() {
    let items: String = (1..=40).map(|n| format!("- item {n}\n")).collect();
    let project = Project::new()
        .file("deck.md", format!("---\nkind: slides\nfit: shrink\n---\n# Long\n\n{items}"));
    let page = Page::open_deck(&project.build("deck.md"), "");
    let problems = measure(&page);
    assert!(problems.iter().any(|problem| problem.contains("letters of")), "{problems:?}");
    assert!(!problems.iter().any(|problem| problem.contains("past the")), "{problems:?}");
}

/// Every form of figure, on its own slide; a tree appears level by level, and the tables for screen
/// readers are not seen.
#[test]
fn nothing_overflows_in_any_figure() {
    for name in ["timeline", "whys", "chart"] {
        let project = Project::new().folder(&format!("tests/golden/figures-{name}"));
        let page = Page::open_deck(&project.build("deck.md"), "");
        assert_eq!(measure(&page), Vec::<String>::new(), "{name}");
        let figures = "document.querySelectorAll('.wd-figure > svg[role=img]').length";
        assert_eq!(
            page.eval(&format!("{figures} === Reveal.getTotalSlides()")),
            Value::Bool(true),
            "{name}"
        );
        let seen = "[...document.querySelectorAll('.wd-sr')].some(e => e.offsetWidth > 1 || e.offsetHeight > 1)";
        assert_eq!(page.eval(seen), Value::Bool(false), "{name}");
        if name == "whys" {
            let steps = page.eval("Reveal.getSlides()[1].querySelectorAll('svg .fragment').length");
            assert_eq!(steps.as_u64(), Some(2));
        }
    }
}

/// The measure itself: what is too low, too wide, hidden or too small is found.
#[test]
fn the_measure_finds_what_is_wrong() {
    let deck = "# Fine\n\ntext\n\n---\n\n# Low\n\n<div style=\"height: 900px\"></div>\n\nunder the canvas\n\n---\n\n\
                # Small\n\n<p style=\"font-size: 12px\">tiny</p>\n\n---\n\n# Wide\n\n\
                <p style=\"white-space: nowrap; max-width: none\">to the right and on and on and on and on and on and on and on and on \
                and on and on and on and on and on and on and on and on and on and on</p>\n\n---\n\n\
                # Over\n\n<p>below</p>\n\n<p style=\"margin-top: -30px\">above</p>\n";
    let project = Project::new().file("deck.md", deck);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let problems = measure(&page).join("\n");
    for expected in [
        "#low: <p> “under the canvas” is",
        "#small: <p> “tiny” has letters of 12.0 px",
        "#wide: <p> “to the right and on",
        "#over: <p> “below” and <p> “above” overlap by",
    ] {
        assert!(problems.contains(expected), "{expected} is not among:\n{problems}");
    }
    assert!(!problems.contains("#fine"), "{problems}");
}
