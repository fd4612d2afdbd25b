//! `<section>` in raw HTML: a slide, and in another one a slide below.
//!
//! The tags are found before the text is read line by line, as expressions are; what stands in
//! them is read as if it began at the margin.

use std::ops::Range;

use super::matched::{Cut, CutKind};
use super::{Comment, CommentKind, MarkKind, Scanner};
use crate::deck::attributes::Attributes;
use crate::markdown::notes::tags::{self, Tag, decoded};
use crate::source::Span;

/// A section that is open.
#[derive(Debug)]
pub(super) struct Section {
    attributes: Attributes,
    /// Where its tag stands.
    pub(super) span: Span,
    /// Whether its text is Markdown, whose lines may be indented.
    is_markdown: bool,
    /// The indentation of its first line.
    indent: Option<usize>,
    /// Whether nothing stands in it yet.
    is_bare: bool,
}

/// Whether there may be sections in a text.
pub(super) fn is_in(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"<section").is_some()
        || memchr::memmem::find(text.as_bytes(), b"<SECTION").is_some()
}

/// The tags of sections in a text whose code and comments are masked; `from` is added to places.
pub(super) fn find(text: &str, from: usize) -> Vec<Cut> {
    let mut found: Vec<Cut> = Vec::new();
    let mut depth = 0_usize;
    let mut in_template = false;
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        let start = at + next;
        at = start + 1;
        let name = text[at..].split(|c: char| !c.is_ascii_alphabetic() && c != '/').next();
        let kind = match name.unwrap_or_default().to_ascii_lowercase().as_str() {
            "section" if begins(text, start, &found, from) => {
                let Some(tag) = tag(text, start) else { break };
                depth += 1;
                at = start + tag.range.end;
                CutKind::Open(attributes(&tag), tag.attributes.iter().any(is_markdown))
            }
            "/section" if depth > 0 => {
                depth -= 1;
                CutKind::Close
            }
            "textarea" | "script" if depth > 0 && !in_template => {
                let Some(tag) = tag(text, start) else { break };
                if !tag.attributes.iter().any(is_template) {
                    continue;
                }
                in_template = true;
                at = start + tag.range.end;
                CutKind::Gone
            }
            "/textarea" | "/script" if in_template => {
                in_template = false;
                CutKind::Gone
            }
            _ => continue,
        };
        if at == start + 1 {
            let Some(end) = text[at..].find('>') else { break };
            at += end + 1;
        }
        found.push(Cut { range: start + from..at + from, kind });
    }
    found
}

fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    tags::tags(&text[start..]).next().filter(|tag| tag.range.start == 0)
}

/// Whether nothing but such tags stands before a place in its line.
fn begins(text: &str, at: usize, found: &[Cut], from: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let behind = found.last().map_or(0, |cut| cut.range.end - from);
    text[line.max(behind)..at].trim().is_empty()
}

fn is_markdown(own: &tags::Attribute<'_>) -> bool {
    own.name.eq_ignore_ascii_case("data-markdown")
}

/// Whether a text area or a script holds Markdown.
fn is_template(own: &tags::Attribute<'_>) -> bool {
    own.name.eq_ignore_ascii_case("data-template")
        || (own.name.eq_ignore_ascii_case("type") && own.value == "text/template")
}

/// The attributes of a slide.
fn attributes(tag: &Tag<'_>) -> Attributes {
    let mut attributes = Attributes::default();
    for own in &tag.attributes {
        let name = own.name.to_ascii_lowercase();
        let is_read = matches!(name.as_str(), "data-markdown" | "data-charset" | "data-template")
            || name.starts_with("data-separator");
        if !is_read {
            attributes.set(&name, &decoded(own.value));
        }
    }
    attributes
}

impl Scanner<'_> {
    /// Begins the slide of a section whose tag is the bytes `range`.
    pub(super) fn open_section(
        &mut self,
        attributes: Attributes,
        is_markdown: bool,
        range: Range<usize>,
    ) {
        self.close_all();
        self.in_notes = false;
        let mut given = vec![attributes.clone()];
        match self.sections.as_mut_slice() {
            [] => {
                if !self.is_fresh {
                    self.mark(MarkKind::Slide, 0);
                }
            }
            [outer] => {
                if !std::mem::take(&mut outer.is_bare) {
                    // What the outer one says holds for all in it; its address is of one.
                    let mut all = outer.attributes.clone();
                    all.remove("id");
                    given.insert(0, all);
                    self.mark(MarkKind::Below, 0);
                }
            }
            // reveal.js has two levels.
            _ => given.clear(),
        }
        self.is_fresh = false;
        self.pending = None;
        for attributes in given.into_iter().filter(|attributes| !attributes.is_empty()) {
            let span = self.source.span(range.clone());
            let kind = CommentKind::Slide(attributes);
            self.out.comments.push(Comment { kind, line: self.line, span });
        }
        let span = self.source.span(range);
        self.sections.push(Section { attributes, span, is_markdown, indent: None, is_bare: true });
    }

    /// Ends a section: what follows stands on a slide of its own.
    pub(super) fn close_section(&mut self) {
        self.close_all();
        self.in_notes = false;
        self.sections.pop();
        self.pending = match self.sections.len() {
            0 => Some(MarkKind::Slide),
            1 => Some(MarkKind::Below),
            _ => None,
        };
    }

    /// Takes note of a line that is no separator: behind a section it begins a slide.
    pub(super) fn in_sections(&mut self, line: &str) {
        if self.is_first_look {
            let begins = line.trim_start().to_ascii_lowercase().starts_with("<section");
            let ends = line.matches("</section").count();
            self.guessed = (self.guessed + usize::from(begins)).saturating_sub(ends);
        }
        if line.trim().is_empty() {
            return;
        }
        if let Some(section) = self.sections.last_mut() {
            section.is_bare = false;
        }
        if !line.trim_start().starts_with("<!--")
            && let Some(kind) = self.pending.take()
        {
            self.mark(kind, 0);
        }
        self.is_fresh = false;
    }

    /// How many bytes of a line are indentation that a section gives it.
    pub(super) fn indent_of_section(&mut self, line: &str) -> usize {
        let own = line.len() - line.trim_start_matches([' ', '\t']).len();
        let Some(section) = self.sections.last_mut() else {
            return if self.guessed > 0 { own } else { 0 };
        };
        if !section.is_markdown {
            return own;
        }
        if own < line.len() {
            section.indent = section.indent.or(Some(own));
        }
        own.min(section.indent.unwrap_or(own))
    }

    /// Whether a line opens what holds the Markdown of a section.
    pub(super) fn opens_template(&self, line: &str) -> bool {
        let is_inside = self.guessed > 0 || !self.sections.is_empty();
        is_inside
            && tag(line.trim_start(), 0).is_some_and(|tag| tag.attributes.iter().any(is_template))
    }
}
