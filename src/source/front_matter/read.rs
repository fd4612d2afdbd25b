//! Keys become [`FrontMatter`], each value of its own type.

use serde_yaml::Value;

use super::values::{list, spanned, text};
use super::{
    DeckKeys, FrontMatter, ImpactNumber, IncidentTimes, RevealOption, RuleLevel, SetRule, Spanned,
    agenda,
};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::source::data::{Fields, entry};
use crate::source::lenient::Text;

/// Keys of HackMD, reveal-md and static site generators that whydeck has no use for, and does not
/// warn about.
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

/// Keys by which other tools change how slides look.
const OF_TOOLS: [(&str, &str); 20] = [
    ("marp", "Marp"),
    ("paginate", "Marp"),
    ("headingDivider", "Marp"),
    ("header", "Marp"),
    ("footer", "Marp"),
    ("backgroundColor", "Marp"),
    ("backgroundImage", "Marp"),
    ("background", "Slidev"),
    ("highlighter", "Slidev"),
    ("lineNumbers", "Slidev"),
    ("drawings", "Slidev"),
    ("mdc", "Slidev"),
    ("colorSchema", "Slidev"),
    ("aspectRatio", "Slidev"),
    ("canvasWidth", "Slidev"),
    ("themeConfig", "Slidev"),
    ("favicon", "reveal-md and Slidev"),
    ("format", "Quarto"),
    ("smartypants", "reveal.js's Markdown"),
    ("enableMenu", "reveal.js's plugins"),
];

/// Reads every key of front matter, and of a YAML postmortem's top level, into [`FrontMatter`].
#[must_use]
pub fn read(mut fields: Fields<'_, '_>) -> FrontMatter {
    let front = read_known(&mut fields);
    for (key, tool) in OF_TOOLS {
        if fields.value(key).is_some() {
            let message = format!("`{key}` is a key of {tool}: it has no effect");
            let span = fields.key_span(key);
            fields.reader().report(Diagnostic::warning("slide/foreign", message).at(span));
        }
    }
    fields.finish(&FOREIGN);
    front
}

/// Like [`read`], but leaves the other keys to the caller.
pub fn read_known(fields: &mut Fields<'_, '_>) -> FrontMatter {
    let mut front = FrontMatter {
        without_effect: without_effect(fields, &["template", "postmortem"]),
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
    front.css = paths(fields, "css");
    front.include = paths(fields, "include");
    front.previous = paths(fields, "previous");
    front.separators.take(fields);
    for key in ["slideOptions", "revealOptions"] {
        options(fields, key, &mut front);
    }
    if let Some(incident) = fields.nested("incident") {
        front.incident = times(incident);
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

/// Paths, each with its place; of a text with commas the place is that of the text.
pub(super) fn paths(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Spanned<String>> {
    let values = list(fields, key).into_iter().enumerate();
    values
        .map(|(index, value)| {
            let path = entry(&fields.path_of(key), index);
            Spanned { value, span: fields.reader().span(&path) }
        })
        .collect()
}

/// The options of reveal.js that stand below a key, with separators and a theme among them.
fn options(fields: &mut Fields<'_, '_>, key: &'static str, front: &mut FrontMatter) {
    if !matches!(fields.get(key), Some(Value::Mapping(_))) {
        front.separators.look_below(fields, key);
    }
    let Some(options) = fields.nested(key) else { return };
    take_options(options, front);
}

/// Options of reveal.js as they stand in a file of their own.
pub(super) fn read_options(fields: Fields<'_, '_>) -> FrontMatter {
    let mut front = FrontMatter::default();
    take_options(fields, &mut front);
    front
}

fn take_options(mut options: Fields<'_, '_>, front: &mut FrontMatter) {
    front.separators.take(&mut options);
    let theme = spanned(&mut options, "theme");
    front.theme = front.theme.take().or(theme);
    for (key, value) in options.rest() {
        let Value::String(name) = key else { continue };
        let span = options.reader().key_span(&options.path_of(&name));
        front.reveal.push(RevealOption { name, value, span });
    }
}

fn times(mut incident: Fields<'_, '_>) -> IncidentTimes {
    let times = IncidentTimes {
        started: spanned(&mut incident, "started"),
        detected: spanned(&mut incident, "detected"),
        mitigated: spanned(&mut incident, "mitigated"),
        resolved: spanned(&mut incident, "resolved"),
    };
    incident.finish(&[]);
    times
}

/// Those of the keys that are there.
pub(super) fn without_effect(
    fields: &Fields<'_, '_>,
    keys: &[&'static str],
) -> Vec<(&'static str, Span)> {
    keys.iter().filter(|key| fields.has(key)).map(|key| (*key, fields.key_span(key))).collect()
}

pub(super) fn deck_keys(mut deck: Fields<'_, '_>) -> DeckKeys {
    let keys = DeckKeys {
        template: spanned(&mut deck, "template"),
        theme: spanned(&mut deck, "theme"),
        brand: spanned(&mut deck, "brand"),
        logo: spanned(&mut deck, "logo"),
        fonts: paths(&mut deck, "fonts"),
        meeting: deck.take("meeting"),
        minutes: agenda::minutes(&mut deck),
        asks: list(&mut deck, "asks"),
        anti_patterns: list(&mut deck, "antiPatterns"),
        agenda: agenda::read(&mut deck),
        scorecard: deck.take("scorecard"),
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
        let written =
            impact.reader().source().text().get(span.start..span.end).unwrap_or_default().trim();
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

/// Whether a value is the level of a rule.
pub(super) fn is_level(value: &Value) -> bool {
    *value == Value::Bool(false) || serde_yaml::from_value::<RuleLevel>(value.clone()).is_ok()
}

pub(super) fn rules(check: &mut Fields<'_, '_>) -> Vec<SetRule> {
    let mut rules = Vec::new();
    for (key, value) in check.rest() {
        let Value::String(name) = key else { continue };
        let is_file = name == "wording" && value.as_str().is_some_and(|text| text.contains('.'));
        // YAML reads a bare `off` as text, but `false` is what people reach for next.
        let level = if value == Value::Bool(false) {
            Ok(RuleLevel::Off)
        } else {
            serde_yaml::from_value(value)
        };
        match level {
            Ok(level) => {
                let span = check.key_span(&name);
                rules.push(SetRule { name: Spanned { value: name, span }, level });
            }
            Err(_) if is_file => {
                check.wrong(&name, "a file of rules is named in `whydeck.yaml`, for all documents");
            }
            Err(_) => check.wrong(&name, "expected one of `off`, `info`, `warning`, `error`"),
        }
    }
    rules
}
