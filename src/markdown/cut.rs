//! Text in parts: at a sentence where there is one, else at a word, else anywhere.

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::place;
use crate::markdown::{self, Node, plain_text};

/// How many characters of a heading, of a table's cell or of an item are repeated on a further
/// page.
const REPEATED: usize = 2000;

/// The beginning of a node that is too long to be repeated in whole: else a long heading on a
/// thousand pages would be a thousand long headings.
#[must_use]
pub(crate) fn too_long_to_repeat<'a>(arena: &'a Arena<'a>, node: Node<'a>) -> Option<Node<'a>> {
    let rest = Rest::of(arena, node);
    rest.is_longer_than(REPEATED).then(|| rest.beginning(REPEATED))
}

/// What is left of a paragraph or a cell whose beginning was taken off. To take a part costs what
/// the part holds, however much is left: a text of a thousand pages is not copied a thousand times.
pub(crate) struct Rest<'a> {
    arena: &'a Arena<'a>,
    node: Node<'a>,
    children: Vec<Node<'a>>,
    /// The first child that is left.
    index: usize,
    /// How many bytes of its text were taken.
    offset: usize,
}

impl<'a> Rest<'a> {
    /// All of a node.
    pub(crate) fn of(arena: &'a Arena<'a>, node: Node<'a>) -> Self {
        Self { arena, node, children: node.children().collect(), index: 0, offset: 0 }
    }

