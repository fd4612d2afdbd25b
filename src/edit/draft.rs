//! A document that is edited: the file, what was read from it, and how changes of it are tried.

use super::change::{Change, changed, edits};
use super::form::DocumentForm;
use super::reading::Reading;
use super::{Edit, EditError};
use crate::markdown::Node;
use crate::postmortem::Postmortem;
use crate::source::scrub::scrub;
use crate::source::{Source, SourceId, Sources, Span};

/// A document that is edited.
pub(crate) struct Draft<'d, 'a> {
    pub(super) pm: &'d Postmortem<'a>,
    pub(super) sources: &'d Sources,
    pub(super) source: &'d Source,
    file: &'d str,
    pub(super) form: DocumentForm,
    pub(super) before: Reading,
}

impl<'d, 'a> Draft<'d, 'a> {
    /// The document that `pm` was read from; `file` is its text with byte order mark and carriage
    /// returns.
    ///
    /// # Errors
    /// When the file is another text by now.
    pub(crate) fn new(
        pm: &'d Postmortem<'a>,
        sources: &'d Sources,
        id: SourceId,
        file: &'d str,
        form: DocumentForm,
    ) -> Result<Self, EditError> {
        let source = sources.get(id);
        if scrub(file.to_owned()) != source.text() {
            return Err(EditError::OtherText);
        }
        let before = Reading::of(pm, source, form);
        Ok(Self { pm, sources, source, file, form, before })
    }

    /// The text as whydeck reads it.
    pub(super) fn text(&self) -> &'d str {
        self.source.text()
    }

    /// Where a node stands in the text.
    pub(super) fn span(&self, node: Node<'_>) -> Span {
        let span = self.sources.span(node.data().sourcepos);
        span.filter(|span| span.source == self.source.id()).unwrap_or(self.source.span(0..0))
    }

    /// The edits that changes make, if the text then reads as it should.
    pub(super) fn tried(
        &self,
        changes: &[Change],
        fits: impl FnOnce(&Reading) -> bool,
    ) -> Option<Vec<Edit>> {
        let text = changed(self.text(), changes)?;
        let after = Reading::of_text(&text, self.form)?;
        fits(&after).then(|| edits(self.source, self.file, changes))
    }
}
