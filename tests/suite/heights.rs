//! How near the layout's measures come to what Chromium draws.

use std::fs;

use serde_json::Value;
use whydeck::compile::{DocumentText, Options, compile};

use crate::support::browser::Page;
use crate::support::project::{CORPUS, Project, corpus, examples, repository};

/// The height of each slide's content with the text as small as it may be: of what stands one below
/// the other, without the space that is left.
const HEIGHTS: &str = "(() => Reveal.getSlides().map((slide) => {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
    slide.style.setProperty('--wd-fit', 0.64);
    const shown = [...slide.children].filter((child) => child.offsetParent === slide && !child.matches('.more'));
    if (getComputedStyle(slide).display === 'grid') {
        const last = Math.max(...shown.map((child) => child.offsetTop + child.offsetHeight));
        return last - Math.min(...shown.map((child) => child.offsetTop));
    }
    let sum = 0;
    shown.forEach((child, index) => {
        const style = getComputedStyle(child);
        sum += child.getBoundingClientRect().height / Reveal.getScale() + (index ? parseFloat(style.marginTop) : 0);
        if (index + 1 < shown.length) sum += parseFloat(style.marginBottom);
    });
    return sum;
}))()";

/// The measured height, the drawn one, and what it is.
fn heights(project: &Project, folder: &str, name: &str) -> Vec<(f64, f64, String)> {
    let path = repository().join(folder).join(name);
    let text = fs::read_to_string(&path).expect("a document");
    let root = path.parent().map(std::path::Path::to_owned);
    let input = DocumentText { name: name.to_owned(), path: Some(path), text };
    let outcome = compile(input, &Options { root, ..Options::default() });
    let compiled = outcome.compiled.expect("a deck");
    let page = Page::open_deck(&project.build(name), "");
    let drawn = page.eval(HEIGHTS);
    let drawn: Vec<f64> =
        drawn.as_array().expect("heights").iter().filter_map(Value::as_f64).collect();
    let slides: Vec<_> = compiled.stacks.iter().flatten().collect();
    assert_eq!(slides.len(), drawn.len(), "{name}");
    let pairs = slides
        .iter()
        .zip(drawn)
        .filter(|(slide, _)| slide.height > 0 && !slide.html.contains("<img"));
    pairs
        .map(|(slide, drawn)| {
            let attributes = slide.attributes.trim();
            (
                f64::from(slide.height),
                drawn,
                format!("{name} #{} {} {attributes}", slide.key, slide.title),
            )
        })
        .collect()
}

#[test]
#[ignore = "takes a minute; prints how near the measures come"]
fn measured_heights_are_those_that_are_drawn() {
    let mut all = Vec::new();
    let project = Project::new().folder("decks/examples");
    for name in examples() {
        all.extend(heights(&project, "decks/examples", &name));
    }
    let names = corpus();
    if !names.is_empty() {
        let project = Project::new().folder(CORPUS);
        for name in names {
            all.extend(heights(&project, CORPUS, &name));
        }
    }
    let error = |(measured, drawn, _): &(f64, f64, String)| (measured - drawn) / drawn;
    all.sort_by(|a, b| error(a).total_cmp(&error(b)));
    let within = |share: f64| {
        all.iter().filter(|pair| error(pair).abs() < share).count() as f64 / all.len() as f64
    };
    for share in [0.02, 0.05, 0.1] {
        println!(
            "{:.1} % of {} slides within {} %",
            100.0 * within(share),
            all.len(),
            100.0 * share
        );
    }
    let count = all.len();
    for pair in all.iter().take(25).chain(all.iter().skip(count.saturating_sub(25))) {
        println!(
            "{:+.1} %: {} measured, {:.0} drawn: {}",
            100.0 * error(pair),
            pair.0,
            pair.1,
            pair.2
        );
    }
    assert!(within(0.05) > 0.9, "only {:.1} % are within 5 %", 100.0 * within(0.05));
}
