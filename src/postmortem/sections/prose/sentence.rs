//! Lengths of a part in sentences: "it took 13 minutes to notice".

use std::ops::Range;

use super::{InSentence, basis, sentence_end, sentence_rest, sentence_start};
use crate::postmortem::stated::Measure;
use crate::postmortem::time::length::Said;
use crate::postmortem::time::length_range::ranged;
use crate::words::{self, Beginnings, Language, List, Ready};

/// How much text behind a length says that it is a part.
const NEAR: usize = 24;

/// A list whose words are looked for at the beginning of each word of a text.
type Openings = Ready<Beginnings<()>>;

static TOOK_OPENINGS: Openings = Ready::new(|| openings(|language| language.took_openings));
static TOOK_SIGNS: Openings = Ready::new(|| openings(|language| language.took_signs));
static TOOK_STARTS: Openings = Ready::new(|| openings(|language| language.took_starts));
static UNNOTICED: Openings = Ready::new(|| openings(|language| language.unnoticed));
static NAMED_VERBS: Openings = Ready::new(|| openings(|language| language.named_verbs));

fn openings(list: fn(&'static Language) -> List) -> Beginnings<()> {
    Beginnings::of(words::all(list).map(|words| (*words, ())))
}

/// The names of lengths that may stand in a sentence.
static NAMES: Ready<Vec<(&str, Measure)>> = Ready::new(|| {
    let names = words::pairs(|language| language.measures);
    let may =
        |(name, measure): &(&str, Measure)| name.contains(' ') && *measure != Measure::Duration;
    names.filter(may).collect()
});

/// What sentences say that it took to notice, to mitigate, to resolve: "it took 13 minutes to …",
/// "noticed within 11 minutes", "11 minutes after the deployment, … notified".
pub(super) fn taken(text: &str) -> Vec<(Measure, InSentence)> {
    // A line break in a paragraph is a blank; the bytes stay where they are.
    let text = text.replace('\n', " ");
    let lower = words::lower(&text);
    let begun = Lower::of(&lower);
    let mut found: Vec<(Measure, InSentence)> = Vec::new();
    let mut add = |measure, range: Range<usize>, said| {
        if is_supposed(&lower, &range) {
            return;
        }
        let rest = sentence_rest(&text, range.end);
        found.push((measure, InSentence { basis: basis(rest), range, said }));
    };
    for (at, opening) in begun.places(&TOOK_OPENINGS) {
        let start = at + opening.len();
        let Some(said) = ranged(&text[start..]) else { continue };
        let end = start + said.taken;
        let rest = sentence_rest(&lower, end);
        let reached = took_ends().find(|(words, _)| {
            let mut places = rest.match_indices(words.as_str());
            places.any(|(at, found)| ends_word(rest, at + found.len()))
        });
        if let Some((words, measure)) = reached {
            add(measure, at..end, said);
            // "5 minutes to detect and 50 minutes to resolve".
            let behind = rest.find(&words).map_or(rest.len(), |at| at + words.len());
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
    for (measure, range, said) in within(&text, &begun) {
        add(measure, range, said);
    }
    for (range, said) in unnoticed(&text, &begun) {
        add(Measure::Detect, range, said);
    }
    for (measure, range, said) in after_the_start(&text, &begun) {
        add(measure, range, said);
    }
    for (measure, range, said) in named(&text, &begun) {
        add(measure, range, said);
    }
    found
}

/// "Noticed within 11 minutes": the lengths of such sentences.
fn within(text: &str, begun: &Lower) -> Vec<(Measure, Range<usize>, Said)> {
    let mut found = Vec::new();
    for (at, sign) in begun.places(&TOOK_SIGNS) {
        let before = begun.text[..at].trim_end();
        let act =
            words::pairs(|language| language.took_acts).find(|(word, _)| before.ends_with(word));
        let start = at + sign.len();
        if let Some((_, measure)) = act
            && let Some(said) = ranged(&text[start..])
            && !is_part(sentence_rest(text, start + said.taken), true)
        {
            found.push((measure, at..start + said.taken, said));
        }
    }
    found
}

/// "About 11 minutes after the deployment, somebody notified us", "restored 22 hours after the
/// incident began": the lengths of such sentences.
fn after_the_start(text: &str, begun: &Lower) -> Vec<(Measure, Range<usize>, Said)> {
    let lower = begun.text;
    let mut found = Vec::new();
    for (at, _) in begun.places(&TOOK_STARTS) {
        let sentence = sentence_start(lower, at);
        let blanks = lower[sentence..at].match_indices(' ').map(|(blank, _)| sentence + blank + 1);
        let whole = |start: &usize| {
            let said = ranged(&text[*start..])?;
            let between = text.get(start + said.taken..at)?;
            between.trim().is_empty().then_some((*start, said))
        };
        let first = sentence + lower[sentence..].len() - lower[sentence..].trim_start().len();
        let Some((start, said)) = [first].into_iter().chain(blanks).find_map(|at| whole(&at))
        else {
            continue;
        };
        let before = &lower[sentence..start];
        let acts = |text: &str| {
            let last = words::pairs(|language| language.took_acts)
                .filter_map(|(word, measure)| Some((text.rfind(word)?, measure)));
            last.max_by_key(|(at, _)| *at).map(|(_, measure)| measure)
        };
        let measure =
            if before.trim().is_empty() { acts(sentence_rest(lower, at)) } else { acts(before) };
        if let Some(measure) = measure {
            found.push((measure, start..start + said.taken, said));
        }
    }
    found
}

/// "It went undetected by humans for seven hours": the lengths of such sentences.
fn unnoticed(text: &str, begun: &Lower) -> Vec<(Range<usize>, Said)> {
    let lower = begun.text;
    let mut found = Vec::new();
    for (at, word) in begun.places(&UNNOTICED) {
        let end = at + word.len();
        let rest = sentence_rest(lower, end);
        let mut signs = words::all(|language| language.unnoticed_signs);
        let start = signs.find_map(|sign| Some(end + rest.find(*sign)? + sign.len()));
        if let Some(start) = start
            && let Some(said) = ranged(&text[start..])
        {
            found.push((start..start + said.taken, said));
        }
    }
    found
}

/// "The time to mitigation was 28 minutes": the lengths that follow such a name in a sentence.
fn named(text: &str, begun: &Lower) -> Vec<(Measure, Range<usize>, Said)> {
    let lower = begun.text;
    let mut found = Vec::new();
    for (at, verb) in begun.places(&NAMED_VERBS) {
        let before = lower[sentence_start(lower, at)..at].trim_end();
        let last = before.as_bytes().last();
        let named =
            NAMES.iter().find(|(name, _)| name.as_bytes().last() == last && before.ends_with(name));
        let start = at + verb.len();
        if let Some((_, measure)) = named
            && let Some(said) = ranged(&text[start..])
        {
            found.push((*measure, start..start + said.taken, said));
        }
    }
    found
}

/// Whether a sentence only supposes or denies what it says before a place, or tells of another
/// incident: "would have paged within two minutes".
fn is_supposed(lower: &str, at: &Range<usize>) -> bool {
    is_supposed_before(lower, at, at.end, "")
}

/// The same with the clause behind the place, where a few words are no supposition and no denial:
/// "could not log in for".
pub(super) fn is_supposed_but(lower: &str, at: &Range<usize>, said: &str) -> bool {
    // What the next clause supposes is something else: "…, which should not happen again".
    let rest = &lower[at.end..sentence_end(lower, at.end)];
    let clause = at.end + rest.find([',', ';', '(']).unwrap_or(rest.len());
    is_supposed_before(lower, at, clause, said)
}

fn is_supposed_before(lower: &str, at: &Range<usize>, end: usize, said: &str) -> bool {
    let start = sentence_start(lower, at.start);
    let has = |text: &str, list: fn(&'static Language) -> List| {
        let text = if said.is_empty() { text.to_owned() } else { text.replace(said, " ") };
        text.split(|c: char| !c.is_alphanumeric()).any(|word| words::has(list, word))
    };
    let sentence = &lower[start..sentence_end(lower, at.end)];
    let before = &lower[start..at.start];
    let clause = before.rfind([',', ';', ':']).map_or(before, |comma| &before[comma..]);
    words::all(|language| language.elsewhere).any(|word| sentence.contains(*word))
        || has(clause, |language| language.negations)
        || has(&lower[start..end], |language| language.suppositions)
}

/// What a sentence says was reached: "to resolve".
fn reached_by(rest: &str) -> Option<Measure> {
    let lead = rest.trim_start();
    took_ends()
        .find(|(words, _)| lead.starts_with(words.as_str()) && ends_word(lead, words.len()))
        .map(|(_, measure)| measure)
}

/// What is reached after a length that was taken: "to resolve". Other languages have their words for
/// "to" in their lists.
fn took_ends() -> impl Iterator<Item = (String, Measure)> {
    words::languages().flat_map(|language| {
        let is_english = std::ptr::eq(language, words::LANGUAGES[words::ENGLISH]);
        let to = if is_english { "to " } else { "" };
        let of = move |(measure, words): &'static (Measure, List)| {
            words.iter().map(move |word| (format!("{to}{word}"), *measure))
        };
        language.took_ends.iter().flat_map(of)
    })
}

/// A text in lower case, with the places where its words begin.
struct Lower<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lower<'t> {
    fn of(text: &'t str) -> Self {
        let mut before = ' ';
        let starts = text.char_indices().filter_map(|(at, c)| {
            let begins = !before.is_alphanumeric();
            before = c;
            begins.then_some(at)
        });
        Self { text, starts: starts.collect() }
    }

    /// Where words of a list begin a word.
    fn places(&self, list: &Beginnings<()>) -> Vec<(usize, &'static str)> {
        let mut places = Vec::new();
        for &at in &self.starts {
            let rest = &self.text[at..];
            let here = list.like(rest).iter().filter(|(words, ())| rest.starts_with(words));
            let known = places.len();
            places.extend(here.map(|(words, ())| (at, *words)));
            places[known..].sort_unstable();
        }
        places
    }
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].starts_with(char::is_alphanumeric)
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
