//! Sections: which are missing, empty, or longer than they should be.

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::{Section, SectionKind};
use crate::source::Span;

use super::{Subject, finding, text};

/// How many paragraphs a summary has at most,
const SUMMARY: usize = 3;
/// and how many tell of the impact.
const IMPACT: usize = 2;
/// The level of what has no heading with a level: a bold line.
const BOLD: u8 = 7;

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    summary(subject, found);
    impact(subject, found);
    empty(subject, found);
}

fn summary(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let help = "what does not tell who was hit, and how it ended, has sections below";
    for section in subject.pm.of_kind(SectionKind::Summary) {
        long(subject, section, ("summary/long", "the summary", SUMMARY, help), found);
    }
}

fn impact(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let help = "numbers read well in a list or a table, and how it came about has its own sections";
    for section in subject.pm.of_kind(SectionKind::UserImpact) {
        long(subject, section, ("impact/long", "the user impact", IMPACT, help), found);
    }
}

/// Tells of a section of more paragraphs than it should have, at the first that is too many.
fn long<'a>(
    subject: &Subject<'_, 'a>,
    section: &Section<'a>,
    (code, name, most, help): (&'static str, &str, usize, &str),
    found: &mut Vec<Diagnostic>,
) {
    let number = paragraphs(section).count();
    if let Some(first) = paragraphs(section).nth(most) {
        let ordinal = ["first", "second", "third", "fourth"][most.min(3)];
        found.push(
            finding(code, format!("{name} has {number} paragraphs"))
                .at(subject.place(first).and_then(|place| subject.first_line(place)))
                .label(format!("the {ordinal} begins here"))
                .help(help),
        );
    }
}

/// The paragraphs of a section that tell something: no line of metadata, no picture, no words that
/// lead to a list.
pub(super) fn paragraphs<'s, 'a>(section: &'s Section<'a>) -> impl Iterator<Item = Node<'a>> + 's {
    let own = section.blocks.iter().take_while(|block| {
        // What stands below a heading of its own is no longer the section's own text.
        !matches!(block.data().value, NodeValue::Heading(_))
    });
    own.copied().filter(|block| {
        let is_paragraph = matches!(block.data().value, NodeValue::Paragraph);
        let words = || markdown::plain_text(block);
        is_paragraph && !is_labelled(block) && {
            let words = words();
            let words = words.trim();
            !words.is_empty() && !words.ends_with(':')
        }
    })
}

/// `**Status:** resolved`.
fn is_labelled(block: Node<'_>) -> bool {
    block.first_child().is_some_and(|first| {
        let is_bold = matches!(first.data().value, NodeValue::Strong);
        let ends = || markdown::plain_text(first).trim_end().ends_with(':');
        let follows = first.next_sibling().is_some_and(|next| {
            matches!(&next.data().value, NodeValue::Text(text) if text.trim_start().starts_with(':'))
        });
        is_bold && (follows || ends())
    })
}

/// A heading with what stands below it up to the next one.
struct Part {
    level: u8,
    span: Option<Span>,
    title: String,
    /// Whether it promises anything: the name of an item in a list of headings does not.
    counts: bool,
    is_filled: bool,
}

/// Headings with nothing below them.
fn empty(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut parts: Vec<Part> = Vec::new();
    for section in &subject.pm.sections {
        if text::is_gap(section) {
            // What is to be written is told of elsewhere.
            parts.last_mut().into_iter().for_each(|last| last.is_filled = true);
        } else {
            parts.extend(parts_of(subject, section));
        }
    }
    for (index, part) in parts.iter().enumerate() {
        let next = parts.get(index + 1);
        let holds_parts = next.is_some_and(|next| next.level > part.level && part.level < BOLD);
        if part.counts && !part.is_filled && !holds_parts && !lies_between(subject, part, next) {
            found.push(finding("section/empty", nothing_below(&part.title)).at(part.span).help(
                "write what belongs here, “None” where there is none, or delete the heading",
            ));
        }
    }
}

/// What is said of a heading with nothing below it.
pub(super) fn nothing_below(title: &str) -> String {
    format!("nothing stands below “{}”", title.trim())
}

/// Whether there is text between a heading and the next that the model keeps elsewhere, such as
/// lines of metadata.
fn lies_between(subject: &Subject<'_, '_>, part: &Part, next: Option<&Part>) -> bool {
    let Some(span) = part.span else { return true };
    let text = subject.sources.get(span.source).text();
    let end = next.and_then(|next| next.span).map_or(text.len(), |next| next.start);
    let Some(between) = text.get(span.end..end) else { return false };
    let mut rest = between;
    loop {
        // The line below an underlined heading is a part of it.
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "=-#:*".contains(c));
        match rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            Some((_, behind)) => rest = behind,
            None => return !rest.is_empty(),
        }
    }
}

fn parts_of<'a>(subject: &Subject<'_, 'a>, section: &Section<'a>) -> Vec<Part> {
    let mut parts = vec![Part {
        level: section.level,
        span: subject.heading(section),
        title: section.title.clone(),
        counts: section.level > 0,
        is_filled: false,
    }];
    let lists_things = section.kind.is_list();
    for block in &section.blocks {
        if let NodeValue::Heading(heading) = &block.data().value {
            let title = markdown::plain_text(block);
            let is_lesson = matches!(headings::meaning(&title), Some(Meaning::Lessons(_)));
            let counts = !lists_things || is_lesson;
            let span = subject.place(block);
            parts.push(Part { level: heading.level, span, title, counts, is_filled: false });
        } else if let Some(last) = parts.last_mut() {
            last.is_filled |= block.descendants().any(says_something);
        }
    }
    // Headings that are items are what the section holds.
    let has_items = parts.iter().skip(1).any(|part| !part.counts);
    parts.first_mut().into_iter().for_each(|first| first.is_filled |= has_items);
    parts
}

/// Whether a node shows anything by itself: an item or a rule does not.
fn says_something(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::Text(text) => !text.trim().is_empty(),
        NodeValue::HtmlBlock(html) => !markdown::is_comment(&html.literal),
        NodeValue::HtmlInline(html) => !markdown::is_comment(html) && !markdown::is_break(html),
        NodeValue::Code(_)
        | NodeValue::CodeBlock(_)
        | NodeValue::Image(_)
        | NodeValue::Math(_)
        | NodeValue::FootnoteReference(_) => true,
        _ => false,
    }
}
