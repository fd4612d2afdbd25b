//! What the words of one entry say about phases.

use jiff::Timestamp;

use crate::markdown;
use crate::postmortem::model::{Event, EventKind, PageState};
use crate::postmortem::sections::updates;
use crate::postmortem::text::patterns::{Hit, Words};
use crate::words::{self, Language, List};

/// An entry with more words is judged by the sentence of the match and the next one.
const SHORT: usize = 45;
/// How many words before a match a negation reaches.
const REACH: usize = 6;

/// What one entry says.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) index: usize,
    pub(super) at: Timestamp,
    pub(super) start: bool,
    /// "The certificate expires": what may have been the start.
    pub(super) cause: bool,
    pub(super) detected: bool,
    /// "Incident declared": somebody knew by then.
    pub(super) declared: bool,
    pub(super) mitigated: bool,
    /// "rolled back": what was done, not what came of it.
    pub(super) acted: bool,
    pub(super) resolved: bool,
}

/// What an entry says; none when it has a meaning already, or no time to the minute.
pub(super) fn said(index: usize, event: &Event) -> Option<Said> {
    let moment = event.moment.filter(|moment| !moment.day_only)?;
    if event.kind.is_some() {
        return None;
    }
    let text = markdown::plain_text(event.blocks.first()?);
    // "Monitoring – the fix is out": nothing that monitors has noticed anything.
    let head = updates::head(&text).map_or(0, |(_, length)| length);
    let words = Words::of(&text[head..]);
    let hits: Vec<Hit> = words.hits().into_iter().filter(|hit| is_so(&words, hit)).collect();
    let has = |kind, weak| hits.iter().any(|hit| hit.kind == kind && hit.weak == weak);
    let said = Said {
        index,
        at: moment.at,
        start: has(EventKind::Start, false),
        cause: has(EventKind::Start, true),
        // "The incident is declared over" declares no incident.
        detected: has(EventKind::Detected, false) && !has(EventKind::Resolved, false),
        declared: has(EventKind::Detected, true) && !has(EventKind::Resolved, false),
        mitigated: has(EventKind::Mitigated, false),
        acted: has(EventKind::Mitigated, true),
        resolved: has(EventKind::Resolved, false),
    };
    let said = event.state.map_or(said, |state| of_update(said, state));
    let any = said.start
        || said.cause
        || said.detected
        || said.declared
        || said.mitigated
        || said.acted
        || said.resolved;
    any.then_some(said)
}

/// What an update of a status page says: it was written after what it tells of, and what is over
/// has a state of its own.
fn of_update(said: Said, state: PageState) -> Said {
    Said {
        start: false,
        cause: false,
        detected: state == PageState::Investigating,
        declared: false,
        mitigated: said.mitigated || state == PageState::Mitigated,
        resolved: false,
        ..said
    }
}

