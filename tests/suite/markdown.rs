//! `build -o deck.md`: slides as Markdown read as the same slides again.

use std::fs;

use serde_json::Value;

use crate::support::project::{Project, repository};

/// What is seen of a slide, and what is said with it.
#[derive(Debug, PartialEq)]
struct Seen {
    place: [u64; 2],
    title: String,
    attributes: Vec<String>,
    shown: String,
    notes: String,
}

/// HTML without blanks; sanitising writes some quotes in another way.
fn bare(html: &str) -> String {
    html.replace("&quot;", "\"").replace("&#39;", "'").split_whitespace().collect()
}

fn slides(json: &str) -> Vec<Seen> {
    let deck: Value = serde_json::from_str(json).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let slides = deck["slides"].as_array().expect("slides");
    let seen = |slide: &Value| {
        let mut attributes: Vec<String> = text(&slide["attributes"])
            .split("\" ")
            .map(|one| one.trim_end_matches('"').into())
            .collect();
        attributes.sort();
        Seen {
            place: [number(&slide["column"]), number(&slide["row"])],
            title: text(&slide["title"]),
            attributes,
            shown: bare(&text(&slide["html"])),
            notes: bare(&text(&slide["notes"])),
        }
    };
    slides.iter().map(seen).collect()
}

/// The slides of a document as they are, and of what it is as Markdown; none when it has errors.
/// Figures are kept as text, since pictures look different.
fn both(project: &Project, document: &str, more: &[&str]) -> Option<(Vec<Seen>, Vec<Seen>)> {
    let json = |file: &str, more: &[&str]| {
        let args = ["build", file, "--format", "json", "-o", "-", "--no-highlight", "--no-figures"];
        let outcome = project.whydeck([&args, more].concat());
        (!outcome.stdout.is_empty()).then_some(outcome.stdout)
    };
    let before = json(document, more)?;
    project.whydeck([&["build", document, "-o", "again.md", "--no-figures"], more].concat());
    let again = json("again.md", more).unwrap_or_else(|| panic!("{document} is not read again"));
    let first = project.read("again.md");
    project.whydeck([&["build", "again.md", "-o", "twice.md", "--no-figures"], more].concat());
    let twice = project.read("twice.md");
    if more.is_empty() {
        assert_eq!(first, twice, "{document} changes each time");
    }
    Some((slides(&before), slides(&again)))
}

#[track_caller]
fn is_the_same(project: &Project, document: &str, more: &[&str]) -> bool {
    let Some((before, after)) = both(project, document, more) else { return false };
    assert_eq!(before.len(), after.len(), "{document} {more:?}");
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after, "{document} {more:?}");
    }
    true
}

#[test]
fn the_cases_of_the_dialect_are_the_same_slides_again() {
    let mut count = 0;
    for entry in fs::read_dir(repository().join("tests/golden")).expect("cases") {
        let name = entry.expect("a case").file_name().to_string_lossy().into_owned();
        let project = Project::new().folder(&format!("tests/golden/{name}"));
        if project.path("deck.md").exists() {
            count += usize::from(is_the_same(&project, "deck.md", &[]));
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn decks_of_postmortems_are_the_same_slides_again() {
    let project = Project::new().folder("decks/examples");
    for name in ["web-outage.md", "queue-backlog.yaml", "rust-1.52-incremental.md"] {
        for more in [&[][..], &["--notes", "strip"]] {
            assert!(is_the_same(&project, name, more), "{name}");
        }
    }
}

#[test]
fn notes_that_are_stripped_are_nowhere() {
    let project = Project::new().file(
        "deck.md",
        "---\ntype: slide\n---\n# A\n\n<!-- kanarienvogel -->\n\nText.\nGoes on.\n\nNote: tintenfisch\n\n---\n\n\
         # B\n\n<aside class=\"notes\">haselmaus</aside>\n\n- x <!-- .element: class=\"fragment\" data-notes=\"feldlerche\" -->\n",
    );
    let text = |more: &[&str]| {
        project
            .whydeck([&["build", "deck.md", "-o", "-", "--format", "md"], more].concat())
            .exits(0)
            .stdout
    };
    let kept = text(&[]);
    let stripped = text(&["--notes", "strip"]);
    for private in ["kanarienvogel", "tintenfisch", "haselmaus", "feldlerche"] {
        assert!(kept.contains(private), "{private} is lost");
        assert!(!stripped.contains(private), "{private}:\n{stripped}");
    }
    assert!(stripped.contains("Text.\nGoes on.\n\n---\n\n# B\n"), "{stripped}");
    assert!(stripped.contains("- x <!-- .element: class=\"fragment\" -->"), "{stripped}");
    assert!(is_the_same(&project, "deck.md", &["--notes", "strip"]));
}

#[test]
fn what_an_author_wrote_stays_as_it_is() {
    let own = "---\ntitle: Mine # a remark\ntype: slide\n---\n\n#   A  \n\n*  odd   bullets\n\n---\n\n<!-- .slide: \
               data-x='1' -->\nB\n\nnote: said\n\n----\n\n```\n---\n```\n";
    let project = Project::new().file("deck.md", own);
    let text =
        |name: &str| project.whydeck(["build", name, "--format", "md", "-o", "-"]).exits(0).stdout;
    assert_eq!(text("deck.md"), own);
    let other = "---\nseparator: '^={3,}$'\nverticalSeparator: vvv\nnotesSeparator: 'Speaker:'\n---\n# A\n---\nrule\n\n---\n\
                 ====\n# B\nSpeaker: said\nvvv\n# C\n";
    let project = Project::new().file("deck.md", other);
    let text = project.whydeck(["build", "deck.md", "--format", "md", "-o", "-"]).exits(0).stdout;
    assert_eq!(
        text,
        "---\ntype: slide\nbreaks: false\n---\n\n# A\n-----\nrule\n\n-----\n\n---\n\n# B\nNote: said\n\n----\n\n# C\n"
    );
}

#[test]
fn figures_are_files_beside_the_text_or_tables() {
    let deck = "---\nkind: slides\n---\n# A\n\n```chart\ntype: bar\n\nx,y\na|b,1\nc,2\n```\n\n- in a list\n\n  ```timeline\n  \
                - 10:00 it began\n  - 10:20 it ended\n  ```\n\nafter\n";
    let project = Project::new().file("deck.md", deck);
    let outcome = project.whydeck(["build", "deck.md", "--format", "md"]).exits(0);
    assert!(outcome.stdout.contains("→ deck.slides.md: 1 slide, "), "{}", outcome.stdout);
    let text = project.read("deck.slides.md");
    assert!(text.contains("](deck.slides.assets/figure-1.svg)\n\n- in a list\n\n  !["), "{text}");
    let svg = project.read("deck.slides.assets/figure-1.svg");
    assert!(svg.starts_with("<svg ") && svg.contains("<title") && !svg.contains("var("), "{svg}");
    let json = project.whydeck(["build", "deck.slides.md", "--format", "json", "-o", "-"]).exits(0);
    let json: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["assets"].as_array().map(Vec::len), Some(2), "the figures are pictures");
    let text = project.whydeck(["build", "deck.md", "--format", "md", "-o", "-"]).exits(0).stdout;
    assert!(text.contains("| a\\|b | 1 |\n") && text.contains("\n  | "), "{text}");
    assert!(text.ends_with("\n\nafter\n") && !text.contains("```"), "{text}");
}
