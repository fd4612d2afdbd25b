//! Long lists of the main row: the first items lead, and all of them stand below.
//!
//! Nobody reads ten lessons from a wall. Where a slide has several lists, such as what went well and
//! what went badly, each keeps its first items. Items that are paragraphs lead with their first
//! sentences.

use comrak::Arena;
use comrak::nodes::{NodeValue, Sourcepos};

use super::WHOLE;
use crate::deck::{Attributes, Deck, Elements, Slide, place};
use crate::markdown::opening::{opening, words_in};
use crate::markdown::{self, Node, items_in};
use crate::words::say;

/// How many items a slide of the main row has at most, those of lists within lists as well.
const MOST: usize = 7;
/// How many of a longer list stand there.
const SHOWN: usize = 5;
/// How many words a slide's items have together before they lead with first sentences.
const WORDS: usize = 80;
/// How many words of an item lead.
const ITEM: usize = 20;
/// A first sentence of fewer words takes the second one along.
const LEAST: usize = 5;
/// So many words behind the first sentence are a reference.
const REFERENCE: usize = 3;
/// What leads with first sentences already, and lists that are complete by what they are.
const LEFT_ALONE: [&str; 2] = ["lead", "agenda"];

/// Lets the first items of each long list of the main row lead; the whole slide stands below.
pub(crate) fn shorten<'a>(arena: &'a Arena<'a>, deck: &mut Deck<'a>) {
    let Deck { stacks, elements, .. } = deck;
    for stack in stacks {
        let Some(slide) = stack.first() else { continue };
        let classes = slide.attributes.get("class").unwrap_or_default();
        let is_left_alone = |class: &str| WHOLE.contains(&class) || LEFT_ALONE.contains(&class);
        if classes.split_whitespace().any(is_left_alone) {
            continue;
        }
        let lists: Vec<Node<'a>> = slide.blocks.iter().copied().filter(is_list).collect();
        let is_long = lists.iter().map(|list| items_in(list)).sum::<usize>() > MOST;
        let words = |list: &Node<'a>| words_in(&markdown::plain_text(list));
        if lists.is_empty() || !is_long && lists.iter().map(words).sum::<usize>() <= WORDS {
            continue;
        }
        let counts = lists.iter().map(|list| list.children().count());
        let shares = if is_long { shares(&counts.collect::<Vec<_>>()) } else { counts.collect() };
        let Some(lead) = lead(arena, slide, shares, elements) else { continue };
        let Some(whole) = stack.first_mut().map(|slide| std::mem::replace(slide, lead)) else {
            continue;
        };
        stack.insert(1, below(arena, whole));
    }
}

fn is_list(block: &Node<'_>) -> bool {
    matches!(block.data().value, NodeValue::List(_))
}

/// The slide with the first items of its lists, and how many more there are; none when nothing is
/// left out.
fn lead<'a>(
    arena: &'a Arena<'a>,
    slide: &Slide<'a>,
    shares: Vec<usize>,
    elements: &mut Elements,
) -> Option<Slide<'a>> {
    let mut shares = shares.into_iter();
    let mut left = 0;
    let mut is_cut = false;
    let mut blocks: Vec<Node<'a>> = Vec::with_capacity(slide.blocks.len() + 1);
    for block in &slide.blocks {
        if !is_list(block) {
            blocks.push(block);
            continue;
        }
        let shown = shares.next().unwrap_or_default();
        let shell = alone(arena, block, elements);
        for item in block.children().take(shown) {
            let copied = alone(arena, item, elements);
            if let Some(first) = item.first_child().filter(|first| !is_list(first)) {
                let is_text = matches!(first.data().value, NodeValue::Paragraph);
                let opening = is_text.then(|| opening(arena, first, LEAST, ITEM));
                is_cut |= first.next_sibling().is_some();
                copied.append(match opening {
                    Some(opening) if !opening.is_all && goes_on(first, opening.words) => {
                        is_cut = true;
                        opening.node
                    }
                    _ => whole(arena, first, elements),
                });
            }
            shell.append(copied);
        }
        left += block.children().count() - shown;
        blocks.push(shell);
    }
    if left > 0 {
        blocks.push(more(arena, left, elements));
    }
    let mut attributes = slide.attributes.clone();
    attributes.merge(&Attributes::parse("class=lead"));
    (is_cut || left > 0).then(|| Slide { blocks, attributes, ..slide.clone() })
}

/// Whether a text has more to say than the words that lead: "(from W5)" is no reason for a slide.
fn goes_on(text: Node<'_>, words: usize) -> bool {
    words_in(&markdown::plain_text(text)) > words + REFERENCE
}

/// How many items each of several lists shows: in turn, until there are enough.
fn shares(counts: &[usize]) -> Vec<usize> {
    let mut shares: Vec<usize> = counts.iter().map(|count| (*count).min(1)).collect();
    let mut sum: usize = shares.iter().sum();
    while sum < SHOWN {
        let before = sum;
        for (share, count) in shares.iter_mut().zip(counts) {
            if sum < SHOWN && *share < *count {
                *share += 1;
                sum += 1;
            }
        }
        if sum == before {
            break;
        }
    }
    shares
}

