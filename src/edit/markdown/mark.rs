//! The marks that items of a list begin with.

use std::ops::Range;

/// The beginning of an item, up to its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    /// What stands before the mark: blanks, and signs of quotes.
    prefix: &'t str,
    /// `-`, `3.`, `•`.
    mark: &'t str,
    /// The blanks behind it.
    gap: &'t str,
    /// Where the sign in its checkbox stands in the text.
    pub(super) sign: Option<Range<usize>>,
    /// Where its words begin in the text.
    pub(super) words: usize,
}

impl<'t> Mark<'t> {
    /// The mark of an item that stands at byte `at` of a text, in the line from `line` on.
    pub(super) fn at(text: &'t str, line: usize, at: usize) -> Option<Self> {
        let rest = text.get(at..)?.split('\n').next()?;
        let length = length(rest)?;
        let behind = &rest[length..];
        let gap = &behind[..behind.len() - behind.trim_start_matches([' ', '\t']).len()];
        if gap.is_empty() && !behind.is_empty() {
            return None;
        }
        let inside = &behind[gap.len()..];
        let words = at + length + gap.len();
        let sign = checkbox(inside).map(|sign| words + sign.start..words + sign.end);
        let words = sign.as_ref().map_or(words, |sign| {
            let behind = &text[sign.end + 1..];
            sign.end + 1 + (behind.len() - behind.trim_start_matches([' ', '\t']).len())
        });
        Some(Self { prefix: &text[line..at], mark: &rest[..length], gap, sign, words })
    }

    /// The beginning of the next item: the same mark, the number after, an empty box or one with
    /// `sign` where there is a box.
    pub(super) fn next(&self, is_counted: bool, sign: char) -> String {
        let prefix: String =
            self.prefix.chars().map(|c| if ">\t ".contains(c) { c } else { ' ' }).collect();
        let digits = self.mark.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.mark[..digits].parse::<u64>().ok().filter(|_| is_counted);
        let mark = match number.and_then(|number| number.checked_add(1)) {
            Some(number) => format!(
                "{number:0digits$}{}",
                &self.mark[digits..],
                digits = digits * usize::from(self.mark.starts_with('0'))
            ),
            None => self.mark.to_owned(),
        };
        let gap = if self.gap.is_empty() { " " } else { self.gap };
        let boxed = if self.sign.is_some() { format!("[{sign}] ") } else { String::new() };
        format!("{prefix}{mark}{gap}{boxed}")
    }

    /// A blank line in its place: signs of quotes stay.
    pub(super) fn blank(&self) -> String {
        format!("{}\n", self.prefix.trim_end())
    }

    /// Its number; none of a bullet.
    pub(super) fn number(&self) -> Option<u64> {
        self.mark.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
    }

    /// How far a line must be indented to go on with the item.
    pub(super) fn indentation(&self) -> usize {
        self.prefix.len() + self.mark.len() + 1
    }

    /// Whether it stands in a quote.
    pub(super) fn is_quoted(&self) -> bool {
        self.prefix.contains('>')
    }
}

/// The length of the mark that a line begins with. An escaped one is a mark, too, and so is the
/// bullet of another program.
fn length(line: &str) -> Option<usize> {
    let bare = line.strip_prefix('\\').unwrap_or(line);
    let escape = line.len() - bare.len();
    if let Some(bullet) = bare.chars().next().filter(|c| "-*+•●◦▪".contains(*c)) {
        return Some(escape + bullet.len_utf8());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    let bare = behind.strip_prefix('\\').unwrap_or(behind);
    let is_mark = digits > 0 && bare.starts_with(['.', ')']);
    is_mark.then_some(line.len() - bare.len() + 1)
}

/// Where the sign of the checkbox stands that words begin with.
fn checkbox(words: &str) -> Option<Range<usize>> {
    let sign = words.strip_prefix('[')?.chars().next()?;
    let end = 1 + sign.len_utf8();
    let closed = words[end..].strip_prefix(']')?;
    (closed.is_empty() || closed.starts_with([' ', '\t'])).then_some(1..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_item_begins_as_the_last() {
        for (line, next) in [
            ("- a", "- "),
            ("  *   a", "  *   "),
            ("\t+\ta", "\t+\t"),
            ("9. a", "10. "),
            ("03) a", "04) "),
            ("> - [x] a", "> - [ ] "),
            ("- [ ]", "- [ ] "),
            ("• a", "• "),
            (r"1\. a", r"2\. "),
            (r"\- a", r"\- "),
        ] {
            let at = line.find(|c: char| !"> \t".contains(c)).expect("a mark");
            let mark = Mark::at(line, 0, at).expect("a mark");
            assert_eq!(mark.next(true, ' '), next, "{line}");
        }
        assert_eq!(Mark::at("a - b", 0, 0), None);
        assert_eq!(Mark::at("-b", 0, 0), None);
    }
}
