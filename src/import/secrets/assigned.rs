//! What is called a password, a token or a key.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Found, Secret};

/// `password: x`, `API_KEY=x`, `"clientSecret": "x"`, `the password is x`.
const NAMED: &str = r#"(?i)(?P<name>[a-z0-9_.-]*(?:passwor[dt]|kennwort|passwd|passphrase|passcode|pwd|secret|token|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|account[_-]?key|auth[_-]?key|encryption[_-]?key|signing[_-]?key|[a-z0-9]_key|credentials?)(?:_(?:key|base|value|prod|production|staging|dev|test|old|new|[0-9]+))*)["'`*]*(?P<sign>\s*(?:=>|:=|=|:)\s*|\s+(?:is|was|ist|war|lautet):?\s+)["'`*]*(?P<value>[^\s"'`,;&<>]+)"#;
/// `curl -u name:x`.
const LOGIN: &str = r"(?:^|\s)(?:-u|--user)[\s=]+['`]?[^\s:'`]+:(?P<value>[^\s'`]{2,})";
/// `Authorization: Bearer x`, `bearer x`, `--password x`.
const HEADER: &str = r"(?i)(?:\b(?P<head>authorization|x-api-key|x-auth-token|cookie|set-cookie)\s*:\s*(?:(?:bearer|basic|token|apikey)\s+)?|\b(?P<scheme>bearer|basic)\s+|--(?:password|token|secret|api-key)[\s=]+)(?P<value>[^\s'`,;<>]{4,})";
/// `scheme://name:x@host` and `scheme://x@host`.
const CREDENTIALS: &str =
    r"(?i)\b[a-z][a-z0-9+.-]*://(?P<value>[^\s/@:?#]*(?P<colon>:)[^\s/?#]+|[^\s/@:?#]{16,})@";
/// `?token=x`, `&sig=x`.
const PARAMETER: &str = r"(?i)[?&#;](?:[a-z0-9_.-]*(?:token|secret|signature|password|passwd|pwd|credential|apikey|api[_-]key|accesskey)|[a-z0-9_.-]*[_-]key|key|sig|sign|auth|jwt|hmac|sas|session|sessionid|code_verifier)=(?P<value>[^\s&#<>|]+)";

static NAMED_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NAMED).ok());
static LOGIN_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(LOGIN).ok());
static HEADER_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(HEADER).ok());
static CREDENTIALS_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(CREDENTIALS).ok());
static PARAMETER_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PARAMETER).ok());

/// What is said of passwords and tokens, and is none.
const HARMLESS: [&str; 50] = [
    "a",
    "an",
    "and",
    "bad",
    "been",
    "broken",
    "cache",
    "changed",
    "compromised",
    "correct",
    "denied",
    "disabled",
    "empty",
    "error",
    "expired",
    "expires",
    "failed",
    "false",
    "fine",
    "for",
    "in",
    "incorrect",
    "invalid",
    "leaked",
    "missing",
    "needed",
    "nil",
    "no",
    "none",
    "not",
    "null",
    "ok",
    "old",
    "refresh",
    "rejected",
    "required",
    "reset",
    "revoked",
    "rotated",
    "rotation",
    "set",
    "stale",
    "stored",
    "the",
    "true",
    "undefined",
    "unknown",
    "unset",
    "valid",
    "wrong",
];

/// Keys that open nothing.
const PLAIN_KEYS: [&str; 14] = [
    "cache",
    "config",
    "dedup",
    "foreign",
    "hash",
    "idempotency",
    "message",
    "object",
    "partition",
    "primary",
    "public",
    "routing",
    "shard",
    "sort",
];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let signs =
        [":", "=", " is", " was", " war", " lautet", "earer ", "asic ", "--", "EARER ", "ASIC "];
    if !signs.iter().any(|sign| text.contains(sign)) {
        return;
    }
    let mut take = |form: &Option<Regex>, is_one: fn(&Captures) -> Option<Secret>| {
        for captures in form.iter().flat_map(|form| form.captures_iter(text)) {
            if let Some((secret, value)) = is_one(&captures).zip(captures.name("value")) {
                let end = value.start() + trimmed(value.as_str()).len();
                found.push((value.start()..end, secret));
            }
        }
    };
    take(&NAMED_FORM, named);
    take(&HEADER_FORM, header);
    take(&LOGIN_FORM, |captures| {
        // A user and a group by number are none.
        let value = captures.name("value")?.as_str();
        let is_number = value.chars().all(|c| c.is_ascii_digit());
        (!is_number && !is_placeholder(value)).then_some(Secret::Password)
    });
    take(&CREDENTIALS_FORM, |captures| {
        let is_name = captures.name("colon").is_none();
        Some(if is_name { Secret::Token } else { Secret::Password })
    });
    take(&PARAMETER_FORM, |_| Some(Secret::Token));
}

