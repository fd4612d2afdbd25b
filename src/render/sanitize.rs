//! Raw HTML made harmless: ammonia over the HTML of a whole slide.
//!
//! Layout, classes, harmless styles and reveal's `data-*` stay; scripts, frames, forms, handlers
//! and inline SVG go. References to files are collected, and a token is left where each stood.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use ammonia::Builder;

use super::style::{harmless, is_plain};
use crate::assets::address;
use crate::markdown::notes::{self, tags};
use crate::token::{self, Token};

/// A file that raw HTML refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The address as written.
    pub address: String,
    /// Whether it is sound or film rather than a picture.
    pub is_media: bool,
}

/// Elements that go with all they hold.
const GONE: [&str; 12] = [
    "script", "style", "svg", "math", "template", "iframe", "object", "textarea", "select",
    "noscript", "noembed", "title",
];

/// The elements of raw HTML that will be left out, each once.
pub(crate) fn left_out(html: &str) -> impl Iterator<Item = &'static str> {
    let lower = html.to_ascii_lowercase();
    GONE.into_iter().chain(["form", "embed", "link", "meta", "base"]).filter(move |name| {
        lower.match_indices('<').any(|(at, _)| {
            let rest = &lower[at + 1..];
            rest.strip_prefix(name).is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
            })
        })
    })
}

/// ammonia with whydeck's rules; made once for a deck.
pub(crate) struct Sanitizer {
    builder: Builder<'static>,
    found: Arc<Mutex<Vec<Reference>>>,
}

impl Default for Sanitizer {
    fn default() -> Self {
        let found: Arc<Mutex<Vec<Reference>>> = Arc::default();
        let collect = Arc::clone(&found);
        let mut builder = Builder::default();
        builder
            .add_tags([
                "video",
                "audio",
                "source",
                "input",
                "figure",
                "figcaption",
                "header",
                "footer",
                "main",
                "aside",
                "font",
                "big",
                "u",
                "s",
            ])
            .rm_tags(["map", "area"])
            .clean_content_tags(HashSet::from(GONE))
            .add_generic_attributes(["class", "style", "id", "dir", "hidden", "align", "role"])
            .add_generic_attribute_prefixes(["data-", "aria-"])
            .add_tag_attributes("img", ["src", "width", "height"])
            .add_tag_attributes(
                "video",
                ["src", "poster", "controls", "loop", "muted", "width", "height", "autoplay"],
            )
            .add_tag_attributes("audio", ["src", "controls", "loop", "muted"])
            .add_tag_attributes("source", ["src"])
            .add_tag_attributes("input", ["checked", "disabled"])
            .add_tag_attribute_values("input", "type", ["checkbox"])
            .add_tag_attributes("details", ["open"])
            .add_tag_attributes("ol", ["start", "type", "reversed"])
            .add_tag_attributes("li", ["value"])
            .add_tag_attributes("font", ["color", "size"])
            .add_tag_attributes("a", ["target"])
            .add_url_schemes(["data"])
            .link_rel(Some("noopener noreferrer"))
            .attribute_filter(move |element: &str, attribute: &str, value: &str| {
                filter(&collect, element, attribute, value)
            });
        Self { builder, found }
    }
}

impl Sanitizer {
    /// Harmless HTML, and the files it refers to; a [`Token::Reference`] stands where each
    /// reference was.
    #[must_use]
    pub(crate) fn clean(&self, html: &str) -> (String, Vec<Reference>) {
        let clean = self.builder.clean(html).to_string();
        let found =
            self.found.lock().map(|mut found| std::mem::take(&mut *found)).unwrap_or_default();
        (clean, found)
    }
}

/// HTML that is left as it stands, and the files it shows; a [`Token::Reference`] stands where each
/// of them was.
#[must_use]
pub(crate) fn referred(html: &str) -> (String, Vec<Reference>) {
    let mut out = String::with_capacity(html.len());
    let mut found = Vec::new();
    let mut at = 0;
    for tag in tags::tags(html).filter(|tag| !tag.is_end) {
        let element = tag.name.to_ascii_lowercase();
        for attribute in &tag.attributes {
            let name = attribute.name.to_ascii_lowercase();
            let address = tags::decoded(attribute.value);
            let Some(is_media) = shows(&element, &name).filter(|_| !is_there(&address)) else {
                continue;
            };
            let token = Token::Reference(found.len());
            out.push_str(&html[at..attribute.range.start]);
            out.push_str(&format!(" {name}=\"{token}\""));
            at = attribute.range.end;
            found.push(Reference { address, is_media });
        }
    }
    out.push_str(&html[at..]);
    (out, found)
}

