//! The content security policy of a deck: it runs its own scripts, shows what it holds, and asks for nothing.

use crate::theme::vendor;

/// The policy of a file.
#[must_use]
pub fn export() -> String {
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; font-src data:; \
         media-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'",
        vendor::SCRIPT_HASHES
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_may_be_asked_for() {
        let policy = export();
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        assert_eq!(policy.matches("'sha256-").count(), 4, "three scripts and the speaker view's");
        assert!(!policy.contains("http") && !policy.contains('*'));
    }
}
