//! The sections of a document: its headings, in the author's order, and what stands below each.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::model::{Section, SectionKind};
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::sections::{labels, near, updates};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::stamp;
use crate::words;

/// The level of a bold line that serves as a heading: below every real one.
const BOLD: u8 = 7;
/// The level of a label with its text behind it.
const LABEL: u8 = 8;
/// Level and title of a heading.
pub(crate) fn heading<'a>(block: Node<'a>) -> Option<(u8, String)> {
    let NodeValue::Heading(heading) = &block.data().value else { return None };
    let words = inline::text(block).replace('\n', " ");
    Some((heading.level, headings::without_signs(&words).to_owned()))
}

#[derive(Debug, Default)]
pub(crate) struct Parts<'a> {
    /// The first heading of level 1 that names the whole document.
    pub(crate) title: Option<(String, Node<'a>)>,
    /// The same, when the front matter has another title.
    pub(crate) other_title: Option<(String, Node<'a>)>,
    pub(crate) sections: Vec<Section<'a>>,
}

/// Sorts blocks into sections. `title` is the one from the front matter: a heading that repeats it
/// is no section, nor is one that names the document in other words.
pub(crate) fn split<'a>(
    input: Input<'a, '_>,
    blocks: impl Iterator<Item = Node<'a>>,
    title: Option<&str>,
) -> Parts<'a> {
    let mut parts = Parts::default();
    let blocks: Vec<Node<'a>> = blocks.collect();
    let says = |words: String| headings::meaning(&words).is_some();
    let plain = !blocks.iter().any(|block| {
        heading(block).is_some_and(|(_, words)| says(words)) || title_line(block).is_some_and(says)
    });
    let alone =
        blocks.iter().filter(|block| heading(block).is_some_and(|(level, _)| level == 1)).count()
            == 1;
    let untitled = title.is_none()
        && !blocks.iter().any(|block| heading(block).is_some_and(|(level, _)| level == 1));
    let page = updates::has_updates(&blocks);
    let plain_top = plain || has_plain_labels_on_top(&blocks);
    for (index, &block) in blocks.iter().enumerate() {
        if page && updates::is_head(block) {
            // "Identified" begins no section there.
            keep(&mut parts, input, block);
        } else if let Some((level, words)) = heading(block) {
            if is_title(&parts, level, &words) {
                if title
                    .is_none_or(|title| headings::normalised(title) == headings::normalised(&words))
                {
                    parts.title = Some((words, block));
                    continue;
                }
                // Among others of its level it begins a section, unless there is nothing in it.
                if alone || blocks.get(index + 1).is_none_or(|next| heading(next).is_some()) {
                    parts.other_title = Some((words, block));
                    continue;
                }
            }
            match begins(parts.sections.last(), level, &words, block) {
                Some(kind) => parts.sections.push(open(input, kind, words, level, block)),
                None => keep(&mut parts, input, block),
            }
        } else if let Some(words) = first_line(block, index, plain).filter(|_| untitled) {
            parts.title = Some((words, block));
        } else if let Some((kind, words)) = bold_heading(parts.sections.last(), block) {
            parts.sections.push(open(input, kind, words, BOLD, block));
        } else if let Some(items) = bold_items(parts.sections.last(), block) {
            for (kind, words, item) in items {
                let mut section = open(input, kind, words, BOLD, item);
                section.blocks = item.children().skip(1).collect();
                parts.sections.push(section);
            }
        } else if let Some(pieces) =
            labels::pieces(input, block, context(parts.sections.last(), plain, plain_top))
        {
            pieces.into_iter().for_each(|piece| take(&mut parts, input, piece));
        } else {
            keep(&mut parts, input, block);
        }
    }
    parts
}

/// The first line of a document without a heading of level 1: short, and no sentence.
fn first_line<'a>(block: Node<'a>, index: usize, counts: bool) -> Option<String> {
    let bold = inline::bold_line(block).filter(|words| headings::meaning(words).is_none());
    let words = bold.or_else(|| {
        let words = inline::text(block);
        let line =
            matches!(block.data().value, NodeValue::Paragraph) && !words.contains(['\n', ':', '.']);
        (line && counts && stamp::read(&words).is_none()).then_some(words)
    })?;
    (index == 0 && (2..80).contains(&words.trim().len())).then(|| words.trim().to_owned())
}

