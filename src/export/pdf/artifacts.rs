//! What is drawn for the eye alone: browsers give no tag to backgrounds, rules and running footers,
//! and a PDF that can be heard says so of each.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// What stands before and behind what is only drawn.
const BEGIN: &[u8] = b"/Artifact BMC\n";
const END: &[u8] = b"\nEMC\n";

/// Marks what has no tag on the pages of a document.
pub(super) fn mark(pdf: &mut Document) -> lopdf::Result<()> {
    let forms: Vec<ObjectId> =
        pdf.objects.iter().filter(|(_, object)| is_form(object)).map(|(id, _)| *id).collect();
    let mut tagged = HashSet::new();
    for id in forms {
        let content = pdf.get_object(id)?.as_stream()?.get_plain_content()?;
        if holds_marks(&content) {
            tagged.insert(id);
        }
    }
    let pages: Vec<ObjectId> = pdf.page_iter().collect();
    let contents: Vec<(ObjectId, ObjectId)> = pages
        .into_iter()
        .flat_map(|page| pdf.get_page_contents(page).into_iter().map(move |part| (page, part)))
        .chain(tagged.iter().map(|form| (*form, *form)))
        .collect();
    for (owner, id) in contents {
        let own = names(pdf, owner, &tagged);
        let stream = pdf.get_object(id)?.as_stream()?;
        let content = marked(&stream.get_plain_content()?, &own);
        let stream = pdf.get_object_mut(id)?.as_stream_mut()?;
        stream.set_plain_content(content);
        stream.compress()?;
    }
    Ok(())
}

fn is_form(object: &Object) -> bool {
    let subtype = object.as_stream().and_then(|stream| stream.dict.get(b"Subtype"));
    subtype.and_then(Object::as_name).is_ok_and(|name| name == b"Form")
}

/// The names that a page, or a form, has for forms with tags of their own.
fn names(pdf: &Document, owner: ObjectId, tagged: &HashSet<ObjectId>) -> HashSet<Vec<u8>> {
    let look = |object: &Object| -> Option<HashSet<Vec<u8>>> {
        let dict: &Dictionary = match object {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().ok()?,
        };
        let resources = dict.get_deref(b"Resources", pdf).ok()?.as_dict().ok()?;
        let known = resources.get_deref(b"XObject", pdf).ok()?.as_dict().ok()?;
        let is_tagged =
            |object: &Object| object.as_reference().is_ok_and(|id| tagged.contains(&id));
        Some(known.iter().filter(|(_, at)| is_tagged(at)).map(|(name, _)| name.clone()).collect())
    };
    pdf.get_object(owner).ok().and_then(look).unwrap_or_default()
}

/// A content stream, cut in words: where each begins and ends.
struct Words<'c> {
    content: &'c [u8],
    at: usize,
}

impl<'c> Iterator for Words<'c> {
    type Item = (usize, &'c [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let content = self.content;
        let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
        self.at += content[self.at..].iter().take_while(|byte| blank(byte)).count();
        let start = self.at;
        let length = match content.get(start)? {
            b'(' => string_length(&content[start..]),
            b'<' if content[start..].starts_with(b"<<") => 2,
            b'>' if content[start..].starts_with(b">>") => 2,
            b'<' => content[start..].iter().take_while(|byte| **byte != b'>').count() + 1,
            b'[' | b']' | b'{' | b'}' | b'>' | b')' => 1,
            b'%' => content[start..].iter().take_while(|byte| **byte != b'\n').count(),
            _ => {
                let ends = |byte: &u8| blank(byte) || b"()<>[]{}/%".contains(byte);
                1 + content[start + 1..].iter().take_while(|byte| !ends(byte)).count()
            }
        };
        self.at = (start + length).min(content.len());
        Some((start, &content[start..self.at]))
    }
}

/// The length of `(…)`, whose brackets may nest.
fn string_length(content: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in content.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    content.len()
}

fn is_operator(word: &[u8]) -> bool {
    word.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"'))
        && !matches!(word, b"true" | b"false" | b"null")
}

fn holds_marks(content: &[u8]) -> bool {
    Words { content, at: 0 }.any(|(_, word)| word == b"BDC")
}

