//! Due dates that are no days: `end of Q3`, `Friday`.

use crate::words;

/// The length of `Q3`, `end of Q3 2024`, `end of March`, `the end of the week`, `Friday`; 0 for anything else.
pub(crate) fn period_length(text: &str) -> usize {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut relative = false;
    for word in ["the ", "end of ", "mid ", "early ", "late ", "next ", "this ", "the "] {
        if let Some(behind) = rest.strip_prefix(word) {
            (rest, relative) = (behind, relative || word != "the ");
        }
    }
    let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..length];
    let quarter = word.len() == 2 && word.starts_with('q') && word.ends_with(['1', '2', '3', '4']);
    let day = word.ends_with("day") || word.starts_with("eo");
    let month = crate::postmortem::time::scan::Scan::new(word, 0).month().is_some()
        && (relative || word.len() > 3);
    let year =
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
    if !(quarter
        || month
        || (relative && year)
        || (words::has(|language| language.periods, word) && (relative || day)))
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
