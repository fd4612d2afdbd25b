//! A tree that does not fit in one figure, as several.

use super::layout::{fits, levels, most_on_a_level};
use super::{Card, Leaf};
use crate::figure::Frame;
use crate::words::say;

/// One figure of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreePart {
    /// Its cards.
    pub roots: Vec<Card>,
    /// The most lines of a section; longer ones are cut.
    pub lines: Option<usize>,
    /// A line below the tree, such as where the rest of it is; may be empty.
    pub remark: String,
}

impl TreePart {
    fn whole(roots: Vec<Card>) -> Self {
        Self { roots, lines: None, remark: String::new() }
    }
}

/// No tree is divided into more figures: what is left then has its words cut.
const MOST: usize = 24;

/// The figures that a forest becomes: one, or an overview with short words and then its branches in
/// full.
#[must_use]
pub fn parts(roots: &[Card], frame: &Frame<'_>) -> Vec<TreePart> {
    if roots.is_empty() {
        return Vec::new();
    }
    if fits(roots, None, frame) {
        return vec![TreePart::whole(roots.to_vec())];
    }
    let mut parts = vec![overview(roots, frame)];
    let mut open: Vec<Vec<Card>> = vec![roots.to_vec()];
    while let Some(forest) = open.pop() {
        if parts.len() >= MOST {
            parts.push(TreePart { lines: Some(12), ..TreePart::whole(forest) });
            continue;
        }
        let mut next = Vec::new();
        if let Some(part) = fill(forest, frame, &mut next) {
            parts.push(part);
        }
        open.extend(next.into_iter().rev());
    }
    // A root that has a figure for itself needs no overview of itself.
    if parts.len() == 2 {
        parts.remove(0);
    }
    parts
}

/// The whole forest with short words; where even that is too large, without the lowest levels.
fn overview(roots: &[Card], frame: &Frame<'_>) -> TreePart {
    let remark = say::words().shortened.to_owned();
    for keep in (1..=levels(roots, frame).count).rev() {
        let kept = top(roots, keep);
        // Rather fewer levels than words that say nothing.
        for lines in [None, Some(4), Some(3), Some(2)] {
            if fits(&kept, lines, frame) {
                let remark = if lines.is_some() { remark } else { String::new() };
                return TreePart { roots: kept, lines, remark };
            }
        }
    }
    let most = roots.len().min(most_on_a_level(frame));
    let shown =
        (1..=most).rev().find(|count| fits(&top(&roots[..*count], 1), Some(1), frame)).unwrap_or(1);
    let kept = top(&roots[..shown], 1);
    let remark = if shown < roots.len() {
        say::fill_all(say::words().some_questions, &[&shown.to_string(), &roots.len().to_string()])
    } else {
        remark
    };
    TreePart { roots: kept, lines: Some(1), remark }
}

/// The figure that the beginning of a forest becomes; what is left over goes into `next`, in order.
fn fill(mut forest: Vec<Card>, frame: &Frame<'_>, next: &mut Vec<Vec<Card>>) -> Option<TreePart> {
    // As many first questions as fit together.
    if forest.len() > 1 {
        let most = forest.len().min(most_on_a_level(frame));
        let most = (1..=most).rev().find(|count| fits(&forest[..*count], None, frame));
        let rest = forest.split_off(most.unwrap_or(1));
        if !rest.is_empty() {
            next.push(rest);
        }
        if most.is_some() {
            return Some(TreePart::whole(forest));
        }
    } else if fits(&forest, None, frame) {
        return Some(TreePart::whole(forest));
    }
    let card = forest.pop()?;
    // One tree: its upper levels, then each branch that was taken off.
    let known = levels(std::slice::from_ref(&card), frame);
    let deepest = if known.is_cut { known.count + 1 } else { known.count };
    for keep in (2..deepest).rev() {
        let kept = top(std::slice::from_ref(&card), keep);
        if fits(&kept, None, frame) {
            next.insert(0, below(&card, keep));
            return Some(TreePart {
                remark: say::words().goes_on.to_owned(),
                ..TreePart::whole(kept)
            });
        }
    }
    // A card with many answers, or with long words.
    if card.children.len() > 1 {
        let half = card.children.len().div_ceil(2);
        let mut first = card;
        let rest = first.children.split_off(half);
        let second = Card { sections: first.sections.clone(), leaf: first.leaf, children: rest };
        next.insert(0, vec![second]);
        next.insert(0, vec![first]);
        return None;
    }
    let kept = top(std::slice::from_ref(&card), 2);
    let off = below(&card, 2);
    if !off.is_empty() {
        next.insert(0, off);
    }
    let lines = [12, 8, 6, 5, 4, 3, 2].into_iter().find(|lines| fits(&kept, Some(*lines), frame));
    Some(TreePart {
        lines: lines.or(Some(1)),
        remark: say::words().long_shortened.to_owned(),
        ..TreePart::whole(kept)
    })
}

/// A forest with its upper `levels` levels.
fn top(roots: &[Card], levels: usize) -> Vec<Card> {
    roots.iter().map(|card| pruned(card, levels)).collect()
}

/// A card with `levels` levels, itself included.
fn pruned(card: &Card, levels: usize) -> Card {
    let sections = card.sections.clone();
    if levels <= 1 {
        let leaf = if card.children.is_empty() { card.leaf } else { Leaf::More };
        return Card { sections, leaf, children: Vec::new() };
    }
    let children = card
        .children
        .iter()
        .map(|(section, child)| (*section, pruned(child, levels - 1)))
        .collect();
    Card { sections, leaf: card.leaf, children }
}

/// The cards whose children [`pruned`] takes off.
fn below(card: &Card, levels: usize) -> Vec<Card> {
    match levels {
        _ if card.children.is_empty() => Vec::new(),
        0 | 1 => vec![card.clone()],
        _ => card.children.iter().flat_map(|(_, child)| below(child, levels - 1)).collect(),
    }
}
