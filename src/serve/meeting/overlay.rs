//! The captures in the document's text, before its file has them.
//!
//! The builder asks for the text of each build ([`super::changes`]); so the deck shows exactly what the
//! file will say. A note or a parked question is never in it, and while the meeting holds back,
//! nothing is.

use std::collections::HashMap;

use super::setting::MeetingSetting;
use crate::document;
use crate::edit::DocumentForm;
use crate::meeting::ledger::Kept;
use crate::meeting::merge::{self, KnownParts, MergeOptions, Merger, Placed};
use crate::rebuild;
use crate::source::front_matter::DocumentKind;

/// The text that was built last, and what became of the captures in it.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    merger: MergerCell,
    /// The text, with the captures that are shown.
    pub(super) text: String,
    placed: HashMap<String, Placed>,
    /// What the document was in the last build.
    kind: Option<DocumentKind>,
    has_failed: bool,
}

/// A merger says nothing about itself.
#[derive(Default)]
struct MergerCell(Merger);

impl std::fmt::Debug for MergerCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Merger")
    }
}

/// How a document is written.
pub(super) fn form(setting: &MeetingSetting) -> DocumentForm {
    if document::is_yaml(&setting.document) { DocumentForm::Yaml } else { DocumentForm::Markdown }
}

impl Overlay {
    pub(super) fn merge(&mut self, file: &str, form: DocumentForm, captures: &[Kept]) {
        self.placed.clear();
        file.clone_into(&mut self.text);
        // Slides that somebody wrote have no lists for what is captured.
        if self.kind != Some(DocumentKind::Postmortem) || captures.is_empty() {
            self.has_failed = false;
            return;
        }
        let captures: Vec<&Kept> = captures.iter().collect();
        let mut merger = std::mem::take(&mut self.merger.0);
        let merged = rebuild::guarded(|| {
            let placed = merger.merge(file, form, &captures, &MergeOptions::default());
            (merger, placed)
        });
        self.has_failed = merged.is_none();
        let Some((merger, placed)) = merged else { return };
        merger.text().clone_into(&mut self.text);
        self.placed = placed.into_iter().collect();
        self.merger.0 = merger;
    }

    /// What a build found out: what the document has, where the captures went, and what a person
    /// should know about it.
    pub(super) fn take_in(
        &mut self,
        setting: &MeetingSetting,
        kind: Option<DocumentKind>,
    ) -> (KnownParts, HashMap<String, Placed>, Option<String>) {
        self.kind = kind.or(self.kind);
        if self.kind == Some(DocumentKind::Slides) {
            return (KnownParts::default(), HashMap::new(), Some(SLIDES.into()));
        }
        let known = rebuild::guarded(|| merge::known(&self.text, form(setting)));
        let remark = self.has_failed.then(|| FAILED.to_owned());
        (known.unwrap_or_default(), self.placed.clone(), remark)
    }
}

/// What a meeting about a slide file is told.
pub(crate) const SLIDES: &str = "this is a slide file: the clock, notes and the silent round work; \
    decisions, actions and lessons are kept in the journal, but the deck does not show them, and \
    they are not written into the file";
const FAILED: &str = "whydeck itself failed to put the captures into the document: they are kept, \
    and the deck shows the document without them; please report it";
