//! Slides that the author's own rules may make larger or smaller: their measures say nothing.

use comrak::nodes::NodeValue;

use crate::deck::{Attributes, Elements, Slide};
use crate::theme::scoped::Sized;

/// Whether a rule may change sizes on a slide.
pub(super) fn is_restyled(slide: &Slide<'_>, elements: &Elements, rules: &Sized) -> bool {
    if rules.any || rules.words.is_empty() {
        return rules.any;
    }
    let has = |text: &str| {
        let is_sign = |c: char| !(c.is_alphanumeric() || c == '-' || c == '_');
        text.split(is_sign).any(|word| rules.words.contains(word))
    };
    let named = |attributes: &Attributes| {
        let values = ["class", "id"].into_iter().filter_map(|name| attributes.get(name));
        values.into_iter().any(has)
    };
    named(&slide.attributes)
        || slide.blocks.iter().flat_map(|block| block.descendants()).any(|node| {
            elements.get(node).is_some_and(named)
                || match &node.data().value {
                    NodeValue::BlockDirective(directive) => has(&directive.info),
                    NodeValue::HtmlInline(html) => has(html),
                    NodeValue::HtmlBlock(html) => has(&html.literal),
                    _ => false,
                }
        })
}
