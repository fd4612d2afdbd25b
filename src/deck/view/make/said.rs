//! What slides say large: numbers, outcomes, and titles that state a fact.

use crate::deck::view::{Number, Titles};
use crate::postmortem::Postmortem;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::facts::Facts;
use crate::postmortem::lengths::MeasuredLength;
use crate::postmortem::stated::Basis;
use crate::words::say;

/// The numbers worth showing large: measured times first, then what the author counted.
pub(super) fn numbers(pm: &Postmortem<'_>, facts: &Facts) -> Vec<Number> {
    let say = say::words();
    let to_the_end = if pm.phases.resolved.is_none() && pm.phases.mitigated.is_some() {
        say.from_start_to_mitigation
    } else {
        say.from_start_to_end
    };
    // What was stated has the ends that its author means.
    let is_stated = |length: &Option<MeasuredLength>| length.as_ref().is_some_and(|l| l.stated);
    let whole = if is_stated(&facts.duration) { say.duration } else { to_the_end };
    let mitigate = &facts.time_to_mitigate;
    let mitigated = if is_stated(mitigate) { say.to_mitigate_alone } else { say.to_mitigate };
    let seconds = |length: &Option<MeasuredLength>| length.as_ref().map(|length| length.seconds);
    let resolve = facts.time_to_resolve.as_ref().filter(|resolve| {
        seconds(&facts.duration).is_none_or(|whole| (whole - resolve.seconds).abs() >= 60)
    });
    let times = [
        (facts.duration.as_ref(), whole, "start"),
        (facts.time_to_detect.as_ref(), say.to_detect, "detected"),
        (mitigate.as_ref(), mitigated, "mitigated"),
        (facts.time_to_repair.as_ref(), say.to_repair, "mitigated"),
        (resolve, say.to_resolve, "resolved"),
    ];
    let measured = times.into_iter().filter_map(|(time, name, phase)| {
        let time = time.filter(|time| time.seconds > 0)?;
        Some(number(time.text.clone(), name.to_owned(), remark(time), phase))
    });
    let counted = pm
        .impact
        .iter()
        .map(|impact| number(impact.value.clone(), words(&impact.name), String::new(), "counted"));
    measured.chain(counted).collect()
}

/// What a reader has to know about a number: that nobody marked or stated it, or from where it
/// counts.
fn remark(time: &MeasuredLength) -> String {
    let say = say::words();
    let basis = time.basis.map(|basis| match basis {
        Basis::Start => say.from_the_start,
        Basis::Detection => say.from_the_detection,
        Basis::Declaration => say.from_the_declaration,
        Basis::SupportHours => say.in_support_hours,
    });
    let read = match time.evidence {
        Evidence::Stated => Some(say.as_stated),
        Evidence::Prose | Evidence::Inferred => Some(say.read_from_the_text),
        Evidence::Marked | Evidence::Stamped => None,
    };
    basis.into_iter().chain(read).collect::<Vec<_>>().join(say.between_names)
}

/// `failedRequests` and `failed_requests` as people write it.
fn words(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '_' => out.push(' '),
            c if c.is_uppercase() && out.chars().last().is_some_and(char::is_lowercase) => {
                out.push(' ');
                out.extend(c.to_lowercase());
            }
            c => out.push(c),
        }
    }
    out
}

/// What came of it, as far as there is any.
pub(super) fn outcomes(facts: &Facts) -> Vec<Number> {
    let say = say::words();
    let counts = [
        (facts.leaves, say.root_causes_found),
        (facts.lessons, say.lessons_learned),
        (facts.corrective_actions, say.corrective_actions),
        (facts.action_items, say.action_items),
        (facts.with_owner, say.with_an_owner),
        (facts.done, say.done_already),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    let counted = |(count, name): (usize, _)| {
        number(count.to_string(), say::form(name, count).to_owned(), String::new(), "counted")
    };
    some.map(counted).collect()
}

fn number(value: String, name: String, remark: String, phase: &'static str) -> Number {
    // Letters of East Asia are as wide as two digits.
    let width = |c: char| if c >= '\u{2e80}' { 2 } else { 1 };
    let widths = value.split_whitespace().map(|word| word.chars().map(width).sum());
    let widest = widths.max().unwrap_or(0);
    Number { value, name, remark, phase, widest }
}

/// A count, with the form of words for it.
pub(super) fn counted(count: usize, words: &str, phase: &'static str) -> Number {
    number(count.to_string(), say::form(words, count).to_owned(), String::new(), phase)
}

/// Titles that say something: of what was marked, stamped, stated or counted, never of a guess.
pub(super) fn titles(facts: &Facts) -> Titles {
    let say = say::words();
    let of = |length: &Option<MeasuredLength>, words: &str| {
        let known = length.as_ref().filter(|length| {
            length.seconds > 0 && !length.evidence.is_read() && length.basis.is_none()
        });
        known.map(|length| say::fill(words, &length.text)).unwrap_or_default()
    };
    let response = of(&facts.time_to_detect, say.until_noticed);
    let causes = match facts.leaves {
        // One is what every postmortem has.
        0 | 1 => String::new(),
        count => say::fill_all(say.causes_behind, &[&count.to_string(), &facts.whys.to_string()]),
    };
    Titles {
        response: if response.is_empty() {
            of(&facts.time_to_mitigate, say.until_it_was_mitigated)
        } else {
            response
        },
        timeline: of(&facts.time_to_resolve, say.until_it_was_resolved),
        causes,
    }
}
