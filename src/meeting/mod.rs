//! The meeting: what is planned, what is captured, and how it comes back into the document.
//!
//! 1. An [`agenda`](mod@agenda) says what the hour is for, and a [`clock`] how far it is.
//! 2. Everything that happens is an [`Entry`](ledger::Entry) of a journal, which is written before
//!    anybody is told that it is kept. A [`ledger`] is what the entries so far amount to.
//! 3. A [`capture`] is what somebody said: a decision, an action, a lesson, a change of an action.
//!    It names its place by content, so that it still fits after somebody else saved the file.
//! 4. [`merge`] puts captures into the text of the document as it is now.
//!
//! Nothing here knows of a server or a page.

pub(crate) mod agenda;
pub(crate) mod apply;
pub(crate) mod capture;
pub(crate) mod clock;
pub(crate) mod days;
pub(crate) mod journal;
pub(crate) mod ledger;
pub(crate) mod merge;
pub(crate) mod typed;
