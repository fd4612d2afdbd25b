//! How wide text is in a theme's fonts.
//!
//! 1. [`mod@file`] reads the widths and the kerning of a font. The built-in ones are read when
//!    whydeck is built; a theme's own are read when a deck is made with that theme, and no others.
//! 2. A [`Chain`] has the fonts of characters that the theme's have not: the deck will carry them.
//! 3. [`average`] stands in for characters that no font has, and for the fonts of a system,
//!    which differ from one machine to the next.
//! 4. [`wrap`] breaks text into lines as browsers do.

pub mod average;
mod kinsoku;
pub mod wrap;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

pub use super::table::Table;
use super::{Font, Theme, registry};
use crate::fonts::file::{self, ASCII_COUNT, UNITS, Widths};
use crate::fonts::{Chain, scripts};
use crate::root;
use average::FontKind;

/// What a text is, and so which font it is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// Bold running text.
    Strong,
    /// Headings: bold.
    Heading,
    /// Code.
    Code,
}

#[derive(Debug, Clone)]
enum Face {
    BuiltIn(&'static Table<'static>),
    Own(Arc<Widths>),
    System,
}

/// A font in one weight, with what stands in for the characters it has not.
#[derive(Debug, Clone)]
struct Measured {
    face: Face,
    kind: FontKind,
    is_bold: bool,
}

/// What a font of the system has, whichever it is: Latin, Greek and Cyrillic.
const OF_SYSTEMS: char = '\u{52f}';

/// The fonts of a theme, to be measured with.
#[derive(Debug, Clone)]
pub struct Metrics {
    body: Measured,
    strong: Measured,
    heading: Measured,
    code: Measured,
    /// The fonts that stand in for them.
    more: Option<Arc<Chain>>,
}

impl Default for Metrics {
    /// Those of the default theme.
    fn default() -> Self {
        let built_in =
            |table, is_bold| Measured { face: Face::BuiltIn(table), kind: FontKind::Sans, is_bold };
        Self {
            body: built_in(&super::vendor::FONT_400_WIDTHS, false),
            strong: built_in(&super::vendor::FONT_700_WIDTHS, true),
            heading: built_in(&super::vendor::FONT_700_WIDTHS, true),
            code: Measured { face: Face::System, kind: FontKind::Mono, is_bold: false },
            more: None,
        }
    }
}

impl Metrics {
    /// The metrics of a theme. Fonts of its own are read, when they lie inside the root.
    #[must_use]
    pub fn of(theme: &Theme, root: &Path) -> Self {
        let fonts = &theme.tokens.fonts;
        let measured = |font: &Font, weight: u16, kind: FontKind| {
            let kind = if kind == FontKind::Mono { kind } else { FontKind::of(font, weight) };
            Measured { face: face(font, weight, theme, root), kind, is_bold: weight >= 600 }
        };
        Self {
            body: measured(&fonts.body, 400, FontKind::Sans),
            strong: measured(&fonts.body, 700, FontKind::Sans),
            heading: measured(&fonts.heading, 700, FontKind::Sans),
            code: measured(&fonts.code, 400, FontKind::Mono),
            more: None,
        }
    }

    /// The same, with fonts for what these have not.
    #[must_use]
    pub fn with(self, more: Arc<Chain>) -> Self {
        Self { more: Some(more), ..self }
    }

