//! What a page holds: the words that style sheets ask for, and the characters that fonts need.

use std::collections::BTreeSet;

use super::sheets;

/// The words of a page that sheets ask for, and its characters.
#[derive(Debug, Clone, Default)]
pub struct Used {
    words: Vec<bool>,
    chars: BTreeSet<char>,
    /// Whether there are characters that are written as something else.
    is_unclear: bool,
}

impl Used {
    /// Notes the names and values in the tags of a text, and its characters.
    pub fn see_html(&mut self, html: &str) {
        self.see_text(html);
        let known = ["amp;", "lt;", "gt;", "quot;", "nbsp;", "#39;", "#x27;", "#x3D;", "#x60;"];
        let is_other = |rest: &str| {
            rest.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic())
                && !known.iter().any(|name| rest.starts_with(name))
                && rest.find(';').is_some_and(|end| end < 32)
        };
        self.is_unclear |=
            memchr::memchr_iter(b'&', html.as_bytes()).any(|at| is_other(&html[at + 1..]));
        let bytes = html.as_bytes();
        let mut at = 0;
        while let Some(open) = memchr::memchr(b'<', &bytes[at..]) {
            at += open + 1;
            if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                at += self.see_tag(&bytes[at..]);
            }
        }
    }

    /// Notes the characters of a style sheet.
    pub fn see_css(&mut self, css: &str) {
        self.see_text(css);
        let escape = |pair: &[u8]| pair[0] == b'\\' && pair[1].is_ascii_hexdigit();
        self.is_unclear |= css.as_bytes().windows(2).any(escape);
    }

    /// Notes the characters of a text beyond ASCII.
    fn see_text(&mut self, text: &str) {
        if !text.is_ascii() {
            self.chars.extend(text.chars().filter(|c| !c.is_ascii()));
        }
    }

    /// Notes the names and values of options in JSON.
    pub fn see_json(&mut self, json: &str) {
        json.split('"').for_each(|word| self.see(word.as_bytes()));
    }

    /// Notes what stands in a tag; how long it is.
    fn see_tag(&mut self, tag: &[u8]) -> usize {
        let mut at = 0;
        loop {
            at += tag[at..].iter().take_while(|b| is_blank(**b) || **b == b'/').count();
            let ends = |b: &u8| is_blank(*b) || matches!(b, b'=' | b'>' | b'/');
            let length = tag[at..].iter().position(ends).unwrap_or(tag.len() - at);
            self.see(&tag[at..at + length]);
            at += length;
            match tag.get(at) {
                None | Some(b'>') => return at,
                Some(b'=') => at += 1 + self.see_value(&tag[at + 1..]),
                Some(_) => {}
            }
        }
    }

    /// Notes the words of an attribute's value; how long it is.
    fn see_value(&mut self, text: &[u8]) -> usize {
        let (start, length) = match text.first() {
            Some(quote @ (b'"' | b'\'')) => {
                (1, memchr::memchr(*quote, &text[1..]).unwrap_or(text.len() - 1))
            }
            _ => {
                let ends = |b: &u8| is_blank(*b) || *b == b'>';
                (0, text.iter().position(ends).unwrap_or(text.len()))
            }
        };
        text[start..start + length].split(|b| is_blank(*b)).for_each(|word| self.see(word));
        (2 * start + length).min(text.len())
    }

    fn see(&mut self, word: &[u8]) {
        // Nothing that a sheet asks for is longer; data and paths are.
        if word.is_empty() || word.len() > 40 {
            return;
        }
        if let Some(number) = sheets::word(word) {
            if self.words.len() <= number {
                self.words.resize(number + 1, false);
            }
            self.words[number] = true;
        }
    }

    /// Whether the text has this word, by its number.
    pub(super) fn has(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|used| *used)
    }

    /// Whether the text has one of these characters, which are in order.
    pub(super) fn has_any_of(&self, chars: &[char]) -> bool {
        self.is_unclear || self.chars.iter().any(|c| chars.binary_search(c).is_ok())
    }
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> (Vec<char>, bool) {
        let mut used = Used::default();
        used.see_html(text);
        (used.chars.into_iter().collect(), used.is_unclear)
    }

    #[test]
    fn characters_are_seen_in_any_spelling() {
        assert_eq!(chars("<p>na\u{ef}ve – 5 &lt; 6 &amp; 7&#39;"), (vec!['ï', '–'], false));
        for text in ["&eacute;", "&#233;", "&#xe9;"] {
            assert!(chars(text).1, "{text}");
        }
        assert_eq!(chars("Q&A &"), (vec![], false));
    }

    #[test]
    fn no_tag_ends_the_reading() {
        for text in
            ["<", "<p", "<p class", "<p class=", "<p class=\"", "<p class=\"a", "<p/", "< p>", "<é"]
        {
            chars(text);
            chars(&format!("{text}<p class=\"callout\">"));
        }
    }
}
