//! What the words of one entry say about phases.

use jiff::{SignedDuration, Timestamp};

use crate::markdown;
use crate::postmortem::model::{Event, EventKind, Moment, PageState};
use crate::postmortem::sections::updates;
use crate::postmortem::text::patterns::{self, Hit, Strength, Words};
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::timeline::guess::eastern;
use crate::words::{self, Language, List};

/// An entry with more words is judged by the sentence of the match and the next one.
const SHORT: usize = 45;
/// How many words before a match a negation reaches.
const REACH: usize = 6;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What one entry says.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) index: usize,
    pub(super) at: Timestamp,
    pub(super) start: bool,
    /// "The certificate expires": what may have been the start.
    pub(super) cause: bool,
    /// "The release goes out": what was changed, whatever came of it.
    pub(super) change: bool,
    pub(super) detected: bool,
    /// "Incident declared": somebody knew by then.
    pub(super) declared: bool,
    pub(super) mitigated: bool,
    /// "rolled back": what was done, not what came of it.
    pub(super) acted: bool,
    /// "We block the account": what may have mended it as well.
    pub(super) tried: bool,
    pub(super) resolved: bool,
    /// "Still down": what got better before was not the end of it.
    pub(super) worse: bool,
}

/// What the entries say, in the order of time. What got better before it went on is no end.
pub(super) fn all(events: &[Event]) -> Vec<Said> {
    let timed = events.iter().filter(|event| event.is_timed()).filter_map(|event| event.moment);
    let mut timed: Vec<Timestamp> = timed.map(|moment| moment.at).collect();
    timed.sort_unstable();
    // A mere day stands in the order of time only where no other entry is of that day.
    let is_alone = |moment: &Moment| {
        let next = timed.get(timed.partition_point(|at| *at < moment.at));
        !moment.day_only || next.is_none_or(|next| next.duration_since(moment.at) >= DAY)
    };
    let mut all: Vec<Said> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let moment = event.moment.filter(|_| event.kind.is_none()).filter(is_alone);
        all.extend(moment.and_then(|moment| said(index, event, moment)));
    }
    all.sort_by_key(|said| said.at);
    if let Some(last) = all.iter().rposition(|said| said.worse) {
        for said in &mut all[..last] {
            said.mitigated = false;
            said.resolved = false;
        }
    }
    all
}

/// Whether an entry above another, whose time nobody knows, says that somebody noticed.
pub(super) fn noticed_some_time(events: &[Event], later: &Said) -> bool {
    let Some(moment) = events[later.index].moment else { return false };
    let undated = events[..later.index].iter().filter(|event| event.moment.is_none());
    undated.enumerate().any(|(index, event)| {
        let is_marked = event.kind == Some(EventKind::Detected);
        is_marked || said(index, event, moment).is_some_and(|said| said.detected)
    })
}

/// What an entry says; none when that is nothing about phases.
fn said(index: usize, event: &Event, moment: Moment) -> Option<Said> {
    let text = markdown::plain_text(event.blocks.first()?);
    // "Monitoring – the fix is out": nothing that monitors has noticed anything.
    let head = updates::head(&text).map_or(0, |(_, length)| length);
    // "PagerDuty | Triggered #12": who wrote it says what it was.
    let text = match &event.actor {
        Some(actor) if event.state.is_none() => format!("{actor} {}", &text[head..]),
        _ => text[head..].to_owned(),
    };
    let (hits, worse) = told_by(&text);
    let has = |kind, how| hits.contains(&(kind, how));
    let is_over = has(EventKind::Resolved, Strength::Plain);
    let said = Said {
        index,
        at: moment.at,
        start: has(EventKind::Start, Strength::Plain),
        cause: has(EventKind::Start, Strength::Weak) && !moment.day_only,
        change: has(EventKind::Start, Strength::Open) && !moment.day_only,
        // "The incident is declared over" declares no incident.
        detected: has(EventKind::Detected, Strength::Plain) && !is_over,
        declared: has(EventKind::Detected, Strength::Weak) && !is_over,
        mitigated: has(EventKind::Mitigated, Strength::Plain),
        acted: has(EventKind::Mitigated, Strength::Weak),
        tried: has(EventKind::Mitigated, Strength::Open),
        resolved: is_over,
        worse,
    };
    let said = event.state.map_or(said, |state| of_update(said, state));
    let any = [said.start, said.cause, said.change, said.detected, said.declared, said.worse]
        .into_iter()
        .chain([said.mitigated, said.acted, said.tried, said.resolved])
        .any(|says| says);
    any.then_some(said)
}

/// What a text says, and whether it says that it goes on.
fn told_by(text: &str) -> (Vec<(EventKind, Strength)>, bool) {
    // Latin words in such a text are names and what logs say; in an English document an East Asian
    // word is the name.
    let is_read =
        || words::languages().any(|language| language.months.concat().contains(is_eastern));
    if !text.is_ascii() && text.contains(is_eastern) && is_read() {
        return (eastern::says(text), eastern::goes_on(text));
    }
    let words = Words::of(text);
    let hits = words.hits().into_iter().filter(|hit| is_so(&words, hit));
    let hits = hits.map(|hit| (hit.kind, hit.strength)).collect();
    (hits, words.says(patterns::listed(|l| l.goes_on), 0..words.len()))
}

