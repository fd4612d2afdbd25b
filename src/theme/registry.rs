//! The themes and fonts that ship in the binary.

use super::table::Table;
use super::{ThemeCss, sheets, vendor};
use crate::diagnostic::{Diagnostic, nearest};
use crate::fonts::BuiltInPair;

/// A built-in theme. All share the default's page; what the others say stands on top of the
/// default.
#[derive(Debug, Clone, Copy)]
pub struct BuiltInTheme {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// `theme.yaml`: tokens that are not in it are the default's.
    pub tokens: &'static str,
    /// What comes after the default's style sheet; for the default nothing.
    own_css: &'static str,
}

impl BuiltInTheme {
    /// The whole style sheet as its author wrote it.
    #[must_use]
    pub fn css(&self) -> String {
        [DEFAULT_CSS, self.own_css].concat()
    }

    /// The same, as it goes into a page.
    #[must_use]
    pub fn sheets(&self) -> ThemeCss {
        let own = BUILT_IN.iter().position(|theme| theme.name == self.name);
        let own = own.into_iter().filter(|number| *number > 0);
        ThemeCss::BuiltIn(
            std::iter::once(0).chain(own).map(|number| sheets::REVEAL + 1 + number).collect(),
        )
    }

    /// File names with their texts.
    #[must_use]
    pub fn files(&self) -> [(&'static str, String); 3] {
        [
            ("theme.yaml", self.tokens.to_owned()),
            ("page.hbs", PAGE.to_owned()),
            ("theme.css", self.css()),
        ]
    }
}

/// The page of every built-in theme.
pub const PAGE: &str = include_str!("../../themes/default/page.hbs");

const DEFAULT_CSS: &str = include_str!("../../themes/default/theme.css");

/// All of them; the first is the default.
pub const BUILT_IN: [BuiltInTheme; 4] = [
    BuiltInTheme {
        name: "default",
        about: "calm, high contrast, made for a projector",
        tokens: include_str!("../../themes/default/theme.yaml"),
        own_css: "",
    },
    BuiltInTheme {
        name: "night",
        about: "dark, for a dim room and for a large screen",
        tokens: include_str!("../../themes/night/theme.yaml"),
        own_css: include_str!("../../themes/night/theme.css"),
    },
    BuiltInTheme {
        name: "contrast",
        about: "black on white, every text at 7:1 or more (WCAG AAA)",
        tokens: include_str!("../../themes/contrast/theme.yaml"),
        own_css: include_str!("../../themes/contrast/theme.css"),
    },
    BuiltInTheme {
        name: "paper",
        about: "ink on paper, for print and handouts; headings in a serif",
        tokens: include_str!("../../themes/paper/theme.yaml"),
        own_css: include_str!("../../themes/paper/theme.css"),
    },
];

/// The scripts of a page that a server feeds, in the order they run.
pub const LIVE: [&str; 5] = [
    include_str!("../../themes/runtime/live-wire.js"),
    include_str!("../../themes/runtime/live-match.js"),
    include_str!("../../themes/runtime/live-patch.js"),
    include_str!("../../themes/runtime/live-panel.js"),
    include_str!("../../themes/runtime/live.js"),
];

/// What the decks of a meeting run besides, in their order.
pub const MEETING: [&str; 3] = [
    include_str!("../../themes/runtime/meeting-dom.js"),
    include_str!("../../themes/runtime/meeting-names.js"),
    include_str!("../../themes/runtime/deck-meeting.js"),
];

/// The script of a folder's index.
pub const INDEX: &str = include_str!("../../themes/runtime/index.js");

/// reveal.js's own themes, which many slide files name, and the built-in that takes their place.
const REVEAL_THEMES: [(&str, &str); 14] = [
    ("black", "night"),
    ("white", "default"),
    ("league", "night"),
    ("sky", "default"),
    ("beige", "default"),
    ("simple", "default"),
    ("serif", "default"),
    ("blood", "night"),
    ("night", "night"),
    ("moon", "night"),
    ("solarized", "default"),
    ("dracula", "night"),
    ("black-contrast", "night"),
    ("white-contrast", "default"),
];

/// The built-in in the place of one of reveal.js's themes; none when it has no such theme.
#[must_use]
pub fn instead_of_reveal(name: &str) -> Option<&'static str> {
    let row = REVEAL_THEMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    row.map(|(_, ours)| *ours)
}

/// A built-in font.
#[derive(Debug)]
pub struct BuiltInFont {
    /// The name that a `theme.yaml` can use.
    pub name: &'static str,
    /// The file (woff2).
    pub whole: &'static [u8],
    /// The same with the characters alone that most decks do with.
    pub cut: &'static [u8],
    /// The characters that the cut one lacks, in order.
    pub lost: &'static [char],
    /// The widths of the characters.
    pub widths: &'static Table<'static>,
}

/// The built-in fonts.
pub static FONTS: [BuiltInFont; 3] = [
    BuiltInFont {
        name: "atkinson-hyperlegible-next-latin-400-normal",
        whole: vendor::FONT_400,
        cut: vendor::FONT_400_CUT,
        lost: vendor::FONT_400_LOST,
        widths: &vendor::FONT_400_WIDTHS,
    },
    BuiltInFont {
        name: "atkinson-hyperlegible-next-latin-700-normal",
        whole: vendor::FONT_700,
        cut: vendor::FONT_700_CUT,
        lost: vendor::FONT_700_LOST,
        widths: &vendor::FONT_700_WIDTHS,
    },
    BuiltInFont {
        name: MATH_FONT,
        whole: vendor::MATH,
        cut: vendor::MATH_CUT,
        lost: vendor::MATH_LOST,
        widths: &vendor::MATH_WIDTHS,
    },
];

