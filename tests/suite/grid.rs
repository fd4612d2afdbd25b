//! The grid, measured in Chromium: titles stand at one place, content begins at one line, nothing
//! touches the footer, and slides are filled.

use serde::Deserialize;

use crate::support::browser::Page;
use crate::support::project::{CORPUS, DOCUMENTS, Project, corpus, documents, examples};

const GRID: &str = include_str!("../support/grid.js");
/// Where titles begin: from the left, from the top.
const TITLE: (f64, f64) = (60.0, 56.0);
/// Where content begins.
const CONTENT: f64 = 140.0;
/// Where the footer's strip begins.
const FOOTER: f64 = 660.0;
/// How far a place may be off.
const TOLERANCE: f64 = 1.5;

#[derive(Debug, Deserialize)]
struct Place {
    left: f64,
    top: f64,
}

/// What `grid.js` says of a slide.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    id: String,
    is_main: bool,
    is_centred: bool,
    title: Option<Place>,
    top: f64,
    bottom: f64,
    left: Option<f64>,
    filled: f64,
}

impl Measured {
    fn problems(&self) -> Vec<String> {
        let is_at = |place: f64, wanted: f64| (place - wanted).abs() <= TOLERANCE;
        let mut problems = Vec::new();
        if self.bottom > FOOTER + TOLERANCE {
            problems.push(format!("#{} reaches to {:.0}, over the footer", self.id, self.bottom));
        }
        if self.is_centred {
            return problems;
        }
        if let Some(title) = &self.title
            && !(is_at(title.left, TITLE.0) && is_at(title.top, TITLE.1))
        {
            problems
                .push(format!("#{}: its title is at {:.0}, {:.0}", self.id, title.left, title.top));
        }
        if !is_at(self.top, CONTENT) {
            problems.push(format!("#{}: its content begins at {:.0}", self.id, self.top));
        }
        if self.left.is_some_and(|left| !is_at(left, TITLE.0)) {
            problems.push(format!("#{}: its content is set in to {:?}", self.id, self.left));
        }
        problems
    }
}

fn measure(page: &Page) -> Vec<Measured> {
    let all = format!(
        "(async () => {{
            const found = [];
            Reveal.configure({{ autoAnimate: false }});
            for (const slide of Reveal.getSlides()) {{
                const {{ h, v }} = Reveal.getIndices(slide);
                Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
                found.push(await {});
            }}
            return found;
        }})()",
        GRID.trim_end()
    );
    serde_json::from_value(page.eval(&all)).expect("measures")
}

/// The measures of the decks of a folder's documents, and what is wrong with them.
fn measures(folder: &str, names: &[String]) -> (Vec<Measured>, Vec<String>) {
    let project = Project::new().folder(folder);
    let mut all = Vec::new();
    let mut problems = Vec::new();
    for name in names {
        let measured = measure(&Page::open_deck(&project.build(name), ""));
        let of_deck = measured.iter().flat_map(Measured::problems);
        problems.extend(of_deck.map(|problem| format!("{name} {problem}")));
        all.extend(measured);
    }
    (all, problems)
}

fn on_the_grid(folder: &str, names: &[String], least_filled: f64) {
    let (all, problems) = measures(folder, names);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    let mut filled: Vec<f64> = all
        .iter()
        .filter(|slide| slide.is_main && !slide.is_centred)
        .map(|slide| slide.filled)
        .collect();
    filled.sort_by(f64::total_cmp);
    let median = filled.get(filled.len() / 2).copied().unwrap_or(1.0);
    assert!(median >= least_filled, "half of the slides fill less than {median:.2}");
}

#[test]
fn the_examples_stand_on_the_grid() {
    on_the_grid("decks/examples", &examples(), 0.55);
}

#[test]
fn the_documents_stand_on_the_grid() {
    on_the_grid(DOCUMENTS, &documents(), 0.4);
}

#[test]
fn the_corpus_stands_on_the_grid() {
    let names = corpus();
    if !names.is_empty() {
        on_the_grid(CORPUS, &names, 0.55);
    }
}

