//! Takes a field out of a text so that nothing of it stays: no empty brackets, no separators that
//! held it apart.

use std::ops::Range;

use crate::markdown::Node;
use crate::postmortem::text::inline;

const SEPARATORS: [char; 9] = ['-', '–', '—', ',', ';', '|', '、', '，', '；'];
const OPEN: [char; 3] = ['(', '[', '（'];
const CLOSE: [char; 3] = [')', ']', '）'];

/// Takes a range of bytes out of a block's text, with what only held it apart. Code beside it is
/// the text's.
pub(crate) fn take<'a>(block: Node<'a>, range: Range<usize>) {
    let words = inline::text(block);
    let codes = inline::codes(block);
    let first =
        codes.iter().map(|code| code.end).filter(|end| *end <= range.start).max().unwrap_or(0);
    let last = codes
        .iter()
        .map(|code| code.start)
        .filter(|start| *start >= range.end)
        .min()
        .unwrap_or(words.len());
    let mut start = range.start;
    let mut end = range.end;
    // Each pass takes at least one sign.
    while let Some(wider) = widen(&words, first..last, start..end) {
        (start, end) = (wider.start, wider.end);
    }
    inline::cut(block, start..end);
    inline::trim(block, &[], &[]);
}

/// The range with one more thing that is of no use without it.
fn widen(words: &str, bounds: Range<usize>, range: Range<usize>) -> Option<Range<usize>> {
    let Range { start, end } = range;
    let before = &words[bounds.start..start];
    let behind = &words[end..bounds.end];
    let left = before.trim_end();
    let right = behind.trim_start();
    let lead = bounds.start + left.len();
    let trail = bounds.end - right.len();
    let at_start = bounds.start == 0 && left.is_empty();
    let at_end = bounds.end == words.len() && right.is_empty();
    let opens = left.ends_with(OPEN);
    let closes = right.starts_with(CLOSE);
    if opens && closes {
        let length = |c: Option<char>| c.map_or(0, char::len_utf8);
        let before = length(left.chars().next_back());
        return Some(lead - before..trail + length(right.chars().next()));
    }
    let separated = separator_before(left);
    if (at_end || closes) && separated > 0 {
        return Some(lead - separated..end);
    }
    let colon = right.starts_with([':', '.']) && (at_start || opens);
    let next = right.chars().next().filter(|c| SEPARATORS.contains(c) || colon);
    if let Some(sign) = next {
        let after = &right[sign.len_utf8()..];
        let apart = after.is_empty()
            || after.starts_with(|c: char| c.is_whitespace() || CLOSE.contains(&c));
        let stuck = right.len() == behind.len() && !after.starts_with(['-', '–', '—']);
        if (at_start || opens) && (apart || stuck) {
            return Some(start..trail + sign.len_utf8());
        }
    }
    // Of two separators around it, one is enough; before a sign (`, due May #7`), none is needed.
    let meets = right.starts_with(SEPARATORS) || right.starts_with([':', '.', '#', '(', '[', '@']);
    if meets && separated > 0 {
        return Some(lead - separated..end);
    }
    if right.starts_with('.') && left.ends_with('.') && right[1..].trim_start().is_empty() {
        return Some(start..trail + 1);
    }
    let glued = right.starts_with([',', ';', '.', ':', ')', ']', '、', '。', '）'])
        && right.len() == behind.len();
    let blank = behind.starts_with(char::is_whitespace) || behind.is_empty() && at_end;
    if lead < start && (glued || blank) {
        return Some(lead..end);
    }
    (trail > end && (at_start || opens || closes)).then_some(start..trail)
}

/// The length of the separator at the end of a text: not the dash of `-v -`, and no hyphen of a
/// word.
fn separator_before(left: &str) -> usize {
    let Some(sign) = left.chars().next_back().filter(|c| SEPARATORS.contains(c)) else { return 0 };
    let rest = &left[..left.len() - sign.len_utf8()];
    let hyphen = sign == '-' && rest.ends_with(|c: char| !c.is_whitespace());
    if hyphen { 0 } else { sign.len_utf8() }
}
