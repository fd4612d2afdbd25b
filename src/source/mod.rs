//! The texts of a build, and positions in them.
//!
//! 1. [`Sources`] owns every text that was read: the document, the deck template, a YAML file.
//! 2. Each text gets a stretch of one line numbering, so that a node of any parse tree says with
//!    its line alone which text it came from ([`Sources::span`]).
//! 3. A [`Span`] names a text and a range of bytes in it; [`Sources::position`] turns it into line
//!    and column.

mod columns;
pub mod data;
pub mod fit;
pub mod front_matter;
mod lenient;
mod origins;
pub mod scrub;

use std::ops::Range;
use std::path::{Path, PathBuf};

use columns::{Counter, Unit};
use comrak::nodes::Sourcepos;
use scrub::Shifts;

pub use crate::span::{SourceId, Span};

/// A place as people count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A place as programs count. All columns are from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
    /// The column in units of UTF-16.
    pub utf16: usize,
    /// The column in bytes of UTF-8.
    pub utf8: usize,
    /// The byte of the file, from 0, with its byte order mark and carriage returns. Where the file
    /// is not UTF-8 it is the byte of the text that was made of it.
    pub offset: usize,
}

/// The line, in the numbering shared by all texts, of what stands in no file.
const NOWHERE: usize = 0;

/// One text with its name.
#[derive(Debug)]
pub struct Source {
    id: SourceId,
    name: String,
    path: Option<PathBuf>,
    text: String,
    /// The byte at which each line begins.
    line_starts: Vec<usize>,
    characters: Counter,
    utf16: Counter,
    /// Where its bytes stand in the file.
    shifts: Shifts,
    /// The number of this text's first line in the numbering shared by all texts.
    first_line: usize,
    /// For a text that was put together of lines of others: where each comes from, in that
    /// numbering. Empty for all others.
    origins: Vec<usize>,
}

impl Source {
    /// The name that diagnostics show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file it was read from; none for standard input and for what is built in.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which text this is.
    #[must_use]
    pub fn id(&self) -> SourceId {
        self.id
    }

    /// Whether it was put together of lines of other texts: a span that is still in it stands in no
    /// file.
    #[must_use]
    pub(crate) fn is_joined(&self) -> bool {
        !self.origins.is_empty()
    }

