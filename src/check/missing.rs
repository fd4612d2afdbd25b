//! What a document lacks as a whole, told where it would stand: at the title, or at the section
//! beside it.

use crate::diagnostic::Diagnostic;
use crate::postmortem::sections::headings;
use crate::postmortem::{Postmortem, Section, SectionKind};
use crate::words;

use super::{Subject, finding, metrics, sections, text};

/// Something that every postmortem is asked for.
struct Part {
    code: &'static str,
    message: &'static str,
    help: &'static str,
    /// The section that it would stand in, or beside.
    beside: &'static [SectionKind],
    is_there: fn(&Postmortem<'_>) -> bool,
}

const PARTS: [Part; 8] = [
    Part {
        code: "summary/missing",
        message: "there is no summary",
        help: "two or three paragraphs below the title: what broke, for whom, for how long, why, \
               and how it ended",
        beside: &[],
        is_there: |pm| has(pm, SectionKind::Summary) || has_lead(pm),
    },
    Part {
        code: "metrics/missing",
        message: "no graph, table or number shows how large it was",
        help: metrics::HELP,
        beside: &[SectionKind::UserImpact],
        is_there: |pm| has(pm, SectionKind::Metrics) || metrics::are_elsewhere(pm),
    },
    Part {
        code: "impact/missing",
        message: "no section tells what users noticed",
        help: "one or two paragraphs: what users saw, how many of them, and for how long; or \
               `impact: {users affected: …}` in the front matter",
        beside: &[SectionKind::Summary],
        is_there: |pm| has(pm, SectionKind::UserImpact) || tells_impact(pm),
    },
    Part {
        code: "timeline/missing",
        message: "there is no timeline",
        help: "a heading “Timeline”, and below it an entry a line: `- 10:02 – what happened`",
        beside: &[],
        is_there: |pm| has(pm, SectionKind::Timeline) || !pm.timeline.events.is_empty(),
    },
    Part {
        code: "whys/missing",
        message: "no section tells why it happened",
        help: "“Why …?” as a list item, its answer below it, and the next question below that, \
               until the answer is about how you work",
        beside: &[],
        is_there: |pm| has(pm, SectionKind::FiveWhys) || !pm.whys.is_empty(),
    },
    Part {
        code: "lessons/missing",
        message: "no section tells what was learned",
        help: "“Lessons learned”, with what went well, what went badly, and where you were lucky: \
               what do you know now that you did not know before?",
        beside: &[],
        is_there: |pm| has(pm, SectionKind::LessonsLearned) || !pm.lessons.is_empty(),
    },
    Part {
        code: "actions/missing",
        message: "no section tells what will be done",
        help: "“Action items”: who does what until when? `- [ ] text – @owner, due 2026-12-01`",
        beside: &[],
        is_there: |pm| has_corrective(pm) || has_items(pm),
    },
    Part {
        code: "actions/no-corrective",
        message: "no section tells what keeps it from coming back",
        help: "“Corrective actions”: what keeps it from coming back, whoever is on call? Action \
               items follow from them",
        beside: &[SectionKind::ActionItems],
        // Without any action there is one finding, and not two.
        is_there: |pm| has_corrective(pm) || !has_items(pm),
    },
];

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_understood() {
        found.push(
            finding("section/unread", "the headings are in a language that whydeck does not know")
                .at(subject.title())
                .label("what is missing here is not told")
                .help("rules that need no words still hold: owners, due dates, links, pictures"),
        );
        return;
    }
    let is_missing = |part: &&Part| {
        // Times that stand in sentences have a remark with their place.
        let is_told = part.code == "timeline/missing" && subject.is_told("timeline/prose");
        !(part.is_there)(subject.pm) && !is_told
    };
    for part in PARTS.iter().filter(is_missing) {
        let place = subject.heading_of(part.beside);
        found.push(finding(part.code, part.message).at(place).help(part.help));
    }
    super::response::check(subject, found);
}

pub(super) fn has(pm: &Postmortem<'_>, kind: SectionKind) -> bool {
    pm.of_kind(kind).next().is_some() || pm.sections.iter().any(|it| names(&it.title, kind))
}

/// Whether a heading of several names has this among them: “Context/Resolution/Review actions”.
fn names(title: &str, kind: SectionKind) -> bool {
    let title = title.to_lowercase();
    let is_it = |part| headings::meaning(part).is_some_and(|meaning| meaning.kind() == kind);
    let mut signs = words::all(|language| language.heading_signs);
    signs.any(|sign| title.contains(sign) && title.split(sign).any(is_it))
}

fn has_corrective(pm: &Postmortem<'_>) -> bool {
    has(pm, SectionKind::CorrectiveActions) || !pm.corrective_actions.is_empty()
}

fn has_items(pm: &Postmortem<'_>) -> bool {
    has(pm, SectionKind::ActionItems) || !pm.action_items.is_empty()
}

/// Whether a text stands before the first heading.
fn has_lead(pm: &Postmortem<'_>) -> bool {
    pm.of_kind(SectionKind::Preamble).any(|lead| sections::paragraphs(lead).next().is_some())
}

/// Whether what tells the story says whom it hurt.
fn tells_impact(pm: &Postmortem<'_>) -> bool {
    let is_story = |section: &&Section<'_>| {
        matches!(
            section.kind,
            SectionKind::Summary
                | SectionKind::Preamble
                | SectionKind::Background
                | SectionKind::Metrics
                | SectionKind::Other
        )
    };
    let tells = |section: &Section<'_>| {
        text::has(&text::lower(&section.blocks), |language| language.impact_words)
    };
    !pm.impact.is_empty() || pm.sections.iter().filter(is_story).any(tells)
}
