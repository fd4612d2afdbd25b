//! What may be done to a document.

use super::draft::Draft;
use super::form::DocumentForm;
use super::item::{ActionAt, Field, NewItem};
use super::literal::one_line;
use super::{Edit, EditError, front, markdown, yaml};
use crate::words::{ActionState, SectionKind};

impl Draft<'_, '_> {
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
    #[cfg_attr(not(test), expect(dead_code, reason = "no verb makes a section alone"))]
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
    #[cfg_attr(not(test), expect(dead_code, reason = "no verb sets a key yet"))]
    pub(crate) fn set_key(&self, path: &[&str], value: &str) -> Result<Vec<Edit>, EditError> {
        let value = one_line(value);
        if value.is_empty() || path.is_empty() {
            return Err(EditError::Empty);
        }
        front::set_key(self, path, &value, self.form)
    }
}
