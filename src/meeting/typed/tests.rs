//! What lines are read as, and that a line gives a capture that gives the line.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

/// A Wednesday.
const TODAY: Date = date(2026, 11, 25);

fn owners() -> Vec<String> {
    ["ann", "Ann Lee", "Platform & Data"].map(str::to_owned).to_vec()
}

fn read(kind: CaptureKind, line: &str) -> Result<Capture, TypedError> {
    capture(kind, line, TODAY, &owners())
}

/// A capture as `text | owner | due | state | sign | reason | from`.
fn shown(kind: CaptureKind, line: &str) -> String {
    match read(kind, line) {
        Ok(Capture { text, fields, from, .. }) => {
            let CaptureFields { owner, due, sign, state, reason } = fields;
            let state = state.map(|state| state.name().to_owned());
            let parts = [Some(text), owner, due, state, sign, reason, from];
            parts.map(Option::unwrap_or_default).join("|").trim_end_matches('|').to_owned()
        }
        Err(error) => format!("! {error}"),
    }
}

fn action(line: &str) -> String {
    shown(CaptureKind::Action, line)
}

#[test]
fn a_line_is_a_text_with_fields() {
    for (line, expected) in [
        ("Page twice", "Page twice"),
        (
            "Page twice @ann due Friday sign: no page is missed (from W3)",
            "Page twice|ann|2026-11-27||no page is missed||W3",
        ),
        (
            "Page twice – @ann, due 2026-12-01, sign: no page, no alarm (from W3, L2)",
            "Page twice|ann|2026-12-01||no page, no alarm||W3, L2",
        ),
        ("@Ann Lee: page twice by 1 Dec", "page twice|Ann Lee|2026-12-01"),
        ("@ann lee page twice", "page twice|Ann Lee"),
        ("@annika page twice, then call", "page twice, then call|annika"),
        ("Fix it @bob, then deploy", "Fix it, then deploy|bob"),
        ("Fix it @bob. Then deploy", "Fix it. Then deploy|bob"),
        ("Fix it owner: Bob Mae, due in 2 weeks", "Fix it|Bob Mae|2026-12-09"),
        ("Fix it due: 2026-12-01 state: in progress", "Fix it||2026-12-01|inProgress"),
        ("Move it state: declined reason: too dear", "Move it|||declined||too dear"),
        ("Fix it (from the timeline, 10:20)", "Fix it||||||the timeline, 10:20"),
        ("Fix it sign: quiet by Friday", "Fix it||||quiet by Friday"),
        ("Fix it sign: quiet, due Friday", "Fix it||2026-11-27||quiet"),
        ("Fix it 📅 2026-12-01", "Fix it||2026-12-01"),
    ] {
        assert_eq!(action(line), expected, "{line}");
    }
}

#[test]
fn all_else_is_text() {
    for text in [
        "Ask ann@example.org about it",
        "Write to (@ann) and @ann's team",
        "Fix what is due",
        "Retry, due to timeouts",
        "Do it by hand",
        "Restore (from backup)",
        "Say why (from W3) it broke",
        "Set retry-owner: and design: fields",
        "# x | <b> `code` {{ y }} --- \\ \\\\",
        "A, b; – c - d,",
    ] {
        assert_eq!(action(text), text);
    }
    // Other kinds have no owner and no day.
    let text = "We page @ann, due Friday, sign: x reason: y";
    for kind in [CaptureKind::Decision, CaptureKind::Lesson, CaptureKind::Note] {
        assert_eq!(shown(kind, text), text);
    }
    assert_eq!(shown(CaptureKind::Lesson, "It was luck (from W3)"), "It was luck||||||W3");
    let declined = shown(CaptureKind::DeclinedOption, "Two regions reason: too dear @ann");
    assert_eq!(declined, "Two regions|||||too dear @ann");
}

#[test]
fn a_backslash_makes_text_of_a_field() {
    for (line, text) in [
        ("Ask \\@ann", "Ask @ann"),
        ("Ask \\\\@ann", "Ask \\@ann"),
        ("Write \\due by Friday down", "Write due by Friday down"),
        ("Add a \\sign: that says so", "Add a sign: that says so"),
        ("Say \\(from W3)", "Say (from W3)"),
        ("Keep C:\\x \\n", "Keep C:\\x \\n"),
    ] {
        assert_eq!(action(line), text, "{line}");
    }
}

#[test]
fn a_change_is_fields_alone() {
    for (line, expected) in [
        ("", ""),
        ("@bob Friday", "|bob|2026-11-27"),
        ("Friday", "||2026-11-27"),
        ("Ann Lee", "|Ann Lee"),
        ("ann, 1 Dec", "|ann|2026-12-01"),
        ("state: done", "|||done"),
        ("reason: too dear", "|||||too dear"),
        ("sign: quiet nights", "||||quiet nights"),
        (
            "somebody else",
            "! “somebody else” is no owner, day, sign or reason; write @name, a day, sign: … or \
             reason: …",
        ),
        ("31 Feb", "! “31 Feb” is not in the calendar"),
    ] {
        assert_eq!(shown(CaptureKind::Change, line), expected, "{line}");
    }
}

