//! Which element a comment is for: the one right before it, or the one around it, as reveal.js
//! finds it among the elements of a page. Tags of raw HTML count as well, over several blocks.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;

use super::is_paragraph;
use crate::markdown::Node;
use crate::markdown::notes::tags;
use crate::token::{self, Piece, Token};

/// An element of a slide.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    Node(Node<'a>),
    /// A tag in raw HTML, and the byte behind its name.
    Tag(Node<'a>, usize),
}

/// What was found in a slide, in order.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The comments, by number, each with its element.
    pub(super) comments: Vec<(usize, Option<Place<'a>>)>,
    /// The texts that hold tokens.
    pub(super) texts: Vec<Node<'a>>,
    /// The tokens in raw HTML: the node, the first byte and the one behind the last.
    pub(super) in_html: Vec<(Node<'a>, usize, usize)>,
}

/// More open tags than this no end tag looks through.
const DEEPEST: usize = 100;

/// Elements without content.
const VOID: [&str; 9] = ["area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"];
/// Elements that end where another of their kind begins.
const ENDS_ITSELF: [&str; 7] = ["p", "li", "td", "th", "tr", "dd", "dt"];

/// An element that is open, and what was met in it so far.
#[derive(Debug)]
struct Level<'a> {
    /// None is the slide.
    owner: Option<Place<'a>>,
    /// The name of a tag.
    name: String,
    /// The last element in it.
    last: Option<Place<'a>>,
    /// The last item of that, when it is a list.
    last_item: Option<Place<'a>>,
    /// Whether text stands behind that.
    has_text: bool,
    /// Whether a line ended behind that.
    is_next_line: bool,
    /// Whether it is a paragraph of nothing but comments.
    is_alone: bool,
}

impl<'a> Level<'a> {
    fn of(owner: Option<Place<'a>>, name: String) -> Self {
        let is_alone = matches!(owner, Some(Place::Node(node)) if is_alone(node));
        Self {
            owner,
            name,
            last: None,
            last_item: None,
            has_text: false,
            is_next_line: false,
            is_alone,
        }
    }

    fn is_item(&self) -> bool {
        matches!(self.owner, Some(Place::Node(node)) if is_item(node))
    }

    /// Takes note of an element that ends here, and of its last item when it is a list.
    fn ended(&mut self, place: Place<'a>, last_item: Option<Place<'a>>) {
        self.last = Some(place);
        self.last_item = last_item;
        self.has_text = false;
        self.is_next_line = false;
    }
}

/// How a comment stands in its file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stand {
    /// Whether it begins a line.
    pub(super) at_margin: bool,
    /// Whether the line before it is blank.
    pub(super) is_apart: bool,
}

/// Finds the elements of all comments of a slide in one walk, however many there are.
pub(super) fn find<'a>(
    blocks: impl Iterator<Item = Node<'a>>,
    stand: &dyn Fn(usize) -> Stand,
) -> Found<'a> {
    let levels = vec![Level::of(None, String::new())];
    let mut walk = Walk { levels, stand, found: Found::default() };
    for block in blocks {
        for edge in block.traverse() {
            match edge {
                NodeEdge::Start(node) => walk.start(node),
                NodeEdge::End(node) => walk.end(node),
            }
        }
    }
    walk.found
}

struct Walk<'s, 'a> {
    levels: Vec<Level<'a>>,
    stand: &'s dyn Fn(usize) -> Stand,
    found: Found<'a>,
}

