//! What a meeting agreed on, for spreadsheets and calendars.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::actions::csv::cell;
use super::actions::{About, TrackedAction, ics};
use crate::meeting::capture::{CaptureFields, CaptureKind};
use crate::meeting::ledger::Kept;
use crate::meeting::minutes::Minutes;
use crate::words::ActionState;

const HEADER: &str = "kind,text,owner,due,sign,state,reason,from,day\r\n";

/// All of it as CSV (RFC 4180).
pub(crate) fn csv(minutes: &Minutes, zone: &TimeZone) -> String {
    let mut out = HEADER.to_owned();
    for kept in &minutes.items {
        let capture = &kept.capture;
        let CaptureFields { owner, due, sign, reason, .. } = &capture.fields;
        let is_action = capture.kind == CaptureKind::Action;
        let state = if is_action { state(&capture.fields).words() } else { "" };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let cells = [
            name(capture.kind).to_owned(),
            capture.text.clone(),
            text(owner),
            text(due),
            text(sign),
            state.to_owned(),
            text(reason),
            text(&capture.from),
            kept.at.to_zoned(zone.clone()).date().to_string(),
        ];
        out.push_str(&cells.map(|text| cell(&text)).join(","));
        out.push_str("\r\n");
    }
    out
}

fn name(kind: CaptureKind) -> &'static str {
    match kind {
        CaptureKind::Decision => "decision",
        CaptureKind::DeclinedOption => "declined option",
        CaptureKind::Action | CaptureKind::Change => "action",
        CaptureKind::Lesson => "lesson",
        CaptureKind::Question => "open question",
        CaptureKind::Note => "note",
    }
}

/// How far an action is: who does it, until when and a sign make a promise.
fn state(fields: &CaptureFields) -> ActionState {
    let is_promise = fields.owner.is_some() && fields.due.is_some() && fields.sign.is_some();
    match fields.state {
        None | Some(ActionState::Proposed) if is_promise => ActionState::Committed,
        state => state.unwrap_or(ActionState::Proposed),
    }
}

/// The actions as tasks of a calendar; `document` is what they are about.
pub(crate) fn ics(minutes: &Minutes, document: &str) -> String {
    let actions = minutes.items.iter().filter(|kept| kept.capture.kind == CaptureKind::Action);
    let rows: Vec<TrackedAction> = actions.map(|kept| task(kept, document)).collect();
    ics::write(&rows, minutes.day.unwrap_or(Date::constant(1970, 1, 1)))
}

fn task(kept: &Kept, document: &str) -> TrackedAction {
    let fields = &kept.capture.fields;
    let state = state(fields);
    TrackedAction {
        id: String::new(),
        text: kept.capture.text.clone(),
        owner: fields.owner.clone(),
        due: fields.due.clone(),
        state: state.name(),
        kind: "actionItem",
        file: document.to_owned(),
        line: 0,
        sign: fields.sign.clone(),
        reason: fields.reason.clone(),
        about: About {
            state,
            due_day: fields.due.as_deref().and_then(|due| due.parse().ok()),
            is_overdue: false,
            detail: Vec::new(),
            links: Vec::new(),
            identity: format!("{document}\n{}", kept.capture.text),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::meeting::capture::{ActionList, ActionRef, Capture};
    use crate::meeting::ledger::Standing;

    fn kept(id: &str, kind: CaptureKind, text: &str, fields: CaptureFields) -> Kept {
        let at: Timestamp = "2026-11-26T14:05:00Z".parse().expect("a time");
        let capture = Capture { kind, text: text.to_owned(), fields, from: None, target: None };
        Kept { id: id.to_owned(), at, capture, standing: Standing::Open }
    }

    fn captures() -> Vec<Kept> {
        let none = CaptureFields::default;
        let owned = CaptureFields { owner: Some("ann".into()), ..none() };
        let done = CaptureFields { state: Some(ActionState::Done), ..none() };
        let mut change = kept("c", CaptureKind::Change, "", done);
        change.capture.target = Some(ActionRef {
            list: ActionList::Items,
            id: "AI-1".into(),
            text: "Rotate logs".into(),
            seen: "proposed · owner: bob · due: 2026-12-01".into(),
        });
        let mut again = change.clone();
        again.id = "d".into();
        again.capture.fields = CaptureFields { owner: Some("dora".into()), ..none() };
        let mut withdrawn = kept("w", CaptureKind::Decision, "Never mind", none());
        withdrawn.standing = Standing::Withdrawn;
        vec![
            kept("a", CaptureKind::Decision, "=1+1; go", none()),
            kept("b", CaptureKind::Action, "Watch *all* disks", owned),
            change,
            again,
            withdrawn,
            kept("n", CaptureKind::Note, "silence", none()),
        ]
    }

    #[test]
    fn a_change_is_the_action_that_it_changes() {
        let minutes = Minutes::of(&captures(), &TimeZone::UTC);
        assert_eq!(
            csv(&minutes, &TimeZone::UTC),
            format!(
                "{HEADER}decision,\"'=1+1; go\",,,,,,,2026-11-26\r\n\
                 action,Watch *all* disks,ann,,,proposed,,,2026-11-26\r\n\
                 action,Rotate logs,dora,2026-12-01,,done,,,2026-11-26\r\n"
            )
        );
        assert_eq!(minutes.notes, 1);
        let ics = ics(&minutes, "a.md");
        for line in [
            "SUMMARY:Rotate logs",
            "DUE;VALUE=DATE:20261201",
            "STATUS:COMPLETED",
            "DESCRIPTION:Owner: dora\\ndone\\, a.md",
        ] {
            assert!(ics.contains(&format!("{line}\r\n")), "{line} in {ics}");
        }
    }

    #[test]
    fn in_markdown_they_are_a_document() {
        let minutes = Minutes::of(&captures(), &TimeZone::UTC);
        let (text, lost) = minutes.markdown("Disks *full*", &TimeZone::UTC);
        let expected = "# Minutes: Disks \\*full\\*\n\n2026-11-26\n\n## Action Items\n\n\
            - [ ] Watch \\*all\\* disks – @ann\n- [x] Rotate logs – @dora, due 2026-12-01\n\n\
            ## Decisions made\n\n- Decided: =1+1; go (2026-11-26)\n";
        assert_eq!((text.as_str(), lost.len()), (expected, 0));
    }
}
