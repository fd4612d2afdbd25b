//! What the prose says about times: `between 12:17 and 12:30 UTC`, `lasting 1 hour and 48 minutes`,
//! `Time to detection: 2 minutes`.

mod clauses;
mod labelled;
mod lasted;
mod sentence;
mod window;

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Section, SectionKind};
use crate::postmortem::sections::{headings, updates};
use crate::postmortem::stated::{Basis, Measure, Stated, StatedLength, StatedMoment, Window};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::length::Said;
use crate::postmortem::time::stamp;
use crate::source::Span;
use crate::words::{self, Meanings, Ready};

/// The sections whose sentences tell about the whole incident.
const TELLING: [SectionKind; 3] =
    [SectionKind::Preamble, SectionKind::Summary, SectionKind::UserImpact];
/// The sections in which lengths are other things.
const SKIPPED: [SectionKind; 4] = [
    SectionKind::FiveWhys,
    SectionKind::CorrectiveActions,
    SectionKind::ActionItems,
    SectionKind::References,
];

pub(crate) use clauses::entries;

static MEASURES: Meanings<Measure> = Ready::new(|| words::meanings(|language| language.measures));

/// What a label measures: `Total incident duration` is a duration, `Partial outage duration` is
/// none.
fn measure(label: &str) -> Option<Measure> {
    measure_named(&headings::normalised(label))
}

/// The same for a label without what authors decorate it with.
fn measure_named(label: &str) -> Option<Measure> {
    let known = |label: &str| MEASURES.get(label).copied();
    known(label).or_else(|| {
        let is_core = |word: &&str| !words::has(|language| language.measure_fillers, word);
        let core: Vec<&str> = without_unit(label).split_whitespace().collect();
        // "time to detect the outage", "duration of full outage", "incident duration".
        let trimmed: Vec<&str> = core.iter().copied().filter(is_core).collect();
        let end = core.iter().rposition(&is_core).map_or(0, |at| at + 1);
        let start = core.iter().position(is_core).unwrap_or(end);
        known(&trimmed.join(" ")).or_else(|| known(&core[start..end].join(" ")))
    })
}

/// "duration in minutes", "downtime, min" without their unit.
fn without_unit(label: &str) -> &str {
    let is_unit = |word: &str| words::meaning(|language| language.units, word).is_some();
    match label.rsplit_once(' ').filter(|(_, last)| last.len() > 2 && is_unit(last)) {
        Some((before, _)) => {
            before.strip_suffix(" in").or_else(|| before.strip_suffix(',')).unwrap_or(label)
        }
        None => label,
    }
}

/// Whether a label is one of a part, which is the incident where there is no whole: `Partial outage
/// duration`.
fn is_partial(name: &str) -> bool {
    let is_core = |word: &&str| !words::has(|language| language.partial_fillers, word);
    let core: Vec<&str> = name.split_whitespace().filter(is_core).collect();
    words::has(|language| language.partial_measures, &core.join(" "))
}

/// Whether a label is one of a measured time.
pub(crate) fn is_label(label: &str) -> bool {
    measure(label).is_some()
}

/// Reads what the sections state.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &[Section<'a>],
    calendar: &Calendar,
) -> Stated {
    // A story without known sections tells it in its own.
    let tells = |section: &Section<'a>| section.kind.tells_a_postmortem();
    let is_story = !sections.iter().any(tells);
    // Before the first known section a heading often says what happened.
    let opening = sections.iter().position(tells).unwrap_or(0);
    let mut reader = Reader {
        input,
        calendar,
        stated: Stated::default(),
        told_before: None,
        is_story,
        partial: Vec::new(),
    };
    for (index, section) in sections.iter().enumerate() {
        if SKIPPED.contains(&section.kind) {
            continue;
        }
        // Lengths in entries are those of steps; a paragraph between them is about the whole.
        if section.kind == SectionKind::Timeline {
            let is_remark = |block: &&Node<'a>| {
                matches!(block.data().value, NodeValue::Paragraph)
                    && stamp::read(&inline::text(block)).is_none()
            };
            let is_page = updates::has_updates(&section.blocks);
            for block in section.blocks.iter().filter(is_remark) {
                let text = inline::text(block);
                reader.taken(block, &text);
                if is_page {
                    // The last update often says when it was.
                    reader.window(block, &text);
                }
            }
            continue;
        }
        reader.told_before = reader.stated.window.map(|window| window.span);
        let telling = TELLING.contains(&section.kind)
            || section.kind == SectionKind::Other && (is_story || index < opening);
        reader.titled(section);
        for block in section.blocks.iter().flat_map(|block| block.descendants()) {
            match block.data().value {
                NodeValue::Table(_) => reader.table(block),
                NodeValue::Paragraph => reader.paragraph(block, telling),
                _ => {}
            }
        }
    }
    let partial = reader.only_partial();
    reader.stated.lengths.extend(partial);
    reader.stated
}

