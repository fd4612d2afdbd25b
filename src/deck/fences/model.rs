//! The figures of a postmortem, as plain inputs.

use jiff::tz::TimeZone;

use super::hidden;
use crate::deck::outline;
use crate::deck::view::{Figures, Numbered, TraceRow};
use crate::figure::chart::Chart;
use crate::figure::text::TextMeasure;
use crate::figure::timeline::{Kind, PhasePoint, Point, TimelineFigure};
use crate::figure::trace::{MOST_NODES, TraceFigure};
use crate::figure::tree::{self, Card, Leaf, Statement, StatementKind, TreePart};
use crate::figure::{Frame, scale};
use crate::markdown::{self, Node};
use crate::postmortem::phases::Phase;
use crate::postmortem::{self, Answer, EventKind, Moment, Phases, Postmortem, Why};
use crate::words::say;

/// Whys nested deeper than this are left out of a tree.
const DEEPEST: usize = 70;

/// The figures of a postmortem.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    /// The timeline, when it has times to draw.
    pub timeline: Option<TimelineFigure>,
    pub whys: Vec<Card>,
    /// The figures that the whys take: one, or an overview and its branches.
    pub parts: Vec<TreePart>,
    /// What follows from what, where any of it is written.
    pub trace: Option<TraceFigure>,
    /// What of that has no room in its figure.
    pub trace_rest: Vec<TraceRow>,
    /// The first table of the metrics with numbers.
    pub metrics: Option<Chart>,
}

impl Model {
    /// The figures of a postmortem, for text of a given width.
    #[must_use]
    pub(crate) fn of(pm: &Postmortem<'_>, text: &dyn TextMeasure) -> Self {
        let whys = cards(&pm.whys);
        let frame: Frame<'_> = super::frame("", "", text);
        let trace = super::trace::of(pm).filter(|trace| trace.nodes.len() <= MOST_NODES);
        Self {
            timeline: timeline(&pm.timeline.events, &pm.phases, &pm.zone, say::words().all_below)
                .filter(is_worth_drawing),
            parts: tree::parts(&whys, &frame),
            whys,
            trace_rest: trace.iter().flat_map(|it| super::trace::rest(it, &frame)).collect(),
            trace,
            metrics: super::chart::metrics(pm),
        }
    }
}

impl Model {
    /// What a deck template sees of them.
    #[must_use]
    pub(crate) fn view(&self) -> Figures {
        let of = self.parts.len();
        Figures {
            timeline: self.timeline.is_some(),
            whys: (1..=of).map(|number| Numbered { number, of }).collect(),
            trace: self.trace.is_some(),
            trace_lacks: self.trace_rest.iter().any(|row| !row.lacks.is_empty()),
            trace_rest: self.trace_rest.clone(),
            metrics: self.metrics.is_some(),
            ..Figures::default()
        }
    }
}

/// A deck needs no axis for one moment.
fn is_worth_drawing(timeline: &TimelineFigure) -> bool {
    let first = timeline.events.first().map(|event| event.at);
    timeline.events.iter().any(|event| Some(event.at) != first)
}

