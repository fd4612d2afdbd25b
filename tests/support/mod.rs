//! What the tests drive whydeck with: a project in a temporary folder, a real browser, files of expected output.

pub(crate) mod browser;
pub(crate) mod golden;
pub(crate) mod project;
pub(crate) mod seen;
