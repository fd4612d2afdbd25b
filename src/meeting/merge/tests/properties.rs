//! Random saves by an editor between capture and apply: what was captured and what was saved are
//! both in the document, or a conflict shows both; nothing is lost, and nothing is there twice.

use proptest::prelude::*;

use super::support::{applying, capture, change, every_kind, kept, lines, merged, target};
use crate::edit::DocumentForm::Markdown;
use crate::edit::{self, ReadItem};
use crate::meeting::capture::{Capture, CaptureFields, CaptureKind};
use crate::meeting::ledger::Kept;
use crate::meeting::merge::line::one_line;
use crate::meeting::merge::{Merged, Placed};
use crate::words::ActionState;

/// Actions in a list and in a table; what is captured changes two of them.
const DOCUMENTS: [&str; 3] = [
    "# Disks full\n\n## Summary\n\nThey were full.\n\n## Lessons Learned\n\n- Logs grow\n- Alerts help\n\n\
     ## Action Items\n\n- [ ] Rotate logs – @bob\n- [ ] Add an alert\n- [x] Buy disks\n\n## References\n\n- r\n",
    "# Disks full\n\n## Summary\n\nThey were full.\n\n## Action Items\n\n| Action | Owner | Due | Status |\n\
     |---|---|---|---|\n| Rotate logs | bob | | Open |\n| Add an alert | | | |\n| Buy disks | ann | 2026-01-02 | Done |\n\n\
     ## Decisions made\n\n- Decided: Keep it (2026-11-20)\n",
    "# Disks full\n\n## Summary\n\nThey were full.\n\n## Lessons Learned\n\nWhat we saw:\n\n1. Logs grow\n2. Alerts help\n\n\
     ## Action Items\n\n* Rotate logs\n  - Owner: bob\n\n* Add an alert\n\n* Buy disks (done)\n",
];

