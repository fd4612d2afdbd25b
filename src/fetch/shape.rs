//! What a file is, by its bytes: a server may say anything.

/// The ending of a file's name for what it holds; none when that is no picture and no film.
pub(super) fn ending(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, wanted: &[u8]| bytes.get(from..from + wanted.len()) == Some(wanted);
    let brand = |wanted: &[&[u8]]| at(4, b"ftyp") && wanted.iter().any(|brand| at(8, brand));
    let known = [
        (at(0, b"\x89PNG\r\n\x1a\n"), "png"),
        (at(0, b"\xff\xd8\xff"), "jpg"),
        (at(0, b"GIF87a") || at(0, b"GIF89a"), "gif"),
        (at(0, b"RIFF") && at(8, b"WEBP"), "webp"),
        (brand(&[b"avif", b"avis"]), "avif"),
        (
            brand(&[
                b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ",
                b"dash",
            ]),
            "mp4",
        ),
        (at(0, b"\x1a\x45\xdf\xa3"), "webm"),
        (is_svg(bytes), "svg"),
    ];
    known.into_iter().find_map(|(is, ending)| is.then_some(ending))
}

/// Whether the first element is `<svg>`.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype")) => ">",
            _ => break,
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
    let name = rest.strip_prefix("<svg");
    name.is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide() {
        assert_eq!(ending(b"\x89PNG\r\n\x1a\n..."), Some("png"));
        assert_eq!(ending(b"\0\0\0\x20ftypavif...."), Some("avif"));
        assert_eq!(ending(b"\0\0\0\x20ftypisom...."), Some("mp4"));
        let svg = "\u{feff}<?xml version='1.0'?>\n<!-- a --><!DOCTYPE svg PUBLIC \"x\">\n<svg xmlns='y'/>";
        assert_eq!(ending(svg.as_bytes()), Some("svg"));
        for other in [
            "",
            "<html><svg></svg></html>",
            "<svgx>",
            "<!--<svg>",
            "%PDF-1.7",
            "GIF88a",
            "RIFF1234WAVE",
        ] {
            assert_eq!(ending(other.as_bytes()), None, "{other}");
        }
    }
}
