//! The words of documents and of HTML, for [`super::coverage`].

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::document;
use crate::markdown::{self, Node};
use crate::source::{Source, front_matter};
use crate::words::{self, Label};

/// A text's words: letters and digits, in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// What is read in HTML: the text between the tags, and what pictures are called.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        push_text(&mut out, before);
        let end = if after.starts_with("!--") { after.find("-->") } else { end_of_tag(after) };
        let (tag, behind) = after.split_at(end.unwrap_or(after.len()));
        if let Some((_, alt)) = tag.split_once(" alt=\"") {
            out.push(' ');
            push_text(&mut out, alt.split('"').next().unwrap_or_default());
            out.push(' ');
        }
        let name = tag
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if !INLINE.contains(&name) {
            out.push(' ');
        }
        rest = behind.strip_prefix('>').or_else(|| behind.strip_prefix("-->")).unwrap_or(behind);
    }
    push_text(&mut out, rest);
    out
}

/// Tags inside of which a word may go on.
const INLINE: [&str; 14] = [
    "a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong",
    "wbr",
];

/// Where a tag ends: quoted values may hold a `>`.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices().find_map(|(at, c)| match (quote, c) {
        (None, '>') => Some(at),
        (None, '"' | '\'') => {
            quote = Some(c);
            None
        }
        (Some(open), c) if c == open => {
            quote = None;
            None
        }
        _ => None,
    })
}

/// Entities stand for characters that are in no word, as far as the renderer writes them.
fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        out.push(' ');
        rest = match after.split_once(';') {
            Some((name, behind))
                if name.len() < 8
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') =>
            {
                behind
            }
            _ => after,
        };
    }
    out.push_str(rest);
}

/// Words with their lines.
pub(super) type Run = Vec<(usize, String)>;

/// A section as the document has it.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) runs: Vec<Run>,
}

/// Keys of front matter whose values are shown as they are.
const SHOWN: [&str; 10] = [
    "title",
    "subtitle",
    "date",
    "authors",
    "status",
    "severity",
    "services",
    "impact",
    "confidential",
    "asks",
];
/// Keys of a postmortem in YAML that are settings or are measured: times are shown as durations.
const MEASURED: [&str; 9] =
    ["kind", "deck", "check", "incident", "timezone", "theme", "lang", "tags", "facilitator"];

/// Whether a text is the name of a field whose value is shown.
fn is_label(text: &str) -> bool {
    let name = text.to_lowercase();
    let label = words::meaning(|language| language.labels, name.trim_end_matches(':'));
    label.is_some_and(|label| {
        use Label::{Authors, Date, Services, Severity, Status};
        matches!(label, Date | Authors | Status | Severity | Services)
    })
}

/// The words of a document, section by section.
pub(super) fn read(source: &Source) -> Vec<Section> {
    if source.path().is_some_and(document::is_yaml) {
        return yaml(source.text(), 1, |key| !MEASURED.contains(&key));
    }
    let body = front_matter::cut(source).body;
    let mut sections = Vec::new();
    if body > 0 {
        sections.extend(yaml(&source.text()[..body], 1, |key| SHOWN.contains(&key)));
        for section in &mut sections {
            section.title = format!("({})", section.title);
        }
    }
    let arena = Arena::new();
    let root = markdown::parse(&arena, source, body);
    let first_line = crate::deck::place(root).start.line;
    let offset = first_line.saturating_sub(source.text()[..body].lines().count() + 1);
    let mut section = Section { title: "(before the first heading)".to_owned(), runs: Vec::new() };
    for block in root.children() {
        if matches!(block.data().value, NodeValue::Heading(_)) {
            sections.push(std::mem::replace(
                &mut section,
                Section { title: markdown::plain_text(block), runs: Vec::new() },
            ));
        }
        // The name of a field is a key, as in front matter.
        if !is_label(&markdown::plain_text(block)) {
            section.runs.extend(runs(block, offset));
        }
    }
    sections.push(section);
    sections.retain(|section| !section.runs.is_empty());
    sections
}

