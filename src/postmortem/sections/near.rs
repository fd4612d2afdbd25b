//! Headings that are nearly known ones: one letter apart, or the same words in another order.

use crate::postmortem::sections::headings::{self, LONGEST, Meaning, meaning, normalised};

/// The shortest heading of which one letter can be wrong,
const SHORTEST: usize = 6;
/// and the shortest that is read as what it nearly is: "Content" is no "Context".
const SLIP: usize = 8;
/// The most bytes of a letter.
const LETTER: usize = 4;

/// The known heading that one is near.
pub(super) fn near(heading: &str) -> Option<&'static str> {
    let words = normalised(heading);
    if words.len() < SHORTEST || words.len() > LONGEST || meaning(heading).is_some() {
        return None;
    }
    let parts = sorted(&words);
    let is_near = |known: &&str| {
        is_one_edit(known, &words)
            || parts.len() > 1 && known.len() == words.len() && parts == sorted(known)
    };
    headings::known().filter(|known| known.len() >= SHORTEST).filter(is_near).min()
}

/// What a heading means that has one letter wrong: `Lesssons learned`.
pub(super) fn slip(heading: &str) -> Option<Meaning> {
    let words = normalised(heading);
    let known = near(heading).filter(|known| words.len() >= SLIP && is_one_edit(known, &words))?;
    meaning(known)
}

fn sorted(words: &str) -> Vec<&str> {
    let mut all: Vec<&str> = words.split_whitespace().collect();
    all.sort_unstable();
    all
}

/// Whether one letter is missing, too many, another one, or changes places with the next. All known
/// headings are asked about each heading of a document: what is alike at both ends is passed over.
fn is_one_edit(known: &str, words: &str) -> bool {
    if known.len().abs_diff(words.len()) > 3 || known == words {
        return false;
    }
    // What is alike at neither end is another heading, unless it has no more than two letters.
    let (first, last) = (known.as_bytes().first(), known.as_bytes().last());
    let is_apart = first != words.as_bytes().first() && last != words.as_bytes().last();
    if is_apart && known.len() > 2 * LETTER {
        return false;
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize =
        known.chars().zip(words.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (known, words) = (&known[head..], &words[head..]);
    let ends = known.chars().rev().zip(words.chars().rev());
    let tail: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let mut known = known[..known.len() - tail].chars();
    let mut words = words[..words.len() - tail].chars();
    let first = [known.next(), words.next()];
    let second = [known.next(), words.next()];
    let is_end = known.next().is_none() && words.next().is_none();
    is_end && (second == [None, None] || second == [first[1], first[0]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_makes_a_slip() {
        for (known, words) in [
            ("timeline", "time line"),
            ("timeline", "timelne"),
            ("timeline", "tiemline"),
            ("timeline", "timelinr"),
            ("lessons learned", "lesssons learned"),
            ("übersicht", "ubersicht"),
            ("abc", "abcd"),
        ] {
            assert!(is_one_edit(known, words) && is_one_edit(words, known), "{words}");
        }
        for (known, words) in [
            ("timeline", "timeline"),
            ("timeline", "timelien e"),
            ("timeline", "time lines"),
            ("timeline", "imelinet"),
            ("aabb", "bbaa"),
        ] {
            assert!(!is_one_edit(known, words), "{words}");
        }
    }

    #[test]
    fn words_in_another_order_are_near_and_no_slip() {
        assert_eq!(near("Learned lessons"), Some("lessons learned"));
        assert_eq!(slip("Learned lessons"), None);
        assert!(slip("Actoin items").is_some());
    }
}
