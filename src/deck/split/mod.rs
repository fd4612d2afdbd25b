//! The line scanner: finds where slides begin, where notes begin, and the comments, before Markdown
//! is parsed.
//!
//! 1. It reads line by line and knows fences, HTML blocks that Markdown does not end at a blank
//!    line, and comments.
//! 2. A separator or a `Note:` becomes a `---` set apart by blank lines, so that Markdown sees a
//!    rule there whatever stood around it; [`Split::marks`] says which rules are separators.
//! 3. Comments leave the text: attributes, notes and remarks are in [`Split::comments`]; an
//!    `.element:` comment leaves a token where it stood.
//! 4. Whatever is still open at the end of a slide is closed there, so that no slide swallows the
//!    next.
//!
//! The result is one text for one Markdown parse, with the origin of each of its lines.

mod abbreviations;
mod comments;
mod content;
mod cuts;
mod formulas;
mod matched;
mod openings;
mod remarks;
mod sections;
mod unclosed;

use std::ops::Range;

pub(crate) use super::marks::{Comment, CommentKind, Mark, MarkKind};
use super::separators::Separators;
use crate::diagnostic::Diagnostic;
use crate::markdown::lines::{Fence, HtmlBlock};
use crate::markdown::{LineOrigin, notes};
use crate::source::{Source, Span};
use matched::Cut;
use sections::Section;

/// A scanned document.
#[derive(Debug)]
pub(crate) struct Split {
    /// The text to parse.
    pub text: String,
    /// Where each line of it comes from.
    pub origins: Vec<LineOrigin>,
    /// Abbreviations and what they stand for.
    pub abbreviations: Vec<(String, String)>,
    /// The separators, in order.
    pub marks: Vec<Mark>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
    /// The bytes of what separates slides, and of what stands before notes.
    pub seams: Vec<Seam>,
    /// What was left open.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a `notesSeparator` stood anywhere.
    pub has_separated_notes: bool,
    /// The bytes of code and comments, where no expression finds a separator.
    pub masked: Vec<Range<usize>>,
}

/// What separates slides, or stands before notes.
#[derive(Debug, Clone)]
pub(crate) struct Seam {
    /// Its bytes.
    pub range: Range<usize>,
    pub kind: MarkKind,
    /// Whether it ends code, HTML or a container that is never closed.
    pub ends_block: bool,
}

/// Scans the bytes `range` of a text.
#[must_use]
pub(crate) fn split(source: &Source, range: Range<usize>, separators: &Separators) -> Split {
    let has_sections = sections::is_in(&source.text()[range.clone()]);
    let cuts = if separators.has_expressions() || has_sections {
        cuts::find(source, &range, separators)
    } else {
        Vec::new()
    };
    scan(source, range, separators, cuts, false)
}

/// Scans a text with the places that expressions matched; `is_first_look` when these are still to
/// be found.
fn scan(
    source: &Source,
    range: Range<usize>,
    separators: &Separators,
    cuts: Vec<Cut>,
    is_first_look: bool,
) -> Split {
    let text = &source.text()[..range.end];
    let mut scanner = Scanner {
        source,
        text,
        separators,
        line: source.shared_line(range.start),
        at: range.start,
        column: 0,
        cuts,
        is_first_look,
        open: None,
        containers: Vec::new(),
        containers_as_text: 0,
        in_list: false,
        blank_before: true,
        in_code: false,
        in_notes: false,
        no_comment_end: false,
        no_html_end: false,
        no_fence_end: None,
        sections: Vec::new(),
        endless: Vec::new(),
        pending: None,
        is_fresh: true,
        guessed: 0,
        out: Split {
            text: String::with_capacity(text.len() + text.len() / 8),
            origins: Vec::with_capacity(text.len() / 24),
            abbreviations: Vec::new(),
            marks: Vec::new(),
            comments: Vec::new(),
            seams: Vec::new(),
            diagnostics: Vec::new(),
            has_separated_notes: false,
            masked: Vec::new(),
        },
    };
    while scanner.at < text.len() {
        scanner.line();
    }
    scanner.end();
    scanner.out
}

/// A block that Markdown does not end by itself at a blank line.
#[derive(Debug)]
enum Open {
    Fence { fence: Fence, closed: bool, span: Span },
    Html { block: HtmlBlock, closed: bool, span: Span },
}

/// The length of the fence of an outermost container.
const CONTAINER_FENCE: usize = 40;
/// How many containers may be open: each has a fence shorter than the one around it, of three
/// colons or more.
const CONTAINERS: usize = CONTAINER_FENCE - 2;

