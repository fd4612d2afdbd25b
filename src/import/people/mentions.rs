//! Names in texts: where somebody is mentioned without a mark that says so.
//!
//! Full names, addresses and `@handles` are looked for of everybody whom a source knows. First and
//! last names alone, and bare handles, are looked for of those who take part: a company of thousands
//! has a name for nearly every word. Names that are words as well (`Will`, `Grace`) stay, and are
//! reported. A text is walked once, whatever the number of names.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::plain::{is_written, plain, spelled, untitled, whole};
use super::{Directory, PersonId, is_word};

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+").ok());

/// Before the `@` of what is no person's address but a login, a repository or a mailbox of many.
const IMPERSONAL: [&str; 22] = [
    "admin", "alerts", "billing", "contact", "core", "deploy", "ec2-user", "git", "hello", "help",
    "hg", "info", "no-reply", "noreply", "oncall", "ops", "postgres", "root", "security", "sre",
    "support", "ubuntu",
];

/// Who is meant by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Meant {
    /// One person.
    One(PersonId),
    /// One of several.
    Several,
    /// An address of nobody whom a source knows.
    Stranger,
}

/// A name, as the words that it has.
#[derive(Debug)]
struct Form {
    words: Vec<String>,
    /// The same without marks on letters.
    plain: Vec<String>,
    who: Meant,
    /// Whether it counts behind an `@` alone.
    is_handle: bool,
    /// Whether a word of it is an initial, which is written large.
    has_initial: bool,
}

/// All names that are looked for.
#[derive(Debug, Default)]
pub(in crate::import) struct Mentions {
    /// By their first word, without marks.
    forms: HashMap<String, Vec<Form>>,
    /// By their first character, for scripts that do not part words.
    unparted: HashMap<char, Vec<(String, Meant)>>,
    addresses: HashMap<String, PersonId>,
    /// Names of those who take part that are words as well.
    common: HashSet<String>,
    /// Those of them that were seen, as names are written.
    pub(in crate::import) seen: BTreeSet<String>,
}

impl Mentions {
    /// The names of a directory; `taking_part` are those who act or are mentioned.
    pub(in crate::import) fn of(directory: &Directory, taking_part: &HashSet<PersonId>) -> Self {
        let mut mentions = Self::default();
        for (who, person) in directory.all() {
            for address in &person.addresses {
                mentions.addresses.insert(address.to_lowercase(), who);
            }
            let takes_part = taking_part.contains(&who);
            for name in &person.names {
                mentions.name(name, who, takes_part);
            }
            for handle in &person.handles {
                let is_bare = takes_part && is_clear(handle, &person.names);
                mentions.form(&words(handle), who, !is_bare);
            }
        }
        for forms in mentions.forms.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        mentions
    }

    fn name(&mut self, name: &str, who: PersonId, takes_part: bool) {
        let parts = words(name);
        if let Some(first) = name.chars().next().filter(|c| is_unparted(*c)) {
            let known = self.unparted.entry(first).or_default();
            known.push((name.to_owned(), Meant::One(who)));
            return;
        }
        self.form(&parts, who, parts.len() < 2);
        let parts = untitled(&parts);
        self.form(parts, who, parts.len() < 2);
        if !takes_part {
            return;
        }
        // `A. Lee`, `Ann L.`
        if let [first, .., last] = parts {
            let initial = |word: &str| word.chars().take(1).collect::<String>();
            self.initials(&[initial(first), last.clone()], who);
            self.initials(&[first.clone(), initial(last)], who);
        }
        let spelled: Vec<String> = parts.iter().filter_map(|part| spelled(part)).collect();
        for part in parts.iter().chain(&spelled) {
            if part.chars().count() < 3 || part.chars().all(char::is_numeric) {
                continue;
            }
            if is_word(part) {
                self.common.insert(part.clone());
            } else {
                self.form(std::slice::from_ref(part), who, false);
            }
        }
    }

    fn form(&mut self, words: &[String], who: PersonId, is_handle: bool) {
        let Some(first) = words.first() else { return };
        let forms = self.forms.entry(plain(first)).or_default();
        if let Some(known) = forms.iter_mut().find(|form| form.words == words) {
            // A name that counts bare counts for those who may be called so.
            if (known.is_handle || known.has_initial) && !is_handle {
                known.has_initial = false;
                (known.who, known.is_handle) = (Meant::One(who), false);
            } else if known.is_handle == is_handle && known.who != Meant::One(who) {
                known.who = Meant::Several;
            }
            return;
        }
        let plain = words.iter().map(|word| plain(word)).collect();
        forms.push(Form {
            words: words.to_vec(),
            plain,
            who: Meant::One(who),
            is_handle,
            has_initial: false,
        });
    }

