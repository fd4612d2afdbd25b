//! Due dates: as days that programs read, and those that are no days: `end of Q3`, `Friday`.

use jiff::civil::Date;

use crate::postmortem::model::Postmortem;
use crate::postmortem::time::stamp;
use crate::words::{self, ListOf};

/// The length of `Q3`, `end of Q3 2024`, `end of March`, `the end of the week`, `Friday`; 0 for
/// anything else.
pub(crate) fn period_length(text: &str) -> usize {
    let lower = words::lower(text);
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
    let weekday = words::all(|language| language.weekdays);
    let weekday =
        weekday.into_iter().any(|day| *day == word || word.len() == 3 && day.starts_with(word));
    let named = weekday || words::has(|language| language.period_names, word);
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
fn behind(of: ListOf, text: &str) -> Option<&str> {
    words::prefix_length(of, text).map(|length| &text[length..])
}

/// A due date that is a full date, in the form that programs read. In `07/03/2025` the order of day
/// and month must be
/// known from another date of the document.
pub(crate) fn iso(due: &str, is_day_first: Option<bool>) -> Option<String> {
    let due = due.trim();
    if let Some((first, second, year)) = numbers(due) {
        let is_day_first = if first == second { Some(true) } else { order(due).or(is_day_first) }?;
        let (day, month) = if is_day_first { (first, second) } else { (second, first) };
        return Date::new(year, month, day).ok().map(|date| date.to_string());
    }
    let whole = stamp::read(due).filter(|day| day.is_day() && day.length == due.len())?;
    let has_year =
        whole.written.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    has_year.then(|| stamp::find_date(&whole.written)).flatten().map(|date| date.to_string())
}

/// Whether days stand first in the due dates of a document; none where no date can be read in one
/// way only.
pub(crate) fn order_of(pm: &Postmortem) -> Option<bool> {
    let actions = pm.corrective_actions.iter().chain(&pm.action_items);
    actions.filter_map(|action| action.due.as_deref()).find_map(order)
}

/// Whether the day stands first in a date that can only be read one way.
fn order(due: &str) -> Option<bool> {
    match numbers(due.trim())? {
        (first, _, _) if first > 12 => Some(true),
        (_, second, _) if second > 12 => Some(false),
        _ => None,
    }
}

/// `07/03/2025`, `7.3.2025`.
fn numbers(due: &str) -> Option<(i8, i8, i16)> {
    let mut parts = due.split(['/', '.', '-']);
    let first = parts.next()?;
    let second = parts.next()?;
    let year = parts.next()?;
    let fits = first.len() <= 2 && year.len() == 4 && parts.next().is_none();
    if !fits {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}
