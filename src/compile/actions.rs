//! The actions of a document, read without making a deck of it.

use comrak::Arena;
use jiff::civil::Date;

use super::{DocumentText, project};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document;
use crate::kind::{self, Verdict};
use crate::markdown::plain_text;
use crate::postmortem::{self, Action, ActionState, Postmortem, due, find_date};
use crate::source::front_matter::{self, Cut, DocumentKind};
use crate::source::{SourceId, Sources};

/// What a document promises.
#[derive(Debug)]
pub(crate) struct ListedActions {
    pub(crate) sources: Sources,
    /// What keeps the document, or a part of it, from being read.
    pub(crate) errors: Vec<Diagnostic>,
    pub(crate) verdict: Verdict,
    pub(crate) head: DocumentHead,
    /// By line; empty for a document that is not asked.
    pub(crate) actions: Vec<ListedAction>,
}

/// What a document that is asked says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct DocumentHead {
    pub(crate) title: String,
    /// The day of its meeting, or that of its incident.
    pub(crate) day: Option<Date>,
}

/// An action with all that lists of actions show.
#[derive(Debug, Clone)]
pub(crate) struct ListedAction {
    pub(crate) id: String,
    /// Whether the author wrote the id; else it is counted, and changes with the list.
    pub(crate) has_own_id: bool,
    pub(crate) text: String,
    pub(crate) detail: Vec<String>,
    pub(crate) owner: Option<String>,
    /// A full date as `2026-01-31`; else the author's words.
    pub(crate) due: Option<String>,
    pub(crate) due_day: Option<Date>,
    pub(crate) sign: Option<String>,
    pub(crate) state: ActionState,
    /// Why it was declined.
    pub(crate) reason: Option<String>,
    pub(crate) is_corrective: bool,
    pub(crate) links: Vec<String>,
    pub(crate) line: usize,
}

/// Reads the actions of a postmortem. A document that is only guessed to be one is asked
/// `with_guesses` alone; `kind` is taken for the truth.
pub(crate) fn read(
    input: DocumentText,
    kind: Option<DocumentKind>,
    with_guesses: bool,
) -> ListedActions {
    let is_yaml = input.path.as_deref().is_some_and(document::is_yaml);
    let mut sources = Sources::default();
    let path = input.path.clone();
    let id = sources.add(input.name, input.path, input.text);
    let arena = Arena::new();
    let mut problems = Vec::new();
    let cut = if is_yaml { Cut::default() } else { front_matter::cut(sources.get(id)) };
    let at = (path.as_deref(), None);
    let _speaking = project::hear(sources.get(id), &cut, is_yaml, at);
    let (verdict, pm) = if is_yaml {
        let verdict = kind::of_yaml(sources.get(id).text());
        let is_asked = with_guesses || kind.is_some() || !verdict.is_guess;
        if !is_asked {
            problems = kind::broken(sources.get(id), &Cut::default(), is_yaml);
        }
        let pm = is_asked.then(|| postmortem::yaml::parse(&arena, &sources, id, &mut problems));
        (verdict, pm.flatten())
    } else {
        markdown(&arena, &sources, (id, cut), (kind, with_guesses), &mut problems)
    };
    let (head, actions) = pm.map(|pm| (head(&pm), listed(&pm, &sources))).unzip();
    problems.retain(|problem| problem.severity == Severity::Error);
    problems.sort_by_key(|problem| problem.span.map(|span| (span.source, span.start)));
    problems.dedup();
    let (head, actions) = (head.unwrap_or_default(), actions.unwrap_or_default());
    ListedActions { errors: problems, verdict, head, actions, sources }
}

fn markdown<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    (id, mut cut): (SourceId, Cut),
    (kind, with_guesses): (Option<DocumentKind>, bool),
    problems: &mut Vec<Diagnostic>,
) -> (Verdict, Option<Postmortem<'a>>) {
    let source = sources.get(id);
    let has_trailer = crate::deck::trailer::find(&source.text()[cut.body..]).is_some();
    let verdict = kind::tell(source, &cut, has_trailer, kind);
    // Who asks a document for its actions does not take it for slides.
    let is_known = verdict.kind == DocumentKind::Postmortem && !verdict.is_guess;
    if !(is_known || verdict.is_guess && with_guesses) {
        let broken = kind::broken(source, &cut, false);
        problems.extend(if with_guesses { cut.diagnostics } else { broken });
        return (verdict, None);
    }
    problems.append(&mut cut.diagnostics);
    let pm = postmortem::read::parse(arena, sources, id, cut, problems);
    (verdict, Some(pm))
}

fn head(pm: &Postmortem) -> DocumentHead {
    DocumentHead { title: pm.title.clone(), day: pm.front.date.as_deref().and_then(find_date) }
}

fn listed(pm: &Postmortem, sources: &Sources) -> Vec<ListedAction> {
    let is_day_first = due::order_of(pm);
    let one = |action: &Action, is_corrective| {
        let iso = action.due.as_deref().and_then(|due| due::iso(due, is_day_first));
        let written = sources.get(action.span.source).text();
        let written = written.get(action.span.start..action.span.end).unwrap_or_default();
        ListedAction {
            id: action.id.clone(),
            has_own_id: written.contains(&action.id),
            text: plain_text(action.text),
            detail: action.detail.iter().map(|block| plain_text(block)).collect(),
            owner: action.owner.clone(),
            due_day: iso.as_deref().and_then(|day| day.parse().ok()),
            due: iso.or_else(|| action.due.clone()),
            sign: action.sign.clone(),
            state: action.state,
            reason: action.reason.clone(),
            is_corrective,
            links: action.links.clone(),
            line: sources.position(action.span).line,
        }
    };
    let corrective = pm.corrective_actions.iter().map(|action| one(action, true));
    let items = pm.action_items.iter().map(|action| one(action, false));
    let mut all: Vec<ListedAction> = corrective.chain(items).collect();
    all.sort_by_key(|action| action.line);
    all
}
