//! Whatever stands in a document: it compiles without a panic, and what an earlier build remembers
//! changes nothing.
#![no_main]

use whydeck::compile::{Compiled, DocumentText, Memory, Options, compile, compile_again};
use whydeck::source::front_matter::DocumentKind;

fn input(text: &str) -> DocumentText {
    DocumentText { name: "any.md".into(), path: None, text: text.to_owned() }
}

fn html(deck: Option<Compiled>) -> Option<Vec<String>> {
    deck.map(|deck| deck.stacks.into_iter().flatten().map(|slide| slide.html.to_string()).collect())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The first byte says how the rest is read. Colouring code is slow, and mostly somebody else's.
    let Some((how, bytes)) = bytes.split_first() else { return };
    let kind =
        [None, Some(DocumentKind::Postmortem), Some(DocumentKind::Slides)][usize::from(how % 3)];
    let (marks, notes, highlight) = (how & 8 != 0, how & 16 == 0, how & 0xE0 == 0xE0);
    let options = Options { kind, marks, notes, highlight, ..Options::default() };
    let text = String::from_utf8_lossy(bytes);
    let _ = compile(input(&text), &options);
    // A form feed parts what was built before from what is built now.
    if let Some((before, after)) = text.split_once('\u{c}') {
        let mut memory = Memory::default();
        let _ = compile_again(input(before), &options, &mut memory);
        let again = compile_again(input(after), &options, &mut memory);
        assert_eq!(html(again.compiled), html(compile(input(after), &options).compiled));
    }
});
