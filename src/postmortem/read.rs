//! A Markdown postmortem, read into the model.
//!
//! 1. The blocks are sorted into sections by their headings.
//! 2. Metadata at the top completes the front matter; the rest of the sections stays as it is.
//! 3. The sections with a structure of their own are read a second time, into copies: timeline,
//!    whys, lessons, actions, decisions.

use comrak::Arena;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, notes};
use crate::postmortem::evidence::Evidence;
use crate::postmortem::lists::{actions, decisions, lessons};
use crate::postmortem::model::{
    Event, EventKind, Phases, Postmortem, Section, SectionKind, Timeline,
};
use crate::postmortem::phases::Claim;
use crate::postmortem::sections::metadata::{self, Incident};
use crate::postmortem::sections::{mail, prose};
use crate::postmortem::stated::{Measure, Stated};
use crate::postmortem::text::escaped;
use crate::postmortem::text::inline::Input;
use crate::postmortem::time::when::When;
use crate::postmortem::time::zone;
use crate::postmortem::timeline::{kinds, several, untold};
use crate::postmortem::times::Told;
use crate::postmortem::{impact, phases, sections, timeline, times, whys};
use crate::source::front_matter::{Cut, FrontMatter};
use crate::source::{SourceId, Sources, Span};

/// Reads a Markdown postmortem whose front matter is cut off. What is wrong in the front matter's
/// notation (`cut.diagnostics`) is the caller's to report.
pub fn parse<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    id: SourceId,
    cut: Cut,
    diagnostics: &mut Vec<Diagnostic>,
) -> Postmortem<'a> {
    let input = Input { arena, sources, id };
    let source = sources.get(id);
    let root = markdown::parse(arena, source, cut.body);
    let notes = notes::lift(arena, root);
    markdown::html::open(arena, root);
    sections::days::open(arena, root);
    escaped::open(arena, root);
    diagnostics.extend(notes.unclosed.iter().map(|at| notes::unclosed(source.place(*at))));
    let mut front = cut.front;
    let mut asides = mail::take(input, root, &mut front);
    let title = front.title.as_ref().map(|title| title.value.clone());
    let parts = sections::split(input, root.children(), title.as_deref());
    sections::tell_near(input, root, diagnostics);
    let title = title.or(parts.title.map(|(title, _)| title)).unwrap_or_default();
    let mut sections = parts.sections;
    if let Some((words, heading)) = parts.other_title {
        if front.subtitle.is_none() {
            front.subtitle = Some(words);
        } else {
            sections::put_first(input, &mut sections, heading);
        }
    }
    let incident = metadata::read(input, &mut sections, &mut front);
    asides.extend_from_slice(&incident.asides);
    let hints = Hints { incident, listed: false };
    let pm = assemble(input, title, front, sections, &hints, diagnostics);
    Postmortem { asides, notes: notes.list, ..pm }
}

/// What the caller knows besides.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// What metadata says about when the incident was.
    pub(super) incident: Incident,
    /// Whether the lists of the timeline hold nothing but events.
    pub(super) listed: bool,
}

/// Reads the structured parts out of the sections.
pub(super) fn assemble<'a>(
    input: Input<'a, '_>,
    title: String,
    front: FrontMatter,
    mut sections: Vec<Section<'a>>,
    hints: &Hints,
    diagnostics: &mut Vec<Diagnostic>,
) -> Postmortem<'a> {
    timeline::adopt(&mut sections);
    times::move_zone_line(&mut sections);
    let decisions = decisions::read(input, &front, &mut sections);
    let of = |kind| sections.iter().filter(|section| section.kind == kind).collect::<Vec<_>>();
    let Hints { incident, listed } = hints;
    let mut when = times::when(input, &title, &front, incident.day, &sections, diagnostics);
    let told = times::told(&front, &incident.phases, &when, diagnostics);
    when.start = phases::chosen(&told.claims(&when)).started.map(|phase| phase.moment);
    let mut timeline =
        timeline::read(input, &of(SectionKind::Timeline), &when, *listed, diagnostics);
    // The zone of the timeline, or of the first stamp that names one, serves those that name none.
    when.settle(timeline.zone.as_deref());
    timeline.zone = timeline.zone.take().or(front.timezone.as_ref().map(|zone| zone.value.clone()));
    let times = when_it_was(input, &sections, &when, &told, &mut timeline, diagnostics);
    if timeline.zone.is_none()
        && let Some(zone) = times.zone
    {
        when.settle(Some(&zone));
        timeline.zone = Some(zone);
    }
    // The marks of a YAML document are not known here.
    several::tell_no_phase(times.unmarked.filter(|_| !*listed), diagnostics);
    let people: Vec<&str> = people(&front, &timeline).collect();
    Postmortem {
        phases: times.phases,
        claims: times.claims,
        stated: times.stated,
        impact: impact::read(input, &front, &sections),
        whys: whys::read(input, &of(SectionKind::FiveWhys)),
        lessons: lessons::read(input, &of(SectionKind::LessonsLearned)),
        corrective_actions: actions::read(
            input,
            &of(SectionKind::CorrectiveActions),
            "CA",
            &people,
        ),
        action_items: actions::read(input, &of(SectionKind::ActionItems), "AI", &people),
        decisions: decisions.needed,
        decisions_made: decisions.made,
        title,
        front,
        zone: when.zone(),
        timeline,
        sections,
        asides: Vec::new(),
        notes: Vec::new(),
    }
}