/// More Latin letters of the theme's own font: for Polish, Czech, Turkish and others.
pub const MORE_LATIN: BuiltInPair =
    ("Atkinson Hyperlegible Next", [vendor::FONT_400_MORE, vendor::FONT_700_MORE]);

/// The name of the font of formulas.
pub const MATH_FONT: &str = "noto-sans-math";

/// The built-in of a name. The default is called `steering`, too, as the deck is that it was made
/// for.
#[must_use]
pub fn built_in(name: &str) -> Option<&'static BuiltInTheme> {
    let name = if name == "steering" { BUILT_IN[0].name } else { name };
    BUILT_IN.iter().find(|theme| theme.name == name)
}

/// The names of the built-in themes, as a message lists them.
pub(super) fn names() -> String {
    BUILT_IN.map(|theme| format!("`{}`", theme.name)).join(", ")
}

/// A style sheet of a user; a copy that nobody has changed is the built-in one.
#[must_use]
pub fn known_or_own(css: String) -> ThemeCss {
    let is_copy = |theme: &&BuiltInTheme| {
        css.strip_prefix(DEFAULT_CSS).is_some_and(|rest| rest == theme.own_css)
    };
    BUILT_IN.iter().find(is_copy).map(BuiltInTheme::sheets).unwrap_or(ThemeCss::Own(css))
}

/// The widths of a built-in font's characters.
#[must_use]
pub fn font_widths(name: &str) -> Option<&'static Table<'static>> {
    font(name).and_then(|number| FONTS.get(number)).map(|font| font.widths)
}

/// The number of a built-in font.
#[must_use]
pub fn font(name: &str) -> Option<usize> {
    FONTS.iter().position(|font| font.name == name)
}

/// Says that there is no such theme.
#[must_use]
pub fn unknown(wanted: &str) -> Diagnostic {
    let names = BUILT_IN.map(|theme| theme.name);
    let diagnostic = Diagnostic::error("theme/missing", format!("no theme `{wanted}`"));
    match nearest(wanted, names) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help(format!(
            "built in: {}; or name a folder with theme.yaml, page.hbs or theme.css",
            names.join(", ")
        )),
    }
}

/// The licences of what a deck carries, and of the syntax definitions that colour its code.
#[must_use]
pub fn licenses() -> String {
    let mut text = deck_licenses();
    text.push_str(
        "\nThe binary holds syntax definitions of other people, too; of these, the licences ask to be named.\n\n",
    );
    let rule = "-".repeat(72);
    let listing = two_face::acknowledgement::listing();
    for license in listing.for_syntaxes().iter().filter(|license| license.needs_acknowledgement()) {
        text.push_str(&format!(
            "{rule}\n{}\n{rule}\n{}\n\n",
            license.rel_path.display(),
            license.text.trim()
        ));
    }
    text
}

fn deck_licenses() -> String {
    let version = |package: &str| {
        serde_json::from_str::<serde_json::Value>(package)
            .ok()
            .and_then(|package| {
                package.get("version").and_then(|version| version.as_str().map(str::to_owned))
            })
            .unwrap_or_default()
    };
    let rule = "-".repeat(72);
    format!(
        "A deck carries these; each under its own licence.\n\n\
         {rule}\nreveal.js {} (with its notes plugin)\n{rule}\n{}\n\n\
         {rule}\nAtkinson Hyperlegible Next, packaged by Fontsource {}\n{rule}\n{}\n\n\
         {rule}\nFont Awesome Free {} (its icons, in decks that show one: CC BY 4.0)\n{rule}\n{}\n\n\
         {rule}\nNoto Sans Math (in decks with formulas alone), packaged by Fontsource 5.3.0, cut\n{rule}\n{}\n\n\
         {rule}\nidiomorph (in pages of `whydeck serve` alone)\n{rule}\n{}\n\n\
         {rule}\nwhydeck's own theme and script: MIT OR Apache-2.0\n{rule}\n",
        version(vendor::REVEAL_PACKAGE),
        vendor::REVEAL_LICENSE.trim(),
        version(vendor::FONT_PACKAGE),
        vendor::FONT_LICENSE.trim(),
        version(vendor::ICON_PACKAGE),
        vendor::ICON_LICENSE.trim(),
        include_str!("../../themes/math/LICENSE").trim(),
        vendor::MORPH_LICENSE.trim(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The selectors of a style sheet, each with those of a list together.
    fn selectors(css: &str) -> impl Iterator<Item = &str> {
        css.split('{').map(|part| part.rsplit(['}', ';', '/']).next().unwrap_or_default().trim())
    }

    /// The parts of a selector that stand behind a `:has(…)`, outside of parentheses.
    fn behind_has(selector: &str) -> String {
        let mut depth = 0;
        let tail = selector.split_once(":has(").map_or("", |(_, tail)| tail);
        let outside = tail.chars().filter(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth < 0
        });
        outside.take_while(|c| *c != ',').collect()
    }

    // Where a rule asks an ancestor for `:has(…)` and then means any element, or asks for a style
    // that scripts set, a browser looks at the whole deck for each change: with 300 slides a save
    // took 50 ms longer to show.
    #[test]
    fn a_change_of_a_page_concerns_few_elements() {
        let sheets = BUILT_IN.iter().map(|theme| theme.own_css).chain([DEFAULT_CSS]);
        for selector in sheets.flat_map(selectors) {
            let has = selector.split(":has(").skip(1);
            let behind = behind_has(selector);
            for universal in ["> *", "+ *", "~ *"] {
                assert!(!behind.contains(universal), "{selector}");
                assert!(!selector.starts_with(&format!("& {universal}")), "{selector}");
            }
            for within in has {
                let end = within.find(')').unwrap_or(within.len());
                assert!(!within[..end].contains("[style"), "{selector}");
            }
        }
    }
}