/// Whether nothing in an entry denies what a match says.
fn is_so(words: &Words, hit: &Hit) -> bool {
    let negations = || words::all(|language| language.negations).copied();
    let before = words.sentence(hit.start).max(hit.start.saturating_sub(REACH));
    let passed = |list: fn(&'static Language) -> List| {
        hit.passed.iter().any(|at| words.is_one_of(*at, list))
    };
    if words.says(negations(), before..hit.start) || passed(|language| language.negations) {
        return false;
    }
    if matches!(hit.kind, EventKind::Start | EventKind::Detected) {
        let supposed = words.says(words::all(|l| l.suppositions).copied(), before..hit.start)
            || passed(|language| language.suppositions);
        // "an investigation into the outage began": it is not the outage that began.
        let is_object = hit.kind == EventKind::Start
            && words
                .before(hit.start)
                .is_some_and(|word| words::has(|language| language.prepositions, word));
        let is_other = hit.kind == EventKind::Start
            && hit.end < words.len()
            && words.is_one_of(hit.end, |language| language.otherwise);
        // "The cause of the outage identified": it is not the outage that was.
        let is_cause = words
            .before(hit.start)
            .is_some_and(|word| words::has(|language| language.cause_nouns, word));
        return !supposed && !is_object && !is_other && !is_cause;
    }
    let tells = words.says(words::all(|l| l.tellings).copied(), before..hit.start)
        || passed(|language| language.tellings);
    if tells && !matches!(hit.kind, EventKind::Start | EventKind::Detected) {
        return false;
    }
    let range = if words.len() <= SHORT { 0..words.len() } else { words.around(hit.start) };
    let beside = |list: fn(&'static Language) -> List| {
        let phrases = || words::all(list).copied();
        words.says(phrases(), range.start..hit.start)
            || words.says(phrases(), hit.end..range.end)
            || passed(list)
    };
    let unfinished = hit.weak && beside(|language| language.unfinished);
    !unfinished && !beside(|language| language.negations) && !beside(|language| language.failures)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text says: `s`tart, `d`etected, `k`nown, `m`itigated, `a`cted, `r`esolved.
    fn says(text: &str) -> String {
        let words = Words::of(text);
        let mut letters: Vec<char> = words
            .hits()
            .iter()
            .filter(|hit| is_so(&words, hit))
            .map(|hit| match (hit.kind, hit.weak) {
                (EventKind::Start, _) => 's',
                (EventKind::Detected, false) => 'd',
                (EventKind::Detected, true) => 'k',
                (EventKind::Mitigated, true) => 'a',
                (EventKind::Mitigated, false) => 'm',
                (EventKind::Resolved | EventKind::End, _) => 'r',
            })
            .collect();
        letters.sort_unstable();
        letters.dedup();
        letters.into_iter().collect()
    }

    #[test]
    fn words_tell_what_an_entry_was() {
        for (text, want) in [
            ("The deploy goes out and requests begin to fail", "s"),
            ("Error rate starts to climb in two cells", "s"),
            ("The API becomes unavailable for half of the users", "s"),
            ("First timeouts in the checkout", "s"),
            ("Pods stop responding", "s"),
            ("Queue runner dies after the kernel update", "s"),
            ("Connections to the broker start to time out", "s"),
            ("Three customers write in that exports are empty", "d"),
            ("The duty engineer acknowledges the page", "d"),
            ("Petra sees the backlog on the dashboard", "d"),
            ("Queue back to its usual size", "m"),
            ("Searches return results again", "m"),
            ("Traffic is rerouted to the second region", "a"),
            ("Monitoring confirms recovery", "r"),
            ("A customer reports that invoices are empty", "d"),
            ("The latency alert fires", "d"),
            ("On-call is paged by the probe", "d"),
            ("Ann notices gaps in Grafana", "d"),
            ("Two support tickets come in about slow pages", "d"),
            ("The release is rolled back", "a"),
            ("Hotfix is live in production", "a"),
            ("Failover to the second site is complete, errors stop", "am"),
            ("Error rate drops to 0.1 %", "m"),
            ("Logins work again for everybody", "m"),
            ("Traffic recovers", "m"),
            ("No more errors", "m"),
            ("All clear", "r"),
            ("Incident declared, rollback attempted", "k"),
            ("Everything is back to normal", "mr"),
            ("The outage is over", "mr"),
            ("The backlog is fully processed", "r"),
            ("Users start running into errors", "s"),
            ("The primary becomes read-only", "s"),
            ("Customers began to see empty lists", "ds"),
            ("The bug was found by a tester", "d"),
            ("The health check fails", "d"),
            ("A user tells us that the export is empty", "d"),
            ("Error rate back to 0", "m"),
            ("Everything works as expected", "r"),
            ("We marked the incident as resolved", "r"),
            ("Confirmed that the problem is fixed", "r"),
        ] {
            assert_eq!(says(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_denied_tried_or_planned_says_nothing() {
        for text in [
            "Nobody was paged",
            "No alert fired, as the probe was muted",
            "Rolled back, but the errors went on",
            "The rollback fails",
            "A fix is deployed to staging",
            "We try to bring the queue back, without success",
            "An investigation into the outage began",
            "The fix should be live in an hour",
            "Customers were not notified",
            "We plan a failover",
            "Started to roll the fix out",
            "Traffic has not recovered yet",
            "The team discusses whether the alert would have fired",
            "Ann joins the call",
            "The primary database is failing over",
            "Mail to all branches indicating service restored",
            "We asked the vendor for help",
            "We find the broken row in the table",
            "Hypothesis: the database is down",
            "The cause of the outage is identified",
            "They update their status page to say that the problem is fixed",
            "The cache is flushed",
        ] {
            assert_eq!(says(text), "", "{text}");
        }
    }
}
