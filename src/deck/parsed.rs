//! The templates of the binary, as handlebars holds them: restored from what the build script
//! stored, once a process.

use std::sync::OnceLock;

use handlebars::{Handlebars, Template, TemplateError};

use super::registry::{BUILT_IN, BuiltInDeck, PARTS};
use super::stored::StoredTemplate;
use super::{bounds, helpers};
use crate::markdown::escape;

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// A registry for each of the [`BUILT_IN`] decks.
static DECKS: [OnceLock<Handlebars<'static>>; BUILT_IN.len()] =
    [const { OnceLock::new() }; BUILT_IN.len()];

/// Restores the deck that is made when none is named.
pub(crate) fn make_ready() {
    built_in(&BUILT_IN[0]);
}

/// The registry that has a deck of the binary as `deck`, and the parts it takes in.
pub(super) fn built_in(deck: &BuiltInDeck) -> Option<&'static Handlebars<'static>> {
    let index = BUILT_IN.iter().position(|other| other.name == deck.name)?;
    Some(DECKS[index].get_or_init(|| {
        let mut handlebars = fresh();
        if let Some(template) = restored(deck.name) {
            handlebars.register_template("deck", template);
        }
        for (name, _) in PARTS {
            if let Some(part) = restored(name) {
                handlebars.register_template(name, part);
            }
        }
        handlebars
    }))
}

/// A registry with a template of a user as `deck`, and the parts: the elements of all of them are
/// counted.
///
/// # Errors
/// When handlebars cannot read the template.
pub(super) fn bounded(text: &str) -> Result<Handlebars<'static>, TemplateError> {
    let mut handlebars = fresh();
    for (name, _) in PARTS {
        if let Some(part) = restored(name) {
            handlebars.register_template(name, bounds::counted(part)?);
        }
    }
    let deck = Template::compile_with_name(text, "deck".to_owned())?;
    handlebars.register_template("deck", bounds::counted(deck)?);
    Ok(handlebars)
}

/// The deck, part or page of a name; a part's name may have a folder before its file's. None for a
/// name that there is not, which a test rules out.
pub(crate) fn restored(name: &str) -> Option<Template> {
    let file = name.rsplit('/').next()?;
    let (_, json) = STORED.iter().find(|(stored, _)| *stored == file)?;
    serde_json::from_str::<StoredTemplate>(json).ok()?.restored().ok()
}

/// A registry without templates.
fn fresh() -> Handlebars<'static> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(escape::inline);
    helpers::register(&mut handlebars);
    handlebars
}

#[cfg(test)]
mod tests {
    use handlebars::template::TemplateElement;

    use super::*;
    use crate::theme::registry::PAGE;

    /// Takes away comments, and where things stand: they are not stored.
    fn without_places(mut template: Template) -> Template {
        template.mapping.clear();
        template.elements.retain(|element| !matches!(element, TemplateElement::Comment(_)));
        for element in &mut template.elements {
            if let TemplateElement::HelperBlock(block) = element {
                block.template = block.template.take().map(without_places);
                block.inverse = block.inverse.take().map(without_places);
            }
        }
        template
    }

    #[test]
    fn decks_and_parts_are_what_handlebars_makes_of_their_texts() {
        let decks = BUILT_IN.iter().map(|deck| (deck.name, deck.text));
        for (name, text) in decks.chain(PARTS).chain([("page", PAGE)]) {
            let parsed = Template::compile(text).map(without_places).expect(name);
            assert_eq!(restored(name), Some(parsed), "{name}");
        }
        assert_eq!(STORED.len(), BUILT_IN.len() + PARTS.len() + 1);
    }
}