/// A content stream in which all that is painted has a tag or is marked; `tagged` are the names of
/// forms with tags of their own.
fn marked(content: &[u8], tagged: &HashSet<Vec<u8>>) -> Vec<u8> {
    let mut marker = Marker { out: Vec::with_capacity(content.len() * 9 / 8), ..Marker::default() };
    // Where the operands of the next operator begin, and the last of them.
    let mut start = None;
    let mut operand: &[u8] = b"";
    for (at, word) in (Words { content, at: 0 }) {
        let begin = *start.get_or_insert(at);
        if !is_operator(word) {
            operand = word;
            continue;
        }
        let is_tagged = operand.strip_prefix(b"/").is_some_and(|name| tagged.contains(name));
        marker.operator(word, is_tagged, &content[begin..at + word.len()]);
        start = None;
        operand = b"";
    }
    marker.out
}

/// What is written so far.
#[derive(Default)]
struct Marker {
    out: Vec<u8>,
    /// How many tags are open.
    depth: usize,
    /// Where a path began that has no tag.
    path: Option<usize>,
    /// Whether text without a tag is being shown.
    in_text: bool,
}

impl Marker {
    /// Takes in an operator with its operands.
    fn operator(&mut self, name: &[u8], is_tagged: bool, written: &[u8]) {
        match name {
            b"BDC" | b"BMC" => {
                self.end_text();
                self.depth += 1;
                self.path = None;
            }
            b"EMC" => self.depth = self.depth.saturating_sub(1),
            b"ET" => self.end_text(),
            _ => {}
        }
        let is_open = self.depth == 0;
        match name {
            b"m" | b"re" if is_open => {
                self.path.get_or_insert(self.out.len());
            }
            b"n" => self.path = None,
            b"Tj" | b"TJ" | b"'" | b"\"" if is_open && !self.in_text => {
                self.out.extend_from_slice(BEGIN);
                self.in_text = true;
            }
            _ => {}
        }
        let is_painted = matches!(name, b"Do" if !is_tagged) || name == b"sh";
        if is_painted && is_open {
            self.out.extend_from_slice(BEGIN);
        }
        self.out.extend_from_slice(written);
        self.out.push(b'\n');
        if is_painted && is_open {
            self.out.extend_from_slice(END);
        }
        if matches!(name, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s")
            && let Some(start) = self.path.take()
        {
            let path = self.out.split_off(start);
            self.out.extend([BEGIN, &path, END].concat());
        }
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.out.extend_from_slice(END);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(content: &str, tagged: &[&str]) -> String {
        let tagged = tagged.iter().map(|name| name.as_bytes().to_vec()).collect();
        let marked = marked(content.as_bytes(), &tagged);
        let text = String::from_utf8(marked).expect("text");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_painted_without_a_tag_is_marked() {
        assert_eq!(
            shown("q 0 0 9 9 re f Q", &[]),
            "q /Artifact BMC 0 0 9 9 re f EMC Q",
            "a ground"
        );
        assert_eq!(shown("0 0 9 9 re W* n", &[]), "0 0 9 9 re W* n", "a clip paints nothing");
        assert_eq!(
            shown("BT /F1 2 Tf <00> Tj 1 0 Td (a\\)b ()) Tj ET", &[]),
            "BT /F1 2 Tf /Artifact BMC <00> Tj 1 0 Td (a\\)b ()) Tj EMC ET"
        );
        assert_eq!(
            shown("/X1 Do /X2 Do", &["X2"]),
            "/Artifact BMC /X1 Do EMC /X2 Do",
            "a form may have tags of its own"
        );
    }

    #[test]
    fn what_has_a_tag_keeps_it() {
        let tagged = "/P <</MCID 0 >>BDC 0 0 9 9 re f BT (a) Tj ET EMC";
        assert_eq!(shown(tagged, &[]), "/P <</MCID 0 >>BDC 0 0 9 9 re f BT (a) Tj ET EMC");
        assert_eq!(
            shown("BT (a) Tj /P <</MCID 0>>BDC (b) Tj EMC (c) Tj ET", &[]),
            "BT /Artifact BMC (a) Tj EMC /P <</MCID 0>>BDC (b) Tj EMC /Artifact BMC (c) Tj EMC ET"
        );
        let again = shown("q 0 0 9 9 re f Q (", &[]);
        assert!(again.starts_with("q /Artifact"), "what is odd is passed over: {again}");
    }
}
