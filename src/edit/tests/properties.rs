//! Random documents and random texts: what is written reads back, and nothing else changes.

use comrak::Arena;
use proptest::prelude::*;

use super::support::{Operation, bare, edits};
use crate::edit::reading::{ReadItem, Reading};
use crate::edit::{
    ActionAt, DocumentForm, EditError, Field, NewAction, NewItem, apply, literal::one_line,
};
use crate::source::Sources;
use crate::words::{ActionState, LessonKind};

/// Pieces of texts: all that begins a block or means something in a line.
const PIECES: [&str; 72] = [
    "# ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "---",
    "***",
    "===",
    "```",
    "~~~",
    "    ",
    "\t",
    "| ",
    "|",
    ":::",
    ":-:",
    "<!-- ",
    " -->",
    "<b>",
    "</b>",
    "<script>",
    "{{",
    "}}",
    "{#id}",
    "[x] ",
    "[ ] ",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "[^1]: ",
    "[a]: b",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "\\\\",
    "$",
    "$$",
    "@ann",
    "@",
    "#12",
    "due 2026-01-31",
    "by Friday",
    "due: ",
    "Owner: ",
    "sign: ",
    "(done)",
    "(declined: ",
    ")",
    "(from L2)",
    "P1",
    "✅",
    "📅 2026-01-31",
    "AI-3: ",
    " – ",
    " - ",
    "; ",
    ", ",
    "DONE",
    "TBD",
    "Note: ",
    "&amp;",
    "&#64;",
    "http://a.b/c_d",
    "\u{202e}",
    "\u{200f}",
    "\r\n",
];

const WORDS: [&str; 12] = [
    "alert", "Queue", "the", "é", "日本", "a", "fix it", "Ann Lee", "10:30", "x.y", "None", "\u{0}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![prop::sample::select(&PIECES[..]), prop::sample::select(&WORDS[..])];
    let joint = prop::sample::select(&["", " ", " "][..]);
    prop::collection::vec((piece, joint), 1..7)
        .prop_map(|all| all.into_iter().map(|(piece, joint)| format!("{piece}{joint}")).collect())
}

/// Lists of actions and lessons in many forms.
fn list() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "- [ ] Write it – @bob\n- [x] Read it\n",
            "* Write it\n\n* Read it (done)\n",
            "1. Write it\n2. Read it\n   - Owner: Bob\n",
            "| Action | Owner | Due | Status |\n|---|:-:|--:|---|\n| Write it | Bob | Q3 | Open |\n",
            "Action | Who\n--|--\nWrite it | Bob",
            "### Write it\n\nAt once.\n\n### Read it\n\nOwner: Bob\n",
            "",
            "We shall see.\n",
            "+\t[ ] Write it\n\t- at once\n\n[x]: http://x\n",
        ][..],
    )
}

fn document() -> impl Strategy<Value = String> {
    let endings =
        prop::sample::select(&["", "\n", "\n## References\n\n- x\n", "\n[ref]: http://x\n"][..]);
    let front = prop::sample::select(&["", "---\ntitle: Outage\n---\n", "\u{feff}"][..]);
    let ends = prop::sample::select(&["\n", "\r\n", "\r"][..]);
    (front, list(), list(), endings, ends).prop_map(|(front, actions, lessons, ending, end)| {
        let whole = format!(
            "{front}# Outage\n\n## Summary\n\nIt broke at 10:30 UTC.\n\n## Timeline\n\n- 10:30 it broke\n\n\
             ## Lessons learned\n\n{lessons}\n\n## Action items\n\n{actions}{ending}"
        );
        whole.replace('\n', end)
    })
}

/// Decisions in many forms, or none.
fn decided() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "",
            "## Decisions\n",
            "## Decisions needed\n\n- Do we pay?\n",
            "## Decisions\n\n- Do we pay?\n- Decided: We stay (2026-01-02)\n",
            "## Decisions made\n\n* We stay\n\n* Declined: We go – too dear\n",
            "## Decisions made\n\n| # | Decision | Status | Date | Reason |\n|-|-|-|-|-|\n| 1 | We stay | Approved | 2026-01-02 | |\n",
            "## Decisions made\n\n| Decision | Date |\n|-|-|\n| We stay | 2026-01-02 |\n",
        ][..],
    )
}

fn read(file: &str) -> Reading {
    let arena = Arena::new();
    let mut sources = Sources::default();
    let id = sources.add("document", None, file.to_owned());
    let pm = DocumentForm::Markdown.read(&arena, &sources, id).expect("a document");
    Reading::of(&pm, sources.get(id), DocumentForm::Markdown)
}

