//! What a document is: its title, its kind and why, what its metadata say; the slides of a slide
//! file.

use super::sheet::{Sheet, Tone, cell};
use super::{ReadView, SlideTitle, at_line, count};
use crate::compiled::model::ModelView;
use crate::postmortem::fence;

/// The widest name of a field.
const NAME: usize = 11;

pub(super) fn write(sheet: &mut Sheet, view: &ReadView<'_>) {
    sheet.flow(0, &[], &[(Tone::Strong, view.title)]);
    let subtitle = view.model.and_then(|model| model.subtitle.as_deref());
    if let Some(subtitle) = subtitle {
        sheet.flow(0, &[], &[(Tone::Plain, subtitle)]);
    }
    sheet.flow(0, &[], &[(Tone::Faint, view.file)]);
    sheet.blank();
    let why = format!("{} ({})", view.kind, view.because);
    let guess = match (view.guess, view.kind) {
        (false, _) => "",
        (true, "slides") => "a guess: `--as postmortem` reads it as one",
        (true, _) => "a guess: it has no keys of a postmortem",
    };
    field(sheet, "kind", &[(Tone::Plain, &why), (Tone::Guess, guess)]);
    if let Some(model) = view.model {
        metadata(sheet, model);
    }
    if let Some(slides) = &view.slides {
        titles(sheet, slides, view.notes);
    }
}

fn field(sheet: &mut Sheet, name: &str, runs: &[(Tone, &str)]) {
    sheet.flow(2, &[cell(Tone::Faint, name, NAME)], runs);
}

fn metadata(sheet: &mut Sheet, model: &ModelView) {
    let list = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    let fields = [
        ("date", model.date.clone()),
        ("authors", list(&model.authors)),
        ("facilitator", model.facilitator.clone()),
        ("status", model.status.clone()),
        ("severity", model.severity.clone()),
        ("services", list(&model.services)),
        ("tags", list(&model.tags)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            field(sheet, name, &[(Tone::Plain, &value)]);
        }
    }
    match &model.zone {
        Some(zone) if fence::knows_zone(zone) => field(sheet, "zone", &[(Tone::Plain, zone)]),
        Some(zone) => {
            let runs = [(Tone::Plain, zone.as_str()), (Tone::Guess, "— not known, read as UTC")];
            field(sheet, "zone", &runs);
        }
        None if model.events.iter().any(|event| event.time.is_some()) => {
            let runs = [(Tone::Plain, "UTC"), (Tone::Guess, "— nobody named one")];
            field(sheet, "zone", &runs);
        }
        None => {}
    }
}

fn titles(sheet: &mut Sheet, slides: &[SlideTitle<'_>], notes: usize) {
    let stacks = slides.iter().filter(|slide| slide.row == 0).count();
    let mut about = count(slides.len(), "slide", "slides");
    if stacks < slides.len() {
        about += &format!(" in {}", count(stacks, "stack", "stacks"));
    }
    about += &match notes {
        0 => ", no notes".to_owned(),
        _ => format!(", notes on {}", count(notes, "slide", "slides")),
    };
    sheet.heading("Slides", &about);
    for (number, slide) in slides.iter().enumerate() {
        let number = (number + 1).to_string();
        let line = slide.line.map(at_line).unwrap_or_default();
        let cells = [cell(Tone::Plain, &number, 4), cell(Tone::Faint, &line, 9)];
        let below = if slide.row > 0 { "↓ " } else { "" };
        match slide.title {
            "" => sheet.line(2, &cells, Tone::Faint, &format!("{below}(no heading)")),
            title => sheet.line(2, &cells, Tone::Plain, &format!("{below}{title}")),
        }
    }
}
