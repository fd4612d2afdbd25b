//! How long the whole incident was, as sentences say it: "the outage lasted 46 minutes", "a
//! 46-minute outage", "customers could not log in for about 46 minutes".
//!
//! A length counts by the words beside it: a verb such as "lasted" before it, a noun such as
//! "outage" behind it, or "for" and what did not work.

use super::sentence::{is_one_of_two, is_part, is_supposed_but};
use super::{InSentence, basis, sentence_rest, sentence_start};
use crate::postmortem::time::length::{FRACTIONS, NUMBERS, Said};
use crate::postmortem::time::length_range::ranged;
use crate::postmortem::time::script::is_eastern;
use crate::words::{self, ListOf};

/// How many words before a number belong to its length: "for just a little over".
const HEDGES: usize = 6;

/// The lengths that sentences say the whole incident had, in the order of the text. A second length
/// in a sentence is one of something else. Outside of the sections that tell about the whole, only
/// the plainest words count.
pub(super) fn lengths(text: &str, telling: bool) -> Vec<InSentence> {
    // A line break in a paragraph is a blank; the bytes stay where they are.
    let text = text.replace('\n', " ");
    let lower = words::lower(&text);
    let mut found: Vec<InSentence> = Vec::new();
    let mut end = 0;
    for number in numbers(&lower) {
        if number < end {
            continue;
        }
        let Some((start, said)) = length_around(&text, number) else { continue };
        let from = end;
        end = start + said.taken;
        let sentence = sentence_start(&lower, start);
        if found.last().is_some_and(|other| other.range.start >= sentence) {
            continue;
        }
        // What was said of a length before belongs to that one.
        let before = &lower[sentence.max(from.min(start))..start];
        let rest = sentence_rest(&text, end);
        let context = Context { before, behind: &rest.to_ascii_lowercase() };
        let Some(reason) = context.whole(&lower[start..number]) else { continue };
        let is_plain =
            words::all(|language| language.lasted_anywhere).any(|word| reason.contains(*word));
        if !telling && !is_plain {
            continue;
        }
        if is_supposed_but(&lower, &(start..end), reason)
            || is_part(rest, true)
            || is_one_of_two(rest)
        {
            continue;
        }
        // The length itself, without "for".
        let start = words::all(|language| language.lasted_openings)
            .find_map(|word| lower[start..number].starts_with(word).then(|| start + word.len()))
            .unwrap_or(start);
        found.push(InSentence { basis: basis(rest), range: start..end, said });
    }
    found
}

/// Where words stand that may begin a length.
fn numbers(lower: &str) -> impl Iterator<Item = usize> {
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || NUMBERS.like(word).iter().any(|(number, _)| {
                let behind = word.strip_prefix(number).map(str::as_bytes);
                matches!(behind, Some([] | [b'-', ..]))
            })
            || FRACTIONS.like(word).iter().any(|(fraction, _)| {
                let behind = fraction.strip_prefix(word).map(str::as_bytes);
                matches!(behind, Some([] | [b' ' | b'-', ..]))
            })
    };
    let parts = |c: char| " (~≈\"".contains(c);
    let mut before = ' ';
    lower.char_indices().filter_map(move |(at, c)| {
        // Some scripts have no blanks: `持续55分钟`.
        let begins = parts(before) && !parts(c) || is_eastern(before) && c.is_ascii_digit();
        before = c;
        let word = begins.then(|| lower[at..].split(parts).next())??;
        is_number(word).then_some(at)
    })
}

/// The length that a number begins, with the words before it that hedge it.
fn length_around(text: &str, number: usize) -> Option<(usize, Said)> {
    ranged(&text[number..])?;
    let before = &text[sentence_start(text, number)..number];
    let offset = number - before.len();
    let blanks =
        before.char_indices().rev().filter(|(_, c)| " (".contains(*c)).map(|(at, _)| at + 1);
    let mut starts: Vec<usize> = blanks.chain([0]).take(HEDGES).map(|at| offset + at).collect();
    starts.reverse();
    if before.ends_with(is_eastern) {
        starts.push(number);
    }
    let covering = |start: &usize| {
        let said = ranged(&text[*start..])?;
        (start + said.taken > number).then_some((*start, said))
    };
    starts.iter().find_map(covering)
}

/// The words beside a length in its sentence.
struct Context<'t> {
    before: &'t str,
    behind: &'t str,
}

