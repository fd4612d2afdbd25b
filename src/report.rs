//! Diagnostics for people and machines.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

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
            Wording::Short => out.push_str(&short(diagnostic, sources)),
            Wording::Full { colour } => out.push_str(&full(diagnostic, sources, colour)),
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

/// `incident.md:7:13: error[timeline/order]: …`
fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let head = format!(
        "{}[{}]: {}",
        word(diagnostic.severity),
        diagnostic.code,
        visible(&diagnostic.message)
    );
    match diagnostic.span {
        Some(span) => {
            let at = sources.position(span);
            format!("{}:{}:{}: {head}", name(sources.get(span.source).name()), at.line, at.column)
        }
        None => head,
    }
}

fn full(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = visible(&diagnostic.message);
    let help = diagnostic.help.as_deref().map(visible);
    let title = level.primary_title(message.as_str()).id(diagnostic.code);
    let path;
    let shown;
    let mut cut = 0;
    let label = diagnostic.label.as_deref().map(visible);
    let mut group = annotate_snippets::Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let source = sources.get(span.source);
        path = name(source.name());
        let (line, start, text) = source.lines_of(span);
        let first = text.split('\n').next().map_or(0, str::len);
        // A place of several lines is shown by its first: the caret line stays short.
        let from = span.start - start;
        let to = (span.end - start).min(first.max(span.start - start));
        let window = Window::around(&text[..first], from..to);
        let mut annotation = AnnotationKind::Primary.span(window.span.clone());
        if let Some(label) = &label {
            annotation = annotation.label(label.as_str());
        }
        cut = window.cut;
        shown = window.text;
        group = group.element(
            Snippet::source(shown.as_str())
                .line_start(line)
                .path(path.as_str())
                .annotation(annotation),
        );
    }
    let mut groups = vec![group];
    if let Some(help) = &help {
        groups
            .push(annotate_snippets::Group::with_title(Level::HELP.secondary_title(help.as_str())));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = renderer.render(&groups).clone();
    // The renderer counts the columns of what is shown.
    if let Some(span) = diagnostic.span.filter(|_| cut > 0) {
        let at = sources.position(span);
        let file = name(sources.get(span.source).name());
        let counted = format!("{file}:{}:{}", at.line, at.column - cut);
        out = out.replacen(&counted, &format!("{file}:{}:{}", at.line, at.column), 1);
    }
    // Without a place the renderer still draws the margin of one.
    if diagnostic.span.is_none() {
        out = out.lines().filter(|line| line.trim() != "|").collect::<Vec<_>>().join("\n");
    }
    out.push('\n');
    out
}

/// The part of a line that is shown: what stands around a place.
struct Window {
    text: String,
    /// The place in the text.
    span: Range<usize>,
    /// How many characters fewer stand before the place.
    cut: usize,
}

impl Window {
    /// All of a line, or when it is long as much as fits a terminal's line, with dots for the rest.
    fn around(line: &str, span: Range<usize>) -> Self {
        const LONG: usize = 1000;
        const BESIDE: usize = 40;
        const INSIDE: usize = 60;
        if line.len() <= LONG {
            return Self { text: line.to_owned(), span, cut: 0 };
        }
        let (before, place, after) =
            (&line[..span.start], &line[span.start..span.end], &line[span.end..]);
        let begin = before.len() - fitting(before.chars().rev(), BESIDE);
        let inside = fitting(place.chars(), INSIDE);
        let behind = if inside < place.len() { 0 } else { fitting(after.chars(), BESIDE) };
        let end = span.start + inside + behind;
        let dots = if begin > 0 { "…" } else { "" };
        let more = if end < line.len() { "…" } else { "" };
        let start = dots.len() + span.start - begin;
        Self {
            text: format!("{dots}{}{more}", &line[begin..end]),
            span: start..start + inside,
            cut: line[..begin].chars().count().saturating_sub(dots.chars().count()),
        }
    }
}

/// How many bytes of the first characters fit a width. No character takes more than two columns;
/// one that takes none counts as one.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> usize {
    let mut used = 0;
    characters
        .take_while(|c| {
            used += if *c < '\u{1100}' { 1 } else { 2 };
            used <= width
        })
        .map(char::len_utf8)
        .sum()
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// A diagnostic as JSON has it.
#[derive(Debug, Serialize)]
pub(crate) struct Machine<'d> {
    /// How bad it is.
    pub severity: Severity,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'d str,
    /// The file; none when it is about no place.
    pub file: Option<&'d str>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// What stands under the caret.
    pub label: Option<&'d str>,
    pub help: Option<&'d str>,
}

/// Diagnostics for JSON.
#[must_use]
pub(crate) fn machine<'d>(diagnostics: &'d [Diagnostic], sources: &'d Sources) -> Vec<Machine<'d>> {
    let one = |diagnostic: &'d Diagnostic| {
        let at = diagnostic.span.map(|span| sources.position(span));
        Machine {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: &diagnostic.message,
            file: diagnostic.span.map(|span| sources.get(span.source).name()),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            label: diagnostic.label.as_deref(),
            help: diagnostic.help.as_deref(),
        }
    };
    diagnostics.iter().map(one).collect()
}
