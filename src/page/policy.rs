//! The content security policy of a deck: it runs its own scripts, shows what it holds, and asks
//! for nothing.

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

/// The policy of a page that a server feeds: besides, it may ask that server.
#[must_use]
pub fn served() -> String {
    format!(
        "default-src 'none'; script-src {} {}; style-src 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self' data:; media-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; \
         form-action 'none'",
        vendor::SCRIPT_HASHES,
        vendor::LIVE_HASHES
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

    #[test]
    fn a_served_page_may_ask_its_server_alone() {
        let policy = served();
        assert!(
            policy.contains("connect-src 'self'")
                && !policy.contains("http")
                && !policy.contains('*')
        );
        assert!(!policy.contains("script-src 'self'") && !policy.contains("'unsafe-eval'"));
    }
}