    /// Whether lines end at blanks alone, although letters are wide: in Korean.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.more.as_ref().is_some_and(|more| more.is_korean())
    }

    /// The fonts that stand in for these.
    #[must_use]
    pub fn more(&self) -> Option<&Arc<Chain>> {
        self.more.as_ref()
    }

    /// Whether running text or headings lack a glyph for a character that wants one.
    #[must_use]
    pub fn lacks(&self, c: char) -> bool {
        scripts::is_wanted(c)
            && [&self.body, &self.strong, &self.heading].iter().any(|font| font.lacks(c))
    }

    fn font(&self, role: Role) -> &Measured {
        match role {
            Role::Body => &self.body,
            Role::Strong => &self.strong,
            Role::Heading => &self.heading,
            Role::Code => &self.code,
        }
    }

    /// The width of a text on one line, in pixels, at a size in pixels.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, role: Role) -> f64 {
        self.units(text, role, false) / UNITS * size
    }

    /// The same with digits of equal width, as tables set them.
    #[must_use]
    pub fn width_in_table(&self, text: &str, size: f64, role: Role) -> f64 {
        self.units(text, role, true) / UNITS * size
    }

    /// A text in lines of at most `width` pixels, without the blanks at their ends.
    #[must_use]
    pub fn wrap<'t>(&self, text: &'t str, size: f64, role: Role, width: f64) -> Vec<&'t str> {
        let lines =
            wrap::lines(text, width, self.keeps(), |range| self.width(&text[range], size, role));
        lines.into_iter().map(|range| text[range].trim_end()).collect()
    }
}

/// The face of a weight: the file of that weight, or of the nearest that the font has.
fn face(font: &Font, weight: u16, theme: &Theme, root: &Path) -> Face {
    if font.family.is_none() {
        return Face::System;
    }
    let nearest = font.weights.iter().min_by_key(|(known, _)| known.abs_diff(weight));
    let Some((_, file)) = nearest else { return Face::System };
    if let Some(table) = registry::font_widths(file) {
        return Face::BuiltIn(table);
    }
    let path = theme.folder.as_deref().map(|folder| folder.join(file));
    let bytes = path.and_then(|path| root::read_inside(root, &path).ok());
    bytes
        .and_then(|bytes| file::read(&bytes))
        .map_or(Face::System, |widths| Face::Own(Arc::new(widths)))
}

impl Measured {
    fn table(&self) -> Table<'_> {
        match &self.face {
            Face::BuiltIn(table) => **table,
            Face::Own(widths) => Table {
                ascii: &widths.ascii,
                others: &widths.others,
                kerning: &widths.kerning,
                tabular: widths.tabular,
            },
            Face::System => Table { ascii: &[], others: &[], kerning: &[], tabular: 0 },
        }
    }

    /// Whether it has no glyph for a character beyond ASCII.
    fn lacks(&self, c: char) -> bool {
        match &self.face {
            Face::System => c > OF_SYSTEMS,
            _ => self.table().others.binary_search_by_key(&c, |(known, _)| *known).is_err(),
        }
    }
}

impl Metrics {
    /// The width of a text in 1/4096 em.
    fn units(&self, text: &str, role: Role, is_tabular: bool) -> f64 {
        let font = self.font(role);
        let table = font.table();
        let text = text
            .strip_suffix(wrap::SOFT_HYPHEN)
            .map_or(Cow::Borrowed(text), |word| Cow::Owned(format!("{word}-")));
        let mut before: Option<usize> = None;
        let mut sum = 0_i64;
        let mut other = 0.0;
        for c in text.chars() {
            let index =
                (c as usize).checked_sub(usize::from(b' ')).filter(|index| *index < ASCII_COUNT);
            let width = match index {
                Some(_) if is_tabular && table.tabular > 0 && c.is_ascii_digit() => table.tabular,
                Some(index) => table.ascii.get(index).copied().unwrap_or_default(),
                // It is seen at the end of a line alone.
                None if c == wrap::SOFT_HYPHEN => continue,
                None => table
                    .others
                    .binary_search_by_key(&c, |(known, _)| *known)
                    .map_or(0, |found| table.others[found].1),
            };
            if width == 0 {
                other += self.stand_in(c, font);
            } else {
                sum += i64::from(width);
            }
            if let (Some(left), Some(right)) = (before, index) {
                sum += i64::from(
                    table.kerning.get(left * ASCII_COUNT + right).copied().unwrap_or_default(),
                );
            }
            before = index;
        }
        sum as f64 + other
    }

