//! Emoji by name: `:tada:`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The names that are known: a name, a blank and the emoji on each line.
static TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("emoji.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

/// No name is longer.
const LONGEST: usize = 40;

/// A text with emoji for their names; names within words, times and addresses stay, as do unknown
/// ones. `is_escaped` says whether the author wrote a code such as `:tada:` with a backslash.
pub(super) fn named(text: &str, is_escaped: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    // Up to where the text is in `out`, and whether an emoji ends there.
    let mut done = 0;
    let mut is_behind_emoji = false;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b':', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        let Some(end) = name_end(text, at) else { continue };
        let is_free = is_behind_emoji && done == start || stands_free(text, start);
        let code = &text[start..=end];
        let next = text[end + 1..].chars().next();
        if !is_free || next.is_some_and(char::is_alphanumeric) || is_escaped(code) {
            continue;
        }
        let Some(emoji) = TABLE.get(&text[at..end]) else { continue };
        out.push_str(&text[done..start]);
        out.push_str(emoji);
        done = end + 1;
        at = done;
        is_behind_emoji = true;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Where the colon behind a name stands.
fn name_end(text: &str, start: usize) -> Option<usize> {
    let is_part = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(b);
    let name = text.as_bytes()[start..].iter().take(LONGEST).take_while(|b| is_part(b)).count();
    let end = start + name;
    (name > 0 && text.as_bytes().get(end) == Some(&b':')).then_some(end)
}

/// Whether no word, number or address goes on at a byte.
fn stands_free(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || ":/_-\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Cow<'_, str> {
        named(text, |code| code == ":bug:")
    }

    #[test]
    fn names_between_blanks_and_signs_are_emoji() {
        assert_eq!(shown("Done :tada:, :+1::rocket: (:fire:)"), "Done 🎉, 👍🚀 (🔥)");
    }

    #[test]
    fn names_in_words_times_and_addresses_are_text() {
        for text in [
            "a:cat:c",
            "10:30:fire:",
            "http://x:80:cat:/",
            "std::cat::x",
            ":cat:s",
            ":nobody_knows:",
            ":bug:",
            ":tada",
            "tada:",
            "::",
            ":",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn each_name_stands_once() {
        assert_eq!(TABLE.len(), include_str!("emoji.txt").lines().count());
    }
}
