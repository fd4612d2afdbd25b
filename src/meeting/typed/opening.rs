//! Where a field begins in a typed line.

use jiff::civil::Date;

use super::is_separator;
use crate::meeting::capture::CaptureKind;
use crate::meeting::days::{self, DayError};
use crate::postmortem::fields;
use crate::words::{self, TypedField};

/// How lines of a kind are read.
pub(super) struct Grammar<'a> {
    pub(super) kind: CaptureKind,
    pub(super) today: Date,
    /// Those whom the document names.
    pub(super) owners: &'a [String],
}

/// What stands at a place in a line.
pub(super) enum Piece {
    /// So many bytes of text.
    Text(usize),
    /// The same, where a backslash in front takes a field's meaning away. It counts, too.
    Escaped(usize),
    Field(Opening),
}

/// A field: all of it, or the label before a value.
pub(super) enum Opening {
    Owner(String),
    Day(Date),
    /// What should be a day, and is none.
    NoDay(String, DayError),
    From(String),
    Label(TypedField),
}

impl Grammar<'_> {
    /// What stands at a place, and its length; none at the end.
    pub(super) fn piece(&self, line: &str, at: usize, in_value: bool) -> Option<(Piece, usize)> {
        let rest = &line[at..];
        let first = rest.chars().next()?;
        if !is_start(&line[..at]) {
            return Some((Piece::Text(first.len_utf8()), first.len_utf8()));
        }
        let slashes = rest.len() - rest.trim_start_matches('\\').len();
        let piece = match self.opening(&rest[slashes..], in_value) {
            Some((opening, length)) if slashes == 0 => (Piece::Field(opening), length),
            Some((_, length)) => (Piece::Escaped(slashes + length), slashes + length),
            None => {
                let length = if slashes > 0 { slashes } else { first.len_utf8() };
                (Piece::Text(length), length)
            }
        };
        Some(piece)
    }

    /// The field that a text begins with, and how much of it is taken.
    fn opening(&self, text: &str, in_value: bool) -> Option<(Opening, usize)> {
        if text.starts_with('(') {
            return self.from(text);
        }
        if self.has_fields() {
            if text.starts_with('@') {
                return self.owner(text);
            }
            if let Some(found) = self.day(text, in_value) {
                return Some(found);
            }
        }
        let (field, length) = label(text).filter(|(field, _)| self.takes(*field))?;
        (field != TypedField::Due).then_some((Opening::Label(field), length))
    }

    fn has_fields(&self) -> bool {
        matches!(self.kind, CaptureKind::Action | CaptureKind::Change)
    }

    fn takes(&self, field: TypedField) -> bool {
        let is_declined = self.kind == CaptureKind::DeclinedOption;
        self.has_fields() || is_declined && field == TypedField::Reason
    }

    /// Whether a text begins as a field does, with a backslash or without. What stands behind does
    /// not matter: else a line of `due due due` would be read over and over.
    fn begins_as_field(&self, text: &str) -> bool {
        let text = text.trim_start_matches('\\');
        let is_word = |word: &str| {
            // The blank behind it may be the end of the line.
            let word = word.trim_end();
            let begins = text.get(..word.len()).is_some_and(|it| it.to_lowercase() == word);
            begins && !text[word.len()..].starts_with(char::is_alphanumeric)
        };
        let is_from = words::all(|language| language.from_opening).any(|word| is_word(word));
        let is_day = || {
            let mut words = words::all(|language| language.due_words);
            text.starts_with('@') || words.any(|word| is_word(word)) || due_label(text).is_some()
        };
        is_from
            || label(text).is_some_and(|(field, _)| self.takes(field))
            || self.has_fields() && is_day()
    }

    /// `(from W3)`, at the end of a line or before another field.
    fn from(&self, text: &str) -> Option<(Opening, usize)> {
        let length = words::prefix_length(|language| language.from_opening, text)?;
        let close = text.find(')')?;
        let place = text.get(length..close)?.trim();
        let behind = text[close + 1..].trim_start_matches(|c| c == ' ' || is_separator(c));
        let is_last = behind.is_empty() || self.begins_as_field(behind);
        (is_place(place) && is_last).then(|| (Opening::From(place.to_owned()), close + 1))
    }

    /// `@ann`, and `@Ann Lee` where the document names her so.
    fn owner(&self, text: &str) -> Option<(Opening, usize)> {
        let name = text.strip_prefix('@')?;
        if let Some((known, length)) = self.known_owner(name) {
            return Some((Opening::Owner(known), length + 1));
        }
        let end = name.find(|c: char| !(c.is_alphanumeric() || "-_./".contains(c)));
        let name = &name[..end.unwrap_or(name.len())];
        let name = name.trim_end_matches(['.', '/', '-']);
        let is_name = name.starts_with(char::is_alphabetic) && is_end(&text[name.len() + 1..]);
        is_name.then(|| (Opening::Owner(name.to_owned()), name.len() + 1))
    }

    /// The longest name of the document's owners that a text begins with, and its length.
    pub(super) fn known_owner(&self, text: &str) -> Option<(String, usize)> {
        fn lower(text: &str) -> impl Iterator<Item = char> {
            text.chars().flat_map(char::to_lowercase)
        }
        let begins = |known: &&str| {
            let same = text.get(..known.len()).is_some_and(|it| lower(it).eq(lower(known)));
            !known.is_empty() && same && is_end(&text[known.len()..])
        };
        let names = self.owners.iter().map(|name| name.trim().trim_start_matches('@'));
        let known = names.filter(begins).max_by_key(|name| name.len())?;
        Some((known.to_owned(), known.len()))
    }

    /// `due Friday`, `by 1 Dec`, `📅 2026-12-01`. What stands behind `due` must be a day.
    fn day(&self, text: &str, in_value: bool) -> Option<(Opening, usize)> {
        let label = due_label(text);
        let labels = words::all(|language| language.due_words).filter(|word| {
            // `by` is a word of any sentence.
            let is_sure = label.is_some() || !word.starts_with(char::is_alphabetic);
            let begins = text.get(..word.len()).is_some_and(|it| it.to_lowercase() == **word);
            begins && (is_sure || !in_value)
        });
        let mut lengths: Vec<usize> = labels.map(|word| word.len()).collect();
        let colon = label.filter(|length| text[*length..].starts_with(':'));
        lengths.extend(colon.map(|length| length + 1));
        lengths.sort_unstable_by(|one, other| other.cmp(one));
        for length in &lengths {
            let behind = text[*length..].trim_start();
            let Some((day, taken)) = days::prefix(behind, self.today) else { continue };
            let opening = match day {
                Ok(date) => Opening::Day(date),
                Err(error) => Opening::NoDay(behind[..taken].to_owned(), error),
            };
            return Some((opening, text.len() - behind.len() + taken));
        }
        let length = colon.map_or(label?, |length| length + 1);
        let behind = self.should_be_a_day(&text[length..])?;
        let few: Vec<&str> = behind.split_whitespace().take(3).collect();
        Some((Opening::NoDay(few.join(" "), DayError::NoDay), length))
    }

    /// What stands behind `due` and its `by`, unless that is nothing, another field, or an idiom.
    fn should_be_a_day<'t>(&self, behind: &'t str) -> Option<&'t str> {
        let mut behind = behind.trim_start();
        let first = |text: &'t str| text.split_whitespace().next().unwrap_or_default();
        let is_lead = |word: &str| {
            words::all(|language| language.day_lead_ins).any(|lead| lead.trim_end() == word)
        };
        while is_lead(&first(behind).to_lowercase()) {
            behind = behind[first(behind).len()..].trim_start();
        }
        let word = first(behind).trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let should = !behind.is_empty()
            && !words::has(|language| language.due_idioms, &word)
            && !self.begins_as_field(behind);
        should.then_some(behind)
    }
}