/// Whether an attribute names a file that its element shows, and whether that is a film or a sound.
fn shows(element: &str, attribute: &str) -> Option<bool> {
    match (element, attribute) {
        ("img" | "video" | "audio" | "source", "src") => Some(element != "img"),
        ("video", "poster") => Some(false),
        _ => None,
    }
}

/// Whether an address needs no file: whydeck's own references were resolved before.
fn is_there(address: &str) -> bool {
    matches!(Token::parse(address), Some(Token::Asset(_))) || address.starts_with("data:image/")
}

/// What becomes of an attribute that ammonia would let pass.
fn filter<'v>(
    found: &Mutex<Vec<Reference>>,
    element: &str,
    attribute: &str,
    value: &'v str,
) -> Option<Cow<'v, str>> {
    if let Some(is_media) = shows(element, attribute) {
        if is_there(value) {
            return Some(Cow::Borrowed(value));
        }
        let mut found = found.lock().ok()?;
        found.push(Reference { address: value.to_owned(), is_media });
        return Some(Cow::Owned(Token::Reference(found.len() - 1).to_string()));
    }
    match (element, attribute) {
        (_, "style") => {
            let style = harmless(value);
            (!style.is_empty()).then_some(Cow::Owned(style))
        }
        (_, notes::ATTRIBUTE) => None,
        // reveal would load these by itself, and set the ones that name HTML as markup.
        (_, name) if name.starts_with("data-") && (is_loading(name) || !is_plain(value)) => None,
        // The page's own element must be the only one of its name.
        (_, "id") if value == "whydeck-options" => None,
        // `data:` is for pictures only.
        (_, "href") if address::scheme(value).as_deref() == Some("data") => None,
        (_, "cite") if !address::may_lead(value) => None,
        // The place of a file or a figure that a broken tag drew in.
        _ => Some(token::without(value)),
    }
}

/// Whether reveal loads, opens or runs what a `data-` attribute names.
#[must_use]
pub(crate) fn is_loading(name: &str) -> bool {
    matches!(
        name,
        "data-src"
            | "data-srcset"
            | "data-preview-image"
            | "data-preview-video"
            | "data-preview-link"
            | "data-markdown"
            | "data-trim"
    ) || name.starts_with("data-background-iframe")
        || name.starts_with("data-background-video")
        || matches!(name, "data-background" | "data-background-image")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_that_is_left_alone_still_brings_its_files() {
        let (html, found) = referred(
            "<p onclick=x()><img class=a src='a b.png' onload=\"y\"><video poster=c.png src=d.webm></video>\
             <img src=\"data:image/png;base64,aa\"><script src=e.js></script>",
        );
        let addresses: Vec<(&str, bool)> =
            found.iter().map(|file| (file.address.as_str(), file.is_media)).collect();
        assert_eq!(addresses, [("a b.png", false), ("c.png", false), ("d.webm", true)]);
        let [first, second, third] = [0, 1, 2].map(|number| Token::Reference(number).to_string());
        assert_eq!(
            html,
            format!(
                "<p onclick=x()><img class=a src=\"{first}\" onload=\"y\">\
                 <video poster=\"{second}\" src=\"{third}\"></video>\
                 <img src=\"data:image/png;base64,aa\"><script src=e.js></script>"
            )
        );
    }

    #[test]
    fn what_runs_goes_and_what_lays_out_stays() {
        let (html, found) = Sanitizer::default().clean(
            "<div class=\"r-stack\" style=\"color:red;position:fixed\" onclick=\"x()\" data-id=1>\
             <img src=a.png onerror=x()><script>x()</script><svg onload=x()><script>x()</script></svg>\
             <a href=\"javascript:x()\">j</a><a href=\"data:text/html,x\">d</a><a href=\"&#1; d&#10;a\tta&#9;:text/html,x\">e</a><iframe src=x></iframe>\
             <b data-src=\"http://x\" data-background-iframe=x>t</b></div>",
        );
        assert_eq!(found, [Reference { address: "a.png".into(), is_media: false }]);
        assert_eq!(
            html,
            format!(
                "<div class=\"r-stack\" style=\"color:red\" data-id=\"1\"><img src=\"{}\">\
                 <a rel=\"noopener noreferrer\">j</a><a rel=\"noopener noreferrer\">d</a><a rel=\"noopener noreferrer\">e</a><b>t</b></div>",
                Token::Reference(0)
            )
        );
    }
}