    fn initials(&mut self, words: &[String], who: PersonId) {
        let known = words.first().and_then(|first| self.forms.get_mut(&plain(first)));
        match known.and_then(|forms| forms.iter_mut().find(|form| form.words == words)) {
            Some(form) if form.has_initial && form.who != Meant::One(who) => {
                form.who = Meant::Several;
            }
            Some(_) => {}
            None => {
                self.form(words, who, false);
                let forms = words.first().and_then(|first| self.forms.get_mut(&plain(first)));
                let form = forms.and_then(|forms| forms.last_mut());
                form.into_iter().for_each(|form| form.has_initial = true);
            }
        }
    }

    /// A text with `called` in the place of each name.
    pub(in crate::import) fn replace(
        &mut self,
        text: &str,
        called: &mut dyn FnMut(Meant) -> String,
    ) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = 0;
        for found in ADDRESS.iter().flat_map(|address| address.find_iter(text)) {
            let local = found.as_str().split('@').next().unwrap_or_default().to_lowercase();
            let known = self.addresses.get(&found.as_str().to_lowercase()).copied();
            if known.is_none() && IMPERSONAL.contains(&local.as_str()) {
                continue;
            }
            self.names(&text[rest..found.start()], called, &mut out);
            out.push_str(&called(known.map_or(Meant::Stranger, Meant::One)));
            rest = found.end();
        }
        self.names(&text[rest..], called, &mut out);
        out
    }

    fn names(&mut self, text: &str, called: &mut dyn FnMut(Meant) -> String, out: &mut String) {
        let found = places(text);
        let mut copied = 0;
        let mut next = 0;
        while let Some(&(start, end)) = found.get(next) {
            next += 1;
            if start < copied {
                continue;
            }
            let is_behind_at = text[..start].ends_with('@');
            match self.at(text, &found[next - 1..], is_behind_at) {
                Some((behind, who)) => {
                    let token = whole(text, start..behind).filter(|_| !is_behind_at);
                    if let Some(token) = token.filter(|token| token.start >= copied) {
                        out.push_str(&text[copied..token.start]);
                        let _ = write!(out, "[removed: what is named after {}]", called(who));
                        copied = token.end;
                        continue;
                    }
                    out.push_str(&text[copied..start - usize::from(is_behind_at)]);
                    out.push_str(&called(who));
                    copied = behind;
                }
                None => {
                    self.note(&text[start..end]);
                    if !self.unparted.is_empty() {
                        self.unparted(text, start..end, called, (&mut copied, out));
                    }
                }
            }
        }
        out.push_str(&text[copied..]);
    }

    /// Takes down that a word may be a name.
    fn note(&mut self, word: &str) {
        if word.starts_with(char::is_uppercase) && self.common.contains(&word.to_lowercase()) {
            self.seen.insert(word.to_owned());
        }
    }

    /// The longest name that begins with the first of some words: where it ends, and whose it is.
    fn at(
        &self,
        text: &str,
        found: &[(usize, usize)],
        is_behind_at: bool,
    ) -> Option<(usize, Meant)> {
        let word = |at: usize| found.get(at).map(|(start, end)| &text[*start..*end]);
        let forms = self.forms.get(&plain(word(0)?))?;
        let fits = |form: &&Form| {
            let is_all = form.words.iter().enumerate().all(|(at, wanted)| {
                let is_near = at == 0 || is_gap(&text[found[at - 1].1..found[at].0]);
                let bare = form.plain.get(at).map_or("", String::as_str);
                word(at).is_some_and(|word| is_written(word, wanted, bare, form.has_initial))
                    && is_near
            });
            is_all && (is_behind_at || !form.is_handle)
        };
        let short = |form: &&Form| form.words.len() <= found.len();
        let form = forms.iter().filter(short).find(fits)?;
        Some((found[form.words.len() - 1].1, form.who))
    }

    /// Names in a run of characters that parts no words.
    fn unparted(
        &self,
        text: &str,
        run: Range<usize>,
        called: &mut dyn FnMut(Meant) -> String,
        (copied, out): (&mut usize, &mut String),
    ) {
        let mut at = run.start;
        while let Some(c) = text[at..run.end].chars().next() {
            let names = self.unparted.get(&c).into_iter().flatten();
            let longest = names
                .filter(|(name, _)| text[at..].starts_with(name.as_str()))
                .max_by_key(|(name, _)| name.len());
            let Some((name, who)) = longest else {
                at += c.len_utf8();
                continue;
            };
            out.push_str(&text[*copied..at]);
            out.push_str(&called(*who));
            at += name.len();
            *copied = at;
            if at >= run.end {
                return;
            }
        }
    }
}

