//! Slide files as reveal.js's own Markdown plugin reads them, and as whydeck does.
//!
//! `tests/conformance/` holds a small file a rule, named for it. What both make of a file is equal, or a file with the ending
//! `.differs` stands beside it: first why, then what whydeck makes of it, which `WHYDECK_UPDATE=1` writes anew, or
//! removes where it is of no use.

use std::fs;
use std::path::PathBuf;

use crate::support::conformance::{Comparison, Outlines, difference, version_in};
use crate::support::project::{Project, beside, repository};

const CASES: &str = "tests/conformance";
/// The line between the reason and what whydeck makes of a file.
const RULE: &str = "----\n";

/// The names of all cases, in order.
fn cases() -> Vec<String> {
    let entries = fs::read_dir(repository().join(CASES)).expect("a folder of cases");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string());
    let mut names: Vec<String> = names
        .filter_map(|name| Some(name.expect("UTF-8").strip_suffix(".md")?.to_owned()))
        .collect();
    names.sort();
    names
}

/// Builds all cases at once, and compares them in one page.
fn outlines(names: &[String]) -> Vec<Outlines> {
    let project = Project::new().folder(CASES);
    let args = ["build", ".", "--as", "slides", "-o", "out"];
    let outcome = project.whydeck(args).exits(0);
    assert!(outcome.stdout.contains(&format!("{} decks", names.len())), "{}", outcome.stdout);
    let read = |name: &String| {
        let deck = project.read(&format!("out/{name}.html"));
        (project.read(&format!("{name}.md")), deck)
    };
    let decks: Vec<(String, String)> = names.iter().map(read).collect();
    Comparison::open().of(decks.iter().map(|(text, deck)| (text.as_str(), deck.as_str())))
}

fn sidecar(name: &str) -> PathBuf {
    repository().join(CASES).join(format!("{name}.differs"))
}

/// What is wrong with a case.
fn problem(name: &str, Outlines { theirs, ours }: &Outlines) -> Option<String> {
    let path = sidecar(name);
    let Ok(known) = fs::read_to_string(&path) else {
        let heading = format!("{name}: reveal.js (-) and whydeck (+) differ");
        return (theirs != ours).then(|| format!("{heading}\n{}", difference(theirs, ours)));
    };
    let (reason, expected) = known.split_once(RULE).unwrap_or((&known, ""));
    if reason.trim().is_empty() {
        return Some(format!("{name}.differs says no reason"));
    }
    let is_update = std::env::var_os("WHYDECK_UPDATE").is_some_and(|value| value == "1");
    if theirs == ours && is_update {
        fs::remove_file(&path).expect("a removed file");
        return None;
    }
    if theirs == ours {
        return Some(format!("{name} is equal: its .differs is of no use\n{ours}"));
    }
    if is_update {
        fs::write(&path, format!("{reason}{RULE}{ours}")).expect("a written file");
        return None;
    }
    let heading = format!("{name}: not as {name}.differs says (WHYDECK_UPDATE=1 accepts it)");
    (expected != ours).then(|| format!("{heading}\n{}", difference(expected, ours)))
}

#[test]
fn every_case_is_as_reveal_js_has_it_or_says_why_not() {
    let names = cases();
    let made = outlines(&names);
    let problems: Vec<String> =
        names.iter().zip(&made).filter_map(|(name, made)| problem(name, made)).collect();
    let count = (problems.len(), names.len());
    assert!(problems.is_empty(), "{} of {} cases:\n\n{}", count.0, count.1, problems.join("\n"));
}

/// A deck that is as reveal.js has it, and the same with one thing that is not.
#[test]
fn the_comparison_sees_what_differs() {
    let text = "<!-- .slide: class=\"dark\" -->\n# Kettle\n\n- water <!-- .element: class=\"fragment\" -->\n- *hot* steam\n\n\
        ```js [1|2]\na();\nb();\n```\n\nNote: Fill it.\n\n----\n\n## Tea\n";
    let project = Project::new().file("deck.md", text);
    let html = fs::read_to_string(project.build("deck.md")).expect("a deck");
    let changes = [
        ("class=\"dark\"", "class=\"light\""),
        ("<em>hot</em>", "<strong>hot</strong>"),
        ("water", "milk"),
        ("<li class=\"fragment\">", "<li>"),
        ("<li><em>", "<li class=\"fragment\"><em>"),
        ("data-steps=\"1|2\"", "data-steps=\"2|1\""),
        ("<code class=\"language-js\">", "<code class=\"language-js\">x"),
        ("language-js", "language-java"),
        ("Fill it.", "Spill it."),
        ("<aside class=\"notes\">", "<aside>"),
        ("<section>\n<section", "<section"),
        ("<h2>Tea</h2>", "<h3>Tea</h3>"),
    ];
    let mut decks = vec![html.clone()];
    for (old, new) in changes {
        assert!(html.contains(old), "{old} is not in the deck");
        decks.push(html.replacen(old, new, 1));
    }
    let made = Comparison::open().of(decks.iter().map(|deck| (text, deck.as_str())));
    assert_eq!(made[0].theirs, made[0].ours);
    for ((old, new), made) in changes.iter().zip(&made[1..]) {
        assert_ne!(made.theirs, made.ours, "{new} in the place of {old} is not seen");
    }
}

#[test]
fn the_reveal_js_compared_with_is_the_one_in_decks() {
    assert_eq!(version_in("tests/package.json"), version_in("themes/package.json"));
}

/// Slide files of other people, in these folders when they are there.
const FURTHER: &str = "../shared/corpus/slides:../shared/cases:decks/examples";

/// Says how many slides of further files are the same, and writes where others differ below
/// `target/conformance`: `cargo test --test suite further_slides -- --ignored --nocapture`.
/// `WHYDECK_FURTHER` names other folders, from the repository, with `:` between.
#[test]
#[ignore = "a report"]
fn further_slides_are_as_reveal_js_has_them() {
    let comparison = Comparison::open();
    let out = repository().join("target/conformance");
    fs::create_dir_all(&out).expect("a folder");
    let folders = std::env::var("WHYDECK_FURTHER").unwrap_or_else(|_| FURTHER.to_owned());
    let mut total = (0, 0);
    for folder in folders.split(':') {
        let project = Project::new().folder(folder);
        for name in beside(folder) {
            let outcome = project.whydeck(["build", &name, "-o", "deck.html"]);
            if !outcome.stdout.starts_with("slides") && !outcome.stderr.contains("\nslides") {
                continue;
            }
            let (text, deck) = (project.read(&name), project.read("deck.html"));
            let made = comparison.of([(text.as_str(), deck.as_str())]).remove(0);
            let (same, all) = made.same_slides();
            total = (total.0 + same, total.1 + all);
            println!("{same:4} of {all:4} slides  {folder}/{name}");
            let file = out.join(&name).with_extension("diff");
            fs::write(file, made.difference()).expect("a written file");
        }
    }
    println!("{:4} of {:4} slides in all", total.0, total.1);
}
