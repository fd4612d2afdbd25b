//! One typed line as a capture, and the line that gives a capture again.
//!
//! `Page twice @ann due Friday sign: no page is missed (from W3)`: [`opening`] finds where fields
//! begin; all else is text, and every character of it stays. A backslash in front makes text of
//! what would be a field. `docs/journal.md` says which fields there are.

mod line;
mod opening;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::Date;

pub(crate) use line::line;

use super::capture::{ActionRef, Capture, CaptureFields, CaptureKind};
use super::days::{self, DayError};
use crate::edit;
use crate::postmortem::fields;
use crate::words::{self, TypedField};
use opening::{Grammar, Opening, Piece};

/// The longest line, in characters.
pub(crate) const LONGEST: usize = 2000;

/// Why a line is no capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypedError {
    /// It has no text.
    Empty,
    TooLong,
    /// Two people, or more.
    TwoOwners(String, String),
    /// Nobody: `@tbd`.
    Nobody(String),
    /// A field stands there twice.
    Twice(TypedField),
    /// `(from …)` stands there twice.
    TwoPlaces,
    /// A label without a value.
    NoValue(TypedField),
    /// What stands behind `due` is no day.
    Day(String, DayError),
    /// No state has this name.
    State(String),
    /// A change has nothing but fields.
    NoField(String),
}

impl fmt::Display for TypedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no text; type what was said"),
            Self::TooLong => write!(f, "this is longer than {LONGEST} characters; say it in two"),
            Self::TwoOwners(one, other) => write!(
                f,
                "{one} and {other} cannot both own it; write \\@{other} where somebody is only \
                 mentioned"
            ),
            Self::Nobody(name) => write!(f, "“{name}” is nobody; leave the owner out for now"),
            Self::Twice(field) => write!(f, "`{}` stands there twice", name(*field)),
            Self::TwoPlaces => f.write_str("`(from …)` stands there twice; write (from W3, L2)"),
            Self::NoValue(field) => write!(f, "nothing stands behind `{}:`", name(*field)),
            Self::Day(words, error) => write!(f, "“{words}” {error}"),
            Self::State(words) => write!(
                f,
                "“{words}” is no state; write proposed, committed, in progress, done or declined"
            ),
            Self::NoField(words) => write!(
                f,
                "“{words}” is no owner, day, sign or reason; write @name, a day, sign: … or \
                 reason: …"
            ),
        }
    }
}

impl std::error::Error for TypedError {}

/// What a field is called.
fn name(field: TypedField) -> &'static str {
    let names = words::pairs(|language| language.typed_fields);
    names.into_iter().find(|(_, known)| *known == field).map_or("", |(name, _)| name)
}

/// Reads a typed line. `owners` are those whom the document names.
///
/// # Errors
/// A sentence for whoever typed it.
pub(crate) fn capture(
    kind: CaptureKind,
    line: &str,
    today: Date,
    owners: &[String],
) -> Result<Capture, TypedError> {
    if line.chars().count() > LONGEST {
        return Err(TypedError::TooLong);
    }
    let line = edit::one_line(line);
    let grammar = Grammar { kind, today, owners };
    let mut typed = Typed::default();
    let mut at = 0;
    while let Some((piece, length)) = grammar.piece(&line, at, typed.label.is_some()) {
        typed.take(&line[at..], piece)?;
        at += length;
    }
    typed.end_piece(false)?;
    if kind == CaptureKind::Change {
        typed.take_rest(&grammar)?;
    } else if typed.text.is_empty() {
        return Err(TypedError::Empty);
    }
    let Typed { text, fields, from, .. } = typed;
    Ok(Capture { kind, text, fields, from, target: None })
}

/// Reads the line that corrects a capture. What cannot be typed stays: the action that it is about,
/// and where it came from when no line can say that.
///
/// # Errors
/// As in [`capture`].
pub(crate) fn corrected(
    old: &Capture,
    kind: CaptureKind,
    line: &str,
    today: Date,
    owners: &[String],
) -> Result<Capture, TypedError> {
    let target: Option<ActionRef> = old.target.clone().filter(|_| kind == CaptureKind::Change);
    let kept = old.from.clone().filter(|from| !opening::is_place(from));
    let new = capture(kind, line, today, owners)?;
    Ok(Capture { target, from: new.from.or(kept), ..new })
}

/// A line as far as it was read.
#[derive(Debug, Default)]
struct Typed {
    text: String,
    fields: CaptureFields,
    from: Option<String>,
    /// The field whose value is read; else it is text.
    label: Option<TypedField>,
    /// What was read of it.
    piece: String,
    /// Whether a field stands before.
    has_field: bool,
}

