//! What is wrong with a document, and what it lacks, without making a deck of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use comrak::Arena;

use super::earlier::{self, Gathered, Wanted};
use super::looks::{self, Place};
use super::{DocumentText, KnownEarlier, Options, Outcome, compile, project, remarks, vocabulary};
use crate::catalogue::pattern::Pattern;
use crate::check::scorecard::Scorecard;
use crate::check::{self, Asked, Rulings, Subject, settings};
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::kind::{self, Verdict};
use crate::postmortem::{self, contradictions};
use crate::root;
use crate::source::front_matter::{self, Cut, DocumentKind, FrontMatter, ProjectKeys};
use crate::source::{Source, Sources};

/// How a document is checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Checking {
    /// The kind, instead of what the document says or looks like.
    pub(crate) kind: Option<DocumentKind>,
    /// Whether a document is checked whose kind is only guessed.
    pub(crate) with_guesses: bool,
    /// Whether the slides of the document are made, and measured.
    pub(crate) layout: bool,
    /// The folder that nothing may be read outside of.
    pub(crate) root: Option<PathBuf>,
    /// Rules that are wanted by name: they are never off.
    pub(crate) wanted: Vec<Pattern>,
    /// Whether what is wrong with the root's `whydeck.yaml` was told already.
    pub(crate) is_project_told: bool,
    /// What was read of earlier postmortems, for the next document that names them.
    pub(crate) known_earlier: Arc<KnownEarlier>,
}

/// What came of a check.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) verdict: Verdict,
    /// The nine sections, of a postmortem.
    pub(crate) scorecard: Option<Scorecard>,
}

/// Checks a document; one whose kind is a guess may be left alone.
pub(crate) fn read(input: DocumentText, checking: &Checking) -> Checked {
    let is_yaml = input.path.as_deref().is_some_and(document::is_yaml);
    let is_named = input.path.is_some();
    let unread = input.clone();
    let mut sources = Sources::default();
    let id = sources.add(input.name, input.path, input.text);
    let mut cut = if is_yaml { Cut::default() } else { front_matter::cut(sources.get(id)) };
    let mut told_project = Vec::new();
    let project = project_of(unread.path.as_deref(), checking, &mut sources, &mut told_project);
    let _speaking = vocabulary::hear_with(sources.get(id), &cut, is_yaml, &project);
    let verdict = told(sources.get(id), &cut, is_yaml, checking);
    let mut diagnostics = Vec::new();
    if verdict.is_guess && !checking.with_guesses {
        diagnostics.append(&mut kind::broken(sources.get(id), &cut, is_yaml));
        return Checked { sources, diagnostics, verdict, scorecard: None };
    }
    // What is wrong with slides is found where they are made.
    if checking.layout || verdict.kind == DocumentKind::Slides {
        return of_deck(unread, checking, verdict);
    }
    let arena = Arena::new();
    diagnostics.append(&mut told_project);
    let mut rulings = Rulings::new(&[], &project.check);
    let mut scorecard = None;
    remarks::text(sources.get(id), is_named, &mut diagnostics);
    let pm = if is_yaml {
        postmortem::yaml::parse(&arena, &sources, id, &mut diagnostics)
    } else {
        diagnostics.append(&mut cut.diagnostics);
        Some(postmortem::read::parse(&arena, &sources, id, cut, &mut diagnostics))
    };
    if let Some(pm) = pm {
        settings::tell(&pm.front.check, &mut diagnostics);
        rulings = Rulings::new(&pm.front.check, &project.check);
        remarks::front(&pm.front, true, &mut diagnostics);
        contradictions::check(&pm, &sources, &mut diagnostics);
        let path = unread.path.as_deref();
        let place = Place::of(path, checking.root.as_deref());
        let named = Wanted::of(&pm.front, &project.previous);
        let gathered = earlier_of(named, (&place, path), checking);
        diagnostics.extend(gathered.problems);
        let rules = project::wording(&project, &place.root, &mut sources, &mut diagnostics);
        let wording = rules.as_ref();
        let earlier = gathered.earlier.as_ref();
        let told = &diagnostics;
        let subject = Subject { pm: &pm, sources: &sources, told, earlier, wording };
        let found = check::check(&subject);
        scorecard = Some(Scorecard::new(&pm, &found));
        diagnostics.extend(found);
        looks::figures(&arena, &pm, &sources, &place, &mut diagnostics);
        looks::colors(&pm, &place, &mut sources, &mut diagnostics);
    }
    let asked = Asked { wanted: &checking.wanted, is_checked: true, is_built: false };
    rulings.apply(&sources, &mut diagnostics, asked);
    diagnostics.sort_by_key(|one| one.span.map(|span| (span.source, span.start)));
    diagnostics.dedup();
    scorecard.iter_mut().for_each(|scorecard| scorecard.complete(&diagnostics));
    Checked { sources, diagnostics, verdict, scorecard }
}

