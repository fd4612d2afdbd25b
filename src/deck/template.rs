//! A deck template filled with a postmortem.
//!
//! 1. Handlebars writes the template's headings, attributes and fixed words; values are escaped, and blocks of the
//!    postmortem are references: private tokens.
//! 2. The text is read as any slide file.
//! 3. The references are replaced by the postmortem's own nodes, which are never read as dialect: a `---` or `Note:`
//!    in a postmortem stays text.

use std::path::PathBuf;

use comrak::Arena;
use comrak::nodes::{NodeCode, NodeValue};
use handlebars::{Handlebars, RenderError, RenderErrorReason, TemplateError, TemplateErrorReason};

use super::bounds::{self, Budget, Filled};
use super::slides::{self, Reading};
use super::view::View;
use super::{Deck, Elements, Note, helpers, registry};
use crate::diagnostic::{Diagnostic, nearest};
use crate::markdown::{self, Node, escape};
use crate::source::{SourceId, Sources};
use crate::token::{self, Piece, Token};

/// The blocks that a view refers to, by number from 1.
#[derive(Debug, Default)]
pub struct Placed<'a>(Vec<Vec<Node<'a>>>);

impl<'a> Placed<'a> {
    /// Takes blocks in; the number to refer to them by, none when there are none.
    pub fn add(&mut self, blocks: Vec<Node<'a>>) -> Option<usize> {
        if blocks.is_empty() {
            return None;
        }
        self.0.push(blocks);
        Some(self.0.len())
    }

    fn get(&self, number: usize) -> &[Node<'a>] {
        number.checked_sub(1).and_then(|index| self.0.get(index)).map_or(&[], Vec::as_slice)
    }
}

/// A deck template.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its name, for diagnostics.
    pub name: String,
    /// The file it was read from.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: String,
}

/// Fills a template; none when it is broken (the diagnostics say where).
pub fn fill<'a>(
    arena: &'a Arena<'a>,
    template: &Template,
    view: &View,
    placed: &Placed<'a>,
    elements: Elements,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Deck<'a>> {
    let id = sources.add(&template.name, template.path.clone(), template.text.clone());
    let text = text(view, sources, id).map_err(|problem| diagnostics.push(problem)).ok()?;
    let filled = sources.add_generated(format!("{} (filled)", template.name), text);
    let source = sources.get(filled);
    // Comments of a template are for those who read the template.
    let reading = Reading { comments_as_notes: false, ..Reading::default() };
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
fn text(view: &View, sources: &Sources, id: SourceId) -> Result<String, Diagnostic> {
    let template = sources.get(id);
    // The decks of the binary are known to end.
    let is_bounded = template.path().is_some();
    if is_bounded {
        bounds::check(template.text()).map_err(|refused| {
            let problem = format!("this template cannot be used: {}", refused.problem);
            Diagnostic::error("deck/template", problem).at(template.span(refused.range))
        })?;
    }
    let budget = Budget::for_document(sources.iter().map(|source| source.text().len()).sum());
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(escape::inline);
    helpers::register(&mut handlebars);
    bounds::keep(&mut handlebars, &budget);
    let parts = registry::PARTS.iter().map(|(name, text)| (*name, *text));
    for (name, text) in parts.chain([("deck", template.text())]) {
        let registered = if is_bounded {
            bounds::register(&mut handlebars, name, text)
        } else {
            handlebars.register_template_string(name, text)
        };
        registered.map_err(|error| broken(&error, sources, id))?;
    }
    let mut filled = Filled::within(&budget);
    let rendered = handlebars.render_to_write("deck", view, &mut filled);
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

/// Replaces the references in all slides and notes; whether they were no more than a deck needs.
fn place<'a>(arena: &'a Arena<'a>, deck: &mut Deck<'a>, placed: &Placed<'a>) -> bool {
    let Deck { stacks, elements, .. } = deck;
    let once: usize = placed.0.iter().flatten().map(|block| size(block)).sum();
    let mut placing = Placing { arena, placed, elements, left: MOST_COPIES * once + 10_000 };
    for slide in stacks.iter_mut().flatten() {
        slide.blocks = slide.blocks.drain(..).flat_map(|block| placing.block(block)).collect();
        slide.notes = slide
            .notes
            .drain(..)
            .flat_map(|note| match note {
                Note::Block(block) => placing.block(block).into_iter().map(Note::Block).collect(),
                remark @ Note::Remark { .. } => vec![remark],
            })
            .collect();
        slide.title = slides::title(&slide.blocks);
    }
    placing.left > 0
}

/// How often a template may place everything that the document has.
const MOST_COPIES: usize = 32;

/// How much of memory a block takes, about: its nodes, and 64 bytes of text as one.
fn size(block: Node<'_>) -> usize {
    let text = |node: Node<'_>| match &node.data().value {
        NodeValue::Text(text) => text.len(),
        NodeValue::Code(code) => code.literal.len(),
        NodeValue::CodeBlock(code) => code.literal.len(),
        NodeValue::HtmlBlock(html) => html.literal.len(),
        NodeValue::HtmlInline(html) | NodeValue::Raw(html) => html.len(),
        NodeValue::Link(link) | NodeValue::Image(link) => link.url.len() + link.title.len(),
        _ => 0,
    };
    block.descendants().map(|node| 1 + text(node) / 64).sum()
}

