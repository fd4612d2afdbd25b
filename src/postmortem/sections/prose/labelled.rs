//! Lengths with a label: `Time to resolve: 46 min`, `| Duration | 2 h |`, a heading with its value
//! below.

use std::ops::Range;

use jiff::civil::Time;

use super::{MEASURES, Reader, basis, measure, measure_named, sentence_rest, window};

use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{EventKind, Section, SectionKind};
use crate::postmortem::sections::{headings, titles};
use crate::postmortem::stated::{Basis, Measure, StatedMoment, SupportHours};
use crate::postmortem::text::inline;
use crate::postmortem::time::length::Said;
use crate::postmortem::time::length_range::ranged;
use crate::postmortem::time::length_value::{self, Numbers};
use crate::postmortem::time::moment::Moment;
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp::{self, Stamp};
use crate::source::Span;
use crate::words::{self, Label, Language, List, Meanings, Ready};

static LABELS: Meanings<Label> = Ready::new(|| words::meanings(|language| language.labels));

/// How far behind a length or a window another one is looked for, in bytes.
const NEAR: usize = 200;
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
        let said = length_value::value(&text, numbers(&section.title));
        if let Some(said) = said.filter(|said| stands_alone(&text, said)) {
            let place = inline::place(self.input.sources, first, 0..said.taken);
            let basis = basis(&text).or_else(|| basis(&section.title));
            self.add(measure, &said, basis, Evidence::Stated, place);
        }
    }

    /// A table of labels and values, or one with labels in its header.
    pub(super) fn table(&mut self, table: Node<'a>) {
        let rows: Vec<Vec<Node<'a>>> =
            table.children().map(|row| row.children().collect()).collect();
        let Some((header, below)) = rows.split_first() else { return };
        let titles: Vec<String> = header.iter().map(|cell| inline::text(cell)).collect();
        let is_paired = titles::is_paired(&titles);
        let column = value_column(header).filter(|_| !is_paired);
        for row in &rows {
            let value = column.and_then(|column| row.get(column));
            if let (Some(label), Some(value)) = (row.first(), value) {
                self.cell(label, value);
            } else if is_paired || row.len() >= 4 {
                // Two labels side by side, each with its value.
                row.chunks_exact(2).for_each(|pair| self.cell(pair[0], pair[1]));
            }
        }
        for (index, label) in header.iter().enumerate() {
            if let Some(value) = whole_cell(below, index) {
                self.cell(label, value);
            }
        }
    }

    fn cell(&mut self, label: Node<'a>, value: Node<'a>) {
        let label = inline::text(label);
        let text = inline::text(value);
        let place = Some(self.input.span(value));
        self.value(&label, &text, |_| place);
    }

    /// `Severity: 1 | Duration: 2 h` holds two labels, and so may the lines of a paragraph.
    pub(super) fn labels(&mut self, block: Node<'a>, text: &str) {
        let sources = self.input.sources;
        let mut at = 0;
        let bold = inline::bold_labels(block);
        for line in text.split(['\n', '|']) {
            let within = |place: &&usize| (at..at + line.len()).contains(*place);
            let cuts: Vec<usize> = bold.iter().filter(within).map(|place| place - at).collect();
            for part in if cuts.len() > 1 { between(&cuts, line.len()) } else { side_by_side(line) }
            {
                let (label, value) = part_of(&line[part.clone()]);
                let start = at + part.end - value.len();
                self.value(label, value, |range| {
                    inline::place(sources, block, start + range.start..start + range.end)
                });
            }
            at += line.len() + 1;
        }
    }

    /// What a label of a measured time says: a length, a window, or both.
    fn value(&mut self, label: &str, text: &str, place: impl Fn(Range<usize>) -> Option<Span>) {
        let name = headings::normalised(label);
        self.phase(&name, text, &place);
        let is_whole = MEASURES.contains_key(name.as_str());
        let measure = measure_named(&name).filter(|_| is_whole || !is_other(label));
        if measure.is_none() && super::is_partial(&name) {
            self.part(label, text, &place);
        }
        let is_window = words::has(|l| l.window_labels, &name);
        if measure.is_none() && !is_window {
            return;
        }
        let numbers = numbers(label);
        // `Period: 18:50 to 19:20 UTC (30 minutes)`
        let in_bracket = || text.contains('(') && stamp::read(text).is_some();
        let length = measure.or_else(|| in_bracket().then_some(Measure::Duration));
        let found = length.and_then(|length| {
            let longest = || longest(text, numbers).filter(|_| measure == Some(Measure::Duration));
            Some((length, in_value(text, numbers).or_else(longest)?))
        });
        // `検知までの時間: 不明`
        if let Some(measure) = measure.filter(|_| found.is_none() && text.contains(is_eastern)) {
            self.stated.open.push(measure);
        }
        if let Some((measure, (said, range))) = found {
            let basis = basis(&text[range.end..]).or_else(|| basis(label));
            let behind = &text[range.end..];
            self.add(measure, &said, basis, Evidence::Stated, place(range));
            if let Some(last) = self.stated.lengths.last_mut() {
                last.hours = hours(behind).filter(|_| basis == Some(Basis::SupportHours));
            }
        }
        let is_whole = is_window || measure == Some(Measure::Duration);
        let found = is_whole.then(|| self.only_window(text)).flatten();
        if let Some((start, end, range)) = found
            && let Some(span) = place(range)
        {
            let evidence = Evidence::Stated;
            for (kind, moment) in [(EventKind::Start, start), (EventKind::Resolved, end)] {
                self.stated.moments.push(StatedMoment { kind, moment, evidence, span });
            }
        }
    }
}

