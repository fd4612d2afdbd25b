//! Whatever a client sends: the door reads it without a panic, and what it hands on is one
//! well-formed request.
#![no_main]

#[path = "../../tests/support/request.rs"]
mod request;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| request::check(bytes));
