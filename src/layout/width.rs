//! What is wider than its slide: it is set smaller where that mends it, and told where nothing does.
//!
//! Words and code go on in the next line, and pictures shrink. A table gets no narrower than its
//! words, and a formula has no lines; code that is a drawing means nothing in lines.

use comrak::nodes::NodeValue;

use super::measure::{CONTENT_WIDTH, Ruler};
use super::sizes::Sizes;
use crate::deck::{Attributes, Elements, Slide, place};
use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::math;
use crate::source::{Sources, Span};
use crate::theme::metrics::Role;

/// The largest step of the type scale: see fit.js.
const LARGEST: f64 = 4.0 / 3.0;
/// The size of letters that no table goes below, in pixels of the canvas.
const LEAST: f64 = 12.0;
/// What a table may have of its room: the rest is for what a measure misses.
const FULL: f64 = 0.98;
/// What stands left and right of code.
const BESIDE_CODE: f64 = 46.0;
/// Formulas are set smaller down to this: see `render/formula.rs`.
const WIDEST_FORMULA: f64 = 54.0;

/// Sees to what is wider than a slide, which is measured at its smallest size.
pub(super) fn fit(
    slide: &Slide<'_>,
    ruler: &Ruler<'_>,
    usual: Sizes,
    elements: &mut Elements,
    (sources, diagnostics): (&Sources, &mut Vec<Diagnostic>),
) {
    for node in slide.blocks.iter().flat_map(|block| block.descendants()) {
        let told = match &node.data().value {
            NodeValue::Table(_) => table(node, ruler, usual, elements),
            NodeValue::CodeBlock(code) => drawing(&code.literal, ruler, room(node)),
            NodeValue::Math(written) => formula(&written.literal, written.display_math),
            _ => None,
        };
        let Some((what, over)) = told else { continue };
        let percent = (over * 100.0).ceil();
        let span = sources.span(place(node)).map(|span| first_line(sources, span));
        diagnostics.push(
            Diagnostic::warning(
                "slide/width",
                format!(
                    "this {what} is {percent} % wider than its slide in the smallest letters that can be read"
                ),
            )
            .at(span)
            .help("take something away, or divide it"),
        );
    }
}

/// Sets a table smaller that is too wide; how much too wide it is even so.
fn table(
    node: Node<'_>,
    ruler: &Ruler<'_>,
    usual: Sizes,
    elements: &mut Elements,
) -> Option<(&'static str, f64)> {
    let room = room(node) * FULL;
    let (small, large) = (ruler.sizes.table, usual.table * LARGEST);
    let least = ruler.least_width(node, small);
    let most = ruler.least_width(node, large);
    if most <= room || most <= least {
        return None;
    }
    // Cells have a part that does not grow with their letters.
    let fits = small + (room - least) / (most - least) * (large - small);
    let is_styled = elements.get(node).is_some_and(|own| own.get("style").is_some());
    if !is_styled {
        let size = fits.max(LEAST);
        let style = format!("style=\"font-size:min(var(--table),{size:.1}px)\"");
        elements.add(node, &Attributes::parse(&style));
    }
    (least > room / FULL).then(|| ("table", least / room - 1.0))
}

/// How much a drawing in letters is too wide: a line of it that goes on in the next one destroys it.
fn drawing(code: &str, ruler: &Ruler<'_>, room: f64) -> Option<(&'static str, f64)> {
    let room = room - BESIDE_CODE;
    let size = ruler.sizes.code;
    let letter = ruler.metrics.width("0", size, Role::Code);
    let widest = code.lines().filter(|line| line.len() as f64 * letter > room && is_drawn(line));
    let widths =
        widest.map(|line| ruler.metrics.width(&line.replace('\t', "    "), size, Role::Code));
    let width = widths.fold(0.0, f64::max);
    (width > room).then(|| ("drawing", width / room - 1.0))
}

/// Whether a line is more strokes and blanks than words.
fn is_drawn(line: &str) -> bool {
    let is_stroke = |c: char| "+-|=_~.*/\\<>^".contains(c) || ('\u{2500}'..'\u{2600}').contains(&c);
    let [mut strokes, mut others] = [0_usize; 2];
    for c in line.trim().chars() {
        if is_stroke(c) {
            strokes += 1;
        } else if !c.is_whitespace() {
            others += 1;
        }
    }
    strokes > others
}

fn formula(latex: &str, is_display: bool) -> Option<(&'static str, f64)> {
    // Most are so short that they need no look.
    if latex.len() < WIDEST_FORMULA as usize {
        return None;
    }
    let width = math::read(latex, is_display).ok()?.width;
    (width > WIDEST_FORMULA).then(|| ("formula", width / WIDEST_FORMULA - 1.0))
}

/// The width that a block has where it stands.
fn room(node: Node<'_>) -> f64 {
    let mut room = CONTENT_WIDTH;
    let above: Vec<Node<'_>> = node.ancestors().skip(1).collect();
    for holder in above.into_iter().rev() {
        match &holder.data().value {
            NodeValue::BlockDirective(directive) if directive.info.trim() == "columns" => {
                let count = holder.children().count().max(1) as f64;
                room = (room - 44.0 * (count - 1.0)) / count;
            }
            NodeValue::Item(_) | NodeValue::BlockQuote => room -= 40.0,
            _ => {}
        }
    }
    room.max(100.0)
}

/// The first line of a span.
fn first_line(sources: &Sources, span: Span) -> Span {
    let text = &sources.get(span.source).text()[span.start..span.end];
    Span { end: span.start + text.find('\n').unwrap_or(text.len()), ..span }
}
