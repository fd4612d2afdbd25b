//! How large pictures are to be: `![](a.png =100x50)` of HackMD, `![w:100px](a.png)` of Marp,
//! `![](a.png){width=50%}` of pandoc.
//!
//! 1. Markdown reads no picture where a blank stands in the brackets: [`closed_up`] gives the
//!    scanner the line with a sign that keeps the size in the address, and as many bytes.
//! 2. [`read`] takes the sizes out of addresses, alternative texts and what follows a picture.

use std::borrow::Cow;

use comrak::nodes::{NodeLink, NodeValue};

use super::is_escaped;
use crate::deck::{Attributes, Elements};
use crate::markdown::Node;
use crate::source::Source;

/// Stands for the blank before a size; no address has it there.
const SIGN: char = '"';
/// No picture is larger, in pixels.
const LARGEST: f64 = 4_000.0;

/// Above this the theme's bound may cut a picture between words.
const LARGE: f64 = 288.0;

/// A width or a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PictureSide {
    Pixels(f64),
    Percent(f64),
}

/// How large a picture is to be.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct PictureSize {
    pub width: Option<PictureSide>,
    pub height: Option<PictureSide>,
}

impl PictureSide {
    /// Reads `100`, `100px`, `50%`, `4cm`.
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let number: f64 = text[..end].parse().ok().filter(|number| *number > 0.0)?;
        let pixels = match &text[end..] {
            "" | "px" => number,
            "%" => return Some(Self::Percent(number.min(100.0))),
            "pt" => number * 96.0 / 72.0,
            "cm" => number * 96.0 / 2.54,
            "mm" => number * 96.0 / 25.4,
            "in" => number * 96.0,
            "em" | "rem" => number * 32.0,
            _ => return None,
        };
        Some(Self::Pixels(pixels.min(LARGEST)))
    }

    fn css(self) -> String {
        match self {
            Self::Pixels(number) => format!("{number:.0}px"),
            Self::Percent(number) => format!("{number}%"),
        }
    }

    /// In pixels, of a whole.
    #[must_use]
    pub(crate) fn of_whole(self, whole: f64) -> f64 {
        match self {
            Self::Pixels(number) => number,
            Self::Percent(number) => whole * number / 100.0,
        }
    }
}

impl PictureSize {
    /// Reads HackMD's `100x50`, `100x`, `x50`, `50%x`.
    fn of_hackmd(text: &str) -> Option<Self> {
        let (width, height) = text.split_once('x')?;
        // A height in per cent has nothing that it is a part of.
        let of = |text: &str, may_be_part: bool| match text {
            "" => Some(None),
            text if text.ends_with('%') && !may_be_part => Some(None),
            text => PictureSide::of(text).map(Some),
        };
        let size = Self { width: of(width, true)?, height: of(height, false)? };
        (text.len() > 1).then_some(size)
    }

    /// Reads a word of Marp's: `w:100px`, `height:2cm`.
    fn with_marp(&mut self, word: &str) -> bool {
        let Some((name, value)) = word.split_once(':') else { return false };
        let side = match name {
            "w" | "width" => &mut self.width,
            "h" | "height" => &mut self.height,
            _ => return false,
        };
        match PictureSide::of(value) {
            Some(length) => *side = Some(length),
            None => return false,
        }
        true
    }

    fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Whether it is one that the theme's bound for pictures between words would cut.
    #[must_use]
    pub(crate) fn is_large(self) -> bool {
        let is_large = |side: Option<PictureSide>| match side {
            Some(PictureSide::Pixels(pixels)) => pixels >= LARGE,
            Some(PictureSide::Percent(percent)) => percent >= 25.0,
            None => false,
        };
        is_large(self.width) || is_large(self.height)
    }

    /// As declarations for a picture; a part of the slide's width is in pixels.
    #[must_use]
    pub(crate) fn css(self, image: Node<'_>, whole: f64) -> String {
        let side = |name: &str, length: Option<PictureSide>| match length {
            Some(part @ PictureSide::Percent(_)) if is_on_slide(image) => {
                format!("{name}:{};", PictureSide::Pixels(part.of_whole(whole)).css())
            }
            Some(length) => format!("{name}:{};", length.css()),
            None => String::new(),
        };
        side("width", self.width) + &side("height", self.height)
    }
}