struct Placing<'p, 'a> {
    arena: &'a Arena<'a>,
    placed: &'p Placed<'a>,
    elements: &'p mut Elements,
    /// How much may still be copied, in the unit of [`size`].
    left: usize,
}

impl<'a> Placing<'_, 'a> {
    /// The blocks that a top-level block becomes.
    fn block(&mut self, block: Node<'a>) -> Vec<Node<'a>> {
        if let Some(number) = block_reference(block) {
            return self.copies(number);
        }
        let nodes: Vec<Node<'a>> = block.descendants().collect();
        for node in nodes {
            if let Some(number) = block_reference(node) {
                for below in self.copies(number) {
                    node.insert_before(below);
                }
                node.detach();
            } else {
                place_inline(self.arena, node, self.placed, &mut self.left);
            }
        }
        vec![block]
    }

    /// Copies of the blocks of a reference, with the attributes of their elements.
    fn copies(&mut self, number: usize) -> Vec<Node<'a>> {
        let copy_one = |original: &Node<'a>| {
            let copied = markdown::copy(self.arena, original);
            for (from, to) in original.descendants().zip(copied.descendants()) {
                if let Some(attributes) = self.elements.get(from).cloned() {
                    self.elements.add(to, &attributes);
                }
            }
            copied
        };
        let blocks = self.placed.get(number);
        if spend(&mut self.left, blocks) {
            blocks.iter().map(copy_one).collect()
        } else {
            Vec::new()
        }
    }
}

/// Takes the size of blocks from what is left; whether there was enough.
fn spend(left: &mut usize, blocks: &[Node<'_>]) -> bool {
    if *left > 0 {
        *left = left.saturating_sub(blocks.iter().map(|block| size(block)).sum());
    }
    *left > 0
}

/// The number in a paragraph that is nothing but a reference to blocks.
fn block_reference(node: Node<'_>) -> Option<usize> {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return None;
    }
    let child = node.first_child().filter(|child| child.next_sibling().is_none())?;
    let data = child.data();
    let NodeValue::Text(text) = &data.value else { return None };
    if let Some(Token::Blocks(number)) = Token::parse(text.trim()) { Some(number) } else { None }
}

/// Replaces the references in a text node by running text.
fn place_inline<'a>(arena: &'a Arena<'a>, node: Node<'a>, placed: &Placed<'a>, left: &mut usize) {
    let (literal, at) = {
        let data = node.data();
        let NodeValue::Text(text) = &data.value else { return };
        if !token::is_in(text) {
            return;
        }
        (text.to_string(), data.sourcepos)
    };
    let text =
        |literal: &str| markdown::node(arena, NodeValue::Text(literal.to_owned().into()), at);
    for piece in token::pieces(&literal) {
        match piece {
            Piece::Text(written) => node.insert_before(text(written)),
            Piece::Token(Token::Badge { class, word }) => {
                // Both are letters, digits, blanks and dashes: see the helper.
                let slug = word.replace(' ', "-");
                let html = format!("<mark class=\"{class} {slug}\">{word}</mark>");
                node.insert_before(markdown::node(arena, NodeValue::Raw(html), at));
            }
            Piece::Token(Token::Inline(number)) => {
                let blocks = placed.get(number);
                if spend(left, blocks) {
                    running_text(arena, blocks)
                        .into_iter()
                        .for_each(|inline| node.insert_before(inline));
                }
            }
            Piece::Token(_) => {}
        }
    }
    node.detach();
}

/// Blocks as running text: paragraphs on lines of their own, items behind a bullet, code as code.
fn running_text<'a>(arena: &'a Arena<'a>, blocks: &[Node<'a>]) -> Vec<Node<'a>> {
    let mut out: Vec<Node<'a>> = Vec::new();
    for block in blocks {
        for node in block.descendants() {
            let at = super::place(node);
            let value = &node.data().value;
            let is_line = matches!(
                value,
                NodeValue::Paragraph
                    | NodeValue::Heading(_)
                    | NodeValue::CodeBlock(_)
                    | NodeValue::TableRow(_)
            );
            if is_line && !out.is_empty() {
                out.push(markdown::node(arena, NodeValue::LineBreak, at));
            }
            match value {
                NodeValue::Paragraph | NodeValue::Heading(_) => {
                    let in_item = node.parent().is_some_and(|parent| {
                        matches!(parent.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
                    });
                    if in_item {
                        out.push(markdown::node(arena, NodeValue::Text("• ".into()), at));
                    }
                    out.extend(node.children().map(|child| markdown::copy(arena, child)));
                }
                NodeValue::TableCell => {
                    if node.previous_sibling().is_some() {
                        out.push(markdown::node(arena, NodeValue::Text(" · ".into()), at));
                    }
                    out.extend(node.children().map(|child| markdown::copy(arena, child)));
                }
                NodeValue::CodeBlock(code) => {
                    let literal = code.literal.split_whitespace().collect::<Vec<_>>().join(" ");
                    out.push(markdown::node(
                        arena,
                        NodeValue::Code(NodeCode { num_backticks: 1, literal }),
                        at,
                    ));
                }
                _ => {}
            }
        }
    }
    out
}
