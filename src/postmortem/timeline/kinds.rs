//! What an event means for the incident: as marked by the author, as the front matter says, or by its words.

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::model::{Event, EventKind, Moment, Phases};
use crate::postmortem::stated::Window;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::stamp;
use crate::words;

/// The kind that words name, as YAML's `kind:` does.
pub(crate) fn named(words: &str) -> Option<EventKind> {
    let words = words.trim().to_lowercase();
    words::meaning(|language| language.markers, &words)
}

/// Takes the author's markers out of an event's blocks, and says what the first of them marks. Nothing but markers:
/// then the first one's words are the text.
pub(crate) fn take_markers<'a>(
    input: Input<'a, '_>,
    blocks: &mut Vec<Node<'a>>,
) -> Option<EventKind> {
    let empty = |block: Node<'a>| {
        block.first_child().is_none() && matches!(block.data().value, NodeValue::Paragraph)
    };
    for index in 0..blocks.len() {
        let block = blocks[index];
        let Some(Marker { kind, words, .. }) = take_marker(block) else { continue };
        // Each marker that is taken leaves less text.
        while take_marker(block).is_some_and(|marker| marker.taken) {}
        let gone = matches!(block.data().value, NodeValue::HtmlBlock(_));
        if gone {
            blocks.remove(index);
        }
        let text = inline::plain(input.arena, &sentence_case(&words), block.data().sourcepos);
        match blocks.first_mut() {
            Some(first) if empty(first) => *first = text,
            Some(_) if !gone => {}
            _ => blocks.insert(index.min(blocks.len()), text),
        }
        return Some(kind);
    }
    None
}

/// `END OF OUTAGE` as a sentence begins.
fn sentence_case(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A marker as the author wrote it.
struct Marker {
    kind: EventKind,
    words: String,
    /// Whether it is no longer in the text: one in bold that is all there is stays.
    taken: bool,
}

/// Takes one marker out of a block.
fn take_marker<'a>(block: Node<'a>) -> Option<Marker> {
    // `<START OF OUTAGE>` is an HTML tag to a Markdown parser.
    let tag = block.descendants().find_map(|node| {
        let mut data = node.data_mut();
        let html = match &mut data.value {
            NodeValue::HtmlInline(html) => html,
            NodeValue::HtmlBlock(html) => &mut html.literal,
            _ => return None,
        };
        let words = html.trim().trim_matches(['<', '>', '/', ' ']).to_owned();
        let kind = named(&words)?;
        html.clear();
        Some((node, kind, words))
    });
    if let Some((node, kind, words)) = tag {
        if matches!(node.data().value, NodeValue::HtmlInline(_)) {
            let place = inline::within(block, node);
            node.detach();
            tidy(block, place);
        }
        return Some(Marker { kind, words, taken: true });
    }
    let text = inline::text(block);
    let mut from = 0;
    while let Some(open) = text[from..].find(['(', '[', '<']).map(|at| from + at) {
        let close = text[open..].find([')', ']', '>']).map(|at| open + at)?;
        let code = || inline::codes(block).iter().any(|code| code.contains(&open));
        if let Some(kind) = named(&text[open + 1..close])
            && !code()
        {
            tidy(block, open..close + 1);
            return Some(Marker { kind, words: text[open + 1..close].to_owned(), taken: true });
        }
        from = open + 1;
    }
    block.descendants().find_map(|node| {
        if !matches!(node.data().value, NodeValue::Strong) {
            return None;
        }
        let bold = inline::text(node);
        let words = bold.trim_end_matches(':');
        let capital =
            words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
        let kind = named(words).filter(|_| capital)?;
        let taken = bold != text;
        if taken {
            tidy(block, inline::within(block, node));
        }
        Some(Marker { kind, words: words.to_owned(), taken })
    })
}

/// Cuts a marker out, with the blanks and the one separator that held it apart from the text.
fn tidy<'a>(block: Node<'a>, range: Range<usize>) {
    let text = inline::text(block);
    let before = &text[..range.start];
    let behind = &text[range.end..];
    let mut start = range.start;
    let mut end = range.end;
    if before.trim().is_empty() {
        start = 0;
        end += stamp::separator(behind);
        let code = inline::codes(block).into_iter().find(|code| code.start >= range.end);
        end = code.map_or(end, |code| end.min(code.start));
    } else if behind.trim().is_empty() {
        let kept = before.trim_end();
        let apart =
            kept.strip_suffix(['-', '–', '—']).filter(|kept| kept.ends_with(char::is_whitespace));
        let code = inline::codes(block).iter().any(|code| code.end == kept.len());
        start = apart.filter(|_| !code).unwrap_or(kept).trim_end().len();
        end = text.len();
    } else if behind.starts_with([',', '.', ';', ':']) {
        start = before.trim_end().len();
    } else if before.ends_with(char::is_whitespace) {
        end += behind.len() - behind.trim_start().len();
    }
    inline::cut(block, start..end);
}

