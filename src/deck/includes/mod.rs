//! A slide file takes in others, line by line.
//!
//! 1. `<!-- include: other.md -->` stands for the lines of that file.
//! 2. `<section data-markdown="other.md">` stands for its slides, as reveal.js has it
//!    ([`sections`]).
//! 3. `include:` in the front matter names files whose slides follow those of the document.
//!
//! The result is one text for the scanner, in which each line is one of the document or of a file
//! that it leads to, with its place there. A file is read only where it lies inside the root, ends
//! in `.md`, and no part of its path is hidden.

mod sections;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::separators::Separators;
use crate::diagnostic::Diagnostic;
use crate::markdown::lines::{Fence, fence_opening};
use crate::root;
use crate::source::front_matter::Spanned;
use crate::source::{SourceId, Sources, front_matter};
use crate::token::Token;

/// How deep files include files.
const DEEPEST: usize = 8;
/// How many inclusions a document has.
const MOST: usize = 200;
/// How many bytes they bring together.
const MOST_BYTES: usize = 8 << 20;

/// What a document and its files make together.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    pub(crate) text: String,
    /// The place of each line: a line in the numbering shared by all texts.
    pub(crate) lines: Vec<usize>,
    /// The files that were looked for.
    pub(crate) looked_for: Vec<PathBuf>,
    /// Whether it is not known where notes begin in one of them.
    pub(crate) is_private: bool,
}

/// Where files are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach<'r> {
    pub(crate) base: &'r Path,
    pub(crate) root: &'r Path,
}

/// What a document says about the files that it takes in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inclusion<'r> {
    pub(crate) reach: Reach<'r>,
    /// The separators of the document.
    pub(crate) separators: &'r Separators,
    /// The files whose slides follow those of the document.
    pub(crate) further: &'r [Spanned<String>],
    /// Whether notes stay in.
    pub(crate) notes: bool,
}

/// Whether a text may include files.
#[must_use]
pub(crate) fn is_in(text: &str) -> bool {
    text.match_indices("<!--").any(|(at, _)| text[at + 4..].trim_start().starts_with("include:"))
        || sections::are_in(text)
}

/// The file that a line includes.
fn included(line: &str) -> Option<&str> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let body = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let name = body.trim().strip_prefix("include:")?.trim().trim_matches(['"', '\'']);
    (indent <= 3 && !body.contains("-->") && !name.is_empty()).then_some(name)
}

/// Takes the files in that the bytes `from..to` of a document lead to.
pub(crate) fn join(
    sources: &mut Sources,
    id: SourceId,
    (from, to): (usize, usize),
    inclusion: Inclusion<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Joined {
    let real = sources.get(id).path().and_then(|path| std::fs::canonicalize(path).ok());
    let mut joining = Joining {
        sources,
        inclusion,
        diagnostics,
        out: Joined::default(),
        open: real.into_iter().collect(),
        inclusions: 0,
        bytes: 0,
        sections: 0,
        in_section: false,
    };
    joining.text(id, from, to, inclusion.reach.base);
    joining.further(id);
    joining.out
}

struct Joining<'j> {
    sources: &'j mut Sources,
    inclusion: Inclusion<'j>,
    diagnostics: &'j mut Vec<Diagnostic>,
    out: Joined,
    /// The files that are being read, each in the one before it.
    open: Vec<PathBuf>,
    inclusions: usize,
    bytes: usize,
    /// How many raw sections seem to be open.
    sections: usize,
    /// Whether the text is one of a section, with separators of its own.
    in_section: bool,
}

/// A file that was read.
struct Opened {
    id: SourceId,
    /// Where its text begins, behind its front matter.
    from: usize,
    /// The folder that it is in.
    folder: PathBuf,
    /// Its path without links.
    real: PathBuf,
}

