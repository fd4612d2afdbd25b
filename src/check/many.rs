//! Findings of one kind that a document has by the dozen: they are told as one.

use crate::diagnostic::Diagnostic;

use super::Subject;
use super::silence::Silences;

/// How many of a kind are told one by one,
const MOST: usize = 5;
/// and how many where there is no other: then it is not the one item that lacks something.
const ALL: usize = 1;
/// How many lines are named of more.
const NAMED: usize = 8;

/// Tells findings one by one; of many the first alone, with the lines of the others.
pub(super) fn tell(
    subject: &Subject<'_, '_>,
    list: Vec<Diagnostic>,
    whole: impl Fn(usize) -> String,
    found: &mut Vec<Diagnostic>,
) {
    tell_of(subject, list, MOST, whole, found);
}

/// The same where `number` of things could have been found wanting.
pub(super) fn tell_among(
    subject: &Subject<'_, '_>,
    list: Vec<Diagnostic>,
    number: usize,
    whole: impl Fn(usize) -> String,
    found: &mut Vec<Diagnostic>,
) {
    let most = if list.len() == number { ALL } else { MOST };
    tell_of(subject, list, most, whole, found);
}

fn tell_of(
    subject: &Subject<'_, '_>,
    list: Vec<Diagnostic>,
    most: usize,
    whole: impl Fn(usize) -> String,
    found: &mut Vec<Diagnostic>,
) {
    if list.len() <= most {
        found.extend(list);
        return;
    }
    // What is silenced leaves the group, and is dropped with all that is.
    let silences = Silences::of(subject.sources);
    let is_silenced = |one: &Diagnostic| silences.is_silenced(one);
    let (silenced, list): (Vec<_>, Vec<_>) = list.into_iter().partition(is_silenced);
    if !silenced.is_empty() {
        found.extend(silenced);
        return tell_of(subject, list, MOST, whole, found);
    }
    let number = list.len();
    let mut list = list.into_iter();
    let Some(first) = list.next() else { return };
    let mut lines: Vec<usize> = list.filter_map(|it| it.span).map(|it| subject.line(it)).collect();
    lines.dedup();
    let rest = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    let named: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let first = Diagnostic { message: whole(number), ..first };
    found.push(first.label(format!("the first; the others: lines {}{more}", named.join(", "))));
}
