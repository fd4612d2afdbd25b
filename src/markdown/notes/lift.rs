//! Notes in raw HTML and in containers, taken out of a parse tree.
//!
//! A tree is walked as a browser reads what it is written as: notes that begin in a paragraph go on
//! behind it, and end with whatever else holds them at the latest. Where raw HTML is broken, more
//! is taken for notes rather than less.

use comrak::Arena;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{NodeHtmlBlock, NodeValue, Sourcepos};

use super::container::Info;
use super::cut::{Part, Region, cut};
use super::tags::decoded;
use super::{has_aside, is_container, may_hold};
use crate::markdown::{self, Node};

/// Notes that were taken out.
#[derive(Debug, Clone)]
pub enum Lifted<'a> {
    /// What an element or a container held.
    Blocks(Vec<Node<'a>>),
    /// The value of an attribute.
    Words(String, Sourcepos),
}

/// All notes of a tree, in order.
#[derive(Debug, Default)]
pub(crate) struct Notes<'a> {
    pub list: Vec<Lifted<'a>>,
    /// The elements that are never closed.
    pub unclosed: Vec<Sourcepos>,
}

/// Takes the notes out of what stands below `root`.
pub(crate) fn lift<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Notes<'a> {
    if !root.descendants().any(holds_notes) {
        return Notes::default();
    }
    let mut lifting = Lifting {
        arena,
        root,
        open: None,
        frames: Vec::new(),
        found: Vec::new(),
        unclosed: Vec::new(),
    };
    // Nodes are parted while they are read.
    let edges: Vec<NodeEdge<Node<'a>>> = root.traverse().collect();
    for edge in edges {
        match edge {
            NodeEdge::Start(node) => lifting.start(node),
            NodeEdge::End(node) => lifting.end(node),
        }
    }
    lifting.finish()
}

fn holds_notes(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::HtmlBlock(html) => may_hold(&html.literal),
        NodeValue::HtmlInline(html) => may_hold(html),
        NodeValue::BlockDirective(directive) => is_container(&directive.info),
        _ => false,
    }
}

/// Whether the raw HTML in a block has notes in attributes, and none in elements.
pub(crate) fn has_words_alone(block: Node<'_>) -> bool {
    let htmls = || block.descendants().filter_map(html);
    htmls().any(|html| may_hold(&html)) && !htmls().any(|html| has_aside(&html))
}

/// The raw HTML of a node.
fn html(node: Node<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::HtmlBlock(html) => Some(html.literal.clone()),
        NodeValue::HtmlInline(html) => Some(html.clone()),
        _ => None,
    }
}

/// What is found in a tree, in order.
enum Found<'a> {
    /// Notes begin.
    Begin,
    /// A node that is in them with all below it.
    Node(Node<'a>),
    Words(String, Sourcepos),
}

/// Notes that are open.
struct Open<'a> {
    region: Region,
    /// The node that ends them at the latest.
    last: Node<'a>,
    /// Where they begin.
    at: Sourcepos,
}

struct Lifting<'a> {
    arena: &'a Arena<'a>,
    root: Node<'a>,
    open: Option<Open<'a>>,
    /// For each node that is being walked: how much was found before it, and whether notes were
    /// open.
    frames: Vec<(usize, bool)>,
    found: Vec<Found<'a>>,
    unclosed: Vec<Sourcepos>,
}

impl<'a> Lifting<'a> {
    fn start(&mut self, node: Node<'a>) {
        if let Some(html) = html(node) {
            self.html(node, &html);
            return;
        }
        self.frames.push((self.found.len(), self.open.is_some()));
        let data = node.data();
        let NodeValue::BlockDirective(directive) = &data.value else { return };
        let info = Info::read(&directive.info);
        if !info.is_notes() {
            return;
        }
        let at = data.sourcepos;
        if self.open.is_none() {
            self.found.push(Found::Begin);
            self.open = Some(Open { region: Region::container(), last: node, at });
        }
        self.found.extend(info.notes.into_iter().map(|words| Found::Words(words, at)));
    }

