//! What the tests drive whydeck with: a project in a temporary folder, a server, a real browser,
//! expected output.

pub(crate) mod axe;
pub(crate) mod browser;
mod chromium;
pub(crate) mod conformance;
pub(crate) mod firefox;
pub(crate) mod golden;
pub(crate) mod measure;
pub(crate) mod meeting;
pub(crate) mod process;
pub(crate) mod project;
pub(crate) mod request;
pub(crate) mod seen;
pub(crate) mod server;
pub(crate) mod watching;
