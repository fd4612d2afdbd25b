//! Parsers' messages about broken data, in words that an author understands.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::{DEEPEST, Refusal};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// serde's message, with the names that were expected where it knows of an enum alone.
pub(super) fn with_names<T: DeserializeOwned>(problem: String) -> String {
    let Some(found) = problem.strip_suffix(", expected a Value::Tagged enum") else {
        return problem;
    };
    // The message about a name that is none lists those that there are.
    let listed = serde_yaml::from_value::<T>(Value::String(String::new())).err();
    let listed = listed.map(|problem| problem.to_string()).unwrap_or_default();
    listed
        .rsplit_once(", expected ")
        .map_or_else(|| problem.clone(), |(_, names)| format!("{found}, expected {names}"))
}

/// serde's message without the names of Rust's types.
pub(super) fn in_words(problem: &str) -> String {
    let Some((found, wanted)) = problem.rsplit_once(", expected ") else {
        return problem.to_owned();
    };
    let wanted = match wanted {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more",
        "f32" | "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a string" => "text",
        names if names.contains('`') && found.contains("invalid type") => names,
        _ => return problem.to_owned(),
    };
    let found = match found.split_once(": ").map_or(found, |(_, found)| found) {
        "map" => "a mapping",
        "sequence" => "a list",
        // `string "large"`, `integer `7``: the value itself says enough.
        value => value.find(['"', '`']).map_or(value, |at| &value[at..]),
    };
    format!("expected {wanted}, found {found}")
}

pub(super) fn refused(source: &Source, range: &Range<usize>, refusal: Refusal) -> Diagnostic {
    let at = |byte: Option<usize>, otherwise| {
        char_span(source, byte.map_or(otherwise, |at| range.start + at))
    };
    match refusal {
        Refusal::Syntax(problem, byte) => Diagnostic::error(
            "data/syntax",
            format!("this is not valid YAML: {problem}"),
        )
        .at(at(byte, range.end))
        .help("quote values that hold `: `, ` #` or begin with a sign such as `@`, `*` or `[`"),
        Refusal::Nesting(byte) => Diagnostic::error("data/nesting", "this YAML nests too deeply")
            .at(at(byte, range.start))
            .help(format!("lists and mappings may stand {DEEPEST} levels deep in each other")),
        Refusal::Size(most, byte) => Diagnostic::error(
            "data/aliases",
            format!(
                "with its aliases written out, this YAML has over {most} values or is too long"
            ),
        )
        .at(at(byte, range.start))
        .help("aliases (`*name`) repeat what they name: write fewer, or shorten what they repeat"),
    }
}

pub(super) fn toml_syntax(
    source: &Source,
    range: &Range<usize>,
    error: &toml::de::Error,
) -> Diagnostic {
    let at = error.span().map_or(range.start, |span| range.start + span.start);
    Diagnostic::error("data/syntax", format!("this is not valid TOML: {}", error.message()))
        .at(char_span(source, at))
}

/// The span of the character at a byte.
fn char_span(source: &Source, at: usize) -> Span {
    let text = source.text();
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    source.span(start..start + length)
}
