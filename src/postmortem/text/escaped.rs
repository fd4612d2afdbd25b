//! Lists whose marks are escaped, as editors export them (`1\. …`, `\- …`), or are bullets of
//! another program (`• …`):
//! Markdown makes paragraphs of them.

use comrak::Arena;
use comrak::nodes::{ListDelimType, ListType, NodeList, NodeValue};

use crate::markdown::{self, Node};
use crate::postmortem::text::inline;

/// Puts lists in the place of the paragraphs at the top of a document that begin with the mark of
/// an item.
pub(crate) fn open<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let all: Vec<Node<'a>> = root.children().collect();
    let mut last: Option<(Node<'a>, ListType)> = None;
    for block in all {
        let Some((kind, items)) = items(arena, block) else {
            last = None;
            continue;
        };
        // With empty lines between them they are one list all the same.
        if let Some((open, _)) = last.filter(|(_, other)| *other == kind) {
            items.into_iter().for_each(|item| open.append(item));
            block.detach();
            continue;
        }
        let made = markdown::node(arena, NodeValue::List(list(kind)), block.data().sourcepos);
        items.into_iter().for_each(|item| made.append(item));
        block.insert_before(made);
        block.detach();
        last = Some((made, kind));
    }
}

/// The items of a paragraph whose first line begins one.
fn items<'a>(arena: &'a Arena<'a>, block: Node<'a>) -> Option<(ListType, Vec<Node<'a>>)> {
    if !matches!(block.data().value, NodeValue::Paragraph) {
        return None;
    }
    let kind = mark(&inline::text(block))?.1;
    let mut items: Vec<Node<'a>> = Vec::new();
    let mut open: Option<Node<'a>> = None;
    for line in inline::lines(arena, block) {
        let at = line.data().sourcepos;
        let begun = mark(&inline::text(line)).filter(|(_, other)| *other == kind);
        match (begun, open) {
            (None, Some(words)) => {
                words.append(markdown::node(arena, NodeValue::SoftBreak, at));
                let inlines: Vec<Node<'a>> = line.children().collect();
                inlines.into_iter().for_each(|child| words.append(child));
            }
            (begun, _) => {
                inline::cut(line, 0..begun.map_or(0, |(length, _)| length));
                let item = markdown::node(arena, NodeValue::Item(list(kind)), at);
                item.append(line);
                items.push(item);
                open = Some(line);
            }
        }
    }
    Some((kind, items))
}

/// The length of the mark that a line begins with, and what sort of list it makes.
fn mark(line: &str) -> Option<(usize, ListType)> {
    let bullet =
        ["- ", "* ", "+ ", "• ", "● ", "◦ ", "▪ "].iter().find(|mark| line.starts_with(**mark));
    if let Some(bullet) = bullet {
        return Some((bullet.len(), ListType::Bullet));
    }
    // The Japanese one stands right before its text.
    if let Some(rest) = line.strip_prefix('・') {
        return Some((line.len() - rest.trim_start().len(), ListType::Bullet));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line.get(digits..)?;
    let is_mark =
        (1..=2).contains(&digits) && (behind.starts_with(". ") || behind.starts_with(") "));
    is_mark.then_some((digits + 2, ListType::Ordered))
}

fn list(list_type: ListType) -> NodeList {
    NodeList {
        list_type,
        marker_offset: 0,
        padding: 2,
        start: 1,
        delimiter: ListDelimType::Period,
        bullet_char: b'-',
        tight: true,
        is_task_list: false,
    }
}
