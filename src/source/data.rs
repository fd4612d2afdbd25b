//! Structured data (YAML, or TOML between `+++` lines) read field by field, every problem at its place.
//!
//! 1. [`Reader::new`] parses the text; a syntax error is one diagnostic at its line and column.
//! 2. [`Fields`] hands out the values of a mapping by name, deserialised by serde; a value of the wrong shape is a
//!    diagnostic at that value, and reading goes on.
//! 3. [`Fields::finish`] names the keys that nobody asked for, with the nearest that exists.
//!
//! `serde_yaml` gives positions for syntax errors alone, so the place of a valid value comes from a second, marked
//! parse, made the first time a place is wanted.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, YamlData};
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::scrub::scrub;
use super::{Source, Span};
use crate::diagnostic::{Diagnostic, nearest};

/// The notation of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// Into a mapping.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

/// The way to an entry of a list.
#[must_use]
pub fn entry(list: &[Step], index: usize) -> Vec<Step> {
    let mut path = list.to_vec();
    path.push(Step::Index(index));
    path
}

/// Where a key stands, and where its value.
type Place = (Range<usize>, Range<usize>);

/// Data of one text, and what is wrong with it.
#[derive(Debug)]
pub struct Reader<'s> {
    source: &'s Source,
    range: Range<usize>,
    notation: Notation,
    marks: OnceCell<HashMap<Vec<Step>, Place>>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'s> Reader<'s> {
    /// Parses the bytes `range` of a text.
    ///
    /// # Errors
    /// A diagnostic at the place where the notation is broken.
    pub fn new(source: &'s Source, range: Range<usize>, notation: Notation) -> Result<(Self, Value), Diagnostic> {
        let text = &source.text()[range.clone()];
        let value = match notation {
            Notation::Yaml => {
                refuse_bombs(source, &range)?;
                serde_yaml::from_str(text).map_err(|e| yaml_syntax(source, &range, &e))?
            }
            Notation::Toml => toml::from_str::<toml::Table>(text)
                .map(|table| from_toml(toml::Value::Table(table)))
                .map_err(|e| toml_syntax(source, &range, &e))?,
        };
        let value = scrubbed(value);
        let reader = Self { source, range, notation, marks: OnceCell::new(), diagnostics: RefCell::new(Vec::new()) };
        Ok((reader, value))
    }

    /// The fields of the outermost mapping.
    #[must_use]
    pub fn fields(&self, mapping: Mapping) -> Fields<'_, 's> {
        Fields { reader: self, mapping, path: Vec::new(), asked: Vec::new() }
    }

    /// The text that is read.
    #[must_use]
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// The place of the value at a path; of the nearest value around it, when the path leads nowhere.
    #[must_use]
    pub fn span(&self, path: &[Step]) -> Span {
        self.find(path).map_or_else(|| self.source.span(self.range.clone()), |(_, value)| self.source.span(value))
    }

    /// The place of the key at a path.
    #[must_use]
    pub fn key_span(&self, path: &[Step]) -> Span {
        self.find(path).map_or_else(|| self.source.span(self.range.clone()), |(key, _)| self.source.span(key))
    }

    /// Takes a problem in.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// All that was wrong, in the order found.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    fn find(&self, path: &[Step]) -> Option<Place> {
        let marks = self.marks.get_or_init(|| {
            let marks = match self.notation {
                Notation::Yaml => yaml_marks(self.source.text(), &self.range),
                Notation::Toml => toml_marks(self.source.text(), &self.range),
            };
            marks.into_iter().map(|(path, key, value)| (path, (key, value))).collect()
        });
        (0..=path.len()).rev().find_map(|length| marks.get(&path[..length]).cloned())
    }
}

/// The values of one mapping.
#[derive(Debug)]
pub struct Fields<'r, 's> {
    reader: &'r Reader<'s>,
    mapping: Mapping,
    path: Vec<Step>,
    asked: Vec<&'static str>,
}

