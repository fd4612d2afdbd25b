//! Keys of the front matter, in YAML or TOML, and of YAML documents.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::change::{Change, Lines};
use super::draft::{DocumentForm, Draft};
use super::reading::Reading;
use super::yaml::scalar;
use super::yaml::tree::{Tree, nested};
use super::{Edit, EditError};

/// Sets a key. Front matter is made where there is none.
pub(super) fn set_key(
    draft: &Draft<'_, '_>,
    path: &[&str],
    value: &str,
    form: DocumentForm,
) -> Result<Vec<Edit>, EditError> {
    let known = draft.before.keys.clone();
    if known.as_ref().and_then(|keys| get(keys, path)).is_some_and(|known| is_text(known, value)) {
        return Ok(Vec::new());
    }
    let changes = match form {
        DocumentForm::Yaml => {
            let whole = 0..draft.text().len();
            Tree::of(draft.source, whole).ok_or(EditError::OtherText)?.set(path, value)?
        }
        DocumentForm::Markdown => match fenced(draft) {
            Some((data, true)) => toml(draft.text(), data, path, value)?,
            Some((data, false)) => {
                Tree::of(draft.source, data).ok_or(EditError::OtherText)?.set(path, value)?
            }
            None => {
                let lines = nested(path, 0, &scalar::yaml(value));
                let gap = if Lines(draft.text()).is_blank(0) { "" } else { "\n" };
                vec![Change::new(0..0, format!("---\n{lines}---\n{gap}"))]
            }
        },
    };
    let expected = with(known.unwrap_or(Value::Null), path, value);
    let is_title = path == ["title"];
    let fits = |after: &Reading| {
        let keys = after.keys.clone().map(|keys| plain(keys, path, value));
        keys.as_ref() == Some(&expected)
            && after.lists == draft.before.lists
            && (is_title || after.blocks == draft.before.blocks)
    };
    draft.tried(&changes, fits).ok_or(EditError::NotReadBack)
}

/// The data between the fences of the front matter, and whether it is TOML.
fn fenced(draft: &Draft<'_, '_>) -> Option<(Range<usize>, bool)> {
    let span = draft.pm.front.span?;
    let text = draft.text();
    let lines = Lines(text);
    let start = lines.next(0);
    let body = text[..span.end].trim_end_matches('\n');
    let end = lines.start(body.len());
    (start <= end).then(|| (start..end, text.starts_with("+++")))
}

fn get<'v>(keys: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(keys, |value, key| value.get(*key))
}

/// Whether a value is a text, or shows as one.
fn is_text(value: &Value, text: &str) -> bool {
    match value {
        Value::String(known) => known == text,
        Value::Number(number) => number.to_string() == text,
        Value::Bool(yes) => yes.to_string() == text,
        _ => false,
    }
}

/// Keys with a text at the end of a way.
fn with(keys: Value, path: &[&str], text: &str) -> Value {
    let Some((first, rest)) = path.split_first() else { return Value::String(text.to_owned()) };
    let mut mapping = match keys {
        Value::Mapping(mapping) => mapping,
        _ => Mapping::new(),
    };
    let below = mapping.get(*first).cloned().unwrap_or(Value::Null);
    mapping.insert((*first).into(), with(below, rest, text));
    Value::Mapping(mapping)
}

/// Keys in which the value at the end of a way is a text, if it shows as that.
fn plain(keys: Value, path: &[&str], text: &str) -> Value {
    match get(&keys, path) {
        Some(value) if is_text(value, text) => with(keys, path, text),
        _ => keys,
    }
}

/// A key of TOML, which stands alone on its line; keys below it have a table.
fn toml(
    text: &str,
    data: Range<usize>,
    path: &[&str],
    value: &str,
) -> Result<Vec<Change>, EditError> {
    let value = if value.parse::<i64>().is_ok() || matches!(value, "true" | "false") {
        value.to_owned()
    } else {
        scalar::quoted(value)
    };
    let (table, key) = match path {
        [key] => (None, *key),
        [table, key] => (Some(*table), *key),
        _ => return Err(EditError::Fixed),
    };
    let mut open: Option<&str> = None;
    // Where a new key of the wanted table stands: behind its last one.
    let mut end = table.is_none().then_some(data.start);
    let mut at = data.start;
    for line in text[data.clone()].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        if let Some(name) = bare.strip_prefix('[') {
            open = Some(name.split(']').next().unwrap_or_default().trim());
        }
        if open != table {
            continue;
        }
        let Some((name, rest)) = line.split_once('=').filter(|_| !bare.starts_with(['#', '[']))
        else {
            if bare.starts_with('[') {
                end = Some(at);
            }
            continue;
        };
        end = Some(at);
        if name.trim().trim_matches(['"', '\'']) == key {
            let lead = rest.len() - rest.trim_start().len();
            let begin = start + name.len() + 1 + lead;
            let length = toml_length(rest.trim());
            return Ok(vec![Change::new(begin..begin + length, value)]);
        }
    }
    let (at, lines) = match (end, table) {
        (Some(at), _) => (at, format!("{key} = {value}\n")),
        (None, Some(table)) => (data.end, format!("\n[{table}]\n{key} = {value}\n")),
        (None, None) => return Err(EditError::Fixed),
    };
    Ok(vec![Change::new(at..at, lines)])
}

/// The length of a value without the comment behind it.
fn toml_length(rest: &str) -> usize {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        return rest.find('#').map_or(rest.len(), |at| rest[..at].trim_end().len());
    };
    let mut is_escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && quote == '"' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}
