//! What of a section stands on the main row: the first sentence of each paragraph, word for word.
//! All of it stands below.

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::deck::place;
use crate::markdown::opening::{opening, words_in};
use crate::markdown::{self, Node, plain_text};
use crate::words::say;

/// How many words a slide of the main row has at most.
pub(super) const WORDS: usize = 60;
/// How many where two sections share a slide.
pub(super) const FEWER_WORDS: usize = 28;
/// How many lines: paragraphs and items.
const LINES: usize = 5;
/// How many of both where two sections share a slide.
const FEWER_LINES: usize = 3;
const FEWER_ITEMS: usize = 4;
/// How many words of an item.
const ITEM: usize = 18;
/// A list of more items shows [`LINES`] of them.
const ITEMS: usize = 7;
/// A sentence is not begun for so few words.
const LEAST: usize = 12;
/// A section of one paragraph leads with so many words, so that the slide does not look lost.
const ALONE: usize = 24;
/// One of several with so many.
const BESIDE: usize = 6;
/// How many rows of a table, or lines of code, stand beside a lead.
const ROWS: usize = 7;

/// The lead of blocks; none when all of them are short enough.
pub(super) fn lead<'a>(
    arena: &'a Arena<'a>,
    blocks: &[Node<'a>],
    words: usize,
) -> Option<Vec<Node<'a>>> {
    let is_text =
        |block: &&Node<'a>| matches!(block.data().value, NodeValue::Paragraph | NodeValue::List(_));
    let least = if blocks.iter().filter(is_text).count() > 1 { BESIDE } else { ALONE };
    let mut lead = Lead {
        arena,
        out: Vec::new(),
        heading: None,
        least,
        words,
        lines: if words < WORDS { FEWER_LINES } else { LINES },
        items: if words < WORDS { FEWER_ITEMS } else { ITEMS },
        is_cut: false,
        is_skipped: false,
    };
    if is_short(blocks, words) {
        return None;
    }
    for block in blocks {
        let before = lead.out.len();
        lead.take(block);
        lead.is_skipped = before == lead.out.len() && lead.heading.is_none();
        if lead.is_skipped {
            lead.take_back();
        }
    }
    if !lead.is_cut {
        return None;
    }
    // What has no sentences begins with its first block.
    if lead.out.is_empty() {
        lead.out.extend(blocks.first());
        return (blocks.len() > 1).then_some(lead.out);
    }
    Some(lead.out)
}

/// Whether blocks are nothing but a few lines of text.
fn is_short(blocks: &[Node<'_>], words: usize) -> bool {
    let is_text = |block: &Node<'_>| match &block.data().value {
        NodeValue::Paragraph | NodeValue::List(_) => !block.descendants().any(is_image),
        _ => false,
    };
    blocks.len() <= LINES
        && blocks.iter().map(|block| markdown::items_in(block)).sum::<usize>() <= ITEMS
        && blocks.iter().all(is_text)
        && blocks.iter().map(|block| words_in(&text_of(block))).sum::<usize>() <= words
}

fn is_image(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

struct Lead<'a> {
    arena: &'a Arena<'a>,
    out: Vec<Node<'a>>,
    /// A heading that waits for what it heads.
    heading: Option<Node<'a>>,
    /// How many words a paragraph begins with at least, if it has them.
    least: usize,
    /// How many words are left.
    words: usize,
    /// How many lines are left.
    lines: usize,
    /// How many items are left, of all lists together.
    items: usize,
    /// Whether something was left out.
    is_cut: bool,
    /// Whether the block before was: a list below it would lack what it is about.
    is_skipped: bool,
}

impl<'a> Lead<'a> {
    fn take(&mut self, block: Node<'a>) {
        match &block.data().value {
            NodeValue::ThematicBreak => {}
            NodeValue::Heading(_) => {
                self.is_cut |= self.lines < 2;
                self.heading = (self.lines >= 2).then_some(block);
            }
            NodeValue::Paragraph if !plain_text(block).trim().is_empty() => self.paragraph(block),
            NodeValue::List(_) => self.list(block),
            _ => self.other(block),
        }
    }