impl<'r, 's> Fields<'r, 's> {
    /// The value of a key; none when it is missing, null, or of the wrong shape (which is reported).
    pub fn take<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let value = self.value(key)?;
        match serde_yaml::from_value(value) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.wrong(key, &in_words(&problem.to_string()));
                None
            }
        }
    }

    /// The mapping under a key.
    pub fn nested(&mut self, key: &'static str) -> Option<Fields<'r, 's>> {
        match self.value(key)? {
            Value::Mapping(mapping) => {
                Some(Fields { reader: self.reader, mapping, path: self.path_of(key), asked: Vec::new() })
            }
            other => {
                self.wrong(key, &format!("expected a mapping, found {}", shape(&other)));
                None
            }
        }
    }

    /// The raw value of a key; none when it is missing or null.
    pub fn value(&mut self, key: &'static str) -> Option<Value> {
        self.asked.push(key);
        self.mapping.remove(key).filter(|value| !value.is_null())
    }

    /// Whether the mapping has the key, whatever its value.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.mapping.contains_key(key)
    }

    /// All entries that were not taken, for a mapping whose keys are the author's own.
    pub fn rest(&mut self) -> Mapping {
        std::mem::take(&mut self.mapping)
    }

    /// The way to a key of this mapping.
    #[must_use]
    pub fn path_of(&self, key: &str) -> Vec<Step> {
        let mut path = self.path.clone();
        path.push(Step::Key(key.to_owned()));
        path
    }

    /// The place of a key's value.
    #[must_use]
    pub fn span(&self, key: &str) -> Span {
        self.reader.span(&self.path_of(key))
    }

    /// The reader that these fields belong to.
    #[must_use]
    pub fn reader(&self) -> &'r Reader<'s> {
        self.reader
    }

    /// Says that a key's value is wrong.
    pub fn wrong(&self, key: &str, problem: &str) {
        self.reader.report(
            Diagnostic::error("data/value", format!("`{key}`: {problem}")).at(self.reader.span(&self.path_of(key))),
        );
    }

    /// Warns of every key that was not asked for and is not among `ignored`.
    pub fn finish(self, ignored: &[&str]) {
        for (key, _) in &self.mapping {
            let name = match key {
                Value::String(name) => name.clone(),
                other => serde_yaml::to_string(other).unwrap_or_default().trim_end().to_owned(),
            };
            if ignored.contains(&name.as_str()) {
                continue;
            }
            let mut path = self.path.clone();
            path.push(Step::Key(name.clone()));
            let mut diagnostic = Diagnostic::warning("data/unknown-key", format!("unknown key `{name}`"))
                .at(self.reader.key_span(&path));
            if let Some(meant) = nearest(&name, self.asked.iter().copied()) {
                diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
            }
            self.reader.report(diagnostic);
        }
    }
}

/// What a value is, in words.
#[must_use]
pub fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}

/// serde's message without the names of Rust's types.
fn in_words(problem: &str) -> String {
    let Some((found, wanted)) = problem.rsplit_once(", expected ") else { return problem.to_owned() };
    let wanted = match wanted {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more",
        "f32" | "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a string" => "text",
        _ => return problem.to_owned(),
    };
    let found = match found.split_once(": ").map_or(found, |(_, found)| found) {
        "map" => "a mapping",
        "sequence" => "a list",
        // `string "large"`, `integer `7``: the value itself says enough.
        value => value.find(['"', '`']).map_or(value, |at| &value[at..]),
    };
    format!("expected {wanted}, found {found}")
}

/// Values without private tokens: escapes such as `"\uFDD0"` are decoded only here.
fn scrubbed(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(scrub(text)),
        Value::Sequence(list) => Value::Sequence(list.into_iter().map(scrubbed).collect()),
        Value::Mapping(mapping) => {
            Value::Mapping(mapping.into_iter().map(|(key, value)| (scrubbed(key), scrubbed(value))).collect())
        }
        Value::Tagged(tagged) => scrubbed(tagged.value),
        other => other,
    }
}

