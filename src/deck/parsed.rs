//! The decks and parts of the binary, as handlebars holds them.
//!
//! Parsing them takes as long as reading a document does. So it is done once a process, and two
//! threads do it: one begins while the document is read, and the one that fills a deck takes the
//! parts from the other end.

use std::sync::OnceLock;
use std::thread;

use handlebars::{Handlebars, Template, TemplateError};

use super::registry::{BUILT_IN, BuiltInDeck, PARTS};
use super::{bounds, helpers};
use crate::markdown::escape;

/// The [`PARTS`]; none for one that cannot be parsed, which a test rules out.
static PARSED: [OnceLock<Option<Template>>; PARTS.len()] = [const { OnceLock::new() }; PARTS.len()];

/// A registry for each of the [`BUILT_IN`] decks.
static DECKS: [OnceLock<Handlebars<'static>>; BUILT_IN.len()] =
    [const { OnceLock::new() }; BUILT_IN.len()];

/// Begins to parse the parts, without a wait.
pub(crate) fn prepare() {
    if PARSED.iter().all(|parsed| parsed.get().is_some()) {
        return;
    }
    // Without a thread they are parsed when they are asked for.
    drop(thread::Builder::new().name("parts".into()).spawn(|| {
        for index in 0..PARTS.len() {
            part(index);
        }
    }));
}

/// The registry that has a deck of the binary as `deck`, and the parts it takes in.
pub(super) fn built_in(deck: &BuiltInDeck) -> Option<&'static Handlebars<'static>> {
    let index = BUILT_IN.iter().position(|other| other.name == deck.name)?;
    Some(DECKS[index].get_or_init(|| {
        let mut handlebars = fresh();
        if let Ok(template) = parse(deck.text) {
            handlebars.register_template("deck", template);
        }
        for index in (0..PARTS.len()).rev() {
            if let Some(template) = part(index) {
                handlebars.register_template(PARTS[index].0, template.clone());
            }
        }
        handlebars
    }))
}

fn part(index: usize) -> Option<&'static Template> {
    PARSED[index].get_or_init(|| parse(PARTS[index].1).ok()).as_ref()
}

/// A registry with a template of a user as `deck`, and the parts: the elements of all of them are
/// counted.
///
/// # Errors
/// When handlebars cannot read the template.
pub(super) fn bounded(text: &str) -> Result<Handlebars<'static>, TemplateError> {
    let mut handlebars = fresh();
    for (index, (name, _)) in PARTS.iter().enumerate() {
        if let Some(part) = part(index) {
            handlebars.register_template(name, bounds::counted(part.clone())?);
        }
    }
    let deck = Template::compile_with_name(text, "deck".to_owned())?;
    handlebars.register_template("deck", bounds::counted(deck)?);
    Ok(handlebars)
}

/// A registry without templates.
fn fresh() -> Handlebars<'static> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(escape::inline);
    helpers::register(&mut handlebars);
    handlebars
}

/// Parses a template block by block: handlebars takes time that grows with the square of a text.
fn parse(text: &str) -> Result<Template, TemplateError> {
    let mut whole = Template::default();
    for block in blocks(text) {
        let template = Template::compile(block)?;
        whole.elements.extend(template.elements);
        whole.mapping.extend(template.mapping);
    }
    Ok(whole)
}

/// A template's text, cut before blocks that begin a line and stand in no other.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("{{#") && depth == 0 && at > start {
            blocks.push(&text[start..at]);
            start = at;
        }
        depth += line.matches("{{#").count();
        depth = depth.saturating_sub(line.matches("{{/").count());
        at += line.len();
    }
    blocks.push(&text[start..]);
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_deck_and_part_is_parsed() {
        for (index, (name, _)) in PARTS.iter().enumerate() {
            assert!(part(index).is_some(), "{name}");
        }
        for deck in &BUILT_IN {
            assert!(built_in(deck).is_some_and(|parsed| parsed.has_template("deck")));
        }
    }

    #[test]
    fn cuts_stand_outside_of_blocks() {
        let text = "a\n{{#if b}}\n{{#if c}}\n{{/if}}\n{{/if}}\n\n{{#if d}}{{/if}}\n";
        let inner = "{{#if b}}\n{{#if c}}\n{{/if}}\n{{/if}}\n\n";
        assert_eq!(blocks(text), ["a\n", inner, "{{#if d}}{{/if}}\n"]);
        assert_eq!(blocks(""), [""]);
    }
}
