//! Changes of actions, with and without somebody else's save in between.

use super::support::{applying, change, choosing, kept, lines, merged, only, target};
use crate::edit::DocumentForm::{self, Markdown, Yaml};
use crate::edit::Field;
use crate::meeting::capture::CaptureFields;
use crate::meeting::ledger::{Kept, Standing};
use crate::meeting::merge::{Choice, Placed, Refusal, known, merge};
use crate::words::ActionState;

const LIST: &str = "\
# Disks full

## Summary

Full.

## Action Items

- [ ] Rotate logs – @bob
- [ ] Watch the disks
";

const TABLE: &str = "\
# Disks full

## Summary

Full.

## Action Items

| Action | Who | Status |
|--|--|--|
| Rotate logs | bob | Open |
| Watch the disks | | |
";

const DATA: &str = "\
title: Disks full
summary: Full.
actionItems:
  - text: Rotate logs
    owner: bob
  - Watch the disks
";

fn state(state: ActionState) -> CaptureFields {
    CaptureFields { state: Some(state), ..CaptureFields::default() }
}

fn owner(name: &str) -> CaptureFields {
    CaptureFields { owner: Some(name.into()), ..CaptureFields::default() }
}

fn promise() -> CaptureFields {
    CaptureFields {
        due: Some("2026-12-01".into()),
        sign: Some("no page, for a week".into()),
        ..state(ActionState::Committed)
    }
}

/// A change of the action that begins so, as a document looked when it was captured.
fn changing(file: &str, form: DocumentForm, begin: &str, fields: CaptureFields) -> [Kept; 1] {
    [kept("c", change(target(file, form, begin), fields))]
}

#[test]
fn a_change_is_of_one_line() {
    let declined =
        CaptureFields { reason: Some("too dear".into()), ..state(ActionState::Declined) };
    for (fields, list, table) in [
        (state(ActionState::Done), "+- [x] Rotate logs – @bob", "+| Rotate logs | bob | Done |"),
        (
            declined,
            "+- [-] Rotate logs – @bob (declined: too dear)",
            "+| Rotate logs | bob | Declined: too dear |",
        ),
        (
            owner("Ann Lee"),
            "+- [ ] Rotate logs – owner: Ann Lee",
            "+| Rotate logs | Ann Lee | Open |",
        ),
        (
            promise(),
            "+- [ ] Rotate logs – @bob, due 2026-12-01, sign: no page, for a week",
            "+| Rotate logs – due 2026-12-01, sign: no page, for a week | bob | Committed |",
        ),
    ] {
        for (file, line) in [(LIST, list), (TABLE, table)] {
            let captures = changing(file, Markdown, "Rotate", fields.clone());
            let merged = merged(file, Markdown, &captures, &applying());
            assert_eq!(only(&merged), &Placed::Written);
            assert_eq!(lines(file, &merged.text)[1..], [line], "{fields:?}");
        }
        let captures = changing(DATA, Yaml, "Rotate", fields);
        assert_eq!(only(&merged(DATA, Yaml, &captures, &applying())), &Placed::Written);
    }
}

#[test]
fn an_action_is_found_in_whatever_list_it_is_now() {
    let captures = changing(LIST, Markdown, "Watch", state(ActionState::Done));
    for (file, form, line) in [
        (TABLE, Markdown, "+| Watch the disks (done) | | |"),
        (DATA, Yaml, "+    state: done"),
        (
            "# D\n\n## Summary\n\nFull.\n\n## Action Items\n\n* Watch the\n  disks\n* New\n",
            Markdown,
            "+  disks (done)",
        ),
    ] {
        let merged = merged(file, form, &captures, &applying());
        let lines = lines(file, &merged.text);
        assert!(
            lines.iter().any(|it| it == line || it == "+| Watch the disks | | done |"),
            "{lines:?}"
        );
    }
}

#[test]
fn to_commit_needs_an_owner_a_date_and_a_sign() {
    let captures = changing(LIST, Markdown, "Watch", state(ActionState::Committed));
    let merged = merged(LIST, Markdown, &captures, &applying());
    let Placed::Refused(why) = only(&merged) else { panic!("{:?}", merged.each) };
    assert_eq!(why, &Refusal::Lacks(vec![Field::Owner, Field::Due, Field::Sign]));
    assert_eq!(
        why.to_string(),
        "to commit to it, an owner, a date and a sign that it worked must be known"
    );
    assert_eq!(merged.text, LIST);
}

