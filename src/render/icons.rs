//! Icons in raw HTML: `<i class="fa fa-check"></i>` gets its drawing.
//!
//! The drawing is put in after the slide was sanitised; the element keeps its classes.

use super::Renderer;
use crate::diagnostic::Diagnostic;
use crate::icons;
use crate::markdown::Node;
use crate::markdown::notes::tags::{self, Tag, decoded};

/// HTML with its icons drawn; `is_first` when the deck has none yet, and turns false with one.
pub(super) fn drawn(html: String, is_first: &mut bool) -> String {
    if !html.contains("fa-") {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for tag in tags::tags(&html) {
        let Some(classes) = classes(&tag) else { continue };
        let Some(wanted) = icons::wanted(&classes) else { continue };
        // Named once in a deck, as the licence asks.
        let comment = if *is_first { icons::attribution() } else { String::new() };
        let Some(svg) = icons::svg(wanted, &comment) else { continue };
        *is_first = false;
        out.push_str(&html[at..tag.range.end]);
        out.push_str(&svg);
        at = tag.range.end;
    }
    out.push_str(&html[at..]);
    out
}

fn classes(tag: &Tag<'_>) -> Option<String> {
    let may_be = ["i", "span", "em", "b"].iter().any(|name| tag.name.eq_ignore_ascii_case(name));
    let class = tag.attributes.iter().find(|own| own.name.eq_ignore_ascii_case("class"))?;
    (may_be && !tag.is_end).then(|| decoded(class.value))
}

impl<'a> Renderer<'_, 'a> {
    /// Says which icons are not known.
    pub(super) fn check_icons(&mut self, html: &str, node: Node<'a>) {
        if !html.contains("fa-") {
            return;
        }
        for classes in tags::tags(html).filter_map(|tag| classes(&tag)) {
            if icons::wanted(&classes).is_some_and(|wanted| icons::svg(wanted, "").is_none()) {
                self.diagnostics.push(
                    Diagnostic::warning("slide/icon", format!("no icon for `{classes}`"))
                        .at(self.sources.span(crate::deck::place(node)))
                        .help("the solid and regular icons of Font Awesome Free are drawn; brands are trademarks"),
                );
            }
        }
    }
}
