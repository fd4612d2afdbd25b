//! Values of keys as texts.

use super::Spanned;
use crate::source::data::Fields;
use crate::source::lenient::{OneOrMany, Text};

pub(super) fn text(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    fields.take::<Text>(key).map(|Text(text)| text)
}

pub(super) fn list(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<String> {
    match fields.take::<OneOrMany>(key) {
        Some(OneOrMany::Many(list)) => list.into_iter().map(|Text(text)| text).collect(),
        Some(OneOrMany::One(Text(text))) => text
            .split(',')
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect(),
        None => Vec::new(),
    }
}

pub(super) fn spanned(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<String>> {
    let value = text(fields, key)?;
    Some(Spanned { value, span: fields.span(key) })
}
