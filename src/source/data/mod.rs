//! Structured data (YAML, or TOML between `+++` lines) read field by field, every problem at its
//! place.
//!
//! 1. [`Reader::new`] parses the text; a syntax error is one diagnostic at its line and column.
//! 2. [`Fields`] hands out the values of a mapping by name, deserialised by serde; a value of the
//!    wrong shape is a diagnostic at that value, and reading goes on.
//! 3. [`Fields::finish`] names the keys that nobody asked for, with the nearest that exists.
//!
//! `serde_yaml` gives positions for syntax errors alone, so the place of a valid value comes from a
//! second parse, made the first time a place is wanted.

mod bounded;
mod marks;
mod problems;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use self::marks::{Mark, Marks};
use self::problems::{in_words, refused, toml_syntax, with_names};
use super::scrub::scrub;
use super::{Source, Span};
use crate::diagnostic::{Diagnostic, nearest};

/// How deep lists and mappings may stand in each other: what serde_yaml itself takes.
const DEEPEST: usize = 128;

/// Why YAML has no value.
#[derive(Debug)]
enum Refusal {
    /// The notation is broken: in whose words, and at which byte.
    Syntax(String, Option<usize>),
    /// More than [`DEEPEST`] levels, at this byte.
    Nesting(Option<usize>),
    /// More comes out than may: the most values, and the byte of the alias that goes too far.
    Size(usize, Option<usize>),
}

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

