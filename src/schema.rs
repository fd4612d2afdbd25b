//! The JSON Schemas of the front matter and of a postmortem in YAML, for editors:
//! `docs/schema/*.json`.
//!
//! The reader takes keys one by one, so that a wrong value is told at its place; these types say
//! the same to editors. Tests prove that the files are current, and that the reader knows each key.

#![expect(dead_code, reason = "the types are only described, never made")]

mod meeting;
mod tests;

use std::collections::BTreeMap;

use schemars::JsonSchema;

use self::meeting::{Agenda, MeetingKind};

/// A text; numbers, dates and `true` count as text.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Text {
    Words(String),
    Number(f64),
    Flag(bool),
}

/// One text with commas, or a list of texts.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Texts {
    One(Text),
    Many(Vec<Text>),
}

/// The times of the incident: RFC 3339, or a local time in `timezone`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Incident {
    /// When the event began.
    started: Option<String>,
    /// When somebody noticed.
    detected: Option<String>,
    /// When users stopped hurting.
    mitigated: Option<String>,
    /// When it was over.
    resolved: Option<String>,
}

/// How the deck is made.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "camelCase")]
struct DeckKeys {
    /// A deck by name, or a file.
    template: Option<String>,
    /// A theme by name, or a folder.
    theme: Option<String>,
    /// The `brand.yml` with a company's colours, fonts and logo; `none` for no brand.
    brand: Option<String>,
    /// A picture that stands on every slide.
    logo: Option<String>,
    /// Font files for characters that the theme's fonts lack: TTF, OTF, TTC, or small WOFF 2.
    fonts: Option<Texts>,
    /// What sort of meeting the deck is for.
    meeting: Option<MeetingKind>,
    /// How long the meeting is.
    minutes: Option<u32>,
    /// What the meeting is asked for.
    asks: Option<Texts>,
    /// More anti-patterns to show.
    anti_patterns: Option<Texts>,
    /// Whether an agenda slide is wanted, or the agenda itself.
    agenda: Option<Agenda>,
    /// Whether a slide says which of the nine sections are there, and what each lacks.
    scorecard: Option<bool>,
    /// Which sections to show.
    sections: Option<Texts>,
}

/// What a rule is set to.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Level {
    Off,
    Info,
    Warning,
    Error,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Kind {
    Postmortem,
    Slides,
}

/// The front matter of a postmortem. All keys are optional.
#[derive(JsonSchema)]
#[schemars(title = "whydeck front matter")]
struct FrontMatter {
    /// What the document is, when whydeck should not tell by itself.
    kind: Option<Kind>,
    /// The title.
    title: Option<Text>,
    /// A second line for the title slide.
    subtitle: Option<Text>,
    /// A sentence about it.
    description: Option<Text>,
    /// The day of the meeting.
    date: Option<Text>,
    /// Who wrote it.
    authors: Option<Texts>,
    /// Who leads the meeting.
    facilitator: Option<Text>,
    /// How far the document is; `draft` marks every slide.
    status: Option<Text>,
    /// How bad it was.
    severity: Option<Text>,
    /// What was hit.
    services: Option<Texts>,
    /// Words to find it by.
    tags: Option<Texts>,
    /// The zone of times without one: `Europe/Berlin`, `UTC`, `+02:00`.
    timezone: Option<String>,
    /// A footer on every slide.
    confidential: Option<Text>,
    /// Earlier postmortems, files or folders: their actions begin the deck.
    previous: Option<Texts>,
    /// The language, as in HTML.
    lang: Option<String>,
    /// When the incident was.
    incident: Option<Incident>,
    /// Numbers with their units, shown large.
    impact: Option<BTreeMap<String, Text>>,
    /// How the deck is made.
    deck: Option<DeckKeys>,
    /// Rules of the checks, and what they are set to.
    check: Option<BTreeMap<String, Level>>,
}

/// Markdown, or a list of Markdown texts.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Section {
    Text(String),
    List(Vec<String>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Or<T> {
    Text(String),
    Full(T),
}

/// A text, or a list.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum ListOf<T> {
    Text(String),
    List(Vec<Or<T>>),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum EventKind {
    Start,
    Detected,
    Mitigated,
    Resolved,
    End,
}

/// An entry of the timeline.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Event {
    /// When: a date and a time, or a time that follows the entry before.
    at: Option<Text>,
    /// What happened.
    text: Option<String>,
    /// Who acted.
    actor: Option<String>,
    /// What it means for the incident.
    kind: Option<EventKind>,
}

