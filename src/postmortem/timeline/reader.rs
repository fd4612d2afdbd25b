//! Takes in events and remarks. When they were is worked out once all are known.

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Event, EventKind, Timeline};
use crate::postmortem::sections::updates;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::ending;
use crate::postmortem::time::stamp::Stamp;
use crate::postmortem::time::zone;
use crate::postmortem::timeline::marks;
use crate::postmortem::timeline::order::STAMP_HELP;

/// What blocks without a stamp belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// To nothing: they are remarks.
    Nothing,
    /// To the event of the heading above, or of the paragraph before.
    Event,
}

/// A date heading that may turn out to be an event of its own.
pub(super) struct DayHeading<'a> {
    pub(super) stamp: Stamp,
    pub(super) heading: Node<'a>,
    /// What stands below it without a stamp.
    pub(super) blocks: Vec<Node<'a>>,
    /// How many events there were before it.
    pub(super) events: usize,
    /// Its place among the stamps.
    pub(super) index: usize,
}

/// A stamp whose moment is not worked out yet.
pub(super) struct Pending<'a> {
    pub(super) stamp: Stamp,
    /// The author's own node.
    pub(super) place: Node<'a>,
    /// The event that it dates; none for a heading.
    pub(super) event: Option<usize>,
    /// Whether it is a heading, which dates what stands below it.
    pub(super) heading: bool,
}

