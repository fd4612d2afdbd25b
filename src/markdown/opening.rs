//! How a paragraph begins: its first sentence, word for word, or as much of it as there is room
//! for.

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::cut::Rest;
use super::{Node, place, plain_text};

/// What stands before a full stop that ends no sentence.
const SHORT_FORMS: [&str; 14] =
    ["e.g", "i.e", "etc", "vs", "approx", "ca", "cf", "no", "dr", "mr", "mrs", "ms", "st", "fig"];
/// What is shown behind words that go on elsewhere.
const GOES_ON: &str = "…";

/// The beginning of a paragraph.
pub(crate) struct ParagraphOpening<'a> {
    /// A copy of it.
    pub node: Node<'a>,
    /// How much there is to read, in words.
    pub words: usize,
    /// Whether it is all of the paragraph.
    pub is_all: bool,
}

/// How much there is to read in a text, in words: two wide characters are about one.
#[must_use]
pub(crate) fn words_in(text: &str) -> usize {
    let wide = text.chars().filter(|c| is_wide(*c)).count();
    let words = text.split(|c: char| c.is_whitespace() || is_wide(c));
    words.filter(|word| word.chars().any(char::is_alphanumeric)).count() + wide.div_ceil(2)
}

/// Whether a character is a word or a syllable of a language that writes no blanks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Where a paragraph can be cut: a child, and a byte of its text.
type Place = (usize, usize);

/// The first sentence of a paragraph, or as many as have `least` words. A sentence of more than
/// `most` words ends at a clause.
pub(crate) fn opening<'a>(
    arena: &'a Arena<'a>,
    paragraph: Node<'a>,
    least: usize,
    most: usize,
) -> ParagraphOpening<'a> {
    let whole = || ParagraphOpening {
        node: paragraph,
        words: words_in(&plain_text(paragraph)),
        is_all: true,
    };
    let (cut, is_sentence) = match end(paragraph, least, most) {
        Found::All => return whole(),
        Found::Sentence(at) => (at, true),
        Found::Clause(at) => (at, false),
    };
    let mut rest = Rest::of(arena, paragraph);
    let node = rest.take_to(cut.0, cut.1);
    if plain_text(node).trim().is_empty() {
        return whole();
    }
    if !is_sentence {
        let at = place(paragraph);
        node.append(super::node(arena, NodeValue::Text(GOES_ON.into()), at));
    }
    ParagraphOpening { node, words: words_in(&plain_text(node)), is_all: false }
}

enum Found {
    /// The paragraph is one sentence.
    All,
    Sentence(Place),
    Clause(Place),
}

