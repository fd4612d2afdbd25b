//! A tree that does not fit in one figure, as several.

use super::layout::{CardWords, fits, levels, most_on_a_level};
use super::{Card, Leaf, StatementKind};
use crate::figure::Frame;
use crate::words::say;

/// One figure of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreePart {
    /// Its cards.
    pub roots: Vec<Card>,
    /// How much of its words there is.
    pub words: CardWords,
    /// A line below the tree, such as where the rest of it is; may be empty.
    pub remark: String,
}

impl TreePart {
    fn whole(roots: Vec<Card>) -> Self {
        Self { roots, words: CardWords::All, remark: String::new() }
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
    if fits(roots, CardWords::All, frame) {
        return vec![TreePart::whole(roots.to_vec())];
    }
    let mut parts = vec![overview(roots, frame)];
    let mut open: Vec<Vec<Card>> = vec![roots.to_vec()];
    while let Some(forest) = open.pop() {
        if parts.len() >= MOST {
            parts.push(TreePart { words: CardWords::AtMost(12), ..TreePart::whole(forest) });
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

/// How many lines the words of an overview have, at most.
const SHORT: [usize; 3] = [4, 3, 2];

/// The whole forest, most of its cards in full and each root cause; else the first questions with
/// their root causes; where even that is too large, the upper levels.
fn overview(roots: &[Card], frame: &Frame<'_>) -> TreePart {
    let count = levels(roots, frame).count;
    let whole = top(roots, count);
    let short = || SHORT.map(CardWords::EndsWhole).into_iter();
    let remark = say::words().shortened.to_owned();
    if let Some(words) = short().find(|words| fits(&whole, *words, frame)) {
        return TreePart { roots: whole, words, remark };
    }
    let ends: Vec<Card> = roots.iter().map(to_ends).collect();
    if fits(&ends, CardWords::All, frame) {
        let remark = say::words().between.to_owned();
        return TreePart { remark, ..TreePart::whole(ends) };
    }
    for keep in (1..=count).rev() {
        let kept = top(roots, keep);
        // Rather fewer levels than words that say nothing.
        let cut = SHORT.map(CardWords::AtMost).into_iter();
        for words in std::iter::once(CardWords::All).chain(short()).chain(cut) {
            if fits(&kept, words, frame) {
                let remark = if words == CardWords::All { String::new() } else { remark };
                return TreePart { roots: kept, words, remark };
            }
        }
    }
    let most = roots.len().min(most_on_a_level(frame));
    let shown = (1..=most)
        .rev()
        .find(|count| fits(&top(&roots[..*count], 1), CardWords::AtMost(1), frame))
        .unwrap_or(1);
    let kept = top(&roots[..shown], 1);
    let remark = if shown < roots.len() {
        say::fill_all(say::words().some_questions, &[&shown.to_string(), &roots.len().to_string()])
    } else {
        remark
    };
    TreePart { roots: kept, words: CardWords::AtMost(1), remark }
}

/// The figure that the beginning of a forest becomes; what is left over goes into `next`, in order.
fn fill(mut forest: Vec<Card>, frame: &Frame<'_>, next: &mut Vec<Vec<Card>>) -> Option<TreePart> {
    // As many first questions as fit together.
    if forest.len() > 1 {
        let most = forest.len().min(most_on_a_level(frame));
        let most = (1..=most).rev().find(|count| fits(&forest[..*count], CardWords::All, frame));
        let rest = forest.split_off(most.unwrap_or(1));
        if !rest.is_empty() {
            next.push(rest);
        }
        if most.is_some() {
            return Some(TreePart::whole(forest));
        }
    } else if fits(&forest, CardWords::All, frame) {
        return Some(TreePart::whole(forest));
    }
    let card = forest.pop()?;
    // One tree: its upper levels, then each branch that was taken off.
    let known = levels(std::slice::from_ref(&card), frame);
    let deepest = if known.is_cut { known.count + 1 } else { known.count };
    for keep in (2..deepest).rev() {
        let kept = top(std::slice::from_ref(&card), keep);
        if fits(&kept, CardWords::All, frame) {
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
    let mut words = [12, 8, 6, 5, 4, 3, 2].into_iter().map(CardWords::AtMost);
    let words = words.find(|words| fits(&kept, *words, frame));
    Some(TreePart {
        words: words.unwrap_or(CardWords::AtMost(1)),
        remark: say::words().long_shortened.to_owned(),
        ..TreePart::whole(kept)
    })
}

/// A first question with the ends of its branches, and nothing between.
fn to_ends(card: &Card) -> Card {
    let mut ends = Vec::new();
    let mut open: Vec<(usize, &Card)> =
        card.children.iter().rev().map(|(at, it)| (*at, it)).collect();
    while let Some((section, below)) = open.pop() {
        if below.children.is_empty() {
            let mut end = below.clone();
            // What an open end asks is enough.
            if end.leaf == Leaf::Open && end.sections.len() > 1 {
                end.sections.retain(|it| it.role == StatementKind::Question);
            }
            ends.push((section, end));
        }
        open.extend(below.children.iter().rev().map(|(_, it)| (section, it)));
    }
    Card { sections: card.sections.clone(), leaf: card.leaf, children: ends }
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

#[cfg(test)]
mod tests {
    use super::super::Statement;
    use super::super::layout::lay;
    use super::super::places::Spot;
    use super::*;
    use crate::theme::metrics::Metrics;

    fn said(role: StatementKind, text: String) -> Statement {
        Statement { role, text }
    }

    /// A question with `branches` ways down of `depth` answers, each of which asks again.
    fn question(name: &str, branches: usize, depth: usize) -> Card {
        let long = "a reason that takes some words to say since it was not simple at all ";
        let way = |branch: usize| {
            let end = Card {
                sections: vec![said(
                    StatementKind::Answer,
                    format!("The end {name}{branch}: {long}"),
                )],
                leaf: Leaf::RootCause,
                children: Vec::new(),
            };
            (0..depth).fold(end, |below, level| Card {
                sections: vec![
                    said(StatementKind::Answer, format!("Because of {level}, {}", long.repeat(3))),
                    said(
                        StatementKind::Question,
                        format!("Why was {level} so, {}?", long.repeat(3)),
                    ),
                ],
                leaf: Leaf::None,
                children: vec![(1, below)],
            })
        };
        Card {
            sections: vec![said(StatementKind::Question, format!("Why {name}?"))],
            leaf: Leaf::None,
            children: (0..branches).map(|branch| (0, way(branch))).collect(),
        }
    }

    /// The overview of a forest, its cards with words cut, and its root causes.
    fn overview_of(roots: &[Card]) -> (usize, usize, Vec<String>) {
        let text = Metrics::default();
        let frame = Frame { id: "f", title: "", width: 1160.0, height: 520.0, text: &text };
        let parts = parts(roots, &frame);
        assert!(parts.len() > 1, "it fits as a whole");
        let laid = lay(&parts[0].roots, parts[0].words, &frame).expect("places");
        let cut = |spot: &&Spot<'_>| spot.words.iter().any(|words| words.cut);
        let ends = || laid.spots.iter().filter(|spot| spot.card.leaf == Leaf::RootCause);
        assert_eq!(ends().filter(cut).count(), 0, "a root cause is cut");
        let names = ends().map(|spot| spot.card.sections[0].text[8..10].to_owned()).collect();
        (laid.spots.len(), laid.spots.iter().filter(cut).count(), names)
    }

    #[test]
    fn an_overview_cuts_no_root_cause_and_not_most_cards() {
        let (cards, cut, ends) = overview_of(&[question("a", 4, 1)]);
        assert_eq!((cards, ends.len()), (9, 4), "the whole tree");
        assert!(cut > 0 && cut * 2 <= cards, "{cut} of {cards}");
    }

    #[test]
    fn questions_and_root_causes_stand_for_a_tree_that_would_be_cut_everywhere() {
        let (cards, cut, ends) = overview_of(&[question("a", 2, 3), question("b", 3, 3)]);
        assert_eq!((cards, cut), (7, 0));
        assert_eq!(ends, ["a0", "a1", "b0", "b1", "b2"]);
    }

    #[test]
    fn an_overview_of_too_many_root_causes_has_the_questions_alone() {
        let roots = ["a", "b", "c", "d"].map(|name| question(name, 6, 3));
        let (cards, cut, ends) = overview_of(&roots);
        assert_eq!((cards, cut, ends.len()), (4, 0, 0));
    }
}
