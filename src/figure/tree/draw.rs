//! Writes a tree that has its places.

use super::divide::TreePart;
use super::layout::{LEGEND, MARK};
use super::places::{Direction, Laid, PAD, Spot};
use super::{Leaf, Reveal, StatementKind};
use crate::figure::svg::{Anchor, Ink, Style, Svg, point};
use crate::figure::text::line;
use crate::figure::{Drawing, Frame, Rect};
use crate::words::say;

const RADIUS: f64 = 8.0;

pub(super) fn draw(laid: &Laid<'_>, part: &TreePart, reveal: Reveal, frame: &Frame<'_>) -> Drawing {
    let mut svg = Svg::default();
    let levels = laid.spots.iter().map(|spot| spot.level + 1).max().unwrap_or(0);
    for level in 0..levels {
        // The first level is there from the beginning.
        if reveal == Reveal::Stepwise && level > 0 {
            svg.open("fragment", &format!(" data-fragment-index=\"{}\"", level - 1));
        } else {
            svg.open("", "");
        }
        let of_level = || laid.spots.iter().filter(move |spot| spot.level == level);
        for spot in of_level() {
            edge(&mut svg, laid, spot);
        }
        for spot in of_level() {
            card(&mut svg, spot, laid.size);
        }
        svg.close();
    }
    legend(&mut svg, laid, part, frame);
    let count = |leaf| laid.spots.iter().filter(|spot| spot.card.leaf == leaf).count();
    let questions = laid.spots.iter().flat_map(|spot| &spot.card.sections);
    let questions = questions.filter(|section| section.role == StatementKind::Question).count();
    let say = say::words();
    let description = say::fill_all(
        say.described_tree,
        &[
            &say::counted(say.questions, questions),
            &say::counted(say.root_causes, count(Leaf::RootCause)),
            &say::counted(say.left_open, count(Leaf::Open)),
        ],
    );
    svg.finish(frame, "whys", laid.height, &description, laid.spots.len())
}

/// The leader from the question above to a card.
fn edge(svg: &mut Svg, laid: &Laid<'_>, spot: &Spot<'_>) {
    let Some((parent, section)) = spot.parent else { return };
    let above = &laid.spots[parent];
    let (top, bottom) = above.section(section, laid.size);
    let (from, to) = match laid.direction {
        Direction::Right => (
            (above.x + above.width, above.y + (top + bottom) / 2.0),
            (spot.x, spot.y + spot.height / 2.0),
        ),
        Direction::Down => (
            (above.x + above.width / 2.0, above.y + above.height),
            (spot.x + spot.width / 2.0, spot.y),
        ),
    };
    let (one, other) = match laid.direction {
        Direction::Right => {
            let x = (from.0 + to.0) / 2.0;
            ((x, from.1), (x, to.1))
        }
        Direction::Down => {
            let y = (from.1 + to.1) / 2.0;
            ((from.0, y), (to.0, y))
        }
    };
    let path = format!(
        "M{}C{} {} {}",
        point(from.0, from.1),
        point(one.0, one.1),
        point(other.0, other.1),
        point(to.0, to.1)
    );
    svg.path(&path, Ink::None, Ink::Muted, 2.5, "");
}

fn card(svg: &mut Svg, spot: &Spot<'_>, size: f64) {
    let rect = Rect { x: spot.x, y: spot.y, width: spot.width, height: spot.height };
    let (fill, stroke, more) = match spot.card.leaf {
        Leaf::RootCause => (Ink::WarmSoft, Ink::Warm, ""),
        Leaf::Open => (Ink::Background, Ink::Accent, " stroke-dasharray=\"9 6\""),
        Leaf::None | Leaf::More => (Ink::Surface, Ink::Line, ""),
    };
    svg.rect(rect, RADIUS, fill, &format!(" stroke=\"{}\" stroke-width=\"2\"{more}", stroke.css()));
    svg.occupy(rect);
    // Questions stand on their own colour, below the answer that sparked them.
    let questions: Vec<usize> = (0..spot.words.len())
        .filter(|index| spot.card.sections[*index].role == StatementKind::Question)
        .collect();
    if spot.card.leaf != Leaf::Open
        && let (Some(first), Some(last)) = (questions.first(), questions.last())
    {
        let top = spot.section(*first, size).0;
        let bottom = spot.section(*last, size).1;
        svg.path(&plate(&rect, top, bottom), Ink::AccentSoft, Ink::None, 0.0, "");
    }
    let marked = spot.card.leaf != Leaf::None;
    for (index, words) in spot.words.iter().enumerate() {
        let (top, bottom) = spot.section(index, size);
        let is_question = spot.card.sections[index].role == StatementKind::Question;
        let ink = if is_question { Ink::Accent } else { Ink::Ink };
        let mut y = spot.y + (top + bottom - words.height(size)) / 2.0 + size * 0.95;
        for runs in &words.lines {
            let style = Style { size, ink, bold: is_question, anchor: Anchor::Start };
            svg.runs((spot.x + PAD, y), runs, style);
            y += line(size);
        }
    }
    if marked {
        mark(
            svg,
            spot.card.leaf,
            (rect.x + rect.width - PAD - MARK / 2.0 + 3.0, rect.y + rect.height / 2.0),
        );
    }
}

