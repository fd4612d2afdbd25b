//! How large text is.

use std::collections::BTreeMap;

/// The theme's sizes at a factor, none below its floor: as theme.css has them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    /// Running text.
    pub body: f64,
    /// Asides.
    pub small: f64,
    /// Tables.
    pub table: f64,
    pub code: f64,
    /// Footnotes and labels.
    pub label: f64,
    /// Headings of level 1 to 4 and below.
    pub heading: [f64; 4],
}

/// No table of events has smaller text.
const EVENTS: f64 = 21.0;

impl Sizes {
    /// The sizes of a slide, which may be one of a table of events.
    #[must_use]
    pub(crate) fn of_events(self, is_one: bool) -> Self {
        Self { table: if is_one { self.table.max(EVENTS) } else { self.table }, ..self }
    }

    /// The sizes of a theme at a factor.
    #[must_use]
    pub(crate) fn at(tokens: &BTreeMap<String, f64>, fit: f64) -> Self {
        let of = |name: &str, usual: f64| {
            tokens.get(name).copied().filter(|size| size.is_finite()).unwrap_or(usual)
        };
        let head = fit.min(1.0);
        Self {
            body: (of("body", 30.0) * fit).max(24.0),
            small: (of("small", 24.0) * fit).max(24.0),
            table: (of("table", 22.0) * fit).max(18.0),
            code: (of("code", 20.0) * fit).max(18.0),
            label: of("label", 18.0),
            heading: [
                (of("h1", 72.0) * head).max(44.0),
                (of("h2", 44.0) * head).max(34.0),
                (of("h3", 30.0) * head).max(26.0),
                (of("h4", 26.0) * head).max(24.0),
            ],
        }
    }
}
