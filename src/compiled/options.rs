//! reveal.js's options: those that an author may set, over whydeck's own.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, nearest};
use crate::render::style::is_plain;
use crate::source::front_matter::RevealOption;

/// Options that change how a deck looks and moves. None of them names a script, a style sheet or an address.
const ALLOWED: [&str; 37] = [
    "autoAnimate",
    "autoAnimateDuration",
    "autoAnimateEasing",
    "autoAnimateUnmatched",
    "autoPlayMedia",
    "autoSlide",
    "autoSlideStoppable",
    "backgroundTransition",
    "center",
    "controls",
    "controlsBackArrows",
    "controlsLayout",
    "controlsTutorial",
    "defaultTiming",
    "embedded",
    "fragmentInURL",
    "fragments",
    "hash",
    "height",
    "help",
    "hideCursorTime",
    "hideInactiveCursor",
    "history",
    "jumpToSlide",
    "keyboard",
    "loop",
    "margin",
    "maxScale",
    "minScale",
    "mouseWheel",
    "navigationMode",
    "overview",
    "progress",
    "rtl",
    "slideNumber",
    "totalTime",
    "touch",
];
/// The same, as far as they are words.
const ALLOWED_WORDS: [&str; 6] =
    ["transition", "transitionSpeed", "view", "width", "showSlideNumber", "shuffle"];
/// Keys that HackMD and reveal-md put among the options, and that mean nothing to a deck.
const FOREIGN: [&str; 12] = [
    "theme",
    "highlightTheme",
    "plugins",
    "dependencies",
    "spotlight",
    "allottedMinutes",
    "parallaxBackgroundImage",
    "parallaxBackgroundSize",
    "previewLinks",
    "mathjax",
    "chalkboard",
    "display",
];

/// The options of a deck.
#[must_use]
pub fn read(author: &[RevealOption], diagnostics: &mut Vec<Diagnostic>) -> Map<String, Value> {
    let Value::Object(mut options) = json!({
        "width": 1280, "height": 720, "margin": 0.04, "center": false, "hash": true, "slideNumber": "c/t",
        "controls": true, "progress": true, "transition": "none", "backgroundTransition": "none",
        "pdfSeparateFragments": false, "help": true, "overview": true
    }) else {
        return Map::new();
    };
    for RevealOption { name, value, span } in author {
        let name = name.as_str();
        let is_known = ALLOWED.contains(&name) || ALLOWED_WORDS.contains(&name);
        match serde_json::to_value(value) {
            Ok(value) if is_known && is_simple(&value) => {
                options.insert(name.to_owned(), value);
            }
            _ if FOREIGN.contains(&name) => {}
            _ => {
                let mut diagnostic = Diagnostic::warning(
                    "slide/option",
                    format!("`{name}` is no option that a deck takes"),
                )
                .at(*span);
                if let Some(meant) = nearest(name, ALLOWED.into_iter().chain(ALLOWED_WORDS))
                    .filter(|meant| *meant != name)
                {
                    diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
                }
                diagnostics.push(diagnostic);
            }
        }
    }
    options
}

fn is_simple(value: &Value) -> bool {
    value.is_boolean() || value.is_number() || value.as_str().is_some_and(is_plain)
}

/// Options as JSON that may stand in a `<script>` element; a served page's script finds its own under `whydeckLive`.
#[must_use]
pub fn json(options: &Map<String, Value>, live: Option<&Value>) -> String {
    let mut options = options.clone();
    options.extend(live.map(|live| ("whydeckLive".to_owned(), live.clone())));
    Value::Object(options).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, front_matter};

    fn options(yaml: &str) -> (Map<String, Value>, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, format!("---\nrevealOptions:\n{yaml}---\n"));
        let mut diagnostics = Vec::new();
        let options = read(&front_matter::cut(sources.get(id)).front.reveal, &mut diagnostics);
        let messages = diagnostics.iter().map(|d| {
            let line = d.span.map_or(0, |span| sources.position(span).line);
            format!("{line}: {} {}", d.message, d.help.as_deref().unwrap_or_default())
        });
        (options, messages.collect())
    }

    #[test]
    fn only_known_options_pass() {
        let (options, messages) = options(
            "  transition: zoom\n  center: true\n  transiton: x\n  pdfMaxPagesPerSlide: 3\n  keyboard: {13: alert}\n  theme: black\n",
        );
        assert_eq!((&options["transition"], &options["center"]), (&json!("zoom"), &json!(true)));
        assert_eq!(
            messages,
            [
                "5: `transiton` is no option that a deck takes did you mean `transition`?",
                "6: `pdfMaxPagesPerSlide` is no option that a deck takes ",
                "7: `keyboard` is no option that a deck takes ",
            ]
        );
    }

    #[test]
    fn markup_cannot_leave_the_script() {
        assert_eq!(options("  transition: </script><b>\n").0["transition"], json!("none"));
        let Value::Object(map) = json!({ "transition": "</script><b>" }) else { panic!("a map") };
        assert!(!json(&map, None).contains('<'));
    }
}
