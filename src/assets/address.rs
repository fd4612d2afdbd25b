//! Addresses as browsers read them: what an address leads to is judged by that, wherever it stands.

use std::borrow::Cow;
use std::fmt::Write as _;

/// An address without what browsers pass over: blanks and control characters around it, tabs and
/// line breaks in it.
#[must_use]
pub(crate) fn as_read(address: &str) -> Cow<'_, str> {
    let bare = address.trim_matches(|c: char| c <= ' ');
    if bare.contains(['\t', '\n', '\r']) {
        Cow::Owned(bare.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(bare)
    }
}

/// The scheme of an address in lower case, whatever blanks and control characters stand in it.
#[must_use]
pub(crate) fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in address.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        match c {
            ':' => return Some(scheme),
            '/' | '\\' | '?' | '#' => return None,
            _ => scheme.push(c.to_ascii_lowercase()),
        }
    }
    None
}

/// Whether a link may lead to an address: nothing is run there.
#[must_use]
pub(crate) fn may_lead(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| {
        matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel" | "ftp" | "irc" | "xmpp")
    })
}

/// Whether an address has a scheme or a host, so that it is not a file of the deck.
#[must_use]
pub(crate) fn is_remote(address: &str) -> bool {
    let address = as_read(address);
    // Browsers take a backslash for a slash.
    let slashes = address.bytes().take_while(|b| matches!(b, b'/' | b'\\')).count();
    let scheme =
        address.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
    // One letter is a drive, not a scheme.
    slashes > 1 || (scheme > 1 && address.as_bytes().get(scheme) == Some(&b':'))
}

/// An address for `url(…)`, with quotes or without: what could end it there is written with percent
/// signs, which data addresses decode.
#[must_use]
pub(crate) fn in_css(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_ascii_control() || matches!(c, ' ' | '"' | '\'' | '(' | ')' | '\\' | '<' | '>') {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_pass_over_blanks_and_control_characters() {
        assert_eq!(as_read("\u{1} da\n\tta:x "), "data:x");
    }

    #[test]
    fn schemes_and_hosts_are_remote() {
        for remote in [
            "https://a/b.png",
            "//a/b.png",
            "ftp://x",
            "javascript:x",
            "file:///etc/passwd",
            "HTTP://x",
            "\u{1} ht\ntps://x",
            "/\t/x",
            "/\\x",
            "\\\\x",
            "/\r\n\\x",
        ] {
            assert!(is_remote(remote), "{remote:?}");
        }
        for local in ["a.png", "./a.png", "../a.png", "a b:c.png", "C:x.png", "%20.png", "/a.png"] {
            assert!(!is_remote(local), "{local}");
        }
    }

    #[test]
    fn a_scheme_is_found_whatever_stands_in_it() {
        for data in
            ["data:x", " DATA:x", "d\na\tt\ra:x", "\u{0}\u{1f}data:x", "da\u{a0}ta:x", "data\n:x"]
        {
            assert_eq!(scheme(data).as_deref(), Some("data"), "{data:?}");
        }
        for none in ["", "a", "/a:b", "?a:b", "#a:b", "./a:b"] {
            assert_eq!(scheme(none), None, "{none}");
        }
    }

    #[test]
    fn no_address_breaks_out_of_css() {
        let broken = "data:image/svg+xml,<svg x='a\"b'>),url(/live\n\\";
        assert_eq!(
            in_css(broken),
            "data:image/svg+xml,%3Csvg%20x=%27a%22b%27%3E%29,url%28/live%0A%5C"
        );
    }
}
