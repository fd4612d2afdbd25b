//! The tone of a gradient, and colours that reveal.js cannot read.
//!
//! The forms of colours are worked out here: `cssparser-color` reads them as well, but wants another
//! version of the parser than ammonia brings, so that the binary would hold two.

mod spaces;

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{ParseError, Parser, Token};

use spaces::{Part, Space};

/// How deep functions are looked into: a gradient holds mixed colours, and colours hold numbers.
const DEEPEST: usize = 3;

/// The mean of the colours in a gradient, as `#rrggbb`; none when it has none that is known.
pub(super) fn tone(gradient: &str) -> Option<String> {
    let mut colors = Vec::new();
    collect(&mut Parser::new(gradient), DEEPEST, &mut colors);
    let count = u32::try_from(colors.len()).ok().filter(|count| *count > 0)?;
    let mean = |at: usize| colors.iter().map(|color| u32::from(color[at])).sum::<u32>() / count;
    Some(format!("#{:02x}{:02x}{:02x}", mean(0), mean(1), mean(2)))
}

/// A colour whose form reveal.js cannot read as `#rrggbb`; none when it is another one. By it
/// reveal.js tells whether text is to be light.
pub(super) fn plain(color: &str) -> Option<String> {
    let name = color.trim_start().split('(').next().unwrap_or_default().to_ascii_lowercase();
    let is_new = matches!(name.as_str(), "color" | "color-mix" | "lab" | "lch" | "oklab" | "oklch");
    if is_new { tone(color) } else { None }
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
            Token::Function(name) => match Space::of(&name) {
                Some(space) => colors.extend(inside(parser, |inner| color(inner, space)).flatten()),
                None if depth > 0 => {
                    inside(parser, |inner| collect(inner, depth - 1, colors));
                }
                None => {}
            },
            _ => {}
        }
    }
}

/// What is read between the brackets of a function.
fn inside<T>(parser: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>) -> T) -> Option<T> {
    parser.parse_nested_block(|inner| Ok::<T, ParseError<()>>(read(inner))).ok()
}

/// The colour whose numbers stand in a function; how opaque it is does not count.
fn color(parser: &mut Parser<'_>, space: Space) -> Option<[u8; 3]> {
    let mut parts = Vec::new();
    while let Ok(token) = parser.next() {
        match token {
            Token::Number { value, .. } => parts.push(Part::Number(*value)),
            Token::Percentage { unit_value, .. } => parts.push(Part::Share(*unit_value)),
            Token::Dimension { value, unit, .. } => parts.push(Part::angle(*value, unit)?),
            Token::Ident(name) if name.eq_ignore_ascii_case("none") => {
                parts.push(Part::Number(0.0));
            }
            _ => {}
        }
    }
    let [first, second, third, ..] = parts[..] else { return None };
    let channels = space.rgb([first, second, third]);
    // A number that is too large becomes the largest.
    Some(channels.map(|channel| (channel * 255.0).round() as u8))
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
            ("linear-gradient(100deg, hsl(1, 2))", None),
            ("linear-gradient(((((", None),
            ("", None),
        ] {
            assert_eq!(tone(gradient).as_deref(), wanted, "{gradient}");
        }
    }

    /// The numbers are those of CSS Color 4.
    #[test]
    fn colours_are_read_in_all_their_forms() {
        for (color, wanted) in [
            ("hsl(120, 100%, 25%)", "#008000"),
            ("hsla(0.5turn 50% 50% / 20%)", "#40bfbf"),
            ("HSL(-120deg 100 25)", "#000080"),
            ("hwb(120deg 0% 50%)", "#008000"),
            ("hwb(40 80% 80%)", "#808080"),
            ("lab(46.2775% -47.5621 48.5837)", "#008000"),
            ("lch(29.2345% 44.2 27)", "#7d2329"),
            ("oklab(51.975% -0.1403 0.10768)", "#008000"),
            ("oklch(51.975% 0.17686 142.495)", "#008000"),
            ("oklch(1 none none)", "#ffffff"),
            ("color(srgb 0 50% 0)", "#008000"),
            ("color-mix(in oklch, #000000, rgb(0 0 100))", "#000032"),
        ] {
            assert_eq!(tone(color).as_deref(), Some(wanted), "{color}");
        }
    }

    #[test]
    fn what_reveal_reads_stays() {
        for color in ["#123", "red", "rgb(1, 2, 3)", "hsl(1, 2%, 3%)", "var(--a)", ""] {
            assert_eq!(plain(color), None, "{color}");
        }
        assert_eq!(plain("oklch(0.2 0 0)").as_deref(), Some("#161616"));
    }
}
