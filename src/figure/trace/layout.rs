//! Places for the nodes of a trace.

use super::select::Ordered;
use super::{Gap, TraceFigure};
use crate::figure::text::{Run, Wrapped, line, wrap};
use crate::figure::{Frame, Rect, SMALLEST};
use crate::words::say;

/// The room between a card's edge and its words.
pub(super) const PAD: f64 = 10.0;
/// The distance between cards.
const GAP: f64 = 12.0;
/// The height of the titles of the columns.
pub(super) const HEAD: f64 = 36.0;
/// The height of the line that counts what has no room.
pub(super) const REST: f64 = 30.0;
/// The height of a line that passes a column, with its distance to others.
const LANE: f64 = 10.0;
/// The widest card, and the narrowest way between two columns.
const WIDEST: f64 = 400.0;
const WAY: f64 = 64.0;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Node(usize),
    /// A line from this node to that one.
    Lane(usize, usize),
}

/// Something in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) item: Item,
    pub(super) words: Option<Wrapped>,
    pub(super) y: f64,
    pub(super) height: f64,
}

impl Spot {
    pub(super) fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

/// A trace with places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Laid {
    pub(super) columns: Vec<Vec<Spot>>,
    /// The number of each column among the figure's.
    pub(super) titles: Vec<usize>,
    /// How many nodes of each have no room.
    pub(super) rest: Vec<usize>,
    /// The links between nodes that have their place.
    pub(super) links: Vec<(usize, usize)>,
    pub(super) size: f64,
    pub(super) width: f64,
    /// How far it is from one column to the next.
    pub(super) stride: f64,
    pub(super) height: f64,
}

impl Laid {
    pub(super) fn nodes(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().flatten().filter_map(|spot| match spot.item {
            Item::Node(node) => Some(node),
            Item::Lane(..) => None,
        })
    }

    /// The rectangle of something in a column.
    pub(super) fn rect(&self, column: usize, spot: &Spot) -> Rect {
        let x = column as f64 * self.stride;
        Rect { x, y: spot.y, width: self.width, height: spot.height }
    }
}

/// How large the letters are, and how many lines a card has at most.
const LOOKS: [(f64, usize); 7] =
    [(24.0, 4), (22.0, 4), (20.0, 4), (20.0, 3), (SMALLEST, 4), (SMALLEST, 3), (SMALLEST, 2)];

/// Lays out all nodes at the largest size that fits, else as many as do at the smallest.
pub(super) fn lay(figure: &TraceFigure, ordered: &Ordered, frame: &Frame<'_>) -> Option<Laid> {
    let count = ordered.nodes.len();
    if count == 0 {
        return None;
    }
    let ways = WAY * (count - 1) as f64;
    let width = ((frame.width - ways) / count as f64).min(WIDEST);
    if width < PAD * 4.0 {
        return None;
    }
    // The outline of the lowest card takes two pixels more.
    let room = frame.height - HEAD - 2.0;
    // No card is lower than a line.
    let most = ((room + GAP) / (line(SMALLEST) + 2.0 * PAD + GAP)) as usize;
    let fits_at_all = ordered.nodes.iter().all(|column| column.len() <= most);
    let sketch = |(size, lines), shown: &[usize]| {
        Sketch { figure, ordered, frame, size, lines, width }.columns(shown)
    };
    let all: Vec<usize> = ordered.nodes.iter().map(Vec::len).collect();
    let whole = LOOKS.into_iter().filter(|_| fits_at_all).find_map(|look| {
        let columns = sketch(look, &all);
        columns.iter().all(|column| tall(column) <= room).then_some((look, columns))
    });
    let mut shown: Vec<usize> = all.iter().map(|count| (*count).min(most)).collect();
    let is_whole = whole.is_some();
    let smallest = LOOKS[LOOKS.len() - 1];
    let (look, mut columns) = whole.unwrap_or_else(|| {
        (smallest, shrunk(&mut shown, room - REST, |shown| sketch(smallest, shown)))
    });
    if !is_whole && shown.iter().all(|count| *count == 0) {
        return None;
    }
    let rest = match is_whole {
        true => vec![0; count],
        false => all.iter().zip(&shown).map(|(all, shown)| all - shown).collect(),
    };
    let rests = if is_whole { 0.0 } else { REST };
    let links = shown_links(ordered, &columns);
    settle(&mut columns, &links, room - rests);
    let bottom = columns.iter().flatten().map(|spot| spot.y + spot.height).fold(0.0, f64::max);
    let stride = if count > 1 { (frame.width - width) / (count - 1) as f64 } else { 0.0 };
    Some(Laid {
        columns,
        titles: ordered.columns.clone(),
        rest,
        links,
        size: look.0,
        width,
        stride: stride.min(width + 3.0 * WAY),
        height: (bottom + rests + 2.0).min(frame.height),
    })
}

