//! Tables of RFC 4180: fields with their places.
//!
//! The crate `csv` says nothing of where a field stands, and takes whatever stands behind a closing
//! quote as a part of the field. Here a broken quote is a problem with a place, and the rest of the
//! table is read all the same. Fields are parted by commas, semicolons (as spreadsheets do where
//! the comma parts the digits of a number) or tabs.

use std::ops::Range;

/// A field, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) place: Range<usize>,
}

/// A broken quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BrokenQuote {
    pub(super) message: &'static str,
    pub(super) at: usize,
}

/// All rows that hold anything.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<Field>>,
    pub(super) broken: Vec<BrokenQuote>,
}

/// What parts the fields: what the first line has most of outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, n)| *n += 1),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(sign, _)| *sign)
}

/// Reads a text whose lines end in LF.
pub(super) fn read(text: &str) -> Rows {
    // A spreadsheet may say itself what parts the fields.
    let said = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
    let said = said.map(|(sign, _)| sign).filter(|sign| sign.len() == 1);
    let start = said.map_or(0, |_| "sep=,\n".len());
    let sign = said.and_then(|sign| sign.bytes().next());
    let sign = sign.unwrap_or_else(|| delimiter(text));
    let mut reader = Reader { text, sign, at: start, broken: Vec::new() };
    let mut rows = Vec::new();
    while reader.at < text.len() {
        let row = reader.row();
        if row.iter().any(|field| !field.text.trim().is_empty()) {
            rows.push(row);
        }
    }
    Rows { rows, broken: reader.broken }
}

struct Reader<'t> {
    text: &'t str,
    sign: u8,
    at: usize,
    broken: Vec<BrokenQuote>,
}

impl Reader<'_> {
    fn row(&mut self) -> Vec<Field> {
        let mut row = Vec::new();
        loop {
            row.push(self.field());
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.sign => self.at += 1,
                _ => {
                    self.at += 1;
                    return row;
                }
            }
        }
    }

    /// A field, up to what ends it.
    fn field(&mut self) -> Field {
        let start = self.at;
        if self.text.as_bytes().get(start) == Some(&b'"') {
            return self.quoted(start);
        }
        self.at = self.end(start);
        Field { text: self.text[start..self.at].to_owned(), place: start..self.at }
    }

    fn end(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        memchr::memchr2(self.sign, b'\n', rest).map_or(self.text.len(), |length| from + length)
    }

    fn quoted(&mut self, start: usize) -> Field {
        let mut text = String::new();
        let mut at = start + 1;
        loop {
            let Some(length) = self.text[at..].find('"') else {
                self.broken.push(BrokenQuote { message: "this quote never ends", at: start });
                // The line alone is lost: what stands below it is read.
                let end = self.text[start..].find('\n').map_or(self.text.len(), |n| start + n);
                self.at = end;
                return Field { text: String::new(), place: start..end };
            };
            text.push_str(&self.text[at..at + length]);
            at += length + 1;
            if self.text.as_bytes().get(at) != Some(&b'"') {
                break;
            }
            text.push('"');
            at += 1;
        }
        self.at = self.end(at);
        if !self.text[at..self.at].trim().is_empty() {
            self.broken.push(BrokenQuote { message: "something stands behind this quote", at });
        }
        Field { text, place: start..at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = read(text).rows.into_iter();
        rows.map(|row| row.into_iter().map(|field| field.text).collect()).collect()
    }

    #[test]
    fn fields_of_every_kind() {
        let text = "a,b,c\n1,\"x, \"\"y\"\"\nz\",\n\n,,\nlast,\"\",3";
        let want = vec![vec!["a", "b", "c"], vec!["1", "x, \"y\"\nz", ""], vec!["last", "", "3"]];
        assert_eq!(texts(text), want);
        assert!(read(text).broken.is_empty());
    }

    #[test]
    fn what_parts_fields_is_found() {
        assert_eq!(texts("a;b\n1,5;2"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(texts("a\tb\n1;2\t3,4"), [["a", "b"], ["1;2", "3,4"]]);
        assert_eq!(texts("\"a;b;c\",d\n1,2"), [["a;b;c", "d"], ["1", "2"]]);
        assert_eq!(texts("sep=;\na,b;c\n"), [["a,b", "c"]]);
    }

    #[test]
    fn fields_have_places() {
        let text = "a,b\nü,\"x\"\n";
        let row = &read(text).rows[1];
        assert_eq!(&text[row[0].place.clone()], "ü");
        assert_eq!(&text[row[1].place.clone()], "\"x\"");
    }

    #[test]
    fn broken_quotes_are_all_found() {
        let text = "a,b\n\"x\"y,1\n\"never,2\n3,4\n";
        let read = read(text);
        let found: Vec<_> = read.broken.iter().map(|broken| broken.at).collect();
        assert_eq!(found, [text.find("y,1").expect("y"), text.find("\"never").expect("never")]);
        assert_eq!(read.rows.len(), 3);
    }
}
