//! Places for words, so that none covers others, and no leader crosses words.
//!
//! A label hangs at its leader like a flag: to the right or to the left, above or below the axis,
//! near or far. A search in the order of time tries the places of each; where that fails, the event
//! goes without words.

use super::caption::{Caption, order};
use crate::figure::text::{self, TextMeasure, Wrapped};
use crate::figure::{Rect, SMALLEST};

/// The distance from a leader to its words.
pub(super) const POLE: f64 = 8.0;
/// The distance that words keep from others.
const APART: f64 = 7.0;
/// So many labels are enough to set them in larger letters.
const ENOUGH: usize = 9;
/// How far labels may move away from the axis, to use the height that is left.
const SPREAD: f64 = 1.9;
/// How many labels a figure has at most.
const MOST: usize = 28;
/// How many places are tried before a set of events is given up.
const TRIES: usize = 200;
/// How many events in a row may fail before no more are tried.
const FAILURES: usize = 10;

/// A label in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedCaption {
    /// The index of the label.
    pub index: usize,
    /// Whether it stands above the axis.
    pub above: bool,
    /// How far its words are from the axis.
    pub distance: f64,
    /// Whether its words stand left of the leader.
    pub left: bool,
    /// Where its words begin.
    pub start: f64,
    /// The width of its words.
    pub width: f64,
    /// The height of its words.
    pub height: f64,
}

impl PlacedCaption {
    /// Where its words stand, the axis being at zero.
    #[must_use]
    pub fn words_box(&self) -> Rect {
        let y = if self.above { -self.distance - self.height } else { self.distance };
        Rect { x: self.start, y, width: self.width, height: self.height }
    }

    /// Where its leader stands.
    #[must_use]
    pub fn leader(&self, x: f64) -> Rect {
        let end = self.distance + self.height;
        Rect { x: x - 2.0, y: if self.above { -end } else { 0.0 }, width: 4.0, height: end }
    }
}

/// How the height is shared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The height of the axis.
    pub axis: f64,
    /// From there to the end of the labels below.
    pub below: f64,
}

/// Labels with places.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedLabels {
    /// The labels that have a place, by their index.
    pub placed: Vec<PlacedCaption>,
    /// The words of all labels.
    pub words: Vec<Wrapped>,
    /// The size of their letters.
    pub size: f64,
}

impl PlacedLabels {
    /// Moves labels away from the axis as far as `side` goes, all of one side alike: what did not
    /// touch before does not touch then.
    pub fn spread(&mut self, side: f64) {
        for above in [true, false] {
            let mine = |label: &&mut PlacedCaption| label.above == above;
            let factor = self
                .placed
                .iter_mut()
                .filter(mine)
                .map(|label| (super::AXIS + side - label.height) / label.distance)
                .fold(SPREAD, f64::min);
            let factor = factor.max(1.0);
            self.placed.iter_mut().filter(mine).for_each(|label| label.distance *= factor);
        }
    }

    /// How high the axis is when `top` stands above all, and at least `gap` stays free on both
    /// sides of it.
    #[must_use]
    pub fn room(&self, top: f64, gap: f64) -> Room {
        let extent = |above: bool| {
            self.placed
                .iter()
                .filter(move |label| label.above == above)
                .map(|label| label.distance + label.height)
        };
        Room {
            axis: top + extent(true).fold(gap, f64::max),
            below: extent(false).fold(gap, f64::max),
        }
    }
}

/// One way to set all labels.
#[derive(Clone, Copy)]
struct Setting {
    size: f64,
    lines: usize,
    width: f64,
}

/// Finds places on both sides of an axis, each `side` high, from pixel 0 to pixel `width`.
///
/// All events with all their words come first, as large as that goes. Where that is too much, many
/// events in letters that are read from the back are better than all of them in small ones.
#[must_use]
pub fn place(labels: &[Caption], side: f64, width: f64, text: &dyn TextMeasure) -> PlacedLabels {
    let found = |size: f64, cut: bool| all_of(labels, size, cut, side, width, text);
    let some = |size: f64| {
        let setting = Setting { size, lines: 4, width: (13.5 * size).min(width / 2.0) };
        let search = Search::new(labels, setting, side, width, text);
        PlacedLabels { placed: search.some(order(labels, width)), words: search.words, size }
    };
    let is_enough = |found: &PlacedLabels| {
        let has = |index: usize| found.placed.iter().any(|place| place.index == index);
        found.placed.len() >= ENOUGH.min(labels.len())
            && (0..labels.len()).all(|index| !labels[index].important || has(index))
    };
    [24.0, 22.0, 20.0]
        .into_iter()
        .find_map(|size| found(size, false))
        .or_else(|| [22.0, 20.0].into_iter().map(some).find(is_enough))
        .or_else(|| [false, true].into_iter().find_map(|cut| found(SMALLEST, cut)))
        .unwrap_or_else(|| some(SMALLEST))
}