/// The words of a block: one run for each node that holds running text.
fn runs(block: Node<'_>, offset: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![Run::new()];
    // Whether the last part ended inside a word.
    let mut goes_on = false;
    let mut behind_label: Option<Node<'_>> = None;
    for node in block.descendants() {
        // A label may serve as a heading: then its words are not where those behind it are.
        if behind_label.is_some_and(|behind| std::ptr::eq(behind, node)) {
            runs.push(Run::new());
            goes_on = false;
        }
        behind_label = labelled(node).or(behind_label);
        let data = node.data();
        let line = data.sourcepos.start.line.saturating_sub(offset);
        if data.value.block() {
            runs.push(Run::new());
            goes_on = false;
        }
        let Some(run) = runs.last_mut() else { continue };
        match &data.value {
            NodeValue::Text(_) if in_picture(node) => {}
            NodeValue::Text(text) => goes_on = add(run, line, text, goes_on),
            NodeValue::Code(code) => goes_on = add(run, line, &code.literal, goes_on),
            NodeValue::SoftBreak | NodeValue::LineBreak => goes_on = false,
            NodeValue::CodeBlock(code) => {
                let lines = code.literal.lines().enumerate();
                run.extend(lines.flat_map(|(below, text)| {
                    words(text).map(move |word| (line + 1 + below, word))
                }));
            }
            NodeValue::HtmlBlock(html) => {
                run.extend(words(&text_of(&html.literal)).map(|word| (line, word)));
            }
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// What stands behind the label of a paragraph: `**Impact**: …`.
fn labelled(paragraph: Node<'_>) -> Option<Node<'_>> {
    if !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return None;
    }
    let label = paragraph.first_child()?;
    let behind = label.next_sibling()?;
    let is_label = matches!(label.data().value, NodeValue::Strong)
        && (markdown::plain_text(label).ends_with(':')
            || markdown::plain_text(behind).trim_start().starts_with(':'));
    is_label.then_some(behind)
}

/// Adds the words of a part; whether it ends inside a word.
fn add(run: &mut Run, line: usize, text: &str, goes_on: bool) -> bool {
    let mut new = words(text);
    if goes_on
        && text.starts_with(char::is_alphanumeric)
        && let Some((_, last)) = run.last_mut()
        && let Some(rest) = new.next()
    {
        last.push_str(&rest);
    }
    run.extend(new.map(|word| (line, word)));
    text.ends_with(char::is_alphanumeric)
}

fn in_picture(node: Node<'_>) -> bool {
    node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Image(_)))
}

/// The values of YAML or TOML, line by line, below the keys that count.
fn yaml(text: &str, first_line: usize, counts: impl Fn(&str) -> bool) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut is_shown = false;
    for (index, line) in text.lines().enumerate() {
        let key = line.split([':', '=']).next().unwrap_or_default().trim();
        let is_key = line.starts_with(|c: char| c.is_alphanumeric()) && line.contains([':', '=']);
        if is_key {
            is_shown = counts(key);
            if is_shown {
                sections.push(Section { title: key.to_owned(), runs: Vec::new() });
            }
        }
        let Some(section) = sections.last_mut().filter(|_| is_shown) else { continue };
        let value = line.trim_start().trim_start_matches("- ");
        let value = if value.starts_with('#') { "" } else { value };
        let run: Run = values(value).map(|word| (first_line + index, word)).collect();
        if !run.is_empty() {
            section.runs.push(run);
        }
    }
    sections.retain(|section| !section.runs.is_empty());
    sections
}

/// The words of a line's values, without keys and without the rest of addresses.
fn values(line: &str) -> impl Iterator<Item = String> {
    let is_key = |part: &str| {
        part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''))
    };
    // `key: value`, and `{ key: value, key: value }`.
    let is_flow = line.trim_start().starts_with('{');
    let parts: Vec<&str> = if is_flow { line.split(", ").collect() } else { vec![line] };
    let mut out = Vec::new();
    for part in parts {
        let part = part.trim().trim_matches(['{', '}']).trim();
        let value = match [": ", " = "]
            .iter()
            .filter_map(|mark| part.split_once(mark))
            .find(|(key, _)| is_key(key))
        {
            // Which kind, which id: shown in the deck's own words.
            Some(("id" | "kind" | "from" | "state" | "link", _)) => "",
            Some((_, value)) => value,
            None => part,
        };
        let value =
            if is_key(value.trim_end_matches(':')) && value.ends_with(':') { "" } else { value };
        // An address stands behind its name.
        if !value.trim_start_matches('"').starts_with("http") {
            for (index, text) in value.split("](").enumerate() {
                let text = if index == 0 {
                    text
                } else {
                    text.split_once(')').map_or("", |(_, rest)| rest)
                };
                out.extend(words(text));
            }
        }
    }
    out.into_iter()
}
