//! The nine sections of a postmortem: which are there, and what each lacks.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::postmortem::{Postmortem, SectionKind};
use crate::span::Span;
use crate::words::say;

use super::{missing, sections};

/// What is said of a section with nothing below its heading.
const EMPTY: &str = "empty";
/// What is said of one that is not there.
const MISSING: &str = "missing";
/// What is said of one whose text stands below other headings.
const ELSEWHERE: &str = "without a heading of its own";

/// A section, and what findings say that it lacks.
struct Asked {
    name: &'static str,
    title: &'static str,
    /// The subject of its codes; `SUBJECT/missing` says that it is not there.
    subject: &'static str,
    lacks: &'static [(&'static str, &'static str)],
}

const SECTIONS: [Asked; 9] = [
    asked("summary", "Summary", "summary", &[("long", "too long")]),
    asked("metrics", "Metrics", "metrics", &[("no-numbers", "no graph and no numbers")]),
    asked("userImpact", "User Impact", "impact", &[("long", "too long")]),
    asked(
        "incidentResponse",
        "Incident Response",
        "response",
        &[
            ("detection", "how it was noticed"),
            ("halve-detection", "how to notice it in half the time"),
            ("mitigation", "how it was mitigated"),
            ("halve-mitigation", "how to mitigate it in half the time"),
        ],
    ),
    asked(
        "timeline",
        "Timeline",
        "timeline",
        &[
            ("no-start", "no start"),
            ("no-end", "no end"),
            ("no-zone", "no time zone"),
            ("zone", "unknown zone"),
            ("date", "no date"),
            ("stamp", "unread times"),
            ("no-events", "no entries"),
            ("order", "phases out of order"),
            ("disagreement", "two answers"),
        ],
    ),
    asked(
        "fiveWhys",
        "Five Whys",
        "whys",
        &[
            ("person", "ends at a person"),
            ("shallow", "stops early"),
            ("unanswered", "without an answer"),
            ("loose", "leads to no lesson or action"),
        ],
    ),
    asked("lessonsLearned", "Lessons Learned", "lessons", &[("no-action", "without an action")]),
    asked("correctiveActions", "Corrective Actions", "", ACTIONS),
    asked("actionItems", "Action Items", "", ACTIONS),
];

const ACTIONS: &[(&str, &str)] = &[
    ("no-owner", "without an owner"),
    ("no-due", "without a date"),
    ("no-link", "without a link"),
    ("vague", "without a visible end"),
    ("committed", "committed too early"),
    ("declined", "declined without a reason"),
    ("overdue", "overdue"),
];

const fn asked(
    name: &'static str,
    title: &'static str,
    subject: &'static str,
    lacks: &'static [(&'static str, &'static str)],
) -> Asked {
    Asked { name, title, subject, lacks }
}

/// A section of the scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Score {
    /// As the model calls it.
    pub(crate) section: &'static str,
    /// As people call it.
    #[serde(skip)]
    pub(crate) title: &'static str,
    #[serde(rename = "isThere")]
    pub(crate) is_there: bool,
    /// Whether what it is there for stands below other headings.
    #[serde(skip)]
    is_elsewhere: bool,
    /// What it lacks, in a few words each.
    pub(crate) lacks: Vec<String>,
}

