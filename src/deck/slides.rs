//! A scanned text becomes slides: one Markdown parse, its blocks dealt by line.

use std::ops::Range;

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::separators::Separators;
use super::split::{Comment, CommentKind, Mark, MarkKind, Split, split};
use super::{Deck, Note, Slide, elements, foreign, notes, raw, signs};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node, Syntax};
use crate::source::{Source, Span};

/// How a text is to be read.
#[derive(Debug, Clone)]
pub(crate) struct Dialect {
    /// What stands between slides.
    pub separators: Separators,
    /// Where the author wrote what stands before notes.
    pub notes_separator: Option<Span>,
    pub comments_as_notes: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { separators: Separators::default(), notes_separator: None, comments_as_notes: true }
    }
}

/// Reads the bytes `range` of a text as slides.
pub(crate) fn read<'a>(
    arena: &'a Arena<'a>,
    source: &Source,
    range: Range<usize>,
    reading: &Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> Deck<'a> {
    foreign::check(source, range.clone(), diagnostics);
    let scanned = split(source, range, &reading.separators);
    let root = markdown::parse_mapped(arena, &scanned.text, &scanned.origins, Syntax::Slides);
    let mut deck = Deck::default();
    signs::read(arena, root, source, &mut deck.elements, diagnostics);
    signs::abbreviations::mark(arena, root, &scanned.abbreviations);
    if let Some(span) = reading.notes_separator
        && !scanned.has_separated_notes
        && reading.separators.has_notes()
    {
        let message = "this `notesSeparator` stands nowhere in the text";
        let help = "words that were meant as notes are on the slides: write it as in the text";
        diagnostics.push(Diagnostic::warning("slide/separator", message).at(span).help(help));
    }
    let Split { marks, comments, diagnostics: problems, .. } = scanned;
    diagnostics.extend(problems);

    let Deck { elements, styles, .. } = &mut deck;
    let has_raw = raw::Opened { elements, styles, diagnostics, source }.read(arena, root);
    let mut parts = vec![Part::default()];
    parts.extend(marks.iter().map(|mark| Part { kind: Some(mark.kind), ..Part::default() }));
    let index = |line: usize| marks.partition_point(|mark| mark.line <= line);
    let children: Vec<Node<'a>> = root.children().collect();
    let mut passing = Passing { marks: &marks, line: 0, passed: 0 };
    for block in children {
        let line = super::place(block).start.line;
        block.detach();
        if matches!(block.data().value, NodeValue::ThematicBreak) && passing.is_mark(line) {
            continue;
        }
        parts[passing.part(line)].blocks.push(block);
    }
    for (number, comment) in comments.iter().enumerate() {
        parts[index(comment.line)].comments.push(number);
    }
    deal(&mut deck, parts, &comments, reading);
    elements::attach(&mut deck, &comments, source, diagnostics);
    for slide in deck.slides_mut() {
        notes::lift(arena, slide, source, diagnostics);
        if has_raw {
            raw::open::check(slide, source, diagnostics);
        }
    }
    collect_footnotes(&mut deck);
    take_footnotes_of_notes(&mut deck);
    trim_empty(&mut deck);
    for slide in deck.slides_mut() {
        slide.title = title(&slide.blocks);
    }
    deck
}

/// Moves footnotes to the notes that alone mention them.
fn take_footnotes_of_notes(deck: &mut Deck<'_>) {
    let mut mentions = String::new();
    deck.slides().for_each(|slide| notes::unread(&slide.notes, &mut mentions));
    if mentions.contains("[^") {
        deck.slides_mut().for_each(|slide| notes::take_footnotes(slide, &mentions));
    }
}

/// What stands between two marks.
#[derive(Default)]
struct Part<'a> {
    /// What begins it; none for the start of the text.
    kind: Option<MarkKind>,
    blocks: Vec<Node<'a>>,
    /// Indices of the comments.
    comments: Vec<usize>,
}

/// Deals blocks by line and, where separators stand in the middle of a line, by order.
struct Passing<'m> {
    marks: &'m [Mark],
    /// The last line of a block so far.
    line: usize,
    /// How many separators of that line were passed.
    passed: usize,
}

