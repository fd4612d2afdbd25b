//! Changes of a text as whydeck reads it, and the same as edits of the file.

use std::ops::Range;

use super::Edit;
use crate::source::Source;

/// A range of the scrubbed text, and what stands there instead; lines end in LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Change {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Whole lines put in before the line that begins at `at`. A text without a final newline still
    /// has none afterwards.
    pub(super) fn lines(whole: &str, at: usize, lines: &str) -> Self {
        let is_open = at >= whole.len() && !whole.is_empty() && !whole.ends_with('\n');
        let lines = if is_open {
            format!("\n{}", lines.strip_suffix('\n').unwrap_or(lines))
        } else {
            lines.to_owned()
        };
        Self::new(at..at, lines)
    }
}

/// The text with changes, which are in order and do not overlap.
pub(super) fn changed(text: &str, changes: &[Change]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for change in changes {
        out.push_str(text.get(at..change.range.start)?);
        out.push_str(&change.text);
        at = change.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Changes of a text as edits of the file it was read from.
pub(super) fn edits(source: &Source, file: &str, changes: &[Change]) -> Vec<Edit> {
    let place = |at: usize| source.locate(at).offset;
    let each = changes.iter().map(|change| {
        let range = place(change.range.start)..place(change.range.end);
        let text = change.text.replace('\n', line_end(file, range.start));
        Edit { range, text }
    });
    each.collect()
}

/// How lines end around a byte of the file: as the line before, or the one after.
fn line_end(file: &str, at: usize) -> &'static str {
    let before = file.get(..at).unwrap_or_default();
    let end = before.rfind(['\n', '\r']).or_else(|| {
        let behind = file.get(at..)?;
        behind.find(['\n', '\r']).map(|end| at + end)
    });
    let Some(end) = end else { return "\n" };
    let bytes = file.as_bytes();
    match (bytes[end], bytes.get(end.wrapping_sub(1)), bytes.get(end + 1)) {
        (b'\n', Some(b'\r'), _) | (b'\r', _, Some(b'\n')) => "\r\n",
        (b'\r', ..) => "\r",
        _ => "\n",
    }
}

/// The lines of a text. A byte inside a character belongs to the character's line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'t>(pub(super) &'t str);

impl<'t> Lines<'t> {
    /// Where the line of a byte begins.
    pub(super) fn start(self, at: usize) -> usize {
        self.0.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
    }

    /// Where it ends, before its newline.
    pub(super) fn end(self, at: usize) -> usize {
        let end = self.0.as_bytes()[at..].iter().position(|byte| *byte == b'\n');
        end.map_or(self.0.len(), |end| at + end)
    }

    /// Where the next begins.
    pub(super) fn next(self, at: usize) -> usize {
        (self.end(at) + 1).min(self.0.len())
    }

    /// Its words.
    pub(super) fn of(self, at: usize) -> &'t str {
        &self.0[self.start(at)..self.end(at)]
    }

    /// Whether nothing stands in the line that begins at `at`; past the end there is nothing.
    pub(super) fn is_blank(self, at: usize) -> bool {
        at >= self.0.len() || self.0[at..self.end(at)].trim().is_empty()
    }

    /// Whether the line before the one that begins at `at` is blank, or there is none.
    pub(super) fn follows_blank(self, at: usize) -> bool {
        at == 0
            || self
                .of(at - usize::from(at < self.0.len() || self.0.ends_with('\n')))
                .trim()
                .is_empty()
    }
}
