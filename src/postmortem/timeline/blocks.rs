//! Events from bullets, headings and bare paragraphs.

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::text::inline;
use crate::postmortem::time::ending::{self, full};
use crate::postmortem::time::stamp::{self, Day, Stamp};
use crate::postmortem::time::zone;
use crate::postmortem::timeline::reader::{DayHeading, EventReader, Open};
use crate::postmortem::timeline::{chat, code, html, table};

const DEPTH: usize = 16;
/// The longest line that is an event because of the stamp at its end.
const LINE: usize = 120;

impl<'a> EventReader<'a, '_, '_> {
    pub(super) fn block(&mut self, block: Node<'a>) {
        match &block.data().value {
            NodeValue::Heading(_) => self.heading(block),
            NodeValue::List(_) if self.list(block, 0) => {}
            NodeValue::Table(_) if table::read(self, block) => self.open = Open::Nothing,
            NodeValue::HtmlBlock(_) if html::read(self, block) => self.open = Open::Nothing,
            NodeValue::CodeBlock(_) if self.open == Open::Nothing && code::read(self, block) => {}
            NodeValue::Paragraph if self.paragraph(block) => {}
            _ => self.rest(block),
        }
    }

    fn heading(&mut self, block: Node<'a>) {
        self.close_day();
        self.open = Open::Nothing;
        let words = inline::text(block);
        let found = stamp_of(block).or_else(|| stamp::day_heading(&words));
        let Some(stamp) = found else {
            self.heading_with_end(block);
            return;
        };
        if let Some(again) = stamp::day(&words[stamp.length..]).filter(|_| stamp.is_day()) {
            // `Day 0: Monday 2025-06-02`
            self.day(stamp, block);
            let length = words.len();
            let stamp = Stamp { length, start: 0, written: words.trim().to_owned(), ..again };
            self.day_heading(stamp, block);
            return;
        }
        if stamp.is_day() && stamp.day != Some(Day::Unknown) {
            self.day_heading(stamp, block);
            return;
        }
        let text = inline::paragraph(self.input.arena, block);
        inline::cut(text, 0..stamp.length);
        let blocks = if inline::text(text).trim().is_empty() { Vec::new() } else { vec![text] };
        self.push(Some(stamp), block, blocks, None);
        self.open = Open::Event;
    }

    /// A heading that ends with a day and a time is an event; one without is a remark.
    fn heading_with_end(&mut self, block: Node<'a>) {
        let Some(found) = found(block, Ends::Stamp) else {
            self.timeline.remarks.push(block);
            return;
        };
        let text = inline::paragraph(self.input.arena, block);
        inline::cut(text, found.cut);
        self.push(Some(found.stamp), block, vec![text], None);
        self.open = Open::Event;
    }

    fn day_heading(&mut self, stamp: Stamp, heading: Node<'a>) {
        let index = self.day(stamp.clone(), heading);
        let events = self.timeline.events.len();
        self.heading = Some(DayHeading { stamp, heading, blocks: Vec::new(), events, index });
    }

    /// A list of events; false when it is none.
    fn list(&mut self, list: Node<'a>, depth: usize) -> bool {
        let all = self.listed && depth == 0;
        let ends = match stamps_of(list) {
            None if !all => return false,
            found => found.unwrap_or(Ends::Full),
        };
        if depth == 0 {
            self.open = Open::Nothing;
        }
        for item in list.children() {
            self.item(item, ends, depth);
        }
        true
    }

