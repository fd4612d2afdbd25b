//! Fields behind a text: `(Ann Lee, due 2026-01-31, done)`, `– Ann Lee – done`.

use crate::markdown::Node;
use crate::postmortem::lists::columns::column;
use crate::postmortem::lists::due::period_length;
use crate::postmortem::lists::fields::{self, is_state, state};
use crate::postmortem::lists::owners::is_name;
use crate::postmortem::model::ActionState;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// What stood behind a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Tail {
    pub(super) owner: Option<String>,
    pub(super) due: Option<String>,
    pub(super) state: Option<ActionState>,
    /// Whether it says that there is no owner yet.
    is_open: bool,
}

impl Tail {
    /// Reads one part; false when it is no field.
    fn read(&mut self, part: &str) -> bool {
        let part = part.trim().trim_end_matches('.');
        if is_state(part) {
            self.state = self.state.or_else(|| state(part));
        } else if let Some(due) = due(part) {
            self.due.get_or_insert(due);
        } else if is_name(part) || is_name_with_another(part) || is_eastern_name(part) {
            if self.owner.is_some() {
                return false;
            }
            self.owner = Some(fields::owner(part));
        } else {
            let lower = part.to_lowercase();
            let is_nobody = words::has(|language| language.no_owner, &lower)
                || words::has(|language| language.nobody, &lower);
            self.is_open |= is_nobody;
            return is_nobody;
        }
        true
    }

    /// Whether it is sure to be fields: a name alone may be anything that has a name.
    fn is_sure(&self) -> bool {
        let is_full = |name: &str| name.contains(' ') && !name.starts_with(is_eastern);
        let full = self.owner.as_deref().is_some_and(is_full);
        full || self.due.is_some() || self.state.is_some() || self.is_open
    }
}

/// A date, behind a word that says what it is for or alone.
fn due(part: &str) -> Option<String> {
    let lower = part.to_lowercase();
    let label = words::all(|language| language.due_words)
        .find(|word| lower.starts_with(*word))
        .map_or(0, |word| word.len());
    let rest = part.get(label..)?.trim();
    // `12/26まで`
    let mut ends = words::all(|language| language.due_ends);
    let ended = ends.find_map(|end| rest.strip_suffix(end)).map(str::trim_end);
    let rest = ended.unwrap_or(rest);
    let day = stamp::read(rest).filter(|day| day.is_day() && day.length == rest.len());
    let day = day.or_else(|| stamp::day(ended?));
    let period = || period_length(rest) == rest.len() && !rest.is_empty();
    day.map(|day| day.written).or_else(|| period().then(|| rest.to_owned()))
}

/// Takes what stands in brackets at the end of a text, or behind dashes, when all of it is fields.
pub(super) fn take<'a>(text: Node<'a>) -> Tail {
    let last = take_last(text);
    let has_one = last.owner.is_some() || last.due.is_some() || last.state.is_some();
    // `(Ann Lee) – in progress` has fields before the last.
    let before = if has_one { take_last(text) } else { Tail::default() };
    Tail {
        owner: last.owner.or(before.owner),
        due: last.due.or(before.due),
        state: last.state.or(before.state),
        is_open: last.is_open || before.is_open,
    }
}

fn take_last<'a>(text: Node<'a>) -> Tail {
    let words = inline::text(text);
    let end = words.trim_end().trim_end_matches('.').len();
    let words = &words[..end];
    if let Some((open, inside)) = bracketed(words) {
        let mut tail = Tail::default();
        let parts = parts(inside);
        if !parts.iter().all(|part| tail.read(part)) || !tail.is_sure() || open == 0 {
            return behind_dashes(text, words);
        }
        let mut start = open;
        // `– Security (K. Holm)` is one owner.
        if let Some((at, team)) = behind_last_dash(&words[..open])
            && let Some(name) = tail.owner.as_mut().filter(|_| is_name(team))
        {
            *name = format!("{team} ({name})");
            start = at;
        }
        seam::take(text, start..end);
        return tail;
    }
    behind_dashes(text, words)
}

/// The brackets that a text ends with.
fn bracketed(words: &str) -> Option<(usize, &str)> {
    let brackets = [(')', '('), (']', '['), ('）', '（')];
    let (inside, sign) =
        brackets.into_iter().find_map(|(close, open)| Some((words.strip_suffix(close)?, open)))?;
    let open = inside.rfind(sign)?;
    Some((open, &inside[open + sign.len_utf8()..]))
}

/// Where the last dash of a text stands, and what stands behind it.
fn behind_last_dash(words: &str) -> Option<(usize, &str)> {
    let signs = [" – ", " — ", " - "].into_iter();
    let (at, length) = signs.filter_map(|sign| Some((words.rfind(sign)?, sign.len()))).max()?;
    Some((at, words[at + length..].trim()))
}

/// `Security (K. Holm)`: a team and who does it there.
fn is_name_with_another(part: &str) -> bool {
    let names = part.strip_suffix(')').and_then(|part| part.split_once('('));
    names.is_some_and(|(team, name)| is_name(team) && is_name(name))
}

/// A name of a script without capitals: few letters that mean nothing else here.
fn is_eastern_name(part: &str) -> bool {
    let letters = part.chars().filter(|c| !c.is_whitespace()).count();
    (2..=8).contains(&letters)
        && part.chars().all(|c| is_eastern(c) || c.is_whitespace())
        && fields::is_somebody(part)
        && !words::has(|language| language.no_owner, part)
        && column(part) == Column::Other
}

/// The parts between commas; the comma in `March 7, 2025` parts nothing.
fn parts(inside: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in inside.split([',', ';', '、', '，', '；']) {
        let bare = part.trim();
        let is_year = bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit());
        match parts.last_mut().filter(|_| is_year) {
            Some(last) => *last = format!("{last}, {bare}"),
            None => parts.push(bare.to_owned()),
        }
    }
    parts
}

fn behind_dashes<'a>(text: Node<'a>, words: &str) -> Tail {
    let codes = inline::codes(text);
    let mut tail = Tail::default();
    let mut start = words.len();
    while let Some((at, sign)) = [" – ", " — ", " - "]
        .iter()
        .filter_map(|sign| Some((words[..start].rfind(sign)?, sign.len())))
        .max()
    {
        let part = &words[at + sign..start];
        let is_code = codes.iter().any(|code| code.start < start && at < code.end);
        let mut read = tail.clone();
        if is_code || at == 0 || !parts(part).iter().all(|part| read.read(part)) {
            break;
        }
        tail = read;
        start = at;
    }
    if start == words.len() || !tail.is_sure() {
        return Tail::default();
    }
    seam::take(text, start..words.len());
    if tail.owner.as_deref().is_some_and(|name| !fields::is_somebody(name)) {
        tail.owner = None;
    }
    tail
}
