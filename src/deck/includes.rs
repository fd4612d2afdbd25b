//! `<!-- include: other.md -->`: a slide file takes in others, line by line.
//!
//! The result is one text for the scanner, in which each line is one of the document or of a file
//! that it leads to, with its place there. A file is read only where it lies inside the root, ends
//! in `.md`, and no part of its path is hidden.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::markdown::lines::{Fence, fence_opening};
use crate::root;
use crate::source::{SourceId, Sources, front_matter};

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
}

/// Where files are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach<'r> {
    pub(crate) base: &'r Path,
    pub(crate) root: &'r Path,
}

/// Whether a text may include files.
#[must_use]
pub(crate) fn is_in(text: &str) -> bool {
    text.match_indices("<!--").any(|(at, _)| text[at + 4..].trim_start().starts_with("include:"))
}

/// The file that a line includes.
fn included(line: &str) -> Option<&str> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let body = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let name = body.trim().strip_prefix("include:")?.trim().trim_matches(['"', '\'']);
    (indent <= 3 && !body.contains("-->") && !name.is_empty()).then_some(name)
}

/// Takes the files in that stand in the bytes `from..to` of a document.
pub(crate) fn join(
    sources: &mut Sources,
    id: SourceId,
    (from, to): (usize, usize),
    reach: Reach<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Joined {
    let real = sources.get(id).path().and_then(|path| std::fs::canonicalize(path).ok());
    let mut joining = Joining {
        sources,
        reach,
        diagnostics,
        out: Joined::default(),
        open: real.into_iter().collect(),
        inclusions: 0,
        bytes: 0,
    };
    joining.text(id, from, to, reach.base);
    joining.out
}

struct Joining<'j> {
    sources: &'j mut Sources,
    reach: Reach<'j>,
    diagnostics: &'j mut Vec<Diagnostic>,
    out: Joined,
    /// The files that are being read, each in the one before it.
    open: Vec<PathBuf>,
    inclusions: usize,
    bytes: usize,
}

impl Joining<'_> {
    /// Takes in a part of a text, whose files are beside it in `folder`.
    fn text(&mut self, id: SourceId, from: usize, to: usize, folder: &Path) {
        let text = self.sources.get(id).text()[from..to].to_owned();
        let mut fence: Option<Fence> = None;
        let mut at = from;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches('\n');
            match &fence {
                Some(open) if open.left_by(bare) || open.closed_by(bare) => fence = None,
                Some(_) => {}
                None => fence = fence_opening(bare, false),
            }
            match included(bare).filter(|_| fence.is_none()) {
                Some(name) => {
                    let span = self.sources.get(id).span(at..at + bare.len());
                    if let Err(problem) = self.include(name, folder) {
                        self.diagnostics
                            .push(Diagnostic::warning("slide/include", problem).at(span));
                    }
                }
                None => {
                    self.out.text.push_str(bare);
                    self.out.text.push('\n');
                    self.out.lines.push(self.sources.get(id).shared_line(at));
                }
            }
            at += line.len();
        }
    }

    fn include(&mut self, name: &str, folder: &Path) -> Result<(), String> {
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
        let path = folder.join(name);
        self.out.looked_for.push(path.clone());
        let failed = |reason: String| format!("cannot include `{name}`: {reason}");
        if Path::new(name).iter().any(is_hidden) {
            return Err(failed("it is hidden".into()));
        }
        let real = root::inside(self.reach.root, &path).map_err(failed)?;
        if self.open.contains(&real) {
            return Err(failed("it would include itself".into()));
        }
        let bytes = root::open_where(self.reach.root, &path, is_hidden)
            .and_then(|file| root::read_file(&file))
            .map_err(|error| failed(root::reason(&error)))?;
        self.bytes += bytes.len();
        if self.bytes > MOST_BYTES {
            return Err(failed(format!("more than {} MiB are", MOST_BYTES >> 20)));
        }
        let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8 text".into()))?;
        let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        let id = self.sources.add(shown, Some(path.clone()), text);
        let from = self.body(id);
        let to = self.sources.get(id).text().len();
        self.open.push(real);
        self.text(id, from, to, path.parent().unwrap_or(folder));
        self.open.pop();
        Ok(())
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
    }
}
