//! Where an item may stand, the most fitting place first.

use comrak::nodes::NodeValue;

use super::super::change::{Change, Lines};
use super::super::draft::Draft;
use super::super::item::{ListOf, Words};
use super::super::literal::Way;
use super::ends::{behind, behind_item, block_at, end_of};
use super::heading::{self, Heading};
use super::mark::Mark;
use super::table::Table;
use crate::markdown::Node;
use crate::postmortem::sections::headings;
use crate::postmortem::{Decision, Section};
use crate::source::Span;
use crate::words::{self as dictionary, LessonKind, SectionKind};

/// How deep lists may stand in each other.
const DEPTH: usize = 4;
/// How many lists of a document are tried.
const MOST: usize = 6;

/// Where an item may stand.
pub(super) enum Place<'a> {
    /// Behind an item of a list.
    Item { item: Node<'a>, before: Option<Node<'a>>, is_tight: bool },
    /// Below the last row of a table.
    Row(Node<'a>),
    /// A heading below the last of a section whose headings are its items.
    Heading { level: u8, at: usize },
    /// A paragraph below the last of a section whose paragraphs are its items.
    Paragraph { at: usize },
    /// A list of its own, behind what a section holds, below a heading of a part of it.
    List { at: usize, part: Option<Heading> },
    /// A section of its own.
    Section { heading: Heading, at: usize },
}

/// The places for an item.
pub(super) fn all<'a>(draft: &Draft<'_, 'a>, words: &Words) -> Vec<Place<'a>> {
    let sections = sections(draft, words.list);
    let mut places = Vec::new();
    for section in sections.iter().rev() {
        let mut listings = Vec::new();
        section.blocks.iter().for_each(|block| collect(draft, words, block, 0, &mut listings));
        places.extend(listings.into_iter().rev().take(MOST));
    }
    for section in sections.iter().rev() {
        places.extend(headings_and_paragraphs(draft, words, section));
    }
    for section in &sections {
        let at = end_of(draft, section);
        if words.kind == LessonKind::Plain {
            places.push(Place::List { at, part: None });
        } else {
            let part = heading::part(draft, section, words.kind);
            places.push(Place::List { at, part: Some(part) });
        }
    }
    let (kind, title) = match words.list {
        ListOf::Questions => (SectionKind::Decisions, "Open questions"),
        list => (list.section(), list.section().title()),
    };
    for (heading, at) in heading::new(draft, kind, title) {
        places.push(Place::Section { heading, at });
    }
    places
}

/// The sections that hold a list, the most fitting last.
fn sections<'d, 'a>(draft: &Draft<'d, 'a>, list: ListOf) -> Vec<&'d Section<'a>> {
    let all = &draft.pm.sections;
    // `Decisions` alone leaves open what it holds: that may change when the meeting is over.
    let is_bare = |section: &Section| {
        dictionary::has(|language| language.bare_decisions, &headings::normalised(&section.title))
    };
    let holds_made = |section: &Section<'a>| {
        let holds = |decision: &Decision| section.blocks.iter().any(|it| has(draft, it, decision));
        draft.pm.decisions_made.iter().any(holds)
    };
    let is_empty = |section: &Section<'a>| is_bare(section) && section.blocks.is_empty();
    let fits = |section: &&Section<'a>| match list {
        ListOf::Decisions if section.kind == SectionKind::Decisions => {
            is_empty(section) || holds_made(section)
        }
        ListOf::Questions => section.kind == SectionKind::Decisions && !is_bare(section),
        list => section.kind == list.section(),
    };
    let mut fitting: Vec<&Section<'a>> = all.iter().filter(fits).collect();
    match list {
        ListOf::Decisions => {
            fitting.sort_by_key(|section| section.kind == SectionKind::DecisionsMade);
        }
        // `Decisions needed` asks for more than an answer.
        ListOf::Questions => {
            let is_asked = |title: &str| title.contains("question") || title.contains("park");
            fitting.sort_by_key(|section| is_asked(&headings::normalised(&section.title)));
        }
        _ => {}
    }
    fitting
}

/// Whether a decision stands in a block.
fn has<'a>(draft: &Draft<'_, 'a>, block: Node<'a>, decision: &Decision<'_>) -> bool {
    let own = draft.span(block);
    own.start <= decision.span.start && decision.span.end <= own.end
}

/// The places of the items of a list in the model.
fn spans(draft: &Draft<'_, '_>, words: &Words) -> Vec<Span> {
    let pm = draft.pm;
    match words.list {
        ListOf::Lessons => {
            let of_kind = pm.lessons.iter().filter(|lesson| lesson.kind == words.kind);
            of_kind.map(|lesson| lesson.span).collect()
        }
        ListOf::Corrective => pm.corrective_actions.iter().map(|action| action.span).collect(),
        ListOf::Items => pm.action_items.iter().map(|action| action.span).collect(),
        ListOf::Questions => pm.decisions.iter().map(|it| it.span).collect(),
        ListOf::Decisions => pm.decisions_made.iter().map(|it| it.span).collect(),
    }
}