struct Reader<'a, 's, 'c> {
    input: Input<'a, 's>,
    calendar: &'c Calendar,
    stated: Stated,
    /// The window of an earlier section.
    told_before: Option<Span>,
    is_story: bool,
    /// Lengths of partial outages.
    partial: Vec<StatedLength>,
}

impl<'a> Reader<'a, '_, '_> {
    fn paragraph(&mut self, block: Node<'a>, telling: bool) {
        let text = inline::text(block);
        self.labels(block, &text);
        self.taken(block, &text);
        for found in lasted::lengths(&text, telling) {
            let place = inline::place(self.input.sources, block, found.range);
            self.add(Measure::Duration, &found.said, found.basis, Evidence::Prose, place);
        }
        if !telling {
            return;
        }
        for (kind, moment, range) in window::timed(&text, self.calendar) {
            if let Some(span) = inline::place(self.input.sources, block, range) {
                let evidence = Evidence::Prose;
                self.stated.moments.push(StatedMoment { kind, moment, evidence, span });
            }
        }
        if self.stated.window.is_none() {
            self.window(block, &text);
        } else if self.is_story && self.told_before.is_some() {
            self.second_window(block, &text);
        }
    }

    /// Takes the first window.
    fn window(&mut self, block: Node<'a>, text: &str) {
        if self.stated.window.is_some() {
            return;
        }
        let found = window::find(text, self.calendar);
        self.stated.window = found.and_then(|(start, end, range)| {
            let span = inline::place(self.input.sources, block, range)?;
            Some(Window { start, end, span })
        });
    }

    /// Where a later section of a story has a window beside the first, it tells of another outage.
    fn second_window(&mut self, block: Node<'a>, text: &str) {
        let Some((start, end, range)) = window::find(text, self.calendar) else { return };
        let Some(first) = self.stated.window else { return };
        let apart = start.at > first.end.at || end.at < first.start.at;
        if apart && self.stated.again.is_none() {
            self.stated.again = inline::place(self.input.sources, block, range);
        }
    }

    /// The length of a partial outage, where no other is stated.
    fn only_partial(&mut self) -> Option<StatedLength> {
        let is_whole =
            |it: &StatedLength| matches!(it.measure, Measure::Duration | Measure::Resolve);
        let first = self.partial.pop()?;
        let alone = self.partial.is_empty() && !self.stated.lengths.iter().any(is_whole);
        alone.then_some(first)
    }

    fn taken(&mut self, block: Node<'a>, text: &str) {
        for (measure, found) in sentence::taken(text) {
            let place = inline::place(self.input.sources, block, found.range);
            self.add(measure, &found.said, found.basis, Evidence::Prose, place);
        }
    }

    fn add(
        &mut self,
        measure: Measure,
        said: &Said,
        basis: Option<Basis>,
        evidence: Evidence,
        place: Option<Span>,
    ) {
        let Some(span) = place else { return };
        self.stated.lengths.push(StatedLength {
            measure,
            length: said.length,
            hedge: said.hedge,
            grain: said.grain,
            basis,
            hours: None,
            evidence,
            span,
        });
    }
}

/// From where a length counts, as the words behind it or in its label say.
fn basis(words: &str) -> Option<Basis> {
    let lower = words.to_lowercase();
    words::pairs(|language| language.bases)
        .find(|(phrase, _)| words::holds(&lower, phrase))
        .map(|(_, basis)| basis)
}

/// No sentence that says something about times is longer, in bytes: what is further away is not
/// looked at, so that a long text costs no more than its length.
const SENTENCE: usize = 400;

/// Where the sentence begins in which a place stands.
fn sentence_start(text: &str, at: usize) -> usize {
    let from = at.saturating_sub(SENTENCE);
    let from = (from..=at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
    let near = &text[from..at];
    // The point of "97.3" ends nothing.
    let ends = near.rmatch_indices(['.', '!', '?', '\n']);
    let mut ends =
        ends.filter(|(end, _)| !near[end + 1..].starts_with(|c: char| c.is_ascii_digit()));
    ends.next().map_or(from, |(end, _)| from + end + 1)
}

/// Where it ends, without a look at decimals and abbreviations inside.
fn sentence_end(text: &str, from: usize) -> usize {
    let near = window::near(&text[from..], SENTENCE);
    from + near.find(". ").unwrap_or(near.len())
}

/// The rest of the sentence behind a place, to the end of its line.
fn sentence_rest(text: &str, from: usize) -> &str {
    let rest = &text[from..sentence_end(text, from)];
    &rest[..rest.find(['\n', '|']).unwrap_or(rest.len())]
}

/// A length in a sentence.
struct InSentence {
    said: Said,
    basis: Option<Basis>,
    range: Range<usize>,
}
