//! Updates of a status page: each has a state, "Investigating" or "Resolved", what it says, and
//! mostly below it the time at which it was posted. Here they are told from other text.

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::PageState;
use crate::postmortem::text::inline;
use crate::postmortem::time::ending;
use crate::postmortem::time::stamp::{self, Stamp};
use crate::words;

/// How long ago something was posted takes no more bytes to say.
const AGO: usize = 40;
/// No line that only says when something was posted is longer.
const POSTED: usize = 120;

/// The state that a line begins with, and the bytes up to what it says: `**Resolved** – text`,
/// `[Update] text`, `Monitoring`.
pub(crate) fn head(line: &str) -> Option<(PageState, usize)> {
    let open = line.len() - line.trim_start_matches(|c: char| "[(* ".contains(c)).len();
    let rest = &line[open..];
    let fits = |word: &str| {
        rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && rest.starts_with(char::is_uppercase)
    };
    let known = words::pairs(|language| language.page_states).filter(|(word, _)| fits(word));
    let (word, state) = known.max_by_key(|(word, _)| word.len())?;
    let mut at = open + word.len();
    // `Update 2`, `Update #2`.
    let number = line[at..].trim_start_matches([' ', '#']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    if state == PageState::Update && (1..=2).contains(&digits) && line[at..].starts_with(' ') {
        at = line.len() - number.len() + digits;
    }
    let closed = line[at..].trim_start_matches([']', ')', '*']);
    let is_closed = closed.len() < line[at..].len();
    at = line.len() - closed.len();
    let sign = closed.trim_start().starts_with([':', '-', '–', '—', '|', '·', '•']);
    let apart = closed.starts_with(char::is_whitespace);
    // `Re-monitoring` and `Resolved-by` are words.
    let dashed = closed.starts_with('-');
    let is_head = closed.trim().is_empty() || is_closed && apart || sign && !dashed;
    is_head.then(|| (state, at + separator(closed)))
}

fn separator(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    let signs = trimmed.trim_start_matches([':', '-', '–', '—', '|', '·', '•']).trim_start();
    rest.len() - signs.len()
}

/// The state of a block that is one's head, or an entry's text.
pub(crate) fn state_of<'a>(block: Node<'a>) -> Option<PageState> {
    ahead(block)?;
    // What is code is quoted.
    if inline::codes(block).iter().any(|code| code.start == 0) {
        return None;
    }
    let text = inline::text(block);
    let line = text.lines().next().unwrap_or_default();
    head(line).map(|(state, _)| state).or_else(|| bold_head(block).map(|(state, _)| state))
}

/// The state at the beginning of a block, looked for without reading the whole of it.
fn ahead<'a>(block: Node<'a>) -> Option<PageState> {
    if !matches!(block.data().value, NodeValue::Paragraph | NodeValue::Heading(_)) {
        return None;
    }
    block
        .descendants()
        .find_map(|node| {
            let data = node.data();
            let NodeValue::Text(text) = &data.value else { return None };
            let words = text.trim_start_matches(|c: char| "[(* ".contains(c));
            if words.is_empty() {
                return None;
            }
            let begins = |word: &str| {
                words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            };
            Some(words::pairs(|language| language.page_states).find(|(word, _)| begins(word)))
        })?
        .map(|(_, state)| state)
}

/// `**Resolved** text`: the bold run is the state, whatever stands behind it.
pub(crate) fn bold_head<'a>(block: Node<'a>) -> Option<(PageState, usize)> {
    let first = block.first_child()?;
    if !matches!(first.data().value, NodeValue::Strong) {
        return None;
    }
    let bold = inline::text(first);
    let (state, length) = head(&bold).filter(|(_, length)| *length == bold.len())?;
    let behind = inline::text(block);
    Some((state, length + separator(&behind[length..])))
}

/// When an update was posted, of a line that says nothing else: `Posted 3 hours ago. Mar 14, 2024 –
/// 10:32 UTC`.
pub(crate) fn posted(line: &str) -> Option<Stamp> {
    let mut rest = line.trim().trim_end_matches('.');
    if rest.len() > POSTED {
        return None;
    }
    let lower = rest.to_lowercase();
    let word = words::all(|language| language.posted_words)
        .filter(|word| lower.starts_with(**word))
        .max_by_key(|word| word.len());
    if let Some(word) = word {
        rest = rest.get(word.len()..)?.trim_start_matches([':', ' ', '\u{a0}']);
    }
    let ago = words::all(|language| language.ago_words).find_map(|word| {
        let at = rest.find(&format!(" {word}")).filter(|at| *at < AGO)?;
        Some(at + 1 + word.len())
    });
    if let Some(at) = ago {
        rest = rest[at..].trim_start_matches(|c: char| " .,·–-—(".contains(c));
    }
    let stamp = stamp::read(rest).filter(Stamp::is_timed)?;
    let behind = rest[stamp.length..].trim_matches([')', ' ', '.']);
    behind.is_empty().then_some(stamp)
}

