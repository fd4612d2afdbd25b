//! The pages of a meeting as people use them: keys, forms, two devices, a network that drops.

mod deck;
mod devices;
mod looks;
mod presenter;
mod review;

use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::project::Project;
use crate::support::server::Server;

/// A document with actions, somebody who owns one, and an agenda.
const INCIDENT: &str = "\
# Queue outage

- Date: 2026-11-20
- Status: in review
- Authors: Ada

## Summary

The queue stood still for 46 minutes.

## Timeline

- 10:02 The deploy began
- 10:20 An alert fired
- 10:48 It was rolled back

## Lessons learned

### What went well

- The alert came early

## Action items

- [ ] Limit the queue @ada 2026-12-01
- [ ] Rehearse the rollback
- [x] Page the right team @grace
";

/// A meeting, and the page of the device that started it.
struct Meeting {
    project: Project,
    server: Server,
    page: Page,
}

impl Meeting {
    fn start(args: &[&str]) -> Self {
        Self::sized(args, (1280, 720))
    }

    fn sized(args: &[&str], size: (u32, u32)) -> Self {
        let project = Project::new().file("incident.md", INCIDENT);
        let args: Vec<&str> =
            ["incident.md", "--meeting"].into_iter().chain(args.iter().copied()).collect();
        let server = Server::start(&project, &args);
        let page = Page::visit_sized(&url(&server, &format!("start/{}", server.key())), size);
        page.wait("document.body.classList.contains('ready')");
        Self { project, server, page }
    }

    fn url(&self, path: &str) -> String {
        url(&self.server, path)
    }

    /// What the journal holds.
    fn journal(&self) -> String {
        std::fs::read_to_string(self.project.path("incident.meeting.ndjson")).unwrap_or_default()
    }

    /// The page of another device, paired with a code that the presenter's page shows.
    fn paired(&self, size: (u32, u32)) -> Page {
        self.page.eval("document.querySelector('[data-do=pair]').click(), 0");
        self.page.wait("!!document.querySelector('#code .code')");
        let code = self.page.text("document.querySelector('#code .code').textContent");
        let other = Page::visit_sized(&self.url("pair"), size);
        write(&other, "#code-line", &code);
        other.press("Enter");
        other.wait("location.pathname === '/meeting' && document.body.classList.contains('ready')");
        other
    }
}

fn url(server: &Server, path: &str) -> String {
    format!("http://127.0.0.1:{}/{path}", server.port())
}

/// Writes into a field, with the caret at its end.
fn write(page: &Page, field: &str, text: &str) {
    page.eval(&format!(
        "(field => {{ field.focus(); field.value = {text}; field.setSelectionRange(field.value.length, field.value.length);
           field.dispatchEvent(new Event('input', {{ bubbles: true }})) }})(document.querySelector({field}))",
        text = json!(text),
        field = json!(field),
    ));
}

/// Keeps a line, by the key of its kind.
fn capture(page: &Page, key: &str, text: &str) {
    page.eval("document.activeElement.blur(), 0");
    page.press(key);
    write(page, "#line", text);
    page.press("Enter");
}

/// Waits until a list has these texts, in their order.
#[track_caller]
fn lists(page: &Page, list: &str, texts: &[&str]) {
    let found = format!(
        "JSON.stringify([...document.querySelectorAll('{list} > li .text bdi')].map(e => e.textContent))"
    );
    page.wait(&format!("{found} === {}", json!(json!(texts).to_string())));
}

/// Waits until an element has these words.
#[track_caller]
fn says(page: &Page, element: &str, words: &str) {
    page.wait(&format!(
        "(document.querySelector({}) || {{}}).textContent?.includes({}) === true",
        json!(element),
        json!(words)
    ));
}

fn focused(page: &Page) -> Value {
    page.eval("document.activeElement.id || document.activeElement.dataset.do || document.activeElement.className")
}