/// What the earlier postmortems promised that a document names.
fn earlier_of(
    named: Wanted<'_>,
    (place, document): (&Place, Option<&Path>),
    checking: &Checking,
) -> Gathered {
    let Place { base, root } = place;
    let is_told = checking.is_project_told;
    let wanted = Wanted { base, root, document, is_told, ..named };
    earlier::gather(&wanted, &checking.known_earlier)
}

/// What `whydeck.yaml` says to a document.
fn project_of(
    path: Option<&Path>,
    checking: &Checking,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> ProjectKeys {
    let base = super::folder_of(path);
    let root = checking.root.clone().unwrap_or_else(|| root::of(&base));
    let is_project_told = checking.is_project_told;
    let options = Options { is_project_told, ..Options::default() };
    project::read((&root, &base), &options, sources, diagnostics)
}

/// What is wrong with the `whydeck.yaml` of a root.
pub(crate) fn project(root: &Path) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let keys = project::read((root, root), &Options::default(), &mut sources, &mut diagnostics);
    let front = FrontMatter::default();
    let wanted = Wanted { base: root, root, ..Wanted::of(&front, &keys.previous) };
    diagnostics.extend(earlier::gather(&wanted, &KnownEarlier::default()).problems);
    let asked = Asked { wanted: &[], is_checked: false, is_built: false };
    Rulings::new(&[], &keys.check).apply(&sources, &mut diagnostics, asked);
    (sources, diagnostics)
}

/// The `whydeck.yaml` of a root.
pub(crate) fn project_file(root: &Path) -> PathBuf {
    project::path(root)
}

/// What the document is taken for.
pub(super) fn told(source: &Source, cut: &Cut, is_yaml: bool, checking: &Checking) -> Verdict {
    if is_yaml {
        let verdict = kind::of_yaml(source.text());
        return Verdict { is_guess: verdict.is_guess && checking.kind.is_none(), ..verdict };
    }
    let has_trailer = crate::deck::trailer::find(&source.text()[cut.body..]).is_some();
    kind::tell(source, cut, has_trailer, checking.kind)
}

/// All that a build finds.
fn of_deck(input: DocumentText, checking: &Checking, verdict: Verdict) -> Checked {
    let options = Options {
        kind: checking.kind,
        root: checking.root.clone(),
        highlight: false,
        helpers: 0,
        fit: checking.layout,
        check: true,
        wanted: checking.wanted.clone(),
        is_project_told: checking.is_project_told,
        known_earlier: Arc::clone(&checking.known_earlier),
        ..Options::default()
    };
    let Outcome { sources, diagnostics, scorecard, .. } = compile(input, &options);
    Checked { sources, diagnostics, verdict, scorecard }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;
    use crate::catalogue::rules::{self, RULES};

    /// The rules that a document breaks.
    fn broken(text: &str) -> BTreeSet<&'static str> {
        let dir = tempfile::tempdir().expect("a folder");
        let earlier = "---\ndate: 2026-10-02\n---\n## Summary\n\nx\n\n## Action items\n\n\
                       - Page on 5xx – @web, due 2026-10-15\n";
        fs::write(dir.path().join("2026-10-02.md"), earlier).expect("a file");
        fs::create_dir(dir.path().join("drafts")).expect("a folder");
        let text = text.to_owned();
        let path = Some(dir.path().join("a.md"));
        let input = DocumentText { name: "a.md".into(), path, text };
        let kind = Some(DocumentKind::Postmortem);
        let root = Some(dir.path().to_owned());
        let checking = Checking { kind, with_guesses: true, root, ..Checking::default() };
        let checked = read(input, &checking);
        let codes = checked.diagnostics.iter().map(|diagnostic| diagnostic.code);
        codes.filter(|code| rules::rule(code).is_some()).collect()
    }

    #[test]
    fn the_examples_of_a_rule_differ_by_this_rule() {
        let mut wrong = Vec::new();
        for rule in RULES {
            let bad = broken(rule.bad);
            let good = broken(rule.good);
            if !bad.contains(rule.code) {
                wrong.push(format!("{}: the bad example does not break it", rule.code));
            }
            if good.contains(rule.code) {
                wrong.push(format!("{}: the good example breaks it", rule.code));
            }
            let others: Vec<_> = bad.difference(&good).filter(|code| **code != rule.code).collect();
            if !others.is_empty() {
                wrong.push(format!("{}: the bad example breaks {others:?}, too", rule.code));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
