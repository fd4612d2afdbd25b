//! `[TOC]` alone in a paragraph: the titles of the deck, with links to the slides.
//!
//! 1. [`put`] lists the titles before slides are measured; each link has a token for an address.
//! 2. [`link`] puts the addresses in, once slides have them.

mod columns;

use std::collections::HashMap;

use comrak::Arena;
use comrak::nodes::{ListType, NodeLink, NodeList, NodeValue, Sourcepos};

use super::{Deck, Slide};
use crate::markdown::{self, Node};
use crate::source::Sources;
use crate::token::Token;

/// How many lists of titles a deck has: a word of a few bytes stands for all of it.
const MOST_LISTS: usize = 8;

/// Replaces each `[TOC]` by a list of titles. What is below a slide of the main row stands in a
/// list below its title.
pub(crate) fn put<'a>(arena: &'a Arena<'a>, deck: &mut Deck<'a>, sources: &Sources) {
    let places: Vec<(usize, usize, Node<'a>)> = deck
        .stacks
        .iter()
        .enumerate()
        .flat_map(|(column, stack)| {
            stack.iter().enumerate().map(move |(row, slide)| (column, row, slide))
        })
        .flat_map(|(column, row, slide)| {
            let nodes = slide.blocks.iter().flat_map(|block| block.descendants());
            nodes.filter(|node| is_place(node, sources)).map(move |node| (column, row, node))
        })
        .take(MOST_LISTS)
        .collect();
    for (column, row, place) in places {
        let list = titles(arena, deck, (column, row), markdown::place(place));
        let (list, is_small) =
            columns::of(arena, list, deck.stacks[column][row].blocks.len().saturating_sub(1));
        let attributes = &mut deck.stacks[column][row].attributes;
        if is_small && attributes.get("data-fit").is_none() {
            attributes.set("data-fit", "shrink");
        }
        let is_top = place.parent().is_none();
        if is_top {
            let blocks = &mut deck.stacks[column][row].blocks;
            if let Some(block) = blocks.iter_mut().find(|block| block.same_node(place)) {
                *block = list;
            }
        } else {
            place.insert_before(list);
            place.detach();
        }
    }
}

/// Whether a paragraph is nothing but `[TOC]`, without a backslash.
fn is_place(node: &Node<'_>, sources: &Sources) -> bool {
    let is_mark = |text: &str| text.trim().eq_ignore_ascii_case("[toc]");
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return false;
    }
    let child = node.first_child().filter(|child| child.next_sibling().is_none());
    child.is_some_and(|child| matches!(&child.data().value, NodeValue::Text(text) if is_mark(text)))
        && sources
            .span(markdown::place(node))
            .is_some_and(|span| is_mark(&sources.get(span.source).text()[span.start..span.end]))
}

/// The list of titles for a slide, which is not in it itself.
fn titles<'a>(
    arena: &'a Arena<'a>,
    deck: &mut Deck<'a>,
    own: (usize, usize),
    at: Sourcepos,
) -> Node<'a> {
    let node = |value: NodeValue| markdown::node(arena, value, at);
    let bullets = NodeList {
        list_type: ListType::Bullet,
        bullet_char: b'-',
        tight: true,
        ..NodeList::default()
    };
    let list = node(NodeValue::List(bullets));
    let Deck { stacks, contents, .. } = deck;
    for (column, stack) in stacks.iter().enumerate() {
        let mut above: Option<Node<'a>> = None;
        let mut last = "";
        for (row, slide) in stack.iter().enumerate() {
            let Some(heading) = heading(slide).filter(|_| (column, row) != own) else { continue };
            if slide.title.is_empty() || slide.title == last {
                continue;
            }
            last = &slide.title;
            contents.push(heading);
            let url = Token::Slide(contents.len() - 1).to_string();
            let link = node(NodeValue::Link(Box::new(NodeLink { url, title: String::new() })));
            link.append(node(NodeValue::Text(slide.title.clone().into())));
            let item = node(NodeValue::Item(bullets));
            let paragraph = node(NodeValue::Paragraph);
            paragraph.append(link);
            item.append(paragraph);
            match above {
                None => {
                    list.append(item);
                    above = Some(item);
                }
                Some(above) => {
                    let inner = above
                        .last_child()
                        .filter(|last| matches!(last.data().value, NodeValue::List(_)));
                    let inner = inner.unwrap_or_else(|| {
                        let inner = node(NodeValue::List(bullets));
                        above.append(inner);
                        inner
                    });
                    inner.append(item);
                }
            }
        }
    }
    list
}

fn heading<'a>(slide: &Slide<'a>) -> Option<Node<'a>> {
    let mut nodes = slide.blocks.iter().flat_map(|block| block.descendants());
    nodes.find(|node| matches!(node.data().value, NodeValue::Heading(_)))
}

/// Gives the links in lists of titles the addresses of the slides.
pub(crate) fn link(deck: &Deck<'_>) {
    if deck.contents.is_empty() {
        return;
    }
    let key = |node: Node<'_>| std::ptr::from_ref(node).addr();
    let ids: HashMap<usize, &str> =
        deck.slides().filter_map(|slide| Some((key(heading(slide)?), slide.id.as_str()))).collect();
    for node in deck.slides().flat_map(|slide| &slide.blocks).flat_map(|block| block.descendants())
    {
        if let NodeValue::Link(link) = &mut node.data_mut().value
            && let Some(Token::Slide(number)) = Token::parse(&link.url)
        {
            let id = deck.contents.get(number).and_then(|heading| ids.get(&key(heading)));
            link.url = format!("#/{}", id.copied().unwrap_or_default());
        }
    }
}
