//! What is known of a font's widths.

/// The widths of a font's characters, in 1/4096 em: see [`Widths`](crate::fonts::file::Widths).
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    /// Of ASCII's printable characters.
    pub ascii: &'t [u16],
    /// Of all others, sorted.
    pub others: &'t [(char, u16)],
    /// Of pairs of ASCII characters.
    pub kerning: &'t [i16],
    /// Of a digit in a column of numbers.
    pub tabular: u16,
}