#[test]
fn both_versions_are_shown_where_both_changed_the_same() {
    let captures = changing(LIST, Markdown, "Rotate", owner("ann"));
    let saved = LIST.replace("@bob", "@carol");
    let conflict = merged(&saved, Markdown, &captures, &applying());
    let expected = Placed::Conflict {
        seen: "proposed · owner: bob".into(),
        now: "proposed · owner: carol".into(),
    };
    assert_eq!((only(&conflict), &conflict.text), (&expected, &saved));
    let ours = merged(&saved, Markdown, &captures, &choosing("c", Choice::Ours));
    assert_eq!(ours.text, LIST.replace("@bob", "@ann"));
    let theirs = merged(&saved, Markdown, &captures, &choosing("c", Choice::Theirs));
    assert_eq!((only(&theirs), &theirs.text), (&Placed::LeftAsItIs, &saved));
    // What the change does not touch is merged.
    let captures = changing(LIST, Markdown, "Rotate", state(ActionState::Done));
    let done = merged(&saved, Markdown, &captures, &applying());
    assert_eq!(done.text, saved.replace("[ ] Rotate", "[x] Rotate"));
    // Both made the same of it.
    let captures = changing(LIST, Markdown, "Rotate", owner("carol"));
    assert_eq!(only(&merged(&saved, Markdown, &captures, &applying())), &Placed::AlreadyThere);
}

#[test]
fn an_action_that_is_reworded_or_gone_is_a_conflict() {
    let captures = changing(LIST, Markdown, "Rotate", state(ActionState::Done));
    let reworded = LIST.replace("Rotate logs", "Rotate all logs");
    let conflict = merged(&reworded, Markdown, &captures, &applying());
    let expected = Placed::Conflict {
        seen: "Rotate logs – proposed · owner: bob".into(),
        now: "Rotate all logs – proposed · owner: bob".into(),
    };
    assert_eq!(only(&conflict), &expected);
    let ours = merged(&reworded, Markdown, &captures, &choosing("c", Choice::Ours));
    assert_eq!(ours.text, reworded.replace("[ ] Rotate", "[x] Rotate"));

    let gone = LIST.replace("- [ ] Rotate logs – @bob\n", "");
    let conflict = merged(&gone, Markdown, &captures, &applying());
    assert!(matches!(only(&conflict), Placed::Conflict { now, .. } if now.contains("no such")));
    let ours = merged(&gone, Markdown, &captures, &choosing("c", Choice::Ours));
    assert_eq!(lines(&gone, &ours.text), ["+- [x] Rotate logs"]);
    let theirs = merged(&gone, Markdown, &captures, &choosing("c", Choice::Theirs));
    assert_eq!(theirs.text, gone);
}

#[test]
fn a_change_of_what_was_withdrawn_meanwhile_is_no_conflict() {
    let first = changing(LIST, Markdown, "Watch", owner("ann"));
    let shown = merged(LIST, Markdown, &first, &applying()).text;
    let [second] = changing(&shown, Markdown, "Watch", owner("dora"));
    let [mut first] = first;
    let second = Kept { id: "d".into(), ..second };
    let both = [first.clone(), second.clone()];
    let text = merge(LIST, Markdown, &both.iter().collect::<Vec<_>>(), &applying()).text;
    assert_eq!(text, format!("{LIST}").replace("Watch the disks", "Watch the disks – @dora"));
    first.standing = Standing::Withdrawn;
    let both = [first, second];
    let merged = merge(LIST, Markdown, &both.iter().collect::<Vec<_>>(), &applying());
    assert_eq!(merged.each, [("d".to_owned(), Placed::Written)]);
    assert_eq!(merged.text, text);
}

#[test]
fn what_can_be_pointed_at_is_known() {
    let document = format!("---\nauthors: [Zoe Ray, '@bob']\n---\n{LIST}");
    let known = known(&document, Markdown);
    assert_eq!(known.owners, ["bob", "Zoe Ray"]);
    let first = &known.actions[0];
    assert_eq!(first.target.seen, "proposed · owner: bob");
    assert_eq!((first.target.text.as_str(), first.target.id.as_str()), ("Rotate logs", "AI-1"));
}

#[test]
fn a_document_that_cannot_be_read_refuses_all() {
    let captures = changing(LIST, Markdown, "Watch", owner("ann"));
    let merged = merged("a: [\n", Yaml, &captures, &applying());
    assert_eq!(only(&merged), &Placed::Refused(Refusal::Unreadable));
    assert_eq!(merged.text, "a: [\n");
}
