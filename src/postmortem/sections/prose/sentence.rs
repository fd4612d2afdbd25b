//! Lengths in sentences: "the outage lasted 46 minutes".

use std::ops::Range;

use super::{InSentence, basis, sentence_end, sentence_rest, sentence_start};
use crate::postmortem::stated::Measure;
use crate::postmortem::time::length::Said;
use crate::postmortem::time::length_range::ranged;
use crate::words::{self, Language, List};

/// How much text behind a length says that it is a part.
const NEAR: usize = 24;

/// The lengths that sentences say the whole incident had, in the order of the text. A second length
/// in a sentence is one of something else.
pub(super) fn lengths(text: &str) -> Vec<InSentence> {
    // A line break in a paragraph is a blank; the bytes stay where they are.
    let text = text.replace('\n', " ");
    let lower = text.to_ascii_lowercase();
    let mut places = places(&lower, |language| language.lasted);
    // "For about 13 minutes, users …".
    let begins = |at: usize| {
        lower[..at].trim_end().is_empty() || lower[..at].trim_end().ends_with(['.', '!', '?'])
    };
    let openings = self::places(&lower, |language| language.lasted_openings);
    places.extend(openings.into_iter().filter(|(at, _)| begins(*at)));
    places.sort_unstable();
    let mut found: Vec<InSentence> = Vec::new();
    for (at, words) in places {
        let sentence = sentence_start(&lower, at);
        let is_second = found.last().is_some_and(|other| other.range.start >= sentence);
        if is_second || is_supposed(&lower, at) || !is_whole(&lower[sentence..at], words) {
            continue;
        }
        let start = at + words.len();
        let Some(said) = ranged(&text[start..]) else { continue };
        let end = start + said.taken;
        let rest = sentence_rest(&text, end);
        if is_part(rest, true) || is_one_of_two(rest) {
            continue;
        }
        found.push(InSentence { basis: basis(rest), range: at..end, said });
    }
    found
}

/// What sentences say that it took to notice, to mitigate, to resolve: "it took 13 minutes to …",
/// "noticed within 11 minutes", "11 minutes after the deployment, … notified".
pub(super) fn taken(text: &str) -> Vec<(Measure, InSentence)> {
    // A line break in a paragraph is a blank; the bytes stay where they are.
    let text = text.replace('\n', " ");
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(Measure, InSentence)> = Vec::new();
    let mut add = |measure, range: Range<usize>, said| {
        if is_supposed(&lower, range.start) {
            return;
        }
        let rest = sentence_rest(&text, range.end);
        found.push((measure, InSentence { basis: basis(rest), range, said }));
    };
    for (at, opening) in places(&lower, |language| language.took_openings) {
        let start = at + opening.len();
        let Some(said) = ranged(&text[start..]) else { continue };
        let end = start + said.taken;
        let rest = sentence_rest(&lower, end);
        let reached = words::pairs(|language| language.took_ends).find(|(word, _)| {
            rest.match_indices(&format!("to {word}"))
                .any(|(at, found)| ends_word(rest, at + found.len()))
        });
        if let Some((word, measure)) = reached {
            add(measure, at..end, said);
            // "5 minutes to detect and 50 minutes to resolve".
            let behind =
                rest.find(&format!("to {word}")).map_or(rest.len(), |at| at + word.len() + 3);
            let second = words::all(|language| language.second_lengths).find_map(|sign| {
                Some(end + behind + rest[behind..].strip_prefix(*sign).map(|_| sign.len())?)
            });
            if let Some(start) = second
                && let Some(said) = ranged(&text[start..])
                && let Some(measure) = reached_by(sentence_rest(&lower, start + said.taken))
            {
                add(measure, start..start + said.taken, said);
            }
        }
    }
    for (at, sign) in places(&lower, |language| language.took_signs) {
        let before = lower[..at].trim_end();
        let act =
            words::pairs(|language| language.took_acts).find(|(word, _)| before.ends_with(word));
        let start = at + sign.len();
        if let Some((_, measure)) = act
            && let Some(said) = ranged(&text[start..])
            && !is_part(sentence_rest(&text, start + said.taken), true)
        {
            add(measure, at..start + said.taken, said);
        }
    }
    for (range, said) in after_the_start(&text, &lower) {
        add(Measure::Detect, range, said);
    }
    found
}

