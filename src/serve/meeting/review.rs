//! What the captures would change in the file, and the change itself.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::desk::Desk;
use super::kept::Denied;
use super::overlay::{self, form};
use super::record::Times;
use super::session::Session;
use crate::edit::diff;
use crate::meeting::apply::{self, ApplyError};
use crate::meeting::ledger::{Kept, MeetingEvent, Standing};
use crate::meeting::merge::{self, Choice, MergeOptions, Merged, Placed};
use crate::rebuild;
use crate::source::front_matter::DocumentKind;

/// What is to be written.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    /// The captures; none means all that can be.
    ids: Option<Vec<String>>,
    /// Of the file that somebody looked at.
    hash: String,
    /// Where somebody else changed the same: what counts.
    #[serde(default)]
    choices: BTreeMap<String, Side>,
    /// Whether the file is written over, where a new one in its place would lose something.
    #[serde(default)]
    in_place: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Side {
    Ours,
    Theirs,
}

/// Which captures a diff is to show, and how.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Captures that are left out.
    pub(super) without: Vec<String>,
    /// Where somebody else changed the same: captures that count.
    pub(super) ours: Vec<String>,
    /// Where what the document says counts.
    pub(super) theirs: Vec<String>,
}

impl Asked {
    fn options(&self) -> MergeOptions {
        let side =
            |ids: &[String], choice| ids.iter().map(|id| (id.clone(), choice)).collect::<Vec<_>>();
        let ours = side(&self.ours, Choice::Ours);
        let choices = ours.into_iter().chain(side(&self.theirs, Choice::Theirs)).collect();
        MergeOptions { with_questions: true, choices, ..MergeOptions::default() }
    }
}

impl Session {
    /// What open captures would change in the file as it is now.
    pub(super) fn diff(&self, asked: &Asked) -> Result<Value, Denied> {
        let desk = self.desk();
        self.takes_captures(&desk)?;
        let captures = desk.ledger.captures.clone();
        let times = Times::of(&desk);
        drop(desk);
        let file = self.file()?;
        let options = asked.options();
        let all: Vec<&Kept> = captures.iter().collect();
        let is_asked = |kept: &&&Kept| !asked.without.contains(&kept.id);
        let some: Vec<&Kept> = all.iter().filter(is_asked).copied().collect();
        let merged = self.merged(&file, &some, &options)?;
        // What is left out is listed, too, as it would be placed beside the others.
        let is_whole = some.len() == all.len();
        let whole = if is_whole { None } else { Some(self.merged(&file, &all, &options)?) };
        let each = whole.as_ref().unwrap_or(&merged).each.iter().filter_map(|(id, placed)| {
            let kept = captures.iter().find(|kept| kept.id == *id)?;
            Some(placed_view(kept, placed))
        });
        let text = self.with_record(&merged, &some, &times).text;
        let patch = diff::patch(&self.setting.name, &file, &text);
        Ok(json!({
            "patch": diff::shown(&patch),
            "hash": apply::hash(file.as_bytes()),
            "each": each.collect::<Vec<_>>(),
        }))
    }

    /// Writes captures into the file.
    pub(super) fn apply(&self, body: &[u8]) -> Result<Value, Denied> {
        let wanted: Wanted = serde_json::from_slice(body)
            .map_err(|error| Denied::Why(format!("the request is not understood: {error}")))?;
        // Nobody corrects or withdraws meanwhile.
        let mut desk = self.desk();
        self.takes_captures(&desk)?;
        let answer = self.write(&mut desk, &wanted);
        self.publish(&mut desk);
        answer
    }