    /// Whether nothing was taken.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        (self.index, self.offset) == (0, 0)
    }

    /// Takes the beginning off, wherever that must be; none when what is left is short enough, or
    /// has no text of its own that could be cut.
    pub(crate) fn take(&mut self, limit: usize) -> Option<Node<'a>> {
        let can_be_cut =
            matches!(self.node.data().value, NodeValue::Paragraph | NodeValue::TableCell);
        if !can_be_cut || !self.is_longer_than(limit) {
            return None;
        }
        let found =
            self.sentence(limit).filter(|(index, at)| self.reached(*index, *at) * 3 > limit);
        let (index, at) = found.or_else(|| self.word(limit))?;
        Some(self.take_to(index, at))
    }

    /// Takes all that is left.
    pub(crate) fn take_all(&mut self) -> Node<'a> {
        let all = self.node();
        (self.index, self.offset) = (self.children.len(), 0);
        all
    }

    /// A copy of what is left.
    #[must_use]
    pub(crate) fn node(&self) -> Node<'a> {
        self.copy(self.children.len(), None)
    }

    /// A copy of what is left, with no more than about `limit` characters: it is to be measured.
    #[must_use]
    pub(crate) fn beginning(&self, limit: usize) -> Node<'a> {
        let mut seen = 0;
        for (index, child) in self.children.iter().enumerate().skip(self.index) {
            let left = limit - seen;
            if let NodeValue::Text(text) = &child.data().value
                && let Some((at, _)) = self.left_of(index, text).char_indices().nth(left)
            {
                return self.copy(index, Some(at));
            }
            seen += self.length(index, left);
            if seen >= limit {
                return self.copy(index + 1, None);
            }
        }
        self.node()
    }

    /// Whether more than so many characters are left.
    #[must_use]
    pub(crate) fn is_longer_than(&self, limit: usize) -> bool {
        let mut seen = 0;
        (self.index..self.children.len()).any(|index| {
            seen += self.length(index, limit - seen);
            seen > limit
        })
    }

    /// What is left of a child's text.
    fn left_of<'t>(&self, index: usize, text: &'t str) -> &'t str {
        if index == self.index { text.get(self.offset..).unwrap_or_default() } else { text }
    }

    /// How many characters are left of a child; no more than one above `most` are counted of a
    /// text.
    fn length(&self, index: usize, most: usize) -> usize {
        match &self.children[index].data().value {
            NodeValue::Text(text) => {
                self.left_of(index, text).chars().take(most.saturating_add(1)).count()
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => 1,
            _ => plain_text(self.children[index]).chars().count(),
        }
    }

    /// How many characters stand before a cut.
    fn reached(&self, index: usize, at: usize) -> usize {
        let before: usize = self.children[self.index..index]
            .iter()
            .map(|child| plain_text(child).chars().count() + 1)
            .sum();
        // What was taken from the first child is not before the cut.
        before - if index > self.index { self.taken() } else { 0 } + at
    }

    /// How many characters of the first child were taken.
    fn taken(&self) -> usize {
        match self.children.get(self.index).map(|child| child.data()) {
            Some(data) => match &data.value {
                NodeValue::Text(text) => text[..self.offset.min(text.len())].chars().count(),
                _ => 0,
            },
            None => 0,
        }
    }

    /// The last place before `limit` characters where a word ends, or else where a character does.
    fn word(&self, limit: usize) -> Option<(usize, usize)> {
        let mut seen = 0;
        let mut found = None;
        for (index, child) in self.children.iter().enumerate().skip(self.index) {
            if let NodeValue::Text(text) = &child.data().value {
                let text = self.left_of(index, text);
                let left = limit.saturating_sub(seen);
                let end = text.char_indices().nth(left).map_or(text.len(), |(at, _)| at);
                let blank = text[..end].rfind(char::is_whitespace).filter(|at| *at > 0);
                match blank {
                    Some(at) => found = Some((index, at)),
                    None if end > 0 && end < text.len() && found.is_none() => {
                        found = Some((index, end));
                    }
                    None => {}
                }
                seen += self.length(index, left);
            } else {
                seen += plain_text(child).chars().count() + 1;
            }
            if seen >= limit {
                break;
            }
        }
        found
    }

    /// The child and the byte in what is left of its text where the last sentence before `limit`
    /// characters ends.
    fn sentence(&self, limit: usize) -> Option<(usize, usize)> {
        let mut seen = 0;
        let mut cut: Option<(usize, usize)> = None;
        for (index, child) in self.children.iter().enumerate().skip(self.index) {
            match &child.data().value {
                NodeValue::Text(text) => {
                    let text = self.left_of(index, text);
                    // A sentence ends before the limit, and the blank behind it may stand at the
                    // limit.
                    let left = limit - seen;
                    let window =
                        text.char_indices().nth(left + 1).map_or(text, |(at, _)| &text[..at]);
                    let last =
                        [". ", "? ", "! "].into_iter().filter_map(|end| window.rfind(end)).max();
                    if let Some(at) = last {
                        cut = Some((index, at + 1));
                    }
                    let ends = text.ends_with(['.', '?', '!']);
                    seen += self.length(index, left);
                    let breaks = child.next_sibling().is_some_and(|next| {
                        matches!(next.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
                    });
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

    /// Takes everything before byte `at` of what is left of a child's text.
    pub(super) fn take_to(&mut self, index: usize, at: usize) -> Node<'a> {
        let head = self.copy(index, Some(at));
        let from = if index == self.index { self.offset + at } else { at };
        let is_break = |node: Option<&Node<'a>>| {
            node.is_some_and(|node| {
                matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
            })
        };
        let left = match &self.children[index].data().value {
            NodeValue::Text(text) => {
                let rest = &text[from.min(text.len())..];
                let blanks = rest.len() - rest.trim_start().len();
                (blanks < rest.len()).then_some(from + blanks)
            }
            _ => Some(from),
        };
        (self.index, self.offset) = match left {
            Some(offset) => (index, offset),
            None if is_break(self.children.get(index + 1)) => (index + 2, 0),
            None => (index + 1, 0),
        };
        head
    }

    /// A copy of what is left before the `end`th child, and of that one's text up to a byte.
    fn copy(&self, end: usize, at: Option<usize>) -> Node<'a> {
        let copied = markdown::node(self.arena, self.node.data().value.clone(), place(self.node));
        let text_of = |index: usize, to: Option<usize>| {
            let child = self.children[index];
            let value = match &child.data().value {
                NodeValue::Text(text) => {
                    let left = self.left_of(index, text);
                    NodeValue::Text(
                        left[..to.unwrap_or(left.len()).min(left.len())].to_owned().into(),
                    )
                }
                _ => return markdown::copy(self.arena, child),
            };
            markdown::node(self.arena, value, place(child))
        };
        for index in self.index..end {
            copied.append(text_of(index, None));
        }
        if let Some(at) = at.filter(|_| end < self.children.len()) {
            copied.append(text_of(end, Some(at)));
        }
        copied
    }
}
