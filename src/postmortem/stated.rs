//! What the prose says about times: `between 12:17 and 12:30 UTC`, `lasting 1 hour and 48 minutes`,
//! `Time to detection: 2 minutes`.

use jiff::SignedDuration;

use crate::markdown::Node;
use crate::postmortem::model::{Moment, Section, SectionKind};
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::stamp::{self, Clock, Stamp};
use crate::source::Span;
use crate::words;
pub use crate::words::Measure;

/// A length of time that the text states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedLength {
    /// What it measures.
    pub measure: Measure,
    /// How long.
    pub length: SignedDuration,
    /// Whether the author said "about".
    pub approximate: bool,
    /// Its place.
    pub span: Span,
}

/// A window that the text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When it began.
    pub start: Moment,
    /// When it ended.
    pub end: Moment,
    /// Its place.
    pub span: Span,
}

/// All that the prose states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// The first window.
    pub window: Option<Window>,
    /// The first length of each sort.
    pub lengths: Vec<StatedLength>,
}

impl Stated {
    /// The length that the text states for a measure.
    #[must_use]
    pub fn length(&self, measure: Measure) -> Option<&StatedLength> {
        self.lengths.iter().find(|stated| stated.measure == measure)
    }
}

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
pub(super) fn is_label(label: &str) -> bool {
    measure(&headings::normalised(label)).is_some()
}

/// Reads what the sections state.
pub(super) fn read<'a>(
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

/// The length of time that a text begins with, whether it is a guess, and how many bytes it takes.
pub(super) fn length(text: &str) -> Option<((SignedDuration, bool), usize)> {
    let mut rest = text.trim_start();
    let mut approximate = false;
    loop {
        let hedge = words::all(|language| language.about_lengths);
        let mut hedge = hedge.filter(|word| begins_with(rest, word));
        let mut plain = words::all(|language| language.exact_lengths);
        let (word, guess) = match hedge.next() {
            Some(word) => (word, true),
            None => match plain.find(|word| begins_with(rest, word)) {
                Some(word) => (word, false),
                None => break,
            },
        };
        approximate |= guess;
        rest = rest[word.len()..].trim_start();
    }
    let mut seconds = 0.0_f64;
    let mut found = false;
    loop {
        let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}']);
        let trimmed = if found { trimmed.strip_prefix("and ").unwrap_or(trimmed) } else { trimmed };
        let Some((amount, behind)) = amount(trimmed) else { break };
        let behind = behind.trim_start_matches([' ', '-', '\u{a0}']);
        let letters = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let Some(unit) = unit(&behind[..letters]) else { break };
        seconds += amount * unit;
        found = true;
        rest = &behind[letters..];
    }
    let limit = 400.0 * 86_400.0;
    (found && seconds <= limit).then(|| {
        #[expect(clippy::cast_possible_truncation, reason = "it is below the limit")]
        let whole = seconds.round() as i64;
        ((SignedDuration::from_secs(whole), approximate), text.len() - rest.len())
    })
}

fn amount(text: &str) -> Option<(f64, &str)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].trim_end_matches('.').parse().ok()?, &text[digits..]));
    }
    if let Some(half) = words::all(|language| language.halves).find(|word| begins_with(text, word))
    {
        return Some((0.5, &text[half.len()..]));
    }
    words::pairs(|language| language.numbers).find_map(|(word, value)| {
        let behind = text
            .get(word.len()..)
            .filter(|behind| behind.starts_with([' ', '-']) && begins_with(text, word))?;
        Some((f64::from(value), behind))
    })
}

/// Whether a text begins with a word in any case. The text may be long: it is not changed to compare.
fn begins_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The beginning of a text, in which what is looked for must stand.
fn near(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// The seconds of a unit.
fn unit(word: &str) -> Option<f64> {
    words::meaning(|language| language.units, &word.to_lowercase()).map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_say_them() {
        for (text, want) in [
            ("1 hour and 48 minutes, from", Some((6_480, false))),
            (" about 13 minutes.", Some((780, true))),
            ("1h48m", Some((6_480, false))),
            ("3 d 20 h", Some((331_200, false))),
            ("almost four hours after", Some((14_400, true))),
            ("half an hour", Some((1_800, false))),
            ("1.5 hours", Some((5_400, false))),
            ("an hour", Some((3_600, false))),
            ("N/A", None),
            ("3 pods", None),
            ("99999999999 days", None),
        ] {
            let found = length(text).map(|((length, guess), _)| (length.as_secs(), guess));
            assert_eq!(found, want, "{text}");
        }
    }
}