    /// The span of a range of bytes; ranges past the end are cut.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span { source: self.id, start: range.start.min(end), end }
    }

    /// The lines that hold a span: the number of the first (from 1), the byte it begins at, and
    /// their text.
    #[must_use]
    pub fn lines_of(&self, span: Span) -> (usize, usize, &str) {
        let first = self.line_index(span.start);
        let last = self.line_index(span.end.max(span.start));
        let start = self.line_starts[first];
        let end = self.line_starts.get(last + 1).copied().unwrap_or(self.text.len());
        (first + 1, start, self.text[start..end].trim_end_matches('\n'))
    }

    /// The span of the character at a line and column (characters), both from 1.
    #[must_use]
    pub fn at(&self, line: usize, column: usize) -> Span {
        let Some(&start) = self.line_starts.get(line.saturating_sub(1)) else {
            return self.span(self.text.len()..self.text.len());
        };
        let rest = &self.text[start..];
        let offset =
            rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        let length = rest[offset..].chars().next().map_or(0, char::len_utf8);
        self.span(start + offset..start + offset + length)
    }

    /// The number, in the numbering shared by all texts, of the line that holds byte `at`.
    #[must_use]
    pub fn shared_line(&self, at: usize) -> usize {
        self.first_line + self.line_index(at)
    }

    /// The span of a node of this text, whose lines are in the numbering shared by all texts.
    #[must_use]
    pub fn place(&self, at: Sourcepos) -> Span {
        let line = |line: usize| line.saturating_sub(self.first_line);
        let start = self.byte(line(at.start.line), at.start.column);
        // A node's end is the column of its last byte; the text may go on inside that character.
        let mut end = self
            .byte(line(at.end.line.max(at.start.line)), at.end.column.saturating_add(1))
            .max(start);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        self.span(start..end)
    }

    /// The byte at which the line of byte `at` begins.
    #[must_use]
    pub fn line_start(&self, at: usize) -> usize {
        self.line_starts[self.line_index(at)]
    }

    fn line_index(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// A place in all the ways that others count it.
    #[must_use]
    pub fn locate(&self, at: usize) -> Location {
        let line = self.line_index(at);
        let start = self.line_starts[line];
        let bytes = self.text.as_bytes();
        Location {
            line: line + 1,
            column: self.characters.count(bytes, start..at) + 1,
            utf16: self.utf16.count(bytes, start..at) + 1,
            utf8: at - start + 1,
            offset: self.shifts.in_file(at),
        }
    }

    /// The byte of a column (bytes, from 1) of a line (index, from 0), cut to the line.
    fn byte(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.line_starts.get(line) else { return self.text.len() };
        let end = self.line_starts.get(line + 1).copied().unwrap_or(self.text.len());
        let mut at = (start + column.saturating_sub(1)).min(end);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Every text of a build.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Takes a text in. A byte order mark is dropped, lines end in LF alone from here on, and
    /// whydeck's private token characters and NUL become U+FFFD.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        path: Option<PathBuf>,
        text: String,
    ) -> SourceId {
        let shifts = Shifts::of(&text);
        let id = self.push(name.into(), path, scrub::scrub(text));
        if let Some(added) = self.list.last_mut() {
            added.shifts = shifts;
        }
        id
    }

    /// Takes in a text that whydeck itself wrote, private tokens and all.
    pub fn add_generated(&mut self, name: impl Into<String>, text: String) -> SourceId {
        self.push(name.into(), None, text)
    }

    /// Takes in a text that was put together of lines of other texts, each with its line there in
    /// the shared numbering.
    pub fn add_joined(
        &mut self,
        name: impl Into<String>,
        path: Option<PathBuf>,
        text: String,
        origins: Vec<usize>,
    ) -> SourceId {
        let id = self.push(name.into(), path, text);
        if let Some(joined) = self.list.last_mut() {
            joined.origins = origins;
        }
        id
    }

    /// Takes in a document's text with changes that its file does not have yet, and the file's own
    /// text. Spans of lines that the file has are moved there, the others have no place in a file.
    pub(crate) fn add_changed(
        &mut self,
        name: &str,
        path: Option<PathBuf>,
        (changed, file): (String, String),
    ) -> SourceId {
        let changed = scrub::scrub(changed);
        let scrubbed = scrub::scrub(file.clone());
        // The changed text comes first, as documents do: the lines of the file are numbered behind.
        let id = self.push(format!("{name}, with what was captured"), path.clone(), changed);
        let file = self.add(name, path, file);
        let first = self.get(file).first_line;
        let origins = origins::of(self.get(id).text(), &scrubbed);
        let number = |origin: Option<usize>| origin.map_or(NOWHERE, |line| first + line);
        let origins = origins.into_iter().map(number).collect();
        self.list[id.0 as usize].origins = origins;
        id
    }

    /// A span where its author wrote it: that of a joined text is moved to the text its first line
    /// comes from.
    #[must_use]
    pub fn written(&self, span: Span) -> Span {
        let joined = self.get(span.source);
        let line = joined.line_index(span.start);
        let Some(&origin) = joined.origins.get(line) else { return span };
        let Some(start) = self.span((origin, 1, origin, 1).into()) else { return span };
        let source = self.get(start.source);
        // A line that was changed may be longer than the one in the file.
        let index = origin - source.first_line;
        let close = source.line_starts.get(index + 1).map_or(source.text.len(), |next| next - 1);
        let at = source.byte(index, span.start - joined.line_starts[line] + 1).min(close);
        let column = at - start.start;
        let mut end = start.start + column;
        // What goes on in lines that follow each other there does so here.
        let last = joined.line_index(span.end.max(span.start));
        let rest = last - line;
        let follows = joined.origins.get(last) == Some(&(origin + rest));
        if follows && let Some(at) = source.line_starts.get(index + rest) {
            end = at + span.end - joined.line_starts[last];
        }
        while !source.text.is_char_boundary(end.min(source.text.len())) {
            end += 1;
        }
        source.span(start.start + column..end.max(start.start + column))
    }

    fn push(&mut self, name: String, path: Option<PathBuf>, text: String) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        // Line 1 of the first text is line 1; a gap between texts keeps a column past an end from
        // naming the next.
        let first_line =
            self.list.last().map_or(1, |last| last.first_line + last.line_starts.len() + 1);
        let line_starts = line_starts(&text);
        let origins = Vec::new();
        self.list.push(Source {
            id,
            name,
            path,
            text,
            line_starts,
            characters: Counter::new(Unit::Characters),
            utf16: Counter::new(Unit::Utf16),
            shifts: Shifts::default(),
            first_line,
            origins,
        });
        id
    }

    /// The text with this id.
    ///
    /// # Panics
    /// When `id` comes from another `Sources`.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }

    /// The texts in the order they were taken in.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.list.iter()
    }

    /// The span of a node whose lines are in the shared numbering (see [`crate::markdown::parse`]).
    #[must_use]
    pub fn span(&self, at: Sourcepos) -> Option<Span> {
        let index = self.list.partition_point(|s| s.first_line <= at.start.line).checked_sub(1)?;
        Some(self.list[index].place(at))
    }

    /// Where a span begins.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let source = self.get(span.source);
        let line = source.line_index(span.start);
        let before = source.line_starts[line]..span.start;
        Position {
            line: line + 1,
            column: source.characters.count(source.text.as_bytes(), before) + 1,
        }
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, "eins\r\nzwölf é x\n".into());
        let source = sources.get(id);
        let at = source.text().find('x').expect("there");
        assert_eq!(sources.position(source.span(at..at + 1)), Position { line: 2, column: 9 });
    }

    #[test]
    fn columns_far_in_a_line_count_characters_too() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, format!("one\n{}x", "zwölf é ".repeat(3_000)));
        let end = sources.get(id).text().len();
        let span = sources.get(id).span(end - 1..end);
        assert_eq!(sources.position(span), Position { line: 2, column: 8 * 3_000 + 1 });
    }

    #[test]
    fn a_shared_line_names_its_text() {
        let mut sources = Sources::default();
        sources.add("a.md", None, "one\ntwo\n".into());
        let b = sources.add("b.md", None, "drei\nvier\n".into());
        let line = sources.get(b).shared_line(5);
        let span = sources.span((line, 1, line, 4).into()).expect("a span");
        assert_eq!((span.source, &sources.get(b).text()[span.start..span.end]), (b, "vier"));
    }

    #[test]
    fn a_document_cannot_hold_a_token() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, "\u{FEFF}a\u{FDD0}1\u{FDD1}\0".into());
        assert_eq!(sources.get(id).text(), "a\u{FFFD}1\u{FFFD}\u{FFFD}");
    }
}