    fn paragraph(&mut self, block: Node<'a>) {
        if self.lines == 0 || self.words < LEAST && words_in(&plain_text(block)) > self.words {
            self.is_cut = true;
            return;
        }
        let opening = opening(self.arena, block, self.least.min(self.words), self.words);
        if opening.words > self.words + LEAST && !self.out.is_empty() {
            self.is_cut = true;
            return;
        }
        self.is_cut |= !opening.is_all;
        self.lines -= 1;
        self.words = self.words.saturating_sub(opening.words);
        self.put(opening.node);
    }

    /// Takes back a line that announces what was left out.
    fn take_back(&mut self) {
        let Some(last) = self.out.pop() else { return };
        let is_line = matches!(last.data().value, NodeValue::Paragraph);
        if !is_line || !plain_text(last).trim_end().ends_with(':') {
            self.out.push(last);
        } else if words_in(&plain_text(last)) >= LEAST {
            let copied = markdown::copy(self.arena, last);
            go_on(copied);
            self.out.push(copied);
        } else {
            self.lines += 1;
            self.is_cut = true;
        }
    }

    /// The first items, each with its first sentence, and how many more there are.
    fn list(&mut self, list: Node<'a>) {
        if self.is_skipped {
            self.is_cut = true;
            return;
        }
        let count = list.children().count();
        let room = if count <= 3 { self.words.max(count * ITEM) } else { self.words };
        // Items within items are lines, too.
        let all = markdown::items_in(list);
        let fits = all <= self.items && words_in(&text_of(list)) <= room;
        if fits && all <= self.lines + 2 {
            self.lines = self.lines.saturating_sub(all);
            self.items -= all;
            self.words = self.words.saturating_sub(words_in(&text_of(list)));
            self.put(list);
            return;
        }
        self.is_cut = true;
        let shell = markdown::node(self.arena, list.data().value.clone(), place(list));
        let most = if count <= ITEMS { count.min(self.lines + 2) } else { self.lines };
        let most = most.min(self.items);
        let mut shown = 0;
        for item in list.children().take(most) {
            let Some(first) = item.first_child() else { break };
            if !matches!(first.data().value, NodeValue::Paragraph) {
                break;
            }
            let opening = opening(self.arena, first, BESIDE, ITEM);
            let copied = markdown::node(self.arena, item.data().value.clone(), place(item));
            let text = markdown::copy(self.arena, opening.node);
            if first.next_sibling().is_some() {
                go_on(text);
            }
            copied.append(text);
            shell.append(copied);
            self.words = self.words.saturating_sub(opening.words / 2);
            shown += 1;
        }
        if shown == 0 {
            return;
        }
        self.lines = self.lines.saturating_sub(shown);
        self.items -= shown;
        self.put(shell);
        if shown < count {
            let at = place(list);
            let more = markdown::node(self.arena, NodeValue::Paragraph, at);
            let emphasis = markdown::node(self.arena, NodeValue::Emph, at);
            let words = say::fill(say::words().more_below, count - shown);
            emphasis.append(markdown::node(self.arena, NodeValue::Text(words.into()), at));
            more.append(emphasis);
            self.put(more);
        }
    }

    /// A table, code or a figure stands beside a short lead; a picture below.
    fn other(&mut self, block: Node<'a>) {
        let rows = match &block.data().value {
            NodeValue::Table(_) => block.children().count(),
            NodeValue::CodeBlock(code) => code.literal.lines().count(),
            NodeValue::Raw(_) => 0,
            NodeValue::HtmlBlock(html) if markdown::is_comment(&html.literal) => return,
            NodeValue::Paragraph | NodeValue::HtmlBlock(_) => usize::MAX,
            _ if words_in(&text_of(block)) <= self.words / 2 => 2,
            _ => usize::MAX,
        };
        let is_first = self.out.is_empty();
        // A slide that two sections share has no room for it.
        let rows = if self.words <= FEWER_WORDS && rows > 2 { usize::MAX } else { rows };
        if rows > if is_first { 2 * ROWS } else { ROWS } || self.lines < 2 {
            self.is_cut = true;
            return;
        }
        self.lines -= 2;
        self.words /= 2;
        self.put(block);
    }