impl Reader<'_, '_, '_> {
    /// The window in a value; none where there are two.
    fn only_window(&self, text: &str) -> Option<(Moment, Moment, Range<usize>)> {
        // `75 min (10:32–11:47 UTC)`, `10:32–11:47 UTC (75 min)`.
        let mut starts = text.match_indices(['(', '（']).map(|(at, open)| at + open.len());
        // `Main outage: Mon, March 3, 14:15 to …`
        let named = text
            .find(": ")
            .filter(|at| text[..*at].chars().all(|c| c.is_alphabetic() || c == ' ') && *at < LABEL);
        let windows = [Some(0), named.map(|at| at + 2)].into_iter().flatten();
        let windows = windows.chain(starts.by_ref());
        let mut windows = windows.filter_map(|at| {
            let near = window::near(&text[at..], NEAR);
            // `10:32–11:47 (CET)` goes on in its bracket.
            let inside = if at == 0 || named.is_some_and(|named| at == named + 2) {
                near
            } else {
                near.split([')', '）']).next()?
            };
            let (start, end, range) = window::value(inside, self.calendar)?;
            Some((start, end, at + range.start..at + range.end))
        });
        windows.next().filter(|(_, _, range)| {
            // Two windows are no single one.
            let behind = window::near(&text[range.end..], NEAR);
            let mut others = behind.match_indices(|c: char| c.is_ascii_digit() || c == ' ');
            !others
                .any(|(at, _)| stamp::read(behind[at..].trim_start()).is_some_and(|s| s.is_timed()))
        })
    }

    /// `Partial outage: 45 min`.
    fn part(&mut self, label: &str, text: &str, place: impl Fn(Range<usize>) -> Option<Span>) {
        let Some((said, range)) = in_value(text, numbers(label)) else { return };
        let count = self.stated.lengths.len();
        self.add(Measure::Duration, &said, None, Evidence::Stated, place(range));
        self.partial.extend(self.stated.lengths.drain(count..));
    }

    /// `Started: 2025-02-13 23:18` in a section.
    fn phase(&mut self, name: &str, text: &str, place: impl Fn(Range<usize>) -> Option<Span>) {
        let known = LABELS.get(name).copied();
        let Some(kind) = known.and_then(Label::phase) else { return };
        let value = text.trim();
        let whole = |stamp: &Stamp| stamp.fills(value) && stamp.is_timed();
        let Some(stamp) = stamp::read(value).filter(whole) else { return };
        let mut calendar = self.calendar.clone();
        let moment = calendar.moment(&stamp);
        if let (Some(moment), Some(span)) = (moment, place(0..text.len())) {
            let evidence = Evidence::Stated;
            self.stated.moments.push(StatedMoment { kind, moment, evidence, span });
        }
    }
}