/// How many nodes that lack something stand in a column for sure: they are what one looks for.
const GAPS: usize = 2;

/// Takes nodes away until all columns fit: one where the room is short, or one whose lines need it.
fn shrunk(
    shown: &mut [usize],
    room: f64,
    sketch: impl Fn(&[usize]) -> Vec<Vec<Spot>>,
) -> Vec<Vec<Spot>> {
    let mut columns = sketch(shown);
    while let Some(full) = columns.iter().position(|column| tall(column) > room) {
        let largest = (0..shown.len()).max_by_key(|column| shown[*column]).unwrap_or(full);
        let from = if shown[full] > 0 { full } else { largest };
        if shown[from] == 0 {
            break;
        }
        shown[from] -= 1;
        columns = sketch(shown);
    }
    columns
}

/// The height of what stands in a column.
fn tall(column: &[Spot]) -> f64 {
    let gaps = GAP * column.len().saturating_sub(1) as f64;
    column.iter().map(|spot| spot.height).sum::<f64>() + gaps
}

/// The links of nodes that are in the columns.
fn shown_links(ordered: &Ordered, columns: &[Vec<Spot>]) -> Vec<(usize, usize)> {
    let mut is_shown = vec![false; ordered.place.len()];
    for spot in columns.iter().flatten() {
        if let Item::Node(node) = spot.item {
            is_shown[node] = true;
        }
    }
    let links = ordered.links.iter().copied();
    links.filter(|(from, to)| is_shown[*from] && is_shown[*to]).collect()
}

/// A way to lay the nodes out.
struct Sketch<'s> {
    figure: &'s TraceFigure,
    ordered: &'s Ordered,
    frame: &'s Frame<'s>,
    size: f64,
    lines: usize,
    width: f64,
}

impl Sketch<'_> {
    /// The columns with so many of their nodes, and lanes for the lines that pass them.
    fn columns(&self, shown: &[usize]) -> Vec<Vec<Spot>> {
        let taken: Vec<Vec<usize>> = self
            .ordered
            .nodes
            .iter()
            .zip(shown)
            .map(|(all, count)| self.taken(all, *count))
            .collect();
        let mut at = vec![None; self.ordered.place.len()];
        for column in &taken {
            for (index, node) in column.iter().enumerate() {
                at[*node] = Some((index as f64 + 0.5) / column.len() as f64);
            }
        }
        let drawn = |(from, to): &(usize, usize)| Some((at[*from]?, at[*to]?));
        let mut beside = vec![(0.0, 0.0); at.len()];
        for link in &self.ordered.links {
            let Some((start, end)) = drawn(link) else { continue };
            for (node, other) in [(link.0, end), (link.1, start)] {
                beside[node] = (beside[node].0 + other, beside[node].1 + 1.0);
            }
        }
        let mut columns: Vec<Vec<(f64, Spot)>> = Vec::new();
        for column in &taken {
            // In the order that they have, each as high as what it is linked with, for the lanes.
            let mut height = 0.0_f64;
            let place = |node: &usize| {
                let (sum, count) = beside[*node];
                let wish = if count > 0.0 { sum / count } else { at[*node].unwrap_or(0.0) };
                height = height.max(wish);
                (height, self.card(*node))
            };
            columns.push(column.iter().map(place).collect());
        }
        for &(from, to) in &self.ordered.links {
            let (Some(start), Some(end)) = (at[from], at[to]) else { continue };
            let (first, last) = (self.ordered.place[from], self.ordered.place[to]);
            for passed in first + 1..last {
                let share = (passed - first) as f64 / (last - first) as f64;
                let item = Item::Lane(from, to);
                let lane = Spot { item, words: None, y: 0.0, height: LANE };
                columns[passed].push((start + (end - start) * share, lane));
            }
        }
        let in_order = |mut column: Vec<(f64, Spot)>| {
            column.sort_by(|a, b| a.0.total_cmp(&b.0));
            column.into_iter().map(|(_, spot)| spot).collect()
        };
        columns.into_iter().map(in_order).collect()
    }

    /// So many nodes of a column, in their order: the first, and some of those that lack something.
    fn taken(&self, column: &[usize], count: usize) -> Vec<usize> {
        if count >= column.len() {
            return column.to_vec();
        }
        let lacks = |index: &usize| self.figure.nodes[column[*index]].gap != Gap::None;
        let gaps: Vec<usize> = (0..column.len()).filter(lacks).take(GAPS.min(count)).collect();
        let others = (0..column.len()).filter(|index| !gaps.contains(index));
        let mut taken: Vec<usize> = others.take(count - gaps.len()).chain(gaps.clone()).collect();
        taken.sort_unstable();
        taken.into_iter().map(|index| column[index]).collect()
    }

    fn card(&self, node: usize) -> Spot {
        let item = Item::Node(node);
        let node = &self.figure.nodes[node];
        let runs = [Run::bold(node.id.as_str()), Run::plain(node.text.as_str())];
        let room = self.width - 2.0 * PAD;
        let words = wrap(self.frame.text, &runs, self.size, room, self.lines);
        let tag = if node.gap == Gap::None { 0.0 } else { line(SMALLEST) + 4.0 };
        let height = words.height(self.size) + tag + 2.0 * PAD;
        Spot { item, words: Some(words), y: 0.0, height }
    }
}

