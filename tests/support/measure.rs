//! What is wrong on a deck's slides, measured in a browser.

use serde_json::Value;

use super::browser::Page;

const MEASURE: &str = include_str!("measure.js");

/// What lies outside, hides something or is too small on each slide, by the slide's address.
pub(crate) fn problems(page: &Page) -> Vec<String> {
    let found = page.eval(&all());
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The expression that measures every slide, with every fragment shown, since that is when most is
/// on the slide.
pub(crate) fn all() -> String {
    format!(
        "(async () => {{
            const found = [];
            for (const slide of Reveal.getSlides()) {{
                const {{ h, v }} = Reveal.getIndices(slide);
                Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
                for (const problem of await {}) found.push(`slide ${{h}}/${{v || 0}} #${{slide.id}}: ${{problem}}`);
            }}
            return found;
        }})()",
        MEASURE.trim_end()
    )
}
