//! Code blocks: coloured, numbered, wrapped, shown in steps.

use super::{attributes, escape, highlight};
use crate::deck::Attributes;

/// So many characters of code stand on no line.
const LONG: usize = 80;

/// Languages of diagrams that other tools draw.
pub(super) const DIAGRAMS: [&str; 14] = [
    "mermaid",
    "sequence",
    "flow",
    "flowchart",
    "graphviz",
    "dot",
    "plantuml",
    "vega",
    "vega-lite",
    "abc",
    "markmap",
    "wavedrom",
    "geo",
    "d2",
];

/// What a fence's info string says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CodeInfo {
    /// The language; empty when none is named.
    pub language: String,
    /// The groups of lines to show one after another, as written: `1-2|3`.
    pub steps: Option<String>,
    /// The number of the first line, when lines are numbered.
    pub first_line: Option<u32>,
    /// Whether numbers go on from the last block that had any.
    pub continues: bool,
    /// Whether long lines wrap.
    pub wrap: bool,
}

impl CodeInfo {
    /// Reads ```` ```js [1-2|3] ````, ```` ```js=101 ````, ```` ```js= ````, ```` ```js=+ ````,
    /// ```` ```js! ````.
    #[must_use]
    pub(crate) fn parse(info: &str) -> Self {
        let mut parsed = Self::default();
        let (mut head, steps) = match info.split_once('[') {
            Some((head, rest)) => (head.trim(), rest.split(']').next().map(str::trim)),
            None => (info.split_whitespace().next().unwrap_or_default(), None),
        };
        if let Some(steps) = steps {
            // reveal: `[5: 1-2|3]` numbers lines from 5; `[]` numbers them from 1.
            let (first, groups) = match steps.split_once(':') {
                Some((first, groups)) => (first.trim().parse().ok(), groups.trim()),
                None => (None, steps),
            };
            parsed.first_line = first.or(Some(1));
            let known = !groups.is_empty()
                && groups.bytes().all(|b| b.is_ascii_digit() || b"-,| ".contains(&b));
            parsed.steps = known.then(|| groups.replace(' ', ""));
        }
        if let Some(bare) = head.strip_suffix('!') {
            parsed.wrap = true;
            head = bare;
        }
        if let Some((language, number)) = head.split_once('=') {
            parsed.first_line = Some(number.parse().unwrap_or(1));
            parsed.continues = number == "+";
            head = language;
        }
        parsed.language = head.trim().trim_matches(['{', '}', '.']).to_owned();
        parsed
    }
}

/// A code block as HTML.
#[must_use]
pub(crate) fn html(
    literal: &str,
    info: &CodeInfo,
    attributes: Option<&Attributes>,
    coloured: Option<&mut highlight::Coloured>,
) -> String {
    let lines = coloured.and_then(|coloured| coloured.lines(literal, &info.language));
    let mut classes = vec!["code"];
    let mut style = String::new();
    if let Some(first) = info.first_line {
        classes.push("numbered");
        style = format!("--wd-line-start:{first}");
    }
    if info.wrap {
        classes.push("wrap");
    }
    let steps: Vec<&str> =
        info.steps.as_deref().map(|steps| steps.split('|').collect()).unwrap_or_default();
    if !steps.is_empty() {
        classes.push("stepped");
    }
    let own = attributes.and_then(|list| list.get("class")).unwrap_or_default();
    let mut out = format!(
        "<pre class=\"{}\"{}",
        escape(format!("{} {own}", classes.join(" ")).trim_end()),
        attributes::style(&style, attributes)
    );
    if let Some(groups) = &info.steps {
        out.push_str(&format!(" data-steps=\"{}\"", escape(groups)));
    }
    out.push_str(&attributes::attributes_but(attributes, &["class", "style"]));
    out.push_str("><code");
    if !info.language.is_empty() {
        out.push_str(&format!(" class=\"language-{}\"", escape(&info.language)));
    }
    out.push('>');
    // Of lines that may go on below, one sees where each begins.
    let goes_on = literal.lines().any(|line| line.chars().count() > LONG);
    let is_lined = info.first_line.is_some() || !steps.is_empty() || goes_on;
    match lines {
        Some(lines) => write_lines(&mut out, lines.iter().map(String::as_str), is_lined),
        None => {
            let escaped = escape(literal);
            write_lines(
                &mut out,
                escaped.split_inclusive('\n').map(|line| line.trim_end_matches('\n')),
                is_lined,
            );
        }
    }
    out.push_str("</code></pre>\n");
    for step in 1..steps.len() {
        out.push_str(&format!("<span class=\"fragment code-step\" data-step=\"{step}\"></span>\n"));
    }
    out
}

/// Lines with their breaks; each in an element of its own only where something counts them.
fn write_lines<'l>(out: &mut String, lines: impl Iterator<Item = &'l str>, is_lined: bool) {
    for line in lines {
        if is_lined {
            out.push_str("<span class=\"line\">");
            out.push_str(line);
            out.push_str("</span>\n");
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings() {
        let steps = CodeInfo::parse("js [1-2|3]");
        assert_eq!(
            (steps.language.as_str(), steps.steps.as_deref(), steps.first_line),
            ("js", Some("1-2|3"), Some(1))
        );
        assert_eq!(CodeInfo::parse("js=101").first_line, Some(101));
        assert_eq!(CodeInfo::parse("js=").first_line, Some(1));
        assert!(CodeInfo::parse("js=+").continues);
        assert!(CodeInfo::parse("js!").wrap);
        assert_eq!(CodeInfo::parse("rust,ignore\"onload=x").language, "rust,ignore\"onload");
        assert_eq!(CodeInfo::parse("js [<b>]").steps, None);
    }
}
