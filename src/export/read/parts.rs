//! Whys, lessons, actions, decisions and sections.

use super::sheet::{Sheet, Tone, cell};
use super::{at_line, count};
use crate::compiled::model::{
    ActionView, DecisionView, LessonView, ModelView, SectionView, WhyView,
};

/// Ids of lessons and actions.
const ID: usize = 6;
/// A tree goes no further to the right than this.
const DEEPEST: usize = 36;

pub(super) fn write(sheet: &mut Sheet, model: &ModelView) {
    if !model.whys.is_empty() {
        whys(sheet, &model.whys);
    }
    if !model.lessons.is_empty() {
        lessons(sheet, &model.lessons);
    }
    actions(sheet, "Corrective actions", &model.corrective_actions);
    actions(sheet, "Action items", &model.action_items);
    decisions(sheet, "Decisions needed", &model.decisions);
    decisions(sheet, "Decisions made", &model.decisions_made);
    sections(sheet, &model.sections);
}

fn decisions(sheet: &mut Sheet, title: &str, decisions: &[DecisionView]) {
    if decisions.is_empty() {
        return;
    }
    sheet.heading(title, &decisions.len().to_string());
    for decision in decisions {
        let mut facts = vec![at_line(decision.place.line)];
        if decision.state != "open" {
            facts.insert(0, decision.state.to_owned());
        }
        facts.extend(decision.date.clone());
        facts.extend(decision.reason.as_ref().map(|reason| format!("reason: {reason}")));
        let facts = format!("({})", facts.join(", "));
        sheet.flow(2, &[], &[(Tone::Plain, &decision.text), (Tone::Faint, &facts)]);
    }
}

/// Questions, answers without a further question, and how deep it goes.
fn measure(whys: &[WhyView]) -> (usize, usize, usize) {
    let (mut questions, mut ends, mut deepest) = (0, 0, 0);
    let mut open: Vec<(&WhyView, usize)> = whys.iter().map(|why| (why, 1)).collect();
    while let Some((why, depth)) = open.pop() {
        questions += 1;
        deepest = deepest.max(depth);
        for answer in &why.answers {
            ends += usize::from(answer.root_cause);
            open.extend(answer.whys.iter().map(|why| (why, depth + 1)));
        }
    }
    (questions, ends, deepest)
}

fn whys(sheet: &mut Sheet, whys: &[WhyView]) {
    let (questions, ends, deepest) = measure(whys);
    let about = format!(
        "{}, {}, {deepest} deep",
        count(questions, "question", "questions"),
        count(ends, "root cause (●)", "root causes (●)"),
    );
    sheet.heading("Whys", &about);
    for why in whys {
        one_why(sheet, why, 2);
    }
}

fn one_why(sheet: &mut Sheet, why: &WhyView, indent: usize) {
    let width = why.id.len().max(2);
    sheet.flow(indent, &[cell(Tone::Faint, &why.id, width)], &[(Tone::Strong, &why.question)]);
    let below = (indent + 4).min(DEEPEST);
    for answer in &why.answers {
        // An answer without words only carries the questions below it.
        if !answer.text.is_empty() {
            let (tone, mark) =
                if answer.root_cause { (Tone::Known, "●") } else { (Tone::Plain, "→") };
            sheet.flow(below, &[cell(tone, mark, 1)], &[(Tone::Plain, &answer.text)]);
        }
        for why in &answer.whys {
            one_why(sheet, why, (below + 3).min(DEEPEST));
        }
    }
}

fn lessons(sheet: &mut Sheet, lessons: &[LessonView]) {
    sheet.heading("Lessons", &lessons.len().to_string());
    let kinds = [
        ("plain", "without a kind"),
        ("wentWell", "what went well"),
        ("wentBadly", "what went badly"),
        ("lucky", "where we got lucky"),
    ];
    let is_one_kind = lessons.iter().all(|lesson| lesson.kind == "plain");
    for (kind, name) in kinds {
        let mut of_kind = lessons.iter().filter(|lesson| lesson.kind == kind).peekable();
        if of_kind.peek().is_some() && !is_one_kind {
            sheet.flow(2, &[], &[(Tone::Strong, name)]);
        }
        for lesson in of_kind {
            let from = from(&lesson.from);
            let runs = [(Tone::Plain, lesson.text.as_str()), (Tone::Faint, &from)];
            sheet.flow(2, &[cell(Tone::Faint, &lesson.id, ID)], &runs);
        }
    }
}

fn from(ids: &[String]) -> String {
    if ids.is_empty() { String::new() } else { format!("← {}", ids.join(", ")) }
}

fn actions(sheet: &mut Sheet, title: &str, actions: &[ActionView]) {
    if actions.is_empty() {
        return;
    }
    let number = |wanted: fn(&ActionView) -> bool| actions.iter().filter(|a| wanted(a)).count();
    let about = format!(
        "{}: {} with an owner, {} with a date, {} done",
        actions.len(),
        number(|action| action.owner.is_some()),
        number(|action| action.due.is_some()),
        number(|action| action.state == "done" && action.state_evidence.is_none()),
    );
    sheet.heading(title, &about);
    for action in actions {
        sheet.flow(2, &[cell(Tone::Faint, &action.id, ID)], &[(Tone::Plain, &action.text)]);
        one_actions_fields(sheet, action);
    }
}

fn one_actions_fields(sheet: &mut Sheet, action: &ActionView) {
    let owner = match &action.owner {
        Some(owner) => (Tone::Known, format!("owner: {owner}")),
        None => (Tone::Guess, "no owner".to_owned()),
    };
    let due = match &action.due {
        Some(due) => (Tone::Known, format!("due: {due}")),
        None => (Tone::Faint, "no date".to_owned()),
    };
    let state = if action.state == "inProgress" { "in progress" } else { action.state };
    let since = action.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let state = format!("{state}{since}");
    let line = at_line(action.place.line);
    let state = match action.state_evidence {
        Some(_) => (Tone::Guess, format!("{state} (read from the text)")),
        None => (Tone::Plain, state),
    };
    let mut fields = vec![owner, due, state];
    let more = [
        action.sign.as_ref().map(|sign| format!("sign: {sign}")),
        action.priority.as_ref().map(|priority| format!("priority: {priority}")),
        action.sort.as_ref().map(|sort| format!("type: {sort}")),
        (!action.links.is_empty()).then(|| action.links.join(" ")),
        (!action.from.is_empty()).then(|| from(&action.from)),
    ];
    fields.extend(more.into_iter().flatten().map(|field| (Tone::Faint, field)));
    fields.push((Tone::Faint, line));
    let mut runs: Vec<(Tone, &str)> = Vec::new();
    for (tone, field) in &fields {
        if !runs.is_empty() {
            runs.push((Tone::Faint, "·"));
        }
        runs.push((*tone, field));
    }
    sheet.flow(4 + ID, &[], &runs);
}

fn sections(sheet: &mut Sheet, sections: &[SectionView]) {
    sheet.heading("Sections", &sections.len().to_string());
    for section in sections {
        let line = at_line(section.place.line);
        let tone = if section.kind == "other" { Tone::Guess } else { Tone::Known };
        let cells = [cell(Tone::Faint, &line, 9), cell(tone, section.kind, 17)];
        let below = usize::from(section.level.clamp(2, 6)) - 2;
        let title = match section.title.as_str() {
            "" => "(before the first heading)".to_owned(),
            title => format!("{}{title}", "› ".repeat(below)),
        };
        sheet.line(2, &cells, Tone::Plain, &title);
    }
}
