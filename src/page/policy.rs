//! The content security policy of a deck: it runs its own scripts, shows what it holds, and asks
//! for nothing.

use crate::theme::vendor;

/// Which scripts a file has that not every one has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Runs {
    /// The notes plugin.
    pub speaker_view: bool,
    /// The search.
    pub search: bool,
    /// The countdown.
    pub countdown: bool,
    /// What reveal.js says, in another language than English.
    pub tongue: bool,
}

/// The policy of a file.
#[must_use]
pub fn export(has: &Runs) -> String {
    let if_there = |is_there, hash: &str| if is_there { format!(" {hash}") } else { String::new() };
    let speaker = if_there(has.speaker_view, vendor::SPEAKER_HASHES);
    let find = if_there(has.search, vendor::FIND_HASH);
    let countdown = if_there(has.countdown, vendor::COUNTDOWN_HASH);
    let tongue = if_there(has.tongue, vendor::TONGUE_HASH);
    format!(
        "default-src 'none'; script-src {}{speaker}{find}{countdown}{tongue}; style-src 'unsafe-inline'; img-src data:; \
         font-src data:; media-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'",
        vendor::SCRIPT_HASHES
    )
}

/// The policy of a page that a server feeds: besides, it may ask that server.
#[must_use]
pub fn served() -> String {
    format!(
        "default-src 'none'; script-src {} {} {} {} {} {} {}; style-src 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self' data:; media-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; \
         form-action 'none'",
        vendor::SCRIPT_HASHES,
        vendor::SPEAKER_HASHES,
        vendor::FIND_HASH,
        vendor::COUNTDOWN_HASH,
        vendor::TONGUE_HASH,
        vendor::LIVE_HASHES,
        vendor::MEETING_HASHES
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_may_be_asked_for() {
        // Three scripts and that of the speaker's window; without one, two scripts; the search; the
        // countdown.
        let none = Runs::default();
        for (has, count) in [
            (Runs { speaker_view: true, ..none }, 4),
            (none, 2),
            (Runs { search: true, ..none }, 3),
            (Runs { countdown: true, ..none }, 3),
            (Runs { tongue: true, ..none }, 3),
        ] {
            let policy = export(&has);
            assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
            assert_eq!(policy.matches("'sha256-").count(), count);
            assert!(!policy.contains("http") && !policy.contains('*'));
        }
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