/// Data of one text, and what is wrong with it.
#[derive(Debug)]
pub struct Reader<'s> {
    source: &'s Source,
    range: Range<usize>,
    notation: Notation,
    marks: OnceCell<Marks>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'s> Reader<'s> {
    /// Parses the bytes `range` of a text.
    ///
    /// # Errors
    /// A diagnostic at the place where the notation is broken.
    pub fn new(
        source: &'s Source,
        range: Range<usize>,
        notation: Notation,
    ) -> Result<(Self, Value), Diagnostic> {
        let text = &source.text()[range.clone()];
        let read = match notation {
            Notation::Yaml => {
                bounded::read(text).map_err(|refusal| refused(source, &range, refusal))?
            }
            Notation::Toml => toml::from_str::<toml::Table>(text)
                .map(|table| bounded::Read {
                    value: from_toml(toml::Value::Table(table)),
                    has_duplicates: false,
                })
                .map_err(|e| toml_syntax(source, &range, &e))?,
        };
        let reader = Self {
            source,
            range,
            notation,
            marks: OnceCell::new(),
            diagnostics: RefCell::new(Vec::new()),
        };
        if read.has_duplicates {
            reader.report_duplicates();
        }
        Ok((reader, read.value))
    }

    /// The fields of the outermost mapping.
    #[must_use]
    pub fn fields(&self, mapping: Mapping) -> Fields<'_, 's> {
        Fields { reader: self, mapping, path: Vec::new(), asked: Vec::new() }
    }

    /// The fields of the mapping at a path.
    #[must_use]
    pub fn fields_at(&self, mapping: Mapping, path: Vec<Step>) -> Fields<'_, 's> {
        Fields { reader: self, mapping, path, asked: Vec::new() }
    }

    /// The text that is read.
    #[must_use]
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// The place of the value at a path; of the nearest value around it, when the path leads
    /// nowhere.
    #[must_use]
    pub fn span(&self, path: &[Step]) -> Span {
        self.source.span(self.find(path).map_or(self.range.clone(), |mark| mark.value.clone()))
    }

    /// The place of the key at a path.
    #[must_use]
    pub fn key_span(&self, path: &[Step]) -> Span {
        self.source.span(self.find(path).map_or(self.range.clone(), |mark| mark.key.clone()))
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

    fn find(&self, path: &[Step]) -> Option<&Mark> {
        let marks = self.marks();
        (0..=path.len()).rev().find_map(|length| marks.by_path.get(&path[..length]))
    }

    fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| match self.notation {
            Notation::Yaml => marks::of_yaml(self.source.text(), &self.range),
            Notation::Toml => marks::of_toml(self.source.text(), &self.range),
        })
    }

    /// Says which keys stand in their mapping already.
    fn report_duplicates(&self) {
        for (name, second, first) in &self.marks().duplicates {
            let (line, ..) = self.source.lines_of(self.source.span(first.clone()));
            self.report(
                Diagnostic::error(
                    "data/duplicate-key",
                    format!("the key `{name}` stands here a second time"),
                )
                .at(self.source.span(second.clone()))
                .label(format!("the first is in line {line}"))
                .help("keep one of them; a mapping has each key once"),
            );
        }
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
    /// The value of a key; none when it is missing, null, or of the wrong shape (which is
    /// reported).
    pub fn take<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let value = self.value(key)?;
        match serde_yaml::from_value(value) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.wrong(key, &in_words(&with_names::<T>(problem.to_string())));
                None
            }
        }
    }

    /// The mapping under a key.
    pub fn nested(&mut self, key: &'static str) -> Option<Fields<'r, 's>> {
        match self.value(key)? {
            Value::Mapping(mapping) => Some(Fields {
                reader: self.reader,
                mapping,
                path: self.path_of(key),
                asked: Vec::new(),
            }),
            other => {
                self.wrong(key, &format!("expected a mapping, found {}", shape(&other)));
                None
            }
        }
    }

    /// The entries of the mapping under a key, whose names are the author's own; a wrong one is
    /// reported and left out.
    pub fn entries<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        is_right: impl Fn(&T) -> Result<(), &'static str>,
    ) -> BTreeMap<String, T> {
        let mut entries = BTreeMap::new();
        let Some(mut nested) = self.nested(key) else { return entries };
        for (name, value) in nested.rest() {
            let name = key_name(&name);
            let read = serde_yaml::from_value(value)
                .map_err(|problem| in_words(&with_names::<T>(problem.to_string())));
            match read.and_then(|value| is_right(&value).map(|()| value).map_err(str::to_owned)) {
                Ok(value) => drop(entries.insert(name, value)),
                Err(problem) => nested.wrong(&name, &problem),
            }
        }
        entries
    }

    /// The raw value of a key; none when it is missing or null.
    pub fn value(&mut self, key: &'static str) -> Option<Value> {
        self.asked.push(key);
        self.mapping.remove(key).filter(|value| !value.is_null())
    }

    /// The value of a key, which stays.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.mapping.get(key)
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

    /// The place of a key.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Span {
        self.reader.key_span(&self.path_of(key))
    }

    /// The reader that these fields belong to.
    #[must_use]
    pub fn reader(&self) -> &'r Reader<'s> {
        self.reader
    }

    /// Says that a key's value is wrong.
    pub fn wrong(&self, key: &str, problem: &str) {
        self.reader.report(
            Diagnostic::warning("data/value", format!("`{key}`: {problem}"))
                .at(self.reader.span(&self.path_of(key))),
        );
    }

    /// Warns of every key that was not asked for and is not among `ignored`.
    pub fn finish(self, ignored: &[&str]) {
        for (key, _) in &self.mapping {
            let name = key_name(key);
            if ignored.contains(&name.as_str()) {
                continue;
            }
            let mut path = self.path.clone();
            let is_list = matches!(key, Value::Sequence(_) | Value::Mapping(_));
            path.push(Step::Key(if is_list { NAMELESS.to_owned() } else { name.clone() }));
            let mut diagnostic =
                Diagnostic::warning("data/unknown-key", format!("unknown key `{name}`"))
                    .at(self.reader.key_span(&path));
            if let Some(meant) = nearest(&name, self.asked.iter().copied()) {
                diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
            }
            self.reader.report(diagnostic);
        }
    }
}

/// The name under which the place of a key is kept that is a list or a mapping.
const NAMELESS: &str = "?";

/// A key as its author wrote it, about.
fn key_name(key: &Value) -> String {
    match key {
        Value::String(name) => name.clone(),
        other => serde_yaml::to_string(other).unwrap_or_default().trim_end().to_owned(),
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

/// TOML's values as YAML's; dates become text.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(scrub(text)),
        toml::Value::Integer(number) => Value::Number(number.into()),
        toml::Value::Float(number) => Value::Number(number.into()),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => Value::Sequence(list.into_iter().map(from_toml).collect()),
        toml::Value::Table(table) => Value::Mapping(
            table
                .into_iter()
                .map(|(key, value)| (Value::String(scrub(key)), from_toml(value)))
                .collect(),
        ),
    }
}
