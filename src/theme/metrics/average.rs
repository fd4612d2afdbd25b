//! Widths for characters whose font is not known: those a theme's font has not, and all of a
//! system's font.
//!
//! What a page shows then depends on the machine. The figures are these:
//!
//! - sans: Helvetica's, which Arial and Liberation Sans share, and 3 % more, since Segoe UI, Noto
//!   Sans and DejaVu Sans are wider; serif: 93 % of them; bold: 6 % more.
//! - mono: 0.602 em, as DejaVu Sans Mono has it (others: 0.55 to 0.6).
//! - ideographs, kana and Hangul: 1 em; pictures (emoji): 1.25 em; marks that stand on other
//!   characters: nothing.
//! - letters of other alphabets: 0.6 em.

use unicode_width::UnicodeWidthChar;

use crate::theme::Font;

/// What a font is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontKind {
    /// Without serifs.
    Sans,
    /// The same in bold.
    Bold,
    /// With serifs.
    Serif,
    /// All characters of one width.
    Mono,
}

impl FontKind {
    /// The kind of a font, by the last of its families.
    #[must_use]
    pub fn of(font: &Font, weight: u16) -> Self {
        match font.fallback.last().map(String::as_str) {
            Some("serif" | "ui-serif") => Self::Serif,
            Some("monospace" | "ui-monospace") => Self::Mono,
            _ if weight >= 600 => Self::Bold,
            _ => Self::Sans,
        }
    }
}

/// Helvetica's widths of ASCII's printable characters, in thousandths of an em.
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const MONO: f64 = 0.602;

/// The width of a character in ems.
#[must_use]
pub fn ems(c: char, kind: FontKind) -> f64 {
    let columns = c.width().unwrap_or(0);
    match columns {
        0 => 0.0,
        // Pictures of the supplementary planes, before the ideographs there.
        2 if (0x1_f000..0x2_0000).contains(&(c as u32)) => 1.25,
        2 => 1.0,
        _ if kind == FontKind::Mono => MONO,
        _ => {
            let factor = match kind {
                FontKind::Bold => 1.09,
                FontKind::Serif => 0.96,
                _ => 1.03,
            };
            let index = (c as usize).checked_sub(usize::from(b' '));
            let thousandths = index.and_then(|index| SANS.get(index)).copied().unwrap_or(match c {
                '\u{2014}' | '\u{2190}'..='\u{21ff}' | '\u{2026}' => 1000,
                '\u{2018}'..='\u{201a}' => 222,
                '\u{201c}'..='\u{201e}' => 333,
                '\u{a0}' => 278,
                _ => 583,
            });
            f64::from(thousandths) / 1000.0 * factor
        }
    }
}
