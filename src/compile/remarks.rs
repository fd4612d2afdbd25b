//! What to say of a document before anything is made of it.

use crate::deck::{identity, registry};
use crate::diagnostic::Diagnostic;
use crate::markdown::bounds::{self, Bound};
use crate::source::Source;
use crate::source::front_matter::FrontMatter;

/// Says when a document is not text, or empty, or nests deeper than is read.
pub(super) fn text(source: &Source, is_named: bool, diagnostics: &mut Vec<Diagnostic>) {
    let text = source.text();
    let reached = bounds::reached(text);
    for bound in [Bound::Quotes, Bound::Columns] {
        let Some((_, at)) = reached.iter().find(|(known, _)| *known == bound) else { continue };
        let (code, message, help) = match bound {
            Bound::Quotes => (
                "source/nesting",
                format!(
                    "quotes nest deeper than {}: the marks behind that are text",
                    bounds::QUOTES
                ),
                "a quote in a quote needs one more `>`",
            ),
            Bound::Columns => (
                "source/columns",
                format!("this table has more than {} columns: it stands as text", bounds::COLUMNS),
                "make several tables of it",
            ),
        };
        let length = text[*at..].find('\n').unwrap_or(text.len() - at);
        diagnostics
            .push(Diagnostic::warning(code, message).at(source.span(*at..at + length)).help(help));
    }
    if let Some(at) = text.find('\u{FFFD}') {
        diagnostics.push(
            Diagnostic::warning("source/encoding", "this is not UTF-8 text")
                .at(source.span(at..at + '\u{FFFD}'.len_utf8()))
                .help("save the document as UTF-8; what cannot be read is shown as \u{FFFD}"),
        );
    } else if is_named && text.trim().is_empty() {
        diagnostics.push(
            Diagnostic::warning("source/empty", "the document is empty").at(source.span(0..0)),
        );
    }
}

/// Names the keys of the front matter that do nothing yet, and unknown names among their values.
pub(super) fn front(front: &FrontMatter, is_generated: bool, diagnostics: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = registry::anti_patterns().collect();
    for name in &front.deck.anti_patterns {
        if !known.contains(&identity::slug(name).as_str()) {
            let unknown = Diagnostic::warning(
                "deck/anti-pattern",
                format!("there is no anti-pattern `{name}`"),
            );
            diagnostics
                .push(unknown.at(front.span).help(format!("there are {}", known.join(", "))));
        }
    }
    let separators = &front.separators;
    let separator = separators.notes.as_ref().map(|notes| notes.span);
    let separator = separator.or(separators.unread_notes.as_ref().map(|(span, _)| *span));
    if let Some(separator) = separator.filter(|_| is_generated) {
        let message = "`notesSeparator` has no effect in a postmortem: it is for slide files";
        diagnostics.push(
            Diagnostic::warning("data/no-effect", message)
                .at(separator)
                .help("put what is not to be shown into `<aside class=\"notes\">`"),
        );
    }
    if let Some(included) = front.include.first().filter(|_| is_generated) {
        let message = "`include` has no effect in a postmortem: it is for slide files";
        diagnostics.push(Diagnostic::warning("data/no-effect", message).at(included.span));
    }
    if let Some(named) = front.previous.first().filter(|_| !is_generated) {
        let message = "`previous` has no effect in a slide file: it is for postmortems";
        diagnostics.push(Diagnostic::warning("data/no-effect", message).at(named.span));
    }
    for (key, span) in &front.without_effect {
        let message = format!("`{key}` has no effect in this version");
        diagnostics.push(Diagnostic::warning("data/no-effect", message).at(*span));
    }
}