/// Places for all events; with `cut`, some with fewer words.
fn all_of(
    labels: &[Caption],
    size: f64,
    cut: bool,
    side: f64,
    width: f64,
    text: &dyn TextMeasure,
) -> Option<PlacedLabels> {
    if labels.len() > if cut { MOST } else { 20 } {
        return None;
    }
    let all: Vec<usize> = (0..labels.len()).collect();
    [(4, 300.0_f64), (5, 240.0), (3, 380.0), (6, 200.0)].into_iter().find_map(|(lines, most)| {
        let lines = if cut { lines.min(4) } else { lines };
        let setting = Setting { size, lines, width: most.min(width / 2.0) };
        let search = Search::new(labels, setting, side, width, text);
        let area: f64 = search.words.iter().map(|words| words.width * words.height(size)).sum();
        if area > 1.2 * side * width || (!cut && search.words.iter().any(|words| words.cut)) {
            return None;
        }
        let placed = search.all(&all)?;
        Some(PlacedLabels { placed, words: search.words, size })
    })
}

struct Search<'l> {
    labels: &'l [Caption],
    words: Vec<Wrapped>,
    setting: Setting,
    side: f64,
    width: f64,
}

/// Above or not, how far from the axis, left of the leader or not.
type Place = (bool, f64, bool);

/// The places of an event that are not tried yet: those to the right of its leader, then those to the
/// left.
struct OpenPlaces {
    now: std::vec::IntoIter<Place>,
    left: bool,
}

impl<'l> Search<'l> {
    fn new(
        labels: &'l [Caption],
        setting: Setting,
        side: f64,
        width: f64,
        text: &dyn TextMeasure,
    ) -> Self {
        let wrap = |label: &Caption| {
            text::wrap(text, &label.runs, setting.size, setting.width, setting.lines)
        };
        Self { labels, words: labels.iter().map(wrap).collect(), setting, side, width }
    }

    /// Places for as many events as there is room for, in the order of importance.
    fn some(&self, order: impl Iterator<Item = usize>) -> Vec<PlacedCaption> {
        let mut chosen = Vec::new();
        let mut best = Vec::new();
        let mut failures = 0;
        for index in order {
            if chosen.len() >= MOST || failures >= FAILURES {
                break;
            }
            let at = chosen.partition_point(|known| *known < index);
            chosen.insert(at, index);
            match self.all(&chosen) {
                Some(placed) => {
                    best = placed;
                    failures = 0;
                }
                None => {
                    chosen.remove(at);
                    failures += 1;
                }
            }
        }
        best
    }

    /// Places for all of some events, given in order of time.
    fn all(&self, chosen: &[usize]) -> Option<Vec<PlacedCaption>> {
        let mut tries = TRIES.max(12 * chosen.len());
        let mut placed: Vec<PlacedCaption> = Vec::with_capacity(chosen.len());
        // What is left to try for each event that has a place.
        let mut open: Vec<OpenPlaces> = Vec::new();
        while placed.len() < chosen.len() {
            let at = placed.len();
            if open.len() == at {
                open.push(OpenPlaces { now: self.places(chosen, at, false, &placed), left: false });
            }
            tries = tries.checked_sub(1)?;
            let fitting = |places: &mut OpenPlaces| {
                places.now.by_ref().find_map(|place| {
                    let place = self.put(chosen[at], place)?;
                    placed.iter().all(|other| self.fits(&place, other)).then_some(place)
                })
            };
            let mut found = fitting(&mut open[at]);
            if found.is_none() && !open[at].left {
                // Most events stay to the right of their leaders: the others are seldom asked for.
                let now = self.places(chosen, at, true, &placed);
                open[at] = OpenPlaces { now, left: true };
                found = fitting(&mut open[at]);
            }
            match found {
                Some(place) => placed.push(place),
                None => {
                    open.pop();
                    placed.pop()?;
                }
            }
        }
        self.settle(&mut placed);
        Some(placed)
    }

