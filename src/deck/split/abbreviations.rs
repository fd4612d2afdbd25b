//! What abbreviations stand for, as HackMD has it: `*[HTML]: Hyper Text Markup Language`.

use super::Scanner;

/// How many a text has: each word that begins one is compared with all of them.
const MOST: usize = 400;

impl Scanner<'_> {
    /// Takes a line out that says what an abbreviation stands for; false when it does not.
    pub(super) fn abbreviation(&mut self, line: &str, end: usize) -> bool {
        let Some((name, meaning)) = definition(line) else { return false };
        if self.is_indented_code(line) || self.out.abbreviations.len() >= MOST {
            return false;
        }
        self.out.abbreviations.push((name.to_owned(), meaning.to_owned()));
        if !self.in_list {
            self.emit("", 0);
        }
        self.next(end);
        true
    }
}

/// An abbreviation and its meaning.
fn definition(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start_matches(' ');
    let (name, meaning) = bare.strip_prefix("*[")?.split_once("]:")?;
    let (name, meaning) = (name.trim(), meaning.trim());
    let is_one = line.len() - bare.len() < 4
        && !name.is_empty()
        && !name.contains(['[', ']'])
        && !meaning.is_empty();
    is_one.then_some((name, meaning))
}
