//! The response: how it was noticed, how it was ended, and how either could take half as long.
//!
//! An answer may have any form: a heading of its own, a mark in the timeline, a sentence, or an
//! action that will see to it.

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::stated::Measure;
use crate::postmortem::{Action, EventKind, Section, SectionKind};
use crate::words::ListOf;

use super::{Subject, finding, text};

/// A question of the template.
struct Question {
    code: &'static str,
    message: &'static str,
    help: &'static str,
    /// Where it would be answered.
    places: &'static [SectionKind],
}

const QUESTIONS: [Question; 4] = [
    Question {
        code: "response/detection",
        message: "nothing says how it was noticed",
        help: "say what told you – an alert, a graph, a call – and mark its entry in the timeline \
               with `(detected)`",
        places: &[SectionKind::Detection, SectionKind::IncidentResponse],
    },
    Question {
        code: "response/halve-detection",
        message: "nothing says how it could be noticed in half the time",
        help: "“How could time to detection be halved?”: what would have told you sooner?",
        places: &[
            SectionKind::HalveDetection,
            SectionKind::Detection,
            SectionKind::IncidentResponse,
        ],
    },
    Question {
        code: "response/mitigation",
        message: "nothing says how it was mitigated",
        help: "say how you reached the point where you knew what to do, and mark that entry of the \
               timeline with `(mitigated)`",
        places: &[SectionKind::Mitigation, SectionKind::IncidentResponse],
    },
    Question {
        code: "response/halve-mitigation",
        message: "nothing says how it could be mitigated in half the time",
        help: "“How could time to mitigation be halved?”: what would have ended it sooner?",
        places: &[
            SectionKind::HalveMitigation,
            SectionKind::Mitigation,
            SectionKind::IncidentResponse,
        ],
    },
];

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let answers = Answers::of(subject).all();
    let unanswered = QUESTIONS.iter().zip(answers).filter(|(_, is_answered)| !is_answered);
    let open: Vec<&Question> = unanswered.map(|(question, _)| question).collect();
    if open.len() == QUESTIONS.len() {
        found.push(
            finding("response/missing", "nothing says how the incident was handled")
                .at(subject.heading_of(&[SectionKind::IncidentResponse]))
                .help(
                    "four questions: how was it detected, how was it mitigated, and how could \
                     either take half the time?",
                ),
        );
        return;
    }
    for question in open {
        found.push(
            finding(question.code, question.message)
                .at(subject.heading_of(question.places))
                .help(question.help),
        );
    }
}

/// Where answers are looked for.
struct Answers<'s, 'a> {
    subject: &'s Subject<'s, 'a>,
    /// What tells what happened, in lower case.
    story: String,
    /// What tells what will be other from now on, in lower case.
    plans: String,
}

impl<'s, 'a> Answers<'s, 'a> {
    fn of(subject: &'s Subject<'s, 'a>) -> Self {
        let mut answers = Self { subject, story: String::new(), plans: String::new() };
        for section in &subject.pm.sections {
            let words = text::lower(&section.blocks);
            match section.kind {
                SectionKind::LessonsLearned
                | SectionKind::CorrectiveActions
                | SectionKind::ActionItems => answers.plans += &words,
                SectionKind::IncidentResponse => {
                    answers.plans += &words;
                    answers.story += &words;
                }
                SectionKind::References | SectionKind::Decisions => {}
                _ => answers.story += &words,
            }
        }
        answers
    }

    /// Whether each of the questions is answered.
    fn all(&self) -> [bool; QUESTIONS.len()] {
        [self.detection(), self.halved_detection(), self.mitigation(), self.halved_mitigation()]
    }

    fn has_section(&self, kind: SectionKind) -> bool {
        let is_html = |block: &Node<'_>| matches!(block.data().value, NodeValue::HtmlBlock(_));
        let is_filled = |section: &Section<'_>| section.blocks.iter().any(|it| !is_html(it));
        self.subject.pm.of_kind(kind).any(is_filled)
    }

    fn has_phase(&self, kinds: &[EventKind], measures: &[Measure]) -> bool {
        let pm = self.subject.pm;
        kinds.iter().any(|kind| pm.phases.of(*kind).is_some())
            || pm.timeline.events.iter().any(|it| it.kind.is_some_and(|kind| kinds.contains(&kind)))
            || measures.iter().any(|measure| pm.stated.length(*measure).is_some())
    }

    fn detection(&self) -> bool {
        self.has_section(SectionKind::Detection)
            || self.has_phase(&[EventKind::Detected], &[Measure::Detect])
            || text::has(&self.story, |language| language.detection_words)
    }

    fn mitigation(&self) -> bool {
        let ends = [EventKind::Mitigated, EventKind::Resolved, EventKind::End];
        let measures = [Measure::Mitigate, Measure::Repair, Measure::Resolve];
        self.has_section(SectionKind::Mitigation)
            || self.has_phase(&ends, &measures)
            || text::has(&self.story, |language| language.mitigation_words)
    }

    fn halved_detection(&self) -> bool {
        self.has_section(SectionKind::HalveDetection)
            || self.is_planned("detect", |language| language.sooner_words)
    }

    fn halved_mitigation(&self) -> bool {
        self.has_section(SectionKind::HalveMitigation)
            || self.is_planned("mitigat", |language| language.faster_words)
    }

    /// Whether an action is of a sort, or words of the plans say so.
    fn is_planned(&self, sort: &str, of: ListOf) -> bool {
        let is_sort = |action: &Action<'_>| {
            action.sort.as_ref().is_some_and(|it| it.to_lowercase().contains(sort))
        };
        super::actions::all(self.subject.pm).any(is_sort) || text::has(&self.plans, of)
    }
}
