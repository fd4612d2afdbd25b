//! Places for cards: a tidy tree.
//!
//! The crates for this are stale or unsafe, and none takes cards whose size depends on the
//! direction; the walk itself is short. Each subtree has an outline, its first and last edge on
//! every level; siblings are moved apart until their outlines no longer touch, and a parent stands
//! in the middle of its children.

use super::places::{Direction, Laid, PAD, SECTIONS, Spot};
use super::{Card, Leaf, Statement, StatementKind};
use crate::figure::text::{self, Measured, Run};
use crate::figure::{Frame, SMALLEST};

/// What the mark of a leaf takes.
pub(super) const MARK: f64 = 14.0;
/// The height of the line below the tree that says what the marks mean.
pub(super) const LEGEND: f64 = 34.0;
/// Cards deeper than this are not looked at: no whys of a document go so deep.
const DEEPEST: usize = 80;

/// The smallest gap between cards, and the smallest stride from one level to the next.
const TIGHTEST: (f64, f64) = (10.0, 30.0);
/// The widths of cards that grow from top to bottom.
const WIDTHS: [f64; 7] = [640.0, 460.0, 360.0, 300.0, 250.0, 210.0, 180.0];

/// How much of the words of a forest is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardWords {
    /// All of them.
    All,
    /// So many lines of each section; more are cut.
    AtMost(usize),
    /// The same, but what the whys lead to is never cut, and most cards are not.
    EndsWhole(usize),
}

/// How many lines an end has in an overview.
const END_LINES: usize = 4;

/// Lays a forest out at the largest size that fits; none when none does.
#[must_use]
pub fn lay<'c>(roots: &'c [Card], words: CardWords, frame: &Frame<'_>) -> Option<Laid<'c>> {
    let depth = depth_of(roots, frame)?;
    let room = frame.height - LEGEND;
    let measured = measured(roots, frame);
    for size in [24.0, 22.0, 20.0, SMALLEST] {
        for (gap, stride) in [(26.0, 52.0), (16.0, 40.0), TIGHTEST] {
            let attempt =
                Attempt { roots, measured: &measured, frame, size, gap, stride, words, room };
            if let Some(laid) = attempt.right(depth) {
                return Some(laid);
            }
            if let Some(laid) = attempt.down(depth) {
                return Some(laid);
            }
        }
    }
    None
}

/// Whether a forest fits at the smallest size: then [`lay`] lays it out, perhaps at a larger one.
#[must_use]
pub fn fits(roots: &[Card], words: CardWords, frame: &Frame<'_>) -> bool {
    let Some(depth) = depth_of(roots, frame) else { return false };
    let measured = measured(roots, frame);
    let (gap, stride) = TIGHTEST;
    let room = frame.height - LEGEND;
    let attempt =
        Attempt { roots, measured: &measured, frame, size: SMALLEST, gap, stride, words, room };
    attempt.right(depth).is_some() || attempt.down(depth).is_some()
}

/// How many cards fit on a level at most, whatever is written on them: below each other, or beside
/// each other.
pub(super) fn most_on_a_level(frame: &Frame<'_>) -> usize {
    let below = (frame.height - LEGEND + TIGHTEST.0) / (2.0 * PAD + TIGHTEST.0);
    let beside = (frame.width + TIGHTEST.0) / (WIDTHS[WIDTHS.len() - 1] + TIGHTEST.0);
    // A tree that is too tall by rounding only still fits.
    below.max(beside).max(1.0) as usize + 1
}

/// How many levels a forest has; none when it has more than are looked at, or too many cards on one
/// of them to fit. A forest of thousands is turned away after a few cards.
fn depth_of(roots: &[Card], frame: &Frame<'_>) -> Option<usize> {
    let levels = levels(roots, frame);
    (!roots.is_empty() && !levels.is_cut).then_some(levels.count)
}