/// How many plain labels above the first known heading are sections.
const ON_TOP: usize = 3;

/// Whether the lines above the first known heading are labels such as `Summary: …`.
fn has_plain_labels_on_top<'a>(blocks: &[Node<'a>]) -> bool {
    let is_heading = |block: &&Node<'a>| {
        heading(block).is_some_and(|(level, _)| level > 1) || title_line(block).is_some()
    };
    let top = blocks.iter().take_while(|block| !is_heading(block));
    let lines = top.filter(|block| matches!(block.data().value, NodeValue::Paragraph));
    let known =
        |line: &str| labels::of_text(line).is_some_and(|it| headings::meaning(it).is_some());
    let count = |block: &Node<'a>| inline::text(block).lines().filter(|line| known(line)).count();
    lines.map(count).sum::<usize>() >= ON_TOP
}

/// Which labels begin a section below the one that is open.
fn context(current: Option<&Section>, plain: bool, plain_top: bool) -> labels::Context {
    let inline = current.is_none_or(|section| {
        let free = [SectionKind::Preamble, SectionKind::Other, SectionKind::IncidentResponse];
        section.level == LABEL || free.contains(&section.kind)
    });
    let is_top = current.is_none_or(|section| {
        matches!(section.kind, SectionKind::Preamble) || section.level == LABEL
    });
    labels::Context { inline, plain: plain || plain_top && is_top }
}

/// Takes a part of a block with labels in.
fn take<'a>(parts: &mut Parts<'a>, input: Input<'a, '_>, piece: labels::Piece<'a>) {
    match piece {
        labels::Piece::Section { meaning, title, place, blocks } => {
            let current = parts.sections.last();
            if current.is_some_and(|section| {
                is_content(section.kind, section.level < LABEL, Some(meaning), &title)
            }) {
                let at = place.data().sourcepos;
                let words = markdown::node(input.arena, NodeValue::Paragraph, at);
                let strong = markdown::node(input.arena, NodeValue::Strong, at);
                strong.append(markdown::node(input.arena, NodeValue::Text(title.into()), at));
                words.append(strong);
                keep(parts, input, words);
                blocks.into_iter().for_each(|block| keep(parts, input, block));
                return;
            }
            let mut section = open(input, meaning.kind(), title, LABEL, place);
            section.blocks = blocks;
            parts.sections.push(section);
        }
        labels::Piece::Text(text) => keep(parts, input, text),
        labels::Piece::Metadata(line) => put_last(input, &mut parts.sections, line),
    }
}

/// A block that begins nothing belongs to the section that is open.
fn keep<'a>(parts: &mut Parts<'a>, input: Input<'a, '_>, block: Node<'a>) {
    if parts.sections.is_empty() {
        parts.sections.push(open(input, SectionKind::Preamble, String::new(), 0, block));
    }
    if let Some(section) = parts.sections.last_mut() {
        section.blocks.push(block);
    }
}

fn open<'a>(
    input: Input<'a, '_>,
    kind: SectionKind,
    title: String,
    level: u8,
    block: Node<'a>,
) -> Section<'a> {
    Section { kind, title, level, span: input.span(block), blocks: Vec::new() }
}

fn is_title(parts: &Parts, level: u8, words: &str) -> bool {
    let begun = parts.sections.iter().any(|section| section.kind != SectionKind::Preamble);
    let known = parts.title.is_some() || parts.other_title.is_some();
    let means = || headings::meaning(words).or_else(|| near::slip(words));
    level == 1 && !known && !begun && means().is_none()
}

/// Puts a block to those before the first heading.
fn put_last<'a>(input: Input<'a, '_>, sections: &mut Vec<Section<'a>>, block: Node<'a>) {
    match sections.first_mut().filter(|section| section.kind == SectionKind::Preamble) {
        Some(preamble) => preamble.blocks.push(block),
        None => put_first(input, sections, block),
    }
}

pub(crate) fn put_first<'a>(
    input: Input<'a, '_>,
    sections: &mut Vec<Section<'a>>,
    block: Node<'a>,
) {
    if sections.first().is_none_or(|section| section.kind != SectionKind::Preamble) {
        sections.insert(0, open(input, SectionKind::Preamble, String::new(), 0, block));
    }
    if let Some(preamble) = sections.first_mut() {
        preamble.blocks.insert(0, block);
    }
}

