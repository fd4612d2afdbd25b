//! The same facts in every language give the same model: documents are made of the words of each
//! language's file, so that every form stands in one at least once.
//!
//! Each form is a small document of its own. What is read otherwise than meant is a line of the
//! test's failure, with the word and the document.

mod actions;
mod examples;
mod fresh;
mod lengths;
mod metadata;
mod mixed;
mod phases;
mod sections;
mod stamps;
mod timeline;
mod west;
mod whole;
mod whys;

use super::with;
use crate::postmortem::{Postmortem, language};
use crate::words::{LANGUAGE_TAGS, LANGUAGES, Language, List, Names, SectionKind, tongue};

/// The languages that write no blanks between words.
const RUNS: [&str; 3] = ["ja", "zh-Hans", "zh-Hant"];

/// Tries forms of one language.
struct Trial {
    tag: &'static str,
    language: &'static Language,
    wrong: Vec<String>,
}

impl Trial {
    /// Reads a document, and notes what of it is not as meant.
    fn is(
        &mut self,
        form: &str,
        word: &str,
        text: &str,
        want: &str,
        got: impl Fn(&Postmortem) -> String,
    ) {
        let found = self.read(text, got);
        if found != want {
            let text = text.trim_end().replace('\n', "⏎");
            self.wrong.push(format!("{} {form} {word:?}: {found}, not {want}: {text}", self.tag));
        }
    }

    fn read<T>(&self, text: &str, look: impl Fn(&Postmortem) -> T) -> T {
        let _speaking = tongue::speak(language::tell(Some(self.tag), text));
        with(text, |pm, _, _| look(pm))
    }

    fn blank(&self) -> &'static str {
        if RUNS.contains(&self.tag) { "" } else { " " }
    }

    fn title(&self, kind: SectionKind) -> &'static str {
        let titles = self.language.titles.iter().find(|(known, _)| *known == kind);
        titles.and_then(|(_, titles)| titles.first()).copied().unwrap_or_else(|| kind.title())
    }
}

/// The first word of a meaning.
fn first<T: PartialEq + 'static>(names: Names<T>, meaning: &T) -> &'static str {
    words(names, meaning).first().copied().unwrap_or_default()
}

/// The words of a meaning.
fn words<T: PartialEq + 'static>(names: Names<T>, meaning: &T) -> List {
    names.iter().find(|(known, _)| known == meaning).map(|(_, words)| *words).unwrap_or_default()
}

/// A word as a sentence begins with it.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Tries forms in all languages; none may be wrong.
fn in_all(tries: fn(&mut Trial)) {
    let mut wrong = Vec::new();
    for (tag, language) in LANGUAGE_TAGS.into_iter().zip(LANGUAGES) {
        let mut trial = Trial { tag, language, wrong: Vec::new() };
        tries(&mut trial);
        wrong.append(&mut trial.wrong);
    }
    assert!(wrong.is_empty(), "{} forms:\n{}", wrong.len(), wrong.join("\n"));
}
