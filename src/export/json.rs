//! A deck as JSON: its slides, the postmortem as it was understood, and what is wrong.

use serde::Serialize;

use crate::compile::Outcome;
use crate::compiled::model::{ModelView, Place};
use crate::compiled::{Compiled, RenderedSlide};
use crate::postmortem::facts::Facts;
use crate::report::{self, Machine};
use crate::source::Sources;
use crate::token::{self, Piece, Token};

/// The deck; its keys stand in the file in this order.
#[derive(Debug, Serialize)]
struct Export<'e> {
    kind: &'static str,
    because: &'static str,
    title: &'e str,
    lang: &'e str,
    /// The direction of text, `ltr` or `rtl`.
    dir: &'e str,
    facts: Option<&'e Facts>,
    model: Option<&'e ModelView>,
    slides: Vec<SlideEntry<'e>>,
    assets: Vec<AssetEntry<'e>>,
    diagnostics: Vec<Machine<'e>>,
}

#[derive(Debug, Serialize)]
struct SlideEntry<'e> {
    id: &'e str,
    /// The number of its stack, from 0.
    column: usize,
    /// Its place in the stack, from 0.
    row: usize,
    title: &'e str,
    /// Where it begins in the document; none when a template made all of it.
    place: Option<Place>,
    attributes: String,
    html: String,
    notes: Option<String>,
}

/// A file that slides refer to, by a name that stands for its address.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AssetEntry<'e> {
    name: String,
    media_type: &'e str,
    bytes: usize,
}

/// The text of the file; none when there is no deck.
///
/// # Errors
/// When a value has no form in JSON.
pub fn text(outcome: &Outcome) -> Result<Option<String>, serde_json::Error> {
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    let mut text = serde_json::to_string_pretty(&Export::of(compiled, outcome))?;
    text.push('\n');
    Ok(Some(text))
}

impl<'e> Export<'e> {
    fn of(compiled: &'e Compiled, outcome: &'e Outcome) -> Self {
        let slides = compiled.stacks.iter().enumerate().flat_map(|(column, stack)| {
            let slides = stack.iter().enumerate();
            slides.map(move |(row, slide)| SlideEntry::of(slide, (column, row), &outcome.sources))
        });
        let assets = compiled.assets.iter().enumerate().map(|(number, asset)| AssetEntry {
            name: asset_name(number),
            media_type: &asset.media_type,
            bytes: asset.bytes.len(),
        });
        Self {
            kind: compiled.verdict.kind.name(),
            because: compiled.verdict.because,
            title: &compiled.title,
            lang: &compiled.lang,
            dir: &compiled.dir,
            facts: compiled.facts.as_ref(),
            model: compiled.model.as_ref(),
            slides: slides.collect(),
            assets: assets.collect(),
            diagnostics: report::machine(&outcome.diagnostics, &outcome.sources),
        }
    }
}

impl<'e> SlideEntry<'e> {
    fn of(slide: &'e RenderedSlide, (column, row): (usize, usize), sources: &Sources) -> Self {
        Self {
            id: &slide.key,
            column,
            row,
            title: &slide.title,
            place: slide.place.map(|span| Place::of(sources, span)),
            attributes: public(slide.attributes.trim_start()),
            html: public(&slide.html),
            notes: slide.notes.as_deref().map(public),
        }
    }
}

fn asset_name(number: usize) -> String {
    format!("asset:{number}")
}

/// HTML with an asset's name where a page has its data.
fn public(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for piece in token::pieces(html) {
        match piece {
            Piece::Text(text) => out.push_str(&token::scrub(text)),
            Piece::Token(Token::Asset(number)) => out.push_str(&asset_name(number)),
            Piece::Token(_) => {}
        }
    }
    out
}
