//! What a template left in a document: its examples, its questions, its gaps.

use std::collections::HashSet;
use std::sync::LazyLock;

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::SectionKind;
use crate::source::Span;
use crate::words;
use crate::words::quick::ByWord;

use super::{Subject, finding, many, text};

/// What `whydeck new` writes.
const SKELETONS: [&str; 4] = [
    include_str!("../../decks/new/nine-sections.md"),
    include_str!("../../decks/new/google.md"),
    include_str!("../../decks/new/coe.md"),
    include_str!("../../decks/new/short.md"),
];
/// No gap is longer, in characters.
const LONGEST: usize = 80;
/// What is shorter may be anybody's words.
const SHORTEST: usize = 30;

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    skeleton(subject, found);
    gaps(subject, found);
    instructions(subject, found);
}

/// Sentences and questions of `whydeck new`.
fn skeleton(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(source) = subject.document() else { return };
    let Skeletons { examples, questions } = &*KNOWN;
    let (body, comments) = parted(source.text());
    let left = |(start, line): &(usize, &str)| {
        let words = core(line).filter(|words| examples.contains_key(words))?;
        let at = start + line.find(words)?;
        Some(source.span(at..at + words.len()))
    };
    let list = body.iter().filter_map(left).map(|span| {
        finding("template/example", "this is an example of the template")
            .at(span)
            .help("write what happened here, or delete it")
    });
    let whole = |number| format!("{number} lines are examples of the template");
    many::tell(subject, list.collect(), whole, found);
    let asked: Vec<Span> = comments
        .iter()
        .filter(|(_, comment)| questions.contains(&joined(comment)))
        .map(|(start, comment)| {
            let line = comment.lines().next().unwrap_or_default();
            source.span(*start..start + line.len())
        })
        .collect();
    if let Some(first) = asked.first() {
        let stand = match asked.len() {
            1 => "a question of the template stands in a comment".to_owned(),
            number => format!("{number} questions of the template stand in comments"),
        };
        found.push(
            finding("template/question", stand)
                .at(*first)
                .label("the first")
                .help("delete each when its section answers it: nobody sees them on slides"),
        );
    }
}

/// What stands in [`SKELETONS`].
struct Skeletons {
    examples: ByWord<&'static str, ()>,
    questions: HashSet<String>,
}

static KNOWN: LazyLock<Skeletons> = LazyLock::new(|| {
    let mut known = Skeletons { examples: ByWord::default(), questions: HashSet::new() };
    for skeleton in SKELETONS {
        let (body, comments) = parted(skeleton);
        let lines = body.iter().filter_map(|(_, line)| core(line));
        known.examples.extend(lines.map(|line| (line, ())));
        known.questions.extend(comments.into_iter().map(|(_, comment)| joined(comment)));
    }
    known
});

type Pieces<'t> = Vec<(usize, &'t str)>;

/// The lines of a text outside comments, and the comments, each with its first byte.
fn parted(text: &str) -> (Pieces<'_>, Pieces<'_>) {
    let (mut lines, mut comments) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let open = words::find(rest, "<!--").unwrap_or(rest.len());
        let mut start = at;
        for line in rest[..open].split_inclusive('\n') {
            lines.push((start, line.trim_end()));
            start += line.len();
        }
        let Some(comment) = rest.get(open..).filter(|comment| !comment.is_empty()) else { break };
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        comments.push((at + open, &comment[..end]));
        at += open + end;
    }
    (lines, comments)
}

/// The words of a line without marks of lists, stamps, and what stands in gaps.
fn core(line: &str) -> Option<&str> {
    let mut words = line.trim();
    // A status is told by what it says, and its states behind it are no example.
    if words.starts_with(['#', '`']) || words.starts_with("status: ") {
        return None;
    }
    if let Some(row) = words.strip_prefix('|') {
        words = row.split('|').map(str::trim).max_by_key(|cell| cell.len())?;
    }
    words =
        words.trim_start_matches(|c: char| c.is_whitespace() || "-*+>[]x/.0123456789".contains(c));
    // A stamp, or the gap for one. Most lines have none of these signs.
    if words.contains(['–', '(', '{']) {
        words = without_signs(words);
    }
    let words = words.trim_end_matches([' ', '*', ',', ':']).trim_start_matches('*');
    (words.len() >= SHORTEST && words.contains(' ')).then_some(words)
}

/// What is left of a line without the stamp in front, and what stands behind its words.
fn without_signs(mut words: &str) -> &str {
    if let Some((stamp, rest)) = split_once(words, " – ")
        && (stamp.starts_with("{{") || stamp.len() < 20 && stamp.contains(':'))
        && !stamp.contains("**")
    {
        words = rest;
    }
    for end in [" – @", " (from ", "{{"] {
        words = split_once(words, end).map_or(words, |(before, _)| before);
    }
    words
}

fn split_once<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    let at = words::find(text, sign)?;
    Some((&text[..at], &text[at + sign.len()..]))
}