/// "About 11 minutes after the deployment, somebody notified us": the lengths of such sentences.
fn after_the_start(text: &str, lower: &str) -> Vec<(Range<usize>, Said)> {
    let mut found = Vec::new();
    for (at, _) in places(lower, |language| language.took_starts) {
        let sentence = sentence_start(lower, at);
        let start = sentence + text[sentence..].len() - text[sentence..].trim_start().len();
        let Some(said) = ranged(&text[start..]) else { continue };
        let between = text.get(start + said.taken..at).map_or("", str::trim);
        let rest = sentence_rest(lower, at);
        let is_noticed = words::pairs(|language| language.took_acts)
            .any(|(word, measure)| measure == Measure::Detect && rest.contains(word));
        if start + said.taken <= at && between.is_empty() && is_noticed {
            found.push((start..start + said.taken, said));
        }
    }
    found
}

/// Whether a sentence only supposes or denies what it says, or tells of another incident: "would
/// have paged within two minutes".
fn is_supposed(lower: &str, at: usize) -> bool {
    let start = sentence_start(lower, at);
    let end = sentence_end(lower, at);
    let sentence = &lower[start..end];
    let elsewhere = words::all(|language| language.elsewhere).any(|word| sentence.contains(*word));
    let denied = lower[start..at]
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| words::has(|language| language.negations, word));
    elsewhere
        || denied
        || sentence
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words::has(|language| language.suppositions, word))
}

/// What a sentence says was reached: "to resolve".
fn reached_by(rest: &str) -> Option<Measure> {
    let lead = rest.trim_start();
    words::pairs(|language| language.took_ends)
        .find(|(word, _)| {
            let end = 3 + word.len();
            lead.starts_with("to ") && lead.get(3..end) == Some(*word) && ends_word(lead, end)
        })
        .map(|(_, measure)| measure)
}

/// Where words of a list begin a word of a text.
fn places(lower: &str, list: impl Fn(&'static Language) -> List) -> Vec<(usize, &'static str)> {
    let mut places: Vec<(usize, &str)> = words::all(list)
        .flat_map(|words| lower.match_indices(*words).map(|(at, _)| (at, *words)))
        .filter(|(at, _)| !lower[..*at].ends_with(char::is_alphanumeric))
        .collect();
    places.sort_unstable();
    places
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].starts_with(char::is_alphanumeric)
}

/// Whether a sentence is about the whole: "training lasted" is not, "the outage lasted" is; "was
/// down for" says so itself.
fn is_whole(before: &str, words: &str) -> bool {
    let opens_part =
        words::all(|language| language.part_openings).any(|opening| before.contains(*opening));
    if opens_part {
        return false;
    }
    let is_verb = words.starts_with("last") && words != "lasting";
    if !is_verb {
        return true;
    }
    let subjects = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    subjects.into_iter().any(|word| words::has(|language| language.wholes, word))
}

/// Whether a length holds for some, and another one for others: "46 minutes in Europe and 2 hours
/// in Asia".
pub(super) fn is_one_of_two(rest: &str) -> bool {
    let lower = rest.to_lowercase();
    let lead = lower.trim_start();
    let for_some = words::all(|language| language.for_some).any(|word| lead.starts_with(*word));
    let second = || {
        words::all(|language| language.second_lengths)
            .flat_map(|sign| lower.match_indices(*sign).map(|(at, sign)| at + sign.len()))
            .any(|at| ranged(&lower[at..]).is_some())
    };
    for_some && second()
}

/// Whether what stands behind a length makes it a part of the whole, or a rate.
pub(super) fn is_part(rest: &str, in_sentence: bool) -> bool {
    let near = (0..=NEAR.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
    let lower = rest[..near].to_lowercase();
    let lead = lower.trim_start();
    words::all(|language| language.parts).any(|part| {
        let is_rate = part.trim() == "/" || part.trim() == "per" || part.trim() == "each";
        (in_sentence || is_rate)
            && lead.starts_with(part.trim_end())
            && !lead[part.trim_end().len()..]
                .starts_with(|c: char| c.is_alphabetic() && part.trim() != "/")
    })
}
