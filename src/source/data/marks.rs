//! Where the values of a text stand, from a second parse: `serde_yaml` gives positions for broken
//! YAML alone.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{DEEPEST, Refusal, Step, entry};
use crate::source::scrub::scrub;

/// Where a key stands, and where its value.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
}

/// The places of all values, by the way to them.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) by_path: HashMap<Vec<Step>, Mark>,
    /// The keys that stand in their mapping already: their name, their place, and that of the
    /// first.
    pub(super) duplicates: Vec<(String, Range<usize>, Range<usize>)>,
}

/// The places in the YAML at `range`. What an alias repeats is marked where it is written, once.
pub(super) fn of_yaml(text: &str, range: &Range<usize>) -> Marks {
    let part = &text[range.clone()];
    let bytes = byte_offsets(part);
    let mut walk =
        Walk { text: part, offset: range.start, bytes, open: Vec::new(), marks: Marks::default() };
    for (event, span) in Parser::new_from_str(part).map_while(Result::ok) {
        match event {
            Event::MappingStart(..) => walk.open(&span, Children::Mapping { key: None }),
            Event::SequenceStart(..) => walk.open(&span, Children::Sequence { next: 0 }),
            Event::MappingEnd | Event::SequenceEnd => walk.close(&span),
            Event::Scalar(name, ..) => walk.leaf(&name, &span),
            Event::Alias(_) => walk.leaf("*", &span),
            Event::DocumentEnd => break,
            _ => {}
        }
    }
    walk.marks
}

/// The byte of each character: the parser counts characters.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// A list or mapping that is being read.
struct Open {
    next: Next,
    start: usize,
    children: Children,
}

/// What the next node of a list or mapping is.
enum Next {
    /// A value: the way to it, and the place of its key.
    Value {
        path: Vec<Step>,
        key: Option<Range<usize>>,
    },
    Key,
}

/// What stands in a list or mapping.
enum Children {
    /// Keys and values; the key that waits for its value, with its place.
    Mapping { key: Option<(String, Range<usize>)> },
    /// Entries; the index of the next.
    Sequence { next: usize },
}

struct Walk<'t> {
    text: &'t str,
    /// The byte of the whole text at which `text` begins.
    offset: usize,
    bytes: Vec<usize>,
    open: Vec<Open>,
    marks: Marks,
}

impl Walk<'_> {
    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.text.len())
    }

    /// The place of a span in the whole text, without blanks at its end.
    fn place(&self, start: usize, end: usize) -> Range<usize> {
        let end = start + self.text[start..end.max(start)].trim_end().len();
        self.offset + start..self.offset + end
    }

    fn open(&mut self, span: &Span, children: Children) {
        let next = self.next();
        self.open.push(Open { next, start: self.byte(span.start.index()), children });
    }

    fn close(&mut self, span: &Span) {
        let Some(closed) = self.open.pop() else { return };
        let place = self.place(closed.start, self.byte(span.end.index()));
        // A list or mapping that is a key has no name that anybody could ask for.
        self.settle(closed.next, super::NAMELESS, place);
    }

    fn leaf(&mut self, name: &str, span: &Span) {
        let place = self.place(self.byte(span.start.index()), self.byte(span.end.index()));
        let next = self.next();
        self.settle(next, name, place);
    }

    fn next(&mut self) -> Next {
        let Some(open) = self.open.last_mut() else {
            return Next::Value { path: Vec::new(), key: None };
        };
        let Next::Value { path, .. } = &open.next else { return Next::Key };
        match &mut open.children {
            Children::Sequence { next } => {
                *next += 1;
                Next::Value { path: entry(path, *next - 1), key: None }
            }
            Children::Mapping { key } => match key.take() {
                Some((name, place)) => {
                    let mut path = path.clone();
                    path.push(Step::Key(name));
                    Next::Value { path, key: Some(place) }
                }
                None => Next::Key,
            },
        }
    }

    /// Marks a value, or keeps a key for the value that follows.
    fn settle(&mut self, next: Next, name: &str, place: Range<usize>) {
        match next {
            Next::Value { path, key } => self.mark(path, key, place),
            Next::Key => {
                if let Some(Open { children: Children::Mapping { key }, .. }) = self.open.last_mut()
                {
                    *key = Some((scrub(name.to_owned()), place));
                }
            }
        }
    }

    fn mark(&mut self, path: Vec<Step>, key: Option<Range<usize>>, value: Range<usize>) {
        let key = key.unwrap_or_else(|| value.clone());
        match self.marks.by_path.get(&path) {
            Some(first) => {
                if let Some(Step::Key(name)) = path.last() {
                    self.marks.duplicates.push((name.clone(), key, first.key.clone()));
                }
            }
            None => drop(self.marks.by_path.insert(path, Mark { key, value })),
        }
    }
}

