//! The marks by which an author says what an entry means: `(start)`, `<START OF OUTAGE>`,
//! `**DETECTED**`, `OUTAGE BEGINS, …`, or an entry that is nothing but such words.

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::{ActionState, EventKind};
use crate::postmortem::sections::{headings, updates};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp;
use crate::words::{self, Meanings, Ready};

static MARKERS: Meanings<EventKind> = Ready::new(|| words::meanings(|language| language.markers));
static LESSER_MARKERS: Meanings<EventKind> =
    Ready::new(|| words::meanings(|language| language.lesser_markers));

/// The brackets that a mark may stand between, narrow and wide.
const OPENING: [char; 5] = ['(', '[', '<', '（', '【'];
const CLOSING: [char; 5] = [')', ']', '>', '）', '】'];

/// No sentence that only marks is longer, in bytes.
const LONGEST: usize = 60;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventMark {
    pub(crate) kind: EventKind,
    /// Whether it is about the handling rather than the outage: "incident declared". Such a mark
    /// gives way to others.
    pub(crate) lesser: bool,
}

/// What words mark, as YAML's `kind:` names it, too.
pub(crate) fn named(words: &str) -> Option<EventMark> {
    let words = words.trim().to_lowercase();
    let mark = |lesser| move |kind| EventMark { kind, lesser };
    let known = |words: &str| {
        let is_of_outage = MARKERS.get(words).copied().map(mark(false));
        is_of_outage.or_else(|| LESSER_MARKERS.get(words).copied().map(mark(true)))
    };
    known(&words)
        .or_else(|| known(headings::without_adjective(&words)?))
        .or_else(|| known(without_remark(&words)?))
}

/// `復旧確認（書き込み）`: what a full-width bracket behind a mark adds.
fn without_remark(words: &str) -> Option<&str> {
    let (mark, remark) = words.split_once(['（', '('])?;
    let is_last = remark.ends_with(['）', ')']) && mark.starts_with(is_eastern);
    is_last.then(|| mark.trim_end())
}

/// Whether what stands behind a mark says that it is not so yet: `復旧確認 — 未了`.
fn is_denied(behind: &str) -> bool {
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || ":：–—-|。".contains(c));
    let open = words::pairs(|language| language.states)
        .filter(|(word, state)| *state == ActionState::Proposed && word.starts_with(is_eastern));
    open.into_iter().any(|(word, _)| {
        behind.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Takes the author's markers out of an event's blocks, and says what the first of them marks.
/// Nothing but markers:
/// then the first one's words are the text.
pub(crate) fn take_markers<'a>(
    input: Input<'a, '_>,
    blocks: &mut Vec<Node<'a>>,
) -> Option<EventMark> {
    let empty = |block: Node<'a>| {
        block.first_child().is_none() && matches!(block.data().value, NodeValue::Paragraph)
    };
    for index in 0..blocks.len() {
        let block = blocks[index];
        let Some(Marker { mark, words, .. }) = take_marker(block) else { continue };
        // Each marker that is taken leaves less text.
        while take_marker(block).is_some_and(|marker| marker.taken) {}
        let gone = matches!(block.data().value, NodeValue::HtmlBlock(_));
        if gone {
            blocks.remove(index);
        }
        let text = inline::plain(input.arena, &sentence_case(&words), block.data().sourcepos);
        match blocks.first_mut() {
            Some(first) if empty(first) => *first = text,
            Some(_) if !gone => {}
            _ => blocks.insert(index.min(blocks.len()), text),
        }
        return Some(mark);
    }
    // What is code is quoted.
    let is_quoted = |block: &Node| inline::codes(block).iter().any(|code| code.start == 0);
    let first = blocks.first().filter(|block| !is_quoted(block));
    first.and_then(|block| labelled(&inline::text(block)))
}

