//! Where the words of a document went: proof that nothing is lost.
//!
//! 1. The document's own words are read: of its Markdown, and of the front matter's values that are shown. Comments and
//!    the addresses of links are none.
//! 2. Each counts for the first place that has it beside the word before or behind it, or on the slide that has most of
//!    what it stands in: the main row, the slides below, the backup, the notes. One that is found nowhere is lost.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt::Write as _;

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::{Compiled, Outcome};
use crate::markdown::{self, Node};
use crate::source::{Source, front_matter};

/// Where words can be.
pub const PLACES: [&str; 5] = ["main row", "below", "backup", "notes", "nowhere"];
const NOWHERE: usize = PLACES.len() - 1;

/// Where the words of a section went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionCoverage {
    /// The section's heading.
    pub title: String,
    /// How many words are in each of [`PLACES`].
    pub words: [usize; 5],
}

/// Where the words of a document went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The document's name.
    pub name: String,
    /// Section by section.
    pub sections: Vec<SectionCoverage>,
    /// The words that are nowhere, by line.
    pub lost: Vec<(usize, Vec<String>)>,
}

/// The coverage of a document; none without a deck.
#[must_use]
pub fn of(outcome: &Outcome) -> Option<Coverage> {
    let compiled = outcome.compiled.as_ref()?;
    let source = outcome.sources.iter().next()?;
    let texts = texts(compiled);
    let mut coverage = Coverage { name: source.name().to_owned(), ..Coverage::default() };
    for section in read(source) {
        let mut words = [0; 5];
        for run in &section.runs {
            for ((line, word), found) in run.iter().zip(found(run, &texts)) {
                words[found] += 1;
                if found == NOWHERE {
                    match coverage.lost.last_mut() {
                        Some((last, words)) if last == line => words.push(word.clone()),
                        _ => coverage.lost.push((*line, vec![word.clone()])),
                    }
                }
            }
        }
        coverage.sections.push(SectionCoverage { title: section.title, words });
    }
    Some(coverage)
}

/// The first place of each word of a run: where it stands beside its neighbour, or else where most of the run does.
fn found(run: &Run, texts: &[Text]) -> Vec<usize> {
    let mut places = vec![NOWHERE; run.len()];
    let mut best: (usize, Vec<&Text>) = (usize::from(run.len() > 1), Vec::new());
    for text in texts {
        let mut pairs = 0;
        for (index, two) in run.windows(2).enumerate() {
            if text.has(&two[0].1, &two[1].1) {
                pairs += 1;
                for place in &mut places[index..=index + 1] {
                    *place = text.place.min(*place);
                }
            }
        }
        match pairs.cmp(&best.0) {
            Ordering::Greater => best = (pairs, vec![text]),
            Ordering::Equal => best.1.push(text),
            Ordering::Less => {}
        }
    }
    for (place, (_, word)) in places.iter_mut().zip(run).filter(|(place, _)| **place == NOWHERE) {
        let near = best.1.iter().filter(|text| text.words.contains(word)).map(|text| text.place).min();
        *place = near.unwrap_or(NOWHERE);
    }
    places
}

impl Coverage {
    /// How many words are in each of [`PLACES`].
    #[must_use]
    pub fn total(&self) -> [usize; 5] {
        let mut total = [0; 5];
        for section in &self.sections {
            for (sum, words) in total.iter_mut().zip(section.words) {
                *sum += words;
            }
        }
        total
    }

    /// The share of words that are on slides, from 0 to 1.
    #[must_use]
    pub fn on_slides(&self) -> f64 {
        let total = self.total();
        let all: usize = total.iter().sum();
        let shown: usize = total[..3].iter().sum();
        if all == 0 { 1.0 } else { shown as f64 / all as f64 }
    }

    /// The coverage as a table, and what is lost with its places.
    #[must_use]
    pub fn report(&self) -> String {
        let mut out = format!("{:<40} {:>6}", "section", "words");
        for place in PLACES {
            let _ = write!(out, " {place:>9}");
        }
        out.push('\n');
        let mut row = |title: &str, words: [usize; 5]| {
            let all: usize = words.iter().sum();
            let short: String = title.chars().take(40).collect();
            let _ = write!(out, "{short:<40} {all:>6}");
            for count in words {
                let share = if all == 0 { 0.0 } else { 100.0 * count as f64 / all as f64 };
                let _ = write!(out, " {:>9}", if count == 0 { "-".to_owned() } else { format!("{share:.1} %") });
            }
            out.push('\n');
        };
        for section in &self.sections {
            row(&section.title, section.words);
        }
        row("all", self.total());
        for (line, words) in &self.lost {
            let _ = writeln!(out, "{}:{line}: nowhere: {}", self.name, words.join(" "));
        }
        out
    }
}

/// The words of a slide or its notes, and the pairs of neighbours.
struct Text {
    place: usize,
    words: HashSet<String>,
    pairs: HashSet<(String, String)>,
}

impl Text {
    fn of(place: usize, html: &str) -> Self {
        let all: Vec<String> = words(&text_of(html)).collect();
        let pairs = all.windows(2).map(|two| (two[0].clone(), two[1].clone())).collect();
        Self { place, words: all.into_iter().collect(), pairs }
    }