/// The section that a heading begins; none when it is content of the one that is open.
fn begins<'a>(
    current: Option<&Section<'a>>,
    level: u8,
    words: &str,
    block: Node<'a>,
) -> Option<SectionKind> {
    let meaning = headings::meaning(words).or_else(|| near::slip(words));
    let Some(current) = current.filter(|section| section.kind != SectionKind::Preamble) else {
        return Some(meaning.map_or(SectionKind::Other, Meaning::kind));
    };
    let below = level > current.level;
    if is_content(current.kind, below, meaning, &inline::text(block))
        || (below && current.level > 1 && meaning.is_some_and(|it| belongs(it, current.kind)))
    {
        return None;
    }
    match meaning {
        Some(known) => Some(known.kind()),
        None => (!below).then_some(SectionKind::Other),
    }
}

/// Whether a known heading below that of another section is about that section: a "Summary" of the
/// lessons. What is
/// listed has its place in the model wherever it stands; a summary, a background and a response
/// hold sections.
fn belongs(meaning: Meaning, kind: SectionKind) -> bool {
    let holds_sections = matches!(
        kind,
        SectionKind::Other
            | SectionKind::Summary
            | SectionKind::Background
            | SectionKind::IncidentResponse
    );
    let is_listed = meaning.kind().is_list();
    let are_actions =
        |kind| matches!(kind, SectionKind::CorrectiveActions | SectionKind::ActionItems);
    let is_group = are_actions(kind) && are_actions(meaning.kind());
    // Parts that a response has may stand below what it came to.
    let is_response = matches!(kind, SectionKind::Detection | SectionKind::Mitigation)
        && matches!(meaning.kind(), SectionKind::HalveDetection | SectionKind::HalveMitigation);
    !holds_sections && (!is_listed || is_group) && !is_response
}

/// Whether a heading is content of the section of kind `kind`: a stamp, a question, a part, a group
/// of items.
fn is_content(kind: SectionKind, below: bool, meaning: Option<Meaning>, words: &str) -> bool {
    match kind {
        SectionKind::Timeline => stamp::read(words).is_some(),
        SectionKind::FiveWhys => {
            let words = headings::normalised(words);
            let why = words::prefix_length(|language| language.why_words, &words);
            below && why.is_some_and(|length| words[length..].starts_with(' '))
        }
        SectionKind::LessonsLearned if matches!(meaning, Some(Meaning::Lessons(_))) => below,
        // "Detection" below the action items groups actions that detect.
        SectionKind::LessonsLearned | SectionKind::CorrectiveActions | SectionKind::ActionItems => {
            below
                && meaning.is_none_or(|meaning| {
                    matches!(
                        meaning.kind(),
                        SectionKind::Detection
                            | SectionKind::Mitigation
                            | SectionKind::IncidentResponse
                            | SectionKind::Metrics
                            | SectionKind::UserImpact
                    )
                })
        }
        _ => false,
    }
}

/// A line that is a heading without being marked as one: bold, or a known one in capitals.
fn title_line<'a>(block: Node<'a>) -> Option<String> {
    inline::bold_line(block).or_else(|| {
        let is_paragraph = matches!(block.data().value, NodeValue::Paragraph);
        is_paragraph.then(|| inline::text(block)).filter(|line| headings::is_loud(line))
    })
}

fn bold_heading<'a>(
    current: Option<&Section<'a>>,
    block: Node<'a>,
) -> Option<(SectionKind, String)> {
    let words = title_line(block)?;
    let meaning = headings::meaning(&words)?;
    let content = current.is_some_and(|section| {
        is_content(section.kind, section.level < BOLD, Some(meaning), &words)
    });
    (!content).then(|| (meaning.kind(), words))
}

/// A list whose every item begins with a bold line that is a known heading.
fn bold_items<'a>(
    current: Option<&Section<'a>>,
    block: Node<'a>,
) -> Option<Vec<(SectionKind, String, Node<'a>)>> {
    if !matches!(block.data().value, NodeValue::List(_)) {
        return None;
    }
    block
        .children()
        .map(|item| {
            let (kind, words) = bold_heading(current, item.first_child()?)?;
            Some((kind, words, item))
        })
        .collect()
}