    fn put(&mut self, block: Node<'a>) {
        self.out.extend(self.heading.take());
        self.out.push(block);
    }
}

/// Ends a text that announces what is left out, "The path:", with dots.
fn go_on<'a>(text: Node<'a>) {
    let last = text.last_child();
    if let Some(NodeValue::Text(words)) =
        last.map(|last| last.data_mut()).as_deref_mut().map(|it| &mut it.value)
        && let Some(bare) = words.trim_end().strip_suffix(':')
    {
        *words = format!("{} …", bare.trim_end()).into();
    }
}

fn text_of(block: Node<'_>) -> String {
    let texts = block.descendants().filter_map(|node| match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => Some(" ".to_owned()),
        _ => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Vec<String>> {
        let arena = Arena::new();
        let root = comrak::parse_document(&arena, text, &comrak::Options::default());
        let blocks: Vec<Node<'_>> = root.children().collect();
        let lead = lead(&arena, &blocks, WORDS)?;
        Some(lead.iter().map(|block| text_of(block).trim().to_owned()).collect())
    }

    #[test]
    fn what_is_short_is_shown_whole() {
        assert_eq!(of("One sentence here.\n\n- a\n- b\n"), None);
    }

    #[test]
    fn the_first_sentence_of_each_paragraph_leads() {
        let rest = "And more words that nobody reads aloud in a meeting. ".repeat(4);
        let first = "One two three four five six seven.";
        let lead = of(&format!("{first} {rest}\n\n{first} {rest}\n")).expect("a lead");
        assert_eq!(lead, [first, first]);
        assert_eq!(of("One two. Three.\n\nFour five. Six.\n"), None);
    }

    #[test]
    fn of_a_long_list_five_items_lead() {
        let items: String = (1..=9).map(|n| format!("- item {n}\n")).collect();
        let lead = of(&items).expect("a lead");
        assert!(lead[0].contains("item 5") && !lead[0].contains("item 6"), "{lead:?}");
        assert_eq!(lead[1], "4 more below");
    }

    #[test]
    fn items_whose_lists_are_left_out_announce_nothing() {
        let item = |n: usize| format!("- item {n}:\n  - detail\n  - detail\n");
        let items: String = (1..=4).map(item).collect();
        let lead = of(&items).expect("a lead");
        assert!(lead[0].contains("item 1 …") && !lead[0].contains(':'), "{lead:?}");
    }

    #[test]
    fn a_line_that_announces_what_is_left_out_goes_with_it() {
        let quote = "> word word word word word word word word word word word.\n".repeat(8);
        let text = "And more words that nobody reads aloud in a meeting. ".repeat(8);
        let lead = of(&format!("{text}\n\nFrom a wiki:\n\n{quote}\n")).expect("a lead");
        assert_eq!(lead.len(), 1, "{lead:?}");
        let long = "A line with so many words that it is worth to be read alone:";
        let lead = of(&format!("{text}\n\n{long}\n\n{quote}\n")).expect("a lead");
        assert!(lead[1].ends_with("alone …"), "{lead:?}");
    }

    #[test]
    fn a_list_has_no_place_below_five_lines() {
        let text = "word word word word word word word.\n\n".repeat(6);
        let lead = of(&format!("{text}\n- a\n- b\n")).expect("a lead");
        assert!(lead.len() == 5 && !lead.contains(&"a b".to_owned()), "{lead:?}");
    }

    #[test]
    fn several_lists_share_seven_items_at_most() {
        let list = |name: &str| (1..=4).map(|n| format!("- {name} {n}\n")).collect::<String>();
        let lead = of(&format!("{}\nand\n\n{}", list("a"), list("b"))).expect("a lead");
        let items = lead.join(" ");
        assert_eq!(items.matches("a ").count() + items.matches("b ").count(), 6, "{lead:?}");
    }

    #[test]
    fn no_more_than_sixty_words_lead() {
        let text = "word word word word word word word word word word word.\n\n".repeat(20);
        let lead = of(&text).expect("a lead").join(" ");
        assert!(words_in(&lead) <= WORDS, "{lead}");
    }
}
