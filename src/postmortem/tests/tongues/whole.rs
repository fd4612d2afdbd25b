//! One incident in all languages: the same model.

use std::fmt::Write as _;

use super::{Trial, capital, first, in_all, words};
use crate::postmortem::stated::Measure;
use crate::postmortem::{
    ActionState, DecisionState, EventKind, LessonKind, Postmortem, SectionKind, facts,
};
use crate::words::{Column, EventColumn, Label};

/// The incident, with the titles, labels and columns of a language.
fn document(trial: &Trial) -> String {
    let language = trial.language;
    let title = |kind| trial.title(kind);
    let label = |label| capital(first(language.labels, &label));
    let mark = |kind| first(language.markers, &kind);
    let part = |kind| first(language.lessons, &kind);
    let blank = trial.blank();
    let why = capital(language.why_words.first().copied().unwrap_or("why"));
    let minutes = words(language.units, &60);
    let minutes = minutes.iter().max_by_key(|word| word.len()).copied().unwrap_or("min");
    let time = capital(language.time_columns.first().copied().unwrap_or("time"));
    let event = capital(first(language.event_columns, &EventColumn::Event));
    let mut text = String::new();
    let _ = write!(
        text,
        "# Checkout\n\n**{}:** Ann Lee, Bo Ek\n**{}:** SEV2\n\n## {}\n\nx\n\n{}: 75{blank}{minutes}\n\n\
         ## {}\n\nx\n\n## {}\n\nx\n\n## {}\n\nx\n\n",
        label(Label::Authors),
        label(Label::Severity),
        title(SectionKind::Summary),
        capital(first(language.measures, &Measure::Duration)),
        title(SectionKind::UserImpact),
        title(SectionKind::Detection),
        title(SectionKind::Mitigation),
    );
    let _ = write!(
        text,
        "## {} (UTC)\n\n| {time} | {event} |\n|-|-|\n| 2026-03-12 14:05 | a ({}) |\n| 14:16 | b ({}) |\n\
         | 15:05 | c ({}) |\n| 15:20 | d ({}) |\n\n",
        title(SectionKind::Timeline),
        mark(EventKind::Start),
        mark(EventKind::Detected),
        mark(EventKind::Mitigated),
        mark(EventKind::Resolved),
    );
    let _ = write!(
        text,
        "## {}\n\n- {why}{blank}a?\n  - b\n    - {why}{blank}b?\n      - c\n      - d\n\n\
         ## {}\n\n### {}\n\n- e\n\n### {}\n\n- f\n\n### {}\n\n- g\n\n## {}\n\n- h\n\n",
        title(SectionKind::FiveWhys),
        title(SectionKind::LessonsLearned),
        part(LessonKind::WentWell),
        part(LessonKind::WentBadly),
        part(LessonKind::Lucky),
        title(SectionKind::CorrectiveActions),
    );
    text + &actions(trial)
}

/// Its actions, decisions and references.
fn actions(trial: &Trial) -> String {
    let language = trial.language;
    let title = |kind| trial.title(kind);
    let column = |column| capital(first(language.columns, &column));
    let state = |state| first(language.states, &state);
    let decision = |state| capital(first(language.decision_states, &state));
    let mut text = String::new();
    let _ = write!(
        text,
        "## {}\n\n| {} | {} | {} | {} |\n|-|-|-|-|\n| i | Ann Lee | 2026-03-20 | {} |\n\
         | j | Bo Ek | 2026-03-27 | {} |\n| k | Ann Lee | 2026-04-03 | {} |\n\n",
        title(SectionKind::ActionItems),
        column(Column::Action),
        column(Column::Owner),
        column(Column::Due),
        column(Column::State),
        state(ActionState::Done),
        state(ActionState::InProgress),
        state(ActionState::Declined),
    );
    let _ = write!(
        text,
        "## {}\n\n- {}: l\n- {}: m\n\n## {}\n\nx\n",
        title(SectionKind::DecisionsMade),
        decision(DecisionState::Decided),
        decision(DecisionState::Declined),
        title(SectionKind::References),
    );
    text
}

/// What was read, one fact a line.
fn digest(pm: &Postmortem) -> String {
    let mut lines = vec![
        pm.sections.iter().map(|section| section.kind.key()).collect::<Vec<_>>().join(" "),
        format!("{} {:?}", pm.front.authors.join(";"), pm.front.severity),
        facts::facts(pm).duration.map_or_else(String::new, |length| length.seconds.to_string()),
    ];
    let lengths = pm.stated.lengths.iter();
    lines.extend(lengths.map(|length| format!("{:?} {}", length.measure, length.length.as_secs())));
    for phase in pm.phases.all() {
        lines.push(phase.map_or_else(String::new, |phase| {
            format!("{} {}", phase.moment.at, phase.evidence.name())
        }));
    }
    lines.push(pm.timeline.events.len().to_string());
    for why in &pm.whys {
        let below = why.answers.iter().map(|answer| {
            answer.whys.iter().map(|why| format!("({})", why.answers.len())).collect::<String>()
        });
        lines.push(format!("why {}", below.collect::<Vec<_>>().join(" ")));
    }
    lines.extend(pm.lessons.iter().map(|lesson| format!("{:?}", lesson.kind)));
    lines.push(pm.corrective_actions.len().to_string());
    for action in &pm.action_items {
        lines.push(format!("{:?} {:?} {}", action.owner, action.due, action.state.name()));
    }
    let decided = pm.decisions_made.iter().map(|decision| decision.state.name());
    lines.extend(decided.map(str::to_owned));
    lines.join("\n")
}

#[test]
fn one_incident_gives_the_same_model_in_every_language() {
    in_all(|trial: &mut Trial| {
        let english = Trial { tag: "en", language: crate::words::LANGUAGES[0], wrong: Vec::new() };
        let want = english.read(&document(&english), digest);
        let text = document(trial);
        let found = trial.read(&text, digest);
        let different: Vec<String> = want
            .lines()
            .zip(found.lines())
            .filter(|(want, found)| want != found)
            .map(|(want, found)| format!("{found}, not {want}"))
            .collect();
        if !different.is_empty() || want.lines().count() != found.lines().count() {
            trial.wrong.push(format!("{}: {}\n{text}", trial.tag, different.join("; ")));
        }
    });
}
