//! The record of a meeting: its day, how long each topic took, and what was decided.

use jiff::civil::Date;

use super::agenda::{Agenda, Topic};
use super::capture::CaptureKind;
use super::clock::{ClockState, TopicTime};
use super::ledger::{Kept, Standing};
use crate::edit::{self, DocumentForm, EditError, NewItem, NewRecord};

/// A topic of the agenda, and how long it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordedTopic {
    pub(crate) title: String,
    pub(crate) planned_ms: i64,
    /// None when it was left out.
    pub(crate) actual_ms: Option<i64>,
}

impl RecordedTopic {
    /// The topics of an agenda, with the times that a clock tells.
    pub(crate) fn all(agenda: &Agenda, clock: &ClockState) -> Vec<Self> {
        let topics = agenda.topics.iter().zip(&clock.topics);
        let one = |(topic, time): (&Topic, &TopicTime)| {
            // One that was begun and then left out took its time, too.
            Self {
                title: topic.title.clone(),
                planned_ms: i64::from(topic.minutes) * 60_000,
                actual_ms: (time.actual_ms > 0).then_some(time.actual_ms),
            }
        };
        topics.map(one).collect()
    }
}

/// Puts the record of a meeting into a document. `captures` are those that the document has:
/// decisions and options among them are told, and no names but those in their words.
///
/// # Errors
/// When no place takes it.
pub(crate) fn record(
    file: &str,
    form: DocumentForm,
    day: Date,
    topics: &[RecordedTopic],
    captures: &[&Kept],
) -> Result<String, EditError> {
    let planned: i64 = topics.iter().map(|topic| topic.planned_ms).sum();
    let actual: i64 = topics.iter().filter_map(|topic| topic.actual_ms).sum();
    let row = |topic: &RecordedTopic| {
        let actual = topic.actual_ms.map_or_else(|| "left out".to_owned(), minutes);
        [topic.title.clone(), minutes(topic.planned_ms), actual]
    };
    let summary = if topics.is_empty() {
        "the meeting about this postmortem".to_owned()
    } else {
        format!("{} of {} planned", minutes(actual), minutes(planned))
    };
    let record = NewRecord {
        day: day.to_string(),
        summary,
        head: ["Topic", "Planned", "Actual"].map(str::to_owned),
        rows: topics.iter().map(row).collect(),
        items: captures.iter().filter_map(|kept| item(kept)).collect(),
    };
    let edits = edit::read(file, form, |draft| draft.put_record(&record));
    edits.unwrap_or(Err(EditError::OtherText)).map(|edits| edit::apply(file, &edits))
}

/// What a capture is in the record.
fn item(kept: &Kept) -> Option<NewItem> {
    let capture = &kept.capture;
    let text = capture.text.clone();
    match capture.kind {
        _ if kept.standing == Standing::Withdrawn => None,
        CaptureKind::Decision => Some(NewItem::Decided { text, date: None }),
        CaptureKind::DeclinedOption => {
            Some(NewItem::Declined { text, reason: capture.fields.reason.clone() })
        }
        _ => None,
    }
}

/// Whole minutes; what took less than half of one took none.
fn minutes(milliseconds: i64) -> String {
    format!("{} min", (milliseconds + 30_000).div_euclid(60_000))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::meeting::capture::{Capture, CaptureFields};

    const DAY: Date = Date::constant(2026, 11, 26);

    fn kept(kind: CaptureKind, text: &str, reason: Option<&str>) -> Kept {
        let fields =
            CaptureFields { reason: reason.map(str::to_owned), ..CaptureFields::default() };
        let capture = Capture { kind, text: text.to_owned(), fields, from: None, target: None };
        Kept { id: text.to_owned(), at: Timestamp::UNIX_EPOCH, capture, standing: Standing::Open }
    }

    fn topics() -> Vec<RecordedTopic> {
        let topic = |title: &str, planned: i64, actual: Option<i64>| RecordedTopic {
            title: title.to_owned(),
            planned_ms: planned * 60_000,
            actual_ms: actual.map(|actual| actual * 1_000),
        };
        vec![topic("Opening", 3, Some(250)), topic("Causes | *why*", 10, None)]
    }

    const RECORD: &str = "\
2026-11-26: 4 min of 13 min planned

| Topic             | Planned |   Actual |
| ----------------- | ------: | -------: |
| Opening           |   3 min |    4 min |
| Causes \\| \\*why\\* |  10 min | left out |

- Decided: Alerts go to the team
- Declined: A second cluster – too dear
";

    fn recorded(file: &str, form: DocumentForm) -> String {
        let captures = [
            kept(CaptureKind::Decision, "Alerts go to the team", None),
            kept(CaptureKind::Note, "x", None),
            kept(CaptureKind::DeclinedOption, "A second cluster", Some("too dear")),
        ];
        let captures: Vec<&Kept> = captures.iter().collect();
        let once = record(file, form, DAY, &topics(), &captures).expect("a record");
        let twice = record(&once, form, DAY, &topics(), &captures).expect("the same");
        assert_eq!(once, twice, "recorded twice");
        once
    }

    #[test]
    fn the_record_is_a_section_of_its_own() {
        let file = "# A\n\n## Summary\n\nIt broke.\n\n## Decisions made\n\n- Decided: b\n\n## References\n\n- r\n";
        let (before, after) = file.split_once("## References").expect("two parts");
        let expected = format!("{before}## Meeting\n\n{RECORD}\n## References{after}");
        assert_eq!(recorded(file, DocumentForm::Markdown), expected);
    }

    #[test]
    fn a_later_decision_of_the_same_meeting_joins_it() {
        let file = "# A\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n- 10:00 it broke\n";
        let once = recorded(file, DocumentForm::Markdown);
        let more = kept(CaptureKind::Decision, "c", None);
        let text = record(&once, DocumentForm::Markdown, DAY, &[], &[&more]).expect("a record");
        assert_eq!(text, format!("{once}- Decided: c\n"));
        // That of another day stands below it.
        let next = Date::constant(2026, 12, 3);
        let text = record(&once, DocumentForm::Markdown, next, &[], &[&more]).expect("a record");
        let below = "2026-12-03: the meeting about this postmortem\n\n- Decided: c\n";
        assert_eq!(text, format!("{once}\n{below}"));
    }

    #[test]
    fn yaml_keeps_it_as_a_text() {
        let file = "title: A\nsummary: It broke.\nreferences: r\n";
        let text = recorded(file, DocumentForm::Yaml);
        let block: String = RECORD
            .lines()
            .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") })
            .collect();
        assert_eq!(
            text,
            format!("title: A\nsummary: It broke.\nmeeting: |\n{block}references: r\n")
        );
        let more = kept(CaptureKind::Decision, "c", None);
        let next = Date::constant(2026, 12, 3);
        let again = record(&text, DocumentForm::Yaml, next, &[], &[&more]).expect("a record");
        assert!(again.contains("  2026-12-03: the meeting"), "{again}");
    }
}
