//! What follows from what: nodes in columns, with lines between those that are linked.
//!
//! 1. [`select`] puts the nodes in order, those that are linked first, and takes as many as fit.
//! 2. [`layout`] finds places: linked nodes beside each other, and a lane for each line that passes
//!    a column.
//! 3. [`mod@draw`] writes the figure; what has no room is counted below its column.

mod draw;
mod layout;
mod select;

use super::{Drawing, Frame};
use layout::Laid;

/// A figure of more nodes is not drawn.
pub const MOST_NODES: usize = 10_000;
/// Links beyond these are left out.
const MOST_LINKS: usize = 20_000;

/// What a node lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gap {
    /// Nothing.
    #[default]
    None,
    /// Nothing is done about it.
    Unaddressed,
    /// It follows from nothing.
    Unfounded,
}

/// A node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraceNode {
    /// The number of its column.
    pub column: usize,
    /// What links call it.
    pub id: String,
    /// The words.
    pub text: String,
    /// What it lacks.
    pub gap: Gap,
}

/// All that is to be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraceFigure {
    /// The titles of the columns; one without a node is left out.
    pub columns: Vec<String>,
    /// The nodes, in any order.
    pub nodes: Vec<TraceNode>,
    /// What leads to what, by the nodes' numbers.
    pub links: Vec<(usize, usize)>,
}

/// The figure; none without a node, or with more than can be drawn.
#[must_use]
pub fn draw(figure: &TraceFigure, frame: &Frame<'_>) -> Option<Drawing> {
    let laid = laid(figure, frame)?;
    Some(draw::draw(figure, &laid, frame))
}

/// The numbers of the nodes that have no room in the figure.
#[must_use]
pub fn hidden(figure: &TraceFigure, frame: &Frame<'_>) -> Vec<usize> {
    let Some(laid) = laid(figure, frame) else { return (0..figure.nodes.len()).collect() };
    let mut is_shown = vec![false; figure.nodes.len()];
    for node in laid.nodes() {
        is_shown[node] = true;
    }
    (0..figure.nodes.len()).filter(|node| !is_shown[*node]).collect()
}

fn laid(figure: &TraceFigure, frame: &Frame<'_>) -> Option<Laid> {
    if figure.nodes.is_empty() || figure.nodes.len() > MOST_NODES {
        return None;
    }
    layout::lay(figure, &select::order(figure), frame)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::{Rect, SMALLEST};
    use crate::theme::metrics::Metrics;

    fn node(column: usize, id: &str, gap: Gap) -> TraceNode {
        let text = format!("{id} is what somebody found out");
        TraceNode { column, id: id.to_owned(), text, gap }
    }

    fn with_frame<T>(read: impl Fn(&Frame<'_>) -> T) -> T {
        let text = Metrics::default();
        read(&Frame { id: "f", title: "A trace", width: 1160.0, height: 512.0, text: &text })
    }

    fn titles() -> Vec<String> {
        ["Causes", "Lessons", "Corrective actions", "Action items"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_is_linked_stands_beside_each_other_and_gaps_have_words() {
        let figure = TraceFigure {
            columns: titles(),
            nodes: vec![
                node(0, "W1", Gap::None),
                node(0, "W2", Gap::Unaddressed),
                node(1, "L1", Gap::None),
                node(3, "AI-1", Gap::Unfounded),
                node(3, "AI-2", Gap::None),
            ],
            links: vec![(0, 2), (2, 4), (0, 99), (1, 1)],
        };
        let drawing = with_frame(|frame| draw(&figure, frame)).expect("a figure");
        assert_eq!(drawing.shown, 5);
        for words in ["no action yet", "follows from nothing", ">Causes<", ">Action items<"] {
            assert!(drawing.svg.contains(words), "{words}");
        }
        // No node is a corrective action.
        assert!(!drawing.svg.contains("Corrective actions"), "{}", drawing.svg);
        let laid = with_frame(|frame| laid(&figure, frame)).expect("places");
        let middle = |wanted: usize| {
            let all = laid.columns.iter().flatten();
            all.into_iter()
                .find(|spot| spot.item == layout::Item::Node(wanted))
                .map(layout::Spot::middle)
                .expect("a card")
        };
        assert!((middle(0) - middle(2)).abs() < 1.0 && (middle(2) - middle(4)).abs() < 1.0);
    }

    #[test]
    fn what_has_no_room_is_counted_and_gaps_are_shown_first() {
        let gap = |number| if number == 39 { Gap::Unaddressed } else { Gap::None };
        let mut nodes: Vec<TraceNode> =
            (0..40).map(|number| node(0, &format!("W{number}"), gap(number))).collect();
        nodes.extend((0..40).map(|number| node(3, &format!("AI-{number}"), Gap::None)));
        let links = (0..40).map(|number| (number, number + 40)).collect();
        let figure = TraceFigure { columns: titles(), nodes, links };
        let hidden = with_frame(|frame| hidden(&figure, frame));
        let drawing = with_frame(|frame| draw(&figure, frame)).expect("a figure");
        assert_eq!(drawing.shown + hidden.len(), 80);
        assert!(!hidden.contains(&39), "{hidden:?}");
        let of_first = hidden.iter().filter(|node| **node < 40).count();
        assert!(drawing.svg.contains(&format!("{of_first} more in the table")), "{hidden:?}");
    }

    #[test]
    fn thousands_of_nodes_are_drawn_or_turned_away() {
        let nodes: Vec<TraceNode> =
            (0..MOST_NODES).map(|number| node(number % 4, "N", Gap::None)).collect();
        let links = (0..MOST_NODES * 3).map(|at| (at % 7919, (at * 31) % MOST_NODES)).collect();
        let mut figure = TraceFigure { columns: titles(), nodes, links };
        assert!(with_frame(|frame| draw(&figure, frame)).is_some());
        figure.nodes.push(node(0, "N", Gap::None));
        assert!(with_frame(|frame| draw(&figure, frame)).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

        #[test]
        fn nothing_overlaps_leaves_the_canvas_or_is_lost(
            parts in prop::collection::vec((0_usize..5, 0_usize..40, 0_usize..3), 1..60),
            links in prop::collection::vec((0_usize..60, 0_usize..60), 0..80),
            height in 200.0_f64..600.0,
        ) {
            let nodes: Vec<TraceNode> = parts.iter().enumerate().map(|(at, (column, words, gap))| {
                let gap = [Gap::None, Gap::Unaddressed, Gap::Unfounded][*gap];
                TraceNode { column: *column, id: format!("N{at}"), text: "words ".repeat(*words), gap }
            }).collect();
            let figure = TraceFigure { columns: titles(), nodes, links };
            let text = Metrics::default();
            let frame = Frame { id: "f", title: "", width: 1160.0, height, text: &text };
            if let Some(drawing) = draw(&figure, &frame) {
                let canvas = Rect { x: 0.0, y: 0.0, width: frame.width, height: drawing.height };
                prop_assert!(drawing.height <= height + 0.01);
                for (at, rect) in drawing.boxes.iter().enumerate() {
                    prop_assert!(canvas.holds(rect), "{:?} in {:?}", rect, canvas);
                    let other = drawing.boxes[at + 1..].iter().find(|other| other.overlaps(rect));
                    prop_assert!(other.is_none(), "{:?} and {:?}", rect, other);
                }
                prop_assert_eq!(drawing.shown + hidden(&figure, &frame).len(), figure.nodes.len());
                let sizes = drawing.svg.split("font-size=\"").skip(1);
                let sizes = sizes.filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok());
                prop_assert!(sizes.into_iter().all(|size| size >= SMALLEST));
            }
        }
    }
}
