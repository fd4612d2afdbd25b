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
            return self.from(text, in_value);
        }
        let has_fields = matches!(self.kind, CaptureKind::Action | CaptureKind::Change);
        if has_fields {
            if text.starts_with('@') {
                return self.owner(text);
            }
            if let Some(found) = self.day(text, in_value) {
                return Some(found);
            }
        }
        let (field, length) = label(text)?;
        let fits = match field {
            TypedField::Reason => has_fields || self.kind == CaptureKind::DeclinedOption,
            TypedField::Due => false,
            _ => has_fields,
        };
        fits.then_some((Opening::Label(field), length))
    }

    /// `(from W3)`, at the end of a line or before another field.
    fn from(&self, text: &str, in_value: bool) -> Option<(Opening, usize)> {
        let length = words::prefix_length(|language| language.from_opening, text)?;
        let close = text.find(')')?;
        let place = text.get(length..close)?.trim();
        let behind = text[close + 1..].trim_start_matches(|c| c == ' ' || is_separator(c));
        let behind = behind.trim_start_matches('\\');
        let is_last = behind.is_empty() || self.opening(behind, in_value).is_some();
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
        let begins = |known: &&str| {
            let same =
                text.get(..known.len()).is_some_and(|it| it.to_lowercase() == known.to_lowercase());
            !known.is_empty() && same && is_end(&text[known.len()..])
        };
        let names = self.owners.iter().map(|name| name.trim().trim_start_matches('@'));
        let known = names.filter(begins).max_by_key(|name| name.len())?;
        Some((known.to_owned(), known.len()))
    }

    /// `due Friday`, `by 1 Dec`, `📅 2026-12-01`. What stands behind `due` must be a day.
    fn day(&self, text: &str, in_value: bool) -> Option<(Opening, usize)> {
        let label = words::prefix_length(|language| language.due_labels, text);
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
        let length = lengths.into_iter().next().filter(|_| label.is_some())?;
        let behind = text[length..].trim_start();
        self.should_be_a_day(behind).then(|| {
            let few: Vec<&str> = behind.split_whitespace().take(3).collect();
            (Opening::NoDay(few.join(" "), DayError::NoDay), length)
        })
    }

    /// Whether what stands behind `due` is neither the end, nor another field, nor an idiom.
    fn should_be_a_day(&self, behind: &str) -> bool {
        let word = behind.split_whitespace().next().unwrap_or_default();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let bare = behind.trim_start_matches('\\');
        !bare.is_empty()
            && !words::has(|language| language.due_idioms, &word)
            && self.opening(bare, false).is_none()
    }
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