/// Gathers the lists and tables at or below a block that hold items, in their order.
fn collect<'a>(
    draft: &Draft<'_, 'a>,
    words: &Words,
    block: Node<'a>,
    depth: usize,
    places: &mut Vec<Place<'a>>,
) {
    match &block.data().value {
        NodeValue::Table(_) => places.push(Place::Row(block)),
        NodeValue::List(list) => {
            let known = spans(draft, words);
            let is_item = |item: &Node<'a>| known.contains(&draft.span(item));
            let items: Vec<Node<'a>> = block.children().filter(is_item).collect();
            if let Some(item) = items.last() {
                let before = item.previous_sibling();
                places.push(Place::Item { item, before, is_tight: list.tight });
            } else if depth < DEPTH {
                for item in block.children() {
                    let below = item.children();
                    below.for_each(|it| collect(draft, words, it, depth + 1, places));
                }
            }
        }
        _ => {}
    }
}

/// Below the last item of a section whose items are headings or paragraphs.
fn headings_and_paragraphs<'a>(
    draft: &Draft<'_, 'a>,
    words: &Words,
    section: &Section<'a>,
) -> Option<Place<'a>> {
    let known = spans(draft, words);
    let last = section.blocks.iter().rev().find(|block| known.contains(&draft.span(block)))?;
    match &last.data().value {
        NodeValue::Heading(heading) => {
            Some(Place::Heading { level: heading.level, at: end_of(draft, section) })
        }
        NodeValue::Paragraph => Some(Place::Paragraph { at: behind(draft, last) }),
        _ => None,
    }
}

impl<'a> Place<'a> {
    /// The item at this place.
    pub(super) fn write(
        &self,
        draft: &Draft<'_, 'a>,
        words: &Words,
        way: Way,
    ) -> Option<Vec<Change>> {
        let text = draft.text();
        match self {
            Self::Item { item, before, is_tight } => {
                sibling(draft, item, *before, *is_tight, words, way)
            }
            Self::Row(table) => Table::of(draft, table)?.row(text, words, way),
            Self::Heading { level, at } => {
                let hashes = "#".repeat(usize::from(*level));
                let line = format!("{hashes} {}\n", line_of(words, false, way));
                Some(vec![block_at(text, *at, &line)])
            }
            Self::Paragraph { at } => {
                let line = format!("{}\n", line_of(words, false, way));
                Some(vec![block_at(text, *at, &line)])
            }
            Self::List { at, part } => {
                let head = part.as_ref().map(Heading::written).unwrap_or_default();
                Some(vec![block_at(text, *at, &(head + &own_list(draft, words, way)))])
            }
            Self::Section { heading, at } => {
                let block = heading.written() + &own_list(draft, words, way);
                Some(vec![block_at(text, *at, &block)])
            }
        }
    }
}

/// An item behind another one.
fn sibling<'a>(
    draft: &Draft<'_, 'a>,
    item: Node<'a>,
    before: Option<Node<'a>>,
    is_tight: bool,
    words: &Words,
    way: Way,
) -> Option<Vec<Change>> {
    let text = draft.text();
    let lines = Lines(text);
    let mark_of = |item: Node<'a>| {
        let start = draft.span(item).start;
        Mark::at(text, lines.start(start), start)
    };
    let mark = mark_of(item)?;
    let before = before.and_then(mark_of);
    // `1. 1. 1.` counts nothing.
    let is_counted = before.is_none_or(|before| before.number() != mark.number());
    let at = behind_item(draft, item, &mark);
    let start = lines.start(draft.span(item).start);
    let is_apart = item.previous_sibling().is_some() && lines.follows_blank(start) && start > 0;
    let is_loose = !is_tight && (is_apart || item.previous_sibling().is_none());
    let is_boxed = mark.sign.is_some();
    let begins = mark.next(is_counted, words.state.map_or(' ', sign_of));
    let line = format!("{begins}{}\n", line_of(words, is_boxed, way));
    let blank = if is_loose || is_apart { mark.blank() } else { String::new() };
    Some(vec![Change::lines(text, at, &(blank + &line))])
}

/// What stands in the box of an action.
pub(super) fn sign_of(state: crate::words::ActionState) -> char {
    use crate::words::ActionState;
    match state {
        ActionState::Proposed | ActionState::Committed => ' ',
        ActionState::InProgress => '/',
        ActionState::Done => 'x',
        ActionState::Declined => '-',
    }
}

/// Text, fields and state on one line.
fn line_of(words: &Words, is_boxed: bool, way: Way) -> String {
    let mut line = words.line(&words.fields, true, way, false);
    line.push_str(&words.state_words(is_boxed, way, false));
    line
}

/// The first item of a list of its own.
fn own_list(draft: &Draft<'_, '_>, words: &Words, way: Way) -> String {
    let bullet = bullet(draft.text());
    let boxed = words.state.map(|state| format!("[{}] ", sign_of(state))).unwrap_or_default();
    format!("{bullet} {boxed}{}\n", line_of(words, words.state.is_some(), way))
}

/// The mark that most lists of a document have.
fn bullet(text: &str) -> char {
    let count =
        |bullet: &str| text.lines().filter(|line| line.trim_start().starts_with(bullet)).count();
    let all = [('+', count("+ ")), ('*', count("* ")), ('-', count("- "))];
    all.into_iter().max_by_key(|(_, count)| *count).map_or('-', |(bullet, _)| bullet)
}