/// Where the first sentence ends, or the clause before there are too many words.
fn end(paragraph: Node<'_>, least: usize, most: usize) -> Found {
    let mut scan = Scan { least, most, before: 0, early: None, clause: None, word: None };
    let mut previous = String::new();
    for (index, child) in paragraph.children().enumerate() {
        let data = child.data();
        match &data.value {
            NodeValue::Text(text) => {
                let opens = text.starts_with(char::is_whitespace) || previous.ends_with(' ');
                if opens && ends_sentence(previous.trim_end(), text.trim_start()) {
                    if scan.before >= least {
                        return Found::Sentence((index, 0));
                    }
                    scan.early = Some((index, 0));
                }
                if let Some(found) = scan.text(index, text, child.next_sibling().is_none()) {
                    return found;
                }
                previous = text.to_string();
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => previous.push(' '),
            _ => {
                previous = plain_text(child);
                scan.before += words_in(&previous);
                if scan.before > most {
                    break;
                }
            }
        }
    }
    if scan.before > most { scan.cut() } else { Found::All }
}

/// The places of a paragraph, as far as it was read.
struct Scan {
    least: usize,
    most: usize,
    /// How many words were read.
    before: usize,
    /// Where a sentence ended before there were enough words.
    early: Option<Place>,
    clause: Option<Place>,
    word: Option<Place>,
}

impl Scan {
    /// Reads a text; found is where to cut it.
    fn text(&mut self, index: usize, text: &str, is_last: bool) -> Option<Found> {
        for (at, c) in text.char_indices() {
            let behind = at + c.len_utf8();
            let (seen, left) = (&text[..behind], &text[behind..]);
            // What stands behind the last sentence is nothing.
            if is_last && left.trim().is_empty() {
                break;
            }
            let is_break = left.starts_with(char::is_whitespace);
            if !is_break && !is_wide(c) && !matches!(c, '。' | '！' | '？' | '、' | '，') {
                continue;
            }
            let words = self.before + words_in(seen);
            if words > self.most {
                return Some(self.cut());
            }
            if matches!(c, '。' | '！' | '？') || is_break && ends_sentence(seen, left.trim_start())
            {
                if words >= self.least {
                    return Some(Found::Sentence((index, behind)));
                }
                self.early = Some((index, behind));
            }
            let is_comma = matches!(c, ',' | ';' | ':' | '、' | '，');
            if is_comma || c == ')' {
                if 2 * words > self.most {
                    self.clause = Some((index, if is_comma { at } else { behind }));
                }
            } else {
                self.word = Some((index, behind));
            }
        }
        self.before += words_in(text);
        None
    }

    /// What there is room for: whole sentences rather than a clause.
    fn cut(&self) -> Found {
        match (self.early, self.clause.or(self.word)) {
            (Some(at), _) => Found::Sentence(at),
            (None, Some(at)) => Found::Clause(at),
            (None, None) => Found::All,
        }
    }
}

/// Whether a sentence ends between two texts.
fn ends_sentence(before: &str, behind: &str) -> bool {
    let before = before.trim_end_matches([')', '"', '”', '\'', '’']);
    let Some(last) = before.chars().next_back().filter(|c| matches!(c, '.' | '?' | '!')) else {
        return false;
    };
    if behind.starts_with(char::is_lowercase) {
        return false;
    }
    let stem = before[..before.len() - last.len_utf8()].rsplit([' ', '(', '\u{a0}']).next();
    let stem = stem.unwrap_or_default().to_lowercase();
    let is_initial = stem.chars().count() == 1 && stem.chars().all(char::is_alphabetic);
    last != '.' || !(is_initial || SHORT_FORMS.contains(&stem.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, most: usize) -> (String, bool) {
        let arena = Arena::new();
        let root = comrak::parse_document(&arena, text, &comrak::Options::default());
        let paragraph = root.first_child().expect("a paragraph");
        let opening = opening(&arena, paragraph, 1, most);
        (plain_text(opening.node), opening.is_all)
    }

    #[test]
    fn the_first_sentence_opens() {
        for (text, wanted) in [
            ("One two. Three four.", "One two."),
            ("See e.g. Mars, not i.e. Moon. Then more.", "See e.g. Mars, not i.e. Moon."),
            ("**It broke.** Nobody saw it.", "It broke."),
            ("It broke.\nNobody saw it.", "It broke."),
            ("It broke at 10:00 (UTC). Then more", "It broke at 10:00 (UTC)."),
            ("Version 1.5 broke? Yes.", "Version 1.5 broke?"),
            ("壊れた。直した。", "壊れた。"),
        ] {
            assert_eq!(of(text, 60), (wanted.to_owned(), false), "{text}");
        }
    }

    #[test]
    fn short_sentences_go_on() {
        let arena = Arena::new();
        let root = comrak::parse_document(
            &arena,
            "No. It is not. Nobody knew.",
            &comrak::Options::default(),
        );
        let paragraph = root.first_child().expect("a paragraph");
        let opening = opening(&arena, paragraph, 4, 60);
        assert_eq!(plain_text(opening.node), "No. It is not.");
    }

    #[test]
    fn one_sentence_is_all() {
        for text in ["One two three.", "One `two` three", "a **b.**", "One. ", ""] {
            let text = format!("{text}\n\nnext");
            assert!(of(&text, 60).1, "{text}");
        }
    }

    #[test]
    fn a_long_sentence_ends_at_a_clause() {
        let text = "One two three four, five six seven eight nine ten eleven";
        assert_eq!(of(text, 6), ("One two three four…".to_owned(), false));
        assert_eq!(of("one two three four five six", 3), ("one two three…".to_owned(), false));
    }

    #[test]
    fn two_wide_characters_are_a_word() {
        assert_eq!(words_in("two words"), 2);
        assert_eq!(words_in("壊れた 直"), 2);
    }
}
