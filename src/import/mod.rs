//! What an incident leaves behind as entries of a timeline: exports of chats, pagers, status pages
//! and trackers, and tables.
//!
//! 1. [`SourceFiles`] reads the files that are named, and what lies beside a channel of Slack.
//! 2. `shape` tells by what a file holds what it is; `slack`, `pagerduty`, `statuspage`, `gitlab`
//!    and `rows` gather what it says ([`gathered`]), and of whom (`people`).
//! 3. Entries of all sources are put in order of time; exact repeats are one.
//! 4. `clean` takes secrets and names out.
//! 5. `literal` writes a text so that it reads as itself.
//!
//! Nothing is guessed: what no source states stays open. Nothing is left out in silence.

mod clean;
mod csv;
mod files;
mod gathered;
mod gitlab;
mod json;
pub(crate) mod literal;
mod odd_times;
mod pagerduty;
mod people;
mod remarks;
mod rows;
mod secrets;
mod shape;
mod slack;
mod statuspage;

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use self::clean::Cleaner;
use self::files::SourceFile;
pub(crate) use self::files::SourceFiles;
use self::gathered::{Chosen, Gathered, LeftOut, Said, Told};
use self::json::Json;
use self::shape::Shape;
use self::slack::Workspace;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// The most entries of a timeline.
const MOST_ENTRIES: usize = 1_000;

/// How sources are read.
#[derive(Debug)]
pub(crate) struct ImportOptions<'o> {
    /// Whether people keep their names.
    pub(crate) names: bool,
    /// Which incidents, where a source tells of several.
    pub(crate) incidents: &'o [String],
    /// The zone of times that name none.
    pub(crate) zone: TimeZone,
}

/// An entry of the timeline; all texts are plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ImportedEvent {
    pub(crate) at: Timestamp,
    pub(crate) actor: String,
    pub(crate) text: String,
    pub(crate) source: String,
    /// The state of a status page, which stands before the text.
    pub(crate) state: Option<&'static str>,
}

/// What the sources state.
#[derive(Debug, Default)]
pub(crate) struct Imported {
    pub(crate) events: Vec<ImportedEvent>,
    pub(crate) title: Option<String>,
    pub(crate) severity: Option<String>,
    pub(crate) services: Vec<String>,
    pub(crate) started: Option<Timestamp>,
    pub(crate) detected: Option<Timestamp>,
    pub(crate) mitigated: Option<Timestamp>,
    pub(crate) resolved: Option<Timestamp>,
    /// What is said about the run, a line each.
    pub(crate) remarks: Vec<String>,
    pub(crate) problems: Vec<Diagnostic>,
    /// The texts that problems are about.
    pub(crate) sources: Sources,
}

/// Reads what was found.
pub(crate) fn read(found: SourceFiles, options: &ImportOptions<'_>) -> Imported {
    let mut reader = Reader {
        options,
        workspace: Workspace::default(),
        gathered: Gathered::default(),
        imported: Imported::default(),
        tables: 0,
    };
    for unread in found.unread {
        let mut problem = Diagnostic::error("import/file", unread.message);
        problem.help = unread.help;
        reader.imported.problems.push(problem);
    }
    if found.others > 0 {
        let others = remarks::count(found.others, "file", " that is neither JSON nor CSV");
        reader.gathered.remarks.push(format!("{others} of the folder left out"));
    }
    // Who the authors are is known before they speak.
    let (messages, first): (Vec<_>, Vec<_>) =
        found.files.into_iter().partition(SourceFile::may_be_messages);
    for file in first.into_iter().chain(messages) {
        reader.file(file);
    }
    reader.check();
    reader.finish()
}

struct Reader<'o> {
    options: &'o ImportOptions<'o>,
    workspace: Workspace,
    gathered: Gathered,
    imported: Imported,
    tables: usize,
}

