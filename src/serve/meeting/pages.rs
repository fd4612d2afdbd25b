//! The pages of a meeting. They capture, so nobody may frame them, and they are never kept.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::serve::http::{Body, Response};
use crate::serve::pages::index;

/// A file of the pages.
macro_rules! runtime {
    ($name:literal) => {
        include_str!(concat!("../../../themes/runtime/", $name))
    };
}

/// The presenter's page.
static MEETING: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("meeting.html"),
        &[runtime!("meeting.css")],
        &[
            runtime!("meeting-dom.js"),
            runtime!("meeting-words.js"),
            runtime!("meeting-names.js"),
            runtime!("meeting-wire.js"),
            runtime!("meeting-outbox.js"),
            runtime!("meeting-line.js"),
            runtime!("meeting-lists.js"),
            runtime!("meeting-clock.js"),
            runtime!("meeting-actions.js"),
            runtime!("meeting-round.js"),
            runtime!("meeting-rest.js"),
            runtime!("meeting.js"),
        ],
    )
});
/// The page that shows what would be written.
static REVIEW: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("review.html"),
        &[runtime!("meeting.css"), runtime!("review.css")],
        &[
            runtime!("meeting-dom.js"),
            runtime!("meeting-words.js"),
            runtime!("meeting-wire.js"),
            runtime!("review.js"),
        ],
    )
});
/// The page on which a device is paired.
static PAIR: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("pair.html"),
        &[runtime!("meeting.css"), runtime!("review.css")],
        &[runtime!("pair.js")],
    )
});
/// What others see in the place of a page.
static REFUSED: LazyLock<Page> = LazyLock::new(|| {
    Page::new(runtime!("refused.html"), &[runtime!("meeting.css"), runtime!("review.css")], &[])
});

/// The viewers' page of the silent round.
static JOIN: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("join.html"),
        &[runtime!("meeting.css"), runtime!("join.css")],
        &[runtime!("meeting-dom.js"), runtime!("join.js")],
    )
});

/// A page with its policy.
struct Page {
    html: String,
    policy: String,
}

impl Page {
    /// Puts styles and scripts into their places of the page.
    fn new(html: &str, styles: &[&str], scripts: &[&str]) -> Self {
        let hash = |text: &str| {
            format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
        };
        let hashes: String = match scripts {
            [] => " 'none'".to_owned(),
            _ => scripts.iter().map(|script| hash(script)).collect(),
        };
        let style = format!("{}{}", index::fonts(), styles.concat());
        let style_hash = hash(&style);
        let scripts: String =
            scripts.iter().map(|script| format!("<script>{script}</script>\n")).collect();
        let html = html.replace("{{style}}", &style).replace("{{scripts}}", &scripts);
        let policy = format!(
            "default-src 'none'; script-src{hashes}; style-src{style_hash}; img-src data:; \
             font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        Self { html, policy }
    }

    fn response(&self, status: u16) -> Response {
        html(status, self.html.clone(), &self.policy)
    }
}

/// The presenter's page.
pub(super) fn meeting() -> Response {
    MEETING.response(200)
}

/// The page that shows what would be written.
pub(super) fn review() -> Response {
    REVIEW.response(200)
}

/// The page on which a device is paired.
pub(super) fn pair() -> Response {
    PAIR.response(200)
}

/// The viewers' page of the silent round.
pub(super) fn join() -> Response {
    JOIN.response(200)
}

/// What somebody sees whose device has no rights: how it gets them.
pub(super) fn refused(what: &str) -> Response {
    html(403, REFUSED.html.replace("{{what}}", what), &REFUSED.policy)
}

fn html(status: u16, page: String, policy: &str) -> Response {
    let headers = vec![
        ("Content-Type", "text/html; charset=utf-8".into()),
        ("Content-Security-Policy", policy.to_owned()),
        ("X-Frame-Options", "DENY".into()),
    ];
    Response { status, headers, body: Body::Shared(page.into_bytes().into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_run_their_own_scripts_and_ask_their_own_server() {
        let pages = [(&MEETING, 12), (&REVIEW, 4), (&PAIR, 1), (&JOIN, 2), (&REFUSED, 0)];
        for (page, scripts) in pages {
            let Page { html, policy } = &**page;
            assert_eq!(html.matches("<script>").count(), scripts);
            assert_eq!(policy.matches("'sha256-").count(), scripts + 1, "and a style: {policy}");
            assert!(
                !policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*')
            );
            assert!(policy.contains("frame-ancestors 'none'"));
            assert!(!html.contains("{{style") && !html.contains("{{scripts"));
            // Nothing is loaded, and no attribute runs anything.
            assert!(
                !html.contains("src=\"http")
                    && !html.contains(" onclick=")
                    && !html.contains(" style=\"")
            );
        }
    }
}
