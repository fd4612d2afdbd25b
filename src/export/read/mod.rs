//! What was understood of a document: for people as text, for programs as JSON.
//!
//! 1. [`view`] puts together what a compilation found; slides and private notes are not in it.
//! 2. [`text`] writes it for a terminal: `head`, `incident`, `parts` and `rest` write from the top
//!    down on a `sheet`, which wraps, aligns and colours.

mod head;
mod incident;
mod parts;
mod rest;
mod sheet;

use serde::Serialize;

pub use sheet::Look;

use crate::compile::Outcome;
use crate::compile::coverage;
use crate::compiled::Compiled;
use crate::compiled::model::ModelView;
use crate::postmortem::facts::Facts;
use crate::report::{self, Machine};
use sheet::Sheet;

/// What was understood; its keys stand in the file in this order.
#[derive(Debug, Serialize)]
pub struct ReadView<'o> {
    file: &'o str,
    kind: &'static str,
    because: &'static str,
    guess: bool,
    title: &'o str,
    lang: &'o str,
    facts: Option<&'o Facts>,
    model: Option<&'o ModelView>,
    /// The slides of a slide file; none for a postmortem, whose slides are made.
    slides: Option<Vec<SlideTitle<'o>>>,
    /// How many notes a postmortem has, or how many slides of a slide file have some.
    notes: usize,
    coverage: CoveredWords,
    diagnostics: Vec<Machine<'o>>,
}

/// A slide that the author wrote.
#[derive(Debug, Serialize)]
struct SlideTitle<'o> {
    /// The number of its stack, from 0.
    column: usize,
    /// Its place in the stack, from 0.
    row: usize,
    title: &'o str,
    line: Option<usize>,
}

/// Where the document's words went: how many, and the lines of those that are nowhere. The words
/// themselves may be private.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct CoveredWords {
    main_row: usize,
    below: usize,
    backup: usize,
    notes: usize,
    nowhere: usize,
    /// The share of words on slides, from 0 to 1.
    on_slides: f64,
    nowhere_lines: Vec<usize>,
}

/// What was understood; none when there is an error.
#[must_use]
pub fn view(outcome: &Outcome) -> Option<ReadView<'_>> {
    let compiled = outcome.compiled.as_ref()?;
    let file = outcome.sources.iter().next().map_or("", |source| source.name());
    let slides = compiled.facts.is_none().then(|| slide_titles(compiled, outcome));
    Some(ReadView {
        file,
        kind: compiled.verdict.kind.name(),
        because: compiled.verdict.because,
        guess: compiled.verdict.is_guess,
        title: &compiled.title,
        lang: &compiled.lang,
        facts: compiled.facts.as_ref(),
        model: compiled.model.as_ref(),
        slides,
        notes: compiled.model.as_ref().map_or(compiled.notes, |model| model.notes),
        coverage: covered(outcome),
        diagnostics: report::machine(&outcome.diagnostics, &outcome.sources),
    })
}

/// The view as JSON.
///
/// # Errors
/// When a value has no form in JSON.
pub fn json(view: &ReadView<'_>) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(view)?;
    text.push('\n');
    Ok(text)
}

/// The view for people.
#[must_use]
pub fn text(view: &ReadView<'_>, look: Look) -> String {
    let mut sheet = Sheet::new(look);
    head::write(&mut sheet, view);
    if let Some(model) = view.model {
        if let Some(facts) = view.facts {
            incident::write(&mut sheet, model, facts);
        }
        parts::write(&mut sheet, model);
    }
    rest::write(&mut sheet, view);
    sheet.out
}

fn slide_titles<'o>(compiled: &'o Compiled, outcome: &Outcome) -> Vec<SlideTitle<'o>> {
    let mut titles = Vec::new();
    for (column, stack) in compiled.stacks.iter().enumerate() {
        for (row, slide) in stack.iter().enumerate() {
            let first = slide.blocks.iter().flatten().next();
            let line = first.map(|span| outcome.sources.position(*span).line);
            // Where nobody knows where notes begin, a title may be one.
            let title = if compiled.is_private { "" } else { slide.title.as_str() };
            titles.push(SlideTitle { column, row, title, line });
        }
    }
    titles
}

fn covered(outcome: &Outcome) -> CoveredWords {
    let Some(coverage) = coverage::of(outcome) else { return CoveredWords::default() };
    let [main_row, below, backup, notes, nowhere] = coverage.total();
    CoveredWords {
        main_row,
        below,
        backup,
        notes,
        nowhere,
        on_slides: coverage.on_slides(),
        nowhere_lines: coverage.lost.iter().map(|(line, _)| *line).collect(),
    }
}

/// `1 event`, `3 events`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `line 7`.
fn at_line(line: usize) -> String {
    format!("line {line}")
}
