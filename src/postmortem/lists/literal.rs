//! Signs that the author escaped: `\@ann`, `\(done)`, `due&#32;2026-01-31` are words, no fields.
//!
//! 1. [`Literals::hide`] finds what is escaped by holding a text against its source, and puts
//!    stand-ins in its place, which no reader of fields knows.
//! 2. The fields are read.
//! 3. [`Literals::show`] puts the author's characters back.

use std::ops::RangeInclusive;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::Action;
use crate::postmortem::text::inline::{self, Input};

/// The stand-ins: rare letters, so that what is escaped is a part of a word. Those of a document
/// are hidden as well, and come back as themselves.
const STAND_INS: RangeInclusive<char> = '\u{30000}'..='\u{3134A}';

/// What stand-ins stand for, by their number; each character has one.
#[derive(Default)]
pub(crate) struct Literals {
    hidden: Vec<char>,
}

impl Literals {
    /// Puts stand-ins in the place of what is escaped in a text (a copy).
    pub(super) fn hide<'a>(&mut self, input: Input<'a, '_>, text: Node<'a>) {
        for node in text.descendants() {
            let Some(flags) = escaped(input, node) else { continue };
            let mut data = node.data_mut();
            let NodeValue::Text(words) = &mut data.value else { continue };
            let mut out = String::with_capacity(words.len());
            for (c, is_escaped) in words.chars().zip(flags) {
                let hides = is_escaped || STAND_INS.contains(&c);
                out.push(if hides { self.stand_in(c) } else { c });
            }
            *words = out.into();
        }
    }

    fn stand_in(&mut self, c: char) -> char {
        let number = self.hidden.iter().position(|hidden| *hidden == c).unwrap_or_else(|| {
            self.hidden.push(c);
            self.hidden.len() - 1
        });
        STAND_INS.clone().nth(number).unwrap_or(c)
    }

    /// The words of a text that fields are looked for in.
    pub(super) fn plain<'a>(input: Input<'a, '_>, text: Node<'a>) -> String {
        let is_open = |node: Node<'a>| escaped(input, node).is_none();
        if text.descendants().all(is_open) {
            return inline::text(text);
        }
        let copy = input.copy(text);
        Self::default().hide(input, copy);
        inline::text(copy)
    }

    /// Puts the author's characters back.
    pub(super) fn show<'a>(&self, text: Node<'a>) {
        if self.hidden.is_empty() {
            return;
        }
        for node in text.descendants() {
            if let NodeValue::Text(words) = &mut node.data_mut().value
                && words.contains(|c| STAND_INS.contains(&c))
            {
                *words = self.shown(words).into();
            }
        }
    }

    /// The same in all words of an action.
    pub(super) fn show_action(&self, action: &mut Action) {
        self.show(action.text);
        if self.hidden.is_empty() {
            return;
        }
        let Action { owner, due, sign, priority, sort, reason, .. } = action;
        let fields = [owner, due, sign, priority, sort, reason];
        for words in fields.into_iter().flatten() {
            *words = self.shown(words);
        }
    }

    fn shown(&self, words: &str) -> String {
        let author = |c: char| {
            let number = (c as u32).checked_sub(*STAND_INS.start() as u32)?;
            self.hidden.get(usize::try_from(number).ok()?).copied()
        };
        words.chars().map(|c| author(c).unwrap_or(c)).collect()
    }
}

/// Which characters of a text node are escaped in its source; none where no one is.
fn escaped<'a>(input: Input<'a, '_>, node: Node<'a>) -> Option<Vec<bool>> {
    let data = node.data();
    let NodeValue::Text(words) = &data.value else { return None };
    let has_private = words.contains(|c| STAND_INS.contains(&c));
    let span = input.sources.span(data.sourcepos)?;
    let text = input.sources.get(span.source).text();
    // The backslash of an escape stands before the node that begins with it.
    let backslashes = text.get(..span.start)?.bytes().rev().take_while(|byte| *byte == b'\\');
    let start = span.start - backslashes.count() % 2;
    let line = text.get(start..)?.split('\n').next()?;
    // An escape is longer than what it stands for: no other text is looked at again.
    let written = line.get(..span.end.saturating_sub(start)).unwrap_or(line);
    if !has_private && !written.contains(['\\', '&']) {
        return None;
    }
    let flags = aligned(line, words).unwrap_or_else(|| words.chars().map(|_| false).collect());
    (has_private || flags.contains(&true)).then_some(flags)
}

/// Holds words against the line that they begin; none where the line says something else.
fn aligned(line: &str, words: &str) -> Option<Vec<bool>> {
    let mut rest = line;
    let mut flags = Vec::with_capacity(words.len());
    for c in words.chars() {
        let behind = rest.trim_start_matches('\\');
        if c == '\\' && behind.len() < rest.len() {
            // Two of them are one, before anything else one is itself.
            let pair = rest.strip_prefix("\\\\");
            rest = pair.unwrap_or(&rest[1..]);
            flags.push(pair.is_some());
        } else if behind.len() < rest.len() && behind.starts_with(c) && c.is_ascii_punctuation() {
            rest = &behind[c.len_utf8()..];
            flags.push(true);
        } else if let Some(length) = reference(rest, c) {
            rest = &rest[length..];
            flags.push(true);
        } else {
            rest = rest.strip_prefix(c)?;
            flags.push(false);
        }
    }
    Some(flags)
}

/// The length of the reference to a character that a text begins with: `&#64;`, `&#x40;`, `&amp;`.
fn reference(text: &str, c: char) -> Option<usize> {
    let (inside, _) = text.strip_prefix('&')?.split_once(';')?;
    let number = inside.strip_prefix('#').filter(|number| number.len() < 9);
    let decoded = match (number, inside) {
        (Some(number), _) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        },
        (None, "amp") => Some('&' as u32),
        (None, "lt") => Some('<' as u32),
        (None, "gt") => Some('>' as u32),
        (None, "quot") => Some('"' as u32),
        (None, "nbsp") => Some('\u{A0}' as u32),
        _ => None,
    };
    (decoded == Some(c as u32)).then_some(inside.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, words: &str) -> Option<String> {
        let flags = aligned(line, words)?;
        Some(words.chars().zip(flags).map(|(c, flag)| if flag { '^' } else { c }).collect())
    }

    #[test]
    fn escapes_are_found() {
        for (line, words, expected) in [
            (r"ask \@ann \(done)", "ask @ann (done)", "ask ^ann ^done)"),
            (r"C:\dir \\ \#", r"C:\dir \ #", r"C:\dir ^ ^"),
            (r"a &amp; b&#32;c \.", "a & b c .", "a ^ b^c ^"),
            (r"twice \\@ in YAML", "twice @ in YAML", "twice ^ in YAML"),
        ] {
            assert_eq!(marked(line, words).as_deref(), Some(expected), "{line}");
        }
        assert_eq!(marked("&eacute; x", "é x"), None);
    }
}
