//! Raw HTML: where its addresses stand in the document, and where a token stands in what a
//! sanitiser made of it.

use std::collections::HashMap;

use comrak::nodes::{NodeValue, Sourcepos};

use super::tags;
use crate::markdown::Node;

/// Where a token stands in HTML that a serialiser wrote: values are in double quotes, and no text
/// holds a `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Content,
    Tag,
    Value,
}

impl Place {
    /// The place behind a text that begins here.
    pub(super) fn after(self, text: &str) -> Self {
        text.bytes().fold(self, |place, byte| match (place, byte) {
            (Self::Content, b'<') => Self::Tag,
            (Self::Tag, b'>') => Self::Content,
            (Self::Tag, b'"') => Self::Value,
            (Self::Value, b'"') => Self::Tag,
            _ => place,
        })
    }
}

/// The places of the raw HTML that holds each address: of the first, where several do.
pub(super) fn places(blocks: &[Node<'_>]) -> HashMap<String, Sourcepos> {
    let mut places = HashMap::new();
    for (html, at) in raw_html(blocks) {
        for value in tags::values(&html) {
            places.entry(value.to_owned()).or_insert(at);
        }
    }
    places
}

/// The raw HTML in blocks, with its places.
pub(super) fn raw_html<'n, 'a: 'n>(
    blocks: &'n [Node<'a>],
) -> impl Iterator<Item = (String, Sourcepos)> + use<'n, 'a> {
    blocks.iter().flat_map(|block| block.descendants()).filter_map(|node| {
        let data = node.data();
        match &data.value {
            NodeValue::HtmlBlock(html) => Some((html.literal.clone(), data.sourcepos)),
            NodeValue::HtmlInline(html) => Some((html.clone(), data.sourcepos)),
            _ => None,
        }
    })
}
