//! The tests that drive the real binary: one crate, so that it is linked once; one module a subject.

mod attacks;
mod browser;
mod canvas;
mod cli;
mod contact_sheet;
mod driver;
mod golden;
mod guards;
mod properties;
#[path = "../support/mod.rs"]
mod support;