/// An answer, with the questions that it sparked.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Answer {
    /// What it says.
    text: String,
    /// The questions that it sparked.
    whys: Option<Vec<Or<Why>>>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Answers {
    One(String),
    Many(Vec<Or<Answer>>),
}

/// A question of the five whys.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Why {
    /// The question.
    why: String,
    /// Its answer, or answers.
    because: Option<Answers>,
    /// The same as `because`.
    answers: Option<Answers>,
    /// The questions that the last answer sparked.
    whys: Option<Vec<Or<Why>>>,
}

#[derive(JsonSchema)]
enum LessonKind {
    #[schemars(rename = "well")]
    Well,
    #[schemars(rename = "badly")]
    Badly,
    #[schemars(rename = "lucky")]
    Lucky,
    #[schemars(rename = "went well")]
    WentWell,
    #[schemars(rename = "went badly")]
    WentBadly,
}

/// A lesson.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Lesson {
    /// An id such as `L1`.
    id: Option<String>,
    /// How it is filed.
    kind: Option<LessonKind>,
    /// What was learned.
    text: String,
    /// The ids it follows from.
    from: Option<Texts>,
}

#[derive(JsonSchema)]
enum State {
    #[schemars(rename = "proposed")]
    Proposed,
    #[schemars(rename = "committed")]
    Committed,
    #[schemars(rename = "in progress")]
    InProgress,
    #[schemars(rename = "done")]
    Done,
    #[schemars(rename = "declined")]
    Declined,
}

/// A corrective action or an action item.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Action {
    /// An id such as `AI-1`.
    id: Option<String>,
    /// What is to be done.
    text: String,
    /// Who does it.
    owner: Option<String>,
    /// Until when.
    due: Option<Text>,
    /// How one will see that it worked.
    sign: Option<String>,
    /// How urgent.
    priority: Option<Text>,
    /// What sort of action: prevent, detect, …
    r#type: Option<String>,
    /// How far it is.
    state: Option<State>,
    /// The same as `state`.
    status: Option<State>,
    /// Why it was declined.
    reason: Option<String>,
    /// Whether it is done.
    done: Option<bool>,
    /// An address or an issue.
    link: Option<Texts>,
    /// Addresses and issues.
    links: Option<Texts>,
    /// The ids it follows from.
    from: Option<Texts>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum DecisionState {
    Open,
    Decided,
    Declined,
}

/// A decision.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Decision {
    /// What is to be decided, or was.
    text: String,
    /// What came of it.
    state: Option<DecisionState>,
    /// The same as `state`.
    status: Option<DecisionState>,
    /// When.
    date: Option<Text>,
    /// Why.
    reason: Option<String>,
}

/// A section of the author's own.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct OwnSection {
    /// Its title.
    title: String,
    /// Markdown.
    text: Option<Section>,
}

/// A postmortem in YAML: the keys of the front matter, and the sections.
#[derive(JsonSchema)]
#[schemars(title = "whydeck postmortem", rename_all = "camelCase")]
struct Postmortem {
    #[schemars(flatten)]
    front: FrontMatter,
    summary: Option<Section>,
    background: Option<Section>,
    metrics: Option<Section>,
    user_impact: Option<Section>,
    incident_response: Option<Section>,
    detection: Option<Section>,
    halve_detection: Option<Section>,
    mitigation: Option<Section>,
    halve_mitigation: Option<Section>,
    timeline: Option<ListOf<Event>>,
    whys: Option<ListOf<Why>>,
    lessons: Option<ListOf<Lesson>>,
    corrective_actions: Option<ListOf<Action>>,
    action_items: Option<ListOf<Action>>,
    decisions: Option<ListOf<Decision>>,
    decisions_made: Option<ListOf<Decision>>,
    meeting: Option<Section>,
    conclusions: Option<Section>,
    references: Option<Section>,
    sections: Option<Vec<OwnSection>>,
}
