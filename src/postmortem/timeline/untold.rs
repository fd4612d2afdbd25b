//! Times that stand in sentences, where no timeline was found: their author is told how to make one.

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::postmortem::model::{Section, SectionKind};
use crate::postmortem::text::inline::{self, Input};

/// So many times tell of a course of events.
const ENOUGH: usize = 3;

/// Says where the first time of such a text stands.
pub(crate) fn tell<'a>(
    input: Input<'a, '_>,
    sections: &[Section<'a>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if sections.iter().any(|section| section.kind == SectionKind::Timeline) {
        return;
    }
    let blocks = sections.iter().flat_map(|section| section.blocks.iter());
    let mut first = None;
    let mut count = 0;
    for block in blocks.filter(|block| matches!(block.data().value, NodeValue::Paragraph)) {
        let text = inline::text(block);
        for at in times(&text) {
            count += 1;
            first = first.or_else(|| inline::place(input.sources, block, at..at + 5));
        }
    }
    if count >= ENOUGH {
        diagnostics.push(
            Diagnostic::info("timeline/prose", "times stand in the text, and there is no timeline")
                .at(first)
                .help(
                    "list them below a heading `## Timeline`, each entry with its time first: \
                     `- 14:05 First customers cannot log in (start)`",
                ),
        );
    }
}

/// Where times of day stand: `14:05`, and no `1:10` of a ratio, `12:34:56:78` or `:443`.
fn times(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let digit = move |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_time = move |colon: usize| {
        let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let hours =
            |from: usize| bytes.get(from..colon).is_some_and(|hours| hours < b"24".as_slice());
        digit(colon + 1)
            && digit(colon + 2)
            && bytes.get(colon + 1).is_some_and(|tens| *tens < b'6')
            && !is_word(colon + 3)
            && bytes.get(colon + 3) != Some(&b':')
            && colon >= 2
            && digit(colon - 1)
            && digit(colon - 2)
            && hours(colon - 2)
            && !colon.checked_sub(3).is_some_and(|at| is_word(at) || bytes[at] == b':')
    };
    text.match_indices(':').map(|(at, _)| at).filter(move |at| is_time(*at)).map(|at| at - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_found() {
        let found = |text: &str| times(text).collect::<Vec<_>>();
        assert_eq!(found("At 14:05, then (23:59) é 00:00."), [3, 16, 26]);
        assert!(found("1:10 24:00 12:60 a:b host:443 10:00:01 v10:00 10:000").is_empty());
    }
}