/// The upper levels of a forest.
pub(super) struct Levels {
    /// How many there are.
    pub(super) count: usize,
    /// Whether there are more, or the next one has too many cards.
    pub(super) is_cut: bool,
}

/// The levels of a forest, down to one with more cards than can fit.
pub(super) fn levels(roots: &[Card], frame: &Frame<'_>) -> Levels {
    let most = most_on_a_level(frame);
    let mut level: Vec<&Card> = roots.iter().take(most + 1).collect();
    let mut count = 0;
    while !level.is_empty() && level.len() <= most && count < DEEPEST {
        count += 1;
        level = level
            .iter()
            .flat_map(|card| &card.children)
            .map(|(_, card)| card)
            .take(most + 1)
            .collect();
    }
    Levels { count, is_cut: !level.is_empty() }
}

/// The widths of the words of all cards, each card after the one above it.
fn measured(roots: &[Card], frame: &Frame<'_>) -> Vec<Vec<Measured>> {
    let mut out = Vec::new();
    let mut open: Vec<&Card> = roots.iter().rev().collect();
    while let Some(card) = open.pop() {
        let one = |section: &Statement| {
            Measured::new(frame.text, &section.text, section.role == StatementKind::Question)
        };
        out.push(card.sections.iter().map(one).collect());
        open.extend(card.children.iter().rev().map(|(_, card)| card));
    }
    out
}

/// A layout for what fits in no way: words are cut until it does; where even that fails, cards
/// leave the figure.
pub fn last_resort<'c>(roots: &'c [Card], frame: &Frame<'_>) -> Laid<'c> {
    for lines in [12, 8, 6, 5, 4, 3, 2, 1] {
        if let Some(laid) = lay(roots, CardWords::AtMost(lines), frame) {
            return laid;
        }
    }
    let first = &roots[..roots.len().min(1)];
    let measured = measured(first, frame);
    let size = SMALLEST;
    let words = CardWords::AtMost(1);
    let room = frame.height;
    let attempt = Attempt {
        roots: first,
        measured: &measured,
        frame,
        size,
        gap: 10.0,
        stride: 30.0,
        words,
        room,
    };
    let mut spots = attempt.spots(|_| frame.width).unwrap_or_default();
    spots.truncate(1);
    let height = spots.iter().map(|spot| spot.height).sum();
    attempt.laid(spots, Direction::Right, height)
}

/// A card to be taken in: its parent and the section there, and its level.
type Open<'c> = (&'c Card, Option<(usize, usize)>, usize);

struct Attempt<'a, 'c> {
    roots: &'c [Card],
    /// The sections of all cards, in the order of [`Attempt::spots`].
    measured: &'a [Vec<Measured>],
    frame: &'a Frame<'a>,
    size: f64,
    /// The distance between cards of a level.
    gap: f64,
    /// The distance between levels.
    stride: f64,
    words: CardWords,
    room: f64,
}

