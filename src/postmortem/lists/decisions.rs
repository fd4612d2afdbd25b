//! Decisions: those that a meeting is asked for, and those that were made.
//!
//! An item that says what came of it is made wherever it stands; an item that does not is what its
//! section is about.

use crate::markdown::Node;
use crate::postmortem::lists::columns::{self, column};
use crate::postmortem::lists::literal::Literals;
use crate::postmortem::model::{ActionState, Decision, DecisionState, Section, SectionKind};
use crate::postmortem::sections::entries::{self, Prose, SectionEntry};
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::text::seam;
use crate::postmortem::time::stamp;
use crate::source::front_matter::FrontMatter;
use crate::words::{self, Column};

/// The decisions of a document.
#[derive(Debug, Default)]
pub(crate) struct Decisions<'a> {
    /// Those that somebody has to make.
    pub(crate) needed: Vec<Decision<'a>>,
    /// Those that were made.
    pub(crate) made: Vec<Decision<'a>>,
}

/// Reads the decisions of all sections about them. A section that holds none but made ones becomes
/// one of those.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    front: &FrontMatter,
    sections: &mut [Section<'a>],
) -> Decisions<'a> {
    let is_over = is_reviewed(front) || sections.iter().any(|it| it.kind == SectionKind::Meeting);
    let mut decisions = Decisions::default();
    let mut literals = Literals::default();
    for section in sections {
        if !matches!(section.kind, SectionKind::Decisions | SectionKind::DecisionsMade) {
            continue;
        }
        let all = entries::read(input, section, Prose::Counts);
        let all: Vec<Told<'a>> =
            all.into_iter().map(|entry| told(input, entry, &mut literals)).collect();
        // Among decisions that say what came of them, one that does not is still to be made.
        let is_silent = all.iter().all(|told| told.state.is_none());
        let is_made = section.kind == SectionKind::DecisionsMade
            || is_over && is_silent && is_bare(&section.title);
        let unsaid = if is_made { DecisionState::Decided } else { DecisionState::Open };
        let state = |told: &Told<'a>| told.state.unwrap_or(unsaid);
        let has_open = all.iter().any(|told| state(told) == DecisionState::Open);
        if is_made || !has_open && !all.is_empty() {
            section.kind = SectionKind::DecisionsMade;
        }
        for told in all {
            let decision = Decision { state: state(&told), ..told.decision };
            let is_open = decision.state == DecisionState::Open;
            let list = if is_open { &mut decisions.needed } else { &mut decisions.made };
            list.push(decision);
        }
    }
    let all = decisions.needed.iter_mut().chain(&mut decisions.made);
    all.for_each(|decision| literals.show_decision(decision));
    decisions
}

/// Whether a document says that the meeting about it is over.
fn is_reviewed(front: &FrontMatter) -> bool {
    let status = front.status.as_deref().unwrap_or_default().trim();
    words::prefix_length(|language| language.reviewed_statuses, status).is_some()
}

/// Whether a heading leaves open whether they are made: `Decisions`.
fn is_bare(title: &str) -> bool {
    words::has(|language| language.bare_decisions, &headings::normalised(title))
}

/// A decision, and what it says came of it.
struct Told<'a> {
    decision: Decision<'a>,
    state: Option<DecisionState>,
}

fn told<'a>(input: Input<'a, '_>, entry: SectionEntry<'a>, literals: &mut Literals) -> Told<'a> {
    let mut decision = Decision {
        text: entry.text,
        detail: entry.detail,
        state: DecisionState::Open,
        date: None,
        reason: None,
        span: entry.span,
    };
    let of_row = cells(input, &entry.row, &mut decision);
    literals.hide(input, decision.text);
    let label = take_label(&mut decision);
    // `… (2026-11-26) (declined: too dear)`.
    let last = take_behind(&mut decision);
    let behind = take_behind(&mut decision).or(last);
    let boxed = entry.mark.and_then(state_of_box);
    if label == Some(DecisionState::Declined) && decision.reason.is_none() {
        decision.reason = take_reason(decision.text);
    }
    Told { decision, state: of_row.or(label).or(behind).or(boxed) }
}

/// What a text names in front or between brackets.
fn state_named(text: &str) -> Option<DecisionState> {
    words::meaning(|language| language.decision_states, &text.trim().to_lowercase())
}

fn state_of_box(mark: char) -> Option<DecisionState> {
    match crate::postmortem::lists::state::state_of_box(mark)? {
        ActionState::Done => Some(DecisionState::Decided),
        ActionState::Declined => Some(DecisionState::Declined),
        _ => None,
    }
}

/// No label in front of a decision is longer, in bytes.
const LABEL: usize = 40;

/// Takes `Decided:`, `Declined 2026-11-26:`, `✅` in front.
fn take_label(decision: &mut Decision<'_>) -> Option<DecisionState> {
    let words = inline::text(decision.text);
    let mut signs = words::pairs(|language| language.decision_signs);
    if let Some((sign, state)) = signs.find(|(sign, _)| words.starts_with(sign)) {
        seam::take(decision.text, 0..sign.len());
        return Some(state);
    }
    let colon = words
        .find([':', '：', '\n'])
        .filter(|at| *at <= LABEL && !words[*at..].starts_with('\n'))?;
    let said = said(&words[..colon])?;
    let behind = words[colon..].trim_start_matches([':', '：']);
    if behind.trim().is_empty() {
        return None;
    }
    seam::take(decision.text, 0..words.len() - behind.len());
    decision.date = decision.date.take().or(said.date);
    said.state
}