impl<'t> Context<'t> {
    /// The words that say that it is the whole incident's.
    fn whole(&self, hedge: &str) -> Option<&'t str> {
        let opens_part = words::all(|language| language.part_openings)
            .any(|opening| self.before.contains(*opening));
        if opens_part {
            return None;
        }
        let before = self.before.trim_end();
        let bare = words::all(|language| language.lasted_openings)
            .find_map(|word| before.strip_suffix(word.trim_end()))
            .filter(|bare| bare.is_empty() || bare.ends_with([' ', '(', ',']));
        let has_for = bare.is_some()
            || words::all(|language| language.lasted_openings)
                .any(|word| hedge.starts_with(word) || hedge.contains(&format!(" {word}")));
        let has_for = has_for || self.is_behind();
        let before = bare.unwrap_or(before).trim_end();
        if let Some(verb) = ending(before, |language| language.lasted) {
            return is_whole(&before[..before.len() - verb.len()], verb).then_some(verb);
        }
        if let Some(noun) = self.noun() {
            return Some(noun);
        }
        if !has_for || self.is_handling() {
            return None;
        }
        if before.is_empty() {
            // "For 13 minutes, users could not …".
            let behind = self.behind.trim_start_matches([' ', ',']);
            let failed = phrase(behind, |language| language.lasted_failures);
            return failed.or_else(|| behind.split(' ').next());
        }
        phrase(before, |language| language.lasted_failures)
    }

    /// "46 Minuten lang": whether what says "for" stands behind the length, as `… lang` in the words.
    fn is_behind(&self) -> bool {
        let behind = self.behind.trim_start();
        let mut words = words::all(|language| language.lasted_openings);
        words.any(|word| {
            let rest = word.strip_prefix("… ").and_then(|word| behind.strip_prefix(word));
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }

    /// "a 46-minute outage", "25 minutes of downtime", "an outage 46 minutes long".
    fn noun(&self) -> Option<&'t str> {
        let behind = self.behind.trim_start_matches([' ', '-']);
        let begins = |noun: &&&str| {
            let rest = behind.strip_prefix(**noun);
            let goes_on = |rest: &str| {
                rest.starts_with(char::is_alphanumeric) && !noun.starts_with(is_eastern)
            };
            rest.is_some_and(|rest| !goes_on(rest))
        };
        let noun =
            words::all(|language| language.lasted_nouns).filter(begins).map(|noun| noun.len());
        noun.max().map(|length| &behind[..length])
    }

    /// Whether it is those who handled the incident that did something so long.
    fn is_handling(&self) -> bool {
        let clause = self.behind.split([',', ';', '(']).next().unwrap_or_default();
        let mut words =
            [self.before, clause].into_iter().flat_map(|part| part.split(|c: char| !is_of_word(c)));
        words.any(|word| words::has(|language| language.handlers, word))
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '\''
}

/// The word or phrase of a list that a text ends with.
fn ending(text: &str, list: ListOf) -> Option<&str> {
    let ends = |phrase: &&&str| {
        let goes_on =
            |rest: &str| rest.ends_with(char::is_alphanumeric) && !phrase.starts_with(is_eastern);
        text.strip_suffix(**phrase).is_some_and(|rest| !goes_on(rest))
    };
    let longest = words::all(list).filter(ends).map(|phrase| phrase.len()).max();
    longest.map(|length| &text[text.len() - length..])
}

/// The first word or phrase of a list in a text.
fn phrase(text: &str, list: ListOf) -> Option<&str> {
    words::all(list).find_map(|phrase| {
        text.match_indices(*phrase).find_map(|(at, found)| {
            let is_word = !text[..at].ends_with(is_of_word)
                && !text[at + found.len()..].starts_with(char::is_alphanumeric);
            is_word.then_some(found)
        })
    })
}

/// Whether a verb is said of the whole: "training lasted" is not, "the outage lasted" is;
/// "downtime was" says so itself.
fn is_whole(before: &str, verb: &str) -> bool {
    if !words::has(|language| language.lasted_verbs, verb) {
        return true;
    }
    let mut subjects = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut unspaced = words::all(|language| language.wholes);
    subjects.any(|word| words::has(|language| language.wholes, word))
        || unspaced.any(|word| word.starts_with(is_eastern) && before.contains(*word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tongue;

    /// The length that a text says the incident had, in minutes.
    fn minutes(text: &str) -> Option<i64> {
        lengths(text, true).first().map(|found| found.said.length.as_mins())
    }

    #[test]
    fn sentences_say_how_long_it_was() {
        for text in [
            "The API was down for 46 minutes.",
            "There was a 46-minute outage.",
            "This led to approximately 46 minutes of downtime.",
            "It was quick, with total downtime being about 46 minutes.",
            "Pages were inaccessible (an error 500) to all users for 46 minutes.",
            "All jobs failed for just over 46 minutes, while the on-call slept.",
            "Jobs were failing for a total of 46 minutes.",
            "Customers could not log in for 46 minutes.",
            "For 46 minutes, customers could not log in.",
            "Logins did not work for 46 minutes.",
            "Elevated errors persisted for 46 minutes.",
            "The outage spanned 46 minutes.",
            "The total duration of the outage was 46 minutes.",
            "At 10:02 the API went down for 46 minutes.",
            "The 12-minute window was too short; the site was down for 46 minutes.",
            "The site was down for 46 minutes (10:02 to 10:48).",
        ] {
            assert_eq!(minutes(text), Some(46), "{text}");
        }
    }

    #[test]
    fn scripts_without_blanks_say_it_too() {
        for (tag, text) in [
            ("zh-Hans", "故障持续46分钟。"),
            ("zh-Hans", "本次故障持续了46分钟，影响全部用户。"),
            ("zh-Hant", "中斷持續46分鐘。"),
            ("ko", "장애는 46분 동안 지속되었습니다."),
        ] {
            let place = crate::postmortem::language::place(tag).expect("known");
            let _speaking = tongue::speak(tongue::Tongues::new(place, []));
            assert_eq!(minutes(text), Some(46), "{text}");
        }
    }

    #[test]
    fn other_lengths_are_not_the_incident_s() {
        for text in [
            "For 46 minutes we looked at the wrong graph.",
            "The engineers could not log in to the host for 46 minutes.",
            "The rollback failed for 46 minutes.",
            "It was 46 minutes before anybody looked.",
            "Last year we had a 46-minute outage.",
            "To avoid a 46-minute outage we paused deploys.",
            "A 46-minute outage would breach the objective.",
            "A partial outage of 46 minutes hit us.",
            "An alert that fires when the queue is stuck for 46 minutes would have helped.",
            "Requests time out after 46 minutes.",
            "46 minutes of data were lost.",
            "Users could not log in for 46 minutes each.",
        ] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn outside_of_the_telling_sections_only_plain_words_count() {
        let said = |text: &str| lengths(text, false).len();
        assert_eq!(said("Total downtime was 46 minutes."), 1);
        assert_eq!(said("The cache was stale for 46 minutes."), 0);
    }
}
