//! Due dates that are no days: `end of Q3`, `Friday`.

use crate::words::{self, Language, List};

/// The length of `Q3`, `end of Q3 2024`, `end of March`, `the end of the week`, `Friday`; 0 for
/// anything else.
pub(crate) fn period_length(text: &str) -> usize {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut relative = false;
    // `the end of the next …`: an article may stand before each opening.
    for _ in 0..3 {
        rest = behind(|language| language.articles, rest).unwrap_or(rest);
        let Some(next) = behind(|language| language.period_openings, rest) else { break };
        (rest, relative) = (next, true);
    }
    rest = behind(|language| language.articles, rest).unwrap_or(rest);
    let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..length];
    let quarter = behind(|language| language.quarters, word)
        .is_some_and(|number| matches!(number, "1" | "2" | "3" | "4"));
    let named = words::has(|language| language.weekdays, word)
        || words::has(|language| language.period_names, word);
    let month = crate::postmortem::time::scan::Scan::new(word, 0).month().is_some()
        && (relative || word.len() > 3);
    let year =
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
    if !(quarter
        || month
        || (relative && year)
        || named
        || (relative && words::has(|language| language.periods, word)))
    {
        return 0;
    }
    let taken = lower.len() - rest.len() + length;
    let behind = &lower[taken..];
    let next = behind.strip_prefix(' ').and_then(|rest| rest.get(..4));
    let with_year =
        next.is_some_and(|next| next.starts_with("20") && next.bytes().all(|b| b.is_ascii_digit()));
    taken + if with_year { 5 } else { 0 }
}

/// What follows the word of a list that a text begins with.
fn behind(of: impl Fn(&'static Language) -> List, text: &str) -> Option<&str> {
    words::prefix_length(of, text).map(|length| &text[length..])
}
