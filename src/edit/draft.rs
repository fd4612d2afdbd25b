//! A document that is edited: the file, what was read from it, and how changes of it are tried.

use comrak::Arena;

use super::change::{Change, changed, edits};
use super::form::DocumentForm;
use super::item::{ActionAt, ListOf};
use super::reading::{ReadItem, Reading};
use super::{Edit, EditError};
use crate::markdown::Node;
use crate::postmortem::Postmortem;
use crate::source::scrub::scrub;
use crate::source::{Source, SourceId, Sources, Span};

/// Reads a file and asks what it says; none when it is no document as it is now.
pub(crate) fn read<T>(
    file: &str,
    form: DocumentForm,
    ask: impl FnOnce(&Draft<'_, '_>) -> T,
) -> Option<T> {
    let arena = Arena::new();
    let mut sources = Sources::default();
    let id = sources.add("document", None, file.to_owned());
    let _speaking = form.hear(sources.get(id));
    let pm = form.read(&arena, &sources, id)?;
    Draft::new(&pm, &sources, id, file, form).ok().map(|draft| ask(&draft))
}

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

    /// The file, as it was read.
    pub(crate) fn file(&self) -> &'d str {
        self.file
    }

    /// How it is written.
    pub(crate) fn form(&self) -> DocumentForm {
        self.form
    }

    /// What was read from it.
    pub(crate) fn postmortem(&self) -> &'d Postmortem<'a> {
        self.pm
    }

    /// What its actions say: the corrective ones first.
    pub(crate) fn actions(&self) -> impl Iterator<Item = (ActionAt, &ReadItem)> {
        let [corrective, items] =
            [ListOf::Corrective, ListOf::Items].map(|list| &self.before.lists[list.index()]);
        let corrective =
            corrective.iter().enumerate().map(|(at, read)| (ActionAt::Corrective(at), read));
        corrective.chain(items.iter().enumerate().map(|(at, read)| (ActionAt::Item(at), read)))
    }

    /// What its lessons say.
    pub(crate) fn lessons(&self) -> &[ReadItem] {
        &self.before.lists[ListOf::Lessons.index()]
    }

    /// What the decisions say that it asks for, and the questions that are open.
    pub(crate) fn questions(&self) -> &[ReadItem] {
        &self.before.lists[ListOf::Questions.index()]
    }

    /// What the decisions say that were made.
    pub(crate) fn decisions(&self) -> &[ReadItem] {
        &self.before.lists[ListOf::Decisions.index()]
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
