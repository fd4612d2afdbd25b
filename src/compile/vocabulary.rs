//! The languages of a document, and the words that its team puts into `whydeck.yaml`.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, nearest};
use crate::postmortem::language;
use crate::source::Source;
use crate::source::front_matter::{Cut, ProjectKeys, Spanned, TeamWords};
use crate::words::tongue::{OwnWords, Speaking};
use crate::words::{Language, List, SECTIONS, WORD_KEYS, folded};

/// Reads and speaks the languages of a document, with what its `whydeck.yaml` says of them.
pub(super) fn hear_with(source: &Source, cut: &Cut, is_yaml: bool, keys: &ProjectKeys) -> Speaking {
    let own = read(keys, &mut Vec::new());
    let lang = keys.lang.as_deref();
    if is_yaml {
        language::hear_yaml(source, lang, own)
    } else {
        language::hear(source, cut, lang, own)
    }
}

/// The same for a slide file.
pub(super) fn hear_slides(source: &Source, cut: &Cut, keys: &ProjectKeys) -> Speaking {
    language::hear_slides(source, cut, keys.lang.as_deref(), read(keys, &mut Vec::new()))
}

/// The words of a team, ready to be read with; what is wrong with them is told.
pub(super) fn read(keys: &ProjectKeys, diagnostics: &mut Vec<Diagnostic>) -> OwnWords {
    let mut known = Vec::new();
    for words in &keys.words {
        match wrong(words) {
            Some(problem) => diagnostics.push(problem),
            None => known.push(words),
        }
    }
    if known.is_empty() {
        return OwnWords::default();
    }
    let mut text = String::new();
    for words in &known {
        let all: Vec<&str> = words.words.iter().map(|word| word.value.as_str()).collect();
        let _ = writeln!(text, "{:?} {:?} {all:?}", words.key.value, meaning(words));
    }
    OwnWords::of(&text, || language(&known))
}

fn meaning(words: &TeamWords) -> &str {
    words.meaning.as_ref().map_or("", |meaning| meaning.value.as_str())
}

/// Says that a key or a meaning is not known, or that one is missing.
fn wrong(words: &TeamWords) -> Option<Diagnostic> {
    let key = words.key.value.as_str();
    let kinds: Vec<&str> = SECTIONS.iter().map(|row| row.key).collect();
    let known = WORD_KEYS.iter().find(|(known, _)| *known == key).map(|(_, meanings)| *meanings);
    let meanings = match known {
        Some(meanings) => meanings,
        None if key == "sections" => Some(kinds.as_slice()),
        None => {
            let keys = WORD_KEYS.iter().map(|(key, _)| *key).chain(["sections"]);
            return Some(unknown("list of words", &words.key, nearest(key, keys)));
        }
    };
    match (meanings, &words.meaning) {
        (Some(meanings), Some(meaning)) if !meanings.contains(&meaning.value.as_str()) => {
            let near = nearest(&meaning.value, meanings.iter().copied());
            Some(unknown(&format!("meaning of `{key}`"), meaning, near))
        }
        (Some(meanings), None) => {
            let problem = format!("`{key}` wants a meaning for its words");
            let known = meanings.join(", ");
            Some(
                Diagnostic::warning("data/value", problem)
                    .at(words.key.span)
                    .help(format!("one of {known}: `{key}: {{{}: [word]}}`", meanings[0])),
            )
        }
        (None, Some(meaning)) => {
            let problem = format!("`{key}` is a plain list of words");
            let problem = Diagnostic::warning("data/value", problem).at(meaning.span);
            Some(problem.help(format!("write `{key}: [word, word]`")))
        }
        _ => None,
    }
}

fn unknown(what: &str, at: &Spanned<String>, near: Option<&str>) -> Diagnostic {
    let message = format!("unknown {what} `{}`", at.value);
    let problem = Diagnostic::warning("data/unknown-key", message).at(at.span);
    match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`whydeck words eject en` prints all of them"),
    }
}

/// The tables of a team's words. They stay for the rest of the process.
fn language(known: &[&TeamWords]) -> Language {
    let mut language = Language::default();
    for words in known {
        let list = words.words.iter().map(|word| &*folded(&word.value).leak());
        let list: List = list.collect::<Vec<_>>().leak();
        if words.key.value == "sections" {
            let row = SECTIONS.iter().find(|row| row.key == meaning(words));
            if let Some(row) = row {
                let with = language.headings.iter().copied().chain([(row.kind, list)]);
                language.headings = with.collect::<Vec<_>>().leak();
            }
        } else {
            language.put(&words.key.value, meaning(words), list);
        }
    }
    language
}
