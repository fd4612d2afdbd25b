//! Front matter: cut from the top of a document and read into types.
//!
//! It is front matter only when it is a mapping, so that a slide file may begin with `---`.

mod agenda;
mod confidential;
mod project;
mod read;
pub mod separators;
mod team_words;
mod values;

use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_yaml::Value;

pub(crate) use self::confidential::is_confidential;
pub use self::project::ProjectKeys;
pub use self::read::{read, read_known};
pub use self::team_words::TeamWords;
pub use super::data::entry;
use super::data::{Notation, Reader};
pub use super::lenient::Text;
use super::{Source, Span};
use crate::diagnostic::Diagnostic;
use separators::SeparatorKeys;

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

impl DocumentKind {
    /// What front matter calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Postmortem => "postmortem",
            Self::Slides => "slides",
        }
    }
}

/// What sort of meeting it is: `deck.meeting`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeetingKind {
    /// Numbers, causes, what is asked for, decisions.
    #[default]
    Steering,
    /// What happened, and how; remedies come last.
    Learning,
}

impl MeetingKind {
    /// What front matter calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Steering => "steering",
            Self::Learning => "learning",
        }
    }
}

/// `deck.agenda`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgendaKey {
    /// Whether an agenda slide is wanted.
    Shown(bool),
    /// The author's own agenda.
    Own {
        /// Its topics, in their order.
        items: Vec<AgendaItem>,
        /// The place of the list.
        span: Span,
    },
}

/// A topic of an author's own agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// What it is about.
    pub topic: String,
    /// How long it takes.
    pub minutes: u32,
    /// Where it begins: a section's key, or a slide's id.
    pub section: Option<Spanned<String>>,
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

/// A rule of `check:`, or all of a subject, and what it is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRule {
    /// What the author wrote: a code, or `subject/*`.
    pub name: Spanned<String>,
    /// The level.
    pub level: RuleLevel,
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
    /// The file of a brand's colours, fonts and logo; `none` for no brand.
    pub brand: Option<Spanned<String>>,
    /// A picture that stands on every slide.
    pub logo: Option<Spanned<String>>,
    /// Font files for characters that the theme's fonts lack.
    pub fonts: Vec<Spanned<String>>,
    /// What sort of meeting the deck is for.
    pub meeting: Option<MeetingKind>,
    /// How long the meeting is.
    pub minutes: Option<u32>,
    /// What the meeting is asked for.
    pub asks: Vec<String>,
    /// More anti-patterns to show, by name.
    pub anti_patterns: Vec<String>,
    /// Whether an agenda slide is wanted, or the author's own agenda.
    pub agenda: Option<AgendaKey>,
    /// Whether a slide with the scorecard is wanted.
    pub scorecard: Option<bool>,
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
    pub check: Vec<SetRule>,
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
    /// `include`: files whose slides follow those of the document.
    pub include: Vec<Spanned<String>>,
    /// `previous`: earlier postmortems, files or folders.
    pub previous: Vec<Spanned<String>>,
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
    /// Takes over what is not said here: looks, separators, options, a title.
    pub fn complete(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        self.theme = self.theme.take().or(other.theme);
        if self.css.is_empty() {
            self.css = other.css;
        }
        let theirs = other.separators;
        let own = &mut self.separators;
        own.is_said_beside |= theirs.slide.is_some() || theirs.below.is_some();
        if own.slide.is_none() && own.below.is_none() {
            own.slide = theirs.slide;
            own.below = theirs.below;
        }
        own.notes = own.notes.take().or(theirs.notes);
        own.unread_notes = own.unread_notes.take().or(theirs.unread_notes);
        // Of two of one name the later wins.
        self.reveal.splice(0..0, other.reveal);
    }

    /// What the deck is to look like: `deck.theme`, or another tool's word for it.
    #[must_use]
    pub fn look(&self) -> Option<&Spanned<String>> {
        self.deck
            .theme
            .as_ref()
            .or(self.theme.as_ref())
            .filter(|look| !look.value.trim().is_empty())
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

/// Reads a file of settings beside a document: keys of front matter, or options of reveal.js
/// alone. Keys that are not known are other programs' own.
///
/// # Errors
/// A diagnostic at the place where it is broken.
pub fn of_json(source: &Source, is_options: bool) -> Result<FrontMatter, Diagnostic> {
    let (reader, value) = Reader::new(source, 0..source.text().len(), Notation::Yaml)?;
    let Value::Mapping(mapping) = value else { return Ok(FrontMatter::default()) };
    let mut fields = reader.fields(mapping);
    Ok(if is_options { read::read_options(fields) } else { read_known(&mut fields) })
}

/// The keys of the front matter of a text, as they are written; none when it has none.
#[must_use]
pub fn mapping(source: &Source) -> Option<serde_yaml::Mapping> {
    let (notation, data, _) = fences(source.text())?;
    match Reader::new(source, data, notation) {
        Ok((_, Value::Mapping(mapping))) => Some(mapping),
        _ => None,
    }
}

/// The data between a fence in the first line and the next fence, and the byte after that fence's
/// line.
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
    let line = data
        .lines()
        .map(str::trim_end)
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    line.and_then(|line| line.split_once([':', '='])).is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-\"".contains(c))
    })
}