impl<'a> Walk<'_, 'a> {
    fn start(&mut self, node: Node<'a>) {
        match &node.data().value {
            NodeValue::Text(text) => {
                if token::is_in(text) {
                    self.found.texts.push(node);
                }
                self.text(text, None);
            }
            NodeValue::HtmlInline(html) => self.html(node, html),
            NodeValue::HtmlBlock(html) => self.html(node, &html.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => {
                if let Some(level) = self.levels.last_mut() {
                    level.is_next_line = true;
                }
            }
            _ => self.levels.push(Level::of(Some(Place::Node(node)), String::new())),
        }
    }

    fn end(&mut self, node: Node<'a>) {
        if is_passed_over(node) {
            return;
        }
        while let Some(level) = self.levels.pop() {
            if !matches!(level.owner, Some(Place::Node(owner)) if owner.same_node(node)) {
                continue;
            }
            let Some(above) = self.levels.last_mut() else { return };
            if is_element(node) {
                if !level.is_alone {
                    above.ended(Place::Node(node), last_item(node));
                }
            } else {
                above.has_text = true;
            }
            return;
        }
    }

    /// Reads a text; in raw HTML with its node and its first byte there.
    fn text(&mut self, text: &str, html: Option<(Node<'a>, usize)>) {
        let mut at = html.map_or(0, |(_, at)| at);
        for piece in token::pieces(text) {
            match piece {
                Piece::Text(written) => {
                    at += written.len();
                    if let Some(level) = self.levels.last_mut() {
                        level.has_text |= !written.trim().is_empty();
                    }
                }
                Piece::Token(token) => {
                    let length = token.to_string().len();
                    if let Token::Comment(number) = token {
                        self.found.comments.push((number, self.target((self.stand)(number))));
                        self.found.in_html.extend(html.map(|(node, _)| (node, at, at + length)));
                    }
                    at += length;
                }
            }
        }
    }

    /// Reads raw HTML: tags open and close elements, be it in this block or another.
    fn html(&mut self, node: Node<'a>, html: &str) {
        let mut at = 0;
        for tag in tags::tags(html) {
            self.text(&html[at..tag.range.start], Some((node, at)));
            at = tag.range.end;
            let name = tag.name.to_ascii_lowercase();
            if tag.is_end {
                self.close(&name);
                continue;
            }
            let place = Place::Tag(node, tag.range.start + 1 + tag.name.len());
            if name == "br" {
                if let Some(level) = self.levels.last_mut() {
                    level.is_next_line = true;
                }
            } else if VOID.contains(&name.as_str()) || html[..at].ends_with("/>") {
                if let Some(level) = self.levels.last_mut() {
                    level.ended(place, None);
                }
            } else {
                let again = self.levels.last().is_some_and(|level| level.name == name);
                if again && ENDS_ITSELF.contains(&name.as_str()) {
                    self.close(&name);
                }
                self.levels.push(Level::of(Some(place), name));
            }
        }
        self.text(&html[at..], Some((node, at)));
    }

    /// Closes the innermost tag of this name, with all that is open in it.
    fn close(&mut self, name: &str) {
        let open = self.levels.iter().rev().take(DEEPEST);
        let Some(above) =
            open.take_while(|level| !level.name.is_empty()).position(|level| level.name == name)
        else {
            return;
        };
        self.levels.truncate(self.levels.len() - above);
        let Some(closed) = self.levels.pop() else { return };
        let last_item = closed.last.filter(|_| matches!(name, "ul" | "ol"));
        if let (Some(level), Some(place)) = (self.levels.last_mut(), closed.owner) {
            level.ended(place, last_item);
        }
    }

    /// The element that a comment at this place is for.
    fn target(&self, stand: Stand) -> Option<Place<'a>> {
        let level = self.levels.last()?;
        let whole_or_item = |level: &Level<'a>| {
            level.last_item.filter(|_| !stand.is_apart).or(level.last.map(picture_in))
        };
        let Some(owner) = level.owner else { return whole_or_item(level) };
        if level.is_alone {
            let above = self.levels.iter().rev().nth(1)?;
            return whole_or_item(above).or(above.owner);
        }
        if stand.at_margin
            && let Some(item) = self.levels.iter().find(|level| level.is_item())
        {
            // It stands below the whole list, whose last item this is.
            return item.owner;
        }
        let is_near = |last: &Place<'_>| {
            !level.has_text && (!level.is_next_line || reaches_further(*last, owner))
        };
        if level.last.is_some_and(|last| is_near(&last)) {
            return level.last_item.or(level.last);
        }
        let Place::Node(node) = owner else { return Some(owner) };
        let item = node.parent().filter(|parent| {
            let is_first = parent.first_child().is_some_and(|first| first.same_node(node));
            is_paragraph(node) && is_first && is_item(parent)
        });
        Some(Place::Node(item.unwrap_or(node)))
    }
}

/// Whether an element has a comment in the line below it: in Markdown that is the paragraph's,
/// unless raw HTML or a picture stands before it.
fn reaches_further(last: Place<'_>, owner: Place<'_>) -> bool {
    let in_html = matches!(owner, Place::Tag(..)) || matches!(last, Place::Tag(..));
    in_html || matches!(last, Place::Node(node) if is_image(node))
}

/// The image that is all a paragraph holds, or the element itself.
fn picture_in(place: Place<'_>) -> Place<'_> {
    let Place::Node(node) = place else { return place };
    let only = node.first_child().filter(|child| child.next_sibling().is_none());
    match only {
        Some(child) if is_paragraph(node) && is_image(child) => Place::Node(child),
        _ => place,
    }
}

/// The last item of a list.
fn last_item(node: Node<'_>) -> Option<Place<'_>> {
    let is_list = matches!(node.data().value, NodeValue::List(_));
    node.last_child().filter(|_| is_list).map(Place::Node)
}

fn is_image(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

fn is_item(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
}

fn is_passed_over(node: Node<'_>) -> bool {
    matches!(
        node.data().value,
        NodeValue::Text(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::SoftBreak
            | NodeValue::LineBreak
    )
}

/// Whether a node can have attributes; signs and references cannot.
fn is_element(node: Node<'_>) -> bool {
    let value = &node.data().value;
    value.block()
        || matches!(
            value,
            NodeValue::Strong
                | NodeValue::Emph
                | NodeValue::Strikethrough
                | NodeValue::Underline
                | NodeValue::Superscript
                | NodeValue::Subscript
                | NodeValue::Highlight
                | NodeValue::Insert
                | NodeValue::Code(_)
                | NodeValue::Link(_)
                | NodeValue::Image(_)
        )
}

/// Whether a paragraph has nothing but comments.
fn is_alone(node: Node<'_>) -> bool {
    is_paragraph(node)
        && node.first_child().is_some()
        && node.children().all(|child| match &child.data().value {
            NodeValue::Text(text) => token::without(text).trim().is_empty(),
            NodeValue::SoftBreak | NodeValue::LineBreak => true,
            _ => false,
        })
}
