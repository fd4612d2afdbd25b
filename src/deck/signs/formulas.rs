//! Formulas of a slide file: the macros that they define, and what to say of those that cannot be
//! read.

use comrak::Arena;
use comrak::nodes::{NodeCode, NodeValue};

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::math::Unread;
use crate::math::macros::{Macros, may_define};
use crate::source::{Source, Span};

/// Writes the macros out that formulas define, in all formulas that follow.
pub(super) fn expand<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !may_define(source.text()) {
        return;
    }
    let mut macros = Macros::default();
    let is_formula = |node: &Node<'a>| matches!(node.data().value, NodeValue::Math(_));
    let nodes: Vec<Node<'a>> = root.descendants().filter(is_formula).collect();
    for node in nodes {
        let NodeValue::Math(math) = node.data().value.clone() else { continue };
        match macros.expanded(&math.literal) {
            Ok(text) if text.trim().is_empty() => remove(node),
            Ok(text) => {
                markdown::rewrite(node, |_| Some(text.clone()));
            }
            Err(fault) => {
                let whole = source.place(markdown::place(node));
                diagnostics.push(unread(source, whole, &math.literal, &fault));
                let dollars = if math.display_math { "$$" } else { "$" };
                let literal = format!("{dollars}{}{dollars}", math.literal.trim());
                let code = NodeValue::Code(NodeCode { num_backticks: 1, literal });
                node.insert_before(markdown::node(arena, code, markdown::place(node)));
                node.detach();
            }
        }
    }
}

/// Takes a formula out that does nothing but define, and its paragraph when that is all.
fn remove(node: Node<'_>) {
    let parent = node.parent();
    let breaks =
        |node: &Node<'_>| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
    node.previous_sibling()
        .or(node.next_sibling())
        .filter(breaks)
        .into_iter()
        .for_each(comrak::arena_tree::Node::detach);
    node.detach();
    let is_empty = |node: &Node<'_>| {
        matches!(node.data().value, NodeValue::Paragraph) && node.first_child().is_none()
    };
    parent.filter(is_empty).into_iter().for_each(comrak::arena_tree::Node::detach);
}

/// What to say of a formula in the text `whole` that cannot be read.
#[must_use]
pub(crate) fn unread(source: &Source, whole: Span, literal: &str, unread: &Unread) -> Diagnostic {
    let text = &source.text()[whole.start..whole.end];
    let at = within(text, literal, unread).map_or(whole, |(start, end)| Span {
        start: whole.start + start,
        end: whole.start + end,
        ..whole
    });
    unread_somewhere(unread).at(at)
}

/// The same, where nobody knows in which text it stands.
#[must_use]
pub(crate) fn unread_somewhere(unread: &Unread) -> Diagnostic {
    let message = unread.message.trim_end_matches('.');
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    let message: String = first.into_iter().chain(letters).collect();
    Diagnostic::warning("slide/math", format!("a formula cannot be read: {message}"))
        .help("it stands as text; formulas are LaTeX, without packages")
}

/// Where the fault of a formula stands in the text that holds it. In lists and quotes, lines are
/// set in, so that each is looked for by itself.
fn within(text: &str, literal: &str, unread: &Unread) -> Option<(usize, usize)> {
    let start = unread.range.start.min(literal.len());
    let line_start = literal[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = literal[line_start..].lines().next()?.trim_end();
    let in_line = start.checked_sub(line_start).filter(|at| *at <= line.len())?;
    // A line break of an inline formula became a blank.
    let found = text.find(line).or_else(|| text.replace('\n', " ").find(line))?;
    let from = found + in_line;
    let length = unread.range.len().clamp(1, (line.len() - in_line).max(1));
    let to = (from + length).min(text.len());
    (text.is_char_boundary(from) && text.is_char_boundary(to)).then_some((from, to))
}