fn joined(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `TODO`, `TBD`, `<describe the impact>`, `[Insert date]`.
fn gaps(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut list = Vec::new();
    let told = |gap: &str, place: Span| {
        finding("template/placeholder", format!("`{gap}` stands for what is not written yet"))
            .at(place)
            .help("write it, say that nobody knows, or delete it")
    };
    for section in &subject.pm.sections {
        if text::is_gap(section) {
            let place = subject.heading(section);
            list.extend(place.map(|place| told(section.title.trim(), place)));
        }
        for node in section.blocks.iter().flat_map(|block| block.descendants()) {
            let gap = match &node.data().value {
                NodeValue::Text(text) => gap_in(text, is_first(node), is_last(node)),
                NodeValue::HtmlInline(html) => gap_tag(html),
                NodeValue::HtmlBlock(html) => gap_tag(html.literal.trim()),
                _ => None,
            };
            let is_cell =
                || node.ancestors().any(|it| matches!(it.data().value, NodeValue::TableCell));
            // An owner that is not known yet is told as an owner that is missing, and of a task it
            // may be the state.
            let lists_actions =
                matches!(section.kind, SectionKind::ActionItems | SectionKind::CorrectiveActions);
            let lists_actions = lists_actions
                || gap
                    .as_ref()
                    .is_some_and(|gap| words::has(|it| it.task_states, &gap.to_lowercase()));
            let Some(gap) = gap.filter(|_| !lists_actions || !is_cell()) else { continue };
            let Some(place) = subject.place(node) else { continue };
            list.push(told(&gap, subject.words_in(place, &gap)));
        }
    }
    let whole = |number| format!("{number} places stand for what is not written yet");
    many::tell(subject, list, whole, found);
}

fn is_first(node: Node<'_>) -> bool {
    node.previous_sibling().is_none()
}

fn is_last(node: Node<'_>) -> bool {
    node.next_sibling().is_none()
}

/// The gap in a text: the whole of it, what stands in front of a colon, or between brackets.
fn gap_in(text: &str, begins: bool, ends: bool) -> Option<String> {
    // As long as the text, byte by byte.
    let lower = text.to_ascii_lowercase();
    let bare = lower.trim().trim_end_matches(['.', '…', '!']);
    let known = |words: &str| words::has(|language| language.placeholders, words);
    if begins && ends && known(bare) {
        return Some(text.trim().to_owned());
    }
    let in_front = lower.trim_start().split_once(':').map(|(word, _)| word);
    if let Some(word) = in_front.filter(|word| begins && known(word)) {
        let start = lower.len() - lower.trim_start().len();
        return Some(text[start..start + word.len()].to_owned());
    }
    if bare.starts_with("lorem ipsum") {
        return text.get(..11).map(str::to_owned);
    }
    for (open, _) in lower.match_indices(['[', '<', '(', '{']) {
        let mut next = lower[open + 1..].char_indices().take(LONGEST);
        let close = next.find(|(_, c)| matches!(c, ']' | '>' | ')' | '}'));
        let Some((length, _)) = close else { continue };
        let inside = lower[open + 1..open + 1 + length].trim();
        let is_asking = !lower[open..].starts_with('(')
            && text::begins(inside, |language| language.placeholder_openings).is_some();
        if known(inside) || is_asking {
            return Some(text[open..=open + 1 + length].to_owned());
        }
    }
    None
}

/// `<describe the impact>`: to a parser a tag with attributes.
fn gap_tag(html: &str) -> Option<String> {
    let inside = html.strip_prefix('<')?.split_once('>')?.0;
    let is_words = inside.contains(' ') && !inside.contains(['=', '"', '/', '!']);
    let lower = inside.to_lowercase();
    let asks = text::begins(&lower, |language| language.placeholder_openings).is_some();
    (is_words && asks).then(|| format!("<{inside}>"))
}

/// What a template asks its reader to do, as the first words of a section.
fn instructions(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    for section in &subject.pm.sections {
        let holds_orders = matches!(
            section.kind,
            SectionKind::Other
                | SectionKind::Preamble
                | SectionKind::CorrectiveActions
                | SectionKind::ActionItems
                | SectionKind::References
        );
        let first = section
            .blocks
            .iter()
            .find(|block| !matches!(block.data().value, NodeValue::HtmlBlock(_)));
        let Some(first) = first.filter(|_| !holds_orders) else { continue };
        let words = text::lower(&[*first]);
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        if text::begins(words, |language| language.instructions).is_none()
            || !matches!(first.data().value, NodeValue::Paragraph | NodeValue::BlockQuote)
        {
            continue;
        }
        let Some(place) = subject.place(first) else { continue };
        found.push(
            finding("template/instruction", "this tells the author what to write")
                .at(place)
                .label(format!("still in {}", quoted(&section.title)))
                .help("write what it asks for, or delete it"),
        );
    }
}

fn quoted(title: &str) -> String {
    let title = title.trim();
    if title.is_empty() { "the text".to_owned() } else { format!("“{title}”") }
}