/// The parts of a text that would mark an entry, were they not code: what stands between brackets,
/// and the first word where the whole is a mark or begins as an update of a status page.
pub(crate) fn marks_in(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if labelled(text).is_some() || updates::head(text).is_some() {
        let is_end = |c: char| c.is_whitespace() || "`|:;,.".contains(c);
        let open = text.len() - text.trim_start_matches(|c: char| "[(*<".contains(c)).len();
        let end = text[open..].find(is_end).map_or(text.len(), |length| open + length);
        found.extend(Some(0..end).filter(|first| first.end > 0));
    }
    let mut from = found.first().map_or(0, |first: &Range<usize>| first.end);
    let length = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    while let Some(open) = text[from..].find(OPENING).map(|at| from + at) {
        from = open + length(open);
        let mut near = text[from..].char_indices().take(LONGEST);
        let close = near.find(|(_, c)| CLOSING.contains(c)).map(|(at, _)| from + at);
        let Some(close) = close else { continue };
        if named(&text[from..close]).is_some() {
            from = close + length(close);
            // Two pieces of code with nothing between them would be one.
            match found.last_mut().filter(|last| last.end == open) {
                Some(last) => last.end = from,
                None => found.push(open..from),
            }
        }
    }
    found
}

/// `END OF OUTAGE` as a sentence begins.
fn sentence_case(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A marker as the author wrote it.
struct Marker {
    mark: EventMark,
    words: String,
    /// Whether it is no longer in the text: one in bold that is all there is stays.
    taken: bool,
}

/// Takes one marker out of a block.
fn take_marker<'a>(block: Node<'a>) -> Option<Marker> {
    // `<START OF OUTAGE>` is an HTML tag to a Markdown parser.
    let tag = block.descendants().find_map(|node| {
        let mut data = node.data_mut();
        let html = match &mut data.value {
            NodeValue::HtmlInline(html) => html,
            NodeValue::HtmlBlock(html) => &mut html.literal,
            _ => return None,
        };
        let words = html.trim().trim_matches(['<', '>', '/', ' ']).to_owned();
        let mark = named(&words)?;
        html.clear();
        Some((node, mark, words))
    });
    if let Some((node, mark, words)) = tag {
        if matches!(node.data().value, NodeValue::HtmlInline(_)) {
            let place = inline::within(block, node);
            node.detach();
            tidy(block, place);
        }
        return Some(Marker { mark, words, taken: true });
    }
    let text = inline::text(block);
    let mut from = 0;
    while let Some(open) = text[from..].find(OPENING).map(|at| from + at) {
        let length = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
        let inside = open + length(open);
        let close = text[open..].find(CLOSING).map(|at| open + at)?;
        let code = || inline::codes(block).iter().any(|code| code.contains(&open));
        if let Some(mark) = named(&text[inside..close])
            && !code()
        {
            tidy(block, open..close + length(close));
            return Some(Marker { mark, words: text[inside..close].to_owned(), taken: true });
        }
        from = inside;
    }
    block.descendants().find_map(|node| {
        if !matches!(node.data().value, NodeValue::Strong) {
            return None;
        }
        let bold = inline::text(node);
        let words = bold.trim_end_matches([':', '：', '。']);
        let capital =
            words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase);
        let begins = || opens(&text, &bold) || closes(&text, &bold);
        let mark = named(words).filter(|_| capital || begins())?;
        let taken = bold != text;
        if taken {
            tidy(block, inline::within(block, node));
        }
        Some(Marker { mark, words: words.to_owned(), taken })
    })
}

/// Whether a bold run opens an entry as a label: `**Detected** – text`, `**Start of the outage**
/// text`.
fn opens(text: &str, bold: &str) -> bool {
    let Some(behind) = text.trim_start().strip_prefix(bold) else { return false };
    let word = bold.trim_end_matches([':', '：']).trim().to_lowercase();
    if words::has(|language| language.open_marks, &word) {
        return false;
    }
    if is_denied(behind) {
        return false;
    }
    // `**検知** (ログ) — …`: a remark may stand between.
    let aside =
        behind.trim_start().strip_prefix(['(', '（']).filter(|_| bold.starts_with(is_eastern));
    let behind =
        aside.and_then(|rest| rest.split_once([')', '）'])).map_or(behind, |(_, rest)| rest);
    let sign =
        behind.trim_start().starts_with([':', '–', '—', '|', '：']) || behind.starts_with(" - ");
    let phrase = bold.trim().contains(' ') && behind.starts_with(char::is_whitespace);
    behind.trim().is_empty() || sign || bold.ends_with([':', '：', '。']) || phrase
}

