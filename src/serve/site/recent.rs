//! The pages that were asked for last.
//!
//! When a meeting starts, everybody asks for the same page at once: it is written once and shared.
//! A page takes several hundred kilobytes, and a folder may hold thousands of decks, so only a few
//! pages are kept for the whole site.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pages are kept.
const MOST: usize = 8;

/// A short list of pages, the latest first.
#[derive(Debug, Default)]
pub struct Recent(Mutex<VecDeque<(PageKey, Arc<[u8]>)>>);

/// What a page was written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageKey {
    /// The build that made the deck; no two builds of a site have the same.
    pub generation: u64,
    /// The configuration of the page's script.
    pub live: String,
}

impl Recent {
    /// The page for this key, written now if it is not in the list.
    pub fn page(
        &self,
        key: PageKey,
        write: impl FnOnce() -> Option<Arc<[u8]>>,
    ) -> Option<Arc<[u8]>> {
        if let Some(page) = self.find(&key) {
            return Some(page);
        }
        // Not under the lock: nobody waits for another deck's page.
        let page = write()?;
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.iter().all(|(known, _)| *known != key) {
            pages.truncate(MOST - 1);
            pages.push_front((key, Arc::clone(&page)));
        }
        Some(page)
    }

    fn find(&self, key: &PageKey) -> Option<Arc<[u8]>> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = pages.iter().position(|(known, _)| known == key)?;
        let found = pages.remove(at)?;
        let page = Arc::clone(&found.1);
        pages.push_front(found);
        Some(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_once_and_goes_after_eight_others() {
        let recent = Recent::default();
        let mut written = Vec::new();
        for generation in [1, 1, 2, 3, 4, 5, 6, 7, 1, 8, 9, 1, 2] {
            recent.page(PageKey { generation, live: String::new() }, || {
                written.push(generation);
                Some(Arc::from(&b"page"[..]))
            });
        }
        assert_eq!(written, [1, 2, 3, 4, 5, 6, 7, 8, 9, 2]);
    }
}
