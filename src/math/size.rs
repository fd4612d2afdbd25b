//! How much room a formula takes, in ems: an estimate for the layout of slides.

use super::tree::Element;

/// Width, and what stands above and below the base line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Extent {
    pub width: f64,
    pub above: f64,
    pub below: f64,
}

/// How much smaller what stands above and below is.
const SCRIPT: f64 = 0.72;

impl Extent {
    fn height(self) -> f64 {
        self.above + self.below
    }

    fn times(self, factor: f64) -> Self {
        Self { width: self.width * factor, above: self.above * factor, below: self.below * factor }
    }

    fn beside(self, other: Self) -> Self {
        Self {
            width: self.width + other.width,
            above: self.above.max(other.above),
            below: self.below.max(other.below),
        }
    }

    /// A block of this height, in the middle of the line.
    fn centred(width: f64, height: f64) -> Self {
        Self { width, above: height / 2.0 + 0.25, below: height / 2.0 - 0.25 }
    }
}

/// The room that a formula takes.
pub(super) fn of(element: &Element<'_>, is_display: bool) -> Extent {
    let part = |index: usize| {
        element.children.get(index).map(|child| of(child, is_display)).unwrap_or_default()
    };
    let script = |index: usize| part(index).times(SCRIPT);
    match element.name {
        "mi" | "mn" | "mtext" | "ms" => text(element.text, 0.0),
        "mo" => operator(element, is_display),
        "mspace" => Extent { width: space(element.attributes), ..Extent::default() },
        "mfrac" => {
            let factor = if is_display { 1.0 } else { SCRIPT };
            let (over, under) = (part(0).times(factor), part(1).times(factor));
            let width = over.width.max(under.width) + 0.2;
            Extent { width, above: over.height() + 0.35, below: (under.height() - 0.15).max(0.2) }
        }
        "msqrt" | "mroot" => {
            let inner = if element.name == "mroot" { part(0) } else { row(element, is_display) };
            Extent { width: inner.width + 0.9, above: inner.above + 0.2, below: inner.below }
        }
        "msub" => lowered(part(0), script(1)),
        "msup" => raised(part(0), script(1)),
        "msubsup" => {
            let (base, low, high) = (part(0), script(1), script(2));
            let width = base.width + low.width.max(high.width);
            Extent { width, ..lowered(base, low).beside(raised(base, high)) }
        }
        "munder" => stacked(part(0), Extent::default(), script(1)),
        "mover" => stacked(part(0), script(1), Extent::default()),
        "munderover" => stacked(part(0), script(2), script(1)),
        "mtable" => table(element, is_display),
        _ if !element.children.is_empty() => row(element, is_display),
        _ => text(element.text, 0.0),
    }
}

fn row(element: &Element<'_>, is_display: bool) -> Extent {
    let parts = element.children.iter().map(|child| of(child, is_display));
    let inner = parts.fold(Extent::default(), Extent::beside);
    if inner.height() > 0.0 { inner } else { Extent { above: 0.9, below: 0.3, ..inner } }
}

fn text(text: &str, around: f64) -> Extent {
    let count = text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).count();
    Extent { width: 0.58 * count as f64 + around, above: 0.9, below: 0.3 }
}

fn operator(element: &Element<'_>, is_display: bool) -> Extent {
    let has = |signs: &str| element.text.chars().any(|c| signs.contains(c));
    if has("∑∏∐⋃⋂⋁⋀⨁⨂∫∬∭∮") {
        let size = if is_display { 1.5 } else { 1.1 };
        return Extent::centred(size * 0.9, size * 1.2);
    }
    if has("(){}[]|∥⟨⟩⌊⌋⌈⌉,.;!′\u{2061}\u{2062}\u{2063}") {
        return text(element.text, -0.2);
    }
    let is_tight = element.attributes.contains("lspace=\"0\"");
    text(element.text, if is_tight { 0.1 } else { 0.5 })
}

fn space(attributes: &str) -> f64 {
    let width = attributes.split_once("width=\"").and_then(|(_, rest)| rest.split_once("em\""));
    width.and_then(|(number, _)| number.parse().ok()).unwrap_or(0.0)
}

fn raised(base: Extent, high: Extent) -> Extent {
    let above = base.above.max(base.above * 0.5 + high.height());
    Extent { width: base.width + high.width, above, below: base.below }
}

fn lowered(base: Extent, low: Extent) -> Extent {
    let below = base.below.max(base.below * 0.5 + low.height() * 0.75);
    Extent { width: base.width + low.width, above: base.above, below }
}

fn stacked(base: Extent, over: Extent, under: Extent) -> Extent {
    Extent {
        width: base.width.max(over.width).max(under.width),
        above: base.above + over.height(),
        below: base.below + under.height(),
    }
}

fn table(element: &Element<'_>, is_display: bool) -> Extent {
    let mut widths: Vec<f64> = Vec::new();
    let mut height = 0.0;
    for line in &element.children {
        let mut tallest: f64 = 1.2;
        for (column, cell) in line.children.iter().enumerate() {
            let cell = row(cell, is_display);
            tallest = tallest.max(cell.height());
            match widths.get_mut(column) {
                Some(width) => *width = width.max(cell.width),
                None => widths.push(cell.width),
            }
        }
        height += tallest + 0.5;
    }
    Extent::centred(widths.iter().sum::<f64>() + 0.8 * widths.len() as f64, height)
}