/// What a card says that lacks something.
pub(super) fn tag(gap: Gap) -> &'static str {
    match gap {
        Gap::None => "",
        Gap::Unaddressed => say::words().unaddressed,
        Gap::Unfounded => say::words().unfounded,
    }
}

/// How often everything moves towards what it is linked with.
const ROUNDS: usize = 4;

/// Moves everything beside what it is linked with, as far as the order and the room let it.
fn settle(columns: &mut [Vec<Spot>], links: &[(usize, usize)], room: f64) {
    for column in columns.iter_mut() {
        let mut y = HEAD;
        for spot in column {
            spot.y = y;
            y += spot.height + GAP;
        }
    }
    let of_link = |column: &[Spot], (from, to): (usize, usize)| {
        let is_it = |spot: &&Spot| match spot.item {
            Item::Node(node) => node == from || node == to,
            Item::Lane(a, b) => (a, b) == (from, to),
        };
        column.iter().position(|spot| is_it(&spot))
    };
    // The items of a link, from column to column.
    let steps: Vec<Vec<(usize, usize)>> = links
        .iter()
        .map(|link| {
            let place =
                |(index, column): (usize, &Vec<Spot>)| Some((index, of_link(column, *link)?));
            columns.iter().enumerate().filter_map(place).collect()
        })
        .collect();
    for round in 0..ROUNDS {
        let count = columns.len();
        for turn in 0..count {
            let index = if round % 2 == 0 { turn } else { count - 1 - turn };
            let mut wishes: Vec<Vec<f64>> = vec![Vec::new(); columns[index].len()];
            for pair in steps.iter().flat_map(|steps| steps.windows(2)) {
                for (one, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
                    if one.0 == index && other.0 != index {
                        wishes[one.1].push(columns[other.0][other.1].middle());
                    }
                }
            }
            place(&mut columns[index], &wishes, HEAD + room);
        }
    }
    // No room above what stands highest.
    let top = columns.iter().flatten().map(|spot| spot.y).fold(f64::INFINITY, f64::min);
    for spot in columns.iter_mut().flatten() {
        spot.y -= top - HEAD;
    }
}

fn place(column: &mut [Spot], wishes: &[Vec<f64>], bottom: f64) {
    let mut next = HEAD;
    for (spot, wishes) in column.iter_mut().zip(wishes) {
        if !wishes.is_empty() {
            spot.y = wishes.iter().sum::<f64>() / wishes.len() as f64 - spot.height / 2.0;
        }
        spot.y = spot.y.max(next);
        next = spot.y + spot.height + GAP;
    }
    let mut end = bottom;
    for spot in column.iter_mut().rev() {
        spot.y = spot.y.min(end - spot.height);
        end = spot.y - GAP;
    }
}