/// The one item that is new.
fn new_item<'r>(before: &[ReadItem], after: &'r [ReadItem]) -> &'r ReadItem {
    assert_eq!(after.len(), before.len() + 1);
    let at = after.iter().zip(before).take_while(|(new, old)| new == old).count();
    &after[at]
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_action_reads_back_as_it_was_typed(file in document(), text in text(), owner in any::<bool>()) {
        let action = NewAction {
            owner: owner.then(|| "ann".to_owned()),
            due: owner.then(|| "2026-12-01".to_owned()),
            ..bare(&text)
        };
        let typed = one_line(&text);
        let operation = Operation::Insert(NewItem::Action(action));
        let edits = match edits(&file, DocumentForm::Markdown, &operation) {
            Ok(edits) => edits,
            Err(EditError::Empty) if typed.is_empty() => return Ok(()),
            Err(error) => panic!("{text:?}: {error} in {file:?}"),
        };
        let after = apply(&file, &edits);
        let before = read(&file);
        let after_read = read(&after);
        if !edits.is_empty() {
            let item = new_item(&before.lists[2], &after_read.lists[2]);
            prop_assert_eq!(&item.text, &typed);
            prop_assert_eq!(item.owner.as_deref(), owner.then_some("ann"));
        }
        prop_assert_eq!(&before.lists[0], &after_read.lists[0]);
        prop_assert_eq!(before.rest, after_read.rest);
        prop_assert_eq!(super::support::edits(&after, DocumentForm::Markdown, &operation), Ok(Vec::new()));
        let ends = |text: &str| (text.contains("\r\n"), text.replace("\r\n", "").contains('\r'), text.replace("\r\n", "").contains('\n'));
        prop_assert_eq!(ends(&file), ends(&after));
    }

    #[test]
    fn a_lesson_reads_back_as_it_was_typed(file in document(), text in text()) {
        let typed = one_line(&text);
        let lesson = NewItem::Lesson { text: text.clone(), kind: LessonKind::Plain, from: Vec::new() };
        let edits = match edits(&file, DocumentForm::Markdown, &Operation::Insert(lesson)) {
            Ok(edits) => edits,
            Err(EditError::Empty) if typed.is_empty() => return Ok(()),
            Err(error) => panic!("{text:?}: {error} in {file:?}"),
        };
        let after = read(&apply(&file, &edits));
        let before = read(&file);
        if !edits.is_empty() {
            prop_assert_eq!(&new_item(&before.lists[0], &after.lists[0]).text, &typed);
        }
        prop_assert_eq!(&before.lists[2], &after.lists[2]);
        prop_assert_eq!(before.rest, after.rest);
    }

    #[test]
    fn a_decision_reads_back_as_it_was_typed(
        file in document(),
        decided in decided(),
        text in text(),
        reason in prop::option::of(text()),
        is_declined in any::<bool>(),
    ) {
        let end = if file.contains("\r\n") { "\r\n" } else if file.contains('\r') { "\r" } else { "\n" };
        let file = format!("{file}\n\n{decided}").replace("\r\n", "\n").replace('\r', "\n").replace('\n', end);
        let item = if is_declined {
            NewItem::Declined { text: text.clone(), reason: reason.clone() }
        } else {
            NewItem::Decided { text: text.clone(), date: Some("2026-11-26".into()) }
        };
        let typed = one_line(&text);
        let operation = Operation::Insert(item);
        let edits = match edits(&file, DocumentForm::Markdown, &operation) {
            Ok(edits) => edits,
            Err(EditError::Empty) if typed.is_empty() => return Ok(()),
            Err(error) => panic!("{text:?} {reason:?}: {error} in {file:?}"),
        };
        let after = apply(&file, &edits);
        let before = read(&file);
        let after_read = read(&after);
        let made = new_item(&before.lists[4], &after_read.lists[4]);
        prop_assert_eq!(&made.text, &typed);
        let reason = reason.map(|reason| one_line(&reason)).filter(|it| is_declined && !it.is_empty());
        prop_assert_eq!(&made.reason, &reason);
        prop_assert_eq!(made.due.as_deref(), (!is_declined).then_some("2026-11-26"));
        prop_assert_eq!(&before.lists[..4], &after_read.lists[..4]);
        prop_assert_eq!(before.rest, after_read.rest);
        prop_assert_eq!(super::support::edits(&after, DocumentForm::Markdown, &operation), Ok(Vec::new()));
    }

    #[test]
    fn states_and_fields_never_touch_anything_else(file in document(), index in 0_usize..3, which in 0_usize..6) {
        let at = ActionAt::Item(index);
        let operation = match which {
            0 => Operation::State(at, ActionState::Done, None),
            1 => Operation::State(at, ActionState::InProgress, None),
            2 => Operation::State(at, ActionState::Declined, Some("`a` | (b) *c*")),
            3 => Operation::Field(at, Field::Owner, "Zoe Ray"),
            4 => Operation::Field(at, Field::Due, "2027-01-31"),
            _ => Operation::Field(at, Field::Sign, "no page, not one"),
        };
        let before = read(&file);
        match edits(&file, DocumentForm::Markdown, &operation) {
            Ok(edits) => {
                let after = apply(&file, &edits);
                let read = read(&after);
                prop_assert_eq!(&before.lists[0], &read.lists[0]);
                prop_assert_eq!(before.rest, read.rest);
                for other in (0..before.lists[2].len()).filter(|other| *other != index) {
                    prop_assert_eq!(&before.lists[2][other], &read.lists[2][other]);
                }
                let again = super::support::edits(&after, DocumentForm::Markdown, &operation);
                prop_assert_eq!(again, Ok(Vec::new()));
            }
            Err(EditError::NoItem) => prop_assert!(index >= before.lists[2].len()),
            Err(error) => panic!("{operation:?}: {error} in {file:?}"),
        }
    }
}
