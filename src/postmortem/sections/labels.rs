//! Labels that serve as headings: `**Impact:** 3 % of all requests`, a bold line right above its
//! text, or plain `Impact: …` in a document without a heading that says anything.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::sections::metadata;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::stamp;

const LONGEST: usize = 60;

/// Which labels count where the block stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    /// `**Impact:** text`; else only a bold line of its own.
    pub(crate) inline: bool,
    /// `Impact: text`, without markup.
    pub(crate) plain: bool,
}

pub(crate) enum Piece<'a> {
    Section {
        meaning: Meaning,
        title: String,
        place: Node<'a>,
        blocks: Vec<Node<'a>>,
    },
    /// It goes on.
    Text(Node<'a>),
    /// Metadata between labels.
    Metadata(Node<'a>),
}

/// The label that a line begins with.
struct Label {
    meaning: Meaning,
    title: String,
    /// Bytes of the line up to what stands behind the label.
    end: usize,
    alone: bool,
    is_bold: bool,
}

/// What a line is labelled with.
fn label<'a>(line: Node<'a>) -> Option<Label> {
    let text = inline::text(line);
    let first = line.children().find(
        |child| !matches!(&child.data().value, NodeValue::Text(text) if text.trim().is_empty()),
    )?;
    let is_strong = matches!(first.data().value, NodeValue::Strong);
    let is_bold = is_strong || headings::is_loud(&text);
    let (title, end) = if is_strong {
        let range = inline::within(line, first);
        let inside = &text[range.clone()];
        // `**Impact: all customers**` is a sentence in bold.
        let title = inside.trim().trim_end_matches(':').trim();
        let colon = inside.trim_end().ends_with(':');
        let behind = &text[range.end..];
        let apart = stamp::separator(behind);
        let separated =
            behind.trim_start().starts_with([':', '–', '—']) || behind.starts_with(" - ");
        if !(colon || separated || behind.trim().is_empty()) {
            return None;
        }
        (
            title.to_owned(),
            range.end + if colon { behind.len() - behind.trim_start().len() } else { apart },
        )
    } else if headings::is_loud(text.lines().next()?) && !text.contains('\n') {
        (text.trim().trim_end_matches(':').to_owned(), text.len())
    } else {
        let (title, _) = text.split_once(':')?;
        let end = title.len() + 1;
        (title.trim().to_owned(), end + text[end..].len() - text[end..].trim_start().len())
    };
    if title.len() > LONGEST || title.contains('\n') || metadata::is_label(&title) {
        return None;
    }
    let meaning = headings::meaning(&title)?;
    let behind = text[end..].trim();
    let alone = behind.is_empty();
    // `Resolution: 10:05 UTC` says when, not how.
    let is_time = stamp::read(behind).is_some_and(|stamp| stamp.length == behind.len());
    (!is_time).then_some(Label { meaning, title, end, alone, is_bold })
}

/// What the words of a line in a text say, markup and all, for telling what a document is.
pub(crate) fn of_text(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['-', '*', '+', ' ']);
    let (title, _) = line.split_once(':')?;
    let title = title.trim().trim_end_matches(['*', '_']).trim();
    (!title.is_empty() && title.len() <= LONGEST && !metadata::is_label(title)).then_some(title)
}

/// The bold label that a line of a text begins with: `- **Impact**: …`, `**Impact:** …`.
pub(crate) fn bold_of_text(line: &str) -> Option<&str> {
    let item = line.trim_start();
    let item = ["- ", "* ", "+ "].iter().find_map(|mark| item.strip_prefix(mark)).unwrap_or(item);
    let (title, behind) = item.trim_start().strip_prefix("**")?.split_once("**")?;
    let bare = title.trim_end().trim_end_matches(':');
    let is_label = bare.len() < title.trim_end().len() || behind.trim_start().starts_with(':');
    (is_label && bare.len() <= LONGEST && !metadata::is_label(bare)).then_some(bare)
}

/// The pieces of a paragraph or a list that holds labels; none when it holds none.
pub(crate) fn pieces<'a>(
    input: Input<'a, '_>,
    block: Node<'a>,
    context: Context,
) -> Option<Vec<Piece<'a>>> {
    match &block.data().value {
        NodeValue::Paragraph => paragraph(input, block, context),
        NodeValue::List(_) if context.inline => list(input, block),
        _ => None,
    }
}

fn paragraph<'a>(
    input: Input<'a, '_>,
    block: Node<'a>,
    context: Context,
) -> Option<Vec<Piece<'a>>> {
    let counts = |label: &Label| {
        if label.is_bold { label.alone || context.inline } else { context.plain }
    };
    label(block).filter(counts).or_else(|| {
        let breaks = |node: Node<'a>| {
            matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
        };
        block
            .children()
            .any(breaks)
            .then(|| inline::lines(input.arena, block))
            .and_then(|lines| lines.into_iter().find_map(|line| label(line).filter(counts)))
    })?;
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for line in inline::lines(input.arena, block) {
        if let Some(Label { meaning, title, end, alone, .. }) = label(line).filter(counts) {
            let mut blocks = Vec::new();
            if !alone {
                let text = input.copy(line);
                inline::cut(text, 0..end);
                blocks.push(text);
            }
            pieces.push(Piece::Section { meaning, title, place: line, blocks });
        } else if metadata::is_line(input, line) {
            pieces.push(Piece::Metadata(line));
        } else {
            go_on(input, &mut pieces, line);
        }
    }
    Some(pieces)
}

/// A line without a label belongs to the paragraph before it.
fn go_on<'a>(input: Input<'a, '_>, pieces: &mut Vec<Piece<'a>>, line: Node<'a>) {
    let open = match pieces.last_mut() {
        Some(Piece::Section { blocks, .. }) => {
            if blocks.is_empty() {
                blocks.push(line);
                return;
            }
            blocks.last().copied()
        }
        Some(Piece::Text(text)) => Some(*text),
        _ => None,
    };
    let Some(open) = open else {
        pieces.push(Piece::Text(line));
        return;
    };
    let at = line.data().sourcepos;
    open.append(markdown::node(input.arena, NodeValue::SoftBreak, at));
    open.data_mut().sourcepos.end = at.end;
    let children: Vec<Node<'a>> = line.children().collect();
    children.into_iter().for_each(|child| open.append(child));
}

/// A list with two labels or more: the other items stay a list.
fn list<'a>(input: Input<'a, '_>, list: Node<'a>) -> Option<Vec<Piece<'a>>> {
    let labels: Vec<Option<Label>> =
        list.children().map(|item| label(item.first_child()?)).collect();
    if labels.iter().flatten().count() < 2 {
        return None;
    }
    let mut pieces = Vec::new();
    let mut rest = Vec::new();
    for (item, label) in list.children().zip(labels) {
        let Some(Label { meaning, title, end, alone, .. }) = label else {
            rest.push(item);
            continue;
        };
        let mut blocks: Vec<Node<'a>> = item.children().skip(1).collect();
        if let Some(first) = item.first_child().filter(|_| !alone) {
            let text = input.copy(first);
            inline::cut(text, 0..end);
            blocks.insert(0, text);
        }
        pieces.push(Piece::Section { meaning, title, place: item, blocks });
    }
    if let Some(first) = rest.first() {
        let others = markdown::node(input.arena, list.data().value.clone(), first.data().sourcepos);
        rest.iter().for_each(|item| others.append(input.copy(item)));
        pieces.insert(0, Piece::Metadata(others));
    }
    Some(pieces)
}
