//! `<section data-markdown="other.md">`: the slides of a file, with the separators that its
//! attributes name. They become raw sections in the text, which the scanner knows.

use std::ops::Range;
use std::path::Path;

use super::{Joining, Opened};
use crate::deck::marks::MarkKind;
use crate::deck::separators;
use crate::deck::split::{Seam, split};
use crate::markdown::notes::tags::{self, Tag, decoded};
use crate::source::SourceId;
use crate::source::front_matter::Spanned;
use crate::source::front_matter::separators::SeparatorKeys;

/// The longest tag that is looked at.
const LONGEST: usize = 4096;
/// The attribute that names the file.
const FILE: &str = "data-markdown";

/// A section whose slides stand in a file.
pub(super) struct External {
    /// Its bytes, from the tag to its end.
    pub(super) range: Range<usize>,
    name: String,
    /// The separators, with the attributes that set them.
    separators: [Option<String>; 3],
    /// The attributes of its slides, each with a blank before it.
    attributes: String,
    /// Whether it has a text of its own.
    has_text: bool,
}

/// Whether there may be such sections in a text.
pub(super) fn are_in(text: &str) -> bool {
    text.match_indices(FILE).any(|(at, _)| {
        let value = text[at + FILE.len()..].trim_start().strip_prefix('=').map(str::trim_start);
        value.is_some_and(|value| !["\"\"", "''", ">"].iter().any(|none| value.starts_with(none)))
    })
}

/// The first such section in the line that begins at byte `start`: nothing but tags of sections
/// may stand before it.
pub(super) fn find(text: &str, start: usize) -> Option<External> {
    let mut at = start;
    loop {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len();
        let rest = &text[at..];
        let is = |name: &str| {
            rest.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        };
        if !is("<section") && !is("</section") {
            return None;
        }
        let mut end = rest.len().min(LONGEST);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let tag = tags::tags(&rest[..end]).next().filter(|tag| tag.range.start == 0)?;
        match file(&tag) {
            Some(name) => return Some(external(text, at, &tag, name)),
            None => at += tag.range.end,
        }
    }
}

/// The file that a tag names.
fn file(tag: &Tag<'_>) -> Option<String> {
    let named = tag.attributes.iter().find(|own| own.name.eq_ignore_ascii_case(FILE))?;
    Some(decoded(named.value).trim().to_owned()).filter(|name| !tag.is_end && !name.is_empty())
}

fn external(text: &str, at: usize, tag: &Tag<'_>, name: String) -> External {
    let value = |wanted: &str| {
        let found = tag.attributes.iter().find(|own| own.name.eq_ignore_ascii_case(wanted))?;
        Some(decoded(found.value)).filter(|value| !value.is_empty())
    };
    let is_forwarded = |own: &&tags::Attribute<'_>| {
        let name = own.name.to_ascii_lowercase();
        name != FILE && name != "data-charset" && !name.starts_with("data-separator")
    };
    let written = |own: &tags::Attribute<'_>| {
        let quote = if own.value.contains('"') { '\'' } else { '"' };
        format!(" {}={quote}{}{quote}", own.name, own.value.replace('\n', " "))
    };
    let end = at + tag.range.end;
    let rest = text[end..].trim_start();
    let close = "</section>";
    let is_closed = rest.get(..close.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(close));
    let behind = text.len() - rest.len() + close.len();
    External {
        range: at..if is_closed { behind } else { end },
        name,
        separators: ["data-separator", "data-separator-vertical", "data-separator-notes"]
            .map(value),
        attributes: tag.attributes.iter().filter(is_forwarded).map(written).collect(),
        has_text: !is_closed,
    }
}

/// A part of a slide, and whether it is said.
type Part = (Range<usize>, bool);

/// The slides of a file, stack by stack.
fn stacks(seams: &[Seam], range: Range<usize>) -> Vec<Vec<Vec<Part>>> {
    let mut stacks: Vec<Vec<Vec<Part>>> = Vec::new();
    let mut begin = (MarkKind::Slide, range.start);
    let end = (MarkKind::Slide, range.end..range.end);
    for (kind, seam) in seams.iter().map(|seam| (seam.kind, seam.range.clone())).chain([end]) {
        let part = (begin.1..seam.start, begin.0 == MarkKind::Notes);
        match (begin.0, stacks.last_mut()) {
            (MarkKind::Below, Some(stack)) => stack.push(vec![part]),
            (MarkKind::Notes, _) if part.0.is_empty() => {}
            (MarkKind::Notes, Some(stack)) => {
                stack.iter_mut().last().into_iter().for_each(|slide| slide.push(part.clone()));
            }
            _ => stacks.push(vec![vec![part]]),
        }
        begin = (kind, seam.end);
    }
    stacks
}

