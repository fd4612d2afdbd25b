//! Nodes that whydeck makes itself: headings, and the whys as a nested list.

use comrak::Arena;
use comrak::nodes::{ListType, NodeHeading, NodeLink, NodeList, NodeValue, Sourcepos};

use super::{Attributes, Elements, place};
use crate::markdown::{Node, copy, node};
use crate::postmortem::Why;

pub(crate) fn heading<'a>(arena: &'a Arena<'a>, level: u8, text: &str) -> Node<'a> {
    let at = Sourcepos::from((1, 1, 1, 1));
    let heading =
        node(arena, NodeValue::Heading(NodeHeading { level, setext: false, closed: false }), at);
    heading.append(node(arena, NodeValue::Text(text.to_owned().into()), at));
    heading
}

/// Addresses and issue numbers as short links in one paragraph.
pub(crate) fn links<'a>(arena: &'a Arena<'a>, addresses: &[String]) -> Vec<Node<'a>> {
    let at = Sourcepos::from((1, 1, 1, 1));
    let text = |text: &str| node(arena, NodeValue::Text(text.to_owned().into()), at);
    let paragraph = node(arena, NodeValue::Paragraph, at);
    for address in addresses {
        if paragraph.first_child().is_some() {
            paragraph.append(text(" "));
        }
        if address.contains("://") {
            let name = short(address);
            let link = NodeLink { url: address.clone(), title: String::new() };
            let link = node(arena, NodeValue::Link(Box::new(link)), at);
            link.append(text(&name));
            paragraph.append(link);
        } else {
            paragraph.append(text(address));
        }
    }
    if addresses.is_empty() { Vec::new() } else { vec![paragraph] }
}

/// An address as people call it: its last part, of an issue `repository#12`.
pub(crate) fn short(address: &str) -> String {
    let mut parts =
        address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/').rsplit('/');
    let last = parts.next().unwrap_or(address);
    match (parts.next(), parts.next()) {
        (Some("issues" | "pull"), Some(repository)) => format!("{repository}#{last}"),
        _ => last.to_owned(),
    }
}

/// The whys as a nested list: questions strong, answers below them, root causes of class `leaf`.
pub(crate) fn whys<'a>(
    arena: &'a Arena<'a>,
    whys: &[Why<'a>],
    elements: &mut Elements,
) -> Option<Node<'a>> {
    let root = list(arena, whys.first().map(|why| place(why.question))?);
    // Each entry: the list that a question goes into.
    let mut open: Vec<(&Why<'a>, Node<'a>)> = whys.iter().rev().map(|why| (why, root)).collect();
    while let Some((why, into)) = open.pop() {
        let at = place(why.question);
        let entry = item(arena, into);
        let paragraph = node(arena, NodeValue::Paragraph, at);
        let strong = node(arena, NodeValue::Strong, at);
        for inline in why.question.children() {
            strong.append(copy(arena, inline));
        }
        paragraph.append(strong);
        entry.append(paragraph);
        elements.add(entry, &Attributes::parse("class=question"));
        if why.answers.is_empty() {
            continue;
        }
        let answers = list(arena, at);
        entry.append(answers);
        let mut below = Vec::new();
        for answer in &why.answers {
            if answer.blocks.is_empty() {
                below.extend(answer.whys.iter().map(|why| (why, answers)));
                continue;
            }
            let entry = item(arena, answers);
            for block in &answer.blocks {
                entry.append(copy(arena, block));
            }
            if answer.whys.is_empty() {
                elements.add(entry, &Attributes::parse("class=leaf"));
                continue;
            }
            let questions = list(arena, at);
            entry.append(questions);
            below.extend(answer.whys.iter().map(|why| (why, questions)));
        }
        open.extend(below.into_iter().rev());
    }
    Some(root)
}

fn list<'a>(arena: &'a Arena<'a>, at: Sourcepos) -> Node<'a> {
    node(arena, NodeValue::List(tight()), at)
}

fn item<'a>(arena: &'a Arena<'a>, list: Node<'a>) -> Node<'a> {
    let entry = node(arena, NodeValue::Item(tight()), place(list));
    list.append(entry);
    entry
}

fn tight() -> NodeList {
    NodeList {
        list_type: ListType::Bullet,
        bullet_char: b'-',
        padding: 2,
        tight: true,
        ..NodeList::default()
    }
}
