//! The sizes of pictures: of files the first bytes are read, no more.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;
use std::rc::Rc;

use super::address::{as_read, is_remote};
use super::fetched::Fetched;
use crate::root;

/// Tells the sizes of pictures.
pub(crate) trait Pictures {
    /// Width and height in pixels; none when the picture is not known.
    fn size(&self, url: &str) -> Option<(f64, f64)>;
}

/// No picture is known.
#[cfg(test)]
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Unknown;

#[cfg(test)]
impl Pictures for Unknown {
    fn size(&self, _: &str) -> Option<(f64, f64)> {
        None
    }
}

/// Files below a folder, inside a root.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// The folder that addresses are relative to.
    pub base: PathBuf,
    /// The folder that nothing may be read outside of.
    pub root: PathBuf,
    /// What stands for addresses of the network.
    fetched: Rc<Fetched>,
    known: RefCell<HashMap<String, Option<(f64, f64)>>>,
}

/// Enough of a file for its size: a JPEG's comes after what its camera wrote.
const HEAD: u64 = 256 << 10;

impl Files {
    /// The files of a document.
    #[must_use]
    pub(crate) fn of(base: PathBuf, root: PathBuf, fetched: &Rc<Fetched>) -> Self {
        Self { base, root, fetched: Rc::clone(fetched), known: RefCell::default() }
    }

    fn read(&self, url: &str) -> Option<(f64, f64)> {
        let path = if url.starts_with("data:") {
            return None;
        } else if is_remote(url) {
            self.fetched.file(&as_read(url))?
        } else {
            let path = url.split(['?', '#']).next().unwrap_or(url);
            self.base.join(&*percent_encoding::percent_decode_str(path).decode_utf8().ok()?)
        };
        let file = root::open_inside(&self.root, &path).ok()?;
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).ok()?;
        size(&head)
    }
}

impl Pictures for Files {
    fn size(&self, url: &str) -> Option<(f64, f64)> {
        if let Some(known) = self.known.borrow().get(url) {
            return *known;
        }
        let size = self.read(url);
        self.known.borrow_mut().insert(url.to_owned(), size);
        size
    }
}

/// The size that a file's first bytes tell: PNG, GIF, JPEG, WebP, SVG.
#[must_use]
pub(crate) fn size(head: &[u8]) -> Option<(f64, f64)> {
    let two = |at: usize| head.get(at..at + 2).map(|b| f64::from(u16::from_be_bytes([b[0], b[1]])));
    let little = |at: usize| head.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]));
    let four = |at: usize| {
        head.get(at..at + 4).map(|b| f64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])))
    };
    if head.starts_with(b"\x89PNG") {
        return Some((four(16)?, four(20)?));
    }
    if head.starts_with(b"GIF8") {
        return Some((f64::from(little(6)?), f64::from(little(8)?)));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return match head.get(12..16)? {
            b"VP8 " => Some((f64::from(little(26)? & 0x3fff), f64::from(little(28)? & 0x3fff))),
            b"VP8X" => {
                let three = |at: usize| {
                    head.get(at..at + 3)
                        .map(|b| f64::from(u32::from_le_bytes([b[0], b[1], b[2], 0])))
                };
                Some((three(24)? + 1.0, three(27)? + 1.0))
            }
            _ => None,
        };
    }
    if head.starts_with(b"\xff\xd8") {
        let mut at = 2;
        loop {
            let marker = *head.get(at + 1)?;
            let is_frame = (0xc0..=0xcf).contains(&marker) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
            if is_frame {
                return Some((two(at + 7)?, two(at + 5)?));
            }
            at += 2 + two(at + 2)? as usize;
        }
    }
    svg(std::str::from_utf8(head)
        .or_else(|error| std::str::from_utf8(&head[..error.valid_up_to()]))
        .ok()?)
}

/// A transparent SVG that a page lays out as it does the picture whose first bytes these are; none
/// when they do not tell its size. An SVG's stand-in has the same measures, be they lengths, shares
/// or a view box alone.
#[must_use]
pub(crate) fn stand_in(head: &[u8]) -> Option<String> {
    let (width, height) = size(head)?;
    let mut attributes = format!(" width=\"{width}\" height=\"{height}\"");
    if let Some((_, rest)) = text(head).and_then(|text| text.split_once("<svg")) {
        let tag = rest.split_once('>')?.0;
        let measures = ["width", "height", "viewBox", "preserveAspectRatio"];
        attributes = measures
            .iter()
            .filter_map(|name| Some((name, attribute(tag, name)?)))
            .filter(|(_, value)| !value.contains(['<', '>', '&']))
            .map(|(name, value)| format!(" {name}=\"{value}\""))
            .collect();
    }
    Some(format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{attributes}/>"))
}

/// The text that a file begins with.
fn text(head: &[u8]) -> Option<&str> {
    std::str::from_utf8(head)
        .or_else(|error| std::str::from_utf8(&head[..error.valid_up_to()]))
        .ok()
        .filter(|text| text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<'))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

/// Width and height of an SVG, or those of its view box.
fn svg(text: &str) -> Option<(f64, f64)> {
    let tag = text.split_once("<svg")?.1.split_once('>')?.0;
    let value = |name: &str| attribute(tag, name);
    let length = |name: &str| {
        value(name)?.trim_end_matches("px").parse::<f64>().ok().filter(|length| *length > 0.0)
    };
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let sides: Vec<f64> = value("viewBox")?
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect();
    match sides[..] {
        // Without a width it is as wide as it may be.
        [_, _, width, height] if width > 0.0 => Some((1160.0, height * 1160.0 / width)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_measures_what_its_picture_does() {
        let raster = stand_in(b"GIF89a\x05\0\x06\0").expect("a size");
        assert!(raster.ends_with(" width=\"5\" height=\"6\"/>"), "{raster}");
        let scaled =
            stand_in(b"<svg viewBox=\"0 0 20 10\" width=\"50%\"><g/></svg>").expect("a size");
        assert!(scaled.ends_with(" width=\"50%\" viewBox=\"0 0 20 10\"/>"), "{scaled}");
        assert_eq!(stand_in(b"<svg width='4'>"), None);
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(
            size(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80"),
            Some((256.0, 128.0))
        );
        assert_eq!(size(b"GIF89a\x05\0\x06\0"), Some((5.0, 6.0)));
        assert_eq!(
            size(b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20"),
            Some((32.0, 16.0))
        );
        assert_eq!(size(b"<svg xmlns=\"x\" width=\"40\" height=\"20px\">"), Some((40.0, 20.0)));
        assert_eq!(size(b"<?xml?><svg viewBox=\"0 0 20 10\">"), Some((1160.0, 580.0)));
        for broken in [
            &b""[..],
            b"\x89PNG",
            b"GIF8",
            b"\xff\xd8\xff",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"\xff\xd8\xff\xe0\0\0\0\0",
        ] {
            let _ = size(broken);
        }
    }
}
