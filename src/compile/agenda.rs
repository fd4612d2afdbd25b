//! The agenda of a deck: planned for what the document has, or the author's own. Each topic gets to
//! know the slide where it begins.
//!
//! 1. A deck template marks the slides where something begins: `data-begins="causes"`.
//! 2. Where it does not, the slide that shows the first block of a section is taken, or one whose
//!    id is that of the topic.

use crate::deck::view::{ShownAgenda, ShownTopic};
use crate::deck::{Deck, Slide, identity, place};
use crate::diagnostic::{Diagnostic, nearest};
use crate::meeting::agenda::{Agenda, MeetingKind, Topic, TopicKind, USUAL_MINUTES, own};
use crate::postmortem::{Postmortem, Section, SectionKind};
use crate::source::front_matter::{AgendaItem, AgendaKey, FrontMatter, Spanned};
use crate::source::{SourceId, Sources, Span};
use crate::words::{Group, SECTIONS, SectionRow};

/// The attribute that says what begins on a slide of a template; the deck does not have it.
const BEGINS: &str = "data-begins";

/// Lets each topic know its slide, and says what is wrong with an agenda of the author's own.
pub(super) fn resolve(
    agenda: &mut Agenda,
    slides: &Slides<'_, '_>,
    (front, document): (&FrontMatter, SourceId),
    diagnostics: &mut Vec<Diagnostic>,
) {
    tell_difference(front, agenda, diagnostics);
    slides.resolve(front, document, agenda, diagnostics);
}

/// Whether the deck shows an agenda.
pub(super) fn is_shown(front: &FrontMatter) -> bool {
    match front.deck.agenda {
        Some(AgendaKey::Shown(is_shown)) => is_shown,
        Some(AgendaKey::Own { .. }) => true,
        None => front.deck.meeting.is_some(),
    }
}

/// The agenda of a postmortem's meeting. What the meeting makes itself, its actions and decisions,
/// is always on it: it must not change when the first one is captured.
pub(super) fn of_postmortem(pm: &Postmortem<'_>, has_earlier: bool) -> Agenda {
    let has = |group: &[Group]| {
        let rows = SECTIONS.iter().filter(|row| group.contains(&row.group));
        rows.flat_map(|row| pm.of_kind(row.kind)).next().is_some()
    };
    of(&pm.front, |topic| match topic {
        TopicKind::EarlierActions => has_earlier,
        TopicKind::Numbers => {
            let telling = [Group::Understanding, Group::Response, Group::Timeline];
            has(&telling) || !pm.front.impact.is_empty() || pm.sections.iter().any(is_other)
        }
        TopicKind::Causes => !pm.whys.is_empty() || has(&[Group::Causes]),
        _ => true,
    })
}

fn is_other(section: &Section<'_>) -> bool {
    matches!(section.kind, SectionKind::Other | SectionKind::Preamble)
}

/// The agenda of a slide file, when it asks for one. What its slides are about is not known.
pub(super) fn of_slides(front: &FrontMatter) -> Option<Agenda> {
    let is_asked = is_shown(front) || front.deck.minutes.is_some();
    is_asked.then(|| of(front, |topic| topic != TopicKind::EarlierActions))
}

fn of(front: &FrontMatter, has_content: impl FnMut(TopicKind) -> bool) -> Agenda {
    let kind = front.deck.meeting.unwrap_or_default();
    match own_items(front) {
        Some((items, _)) => Agenda::own(kind, front.deck.minutes, items),
        None => Agenda::planned(kind, front.deck.minutes.unwrap_or(USUAL_MINUTES), has_content),
    }
}

fn own_items(front: &FrontMatter) -> Option<(&[AgendaItem], Span)> {
    match &front.deck.agenda {
        Some(AgendaKey::Own { items, span }) => Some((items, *span)),
        _ => None,
    }
}

/// The agenda as a template shows it.
pub(super) fn shown(agenda: &Agenda) -> ShownAgenda {
    let topic = |topic: &Topic| ShownTopic { title: topic.title.clone(), minutes: topic.minutes };
    let silent = agenda.topics.iter().find(|topic| topic.kind == TopicKind::SilentReading);
    ShownAgenda {
        minutes: agenda.minutes,
        topics: agenda.topics.iter().map(topic).collect(),
        dropped: agenda.dropped.join(", "),
        silent: silent.map(|topic| topic.minutes),
    }
}

/// Says when the topics of an own agenda take more or less than the meeting has.
fn tell_difference(front: &FrontMatter, agenda: &Agenda, diagnostics: &mut Vec<Diagnostic>) {
    let Some((_, span)) = own_items(front) else { return };
    let difference = agenda.difference();
    if difference == 0 {
        return;
    }
    let minutes = |count: u64| format!("{count} minute{}", if count == 1 { "" } else { "s" });
    let (planned, asked) = (agenda.planned_minutes(), u64::from(agenda.minutes));
    let off = minutes(difference.unsigned_abs());
    let (label, help) = if difference > 0 {
        (format!("{off} too many"), format!("shorten topics by {off}"))
    } else {
        (format!("{off} are left"), format!("give {off} to a topic, or to one more"))
    };
    let planned = minutes(planned);
    let message = format!("the topics of this agenda take {planned}, and the meeting has {asked}");
    diagnostics.push(
        Diagnostic::warning("agenda/minutes", message)
            .at(span)
            .label(label)
            .help(format!("{help}, or change `deck.minutes`: nothing is scaled")),
    );
}

/// Takes the marks of a template off its slides.
pub(super) fn take_marks(deck: &mut Deck<'_>) {
    for slide in deck.slides_mut() {
        slide.begins = slide.attributes.remove(BEGINS).unwrap_or_default();
    }
}

