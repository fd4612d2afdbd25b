//! The line that gives a capture again.

use jiff::civil::Date;

use super::opening::{self, Grammar, Piece};
use super::{is_separator, name};
use crate::meeting::capture::{Capture, CaptureKind};
use crate::words::TypedField;

/// A day as of which lines are written: which one it is makes no difference to what is a day.
const TODAY: Date = jiff::civil::date(2026, 1, 1);

/// What one would type to capture this. Where it came from is left out when no line can say it.
pub(crate) fn line(capture: &Capture) -> String {
    let grammar = Grammar { kind: capture.kind, today: TODAY, owners: &[] };
    // A change has no text of its own: what stands there is that of its action.
    let is_change = capture.kind == CaptureKind::Change;
    let text = if is_change { "" } else { &capture.text };
    let mut line = literal(&grammar, text, false);
    let fields = &capture.fields;
    if let Some(owner) = &fields.owner {
        let owner = if is_handle(&grammar, owner) {
            format!("@{owner}")
        } else {
            labelled(&grammar, TypedField::Owner, owner)
        };
        push(&mut line, &owner);
    }
    if let Some(due) = &fields.due {
        push(&mut line, &format!("{} {due}", name(TypedField::Due)));
    }
    if let Some(state) = fields.state {
        push(&mut line, &labelled(&grammar, TypedField::State, state.words()));
    }
    let values = [(TypedField::Sign, &fields.sign), (TypedField::Reason, &fields.reason)];
    for (field, value) in values {
        if let Some(value) = value {
            push(&mut line, &labelled(&grammar, field, value));
        }
    }
    if let Some(from) = capture.from.as_ref().filter(|from| opening::is_place(from)) {
        push(&mut line, &format!("(from {from})"));
    }
    line
}

/// Puts a field behind a line. A sign at its end would be taken for one that holds them apart.
fn push(line: &mut String, field: &str) {
    if line.ends_with(is_separator) || line.ends_with('-') {
        line.push(',');
    }
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(field);
}

fn labelled(grammar: &Grammar, field: TypedField, value: &str) -> String {
    format!("{}: {}", name(field), literal(grammar, value, true))
}

/// Whether a name is one word that can stand behind an `@`.
fn is_handle(grammar: &Grammar, owner: &str) -> bool {
    let typed = format!("@{owner}");
    let piece = grammar.piece(&typed, 0, false);
    piece.is_some_and(|(piece, length)| matches!(piece, Piece::Field(_)) && length == typed.len())
}

/// A text in which nothing is taken for a field.
fn literal(grammar: &Grammar, text: &str, in_value: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut at = 0;
    while let Some((piece, length)) = grammar.piece(text, at, in_value) {
        if !matches!(piece, Piece::Text(_)) {
            out.push('\\');
        }
        out.push_str(&text[at..at + length]);
        at += length;
    }
    out
}
