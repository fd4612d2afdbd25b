//! See `font` in `src/fuzzing.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whydeck::fuzzing::font(bytes));