    fn end(&mut self, node: Node<'a>) {
        if html(node).is_some() {
            return;
        }
        let Some((count, was_open)) = self.frames.pop() else { return };
        let began = |found: &[Found<'_>]| found.iter().any(|found| matches!(found, Found::Begin));
        if was_open && self.open.is_some() && !began(&self.found[count..]) {
            // The node goes as a whole, and what was found in it goes with it.
            let words = self.found.split_off(count);
            self.found.push(Found::Node(node));
            self.found.extend(words.into_iter().filter(|found| matches!(found, Found::Words(..))));
        }
        if let Some(open) = self.open.take_if(|open| open.last.same_node(node))
            && open.region.is_element()
        {
            self.unclosed.push(open.at);
        }
    }

    /// Reads raw HTML, and parts it at the notes in it.
    fn html(&mut self, node: Node<'a>, html: &str) {
        if self.open.is_none() && !may_hold(html) {
            return;
        }
        let arena = self.arena;
        let at = node.data().sourcepos;
        let is_block = matches!(node.data().value, NodeValue::HtmlBlock(_));
        let piece = |text: &str| {
            let literal = text.to_owned();
            let value = match is_block {
                true => NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6, literal }),
                false => NodeValue::HtmlInline(literal),
            };
            let piece = markdown::node(arena, value, at);
            node.insert_before(piece);
            piece
        };
        let was = self.open.take();
        let mut is_new = was.is_none();
        let (mut region, place) =
            was.map_or((None, None), |open| (Some(open.region), Some((open.last, open.at))));
        let found = &mut self.found;
        cut(html, &mut region, |part| match part {
            Part::Kept(text) | Part::Inside(text) if is_block && text.trim().is_empty() => {}
            Part::Kept(text) => drop(piece(text)),
            Part::Inside(text) => found.push(Found::Node(piece(text))),
            Part::Words(words) => found.push(Found::Words(decoded(words), at)),
            Part::Opened => {
                is_new = true;
                found.push(Found::Begin);
            }
        });
        let (last, at) = place.filter(|_| !is_new).unwrap_or_else(|| (self.holder(node), at));
        self.open = region.map(|region| Open { region, last, at });
        node.detach();
    }

    /// The node that ends notes which begin at a node: their element closes a paragraph, and goes
    /// on behind it.
    fn holder(&self, node: Node<'a>) -> Node<'a> {
        let is_holder = |node: &Node<'a>| {
            let value = &node.data().value;
            value.block() && !matches!(value, NodeValue::Paragraph)
        };
        node.ancestors().skip(1).find(is_holder).unwrap_or(self.root)
    }

    /// Moves what was found out of the tree.
    fn finish(self) -> Notes<'a> {
        let mut list: Vec<Lifted<'a>> = Vec::new();
        let mut group: Vec<Node<'a>> = Vec::new();
        let mut words = Vec::new();
        // What the last node stood in, and what holds it now.
        let mut wrapper: Option<(Node<'a>, Node<'a>)> = None;
        for found in self.found {
            match found {
                Found::Begin => {
                    list.extend(
                        (!group.is_empty()).then(|| Lifted::Blocks(std::mem::take(&mut group))),
                    );
                    list.append(&mut words);
                    wrapper = None;
                }
                Found::Words(text, at) => words.push(Lifted::Words(text, at)),
                Found::Node(node) => {
                    let Some(parent) = node.parent() else { continue };
                    let value = node.data().value.clone();
                    node.detach();
                    let wrap = match value {
                        NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                            Some(parent.data().value.clone())
                        }
                        value if value.block() => None,
                        _ => Some(NodeValue::Paragraph),
                    };
                    match (wrap, wrapper) {
                        (None, _) => {
                            group.push(node);
                            wrapper = None;
                        }
                        (Some(_), Some((from, into))) if from.same_node(parent) => {
                            into.append(node);
                        }
                        (Some(value), _) => {
                            let into = markdown::node(self.arena, value, parent.data().sourcepos);
                            into.append(node);
                            group.push(into);
                            wrapper = Some((parent, into));
                        }
                    }
                    prune(parent, self.root);
                }
            }
        }
        list.extend((!group.is_empty()).then_some(Lifted::Blocks(group)));
        list.append(&mut words);
        Notes { list, unclosed: self.unclosed }
    }
}

/// Drops a node that holds nothing any more, and those above it that held nothing else. A table
/// keeps its cells as long as one in the row holds something.
fn prune<'a>(node: Node<'a>, root: Node<'a>) {
    let mut next = Some(node);
    while let Some(node) = next.filter(|node| !node.same_node(root) && node.first_child().is_none())
    {
        let is_cell = matches!(node.data().value, NodeValue::TableCell);
        next = node.parent();
        if !is_cell {
            node.detach();
        } else if let Some(row) = next
            && row.reverse_children().all(|cell| cell.first_child().is_none())
        {
            next = row.parent();
            row.detach();
        } else {
            return;
        }
    }
}
