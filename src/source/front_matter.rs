//! Front matter: cut from the top of a document and read into types.
//!
//! It is front matter only when it is a mapping, so that a slide file may begin with `---`.

use std::ops::Range;

use serde::Deserialize;
use serde_yaml::Value;

pub use super::data::entry;
use super::data::{Fields, Notation, Reader};
use super::lenient::OneOrMany;
pub use super::lenient::Text;
use super::separators::SeparatorKeys;
use super::{Source, Span};
use crate::diagnostic::Diagnostic;

/// Keys of HackMD, reveal-md and static site generators that whydeck has no use for, and does not warn about.
const FOREIGN: [&str; 24] = [
    "robots",
    "langs",
    "GA",
    "disqus",
    "image",
    "toc",
    "highlightTheme",
    "preprocessor",
    "scripts",
    "template_engine",
    "static",
    "staticDirs",
    "assetsDir",
    "path",
    "aliases",
    "extra",
    "slug",
    "layout",
    "permalink",
    "draft",
    "weight",
    "categories",
    "author_url",
    "opengraph",
];

/// A value that an author wrote, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// What `kind` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A postmortem: whydeck makes the slides.
    Postmortem,
    /// A slide file: the author wrote the slides.
    Slides,
}

/// What a rule of `check:` is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    /// Not checked.
    Off,
    /// Reported as a remark.
    Info,
    /// Reported as a warning.
    Warning,
    /// Reported as an error.
    Error,
}

/// The times of the incident, as the author wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentTimes {
    /// When the event began.
    pub started: Option<Spanned<String>>,
    /// When somebody noticed.
    pub detected: Option<Spanned<String>>,
    /// When users stopped hurting.
    pub mitigated: Option<Spanned<String>>,
    /// When it was over.
    pub resolved: Option<Spanned<String>>,
}

/// A number of `impact:`, kept as text: `users: 12 % of all`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImpactNumber {
    /// What is counted.
    pub name: String,
    /// How many, with its unit.
    pub value: String,
    /// The place of the value.
    pub span: Span,
}

/// How the deck is to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeckKeys {
    /// A deck template: a built-in name or a path.
    pub template: Option<Spanned<String>>,
    /// A theme: a built-in name or a path.
    pub theme: Option<Spanned<String>>,
    /// How long the meeting is.
    pub minutes: Option<u32>,
    /// What the meeting is asked for.
    pub asks: Vec<String>,
    /// More anti-patterns to show, by name.
    pub anti_patterns: Vec<String>,
    /// Whether an agenda slide is wanted.
    pub agenda: Option<bool>,
    /// Which sections to show.
    pub sections: Vec<String>,
}

/// An option for reveal.js.
#[derive(Debug, Clone, PartialEq)]
pub struct RevealOption {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// The place of its name.
    pub span: Span,
}

/// All keys that whydeck knows.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Where it stands, fences included; none when the document has none.
    pub span: Option<Span>,
    /// `kind`.
    pub kind: Option<DocumentKind>,
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `subtitle`.
    pub subtitle: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `date`, of the meeting.
    pub date: Option<String>,
    /// `authors` (or `author`).
    pub authors: Vec<String>,
    /// `facilitator`.
    pub facilitator: Option<String>,
    /// `status`.
    pub status: Option<String>,
    /// `severity`.
    pub severity: Option<String>,
    /// `services`.
    pub services: Vec<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `timezone`.
    pub timezone: Option<Spanned<String>>,
    /// `confidential`: a footer on every slide.
    pub confidential: Option<String>,
    /// `incident`.
    pub incident: IncidentTimes,
    /// `impact`.
    pub impact: Vec<ImpactNumber>,
    /// `deck`.
    pub deck: DeckKeys,
    /// `check`: rules and what they are set to.
    pub check: Vec<(String, RuleLevel)>,
    /// `lang`.
    pub lang: Option<String>,
    /// `dir`.
    pub dir: Option<String>,
    /// `breaks`: hard line breaks.
    pub breaks: Option<bool>,
    /// `type: slide`.
    pub is_slide_type: bool,
    /// `slideOptions` and `revealOptions`, the latter winning.
    pub reveal: Vec<RevealOption>,
    /// `separator` and its like.
    pub separators: SeparatorKeys,
    /// `fit`: what happens to slides that would overflow.
    pub fit: Option<super::fit::Fit>,
    /// `commentsAsNotes`.
    pub comments_as_notes: Option<bool>,
    /// `css`: style sheets of the author's own.
    pub css: Vec<Spanned<String>>,
    /// `theme` at the top level (reveal-md), or in `slideOptions`.
    pub theme: Option<Spanned<String>>,
    /// `postmortem`: the data of a slide file with `template: true`.
    pub postmortem: Option<Spanned<String>>,
    /// `template`.
    pub template: bool,
    /// Keys that are known and do nothing yet, and where they stand.
    pub without_effect: Vec<(&'static str, Span)>,
}