/// The hours that a remark names: `(during support hours 10:00-17:00)`.
fn hours(text: &str) -> Option<SupportHours> {
    let near = window::near(text, NEAR);
    let time = |word: &str| {
        let (hour, minute) = word.split_once(':')?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    };
    let words = near.split(|c: char| !(c.is_ascii_digit() || c == ':'));
    let mut times = words.filter(|word| !word.is_empty()).filter_map(time);
    let from = times.next()?;
    let to = times.next()?;
    (from < to).then_some(SupportHours { from, to })
}

/// The column that says how long it was: of a target and what came of it the latter. None when
/// several columns may be meant.
fn value_column<'a>(header: &[Node<'a>]) -> Option<usize> {
    let titles: Vec<String> =
        header.iter().map(|cell| headings::normalised(&inline::text(cell))).collect();
    let says = |title: &str, list: fn(&'static Language) -> List| {
        title.split_whitespace().any(|word| words::has(list, word))
    };
    if let [_, only] = titles.as_slice() {
        return (!says(only, |l| l.not_this)).then_some(1);
    }
    let actual = titles.iter().skip(1).position(|title| says(title, |l| l.actual_columns));
    let free: Vec<usize> = (1..titles.len())
        .filter(|at| !says(&titles[*at], |l| l.not_this))
        .filter(|at| !words::has(|l| l.remark_columns, &titles[*at]))
        .collect();
    match (actual, free.as_slice()) {
        (Some(at), _) => Some(at + 1),
        (None, [only]) => Some(*only),
        _ => None,
    }
}

/// The value of a column whose title is a label: the only one there is, or that of the whole.
fn whole_cell<'a>(rows: &[Vec<Node<'a>>], column: usize) -> Option<Node<'a>> {
    let text = |cell: Node<'a>| inline::text(cell).trim().to_owned();
    let is_whole = |row: &Vec<Node<'a>>| {
        let mut cells = row.iter().map(|cell| headings::normalised(&inline::text(cell)));
        cells.any(|cell| words::has(|language| language.totals, &cell))
    };
    if let Some(whole) = rows.iter().find(|row| is_whole(row)) {
        return whole.get(column).copied();
    }
    // A row that begins with the name of a phase tells of that phase alone.
    let names = |row: &Vec<Node<'a>>| {
        let first = row.first().filter(|_| column > 0).map(|cell| text(cell)).unwrap_or_default();
        let name = headings::normalised(&first);
        let is_mark = words::meaning(|l| l.markers, &name).is_some();
        let label = LABELS.get(name.as_str()).copied();
        is_mark || label.and_then(Label::phase).is_some() || super::is_label(&first)
    };
    if rows.iter().any(names) {
        return None;
    }
    let cells = rows.iter().filter_map(|row| row.get(column).copied());
    let mut filled = cells.filter(|cell| !text(cell).is_empty());
    let first = filled.next()?;
    let said = text(first);
    filled.all(|other| text(other) == said).then_some(first)
}

