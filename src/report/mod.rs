//! Diagnostics for people and machines.

mod full;
mod machine;
mod short;

use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
pub(crate) use machine::{Machine, machine};

/// How diagnostics are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// With the line and a caret; in colour when the reader sees a terminal.
    Full {
        /// Whether to use colour.
        colour: bool,
    },
    /// One line each, for editors.
    Short,
}

/// All diagnostics as text.
#[must_use]
pub(crate) fn text(diagnostics: &[Diagnostic], sources: &Sources, wording: Wording) -> String {
    let mut out = String::new();
    // Nobody reads thousands; machines that want all take one line each.
    let most = if wording == Wording::Short { usize::MAX } else { MOST };
    for diagnostic in diagnostics.iter().take(most) {
        match wording {
            Wording::Short => out.push_str(&short::short(diagnostic, sources)),
            Wording::Full { colour } => out.push_str(&full::full(diagnostic, sources, colour)),
        }
        out.push('\n');
    }
    if diagnostics.len() > most {
        out.push_str(&format!(
            "… and {} more; `--message-format short` lists all\n",
            diagnostics.len() - most
        ));
    }
    out
}

/// How many problems are worded in full.
const MOST: usize = 200;

/// Words of a document, or its name, without characters that a terminal would obey.
#[must_use]
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { '\u{FFFD}' } else { c }).collect()
}

/// The name of a file or folder, told apart from every other: what a terminal or a browser would
/// obey is written out, `\u{1b}`.
#[must_use]
pub(crate) fn name(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if is_obeyed(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// The same for a path.
#[must_use]
pub(crate) fn path(path: &Path) -> String {
    name(&path.display().to_string())
}

/// A number of things: `1 deck`, `2 decks`.
#[must_use]
pub(crate) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// Whether a character moves the cursor, or turns the direction of what stands around it.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
