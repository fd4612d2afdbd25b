//! `whydeck gallery`: documents in every theme, on one page.

use std::fs;

use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::{Project, examples, repository};

#[test]
fn every_example_is_there_in_every_theme() {
    let project = Project::new();
    let outcome = project.whydeck(["gallery", "shown"]).exits(0);
    assert_eq!(outcome.stderr, "", "the examples have no problems");
    let page = Page::open(&project.path("shown/index.html"));
    let frames =
        page.eval("[...document.querySelectorAll('iframe')].map(f => f.getAttribute('src'))");
    let frames = frames.as_array().expect("a list");
    assert_eq!(frames.len(), examples().len() * 4);
    for theme in ["default", "night", "contrast", "paper"] {
        for example in examples() {
            let name = example.rsplit_once('.').expect("an ending").0;
            assert!(project.path(&format!("shown/{theme}/{name}.html")).exists(), "{theme} {name}");
            assert!(
                frames
                    .contains(&json!(format!("{theme}/{name}.html?controls=false&progress=false")))
            );
        }
    }
    assert!(page.leaks().is_empty(), "{:?}", page.leaks());
    // One of them alone, in its frame's size and with its options: it is a deck that runs.
    let deck = Page::open_deck(&project.path("shown/night/web-outage.html"), "?controls=false");
    assert_eq!(deck.eval("Reveal.getConfig().controls"), json!(false));
    deck.is_clean();
}

#[test]
fn a_theme_of_ones_own_stands_beside_a_built_in_one() {
    let project = Project::new()
        .file("my theme/theme.yaml", "colors: { accent: \"#7a1f5c\" }\n")
        .file("a b.md", "# A & B\n\n---\n\n## Two\n");
    let args = ["gallery", "out", "a b.md", "--theme", "my theme", "--theme", "paper"];
    project.whydeck(args).exits(0);
    let page = Page::open(&project.path("out/index.html"));
    assert_eq!(
        page.eval(
            "[...document.querySelectorAll('a')].map(a => [a.textContent, a.getAttribute('href')])"
        ),
        json!([
            ["my theme 2 slides", "my%20theme/a%20b.html"],
            ["paper 2 slides", "paper/a%20b.html"]
        ])
    );
    assert_eq!(page.text("document.querySelector('h2').textContent"), "A & B");
    assert!(project.read("out/my theme/a b.html").contains("--wd-color-accent:#7a1f5c"));
    let twice = project.whydeck(["gallery", "x", "--theme", "paper", "--theme", "paper"]).exits(1);
    assert!(twice.stderr.contains("two themes are called paper"), "{}", twice.stderr);
    let none = project.whydeck(["gallery", "x", "--theme", "nope"]).exits(1);
    assert_eq!(none.stderr.matches("no theme `nope`").count(), 1, "{}", none.stderr);
}

#[test]
fn pictures_of_themes_are_small() {
    let project = Project::new();
    let args = ["gallery", "out", "--theme", "night", "--pictures", "drawn"];
    project.whydeck(args).exits(0);
    let picture = fs::read(project.path("drawn/night.webp")).expect("a picture");
    assert_eq!((&picture[..4], &picture[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
    assert!((5_000..60_000).contains(&picture.len()), "{}", picture.len());
    for theme in ["default", "night", "contrast", "paper"] {
        let shown = repository().join(format!("docs/themes/{theme}.webp"));
        assert!(fs::metadata(shown).expect("a picture of the README").len() < 60_000, "{theme}");
    }
}

#[test]
fn a_gallery_without_a_deck_is_not_written() {
    let project = Project::new().file("deck.md", "# A\n");
    let outcome = project.whydeck(["gallery", "shown", "deck.md", "--theme", "nigth"]).exits(1);
    assert!(outcome.stderr.contains("did you mean `night`?"), "{}", outcome.stderr);
    assert!(!project.path("shown").exists());
}
