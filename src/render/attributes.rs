//! Attributes that a comment gave to an element, as HTML.

use super::escape;
use super::sanitize::is_loading;
use super::style::{harmless, is_allowed, is_plain};
use crate::deck::Attributes;
use crate::markdown::notes;

/// Allowed attributes as HTML, without those named.
#[must_use]
pub(super) fn attributes_but(attributes: Option<&Attributes>, left_out: &[&str]) -> String {
    let mut out = String::new();
    for (name, value) in attributes.into_iter().flat_map(Attributes::iter) {
        let is_odd = name.starts_with("data-") && !is_plain(value);
        if left_out.contains(&name)
            || name == notes::ATTRIBUTE
            || !is_allowed(name)
            || is_odd
            || is_loading(name)
        {
            continue;
        }
        let value = if name == "style" { harmless(value) } else { value.to_owned() };
        out.push_str(&format!(" {name}=\"{}\"", escape(&value)));
    }
    out
}

/// A class of whydeck's own with what the author adds to it, and the author's other attributes.
#[must_use]
pub(super) fn with_class(own: &str, attributes: Option<&Attributes>) -> String {
    let added = attributes.and_then(|list| list.get("class")).unwrap_or_default();
    let class = escape(format!("{own} {added}").trim());
    format!(" class=\"{class}\"{}", attributes_but(attributes, &["class"]))
}

/// A style of whydeck's own with what the author adds to it, as HTML: a second attribute of that
/// name would not count.
#[must_use]
pub(super) fn style(own: &str, attributes: Option<&Attributes>) -> String {
    let added = attributes.and_then(|list| list.get("style")).map(harmless).unwrap_or_default();
    let between = if own.is_empty() || added.is_empty() { "" } else { ";" };
    let style = format!("{own}{between}{added}");
    if style.is_empty() { style } else { format!(" style=\"{}\"", escape(&style)) }
}
