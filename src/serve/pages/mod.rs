//! Pages that are not decks, and the addresses at which people find all of them.

pub mod address;
pub mod index;
pub(crate) mod qr;
pub mod strip;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters that stand for themselves in a segment of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path, percent-encoded as it stands in a request.
#[must_use]
pub fn encoded(path: &str) -> String {
    let segments = path.split('/').map(|segment| utf8_percent_encode(segment, SEGMENT).to_string());
    segments.collect::<Vec<_>>().join("/")
}
