//! `words` of `whydeck.yaml`: what a team calls things.

use serde_yaml::{Mapping, Value};

use super::Spanned;
use crate::diagnostic::Diagnostic;
use crate::source::data::{Fields, Reader, Step, entry, shape};

/// Words of a team that serve one end: `phases: {detected: [Alarm ausgelöst]}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamWords {
    /// The list: `phases`.
    pub key: Spanned<String>,
    /// Which of its meanings: `detected`. Plain lists have none.
    pub meaning: Option<Spanned<String>>,
    /// The words.
    pub words: Vec<Spanned<String>>,
}

/// Reads `words`; what has another shape is told.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Vec<TeamWords> {
    let Some(mut fields) = fields.nested("words") else { return Vec::new() };
    let mut found = Vec::new();
    for (key, value) in fields.rest() {
        let Value::String(name) = key else { continue };
        let path = fields.path_of(&name);
        let reader = fields.reader();
        let key = Spanned { value: name, span: reader.key_span(&path) };
        match value {
            Value::Mapping(meanings) => found.extend(of_meanings(reader, &key, &path, meanings)),
            value => {
                let words = words(reader, &path, value);
                found.push(TeamWords { key, meaning: None, words });
            }
        }
    }
    found
}

fn of_meanings(
    reader: &Reader<'_>,
    key: &Spanned<String>,
    path: &[Step],
    meanings: Mapping,
) -> Vec<TeamWords> {
    let mut found = Vec::new();
    for (meaning, value) in meanings {
        let meaning = match meaning {
            Value::String(name) => name,
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        let mut path = path.to_vec();
        path.push(Step::Key(meaning.clone()));
        let words = words(reader, &path, value);
        let meaning = Some(Spanned { value: meaning, span: reader.key_span(&path) });
        found.push(TeamWords { key: key.clone(), meaning, words });
    }
    found
}

fn words(reader: &Reader<'_>, path: &[Step], value: Value) -> Vec<Spanned<String>> {
    let one = |value: &Value, path: &[Step]| {
        let word = match value {
            Value::String(word) if !word.trim().is_empty() => word.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            other => {
                let message = format!("expected a word, found {}", shape(other));
                reader.report(Diagnostic::warning("data/value", message).at(reader.span(path)));
                return None;
            }
        };
        Some(Spanned { value: word, span: reader.span(path) })
    };
    match value {
        Value::Sequence(list) => {
            let each = list.iter().enumerate();
            each.filter_map(|(index, value)| one(value, &entry(path, index))).collect()
        }
        Value::Null => Vec::new(),
        value => one(&value, path).into_iter().collect(),
    }
}
