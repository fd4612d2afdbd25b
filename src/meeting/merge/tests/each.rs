//! Each kind of capture in documents of every style.

use std::cell::Cell;

use super::support::{applying, capture, every_kind, kept, lines, merged};
use crate::edit::DocumentForm::{self, Markdown, Yaml};
use crate::edit::READINGS;
use crate::meeting::capture::CaptureKind;
use crate::meeting::ledger::Kept;
use crate::meeting::merge::{MergeOptions, Merger, Placed};

const LISTS: &str = "\
# Disks full

## Summary

The disks were full.

## Five Whys

- **Why did writes stop?**
  - Disks were full.

## Lessons Learned

- Logs grow

## Action Items

- [ ] Rotate logs – @bob

## Decisions made

- Decided: Keep the cluster (2026-11-20)

## References

[wiki]: http://wiki.example
";

const TABLES: &str = "\
# Disks full

## Summary

The disks were full.

## Five Whys

- **Why did writes stop?**
  - Disks were full.

## Lessons Learned

| # | Lesson    |
|---|-----------|
| 1 | Logs grow |

## Action Items

| Action      | Who | When       | Status |
|-------------|-----|------------|--------|
| Rotate logs | bob | 2026-11-30 | Open   |

## Decisions made

| Decision         | Status  | Date       | Reason |
|------------------|---------|------------|--------|
| Keep the cluster | decided | 2026-11-20 |        |
";

const DATA: &str = "\
title: Disks full
summary: The disks were full.
whys:
  - question: Why did writes stop?
    answers: [Disks were full.]
lessons:
  - Logs grow
actionItems:
  - text: Rotate logs
    owner: bob
decisionsMade:
  - text: Keep the cluster
    date: 2026-11-20
";

fn changed(file: &str, form: DocumentForm) -> Vec<String> {
    let merged = merged(file, form, &every_kind(), &applying());
    let placed: Vec<&Placed> = merged.each.iter().map(|(_, placed)| placed).collect();
    let written = &Placed::Written;
    let expected = [written, written, written, written, written, &Placed::NotForTheDocument];
    assert_eq!(placed, expected);
    lines(file, &merged.text)
}

#[test]
fn every_kind_has_its_place_in_lists() {
    let expected = [
        "+- Disks fill at night (from W1)",
        "+- [ ] Watch the disks – @ann, due 2026-12-01, sign: no page for a week (from W1)",
        "+",
        "+## Open questions",
        "+",
        "+- Who owns the old disks?",
        "+- Decided: Alerts go to the team (2026-11-26)",
        "+- Declined: A second cluster – too dear",
    ];
    assert_eq!(changed(LISTS, Markdown), expected);
}

#[test]
fn every_kind_has_its_place_in_tables() {
    let expected = [
        "+| 2 | Disks fill at night (from W1) |",
        "+| Watch the disks – sign: no page for a week (from W1) | ann | 2026-12-01 | Committed |",
        "+",
        "+## Open questions",
        "+",
        "+- Who owns the old disks?",
        "+| Alerts go to the team | decided | 2026-11-26 |        |",
        "+| A second cluster | declined |            | too dear |",
    ];
    assert_eq!(changed(TABLES, Markdown), expected);
}

#[test]
fn every_kind_has_its_place_in_yaml() {
    let expected = [
        "+  - text: Disks fill at night",
        "+    from: [W1]",
        "+  - text: Watch the disks",
        "+    owner: ann",
        "+    due: 2026-12-01",
        "+    sign: no page for a week",
        "+    from: [W1]",
        "+decisions:",
        "+  - Who owns the old disks?",
        "+  - text: Alerts go to the team",
        "+    date: 2026-11-26",
        "+  - text: A second cluster",
        "+    state: declined",
        "+    reason: too dear",
    ];
    assert_eq!(changed(DATA, Yaml), expected);
}

