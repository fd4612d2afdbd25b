//! A problem for people: with the line it is about, and a caret.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{name, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

pub(super) fn full(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
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
        // No report ends in the middle of a character, whatever place it is given.
        let whole = |at: usize| (0..=at.min(first)).rev().find(|at| text.is_char_boundary(*at));
        let place = whole(from).unwrap_or(0)..whole(to).unwrap_or(0);
        let window = Window::around(&text[..first], place);
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
