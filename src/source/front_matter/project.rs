//! `whydeck.yaml`, beside marking the root: what all documents below it have in common. It holds
//! nothing that costs trust.

use serde_yaml::Value;

use super::read::{deck_keys, is_level, paths, rules, without_effect};
use super::team_words::{self, TeamWords};
use super::values::{spanned, text};
use super::{DeckKeys, FrontMatter, SetRule, Spanned};
use crate::diagnostic::Diagnostic;
use crate::source::data::{Notation, Reader, shape};
use crate::source::{Source, Span};

/// The keys of `whydeck.yaml`.
#[derive(Debug, Clone, Default)]
pub struct ProjectKeys {
    /// `theme`, or `deck.theme`.
    pub theme: Option<Spanned<String>>,
    /// `deck`.
    pub deck: DeckKeys,
    /// `lang`.
    pub lang: Option<String>,
    /// `words`: what the team calls things.
    pub words: Vec<TeamWords>,
    /// `previous`: earlier postmortems of all documents.
    pub previous: Vec<Spanned<String>>,
    /// `check`.
    pub check: Vec<SetRule>,
    /// `check.wording`: the file of the team's own rules of wording.
    pub wording: Option<Spanned<String>>,
    /// Keys that are known and do nothing yet, and where they stand.
    pub without_effect: Vec<(&'static str, Span)>,
}

impl ProjectKeys {
    /// Reads the file; an empty one says nothing.
    #[must_use]
    pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let text = source.text();
        // A file that only marks the root.
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Self::default();
        }
        let (reader, value) = match Reader::new(source, 0..text.len(), Notation::Yaml) {
            Ok(read) => read,
            Err(problem) => {
                diagnostics.push(problem);
                return Self::default();
            }
        };
        let keys = match value {
            Value::Mapping(mapping) => of_mapping(&reader, mapping),
            other => {
                let message = format!("expected a mapping, found {}", shape(&other));
                reader.report(Diagnostic::warning("data/value", message).at(reader.span(&[])));
                Self::default()
            }
        };
        diagnostics.extend(reader.into_diagnostics());
        keys
    }
}

fn of_mapping(reader: &Reader<'_>, mapping: serde_yaml::Mapping) -> ProjectKeys {
    let mut fields = reader.fields(mapping);
    let mut keys = ProjectKeys {
        without_effect: without_effect(&fields, &["roles", "owners"]),
        theme: spanned(&mut fields, "theme"),
        lang: text(&mut fields, "lang"),
        previous: paths(&mut fields, "previous"),
        words: team_words::read(&mut fields),
        ..ProjectKeys::default()
    };
    for key in ["roles", "owners"] {
        fields.value(key);
    }
    if let Some(deck) = fields.nested("deck") {
        keys.without_effect.extend(without_effect(&deck, &["sections"]));
        keys.deck = deck_keys(deck);
    }
    if let Some(mut check) = fields.nested("check") {
        // `wording: off` is a level, as in front matter.
        if !check.get("wording").is_some_and(is_level) {
            keys.wording = spanned(&mut check, "wording");
        }
        keys.check = rules(&mut check);
    }
    fields.finish(&[]);
    keys.theme = keys.deck.theme.take().or(keys.theme);
    keys
}

impl FrontMatter {
    /// Takes over what is not said here: looks, the language, how the deck is made.
    pub fn complete_with(&mut self, project: &ProjectKeys) {
        let ProjectKeys { theme, deck: theirs, lang, .. } = project;
        if self.look().is_none() {
            self.deck.theme.clone_from(theme);
        }
        let or = |own: &mut Option<Spanned<String>>, theirs: &Option<Spanned<String>>| {
            *own = own.take().or_else(|| theirs.clone());
        };
        let own = &mut self.deck;
        or(&mut own.template, &theirs.template);
        or(&mut own.brand, &theirs.brand);
        or(&mut own.logo, &theirs.logo);
        if own.fonts.is_empty() {
            own.fonts.clone_from(&theirs.fonts);
        }
        own.meeting = own.meeting.or(theirs.meeting);
        own.minutes = own.minutes.or(theirs.minutes);
        own.agenda = own.agenda.take().or_else(|| theirs.agenda.clone());
        own.scorecard = own.scorecard.or(theirs.scorecard);
        for (own, theirs) in
            [(&mut own.asks, &theirs.asks), (&mut own.anti_patterns, &theirs.anti_patterns)]
        {
            if own.is_empty() {
                own.clone_from(theirs);
            }
        }
        self.lang = self.lang.take().or_else(|| lang.clone());
    }
}