fn more<'a>(arena: &'a Arena<'a>, count: usize, elements: &mut Elements) -> Node<'a> {
    let at = Sourcepos::from((1, 1, 1, 1));
    let paragraph = markdown::node(arena, NodeValue::Paragraph, at);
    let words = say::fill(say::words().more_below, count);
    paragraph.append(markdown::node(arena, NodeValue::Text(words.into()), at));
    elements.add(paragraph, &Attributes::parse("class=rest"));
    paragraph
}

/// The whole slide, as one below the main row: its heading says that it is all there is.
fn below<'a>(arena: &'a Arena<'a>, mut slide: Slide<'a>) -> Slide<'a> {
    slide.notes = Vec::new();
    slide.attributes.remove("id");
    slide.attributes.remove("data-kicker");
    let heading = slide.blocks.iter_mut().find(|block| super::is_heading(block));
    if let Some(heading) = heading {
        let named = markdown::node(arena, heading.data().value.clone(), place(heading));
        let whole = markdown::plain_text(heading);
        let words = say::fill(say::words().whole_list, last_name(&whole));
        named.append(markdown::node(arena, NodeValue::Text(words.into()), place(heading)));
        *heading = named;
    }
    slide.title = crate::deck::slides::title(&slide.blocks);
    slide
}

/// What a heading names: nobody reads two colons.
fn last_name(heading: &str) -> String {
    let name = heading.rsplit_once(": ").map_or(heading, |(_, name)| name);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A copy of a node without what is in it, with its attributes.
fn alone<'a>(arena: &'a Arena<'a>, node: Node<'a>, elements: &mut Elements) -> Node<'a> {
    let copied = markdown::node(arena, node.data().value.clone(), place(node));
    elements.keep(node, copied);
    copied
}

/// A copy of a node with all that is in it, and all attributes.
fn whole<'a>(arena: &'a Arena<'a>, node: Node<'a>, elements: &mut Elements) -> Node<'a> {
    let copied = markdown::copy(arena, node);
    for (from, to) in node.descendants().zip(copied.descendants()) {
        elements.keep(from, to);
    }
    copied
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::slides::{self, Dialect};
    use crate::source::Sources;

    fn shortened(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, text.to_owned());
        let arena = Arena::new();
        let dialect = Dialect::default();
        let mut deck =
            slides::read(&arena, sources.get(id), 0..text.len(), &dialect, &mut Vec::new());
        shorten(&arena, &mut deck);
        let text = |slide: &Slide<'_>| {
            let blocks: Vec<String> =
                slide.blocks.iter().map(|block| markdown::plain_text(block)).collect();
            blocks.join(" | ")
        };
        deck.slides().map(text).collect()
    }

    #[test]
    fn of_many_items_five_lead_and_all_stand_below() {
        let items = |count: usize| (1..=count).map(|n| format!("- item {n}\n")).collect::<String>();
        assert_eq!(shortened(&format!("## A\n\n{}", items(7))).len(), 1);
        let slides = shortened(&format!("## A\n\n{}", items(9)));
        assert!(slides[0].ends_with("item 5 | 4 more below"), "{slides:?}");
        assert!(slides[1].starts_with("A: all |") && slides[1].ends_with("item 9"), "{slides:?}");
        let slides = shortened(&format!("## Fix: one thing\n\n{}", items(9)));
        assert!(slides[1].starts_with("One thing: all |"), "{slides:?}");
        let nested = shortened("## A\n\n- one\n  - a\n  - b\n  - c\n- two\n  - d\n  - e\n  - f\n");
        assert_eq!(nested[0], "A | one two");
        assert!(nested[1].contains(" f"), "{nested:?}");
    }

    #[test]
    fn items_of_many_words_lead_with_their_first_sentences() {
        let item =
            format!("- The first sentence of it is short. {}\n", "And more words. ".repeat(20));
        let slides = shortened(&format!("## A\n\n{item}{item}"));
        let first = "The first sentence of it is short.";
        assert_eq!(slides[0], format!("A | {first} {first}"));
        assert_eq!(slides.len(), 2);
        let source = format!("- one {}sentence. (from W1, W2)\n", "more ".repeat(16));
        assert_eq!(shortened(&format!("## A\n\n{}", source.repeat(5))).len(), 1);
        let sentence = format!("- one {}sentence\n", "more ".repeat(18));
        assert_eq!(shortened(&format!("## A\n\n{}", sentence.repeat(5))).len(), 1);
    }

    #[test]
    fn lists_show_their_first_items_in_turn() {
        assert_eq!(shares(&[9]), [5]);
        assert_eq!(shares(&[3, 5, 2]), [2, 2, 1]);
        assert_eq!(shares(&[1, 8, 1]), [1, 3, 1]);
        assert_eq!(shares(&[2, 2, 2, 2, 2, 2]), [1; 6]);
        assert_eq!(shares(&[0, 9]), [0, 5]);
    }
}