impl Reader<'_> {
    fn file(&mut self, file: SourceFile) {
        let SourceFile { name, path, text, folder, is_beside } = file;
        let id = self.imported.sources.add(name.clone(), path, text);
        let source = self.imported.sources.get(id);
        let text = source.text();
        let mut problems = Vec::new();
        if text.trim_start().starts_with(['{', '[']) {
            match json::read(text) {
                Ok(tree) => {
                    let is_known = take(
                        &tree,
                        folder.as_ref(),
                        &mut self.workspace,
                        (&mut self.gathered, Chosen(self.options.incidents)),
                    );
                    if shape::goes_on(&tree) {
                        let line = format!("{name} says that there is more: fetch the rest, too");
                        self.gathered.remarks.push(line);
                    }
                    if !is_known && !is_beside {
                        problems.push(unknown(&name, "this JSON"));
                    }
                }
                Err(broken) => {
                    let span = broken.at().map(|at| source.span(at..at + width(text, at)));
                    problems.push(Diagnostic::error("import/syntax", broken.message()).at(span));
                }
            }
        } else if rows::is_table(text) {
            self.tables += 1;
            let label = label(&name);
            let zone = &self.options.zone;
            for wrong in rows::read(text, &label, self.tables, zone, &mut self.gathered) {
                let end = wrong.place.end.max(wrong.place.start + width(text, wrong.place.start));
                let span = source.span(wrong.place.start..end);
                let problem = Diagnostic::error(wrong.code, wrong.message).at(span);
                problems.push(problem.help(wrong.help));
            }
        } else if !is_beside {
            let what = if text.trim().is_empty() { "an empty file" } else { "this text" };
            let problem = unknown(&name, what);
            problems.push(match rows::other_columns(text) {
                Some(help) => problem.help(help),
                None => problem,
            });
        }
        self.imported.problems.extend(problems);
    }

    /// Whether there is something to make a document of.
    fn check(&mut self) {
        if !self.imported.problems.is_empty() {
            return;
        }
        let incidents = &self.gathered.incidents;
        let problems = &mut self.imported.problems;
        let chosen = Chosen(self.options.incidents);
        for name in self.options.incidents {
            if !incidents.iter().any(|told| Chosen(std::slice::from_ref(name)).names(told)) {
                problems.push(remarks::nobody(name, incidents));
            }
        }
        let histories: Vec<&Told> = incidents.iter().filter(|told| told.is_history).collect();
        if !problems.is_empty() {
            return;
        }
        if histories.len() > 1 && !histories.iter().any(|told| chosen.names(told)) {
            problems.push(remarks::several(&histories));
        } else if self.gathered.said.is_empty() {
            problems.push(remarks::nothing(&self.gathered));
        }
    }

    fn finish(self) -> Imported {
        let Self { options, mut gathered, mut imported, .. } = self;
        if !imported.problems.is_empty() {
            return imported;
        }
        let mut said = std::mem::take(&mut gathered.said);
        let mut remarks = remarks::sources(&said);
        // Entries of one moment keep their order.
        said.sort_by_key(|said| said.at);
        let all = said.len();
        let mut seen: HashSet<Said> = HashSet::new();
        said.retain(|said| seen.insert(said.clone()));
        let repeats = all - said.len();
        let over = said.len().saturating_sub(MOST_ENTRIES);
        said.truncate(MOST_ENTRIES);
        let facts = std::mem::take(&mut gathered.facts);
        imported.started = facts.started.into_iter().min();
        imported.detected = facts.detected.into_iter().min();
        imported.mitigated = facts.mitigated.into_iter().max();
        imported.resolved = facts.resolved.into_iter().max().filter(|_| !facts.is_open);
        let directory = std::mem::take(&mut gathered.people).settle();
        let mut cleaner = Cleaner::new(directory, &said, options.names);
        for said in &said {
            let actor = said.actor.as_ref().map(|actor| cleaner.actor(actor)).unwrap_or_default();
            let text = cleaner.text(&said.text);
            let source = cleaner.words(&said.source);
            if text.is_empty() {
                gathered.leave_out(&source, LeftOut::Empty);
                continue;
            }
            let (at, state) = (said.at, said.state);
            imported.events.push(ImportedEvent { at, actor, text, source, state });
        }
        imported.title = facts.titles.first().map(|title| cleaner.words(title));
        imported.severity = facts.severities.first().map(|severity| cleaner.words(severity));
        imported.services = facts.services.iter().map(|name| cleaner.words(name)).collect();
        remarks.extend(remarks::left_out(&gathered));
        remarks.extend(remarks::repeats(repeats));
        remarks.extend(remarks::over(over, MOST_ENTRIES));
        remarks.extend(remarks::cleaned(&cleaner, options.names));
        remarks.append(&mut gathered.remarks);
        if imported.events.is_empty() {
            imported.problems.push(remarks::nothing(&gathered));
        }
        imported.remarks = remarks;
        imported
    }
}

/// Takes in what a tree says; false when it is nothing that is known.
fn take(
    tree: &Json,
    folder: Option<&(String, bool)>,
    workspace: &mut Workspace,
    (gathered, chosen): (&mut Gathered, Chosen<'_>),
) -> bool {
    match shape::of(tree) {
        Some(Shape::SlackMessages(list)) => {
            let channel = folder.filter(|(name, is_named)| *is_named || workspace.has(name));
            let channel = channel.map(|(name, _)| name.as_str());
            slack::messages(list, channel, workspace, gathered);
        }
        Some(Shape::SlackUsers(list)) => slack::users(list, workspace, gathered),
        Some(Shape::SlackChannels(list)) => slack::channels(list, workspace),
        Some(Shape::LogEntries(list)) => pagerduty::log_entries(list, chosen, gathered),
        Some(Shape::PagerNotes(list)) => pagerduty::notes(list, gathered),
        Some(Shape::PageIncidents(list)) => statuspage::incidents(list, chosen, gathered),
        Some(Shape::GitLabComments(list)) => gitlab::comments(list, gathered),
        Some(Shape::GitLabEvents(list)) => gitlab::events(&list, gathered),
        Some(Shape::Empty) => {}
        None => return false,
    }
    true
}

fn unknown(name: &str, what: &str) -> Diagnostic {
    Diagnostic::error("import/unknown", format!("{name}: {what} is nothing that is known"))
        .help(shape::KNOWN)
}

/// What rows of a table are called that name no source.
fn label(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if name == "standard input" { "CSV".to_owned() } else { name.to_owned() }
}

/// The bytes of the character at a place.
fn width(text: &str, at: usize) -> usize {
    text[at.min(text.len())..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8)
}
