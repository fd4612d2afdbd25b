//! Media that reveal.js loads later, and frames.

use super::Opened;
use crate::assets::address::may_lead;
use crate::diagnostic::Diagnostic;
use crate::markdown::notes::tags::{self, Attribute, Tag, decoded};
use crate::markdown::{self, Node, place};

/// Elements that load what `src` names.
const MEDIA: [&str; 4] = ["img", "video", "audio", "source"];

/// Writes `src` for `data-src`, and links for frames.
pub(super) fn mend(node: Node<'_>, opened: &mut Opened<'_>) {
    let at = place(node);
    let mut frames = Vec::new();
    markdown::rewrite(node, |html| mended(html, &mut frames));
    for address in frames {
        let message = "a deck shows no other page inside it: this frame is a link";
        opened.diagnostics.push(
            Diagnostic::warning("slide/frame", message)
                .at(opened.source.place(at))
                .label(format!("leads to {address}"))
                .help("show a picture of the page, and link it"),
        );
    }
}

fn mended(html: &str, frames: &mut Vec<String>) -> Option<String> {
    if !html.contains("data-src") && !contains(html, "iframe") {
        return None;
    }
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for tag in tags::tags(html) {
        if tag.name.eq_ignore_ascii_case("iframe") {
            // What stands in the element is for browsers that know no frames.
            if !tag.is_end {
                out.push_str(&html[at..tag.range.start]);
                let (link, address) = link(&tag);
                frames.extend(address);
                out.push_str(&link);
            }
            at = tag.range.end;
        } else if !tag.is_end && MEDIA.iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
            let source = attribute(&tag, "data-src").filter(|_| attribute(&tag, "src").is_none());
            if let Some(source) = source {
                let written = &html[source.range.clone()];
                out.push_str(&html[at..source.range.start]);
                out.push_str(&written.replacen(source.name, "src", 1));
                at = source.range.end;
            }
        }
    }
    out.push_str(html.get(at..).unwrap_or_default());
    Some(out)
}

fn contains(html: &str, name: &str) -> bool {
    html.to_ascii_lowercase().contains(name)
}

/// The link that stands for a frame, and where it leads.
fn link(tag: &Tag<'_>) -> (String, Option<String>) {
    let source = attribute(tag, "src").or_else(|| attribute(tag, "data-src"));
    let Some(source) = source.filter(|source| !source.value.trim().is_empty()) else {
        return (String::new(), None);
    };
    let title = attribute(tag, "title").map(|title| title.value.trim()).unwrap_or_default();
    let label = if title.is_empty() { source.value.trim() } else { title };
    let label = label.replace('<', "&lt;");
    let address = source.value.trim();
    if !may_lead(&decoded(address)) {
        return (label, Some(decoded(address)));
    }
    let quoted = address.replace('"', "&quot;").replace('<', "&lt;");
    let link = format!("<a class=\"frame\" href=\"{quoted}\" target=\"_blank\">{label}</a>");
    (link, Some(decoded(address)))
}

fn attribute<'t, 'h>(tag: &'t Tag<'h>, name: &str) -> Option<&'t Attribute<'h>> {
    tag.attributes.iter().find(|own| own.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        mended(html, &mut Vec::new()).unwrap_or_else(|| html.to_owned())
    }

    #[test]
    fn what_is_loaded_later_is_loaded() {
        assert_eq!(of("<img alt=a data-src=\"a.png\">"), "<img alt=a src=\"a.png\">");
        assert_eq!(
            of("<video><source DATA-SRC='a.mp4' data-src=b></video>"),
            "<video><source src='a.mp4' data-src=b></video>"
        );
        assert_eq!(of("<img src=a data-src=b>"), "<img src=a data-src=b>");
        assert_eq!(of("<p data-src=b>"), "<p data-src=b>");
    }

    #[test]
    fn frames_are_links() {
        assert_eq!(
            of("a <iframe src=\"https://x/?a&amp;b\" width=3>old <b></iframe> c"),
            "a <a class=\"frame\" href=\"https://x/?a&amp;b\" target=\"_blank\">https://x/?a&amp;b</a> c"
        );
        assert_eq!(
            of("<iframe data-src=x title=Map></iframe>"),
            "<a class=\"frame\" href=\"x\" target=\"_blank\">Map</a>"
        );
        assert_eq!(of("<iframe></iframe>"), "");
    }
}