    /// The width of a character that a font has not.
    fn stand_in(&self, c: char, font: &Measured) -> f64 {
        let more = self.more.as_ref().filter(|_| !c.is_ascii() && self.lacks(c));
        let carried = more.and_then(|more| more.width(c, font.is_bold));
        carried.map_or_else(|| average::ems(c, font.kind) * UNITS, f64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::vendor;

    #[test]
    fn letters_have_the_width_of_the_font() {
        let metrics = Metrics::default();
        let thin = metrics.width("iiii", 10.0, Role::Body);
        let wide = metrics.width("mmmm", 10.0, Role::Body);
        assert!(wide > 2.0 * thin, "{thin} {wide}");
        assert!(
            metrics.width("word", 10.0, Role::Strong) > metrics.width("word", 10.0, Role::Body)
        );
        assert!(
            (metrics.width("word", 20.0, Role::Body)
                - 2.0 * metrics.width("word", 10.0, Role::Body))
            .abs()
                < 1e-9
        );
        assert!((metrics.width("12", 10.0, Role::Code) - 12.04).abs() < 0.01);
        assert!(metrics.width("漢字", 10.0, Role::Body) >= 20.0);
    }

    #[test]
    fn digits_in_tables_are_equally_wide() {
        let metrics = Metrics::default();
        let [ones, eights] =
            ["1111", "8888"].map(|text| metrics.width_in_table(text, 20.0, Role::Body));
        assert!((ones - eights).abs() < 1e-9, "{ones} {eights}");
    }

    #[test]
    fn every_built_in_font_is_read_in_whole() {
        let files = [vendor::FONT_400, vendor::FONT_700];
        for (registry::BuiltInFont { name, widths: table, .. }, bytes) in
            registry::FONTS.iter().zip(files)
        {
            let read = file::read(bytes).expect("a font");
            assert_eq!(read.ascii, table.ascii, "{name}");
            assert!(read.ascii.iter().all(|width| *width > 0), "{name}: {:?}", read.ascii);
            assert!(read.others.iter().any(|(c, _)| *c == 'é'), "{name}");
        }
    }

    #[test]
    fn a_theme_s_own_font_is_read_from_its_file() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("own.woff2"), vendor::FONT_700).expect("a font");
        let mut tokens = crate::theme::Tokens::default();
        tokens.fonts.body.family = Some("Own".into());
        tokens.fonts.body.weights.insert(400, "own.woff2".into());
        let theme = |folder: &Path, tokens: &crate::theme::Tokens| Theme {
            tokens: tokens.clone(),
            page: "".into(),
            css: crate::theme::ThemeCss::BuiltIn(Vec::new()),
            folder: Some(folder.to_owned()),
            logo: None,
        };
        let metrics = Metrics::of(&theme(folder.path(), &tokens), folder.path());
        let bold = Metrics::default().width("words", 10.0, Role::Strong);
        assert!((metrics.width("words", 10.0, Role::Body) - bold).abs() < 1e-9);
        // Outside the root nothing is read.
        let elsewhere = tempfile::tempdir().expect("a folder");
        let metrics = Metrics::of(&theme(folder.path(), &tokens), elsewhere.path());
        assert!((metrics.width("words", 10.0, Role::Body) - bold).abs() > 1e-9);
    }

    #[test]
    fn what_is_no_font_is_none() {
        let bytes = vendor::FONT_400;
        assert!(file::read(b"").is_none());
        assert!(file::read(b"wOF2 but nothing more").is_none());
        for end in [4, 20, 47, 60, bytes.len() / 2, bytes.len() - 1] {
            let _ = file::read(&bytes[..end]);
        }
        for at in 0..bytes.len().min(400) {
            let mut broken = bytes.to_vec();
            broken[at] ^= 0x5a;
            let _ = file::read(&broken);
        }
    }
}