impl<'c> Attempt<'_, 'c> {
    fn right(&self, depth: usize) -> Option<Laid<'c>> {
        let columns = depth as f64;
        let widest: f64 = match depth {
            1 => 900.0,
            2 => 560.0,
            _ => 460.0,
        };
        let room = self.frame.width - (columns - 1.0) * self.stride;
        let width = (room / columns).min(widest);
        // Short questions leave their answers more room.
        self.columns(&vec![width; depth])
            .or_else(|| (depth == 2).then(|| self.columns(&[0.34 * room, 0.66 * room]))?)
    }

    /// From left to right, in columns of these widths.
    fn columns(&self, widths: &[f64]) -> Option<Laid<'c>> {
        if widths.iter().any(|width| *width < 6.0 * self.size) {
            return None;
        }
        let mut spots = self.spots(|level| widths[level])?;
        // Tall and narrow cards are hard to read.
        if self.words == CardWords::All
            && spots.iter().any(|spot| spot.lines.iter().any(|lines| *lines > 8))
        {
            return None;
        }
        let (middles, extent) = self.tidy(&spots, |spot| spot.height);
        if extent > self.room {
            return None;
        }
        for (spot, middle) in spots.iter_mut().zip(&middles) {
            let before: f64 = widths[..spot.level].iter().sum();
            spot.x = before + spot.level as f64 * self.stride;
            spot.y = middle - spot.height / 2.0;
        }
        let used = widths.iter().sum::<f64>() + (widths.len() as f64 - 1.0) * self.stride;
        shift(&mut spots, (self.frame.width - used) / 2.0);
        Some(self.laid(spots, Direction::Right, extent))
    }

    fn down(&self, depth: usize) -> Option<Laid<'c>> {
        for width in WIDTHS {
            if width > self.frame.width || width < 8.0 * self.size {
                continue;
            }
            let Some(mut spots) = self.spots(|_| width) else { continue };
            let mut rows = vec![0.0_f64; depth];
            for spot in &spots {
                rows[spot.level] = rows[spot.level].max(spot.height);
            }
            let total = rows.iter().sum::<f64>() + (depth as f64 - 1.0) * self.stride * 0.7;
            let (middles, extent) = self.tidy(&spots, |spot| spot.width);
            if total > self.room || extent > self.frame.width {
                continue;
            }
            for (spot, middle) in spots.iter_mut().zip(&middles) {
                spot.x = middle - spot.width / 2.0;
                spot.y =
                    rows[..spot.level].iter().sum::<f64>() + spot.level as f64 * self.stride * 0.7;
            }
            shift(&mut spots, (self.frame.width - extent) / 2.0);
            return Some(self.laid(spots, Direction::Down, total));
        }
        None
    }

    fn laid(&self, mut spots: Vec<Spot<'c>>, direction: Direction, height: f64) -> Laid<'c> {
        for spot in &mut spots {
            let inner = self.inner(spot.card, spot.width);
            let wrap = |(section, lines): (&Statement, &usize)| {
                let run = Run {
                    text: section.text.clone(),
                    bold: section.role == StatementKind::Question,
                };
                text::wrap(self.frame.text, &[run], self.size, inner, *lines)
            };
            spot.words = spot.card.sections.iter().zip(&spot.lines).map(wrap).collect();
        }
        let cut = spots.iter().any(|spot| spot.words.iter().any(|words| words.cut));
        Laid { spots, size: self.size, direction, height: height + LEGEND, cut }
    }

    /// The width that words have in a card of a width.
    fn inner(&self, card: &Card, width: f64) -> f64 {
        width - 2.0 * PAD - if card.leaf == Leaf::None { 0.0 } else { MARK }
    }

    /// All cards with their words in the width of their level, each after the one above it; no
    /// place yet. None when more words are cut than may be.
    fn spots(&self, width: impl Fn(usize) -> f64) -> Option<Vec<Spot<'c>>> {
        let mut spots: Vec<Spot<'c>> = Vec::new();
        let mut cut = 0;
        let mut open: Vec<Open<'c>> = self.roots.iter().rev().map(|card| (card, None, 0)).collect();
        while let Some((card, parent, level)) = open.pop() {
            let at = spots.len();
            let width = width(level);
            let inner = self.inner(card, width);
            let is_end = matches!(card.leaf, Leaf::RootCause | Leaf::Open);
            let most = match self.words {
                CardWords::All => usize::MAX,
                CardWords::EndsWhole(_) if is_end => END_LINES,
                CardWords::AtMost(most) | CardWords::EndsWhole(most) => most,
            };
            // One more than there may be says that some are cut.
            let all = most.saturating_add(1);
            let of_section = |measured: &Measured| measured.lines(self.size, inner, all).0;
            let mut lines: Vec<usize> = self.measured[at].iter().map(of_section).collect();
            if lines.iter().any(|lines| *lines > most) {
                if is_end && matches!(self.words, CardWords::EndsWhole(_)) {
                    return None;
                }
                cut += 1;
                lines.iter_mut().for_each(|lines| *lines = (*lines).min(most));
            }
            open.extend(
                card.children
                    .iter()
                    .rev()
                    .map(|(section, card)| (card, Some((at, *section)), level + 1)),
            );
            let words = lines.iter().sum::<usize>() as f64 * text::line(self.size);
            let height = words + SECTIONS * lines.len().saturating_sub(1) as f64 + 2.0 * PAD;
            let words = Vec::new();
            spots.push(Spot { card, words, lines, parent, level, x: 0.0, y: 0.0, width, height });
        }
        let is_readable = !matches!(self.words, CardWords::EndsWhole(_)) || cut * 2 <= spots.len();
        is_readable.then_some(spots)
    }

    /// The middle of each card across the direction of growth, and how much all take; `size` is a
    /// card's extent.
    fn tidy(&self, spots: &[Spot<'c>], size: impl Fn(&Spot<'c>) -> f64) -> (Vec<f64>, f64) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); spots.len()];
        let mut roots = Vec::new();
        for (index, spot) in spots.iter().enumerate() {
            match spot.parent {
                Some((parent, _)) => children[parent].push(index),
                None => roots.push(index),
            }
        }
        // A card's middle from its parent's, and the outline of what hangs on it, from its own
        // middle.
        let mut offsets = vec![0.0; spots.len()];
        let mut outlines: Vec<Vec<(f64, f64)>> = vec![Vec::new(); spots.len()];
        for index in (0..spots.len()).rev() {
            let half = size(&spots[index]) / 2.0;
            let (below, middles) = self.side_by_side(&children[index], &mut outlines);
            let centre = match (middles.first(), middles.last()) {
                (Some(first), Some(last)) => (first + last) / 2.0,
                _ => 0.0,
            };
            for (child, middle) in children[index].iter().zip(&middles) {
                offsets[*child] = middle - centre;
            }
            let mut outline = vec![(-half, half)];
            outline.extend(below.into_iter().map(|(low, high)| (low - centre, high - centre)));
            outlines[index] = outline;
        }
        let (outline, middles) = self.side_by_side(&roots, &mut outlines);
        for (root, middle) in roots.iter().zip(&middles) {
            offsets[*root] = *middle;
        }
        let low = outline.iter().map(|(low, _)| *low).fold(f64::MAX, f64::min);
        let high = outline.iter().map(|(_, high)| *high).fold(f64::MIN, f64::max);
        let mut middles = vec![0.0; spots.len()];
        for (index, spot) in spots.iter().enumerate() {
            let above = spot.parent.map_or(-low, |(parent, _)| middles[parent]);
            middles[index] = above + offsets[index];
        }
        (middles, high - low)
    }

    /// Moves outlines apart, in order; their common outline, and the middle of each.
    fn side_by_side(
        &self,
        list: &[usize],
        outlines: &mut [Vec<(f64, f64)>],
    ) -> (Vec<(f64, f64)>, Vec<f64>) {
        let mut common: Vec<(f64, f64)> = Vec::new();
        let mut middles = Vec::new();
        for index in list {
            let own = std::mem::take(&mut outlines[*index]);
            let touching = common.iter().zip(&own).map(|(known, own)| known.1 + self.gap - own.0);
            let by = touching.fold(f64::MIN, f64::max);
            let by = if common.is_empty() { 0.0 } else { by };
            for (level, (low, high)) in own.into_iter().enumerate() {
                match common.get_mut(level) {
                    Some(known) => known.1 = high + by,
                    None => common.push((low + by, high + by)),
                }
            }
            middles.push(by);
        }
        (common, middles)
    }
}

fn shift(spots: &mut [Spot<'_>], by: f64) {
    for spot in spots {
        spot.x += by.max(0.0);
    }
}