/// A line whose pictures with a size in brackets are ones for Markdown; as many bytes as before.
#[must_use]
pub(crate) fn closed_up(line: &str) -> Cow<'_, str> {
    if !line.contains(" =") || !line.contains("](") {
        return Cow::Borrowed(line);
    }
    let mut out = line.to_owned();
    // Where a picture's bracket opened last.
    let mut from = 0;
    for (at, _) in line.match_indices(" =") {
        let Some(close) = line[at..].find(')').map(|length| at + length) else { break };
        let Some(open) = line[from..at].rfind("](").map(|open| from + open) else { continue };
        let is_picture = line[from..open]
            .rfind("![")
            .is_some_and(|start| !line[from + start..open].contains("]("));
        from = open;
        if !is_picture {
            continue;
        }
        let size = line[at + 2..close].split(' ').next().unwrap_or_default();
        let target = &line[open + 2..at];
        if PictureSize::of_hackmd(size).is_none() || target.contains(')') {
            continue;
        }
        let blanks = target.len() - target.trim_end_matches(' ').len() + 1;
        let address = target.trim_end_matches(' ');
        let end = at + 2 + size.len();
        if address.starts_with('<') && address.ends_with('>') {
            let bracket = open + 2 + address.len() - 1;
            out.replace_range(bracket..end, &format!("{}={size}>", sign(blanks)));
        } else if let Some(quote) = title_end(address).filter(|_| end == close) {
            // Behind a title: it takes the size in.
            let from = open + 2 + address.len() - 1;
            out.replace_range(from..close, &format!("{}={size}{quote}", " ".repeat(blanks)));
        } else if !target.trim().contains(' ') {
            out.replace_range(at + 1 - blanks..=at, &sign(blanks));
        }
    }
    Cow::Owned(out)
}

fn sign(count: usize) -> String {
    SIGN.to_string().repeat(count)
}

/// The quotation mark that ends a title.
fn title_end(target: &str) -> Option<char> {
    ['"', '\''].into_iter().find(|quote| {
        target.strip_suffix(*quote).is_some_and(|before| before.contains(&format!(" {quote}")))
    })
}

/// Undoes [`closed_up`] in a text that came to hold no picture, such as code.
fn opened_up(text: &str) -> Option<String> {
    let mut out = text.to_owned();
    let mut is_changed = false;
    for (at, found) in
        text.match_indices(['"', ' ']).filter(|(at, _)| text[at + 1..].starts_with('='))
    {
        let size = text[at + 2..].split([')', ' ', '>', '"', '\'']).next().unwrap_or_default();
        let Some(open) = text[..at].rfind("](").filter(|_| PictureSize::of_hackmd(size).is_some())
        else {
            continue;
        };
        let end = at + 2 + size.len();
        let from = text[..at].trim_end_matches([SIGN, ' ']).len();
        let blanks = " ".repeat(at + 1 - from);
        let behind = text[end..].chars().next().unwrap_or(' ');
        let was_closed = match behind {
            '>' => found == "\"" && text[open + 2..].starts_with('<'),
            '"' | '\'' => found == " " && text[end + 1..].starts_with(')'),
            _ => false,
        };
        if was_closed {
            out.replace_range(from..=end, &format!("{behind}{blanks}={size}"));
        } else if found == "\"" {
            out.replace_range(from..=at, &blanks);
        } else {
            continue;
        }
        is_changed = true;
    }
    is_changed.then_some(out)
}

/// Takes the size that was written with a picture.
pub(super) fn read<'a>(node: Node<'a>, source: &Source, elements: &mut Elements) {
    let mut size = PictureSize::default();
    match &mut node.data_mut().value {
        NodeValue::Image(link) => in_brackets(link, &mut size),
        NodeValue::Code(code) => {
            if let Some(text) = opened_up(&code.literal) {
                code.literal = text;
            }
            return;
        }
        _ => return,
    }
    in_words(node, &mut size);
    in_braces(node, source, &mut size);
    if !size.is_none() {
        elements.set_size(node, size);
    }
}