#[test]
fn ends_of_lines_and_a_byte_order_mark_stay() {
    for (file, form) in [(LISTS, Markdown), (TABLES, Markdown), (DATA, Yaml)] {
        let plain = merged(file, form, &every_kind(), &applying()).text;
        for end in ["\r\n", "\r"] {
            let file = format!("\u{feff}{}", file.replace('\n', end));
            let text = merged(&file, form, &every_kind(), &applying()).text;
            assert_eq!(text, format!("\u{feff}{}", plain.replace('\n', end)));
        }
    }
}

#[test]
fn what_is_shown_holds_no_questions() {
    let asked = MergeOptions { with_questions: false, ..applying() };
    let merged = merged(LISTS, Markdown, &every_kind(), &asked);
    assert!(!merged.text.contains("old disks") && !merged.text.contains("silence"));
    assert_eq!(merged.each[4].1, Placed::NotForTheDocument);
}

#[test]
fn a_document_without_sections_gets_those_it_needs() {
    let text =
        merged("# Disks full\n\n## Summary\n\nFull.\n", Markdown, &every_kind(), &applying());
    let headings: Vec<&str> = text.text.lines().filter(|line| line.starts_with("##")).collect();
    let expected = [
        "## Summary",
        "## Lessons Learned",
        "## Action Items",
        "## Open questions",
        "## Decisions made",
    ];
    assert_eq!(headings, expected);
}

#[test]
fn one_more_capture_or_one_less_gives_what_a_merge_of_all_gives() {
    let all = every_kind();
    let mut merger = Merger::default();
    for count in [1, 2, 6, 3, 6] {
        let captures: Vec<_> = all.iter().take(count).collect();
        let each = merger.merge(LISTS, Markdown, &captures, &applying());
        let fresh = merged(LISTS, Markdown, &all[..count], &applying());
        assert_eq!((merger.text(), each), (fresh.text.as_str(), fresh.each));
    }
    let captures: Vec<_> = all.iter().skip(1).collect();
    merger.merge(LISTS, Markdown, &captures, &applying());
    assert_eq!(merger.text(), merged(LISTS, Markdown, &all[1..], &applying()).text);
    merger.merge(TABLES, Markdown, &captures, &applying());
    assert_eq!(merger.text(), merged(TABLES, Markdown, &all[1..], &applying()).text);
}

#[test]
fn a_capture_costs_two_readings_however_many_there_are() {
    let many: Vec<Kept> = (0..60)
        .map(|number| {
            let (kind, text) = match number % 3 {
                0 => (CaptureKind::Decision, format!("Decision number {number}")),
                1 => (CaptureKind::Action, format!("Do thing number {number}")),
                _ => (CaptureKind::Lesson, format!("Lesson number {number}")),
            };
            kept(&format!("c{number}"), capture(kind, &text))
        })
        .collect();
    let captures: Vec<&Kept> = many.iter().collect();
    let readings = |work: &mut dyn FnMut()| {
        let before = READINGS.with(Cell::get);
        work();
        READINGS.with(Cell::get) - before
    };
    let mut merger = Merger::default();
    let all = readings(&mut || {
        merger.merge(LISTS, Markdown, &captures[..59], &applying());
    });
    assert!(all <= 2 * 59, "{all} readings");
    let one = readings(&mut || {
        merger.merge(LISTS, Markdown, &captures, &applying());
    });
    assert!(one <= 2, "{one} readings");
    let text = merger.text().to_owned();
    let none = readings(&mut || {
        let each = merger.merge(LISTS, Markdown, &captures, &applying());
        assert!(each.iter().all(|(_, placed)| *placed == Placed::Written));
    });
    assert_eq!(none, 0);
    // What is there already is told by one reading for all of them.
    let again = readings(&mut || {
        merger.merge(&text, Markdown, &captures, &applying());
    });
    assert_eq!((again, merger.text()), (1, text.as_str()));
}
