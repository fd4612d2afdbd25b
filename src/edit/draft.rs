//! A document that is edited: the file, what was read from it, and what may be done to it.

use comrak::Arena;

use super::change::{Change, changed, edits};
use super::item::{ActionAt, Field, NewItem};
use super::literal::one_line;
use super::reading::Reading;
use super::{Edit, EditError, front, markdown, yaml};
use crate::markdown::Node;
use crate::postmortem::{self, Postmortem};
use crate::source::scrub::scrub;
use crate::source::{Source, SourceId, Sources, Span, front_matter};
use crate::words::{ActionState, SectionKind};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentForm {
    Markdown,
    Yaml,
}

impl DocumentForm {
    /// Reads a document; none when it is not what it should be.
    pub(crate) fn read<'a>(
        self,
        arena: &'a Arena<'a>,
        sources: &Sources,
        id: SourceId,
    ) -> Option<Postmortem<'a>> {
        let mut ignored = Vec::new();
        match self {
            Self::Markdown => {
                let cut = front_matter::cut(sources.get(id));
                Some(postmortem::read::parse(arena, sources, id, cut, &mut ignored))
            }
            Self::Yaml => postmortem::yaml::parse(arena, sources, id, &mut ignored),
        }
    }
}

/// A document that is edited.
pub(crate) struct Draft<'d, 'a> {
    pub(super) pm: &'d Postmortem<'a>,
    pub(super) sources: &'d Sources,
    pub(super) source: &'d Source,
    file: &'d str,
    form: DocumentForm,
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

    /// Puts an item into the list it belongs to. No edits when it stands there already.
    ///
    /// # Errors
    /// When nothing is typed, or no place takes it.
    pub(crate) fn insert(&self, item: &NewItem) -> Result<Vec<Edit>, EditError> {
        let words = item.words().ok_or(EditError::Empty)?;
        if words.is_in(&self.before) {
            return Ok(Vec::new());
        }
        match self.form {
            DocumentForm::Markdown => markdown::insert(self, &words),
            DocumentForm::Yaml => yaml::insert(self, &words),
        }
    }

    /// Sets how far an action is; `reason` says why it was declined.
    ///
    /// # Errors
    /// When there is no such action, or no form of the state fits.
    pub(crate) fn set_state(
        &self,
        at: ActionAt,
        state: ActionState,
        reason: Option<&str>,
    ) -> Result<Vec<Edit>, EditError> {
        let reason = reason.map(one_line).filter(|reason| !reason.is_empty());
        match self.form {
            DocumentForm::Markdown => markdown::set_state(self, at, state, reason.as_deref()),
            DocumentForm::Yaml => yaml::set_state(self, at, state, reason.as_deref()),
        }
    }

    /// Sets a field of an action.
    ///
    /// # Errors
    /// When there is no such action, nothing is typed, or no form of the field fits.
    pub(crate) fn set_field(
        &self,
        at: ActionAt,
        field: Field,
        value: &str,
    ) -> Result<Vec<Edit>, EditError> {
        let value = one_line(value);
        if value.is_empty() {
            return Err(EditError::Empty);
        }
        match self.form {
            DocumentForm::Markdown => markdown::set_field(self, at, field, &value),
            DocumentForm::Yaml => yaml::set_field(self, at, field, &value),
        }
    }

    /// Puts an empty section at its canonical place. No edits when there is one.
    ///
    /// # Errors
    /// When no place takes it.
    pub(crate) fn insert_section(&self, kind: SectionKind) -> Result<Vec<Edit>, EditError> {
        if self.pm.of_kind(kind).next().is_some() {
            return Ok(Vec::new());
        }
        match self.form {
            DocumentForm::Markdown => markdown::insert_section(self, kind),
            DocumentForm::Yaml => yaml::insert_section(self, kind),
        }
    }

    /// Sets a key of the front matter, or of a YAML document: `["incident", "detected"]`.
    ///
    /// # Errors
    /// When nothing is typed, or the value cannot be set by itself.
    pub(crate) fn set_key(&self, path: &[&str], value: &str) -> Result<Vec<Edit>, EditError> {
        let value = one_line(value);
        if value.is_empty() || path.is_empty() {
            return Err(EditError::Empty);
        }
        front::set_key(self, path, &value, self.form)
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
