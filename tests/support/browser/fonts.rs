//! Which fonts draw the text of a page.

use headless_chrome::protocol::cdp::{CSS, DOM};
use serde_json::json;

use super::Page;

/// A font that draws text of an element.
#[derive(Debug)]
pub(crate) struct FontInUse {
    /// The text.
    pub(crate) text: String,
    /// Whether there is code in the text.
    pub(crate) is_code: bool,
    /// The family.
    pub(crate) family: String,
    /// Whether the page brings it.
    pub(crate) is_own: bool,
}

/// Marks the elements of the present slide that have text of their own, and says which.
const MARK: &str = "(() => {
    document.querySelectorAll('[data-font]').forEach(e => e.removeAttribute('data-font'));
    const seen = [];
    const walk = document.createTreeWalker(Reveal.getCurrentSlide(), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.dataset.font || parent.closest('aside, .wd-sr, desc, title')) continue;
        if (!parent.getClientRects().length) continue;
        parent.dataset.font = seen.length;
        seen.push([parent.textContent.trim(), !!parent.closest('code, pre') || !!parent.querySelector('code')]);
    }
    return seen;
})()";

impl Page {
    /// The fonts that draw the text of the present slide.
    pub(crate) fn fonts(&self) -> Vec<FontInUse> {
        self.call(DOM::Enable { include_whitespace: None });
        self.call(CSS::Enable(None));
        let root = self.call(DOM::GetDocument { depth: Some(0), pierce: None }).root.node_id;
        let marked = self.eval(MARK);
        let mut fonts = Vec::new();
        for (number, about) in marked.as_array().into_iter().flatten().enumerate() {
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