/// Whom a document names.
fn people<'d>(front: &'d FrontMatter, timeline: &'d Timeline) -> impl Iterator<Item = &'d str> {
    let actors = timeline.events.iter().filter_map(|event| event.actor.as_deref());
    front.authors.iter().map(String::as_str).chain(front.facilitator.as_deref()).chain(actors)
}

/// When the incident was.
struct ReadTimes {
    phases: Phases,
    claims: Vec<Claim>,
    stated: Stated,
    /// The zone of times in sentences, where no timeline names one.
    zone: Option<String>,
    /// The first time, where times are read and none is a phase.
    unmarked: Option<Span>,
}

/// Gathers what timeline, metadata and sentences say about when the incident was.
fn when_it_was<'a>(
    input: Input<'a, '_>,
    sections: &[Section<'a>],
    when: &When,
    told: &Told,
    timeline: &mut Timeline<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> ReadTimes {
    // Sentences mean the day of the timeline where no other is told.
    let day = when.first.or_else(|| timeline::only_day(&timeline.events, &when.zone()));
    let mut calendar = When { first: day, ..when.clone() }.calendar();
    if when.first.is_none() && day.is_some() {
        calendar.assume();
    }
    let mut stated = prose::read(input, sections, &calendar);
    let mut timed = timeline.events.iter().filter(|event| event.is_timed());
    let first = timed.next().map(|event| event.span).filter(|_| timed.next().is_some());
    let clauses = |everywhere| prose::entries(input, sections, &calendar, everywhere);
    let found = if first.is_some() { Vec::new() } else { clauses(false) };
    let zone = zone_of_sentences(input, &timeline.events, &found, &stated);
    let mut gathered = kinds::claims(&mut timeline.events, told.claims(when), &stated, found);
    if gathered.open && first.is_some() {
        let clauses = clauses(false);
        let told = kinds::told_beside(&mut timeline.events, &gathered.claims, &stated, clauses);
        gathered.claims.extend(told);
    }
    several::tell(gathered.again, diagnostics);
    if gathered.again.is_some() {
        // A sentence about one of several outages is none about the whole.
        stated.lengths.retain(|length| length.evidence == Evidence::Stated);
    }
    if told.start_is_unknown() || kinds::start_is_unknown(&timeline.events) {
        // Then nothing tells how long the whole was, or went unnoticed.
        gathered.claims.retain(|claim| claim.kind != EventKind::Start);
        stated.lengths.retain(|length| {
            !matches!(length.measure, Measure::Duration | Measure::Resolve | Measure::Detect)
        });
    }
    let phases = phases::chosen(&gathered.claims);
    let is_open = phases == Phases::default() && gathered.again.is_none();
    let of_clauses = || {
        let clauses = clauses(true);
        clauses.first().map(|event| event.span).filter(|_| clauses.len() > 1)
    };
    let unmarked = if is_open { first.or_else(of_clauses) } else { None };
    if is_open && unmarked.is_none() && timeline.events.is_empty() {
        untold::tell(input, sections, diagnostics);
    }
    ReadTimes { phases, claims: gathered.claims, stated, zone, unmarked }
}

/// The zone in which sentences and labels tell times, of a document without a timed entry.
fn zone_of_sentences(
    input: Input<'_, '_>,
    events: &[Event<'_>],
    clauses: &[Event<'_>],
    stated: &Stated,
) -> Option<String> {
    if events.iter().any(Event::is_timed) {
        return None;
    }
    let named = |words: &str| zone::mentioned(words).map(|(name, _)| name);
    let mut labels = stated.moments.iter().map(|said| said.span);
    let of_label =
        |span: Span| named(input.sources.get(span.source).text().get(span.start..span.end)?);
    clauses.iter().find_map(|clause| named(&clause.stamp)).or_else(|| labels.find_map(of_label))
}
