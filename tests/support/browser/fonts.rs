//! Which fonts draw the text of a page.

use headless_chrome::protocol::cdp::{CSS, DOM};
use serde_json::json;

use super::Page;

/// A font that draws text of a deck.
#[derive(Debug)]
pub(crate) struct FontInUse {
    /// The words of its style.
    pub(crate) text: String,
    /// Whether the text is code.
    pub(crate) is_code: bool,
    /// The family.
    pub(crate) family: String,
    /// Whether the page brings it.
    pub(crate) is_own: bool,
}

/// Writes the words of all slides once more, one paragraph for each style of letters, and says what
/// stands in which: the browser is asked for each element, and a deck has thousands.
const GATHER: &str = "(async () => {
    const styles = new Map();
    const walk = document.createTreeWalker(document.querySelector('.slides'), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest('aside, style, script, .wd-sr, desc, title')) continue;
        const { fontFamily, fontWeight, fontStyle, direction } = getComputedStyle(parent);
        const lang = parent.closest('[lang]').lang, code = !!parent.closest('code, pre');
        const key = [fontFamily, fontWeight, fontStyle, direction, lang, code].join();
        if (!styles.has(key)) styles.set(key, { style: { fontFamily, fontWeight, fontStyle, direction }, lang, code, words: new Set() });
        node.data.trim().split(/\\s+/).forEach(word => styles.get(key).words.add(word));
    }
    const all = [...styles.values()].map(({ style, lang, code, words }, number) => {
        const written = document.createElement('p');
        Object.assign(written.style, style, { position: 'fixed', inset: 0 });
        Object.assign(written, { lang, textContent: [...words].join(' ') });
        written.dataset.font = number;
        document.body.append(written);
        return [written.textContent, code];
    });
    await document.fonts.ready;
    return all;
})()";

impl Page {
    /// The fonts that draw the text of the slides.
    pub(crate) fn fonts(&self) -> Vec<FontInUse> {
        let styles = self.eval(GATHER);
        self.call(DOM::Enable { include_whitespace: None });
        self.call(CSS::Enable(None));
        let root = self.call(DOM::GetDocument { depth: Some(0), pierce: None }).root.node_id;
        let mut fonts = Vec::new();
        for (number, about) in styles.as_array().into_iter().flatten().enumerate() {
            let selector = format!("[data-font=\"{number}\"]");
            let node_id = self.call(DOM::QuerySelector { node_id: root, selector }).node_id;
            let used = self.call(CSS::GetPlatformFontsForNode { node_id });
            fonts.extend(used.fonts.into_iter().map(|font| FontInUse {
                text: about[0].as_str().unwrap_or_default().to_owned(),
                is_code: about[1] == json!(true),
                family: font.family_name,
                is_own: font.is_custom_font,
            }));
        }
        fonts
    }
}
