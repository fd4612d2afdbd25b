//! What a meeting agreed on, without the document: for those that live elsewhere.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::capture::{Capture, CaptureKind};
use super::ledger::{Kept, Standing};
use super::merge::{self, MergeOptions, Placed};
use crate::edit::DocumentForm;
use crate::words::say;

/// Decisions, options that were declined, actions, lessons and questions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Minutes {
    /// The day of the first of them.
    pub(crate) day: Option<Date>,
    /// In the order in which they were captured; what changed an action is in that action.
    pub(crate) items: Vec<Kept>,
    /// Notes stay with the team: they are only counted.
    pub(crate) notes: usize,
}

impl Minutes {
    /// The minutes of what was captured and not withdrawn.
    pub(crate) fn of(captures: &[Kept], zone: &TimeZone) -> Self {
        let mut minutes = Self::default();
        // Where each action stands, by its text.
        let mut actions: HashMap<String, usize> = HashMap::new();
        for kept in captures.iter().filter(|kept| kept.standing != Standing::Withdrawn) {
            if kept.capture.kind == CaptureKind::Note {
                minutes.notes += 1;
                continue;
            }
            let day = kept.at.to_zoned(zone.clone()).date();
            minutes.day.get_or_insert(day);
            let Some(item) = item(kept) else { continue };
            let key = merge::one_line(&item.capture.text);
            let is_action = item.capture.kind == CaptureKind::Action;
            match actions.get(&key).and_then(|at| minutes.items.get_mut(*at)) {
                Some(known) if is_action => {
                    merge::set_fields(&mut known.capture.fields, &kept.capture.fields);
                }
                _ => {
                    if is_action {
                        actions.insert(key, minutes.items.len());
                    }
                    minutes.items.push(item);
                }
            }
        }
        minutes
    }

    /// The minutes as a document of their own, and what could not be written.
    pub(crate) fn markdown(&self, about: &str, zone: &TimeZone) -> (String, Vec<String>) {
        let day = self.day.map(|day| format!("\n{day}\n")).unwrap_or_default();
        let head = format!(
            "# {}\n{day}",
            say::fill(say::words().minutes_of, crate::markdown::write::plain(about))
        );
        let open: Vec<Kept> = self
            .items
            .iter()
            .map(|kept| Kept { standing: Standing::Open, ..kept.clone() })
            .collect();
        let all: Vec<&Kept> = open.iter().collect();
        let asked =
            MergeOptions { with_questions: true, zone: zone.clone(), ..MergeOptions::default() };
        let merged = merge::merge(&head, DocumentForm::Markdown, &all, &asked);
        let is_lost = |placed: &Placed| !matches!(placed, Placed::Written | Placed::AlreadyThere);
        let lost = merged.each.iter().filter(|(_, placed)| is_lost(placed));
        let text = |id: &String| open.iter().find(|kept| kept.id == *id);
        let lost = lost.filter_map(|(id, _)| text(id).map(|kept| kept.capture.text.clone()));
        let lost = lost.collect();
        (merged.text, lost)
    }
}

/// A capture as minutes have it: a change is the action that it changes, with what was known of it.
fn item(kept: &Kept) -> Option<Kept> {
    if kept.capture.kind != CaptureKind::Change {
        return Some(kept.clone());
    }
    let target = kept.capture.target.as_ref()?;
    let mut fields = merge::fields_of(&target.seen);
    merge::set_fields(&mut fields, &kept.capture.fields);
    let capture = Capture {
        kind: CaptureKind::Action,
        text: target.text.clone(),
        fields,
        from: None,
        target: None,
    };
    Some(Kept { capture, ..kept.clone() })
}
