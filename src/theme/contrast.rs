//! Which texts of a theme cannot be read on what they stand on.

use super::Tokens;
use super::tones::Tone;

/// What running text needs to be read (WCAG 2.2, criterion 1.4.3).
const LEAST: f64 = 4.5;

/// The sets of colours: of a theme, and of slides whose own background is dark or light.
const SETS: [&str; 3] = ["", "dark-", "light-"];

/// Texts, and what they stand on.
const PAIRS: [(&str, &[&str]); 9] = [
    ("ink", &["background", "surface", "highlight", "accent-soft", "warm-soft", "good-soft"]),
    ("muted", &["background", "surface"]),
    ("accent", &["background", "surface", "accent-soft"]),
    ("warm", &["background", "surface", "warm-soft"]),
    ("good", &["background", "surface", "good-soft"]),
    ("amber", &["background", "surface", "amber-soft"]),
    ("violet", &["background", "surface", "violet-soft"]),
    ("on-color", &["accent", "warm", "good"]),
    ("code-ink", &["code-background", "code-current"]),
];

/// A text that cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Faint {
    /// The colour of the text, by name.
    pub(crate) text: String,
    /// That of what it stands on.
    pub(crate) ground: String,
    /// How much they differ, from 1 to 21.
    pub(crate) ratio: f64,
}

/// The texts that are too faint, each on the ground on which it is the faintest. Colours in words or
/// functions of CSS are not compared, nor two of which neither is the author's own.
pub(crate) fn faint(tokens: &Tokens, is_own: impl Fn(&str) -> bool) -> Vec<Faint> {
    let tone = |name: &str| tokens.colors.get(name).and_then(|color| Tone::read(color));
    let mut found = Vec::new();
    for set in SETS {
        for (text, grounds) in PAIRS {
            let text = format!("{set}{text}");
            let Some(ink) = tone(&text) else { continue };
            let on = |ground: &&str| {
                let ground = format!("{set}{ground}");
                let ratio = ink.contrast(tone(&ground)?);
                let is_meant = is_own(&text) || is_own(&ground);
                (ratio < LEAST && is_meant).then(|| Faint { text: text.clone(), ground, ratio })
            };
            let worst = grounds.iter().filter_map(on).min_by(|a, b| a.ratio.total_cmp(&b.ratio));
            found.extend(worst);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::theme::{built_in_tokens, registry};

    #[test]
    fn no_text_of_a_built_in_theme_is_faint() {
        for theme in &registry::BUILT_IN {
            let tokens = built_in_tokens(theme, &mut Sources::default(), &mut Vec::new());
            assert_eq!(faint(&tokens.expect("tokens"), |_| true), [], "{}", theme.name);
        }
    }

    #[test]
    fn a_text_is_named_on_its_worst_ground_and_only_the_authors_own() {
        let colors = [
            ("ink", "#999"),
            ("background", "#fff"),
            ("surface", "#ccc"),
            ("muted", "#aaaaaa"),
            ("warm", "red"),
        ];
        let colors = colors.map(|(name, color)| (name.to_owned(), color.to_owned())).into();
        let tokens = Tokens { colors, ..Tokens::default() };
        let names = |own: &str| -> Vec<(String, String)> {
            let found = faint(&tokens, |name| own.split(' ').any(|it| it == name));
            found.into_iter().map(|it| (it.text, it.ground)).collect()
        };
        let pair = |text: &str, ground: &str| (text.to_owned(), ground.to_owned());
        assert_eq!(names("ink"), [pair("ink", "surface")]);
        assert_eq!(names("background"), [pair("ink", "background"), pair("muted", "background")]);
        assert_eq!(names("warm"), []);
    }
}
