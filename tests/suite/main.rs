//! The tests that drive the real binary: one crate, so that it is linked once; one module a
//! subject.

mod access;
mod attacks;
mod attacks_slides;
mod batch;
mod brand;
mod browser;
mod canvas;
mod cli;
mod coverage;
mod driver;
mod expansion;
mod fetch;
mod figures;
mod gallery;
mod golden;
mod grid;
mod growth;
mod guards;
mod heights;
mod labels;
mod live;
mod matrix;
mod pdf;
mod private_notes;
mod private_separators;
mod promises;
mod properties;
mod properties_facts;
mod properties_model;
mod read;
#[cfg(unix)]
mod reading;
mod right_to_left;
mod rooms;
mod same_facts;
mod serve_access;
mod serve_http;
mod serve_limits;
mod serve_properties;
#[cfg(target_os = "linux")]
mod serve_room;
mod serve_safety;
mod serve_slow;
mod serve_steady;
mod sheet;
mod shots;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
mod views;
mod visual;
mod watch;
mod watch_files;
mod weight;
