//! Dollars that are money, variables of a shell or a formula.

use comrak::nodes::{NodeMath, NodeValue};

use crate::markdown::Node;

/// Endings that may follow a formula: "the $n$th of all $x$s".
const ENDINGS: [&str; 5] = ["th", "st", "nd", "rd", "s"];

/// What was written, when a formula is none: `$5 (or A$`, `5$-10$` and `$HOME/$USER` are text. The parser itself
/// asks for no blank inside the dollars and no digit behind them.
pub(super) fn text(node: Node<'_>, math: &NodeMath) -> Option<String> {
    if math.display_math || !math.dollar_math {
        return None;
    }
    let is_behind_number = node
        .previous_sibling()
        .is_some_and(|before| matches!(&before.data().value, NodeValue::Text(text) if text.ends_with(|c: char| c.is_ascii_digit())));
    let is_before_word = node.next_sibling().is_some_and(
        |next| matches!(&next.data().value, NodeValue::Text(text) if begins_word(text)),
    );
    let is_money = is_amount(&math.literal);
    (is_behind_number || is_before_word || is_money).then(|| format!("${}$", math.literal))
}

/// Whether what begins with a number goes on in words: `$5 (or A$` is no formula.
fn is_amount(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(' ')
        && !text.contains(['\\', '^', '_', '=', '+', '<', '>', '*', '/'])
}

fn begins_word(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphabetic() || c == '_';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let word = &text[..end];
    text.starts_with('{') || !word.is_empty() && !ENDINGS.contains(&word)
}
