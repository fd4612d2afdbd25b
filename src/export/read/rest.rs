//! What was left as text, what was inferred, and where the words went.

use super::incident::{all_durations, all_phases};
use super::sheet::{Sheet, Tone, cell, clean, fit};
use super::{CoveredWords, ReadView, at_line, count};
use crate::compiled::model::{EventView, ModelView};

/// So many columns of a remark say which one it is.
const REMARK: usize = 60;
/// So many lines, or ranges of them, are named.
const LINES: usize = 12;

pub(super) fn write(sheet: &mut Sheet, view: &ReadView<'_>) {
    if let Some(model) = view.model {
        left(sheet, model);
        inferred(sheet, view, model);
    }
    coverage(sheet, &view.coverage);
}

fn left(sheet: &mut Sheet, model: &ModelView) {
    sheet.heading("Left as text", "");
    let own: Vec<_> = model.sections.iter().filter(|section| section.kind == "other").collect();
    let mut is_empty = true;
    let mut part = |sheet: &mut Sheet, text: &str| {
        is_empty = false;
        sheet.flow(2, &[], &[(Tone::Plain, text)]);
    };
    if !own.is_empty() {
        let of_your_own = count(own.len(), "section of your own:", "sections of your own:");
        part(sheet, &of_your_own);
        for section in own {
            let line = at_line(section.place.line);
            sheet.line(4, &[cell(Tone::Faint, &line, 9)], Tone::Plain, &section.title);
        }
    }
    if !model.remarks.is_empty() {
        part(
            sheet,
            &count(model.remarks.len(), "remark in the timeline:", "remarks in the timeline:"),
        );
        for remark in &model.remarks {
            let line = at_line(remark.place.line);
            sheet.line(
                4,
                &[cell(Tone::Faint, &line, 9)],
                Tone::Plain,
                &fit(&clean(&remark.text), REMARK),
            );
        }
    }
    if model.notes > 0 {
        part(sheet, &format!("{}, kept private", count(model.notes, "note", "notes")));
    }
    if is_empty {
        sheet.flow(2, &[], &[(Tone::Faint, "nothing")]);
    }
}

/// What whydeck concluded and nobody marked, in one paragraph.
fn inferred(sheet: &mut Sheet, view: &ReadView<'_>, model: &ModelView) {
    sheet.heading("Inferred", "");
    let mut said = Vec::new();
    for (name, phase) in all_phases(model) {
        if let Some(phase) = phase.filter(|phase| phase.evidence.is_read()) {
            said.push(format!("{name} ({}, {})", phase.evidence.name(), at_line(phase.place.line)));
        }
    }
    for (name, length) in view.facts.map(all_durations).into_iter().flatten() {
        if let Some(length) = length.filter(|length| length.evidence.is_read()) {
            said.push(format!("{name} ({})", length.evidence.name()));
        }
    }
    let of_events = |wanted: fn(&EventView) -> bool| -> Vec<usize> {
        let events = model.events.iter().filter(|event| wanted(event));
        events.map(|event| event.place.line).collect()
    };
    let meanings = of_events(|event| event.inferred);
    if !meanings.is_empty() {
        let what = count(meanings.len(), "event's meaning", "events' meanings");
        said.push(format!("{what} ({})", lines(&meanings)));
    }
    let marks_help = !said.is_empty();
    let days = of_events(|event| event.time.as_ref().is_some_and(|time| time.day_inferred));
    if !days.is_empty() {
        let what = count(days.len(), "event's day", "events' days");
        said.push(format!("{what} ({})", lines(&days)));
    }
    if said.is_empty() {
        sheet.flow(2, &[], &[(Tone::Faint, "nothing")]);
        return;
    }
    let list = format!("{}.", said.join("; "));
    let help = match marks_help {
        true => {
            "Marks such as (start), (detected), (mitigated), (resolved) settle what entries mean."
        }
        false => "",
    };
    sheet.flow(2, &[], &[(Tone::Guess, &list), (Tone::Faint, help)]);
}

/// `line 3`, `lines 3, 7–9 and 4 more`.
fn lines(numbers: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, end)) if *number == *end || *number == *end + 1 => *end = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let shown = ranges.iter().take(LINES).map(|(start, end)| match start == end {
        true => start.to_string(),
        false => format!("{start}–{end}"),
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = match ranges.len().saturating_sub(LINES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let word = if numbers.len() == 1 { "line" } else { "lines" };
    format!("{word} {shown}{more}")
}

fn coverage(sheet: &mut Sheet, covered: &CoveredWords) {
    let places = [
        ("main row", covered.main_row),
        ("below", covered.below),
        ("backup", covered.backup),
        ("notes", covered.notes),
        ("nowhere", covered.nowhere),
    ];
    let all: usize = places.iter().map(|(_, words)| words).sum();
    sheet.heading("Coverage", &count(all, "word", "words"));
    let share = |words: usize| match all {
        0 => 0.0,
        _ => 100.0 * words as f64 / all as f64,
    };
    let shown: Vec<String> = places
        .iter()
        .filter(|(_, words)| *words > 0)
        .map(|(place, words)| format!("{place} {:.1} %", share(*words)))
        .collect();
    let on_slides = format!("{:.1} % on slides", 100.0 * covered.on_slides);
    let about = if shown.is_empty() { String::new() } else { format!("({})", shown.join(", ")) };
    sheet.flow(2, &[], &[(Tone::Known, &on_slides), (Tone::Faint, &about)]);
    if covered.nowhere > 0 {
        let lines = lines(&covered.nowhere_lines);
        let help = "`build --coverage` names them.";
        let words = count(covered.nowhere, "word is", "words are");
        let text = format!("{words} nowhere: {lines}.");
        sheet.flow(2, &[], &[(Tone::Guess, &text), (Tone::Faint, help)]);
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_in_a_row_are_a_range() {
        assert_eq!(lines(&[3]), "line 3");
        assert_eq!(lines(&[3, 7, 8, 9, 9, 12]), "lines 3, 7–9, 12");
        let many: Vec<usize> = (1..=14).map(|number| number * 2).collect();
        assert!(lines(&many).ends_with("22, 24 and 2 more"), "{}", lines(&many));
    }
}