/// Whether a bare handle can hardly be another word.
fn is_clear(handle: &str, names: &[String]) -> bool {
    let lower = plain(handle);
    let parts = names.iter().flat_map(|name| words(&plain(name)));
    let is_of_name = || parts.into_iter().any(|part| part.len() > 2 && lower.contains(&part));
    let is_odd =
        handle.chars().any(|c| !c.is_alphabetic()) && handle.chars().any(char::is_alphabetic);
    handle.chars().count() > 2 && !is_word(&lower) && (is_odd || is_of_name())
}

/// Whether what stands between two words may stand within a name.
fn is_gap(between: &str) -> bool {
    between.chars().count() <= 2 && between.chars().all(|c| " .-_'’\u{a0}".contains(c))
}

fn is_unparted(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    places(name).into_iter().map(|(start, end)| name[start..end].to_lowercase()).collect()
}

/// Where the words of a text are.
fn places(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let is_part = c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}');
        match start {
            None if is_part => start = Some(at),
            Some(begin) if !is_part => {
                found.push((begin, at));
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|begin| (begin, text.len())));
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Origin, People};
    use super::*;

    fn people() -> People {
        let mut people = People::default();
        for (id, name, handle) in [
            ("U1", "Mira Okafor", "mira.o"),
            ("U2", "Will Stone", "wstone"),
            ("U3", "Anne-Marie O’Neil", "am"),
            ("U4", "山田太郎", "taro"),
            ("U5", "Jo Bauer", "bauer"),
            ("U6", "Ines Bauer", "ines"),
            ("U7", "Dr. Zoë Müller", "zoe"),
            ("U8", "Yara Bär", "yb8"),
            ("U9", "Zed Absent", "ninja"),
        ] {
            let who = people.person(Origin::Slack, id);
            people.name(who, Some(name));
            people.handle(who, Some(handle));
            people.address(who, Some(&format!("{handle}@corp.example")));
        }
        people
    }

    /// A text with `1` for the first person, and so on; the last takes no part.
    fn replaced(text: &str) -> (String, Vec<String>) {
        let mut people = people();
        let all: Vec<PersonId> =
            (1..=8).map(|n| people.person(Origin::Slack, &format!("U{n}"))).collect();
        let directory = people.settle();
        let mut mentions = Mentions::of(&directory, &all.iter().copied().collect());
        let mut called = |who| match who {
            Meant::One(who) => {
                all.iter().position(|one| *one == who).map_or("9".into(), |at| (at + 1).to_string())
            }
            Meant::Several => "S".to_owned(),
            Meant::Stranger => "X".to_owned(),
        };
        let out = mentions.replace(text, &mut called);
        (out, mentions.seen.into_iter().collect())
    }

    #[test]
    fn names_of_every_kind_are_found() {
        for (text, want) in [
            ("Mira Okafor, mira, MIRA's and okafor", "1, 1, 1's and 1"),
            ("ask @mira.o or mira.o@corp.example", "ask 1 or 1"),
            ("Will Stone (wstone) and @wstone", "2 (2) and 2"),
            ("Anne-Marie O'Neil; Anne Marie", "3; 3 3"),
            ("山田太郎が再起動した", "4が再起動した"),
            ("昨日、山田太郎 said", "昨日、4 said"),
            ("Jo Bauer or Bauer or Ines", "5 or S or 6"),
            ("Zed Absent is known, zed is not, @ninja is", "9 is known, zed is not, 9 is"),
            ("ninja who@else.example git@host.example", "ninja X git@host.example"),
            ("miracle, admirable, mira_x", "miracle, admirable, [removed: what is named after 1]"),
            ("W. Stone, M. Okafor and Mira O. met", "2, 1 and 1. met"),
            (
                "Dr. Ines Bauer; on ines-laptop.acme.example",
                "Dr. 6; on [removed: what is named after 6]",
            ),
            ("Zoe and zoe/fix; Muller, Mueller, MÜLLER", "7 and 7/fix; 7, 7, 7"),
            ("a bar is no Bar", "a bar is no 8"),
        ] {
            assert_eq!(replaced(text).0, want, "{text}");
        }
    }

    #[test]
    fn names_that_are_words_stay_and_are_told() {
        let (text, seen) = replaced("Will it stone? Will Stone will.");
        assert_eq!(text, "Will it stone? 2 will.");
        assert_eq!(seen, ["Will"]);
    }
}
