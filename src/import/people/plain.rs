//! Names as they are compared: without marks on letters, and without titles.

use std::ops::Range;

/// Letters with marks, and what is written where a keyboard has none.
const MARKED: [(&str, &str); 24] = [
    ("àáâãäåāăą", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņň", "n"),
    ("òóôõöøōŏő", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("þ", "th"),
    ("\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{308}\u{30a}\u{30c}\u{327}\u{328}", ""),
];

/// What stands before a name.
const TITLES: [&str; 10] = ["dipl", "dr", "frau", "herr", "ing", "mr", "mrs", "ms", "mx", "prof"];

/// A text in small letters that have no marks.
pub(super) fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        match MARKED.iter().find(|(marked, _)| !c.is_ascii() && marked.contains(c)) {
            Some((_, letters)) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// The same with `ue` for `ü`; none when that changes nothing.
pub(super) fn spelled(word: &str) -> Option<String> {
    let out = word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    (out != word).then_some(out)
}

/// The words of a name behind its titles.
pub(super) fn untitled(words: &[String]) -> &[String] {
    let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
    if titles == words.len() { words } else { &words[titles..] }
}

/// Whether a word is one of a name. Without its marks, or as an initial, it may be another word when
/// it is small: `bar` is no `Bär`.
pub(super) fn is_written(word: &str, wanted: &str, bare: &str, has_initial: bool) -> bool {
    let is_capital = word.starts_with(char::is_uppercase);
    let is_initial = has_initial && wanted.chars().nth(1).is_none();
    if word.to_lowercase() == wanted {
        return is_capital || !is_initial;
    }
    is_capital && plain(word) == bare
}

/// The host, file or account that a word is a part of: `ann-laptop.example`, `keys_ann.txt`.
pub(super) fn whole(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let start = text[..word.start].trim_end_matches(is_part).len();
    let behind = &text[word.end..];
    let end = text.len() - behind.trim_start_matches(is_part).len();
    let whole = text[start..end].trim_matches(['.', '-', '_']);
    let start = start + text[start..end].find(whole)?;
    let end = start + whole.len();
    let is_joined = whole.contains(['-', '_']);
    let dots = whole.matches('.').count();
    let is_name = is_joined && (dots > 0 || !whole.contains(char::is_uppercase)) || dots > 1;
    (is_name && start <= word.start && end >= word.end && whole.len() > word.len())
        .then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_marks_and_titles() {
        assert_eq!(plain("Müller-Özdemir, Łukasz, Zoe\u{308}"), "muller-ozdemir, lukasz, zoe");
        assert_eq!(spelled("müller").as_deref(), Some("mueller"));
        assert!(TITLES.is_sorted());
    }

    #[test]
    fn hosts_and_files_are_told_from_words() {
        for (text, want) in [
            ("on ann-laptop.acme.example.", Some("ann-laptop.acme.example")),
            ("see prod-creds-ann.txt", Some("prod-creds-ann.txt")),
            ("host ann.acme.example", Some("ann.acme.example")),
            ("ann. Then", None),
            ("ann.Then", None),
            ("ann's", None),
            ("branch ann/fix", None),
        ] {
            let at = text.find("ann").expect("a name");
            assert_eq!(whole(text, at..at + 3).map(|place| &text[place]), want, "{text}");
        }
    }
}
