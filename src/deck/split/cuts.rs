//! Separators that are regular expressions: all of them are found before the text is read line by
//! line.

use std::ops::Range;

use super::{MarkKind, Scanner, scan};
use crate::deck::separators::Separators;
use crate::source::Source;

/// What an expression matched.
#[derive(Debug)]
pub(super) struct Cut {
    range: Range<usize>,
    kind: MarkKind,
}

/// What stands for a byte of code or of a comment; nobody writes it.
const MASK: u8 = 1;

/// What the expressions match outside code and comments, the last first.
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
    let mut found = separators.matches(&text);
    found.retain(|(at, _)| !text.as_bytes()[at.clone()].contains(&MASK));
    found
        .into_iter()
        .rev()
        .map(|(at, kind)| Cut { range: at.start + range.start..at.end + range.start, kind })
        .collect()
}

impl Scanner<'_> {
    /// Passes over what an expression matched here.
    pub(super) fn cut(&mut self) -> bool {
        while self.cuts.pop_if(|cut| cut.range.start < self.at).is_some() {}
        let Some(Cut { range, kind }) = self.cuts.pop_if(|cut| cut.range.start == self.at) else {
            return false;
        };
        self.seam(range.clone(), kind);
        self.line += self.text[range.clone()].matches('\n').count();
        self.at = range.end;
        let passed = &self.text[range];
        self.column =
            passed.rfind('\n').map_or(self.column + passed.len(), |at| passed.len() - at - 1);
        self.close_all();
        if kind == MarkKind::Notes {
            self.out.has_separated_notes = true;
            self.begin_notes(0);
        } else {
            self.mark(kind, 0);
            self.in_notes = false;
        }
        true
    }

    /// Where the line that holds byte `from` ends, or what an expression matched begins.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let last = self.cuts.last().map_or(self.text.len(), |cut| cut.range.start.max(from));
        self.text[from..last].find('\n').map_or(last, |at| from + at + 1)
    }
}