/// The ranges from each place to the next.
fn between(places: &[usize], end: usize) -> Vec<Range<usize>> {
    let ends = places.iter().skip(1).copied().chain([end]);
    places.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// Labels side by side in a line: `TTD: 5 min / TTR: 47 min`. Else the whole line.
fn side_by_side(line: &str) -> Vec<Range<usize>> {
    let parts = |sign: &&str| -> Option<Vec<Range<usize>>> {
        let mut at = 0;
        let mut parts = Vec::new();
        for part in line.split(*sign) {
            let known = part.split_once(':').is_some_and(|(label, _)| measure(label).is_some());
            known.then(|| parts.push(at..at + part.len()))?;
            at += part.len() + sign.len();
        }
        Some(parts).filter(|parts| parts.len() > 1)
    };
    let signs = words::all(|language| language.label_signs);
    let known = signs.filter(|sign| line.contains(**sign)).find_map(parts);
    known.unwrap_or_else(|| std::iter::once(0..line.len()).collect())
}

/// A label and its value; both empty when there is no label.
fn part_of(line: &str) -> (&str, &str) {
    // `Duration (hh:mm): 01:30`
    let brackets = line.find('(').zip(line.find("):"));
    let brackets = brackets.filter(|(open, close)| open < close && *close < LABEL);
    let from = brackets.map_or(0, |(_, close)| close);
    let sign = line[from..].find([':', '=', '≈']).map(|at| from + at);
    let sign = sign.or_else(|| line.find(" – ")).or_else(|| line.find(" - "));
    let Some(sign) = sign.filter(|sign| *sign < LABEL) else { return ("", "") };
    // `≈` says "about", too: it stays before the value.
    let signs = [':', '=', '–', '-', ' ', '\u{a0}'];
    (&line[..sign], line[sign..].trim_start_matches(signs))
}

/// What a label says about the numbers behind it.
fn numbers(label: &str) -> Numbers {
    let known = words::meaning(|l| l.labels, &headings::normalised(label));
    Numbers::of(label, known.and_then(Label::phase).is_some())
}

/// Whether a label or what stands behind a length says that it is no length of this incident.
fn is_other(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphanumeric());
    parts.any(|word| words::has(|language| language.not_this, word))
}

/// Whether a second length stands in a value whose first one says for what it is: "20 min full
/// outage, 3 h degraded", "2 h (EU), 5 min (US)".
fn has_others(rest: &str) -> bool {
    let lead = rest.trim_start();
    let bracket = lead.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let window = bracket.is_some_and(|(inside, _)| stamp::read(inside.trim()).is_some());
    let says_for_what = lead.starts_with(char::is_alphabetic) || bracket.is_some() && !window;
    let behind = lead.match_indices([',', ';', '/']).map(|(at, _)| &lead[at + 1..]);
    says_for_what && behind.into_iter().any(|behind| ranged(behind).is_some())
}

/// The longest of several lengths that say for what they are: so long it was for anybody.
fn longest(text: &str, numbers: Numbers) -> Option<(Said, Range<usize>)> {
    let first =
        length_value::value(text, numbers).filter(|said| has_others(&text[said.taken..]))?;
    let near = window::near(text, NEAR);
    let others = near.match_indices([',', ';', '/']).filter_map(|(at, _)| {
        let start = at + 1 + text[at + 1..].len() - text[at + 1..].trim_start().len();
        let said = ranged(&text[start..])?;
        Some((start, said))
    });
    let all = std::iter::once((0, first)).chain(others);
    let (start, said) = all.max_by_key(|(_, said)| said.length)?;
    let end = start + said.taken;
    (!is_other(text)).then_some((said, start..end))
}

/// The length in a value: at its beginning, behind a dash, or in brackets behind a window.
fn in_value(text: &str, numbers: Numbers) -> Option<(Said, Range<usize>)> {
    let at = |from: usize| {
        let said = length_value::value(&text[from..], numbers)
            .filter(|said| stands_alone(&text[from..], said))?;
        let rest = sentence_rest(text, from + said.taken);
        let lead: String = rest.chars().take(24).collect();
        if is_other(&lead) || has_others(rest) {
            return None;
        }
        Some((said, from..from + said.taken))
    };
    at(0)
        .or_else(|| {
            let brackets = text.match_indices('(').map(|(place, _)| place + 1);
            let mut found = brackets.filter_map(at);
            found.next().filter(|_| stamp::read(text).is_some())
        })
        // `Overnight – approximately 8 hours`
        .or_else(|| {
            let (words, dash) = text.char_indices().find(|(_, c)| "–—".contains(*c))?;
            let is_words = !text[..words].contains(|c: char| c.is_ascii_digit());
            let from = words + dash.len_utf8();
            let start = from + text[from..].len() - text[from..].trim_start().len();
            at(start).filter(|_| is_words)
        })
}

/// Whether a length is the value: no rate ("4 min/hour").
fn stands_alone(text: &str, said: &Said) -> bool {
    !super::sentence::is_part(sentence_rest(text, said.taken), false)
}