impl Score {
    /// What people read behind the name of the section.
    pub(crate) fn words(&self) -> String {
        let is_empty = self.lacks.first().is_some_and(|first| first == EMPTY);
        match (self.is_there, self.is_elsewhere) {
            (false, _) if is_empty => EMPTY.to_owned(),
            (false, _) => MISSING.to_owned(),
            (true, false) => self.lacks.join(", "),
            (true, true) => {
                let lacks = self.lacks.iter().map(String::as_str);
                [ELSEWHERE].into_iter().chain(lacks).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Words of the scorecard in the language of a deck; counts before them stay.
pub(crate) fn in_deck(words: &str) -> String {
    let said = |part: &str| {
        let (count, counted) = match part.split_once(' ') {
            Some((count, counted)) if count.parse::<usize>().is_ok() => (count, counted),
            _ => ("", part),
        };
        let counted = say::scorecard(counted).unwrap_or(counted);
        format!("{count} {counted}").trim_start().to_owned()
    };
    words.split(", ").map(said).collect::<Vec<_>>().join(", ")
}

/// The nine sections of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scorecard {
    pub(crate) scores: Vec<Score>,
    /// Where corrective actions stand: findings about others are about action items.
    corrective: Vec<Span>,
}

impl Scorecard {
    /// Which sections are there, whatever is told of it.
    pub(crate) fn new(pm: &Postmortem<'_>, found: &[Diagnostic]) -> Self {
        let is_there = |asked: &Asked| match asked.name {
            "correctiveActions" => !pm.corrective_actions.is_empty(),
            "actionItems" => !pm.action_items.is_empty(),
            _ => !found.iter().any(|one| is_of(one, asked.subject, "missing")),
        };
        let score = |asked: &Asked| {
            let is_empty = is_empty(pm, asked.name, found);
            Score {
                section: asked.name,
                title: asked.title,
                is_there: is_there(asked) && !is_empty,
                is_elsewhere: is_elsewhere(pm, asked.name),
                lacks: if is_empty { vec![EMPTY.to_owned()] } else { Vec::new() },
            }
        };
        let corrective = pm.corrective_actions.iter().map(|action| action.span).collect();
        Self { scores: SECTIONS.iter().map(score).collect(), corrective }
    }

    /// Takes in what is told that the sections lack.
    pub(crate) fn complete(&mut self, told: &[Diagnostic]) {
        for (score, asked) in self.scores.iter_mut().zip(&SECTIONS) {
            let subject = if asked.subject.is_empty() { "actions" } else { asked.subject };
            for (problem, words) in asked.lacks {
                let is_corrective = |one: &Diagnostic| {
                    one.span.is_some_and(|span| {
                        self.corrective.iter().any(|own| {
                            own.source == span.source
                                && own.start < span.end.max(span.start + 1)
                                && span.start < own.end
                        })
                    })
                };
                let is_its = |one: &&Diagnostic| match asked.name {
                    "correctiveActions" => is_corrective(one),
                    "actionItems" => !is_corrective(one),
                    _ => true,
                };
                let found = told.iter().filter(|one| is_of(one, subject, problem));
                match found.filter(is_its).count() {
                    0 => {}
                    1 => score.lacks.push((*words).to_owned()),
                    more => score.lacks.push(format!("{more} {words}")),
                }
            }
            score.lacks.dedup();
        }
    }

    /// The sections that are not there.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.scores.iter().filter(|score| !score.is_there).map(|score| score.title)
    }
}

/// The kind of a section that has one heading.
fn kind(name: &str) -> Option<SectionKind> {
    Some(match name {
        "summary" => SectionKind::Summary,
        "metrics" => SectionKind::Metrics,
        "userImpact" => SectionKind::UserImpact,
        "timeline" => SectionKind::Timeline,
        "fiveWhys" => SectionKind::FiveWhys,
        "lessonsLearned" => SectionKind::LessonsLearned,
        "correctiveActions" => SectionKind::CorrectiveActions,
        "actionItems" => SectionKind::ActionItems,
        _ => return None,
    })
}

/// Whether nothing stands below the headings of a section, as was found.
fn is_empty(pm: &Postmortem<'_>, name: &str, found: &[Diagnostic]) -> bool {
    let Some(kind) = kind(name) else { return false };
    let is_told = |title: &str| {
        let message = sections::nothing_below(title);
        found.iter().any(|one| one.code == "section/empty" && one.message == message)
    };
    let mut sections = pm.of_kind(kind).peekable();
    sections.peek().is_some() && sections.all(|section| is_told(&section.title))
}

/// Whether a section has no heading: what it would hold may stand below others.
fn is_elsewhere(pm: &Postmortem<'_>, name: &str) -> bool {
    kind(name).is_some_and(|kind| !missing::has(pm, kind))
}

fn is_of(diagnostic: &Diagnostic, subject: &str, problem: &str) -> bool {
    diagnostic.code.split_once('/') == Some((subject, problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::pattern;

    #[test]
    fn word_files_have_the_words_of_the_scorecard() {
        let own = SECTIONS
            .iter()
            .flat_map(|asked| asked.lacks.iter().map(|(_, words)| *words).chain([asked.title]));
        for words in own.chain([EMPTY, MISSING, ELSEWHERE]) {
            assert_eq!(say::scorecard(words), Some(words), "{words}");
        }
        assert_eq!(
            in_deck("without a heading of its own, 2 too long"),
            "without a heading of its own, 2 too long"
        );
    }

    #[test]
    fn what_a_section_lacks_is_a_problem_of_the_table() {
        for asked in &SECTIONS {
            let subject = if asked.subject.is_empty() { "actions" } else { asked.subject };
            for problem in asked.lacks.iter().map(|(problem, _)| *problem).chain(["missing"]) {
                let code = format!("{subject}/{problem}");
                assert!(pattern::codes().any(|known| known == code), "{code}");
            }
        }
    }
}
