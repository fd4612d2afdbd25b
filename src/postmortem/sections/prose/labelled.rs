//! Lengths with a label: `Time to resolve: 46 min`, `| Duration | 2 h |`, a heading with its value
//! below.

use super::{Reader, basis, measure, sentence_rest};
use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Section, SectionKind};
use crate::postmortem::text::inline;
use crate::postmortem::time::length::{self, Said};

/// No label is longer.
const LABEL: usize = 60;

impl<'a> Reader<'a, '_, '_> {
    /// `## Time to detect`, with the length below.
    pub(super) fn titled(&mut self, section: &Section<'a>) {
        if section.kind != SectionKind::Other {
            return;
        }
        let Some(measure) = measure(&section.title) else { return };
        let Some(first) = section.blocks.first() else { return };
        let text = inline::text(first);
        if let Some(said) = length::length(&text).filter(|said| stands_alone(&text, said)) {
            let place = inline::place(self.input.sources, first, 0..said.taken);
            let basis = basis(&text).or_else(|| basis(&section.title));
            self.add(measure, &said, basis, Evidence::Stated, place);
        }
    }

    /// A table of labels and values, or one with labels in its header.
    pub(super) fn table(&mut self, table: Node<'a>) {
        let rows: Vec<Vec<Node<'a>>> =
            table.children().map(|row| row.children().collect()).collect();
        for row in &rows {
            if let [label, value] | [label, value, _] = row.as_slice() {
                self.cell(label, value);
            }
        }
        if let [header, values] = rows.as_slice() {
            for (label, value) in header.iter().zip(values) {
                self.cell(label, value);
            }
        }
    }

    fn cell(&mut self, label: Node<'a>, value: Node<'a>) {
        let label = inline::text(label);
        let Some(measure) = measure(&label) else { return };
        let text = inline::text(value);
        if let Some(said) = length::length(&text).filter(|said| stands_alone(&text, said)) {
            let place = Some(self.input.span(value));
            self.add(
                measure,
                &said,
                basis(&text).or_else(|| basis(&label)),
                Evidence::Stated,
                place,
            );
        }
    }

    /// `Severity: 1 | Duration: 2 h` holds two labels, and so may the lines of a paragraph.
    pub(super) fn labels(&mut self, block: Node<'a>, text: &str) {
        let mut at = 0;
        for line in text.split(['\n', '|']) {
            let sign =
                line.find([':', '=']).or_else(|| line.find(" – ")).or_else(|| line.find(" - "));
            if let Some(sign) = sign.filter(|sign| *sign < LABEL)
                && let Some(measure) = measure(&line[..sign])
            {
                let lead = line[sign..].len()
                    - line[sign..].trim_start_matches([':', '=', '–', '-', ' ', '\u{a0}']).len();
                let value = &line[sign + lead..];
                if let Some(said) = length::length(value).filter(|said| stands_alone(value, said)) {
                    let start = at + sign + lead;
                    let place = inline::place(self.input.sources, block, start..start + said.taken);
                    let basis = basis(value).or_else(|| basis(&line[..sign]));
                    self.add(measure, &said, basis, Evidence::Stated, place);
                }
            }
            at += line.len() + 1;
        }
    }
}

/// Whether a length is the value: no rate ("4 min/hour").
fn stands_alone(text: &str, said: &Said) -> bool {
    !super::sentence::is_part(sentence_rest(text, said.taken), false)
}
