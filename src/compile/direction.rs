//! Whether a deck is read from the left or from the right.

use serde_json::{Map, Value};

use crate::render::{RenderedSlide, bidi};

/// The direction of a deck, in which the words of its slides are put in order.
pub(super) fn settle(
    said: Option<&str>,
    lang: &str,
    reveal: &mut Map<String, Value>,
    stacks: &mut [Vec<RenderedSlide>],
) -> &'static str {
    let dir = of(said, lang, reveal);
    order(stacks, dir);
    dir
}

/// The direction of text: what the author says, else what reveal.js's own option says, else that of
/// the language's script. reveal.js is told, so that its keys and arrows follow.
fn of(said: Option<&str>, lang: &str, reveal: &mut Map<String, Value>) -> &'static str {
    const LANGUAGES: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ur", "yi"];
    const SCRIPTS: [&str; 4] = ["arab", "hebr", "syrc", "thaa"];
    let lang = lang.to_ascii_lowercase();
    let mut parts = lang.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4 && part.is_ascii());
    let is_rtl = match (said, reveal.get("rtl"), script) {
        (Some("rtl"), ..) => true,
        (Some("ltr"), ..) => false,
        (_, Some(Value::Bool(rtl)), _) => *rtl,
        (_, _, Some(script)) => SCRIPTS.contains(&script),
        _ => LANGUAGES.contains(&language),
    };
    if is_rtl || reveal.contains_key("rtl") {
        reveal.insert("rtl".into(), Value::Bool(is_rtl));
    }
    if is_rtl { "rtl" } else { "ltr" }
}

/// Keeps the order of words that are read from the left, on slides that are read from the right.
fn order(stacks: &mut [Vec<RenderedSlide>], dir: &str) {
    for slide in stacks.iter_mut().flatten() {
        let is_rtl = match dir {
            "rtl" => !slide.attributes.contains(" dir=\"ltr\""),
            _ => slide.attributes.contains(" dir=\"rtl\""),
        };
        let texts = [Some(&mut slide.html), slide.notes.as_mut()];
        for html in texts.into_iter().flatten().filter(|_| is_rtl) {
            if let Some(ordered) = bidi::ordered(html) {
                *html = ordered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_is_said_or_follows_from_the_language() {
        for (said, lang, option, expected) in [
            (None, "en", None, "ltr"),
            (None, "ar", None, "rtl"),
            (None, "he-IL", None, "rtl"),
            (None, "AR_EG", None, "rtl"),
            (None, "az-Arab", None, "rtl"),
            (None, "ar-Latn", None, "ltr"),
            (None, "arn", None, "ltr"),
            (Some("rtl"), "en", None, "rtl"),
            (Some("ltr"), "ar", None, "ltr"),
            (Some("auto"), "ar", None, "rtl"),
            (None, "en", Some(true), "rtl"),
            (None, "ar", Some(false), "ltr"),
        ] {
            let mut reveal = Map::new();
            if let Some(rtl) = option {
                reveal.insert("rtl".into(), Value::Bool(rtl));
            }
            assert_eq!(of(said, lang, &mut reveal), expected, "{said:?} {lang} {option:?}");
            let told = reveal.get("rtl").and_then(Value::as_bool).unwrap_or(false);
            assert_eq!(told, expected == "rtl", "{said:?} {lang} {option:?}");
        }
    }
}
