//! axe-core, a checker of accessibility: it comes from npm, in the version of `tests/package-lock.json`.

use std::fs;

use super::browser::Page;
use super::measure::sentences;
use super::project::repository;

/// What is serious or critical on any slide, all fragments shown, by the slide's address. Each slide
/// is asked for by itself, since a busy machine takes minutes for a deck.
pub(crate) fn serious(page: &Page) -> Vec<String> {
    page.eval(&format!("{};0", script()));
    let count = page.eval(COUNT).as_u64().unwrap_or_default();
    (0..count).flat_map(|number| sentences(&page.eval(&on_slide(number)))).collect()
}

/// The same of a page as it stands, with what has nothing to do with slides.
pub(crate) fn on_page(page: &Page) -> Vec<String> {
    page.eval(&format!("{};0", script()));
    sentences(&page.eval(PAGE))
}

/// The checker itself.
pub(crate) fn script() -> String {
    let file = repository().join("tests/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&file)
        .unwrap_or_else(|e| panic!("{}: {e}; run tests/install.sh", file.display()))
}

const PAGE: &str = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' '))))";

/// An expression: how many slides there are.
pub(crate) const COUNT: &str = "Reveal.getSlides().length";

/// An expression: what is serious on a slide.
pub(crate) fn on_slide(number: u64) -> String {
    format!("({SLIDE})({number})")
}

const SLIDE: &str = "async number => {
    if (!document.adoptedStyleSheets.length) {
        const still = new CSSStyleSheet();
        still.replaceSync('* { transition: none !important; animation: none !important }');
        document.adoptedStyleSheets.push(still);
        Reveal.configure({ autoAnimate: false });
    }
    await document.fonts.ready;
    const slide = Reveal.getSlides()[number];
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
    await new Promise(requestAnimationFrame);
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    const found = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
    return found.flatMap(({ id, nodes }) => nodes.map(({ target, any }) =>
        `#${slide.id}: ${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`));
}";