/// What an update of a status page says: it was written after what it tells of, and what is over
/// has a state of its own.
fn of_update(said: Said, state: PageState) -> Said {
    Said {
        start: false,
        detected: state == PageState::Investigating,
        change: false,
        declared: false,
        mitigated: said.mitigated || state == PageState::Mitigated,
        resolved: false,
        ..said
    }
}

/// Whether nothing in an entry denies what a match says.
fn is_so(words: &Words, hit: &Hit) -> bool {
    let negations = || patterns::listed(|language| language.negations);
    let before = words.sentence(hit.start).max(hit.start.saturating_sub(REACH));
    let passed = |list: fn(&'static Language) -> List| {
        hit.passed.iter().any(|at| words.is_one_of(*at, list))
    };
    if words.says(negations(), before..hit.start) || passed(|language| language.negations) {
        return false;
    }
    if matches!(hit.kind, EventKind::Start | EventKind::Detected) {
        let supposed = words.says(patterns::listed(|l| l.suppositions), before..hit.start)
            || passed(|language| language.suppositions);
        // "had noticed": by then, not then.
        let by_then = words.says(patterns::listed(|l| l.pluperfects), before..hit.end);
        let is_false =
            words.says(patterns::listed(|l| l.falsehoods), before..words.around(hit.start).end);
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
        // A change of a test, or one that has nothing to do with it.
        let sentence = words.around(hit.start);
        let is_aside = hit.strength == Strength::Open
            && hit.kind == EventKind::Start
            && [sentence.start..hit.start, hit.end..sentence.end]
                .into_iter()
                .any(|part| words.says(patterns::listed(|l| l.failures), part));
        return !is_aside
            && !supposed
            && !by_then
            && !is_false
            && !is_object
            && !is_other
            && !is_cause;
    }
    let tells = words.says(patterns::listed(|l| l.tellings), before..hit.start)
        || passed(|language| language.tellings);
    if tells && !matches!(hit.kind, EventKind::Start | EventKind::Detected) {
        return false;
    }
    let range = if words.len() <= SHORT { 0..words.len() } else { words.around(hit.start) };
    let beside = |list: fn(&'static Language) -> List| {
        let phrases = || patterns::listed(list);
        words.says(phrases(), range.start..hit.start)
            || words.says(phrases(), hit.end..range.end)
            || passed(list)
    };
    let unfinished = hit.strength != Strength::Plain && beside(|language| language.unfinished);
    !unfinished && !beside(|language| language.negations) && !beside(|language| language.failures)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text says: `s`tart, `c`hange, `d`etected, `k`nown, `m`itigated, `a`cted, `t`ried,
    /// `r`esolved.
    fn says(text: &str) -> String {
        told(text, false)
    }

    /// What counts by its place alone, or what does not.
    fn told(text: &str, open: bool) -> String {
        let words = Words::of(text);
        let mut letters: Vec<char> = words
            .hits()
            .iter()
            .filter(|hit| is_so(&words, hit) && (hit.strength == Strength::Open) == open)
            .map(|hit| match (hit.kind, hit.strength) {
                (EventKind::Start, Strength::Open) => 'c',
                (EventKind::Start, _) => 's',
                (EventKind::Detected, Strength::Plain) => 'd',
                (EventKind::Detected, _) => 'k',
                (EventKind::Mitigated, Strength::Open) => 't',
                (EventKind::Mitigated, Strength::Weak) => 'a',
                (EventKind::Mitigated, Strength::Plain) => 'm',
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
            ("An intruder uploads a package with a back door", "s"),
            ("A rule is pushed, making all hosts unreachable", "s"),
            ("Our shops suffered an outage", "s"),
            ("Recovery of the ledger (reads, writes, exports) completed", "r"),
            ("Bug in the retry code patched and deployed", "r"),
            ("The release is rolled back, temporarily fixing the queue", "m"),
        ] {
            assert_eq!(says(text), want, "{text}");
        }
    }

    #[test]
    fn what_may_be_nothing_counts_by_its_place_alone() {
        for (text, want) in [
            ("Release 4.12 goes live", "c"),
            ("The plan is pushed to a branch", "c"),
            ("Config change pushed to all nodes", "c"),
            ("We revoke the key", ""),
            ("Release 4.12 goes live on staging", ""),
            ("An unrelated config change pushed to all nodes", ""),
            ("Key revoked", "t"),
            ("Bo blocks the account", "t"),
            ("Ann joins the call", ""),
        ] {
            assert_eq!(told(text, true), want, "{text}");
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
            "The probe had noticed slow pages before",
            "The monitor pages Ann by a false alarm",
            "The app works again on localhost",
            "Half of the recovery completed",
        ] {
            assert_eq!(says(text), "", "{text}");
        }
    }
}
