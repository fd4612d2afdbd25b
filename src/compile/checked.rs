//! What is wrong with a document, and what it lacks, without making a deck of it.

use comrak::Arena;

use super::{DocumentText, remarks};
use crate::check::{self, Subject};
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::kind::{self, Verdict};
use crate::postmortem::{self, Postmortem, contradictions};
use crate::source::front_matter::{self, DocumentKind};
use crate::source::{SourceId, Sources};

/// How a document is checked.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Checking {
    /// The kind, instead of what the document says or looks like.
    pub(crate) kind: Option<DocumentKind>,
    /// Whether a document is checked whose kind is only guessed.
    pub(crate) with_guesses: bool,
}

/// What came of a check.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) verdict: Verdict,
}

/// Checks a document; one whose kind is a guess may be left alone.
pub(crate) fn read(input: DocumentText, checking: Checking) -> Checked {
    let is_yaml = input.path.as_deref().is_some_and(document::is_yaml);
    let is_named = input.path.is_some();
    let mut sources = Sources::default();
    let id = sources.add(input.name, input.path, input.text);
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let read = if is_yaml { yaml } else { markdown };
    let (verdict, pm) = read(&arena, &sources, id, checking, &mut diagnostics);
    if !verdict.is_guess || checking.with_guesses {
        remarks::text(sources.get(id), is_named, &mut diagnostics);
    }
    if let Some(pm) = pm {
        contradictions::check(&pm, &sources, &mut diagnostics);
        diagnostics.extend(check::check(&Subject { pm: &pm, sources: &sources }));
    }
    diagnostics.sort_by_key(|one| one.span.map(|span| (span.source, span.start)));
    diagnostics.dedup();
    Checked { sources, diagnostics, verdict }
}

fn yaml<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    id: SourceId,
    checking: Checking,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Verdict, Option<Postmortem<'a>>) {
    let verdict = kind::of_yaml(sources.get(id).text());
    let is_asked = checking.with_guesses || checking.kind.is_some() || !verdict.is_guess;
    let pm = is_asked.then(|| postmortem::yaml::parse(arena, sources, id, diagnostics));
    (verdict, pm.flatten())
}

fn markdown<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    id: SourceId,
    checking: Checking,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Verdict, Option<Postmortem<'a>>) {
    let source = sources.get(id);
    let mut cut = front_matter::cut(source);
    diagnostics.append(&mut cut.diagnostics);
    let has_trailer = crate::deck::trailer::find(&source.text()[cut.body..]).is_some();
    let verdict = kind::tell(source, &cut, has_trailer, checking.kind);
    let is_asked = checking.with_guesses || !verdict.is_guess;
    let is_checked = is_asked && verdict.kind == DocumentKind::Postmortem;
    let pm = is_checked.then(|| postmortem::read::parse(arena, sources, id, cut, diagnostics));
    (verdict, pm)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalogue::rules::{self, RULES};

    /// The rules that a document breaks.
    fn broken(text: &str) -> BTreeSet<&'static str> {
        let text = text.to_owned();
        let input = DocumentText { name: "a.md".into(), path: Some("a.md".into()), text };
        let kind = Some(DocumentKind::Postmortem);
        let checked = read(input, Checking { kind, with_guesses: true });
        let codes = checked.diagnostics.iter().map(|diagnostic| diagnostic.code);
        codes.filter(|code| rules::rule(code).is_some()).collect()
    }

    #[test]
    fn the_examples_of_a_rule_differ_by_this_rule() {
        for rule in RULES {
            let bad = broken(rule.bad);
            let good = broken(rule.good);
            assert!(bad.contains(rule.code), "{}: the bad example does not break it", rule.code);
            assert!(!good.contains(rule.code), "{}: the good example breaks it", rule.code);
            let others: Vec<_> = bad.difference(&good).filter(|code| **code != rule.code).collect();
            assert!(others.is_empty(), "{}: the bad example breaks {others:?}, too", rule.code);
        }
    }
}
