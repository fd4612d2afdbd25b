//! The tests that drive the real binary: one crate, so that it is linked once; one module a subject.

mod attacks;
mod browser;
mod canvas;
mod cli;
mod contact_sheet;
mod coverage;
mod driver;
mod figures;
mod golden;
mod growth;
mod guards;
mod heights;
mod live;
mod properties;
mod properties_model;
mod serve_access;
mod serve_http;
mod serve_limits;
mod serve_properties;
mod serve_safety;
mod serve_steady;
#[path = "../support/mod.rs"]
mod support;
mod watch;
mod watch_files;
