//! A list of titles that is too long for one column: it stands in several, and says less when there
//! are too many titles even so.

use comrak::Arena;
use comrak::nodes::{NodeBlockDirective, NodeValue, Sourcepos};

use crate::markdown::{self, Node};

/// How many lines a column has at the smallest size, below a title; and at least, below more.
const LINES: usize = 12;
const FEWEST: usize = 4;
/// The characters of a line in one, two and three columns.
const WIDTHS: [usize; 3] = [72, 42, 27];
/// The same in four columns, whose letters the slide makes smaller.
const SMALL: usize = 24;

/// The list, or columns with its parts; and whether its slide must shrink for it. `beside` is how many
/// blocks its slide has besides it.
pub(super) fn of<'a>(arena: &'a Arena<'a>, list: Node<'a>, beside: usize) -> (Node<'a>, bool) {
    let at = markdown::place(list);
    let lines = LINES.saturating_sub(2 * beside.saturating_sub(1)).max(FEWEST);
    let fitting = |width: usize, count: usize| height(list, width).div_ceil(count) <= lines;
    let columns = || (1..=WIDTHS.len()).find(|count| fitting(WIDTHS[count - 1], *count));
    let count = columns().or_else(|| {
        // What is below the main row goes first.
        let is_list = |node: &Node<'a>| matches!(node.data().value, NodeValue::List(_));
        let inner: Vec<Node<'a>> =
            list.children().flat_map(|item| item.children().filter(is_list)).collect();
        inner.into_iter().for_each(comrak::arena_tree::Node::detach);
        columns()
    });
    match count {
        Some(1) => (list, false),
        Some(count) => (divided(arena, list, count, WIDTHS[count - 1], at), false),
        None => (divided(arena, list, WIDTHS.len() + 1, SMALL, at), true),
    }
}

/// How many lines a list takes with so many characters in each.
fn height(list: Node<'_>, width: usize) -> usize {
    let is_paragraph = |node: &Node<'_>| matches!(node.data().value, NodeValue::Paragraph);
    list.descendants()
        .filter(is_paragraph)
        .map(|title| markdown::plain_text(title).chars().count().div_ceil(width).max(1))
        .sum()
}

/// A list in so many columns of about the same height.
fn divided<'a>(
    arena: &'a Arena<'a>,
    list: Node<'a>,
    count: usize,
    width: usize,
    at: Sourcepos,
) -> Node<'a> {
    let container = |info: &str| {
        let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info: info.into() };
        markdown::node(arena, NodeValue::BlockDirective(Box::new(directive)), at)
    };
    let target = height(list, width).div_ceil(count);
    let whole = container("columns");
    let items: Vec<Node<'a>> = list.children().collect();
    let mut filled = target;
    let mut column = list;
    for item in items {
        if filled >= target && whole.children().count() < count {
            let outer = container("column");
            column = markdown::node(arena, list.data().value.clone(), at);
            outer.append(column);
            whole.append(outer);
            filled = 0;
        }
        filled += height(item, width);
        column.append(item);
    }
    whole
}