    /// The places to try for an event, on one side of its leader. Where others are near, a flag to
    /// the right flies high, since the leaders of those that follow stand before it; one to the left
    /// flies low, for it would cover the leaders before.
    fn places(
        &self,
        chosen: &[usize],
        at: usize,
        left: bool,
        placed: &[PlacedCaption],
    ) -> std::vec::IntoIter<Place> {
        let x = self.labels[chosen[at]].x;
        let near = chosen
            .get(at + 1)
            .is_some_and(|next| self.labels[*next].x - x < self.setting.width + POLE);
        let first_above = at.is_multiple_of(2);
        let mut places: Vec<Place> = Vec::with_capacity(16);
        for above in [first_above, !first_above] {
            let distances = self.distances(chosen[at], above, left, placed);
            places.extend(distances.map(|distance| (above, distance, left)));
        }
        places.sort_by(|one, other| one.1.total_cmp(&other.1));
        if near && !left {
            places.reverse();
        }
        places.into_iter()
    }

    /// How far from the axis an event's words can be: at it, at the edge, and above or below those
    /// near it.
    fn distances(
        &self,
        index: usize,
        above: bool,
        left: bool,
        placed: &[PlacedCaption],
    ) -> impl Iterator<Item = f64> {
        let x = self.labels[index].x;
        let words = &self.words[index];
        let height = words.height(self.setting.size);
        let (from, to) =
            if left { (x - POLE - words.width, x) } else { (x, x + POLE + words.width) };
        let most = super::AXIS + self.side - height;
        let mut out = vec![super::AXIS, most];
        for other in placed.iter().filter(|other| other.above == above) {
            let (other_from, other_to) = self.reach(other);
            if other_from < to + APART && from - APART < other_to {
                out.push(other.distance + other.height + APART);
                out.push(other.distance - height - APART);
            }
        }
        out.retain(|distance| *distance >= super::AXIS && *distance <= most + 0.01);
        out.sort_by(f64::total_cmp);
        out.dedup_by(|one, other| (*one - *other).abs() < 0.5);
        out.into_iter()
    }

    fn put(&self, index: usize, (above, distance, left): Place) -> Option<PlacedCaption> {
        let x = self.labels[index].x;
        let words = &self.words[index];
        let start = if left { x - POLE - words.width } else { x + POLE };
        if start < 0.0 || start + words.width > self.width {
            return None;
        }
        let height = words.height(self.setting.size);
        Some(PlacedCaption { index, above, distance, left, start, width: words.width, height })
    }

    fn fits(&self, one: &PlacedCaption, other: &PlacedCaption) -> bool {
        let far = |before: &PlacedCaption, after: &PlacedCaption| {
            self.reach(before).1 + APART < self.reach(after).0
        };
        if one.above != other.above || far(one, other) || far(other, one) {
            return true;
        }
        let leader =
            |label: &PlacedCaption| label.leader(self.labels[label.index].x).grown(APART - 3.0);
        let mine = one.words_box().grown(APART / 2.0 - 0.1);
        let yours = other.words_box().grown(APART / 2.0 - 0.1);
        !mine.overlaps(&yours)
            && !leader(one).overlaps(&other.words_box())
            && !leader(other).overlaps(&one.words_box())
    }

    /// From where to where a label goes, with its leader.
    fn reach(&self, label: &PlacedCaption) -> (f64, f64) {
        let pole = self.labels[label.index].x;
        (label.start.min(pole), (label.start + label.width).max(pole))
    }

    /// Brings labels nearer to the axis where that crosses nothing.
    fn settle(&self, placed: &mut [PlacedCaption]) {
        for _ in 0..3 {
            for at in 0..placed.len() {
                let PlacedCaption { index, above, distance: now, left, .. } = placed[at];
                let others: Vec<PlacedCaption> =
                    placed.iter().filter(|other| other.index != index).copied().collect();
                let nearer = self
                    .distances(index, above, left, &others)
                    .take_while(|distance| *distance < now - 0.5);
                let moved = nearer.filter_map(|distance| self.put(index, (above, distance, left)));
                let found = moved
                    .into_iter()
                    .find(|moved| others.iter().all(|other| self.fits(moved, other)));
                if let Some(moved) = found {
                    placed[at] = moved;
                }
            }
        }
    }
}
