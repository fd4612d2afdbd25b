//! Rules on documents: what is told, word for word, where it points, and what is left alone.

mod actions;
mod findings;
mod other;
mod spans;
mod whys;
mod yaml;

use comrak::Arena;

use super::{Subject, check};
use crate::diagnostic::Diagnostic;
use crate::postmortem::{read, yaml as yaml_form};
use crate::report::{self, Wording};
use crate::source::Sources;
use crate::source::front_matter::cut;

/// What is found in a document, in the order of its text, with the texts.
fn found(name: &str, text: &str) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(name, None, text.to_owned());
    let arena = Arena::new();
    let mut others = Vec::new();
    let pm = if name.ends_with(".yaml") {
        yaml_form::parse(&arena, &sources, id, &mut others).expect("a postmortem")
    } else {
        read::parse(&arena, &sources, id, cut(sources.get(id)), &mut others)
    };
    let mut found =
        check(&Subject { pm: &pm, sources: &sources, told: &others, earlier: None, wording: None });
    found.sort_by_key(|one| (one.span.map(|span| span.start), one.code));
    drop(pm);
    (found, sources)
}

/// The findings of a code as people read them.
fn full(name: &str, text: &str, code: &str) -> String {
    let (mut found, sources) = found(name, text);
    found.retain(|one| one.code == code);
    report::text(&found, &sources, Wording::Full { colour: false })
}

/// The words that the findings of a code, or of all of a subject, point at.
fn pointed_at(text: &str, code: &str) -> Vec<String> {
    pointed_at_in("incident.md", text, code)
}

fn pointed_at_in(name: &str, text: &str, code: &str) -> Vec<String> {
    let (found, sources) = found(name, text);
    let is_meant = |one: &&Diagnostic| one.code == code || one.code.split('/').next() == Some(code);
    let words = |one: &Diagnostic| {
        one.span.map_or_else(String::new, |span| {
            sources.get(span.source).text()[span.start..span.end].to_owned()
        })
    };
    found.iter().filter(is_meant).map(words).collect()
}
