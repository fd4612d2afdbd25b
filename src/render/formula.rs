//! Formulas on slides.

use comrak::nodes::NodeMath;

use super::attributes::attributes_but;
use super::{Renderer, escape};
use crate::deck::Attributes;
use crate::deck::signs::formulas;
use crate::markdown::Node;
use crate::math::{self, Unread};

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
        let problem = match self.sources.span(crate::deck::place(node)) {
            Some(whole) => formulas::unread(self.sources.get(whole.source), whole, literal, unread),
            None => formulas::unread_somewhere(unread),
        };
        self.diagnostics.push(problem);
    }
}
