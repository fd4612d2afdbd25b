//! Where keys and values of YAML stand, and keys put in as those beside them are written.

use std::ops::Range;

use serde_yaml::Value;

use super::super::EditError;
use super::super::change::{Change, Lines};
use super::scalar;
use crate::source::Source;
use crate::source::data::{Notation, Reader, Step};

/// YAML with places.
pub(in crate::edit) struct Tree<'s> {
    source: &'s Source,
    reader: Reader<'s>,
    pub(in crate::edit) value: Value,
    /// Where it stands in the text.
    range: Range<usize>,
}

impl<'s> Tree<'s> {
    /// The YAML in a range of a text; none when it is broken.
    pub(in crate::edit) fn of(source: &'s Source, range: Range<usize>) -> Option<Self> {
        let (reader, value) = Reader::new(source, range.clone(), Notation::Yaml).ok()?;
        Some(Self { source, reader, value, range })
    }

    pub(super) fn text(&self) -> &'s str {
        self.source.text()
    }

    /// The value at the end of a way.
    pub(in crate::edit) fn get(&self, path: &[Step]) -> Option<&Value> {
        path.iter().try_fold(&self.value, |value, step| match step {
            Step::Key(key) => value.get(key.as_str()),
            Step::Index(index) => value.get(*index),
        })
    }

    /// Where a value that is there stands.
    pub(super) fn place(&self, path: &[Step]) -> Range<usize> {
        let span = self.reader.span(path);
        span.start..span.end
    }

    /// Where a key that is there stands.
    pub(super) fn key(&self, path: &[Step]) -> Range<usize> {
        let span = self.reader.key_span(path);
        span.start..span.end
    }

    /// Where the line after a value begins.
    pub(super) fn behind(&self, path: &[Step]) -> usize {
        let key = self.key(path);
        let place = self.place(path);
        let end = place.end.max(key.end).max(1);
        Lines(self.text()).next(end - 1).min(self.range.end)
    }

    /// Whether a value is written between brackets, all of it.
    pub(super) fn is_flow(&self, path: &[Step]) -> bool {
        let place = self.place(path);
        self.text()[place].starts_with(['{', '['])
    }

    /// A value in the place of the one that a key has.
    pub(in crate::edit) fn replaced(
        &self,
        path: &[Step],
        value: &str,
    ) -> Result<Change, EditError> {
        let place = self.place(path);
        let text = &self.text()[place.clone()];
        if text.starts_with('*') || text.starts_with('&') {
            return Err(EditError::Fixed);
        }
        let is_null = self.get(path).is_none_or(Value::is_null);
        if is_null && (text.is_empty() || place.start < self.key(path).end || text.contains('\n')) {
            let key = self.key(path);
            let behind = &self.text()[key.end..];
            let colon = behind.find(':').ok_or(EditError::Fixed)? + 1;
            let at = key.end + colon;
            return Ok(Change::new(at..at, format!(" {value}")));
        }
        Ok(Change::new(place, value))
    }

    /// A key with a value put in behind another key of its mapping, or behind all of them.
    pub(super) fn added(
        &self,
        mapping: &[Step],
        behind: Option<&str>,
        key: &str,
        value: &str,
    ) -> Option<Change> {
        let keys: Vec<&str> =
            self.get(mapping)?.as_mapping()?.keys().filter_map(Value::as_str).collect();
        let last = behind.or(keys.last().copied())?;
        let beside = child(mapping, last);
        if self.is_flow(mapping) {
            let at = self.place(&beside).end.max(self.key(&beside).end);
            return Some(Change::new(at..at, format!(", {key}: {value}")));
        }
        let first = child(mapping, keys.first()?);
        let indentation = self.column(self.key(&first).start);
        let line = format!("{}{key}: {value}\n", " ".repeat(indentation));
        Some(self.lines(self.behind(&beside), &line))
    }

    /// Whole lines put in before the line that begins at `at`.
    pub(super) fn lines(&self, at: usize, lines: &str) -> Change {
        Change::lines(self.text(), at, lines)
    }

    /// How far a byte stands from the beginning of its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - Lines(self.text()).start(at)
    }

    /// How far lists are indented below their keys.
    pub(super) fn list_indentation(&self) -> usize {
        let mut lines = self.text()[self.range.clone()].lines();
        let mut below_key = false;
        let dash = lines.find(|line| {
            let found = below_key && line.trim_start().starts_with("- ");
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                below_key = !line.starts_with([' ', '-']) && line.trim_end().ends_with(':');
            }
            found
        });
        dash.map_or(2, |line| line.len() - line.trim_start().len())
    }

    /// Sets a value: where the key is, or with all keys on the way to it that are not there.
    pub(in crate::edit) fn set(
        &self,
        path: &[&str],
        value: &str,
    ) -> Result<Vec<Change>, EditError> {
        let steps: Vec<Step> = path.iter().map(|key| Step::Key((*key).to_owned())).collect();
        let is_plain = value.parse::<i64>().is_ok() || matches!(value, "true" | "false");
        let value = if is_plain { value.to_owned() } else { scalar::yaml(value) };
        let is_there = |length: usize| self.get(&steps[..length]).is_some();
        if is_there(steps.len()) {
            return self.replaced(&steps, &value).map(|change| vec![change]);
        }
        let known = (0..steps.len()).rev().find(|length| is_there(*length)).unwrap_or(0);
        let parent = &steps[..known];
        let missing = &path[known..];
        let whole = || {
            // `incident: {detected: …}` where the keys around it are written between brackets.
            let inner = missing
                .iter()
                .skip(1)
                .rev()
                .fold(value.clone(), |inner, key| format!("{{{key}: {inner}}}"));
            (missing[0], inner)
        };
        let parent_value = self.get(parent);
        let is_empty =
            parent_value.is_none_or(|it| it.as_mapping().is_none_or(serde_yaml::Mapping::is_empty));
        if !is_empty && self.is_flow(parent) {
            let (key, inner) = whole();
            return self
                .added(parent, None, key, &inner)
                .map(|it| vec![it])
                .ok_or(EditError::Fixed);
        }
        let indentation = match parent_value
            .and_then(Value::as_mapping)
            .and_then(|it| it.keys().next()?.as_str())
        {
            Some(first) => self.column(self.key(&child(parent, first)).start),
            None => parent.len() * 2,
        };
        let lines = nested(missing, indentation, &value);
        let at = match parent_value
            .and_then(Value::as_mapping)
            .and_then(|it| it.keys().last()?.as_str())
        {
            Some(last) => self.behind(&child(parent, last)),
            None if parent.is_empty() => self.range.end,
            None if parent_value.is_some_and(Value::is_null) => self.behind(parent),
            None => return Err(EditError::Fixed),
        };
        Ok(vec![self.lines(at, &lines)])
    }
}

/// Keys below each other, and the value of the last.
pub(in crate::edit) fn nested(keys: &[&str], indentation: usize, value: &str) -> String {
    let mut lines = String::new();
    for (depth, key) in keys.iter().enumerate() {
        let blanks = " ".repeat(indentation + 2 * depth);
        let end = if depth + 1 == keys.len() { format!(" {value}") } else { String::new() };
        lines.push_str(&format!("{blanks}{key}:{end}\n"));
    }
    lines
}

/// The way to a key of a mapping.
pub(super) fn child(mapping: &[Step], key: &str) -> Vec<Step> {
    let mut path = mapping.to_vec();
    path.push(Step::Key(key.to_owned()));
    path
}
