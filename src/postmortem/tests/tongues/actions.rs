//! Actions and decisions: columns, fields, states, and who owns nothing.

use super::{Trial, first, in_all};
use crate::postmortem::{ActionState, Postmortem, SectionKind};
use crate::words::Column;

impl Trial {
    fn actions(&self, entries: &str) -> String {
        format!("# T\n\n## {}\n\n{entries}\n", self.title(SectionKind::ActionItems))
    }

    /// What a column or a field holds, and what is to be read there.
    fn field(&self, column: Column) -> Option<(String, String)> {
        let done = first(self.language.states, &ActionState::Done);
        let (written, want) = match column {
            Column::Owner => ("Ann Lee", "Ann Lee"),
            Column::Due => ("2026-03-20", "2026-03-20"),
            Column::Sign => ("no page in a month", "no page in a month"),
            Column::Priority => ("P1", "P1"),
            Column::Sort => ("tooling", "tooling"),
            Column::State => (done, "done"),
            Column::Link => ("[#12](https://example.org/12)", "https://example.org/12"),
            Column::Id => ("AI-7", "AI-7"),
            Column::From => ("L1", "L1"),
            Column::Action | Column::Other => return None,
        };
        Some((written.to_owned(), want.to_owned()))
    }
}

fn read(pm: &Postmortem, column: Column) -> String {
    let Some(action) = pm.action_items.first() else { return "no action".to_owned() };
    let text = match column {
        Column::Owner => action.owner.clone(),
        Column::Due => action.due.clone(),
        Column::Sign => action.sign.clone(),
        Column::Priority => action.priority.clone(),
        Column::Sort => action.sort.clone(),
        Column::State => Some(action.state.name().to_owned()),
        Column::Link => action.links.first().cloned(),
        Column::Id => Some(action.id.clone()),
        Column::From => Some(action.from.join(";")),
        Column::Action | Column::Other => None,
    };
    text.unwrap_or_default()
}

fn text_of(pm: &Postmortem) -> String {
    let action = pm.action_items.first();
    action.map_or_else(String::new, |action| crate::markdown::plain_text(action.text))
}

#[test]
fn every_column_is_known() {
    in_all(|trial: &mut Trial| {
        let action = first(trial.language.columns, &Column::Action);
        let owner = first(trial.language.columns, &Column::Owner);
        for (column, words) in trial.language.columns {
            for word in *words {
                let Some((written, want)) = trial.field(*column) else {
                    let table = format!("| {word} | {owner} |\n|-|-|\n| Cut it | Ann Lee |");
                    trial.is("column", word, &trial.actions(&table), "Cut it", text_of);
                    continue;
                };
                let table = format!("| {action} | {word} |\n|-|-|\n| Cut it | {written} |");
                trial.is("column", word, &trial.actions(&table), &want, |pm| read(pm, *column));
            }
        }
    });
}

#[test]
fn every_field_is_known() {
    in_all(|trial: &mut Trial| {
        for (column, words) in trial.language.fields {
            let Some((written, want)) = trial.field(*column) else { continue };
            for word in *words {
                let item = format!("- Cut it – {word}: {written}");
                trial.is("field", word, &trial.actions(&item), &want, |pm| read(pm, *column));
                let item = format!("- Cut it\n  - {word}: {written}");
                trial.is("line of a field", word, &trial.actions(&item), &want, |pm| {
                    read(pm, *column)
                });
            }
        }
        for word in trial.language.due_words {
            let item = format!("- Cut it ({word}2026-03-20)");
            trial.is("due date", word, &trial.actions(&item), "2026-03-20", |pm| {
                read(pm, Column::Due)
            });
        }
    });
}

#[test]
fn every_state_is_known() {
    in_all(|trial: &mut Trial| {
        let language = trial.language;
        let (action, state) =
            (first(language.columns, &Column::Action), first(language.columns, &Column::State));
        for (meant, words) in language.states {
            for word in *words {
                let table = format!("| {action} | {state} |\n|-|-|\n| Cut it | {word} |");
                let text = trial.actions(&table);
                trial.is("state", word, &text, meant.name(), |pm| read(pm, Column::State));
                let item = trial.actions(&format!("- Cut it ({word})"));
                trial.is("state behind", word, &item, meant.name(), |pm| read(pm, Column::State));
            }
        }
        for (meant, words) in language.decision_states {
            let decisions = trial.title(SectionKind::DecisionsMade);
            for word in *words {
                let text = format!("# T\n\n## {decisions}\n\n- {word}: Cut it\n- x\n");
                trial.is("state of a decision", word, &text, meant.name(), |pm| {
                    let mut all = pm.decisions_made.iter().chain(&pm.decisions);
                    let cut = all.find(|it| crate::markdown::plain_text(it.text) == "Cut it");
                    cut.map_or_else(String::new, |cut| cut.state.name().to_owned())
                });
            }
        }
    });
}

#[test]
fn nobody_owns_what_has_no_owner() {
    in_all(|trial: &mut Trial| {
        let language = trial.language;
        let (action, owner) =
            (first(language.columns, &Column::Action), first(language.columns, &Column::Owner));
        for word in language.nobody {
            let table = format!("| {action} | {owner} |\n|-|-|\n| Cut it | {word} |");
            trial.is("nobody", word, &trial.actions(&table), "", |pm| read(pm, Column::Owner));
        }
        for word in language.no_owner {
            let item = format!("- Cut it ({word})");
            trial.is("no owner", word, &trial.actions(&item), "", |pm| read(pm, Column::Owner));
        }
    });
}
