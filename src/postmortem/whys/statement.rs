//! What went wrong, above the first question of a list: `Downloads failed.` with `Why?` below it.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::model::{Answer, Why};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::whys::asks::is_bare;
use crate::words::say;

/// The longest statement that a question can carry: it becomes a title.
const LONGEST: usize = 160;

/// Puts blocks in front of the question that they led to. What makes no title goes with its first
/// answer.
pub(super) fn put_before<'a>(input: Input<'a, '_>, why: &mut Why<'a>, blocks: Vec<Node<'a>>) {
    let mut texts = Vec::new();
    let mut others = Vec::new();
    let mut length = 0;
    let mut open: Vec<Node<'a>> = blocks.into_iter().rev().collect();
    while let Some(block) = open.pop() {
        match &block.data().value {
            NodeValue::List(_) | NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                let children: Vec<Node<'a>> = block.children().collect();
                open.extend(children.into_iter().rev());
                continue;
            }
            NodeValue::Paragraph if others.is_empty() => length += inline::text(block).len(),
            _ => length = usize::MAX,
        }
        if length <= LONGEST { texts.push(block) } else { others.push(input.copy(block)) }
    }
    for text in texts.into_iter().rev() {
        put_text_before(input, why.question, text);
    }
    if others.is_empty() {
        return;
    }
    match why.answers.first_mut() {
        Some(answer) => drop(answer.blocks.splice(0..0, others)),
        None => why.answers.push(Answer { blocks: others, whys: Vec::new(), span: why.span }),
    }
}

fn put_text_before<'a>(input: Input<'a, '_>, question: Node<'a>, text: Node<'a>) {
    let copy = inline::paragraph(input.arena, text);
    inline::trim(copy, &[], &[]);
    let sign = if inline::text(copy).ends_with(char::is_alphanumeric) { " – " } else { " " };
    let at = question.data().sourcepos;
    question.prepend(markdown::node(input.arena, NodeValue::Text(sign.into()), at));
    let inlines: Vec<Node<'a>> = copy.children().collect();
    inlines.into_iter().rev().for_each(|inline| question.prepend(inline));
}

/// Puts the answer that a bare `Why?` asks about in front of it: a title must say what is asked.
pub(super) fn name_bare<'a>(
    input: Input<'a, '_>,
    why: &mut Why<'a>,
    before: Option<Node<'a>>,
    depth: usize,
) {
    let is_short = |node: &Node<'a>| {
        matches!(node.data().value, NodeValue::Paragraph)
            && (1..=LONGEST).contains(&inline::text(node).trim().len())
    };
    if let Some(before) = before.filter(is_short)
        && is_bare(&inline::text(why.question))
    {
        why.question = inline::plain(input.arena, say::words().why, why.question.data().sourcepos);
        put_text_before(input, why.question, before);
    }
    if depth == 0 {
        return;
    }
    for answer in &mut why.answers {
        let said = answer.blocks.first().copied();
        answer.whys.iter_mut().for_each(|next| name_bare(input, next, said, depth - 1));
    }
}
