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

mod comments;
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
use super::signs::sizes;
use crate::diagnostic::Diagnostic;
use crate::markdown::lines::{
    Fence, HtmlBlock, comment_start, dashes_of_a_container, is_reference,
};
use crate::markdown::{LineOrigin, notes};
use crate::source::{Source, Span};
use crate::token::Token;
use matched::Cut;
use sections::Section;

/// A scanned document.
#[derive(Debug)]
pub(crate) struct Split {
    /// The text to parse.
    pub text: String,
    /// Where each line of it comes from.
    pub origins: Vec<LineOrigin>,
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
        pending: None,
        is_fresh: true,
        guessed: 0,
        out: Split {
            text: String::with_capacity(text.len() + text.len() / 8),
            origins: Vec::with_capacity(text.len() / 24),
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
    scanner.close_all();
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
            if self.formula(line, end) {
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

    /// Reads a line of Markdown from its byte `skip` on: takes comments out, and notes what it
    /// opens.
    fn content(&mut self, skip: usize, end: usize) {
        let first = self.line;
        let start = self.at + skip;
        let whole = self.text[start..end].trim_end_matches(['\n', '\r']);
        self.in_code = skip == 0 && self.is_indented_code(whole);
        if self.in_code {
            self.emit(whole, 0);
            self.out.masked.push(self.at..end);
            self.next(end);
            return;
        }
        let mut written = String::new();
        let mut from = start;
        let mut line_end = end;
        let mut had_comment = false;
        let mut alone = None;
        loop {
            let part = self.text[from..line_end].trim_end_matches(['\n', '\r']);
            let Some(at) = comment_start(part) else {
                written.push_str(part);
                break;
            };
            written.push_str(&part[..at]);
            let open = from + at;
            let Some(length) = self.comment_length(open + 4) else {
                self.unclosed_comment(open);
                written.push_str("\\<!--");
                from = open + 4;
                continue;
            };
            let close = open + 4 + length + 3;
            let token = self.comment(open..close);
            alone = Some(token.is_some() && !had_comment);
            had_comment = true;
            written.push_str(token.as_deref().unwrap_or_default());
            let lines = self.text[open..close].matches('\n').count();
            self.line += lines;
            if lines > 0 {
                line_end = self.line_end(close);
            }
            from = close;
        }
        let last = std::mem::replace(&mut self.line, first);
        let written = sizes::closed_up(&written);
        self.write_content(&written, skip, had_comment, alone == Some(true));
        self.line = last;
        self.next(line_end);
    }

    /// Whether Markdown takes a line as code, so that nothing in it means anything.
    fn is_indented_code(&self, line: &str) -> bool {
        (self.blank_before || self.in_code)
            && !self.in_list
            && (line.starts_with("    ") || line.starts_with('\t'))
    }

    /// Writes a line of Markdown from which comments were taken.
    fn write_content(
        &mut self,
        written: &str,
        skip: usize,
        had_comment: bool,
        may_stand_alone: bool,
    ) {
        let bare = written.trim();
        if had_comment && bare.is_empty() {
            // A comment on a line of its own ends a paragraph, but does not make a list loose.
            if !self.in_list {
                self.emit("", skip);
            }
            return;
        }
        if may_stand_alone && Token::parse(bare).is_some() && !written.starts_with([' ', '\t']) {
            if self.in_list && self.ends_with_text() {
                // Formatters write the attributes of an item there; the list goes on.
                self.emit(bare, skip);
                return;
            }
            // Attributes on a line of their own belong to the whole block before them.
            self.emit("", skip);
            self.emit(bare, skip);
            self.emit("", skip);
            self.in_list = false;
            return;
        }
        if self.container(written, skip) {
            return;
        }
        if !self.blank_before
            && (self.in_list || written.starts_with('>'))
            && let Some(at) = dashes_of_a_container(written)
        {
            // Under a line of text Markdown would make a heading of it.
            self.emit(&format!("{}\\{}", &written[..at], &written[at..]), skip);
            return;
        }
        if !self.blank_before && is_reference(written) {
            // A definition cannot end a paragraph in Markdown, but at the end of a slide it is
            // meant as one.
            self.emit("", skip);
            self.in_list = false;
        }
        self.begin_table(written, skip);
        self.note_opening(written);
        if written.trim_start().starts_with("<?") || written.trim_start().starts_with("<!") {
            // Declarations and processing instructions mean nothing on a slide, and Markdown would
            // not end them.
            let indent = written.len() - written.trim_start().len();
            let escaped = format!("{}\\{}", &written[..indent], &written[indent..]);
            self.emit(&escaped, skip);
        } else {
            self.emit(written, skip);
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
    }
}