impl Joining<'_> {
    /// Takes in a part of a text, whose files are beside it in `folder`.
    fn text(&mut self, id: SourceId, from: usize, to: usize, folder: &Path) {
        let text = self.sources.get(id).text()[from..to].to_owned();
        let mut fence: Option<Fence> = None;
        let mut in_comment = false;
        let mut at = 0;
        while at < text.len() {
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            let line = text[at..end].trim_end_matches('\n');
            match &fence {
                Some(open) if open.left_by(line) || open.closed_by(line) => fence = None,
                Some(_) => {}
                None => fence = fence_opening(line, false),
            }
            let place = from + at..from + at + line.len();
            if fence.is_some() {
                self.line(id, line, place.start);
            } else if let Some(name) = included(line) {
                let taken = self.include(name, folder);
                self.tell(taken, id, place);
            } else if let Some(found) = (!in_comment).then(|| sections::find(&text, at)).flatten() {
                self.line(id, &text[at..found.range.start], place.start);
                at = found.range.end;
                let place = from + found.range.start..from + found.range.end;
                let taken = self.slides_of(&found, id, place.start, folder);
                self.tell(taken, id, place);
                continue;
            } else {
                in_comment = goes_on_as_comment(line, in_comment);
                let is_separator = self.inclusion.separators.of_line(line).is_some();
                // What parts the slides of the document is a rule in a file with its own.
                let line = if self.in_section && is_separator { "***" } else { line };
                self.count_sections(line);
                self.line(id, line, place.start);
            }
            at = end;
        }
    }

    /// Takes in a line that stands at byte `at` of a text.
    fn line(&mut self, id: SourceId, line: &str, at: usize) {
        self.out.text.push_str(line);
        self.out.text.push('\n');
        self.out.lines.push(self.sources.get(id).shared_line(at));
    }

    fn tell(&mut self, taken: Result<(), String>, id: SourceId, place: std::ops::Range<usize>) {
        if let Err(problem) = taken {
            let span = self.sources.get(id).span(place);
            self.diagnostics.push(Diagnostic::warning("slide/include", problem).at(span));
        }
    }

    /// Takes in the files of the front matter, each from a new slide on.
    fn further(&mut self, id: SourceId) {
        for Spanned { value, span } in self.inclusion.further {
            let (length, lines) = (self.out.text.len(), self.out.lines.len());
            if !self.out.text.trim().is_empty() {
                self.line(id, &Token::Joint.to_string(), span.start);
            }
            if let Err(problem) = self.include(value, self.inclusion.reach.base) {
                self.out.text.truncate(length);
                self.out.lines.truncate(lines);
                self.diagnostics.push(Diagnostic::warning("slide/include", problem).at(*span));
            }
        }
    }

    fn include(&mut self, name: &str, folder: &Path) -> Result<(), String> {
        let Opened { id, from, folder, real } = self.open(name, folder)?;
        let to = self.sources.get(id).text().len();
        self.open.push(real);
        self.text(id, from, to, &folder);
        self.open.pop();
        Ok(())
    }

    /// Reads a file, when it may be read.
    fn open(&mut self, name: &str, folder: &Path) -> Result<Opened, String> {
        let is_hidden =
            |part: &OsStr| part.as_encoded_bytes().starts_with(b".") && part != "." && part != "..";
        let ends_well = name.len() > 3 && name.to_ascii_lowercase().ends_with(".md");
        if !ends_well {
            return Err(format!("cannot include `{name}`: only `.md` files are"));
        }
        self.inclusions += 1;
        if self.inclusions > MOST {
            return Err(format!("`{name}` is not included: {MOST} inclusions are"));
        }
        if self.open.len() > DEEPEST {
            return Err(format!(
                "`{name}` is not included: files include files {DEEPEST} times deep"
            ));
        }
        let root = self.inclusion.reach.root;
        let path = folder.join(name);
        self.out.looked_for.push(path.clone());
        let failed = |reason: String| format!("cannot include `{name}`: {reason}");
        if Path::new(name).iter().any(is_hidden) {
            return Err(failed("it is hidden".into()));
        }
        let real = root::inside(root, &path).map_err(failed)?;
        if self.open.contains(&real) {
            return Err(failed("it would include itself".into()));
        }
        let bytes = root::open_where(root, &path, is_hidden)
            .and_then(|file| root::read_file(&file))
            .map_err(|error| failed(root::reason(&error)))?;
        self.bytes += bytes.len();
        if self.bytes > MOST_BYTES {
            return Err(failed(format!("more than {} MiB are", MOST_BYTES >> 20)));
        }
        let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8 text".into()))?;
        let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        let id = self.sources.add(shown, Some(path.clone()), text);
        let folder = path.parent().unwrap_or(folder).to_owned();
        Ok(Opened { id, from: self.body(id), folder, real })
    }

    /// Where the text of an included file begins, behind its front matter.
    fn body(&mut self, id: SourceId) -> usize {
        let source = self.sources.get(id);
        let cut = front_matter::cut(source);
        if cut.body > 0 {
            self.diagnostics.push(
                Diagnostic::warning(
                    "slide/include",
                    "the front matter of an included file is left out",
                )
                .at(cut.front.span.unwrap_or(source.span(0..cut.body)))
                .help("say it in the document that includes the file"),
            );
        }
        cut.body
    }
}

/// Whether a comment is open behind a line.
fn goes_on_as_comment(line: &str, is_open: bool) -> bool {
    let (opens, closes) = (line.rfind("<!--"), line.rfind("-->"));
    match (opens, closes) {
        (Some(opens), Some(closes)) => opens > closes,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => is_open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_alone_on_its_line_includes() {
        assert_eq!(included("<!-- include: a/b c.md -->"), Some("a/b c.md"));
        assert_eq!(included("  <!--include:\"a.md\"-->  "), Some("a.md"));
        for line in [
            "    <!-- include: a.md -->",
            "text <!-- include: a.md -->",
            "<!-- include: -->",
            "<!-- includes: a.md -->",
            "<!-- include: a.md --> <!-- b -->",
        ] {
            assert_eq!(included(line), None, "{line}");
        }
        assert!(is_in("x\n<!--\ninclude: a -->") && !is_in("<!-- I include: b -->"));
        assert!(
            is_in("<section id=a data-markdown='a.md'>") && !is_in("<section data-markdown=\"\">")
        );
    }
}
