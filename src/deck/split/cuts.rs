//! Separators that are regular expressions: all of them are found before the text is read line by
//! line.

use std::ops::Range;

use super::matched::{Cut, CutKind};
use super::{MarkKind, Scanner, scan, sections};
use crate::deck::separators::Separators;
use crate::source::Source;

/// What stands for a byte of code or of a comment; nobody writes it.
const MASK: u8 = 1;

/// What the expressions match, and the tags of sections, outside code and comments, the last first.
pub(super) fn find(source: &Source, range: &Range<usize>, separators: &Separators) -> Vec<Cut> {
    let mut bytes = source.text()[range.clone()].as_bytes().to_vec();
    let masked = scan(source, range.clone(), &Separators::none(), Vec::new(), true).masked;
    for (index, masked_range) in masked.iter().enumerate() {
        let inner = &mut bytes[masked_range.start - range.start..masked_range.end - range.start];
        let goes_on = masked.get(index + 1).is_some_and(|next| next.start == masked_range.end);
        // Code ends with a line, but blank lines in it are none of the text's.
        let end = inner.len() - usize::from(!goes_on && inner.ends_with(b"\n"));
        inner[..end].fill(MASK);
    }
    let text = String::from_utf8(bytes).unwrap_or_default();
    let mut matches =
        if separators.has_expressions() { separators.matches(&text) } else { Vec::new() };
    matches.retain(|(at, _)| !text.as_bytes()[at.clone()].contains(&MASK));
    let mut found = sections::find(&text, range.start);
    found.extend(matches.into_iter().map(|(at, kind)| Cut {
        range: at.start + range.start..at.end + range.start,
        kind: CutKind::Mark(kind),
    }));
    found.sort_by_key(|cut| std::cmp::Reverse(cut.range.start));
    found
}

impl Scanner<'_> {
    /// Passes over what an expression matched here.
    pub(super) fn cut(&mut self) -> bool {
        while self.cuts.pop_if(|cut| cut.range.start < self.at).is_some() {}
        let Some(Cut { range, kind }) = self.cuts.pop_if(|cut| cut.range.start == self.at) else {
            return false;
        };
        self.line += self.text[range.clone()].matches('\n').count();
        self.at = range.end;
        let passed = &self.text[range.clone()];
        self.column =
            passed.rfind('\n').map_or(self.column + passed.len(), |at| passed.len() - at - 1);
        let kind = match kind {
            CutKind::Mark(kind) => kind,
            CutKind::Open(attributes, is_markdown) => {
                self.open_section(attributes, is_markdown, range);
                return true;
            }
            CutKind::Close => {
                self.close_section();
                return true;
            }
            CutKind::Gone => return true,
        };
        self.close_all();
        if kind == MarkKind::Notes {
            self.out.has_separated_notes = true;
            self.begin_notes(0);
        } else {
            self.mark(kind, 0);
            self.in_notes = false;
            self.pending = None;
        }
        true
    }

    /// Where what an expression matched begins next, or the text ends.
    pub(super) fn next_cut(&self) -> usize {
        self.cuts.last().map_or(self.text.len(), |cut| cut.range.start)
    }

    /// Where the line that holds byte `from` ends, or what an expression matched begins.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let last = self.next_cut().max(from);
        self.text[from..last].find('\n').map_or(last, |at| from + at + 1)
    }
}