impl Passing<'_> {
    /// Whether a rule at a line is a separator; the next one there, if so.
    fn is_mark(&mut self, line: usize) -> bool {
        self.reach(line);
        let is_mark = line == self.line && self.before(line) + self.passed < self.up_to(line);
        self.passed += usize::from(is_mark);
        is_mark
    }

    /// The number of the part that a block at a line belongs to.
    fn part(&mut self, line: usize) -> usize {
        self.reach(line);
        // Footnotes stand behind all other blocks, wherever they were written.
        if line < self.line { self.up_to(line) } else { self.before(line) + self.passed }
    }

    fn reach(&mut self, line: usize) {
        if line > self.line {
            self.line = line;
            self.passed = 0;
        }
    }

    fn before(&self, line: usize) -> usize {
        self.marks.partition_point(|mark| mark.line < line)
    }

    fn up_to(&self, line: usize) -> usize {
        self.marks.partition_point(|mark| mark.line <= line)
    }
}

/// Makes slides of the parts.
fn deal<'a>(deck: &mut Deck<'a>, parts: Vec<Part<'a>>, comments: &[Comment], reading: &Dialect) {
    for part in parts {
        match part.kind {
            None | Some(MarkKind::Slide) => deck.stacks.push(vec![Slide::default()]),
            Some(MarkKind::Below) => {
                if let Some(stack) = deck.stacks.last_mut() {
                    stack.push(Slide::default());
                }
            }
            Some(MarkKind::Notes) => {}
        }
        let Some(slide) = deck.stacks.last_mut().and_then(|stack| stack.last_mut()) else {
            continue;
        };
        // Notes with the lines they stand in: a remark between two blocks of notes stays between
        // them.
        let mut said: Vec<(usize, Note<'a>)> = Vec::new();
        if part.kind == Some(MarkKind::Notes) {
            said.extend(
                part.blocks
                    .into_iter()
                    .map(|block| (super::place(block).start.line, Note::Block(block))),
            );
        } else {
            slide.blocks.extend(part.blocks);
        }
        for number in part.comments {
            let comment = &comments[number];
            match &comment.kind {
                CommentKind::Slide(attributes) => {
                    let (attributes, note) = notes::take(attributes);
                    said.extend(note.map(|note| (comment.line, note)));
                    slide.attributes.merge(&attributes);
                    slide.attributes_span = slide.attributes_span.or(Some(comment.span));
                }
                CommentKind::Remark(text) if reading.comments_as_notes => {
                    said.push((comment.line, Note::Remark(text.clone())));
                }
                _ => {}
            }
        }
        said.sort_by_key(|(line, _)| *line);
        slide.notes.extend(said.into_iter().map(|(_, note)| note));
    }
}

/// Takes the footnotes that are referred to out of slides and notes; one that nobody refers to
/// stays where it is.
pub(crate) fn collect_footnotes<'a>(deck: &mut Deck<'a>) {
    let Deck { stacks, footnotes, .. } = deck;
    let mut stays = |block: Node<'a>| match &block.data().value {
        NodeValue::FootnoteDefinition(note) if note.total_references > 0 => {
            footnotes.entry(note.name.clone()).or_insert(block);
            false
        }
        _ => true,
    };
    for slide in stacks.iter_mut().flatten() {
        slide.blocks.retain(|block| stays(block));
        slide.notes.retain(|note| match note {
            Note::Block(block) => stays(block),
            Note::Remark(_) => true,
        });
    }
}

/// Drops the empty slides that a separator in the first or last line makes.
fn trim_empty(deck: &mut Deck<'_>) {
    let is_empty = |slide: &Slide<'_>| {
        slide.blocks.is_empty() && slide.notes.is_empty() && slide.attributes.is_empty()
    };
    if deck.stacks.len() > 1 && deck.stacks.last().is_some_and(|stack| stack.iter().all(is_empty)) {
        deck.stacks.pop();
    }
    if deck.stacks.len() > 1 && deck.stacks.first().is_some_and(|stack| stack.iter().all(is_empty))
    {
        deck.stacks.remove(0);
    }
}

/// The text of the first heading.
#[must_use]
pub(crate) fn title(blocks: &[Node<'_>]) -> String {
    blocks
        .iter()
        .flat_map(|block| block.descendants())
        .find(|node| matches!(node.data().value, NodeValue::Heading(_)))
        .map(|heading| markdown::plain_text(heading))
        .unwrap_or_default()
}
