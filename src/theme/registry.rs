//! The themes and fonts that ship in the binary.

use super::table::Table;
use super::vendor;
use crate::diagnostic::{Diagnostic, nearest};

/// A built-in theme: the texts of its three files.
#[derive(Debug, Clone, Copy)]
pub struct BuiltInTheme {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// `theme.yaml`.
    pub tokens: &'static str,
    /// `page.hbs`.
    pub page: &'static str,
    /// `theme.css`.
    pub css: &'static str,
}

impl BuiltInTheme {
    /// File names with their texts.
    #[must_use]
    pub fn files(&self) -> [(&'static str, &'static str); 3] {
        [("theme.yaml", self.tokens), ("page.hbs", self.page), ("theme.css", self.css)]
    }
}

/// All of them; the first is the default.
pub const BUILT_IN: [BuiltInTheme; 1] = [BuiltInTheme {
    name: "default",
    about: "calm, high contrast, made for a projector",
    tokens: include_str!("../../themes/default/theme.yaml"),
    page: include_str!("../../themes/default/page.hbs"),
    css: include_str!("../../themes/default/theme.css"),
}];

/// The script that starts reveal.js in every deck.
pub const RUNTIME: &str = include_str!("../../themes/runtime/whydeck.js");

/// The scripts of a page that a server feeds, in the order they run.
pub const LIVE: [&str; 5] = [
    include_str!("../../themes/runtime/live-wire.js"),
    include_str!("../../themes/runtime/live-match.js"),
    include_str!("../../themes/runtime/live-patch.js"),
    include_str!("../../themes/runtime/live-panel.js"),
    include_str!("../../themes/runtime/live.js"),
];

/// The script of a folder's index.
pub const INDEX: &str = include_str!("../../themes/runtime/index.js");

/// reveal.js's own themes, which many slide files name.
pub const REVEAL_THEMES: [&str; 14] = [
    "black",
    "white",
    "league",
    "sky",
    "beige",
    "simple",
    "serif",
    "blood",
    "night",
    "moon",
    "solarized",
    "dracula",
    "black-contrast",
    "white-contrast",
];

/// Whether a name, or a path to its style sheet, is that of one of reveal.js's themes.
#[must_use]
pub fn is_reveal_theme(name: &str) -> bool {
    REVEAL_THEMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The built-in fonts (woff2) by the names that a `theme.yaml` can use, and their widths.
pub static FONTS: [(&str, &[u8], &Table<'static>); 2] = [
    ("atkinson-hyperlegible-next-latin-400-normal", vendor::FONT_400, &vendor::FONT_400_WIDTHS),
    ("atkinson-hyperlegible-next-latin-700-normal", vendor::FONT_700, &vendor::FONT_700_WIDTHS),
];

/// The built-in of a name.
#[must_use]
pub fn built_in(name: &str) -> Option<&'static BuiltInTheme> {
    BUILT_IN.iter().find(|theme| theme.name == name)
}

/// The widths of a built-in font's characters.
#[must_use]
pub fn font_widths(name: &str) -> Option<&'static Table<'static>> {
    FONTS.iter().find(|(known, ..)| *known == name).map(|(_, _, widths)| *widths)
}

/// A built-in font (woff2).
#[must_use]
pub fn font(name: &str) -> Option<&'static [u8]> {
    FONTS.iter().find(|(known, ..)| *known == name).map(|(_, bytes, _)| *bytes)
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
         {rule}\nreveal.js {} (with its notes plugin, which contains marked,\n\
         Copyright (c) 2018+, MarkedJS and 2011-2018, Christopher Jeffrey, MIT)\n{rule}\n{}\n\n\
         {rule}\nAtkinson Hyperlegible Next, packaged by Fontsource {}\n{rule}\n{}\n\n\
         {rule}\nidiomorph (in pages of `whydeck serve` alone)\n{rule}\n{}\n\n\
         {rule}\nwhydeck's own theme and script: MIT OR Apache-2.0\n{rule}\n",
        version(vendor::REVEAL_PACKAGE),
        vendor::REVEAL_LICENSE.trim(),
        version(vendor::FONT_PACKAGE),
        vendor::FONT_LICENSE.trim(),
        vendor::MORPH_LICENSE.trim(),
    )
}
