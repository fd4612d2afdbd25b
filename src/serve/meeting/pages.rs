//! The pages of a meeting. They capture, so nobody may frame them, and they are never kept.

use std::sync::OnceLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::html::escape;
use crate::serve::http::{Body, Response};
use crate::serve::pages::index;
use crate::words::say;

/// A file of the pages, with its name.
macro_rules! runtime {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../themes/runtime/", $name)))
    };
}

/// The files of a page.
struct Files {
    html: &'static str,
    styles: &'static [(&'static str, &'static str)],
    scripts: &'static [(&'static str, &'static str)],
    /// The page in each language, once somebody asked for it.
    made: [OnceLock<Page>; say::LANGUAGES],
}

/// The presenter's page.
static MEETING: Files = Files {
    html: runtime!("meeting.html").1,
    styles: &[runtime!("meeting.css")],
    scripts: &[
        runtime!("words.js"),
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
    made: [const { OnceLock::new() }; say::LANGUAGES],
};
/// The page that shows what would be written.
static REVIEW: Files = Files {
    html: runtime!("review.html").1,
    styles: &[runtime!("meeting.css"), runtime!("review.css")],
    scripts: &[
        runtime!("words.js"),
        runtime!("meeting-dom.js"),
        runtime!("meeting-words.js"),
        runtime!("meeting-wire.js"),
        runtime!("review.js"),
    ],
    made: [const { OnceLock::new() }; say::LANGUAGES],
};
/// The page on which a device is paired.
static PAIR: Files = Files {
    html: runtime!("pair.html").1,
    styles: &[runtime!("meeting.css"), runtime!("review.css")],
    scripts: &[runtime!("words.js"), runtime!("pair.js")],
    made: [const { OnceLock::new() }; say::LANGUAGES],
};
/// What others see in the place of a page.
static REFUSED: Files = Files {
    html: runtime!("refused.html").1,
    styles: &[runtime!("meeting.css"), runtime!("review.css")],
    scripts: &[],
    made: [const { OnceLock::new() }; say::LANGUAGES],
};
/// The viewers' page of the silent round.
static JOIN: Files = Files {
    html: runtime!("join.html").1,
    styles: &[runtime!("meeting.css"), runtime!("join.css")],
    scripts: &[runtime!("words.js"), runtime!("meeting-dom.js"), runtime!("join.js")],
    made: [const { OnceLock::new() }; say::LANGUAGES],
};

impl Files {
    /// The page in the language that this thread speaks.
    fn page(&self) -> &Page {
        self.made[say::place()].get_or_init(|| Page::new(self))
    }
}

/// A page with its policy.
struct Page {
    html: String,
    policy: String,
}

impl Page {
    /// Puts words, styles and scripts into their places of the page.
    fn new(files: &Files) -> Self {
        let hash = |text: &str| {
            format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
        };
        let hashes: String = match files.scripts {
            [] => " 'none'".to_owned(),
            scripts => scripts.iter().map(|(_, script)| hash(script)).collect(),
        };
        let styles: String = files.styles.iter().map(|(_, style)| *style).collect();
        let style = format!("{}{styles}", index::fonts());
        let style_hash = hash(&style);
        let names: Vec<&str> = files.scripts.iter().map(|(name, _)| *name).collect();
        let words = say::texts_of(&names).map(|words| json!({ "whydeckWords": words }).to_string());
        let mut scripts = String::new();
        if let Some(words) = words {
            let words = words.replace('<', "\\u003c");
            scripts.push_str(&format!(
                "<script type=\"application/json\" id=\"whydeck-options\">{words}</script>\n"
            ));
        }
        for (_, script) in files.scripts {
            scripts.push_str(&format!("<script>{script}</script>\n"));
        }
        let html = spoken(files.html).replace("{{lang}}", say::tag());
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

/// A page with its words, which `{{say "…"}}` holds in English. They are HTML.
fn spoken(page: &str) -> String {
    let mut parts = page.split("{{say ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (said, rest) = part.split_once("}}").unwrap_or((part, ""));
        out.push_str(say::page(said.trim_matches(['"', '\''])));
        out.push_str(rest);
    }
    out
}

/// The presenter's page.
pub(super) fn meeting() -> Response {
    MEETING.page().response(200)
}

/// The page that shows what would be written.
pub(super) fn review() -> Response {
    REVIEW.page().response(200)
}

/// The page on which a device is paired.
pub(super) fn pair() -> Response {
    PAIR.page().response(200)
}

/// The viewers' page of the silent round.
pub(super) fn join() -> Response {
    JOIN.page().response(200)
}

/// What somebody sees whose device has no rights: how it gets them.
pub(super) fn refused(what: &str) -> Response {
    let page = REFUSED.page();
    html(403, page.html.replace("{{what}}", &escape(what)), &page.policy)
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
        let pages = [(&MEETING, 13), (&REVIEW, 5), (&PAIR, 2), (&JOIN, 3), (&REFUSED, 0)];
        for (page, scripts) in pages {
            let Page { html, policy } = page.page();
            assert_eq!(html.matches("<script>").count(), scripts);
            assert_eq!(policy.matches("'sha256-").count(), scripts + 1, "and a style: {policy}");
            assert!(
                !policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*')
            );
            assert!(policy.contains("frame-ancestors 'none'"));
            assert!(!html.replace("{{what}}", "").contains("{{"));
            // Nothing is loaded, and no attribute runs anything.
            assert!(
                !html.contains("src=\"http")
                    && !html.contains(" onclick=")
                    && !html.contains(" style=\"")
            );
        }
    }
}
