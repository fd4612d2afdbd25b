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