/// The events that have a time; none when none has.
#[must_use]
pub(crate) fn timeline(
    events: &[postmortem::Event<'_>],
    phases: &Phases,
    zone: &TimeZone,
    rest: &str,
) -> Option<TimelineFigure> {
    let timed: Vec<(&postmortem::Event<'_>, Moment)> =
        events.iter().filter_map(|event| Some((event, event.moment?))).collect();
    let dated = timed.iter().all(|(_, moment)| moment.day_known);
    let of_phase = |phase: Option<Phase>| {
        phase.filter(|phase| !phase.moment.day_only && phase.moment.day_known == dated).map(
            |phase| PhasePoint { at: phase.moment.at.as_second(), read: phase.evidence.is_read() },
        )
    };
    let drawn: Vec<Point> = timed
        .iter()
        .map(|(event, moment)| Point {
            at: moment.at.as_second(),
            day_only: moment.day_only,
            approximate: moment.approximate,
            text: told(event),
            kind: event.kind.map_or(Kind::Other, kind),
            inferred: event.is_inferred(),
        })
        .collect();
    if drawn.is_empty() {
        return None;
    }
    Some(TimelineFigure {
        events: drawn,
        phases: phases.all().map(of_phase),
        zone: zone.clone(),
        dated,
        rest: rest.to_owned(),
    })
}

fn kind(kind: EventKind) -> Kind {
    match kind {
        EventKind::Start => Kind::Start,
        EventKind::Detected => Kind::Detected,
        EventKind::Mitigated => Kind::Mitigated,
        EventKind::Resolved => Kind::Resolved,
        EventKind::End => Kind::End,
    }
}

/// What happened, behind who did it.
fn told(event: &postmortem::Event<'_>) -> String {
    let text = text(&event.blocks);
    match &event.actor {
        Some(actor) if !text.contains(actor.as_str()) => format!("{actor}: {text}"),
        _ => text,
    }
}

/// Blocks as running text. Addresses are as short as people call them: a figure is no place to
/// follow them.
fn text(blocks: &[Node<'_>]) -> String {
    let texts: Vec<String> = blocks.iter().map(|block| markdown::plain_text(block)).collect();
    let text = texts.join(" ");
    if !text.contains("://") {
        return text.trim().to_owned();
    }
    let words = text.split_whitespace().map(|word| {
        let bare = word.trim_start_matches(['(', '<']);
        let address = bare.trim_end_matches([')', '>', '.', ',', ';', ':', '/']);
        if !address.starts_with("https://") && !address.starts_with("http://") {
            return word.to_owned();
        }
        let behind = bare[address.len()..].trim_start_matches('/');
        format!("{}{}{behind}", &word[..word.len() - bare.len()], outline::short(address))
    });
    words.collect::<Vec<_>>().join(" ")
}

#[must_use]
pub(crate) fn cards(whys: &[Why<'_>]) -> Vec<Card> {
    whys.iter()
        .map(|why| {
            let mut card = Card { sections: vec![question(why)], ..Card::default() };
            fill(&mut card, std::slice::from_ref(why), 0, DEEPEST);
            card
        })
        .collect()
}

fn question(why: &Why<'_>) -> Statement {
    Statement { role: StatementKind::Question, text: markdown::plain_text(why.question) }
}

/// Hangs the answers to a card's questions on it; the first question has section `first`.
fn fill(card: &mut Card, whys: &[Why<'_>], first: usize, depth: usize) {
    let answers = |why: &Why<'_>| !why.answers.is_empty();
    card.leaf = match whys {
        [] => Leaf::RootCause,
        whys if !whys.iter().any(answers) => Leaf::Open,
        _ if depth == 0 => Leaf::More,
        _ => Leaf::None,
    };
    if depth == 0 {
        return;
    }
    for (index, why) in whys.iter().enumerate() {
        for answer in &why.answers {
            card.children.push((first + index, answered(answer, depth - 1)));
        }
    }
}

fn answered(answer: &Answer<'_>, depth: usize) -> Card {
    let words = text(&answer.blocks);
    let mut card = Card::default();
    if !words.is_empty() || answer.whys.is_empty() {
        card.sections.push(Statement { role: StatementKind::Answer, text: words });
    }
    let first = card.sections.len();
    card.sections.extend(answer.whys.iter().map(question));
    fill(&mut card, &answer.whys, first, depth);
    card
}

/// A timeline's events for screen readers.
#[must_use]
pub(crate) fn timeline_table(timeline: &TimelineFigure, caption: &str) -> String {
    let rows: Vec<Vec<String>> = timeline
        .events
        .iter()
        .map(|event| {
            let when = scale::zoned(event.at, &timeline.zone).map(|at| {
                match (event.day_only, timeline.dated) {
                    (true, true) => say::day(at.date()),
                    (true, false) => String::new(),
                    (false, true) => format!("{} {}", say::day(at.date()), at.strftime("%H:%M")),
                    (false, false) => at.strftime("%H:%M").to_string(),
                }
            });
            let when = when.unwrap_or_default();
            let when = if event.approximate { say::fill(say::words().about, when) } else { when };
            let meaning = if event.inferred {
                say::fill(say::words().inferred, event.kind.word())
            } else {
                event.kind.word().to_owned()
            };
            vec![when, meaning, event.text.clone()]
        })
        .collect();
    let say = say::words();
    hidden(caption, &[say.time_column, say.meaning_column, say.event_column], &rows)
}

/// A tree's questions and answers for screen readers, in reading order.
#[must_use]
pub(crate) fn whys_table(roots: &[Card], caption: &str) -> String {
    let say = say::words();
    let mut rows = Vec::new();
    let mut open: Vec<(&Card, usize)> = roots.iter().rev().map(|card| (card, 1)).collect();
    while let Some((card, level)) = open.pop() {
        for section in &card.sections {
            let role = match (section.role, card.leaf) {
                (StatementKind::Question, Leaf::Open) => say.open_question,
                (StatementKind::Question, _) => say.question,
                (StatementKind::Answer, Leaf::RootCause) => say.root_cause,
                (StatementKind::Answer, _) => say.answer,
            };
            rows.push(vec![level.to_string(), role.to_owned(), section.text.clone()]);
        }
        open.extend(card.children.iter().rev().map(|(_, card)| (card, level + 1)));
    }
    hidden(caption, &[say.level_column, say.role_column, say.words_column], &rows)
}
