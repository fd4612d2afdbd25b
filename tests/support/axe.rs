//! axe-core, a checker of accessibility: it comes from npm, in the version of `tests/package-lock.json`.

use std::fs;

use serde_json::Value;

use super::browser::Page;
use super::project::repository;

/// What is serious or critical on any slide, all fragments shown, by the slide's address.
pub(crate) fn serious(page: &Page) -> Vec<String> {
    load(page);
    texts(&page.eval(ALL))
}

/// The same of a page as it stands, with what has nothing to do with slides.
pub(crate) fn on_page(page: &Page) -> Vec<String> {
    load(page);
    texts(&page.eval(PAGE))
}

fn texts(found: &Value) -> Vec<String> {
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn load(page: &Page) {
    let file = repository().join("tests/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&file)
        .unwrap_or_else(|e| panic!("{}: {e}; run tests/install.sh", file.display()));
    page.eval(&format!("{axe};0"));
}

const PAGE: &str = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' '))))";

const ALL: &str = "(async () => {
    const still = new CSSStyleSheet();
    still.replaceSync('* { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets.push(still);
    await document.fonts.ready;
    const found = new Set();
    for (const slide of Reveal.getSlides()) {
        const { h, v } = Reveal.getIndices(slide);
        Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
        await new Promise(requestAnimationFrame);
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        for (const { id, impact, nodes } of violations) {
            if (!['serious', 'critical'].includes(impact)) continue;
            for (const { target, any } of nodes) {
                found.add(`#${slide.id}: ${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`);
            }
        }
    }
    return [...found];
})()";
