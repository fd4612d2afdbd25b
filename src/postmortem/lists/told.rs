//! Actions that are told in paragraphs: "The team will write a runbook."

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Action, ActionState, Section};
use crate::postmortem::sections::entries::{self, SectionEntry};
use crate::postmortem::text::inline::{self, Input};
use crate::words::{self, Language, List};

/// The most actions that are told, and the longest, in bytes: what is longer is a story.
const MOST: usize = 12;
const LONGEST: usize = 500;

/// The paragraphs of a section, or their lines, where each tells an action. One that does not
/// leaves all of them text.
pub(super) fn entries<'a>(input: Input<'a, '_>, section: &Section<'a>) -> Vec<SectionEntry<'a>> {
    let is_text = |block: &Node<'a>| matches!(block.data().value, NodeValue::Paragraph);
    if section.blocks.len() > MOST || !section.blocks.iter().all(is_text) {
        return Vec::new();
    }
    let lines: Vec<Node<'a>> =
        section.blocks.iter().flat_map(|block| sentences(input, block)).collect();
    if lines.len() > MOST || !lines.iter().all(|line| tells(&inline::text(line))) {
        return Vec::new();
    }
    entries::of_lines(input, &lines)
}

/// The lines of a paragraph that are sentences of their own; else the paragraph.
fn sentences<'a>(input: Input<'a, '_>, block: Node<'a>) -> Vec<Node<'a>> {
    let lines = inline::lines(input.arena, block);
    let ends = |line: &Node<'a>| inline::text(line).trim_end().ends_with(['.', '!']);
    if lines.len() > 1 && lines.iter().all(ends) { lines } else { vec![block] }
}

/// Whether a text tells what is to be done, or was.
fn tells(text: &str) -> bool {
    let lower = lower(text);
    let has = |of: fn(&'static Language) -> List| words::all(of).any(|it| lower.contains(it));
    let mut all = lower.split_whitespace();
    let first = all.next().unwrap_or_default();
    let is_verb = words::has(|language| language.act_verbs, first)
        && !all.take(3).any(|word| words::has(|language| language.be_verbs, word));
    let tells = is_verb || has(|language| language.act_signs) || has(|language| language.acts_done);
    let announces = text.trim_end().ends_with([':', '?']);
    text.len() <= LONGEST && tells && !announces && !has(|language| language.act_others)
}

/// What is told as past and has nothing left to do seems done.
pub(super) fn state(action: &mut Action) {
    let lower = lower(&inline::text(action.text));
    let has = |of: fn(&'static Language) -> List| words::all(of).any(|it| lower.contains(it));
    let is_past = has(|language| language.acts_done) && !has(|language| language.act_signs);
    if is_past && action.state == ActionState::Proposed {
        seems_done(action);
    }
}

/// Nobody says that an action is done, but it is told as past.
pub(super) fn seems_done(action: &mut Action) {
    action.state = ActionState::Done;
    action.state_evidence = Evidence::Inferred;
}

fn lower(text: &str) -> String {
    format!(" {} ", text.replace('\n', " ").to_lowercase())
}
