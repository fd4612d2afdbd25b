//! Emoji by name: `:tada:`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::packed;

/// An emoji and its names in each line, those of GitHub and of markdown-it-emoji, packed: the first
/// text with a name opens it.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/emoji.br"));
static TEXT: LazyLock<String> = LazyLock::new(|| packed::text(PACKED).unwrap_or_default());
static TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = TEXT.lines().filter_map(|line| line.split_once(' '));
    lines.flat_map(|(emoji, names)| names.split(' ').map(move |name| (name, emoji))).collect()
});

/// How Slack writes a flag.
const FLAG: &str = "flag-";

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
        let Some(emoji) = of_name(&text[at..end]) else { continue };
        out.push_str(&text[done..start]);
        out.push_str(&emoji);
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

/// The emoji of a name.
fn of_name(name: &str) -> Option<Cow<'static, str>> {
    if let Some(emoji) = TABLE.get(name) {
        return Some(Cow::Borrowed(emoji));
    }
    let country = name.strip_prefix(FLAG).filter(|country| country.len() == 2)?;
    let is_word = country.bytes().all(|b| b.is_ascii_lowercase());
    let letter = |b: u8| char::from_u32(0x1f1e6 + u32::from(b.wrapping_sub(b'a')));
    let flag: String = country.bytes().filter_map(letter).collect();
    // Only those of countries are flags: two other letters would be shown as letters.
    (is_word && TABLE.values().any(|emoji| *emoji == flag)).then_some(Cow::Owned(flag))
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
    fn flags_have_the_names_that_github_hackmd_and_slack_know() {
        let de = "\u{1f1e9}\u{1f1ea}";
        assert_eq!(shown(":de: :flag-de:").as_ref(), format!("{de} {de}"));
        assert_eq!(shown(":austria: :flag-at: :us: :uk:"), "🇦🇹 🇦🇹 🇺🇸 🇬🇧");
        for text in [":flag-xx:", ":flag-a1:", ":flag-:", ":flag-deu:"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn names_that_markdown_it_had_before_and_rarer_ones_are_known() {
        let text = ":man_shrugging: :smile_cat: :sushi: :thinking_face: :person_frowning: :hugs:";
        assert_eq!(shown(text), "🤷\u{200d}♂\u{fe0f} 😸 🍣 🤔 🙍 🤗");
    }

    #[test]
    fn each_name_stands_once_and_can_be_found() {
        let names = |text: &'static str| text.lines().flat_map(|line| line.split(' ').skip(1));
        assert_eq!(TABLE.len(), names(include_str!("emoji.txt")).count());
        for name in names(include_str!("emoji.txt")) {
            let code = format!(":{name}:");
            assert_ne!(named(&code, |_| false), code);
        }
    }
}
