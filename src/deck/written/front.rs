//! The front matter of a deck that is written as Markdown.

use serde_yaml::{Mapping, Value};

use super::{SlideText, Writing};
use crate::source::front_matter::{self, DocumentKind, FrontMatter};

/// The keys of separators: what is written has those that every tool knows.
const SEPARATORS: [&str; 3] = ["separator", "verticalSeparator", "notesSeparator"];

/// The front matter of slides that somebody wrote: theirs, with what makes any reader take them for
/// slides.
pub(super) fn of_slides(writing: &Writing<'_>, text: &SlideText) -> String {
    let source = writing.sources.get(text.front);
    let front = writing.front;
    let more = missing(writing, text);
    let own = front.span.map_or("", |span| &source.text()[span.start..span.end]);
    let is_yaml = own.starts_with("---");
    let mut keys = front_matter::mapping(source).unwrap_or_default();
    let is_changed = front.separators.is_any()
        || !front.include.is_empty()
        || front.kind == Some(DocumentKind::Postmortem)
        || more.keys().any(|key| keys.contains_key(key));
    if is_yaml && !is_changed {
        let own = own.replace("\r\n", "\n");
        let end = own.trim_end().rfind('\n').map_or(0, |at| at + 1);
        return format!("{}{}{}\n", &own[..end], yaml(&more), own[end..].trim_end());
    }
    let drop = |keys: &mut Mapping| SEPARATORS.iter().for_each(|key| drop_key(keys, key));
    drop(&mut keys);
    for options in ["slideOptions", "revealOptions"] {
        if let Some(Value::Mapping(options)) = keys.get_mut(options) {
            drop(options);
        }
    }
    if front.kind == Some(DocumentKind::Postmortem) {
        drop_key(&mut keys, "kind");
    }
    // What is written has the slides of these files.
    drop_key(&mut keys, "include");
    keys.extend(more);
    format!("---\n{}---\n", yaml(&keys))
}

fn drop_key(keys: &mut Mapping, key: &str) {
    keys.shift_remove(key);
}

/// What the author's front matter leaves to a trailer, or to whydeck.
fn missing(writing: &Writing<'_>, text: &SlideText) -> Mapping {
    let FrontMatter { title, is_slide_type, breaks, separators, .. } = writing.front;
    let mut keys = Mapping::new();
    let trailer = text.trailer.clone().unwrap_or_default();
    let own = front_matter::mapping(writing.sources.get(text.front)).unwrap_or_default();
    let said = [
        ("title", trailer.title.filter(|_| title.is_none())),
        ("description", trailer.description.filter(|_| !own.contains_key("description"))),
        ("lang", trailer.lang.filter(|_| !own.contains_key("lang"))),
    ];
    for (key, value) in said {
        put(&mut keys, key, value);
    }
    if !is_slide_type {
        put(&mut keys, "type", Some("slide".to_owned()));
    }
    if breaks.is_none() && !writing.breaks {
        keys.insert("breaks".into(), false.into());
    }
    if separators.is_said_beside {
        // What is written has the usual ones, which the file beside it must not change.
        put(&mut keys, "separator", Some("---".to_owned()));
        put(&mut keys, "verticalSeparator", Some("----".to_owned()));
    }
    keys
}

fn put(keys: &mut Mapping, key: &str, value: Option<String>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        keys.insert(key.into(), value.into());
    }
}

/// The front matter of a deck that was made of a postmortem: what it says on slides, and how they
/// look.
pub(super) fn of_postmortem(writing: &Writing<'_>) -> String {
    let front = writing.front;
    let mut keys = Mapping::new();
    put(&mut keys, "title", Some(writing.title.to_owned()));
    put(&mut keys, "type", Some("slide".to_owned()));
    keys.insert("breaks".into(), false.into());
    for (key, value) in [
        ("description", &front.description),
        ("date", &front.date),
        ("lang", &front.lang),
        ("dir", &front.dir),
        ("confidential", &front.confidential),
        ("status", &front.status),
    ] {
        put(&mut keys, key, value.clone());
    }
    let mut look = Mapping::new();
    let written = [
        ("theme", front.look()),
        ("brand", front.deck.brand.as_ref()),
        ("logo", front.deck.logo.as_ref()),
    ];
    for (key, value) in written {
        put(&mut look, key, value.map(|value| value.value.clone()));
    }
    if !look.is_empty() {
        keys.insert("deck".into(), Value::Mapping(look));
    }
    let options: Mapping = front
        .reveal
        .iter()
        .map(|option| (option.name.as_str().into(), option.value.clone()))
        .collect();
    if !options.is_empty() {
        keys.insert("slideOptions".into(), Value::Mapping(options));
    }
    format!("---\n{}---\n", yaml(&keys))
}

fn yaml(keys: &Mapping) -> String {
    if keys.is_empty() {
        return String::new();
    }
    serde_yaml::to_string(keys).unwrap_or_default()
}
