//! A problem with its file and place, as all formats for programs need it.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::visible;
use crate::diagnostic::Diagnostic;
use crate::source::{Location, Source, Sources, Span};

/// A problem where it is.
#[derive(Debug)]
pub(super) struct Finding<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// The file it is about: where it names no place, the document that was read.
    pub(super) file: Option<FileName>,
    /// The first character, and the one behind the last.
    pub(super) place: Option<(Location, Location)>,
}

/// A file as its user called it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileName {
    /// With forward slashes.
    pub(super) path: String,
    /// The same as a URI: relative where the path is.
    pub(super) uri: String,
}

/// The problems of a document.
pub(super) fn findings<'d>(
    diagnostics: &'d [Diagnostic],
    sources: &Sources,
    document: Option<&Path>,
) -> Vec<Finding<'d>> {
    let document = match document {
        Some(path) => Some(FileName::of_path(path)),
        None => sources.iter().next().map(FileName::of_source),
    };
    let one = |diagnostic: &'d Diagnostic| {
        let file = match diagnostic.span {
            Some(span) => Some(FileName::of_source(sources.get(span.source))),
            None => document.clone(),
        };
        let place = diagnostic.span.map(|span| ends(sources.get(span.source), span));
        Finding { diagnostic, file, place }
    };
    diagnostics.iter().map(one).collect()
}

impl Finding<'_> {
    /// All that is said of the problem, for formats that have one text: the help is a line of its
    /// own.
    pub(super) fn words(&self) -> String {
        let Diagnostic { message, label, help, .. } = self.diagnostic;
        let mut words = visible(message);
        if let Some(label) = label {
            words.push_str(&format!(" ({})", visible(label)));
        }
        if let Some(help) = help {
            words.push_str(&format!("\nhelp: {}", visible(help)));
        }
        words
    }
}

/// Both ends of a span. The end of its last line is left out, so that a whole line does not reach
/// into the next one.
fn ends(source: &Source, span: Span) -> (Location, Location) {
    let text = source.text().get(span.start..span.end).unwrap_or_default();
    let length = text.trim_end_matches('\n').len();
    (source.locate(span.start), source.locate(span.start + length))
}

impl FileName {
    fn of_source(source: &Source) -> Self {
        // A name that is shown has its control characters written out; the path has them.
        match source.path().filter(|path| super::path(path) == source.name()) {
            Some(path) => Self::of_path(path),
            None => Self::new(source.name(), source.name().as_bytes()),
        }
    }

    fn of_path(path: &Path) -> Self {
        Self::new(&path.to_string_lossy(), path.as_os_str().as_encoded_bytes())
    }

    fn new(path: &str, bytes: &[u8]) -> Self {
        let slashed = |byte: &u8| if cfg!(windows) && *byte == b'\\' { b'/' } else { *byte };
        let bytes: Vec<u8> = bytes.iter().map(slashed).collect();
        let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
        Self { path, uri: uri(&bytes) }
    }
}

/// What stands in a URI as it is; a colon would look like the end of a scheme.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

fn uri(path: &[u8]) -> String {
    let relative = path.strip_prefix(b"./").unwrap_or(path);
    match path {
        [b'/', ..] => format!("file://{}", percent_encode(path, KEPT)),
        [drive, b':', b'/', rest @ ..] if cfg!(windows) => {
            format!("file:///{}:/{}", char::from(*drive), percent_encode(rest, KEPT))
        }
        _ => percent_encode(relative, KEPT).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        for (path, uri) in [
            ("a.md", "a.md"),
            ("./docs/über uns#1.md", "docs/%C3%BCber%20uns%231.md"),
            ("../a:b?c%d.md", "../a%3Ab%3Fc%25d.md"),
            ("/tmp/a b.md", "file:///tmp/a%20b.md"),
        ] {
            let name = FileName::of_path(Path::new(path));
            assert_eq!((name.path.as_str(), name.uri.as_str()), (path, uri));
        }
    }

    #[test]
    fn a_line_does_not_reach_into_the_next() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, "one\r\ntwo 🚒\r\nthree\r\n".into());
        let (start, end) = ends(sources.get(id), sources.get(id).span(4..13));
        assert_eq!((start.line, start.column, start.offset), (2, 1, 5));
        assert_eq!((end.line, end.column, end.utf16, end.utf8), (2, 6, 7, 9));
        assert_eq!(end.offset, 13);
    }
}
