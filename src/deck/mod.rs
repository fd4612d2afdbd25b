//! Decks: stacks of slides whose blocks are nodes of a parse tree.
//!
//! 1. A slide file is scanned ([`split`]), parsed once, and its blocks dealt to slides
//!    ([`slides`]).
//! 2. A postmortem fills a deck template ([`template`], [`view`]), whose text goes the same way;
//!    then its references are replaced by the postmortem's own blocks.
//! 3. [`fences`] draws timelines, whys and charts.
//! 4. [`identity`] gives every slide an address.

pub(crate) mod attributes;
mod bounds;
pub(crate) mod contents;
pub(crate) mod elements;
pub(crate) mod fences;
mod foreign;
pub(crate) mod frames;
pub(crate) mod helpers;
pub(crate) mod identity;
pub(crate) mod includes;
pub(crate) mod marks;
pub(crate) mod notes;
pub(crate) mod opener;
pub(crate) mod outline;
pub(crate) mod parsed;
pub(crate) mod placed;
mod raw;
pub(crate) mod registry;
pub(crate) mod separators;
pub(crate) mod signs;
pub(crate) mod slides;
pub(crate) mod split;
mod stored;
pub(crate) mod template;
pub(crate) mod trailer;
pub(crate) mod view;
pub(crate) mod written;

use std::collections::HashMap;

pub(crate) use attributes::Attributes;
pub(crate) use parsed::make_ready;

use crate::markdown::Node;
pub(crate) use crate::markdown::place;
use crate::source::Span;
use signs::sizes::PictureSize;

/// What is said with a slide.
#[derive(Debug, Clone)]
pub(crate) enum Note<'a> {
    /// Blocks after a `Note:` line.
    Block(Node<'a>),
    /// A comment: plain words.
    Remark(String),
}

impl<'a> Note<'a> {
    /// The block, unless it is plain words.
    pub(crate) fn block(&self) -> Option<Node<'a>> {
        match self {
            Self::Block(block) => Some(block),
            Self::Remark(_) => None,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Slide<'a> {
    /// Its address: unique in the deck once [`identity::assign`] ran.
    pub id: String,
    /// The text of its first heading; empty when it has none.
    pub title: String,
    /// Attributes of the `<section>`.
    pub attributes: Attributes,
    /// What begins here, as the marks of a deck template say it.
    pub begins: String,
    /// Where the attribute comments stand.
    pub attributes_span: Option<Span>,
    /// What it shows.
    pub blocks: Vec<Node<'a>>,
    /// What is said with it.
    pub notes: Vec<Note<'a>>,
    /// How tall it is at the smallest size, in pixels of the canvas, once [`crate::layout`]
    /// measured it.
    pub height: f64,
}

/// A slide of the main row with those below it; never empty.
pub(crate) type Stack<'a> = Vec<Slide<'a>>;

#[derive(Debug, Clone, Default)]
pub(crate) struct Deck<'a> {
    /// The main row.
    pub stacks: Vec<Stack<'a>>,
    /// Attributes of elements.
    pub elements: Elements,
    /// The style sheets that stood on slides.
    pub styles: Vec<OwnStyle>,
    /// The footnotes by name: they are printed on each slide that refers to them.
    pub footnotes: HashMap<String, Node<'a>>,
    /// The headings that lists of titles link to.
    pub contents: Vec<Node<'a>>,
}

/// A style sheet on a slide.
#[derive(Debug, Clone)]
pub(crate) struct OwnStyle {
    pub text: String,
    /// The line it begins in, in the numbering shared by all texts.
    pub line: usize,
    /// Whether its author meant one slide alone, as Marp has it.
    pub is_scoped: bool,
}

impl<'a> Deck<'a> {
    /// All slides, stack by stack.
    pub(crate) fn slides(&self) -> impl Iterator<Item = &Slide<'a>> {
        self.stacks.iter().flatten()
    }

    /// All slides, stack by stack, to be changed.
    pub(crate) fn slides_mut(&mut self) -> impl Iterator<Item = &mut Slide<'a>> {
        self.stacks.iter_mut().flatten()
    }

    /// Leaves out the slides that their author hides, as reveal.js does; how many there were.
    pub(crate) fn take_hidden(&mut self) -> usize {
        let is_hidden =
            |slide: &Slide<'_>| slide.attributes.get("data-visibility") == Some("hidden");
        let before = self.slides().count();
        for stack in &mut self.stacks {
            stack.retain(|slide| !is_hidden(slide));
        }
        let hidden = before - self.slides().count();
        if hidden > 0 {
            self.stacks.retain(|stack| !stack.is_empty());
        }
        if self.stacks.is_empty() && hidden > 0 {
            self.stacks.push(vec![Slide::default()]);
        }
        hidden
    }
}

/// How large pictures are to be, by the node's address.
#[derive(Debug, Clone, Default)]
pub(crate) struct PictureSizes(HashMap<usize, PictureSize>);

impl PictureSizes {
    /// The size of a picture, by [`Elements::key`].
    #[must_use]
    pub(crate) fn get(&self, key: usize) -> Option<PictureSize> {
        if self.0.is_empty() { None } else { self.0.get(&key).copied() }
    }
}

/// Attributes that comments gave to elements.
///
/// The key is the node's address: nodes live in an arena and stay where they are for the whole
/// build.
#[derive(Debug, Clone, Default)]
pub(crate) struct Elements {
    by_node: HashMap<usize, Attributes>,
    /// How large pictures are to be.
    sizes: PictureSizes,
    /// What authors wrote, and where.
    written: Vec<(Attributes, Span)>,
}

impl Elements {
    /// What a node is known by.
    pub(crate) fn key(node: Node<'_>) -> usize {
        std::ptr::from_ref(node).addr()
    }

    pub(crate) fn add(&mut self, node: Node<'_>, attributes: &Attributes) {
        self.by_node.entry(Self::key(node)).or_default().merge(attributes);
    }

    /// Gives a copy the attributes of what it is a copy of.
    pub(crate) fn keep(&mut self, from: Node<'_>, to: Node<'_>) {
        if let Some(attributes) = self.get(from).cloned() {
            self.add(to, &attributes);
        }
        if let Some(size) = self.sizes.get(Self::key(from)) {
            self.set_size(to, size);
        }
    }

    pub(crate) fn set_size(&mut self, picture: Node<'_>, size: PictureSize) {
        self.sizes.0.insert(Self::key(picture), size);
    }

    #[must_use]
    pub(crate) fn sizes(&self) -> &PictureSizes {
        &self.sizes
    }

    /// Remembers what an author wrote for an element.
    pub(crate) fn remember(&mut self, attributes: &Attributes, span: Span) {
        self.written.push((attributes.clone(), span));
    }

    /// What authors wrote, and where.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&Attributes, Span)> {
        self.written.iter().map(|(attributes, span)| (attributes, *span))
    }

    /// Takes the attributes of other elements in.
    pub(crate) fn extend(&mut self, other: Self) {
        self.by_node.extend(other.by_node);
        self.sizes.0.extend(other.sizes.0);
        self.written.extend(other.written);
    }

    #[must_use]
    pub(crate) fn get(&self, node: Node<'_>) -> Option<&Attributes> {
        if self.by_node.is_empty() { None } else { self.by_node.get(&Self::key(node)) }
    }
}
