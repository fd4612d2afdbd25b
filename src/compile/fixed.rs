//! A document in which something is put right.

use comrak::Arena;

use super::checked::{Checking, told};
use super::{DocumentText, project};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document;
use crate::edit::{self, Draft, EditError, fix};
use crate::kind::Verdict;
use crate::postmortem;
use crate::source::Sources;
use crate::source::front_matter::{self, Cut, DocumentKind};

/// Something that is put right without asking the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fix {
    Ids,
    Order,
    Stamps,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Fixed {
    /// What keeps the document from being read: then nothing is put right in it.
    pub(crate) errors: Vec<Diagnostic>,
    /// The texts that they point into.
    pub(crate) sources: Sources,
    /// The document; as it was when nothing had to be done.
    pub(crate) text: String,
    /// What could not be put right, and why.
    pub(crate) refused: Vec<(Fix, EditError)>,
    pub(crate) verdict: Verdict,
}

/// Puts right what is asked for, one after the other; slides stay as they are.
pub(crate) fn fixed(input: &DocumentText, fixes: &[Fix], checking: &Checking) -> Fixed {
    let is_yaml = input.path.as_deref().is_some_and(document::is_yaml);
    let mut sources = Sources::default();
    let id = sources.add(input.name.clone(), input.path.clone(), input.text.clone());
    let source = sources.get(id);
    let mut cut = if is_yaml { Cut::default() } else { front_matter::cut(source) };
    let at = (input.path.as_deref(), checking.root.as_deref());
    let _speaking = project::hear(source, &cut, is_yaml, at);
    let verdict = told(source, &cut, is_yaml, checking);
    let mut errors = std::mem::take(&mut cut.diagnostics);
    if is_yaml {
        postmortem::yaml::parse(&Arena::new(), &sources, id, &mut errors);
    }
    errors.retain(|problem| problem.severity == Severity::Error);
    let is_broken = !errors.is_empty();
    let text = input.text.clone();
    let mut fixed = Fixed { errors, sources, text, refused: Vec::new(), verdict };
    let is_asked = fixed.verdict.kind == DocumentKind::Postmortem
        && (checking.with_guesses || !fixed.verdict.is_guess);
    if !is_asked || is_broken {
        return fixed;
    }
    let form = if is_yaml { edit::DocumentForm::Yaml } else { edit::DocumentForm::Markdown };
    for fix in fixes {
        match one(&fixed.text, form, *fix) {
            Ok(text) => fixed.text = text,
            Err(error) => fixed.refused.push((*fix, error)),
        }
    }
    fixed
}

fn one(text: &str, form: edit::DocumentForm, fix: Fix) -> Result<String, EditError> {
    let mut sources = Sources::default();
    let id = sources.add("document", None, text.to_owned());
    let arena = Arena::new();
    let Some(pm) = form.read(&arena, &sources, id) else { return Ok(text.to_owned()) };
    let draft = Draft::new(&pm, &sources, id, text, form)?;
    let edits = match fix {
        Fix::Ids => fix::ids(&draft),
        Fix::Order => fix::order(&draft),
        Fix::Stamps => fix::stamps(&draft),
    };
    edits.map(|edits| edit::apply(text, &edits))
}