/// Refuses brackets that nest too deeply, and whatever else is broken before that shows.
pub(super) fn check_brackets(text: &str) -> Result<(), Refusal> {
    let byte = |character: usize| text.char_indices().nth(character).map(|(at, _)| at);
    let mut depth = 0;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refusal::Nesting(byte(span.start.index())));
                }
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => depth -= 1,
            Ok(_) => {}
            Err(error) => {
                let at = byte(error.marker().index());
                return Err(match error.info() {
                    "recursion limit exceeded" => Refusal::Nesting(at),
                    other => Refusal::Syntax(other.to_owned(), at),
                });
            }
        }
    }
    Ok(())
}

/// The byte of the alias with which a text grows beyond so many values, or bytes in them.
pub(super) fn alias_beyond(text: &str, most_values: usize, most_bytes: usize) -> Option<usize> {
    let mut total = Size::default();
    // For each list and mapping that is open: its anchor, and what had come out before it.
    let mut open: Vec<(usize, Size)> = Vec::new();
    let mut by_anchor: HashMap<usize, Size> = HashMap::new();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        match event {
            Event::MappingStart(anchor, _) | Event::SequenceStart(anchor, _) => {
                open.push((anchor, total));
                total.values += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let (anchor, before) = open.pop()?;
                by_anchor.insert(anchor, total.since(before));
            }
            Event::Scalar(value, _, anchor, _) => {
                let size = Size { values: 1, bytes: value.len() };
                total = total.plus(size);
                by_anchor.insert(anchor, size);
            }
            Event::Alias(anchor) => {
                // One that stands in what it names has no end.
                let is_endless = open.iter().any(|(open, _)| *open == anchor);
                total = total.plus(by_anchor.get(&anchor).copied().unwrap_or_default());
                if is_endless || total.values > most_values || total.bytes > most_bytes {
                    return text.char_indices().nth(span.start.index()).map(|(at, _)| at);
                }
            }
            _ => {}
        }
    }
    None
}

/// How much comes out of a part of a text.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    values: usize,
    bytes: usize,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self {
            values: self.values.saturating_add(other.values),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }

    fn since(self, before: Self) -> Self {
        Self { values: self.values - before.values, bytes: self.bytes - before.bytes }
    }
}

/// Path, key and value of every `key = value` line; enough for front matter, which nests by
/// `[table]` lines only.
pub(super) fn of_toml(text: &str, range: &Range<usize>) -> Marks {
    let mut marks = Marks::default();
    let mut table: Vec<Step> = Vec::new();
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let content = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name.split('.').map(|part| Step::Key(part.trim().to_owned())).collect();
            let place = start..start + content.len();
            marks.by_path.insert(table.clone(), Mark { key: place.clone(), value: place });
        } else if let Some((key, value)) = content.split_once('=') {
            let mut path = table.clone();
            path.push(Step::Key(key.trim().trim_matches('"').to_owned()));
            let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
            let key = start..start + key.trim_end().len();
            marks.by_path.insert(path, Mark { key, value: value_start..start + content.len() });
        }
    }
    marks
}