/// Takes `(2026-11-26)`, `(approved on 2026-11-26)`, `(declined: too dear)` at the end.
fn take_behind(decision: &mut Decision<'_>) -> Option<DecisionState> {
    let words = inline::text(decision.text);
    let end = words.trim_end().trim_end_matches('.').len();
    let inside_end = words[..end].strip_suffix(')')?.len();
    let mut depth = 0_usize;
    let open = words[..inside_end].char_indices().rev().find(|(_, c)| match c {
        ')' => {
            depth += 1;
            false
        }
        '(' if depth > 0 => {
            depth -= 1;
            false
        }
        c => *c == '(',
    });
    let (open, _) = open.filter(|(open, _)| *open > 0)?;
    let inside = &words[open + 1..inside_end];
    let said = said(inside).filter(|_| !has_link(decision.text, open))?;
    seam::take(decision.text, open..end);
    decision.date = decision.date.take().or(said.date);
    decision.reason = decision.reason.take().or(said.reason);
    said.state
}

/// What a label or brackets say.
struct Said {
    state: Option<DecisionState>,
    date: Option<String>,
    reason: Option<String>,
}

/// Reads a state, a date, both, or a state and a reason; none of anything else.
fn said(words: &str) -> Option<Said> {
    let words = words.trim();
    if let Some(date) = day(words) {
        return Some(Said { state: None, date: Some(date), reason: None });
    }
    let end = words.find(|c: char| !(c.is_alphabetic() || "' ".contains(c)));
    let (name, rest) = words.split_at(end.unwrap_or(words.len()));
    let joints = || words::all(|language| language.decision_joints);
    let name = joints().find_map(|joint| name.trim().strip_suffix(joint)).unwrap_or(name);
    let state = state_named(name)?;
    let rest = rest.trim_start_matches([':', ',', ';', '–', '—', '-']).trim();
    let date = day(rest);
    let is_refusal = state == DecisionState::Declined && !rest.is_empty() && date.is_none();
    if !rest.is_empty() && date.is_none() && !is_refusal {
        return None;
    }
    let reason = is_refusal.then(|| rest.to_owned());
    Some(Said { state: Some(state), date, reason })
}

/// A text that is a day and nothing else.
fn day(text: &str) -> Option<String> {
    let stamp = stamp::read(text).filter(|day| day.is_day() && day.length == text.len())?;
    Some(stamp.written)
}

/// Takes the reason behind the last dash: `Declined: a second cluster – too dear`.
fn take_reason(text: Node<'_>) -> Option<String> {
    let words = inline::text(text);
    let signs = [" – ", " — ", " - "].into_iter();
    let (at, length) = signs.filter_map(|sign| Some((words.rfind(sign)?, sign.len()))).max()?;
    let reason = words[at + length..].replace('\n', " ").trim().to_owned();
    if reason.is_empty() || at == 0 || has_link(text, at) {
        return None;
    }
    seam::take(text, at..words.len());
    Some(reason)
}

/// Whether a link stands behind a place of a text: it would be lost with its words.
fn has_link(text: Node<'_>, from: usize) -> bool {
    let is_link = |node: &Node<'_>| {
        use comrak::nodes::NodeValue::{Image, Link};
        matches!(node.data().value, Link(_) | Image(_))
    };
    text.descendants().filter(is_link).any(|link| inline::within(text, link).end > from)
}

/// Sorts the cells of a row by the header's words; the state that one says.
fn cells<'a>(
    input: Input<'a, '_>,
    row: &[(String, Node<'a>)],
    decision: &mut Decision<'a>,
) -> Option<DecisionState> {
    let is_text = |title: &str| {
        let title = headings::normalised(title);
        words::has(|language| language.decision_columns, &title) || column(&title) == Column::Action
    };
    let is_count = |title: &str| column(title) == Column::Id;
    let text = row
        .iter()
        .position(|(title, _)| is_text(title))
        .or_else(|| row.iter().position(|(title, _)| !is_count(title)))
        .unwrap_or(0);
    let mut state = None;
    let mut rest: Vec<(&str, Node<'a>)> = Vec::new();
    for (index, (title, cell)) in row.iter().enumerate().filter(|(index, _)| *index != text) {
        let words = inline::text(cell).trim().to_owned();
        let is_reason =
            words::has(|language| language.reason_columns, &headings::normalised(title));
        let said = said(&words);
        match (column(title), said) {
            _ if words.is_empty() || is_count(title) && index == 0 => {}
            (Column::Due, Some(said)) if said.state.is_none() && decision.date.is_none() => {
                decision.date = said.date;
            }
            (Column::State, Some(said)) if state.is_none() && said.state.is_some() => {
                state = said.state;
                decision.date = decision.date.take().or(said.date);
                decision.reason = decision.reason.take().or(said.reason);
            }
            _ if is_reason && decision.reason.is_none() && !has_link(cell, 0) => {
                decision.reason = Some(words);
            }
            _ => rest.push((title, cell)),
        }
    }
    if let Some((_, cell)) = row.get(text) {
        decision.text = inline::paragraph(input.arena, cell);
    }
    decision.detail.extend(columns::detail(input, rest.into_iter()));
    state
}

/// What a key of YAML says: a state, with a reason behind it.
pub(crate) fn stated(words: &str) -> Option<(DecisionState, Option<String>)> {
    let said = said(words)?;
    Some((said.state?, said.reason))
}
