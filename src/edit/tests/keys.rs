//! Keys, sections, and items of YAML documents.

use super::support::{Operation, action, bare, lesson, markdown, owned, yaml};
use crate::edit::{NewAction, NewItem};
use crate::words::{LessonKind, SectionKind};

const KEY: Operation = Operation::Key(&["status"], "reviewed");
const NESTED: Operation = Operation::Key(&["incident", "detected"], "2026-01-31 10:05");

#[test]
fn a_key_is_set_in_front_matter_of_any_sort() {
    let body = "# A\n\n## Summary\n\nx\n\n## Timeline\n\n- y\n";
    for (front, operation, lines) in [
        ("", KEY, vec!["+---", "+status: reviewed", "+---", "+"]),
        ("", NESTED, vec!["+---", "+incident:", "+  detected: 2026-01-31 10:05", "+---", "+"]),
        ("---\ntitle: A\n---\n", KEY, vec!["+status: reviewed"]),
        (
            "---\ntitle: A\nstatus: draft # x\n---\n",
            KEY,
            vec!["-status: draft # x", "+status: reviewed # x"],
        ),
        ("---\nstatus:\ntitle: A\n---\n", KEY, vec!["-status:", "+status: reviewed"]),
        (
            "---\nincident:\n    started: x\ntitle: A\n---\n",
            NESTED,
            vec!["+    detected: 2026-01-31 10:05"],
        ),
        (
            "---\nincident: {started: x}\n---\n",
            NESTED,
            vec!["-incident: {started: x}", "+incident: {started: x, detected: 2026-01-31 10:05}"],
        ),
        ("---\ntitle: A\n---\n", NESTED, vec!["+incident:", "+  detected: 2026-01-31 10:05"]),
        ("+++\ntitle = \"A\"\n+++\n", KEY, vec!["+status = \"reviewed\""]),
        (
            "+++\ntitle = \"A\"\n\n[incident]\nstarted = \"x\"\n+++\n",
            KEY,
            vec!["+status = \"reviewed\""],
        ),
        (
            "+++\n[incident]\nstarted = \"x\" # y\n+++\n",
            NESTED,
            vec!["+detected = \"2026-01-31 10:05\""],
        ),
        (
            "+++\ntitle = \"A\"\n+++\n",
            NESTED,
            vec!["+", "+[incident]", "+detected = \"2026-01-31 10:05\""],
        ),
        (
            "+++\nstatus = 'draft' # x\n+++\n",
            KEY,
            vec!["-status = 'draft' # x", "+status = \"reviewed\" # x"],
        ),
    ] {
        assert_eq!(markdown(&format!("{front}{body}"), &operation), lines, "{front}");
    }
    assert_eq!(
        markdown(&format!("---\nstatus: reviewed\n---\n{body}"), &KEY),
        Vec::<String>::new()
    );
    let document = "title: A\nsummary: x\nincident:\n  started: y\n";
    assert_eq!(yaml(document, &KEY), ["+status: reviewed"]);
    assert_eq!(yaml(document, &NESTED), ["+  detected: 2026-01-31 10:05"]);
}

#[test]
fn an_empty_section_stands_at_its_place() {
    let section = Operation::Section(SectionKind::UserImpact);
    let document = "# A\n\n## Summary\n\nx\n\n## Timeline\n\n- y\n";
    assert_eq!(markdown(document, &section), ["+## User Impact", "+"]);
    let first = Operation::Section(SectionKind::Summary);
    assert_eq!(
        markdown("# A\n\n## Timeline\n\n- y\n\n## Impact\n\nz\n", &first),
        ["+## Summary", "+"]
    );
    let last = Operation::Section(SectionKind::References);
    let document = "# A\n\n## Summary\n\nx [y]\n\n[y]: http://y\n";
    assert_eq!(markdown(document, &last), ["+## References", "+"]);
    let yaml_document = "title: A\nsummary: x\ntimeline:\n  - {at: 2026-01-01 10:00, text: y}\n";
    assert_eq!(yaml(yaml_document, &section), ["+userImpact: \"\""]);
    let list = Operation::Section(SectionKind::ActionItems);
    assert_eq!(yaml(yaml_document, &list), ["+actionItems: []"]);
}

