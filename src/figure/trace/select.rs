//! The order of the nodes in their columns: what is linked stands beside each other and first, then
//! what lacks something, then the rest.

use super::{Gap, MOST_LINKS, TraceFigure};

/// The nodes of each column that has any, in order, with the numbers of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ordered {
    /// The number of each column among the figure's.
    pub(super) columns: Vec<usize>,
    /// The nodes of each.
    pub(super) nodes: Vec<Vec<usize>>,
    /// The links, from the earlier column to the later.
    pub(super) links: Vec<(usize, usize)>,
    /// The place of each node's column in `columns`.
    pub(super) place: Vec<usize>,
}

pub(super) fn order(figure: &TraceFigure) -> Ordered {
    let count = figure.nodes.len();
    let mut used = vec![false; figure.columns.len()];
    for node in &figure.nodes {
        if let Some(column) = used.get_mut(node.column) {
            *column = true;
        }
    }
    let columns: Vec<usize> = (0..used.len()).filter(|column| used[*column]).collect();
    let mut places = vec![0; used.len()];
    for (place, column) in columns.iter().enumerate() {
        places[*column] = place;
    }
    // A column that nobody named is the last.
    let last = columns.len().saturating_sub(1);
    let of = |column: usize| places.get(column).copied().unwrap_or(last);
    let place: Vec<usize> = figure.nodes.iter().map(|node| of(node.column)).collect();
    let is_link = |(from, to): &(usize, usize)| *from < count && *to < count && from != to;
    let turned = |(from, to): (usize, usize)| {
        if place[from] <= place[to] { (from, to) } else { (to, from) }
    };
    let mut links: Vec<(usize, usize)> =
        figure.links.iter().copied().filter(is_link).take(MOST_LINKS).map(turned).collect();
    links.sort_unstable();
    links.dedup();
    let mut nodes = vec![Vec::new(); columns.len()];
    let mut all: Vec<usize> = (0..count).collect();
    let rank = ranks(figure, &links);
    all.sort_by_key(|node| (rank[*node], *node));
    for node in all {
        if let Some(column) = nodes.get_mut(place[node]) {
            column.push(node);
        }
    }
    let mut ordered = Ordered { columns, nodes, links, place };
    untangle(&mut ordered, &rank);
    ordered
}

/// Where each node belongs in order: with those that it is linked with, by the first of them.
fn ranks(figure: &TraceFigure, links: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let count = figure.nodes.len();
    let mut parent: Vec<usize> = (0..count).collect();
    for (from, to) in links {
        let (one, other) = (root(&mut parent, *from), root(&mut parent, *to));
        parent[one.max(other)] = one.min(other);
    }
    let mut is_linked = vec![false; count];
    for (from, to) in links {
        is_linked[*from] = true;
        is_linked[*to] = true;
    }
    let rank = |node: usize| match (is_linked[node], figure.nodes[node].gap) {
        (true, _) => 0,
        (false, Gap::None) => 2,
        (false, _) => 1,
    };
    (0..count).map(|node| (rank(node), root(&mut parent, node))).collect()
}

/// The first node of those that a node is linked with.
fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// Orders the nodes that belong together by where those stand that they are linked with.
fn untangle(ordered: &mut Ordered, rank: &[(usize, usize)]) {
    let columns = ordered.nodes.len();
    let mut at = vec![0.0; rank.len()];
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); rank.len()];
    for (from, to) in &ordered.links {
        beside[*from].push(*to);
        beside[*to].push(*from);
    }
    let place = &ordered.place;
    let stand = |nodes: &[Vec<usize>], at: &mut [f64]| {
        for column in nodes {
            for (index, node) in column.iter().enumerate() {
                at[*node] = index as f64;
            }
        }
    };
    stand(&ordered.nodes, &mut at);
    let forwards = (1..columns).map(|column| (column, true));
    let backwards = (0..columns.saturating_sub(1)).rev().map(|column| (column, false));
    for (column, is_forward) in forwards.chain(backwards) {
        let wish = |node: usize| {
            let others = beside[node].iter().filter(|other| match is_forward {
                true => place[**other] < column,
                false => place[**other] > column,
            });
            let places: Vec<f64> = others.map(|other| at[*other]).collect();
            let sum: f64 = places.iter().sum();
            if places.is_empty() { at[node] } else { sum / places.len() as f64 }
        };
        let mut wishes: Vec<(usize, f64)> =
            ordered.nodes[column].iter().map(|node| (*node, wish(*node))).collect();
        wishes.sort_by(|a, b| rank[a.0].cmp(&rank[b.0]).then(a.1.total_cmp(&b.1)));
        ordered.nodes[column] = wishes.into_iter().map(|(node, _)| node).collect();
        stand(&ordered.nodes[column..=column], &mut at);
    }
}
