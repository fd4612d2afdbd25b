//! `whydeck serve` as a person sees it: real saves, a real browser, the deck changing in place.

mod folder;
mod follow;
mod line;
mod place;
mod problems;
mod soak;
mod style;

use std::cell::OnceCell;
use std::fs;

use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::process::Running;
use crate::support::project::Project;

/// What is in the page, without what reveal.js adds while it runs.
const NORMALISE: &str = include_str!("../../support/normalise.js");

/// A project that is served.
struct Live {
    project: Project,
    server: Running,
    /// The address of whoever started it; ends with `/` or with the presenter's token.
    url: String,
    /// The window in which pages are opened anew.
    new: OnceCell<Page>,
}

impl Live {
    /// Serves a file or folder of the project, at a port of the system's choice.
    fn start(project: Project, path: &str, args: &[&str]) -> Self {
        Self::start_at(project, path, "0", args)
    }

    fn start_at(project: Project, path: &str, port: &str, args: &[&str]) -> Self {
        let server = Running::start(&project, ["serve", path, "--port", port].iter().chain(args));
        let line = server.wait_for("http://");
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .expect("an address")
            .to_owned();
        Self { project, server, url, new: OnceCell::new() }
    }

    /// The address that others use: without the token.
    fn others(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }

    /// Saves a file as an editor does: beside its place, then renamed.
    fn save(&self, name: &str, text: impl AsRef<[u8]>) {
        let beside = self.project.path(&format!(".{}.tmp", name.replace('/', "-")));
        fs::write(&beside, text).expect("a written file");
        fs::rename(beside, self.project.path(name)).expect("a renamed file");
    }

    /// Saves a document, and waits until the page shows these words of it.
    #[track_caller]
    fn save_and_see(&self, page: &Page, name: &str, text: &str, words: &str) {
        self.save(name, text);
        page.wait(&format!(
            "document.querySelector('.slides').textContent.includes({})",
            json!(words)
        ));
    }

    /// The deck's page, with a mark that a reload would take away.
    fn page(&self) -> Page {
        let page = Page::visit_deck(&self.url);
        page.eval("window.stayed = true");
        page
    }

    /// Fails unless the page, which was patched, is what a page that is opened now would be.
    #[track_caller]
    fn is_like_new(&self, page: &Page, url: &str, what: &str) {
        let new = self.new.get_or_init(|| Page::visit(url));
        new.visit_again(url);
        new.wait_for_deck();
        let patched = page.text(NORMALISE);
        let fresh = new.text(NORMALISE);
        assert_eq!(patched, fresh, "{what}: the patched page is not like a new one");
    }
}

/// Title, column, row, fragment, overview, paused.
fn place(page: &Page) -> Value {
    page.eval(
        "(() => { const slide = Reveal.getCurrentSlide(), { h, v, f } = Reveal.getIndices();
           return [slide.querySelector('h1, h2, h3').textContent.trim(), h, v || 0, f ?? -1, Reveal.isOverview(), Reveal.isPaused()] })()",
    )
}

#[track_caller]
fn has_stayed(page: &Page) {
    assert_eq!(page.eval("window.stayed === true"), json!(true), "the page was loaded anew");
}
