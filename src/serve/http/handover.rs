//! Bodies that do not pass through tiny_http but are handed to the lane by number.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::outbox::Content;

/// The header that carries the number.
pub(super) const HANDOVER: &str = "X-Whydeck-Handover";

/// Bodies that the origin has put down and no lane has taken yet.
#[derive(Debug, Default)]
pub(super) struct Handovers {
    next: AtomicU64,
    waiting: Mutex<HashMap<u64, Content>>,
}

impl Handovers {
    /// Puts a body down; returns its number.
    pub(super) fn put(&self, content: Content) -> u64 {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(number, content);
        number
    }

    /// Takes the body with this number.
    pub(super) fn take(&self, number: u64) -> Option<Content> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
    }
}
