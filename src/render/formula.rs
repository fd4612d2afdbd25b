//! Formulas on slides.

use comrak::nodes::NodeMath;

use super::attributes::attributes_but;
use super::{Renderer, escape};
use crate::deck::Attributes;
use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::math::{self, Unread};
use crate::source::Span;

/// How wide a formula may be, in ems of running text, before it is set smaller.
const WIDEST: f64 = 25.0;

impl<'a> Renderer<'_, 'a> {
    /// A formula, or its source as code where it cannot be read.
    pub(super) fn formula(
        &mut self,
        node: Node<'a>,
        written: &NodeMath,
        attributes: Option<&Attributes>,
    ) -> String {
        match math::read(&written.literal, written.display_math) {
            Ok(formula) => {
                self.has_math = true;
                let mut own = attributes_but(attributes, &[]);
                if written.display_math && formula.width > WIDEST {
                    let size = (1.1 * WIDEST / formula.width).max(0.5);
                    own.push_str(&format!(" style=\"font-size: {size:.2}em\""));
                }
                self.figure(formula.html(&own))
            }
            Err(unread) => {
                self.unread(node, &written.literal, &unread);
                let dollars = if written.display_math { "$$" } else { "$" };
                format!("<code>{dollars}{}{dollars}</code>", escape(written.literal.trim()))
            }
        }
    }

    fn unread(&mut self, node: Node<'a>, literal: &str, unread: &Unread) {
        let whole = self.sources.span(crate::deck::place(node));
        let at = whole.map(|whole| {
            let text = &self.sources.get(whole.source).text()[whole.start..whole.end];
            within(text, literal, unread).map_or(whole, |(start, end)| Span {
                start: whole.start + start,
                end: whole.start + end,
                ..whole
            })
        });
        let message = unread.message.trim_end_matches('.');
        let mut letters = message.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        let message: String = first.into_iter().chain(letters).collect();
        self.diagnostics.push(
            Diagnostic::warning("slide/math", format!("a formula cannot be read: {message}"))
                .at(at)
                .help("it stands as text; formulas are LaTeX, without packages"),
        );
    }
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