pub(crate) struct EventReader<'a, 's, 'd> {
    pub(crate) input: Input<'a, 's>,
    pub(super) timeline: Timeline<'a>,
    /// The stamps, in the order of the text.
    pub(super) pending: Vec<Pending<'a>>,
    /// The stamps before which the story begins again.
    pub(super) again: Vec<usize>,
    /// The stamps with which sections begin.
    pub(super) begins: Vec<usize>,
    /// Whether the section holds messages of a chat.
    pub(super) chat: bool,
    pub(super) open: Open,
    pub(super) heading: Option<DayHeading<'a>>,
    pub(super) listed: bool,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a> EventReader<'a, '_, '_> {
    /// A block without a stamp.
    pub(super) fn rest(&mut self, block: Node<'a>) {
        if self.open == Open::Event
            && let Some(event) = self.timeline.events.last_mut()
        {
            event.blocks.retain(|block| !is_empty(block));
            event.blocks.push(self.input.copy(block));
        } else if let Some(day) = &mut self.heading {
            day.blocks.push(block);
        } else {
            self.timeline.remarks.push(block);
        }
    }

    /// A date heading whose text holds no events is one itself.
    pub(super) fn close_day(&mut self) {
        let Some(day) = self.heading.take() else { return };
        if self.timeline.events.len() > day.events {
            self.timeline.remarks.extend(day.blocks);
            return;
        }
        let rest = inline::paragraph(self.input.arena, day.heading);
        inline::cut(rest, 0..day.stamp.length);
        let words = inline::text(rest);
        let is_remark = words.trim().starts_with('(') && zone::mentioned(&words).is_some();
        if is_remark && day.blocks.is_empty() {
            // `14 March 2024 (UTC)`
            return;
        }
        let mut blocks = if inline::text(rest).trim().is_empty() { Vec::new() } else { vec![rest] };
        blocks.extend(day.blocks.iter().map(|block| self.input.copy(block)));
        if !blocks.is_empty() {
            let event = self.event(Some(&day.stamp), day.heading, blocks, None);
            if let Some(pending) = self.pending.get_mut(day.index) {
                pending.event = Some(event);
            }
        }
    }

    /// A line without a stamp goes on with the event of the line before.
    pub(crate) fn continue_line(&mut self, line: Node<'a>) {
        let Some(block) = self.timeline.events.last_mut().and_then(|event| {
            let is_open = event
                .blocks
                .last()
                .is_some_and(|block| matches!(block.data().value, NodeValue::Paragraph));
            if !is_open {
                event.blocks.push(line);
                return None;
            }
            event.blocks.last()
        }) else {
            return;
        };
        let at = line.data().sourcepos;
        if block.first_child().is_none() {
            // `: text` below a stamp is a definition.
            inline::trim(line, &[':'], &[]);
            let children: Vec<Node<'a>> = line.children().collect();
            children.into_iter().for_each(|child| block.append(child));
            return;
        }
        block.append(crate::markdown::node(self.input.arena, NodeValue::SoftBreak, at));
        let children: Vec<Node<'a>> = line.children().collect();
        for child in children {
            block.append(child);
        }
    }

    /// Takes an event in. `place` is the author's own node.
    pub(crate) fn push(
        &mut self,
        stamp: Option<Stamp>,
        place: Node<'a>,
        blocks: Vec<Node<'a>>,
        actor: Option<String>,
    ) {
        let event = self.event(stamp.as_ref(), place, blocks, actor);
        if let Some(stamp) = stamp {
            self.pending.push(Pending { stamp, place, event: Some(event), heading: false });
        }
    }

    fn event(
        &mut self,
        stamp: Option<&Stamp>,
        place: Node<'a>,
        mut blocks: Vec<Node<'a>>,
        actor: Option<String>,
    ) -> usize {
        let state = blocks.first().and_then(|block| updates::state_of(block));
        let mark = marks::take_markers(self.input, &mut blocks);
        // `T0` is the start, whatever happened then.
        let zero = stamp.is_some_and(|stamp| stamp.since.is_some_and(|since| since.is_zero()));
        let kind = mark.map(|mark| mark.kind).or(zero.then_some(EventKind::Start));
        for block in blocks.iter().take(1) {
            inline::trim(block, &[], &[]);
        }
        let whole = blocks.len() < 2;
        blocks.retain(|block| whole || !is_empty(block));
        self.timeline.events.push(Event {
            stamp: stamp.map(|stamp| stamp.written.clone()).unwrap_or_default(),
            moment: None,
            until: None,
            actor,
            blocks,
            kind,
            evidence: Evidence::Marked,
            lesser: mark.is_some_and(|mark| mark.lesser),
            state,
            span: self.input.span(place),
        });
        self.timeline.events.len() - 1
    }

    /// A stamp that dates what stands below it. Its place among the stamps.
    pub(crate) fn day(&mut self, stamp: Stamp, place: Node<'a>) -> usize {
        self.pending.push(Pending { stamp, place, event: None, heading: true });
        self.pending.len() - 1
    }

    /// An entry without a stamp that has something like one at its beginning or its end.
    pub(crate) fn unread(&mut self, place: Node<'a>) {
        let words = inline::text(place);
        let Some(found) = ending::unread(&words) else { return };
        let code = inline::codes(place).iter().any(|code| code.contains(&found.start));
        if code {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "timeline/stamp",
                format!("`{}` is not read as a time", &words[found.clone()]),
            )
            .at(inline::place(self.input.sources, place, found))
            .label("the entry has no place in time")
            .help(STAMP_HELP),
        );
    }

    /// An entry of a table whose time cell holds something that is no stamp.
    pub(crate) fn no_stamp(&mut self, cell: Node<'a>, words: &str) {
        self.diagnostics.push(
            Diagnostic::warning("timeline/stamp", format!("`{words}` is no date or time"))
                .at(self.input.span(cell))
                .help(STAMP_HELP),
        );
    }

    /// The states of updates whose words stand below their stamp.
    pub(super) fn late_states(&mut self) {
        for event in self.timeline.events.iter_mut().filter(|event| event.state.is_none()) {
            event.state = event.blocks.first().and_then(|block| updates::state_of(block));
        }
    }

    /// Keeps an unreadable stamp's text with the event that was taken in last.
    pub(crate) fn last_event(&mut self) -> Option<&mut Event<'a>> {
        self.timeline.events.last_mut()
    }
}

/// A paragraph that held nothing but a stamp.
fn is_empty<'a>(block: Node<'a>) -> bool {
    matches!(block.data().value, NodeValue::Paragraph) && block.first_child().is_none()
}
