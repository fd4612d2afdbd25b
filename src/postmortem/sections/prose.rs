//! What the prose says about times: `between 12:17 and 12:30 UTC`, `lasting 1 hour and 48 minutes`,
//! `Time to detection: 2 minutes`.

use jiff::SignedDuration;

use crate::markdown::Node;
use crate::postmortem::model::{Section, SectionKind};
use crate::postmortem::sections::headings;
use crate::postmortem::stated::{Measure, Stated, StatedLength, Window};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::length::length;
use crate::postmortem::time::moment::Moment;
use crate::postmortem::time::stamp::{self, Clock, Stamp};
use crate::source::Span;
use crate::words;

/// The sections whose sentences tell about the whole incident.
const TELLING: [SectionKind; 3] =
    [SectionKind::Preamble, SectionKind::Summary, SectionKind::UserImpact];
/// No stamp is longer.
const STAMP: usize = 300;

/// What a label measures.
fn measure(label: &str) -> Option<Measure> {
    words::meaning(|language| language.measures, label)
}

/// Whether a label is one of a measured time.
pub(crate) fn is_label(label: &str) -> bool {
    measure(&headings::normalised(label)).is_some()
}

/// Reads what the sections state.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &[Section<'a>],
    calendar: &Calendar,
) -> Stated {
    let mut stated = Stated::default();
    let skipped = [
        SectionKind::Timeline,
        SectionKind::FiveWhys,
        SectionKind::CorrectiveActions,
        SectionKind::ActionItems,
    ];
    for section in sections.iter().filter(|section| !skipped.contains(&section.kind)) {
        let telling = TELLING.contains(&section.kind);
        for block in section.blocks.iter().flat_map(|block| block.descendants()) {
            let row = matches!(block.data().value, comrak::nodes::NodeValue::TableRow(_));
            if row {
                labelled_row(input, block, &mut stated);
            }
            if matches!(block.data().value, comrak::nodes::NodeValue::Paragraph) {
                paragraph(input, block, telling, calendar, &mut stated);
            }
        }
    }
    stated
}

fn add(
    stated: &mut Stated,
    measure: Measure,
    (length, approximate): (SignedDuration, bool),
    span: Span,
) {
    if stated.length(measure).is_none() {
        stated.lengths.push(StatedLength { measure, length, approximate, span });
    }
}

/// `| Duration | 2 h |`.
fn labelled_row<'a>(input: Input<'a, '_>, row: Node<'a>, stated: &mut Stated) {
    let cells: Vec<Node<'a>> = row.children().collect();
    if let [label, value] = cells.as_slice()
        && let Some(measure) = measure(&headings::normalised(&inline::text(label)))
        && let Some((length, _)) = length(&inline::text(value))
    {
        add(stated, measure, length, input.span(value));
    }
}

fn paragraph<'a>(
    input: Input<'a, '_>,
    block: Node<'a>,
    telling: bool,
    calendar: &Calendar,
    stated: &mut Stated,
) {
    let text = inline::text(block);
    let place = |range: std::ops::Range<usize>| inline::place(input.sources, block, range);
    let mut at = 0;
    // `Severity: 1 | Duration: 2 h` holds two labels.
    for line in text.split(['\n', '|']) {
        if let Some((label, value)) = line.split_once(':').filter(|(label, _)| label.len() < 40)
            && let Some(measure) = measure(&headings::normalised(label))
            && let Some((found, taken)) = length(value)
        {
            let start = at + line.len() - value.len();
            if let Some(span) = place(start + value.len() - value.trim_start().len()..start + taken)
            {
                add(stated, measure, found, span);
            }
        }
        at += line.len() + 1;
    }
    if !telling {
        return;
    }
    let lower = text.to_ascii_lowercase();
    for words in words::all(|language| language.lasted) {
        for (at, _) in lower.match_indices(words) {
            // The first counts.
            if stated.length(Measure::Duration).is_some() {
                break;
            }
            let start = at + words.len();
            if let Some((found, taken)) =
                length(&text[start..]).filter(|_| !lower[..at].ends_with(char::is_alphanumeric))
                && let Some(span) = place(at..start + taken)
            {
                add(stated, Measure::Duration, found, span);
            }
        }
    }
    if stated.window.is_none() {
        stated.window = window(&text, calendar)
            .and_then(|(start, end, range)| Some(Window { start, end, span: place(range)? }));
    }
}

/// The first `from … to …` or `between … and …` with times of day.
fn window(text: &str, calendar: &Calendar) -> Option<(Moment, Moment, std::ops::Range<usize>)> {
    let lower = text.to_ascii_lowercase();
    let mut openings: Vec<usize> = words::all(|language| language.window_openings)
        .flat_map(|word| lower.match_indices(word).map(|(at, word)| (at, at + word.len())))
        .filter(|(at, _)| !lower[..*at].ends_with(char::is_alphanumeric))
        .map(|(_, end)| end)
        .collect();
    openings.sort_unstable();
    openings.into_iter().find_map(|open| {
        let first = stamp::read(near(&text[open..], STAMP))?;
        let clocked = |stamp: &Stamp| matches!(stamp.clock, Some(Clock::Known(_)));
        let (second, end) = words::all(|language| language.window_signs)
            .filter_map(|sign| {
                // A date has dashes of its own: the time of day comes before what parts the two.
                let between = near(&text[open..], 64);
                let colon = between.find([':', 'h']).map_or(0, |at| at + 1);
                let at = open + colon + between[colon..].find(sign)? + sign.len();
                let second = stamp::read(near(&text[at..], STAMP)).filter(clocked)?;
                (at - open < 60).then_some((at, second))
            })
            .min_by_key(|(at, _)| *at)
            .map(|(at, second)| {
                let end = at + second.start + second.written.len();
                (second, end)
            })?;
        if !clocked(&first) {
            return None;
        }
        let mut calendar = calendar.clone();
        let sentence = text[..open].rfind(". ").map_or(0, |at| at + 2);
        let stop = text[end..].find(". ").map_or(text.len(), |at| end + at);
        if let Some(date) = stamp::find_date(&text[sentence..stop]) {
            calendar.set(date);
        }
        let zone = first.zone.clone().or(second.zone.clone());
        let start = calendar.moment(&Stamp { zone: zone.clone(), ..first })?;
        let finish = calendar.moment(&Stamp { zone: second.zone.clone().or(zone), ..second })?;
        (start.at < finish.at).then_some((start, finish, open..end))
    })
}

/// The beginning of a text, in which what is looked for must stand.
fn near(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}