/// The lower part of a card, with its round corners; both corners where it is all of it.
fn plate(card: &Rect, top: f64, bottom: f64) -> String {
    let left = card.x + 1.0;
    let right = card.x + card.width - 1.0;
    let top = card.y + top + if top > 0.0 { 0.0 } else { 1.0 };
    let bottom = card.y + bottom - 1.0;
    let r = RADIUS - 1.0;
    let upper = if top > card.y + 2.0 { 0.0 } else { r };
    format!(
        "M{}L{}Q{} {}L{}Q{} {}L{}Q{} {}L{}Q{} {}Z",
        point(left, top + upper),
        point(left, bottom - r),
        point(left, bottom),
        point(left + r, bottom),
        point(right - r, bottom),
        point(right, bottom),
        point(right, bottom - r),
        point(right, top + upper),
        point(right, top),
        point(right - upper, top),
        point(left + upper, top),
        point(left, top),
        point(left, top + upper),
    )
}

/// A lozenge for a root cause, a ring for an open question, an arrow for what goes on elsewhere.
fn mark(svg: &mut Svg, leaf: Leaf, (x, y): (f64, f64)) {
    match leaf {
        Leaf::RootCause => {
            let path = format!(
                "M{}L{}L{}L{}Z",
                point(x, y - 8.0),
                point(x + 8.0, y),
                point(x, y + 8.0),
                point(x - 8.0, y)
            );
            svg.path(&path, Ink::Warm, Ink::None, 0.0, "");
        }
        Leaf::Open => svg.circle((x, y), 6.0, Ink::None, Ink::Accent, 3.0),
        Leaf::More => {
            let path = format!(
                "M{}L{}L{}",
                point(x - 5.0, y - 8.0),
                point(x + 4.0, y),
                point(x - 5.0, y + 8.0)
            );
            svg.path(
                &path,
                Ink::None,
                Ink::Muted,
                3.0,
                " stroke-linecap=\"round\" stroke-linejoin=\"round\"",
            );
        }
        Leaf::None => {}
    }
}

/// What the marks mean, for those that are there, and the part's remark.
fn legend(svg: &mut Svg, laid: &Laid<'_>, part: &TreePart, frame: &Frame<'_>) {
    let y = laid.height - LEGEND + 26.0;
    let style = Style { size: 18.0, ink: Ink::Muted, bold: false, anchor: Anchor::Start };
    let mut x = 0.0;
    for (leaf, words) in [
        (Leaf::RootCause, say::words().root_cause_mark),
        (Leaf::Open, say::words().open_question),
        (Leaf::More, say::words().goes_on_elsewhere),
    ] {
        if !laid.spots.iter().any(|spot| spot.card.leaf == leaf) {
            continue;
        }
        mark(svg, leaf, (x + 9.0, y - 6.0));
        svg.text((x + 24.0, y), words, style);
        let width = frame.text.width(words, 18.0, false);
        svg.occupy(Rect { x, y: y - 17.0, width: width + 24.0, height: 22.0 });
        x += width + 24.0 + 30.0;
    }
    if !part.remark.is_empty() {
        let width = frame.text.width(&part.remark, 18.0, false);
        if x + width <= frame.width {
            svg.text((frame.width, y), &part.remark, Style { anchor: Anchor::End, ..style });
            svg.occupy(Rect { x: frame.width - width, y: y - 17.0, width, height: 22.0 });
        }
    }
}