#[test]
fn what_cannot_be_kept_is_said_in_words() {
    let help = "is not a day; write Friday, in 2 weeks, 1 Dec or 2026-12-01";
    for (line, expected) in [
        ("", "! there is no text; type what was said"),
        ("  \t", "! there is no text; type what was said"),
        ("@ann due Friday", "! there is no text; type what was said"),
        (
            "Fix it @ann @bob",
            "! ann and bob cannot both own it; write \\@bob where somebody is only mentioned",
        ),
        ("Fix it @ann owner: ann", "Fix it|ann"),
        ("Fix it @tbd", "! “tbd” is nobody; leave the owner out for now"),
        ("Fix it due Friday by 1 Dec", "! `due` stands there twice"),
        ("Fix it sign: a sign: b", "! `sign` stands there twice"),
        ("Fix it sign: @ann", "! nothing stands behind `sign:`"),
        (
            "Fix it state: tired",
            "! “tired” is no state; write proposed, committed, in progress, done or declined",
        ),
        ("Fix it (from W3) (from L2)", "! `(from …)` stands there twice; write (from W3, L2)"),
        ("Fix it due 12/1", "! “12/1” may be 2026-12-01 or 2027-01-12; write one of them"),
    ] {
        assert_eq!(action(line), expected, "{line}");
    }
    assert_eq!(action("Fix it due Fridy"), format!("! “Fridy” {help}"));
    assert_eq!(action(&"x".repeat(2001)), "! this is longer than 2000 characters; say it in two");
    assert_eq!(action(&"ü".repeat(2000)), "ü".repeat(2000));
}

#[test]
fn a_correction_keeps_what_cannot_be_typed() {
    let target = ActionRef {
        list: crate::meeting::capture::ActionList::Items,
        id: "AI-1".to_owned(),
        text: "Fix it".to_owned(),
        seen: String::new(),
    };
    let mut old = read(CaptureKind::Change, "@ann").expect("a change");
    old.target = Some(target.clone());
    let new = corrected(&old, CaptureKind::Change, "@bob", TODAY, &[]).expect("a change");
    assert_eq!((new.target, new.fields.owner), (Some(target), Some("bob".to_owned())));
    // A change is shown with the text of its action, which nobody typed.
    old.text = "Fix it, due Friday".to_owned();
    assert_eq!(line(&old), "@ann");
    let mut old = read(CaptureKind::Note, "One (from W3)").expect("a note");
    let new = corrected(&old, CaptureKind::Lesson, "Two", TODAY, &[]).expect("a lesson");
    assert_eq!((new.kind, new.from), (CaptureKind::Lesson, None));
    old.from = Some("What went well".to_owned());
    let new = corrected(&old, CaptureKind::Lesson, "Two", TODAY, &[]).expect("a lesson");
    assert_eq!(new.from, old.from);
}

const KINDS: [CaptureKind; 7] = [
    CaptureKind::Decision,
    CaptureKind::DeclinedOption,
    CaptureKind::Action,
    CaptureKind::Lesson,
    CaptureKind::Question,
    CaptureKind::Note,
    CaptureKind::Change,
];

fn any_line() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "@ann",
        "@Ann Lee",
        "@bob",
        "@",
        "due",
        "by",
        "due:",
        "due by",
        "Friday",
        "next Friday",
        "1 Dec",
        "12/1",
        "this Monday",
        "Fri 4 Dec",
        "31 Feb",
        "2026-12-01",
        "in 2 weeks",
        "to",
        "sign:",
        "reason:",
        "state:",
        "owner:",
        "done",
        "in progress",
        "(from W3)",
        "(from",
        ")",
        "(from the timeline, 10:20)",
        "\\",
        "\\\\",
        "-",
        "–",
        ",",
        ";",
        ":",
        ".",
        "text",
        "ü",
        "Platform & Data",
        "tbd",
        "deadline",
        "📅",
        "\t",
        "\u{202e}",
        "Dec 2026",
        "end of",
    ]);
    let joined = (part, prop::sample::select(vec![" ", " ", " ", "", ", "]));
    prop::collection::vec(joined, 0..12)
        .prop_map(|parts| parts.into_iter().flat_map(|(part, end)| [part, end]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2000)
    })]

    #[test]
    fn a_capture_gives_the_line_that_gives_it(
        text in prop_oneof![3 => any_line(), 1 => "\\PC{0,60}"],
        kind in prop::sample::select(KINDS.to_vec()),
    ) {
        if let Ok(first) = read(kind, &text) {
            let line = line(&first);
            let again = read(kind, &line);
            prop_assert_eq!(again.as_ref(), Ok(&first), "{:?} became {:?}", text, line);
            prop_assert_eq!(super::line(&first), line);
        }
    }
}
