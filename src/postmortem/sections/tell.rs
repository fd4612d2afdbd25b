//! Whether a text is a postmortem, by its lines: a slide file of 10,000 slides need not be parsed
//! twice.

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::model::SectionKind;
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::sections::split::heading;
use crate::postmortem::sections::{labels, near};
use crate::postmortem::text::inline::{self, Input};

/// How many sections make a postmortem where labels without markup begin some of them.
const LABELLED: usize = 3;
/// Labels stand near the top: further lines are not looked at.
const LINES: usize = 400;

/// Whether a text has at least two canonical sections besides Background and References. Headings
/// begin them, bold
/// lines, lines in capitals, and labels; a slide file has labels on its slides, too, so there they
/// do not count.
#[must_use]
pub fn text_looks_like_postmortem(body: &str) -> bool {
    let mut seen = Vec::new();
    if heading_lines(body).any(|title| count(&mut seen, &title) >= 2) {
        return true;
    }
    let is_parted = body.lines().any(|line| matches!(line.trim(), "---" | "***" | "----"));
    if is_parted {
        return false;
    }
    let lines = || body.lines().take(LINES);
    if lines().filter_map(labels::bold_of_text).any(|title| count(&mut seen, title) >= 2) {
        return true;
    }
    lines().filter_map(labels::of_text).any(|title| count(&mut seen, title) >= LABELLED)
}

/// The headings of a text that are nearly known ones, each with the one that it is near.
#[must_use]
pub fn near_headings(body: &str) -> Vec<(String, &'static str)> {
    let near = |title: String| {
        let known = near::near(&title)?;
        Some((title.trim().to_owned(), known))
    };
    heading_lines(body).filter_map(near).collect()
}

/// Says which headings of a document are nearly known ones.
pub(crate) fn tell_near<'a>(
    input: Input<'a, '_>,
    root: Node<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for block in root.children() {
        let own = heading(block).map(|(_, title)| title);
        let is_heading = own.is_some();
        let Some(title) = own.or_else(|| inline::bold_line(block)) else { continue };
        let Some(known) = near::near(&title) else { continue };
        let is_read = is_heading && near::slip(&title).is_some();
        let (message, help) = if is_read {
            (format!("“{title}” is read as “{known}”"), "write it so, or in other words")
        } else {
            (
                format!("“{title}” begins no section, but is nearly “{known}”"),
                "write it so, if that is what it is",
            )
        };
        diagnostics
            .push(Diagnostic::info("heading/near", message).at(input.span(block)).help(help));
    }
}

/// Adds what a title means; how many sections are seen by then.
fn count(seen: &mut Vec<SectionKind>, title: &str) -> usize {
    let kind = match headings::meaning(title) {
        Some(Meaning::Section(kind)) => kind,
        // Parts of the lessons are as good as the lessons.
        Some(Meaning::Lessons(_)) | None => return seen.len(),
    };
    if kind.tells_a_postmortem() && !seen.contains(&kind) {
        seen.push(kind);
    }
    seen.len()
}

/// The text's heading lines (ATX, setext, bold, capitals), fenced code left out.
pub(crate) fn heading_lines(body: &str) -> impl Iterator<Item = String> {
    let mut fence: Option<(char, usize)> = None;
    let mut before = "";
    body.lines().filter_map(move |line| {
        let content = line.trim();
        let previous = std::mem::replace(&mut before, content);
        let first = content.chars().next()?;
        let run = content.chars().take_while(|c| *c == first).count();
        match fence {
            Some((mark, length)) => {
                if first == mark && run >= length && run == content.chars().count() {
                    fence = None;
                }
                return None;
            }
            None if matches!(first, '`' | '~') && run >= 3 => {
                fence = Some((first, run));
                return None;
            }
            None => {}
        }
        if first == '#' && run <= 6 {
            let title = content[run..].trim_end_matches('#');
            let is_heading = title.is_empty() || title.starts_with([' ', '\t']);
            return is_heading.then(|| without_links(title));
        }
        if matches!(first, '=' | '-') && run == content.chars().count() && !previous.is_empty() {
            return Some(previous.to_owned());
        }
        if previous.is_empty() && headings::is_loud(content) {
            return Some(content.to_owned());
        }
        let item = content.trim_start_matches(['-', '*', '+']).trim_start();
        let bold =
            if item.len() < content.len() && !content.starts_with("**") { item } else { content };
        let bold = bold.trim_end_matches(':');
        let inner = bold.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        inner
            .or_else(|| bold.strip_prefix("__").and_then(|rest| rest.strip_suffix("__")))
            .map(str::to_owned)
    })
}

/// A heading's text without tags and the addresses of links: `<a name="x"></a>[Impact](#i)`.
fn without_links(title: &str) -> String {
    let mut out = String::new();
    let mut rest = title;
    while let Some(at) = rest.find(['<', ']']) {
        let is_tag = rest[at..].starts_with('<');
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let close = if is_tag { behind.find('>') } else { behind.find(')') };
        rest = match close {
            Some(close) if is_tag => &behind[close + 1..],
            Some(close) if behind.starts_with('(') => {
                if let Some(open) = out.rfind('[') {
                    out.remove(open);
                }
                &behind[close + 1..]
            }
            _ => {
                out.push_str(&rest[at..=at]);
                behind
            }
        };
    }
    out + rest
}
