//! QR codes: for a terminal in half blocks, where a character cell is two modules high, and as rows
//! for a page.

use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, EcLevel, QrCode};

/// Black on white, whatever the terminal's own colours are.
const COLOURS: &str = "\x1b[38;5;16;48;5;231m";
const RESET: &str = "\x1b[0m";

/// Draws a text with the light border that a code needs; none when the text is too long.
///
/// With `colour`, dark modules are drawn in black on white. Without, the light modules are drawn,
/// which suits a dark terminal.
pub(super) fn code(text: &str, colour: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    // In this crate's names, a dark module is drawn and a light one is left blank.
    let (dark, light) = match colour {
        true => (Dense1x2::Dark, Dense1x2::Light),
        false => (Dense1x2::Light, Dense1x2::Dark),
    };
    let drawn = code.render().dark_color(dark).light_color(light).build();
    let (before, after) = if colour { (COLOURS, RESET) } else { ("", "") };
    Some(drawn.lines().map(|line| format!("  {before}{line}{after}\n")).collect())
}

/// The modules of a code, a row each, dark ones as `1`; none when the text is too long.
pub(crate) fn square(text: &str) -> Option<Vec<String>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let dark: Vec<char> = code
        .to_colors()
        .into_iter()
        .map(|colour| if colour == Color::Dark { '1' } else { '0' })
        .collect();
    Some(dark.chunks(code.width()).map(|row| row.iter().collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The light border of a code, in modules.
    const QUIET: usize = 4;

    /// Reads the modules back out of the drawing.
    fn modules(drawing: &str, colour: bool) -> Vec<Vec<bool>> {
        let mut rows = Vec::new();
        for line in drawing.lines() {
            let line = line.strip_prefix("  ").expect("a margin");
            let line = line.trim_start_matches(COLOURS).trim_end_matches(RESET);
            let half = |drawn: [char; 2]| {
                line.chars().map(|c| drawn.contains(&c) == colour).collect::<Vec<_>>()
            };
            rows.push(half(['█', '▀']));
            rows.push(half(['█', '▄']));
        }
        rows
    }

    #[test]
    fn the_code_is_the_library_s() {
        let text = "http://192.168.1.20:9490/";
        let expected = QrCode::with_error_correction_level(text, EcLevel::L).expect("a code");
        let width = expected.width();
        for colour in [true, false] {
            let rows = modules(&code(text, colour).expect("a code"), colour);
            assert_eq!(rows.len(), (width + 2 * QUIET).next_multiple_of(2));
            for (y, row) in rows.iter().take(width + 2 * QUIET).enumerate() {
                assert_eq!(row.len(), width + 2 * QUIET);
                for (x, dark) in row.iter().enumerate() {
                    let inside =
                        (QUIET..QUIET + width).contains(&x) && (QUIET..QUIET + width).contains(&y);
                    assert_eq!(
                        *dark,
                        inside && expected[(x - QUIET, y - QUIET)] == Color::Dark,
                        "{x}, {y}"
                    );
                }
            }
        }
        let rows = square(text).expect("a code");
        for (y, row) in rows.iter().enumerate() {
            for (x, dark) in row.chars().enumerate() {
                assert_eq!(dark == '1', expected[(x, y)] == Color::Dark, "{x}, {y}");
            }
        }
        assert_eq!((rows.len(), square(&"x".repeat(4_000))), (width, None));
        assert_eq!(code(&"x".repeat(4_000), true), None);
    }
}
