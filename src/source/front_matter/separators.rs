//! The keys of front matter that say what stands between slides, and before notes.

use super::Spanned;
use super::read::spanned;
use crate::source::data::Fields;

/// What an author wrote, at the top level or below `slideOptions` or `revealOptions`.
#[derive(Debug, Clone, Default)]
pub struct SeparatorKeys {
    /// `separator`.
    pub slide: Option<Spanned<String>>,
    /// `verticalSeparator`.
    pub below: Option<Spanned<String>>,
    /// `notesSeparator`.
    pub notes: Option<Spanned<String>>,
}

impl SeparatorKeys {
    /// Takes the keys of a mapping in; those that are known already stay.
    pub(super) fn take(&mut self, fields: &mut Fields<'_, '_>) {
        let keys = [
            ("separator", &mut self.slide),
            ("verticalSeparator", &mut self.below),
            ("notesSeparator", &mut self.notes),
        ];
        for (key, known) in keys {
            let written = spanned(fields, key).filter(|written| !written.value.is_empty());
            *known = known.take().or(written);
        }
    }

    /// Whether the author wrote any.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.slide.is_some() || self.below.is_some() || self.notes.is_some()
    }
}