/// Whether updates stand among the blocks of a document.
pub(crate) fn has_updates<'a>(blocks: &[Node<'a>]) -> bool {
    are_updates(blocks, false)
}

/// Whether blocks are updates whose times stand below their states. With the times above them each
/// begins with a stamp, as entries of any timeline do.
pub(crate) fn is_page<'a>(blocks: &[Node<'a>]) -> bool {
    are_updates(blocks, true)
}

fn are_updates<'a>(blocks: &[Node<'a>], strict: bool) -> bool {
    let mut seen: Vec<PageState> = Vec::new();
    for block in blocks.iter().flat_map(|block| parts(block)) {
        seen.extend(ahead(block).filter(|state| !seen.contains(state)));
    }
    if !make_a_page(&seen) {
        return false;
    }
    let mut heads = 0;
    let mut stamps = 0;
    for block in blocks.iter().flat_map(|block| parts(block)) {
        let text = inline::text(block);
        let bold = bold_head(block);
        for (number, line) in text.lines().enumerate() {
            let found = head(line).or_else(|| bold.filter(|_| number == 0));
            let beside = found.and_then(|(_, length)| beside(line.get(length..)?));
            heads += usize::from(found.is_some());
            let is_stamp = beside.is_some() || found.is_none() && posted(line).is_some();
            if is_stamp && heads == 0 && strict {
                return false;
            }
            stamps += usize::from(is_stamp);
        }
    }
    heads >= 2 && stamps >= 2
}

/// Whether different states are those of a status page: "Monitoring" and "Resolved" may head entries
/// of any timeline.
pub(crate) fn make_a_page(states: &[PageState]) -> bool {
    let least = if states.contains(&PageState::Investigating) { 2 } else { 3 };
    let telling = [PageState::Investigating, PageState::Monitoring];
    states.len() >= least && states.iter().any(|state| telling.contains(state))
}

/// A block, or the first blocks of a list's items.
pub(crate) fn parts<'a>(block: Node<'a>) -> Vec<Node<'a>> {
    match block.data().value {
        NodeValue::List(_) => {
            block.children().flat_map(comrak::arena_tree::Node::children).collect()
        }
        _ => vec![block],
    }
}

/// The time beside a state: right behind it, or at the end of its line, apart from the sentence.
pub(crate) fn beside(rest: &str) -> Option<(Stamp, Range<usize>)> {
    if let Some(stamp) = stamp::read(rest).filter(Stamp::is_timed) {
        let cut = 0..stamp.length;
        return Some((stamp, cut));
    }
    let found = ending::at_end(rest).filter(|found| found.stamp.is_timed())?;
    let before = rest[..found.stamp.start].trim_end();
    before.ends_with(['.', '!', '–', '—', '-', '(', '|', '·']).then_some((found.stamp, found.cut))
}

/// Whether a block is the head of an update.
pub(crate) fn is_head<'a>(block: Node<'a>) -> bool {
    state_of(block).is_some()
}

/// Whether the lines of a text are updates of a status page.
pub(crate) fn text_is_page(body: &str) -> bool {
    let mut seen: Vec<PageState> = Vec::new();
    let mut stamps = 0;
    let mut is_posted = false;
    for line in body.lines().filter(|line| !line.is_empty()) {
        let bare = line.trim_start_matches(['#', '-', '*', ' ']).replace("**", "");
        match head(&bare) {
            Some((state, _)) if !seen.contains(&state) => seen.push(state),
            Some(_) => {}
            None if !seen.is_empty() && posted(line).is_some() => {
                stamps += 1;
                is_posted |= says_posted(line);
            }
            None => {}
        }
    }
    let one = seen.len() == 1 && stamps == 1 && is_posted;
    one || seen.len() > 1 && stamps > 1 && seen.contains(&PageState::Investigating)
}

/// Whether a line says that something was posted then, and not only when.
fn says_posted(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    words::all(|language| language.posted_words).any(|word| lower.starts_with(*word))
}