impl Joining<'_> {
    /// Takes note of the tags of sections in a line.
    pub(super) fn count_sections(&mut self, line: &str) {
        let opened = line.matches("<section").count();
        self.sections = (self.sections + opened).saturating_sub(line.matches("</section").count());
    }

    /// Takes in the slides of a section, whose tag is at byte `at` of a text.
    pub(super) fn slides_of(
        &mut self,
        section: &External,
        id: SourceId,
        at: usize,
        folder: &Path,
    ) -> Result<(), String> {
        let External { name, separators: [slide, below, notes], attributes, .. } = section;
        if section.has_text {
            self.line(id, &format!("<section data-markdown{attributes}>"), at);
            self.sections += 1;
            return Err(format!("cannot include `{name}`: this section has text of its own"));
        }
        let opened = self.open(name, folder)?;
        let span = self.sources.get(id).span(at..at + section.range.len());
        let key = |value: &Option<String>| value.clone().map(|value| Spanned { value, span });
        let (slide, below, notes) = (key(slide), key(below), key(notes));
        let mut read =
            separators::read(&SeparatorKeys { slide, below, notes, ..SeparatorKeys::default() });
        if !self.inclusion.notes {
            read.refuse();
        }
        self.diagnostics.append(&mut read.problems);
        self.out.is_private |= read.is_private;
        let file = self.sources.get(opened.id);
        let range = opened.from..file.text().len();
        let seams = split(file, range.clone(), &read.separators).seams;
        let mut stacks = stacks(&seams, range);
        let is_empty = |stack: &Vec<Vec<Part>>| {
            stack.iter().flatten().all(|(range, _)| file.text()[range.clone()].trim().is_empty())
        };
        if stacks.len() > 1 {
            stacks.pop_if(|stack| is_empty(stack));
        }
        let was = std::mem::replace(&mut self.in_section, true);
        self.open.push(opened.real.clone());
        self.stacks(&stacks, attributes, &opened, (id, at));
        self.open.pop();
        self.in_section = was;
        Ok(())
    }

    fn stacks(
        &mut self,
        stacks: &[Vec<Vec<Part>>],
        attributes: &str,
        file: &Opened,
        (id, at): (SourceId, usize),
    ) {
        let depth = self.sections;
        for stack in stacks {
            // reveal.js has two levels.
            let is_whole = stack.len() > 1 && depth == 0;
            if is_whole {
                self.line(id, &format!("<section{attributes}>"), at);
            }
            let own = if is_whole { "" } else { attributes };
            for slide in stack {
                self.line(id, &format!("<section data-markdown{own}>"), at);
                self.sections = depth + 1;
                for (range, is_said) in slide {
                    if *is_said {
                        self.line(id, "Note:", at);
                    }
                    self.text(file.id, range.start, range.end, &file.folder);
                }
                self.line(id, "</section>", at);
            }
            if is_whole {
                self.line(id, "</section>", at);
            }
        }
        self.sections = depth;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_names_its_file() {
        let found = |text: &str| find(text, 0).map(|found| (found.name, found.attributes));
        let own = |name: &str, attributes: &str| Some((name.to_owned(), attributes.to_owned()));
        assert_eq!(found("  <section data-markdown=a.md></section>"), own("a.md", ""));
        assert_eq!(
            found(
                "</section><SECTION><section id=x\n data-markdown='a&amp;.md'\n data-separator=\"^-\">\n</section>"
            ),
            own("a&.md", " id=\"x\"")
        );
        for none in ["x <section data-markdown=a.md>", "<section data-markdown>", "<section", ""] {
            assert_eq!(found(none), None, "{none}");
        }
        assert!(find("<section data-markdown=a.md>x</section>", 0).expect("one").has_text);
    }

    #[test]
    fn seams_part_slides_stacks_and_notes() {
        let seam = |at: usize, kind| Seam { range: at..at + 1, kind, ends_block: false };
        let seams = [seam(2, MarkKind::Notes), seam(4, MarkKind::Below), seam(6, MarkKind::Slide)];
        assert_eq!(
            stacks(&seams, 0..9),
            [
                vec![vec![(0..2, false), (3..4, true)], vec![(5..6, false)]],
                vec![vec![(7..9, false)]]
            ]
        );
    }
}