/// What an editor does.
#[derive(Debug, Clone)]
enum Save {
    Insert(usize, &'static str),
    Delete(usize),
    Replace(usize, &'static str),
    /// As formatters do.
    PadTables,
    OtherBullets,
    /// Long items go on in a second line.
    Wrap,
    CarriageReturns,
    NoFinalNewline,
    /// The change that was captured, made by hand.
    Same,
}

const NEW_LINES: [&str; 14] = [
    "",
    "- [ ] Check the fans – @zoe",
    "- Check the fans",
    "| Check the fans | zoe | | |",
    "Somebody wrote this.",
    "## Action Items",
    "## Lessons Learned",
    "- [ ] Rotate all the logs – @bob",
    "- [x] Rotate logs – @carol",
    "- [ ] Watch the disks",
    "- Decided: Alerts go to the team (2026-11-26)",
    "1. Disks fill at night",
    "---",
    "> quoted",
];

fn save() -> impl Strategy<Value = Save> {
    let at = 0_usize..40;
    let new = || prop::sample::select(&NEW_LINES[..]);
    prop_oneof![
        (at.clone(), new()).prop_map(|(at, line)| Save::Insert(at, line)),
        at.clone().prop_map(Save::Delete),
        (at, new()).prop_map(|(at, line)| Save::Replace(at, line)),
        Just(Save::PadTables),
        Just(Save::OtherBullets),
        Just(Save::Wrap),
        Just(Save::CarriageReturns),
        Just(Save::NoFinalNewline),
        Just(Save::Same),
    ]
}

impl Save {
    fn on(&self, text: &str) -> String {
        let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
        let place = |at: usize| at % all.len().max(1);
        match *self {
            Self::Insert(at, line) => all.insert(place(at), line.to_owned()),
            Self::Delete(at) if !all.is_empty() => drop(all.remove(place(at))),
            Self::Replace(at, line) if !all.is_empty() => {
                let at = place(at);
                line.clone_into(&mut all[at]);
            }
            Self::PadTables => all.iter_mut().for_each(|line| *line = padded(line)),
            Self::OtherBullets => {
                for line in &mut all {
                    if let Some(rest) = line.strip_prefix("- ") {
                        *line = format!("* {rest}");
                    }
                }
            }
            Self::Wrap => all.iter_mut().for_each(|line| *line = wrapped(line)),
            Self::CarriageReturns => return text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Self::NoFinalNewline => return text.trim_end().to_owned(),
            Self::Same => {
                return text
                    .replace("- [ ] Rotate logs", "- [x] Rotate logs")
                    .replace("| bob | | Open |", "| bob | | Done |");
            }
            Self::Delete(_) | Self::Replace(..) => {}
        }
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        all.iter().map(|line| format!("{line}{end}")).collect()
    }
}

/// A long item over two lines.
fn wrapped(line: &str) -> String {
    let is_item = line.starts_with("- ") || line.starts_with("* ");
    match line.get(..24).and_then(|begin| begin.rfind(' ')) {
        Some(at) if is_item && at > 6 => format!("{}\n  {}", &line[..at], &line[at + 1..]),
        _ => line.to_owned(),
    }
}

/// A row of a table with wide cells.
fn padded(line: &str) -> String {
    if !line.starts_with('|') {
        return line.to_owned();
    }
    let cells = line.trim_matches('|').split('|').map(|cell| {
        let filler = if cell.contains("---") { "-" } else { " " };
        let room = 14_usize.saturating_sub(cell.chars().count());
        format!("{}{}", cell, filler.repeat(room))
    });
    format!("|{}|", cells.collect::<Vec<_>>().join("|"))
}

/// Captures of every kind, and changes of two actions as the document was.
fn captures(document: &str) -> Vec<Kept> {
    let fields = |state: Option<ActionState>, owner: Option<&str>| CaptureFields {
        state,
        owner: owner.map(str::to_owned),
        ..CaptureFields::default()
    };
    let done = fields(Some(ActionState::Done), None);
    let taken = fields(None, Some("dora"));
    let mut all = every_kind();
    all.push(kept("d1", change(target(document, Markdown, "Rotate"), done)));
    all.push(kept("d2", change(target(document, Markdown, "Add an"), taken)));
    all.push(kept("d3", capture(CaptureKind::Lesson, "a | b `c` *d* (done) – @x")));
    all
}

/// The lists of a document: the texts of each.
fn lists(text: &str) -> [Vec<String>; 4] {
    let texts = |all: &[ReadItem]| all.iter().map(|read| one_line(&read.text)).collect();
    let read = edit::read(text, Markdown, |draft| {
        let actions = draft.actions().map(|(_, read)| one_line(&read.text)).collect();
        [actions, texts(draft.lessons()), texts(draft.questions()), texts(draft.decisions())]
    });
    read.expect("a document")
}

fn list_of(kind: CaptureKind) -> Option<usize> {
    match kind {
        CaptureKind::Action => Some(0),
        CaptureKind::Lesson => Some(1),
        CaptureKind::Question => Some(2),
        CaptureKind::Decision | CaptureKind::DeclinedOption => Some(3),
        CaptureKind::Note | CaptureKind::Change => None,
    }
}

/// Whether the document says what a change makes of an action.
fn is_made(text: &str, capture: &Capture) -> bool {
    let Some(target) = &capture.target else { return false };
    let CaptureFields { owner, state, .. } = &capture.fields;
    let fits = edit::read(text, Markdown, |draft| {
        draft.actions().any(|(_, read)| {
            one_line(&read.text) == target.text
                && (owner.is_none() || read.owner == *owner)
                && (state.is_none() || read.state == *state)
        })
    });
    fits == Some(true)
}

/// How often a text stands in a list.
fn times(list: &[String], text: &str) -> usize {
    list.iter().filter(|known| *known == text).count()
}

fn holds(saved: &str, merged: &Merged, captures: &[Kept]) -> Result<(), TestCaseError> {
    let before = lists(saved);
    let after = lists(&merged.text);
    for (kept, (id, placed)) in captures.iter().zip(&merged.each) {
        prop_assert_eq!(&kept.id, id);
        let text = one_line(&kept.capture.text);
        let is_in = matches!(placed, Placed::Written | Placed::AlreadyThere);
        if let Some(list) = list_of(kept.capture.kind) {
            let times_now = times(&after[list], &text);
            let most = times(&before[list], &text).max(1);
            prop_assert!(times_now <= most, "{text:?} is there {times_now} times");
            prop_assert!(!is_in || times_now > 0, "{text:?} is lost");
        }
        if kept.capture.kind == CaptureKind::Change && is_in {
            prop_assert!(is_made(&merged.text, &kept.capture), "{placed:?}: {:?}", kept.capture);
        }
        prop_assert!(!matches!(placed, Placed::Refused(_)), "{placed:?}: {:?}", kept.capture);
    }
    // What the editor saved is there: every item, and every line but those of changed actions.
    for (before, after) in before.iter().zip(&after) {
        for text in before {
            prop_assert!(after.contains(text), "{text:?} of the editor's is lost");
        }
    }
    let lost = lines(saved, &merged.text).into_iter().filter(|line| line.starts_with('-'));
    let lost = lost.filter(|line| !line.contains("Rotate") && !line.contains("Add an"));
    let lost = lost.filter(|line| !line.contains("Owner:") && !line.contains("Watch the"));
    let lost: Vec<String> = lost.collect();
    // The last line may get an end.
    let last = saved.lines().last().unwrap_or_default();
    prop_assert!(lost.iter().all(|line| line.trim_end() == format!("-{last}")), "{lost:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_save_and_the_captures_are_both_in_or_both_shown(
        document in prop::sample::select(&DOCUMENTS[..]),
        saves in prop::collection::vec(save(), 0..5),
    ) {
        let captures = captures(document);
        let saved = saves.iter().fold(document.to_owned(), |text, save| save.on(&text));
        // `merged` asserts that nothing changes when it is done again.
        let merged = merged(&saved, Markdown, &captures, &applying());
        holds(&saved, &merged, &captures)?;
    }
}
