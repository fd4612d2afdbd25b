//! The skeletons, and how their gaps are filled.

use std::fmt::Write as _;

use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderErrorReason, no_escape,
};
use jiff::{Span, Unit, Zoned};
use serde::Serialize;

use crate::cli::SkeletonName;
use crate::command::Fault;
use crate::markdown::escape;
use crate::report;

const SLIDES: &str = include_str!("../../../decks/new/slides.md");

/// A skeleton as it is stored.
pub(super) fn text(name: SkeletonName) -> &'static str {
    match name {
        SkeletonName::NineSections => include_str!("../../../decks/new/nine-sections.md"),
        SkeletonName::Google => include_str!("../../../decks/new/google.md"),
        SkeletonName::Coe => include_str!("../../../decks/new/coe.md"),
        SkeletonName::Short => include_str!("../../../decks/new/short.md"),
    }
}

/// What a new document is about.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) start: Zoned,
    /// The zone, as the author calls it.
    pub(super) zone: String,
}

/// What the templates call by name.
#[derive(Serialize)]
struct Values {
    /// The title as a value of YAML.
    title: String,
    /// The title as a heading.
    heading: String,
    /// The zone as a value of YAML.
    zone: String,
}

/// The document; slides where no skeleton is named.
///
/// # Errors
/// When a template is broken.
pub(super) fn filled(name: Option<SkeletonName>, told: &Told) -> Result<String, Fault> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(no_escape);
    let start = &told.start;
    for (helper, unit, format) in [
        ("stamp", Unit::Minute, "%Y-%m-%d %H:%M"),
        ("time", Unit::Minute, "%H:%M"),
        ("day", Unit::Day, "%Y-%m-%d"),
    ] {
        handlebars.register_helper(helper, Box::new(After { start: start.clone(), unit, format }));
    }
    let values = Values {
        title: quoted(&told.title)?,
        heading: heading(&told.title),
        zone: quoted(&told.zone)?,
    };
    let template = name.map_or(SLIDES, text);
    handlebars
        .render_template(template, &values)
        .map_err(|error| format!("this skeleton is broken: {error}").into())
}

/// A title behind a heading's mark. A colon opens nothing there: it stays as it was typed.
pub(super) fn heading(title: &str) -> String {
    escape::inline(&report::visible(title.trim())).replace("\\: ", ": ")
}

/// A value of YAML, which may hold anything.
pub(super) fn quoted(text: &str) -> Result<String, Fault> {
    serde_json::to_string(&report::visible(text.trim())).map_err(|error| error.to_string().into())
}

/// `{{stamp 18}}`, `{{time 18}}`, `{{day 7}}`: so many minutes or days after the start.
struct After {
    start: Zoned,
    unit: Unit,
    format: &'static str,
}

impl handlebars::HelperDef for After {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let number = helper.param(0).and_then(|param| param.value().as_i64());
        let number = number.ok_or(RenderErrorReason::ParamNotFoundForIndex("number", 0))?;
        let span = Span::new();
        let span = match self.unit {
            Unit::Day => span.try_days(number),
            _ => span.try_minutes(number),
        };
        // At the end of all calendars nothing comes after.
        let moment = span.and_then(|span| self.start.checked_add(span));
        let moment = moment.unwrap_or_else(|_| self.start.clone());
        let mut text = String::new();
        let _ = write!(text, "{}", moment.strftime(self.format));
        out.write(&text)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    fn told(title: &str) -> Told {
        let start = "2026-01-31T23:50[Europe/Berlin]".parse().expect("a moment");
        Told { title: title.into(), start, zone: "Europe/Berlin".into() }
    }

    #[test]
    fn gaps_are_filled_and_the_day_rolls_over() {
        let filled = filled(Some(SkeletonName::NineSections), &told("A: “b” *c* # d\u{7}"));
        let filled = filled.expect("a document");
        for part in [
            "title: \"A: “b” *c* # d\u{FFFD}\"\n",
            "# A: “b” \\*c\\* \\# d\u{FFFD}\n",
            "started: 2026-01-31 23:50\n  detected: 2026-02-01 00:08\n",
            "- 00:08 – A customer",
            "date: 2026-02-07",
        ] {
            assert!(filled.contains(part), "{part} in {filled}");
        }
    }

    #[test]
    fn no_skeleton_has_a_gap_left() {
        for name in SkeletonName::value_variants().iter().map(|name| Some(*name)).chain([None]) {
            let filled = filled(name, &told("x")).expect("a document");
            assert!(!filled.contains("{{") && filled.ends_with('\n'), "{filled}");
        }
    }
}
