//! Charts: lines, areas or bars over numbers, times or categories, with events marked.
//!
//! 1. [`plan`] finds the axes, their ticks and the plot's rectangle.
//! 2. [`series`] thins long lines out, so that they look the same, and breaks them where values are
//!    missing.
//! 3. [`mod@draw`] writes it all.
//!
//! Chart crates were looked at (charts-rs, plotters, poloto): they take colours as fixed numbers,
//! not as the theme's variables, or have no say over where text goes and how small it gets.

mod draw;
pub mod plan;
pub mod series;

use jiff::tz::TimeZone;

use super::{Drawing, Frame};

/// How values are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each is the chart of its name")]
pub enum Kind {
    #[default]
    Line,
    Area,
    Bar,
}

/// What values stand over.
#[derive(Debug, Clone, PartialEq)]
pub enum Across {
    /// Numbers.
    Numbers,
    /// Seconds since 1970, in a zone.
    Times {
        /// The zone.
        zone: TimeZone,
        /// Whether the days are the real ones.
        dated: bool,
    },
    /// Names; a value's place is the name's index.
    Names(Vec<String>),
}

/// A row of values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Places and values; a value that is not known is a gap.
    pub points: Vec<(f64, Option<f64>)>,
}

/// What to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// How.
    pub kind: Kind,
    /// What the values stand over.
    pub across: Across,
    /// The values.
    pub series: Vec<Series>,
    /// Events: a place and a word each.
    pub markers: Vec<(f64, String)>,
    /// The unit of the values; may be empty.
    pub unit: String,
    /// The title of the axis below; may be empty.
    pub x_title: String,
    /// The title of the values; may be empty.
    pub y_title: String,
}

impl Chart {
    /// The least and the largest value of all series.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        let values = self
            .series
            .iter()
            .flat_map(|series| series.points.iter().filter_map(|(_, value)| *value));
        values.filter(|value| value.is_finite()).fold(None, |range, value| match range {
            None => Some((value, value)),
            Some((low, high)) => Some((value.min(low), value.max(high))),
        })
    }

    /// The first and the last place of all series.
    #[must_use]
    pub fn extent(&self) -> Option<(f64, f64)> {
        let places = self.series.iter().flat_map(|series| series.points.iter().map(|(at, _)| *at));
        places.filter(|at| at.is_finite()).fold(None, |range, at| match range {
            None => Some((at, at)),
            Some((low, high)) => Some((at.min(low), at.max(high))),
        })
    }
}

/// Draws a chart; none when it has no value.
#[must_use]
pub fn draw(chart: &Chart, frame: &Frame<'_>) -> Option<Drawing> {
    let plan = plan::plan(chart, frame)?;
    Some(draw::draw(chart, &plan, frame))
}
