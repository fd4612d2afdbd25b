//! The built-in style sheets and fonts, as a page carries them. A file has the rules that can match
//! something in it, and a smaller font where that has the characters; a page that a server feeds
//! has all, since its slides change.

use std::io::{self, Write};

use base64::prelude::BASE64_STANDARD;
use base64::write::EncoderWriter;

use super::registry;
use super::sheets::{self, Need, SheetRule};
use super::used::Used;
use crate::token::PagePart;

/// Writes a part of the style that is built in: what `used` asks for, or all.
///
/// # Errors
/// What the output says.
pub fn write(part: PagePart, used: Option<&Used>, out: &mut impl Write) -> io::Result<()> {
    match part {
        PagePart::Sheet(number) => write_rules(sheets::rules(number), used, out),
        PagePart::Font(number) => {
            let Some(font) = registry::FONTS.get(number) else { return Ok(()) };
            let is_cut = used.is_some_and(|used| !used.has_any_of(font.lost));
            let mut data = EncoderWriter::new(out, &BASE64_STANDARD);
            data.write_all(if is_cut { font.cut } else { font.whole })?;
            data.finish().map(|_| ())
        }
        _ => Ok(()),
    }
}

fn write_rules(rules: &[SheetRule], used: Option<&Used>, out: &mut impl Write) -> io::Result<()> {
    for rule in rules {
        match rule {
            SheetRule::Plain(text) => out.write_all(text.as_bytes())?,
            SheetRule::Style(selectors, body) => {
                let is_met = |need: &Need| used.is_none_or(|used| is_met(need, used));
                let mut before: &[u8] = b"";
                for (text, _) in selectors.iter().filter(|(_, need)| is_met(need)) {
                    out.write_all(before)?;
                    out.write_all(text.as_bytes())?;
                    before = b",";
                }
                if !before.is_empty() {
                    out.write_all(body.as_bytes())?;
                }
            }
            SheetRule::Group(open, rules) => {
                let mut inner = Vec::new();
                write_rules(rules, used, &mut inner)?;
                if !inner.is_empty() {
                    out.write_all(open.as_bytes())?;
                    out.write_all(&inner)?;
                    out.write_all(b"}")?;
                }
            }
        }
    }
    Ok(())
}

fn is_met(need: &Need, used: &Used) -> bool {
    need.words.iter().all(|word| used.has(usize::from(*word)))
        && need.any.iter().all(|list| list.iter().any(|need| is_met(need, used)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(html: &str) -> String {
        let mut used = Used::default();
        used.see_html(html);
        let mut out = Vec::new();
        for sheet in 0..=registry::BUILT_IN.len() {
            write(PagePart::Sheet(sheet), Some(&used), &mut out).expect("memory");
        }
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn rules_come_with_what_they_are_for() {
        for (html, rule) in [
            ("<aside class=\"callout-title warning\">", ".callout-title{"),
            ("<p class='x\tcallout-title'>", ".callout-title{"),
            ("<P CLASS=callout-title>", ".callout-title{"),
            ("<blockquote>", ".reveal blockquote"),
            ("<section data-transition=\"zoom\">", "[data-transition=zoom]"),
            ("<img data-preview-image=\"\">", ".r-overlay-spinner"),
            ("<html dir=\"rtl\">", ".reveal.rtl"),
        ] {
            assert!(written(html).contains(rule), "{html} needs {rule}");
            assert!(!written("<p>callout-title zoom rtl blockquote").contains(rule), "{rule}");
        }
    }

    #[test]
    fn what_scripts_write_is_always_there() {
        let least = written("");
        for rule in [".present", ".has-dark-background", ".pdf-page", ".r-overlay-help", "html"] {
            assert!(least.contains(rule), "{rule}");
        }
        assert!(!least.contains("{}") && !least.contains("@media print{}"), "no empty rule");
    }

    #[test]
    fn a_cut_font_has_what_sheets_show() {
        let mut all = Vec::new();
        for sheet in 0..=registry::BUILT_IN.len() {
            write(PagePart::Sheet(sheet), None, &mut all).expect("memory");
        }
        let mut used = Used::default();
        used.see_css(&String::from_utf8(all).expect("text"));
        assert!(registry::FONTS.iter().all(|font| !used.has_any_of(font.lost)));
    }

    #[test]
    fn all_rules_are_written_for_a_server() {
        let mut all = Vec::new();
        write(PagePart::Sheet(sheets::REVEAL), None, &mut all).expect("memory");
        let all = String::from_utf8(all).expect("text");
        assert!(all.contains("[data-transition=zoom]") && all.contains(".r-overlay-spinner"));
        assert!(!all.contains("</"), "it stands in a style element");
    }
}