/// The length of `due`, with what may follow a label.
fn due_label(text: &str) -> Option<usize> {
    let length = words::prefix_length(|language| language.due_labels, text)?;
    text[length..].starts_with(|c: char| c == ':' || c.is_whitespace()).then_some(length)
}

/// Whether a field may begin behind a text.
fn is_start(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|c| c.is_whitespace() || is_separator(c))
}

/// Whether a name may end before a text.
fn is_end(text: &str) -> bool {
    let next = text.chars().next();
    next.is_none_or(|c| c.is_whitespace() || is_separator(c) || ":.!?)".contains(c))
}

/// `sign:`, and its length.
fn label(text: &str) -> Option<(TypedField, usize)> {
    words::pairs(|language| language.typed_fields).into_iter().find_map(|(name, field)| {
        let begins = text.get(..name.len()).is_some_and(|it| it.to_lowercase() == name);
        (begins && text[name.len()..].starts_with(':')).then_some((field, name.len() + 1))
    })
}

/// Whether a text says where something comes from: `W3`, `L2, W4`, `the timeline, 10:20`.
pub(super) fn is_place(text: &str) -> bool {
    let (ids, length) = fields::ids(text);
    let lower = text.to_lowercase();
    let behind = words::all(|language| language.from_places).find_map(|it| lower.strip_prefix(it));
    let is_named = behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(','));
    !text.contains(['(', ')']) && (!ids.is_empty() && length == text.len() || is_named)
}
