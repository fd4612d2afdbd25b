//! A view made of a postmortem: each part becomes a value or a reference to its blocks.

mod lead;
mod parts;
mod promises;
mod said;

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::{Figures, Part, Remarks, SubjectView, Subjects, View};
use crate::deck::placed::PlacedBlocks;
use crate::deck::{Elements, identity, outline, place, registry};
use crate::markdown::{self, Node};
use crate::postmortem::earlier::Earlier;
use crate::postmortem::facts::Facts;
use crate::postmortem::sections::{headings, metadata};
use crate::postmortem::{
    Action, Decision, Lesson, LessonKind, Postmortem, Section, SectionKind, Why,
};
use crate::source::front_matter::{FrontMatter, MeetingKind};
use crate::source::{Sources, Span};
use crate::words::{Group, SECTIONS, SectionRow, say};

/// Makes the view of a postmortem; its blocks go into `placed`, attributes of what is drawn into
/// `elements`.
pub(crate) fn make<'a>(
    arena: &'a Arena<'a>,
    (pm, earlier): (&Postmortem<'a>, Option<&Earlier>),
    facts: Facts,
    (sources, placed, elements): (&Sources, &mut PlacedBlocks<'a>, &mut Elements),
) -> View {
    let mut maker = Maker { arena, pm, sources, placed, spans: Spans::of(pm, sources) };
    let subjects = maker.subjects();
    let (steps, why_tree) = maker.whys(elements);
    View {
        title: pm.title.clone(),
        subtitle: pm.front.subtitle.clone().unwrap_or_default(),
        date: pm.front.date.clone().unwrap_or_default(),
        authors: pm.front.authors.join(say::words().between_names),
        facilitator: pm.front.facilitator.clone().unwrap_or_default(),
        status: pm.front.status.clone().unwrap_or_default(),
        severity: pm.front.severity.clone().unwrap_or_default(),
        services: pm.front.services.join(say::words().between_names),
        minutes: pm.front.deck.minutes,
        asks: pm.front.deck.asks.clone(),
        meeting: pm.front.deck.meeting.map_or("", MeetingKind::name),
        agenda: None,
        anti_patterns: anti_patterns(&pm.front),
        numbers: said::numbers(pm, &facts),
        outcomes: said::outcomes(&facts),
        titles: said::titles(&facts),
        zone: pm.timeline.zone.clone().unwrap_or_default(),
        has_understanding: has_any(&subjects, Group::Understanding),
        has_response: has_any(&subjects, Group::Response),
        has_fix: has_fix(pm),
        events: maker.events(),
        has_actors: pm.timeline.events.iter().any(|event| event.actor.is_some()),
        columns: parts::columns(pm),
        corrective_owned: pm.corrective_actions.iter().any(is_taken_on),
        timeline_remarks: maker.remarks(pm.timeline.remarks.clone()),
        why_tree,
        why_remarks: maker.leftover(SectionKind::FiveWhys),
        steps,
        lessons: maker.lessons(LessonKind::Plain),
        went_well: maker.lessons(LessonKind::WentWell),
        went_badly: maker.lessons(LessonKind::WentBadly),
        lucky: maker.lessons(LessonKind::Lucky),
        lesson_remarks: maker.leftover(SectionKind::LessonsLearned),
        corrective_actions: maker.actions(&pm.corrective_actions),
        corrective_remarks: maker.leftover(SectionKind::CorrectiveActions),
        action_items: maker.actions(&pm.action_items),
        action_remarks: maker.leftover(SectionKind::ActionItems),
        decisions: maker.decisions(),
        decided: maker.decided(),
        next_actions: maker.next_actions(),
        decision_remarks: maker.leftover(SectionKind::Decisions),
        earlier: maker.since_last_time(earlier),
        read_back: maker.read_back(earlier),
        story: maker.others(true),
        others: maker.others(false),
        subjects,
        facts,
        figures: Figures::default(),
    }
}

/// Whether the postmortem has a section of a group.
fn has_any(subjects: &Subjects, group: Group) -> bool {
    let mut rows = SECTIONS.iter().filter(|row| row.group == group);
    rows.any(|row| subjects.get(row.subject).is_some_and(Option::is_some))
}

fn has_fix(pm: &Postmortem<'_>) -> bool {
    !pm.lessons.is_empty() || !pm.corrective_actions.is_empty() || !pm.action_items.is_empty()
}

/// Whether somebody is to do it, or a day is set.
fn is_taken_on(action: &Action<'_>) -> bool {
    action.owner.is_some() || action.due.is_some()
}

/// Whether the author's own sections tell what happened, since no known one does.
fn is_story(pm: &Postmortem) -> bool {
    let tells = |kind: SectionKind| {
        SECTIONS.iter().any(|row| {
            let telling = [Group::Understanding, Group::Response, Group::Timeline, Group::Causes];
            row.kind == kind && telling.contains(&row.group)
        })
    };
    !pm.sections.iter().any(|section| tells(section.kind))
}

/// Where the structured parts of the sections stand.
struct Spans {
    whys: Vec<Span>,
    lessons: Vec<Span>,
    corrective: Vec<Span>,
    actions: Vec<Span>,
    decisions: Vec<Span>,
}

impl Spans {
    fn of(pm: &Postmortem<'_>, sources: &Sources) -> Self {
        let of_blocks = |blocks: &[Node<'_>]| -> Vec<Span> {
            blocks.iter().filter_map(|block| sources.span(place(block))).collect()
        };
        let of_action =
            |action: &Action<'_>| [vec![action.span], of_blocks(&action.detail)].concat();
        let mut whys = Vec::new();
        let mut open: Vec<&Why<'_>> = pm.whys.iter().collect();
        while let Some(why) = open.pop() {
            whys.push(why.span);
            for answer in &why.answers {
                whys.push(answer.span);
                whys.extend(of_blocks(&answer.blocks));
                open.extend(&answer.whys);
            }
        }
        let of_lesson =
            |lesson: &Lesson<'_>| [vec![lesson.span], of_blocks(&lesson.detail)].concat();
        let of_decision =
            |decision: &Decision<'_>| [vec![decision.span], of_blocks(&decision.detail)].concat();
        Self {
            whys,
            lessons: pm.lessons.iter().flat_map(of_lesson).collect(),
            corrective: pm.corrective_actions.iter().flat_map(of_action).collect(),
            actions: pm.action_items.iter().flat_map(of_action).collect(),
            decisions: pm
                .decisions
                .iter()
                .chain(&pm.decisions_made)
                .flat_map(of_decision)
                .collect(),
        }
    }
}

impl Spans {
    /// The places of the parts that sections of a kind have.
    fn of_kind(&self, kind: SectionKind) -> &[Span] {
        match kind {
            SectionKind::FiveWhys => &self.whys,
            SectionKind::LessonsLearned => &self.lessons,
            SectionKind::CorrectiveActions => &self.corrective,
            SectionKind::ActionItems => &self.actions,
            SectionKind::Decisions | SectionKind::DecisionsMade => &self.decisions,
            _ => &[],
        }
    }
}

fn anti_patterns(front: &FrontMatter) -> Vec<Part> {
    let known: Vec<&str> = registry::anti_patterns().collect();
    front
        .deck
        .anti_patterns
        .iter()
        .map(|name| identity::slug(name))
        .filter(|name| known.contains(&name.as_str()) && name != "finger-pointing")
        .map(|name| Part { part: format!("anti-pattern/{name}") })
        .collect()
}

struct Maker<'m, 'a> {
    arena: &'a Arena<'a>,
    pm: &'m Postmortem<'a>,
    sources: &'m Sources,
    placed: &'m mut PlacedBlocks<'a>,
    spans: Spans,
}

impl<'a> Maker<'_, 'a> {
    fn subjects(&mut self) -> Subjects {
        // What stands before the first heading is the summary, unless there is one.
        let has_summary = self.pm.of_kind(SectionKind::Summary).next().is_some();
        let (summary, background): (&[_], &[_]) = if has_summary {
            (&[SectionKind::Summary], &[SectionKind::Background, SectionKind::Preamble])
        } else {
            (&[SectionKind::Preamble], &[SectionKind::Background])
        };
        let of_row = |row: &SectionRow| {
            let kinds = match row.kind {
                SectionKind::Summary => summary,
                SectionKind::Background => background,
                ref kind => std::slice::from_ref(kind),
            };
            (row.subject, self.subject(kinds))
        };
        SECTIONS.iter().map(of_row).collect()
    }

    /// All sections of some kinds as one subject; the titles of the second and later ones become
    /// headings.
    fn subject(&mut self, kinds: &[SectionKind]) -> Option<SubjectView> {
        let sections: Vec<&Section<'a>> =
            kinds.iter().flat_map(|kind| self.pm.of_kind(*kind)).collect();
        let mut title = String::new();
        let mut blocks: Vec<Node<'a>> = Vec::new();
        for section in sections {
            if section
                .blocks
                .iter()
                .all(|block| markdown::plain_text(block).is_empty() && !has_substance(block))
            {
                continue;
            }
            if blocks.is_empty() {
                title.clone_from(&section.title);
            } else if !section.title.is_empty() {
                blocks.push(outline::heading(self.arena, 3, &section.title));
            }
            let is_known = |block: &&Node<'a>| {
                section.kind == SectionKind::Preamble && metadata::is_page_table(block)
            };
            blocks.extend(section.blocks.iter().filter(|block| !is_known(block)));
        }
        self.shown(title, &blocks)
    }

    /// Blocks as a subject: those that lead on the main row, and all of them for a slide below.
    fn shown(&mut self, title: String, blocks: &[Node<'a>]) -> Option<SubjectView> {
        // A rule at an end divided sections; on a slide it divides nothing.
        let is_rule = |block: &&Node<'a>| matches!(block.data().value, NodeValue::ThematicBreak);
        let start = blocks.iter().take_while(is_rule).count();
        let end = blocks.len() - blocks[start..].iter().rev().take_while(is_rule).count();
        let blocks = &blocks[start..end];
        // A bullet without words, as templates leave it, makes no slide.
        let is_blank = |node: Node<'a>| {
            use NodeValue::{Item, List, Paragraph, TaskItem};
            matches!(node.data().value, List(_) | Item(_) | TaskItem(_) | Paragraph)
        };
        // So do heads without anything below them, such as “What went well” in a fresh draft.
        let is_head = |block: Node<'a>| {
            matches!(block.data().value, NodeValue::Heading(_))
                && headings::meaning(&markdown::plain_text(block)).is_some()
        };
        if blocks.iter().all(|block| is_head(block) || block.descendants().all(is_blank)) {
            return None;
        }
        let all = self.placed.add(blocks.to_vec())?;
        let lead = lead::lead(self.arena, blocks, lead::WORDS);
        let brief = lead::lead(self.arena, blocks, lead::FEWER_WORDS);
        let mut shown = |lead: Option<Vec<Node<'a>>>| match lead {
            Some(lead) => (self.placed.add(lead), Some(all)),
            None => (Some(all), None),
        };
        let (first, rest) = shown(lead);
        let (brief, below) = shown(brief);
        Some(SubjectView { title, first, rest, brief, below, all: Some(all) })
    }

    /// The author's own sections, as the story of the deck or as what stands behind it.
    fn others(&mut self, as_story: bool) -> Vec<SubjectView> {
        if is_story(self.pm) != as_story {
            return Vec::new();
        }
        let sections: Vec<&Section<'a>> = self.pm.of_kind(SectionKind::Other).collect();
        sections
            .into_iter()
            .filter_map(|section| self.shown(section.title.clone(), &section.blocks))
            .collect()
    }

    /// The blocks of a kind's sections in which none of the structured parts stands.
    fn leftover(&mut self, kind: SectionKind) -> Option<Remarks> {
        let parts = self.spans.of_kind(kind);
        if parts.is_empty() {
            return None;
        }
        let blocks = self.pm.of_kind(kind).flat_map(|section| section.blocks.iter().copied());
        let free = blocks.filter(|block| {
            let Some(span) = self.sources.span(place(block)) else { return true };
            let is_heading = matches!(block.data().value, NodeValue::Heading(_));
            !is_heading
                && !parts.iter().any(|part| {
                    part.source == span.source
                        && part.start < span.end
                        && span.start < part.end.max(part.start + 1)
                })
        });
        let free: Vec<Node<'a>> = free.collect();
        self.remarks(free)
    }

    fn remarks(&mut self, blocks: Vec<Node<'a>>) -> Option<Remarks> {
        let length: usize =
            blocks.iter().map(|block| markdown::plain_text(block).chars().count()).sum();
        let short = blocks.len() == 1 && length <= 110;
        let blocks = self.placed.add(blocks);
        blocks.is_some().then_some(Remarks { blocks, short })
    }
}

/// Whether a block shows something although it has no text: a picture, a rule, raw HTML.
fn has_substance(block: Node<'_>) -> bool {
    block.descendants().any(|node| match &node.data().value {
        NodeValue::Image(_) => true,
        NodeValue::HtmlBlock(html) => !markdown::is_comment(&html.literal),
        NodeValue::HtmlInline(html) => !markdown::is_comment(html),
        _ => false,
    })
}