/// The measure itself finds what stands elsewhere.
#[test]
fn the_measure_finds_what_is_off_the_grid() {
    let deck = "## Fine\n\ntext\n\n---\n\n## Low\n\n<div style=\"height: 700px\"></div>\n\n---\n\n\
                ## Late\n\n<p style=\"margin-top: 40px\">text</p>\n";
    let project = Project::new().file("deck.md", format!("---\nkind: slides\n---\n{deck}"));
    let found: Vec<String> = measure(&Page::open_deck(&project.build("deck.md"), ""))
        .iter()
        .flat_map(Measured::problems)
        .collect();
    assert!(found.iter().any(|problem| problem.starts_with("#low reaches to")), "{found:?}");
    assert!(
        found.iter().any(|problem| problem.starts_with("#late: its content begins")),
        "{found:?}"
    );
    assert!(!found.iter().any(|problem| problem.starts_with("#fine")), "{found:?}");
}

/// Of an opener: how large its title is and how many lines it has, how large what stands below it
/// is, and where that ends.
const OPENER: &str = "(() => {
    const slide = Reveal.getCurrentSlide();
    const title = slide.querySelector('h1'), below = slide.querySelector(':scope > ul');
    const size = (element) => parseFloat(getComputedStyle(element).fontSize);
    return [size(title), Math.round(title.offsetHeight / (1.07 * size(title))), size(below), below.offsetTop + below.offsetHeight];
})()";

/// A title is as large as two lines of it are; what is known of the incident is read from the back,
/// and the lower third is not empty.
#[test]
fn openers_fill_their_slide() {
    let long = "A title that goes on about what broke and when and for whom, on three lines";
    for theme in ["default", "night", "contrast", "paper"] {
        let cases = [("No payments on presale night", true), (long, false)];
        for (title, is_large) in cases.into_iter().take(if theme == "paper" { 2 } else { 1 }) {
            let text =
                format!("# {title}\n\nA subtitle\n\nDate: 2026-03-14\n\n## Summary\n\nIt.\n");
            let head = "---\nkind: postmortem\ndate: 2026-03-14\nservices: [checkout]\n---\n";
            let project = Project::new().file("it.md", format!("{head}{text}"));
            project.whydeck(["build", "it.md", "--theme", theme, "-o", "deck.html"]).exits(0);
            let found = Page::open_deck(&project.path("deck.html"), "").eval(OPENER);
            let [size, lines, below, end]: [f64; 4] =
                serde_json::from_value(found).expect("numbers");
            let is_right = if is_large { size >= 88.0 && lines <= 2.0 } else { lines <= 3.0 };
            assert!(is_right && size <= 96.0, "{title} in {theme}: {lines} lines of {size} px");
            assert!(below >= 28.0, "{title} in {theme}: {below} px");
            assert!(end >= 480.0, "{title} in {theme} ends at {end}");
        }
    }
}

/// Names of groups stand beside them, but one alone above it: a column for one word is waste.
#[test]
fn a_single_group_of_lessons_takes_the_slide() {
    let wide = |groups: &str| {
        let text = format!("---\nkind: postmortem\n---\n# It\n\n## Lessons learned\n\n{groups}");
        let project = Project::new().file("it.md", text);
        let page = Page::open_deck(&project.build("it.md"), "");
        let width = "(() => {
            const list = document.querySelector('section.lessons > ul');
            const { h, v } = Reveal.getIndices(list.parentElement);
            Reveal.slide(h, v);
            return list.offsetWidth;
        })()";
        page.eval(width).as_f64().expect("a width")
    };
    let bad = "### What went wrong\n\n- Nobody saw it for twenty minutes.\n";
    let good = "### What went well\n\n- The bridge was quick.\n";
    assert!(wide(bad) > 1000.0, "{}", wide(bad));
    assert!(wide(&format!("{bad}\n{good}")) < 950.0);
}