    fn item(&mut self, item: Node<'a>, ends: Ends, depth: usize) {
        let Some(first) = item.first_child() else { return };
        let is_text = matches!(first.data().value, NodeValue::Paragraph);
        let rest: Vec<Node<'a>> = item.children().skip(1).collect();
        if is_text && depth < DEPTH && rest.iter().any(|below| stamps_of(below).is_some()) {
            let words = inline::text(first);
            let day = stamp::day(&words).filter(|stamp| stamp.day != Some(Day::Unknown));
            if let Some(stamp) = day {
                self.day(stamp, first);
                for below in rest {
                    if !self.list(below, depth + 1) {
                        self.rest(below);
                    }
                }
                return;
            }
        }
        let found = if is_text { found(first, ends) } else { None };
        let text = self.input.copy(first);
        match &found {
            Some(found) => inline::cut(text, found.cut.clone()),
            None if is_text => self.unread(first),
            None => {}
        }
        let mut blocks = vec![text];
        // Stamps below an event are events of their own.
        let (lists, own): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|below| depth < DEPTH && !self.listed && stamps_of(below).is_some());
        blocks.extend(own.into_iter().map(|below| self.input.copy(below)));
        self.push(found.map(|found| found.stamp), item, blocks, None);
        for below in lists {
            self.list(below, depth + 1);
        }
    }

    /// A paragraph that begins with a stamp, or whose lines do or end with one; false when it does
    /// not.
    fn paragraph(&mut self, block: Node<'a>) -> bool {
        let words = inline::text(block);
        if self.day_above(block, &words) {
            return true;
        }
        let Some(first) = stamp::read(&words).or_else(|| stamp::day(&words)) else {
            return chat::message(self, block) || self.lines_with_ends(block, &words);
        };
        let behind = words[first.length..].trim();
        let remark =
            behind.starts_with('(') && behind.ends_with(')') && zone::mentioned(behind).is_some();
        if first.is_day() && remark {
            self.day(first, block);
            self.timeline.remarks.push(block);
            return true;
        }
        if first.is_day() && first.length == words.len() {
            // A date on a line of its own is a heading that its author did not mark as one.
            self.heading(block);
            return true;
        }
        self.lines(block, Ends::None);
        true
    }

    /// A paragraph whose first line is a day, and whose others begin with times; false when it is
    /// none.
    fn day_above(&mut self, block: Node<'a>, words: &str) -> bool {
        let Some((head, rest)) = words.split_once('\n') else { return false };
        let timed = |line: &str| stamp::read(line).is_some_and(|stamp| stamp.is_timed());
        let Some(day) = stamp::day_heading(head.trim()).filter(|day| day.day != Some(Day::Unknown))
        else {
            return false;
        };
        let behind = head.trim()[day.length..].trim();
        let again = stamp::day(behind).filter(|again| again.length == behind.len());
        if !(behind.is_empty() || again.is_some()) || !rest.lines().next().is_some_and(timed) {
            return false;
        }
        let lines = inline::lines(self.input.arena, block);
        self.open = Open::Nothing;
        for (number, line) in lines.into_iter().enumerate() {
            match found(line, Ends::None) {
                _ if number == 0 => {
                    for stamp in [Some(day.clone()), again.clone()].into_iter().flatten() {
                        self.day(stamp, line);
                    }
                }
                Some(found) => {
                    let text = self.input.copy(line);
                    inline::cut(text, found.cut);
                    self.push(Some(found.stamp), line, vec![text], None);
                }
                None => self.continue_line(line),
            }
        }
        self.open = Open::Event;
        true
    }

    /// A paragraph of short lines that all end with a full stamp.
    fn lines_with_ends(&mut self, block: Node<'a>, words: &str) -> bool {
        let ends = |line: &str| line.len() < LINE && full(line).is_some();
        let all = !words.trim().is_empty() && words.trim().lines().all(ends);
        if all {
            self.lines(block, Ends::Full);
        }
        all
    }

    fn lines(&mut self, block: Node<'a>, ends: Ends) {
        self.open = Open::Nothing;
        for line in inline::lines(self.input.arena, block) {
            match found(line, ends) {
                Some(found) => {
                    let text = self.input.copy(line);
                    let is_behind = found.cut.start > 0;
                    inline::cut(text, found.cut);
                    if is_behind {
                        let sign = stamp::bullet(&inline::text(text));
                        inline::cut(text, 0..sign);
                    }
                    self.push(Some(found.stamp), line, vec![text], None);
                }
                None => self.continue_line(line),
            }
        }
        self.open = Open::Event;
    }
}

