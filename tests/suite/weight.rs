//! What a deck weighs, and that it looks the same with the rules that it carries as with all.

use std::fs;

use serde_json::Value;

use crate::support::browser::Page;
use crate::support::project::{Project, examples, repository, skipped};
use crate::support::server::Server;

/// The deck that whydeck was first made for.
const SEED: &str = "../shared/seed/postmortem-analysis.md";
const KIB: usize = 1024;

/// How many KiB a document's deck has, with these options.
fn weight(project: &Project, name: &str, options: &[&str]) -> usize {
    let mut args = vec!["build", name, "-o", "deck.html"];
    args.extend(options);
    project.whydeck(args).exits(0);
    fs::metadata(project.path("deck.html")).expect("a deck").len() as usize / KIB
}

#[test]
fn a_deck_of_a_few_slides_is_light() {
    let project =
        Project::new().file("deck.md", "# One\n\nNote: say hello\n\n---\n\n## Two\n\n- a\n");
    let all = weight(&project, "deck.md", &[]);
    assert!(all <= 215, "{all} KiB");
    let stripped = weight(&project, "deck.md", &["--notes", "strip"]);
    // The last of them keeps lines of code from wrapping.
    assert!(stripped <= 193, "{stripped} KiB");
}

#[test]
fn the_first_deck_is_light() {
    let Ok(text) = fs::read(repository().join(SEED)) else {
        skipped("the first deck is not there");
        return;
    };
    let project = Project::new().file("deck.md", text);
    let all = weight(&project, "deck.md", &[]);
    assert!(all <= 270, "{all} KiB");
    let stripped = weight(&project, "deck.md", &["--notes", "strip"]);
    assert!(stripped <= 200, "{stripped} KiB");
}

#[test]
fn a_font_is_whole_where_a_text_needs_it() {
    let text = |letters: &str| format!("# {letters}\n\n---\n\n## Two\n");
    let project = Project::new()
        .file("plain.md", text("Plain – “text”, 5 × 3…"))
        .file("accents.md", text("Übermäßig"))
        .file("greek.md", text("αβγ"));
    let plain = weight(&project, "plain.md", &[]);
    assert!(weight(&project, "accents.md", &[]) >= plain + 10);
    // What the whole font lacks, too, is no reason to carry it.
    assert!(weight(&project, "greek.md", &["--no-system-fonts"]) <= plain + 1);
}

/// The computed style of everything that a deck shows, slide by slide. A served page has elements
/// of its own besides, and its slides other addresses of pictures.
const LOOKS: &str = "(async () => {
    const skipped = ['background-image', '-webkit-mask-image', 'mask-image', 'cursor'];
    const look = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        if (pseudo && style.content === 'none') return [];
        // A file shows a picture that it has once as a background.
        const isShared = name => element.matches('img, video') && /^(background|print)-/.test(name);
        return [...style].sort().filter(name => !skipped.includes(name) && !isShared(name)).map(name => name + ':' + style.getPropertyValue(name));
    };
    await document.fonts.ready;
    const found = [];
    for (const slide of Reveal.getSlides()) {
        const { h, v } = Reveal.getIndices(slide);
        Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
        for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
        for (const moving of document.getAnimations()) if (moving.effect.getTiming().iterations !== Infinity) moving.finish();
        const shown = [slide, ...slide.querySelectorAll('*:not(aside.notes *)'),
            ...document.querySelectorAll('.reveal > :is(.wd-footer, .controls, .progress, .slide-number), .wd-footer *')];
        for (const element of shown) {
            const name = h + '/' + v + ' ' + element.tagName + '.' + element.getAttribute('class');
            found.push(name + ' ' + [null, '::before', '::after'].flatMap(p => look(element, p)).join(';'));
        }
    }
    return found;
})()";

/// The looks of every element of an example: in its file, which has the rules that it needs, and served with all of them.
fn looks_as_with_all_rules(theme: &str, name: &str) {
    let project = Project::new().folder("decks/examples");
    assert!(examples().iter().any(|example| example == name));
    project.whydeck(["build", name, "--theme", theme, "-o", "deck.html"]).exits(0);
    let lean = Page::open_deck(&project.path("deck.html"), "").eval(LOOKS);
    let server = Server::start(&project, &[name, "--theme", theme]);
    let full = Page::visit_deck(&format!("http://127.0.0.1:{}/", server.port())).eval(LOOKS);
    let (lean, full) = (lean.as_array().expect("a list"), full.as_array().expect("a list"));
    assert!(full.len() > 100, "{name}");
    for (lean, full) in lean.iter().zip(full) {
        let parts = |look: &Value| -> Vec<String> {
            look.as_str().unwrap_or_default().split(';').map(str::to_owned).collect()
        };
        let (lean, full) = (parts(lean), parts(full));
        let other: Vec<_> = lean.iter().zip(&full).filter(|(a, b)| a != b).collect();
        assert!(other.is_empty(), "{name} in {theme}: {}: {other:?}", lean[0]);
    }
    assert_eq!(lean.len(), full.len(), "{name} in {theme}");
}

#[test]
fn a_file_looks_as_with_all_rules() {
    looks_as_with_all_rules("default", "web-outage.md");
}

#[test]
fn a_slide_file_looks_as_with_all_rules() {
    looks_as_with_all_rules("default", "rust-1.52-slides.md");
}

#[test]
fn a_file_looks_as_with_all_rules_by_night() {
    looks_as_with_all_rules("night", "web-outage.md");
}

#[test]
fn a_file_looks_as_with_all_rules_in_contrast() {
    looks_as_with_all_rules("contrast", "web-outage.md");
}

#[test]
fn a_file_looks_as_with_all_rules_on_paper() {
    looks_as_with_all_rules("paper", "web-outage.md");
}
