//! A deck template filled with a postmortem.
//!
//! 1. Handlebars writes the template's headings, attributes and fixed words; values are escaped,
//!    and blocks of the postmortem are references: private tokens.
//! 2. The text is read as any slide file.
//! 3. The references are replaced by the postmortem's own nodes, which are never read as dialect: a
//!    `---` or `Note:` in a postmortem stays text.

use comrak::Arena;
use handlebars::{RenderError, RenderErrorReason, TemplateError, TemplateErrorReason};

use super::bounds::{self, Budget, Filled};
use super::placed::{PlacedBlocks, place};
use super::registry::{self, Template};
use super::slides::{self, Dialect};
use super::view::View;
use super::{Deck, Elements, parsed};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{SourceId, Sources};

/// Fills a template; none when it is broken (the diagnostics say where).
pub(crate) fn fill<'a>(
    arena: &'a Arena<'a>,
    template: &Template,
    view: &View,
    placed: &PlacedBlocks<'a>,
    elements: Elements,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Deck<'a>> {
    let id = sources.add(&template.name, template.path.clone(), template.text.clone());
    let text =
        text(view, template, sources, id).map_err(|problem| diagnostics.push(problem)).ok()?;
    let filled = sources.add_generated(format!("{} (filled)", template.name), text);
    let source = sources.get(filled);
    // Comments of a template are for those who read the template.
    let reading = Dialect { comments_as_notes: false, ..Dialect::default() };
    let mut deck = slides::read(arena, source, 0..source.text().len(), &reading, diagnostics);
    deck.elements.extend(elements);
    if !place(arena, &mut deck, placed) {
        diagnostics.push(
            Diagnostic::error(
                "deck/template",
                "this template places the blocks of the document too often",
            )
            .at(sources.get(id).span(0..0))
            .help("place a block once, or in a few places"),
        );
        return None;
    }
    // The postmortem's own came with its blocks.
    slides::collect_footnotes(&mut deck);
    Some(deck)
}

/// The text that a template makes of a view, within the [`bounds`] of templates.
fn text(
    view: &View,
    from: &Template,
    sources: &Sources,
    id: SourceId,
) -> Result<String, Diagnostic> {
    let template = sources.get(id);
    let budget = Budget::for_document(sources.iter().map(|source| source.text().len()).sum());
    let mut filled = Filled::within(&budget);
    // The decks of the binary are known to end.
    let rendered = if let Some(parsed) = from.built_in.and_then(parsed::built_in) {
        parsed.render_to_write("deck", view, &mut filled)
    } else {
        bounds::check(template.text()).map_err(|refused| {
            let problem = format!("this template cannot be used: {}", refused.problem);
            Diagnostic::error("deck/template", problem).at(template.span(refused.range))
        })?;
        let mut parsed =
            parsed::bounded(template.text()).map_err(|error| broken(&error, sources, id))?;
        bounds::keep(&mut parsed, &budget);
        parsed.render_to_write("deck", view, &mut filled)
    };
    match rendered {
        Ok(()) => Ok(String::from_utf8_lossy(&filled.bytes).into_owned()),
        Err(error) => match budget.problem(&filled) {
            Some(problem) => Err(Diagnostic::error(
                "deck/template",
                format!("this template cannot be filled: {problem}"),
            )
            .at(template.span(0..0))
            .help("put no loop over a long list into another loop")),
            None => Err(failed(&error, view, sources, id)),
        },
    }
}

fn broken(error: &TemplateError, sources: &Sources, id: SourceId) -> Diagnostic {
    let reason = match error.reason() {
        // The library lists the names of its grammar's rules.
        TemplateErrorReason::InvalidSyntax(_) => "a `{{…}}` is broken or never closed".to_owned(),
        reason => reason.to_string(),
    };
    let diagnostic =
        Diagnostic::error("deck/template", format!("this template cannot be read: {reason}"));
    match error.pos() {
        Some((line, column)) => diagnostic.at(sources.get(id).at(line, column)),
        None => diagnostic,
    }
}

fn failed(error: &RenderError, view: &View, sources: &Sources, id: SourceId) -> Diagnostic {
    let mut help =
        "`whydeck deck eject steering` writes a template that shows all values".to_owned();
    let reason = match error.reason() {
        RenderErrorReason::MissingVariable(None) => {
            "a `lookup` finds nothing under its name or number".to_owned()
        }
        RenderErrorReason::PartialNotFound(name) => {
            let parts: Vec<String> =
                registry::PARTS.iter().map(|(part, _)| format!("`{part}`")).collect();
            help = format!("the parts are {}", parts.join(", "));
            format!("there is no part `{name}`")
        }
        RenderErrorReason::MissingVariable(Some(name)) => {
            let view = serde_json::to_value(view).unwrap_or_default();
            // Strict mode says of a loop over something else, too, that its value is missing.
            if view.get(name).is_some_and(|value| !value.is_null()) {
                let reason = format!("`{name}` is no list with entries");
                return template_problem(error, sources, id, &reason)
                    .help("`{{#if …}}` asks for a value, `{{…}}` writes it");
            }
            let known = view.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
            if let Some(meant) = nearest(name, known) {
                help = format!("did you mean `{meant}`? {help}");
            }
            format!("there is no value `{name}`")
        }
        reason => reason.to_string(),
    };
    template_problem(error, sources, id, &reason).help(help)
}

/// Why a template cannot be filled, at its place.
fn template_problem(
    error: &RenderError,
    sources: &Sources,
    id: SourceId,
    reason: &str,
) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("deck/template", format!("this template cannot be filled: {reason}"));
    match (error.line_no, error.column_no) {
        (Some(line), Some(column)) if error.template_name.as_deref() == Some("deck") => {
            diagnostic.at(sources.get(id).at(line, column))
        }
        _ => diagnostic,
    }
}
