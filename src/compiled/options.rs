//! reveal.js's options: those that an author may set, over whydeck's own.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, nearest};
use crate::render::style::is_plain;
use crate::source::front_matter::RevealOption;

/// Options that change how a deck looks and moves. None of them names a script, a style sheet or an
/// address.
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
const FOREIGN: [&str; 9] = [
    "theme",
    "highlightTheme",
    "plugins",
    "dependencies",
    "spotlight",
    "allottedMinutes",
    "mathjax",
    "chalkboard",
    "display",
];

/// The options of a deck.
#[must_use]
pub(crate) fn read(
    author: &[RevealOption],
    diagnostics: &mut Vec<Diagnostic>,
) -> Map<String, Value> {
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
            Ok(value) if is_known && fits(name, &value) => {
                options.insert(name.to_owned(), value);
            }
            _ if FOREIGN.contains(&name) => {}
            _ if is_known => {
                let help = if is_side(name) {
                    "write a number of pixels from 100 to 10000"
                } else {
                    "write a number, `true` or `false`, or one word"
                };
                diagnostics.push(
                    Diagnostic::warning(
                        "slide/option",
                        format!("`{name}` does not take this value"),
                    )
                    .at(*span)
                    .help(help),
                );
            }
            _ => {
                let mut diagnostic = Diagnostic::warning(
                    "slide/option",
                    format!("`{name}` is no option that a deck takes"),
                )
                .at(*span);
                if let Some(meant) = nearest(name, ALLOWED.into_iter().chain(ALLOWED_WORDS)) {
                    diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
                }
                diagnostics.push(diagnostic);
            }
        }
    }
    options
}

/// Whether an option is a side of the canvas.
fn is_side(name: &str) -> bool {
    matches!(name, "width" | "height")
}

/// Whether an option can have a value. A side may be a share of the window, too, such as `100%`.
fn fits(name: &str, value: &Value) -> bool {
    if !is_side(name) {
        return is_simple(value);
    }
    let pixels = |side: f64| (100.0..=10_000.0).contains(&side);
    match value {
        Value::Number(number) => number.as_f64().is_some_and(pixels),
        Value::String(text) => match text.strip_suffix('%') {
            Some(share) => share.parse::<f64>().is_ok_and(|share| (1.0..=100.0).contains(&share)),
            None => text.parse().is_ok_and(pixels),
        },
        _ => false,
    }
}

fn is_simple(value: &Value) -> bool {
    value.is_boolean() || value.is_number() || value.as_str().is_some_and(is_plain)
}

/// Options as JSON that may stand in a `<script>` element; a served page's script finds its own
/// under `whydeckLive`.
#[must_use]
pub(crate) fn json(
    options: &Map<String, Value>,
    live: Option<&Value>,
    words: Option<Value>,
) -> String {
    let mut options = options.clone();
    options.extend(live.map(|live| ("whydeckLive".to_owned(), live.clone())));
    options.extend(words.map(|words| ("whydeckWords".to_owned(), words)));
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
                "7: `keyboard` does not take this value write a number, `true` or `false`, or one word",
            ]
        );
    }

    #[test]
    fn a_wrong_value_of_an_option_is_said_to_be_wrong() {
        let wrong = "  autoSlide: .nan\n  transition: [a]\n  width: abc\n  height: -1\n";
        for yaml in [wrong, "  width: 1e308\n  width2: 1\n  height: 99\n  margin: {}\n"] {
            let (options, messages) = options(yaml);
            assert_eq!((&options["width"], &options["height"]), (&json!(1280), &json!(720)));
            assert_eq!(messages.len(), 4);
        }
        assert_eq!(options("  width: 100%\n  height: 900\n").1, [""; 0]);
    }

    #[test]
    fn markup_cannot_leave_the_script() {
        assert_eq!(options("  transition: </script><b>\n").0["transition"], json!("none"));
        let Value::Object(map) = json!({ "transition": "</script><b>" }) else { panic!("a map") };
        assert!(!json(&map, None, None).contains('<'));
    }
}