#[test]
fn yaml_items_are_written_as_those_beside_them() {
    let head = "title: Outage\nsummary: It broke.\n";
    for (list, lines) in [
        (
            "actionItems:\n  - a\n",
            vec!["+  - text: New", "+    owner: ann", "+    due: 2026-12-01"],
        ),
        (
            "actionItems:\n- text: a\n  owner: Bob\n\n- text: b\n",
            vec!["+", "+- text: New", "+  owner: ann", "+  due: 2026-12-01"],
        ),
        (
            "actionItems:\n  -   owner: Bob\n      text: a\n      state: open\n",
            vec![
                "+  -   owner: ann",
                "+      text: New",
                "+      state: proposed",
                "+      due: 2026-12-01",
            ],
        ),
        (
            "actionItems:\n  - {text: a, owner: Bob}\n",
            vec!["+  - {text: New, owner: ann, due: 2026-12-01}"],
        ),
        (
            "actionItems: [a, b]\n",
            vec![
                "-actionItems: [a, b]",
                "+actionItems: [a, b, {text: New, owner: ann, due: 2026-12-01}]",
            ],
        ),
        ("actionItems: [\n  a,\n  b,\n]\n", vec!["+  {text: New, owner: ann, due: 2026-12-01},"]),
        ("actionItems:\n", vec!["+  - text: New", "+    owner: ann", "+    due: 2026-12-01"]),
        (
            "actionItems: []\n",
            vec![
                "-actionItems: []",
                "+actionItems:",
                "+  - text: New",
                "+    owner: ann",
                "+    due: 2026-12-01",
            ],
        ),
        (
            "lessons:\n- a\n",
            vec!["+actionItems:", "+- text: New", "+  owner: ann", "+  due: 2026-12-01"],
        ),
        (
            "actionItems: |\n  - [ ] a\n  - [ ] b\nlang: en\n",
            vec!["+  - [ ] New – @ann, due 2026-12-01"],
        ),
    ] {
        assert_eq!(yaml(&format!("{head}{list}"), &action("New")), lines, "{list}");
    }
    let lessons = format!("{head}lessons:\n  - a\n");
    assert_eq!(yaml(&lessons, &lesson("yes: *no* #x")), ["+  - \"yes: \\\\*no\\\\* #x\""]);
    let lucky = Operation::Insert(NewItem::Lesson {
        text: "New".into(),
        kind: LessonKind::Lucky,
        from: vec!["W1".into()],
    });
    assert_eq!(yaml(&lessons, &lucky), ["+  - text: New", "+    kind: lucky", "+    from: [W1]"]);
    let full = NewAction { sign: Some("it holds".into()), ..owned("New") };
    let full = Operation::Insert(NewItem::Action(full));
    assert_eq!(
        yaml(&format!("{head}actionItems:\n  - {{text: a}}\n"), &full),
        ["+  - {text: New, owner: ann, due: 2026-12-01, sign: it holds}"]
    );
}

#[test]
fn decisions_and_questions() {
    let document = "# A\n\n## Summary\n\nx\n\n## Decisions needed\n\n- a?\n";
    let question = Operation::Insert(NewItem::Question("And b?".into()));
    assert_eq!(markdown(document, &question), ["+- And b?"]);
    let made =
        Operation::Insert(NewItem::Decided { text: "b".into(), date: Some("2026-11-26".into()) });
    assert_eq!(
        markdown(document, &made),
        ["+", "+## Decisions made", "+", "+- Decided: b (2026-11-26)"]
    );
    let more =
        Operation::Insert(NewItem::Declined { text: "c".into(), reason: Some("too dear".into()) });
    let with = format!("{document}\n## Decisions made\n\n- Decided: b (2026-11-26)\n");
    assert_eq!(markdown(&with, &more), ["+- Declined: c – too dear"]);
    assert_eq!(markdown(&with, &made), Vec::<String>::new());
    assert_eq!(
        markdown("# A\n\n## Summary\n\nx\n", &question)[1..4],
        ["+## Open questions", "+", "+- And b?"]
    );
    let same = Operation::Insert(NewItem::CorrectiveAction(bare("z")));
    assert_eq!(
        markdown("# A\n\n## Summary\n\nx\n\n## Corrective actions\n\n- z\n", &same),
        Vec::<String>::new()
    );
}
