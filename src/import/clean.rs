//! Texts of sources as they may stand in the document: without secrets, with roles for people, on
//! one line, and without characters that turn the direction of others.

use std::collections::HashSet;

use super::gathered::{Actor, Part, Said};
use super::people::mentions::{Meant, Mentions};
use super::people::{Directory, PersonId};
use super::secrets::Removed;

/// What takes the place of addresses of nobody whom a source knows.
const ADDRESS: &str = "[removed: address]";

/// Cleans texts, and counts what it takes out.
pub(super) struct Cleaner {
    directory: Directory,
    mentions: Mentions,
    keeps_names: bool,
    pub(super) removed: Removed,
    /// How many addresses of strangers were taken out.
    pub(super) addresses: usize,
    /// How many characters were left out.
    pub(super) hidden: usize,
}

impl Cleaner {
    /// For these entries.
    pub(super) fn new(directory: Directory, said: &[Said], keeps_names: bool) -> Self {
        let mut taking_part: HashSet<PersonId> = HashSet::new();
        for said in said {
            if let Some(Actor::Person(who)) = said.actor {
                taking_part.insert(directory.one(who));
            }
            for part in &said.text {
                if let Part::Mention(who) = part {
                    taking_part.insert(directory.one(*who));
                }
            }
        }
        let mentions =
            if keeps_names { Mentions::default() } else { Mentions::of(&directory, &taking_part) };
        let removed = Removed::default();
        Self { directory, mentions, keeps_names, removed, addresses: 0, hidden: 0 }
    }

    /// How many people have a role, and which of their names were left since they are words, too.
    pub(super) fn roles(&self) -> (usize, Vec<String>) {
        (self.directory.roles(), self.mentions.seen.iter().cloned().collect())
    }

    /// What somebody is called.
    pub(super) fn person(&mut self, who: PersonId) -> String {
        if self.keeps_names {
            let name = self.directory.name(who);
            return self.line(&name);
        }
        self.directory.role(who)
    }

    /// Who did something.
    pub(super) fn actor(&mut self, actor: &Actor) -> String {
        match actor {
            Actor::Person(who) => self.person(*who),
            Actor::Named(name) => self.words(name),
        }
    }

    /// A text with people in it.
    pub(super) fn text(&mut self, parts: &[Part]) -> String {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Words(words) => text.push_str(&self.free(words)),
                Part::Mention(who) => {
                    let called = self.person(*who);
                    // Slack's mark needs no blank in front of it.
                    let is_apart = text.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                    text.push_str(if is_apart { "" } else { " " });
                    text.push_str(&called);
                }
            }
        }
        self.line(&text)
    }

    /// A text without people that are marked as such.
    pub(super) fn words(&mut self, words: &str) -> String {
        let free = self.free(words);
        self.line(&free)
    }

    /// Without secrets and names.
    fn free(&mut self, words: &str) -> String {
        let words = self.removed.cleaned(words);
        if self.keeps_names {
            return words;
        }
        let Self { directory, mentions, addresses, .. } = self;
        mentions.replace(&words, &mut |who| match who {
            Meant::One(who) => directory.role(who),
            Meant::Several => "a responder".to_owned(),
            Meant::Stranger => {
                *addresses += 1;
                ADDRESS.to_owned()
            }
        })
    }

    /// One line, which says itself where lines ended.
    fn line(&mut self, text: &str) -> String {
        let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
        let lines = text.split(ends).map(|line| spaced(&self.visible(line)));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
    }

    fn visible(&mut self, line: &str) -> String {
        let kept: String = line.chars().filter(|c| *c == '\t' || !is_hidden(*c)).collect();
        self.hidden += line.chars().count() - kept.chars().count();
        kept
    }
}

/// Whether a character is none to see but changes what is seen around it, or stands for one that
/// was lost.
fn is_hidden(c: char) -> bool {
    let is_none =
        matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffd}') || u32::from(c) & 0xfffe == 0xfffe;
    let is_mark = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    // Tags tell one flag from another, and are misused to hide text.
    let is_tag = matches!(c, '\u{e0000}'..='\u{e007f}');
    c.is_control() || is_none || is_mark || is_tag
}

/// With one blank where several are, and none at the ends.
fn spaced(line: &str) -> String {
    let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    words.join(" ").trim().to_owned()
}
