//! What somebody decided about the rules: their levels, and where they are silent.

use super::settings::Levels;
use super::silence::Silences;
use crate::catalogue::pattern::Pattern;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::source::front_matter::SetRule;

/// What somebody decided about the rules.
#[derive(Debug, Default)]
pub(crate) struct Rulings {
    levels: Levels,
}

/// What was asked of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'w> {
    /// Rules that are wanted by name: they are never off.
    pub(crate) wanted: &'w [Pattern],
    /// Whether the rules were asked.
    pub(crate) is_checked: bool,
    /// Whether everything was asked that a build finds.
    pub(crate) is_built: bool,
}

impl Rulings {
    /// Of the document, then of the file that it shares with others, which it beats.
    pub(crate) fn new(own: &[SetRule], shared: &[SetRule]) -> Self {
        let mut levels = Levels::default();
        levels.add(own);
        levels.add(shared);
        Self { levels }
    }

    /// Leaves of all problems what is to be told, at the level that was set.
    pub(crate) fn apply(
        &self,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
        asked: Asked<'_>,
    ) {
        let mut silences = Silences::of(sources);
        silences.apply(diagnostics);
        silences.tell(asked.is_checked, asked.is_built, diagnostics);
        self.levels.apply(diagnostics, asked.wanted);
    }
}
