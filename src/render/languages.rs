//! What of a slide is in another language than the deck, as its elements say.

use std::collections::{BTreeMap, BTreeSet};

use super::RenderedSlide;
use super::tags::{self, VOID};

/// The characters beyond ASCII of each language that an element of a slide names.
pub(crate) fn characters(slides: &[Vec<RenderedSlide>]) -> BTreeMap<String, BTreeSet<char>> {
    let mut found = BTreeMap::new();
    for slide in slides.iter().flatten() {
        let has = |text: &str| text.contains(" lang=\"");
        if has(&slide.attributes) || has(&slide.html) {
            gather(said(&slide.attributes), &slide.html, &mut found);
        }
    }
    found
}

/// The language that attributes say.
fn said(attributes: &str) -> Option<&str> {
    let (_, behind) = attributes.split_once(" lang=\"")?;
    behind.split_once('"').map(|(lang, _)| lang)
}

fn gather(of_slide: Option<&str>, html: &str, found: &mut BTreeMap<String, BTreeSet<char>>) {
    // Elements that are open, and the language of what stands in them.
    let mut open: Vec<(&str, Option<&str>)> = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let lang = open.last().map_or(of_slide, |(_, lang)| *lang);
        if !rest.starts_with('<') {
            let length = rest.find('<').unwrap_or(rest.len());
            if let Some(lang) = lang.filter(|_| !rest[..length].is_ascii()) {
                let chars = rest[..length].chars().filter(|c| !c.is_ascii());
                found.entry(lang.to_owned()).or_default().extend(chars);
            }
            at += length;
            continue;
        }
        let (tag, length) = tags::piece(rest);
        let length = length.max(1);
        match tag {
            Some(tag) if tag.is_end => {
                let is_it = |(name, _): &(&str, Option<&str>)| name.eq_ignore_ascii_case(tag.name);
                if let Some(number) = open.iter().rposition(is_it) {
                    open.truncate(number);
                }
            }
            Some(tag) if !VOID.iter().any(|void| void.eq_ignore_ascii_case(tag.name)) => {
                let is_empty = rest[..length].ends_with("/>");
                if !is_empty {
                    open.push((tag.name, said(&rest[..length]).or(lang)));
                }
            }
            _ => {}
        }
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_say_their_language() {
        let mut found = BTreeMap::new();
        let html =
            "<p>直</p><div lang=\"ja\"><p>骨<br>á</p><b lang=\"ko\">한</b>角</div><p>x</p>門";
        gather(None, html, &mut found);
        let texts: Vec<String> = found
            .iter()
            .map(|(lang, chars)| format!("{lang} {}", chars.iter().collect::<String>()))
            .collect();
        assert_eq!(texts, ["ja á角骨", "ko 한"]);
        let mut found = BTreeMap::new();
        gather(said(" id=\"a\" lang=\"zh-TW\""), html, &mut found);
        assert!(found["zh-TW"].contains(&'直') && !found["zh-TW"].contains(&'骨'));
    }
}
