//! Writes SVG in the theme's colours, and a table of the same data.

use std::fmt::Write;

use super::text::Run;
use super::{Frame, Rect};

/// A colour of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the theme's colour of its name")]
pub enum Ink {
    Background,
    Surface,
    Ink,
    Muted,
    Line,
    Accent,
    AccentSoft,
    Warm,
    WarmSoft,
    Good,
    GoodSoft,
    Amber,
    AmberSoft,
    Violet,
    VioletSoft,
    None,
}

impl Ink {
    /// As an attribute takes it.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Self::Background => "var(--wd-color-background)",
            Self::Surface => "var(--wd-color-surface)",
            Self::Ink => "var(--wd-color-ink)",
            Self::Muted => "var(--wd-color-muted)",
            Self::Line => "var(--wd-color-line)",
            Self::Accent => "var(--wd-color-accent)",
            Self::AccentSoft => "var(--wd-color-accent-soft)",
            Self::Warm => "var(--wd-color-warm)",
            Self::WarmSoft => "var(--wd-color-warm-soft)",
            Self::Good => "var(--wd-color-good)",
            Self::GoodSoft => "var(--wd-color-good-soft)",
            Self::Amber => "var(--wd-color-amber)",
            Self::AmberSoft => "var(--wd-color-amber-soft)",
            Self::Violet => "var(--wd-color-violet)",
            Self::VioletSoft => "var(--wd-color-violet-soft)",
            Self::None => "none",
        }
    }

    /// The pale tone of a strong colour.
    #[must_use]
    pub fn soft(self) -> Self {
        match self {
            Self::Accent => Self::AccentSoft,
            Self::Warm => Self::WarmSoft,
            Self::Good => Self::GoodSoft,
            Self::Amber => Self::AmberSoft,
            Self::Violet => Self::VioletSoft,
            other => other,
        }
    }
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The size in pixels.
    pub size: f64,
    /// The colour.
    pub ink: Ink,
    /// Whether it is bold.
    pub bold: bool,
    /// Where it stands.
    pub anchor: Anchor,
}

/// The shape of a marker: what a colour says is said by it, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Shape {
    Disc,
    Square,
    Diamond,
    Triangle,
}

impl Shape {
    /// Shapes for the parts of a chart, by their number.
    #[must_use]
    pub fn of(number: usize) -> Self {
        [Self::Disc, Self::Square, Self::Diamond, Self::Triangle][number % 4]
    }
}

/// An SVG being written.
#[derive(Debug)]
pub struct Svg {
    body: String,
    boxes: Vec<Rect>,
}

impl Default for Svg {
    fn default() -> Self {
        Self { body: String::with_capacity(4096), boxes: Vec::new() }
    }
}

