//! Texts that the build script packed, so that the binary is small.

use std::io::{self, Read};

/// The text of a packed file of the build.
///
/// # Errors
/// When it is broken, which the tests of each file exclude.
pub(crate) fn text(packed: &[u8]) -> io::Result<String> {
    let mut text = String::new();
    brotli_decompressor::Decompressor::new(packed, 4096).read_to_string(&mut text)?;
    Ok(text)
}
