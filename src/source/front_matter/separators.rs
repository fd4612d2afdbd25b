//! The keys of front matter that say what stands between slides, and before notes.

use serde_yaml::Value;

use super::Spanned;
use super::values::spanned;
use crate::source::Span;
use crate::source::data::{Fields, shape};
use crate::source::lenient::Text;

/// The key that says what stands before notes.
const NOTES: &str = "notesSeparator";

/// What an author wrote, at the top level or below `slideOptions` or `revealOptions`.
#[derive(Debug, Clone, Default)]
pub struct SeparatorKeys {
    /// `separator`.
    pub slide: Option<Spanned<String>>,
    /// `verticalSeparator`.
    pub below: Option<Spanned<String>>,
    /// `notesSeparator`.
    pub notes: Option<Spanned<String>>,
    /// A `notesSeparator` that is no text, or stands where none is read: its place, and why.
    pub unread_notes: Option<(Span, String)>,
    /// Whether a file beside the document says what separates slides.
    pub is_said_beside: bool,
}

impl SeparatorKeys {
    /// Takes the keys of a mapping in; those that are known already stay.
    pub(super) fn take(&mut self, fields: &mut Fields<'_, '_>) {
        let keys = [("separator", &mut self.slide), ("verticalSeparator", &mut self.below)];
        for (key, known) in keys {
            let written = spanned(fields, key).filter(|written| !written.value.is_empty());
            *known = known.take().or(written);
        }
        let Some(value) = fields.value(NOTES) else { return };
        let span = fields.span(NOTES);
        let problem = format!("expected text, found {}", shape(&value));
        match serde_yaml::from_value::<Text>(value) {
            Ok(Text(value)) if value.is_empty() => {}
            Ok(Text(value)) => {
                self.notes.get_or_insert(Spanned { value, span });
            }
            Err(_) => {
                self.unread_notes.get_or_insert((span, problem));
            }
        }
    }

    /// Remembers a `notesSeparator` somewhere below a key that is not read for it.
    pub(super) fn look_below(&mut self, fields: &Fields<'_, '_>, key: &str) {
        if fields.get(key).is_some_and(holds_notes) {
            let problem = "it does not stand where it is looked for".to_owned();
            self.unread_notes.get_or_insert((fields.span(key), problem));
        }
    }

    /// Whether the author wrote any.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.slide.is_some()
            || self.below.is_some()
            || self.notes.is_some()
            || self.unread_notes.is_some()
    }
}

/// Whether a value has the key of notes at any depth.
fn holds_notes(value: &Value) -> bool {
    match value {
        Value::Mapping(mapping) => mapping.contains_key(NOTES) || mapping.values().any(holds_notes),
        Value::Sequence(list) => list.iter().any(holds_notes),
        Value::Tagged(tagged) => holds_notes(&tagged.value),
        Value::String(text) => text.contains(NOTES),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
