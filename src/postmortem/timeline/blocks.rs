//! Events from bullets, headings and bare paragraphs.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::text::inline;
use crate::postmortem::time::stamp::{self, Day, Stamp};
use crate::postmortem::time::zone;
use crate::postmortem::timeline::reader::{DayHeading, EventReader, Open};
use crate::postmortem::timeline::{code, table};

const DEPTH: usize = 16;

impl<'a> EventReader<'a, '_, '_> {
    pub(super) fn block(&mut self, block: Node<'a>) {
        match &block.data().value {
            NodeValue::Heading(_) => self.heading(block),
            NodeValue::List(_) if self.list(block, 0) => {}
            NodeValue::Table(_) if table::read(self, block) => self.open = Open::Nothing,
            NodeValue::CodeBlock(_) if self.open == Open::Nothing && code::read(self, block) => {}
            NodeValue::Paragraph if self.paragraph(block) => {}
            _ => self.rest(block),
        }
    }

    fn heading(&mut self, block: Node<'a>) {
        self.close_day();
        self.open = Open::Nothing;
        let Some(stamp) = stamp_of(block) else {
            self.timeline.remarks.push(block);
            return;
        };
        if stamp.is_day() && matches!(stamp.day, Some(Day::Full(_) | Day::WithoutYear(..))) {
            self.day(&stamp);
            let events = self.timeline.events.len();
            self.heading = Some(DayHeading { stamp, heading: block, blocks: Vec::new(), events });
            return;
        }
        let text = inline::paragraph(self.input.arena, block);
        inline::cut(text, 0..stamp.length);
        let blocks = if inline::text(text).trim().is_empty() { Vec::new() } else { vec![text] };
        self.push(Some(stamp), block, blocks, None);
        self.open = Open::Event;
    }

    /// A list of events; false when it is none.
    fn list(&mut self, list: Node<'a>, depth: usize) -> bool {
        let all = self.listed && depth == 0;
        if !all && !holds_events(list) {
            return false;
        }
        if depth == 0 {
            self.open = Open::Nothing;
        }
        for item in list.children() {
            self.item(item, depth);
        }
        true
    }

    fn item(&mut self, item: Node<'a>, depth: usize) {
        let Some(first) = item.first_child() else { return };
        let stamp = stamp_of(first).filter(|_| matches!(first.data().value, NodeValue::Paragraph));
        let rest: Vec<Node<'a>> = item.children().skip(1).collect();
        if let Some(stamp) = &stamp
            && stamp.is_day()
            && stamp.length == inline::text(first).len()
            && depth < DEPTH
            && rest.iter().any(|below| holds_events(below))
        {
            self.day(stamp);
            for below in rest {
                if !self.list(below, depth + 1) {
                    self.rest(below);
                }
            }
            return;
        }
        let text = self.input.copy(first);
        if let Some(stamp) = &stamp {
            inline::cut(text, 0..stamp.length);
        }
        let mut blocks = vec![text];
        // Stamps below an event are events of their own.
        let (lists, own): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|below| depth < DEPTH && !self.listed && holds_events(below));
        blocks.extend(own.into_iter().map(|below| self.input.copy(below)));
        self.push(stamp, item, blocks, None);
        for below in lists {
            self.list(below, depth + 1);
        }
    }

    /// A paragraph that begins with a stamp, or whose lines do; false when it does not.
    fn paragraph(&mut self, block: Node<'a>) -> bool {
        let words = inline::text(block);
        let Some(first) = stamp::read(&words) else { return false };
        let behind = words[first.length..].trim();
        let remark =
            behind.starts_with('(') && behind.ends_with(')') && zone::mentioned(behind).is_some();
        if first.is_day() && remark {
            self.day(&first);
            self.timeline.remarks.push(block);
            return true;
        }
        if first.is_day() && first.length == words.len() {
            // A date on a line of its own is a heading that its author did not mark as one.
            self.heading(block);
            return true;
        }
        self.open = Open::Nothing;
        for line in inline::lines(self.input.arena, block) {
            match stamp_of(line) {
                Some(stamp) => {
                    let text = self.input.copy(line);
                    inline::cut(text, 0..stamp.length);
                    self.push(Some(stamp), line, vec![text], None);
                }
                None => self.continue_line(line),
            }
        }
        self.open = Open::Event;
        true
    }
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

fn holds_events<'a>(block: Node<'a>) -> bool {
    matches!(block.data().value, NodeValue::List(_))
        && block.children().any(|item| {
            item.first_child().is_some_and(|first| stamp::read(&inline::text(first)).is_some())
        })
}