/// A value without the end of the sentence around it.
pub(super) fn trimmed(value: &str) -> &str {
    let mut value = value.trim_end_matches(['.', '!', '?']);
    while value.ends_with([')', ']', '}']) && !value.contains(['(', '[', '{']) {
        value = &value[..value.len() - 1];
    }
    value
}

fn named(captures: &Captures) -> Option<Secret> {
    let name = captures.name("name")?.as_str().to_lowercase();
    let value = trimmed(captures.name("value")?.as_str());
    let sign = captures.name("sign")?.as_str();
    let words = ["passw", "kennwort", "passphrase", "passcode", "pwd"];
    let is_password = words.iter().any(|word| name.contains(word));
    let is_assigned = sign.trim_end().ends_with('=');
    let has_sign = value.chars().any(|c| !c.is_alphabetic());
    let is_mixed = value.chars().any(char::is_uppercase) && value.chars().any(char::is_lowercase);
    let is_odd = has_sign && value.chars().any(char::is_alphanumeric)
        || is_mixed && !is_capitalised(value)
        || value.len() >= 24;
    let is_verb = sign.trim().starts_with(char::is_alphabetic);
    let is_one = match (is_password, is_verb) {
        _ if is_placeholder(value) || is_code(value) || is_plain_key(&name, value) => false,
        (_, true) => is_odd && value.len() > 3,
        (true, false) => true,
        (false, false) => is_odd && value.len() > 5 || is_assigned && value.len() > 3,
    };
    let kind = if is_password { Secret::Password } else { Secret::Token };
    is_one.then_some(kind)
}

/// Whether a key is one of a table or a store, which opens nothing.
fn is_plain_key(name: &str, value: &str) -> bool {
    let Some(before) = name.strip_suffix("_key") else { return false };
    let kind = before.rsplit(['_', '-', '.']).next().unwrap_or(before);
    let secret = ["api", "access", "private", "account", "auth", "encryption", "signing", "secret"];
    let is_told = secret.iter().any(|word| kind.ends_with(word));
    !is_told && (PLAIN_KEYS.contains(&kind) || !value.chars().any(|c| c.is_ascii_digit()))
}

fn header(captures: &Captures) -> Option<Secret> {
    let value = trimmed(captures.name("value")?.as_str());
    let has_digit = value.chars().any(|c| c.is_ascii_digit() || matches!(c, '=' | '_'));
    let is_word = captures.name("scheme").is_some() && !has_digit && value.len() < 24;
    let is_one = !is_word && !is_placeholder(value) && !is_code(value);
    is_one.then_some(Secret::Token)
}

fn is_capitalised(value: &str) -> bool {
    value.chars().skip(1).all(char::is_lowercase)
}

/// Whether a value stands for one that is not told, or is none.
pub(super) fn is_placeholder(value: &str) -> bool {
    let lower = value.to_lowercase();
    let is_hidden = value.chars().all(|c| "*•.xX-_#?…".contains(c));
    let is_variable = value.starts_with(['$', '%', '{']) || lower.starts_with("[removed");
    HARMLESS.binary_search(&lower.as_str()).is_ok()
        || is_hidden
        || is_variable
        || lower.contains("redacted")
        || lower.starts_with("your")
        // A link, or a place: what is said of it stands there.
        || lower.starts_with("http")
        || value.starts_with('/')
}

/// Whether a value is an expression of code: `os.environ[…]`, `getToken()`.
pub(super) fn is_code(value: &str) -> bool {
    let opens = value.find(['(', '[']).unwrap_or(0);
    opens > 2 && value[..opens].chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_are_understood() {
        assert!(HARMLESS.is_sorted());
        for form in [&NAMED_FORM, &LOGIN_FORM, &HEADER_FORM, &CREDENTIALS_FORM, &PARAMETER_FORM] {
            assert!(form.is_some());
        }
    }
}
