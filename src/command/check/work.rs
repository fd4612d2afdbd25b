//! A document, checked: what the threads do.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::known::KnownFile;
use crate::catalogue::pattern::Pattern;
use crate::check::baseline::{self, KnownFindings, Sifted};
use crate::check::scorecard::Scorecard;
use crate::check::settings;
use crate::cli::Check;
use crate::command::documents::{Job, unread};
use crate::command::{output, problems};
use crate::compile::KnownEarlier;
use crate::compile::checked::{self, Checked, Checking, project_file};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{Report, Wording};
use crate::source::Sources;
use crate::source::front_matter::DocumentKind;

/// What came of a document.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) report: Report,
    pub(super) worst: Option<Severity>,
    /// Whether it could not be read.
    pub(super) is_failed: bool,
    /// Whether it was found in a folder, and is something else.
    pub(super) is_other: bool,
    pub(super) scorecard: Option<Scorecard>,
    pub(super) sifted: Sifted,
    /// Its findings, where a baseline is written.
    pub(super) known: KnownFindings,
}

/// What the threads share.
pub(super) struct Work<'w> {
    pub(super) options: &'w Check,
    pub(super) wording: Wording,
    pub(super) known: Option<KnownFile<'w>>,
    pub(super) known_earlier: Arc<KnownEarlier>,
}

impl Work<'_> {
    pub(super) fn run(&self, job: &Job) -> Told {
        // A bug that one document finds costs no other its check.
        catch_unwind(AssertUnwindSafe(|| self.check(job))).unwrap_or_else(|_| {
            let text = format!("{}: whydeck itself failed here: please report it", job.name());
            self.failed(job, &text)
        })
    }

    fn failed(&self, job: &Job, message: &str) -> Told {
        let report = unread(message, job.path(), self.wording);
        Told { report, worst: Some(Severity::Error), is_failed: true, ..Told::default() }
    }

    fn check(&self, job: &Job) -> Told {
        let text = match job.text() {
            Ok(text) => text,
            Err(fault) => return self.failed(job, &fault.message),
        };
        let checking = self.checking(job);
        let Checked { sources, diagnostics, verdict, scorecard } = checked::read(text, &checking);
        let is_other = diagnostics.is_empty() || job.is_usual();
        if verdict.is_guess && !checking.with_guesses && is_other {
            return Told { is_other: true, ..Told::default() };
        }
        let mut told = self.told(job.path(), &sources, diagnostics);
        // Slides are asked no rule: silence would pass a short postmortem.
        if verdict.is_guess && verdict.kind == DocumentKind::Slides && !job.is_found() {
            let line = format!("{}: {}\n", job.name(), output::verdict(&verdict));
            told.report.remark(&line, self.wording);
        }
        Told { scorecard, ..told }
    }

    /// What is wrong with the `whydeck.yaml` of a root: said once, and not with each document.
    pub(super) fn project(&self, root: &Path) -> Told {
        let (sources, diagnostics) = checked::project(root);
        self.told(Some(&project_file(root)), &sources, diagnostics)
    }

    fn told(
        &self,
        document: Option<&Path>,
        sources: &Sources,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Told {
        let mut told = Told::default();
        if let Some(known) = &self.known {
            if known.is_written {
                told.known = baseline::known(&diagnostics, sources);
                diagnostics.retain(settings::is_fixed);
            } else {
                let name = known.name(document);
                told.sifted = known.baseline.sift(&name, &mut diagnostics, sources);
            }
        }
        diagnostics.retain(|diagnostic| self.is_wanted(diagnostic));
        told.worst = problems::worst(&diagnostics);
        told.report = Report::of(&diagnostics, sources, self.wording);
        told
    }

    pub(super) fn checking(&self, job: &Job) -> Checking {
        let Check { kind, all, layout, root, only, .. } = self.options;
        Checking {
            kind: kind.map(DocumentKind::from),
            with_guesses: !job.is_found() || *all,
            layout: *layout,
            root: root.clone(),
            wanted: only.clone(),
            is_project_told: true,
            known_earlier: Arc::clone(&self.known_earlier),
        }
    }

    /// Whether a problem was asked for. What keeps a document from being read is told in any case.
    fn is_wanted(&self, diagnostic: &Diagnostic) -> bool {
        let Check { only, except, .. } = self.options;
        let is_of = |all: &[Pattern]| all.iter().any(|pattern| pattern.is_of(diagnostic.code));
        settings::is_fixed(diagnostic) || (only.is_empty() || is_of(only)) && !is_of(except)
    }
}
