//! What somebody decided about the rules: their levels, and where they are silent.

use super::settings::Levels;
use super::silence::Silences;
use crate::catalogue::pattern::Pattern;
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::source::front_matter::SetRule;
use crate::source::{Source, Sources};

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
        let mut silences = Silences::default();
        for source in sources.iter().filter(|source| is_written(source, sources)) {
            silences.read(source, source.path().is_some_and(document::is_yaml));
        }
        silences.apply(diagnostics);
        silences.tell(asked.is_checked, asked.is_built, diagnostics);
        self.levels.apply(diagnostics, asked.wanted);
    }
}

/// Whether a text is a document that somebody wrote, and not one that was put together.
fn is_written(source: &Source, sources: &Sources) -> bool {
    let start = source.span(0..0);
    let is_document = |path| document::is_markdown(path) || document::is_yaml(path);
    sources.written(start) == start && source.path().is_none_or(is_document)
}