impl Typed {
    fn take(&mut self, rest: &str, piece: Piece) -> Result<(), TypedError> {
        match piece {
            Piece::Text(length) => self.piece.push_str(&rest[..length]),
            Piece::Escaped(length) => self.piece.push_str(&rest[1..length]),
            Piece::Field(opening) => {
                self.end_piece(true)?;
                self.has_field = true;
                match opening {
                    Opening::Owner(name) => self.set_owner(name)?,
                    Opening::Day(date) => self.set_due(date)?,
                    Opening::NoDay(words, error) => return Err(TypedError::Day(words, error)),
                    Opening::From(place) => {
                        if self.from.replace(place).is_some() {
                            return Err(TypedError::TwoPlaces);
                        }
                    }
                    Opening::Label(field) => self.label = Some(field),
                }
            }
        }
        Ok(())
    }

    /// Ends a text or a value. What holds a field apart from it is the field's.
    fn end_piece(&mut self, before_field: bool) -> Result<(), TypedError> {
        let piece = std::mem::take(&mut self.piece);
        let mut piece = piece.trim();
        if before_field {
            piece = without_separator(piece);
        }
        let Some(label) = self.label.take() else {
            if self.text.is_empty() && self.has_field {
                piece = without_leading(piece);
            }
            let is_glued = piece.starts_with([',', '.', ';', ':', '!', '?', ')']);
            if !(self.text.is_empty() || piece.is_empty() || is_glued) {
                self.text.push(' ');
            }
            self.text.push_str(piece);
            return Ok(());
        };
        if piece.is_empty() {
            return Err(TypedError::NoValue(label));
        }
        self.set(label, piece)
    }

    fn set(&mut self, label: TypedField, value: &str) -> Result<(), TypedError> {
        let slot = match label {
            TypedField::Owner => return self.set_owner(value.to_owned()),
            TypedField::State => {
                let state = words::meaning(|language| language.states, &value.to_lowercase());
                let state = state.ok_or_else(|| TypedError::State(value.to_owned()))?;
                return once(&mut self.fields.state, state, label);
            }
            TypedField::Sign => &mut self.fields.sign,
            TypedField::Reason => &mut self.fields.reason,
            TypedField::Due => &mut self.fields.due,
        };
        once(slot, value.to_owned(), label)
    }

    fn set_owner(&mut self, name: String) -> Result<(), TypedError> {
        if !fields::is_somebody(&name) {
            return Err(TypedError::Nobody(name));
        }
        match &self.fields.owner {
            Some(owner) if *owner != name => Err(TypedError::TwoOwners(owner.clone(), name)),
            _ => {
                self.fields.owner = Some(name);
                Ok(())
            }
        }
    }

    fn set_due(&mut self, date: Date) -> Result<(), TypedError> {
        once(&mut self.fields.due, date.to_string(), TypedField::Due)
    }

    /// The text of a change: an owner whom the document names, or a day, without their signs.
    fn take_rest(&mut self, grammar: &Grammar) -> Result<(), TypedError> {
        let text = std::mem::take(&mut self.text);
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let length = if let Some((name, length)) = grammar.known_owner(rest) {
                self.set_owner(name)?;
                length
            } else {
                let (day, length) = days::prefix(rest, grammar.today)
                    .ok_or_else(|| TypedError::NoField(rest.to_owned()))?;
                let words = || rest[..length].to_owned();
                self.set_due(day.map_err(|error| TypedError::Day(words(), error))?)?;
                length
            };
            rest = without_leading(rest[length..].trim());
        }
        Ok(())
    }
}

/// Fills a field that is empty.
fn once<T>(slot: &mut Option<T>, value: T, field: TypedField) -> Result<(), TypedError> {
    if slot.replace(value).is_some() { Err(TypedError::Twice(field)) } else { Ok(()) }
}

/// What holds fields apart.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | ';' | '–' | '—')
}

/// A text without the one sign that holds the next field apart from it.
fn without_separator(text: &str) -> &str {
    let bare = text.strip_suffix(is_separator).or_else(|| {
        let bare = text.strip_suffix('-')?;
        (bare.is_empty() || bare.ends_with(char::is_whitespace)).then_some(bare)
    });
    bare.unwrap_or(text).trim_end()
}

/// A text without the one sign that holds it apart from the field before.
fn without_leading(text: &str) -> &str {
    let bare = text.strip_prefix(|c| c == ':' || is_separator(c)).or_else(|| {
        let bare = text.strip_prefix('-')?;
        (bare.is_empty() || bare.starts_with(char::is_whitespace)).then_some(bare)
    });
    bare.unwrap_or(text).trim_start()
}
