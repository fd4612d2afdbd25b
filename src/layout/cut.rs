//! Text in two: at a sentence where there is one, else at a word, else anywhere.

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::markdown::{self, Node, plain_text};

/// A paragraph in two: the sentences that fit in `limit` characters, and the rest; none when it is short enough, or
/// has no sentence that ends before.
pub fn cut_paragraph<'a>(arena: &'a Arena<'a>, paragraph: Node<'a>, limit: usize) -> Option<(Node<'a>, Node<'a>)> {
    let is_short = plain_text(paragraph).chars().count() <= limit;
    if is_short || !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return None;
    }
    let (index, at) = sentence(paragraph, limit)?;
    Some(cut_at(arena, paragraph, index, at))
}

/// A paragraph or a cell in two, wherever that must be; none when it is short enough, or has no text of its own that
/// could be cut.
pub fn cut<'a>(arena: &'a Arena<'a>, node: Node<'a>, limit: usize) -> Option<(Node<'a>, Node<'a>)> {
    let is_short = plain_text(node).chars().count() <= limit;
    if is_short || !matches!(node.data().value, NodeValue::Paragraph | NodeValue::TableCell) {
        return None;
    }
    let found = sentence(node, limit).filter(|(index, at)| reached(node, *index, *at) * 3 > limit);
    let (index, at) = found.or_else(|| word(node, limit))?;
    Some(cut_at(arena, node, index, at))
}

/// How many characters stand before a cut.
fn reached(node: Node<'_>, index: usize, at: usize) -> usize {
    let before: usize = node.children().take(index).map(|child| plain_text(child).chars().count() + 1).sum();
    before + at
}

/// The last place before `limit` characters where a word ends, or else where a character does.
fn word(node: Node<'_>, limit: usize) -> Option<(usize, usize)> {
    let mut seen = 0;
    let mut found = None;
    for (index, child) in node.children().enumerate() {
        if let NodeValue::Text(text) = &child.data().value {
            let left = limit.saturating_sub(seen);
            let end = text.char_indices().nth(left).map_or(text.len(), |(at, _)| at);
            let blank = text[..end].rfind(char::is_whitespace).filter(|at| *at > 0);
            match blank {
                Some(at) => found = Some((index, at)),
                None if end > 0 && end < text.len() && found.is_none() => found = Some((index, end)),
                None => {}
            }
            seen += text.chars().count();
        } else {
            seen += plain_text(child).chars().count() + 1;
        }
        if seen >= limit {
            break;
        }
    }
    found
}

/// The child and the byte in its text where the last sentence before `limit` characters ends.
fn sentence(paragraph: Node<'_>, limit: usize) -> Option<(usize, usize)> {
    // Where to cut: the child, and the byte in its text.
    let mut seen = 0;
    let mut cut: Option<(usize, usize)> = None;
    for (index, child) in paragraph.children().enumerate() {
        match &child.data().value {
            NodeValue::Text(text) => {
                for (at, _) in text.match_indices(". ").chain(text.match_indices("? ")).chain(text.match_indices("! "))
                {
                    if seen + text[..at].chars().count() < limit && cut.is_none_or(|known| known < (index, at + 1)) {
                        cut = Some((index, at + 1));
                    }
                }
                let ends = text.ends_with(['.', '?', '!']);
                seen += text.chars().count();
                let breaks = child
                    .next_sibling()
                    .is_some_and(|next| matches!(next.data().value, NodeValue::SoftBreak | NodeValue::LineBreak));
                if ends && breaks && seen <= limit {
                    cut = Some((index, text.len()));
                }
            }
            _ => seen += plain_text(child).chars().count() + 1,
        }
        if seen > limit {
            break;
        }
    }
    cut
}

fn cut_at<'a>(arena: &'a Arena<'a>, paragraph: Node<'a>, index: usize, at: usize) -> (Node<'a>, Node<'a>) {
    let head = markdown::copy(arena, paragraph);
    let tail = markdown::copy(arena, paragraph);
    for child in head.children().skip(index + 1).collect::<Vec<_>>() {
        child.detach();
    }
    for child in tail.children().take(index).collect::<Vec<_>>() {
        child.detach();
    }
    if let Some(last) = head.last_child()
        && let NodeValue::Text(text) = &mut last.data_mut().value
    {
        text.to_mut().truncate(at);
    }
    if let Some(first) = tail.first_child() {
        let is_empty = match &mut first.data_mut().value {
            NodeValue::Text(text) => {
                let rest = text[at.min(text.len())..].trim_start().to_owned();
                *text = rest.into();
                text.is_empty()
            }
            _ => false,
        };
        if is_empty {
            first.detach();
            if let Some(blank) = tail.first_child()
                && matches!(blank.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
            {
                blank.detach();
            }
        }
    }
    (head, tail)
}
