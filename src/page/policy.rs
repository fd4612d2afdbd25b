//! The content security policy of a deck: it runs its own scripts, shows what it holds, and asks for nothing.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::theme::vendor;

/// The policy of a file.
#[must_use]
pub fn export(scripts: &[&str]) -> String {
    let mut hashes: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    // The speaker view is a popup that inherits the policy and has a script of its own.
    hashes.extend(speaker_script(vendor::NOTES_JS).map(|script| hash(&script)));
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; font-src data:; \
         media-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'",
        hashes.join(" ")
    )
}

fn hash(script: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script.as_bytes())))
}

/// The inline script of reveal's speaker view, which its notes plugin holds in a template literal.
fn speaker_script(plugin: &str) -> Option<String> {
    let start = plugin.find("<script>")? + "<script>".len();
    let raw = &plugin[start..];
    let end = raw.find("<\\/script>").or_else(|| raw.find("</script>"))?;
    Some(unescape(&raw[..end]))
}

/// The text that a JavaScript template literal stands for.
fn unescape(literal: &str) -> String {
    let mut out = String::with_capacity(literal.len());
    let mut chars = literal.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speaker_view_has_a_script() {
        let script = speaker_script(vendor::NOTES_JS).expect("reveal's notes plugin holds its view");
        assert!(script.contains("setupIframes") && script.trim_end().ends_with("})();"), "{script}");
        assert!(!script.contains("${"), "a value is put in at run time: the hash cannot be known");
    }

    #[test]
    fn nothing_may_be_asked_for() {
        let policy = export(&["x"]);
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        assert!(!policy.contains("http") && !policy.contains('*'));
    }
}
