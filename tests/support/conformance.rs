//! The same Markdown through reveal.js's own plugin and through whydeck: what each makes of it, written in one form.
//!
//! `conformance.js` says what the form is, and what is made equal before two outlines are compared.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value, json};
use similar::{Algorithm, DiffTag, TextDiff, capture_diff_slices};

use super::browser::Page;
use super::project::{Project, repository};

/// What reveal-md tells the plugin to look for when a document says nothing.
const SLIDE: &str = r"\r?\n---\r?\n";
const BELOW: &str = r"\r?\n----\r?\n";

/// The keys of front matter, and what the plugin calls them.
const SEPARATORS: [(&str, &str); 3] = [
    ("separator", "data-separator"),
    ("verticalSeparator", "data-separator-vertical"),
    ("notesSeparator", "data-separator-notes"),
];

/// A page that holds the plugin and compares with it.
pub(crate) struct Comparison {
    page: Page,
}

/// What the two make of a document.
#[derive(Debug)]
pub(crate) struct Outlines {
    pub(crate) theirs: String,
    pub(crate) ours: String,
}

impl Outlines {
    /// In what they differ: theirs with `-`, ours with `+`.
    pub(crate) fn difference(&self) -> String {
        difference(&self.theirs, &self.ours)
    }

    /// How many slides of theirs are the same here, and how many they are.
    pub(crate) fn same_slides(&self) -> (usize, usize) {
        let theirs = slides(&self.theirs);
        let operations = capture_diff_slices(Algorithm::Myers, &theirs, &slides(&self.ours));
        let same = operations.iter().filter(|operation| operation.tag() == DiffTag::Equal);
        (same.map(|operation| operation.old_range().len()).sum(), theirs.len())
    }
}

/// The slides of an outline.
fn slides(outline: &str) -> Vec<String> {
    let mut slides: Vec<String> = Vec::new();
    for line in outline.lines().filter(|line| !line.starts_with("stack")) {
        match slides.last_mut() {
            Some(slide) if !line.trim_start().starts_with("slide") => {
                slide.push_str(line.trim_start());
                slide.push('\n');
            }
            _ => slides.push(format!("{}\n", line.trim_start())),
        }
    }
    slides
}

/// Two outlines line by line.
pub(crate) fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(old, new);
    diff.unified_diff().context_radius(3).to_string()
}

impl Comparison {
    pub(crate) fn open() -> Self {
        let page = "<!doctype html><meta charset=utf-8><script src=markdown.js></script>\
            <script src=conformance.js></script>";
        let project = Project::new()
            .file("compare.html", page)
            .file("markdown.js", plugin())
            .file("conformance.js", include_str!("conformance.js"));
        Self { page: Page::open(&project.path("compare.html")) }
    }

    /// Compares documents, each with the deck that was built of it.
    pub(crate) fn of<'d>(
        &self,
        documents: impl IntoIterator<Item = (&'d str, &'d str)>,
    ) -> Vec<Outlines> {
        let cases: Vec<Value> =
            documents.into_iter().map(|(text, deck)| case(text, slides_of(deck))).collect();
        let made = self.page.eval(&format!("Conformance({})", Value::from(cases)));
        let text = |value: &Value| value.as_str().expect("an outline").to_owned();
        let made = made.as_array().expect("a list").iter();
        made.map(|pair| Outlines { theirs: text(&pair[0]), ours: text(&pair[1]) }).collect()
    }
}

/// reveal.js's plugin, as a browser loads it.
fn plugin() -> String {
    let file = repository().join("tests/node_modules/reveal.js/dist/plugin/markdown.js");
    fs::read_to_string(&file)
        .unwrap_or_else(|e| panic!("{}: {e}; run tests/install.sh", file.display()))
}

/// The version of reveal.js that a `package.json` asks for.
pub(crate) fn version_in(package: &str) -> String {
    let text = fs::read_to_string(repository().join(Path::new(package))).expect("a package");
    let package: Value = serde_json::from_str(&text).expect("JSON");
    package["dependencies"]["reveal.js"].as_str().expect("a version").to_owned()
}

/// The part of a deck's page that holds its slides.
fn slides_of(deck: &str) -> &str {
    let start = deck.find("<div class=\"slides\">").expect("slides");
    let end = deck.find("<script type=\"application/json\" id=\"whydeck-options\">");
    &deck[start..end.expect("options")]
}

/// A document as reveal-md hands it to the plugin: without front matter, with its separators.
fn case(text: &str, deck: &str) -> Value {
    let (front, markdown) = front_matter(text);
    let written = |key: &str| {
        [Some(&front), front.get("slideOptions"), front.get("revealOptions")]
            .into_iter()
            .flatten()
            .find_map(|keys| keys.get(key)?.as_str())
    };
    let mut separators = Map::new();
    for (key, attribute) in SEPARATORS {
        if let Some(value) = written(key) {
            separators.insert(attribute.to_owned(), value.into());
        }
    }
    if written("separator").or(written("verticalSeparator")).is_none() {
        separators.insert("data-separator".to_owned(), SLIDE.into());
        separators.insert("data-separator-vertical".to_owned(), BELOW.into());
    }
    let breaks = front.get("breaks").and_then(serde_yaml::Value::as_bool);
    let breaks = breaks.unwrap_or(front.get("type").is_some_and(|kind| kind == "slide"));
    json!({ "markdown": markdown, "separators": separators, "breaks": breaks, "html": deck })
}

/// The front matter of a document, and what follows it.
fn front_matter(text: &str) -> (serde_yaml::Value, &str) {
    let none = (serde_yaml::Value::Null, text);
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return none;
    };
    let Some(end) = rest.find("\n---") else { return none };
    match serde_yaml::from_str(&rest[..end]) {
        Ok(front @ serde_yaml::Value::Mapping(_)) => (front, &rest[end + 4..]),
        _ => none,
    }
}