impl Svg {
    /// A rectangle with round corners.
    pub fn rect(&mut self, rect: Rect, radius: f64, fill: Ink, more: &str) {
        let Rect { x, y, width, height } = rect;
        let round = if radius > 0.0 { format!(" rx=\"{}\"", Px(radius)) } else { String::new() };
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{round} fill=\"{}\"{more}/>",
            Px(x),
            Px(y),
            Px(width.max(0.0)),
            Px(height.max(0.0)),
            fill.css()
        );
    }

    /// A line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64, more: &str) {
        let _ = write!(
            self.body,
            "<path d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{more}/>",
            Px(from.0),
            Px(from.1),
            Px(to.0),
            Px(to.1),
            ink.css(),
            Px(width)
        );
    }

    /// A path.
    pub fn path(&mut self, path: &str, fill: Ink, stroke: Ink, width: f64, more: &str) {
        let _ = write!(
            self.body,
            "<path d=\"{path}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{more}/>",
            fill.css(),
            stroke.css(),
            Px(width)
        );
    }

    /// A circle.
    pub fn circle(&mut self, at: (f64, f64), radius: f64, fill: Ink, stroke: Ink, width: f64) {
        let _ = write!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
            Px(at.0),
            Px(at.1),
            Px(radius),
            fill.css(),
            stroke.css(),
            Px(width)
        );
    }

    /// A marker of a shape; all are about as large as a disc of that radius.
    pub fn mark(
        &mut self,
        shape: Shape,
        (x, y): (f64, f64),
        radius: f64,
        [fill, stroke]: [Ink; 2],
        width: f64,
    ) {
        let corners: &[(f64, f64)] = match shape {
            Shape::Disc => return self.circle((x, y), radius, fill, stroke, width),
            Shape::Square => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
            Shape::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            Shape::Triangle => &[(0.0, -1.2), (1.2, 0.9), (-1.2, 0.9)],
        };
        let mut path = String::new();
        for (dx, dy) in corners {
            path.push(if path.is_empty() { 'M' } else { 'L' });
            path.push_str(&point(x + dx * radius, y + dy * radius));
        }
        path.push('Z');
        self.path(&path, fill, stroke, width, "");
    }

    /// A line of text; `at` is on its base line.
    pub fn text(&mut self, at: (f64, f64), text: &str, style: Style) {
        self.runs(at, &[Run { text: text.to_owned(), bold: style.bold }], style);
    }

    /// A line of text in runs; bold ones may have a colour of their own.
    pub fn runs(&mut self, at: (f64, f64), runs: &[Run], style: Style) {
        self.tinted(at, runs, style, style.ink);
    }

    /// The same, with bold runs in `bold`.
    pub fn tinted(&mut self, at: (f64, f64), runs: &[Run], style: Style, bold: Ink) {
        let anchor = match style.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let all_bold = runs.iter().all(|run| run.bold);
        let weight = if all_bold { " font-weight=\"700\"" } else { "" };
        let ink = if all_bold { bold } else { style.ink };
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{anchor}{weight}>",
            Px(at.0),
            Px(at.1),
            Px(style.size),
            ink.css()
        );
        for run in runs {
            if run.bold && !all_bold {
                let words = escape(&run.text);
                let _ = write!(
                    self.body,
                    "<tspan font-weight=\"700\" fill=\"{}\">{words}</tspan>",
                    bold.css()
                );
            } else {
                self.body.push_str(&escape(&run.text));
            }
        }
        self.body.push_str("</text>");
    }

    /// Opens a group; `class` may be empty, `more` are further attributes.
    pub fn open(&mut self, class: &str, more: &str) {
        let _ = if class.is_empty() {
            write!(self.body, "<g{more}>")
        } else {
            write!(self.body, "<g class=\"{class}\"{more}>")
        };
    }

    /// Closes the group opened last.
    pub fn close(&mut self) {
        self.body.push_str("</g>");
    }

    /// Remembers where something stands that nothing else may cover.
    pub fn occupy(&mut self, rect: Rect) {
        self.boxes.push(rect);
    }

    /// The whole element.
    #[must_use]
    pub fn finish(
        self,
        frame: &Frame<'_>,
        kind: &str,
        height: f64,
        description: &str,
        shown: usize,
    ) -> super::Drawing {
        let id = escape(frame.id);
        let width = Px(frame.width);
        let height_px = Px(height);
        let svg = format!(
            "<svg class=\"wd-{kind}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height_px}\" \
             width=\"{width}\" height=\"{height_px}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            escape(frame.title),
            escape(description),
            self.body
        );
        super::Drawing { svg, height, boxes: self.boxes, shown }
    }
}

/// A number of pixels, to a tenth.
struct Px(f64);

impl std::fmt::Display for Px {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // No negative zero.
        write!(out, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}

/// A pair of coordinates in a path.
#[must_use]
pub fn point(x: f64, y: f64) -> String {
    format!("{} {}", Px(x), Px(y))
}

/// Text as XML, in elements and in quoted attributes; characters that XML has no place for are left
/// out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

/// A table for screen readers: the theme clips it to a pixel.
#[must_use]
pub fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out =
        format!("<div class=\"wd-sr\"><table><caption>{}</caption><thead><tr>", escape(caption));
    for cell in head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(cell));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<td>{}</td>", escape(cell));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    out
}