/// Whether most entries of some blocks, and three of them, begin with a day and a time, or with a
/// time.
pub(super) fn tells_times(blocks: &[Node]) -> bool {
    let is_timed = |block: &Node| {
        matches!(block.data().value, NodeValue::Paragraph)
            && stamp::read(&inline::text(block)).is_some_and(|stamp| stamp.is_timed())
    };
    let mut timed = 0;
    let mut others = 0;
    for block in blocks {
        let entries: Vec<Node> = match block.data().value {
            NodeValue::List(_) => {
                let entries = block.children();
                entries.filter_map(comrak::arena_tree::Node::first_child).collect()
            }
            _ => vec![block],
        };
        let found = entries.iter().filter(|entry| is_timed(entry)).count();
        timed += found;
        others += entries.len() - found;
    }
    timed >= 3 && timed > others
}

/// Whether there is nothing but lists.
pub(super) fn are_lists(blocks: &[Node]) -> bool {
    blocks.iter().all(|block| matches!(block.data().value, NodeValue::List(_)))
}

/// Whether a list or table holds two entries with a time at their beginning or a day and a time.
pub(super) fn has_times(block: Node<'_>) -> bool {
    let is_timed = |text: &str| stamp::read(text).is_some_and(|stamp| stamp.is_timed());
    let entries = block.children().filter(|entry| is_timed(inline::text(entry).trim_start()));
    matches!(block.data().value, NodeValue::List(_) | NodeValue::Table(_))
        && entries.take(2).count() == 2
}

/// Which stamps at the end of an entry count, besides those at its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    None,
    /// A day and a time.
    Stamp,
    /// A day and a time, or a day alone.
    Full,
    /// A time alone, too, as most entries have one.
    Time,
}

/// The stamps of a list's entries; none when it is no list of events.
fn stamps_of<'a>(block: Node<'a>) -> Option<Ends> {
    if !matches!(block.data().value, NodeValue::List(_)) {
        return None;
    }
    let below_day = |item: Node<'a>| {
        let is_day = item.first_child().is_some_and(|first| {
            inline::text(first).len() < LINE && stamp::day(&inline::text(first)).is_some()
        });
        is_day && item.children().skip(1).any(|below| stamps_of(below).is_some())
    };
    if block.children().any(below_day) {
        return Some(Ends::Full);
    }
    let texts = block.children().filter_map(|item| Some(inline::text(item.first_child()?)));
    let texts: Vec<String> = texts.collect();
    if texts.iter().any(|words| stamp::read(words).is_some()) {
        return Some(Ends::Full);
    }
    if texts.iter().filter(|words| full(words).is_some()).count() * 2 >= texts.len().max(1) {
        return Some(Ends::Full);
    }
    let timed =
        |words: &&String| ending::at_end(words).is_some_and(|ending| !ending.stamp.is_day());
    let timed = texts.iter().filter(timed).count();
    (timed > 1 && timed * 2 > texts.len()).then_some(Ends::Time)
}

/// A stamp, and what to cut out of the block that it stands in.
struct Found {
    stamp: Stamp,
    cut: Range<usize>,
}

/// The stamp of an entry: at its beginning, else at its end.
fn found<'a>(block: Node<'a>, ends: Ends) -> Option<Found> {
    if let Some(stamp) = stamp_of(block) {
        let cut = 0..stamp.length;
        return Some(Found { stamp, cut });
    }
    let words = inline::text(block);
    let ending = match ends {
        Ends::None => None,
        Ends::Stamp => full(&words),
        Ends::Full => {
            full(&words).or_else(|| ending::at_end(&words).filter(|ending| ending.stamp.is_day()))
        }
        Ends::Time => full(&words).or_else(|| ending::at_end(&words)),
    }?;
    let code = inline::codes(block).iter().any(|code| code.end > ending.cut.start);
    (!code).then_some(Found { stamp: ending.stamp, cut: ending.cut })
}

/// The stamp that a block begins with; what is code behind it belongs to the text, whatever it
/// looks like.
fn stamp_of<'a>(block: Node<'a>) -> Option<Stamp> {
    let mut stamp = stamp::read(&inline::text(block))?;
    let end = stamp.start + stamp.written.len();
    let code = inline::codes(block).into_iter().find(|code| code.start >= end);
    stamp.length = code.map_or(stamp.length, |code| stamp.length.min(code.start));
    Some(stamp)
}