/// The size behind the address, or behind the title.
fn in_brackets(link: &mut NodeLink, size: &mut PictureSize) {
    let found = |text: &str, sign: char| {
        let at = text.rfind('=')?;
        let before = text[..at].strip_suffix(sign)?;
        let size = PictureSize::of_hackmd(&text[at + 1..])?;
        Some((before.trim_end_matches(sign).len(), size))
    };
    if let Some((end, found)) = found(&link.url, SIGN) {
        link.url.truncate(end);
        *size = found;
    } else if let Some((end, found)) = found(&link.title, ' ') {
        link.title.truncate(end);
        *size = found;
    }
}

/// Marp's words in the alternative text, which are taken out of it.
fn in_words<'a>(image: Node<'a>, size: &mut PictureSize) {
    let texts: Vec<Node<'a>> = image.children().collect();
    for node in texts {
        let mut data = node.data_mut();
        let NodeValue::Text(text) = &mut data.value else { continue };
        if !text.contains(':') {
            continue;
        }
        let kept: Vec<&str> = text.split(' ').filter(|word| !size.with_marp(word)).collect();
        let kept = kept.join(" ");
        *text = kept.into();
    }
}

/// Pandoc's braces behind a picture, which are taken out of the text.
fn in_braces<'a>(image: Node<'a>, source: &Source, size: &mut PictureSize) {
    let next = image.next_sibling();
    let Some(node) = next else { return };
    let mut data = node.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return };
    let Some((inner, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) else {
        return;
    };
    let attributes = Attributes::parse(inner);
    let side = |name: &str| attributes.get(name).and_then(PictureSide::of);
    let found = PictureSize { width: side("width"), height: side("height") };
    if found.is_none() {
        return;
    }
    let rest = rest.to_owned();
    drop(data);
    if is_escaped(source, node, "{") {
        return;
    }
    *size = found;
    if rest.is_empty() {
        node.detach();
    } else {
        node.data_mut().value = NodeValue::Text(rest.into());
    }
}

/// Whether a picture stands on the slide itself, so that a part of its width is one of the slide's.
fn is_on_slide(image: Node<'_>) -> bool {
    let above = image.ancestors().skip(1);
    above
        .filter(|node| {
            let value = &node.data().value;
            value.block() && !matches!(value, NodeValue::Document)
        })
        .nth(1)
        .is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_before_a_size_is_closed_up() {
        for (line, closed) in [
            ("a ![](a.png =100x50) b", "a ![](a.png\"=100x50) b"),
            ("![x](a.png  =100x)![](b =x5)", "![x](a.png\"\"=100x)![](b\"=x5)"),
            ("![](a.png \"t\" =1x2)", "![](a.png \"t =1x2\")"),
            ("[![](a.png =50%x)](b)", "[![](a.png\"=50%x)](b)"),
            ("![](a.png 't' =1x2)", "![](a.png 't =1x2')"),
            ("![](<a b.png>  =1x2)", "![](<a b.png\"\"=1x2>)"),
            ("![](<a b.png> =50%x \"t\")", "![](<a b.png\"=50%x> \"t\")"),
            ("![](<a b.png> \"t\" =1x2)", "![](<a b.png> \"t =1x2\")"),
        ] {
            assert_eq!(closed_up(line), closed);
            assert_eq!(line.len(), closed.len());
        }
        for line in [
            "[link](a.png =100x50)",
            "![](a.png) x =100x50)",
            "![](a b.png =100x50)",
            "![](a.png =x)",
            "![](a.png =wide)",
            "![](a.png =100x50",
            "a =1x1 ](",
        ] {
            assert_eq!(closed_up(line), line);
        }
        for line in [
            "![](a.png  =1x2)",
            "![](<a b.png> =1x2)",
            "![](a.png \"t\" =1x2) ![](a.png 't' =1x2)",
            "![](a.png =1x2) ![](<a b>  =x5)",
        ] {
            assert_eq!(opened_up(&closed_up(line)).as_deref(), Some(line));
            assert_eq!(opened_up(line), None, "{line}");
        }
    }

    #[test]
    fn lengths_have_units() {
        assert_eq!(PictureSide::of("2.54cm"), Some(PictureSide::Pixels(96.0)));
        assert_eq!(PictureSide::of("150%"), Some(PictureSide::Percent(100.0)));
        for text in ["", "0", "-1", "mm", "5vw", "1e9x", "NaN", "inf"] {
            assert_eq!(PictureSide::of(text), None, "{text}");
        }
    }
}
