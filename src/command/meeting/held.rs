//! A meeting that was held: its document, and what its journal keeps.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::cli::{OfMeeting, Sides};
use crate::command::problems::wording;
use crate::command::{Fault, input};
use crate::document::{self, Document};
use crate::edit::DocumentForm;
use crate::kind;
use crate::meeting::journal::{self, JournalError};
use crate::meeting::ledger::{Kept, Ledger};
use crate::meeting::merge::{Choice, MergeOptions, Merged, Placed, merge};
use crate::rebuild::guarded;
use crate::report::{self, Report, Wording};
use crate::root;
use crate::source::Sources;
use crate::source::front_matter::{self, DocumentKind};

/// A meeting, as its journal tells it.
pub(super) struct Held {
    /// Where the document is.
    pub(super) path: PathBuf,
    pub(super) root: PathBuf,
    /// What the document is called.
    pub(super) name: String,
    pub(super) ledger: Ledger,
    /// What is to be told besides.
    pub(super) report: Report,
    pub(super) wording: Wording,
}

/// The folder that a document must lie in.
pub(super) fn root_of(of: &OfMeeting) -> PathBuf {
    let folder = of.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    of.root.clone().unwrap_or_else(|| root::of(folder.unwrap_or(Path::new("."))))
}

/// What the journal of a document tells.
pub(super) fn held(of: &OfMeeting) -> Result<Held, Fault> {
    let root = root_of(of);
    let name = report::path(&of.file);
    let reading = journal::read(&of.file, &root).map_err(|error| fault(&error))?;
    let Some(reading) = reading else {
        return Err(Fault::from(format!("no meeting about {name} left a journal beside it"))
            .help("`whydeck serve FILE --meeting` holds one"));
    };
    let wording = wording(of.message_format);
    let mut report = Report::default();
    for remark in &reading.remarks {
        report.remark(&format!("journal of {name}: {remark}\n"), wording);
    }
    let ledger = Ledger::of(&reading.entries);
    Ok(Held { path: of.file.clone(), root, name, ledger, report, wording })
}

/// What is wrong with a journal.
pub(super) fn fault(error: &JournalError) -> Fault {
    let fault = Fault::from(error.to_string());
    match error {
        JournalError::Busy => fault.help("apply on its review page, or end that whydeck first"),
        _ => fault,
    }
}

impl Held {
    /// The document as it is now.
    pub(super) fn text(&self) -> Result<String, Fault> {
        let document = Document::named(&self.path, Some(&self.root));
        let text = input(&self.path, document.read())?.text;
        if self.form() == DocumentForm::Markdown && is_slides(&text) {
            let message = format!("{} is a slide file: it has no lists for captures", self.name);
            return Err(Fault::from(message)
                .help("`whydeck meeting minutes` writes them into a file of their own"));
        }
        Ok(text)
    }

    pub(super) fn form(&self) -> DocumentForm {
        if document::is_yaml(&self.path) { DocumentForm::Yaml } else { DocumentForm::Markdown }
    }

    /// The document with the captures in it.
    pub(super) fn merged(&self, text: &str, sides: &Sides) -> Result<Merged, Fault> {
        let captures: Vec<&Kept> = self.ledger.captures.iter().collect();
        let choice = match (sides.ours, sides.theirs) {
            (true, _) => Some(Choice::Ours),
            (_, true) => Some(Choice::Theirs),
            _ => None,
        };
        let of_all = |choice| captures.iter().map(move |kept| (kept.id.clone(), choice));
        let choices = choice.into_iter().flat_map(of_all).collect();
        let asked = MergeOptions { with_questions: true, choices, ..MergeOptions::default() };
        guarded(|| merge(text, self.form(), &captures, &asked)).ok_or_else(|| {
            Fault::from("whydeck itself failed to merge the captures: please report it")
        })
    }

    /// Tells what is not written and why; whether there is any such.
    pub(super) fn tell(&mut self, merged: &Merged) -> bool {
        let mut has_any = false;
        let mut has_conflict = false;
        for (id, placed) in &merged.each {
            let Some(kept) = self.ledger.captures.iter().find(|kept| kept.id == *id) else {
                continue;
            };
            let what = report::visible(about(kept));
            let line = match placed {
                Placed::Conflict { seen, now } => {
                    has_conflict = true;
                    let seen = report::visible(seen);
                    let now = report::visible(now);
                    format!(
                        "{what}: changed on both sides\n  captured with: {seen}\n  now: {now}\n"
                    )
                }
                Placed::Refused(why) => format!("{what}: not written: {why}\n"),
                _ => continue,
            };
            has_any = true;
            self.report.remark(&line, self.wording);
        }
        if has_conflict {
            let line = "`--ours` takes what was captured, `--theirs` what the document says\n";
            self.report.remark(line, self.wording);
        }
        has_any
    }

    /// Where days are told.
    pub(super) fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// What a capture is about, in words.
pub(super) fn about(kept: &Kept) -> &str {
    let target = kept.capture.target.as_ref();
    target.map_or(kept.capture.text.as_str(), |target| target.text.as_str())
}

/// Whether somebody wrote slides.
fn is_slides(text: &str) -> bool {
    let mut sources = Sources::default();
    let id = sources.add("document", None, text.to_owned());
    let source = sources.get(id);
    let cut = front_matter::cut(source);
    let has_trailer = crate::deck::trailer::find(&source.text()[cut.body..]).is_some();
    kind::tell(source, &cut, has_trailer, None).kind == DocumentKind::Slides
}