/// The places of a postmortem's sections.
pub(super) struct SectionPlaces(Vec<(SectionKind, Span)>);

impl SectionPlaces {
    /// None where nobody asks: the decks of the binary mark their slides.
    pub(super) fn of(pm: &Postmortem<'_>, is_built_in: bool, sources: &Sources) -> Option<Self> {
        if is_built_in && own_items(&pm.front).is_none() {
            return None;
        }
        let blocks = pm.sections.iter().flat_map(|section| {
            section.blocks.iter().map(move |block| (section.kind, sources.span(place(block))))
        });
        Some(Self(blocks.filter_map(|(kind, span)| Some((kind, span?))).collect()))
    }
}

/// Where things stand on the slides of a deck.
pub(super) struct Slides<'d, 'a> {
    pub(super) deck: &'d Deck<'a>,
    pub(super) sources: &'d Sources,
    pub(super) places: Option<&'d SectionPlaces>,
}

impl<'d, 'a> Slides<'d, 'a> {
    /// Gives each topic the key of its slide; says which sections of an own agenda name none.
    fn resolve(
        &self,
        front: &FrontMatter,
        document: SourceId,
        agenda: &mut Agenda,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let items = own_items(front).map_or(&[][..], |(items, _)| items);
        let meeting = agenda.kind;
        for (index, topic) in agenda.topics.iter_mut().enumerate() {
            let Some(named) = items.get(index).and_then(|item| item.section.as_ref()) else {
                topic.section = self.usual(meeting, topic);
                continue;
            };
            topic.section = self.named(&named.value);
            // An agenda for all documents may name what some of them lack.
            let is_shared = named.span.source != document && section_row(&named.value).is_some();
            if topic.section.is_none() && !is_shared {
                diagnostics.push(self.unknown(named));
            }
        }
    }

    /// The slide where a topic begins that names none.
    fn usual(&self, meeting: MeetingKind, topic: &Topic) -> Option<String> {
        let marks: &[&str] = match (topic.kind, meeting) {
            (TopicKind::Opening, _) => return self.deck.slides().next().map(key),
            (TopicKind::SilentReading, _) => &[own::SILENT],
            (TopicKind::EarlierActions, _) => &["earlierActions"],
            (TopicKind::Numbers, MeetingKind::Steering) => {
                &["numbers", "summary", "story", "timeline", "metrics", "userImpact"]
            }
            (TopicKind::Numbers, MeetingKind::Learning) => {
                &["timeline", "story", "summary", "numbers", "metrics", "userImpact"]
            }
            (TopicKind::Causes, _) => &["causes"],
            (TopicKind::Actions, _) => &["correctiveActions", "actionItems"],
            (TopicKind::Decisions, _) => &["decisions", "decisionsMade"],
            (TopicKind::ReadBack, _) => &["readBack"],
            (TopicKind::Own, _) => &[],
        };
        let marked = marks.iter().find_map(|mark| self.marked(mark));
        let found = marked.or_else(|| {
            let rows = marks.iter().filter_map(|mark| section_row(mark));
            rows.filter_map(|row| self.first_of(row)).next()
        });
        found.map(key).or_else(|| self.with_id(&topic.title).map(key))
    }

    /// The slide of a section's key, or of an id.
    fn named(&self, name: &str) -> Option<String> {
        let row = section_row(name);
        let found = self
            .with_id(name)
            .or_else(|| self.marked(name))
            .or_else(|| self.marked(row?.subject))
            .or_else(|| self.first_of(row?));
        found.map(key)
    }

    fn marked(&self, mark: &str) -> Option<&'d Slide<'a>> {
        let begins = |slide: &&Slide<'a>| {
            slide.begins.split_whitespace().any(|begun| begun.eq_ignore_ascii_case(mark))
        };
        self.deck.slides().find(begins)
    }

    fn with_id(&self, name: &str) -> Option<&'d Slide<'a>> {
        let id = identity::slug(name);
        self.deck.slides().find(|slide| slide.id == id)
    }

    /// The first slide that shows a block of a section.
    fn first_of(&self, row: &SectionRow) -> Option<&'d Slide<'a>> {
        let places = &self.places?.0;
        let mut spans = places.iter().filter(|(kind, _)| *kind == row.kind).map(|(_, span)| *span);
        let shows = |slide: &Slide<'a>, span: Span| {
            let blocks = slide.blocks.iter().filter_map(|block| self.sources.span(place(block)));
            blocks.into_iter().any(|block| {
                block.source == span.source && block.start < span.end && span.start < block.end
            })
        };
        spans.find_map(|span| self.deck.slides().find(|slide| shows(slide, span)))
    }

    fn unknown(&self, named: &Spanned<String>) -> Diagnostic {
        let name = &named.value;
        let (message, help) = match section_row(name) {
            Some(row) => (
                format!("no slide shows the section `{name}`"),
                format!("write the section ({}), or name another", row.title),
            ),
            None => {
                let ids = self.deck.slides().map(|slide| slide.id.as_str());
                let known = SECTIONS.iter().map(|row| row.key).chain(ids).chain([own::SILENT]);
                let keys = "a section's key such as `fiveWhys`, or a slide's id";
                let help = match nearest(name, known) {
                    Some(meant) => format!("did you mean `{meant}`? It takes {keys}"),
                    None => format!("it takes {keys}"),
                };
                (format!("there is no section or slide `{name}`"), help)
            }
        };
        Diagnostic::warning("agenda/section", message).at(named.span).help(help)
    }
}

fn key(slide: &Slide<'_>) -> String {
    slide.id.clone()
}

/// The section that a name means: its key, or what a template calls its subject.
fn section_row(name: &str) -> Option<&'static SectionRow> {
    SECTIONS.iter().find(|row| {
        let names = [row.key, row.subject, row.title];
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
            || row.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests;
