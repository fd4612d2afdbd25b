//! A timeline that holds the updates of a status page, the newest first.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Event, EventKind, PageState, Section, SectionKind};
use crate::postmortem::sections::updates::{
    beside, bold_head, head, is_head, is_page, parts, posted,
};
use crate::postmortem::text::inline;
use crate::postmortem::time::stamp::Stamp;
use crate::postmortem::timeline::reader::{EventReader, Open};

/// An update while it is read.
struct Update<'a> {
    place: Node<'a>,
    stamp: Option<Stamp>,
    blocks: Vec<Node<'a>>,
    /// Whether only its state has been read.
    bare: bool,
    /// Whether the line was read that says when it was posted.
    closed: bool,
}

/// Reads the updates of a page.
pub(super) fn read<'a>(reader: &mut EventReader<'a, '_, '_>, blocks: &[Node<'a>]) {
    let mut open: Option<Update<'a>> = None;
    for block in blocks.iter().flat_map(|block| parts(block)) {
        let is_text = matches!(block.data().value, NodeValue::Paragraph | NodeValue::Heading(_));
        if !is_text {
            match open.as_mut().filter(|update| !update.closed) {
                Some(update) => update.blocks.push(reader.input.copy(block)),
                None => reader.rest(block),
            }
            continue;
        }
        let lines = inline::lines(reader.input.arena, block);
        for (number, line) in lines.into_iter().enumerate() {
            read_line(reader, &mut open, line, number > 0);
        }
    }
    finish(reader, open);
    reader.open = Open::Nothing;
}

fn read_line<'a>(
    reader: &mut EventReader<'a, '_, '_>,
    open: &mut Option<Update<'a>>,
    line: Node<'a>,
    goes_on: bool,
) {
    let words = inline::text(line);
    if let Some((_, length)) = head(&words).or_else(|| bold_head(line)) {
        finish(reader, open.take());
        let text = reader.input.copy(line);
        let found = beside(&words[length..]);
        if let Some((_, cut)) = &found {
            inline::cut(text, length + cut.start..length + cut.end);
        }
        let bare = inline::text(text).len() <= length;
        let stamp = found.map(|(stamp, _)| stamp);
        *open = Some(Update { place: line, stamp, blocks: vec![text], bare, closed: false });
        return;
    }
    let Some(update) = open.as_mut().filter(|update| !update.closed) else {
        reader.timeline.remarks.push(line);
        return;
    };
    if let Some(stamp) = posted(&words).filter(|_| update.stamp.is_none()) {
        (update.stamp, update.closed) = (Some(stamp), true);
        return;
    }
    let last = update.blocks.last().copied().filter(|_| goes_on || update.bare);
    match last {
        Some(last) => {
            let at = line.data().sourcepos;
            let joint =
                if update.bare { NodeValue::Text(" – ".into()) } else { NodeValue::SoftBreak };
            if update.bare {
                inline::trim(last, &[], &[':', '-', '–', '—', '|', '·']);
            }
            last.append(markdown::node(reader.input.arena, joint, at));
            let children: Vec<Node<'a>> = line.children().collect();
            children.into_iter().for_each(|child| last.append(child));
        }
        None => update.blocks.push(line),
    }
    update.bare = false;
}

fn finish<'a>(reader: &mut EventReader<'a, '_, '_>, update: Option<Update<'a>>) {
    let Some(update) = update else { return };
    reader.push(update.stamp, update.place, update.blocks, None);
}

/// Makes a timeline of updates that stand in a document without one.
pub(crate) fn adopt(sections: &mut Vec<Section<'_>>) {
    let may = [SectionKind::Preamble, SectionKind::Other, SectionKind::Summary];
    let found =
        sections.iter().position(|section| may.contains(&section.kind) && is_page(&section.blocks));
    let Some(index) = found else { return };
    let section = &mut sections[index];
    let first = section.blocks.iter().position(|block| parts(block).into_iter().any(is_head));
    let Some(first) = first else { return };
    if first == 0 && section.kind == SectionKind::Other {
        section.kind = SectionKind::Timeline;
        return;
    }
    let blocks = section.blocks.split_off(first);
    let kind = SectionKind::Timeline;
    let title = kind.title().to_owned();
    let page = Section { kind, title, level: 2, span: section.span, blocks };
    let is_empty = section.blocks.is_empty();
    sections.insert(index + 1, page);
    if is_empty {
        sections.remove(index);
    }
}

/// Gives updates the phases that their states tell. What a page calls resolved is over for those who
/// handle it; where states begin anew after that, there were several incidents.
pub(super) fn settle(events: &mut [Event]) {
    let mut updates: Vec<usize> =
        (0..events.len()).filter(|at| events[*at].state.is_some()).collect();
    let state = |at: usize| events[at].state;
    let mut states: Vec<PageState> = updates.iter().filter_map(|at| state(*at)).collect();
    states.sort_by_key(|state| *state as u8);
    states.dedup();
    let telling = [PageState::Investigating, PageState::Monitoring];
    let is_page = states.len() > 1 && states.iter().any(|state| telling.contains(state));
    if !is_page {
        events.iter_mut().for_each(|event| event.state = None);
        return;
    }
    updates.retain(|at| events[*at].moment.is_some());
    updates.sort_by_key(|at| events[*at].moment);
    let over = updates.iter().position(|at| state(*at) == Some(PageState::Resolved));
    let again = over.is_some_and(|over| {
        let mut later = updates[over..].iter();
        later.any(|at| matches!(state(*at), Some(PageState::Investigating | PageState::Identified)))
    });
    for at in updates {
        let event = &mut events[at];
        if event.state != Some(PageState::Resolved) {
            continue;
        }
        let is_open = event.kind.is_none() || event.kind == Some(EventKind::Resolved);
        if again {
            event.kind = event.kind.filter(|kind| *kind != EventKind::Resolved);
        } else if is_open {
            event.kind = Some(EventKind::Resolved);
            (event.evidence, event.lesser) = (Evidence::Marked, true);
        }
    }
    if again {
        events.iter_mut().for_each(|event| {
            if event.state == Some(PageState::Investigating) {
                event.state = Some(PageState::Update);
            }
        });
    }
}
