//! How documents are written, and how each form is read.

use comrak::Arena;

use crate::postmortem::{self, Postmortem};
use crate::source::{SourceId, Sources, front_matter};

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
