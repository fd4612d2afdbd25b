//! How documents are written, and how each form is read.

use comrak::Arena;

use crate::postmortem::{self, Postmortem, language};
use crate::source::{Source, SourceId, Sources, front_matter};
use crate::words::tongue::{self, OwnWords, Speaking, Tongues};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentForm {
    Markdown,
    Yaml,
}

impl DocumentForm {
    /// Reads and speaks the languages of a document, unless they are known already: who compiled it
    /// knows the words of its team, too.
    pub(crate) fn hear(self, source: &Source) -> Speaking {
        let known = tongue::spoken();
        match self {
            _ if known != Tongues::default() => tongue::speak(known),
            Self::Markdown => {
                let cut = front_matter::cut(source);
                language::hear(source, &cut, None, OwnWords::default())
            }
            Self::Yaml => language::hear_yaml(source, None, OwnWords::default()),
        }
    }

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