/// Gives events without a marker the kinds that the front matter's times give them.
pub(crate) fn from_front(events: &mut [Event], front: &Phases) {
    let phases = [
        (EventKind::Start, front.started),
        (EventKind::Detected, front.detected),
        (EventKind::Mitigated, front.mitigated),
        (EventKind::Resolved, front.resolved),
    ];
    for (kind, moment) in phases {
        let Some(moment) = moment else { continue };
        if events.iter().any(|event| event.kind == Some(kind)) {
            continue;
        }
        let same = |event: &&mut Event| {
            event.kind.is_none() && event.moment.is_some_and(|own| minute(own) == minute(moment))
        };
        if let Some(event) = events.iter_mut().find(same) {
            event.kind = Some(kind);
        }
    }
}

fn minute(moment: Moment) -> (i64, bool) {
    (moment.at.as_second().div_euclid(60), moment.day_only)
}

/// Gives events the kinds that their words suggest, where neither a marker nor the front matter (`known`) tells.
pub(crate) fn from_words(events: &mut [Event], known: &Phases) {
    for &(kind, words) in words::all(|language| language.phases) {
        let told = match kind {
            EventKind::Start => known.started,
            EventKind::Detected => known.detected,
            EventKind::Mitigated => known.mitigated,
            EventKind::Resolved | EventKind::End => known.resolved,
        };
        let ended = kind == EventKind::Resolved
            && events.iter().any(|event| event.kind == Some(EventKind::End));
        if told.is_some() || ended || events.iter().any(|event| event.kind == Some(kind)) {
            continue;
        }
        let mut fits = events
            .iter_mut()
            .filter(|event| event.kind.is_none() && event.moment.is_some() && says(event, words));
        // It is over when it was said to be over for the last time.
        let found = if kind == EventKind::Resolved { fits.last() } else { fits.next() };
        if let Some(event) = found {
            event.kind = Some(kind);
            event.inferred = true;
        }
    }
}

fn says(event: &Event, words: &[&str]) -> bool {
    let text = event
        .blocks
        .first()
        .map(|block| markdown::plain_text(block).to_lowercase())
        .unwrap_or_default();
    words.iter().any(|phrase| {
        text.find(phrase).is_some_and(|at| {
            let whole = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let sentence = text[..at].rfind(". ").map_or(0, |end| end + 2);
            let mut doubts = words::all(|language| language.negations)
                .chain(words::all(|language| language.failures));
            whole && !doubts.any(|doubt| text[sentence..at].contains(doubt))
        })
    })
}

/// Gives events at the ends of the window that the prose states their kinds, as inferred. Handed back are the phases
/// that are known then: the front matter's, and the window's where no event is marked.
pub(crate) fn from_window(events: &mut [Event], front: &Phases, window: Option<Window>) -> Phases {
    let mut known = *front;
    let Some(window) = window else { return known };
    let marked = |events: &[Event], kinds: &[EventKind]| {
        events.iter().any(|event| event.kind.is_some_and(|kind| kinds.contains(&kind)))
    };
    let ends = [EventKind::Resolved, EventKind::End, EventKind::Mitigated];
    // A window that the timeline does not know is another one.
    let fits = |moment: Moment, event: &Event| {
        event.moment.is_none_or(|own| own.day_known == moment.day_known)
    };
    if !events.iter().all(|event| fits(window.start, event)) {
        return known;
    }
    let start_marked = marked(events, &[EventKind::Start]);
    let end_marked = marked(events, &ends);
    let mut at = |moment: Moment, kind: EventKind| {
        let same = |event: &&mut Event| {
            event.kind.is_none() && event.moment.is_some_and(|own| minute(own) == minute(moment))
        };
        if let Some(event) = events.iter_mut().find(same) {
            (event.kind, event.inferred) = (Some(kind), true);
        }
        Some(moment)
    };
    if known.started.is_none() && !start_marked {
        known.started = at(window.start, EventKind::Start);
    }
    if known.resolved.is_none() && !end_marked {
        known.resolved = at(window.end, EventKind::Resolved);
    }
    known
}

/// The phases: the front matter's, those that events mark, then what the prose states.
pub(crate) fn phases(front: Phases, window: Phases, events: &[Event]) -> Phases {
    let first = |kind| {
        events.iter().filter(|event| event.kind == Some(kind)).find_map(|event| event.moment)
    };
    let resolved = || first(EventKind::Resolved).or_else(|| first(EventKind::End));
    Phases {
        started: front.started.or_else(|| first(EventKind::Start)).or(window.started),
        detected: front.detected.or_else(|| first(EventKind::Detected)),
        mitigated: front.mitigated.or_else(|| first(EventKind::Mitigated)),
        resolved: front.resolved.or_else(resolved).or(window.resolved),
    }
}
