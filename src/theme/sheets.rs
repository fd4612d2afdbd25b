//! The built-in style sheets as tables: rules, and what each asks for. `build/sheets.rs` makes them.

include!(concat!(env!("OUT_DIR"), "/sheets.rs"));

/// The number of reveal.js's sheet. Those of the built-in themes follow, in their order.
pub const REVEAL: usize = 0;

/// A rule of a built-in sheet.
pub(super) enum SheetRule {
    /// One that is always there.
    Plain(&'static str),
    /// The selectors with what they ask for, and the declarations in their braces.
    Style(&'static [(&'static str, Need)], &'static str),
    /// Rules below a condition, such as `@media print{`.
    Group(&'static str, &'static [SheetRule]),
}

/// What a selector asks for: all the words, by number, and one of each list of alternatives.
pub(super) struct Need {
    pub(super) words: &'static [u16],
    pub(super) any: &'static [&'static [Need]],
}

/// The rules of a sheet.
pub(super) fn rules(sheet: usize) -> &'static [SheetRule] {
    SHEETS.get(sheet).copied().unwrap_or_default()
}

/// The number of a word that a rule may ask for; upper and lower case are one.
pub(super) fn word(word: &[u8]) -> Option<usize> {
    let lower = || word.iter().map(u8::to_ascii_lowercase);
    WORDS.binary_search_by(|known| known.bytes().cmp(lower())).ok()
}
