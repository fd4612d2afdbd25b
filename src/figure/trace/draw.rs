//! Writes a trace that has its places.

use super::layout::{Item, Laid, PAD, REST, Spot, tag};
use super::{Gap, TraceFigure};
use crate::figure::svg::{Anchor, Ink, Shape, Style, Svg, point};
use crate::figure::text::{Run, line, wrap};
use crate::figure::{Drawing, Frame, Rect, SMALLEST};
use crate::words::say;

const RADIUS: f64 = 8.0;

pub(super) fn draw(figure: &TraceFigure, laid: &Laid, frame: &Frame<'_>) -> Drawing {
    let mut svg = Svg::default();
    for link in &laid.links {
        lead(&mut svg, laid, *link);
    }
    for (index, column) in laid.columns.iter().enumerate() {
        let x = index as f64 * laid.stride;
        let title = figure.columns.get(laid.titles[index]).map_or("", String::as_str);
        small(&mut svg, (x, 20.0), title, true, laid.width, frame);
        for spot in column {
            if let Item::Node(node) = spot.item {
                card(&mut svg, figure, node, laid.rect(index, spot), spot, laid.size);
            }
        }
        let rest = laid.rest[index];
        if rest > 0 {
            let words = say::fill(say::words().more_in_table, rest);
            let end = laid.height - REST + 22.0;
            small(&mut svg, (x, end), &words, false, laid.width, frame);
        }
    }
    let lacks = |gap| figure.nodes.iter().filter(|node| node.gap == gap).count().to_string();
    let description = say::fill_all(
        say::words().described_trace,
        &[
            &figure.nodes.len().to_string(),
            &figure.links.len().to_string(),
            &lacks(Gap::Unaddressed),
            &lacks(Gap::Unfounded),
        ],
    );
    svg.finish(frame, "trace", laid.height, &description, laid.nodes().count())
}

/// A line of small words, cut where a column ends.
fn small(
    svg: &mut Svg,
    (x, y): (f64, f64),
    words: &str,
    bold: bool,
    width: f64,
    frame: &Frame<'_>,
) {
    let wrapped = wrap(frame.text, &[Run { text: words.to_owned(), bold }], SMALLEST, width, 1);
    let style = Style { size: SMALLEST, ink: Ink::Muted, bold, anchor: Anchor::Start };
    for runs in &wrapped.lines {
        svg.runs((x, y), runs, style);
        svg.occupy(Rect { x, y: y - 17.0, width: wrapped.width, height: 22.0 });
    }
}

/// Where a link leaves something, or comes to it.
struct Port {
    from: (f64, f64),
    to: (f64, f64),
    is_node: bool,
}

/// The line of a link, from column to column.
fn lead(svg: &mut Svg, laid: &Laid, link: (usize, usize)) {
    let is_it = |spot: &Spot| match spot.item {
        Item::Node(node) => node == link.0 || node == link.1,
        Item::Lane(from, to) => (from, to) == link,
    };
    let mut ports: Vec<Port> = Vec::new();
    for (index, column) in laid.columns.iter().enumerate() {
        for spot in column.iter().filter(|spot| is_it(spot)) {
            let Rect { x, width, .. } = laid.rect(index, spot);
            let y = spot.middle();
            let is_node = matches!(spot.item, Item::Node(_));
            ports.push(Port { from: (x + width, y), to: (x, y), is_node });
        }
    }
    let mut path = String::new();
    let first = ports.first().map(|port| port.to.0);
    if ports.len() == 2 && ports.iter().all(|port| Some(port.to.0) == first) {
        path = beside(svg, &ports, laid);
    } else {
        for pair in ports.windows(2) {
            let (start, end) = (pair[0].from, pair[1].to);
            if path.is_empty() {
                path = format!("M{}", point(start.0, start.1));
            } else if !pair[0].is_node {
                path.push_str(&format!("L{}", point(start.0, start.1)));
            }
            // The line ends where its head begins.
            let end = if pair[1].is_node { (end.0 - 9.0, end.1) } else { end };
            let middle = (start.0 + end.0) / 2.0;
            path.push_str(&format!(
                "C{} {} {}",
                point(middle, start.1),
                point(middle, end.1),
                point(end.0, end.1)
            ));
        }
        if let Some((x, y)) = ports.last().map(|port| port.to) {
            head(svg, (x, y), -1.0);
        }
    }
    svg.path(&path, Ink::None, Ink::Muted, 2.5, "");
}

/// A link within a column goes round at its side: at the right, but for the last column.
fn beside(svg: &mut Svg, ports: &[Port], laid: &Laid) -> String {
    let is_last = laid.columns.len() > 1
        && ports[0].to.0 + 1.0 > laid.stride * (laid.columns.len() - 1) as f64;
    let side = if is_last { -1.0 } else { 1.0 };
    let end = |port: &Port| if is_last { port.to } else { port.from };
    let (start, stop) = (end(&ports[0]), end(&ports[1]));
    head(svg, stop, side);
    format!(
        "M{}C{} {} {}",
        point(start.0, start.1),
        point(start.0 + 24.0 * side, start.1),
        point(stop.0 + 28.0 * side, stop.1),
        point(stop.0 + 9.0 * side, stop.1)
    )
}

/// The head of an arrow that ends at a card.
fn head(svg: &mut Svg, (x, y): (f64, f64), side: f64) {
    let back = x + 10.0 * side;
    let path =
        format!("M{}L{}L{}Z", point(x + side, y), point(back, y - 6.0), point(back, y + 6.0));
    svg.path(&path, Ink::Muted, Ink::None, 0.0, "");
}

fn card(svg: &mut Svg, figure: &TraceFigure, node: usize, rect: Rect, spot: &Spot, size: f64) {
    let gap = figure.nodes[node].gap;
    let (fill, stroke, more) = match gap {
        Gap::None => (Ink::Surface, Ink::Line, ""),
        Gap::Unaddressed => (Ink::WarmSoft, Ink::Warm, " stroke-dasharray=\"9 6\""),
        Gap::Unfounded => (Ink::AmberSoft, Ink::Amber, " stroke-dasharray=\"3 5\""),
    };
    svg.rect(rect, RADIUS, fill, &format!(" stroke=\"{}\" stroke-width=\"2\"{more}", stroke.css()));
    svg.occupy(rect);
    let mut y = rect.y + PAD + size * 0.95;
    let style = Style { size, ink: Ink::Ink, bold: false, anchor: Anchor::Start };
    for runs in spot.words.iter().flat_map(|words| &words.lines) {
        svg.runs((rect.x + PAD, y), runs, style);
        y += line(size);
    }
    if gap != Gap::None {
        let y = rect.y + rect.height - PAD - 4.0;
        let shape = if gap == Gap::Unaddressed { Shape::Disc } else { Shape::Diamond };
        svg.mark(shape, (rect.x + PAD + 7.0, y - 6.0), 6.0, [Ink::Background, stroke], 2.5);
        let style = Style { size: SMALLEST, ink: stroke, bold: true, anchor: Anchor::Start };
        svg.text((rect.x + PAD + 22.0, y), tag(gap), style);
    }
}
