//! The head of a document: its title, its day, how far it is.

use crate::diagnostic::Diagnostic;
use crate::postmortem::find_date;
use crate::source::{Source, Span};

use super::{Subject, finding};

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    if pm.title.trim().is_empty() {
        found.push(
            finding("title/missing", "the document has no title")
                .at(subject.title())
                .help("`# What broke, in a few words` as its first line"),
        );
    }
    date(subject, found);
    if pm.front.status.as_deref().is_some_and(|it| it.trim().eq_ignore_ascii_case("draft")) {
        let place = draft(subject).or_else(|| subject.title());
        found.push(
            finding("status/draft", "the document is a draft")
                .at(place)
                .label("every slide says so")
                .help("`status: in review` when others read it, `reviewed` after the meeting"),
        );
    }
}

/// The word in the line that says so.
fn draft(subject: &Subject<'_, '_>) -> Option<Span> {
    let source = subject.document()?;
    let mut at = 0;
    source.text().split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let lower = line.to_ascii_lowercase();
        let word = start + lower.find("draft").filter(|_| lower.contains("status"))?;
        Some(source.span(word..word + "draft".len()))
    })
}

/// Whether anything says on which day it was. A timeline of times alone has a remark of its own.
fn date(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let events = &pm.timeline.events;
    let is_dated = pm.front.date.is_some()
        || pm.claims.iter().any(|claim| claim.moment.day_known)
        || events.iter().any(|event| event.moment.is_some_and(|moment| moment.day_known))
        || pm.stated.window.is_some()
        || !pm.stated.moments.is_empty()
        || find_date(&pm.title).is_some();
    let is_told_elsewhere = events.iter().any(|event| event.moment.is_some());
    let named =
        |source: &Source| find_date(source.name()).is_some() || find_date(source.text()).is_some();
    if is_dated || is_told_elsewhere || subject.document().is_some_and(named) {
        return;
    }
    found.push(
        finding("date/missing", "nothing says on which day it was")
            .at(subject.title())
            .help("`incident: {started: 2026-01-31 10:00}` in the front matter, or `Date: 2026-01-31` below the title"),
    );
}
