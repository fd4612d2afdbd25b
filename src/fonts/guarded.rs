//! Libraries that read fonts, and may panic on broken ones.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a library makes of a font; none when it panics.
pub(super) fn guarded<T>(look: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(look)).ok()
}
