//! The tone of a gradient.

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{ParseError, Parser, Token};

/// How deep functions are looked into: a gradient holds colours, and colours hold numbers.
const DEEPEST: usize = 3;

/// The mean of the colours in a gradient, as `#rrggbb`; none when it has none that is known.
pub(super) fn tone(gradient: &str) -> Option<String> {
    let mut colors = Vec::new();
    collect(&mut Parser::new(gradient), DEEPEST, &mut colors);
    let count = u32::try_from(colors.len()).ok().filter(|count| *count > 0)?;
    let mean = |at: usize| colors.iter().map(|color| u32::from(color[at])).sum::<u32>() / count;
    Some(format!("#{:02x}{:02x}{:02x}", mean(0), mean(1), mean(2)))
}

fn collect(parser: &mut Parser<'_>, depth: usize, colors: &mut Vec<[u8; 3]>) {
    while let Ok(token) = parser.next().cloned() {
        match token {
            Token::Hash(digits) | Token::IDHash(digits) => {
                let color = parse_hash_color(digits.as_bytes()).ok();
                colors.extend(color.map(|(red, green, blue, _)| [red, green, blue]));
            }
            Token::Ident(name) => {
                let color = parse_named_color(&name).ok();
                colors.extend(color.map(|(red, green, blue)| [red, green, blue]));
            }
            Token::Function(name) if is_rgb(&name) => colors.extend(inside(parser, rgb).flatten()),
            Token::Function(_) if depth > 0 => {
                inside(parser, |inner| collect(inner, depth - 1, colors));
            }
            _ => {}
        }
    }
}

fn is_rgb(name: &str) -> bool {
    name.eq_ignore_ascii_case("rgb") || name.eq_ignore_ascii_case("rgba")
}

/// What is read between the brackets of a function.
fn inside<T>(parser: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>) -> T) -> Option<T> {
    parser.parse_nested_block(|inner| Ok::<T, ParseError<()>>(read(inner))).ok()
}

/// The numbers of `rgb(…)`; how opaque it is does not count.
fn rgb(parser: &mut Parser<'_>) -> Option<[u8; 3]> {
    let mut parts = Vec::new();
    while let Ok(token) = parser.next() {
        match token {
            Token::Number { value, .. } => parts.push(*value),
            Token::Percentage { unit_value, .. } => parts.push(unit_value * 255.0),
            _ => {}
        }
    }
    let [red, green, blue, ..] = parts[..] else { return None };
    // A number that is too large becomes the largest.
    Some([red, green, blue].map(|part| part.round() as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tone_is_the_mean_of_all_colours() {
        for (gradient, wanted) in [
            ("linear-gradient(to right, #283b95, #17b2c3)", Some("#1f76ac")),
            ("linear-gradient(90deg, #000 10%, WHITE 100%)", Some("#7f7f7f")),
            ("linear-gradient(rgba(255, 0, 0, .5), rgb(0 0 100%))", Some("#7f007f")),
            ("radial-gradient(rebeccapurple, rgb(900, -4, 3))", Some("#b2194e")),
            ("linear-gradient(100deg, hsl(1, 2%, 3%))", None),
            ("linear-gradient(((((", None),
            ("", None),
        ] {
            assert_eq!(tone(gradient).as_deref(), wanted, "{gradient}");
        }
    }
}