    fn has(&self, left: &str, right: &str) -> bool {
        self.words.contains(left) && self.pairs.contains(&(left.to_owned(), right.to_owned()))
    }
}

/// The texts of a deck, each with its place: the main row, below, the backup, the notes.
fn texts(compiled: &Compiled) -> Vec<Text> {
    let is_backup = |attributes: &str| {
        let classes = attributes.split_once(" class=\"").and_then(|(_, rest)| rest.split_once('"'));
        classes.is_some_and(|(classes, _)| classes.split(' ').any(|class| class == "backup"))
    };
    let mut texts = Vec::new();
    for stack in &compiled.stacks {
        for (row, slide) in stack.iter().enumerate() {
            let place = if is_backup(&slide.attributes) { 2 } else { row.min(1) };
            texts.push(Text::of(place, &slide.html));
            texts.extend(slide.notes.as_deref().map(|notes| Text::of(3, notes)));
        }
    }
    // What stands on every slide.
    let footer = &compiled.footer;
    let shown = [Some(&compiled.title), footer.status.as_ref(), footer.confidential.as_ref()];
    texts.extend(shown.into_iter().flatten().map(|text| Text::of(0, text)));
    texts
}

/// A text's words: letters and digits, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// What is read in HTML: the text between the tags, and what pictures are called.
fn text_of(html: &str) -> String {
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
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            out.push(' ');
        }
        rest = behind.strip_prefix('>').or_else(|| behind.strip_prefix("-->")).unwrap_or(behind);
    }
    push_text(&mut out, rest);
    out
}

/// Tags inside of which a word may go on.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "wbr"];

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
            Some((name, behind)) if name.len() < 8 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') => {
                behind
            }
            _ => after,
        };
    }
    out.push_str(rest);
}

/// Words with their lines.
type Run = Vec<(usize, String)>;

/// A section as the document has it.
struct Section {
    title: String,
    runs: Vec<Run>,
}

/// Keys of front matter whose values are shown as they are.
const SHOWN: [&str; 10] =
    ["title", "subtitle", "date", "authors", "status", "severity", "services", "impact", "confidential", "asks"];
/// Keys of a postmortem in YAML that are settings or are measured: times are shown as durations.
const MEASURED: [&str; 9] = ["kind", "deck", "check", "incident", "timezone", "theme", "lang", "tags", "facilitator"];

/// Headings that name a field.
const LABELS: [&str; 6] = ["date", "author", "authors", "status", "severity", "services"];

fn read(source: &Source) -> Vec<Section> {
    let is_yaml = source.path().and_then(|path| path.extension()).is_some_and(|end| end == "yaml" || end == "yml");
    if is_yaml {
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
        if !LABELS.contains(&markdown::plain_text(block).to_lowercase().trim_end_matches(':')) {
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
    for node in block.descendants() {
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
                run.extend(lines.flat_map(|(below, text)| words(text).map(move |word| (line + 1 + below, word))));
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

/// The words of a line's values: keys and the rest of addresses are none.
fn values(line: &str) -> impl Iterator<Item = String> {
    let is_key = |part: &str| part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''));
    // `key: value`, and `{ key: value, key: value }`.
    let is_flow = line.trim_start().starts_with('{');
    let parts: Vec<&str> = if is_flow { line.split(", ").collect() } else { vec![line] };
    let mut out = Vec::new();
    for part in parts {
        let part = part.trim().trim_matches(['{', '}']).trim();
        let value = match [": ", " = "].iter().filter_map(|mark| part.split_once(mark)).find(|(key, _)| is_key(key)) {
            // Which kind, which id: shown in the deck's own words.
            Some(("id" | "kind" | "from" | "state" | "link", _)) => "",
            Some((_, value)) => value,
            None => part,
        };
        let value = if is_key(value.trim_end_matches(':')) && value.ends_with(':') { "" } else { value };
        out.extend(words(value));
    }
    out.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Input, Options, compile};

    fn covered(name: &str, text: &str) -> Coverage {
        let input = Input { name: name.into(), path: Some(name.into()), text: text.to_owned() };
        let root = Some(std::env::temp_dir());
        of(&compile(input, &Options { root, ..Options::default() })).expect("a deck")
    }

    #[test]
    fn words_are_found_where_they_are() {
        let text = "---\ntitle: Web outage\n---\n# Outage\n\n## Summary\n\nFirst words here.\n\nSecond paragraph below.\n\n\
                    <!-- a comment -->\n\n## Impact\n\nNobody noticed it.\n\n## Weather\n\nRain all day.\n";
        let coverage = covered("a.md", text);
        assert_eq!(coverage.lost, [], "{}", coverage.report());
        let of = |title: &str| coverage.sections.iter().find(|section| section.title == title).unwrap().words;
        assert_eq!(of("Weather")[2], 4, "{}", coverage.report());
        assert!(of("Summary")[0] >= 3 && of("Summary")[1] >= 3, "{}", coverage.report());
        assert!((coverage.on_slides() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_html_says_is_between_its_tags() {
        let html = "<p title=\"a > b\">One<b>word</b> &amp; <img alt=\"two\" src=\"x\"> <!-- not <p> --> <br>three</p>";
        assert_eq!(words(&text_of(html)).collect::<Vec<_>>(), ["oneword", "two", "three"]);
    }
}