impl FrontMatter {
    /// What the deck is to look like: `deck.theme`, or another tool's word for it.
    #[must_use]
    pub fn look(&self) -> Option<&Spanned<String>> {
        self.deck.theme.as_ref().or(self.theme.as_ref()).filter(|look| !look.value.trim().is_empty())
    }
}

/// A document in two: what the front matter says, and where the body begins.
#[derive(Debug, Default)]
pub struct Cut {
    /// The keys.
    pub front: FrontMatter,
    /// The first byte of the body.
    pub body: usize,
    /// What is wrong in the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cuts the front matter from the top of a text.
#[must_use]
pub fn cut(source: &Source) -> Cut {
    let Some((notation, data, body)) = fences(source.text()) else { return Cut::default() };
    match Reader::new(source, data.clone(), notation) {
        Ok((reader, Value::Mapping(mapping))) => {
            let mut front = read(reader.fields(mapping));
            front.span = Some(source.span(0..body));
            Cut { front, body, diagnostics: reader.into_diagnostics() }
        }
        Err(problem) if begins_with_key(&source.text()[data]) => {
            Cut { body, diagnostics: vec![problem], front: FrontMatter::default() }
        }
        _ => Cut::default(),
    }
}

/// The data between a fence in the first line and the next fence, and the byte after that fence's line.
fn fences(text: &str) -> Option<(Notation, Range<usize>, usize)> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        (start, at, line.trim_end())
    });
    let (_, data, first) = lines.next()?;
    let notation = match first {
        "---" => Notation::Yaml,
        "+++" => Notation::Toml,
        _ => return None,
    };
    lines
        .find(|(_, _, line)| *line == first || (notation == Notation::Yaml && *line == "..."))
        .map(|(start, end, _)| (notation, data..start, end))
}

/// Whether broken data was meant to be front matter: its first line of substance is a key.
fn begins_with_key(data: &str) -> bool {
    let line = data.lines().map(str::trim_end).find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    line.and_then(|line| line.split_once([':', '='])).is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-\"".contains(c))
    })
}

/// Reads every key of front matter, and of a YAML postmortem's top level, into [`FrontMatter`].
#[must_use]
pub fn read(mut fields: Fields<'_, '_>) -> FrontMatter {
    let front = read_known(&mut fields);
    fields.finish(&FOREIGN);
    front
}

