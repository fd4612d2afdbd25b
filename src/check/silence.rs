//! Rules that are silenced where they are broken: `<!-- check-off rule: reason -->` in Markdown,
//! `# check-off rule: reason` in YAML and front matter.
//!
//! 1. [`Silences::read`] finds the comments of a text, and what each is about ([`reach`]).
//! 2. [`Silences::apply`] drops the problems that begin there.
//! 3. [`Silences::tell`] says which comments have no reason, name no rule, or silenced nothing.

mod reach;
mod scalar;

use std::ops::Range;

use super::settings;
use crate::catalogue::pattern::{self, Pattern};
use crate::catalogue::rules;
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::source::{Source, SourceId, Sources, Span};
use reach::Lines;

/// What such a comment begins with.
const WORD: &str = "check-off";

/// The most rules that the comments of a run silence: each is compared with each problem.
const MOST: usize = 1000;

/// The subjects of problems that are found where a postmortem is read: a check without a deck finds
/// all of them, too.
const OF_READING: [&str; 2] = ["timeline", "trace"];

/// One rule that a comment silences.
#[derive(Debug)]
struct Silence {
    pattern: Pattern,
    /// The place of its name.
    at: Span,
    /// The bytes in which a problem begins that is not told.
    reach: Range<usize>,
    is_used: bool,
}

/// All comments of a run's texts.
#[derive(Debug, Default)]
pub(crate) struct Silences {
    list: Vec<Silence>,
    /// What is wrong with the comments themselves.
    problems: Vec<Diagnostic>,
}

impl Silences {
    /// The comments of all documents that somebody wrote.
    pub(super) fn of(sources: &Sources) -> Self {
        let mut silences = Self::default();
        for source in sources.iter().filter(|source| is_written(source, sources)) {
            silences.read(source, source.path().is_some_and(document::is_yaml));
        }
        silences
    }

    /// Whether a problem will not be told.
    pub(super) fn is_silenced(&self, diagnostic: &Diagnostic) -> bool {
        let is_of = |span| self.list.iter().any(|one| one.is_of(diagnostic.code, span));
        diagnostic.span.is_some_and(is_of)
    }

    /// Takes in the comments of a text.
    fn read(&mut self, source: &Source, is_yaml: bool) {
        let text = source.text();
        // Almost no document has one.
        if !text.contains(WORD) {
            return;
        }
        let lines = Lines::of(text, is_yaml);
        for comment in lines.comments() {
            if self.list.len() >= MOST {
                let message = format!("more than {MOST} rules are silenced: from here on none is");
                let place = source.span(comment.content);
                self.problems.push(Diagnostic::warning("check/many", message).at(place));
                return;
            }
            if source.text()[comment.content.clone()].contains(WORD) {
                let reach = lines.reach(&comment);
                self.take(source, comment.content, &reach);
            }
        }
    }

    /// Takes in a comment with these words.
    fn take(&mut self, source: &Source, content: Range<usize>, reach: &Range<usize>) {
        let text = &source.text()[content.clone()];
        let Some(start) = text.find(WORD).filter(|at| text[..*at].trim().is_empty()) else {
            return;
        };
        let start = start + WORD.len();
        if text[start..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
            return;
        }
        let place = |range: Range<usize>| {
            source.span(content.start + range.start..content.start + range.end)
        };
        let whole = start - WORD.len()..text.trim_end().len();
        let end = text[start..].find(':').map_or(text.len(), |colon| start + colon);
        let reason = text[end..].trim_start_matches(':').trim();
        let names = words(&text[start..end]);
        if names.is_empty() {
            let message = "this comment names no rule: it silences nothing";
            let problem = Diagnostic::warning("check/unknown", message).at(place(whole));
            self.problems.push(problem.help("write `check-off RULE: why`"));
            return;
        }
        if reason.is_empty() {
            let message = "a rule is silenced without a reason";
            let problem = Diagnostic::warning("check/reason", message).at(place(whole));
            self.problems.push(problem.help("write it behind a colon: `check-off RULE: why`"));
        }
        for name in names {
            let at = place(start + name.start..start + name.end);
            match Pattern::parse(&text[start + name.start..start + name.end]) {
                Ok(pattern) => {
                    self.list.push(Silence { pattern, at, reach: reach.clone(), is_used: false });
                }
                Err(_) => {
                    let name = &text[start + name.start..start + name.end];
                    self.problems.push(settings::unknown(name).at(at));
                }
            }
        }
    }

    /// Drops the problems that are silenced, but for those that leave no deck.
    pub(crate) fn apply(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        if self.list.is_empty() {
            return;
        }
        diagnostics.retain(|diagnostic| {
            let Some(span) = diagnostic.span.filter(|_| !settings::is_fixed(diagnostic)) else {
                return true;
            };
            let mut is_told = true;
            for silence in self.list.iter_mut().filter(|one| one.is_of(diagnostic.code, span)) {
                silence.is_used = true;
                is_told = false;
            }
            is_told
        });
    }

    /// What is wrong with the comments. Which silenced nothing is known where rules were asked;
    /// `is_built` is whether everything was asked that a build finds, too.
    pub(crate) fn tell(self, is_checked: bool, is_built: bool, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.problems);
        if !is_checked {
            return;
        }
        let mut codes: Vec<&str> = rules::RULES.iter().map(|rule| rule.code).collect();
        codes.extend(pattern::codes().filter(|code| OF_READING.contains(&subject(code))));
        let is_asked = |pattern: &Pattern| is_built || codes.iter().any(|code| pattern.is_of(code));
        for silence in self.list.iter().filter(|one| !one.is_used && is_asked(&one.pattern)) {
            let message =
                format!("`{}` finds nothing here: there is nothing to silence", silence.pattern);
            let problem = Diagnostic::warning("check/unused", message).at(silence.at);
            diagnostics.push(problem.help("take it out of the comment"));
        }
    }
}

impl Silence {
    fn is_of(&self, code: &str, span: Span) -> bool {
        let source: SourceId = self.at.source;
        source == span.source && self.reach.contains(&span.start) && self.pattern.is_of(code)
    }
}

fn subject(code: &str) -> &str {
    code.split('/').next().unwrap_or_default()
}

/// Whether a text is a document that somebody wrote, and not one that was put together.
fn is_written(source: &Source, sources: &Sources) -> bool {
    let start = source.span(0..0);
    let is_document = |path| document::is_markdown(path) || document::is_yaml(path);
    sources.written(start) == start && source.path().is_none_or(is_document)
}

/// The words of a list with commas or blanks, by their places.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_between = c == ',' || c.is_whitespace();
        match start {
            Some(begin) if is_between => {
                words.push(begin..at);
                start = None;
            }
            None if !is_between => start = Some(at),
            _ => {}
        }
    }
    words
}