    fn write(&self, desk: &mut Desk, wanted: &Wanted) -> Result<Value, Denied> {
        let file = self.file()?;
        if apply::hash(file.as_bytes()) != wanted.hash {
            return Err(Denied::Why(
                "the document was saved meanwhile: look at what would change now".to_owned(),
            ));
        }
        let chosen: Option<HashSet<&str>> =
            wanted.ids.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
        let is_chosen =
            |kept: &Kept| chosen.as_ref().is_none_or(|ids| ids.contains(kept.id.as_str()));
        let captures = desk.ledger.captures.clone();
        let captures: Vec<&Kept> = captures
            .iter()
            .filter(|kept| kept.standing != Standing::Open || is_chosen(kept))
            .collect();
        let choice = |side: &Side| match side {
            Side::Ours => Choice::Ours,
            Side::Theirs => Choice::Theirs,
        };
        let choices = wanted.choices.iter().map(|(id, side)| (id.clone(), choice(side))).collect();
        let asked = MergeOptions { with_questions: true, choices, ..MergeOptions::default() };
        let merged = self.merged(&file, &captures, &asked)?;
        let recorded = self.with_record(&merged, &captures, &Times::of(desk));
        let is_in = |placed: &Placed| {
            matches!(placed, Placed::Written | Placed::AlreadyThere | Placed::LeftAsItIs)
        };
        let (done, left): (Vec<_>, Vec<_>) =
            merged.each.iter().partition(|(_, placed)| is_in(placed));
        if recorded.text != file {
            let path = &self.setting.document;
            apply::write(path, &self.setting.root, &wanted.hash, &recorded.text, wanted.in_place)
                .map_err(|error| refused(&error))?;
        }
        let targets: Vec<String> = done.into_iter().map(|(id, _)| id.clone()).collect();
        let left: Vec<&String> = left
            .into_iter()
            .filter(|(_, placed)| *placed != Placed::NotForTheDocument)
            .map(|(id, _)| id)
            .collect();
        let mut answer = json!({ "applied": targets, "left": left });
        if let Some(why) = recorded.why_not {
            answer["remark"] = why.into();
        }
        if !targets.is_empty() {
            let kept = desk.keep(MeetingEvent::Applied { targets });
            if let Err(Denied::Why(why)) = kept.and_then(|_| desk.end_when_done()) {
                answer["remark"] = format!("the document is written; {why}").into();
            }
        }
        self.rebuild();
        Ok(answer)
    }

    /// The document as it is now.
    fn file(&self) -> Result<String, Denied> {
        self.document.read().map_err(|error| {
            Denied::Why(format!(
                "cannot read {}: {error}; what was captured is kept",
                self.setting.name
            ))
        })
    }

    fn merged(
        &self,
        file: &str,
        captures: &[&Kept],
        asked: &MergeOptions,
    ) -> Result<Merged, Denied> {
        let merged = rebuild::guarded(|| merge::merge(file, form(&self.setting), captures, asked));
        merged.ok_or_else(|| {
            Denied::Why(
                "whydeck itself failed to put the captures into the document: please report it"
                    .to_owned(),
            )
        })
    }

    /// Whether what is captured can be written into the document.
    fn takes_captures(&self, desk: &Desk) -> Result<(), Denied> {
        if desk.kind == Some(DocumentKind::Slides) {
            return Err(Denied::Why(overlay::SLIDES.to_owned()));
        }
        Ok(())
    }
}

/// Why the file is not written.
fn refused(error: &ApplyError) -> Denied {
    let why = error.to_string();
    match error {
        ApplyError::WouldLose(_) | ApplyError::Folder(_) => Denied::InPlace(why),
        _ => Denied::Why(why),
    }
}

/// What becomes of a capture, as the review page shows it.
fn placed_view(kept: &Kept, placed: &Placed) -> Value {
    let (name, seen, now, why) = match placed {
        Placed::Written => ("written", None, None, None),
        Placed::AlreadyThere | Placed::LeftAsItIs => ("there", None, None, None),
        Placed::NotForTheDocument => ("not", None, None, None),
        Placed::Conflict { seen, now } => ("conflict", Some(seen), Some(now), None),
        Placed::Refused(refusal) => ("refused", None, None, Some(refusal.to_string())),
    };
    json!({
        "id": kept.id,
        "placed": name,
        "seen": seen,
        "now": now,
        "why": why,
        "kind": kept.capture.kind,
        "text": kept.capture.text,
    })
}