/// Refuses YAML whose aliases could grow it beyond what a machine holds, or that nests deeper than anybody writes.
fn refuse_bombs(source: &Source, range: &Range<usize>) -> Result<(), Diagnostic> {
    let text = &source.text()[range.clone()];
    let starts = |sign: u8| {
        let bytes = text.as_bytes();
        bytes
            .windows(3)
            .filter(move |w| b" [,:-\n".contains(&w[0]) && w[1] == sign && w[2].is_ascii_alphanumeric())
            .count()
    };
    let nested = text.bytes().filter(|b| matches!(b, b'[' | b'{')).count();
    if starts(b'&') > 0 && starts(b'*') * text.len() > 20_000_000 {
        return Err(
            Diagnostic::error("data/aliases", "this YAML has too many aliases").at(char_span(source, range.start))
        );
    }
    if nested > 10_000 {
        return Err(Diagnostic::error("data/nesting", "this YAML nests too deeply").at(char_span(source, range.start)));
    }
    Ok(())
}

fn yaml_syntax(source: &Source, range: &Range<usize>, error: &serde_yaml::Error) -> Diagnostic {
    // The position is in the diagnostic; the library's own wording repeats it at the end.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    let at = error.location().map_or(range.end, |place| range.start + place.index());
    Diagnostic::error("data/syntax", format!("this is not valid YAML: {message}"))
        .at(char_span(source, at.min(range.end)))
        .help("quote values that hold `: `, ` #` or begin with a sign such as `@`, `*` or `[`")
}

fn toml_syntax(source: &Source, range: &Range<usize>, error: &toml::de::Error) -> Diagnostic {
    let at = error.span().map_or(range.start, |span| range.start + span.start);
    Diagnostic::error("data/syntax", format!("this is not valid TOML: {}", error.message())).at(char_span(source, at))
}

/// The span of the character at a byte.
fn char_span(source: &Source, at: usize) -> Span {
    let text = source.text();
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    source.span(start..start + length)
}

type Marks = Vec<(Vec<Step>, Range<usize>, Range<usize>)>;

/// Path, key and value of every node that a marked parse finds.
fn yaml_marks(text: &str, range: &Range<usize>) -> Marks {
    let part = &text[range.clone()];
    // saphyr counts characters.
    let bytes: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
    let place = |node: &MarkedYaml| {
        let byte = |index: usize| range.start + bytes.get(index).copied().unwrap_or(part.len());
        let (start, end) = (byte(node.span.start.index()), byte(node.span.end.index()));
        let trimmed = text[start..end.max(start)].trim_end().len();
        start..start + trimmed
    };
    let Ok(documents) = MarkedYaml::load_from_str(part) else { return Marks::new() };
    let mut marks = Marks::new();
    let mut open = Vec::from_iter(documents.first().map(|root| (Vec::new(), None, root)));
    while let Some((path, key, node)) = open.pop() {
        let value = place(node);
        match &node.data {
            YamlData::Mapping(mapping) => {
                for (name, below) in mapping {
                    let mut inner = path.clone();
                    inner.push(Step::Key(text[place(name)].trim_matches(['"', '\'']).to_owned()));
                    open.push((inner, Some(place(name)), below));
                }
            }
            YamlData::Sequence(list) => {
                for (index, below) in list.iter().enumerate() {
                    let mut inner = path.clone();
                    inner.push(Step::Index(index));
                    open.push((inner, None, below));
                }
            }
            _ => {}
        }
        marks.push((path, key.unwrap_or_else(|| value.clone()), value));
    }
    marks
}

/// Path, key and value of every `key = value` line; enough for front matter, which nests by `[table]` lines only.
fn toml_marks(text: &str, range: &Range<usize>) -> Marks {
    let mut marks = Marks::new();
    let mut table: Vec<Step> = Vec::new();
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let content = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name.split('.').map(|part| Step::Key(part.trim().to_owned())).collect();
            marks.push((table.clone(), start..start + content.len(), start..start + content.len()));
        } else if let Some((key, value)) = content.split_once('=') {
            let mut path = table.clone();
            path.push(Step::Key(key.trim().trim_matches('"').to_owned()));
            let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
            marks.push((path, start..start + key.trim_end().len(), value_start..start + content.len()));
        }
    }
    marks
}

/// TOML's values as YAML's; dates become text.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::Number(number.into()),
        toml::Value::Float(number) => Value::Number(number.into()),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => Value::Sequence(list.into_iter().map(from_toml).collect()),
        toml::Value::Table(table) => {
            Value::Mapping(table.into_iter().map(|(key, value)| (Value::String(key), from_toml(value))).collect())
        }
    }
}
