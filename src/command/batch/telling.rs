//! What is said about many documents: for each a line and its problems, in the order of the
//! documents; at the end, how many there were.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use crate::command::Ending;
use crate::command::problems::{notice, print};
use crate::export::index::IndexEntry;
use crate::report::{Report, Wording, count};

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Built,
    Failed,
    /// It was found in a folder, and is something else.
    NoDeck,
}

/// What is to be said of a document.
pub(super) struct Told {
    /// What was made, for standard output.
    pub(super) line: String,
    /// What is wrong, for standard error.
    pub(super) problems: Report,
    pub(super) fate: Fate,
    pub(super) warnings: usize,
    pub(super) shown: Option<IndexEntry>,
}

impl Told {
    /// A document that could not be read or written.
    pub(super) fn failed(problems: Report) -> Self {
        let fate = Fate::Failed;
        Self { line: String::new(), problems, fate, warnings: 0, shown: None }
    }

    /// A document that is no deck.
    pub(super) fn no_deck() -> Self {
        Self { fate: Fate::NoDeck, ..Self::failed(Report::default()) }
    }
}

/// How a run over many documents ended.
pub(super) struct Ended {
    pub(super) ending: Ending,
    pub(super) shown: Vec<IndexEntry>,
    /// What waits for the end of the run.
    pub(super) report: Report,
}

/// Says what is ready, in order.
pub(super) struct Teller {
    bar: ProgressBar,
    wording: Wording,
    report: Report,
    /// What came before its turn.
    waiting: BTreeMap<usize, Told>,
    next: usize,
    built: usize,
    failed: usize,
    others: usize,
    warnings: usize,
    shown: Vec<IndexEntry>,
}

impl Teller {
    /// For so many documents. The bar shows on a terminal only, and to people.
    pub(super) fn new(documents: usize, wording: Wording) -> Self {
        let bar = if wording.is_for_programs() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(documents as u64)
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        Self {
            bar,
            wording,
            report: Report::default(),
            waiting: BTreeMap::new(),
            next: 0,
            built: 0,
            failed: 0,
            others: 0,
            warnings: 0,
            shown: Vec::new(),
        }
    }

    /// Takes in what became of a document, and says what has its turn.
    pub(super) fn take(&mut self, number: usize, told: Told) {
        self.bar.inc(1);
        self.waiting.insert(number, told);
        while let Some(told) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.say(told);
        }
    }

    fn say(&mut self, mut told: Told) {
        match told.fate {
            Fate::Built => self.built += 1,
            Fate::Failed => self.failed += 1,
            Fate::NoDeck => self.others += 1,
        }
        self.warnings += told.warnings;
        self.shown.extend(told.shown);
        let problems = told.problems.take_text();
        self.report.add(told.problems);
        if told.line.is_empty() && problems.is_empty() {
            return;
        }
        self.bar.suspend(|| {
            // Who closed the pipe does not want to know.
            let _ = io::stdout().lock().write_all(told.line.as_bytes());
            print(&problems);
        });
    }

    /// Says how many there were.
    pub(super) fn finish(self, is_cut_short: bool, start: Instant) -> Ended {
        self.bar.finish_and_clear();
        let mut line = count(self.built, "deck");
        if self.failed > 0 {
            line.push_str(&format!(", {} failed", self.failed));
        }
        if self.warnings > 0 {
            line.push_str(&format!(", {}", count(self.warnings, "warning")));
        }
        if self.others > 0 {
            let are = if self.others == 1 { "is no deck" } else { "are no decks" };
            line.push_str(&format!("; {} {are}", count(self.others, "other document")));
        }
        line.push_str(&format!("; {:.1} s\n", start.elapsed().as_secs_f64()));
        let _ = io::stdout().lock().write_all(line.as_bytes());
        if is_cut_short {
            let note = "not all was looked at: a folder holds more than 2000 documents, or more than eight folders \
                        one in another\n";
            notice(note, self.wording);
        }
        let is_done = self.failed == 0 && self.built > 0;
        let ending = if is_done { Ending::Done } else { Ending::Failed };
        Ended { ending, shown: self.shown, report: self.report }
    }
}
