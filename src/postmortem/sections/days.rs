//! Days that Markdown takes for the numbers of items: `- 12. März 2026, 14:05 – …`, `2026. 3. 12.`

use comrak::Arena;
use comrak::nodes::{ListDelimType, ListType, NodeValue};

use crate::markdown::{self, Node};
use crate::postmortem::text::inline;
use crate::postmortem::time::scan::Scan;
use crate::postmortem::time::stamp::{self, Day};

/// Year, month and day.
const NUMBERS: usize = 3;

/// Gives such items their days back: a list of several has bullets, and a single one is a paragraph,
/// or the text of the item that it is the first line of.
pub(crate) fn open<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let lists: Vec<Node<'a>> = root.descendants().filter(|node| is_numbered(node)).collect();
    for list in lists {
        let days: Option<Vec<Numbered<'a>>> = list.children().map(day).collect();
        // What stood in a list that was opened is there no more.
        let Some(days) = days.filter(|days| !days.is_empty() && list.parent().is_some()) else {
            continue;
        };
        let is_single = days.len() == 1;
        days.into_iter().for_each(|day| put_back(arena, day));
        let around = list.parent().is_some_and(is_item);
        let is_line = is_single && (!around || list.previous_sibling().is_none());
        if let Some(item) = list.first_child().filter(|_| is_line) {
            let blocks: Vec<Node<'a>> = item.children().collect();
            blocks.into_iter().for_each(|block| list.insert_before(block));
            list.detach();
        } else {
            make_bullets(list);
        }
    }
}

/// An item that is a day with the numbers that it has, its own and those of lists within.
struct Numbered<'a> {
    item: Node<'a>,
    numbers: String,
    /// The item of the last number.
    last: Node<'a>,
    text: Node<'a>,
}

fn is_item(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Item(_))
}

fn is_numbered(node: Node<'_>) -> bool {
    matches!(&node.data().value, NodeValue::List(list)
        if list.list_type == ListType::Ordered && list.delimiter == ListDelimType::Period)
}

fn day(item: Node<'_>) -> Option<Numbered<'_>> {
    let first = number(item)?;
    let mut numbers = format!("{first}. ");
    let (mut last, mut count) = (item, 1);
    while let Some(list) = last.first_child().filter(|list| is_numbered(list) && count < NUMBERS) {
        last = list.first_child().filter(|only| only.next_sibling().is_none())?;
        numbers += &format!("{}. ", number(last)?);
        count += 1;
    }
    let text = last.first_child()?;
    if !matches!(text.data().value, NodeValue::Paragraph) {
        return None;
    }
    let words = inline::text(text);
    let is_month = || Scan::new(&words, 0).month().is_some();
    let fits = if count == 1 { (1..=31).contains(&first) && is_month() } else { first > 1969 };
    let whole = format!("{numbers}{words}");
    let is_day = fits && stamp::read(&whole).is_some_and(|it| tells_day(&it, &whole));
    is_day.then_some(Numbered { item, numbers, last, text })
}

/// Whether a stamp is sure to be one: `1. May need a restart` is no day.
fn tells_day(stamp: &stamp::Stamp, text: &str) -> bool {
    let signs = [':', '–', '—', '|', '→'];
    let behind = text[stamp.start + stamp.written.len()..].trim_start();
    match stamp.day {
        Some(Day::Full(_)) => true,
        Some(Day::WithoutYear(..)) => stamp.clock.is_some() || behind.starts_with(signs),
        _ => false,
    }
}

/// The number of an item, as its author wrote it.
fn number(item: Node<'_>) -> Option<usize> {
    match &item.data().value {
        NodeValue::Item(list) => Some(list.start),
        _ => None,
    }
}

/// Writes the numbers of an item before its text.
fn put_back<'a>(arena: &'a Arena<'a>, day: Numbered<'a>) {
    let Numbered { item, numbers, last, text } = day;
    let start = item.data().sourcepos.start;
    let mut at = text.data().sourcepos;
    (at.start, at.end) = (start, at.start);
    text.data_mut().sourcepos.start = start;
    if !std::ptr::eq(item, last) {
        let within: Vec<Node<'a>> = item.children().collect();
        let blocks: Vec<Node<'a>> = last.children().collect();
        if let Some(first) = within.first() {
            blocks.into_iter().for_each(|block| first.insert_before(block));
            first.detach();
        }
    }
    let first = text.first_child();
    let is_plain = first.is_some_and(|words| match &mut words.data_mut().value {
        NodeValue::Text(said) => {
            *said = format!("{numbers}{said}").into();
            true
        }
        _ => false,
    });
    match first.filter(|_| is_plain) {
        Some(words) => words.data_mut().sourcepos.start = start,
        None => text.prepend(markdown::node(arena, NodeValue::Text(numbers.into()), at)),
    }
}

fn make_bullets(list: Node<'_>) {
    let bullets = |node: Node<'_>| match &mut node.data_mut().value {
        NodeValue::List(list) | NodeValue::Item(list) => list.list_type = ListType::Bullet,
        _ => {}
    };
    bullets(list);
    list.children().for_each(bullets);
}