/// Like [`read`], but leaves the other keys to the caller.
pub fn read_known(fields: &mut Fields<'_, '_>) -> FrontMatter {
    let mut front = FrontMatter {
        without_effect: without_effect(fields, &["template", "postmortem", "check"]),
        kind: fields.take("kind"),
        title: spanned(fields, "title"),
        subtitle: text(fields, "subtitle"),
        description: text(fields, "description"),
        date: text(fields, "date"),
        authors: list(fields, "authors"),
        facilitator: text(fields, "facilitator"),
        status: text(fields, "status"),
        severity: text(fields, "severity"),
        services: list(fields, "services"),
        tags: list(fields, "tags"),
        timezone: spanned(fields, "timezone"),
        confidential: text(fields, "confidential"),
        lang: text(fields, "lang"),
        dir: text(fields, "dir"),
        breaks: fields.take("breaks"),
        is_slide_type: text(fields, "type").is_some_and(|kind| kind == "slide"),
        fit: fields.take("fit"),
        comments_as_notes: fields.take("commentsAsNotes"),
        theme: spanned(fields, "theme"),
        postmortem: spanned(fields, "postmortem"),
        template: fields.take("template").unwrap_or(false),
        ..FrontMatter::default()
    };
    if front.authors.is_empty() {
        front.authors = list(fields, "author");
    }
    let css_span = fields.has("css").then(|| fields.span("css"));
    front.css = list(fields, "css")
        .into_iter()
        .zip(css_span.into_iter().cycle())
        .map(|(value, span)| Spanned { value, span })
        .collect();
    front.separators.take(fields);
    for key in ["slideOptions", "revealOptions"] {
        if let Some(mut options) = fields.nested(key) {
            front.separators.take(&mut options);
            let theme = spanned(&mut options, "theme");
            front.theme = front.theme.or(theme);
            for (key, value) in options.rest() {
                let Value::String(name) = key else { continue };
                let span = options.reader().key_span(&options.path_of(&name));
                front.reveal.push(RevealOption { name, value, span });
            }
        }
    }
    if let Some(mut incident) = fields.nested("incident") {
        front.incident = IncidentTimes {
            started: spanned(&mut incident, "started"),
            detected: spanned(&mut incident, "detected"),
            mitigated: spanned(&mut incident, "mitigated"),
            resolved: spanned(&mut incident, "resolved"),
        };
        incident.finish(&[]);
    }
    if let Some(mut impact) = fields.nested("impact") {
        front.impact = numbers(&mut impact);
    }
    if let Some(deck) = fields.nested("deck") {
        front.without_effect.extend(without_effect(&deck, &["sections"]));
        front.deck = deck_keys(deck);
    }
    if let Some(mut check) = fields.nested("check") {
        front.check = rules(&mut check);
    }
    front
}

/// Those of the keys that are there.
fn without_effect(fields: &Fields<'_, '_>, keys: &[&'static str]) -> Vec<(&'static str, Span)> {
    keys.iter().filter(|key| fields.has(key)).map(|key| (*key, fields.key_span(key))).collect()
}

fn deck_keys(mut deck: Fields<'_, '_>) -> DeckKeys {
    let keys = DeckKeys {
        template: spanned(&mut deck, "template"),
        theme: spanned(&mut deck, "theme"),
        minutes: deck.take("minutes"),
        asks: list(&mut deck, "asks"),
        anti_patterns: list(&mut deck, "antiPatterns"),
        agenda: deck.take("agenda"),
        sections: list(&mut deck, "sections"),
    };
    deck.finish(&[]);
    keys
}

fn numbers(impact: &mut Fields<'_, '_>) -> Vec<ImpactNumber> {
    let mut numbers = Vec::new();
    for (key, value) in impact.rest() {
        let Value::String(name) = key else { continue };
        let span = impact.span(&name);
        // YAML reads `6.870` as a number; people mean what they wrote.
        let is_number = value.is_number();
        let written = impact.reader().source().text().get(span.start..span.end).unwrap_or_default().trim();
        match serde_yaml::from_value::<Text>(value) {
            Ok(_) if is_number && !written.is_empty() => {
                numbers.push(ImpactNumber { name, value: written.to_owned(), span });
            }
            Ok(Text(value)) => numbers.push(ImpactNumber { name, value, span }),
            Err(_) => impact.wrong(&name, "expected a number with its unit"),
        }
    }
    numbers
}

fn rules(check: &mut Fields<'_, '_>) -> Vec<(String, RuleLevel)> {
    let mut rules = Vec::new();
    for (key, value) in check.rest() {
        let Value::String(name) = key else { continue };
        // YAML reads a bare `off` as text, but `false` is what people reach for next.
        let level = if value == Value::Bool(false) { Ok(RuleLevel::Off) } else { serde_yaml::from_value(value) };
        match level {
            Ok(level) => rules.push((name, level)),
            Err(_) => check.wrong(&name, "expected one of `off`, `info`, `warning`, `error`"),
        }
    }
    rules
}

fn text(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    fields.take::<Text>(key).map(|Text(text)| text)
}

fn list(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<String> {
    match fields.take::<OneOrMany>(key) {
        Some(OneOrMany::Many(list)) => list.into_iter().map(|Text(text)| text).collect(),
        Some(OneOrMany::One(Text(text))) => {
            text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        }
        None => Vec::new(),
    }
}

pub(super) fn spanned(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<String>> {
    let value = text(fields, key)?;
    Some(Spanned { value, span: fields.span(key) })
}
