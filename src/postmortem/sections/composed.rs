//! Headings that are put together from words of a kind, where no list could hold them all.

use crate::postmortem::model::SectionKind;
use crate::words::{self, Language, List, letter};

/// "Prevention decisions", "What are the next steps for us?": a word that says that something is to
/// be done, and other words of such headings.
pub(super) fn fix(words: &str) -> Option<SectionKind> {
    let tails = words::all(|language| language.action_heading_tails);
    let end = tails.filter_map(|tail| words::find(words, tail)).filter(|at| *at > 0).min();
    let mut rest = format!(" {} ", words[..end.unwrap_or(words.len())].replace(['/', ','], " "));
    let letters = rest.split(' ').fold(0, |letters, word| letters | letter(word));
    let mut has = |of: fn(&'static Language) -> List| {
        let before = rest.len();
        for sign in words::all(of).filter(|sign| letters & letter(sign) != 0) {
            if is_within(&rest, sign) {
                rest = rest.replace(&format!(" {sign} "), " ");
            }
        }
        rest.len() < before
    };
    let corrects = has(|language| language.corrective_heading_signs);
    let acts = has(|language| language.action_heading_signs);
    let found = match (corrects, acts) {
        (true, _) => Some(SectionKind::CorrectiveActions),
        (false, true) => Some(SectionKind::ActionItems),
        (false, false) => None,
    };
    let is_known = |word| words::has(|language| language.action_heading_words, word);
    found.filter(|_| rest.split_whitespace().all(is_known))
}

/// Whether a sign stands between blanks. Most signs do not stand in a heading, and a heading has few
/// words.
fn is_within(text: &str, sign: &str) -> bool {
    text.match_indices(' ').any(|(at, _)| {
        let behind = text[at + 1..].strip_prefix(sign);
        behind.is_some_and(|behind| behind.starts_with(' '))
    })
}
