//! Decks in the manner of those that people publish (`tests/decks`): each builds, with the warnings
//! that are named beside it (`warnings.txt`: line and code) and no other. What they once showed
//! wrong is measured.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::support::browser::Page;
use crate::support::measure;
use crate::support::project::{Project, repository};

fn names() -> Vec<String> {
    let folder = fs::read_dir(repository().join("tests/decks")).expect("the decks");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("a name")
    };
    let mut names: Vec<String> = folder.map(name).collect();
    names.sort();
    names
}

/// A copy of a deck's folder, and the deck in it.
fn copied(name: &str) -> (Project, String) {
    let project = Project::new().folder(&format!("tests/decks/{name}"));
    let is_there = |deck: &&str| project.path(deck).exists();
    let deck = ["deck.md", "talk/deck.md"].into_iter().find(is_there).expect("a deck");
    (project, deck.to_owned())
}

fn built(name: &str, theme: Option<&str>) -> (Project, PathBuf) {
    let (project, deck) = copied(name);
    let mut args = vec!["build", deck.as_str(), "-o", "deck.html"];
    args.extend(theme.into_iter().flat_map(|theme| ["--theme", theme]));
    project.whydeck(args).exits(0);
    let deck = project.path("deck.html");
    (project, deck)
}

#[test]
fn each_deck_has_the_warnings_that_are_named_beside_it() {
    let names = names();
    assert!(names.len() >= 12, "{names:?}");
    for name in names {
        let (project, deck) = copied(&name);
        let format = ["--message-format", "short"];
        let args = [&["build", deck.as_str(), "-o", "deck.html"][..], &format].concat();
        let said = project.whydeck(args).exits(0).stderr;
        let warnings: Vec<String> = said
            .lines()
            .filter_map(|line| {
                let (place, rest) = line.split_once(": warning[")?;
                let at = place.split(':').nth(1)?;
                Some(format!("{at} {}", rest.split(']').next()?))
            })
            .collect();
        let named = fs::read_to_string(project.path("warnings.txt")).unwrap_or_default();
        assert_eq!(warnings, named.lines().collect::<Vec<_>>(), "{name}:\n{said}");
    }
}

/// Nothing stands over anything or outside, whatever the manner.
#[test]
fn no_deck_shows_anything_cut_off() {
    let mut problems = Vec::new();
    for name in names().iter().filter(|name| *name != "tall-code") {
        let (_project, deck) = built(name, None);
        let page = Page::open_deck(&deck, "");
        page.eval("Reveal.configure({ transition: 'none', autoAnimate: false })");
        problems.extend(measure::problems(&page).into_iter().map(|it| format!("{name}: {it}")));
        page.is_clean();
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The ground of the first picture on a slide.
fn ground(deck: &Path, place: &str) -> String {
    let page = Page::open_deck(deck, place);
    page.text("getComputedStyle(Reveal.getCurrentSlide().querySelector('img')).backgroundColor")
}

/// White lines are drawn for the dark theme that their deck names; other pictures get paper.
#[test]
fn white_lines_are_seen_on_a_dark_deck() {
    let (_project, dark) = built("dark-line-art", None);
    assert_eq!(ground(&dark, "#/1"), "rgba(0, 0, 0, 0)");
    let (_project, light) = built("emoji-titles", Some("night"));
    assert_ne!(ground(&light, "#/3/1"), "rgba(0, 0, 0, 0)");
}

#[test]
fn code_that_is_taller_than_its_slide_ends_above_the_footer() {
    let (_project, deck) = built("tall-code", None);
    let page = Page::open_deck(&deck, "#/1");
    let end = "(() => {
        const pre = Reveal.getCurrentSlide().querySelector('pre');
        return pre.offsetTop + pre.offsetHeight <= 661 && pre.scrollHeight > pre.clientHeight;
    })()";
    page.wait(end);
}

#[test]
fn a_small_heading_is_a_title_where_nothing_larger_is() {
    let (_project, deck) = built("small-headings", None);
    let page = Page::open_deck(&deck, "#/1");
    let places = "(() => {
        const slide = Reveal.getCurrentSlide();
        const [title, list] = [slide.querySelector('h4'), slide.querySelector('ul')];
        return [title.offsetLeft, title.offsetTop, parseFloat(getComputedStyle(title).fontSize), list.offsetTop];
    })()";
    assert_eq!(page.eval(places), json!([60, 56, 44, 140]));
}
