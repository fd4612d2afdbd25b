//! reveal's speaker view: a window with notes, and two frames that show the deck.

use std::sync::{Arc, PoisonError};

use headless_chrome::protocol::cdp::Page as Cdp;
use serde_json::{Value, json};

use super::{Page, wait_until};

/// The speaker view: its window, and the deck's.
pub(crate) struct Speaker {
    /// The window that opened.
    pub(crate) page: Page,
}

impl Page {
    /// Presses `s` and waits for the window of the speaker view.
    pub(crate) fn speaker(&self) -> Speaker {
        self.press("s");
        let mut popup = None;
        let opened = wait_until(|| {
            let tabs =
                self.browser.get_tabs().lock().unwrap_or_else(PoisonError::into_inner).clone();
            popup = tabs.into_iter().find(|tab| self.has_opened(tab));
            popup.is_some()
        });
        assert!(opened, "no speaker window opened\nconsole: {:?}", self.complaints());
        let tab = popup.expect("a window");
        let page = Self::attach(tab, Arc::clone(&self.browser), Arc::clone(&self.seen));
        // reveal never closes the document that it writes, so it stays "loading".
        page.wait("!!document.querySelector('.speaker-controls-notes')");
        Speaker { page }
    }

    /// The frames in this window, each with the value of an expression in it.
    pub(crate) fn frames(&self, expression: &str) -> Vec<Result<Value, String>> {
        let tree = self.call(Cdp::GetFrameTree(None)).frame_tree;
        let frames = tree.child_frames.unwrap_or_default().into_iter().map(|child| child.frame.id);
        let evaluate = |frame_id| {
            let world = Cdp::CreateIsolatedWorld {
                frame_id,
                world_name: None,
                grant_univeral_access: None,
            };
            let world = self.tab.call_method(world).map_err(|e| e.to_string())?;
            self.try_eval(expression, Some(world.execution_context_id))
        };
        frames.map(evaluate).collect()
    }
}

impl Speaker {
    /// Waits until the notes read like this.
    #[track_caller]
    pub(crate) fn wait_for_notes(&self, notes: &str) {
        let shown = "(document.querySelector('.speaker-controls-notes .value')?.textContent ?? '')";
        self.page.wait(&format!("{shown}.replace(/\\s+/g, ' ').trim() === {}", json!(notes)));
    }

    /// Waits until both previews show the deck: this slide and the next one, by their headings.
    #[track_caller]
    pub(crate) fn wait_for_previews(&self, this: &str, next: &str) {
        let heading = "document.querySelector('.reveal.ready') ?
            [...document.querySelectorAll('.slides section.present')].at(-1).querySelector('h1,h2,h3').textContent.trim() : null";
        let mut last = Vec::new();
        let shown = wait_until(|| {
            last = self.page.frames(heading);
            last == [Ok(json!(this)), Ok(json!(next))]
        });
        assert!(shown, "the previews show {last:?}\nconsole: {:?}", self.page.complaints());
    }
}
