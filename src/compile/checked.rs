//! What is wrong with a document, and what it lacks, without making a deck of it.

use comrak::Arena;

use super::DocumentText;
use crate::check::{self, Subject};
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::kind::{self, Verdict};
use crate::postmortem::{self, contradictions};
use crate::source::Sources;
use crate::source::front_matter::{self, DocumentKind};

/// What came of a check.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) verdict: Verdict,
}

/// Checks a document; `kind` is taken for the truth.
pub(crate) fn read(input: DocumentText, kind: Option<DocumentKind>) -> Checked {
    let is_yaml = input.path.as_deref().is_some_and(document::is_yaml);
    let mut sources = Sources::default();
    let id = sources.add(input.name, input.path, input.text);
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let source = sources.get(id);
    let (verdict, pm) = if is_yaml {
        let pm = postmortem::yaml::parse(&arena, &sources, id, &mut diagnostics);
        (kind::of_yaml(source.text()), pm)
    } else {
        let mut cut = front_matter::cut(source);
        diagnostics.append(&mut cut.diagnostics);
        let has_trailer = crate::deck::trailer::find(&source.text()[cut.body..]).is_some();
        let verdict = kind::tell(source, &cut, has_trailer, kind);
        let is_postmortem = verdict.kind == DocumentKind::Postmortem;
        let pm = is_postmortem
            .then(|| postmortem::read::parse(&arena, &sources, id, cut, &mut diagnostics));
        (verdict, pm)
    };
    if let Some(pm) = pm {
        contradictions::check(&pm, &sources, &mut diagnostics);
        diagnostics.extend(check::check(&Subject { pm: &pm, sources: &sources }));
    }
    diagnostics.sort_by_key(|one| one.span.map(|span| (span.source, span.start)));
    diagnostics.dedup();
    Checked { sources, diagnostics, verdict }
}