struct Scanner<'s> {
    source: &'s Source,
    text: &'s str,
    separators: &'s Separators,
    /// The current line, in the numbering shared by all texts.
    line: usize,
    /// The byte at which it begins, or goes on.
    at: usize,
    /// How many bytes of the line stand before that: a separator may end in the middle of a line.
    column: usize,
    /// What is still ahead of what expressions matched, the next last.
    cuts: Vec<Cut>,
    /// Whether code that is never closed does not count, since a separator would end it.
    is_first_look: bool,
    open: Option<Open>,
    /// The `:::` containers that are open: the length of each fence, and its place.
    containers: Vec<(usize, Span)>,
    /// How many more are open, whose lines are text.
    containers_as_text: usize,
    in_list: bool,
    blank_before: bool,
    /// Whether the line before is indented code.
    in_code: bool,
    in_notes: bool,
    /// Set once no `-->` follows, so that many unclosed comments do not search the rest of the text
    /// each.
    no_comment_end: bool,
    /// The same for the end tags of HTML blocks.
    no_html_end: bool,
    /// The same for fences at the left margin.
    no_fence_end: Option<Fence>,
    /// The sections of raw HTML that are open.
    sections: Vec<Section>,
    /// The environments of formulas that nothing ends on this slide.
    endless: Vec<String>,
    /// What begins with the next line of text, since a section ended.
    pending: Option<MarkKind>,
    /// Whether the slide has nothing yet.
    is_fresh: bool,
    /// In the first look, how many sections seem to be open.
    guessed: usize,
    out: Split,
}

impl<'s> Scanner<'s> {
    /// Reads one line of the document; more, when a comment on it goes on.
    fn line(&mut self) {
        if self.cut() {
            return;
        }
        let text = self.text;
        let end = self.line_end(self.at);
        let line = text[self.at..end].trim_end_matches(['\n', '\r']);
        let indent = self.indent_of_section(line);
        let line = &line[indent..];
        let is_open_to_end = match &self.open {
            Some(Open::Fence { closed, .. } | Open::Html { closed, .. }) => !closed,
            None => true,
        };
        let separator = if is_open_to_end { self.separators.of_line(line) } else { None };
        if let Some(kind) = separator {
            self.seam(self.at..end, kind);
            self.close_all();
            self.mark(kind, 0);
            self.in_notes = false;
            self.pending = None;
        } else if !self.inside_open(line) {
            self.in_sections(line);
            if self.formula(line, end) || self.abbreviation(line, end) {
                return;
            }
            let separated = self.separators.notes_prefix(line);
            self.out.has_separated_notes |= separated.is_some();
            let length = notes::prefix(line).or(separated);
            if let Some(length) = length {
                self.begin_notes(length + indent);
            }
            self.content(length.unwrap_or(0) + indent, end);
            return;
        } else {
            self.emit(line, indent);
            self.out.masked.push(self.at..end);
        }
        self.next(end);
    }

    /// Moves to byte `end`, where a line begins or a separator stands.
    fn next(&mut self, end: usize) {
        if self.text[..end].ends_with('\n') {
            self.line += 1;
            self.column = 0;
        } else {
            let passed = &self.text[self.at..end];
            self.column =
                passed.rfind('\n').map_or(self.column + passed.len(), |at| passed.len() - at - 1);
        }
        self.at = end;
    }

    /// Whether the line belongs to an open fence or HTML block; closes it when this is its last
    /// line.
    fn inside_open(&mut self, line: &str) -> bool {
        match &self.open {
            None => false,
            Some(Open::Fence { fence, .. }) => {
                if fence.left_by(line) {
                    self.open = None;
                    return false;
                }
                if fence.closed_by(line) {
                    self.open = None;
                }
                true
            }
            Some(Open::Html { block, .. }) => {
                if block.closed_by(line) {
                    self.open = None;
                }
                true
            }
        }
    }

    /// Writes a line of the text to parse.
    fn emit(&mut self, line: &str, shift: usize) {
        self.out.text.push_str(line);
        self.out.text.push('\n');
        self.out.origins.push(LineOrigin { line: self.line, shift: self.column + shift });
        self.blank_before = line.trim().is_empty();
    }

    fn mark(&mut self, kind: MarkKind, shift: usize) {
        self.emit("", 0);
        self.emit("---", 0);
        self.emit("", shift);
        self.out.marks.push(Mark { line: self.line, kind });
        self.in_list = false;
        self.is_fresh = true;
        self.endless.clear();
    }
}