/// Whether a bold run ends an entry behind a dash, or in a script without capitals behind an arrow:
/// `confirmed – **Resolved**`, `確認 → **復旧確認**`.
fn closes(text: &str, bold: &str) -> bool {
    let before = text.trim_end().strip_suffix(bold).unwrap_or_default();
    let is_behind = |signs: &[char]| before.trim_end().ends_with(signs);
    is_behind(&['–', '—']) && before.ends_with(' ')
        || bold.starts_with(is_eastern) && is_behind(&['→', '⇒'])
}

/// Cuts a marker out, with the blanks and the one separator that held it apart from the text.
fn tidy<'a>(block: Node<'a>, range: Range<usize>) {
    let text = inline::text(block);
    let before = &text[..range.start];
    let behind = &text[range.end..];
    let mut start = range.start;
    let mut end = range.end;
    if before.trim().is_empty() {
        start = 0;
        end += stamp::separator(behind);
        let code = inline::codes(block).into_iter().find(|code| code.start >= range.end);
        end = code.map_or(end, |code| end.min(code.start));
    } else if behind.trim().is_empty() {
        let kept = before.trim_end();
        let apart =
            kept.strip_suffix(['-', '–', '—']).filter(|kept| kept.ends_with(char::is_whitespace));
        let code = inline::codes(block).iter().any(|code| code.end == kept.len());
        start = apart.filter(|_| !code).unwrap_or(kept).trim_end().len();
        end = text.len();
    } else if behind.starts_with([',', '.', ';', ':']) {
        start = before.trim_end().len();
    } else if before.ends_with(char::is_whitespace) {
        end += behind.len() - behind.trim_start().len();
    }
    inline::cut(block, start..end);
}

/// What a sentence says about the handling of the incident, such as "Incident is declared in #ops".
pub(crate) fn handling(sentence: &str) -> Option<EventKind> {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
        .filter(|word| !word.is_empty() && !words::has(|language| language.fillers, word))
        .collect();
    (2..=4)
        .rev()
        .filter_map(|most| words.get(..most))
        .find_map(|words| words::meaning(|language| language.handling, &words.join(" ")))
}

/// "The incident officially begins": the same in a sentence of nothing else.
fn about_incident(text: &str) -> Option<EventMark> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split_whitespace()
        .filter(|word| !words::has(|language| language.fillers, word))
        .collect();
    let subject = words.first().filter(|_| words.len() > 1)?;
    let is_incident = words::has(|language| language.timed_subjects, subject);
    is_incident.then(|| named(&words.join(" ")))?
}

/// An entry that is nothing but a mark (`Resolved`), begins with one and a colon (`First detected:
/// …`),
/// or with one in capitals (`OUTAGE BEGINS – …`). The words stay: they are the text.
fn labelled(text: &str) -> Option<EventMark> {
    let line = text.lines().next().unwrap_or_default().trim();
    // `復旧確認（経路）: 未了`
    let behind = line.split_once(['）', ':', '：']).map_or("", |(_, behind)| behind);
    if line.starts_with(is_eastern) && is_denied(behind) {
        return None;
    }
    // A remark in brackets is none of it: `First detected (time unknown)`.
    let bare = line.split(['(', '（']).next().unwrap_or(line);
    let whole = bare.trim_end_matches(['.', ':', ' ', '。', '：']);
    let before_colon = || line.split_once([':', '：']).map(|(label, _)| label);
    let alone = named(whole).or_else(|| named(before_colon()?)).or_else(|| about_incident(whole));
    alone.or_else(|| {
        let shouted = line.split(|c: char| c.is_lowercase() || ",;:(–—".contains(c)).next()?;
        let shouted = shouted.split(" - ").next()?;
        // `OUTAGE ENDS A` has the first letter of a word in small letters behind it.
        let cut = if shouted.len() == line.len() {
            shouted
        } else {
            shouted.trim_end_matches(char::is_uppercase)
        };
        // `MITIGATED A second worker is there`: a letter alone is a word of the sentence.
        let cut = match cut.trim_end().rsplit_once(' ') {
            Some((before, last)) if last.chars().count() == 1 => &cut[..=before.len()],
            _ => cut,
        };
        named(cut).filter(|_| cut.contains(' '))
    })
}
