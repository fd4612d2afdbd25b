//! See `journal` in `src/fuzzing.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whydeck::fuzzing::journal(&String::from_utf8_lossy(bytes)));
