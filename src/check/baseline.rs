//! What was known already when a folder began to be checked: only what is new is told.
//!
//! A finding is known by its document, its code and the text that it is about, and not by its
//! line, so that it stays known when lines come before it. Findings of one text are counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::settings;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// The version of the file's form.
const VERSION: u32 = 1;

/// The most characters that are kept of a text.
const MOST: usize = 80;

/// How often each text is found, by code.
pub(crate) type KnownFindings = BTreeMap<String, BTreeMap<String, usize>>;

/// The file: sorted, with a finding a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Baseline {
    version: u32,
    /// What is known of each document, by its path from the file.
    pub(crate) documents: BTreeMap<String, KnownFindings>,
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, documents: BTreeMap::new() }
    }
}

/// What became of a document's findings.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sifted {
    /// How many were known.
    pub(crate) known: usize,
    /// How many that were known are no longer found.
    pub(crate) gone: usize,
}

impl Baseline {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let read: Self =
            serde_json::from_str(text).map_err(|error| format!("it is no baseline: {error}"))?;
        if read.version == VERSION {
            Ok(read)
        } else {
            Err(format!(
                "it has the form of version {}, and this is version {VERSION}",
                read.version
            ))
        }
    }

    /// The text of the file.
    ///
    /// # Errors
    /// What serde says.
    pub(crate) fn written(&self) -> Result<String, String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        Ok(text + "\n")
    }

    /// Leaves what is new of a document's findings.
    pub(crate) fn sift(
        &self,
        document: &str,
        diagnostics: &mut Vec<Diagnostic>,
        sources: &Sources,
    ) -> Sifted {
        let Some(known) = self.documents.get(document) else { return Sifted::default() };
        let mut left = known.clone();
        let before = diagnostics.len();
        diagnostics.retain(|one| {
            let of_code = left.get_mut(one.code).filter(|_| !settings::is_fixed(one));
            let times = of_code.and_then(|texts| texts.get_mut(&text_of(one, sources)));
            match times.filter(|times| **times > 0) {
                Some(times) => {
                    *times -= 1;
                    false
                }
                None => true,
            }
        });
        let gone = left.values().flat_map(BTreeMap::values).sum();
        Sifted { known: before - diagnostics.len(), gone }
    }
}

/// What is to be known of a document: all but what leaves no deck.
pub(crate) fn known(diagnostics: &[Diagnostic], sources: &Sources) -> KnownFindings {
    let mut known = KnownFindings::new();
    for one in diagnostics.iter().filter(|one| !settings::is_fixed(one)) {
        let texts = known.entry(one.code.to_owned()).or_default();
        *texts.entry(text_of(one, sources)).or_default() += 1;
    }
    known
}

/// The first line that a finding is about, with single blanks.
fn text_of(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Some(span) = diagnostic.span else { return String::new() };
    let text = sources.get(span.source).text().get(span.start..span.end).unwrap_or_default();
    let line = text.trim_start().lines().next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_known_by_their_text_and_counted() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, "one\ntwo\none\none\n".into());
        let at = |start: usize| {
            Diagnostic::warning("x/y", "m").at(sources.get(id).span(start..start + 3))
        };
        let error = Diagnostic::error("data/syntax", "m");
        let documents =
            [("a.md".to_owned(), known(&[at(0), at(8), error.clone()], &sources))].into();
        let baseline = Baseline { documents, ..Baseline::default() };
        let text = baseline.written().expect("JSON");
        assert_eq!(
            text,
            "{\n  \"version\": 1,\n  \"documents\": {\n    \"a.md\": {\n      \"x/y\": {\n        \
             \"one\": 2\n      }\n    }\n  }\n}\n"
        );
        assert_eq!(Baseline::read(&text).as_ref(), Ok(&baseline));
        let sift = |mut found: Vec<Diagnostic>| {
            let sifted = baseline.sift("a.md", &mut found, &sources);
            (found.len(), sifted.known, sifted.gone)
        };
        assert_eq!(sift(vec![at(8), at(0)]), (0, 2, 0));
        assert_eq!(sift(vec![at(0), at(8), at(12)]), (1, 2, 0));
        assert_eq!(sift(vec![at(4), error]), (2, 0, 2));
        assert!(Baseline::read("{\"version\": 2, \"documents\": {}}").is_err());
        assert!(Baseline::read("[]").is_err());
    }
}
