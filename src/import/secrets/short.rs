//! Passwords behind short names, in commands, and those of several words.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::assigned::{is_code, is_placeholder, trimmed};
use super::{Found, Secret};

/// `PASS=x`, `DB_PASS: x`, `pw: x`, `the db pw is x`.
const SHORT: &str = r#"(?i)\b(?P<before>[a-z0-9_.-]*[_.-]|db|ssh|user|root|admin|mail|smtp|ftp|ldap)?(?P<word>pass|pw)["'`*]*(?P<sign>\s*(?:=>|:=|=|:)\s*|\s+(?:is|was|ist|war):?\s+)["'`*]*(?P<value>[^\s"'`,;&<>]+)"#;
/// `passphrase: x y z`, to the end of the line or to the quote.
const PHRASE: &str = r#"(?i)passphrase["'`*]*\s*(?:=>|:=|=|:)[ \t]*["'`*]*(?P<value>[^\n"'`*]+)"#;
/// `mysql -px`, `sshpass -p x`, `redis-cli -a x`.
const COMMAND: &str = r#"\b(?:(?:mysql|mariadb)[a-z-]*\s(?:[^\n|;&]*?\s)?-p|(?:sshpass|mongo[a-z]*)\s(?:[^\n|;&]*?\s)?-p\s*|redis-cli\s(?:[^\n|;&]*?\s)?-a\s*)["']?(?P<value>[^\s"'`]{3,})"#;

static SHORT_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(SHORT).ok());
static PHRASE_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PHRASE).ok());
static COMMAND_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(COMMAND).ok());

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let mut take = |form: &Option<Regex>, is_one: fn(&Captures, &str) -> bool| {
        for captures in form.iter().flat_map(|form| form.captures_iter(text)) {
            let Some(value) = captures.name("value") else { continue };
            let kept = trimmed(value.as_str().trim_end());
            if !kept.is_empty() && is_one(&captures, kept) {
                found.push((value.start()..value.start() + kept.len(), Secret::Password));
            }
        }
    };
    take(&SHORT_FORM, is_short);
    // `not set` is a remark about one.
    take(&PHRASE_FORM, |_, value| !value.split_whitespace().all(is_placeholder));
    if text.contains(" -p") || text.contains(" -a") {
        take(&COMMAND_FORM, |_, value| !is_placeholder(value));
    }
}

/// `pass` is a word as well: `pass: 12 of 14`.
fn is_short(captures: &Captures, value: &str) -> bool {
    let sign = captures.name("sign").map_or("", |sign| sign.as_str().trim());
    let before = captures.name("before").map_or("", |before| before.as_str());
    let is_word = captures.name("word").is_some_and(|word| word.as_str().len() == 4);
    let has_letter = value.chars().any(char::is_alphabetic);
    let has_digit = value.chars().any(|c| c.is_ascii_digit());
    let is_odd = has_letter && (has_digit || value.contains(['!', '#', '$', '@', '^']));
    let is_told = before.ends_with('_') || !is_word;
    if is_placeholder(value) || is_code(value) || value.len() < 4 {
        return false;
    }
    match sign.chars().next() {
        Some('=') => has_letter || is_told || value.len() > 5,
        Some(':') => is_told || is_odd && value.len() > 5,
        _ => is_odd && value.len() > 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.into_iter().map(|(place, _)| &text[place]).collect()
    }

    #[test]
    fn short_names_and_commands_are_known() {
        for text in [
            "PASS=S3cr3tPa55 ./run",
            "ssh pass=S3cr3tPa55",
            "DB_PASS=S3cr3tPa55",
            "DB_PASS: S3cr3tPa55",
            "pw: S3cr3tPa55",
            "db pw is S3cr3tPa55.",
            "pw was: S3cr3tPa55",
            "mysql -uroot -pS3cr3tPa55 prod",
            "mysqldump -h db -p'S3cr3tPa55' prod",
            "sshpass -p S3cr3tPa55 ssh a",
            "redis-cli -h c -a S3cr3tPa55",
        ] {
            assert_eq!(values(text), ["S3cr3tPa55"], "{text}");
        }
        assert_eq!(values("passphrase: correct horse"), ["correct horse"]);
        assert_eq!(values("passphrase: \"correct horse\" is set"), ["correct horse"]);
    }

    #[test]
    fn what_only_sounds_like_one_stays() {
        for text in [
            "the pass rate: 98 %",
            "pass: 12 of 14",
            "pass: 12/14",
            "second pass: re-ran the job",
            "first-pass: done",
            "tests: pass=140 fail=2",
            "bypass: feature2on",
            "DB_PASS=$DB_PASS",
            "passphrase: not set",
            "mysql -p prod",
            "the pass was quick",
        ] {
            assert_eq!(values(text), Vec::<&str>::new(), "{text}");
        }
    }
}
