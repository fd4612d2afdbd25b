//! `brand.yml` (<https://posit-dev.github.io/brand-yml>): the colours, fonts and logo of a company, as
//! tokens of a theme.
//!
//! A brand's colour is made for large shapes. Where it is to be read, it is moved towards the
//! theme's ink until it has the contrast that the theme promises.

use std::path::PathBuf;

use serde_yaml::Value;

use super::tones::Tone;
use super::{Font, Logo, Tokens};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::data::{Notation, Reader, Step};
use crate::source::{Source, Span};

/// A brand's colours that have a token, and the token's name.
const ROLES: [(&str, &str); 6] = [
    ("primary", "accent"),
    ("secondary", "muted"),
    ("danger", "warm"),
    ("success", "good"),
    ("warning", "amber"),
    ("info", "violet"),
];
/// How much of a colour its soft variant has, on light and on dark.
const SOFT: f64 = 0.12;
const DARK_SOFT: f64 = 0.25;
/// How often a name may stand for another.
const DEEPEST: usize = 8;

/// A brand.
#[derive(Debug)]
pub(crate) struct Brand {
    value: Value,
    /// Where its colours and its logo are told.
    places: Vec<(&'static str, Span)>,
    /// The folder that its files are relative to.
    folder: PathBuf,
}

impl Brand {
    /// Reads a brand's file; none when it is no mapping (reported).
    pub(crate) fn read(
        source: &Source,
        folder: PathBuf,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let whole = 0..source.text().len();
        let problem = match Reader::new(source, whole.clone(), Notation::Yaml) {
            Ok((reader, value @ Value::Mapping(_))) => {
                let places = places(&reader);
                // No brand stops a deck.
                diagnostics.extend(reader.into_diagnostics().into_iter().map(|mut problem| {
                    problem.severity = Severity::Warning;
                    problem
                }));
                return Some(Self { value, places, folder });
            }
            Ok((_, Value::Null)) => return None,
            Ok(_) => Diagnostic::warning("brand/unreadable", "a brand is a mapping of keys")
                .at(source.span(whole)),
            Err(problem) => {
                Diagnostic::warning("brand/unreadable", problem.message).at(problem.span)
            }
        };
        diagnostics.push(problem.help("the deck is made without the brand"));
        None
    }

    fn place(&self, name: &str) -> Option<Span> {
        self.places.iter().find(|(known, _)| *known == name).map(|(_, span)| *span)
    }

    fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(&self.value, |value, key| value.get(*key))
    }

    /// A text below a key, or below the first of more keys in it.
    fn text(&self, path: &[&str], more: &[&str]) -> Option<String> {
        let value = self.at(path)?;
        let inner = more.iter().find_map(|key| value.get(*key)?.as_str());
        let text = value.as_str().or(inner)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The name of the company; empty when it is not said.
    pub(crate) fn name(&self) -> String {
        self.text(&["meta", "name"], &["short", "full"]).unwrap_or_default()
    }

    /// Puts the brand's colours and fonts into the tokens of a theme.
    pub(crate) fn apply(&self, tokens: &mut Tokens, diagnostics: &mut Vec<Diagnostic>) {
        let of = |tokens: &Tokens, name: &str| tokens.colors.get(name).and_then(|c| Tone::read(c));
        let is_dark = of(tokens, "background").is_some_and(Tone::is_dark);
        // The theme whose every text has 7:1 keeps its black and white.
        let is_strict = tokens.name == "contrast";
        if !is_strict {
            self.ground(tokens, is_dark, diagnostics);
        }
        let least = if is_strict { 7.0 } else { 4.5 };
        for (role, token) in ROLES {
            let Some(color) = self.color(role, is_dark, diagnostics) else { continue };
            for (prefix, soft) in
                [("", if is_dark { DARK_SOFT } else { SOFT }), ("dark-", DARK_SOFT)]
            {
                let name = |name: &str| format!("{prefix}{name}");
                let (Some(ground), Some(ink)) =
                    (of(tokens, &name("background")), of(tokens, &name("ink")))
                else {
                    continue;
                };
                let surface = of(tokens, &name("surface")).unwrap_or(ground);
                let softened = |tone: Tone| ground.mixed(tone, soft);
                let on = |tone: Tone| vec![ground, surface, softened(tone)];
                let tone = color.readable(ink, on, least);
                let soft_name = name(&format!("{token}-soft"));
                if tokens.colors.contains_key(&soft_name) {
                    tokens.colors.insert(soft_name, softened(tone).css());
                }
                tokens.colors.insert(name(token), tone.css());
            }
        }
        self.set(tokens);
    }

    /// The colours of the page and of its text. A light theme does not become a dark one.
    fn ground(&self, tokens: &mut Tokens, is_dark: bool, diagnostics: &mut Vec<Diagnostic>) {
        let of = |name: &str| tokens.colors.get(name).and_then(|color| Tone::read(color));
        let (Some(ground), Some(ink)) = (of("background"), of("ink")) else { return };
        let own = self.color("background", is_dark, diagnostics);
        let own_ground = own.filter(|tone| tone.is_dark() == is_dark).unwrap_or(ground);
        let own_ink = self.color("foreground", is_dark, diagnostics).unwrap_or(ink);
        let ink = if own_ink.contrast(own_ground) >= 7.0 { own_ink } else { ink };
        if ink.contrast(own_ground) < 7.0 {
            return;
        }
        // What a slide's cards stand on is as far from the page as in the theme.
        tokens.colors.insert("surface".into(), own_ground.mixed(ink, 0.05).css());
        tokens.colors.insert("background".into(), own_ground.css());
        tokens.colors.insert("ink".into(), ink.css());
    }

    /// A colour by its role.
    fn color(&self, role: &str, is_dark: bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Tone> {
        let value = self.at(&["color", role])?;
        let found = self.tone(value, is_dark, DEEPEST);
        if found.is_none() && !value.is_null() {
            let message = format!("the brand's `{role}` is no colour that is known");
            let help = "write `#rrggbb`, or the name of a colour of its palette";
            let problem = Diagnostic::warning("brand/color", message).at(self.place(role));
            diagnostics.push(problem.help(help));
        }
        found
    }

    /// A colour as written: itself, the name of another, or one for light and one for dark.
    fn tone(&self, value: &Value, is_dark: bool, depth: usize) -> Option<Tone> {
        let depth = depth.checked_sub(1)?;
        if let Some(side) = side(value, is_dark) {
            return self.tone(side, is_dark, depth);
        }
        let text = value.as_str()?;
        Tone::read(text).or_else(|| {
            let named = self.at(&["color", "palette", text]).or_else(|| self.at(&["color", text]));
            self.tone(named.filter(|named| *named != value)?, is_dark, depth)
        })
    }

    /// Puts the families of its fonts in front of the theme's. The deck carries the theme's fonts for
    /// readers who do not have the brand's.
    fn set(&self, tokens: &mut Tokens) {
        let family = |key: &str| self.text(&["typography", key], &["family"]);
        let base = family("base");
        let headings = family("headings").or_else(|| base.clone());
        let put =
            |font: &mut Font, family: Option<String>| font.first = family.or(font.first.take());
        put(&mut tokens.fonts.body, base);
        put(&mut tokens.fonts.heading, headings);
        put(&mut tokens.fonts.code, family("monospace"));
    }

    /// Its logo, of a middle size where there are several.
    pub(crate) fn logo(&self, tokens: &Tokens) -> Option<Logo> {
        let ground = tokens.colors.get("background").and_then(|color| Tone::read(color));
        let is_dark = ground.is_some_and(Tone::is_dark);
        let logo = self.at(&["logo"])?;
        let sizes = ["medium", "small", "large"];
        let value = sizes.iter().find_map(|size| logo.get(*size)).unwrap_or(logo);
        let has_sides = side(value, is_dark).is_some();
        let value = side(value, is_dark).unwrap_or(value);
        let named = value.as_str().and_then(|name| logo.get("images")?.get(name));
        let value = named.unwrap_or(value);
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let path = value.as_str().or_else(|| text("path"))?.to_owned();
        let name = text("alt").map_or_else(|| self.name(), str::to_owned);
        let (folder, span) = (self.folder.clone(), self.place("logo"));
        Some(Logo { path, folder, span, name, is_for_dark: is_dark && has_sides })
    }
}

/// Where the values stand that may be wrong: colours by their roles, and the logo.
fn places(reader: &Reader<'_>) -> Vec<(&'static str, Span)> {
    let key = |key: &str| Step::Key(key.to_owned());
    let roles = ROLES.map(|(role, _)| role).into_iter().chain(["background", "foreground"]);
    let mut places: Vec<(&str, Span)> =
        roles.map(|role| (role, reader.span(&[key("color"), key(role)]))).collect();
    places.push(("logo", reader.span(&[key("logo")])));
    places
}

/// The half of a value that has one for light and one for dark.
fn side(value: &Value, is_dark: bool) -> Option<&Value> {
    let halves = if is_dark { ["dark", "light"] } else { ["light", "dark"] };
    halves.iter().find_map(|half| value.get(*half))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::theme::{built_in_tokens, registry};

    fn brand(yaml: &str) -> Brand {
        let mut sources = Sources::default();
        let id = sources.add("_brand.yml", None, yaml.to_owned());
        Brand::read(sources.get(id), PathBuf::from("b"), &mut Vec::new()).expect("a brand")
    }

    fn tokens(theme: usize) -> Tokens {
        let theme = &registry::BUILT_IN[theme];
        built_in_tokens(theme, &mut Sources::default(), &mut Vec::new()).expect("tokens")
    }

    const KOLIBRI: &str = "
meta: { name: { full: Kolibri Tickets Ltd, short: Kolibri } }
color:
  palette: { teal: '#12b5a6', sun: '#ffc107', sea: teal }
  primary: sea
  warning: sun
  danger: '#e33'
  background: '#ffffff'
  foreground: { light: '#112233', dark: '#eeeeee' }
typography:
  base: Open Sans
  headings: { family: Rubik, weight: bold }
logo:
  images: { icon: { path: icon.svg, alt: A bird } }
  small: icon
  large: { light: wide.svg, dark: wide-white.svg }
";

    #[test]
    fn every_theme_stays_readable() {
        let brand = brand(KOLIBRI);
        for theme in 0..registry::BUILT_IN.len() {
            let mut tokens = tokens(theme);
            let least = if tokens.name == "contrast" { 7.0 } else { 4.5 };
            let mut problems = Vec::new();
            brand.apply(&mut tokens, &mut problems);
            assert!(problems.is_empty(), "{problems:?}");
            let of = |name: &str| Tone::read(&tokens.colors[name]).expect("a colour");
            for prefix in ["", "dark-"] {
                for tone in ["accent", "amber", "warm"] {
                    for ground in ["background", "surface"] {
                        let (tone, ground) =
                            (format!("{prefix}{tone}"), format!("{prefix}{ground}"));
                        let contrast = of(&tone).contrast(of(&ground));
                        assert!(
                            contrast >= least,
                            "{}: {tone} on {ground}: {contrast}",
                            tokens.name
                        );
                    }
                }
            }
            assert!(of("ink").contrast(of("background")) >= 7.0, "{}", tokens.name);
        }
    }

    #[test]
    fn a_light_theme_takes_the_page_and_a_dark_one_keeps_its_own() {
        let brand = brand(KOLIBRI);
        let mut light = tokens(0);
        brand.apply(&mut light, &mut Vec::new());
        assert_eq!((&*light.colors["background"], &*light.colors["ink"]), ("#ffffff", "#112233"));
        let mut night = tokens(1);
        let before = night.colors["background"].clone();
        brand.apply(&mut night, &mut Vec::new());
        assert_eq!((&night.colors["background"], &*night.colors["ink"]), (&before, "#eeeeee"));
        assert_eq!(light.fonts.body.first.as_deref(), Some("Open Sans"));
        assert_eq!(light.fonts.heading.first.as_deref(), Some("Rubik"));
        assert_eq!(light.fonts.code.first, None);
        assert_eq!(light.fonts.body.family, tokens(0).fonts.body.family, "it is still in the deck");
    }

    #[test]
    fn the_logo_is_the_one_for_the_theme() {
        let icon = brand(KOLIBRI).logo(&tokens(0)).expect("a logo");
        assert_eq!((&*icon.path, &*icon.name, icon.is_for_dark), ("icon.svg", "A bird", false));
        let large = "meta: { name: Kolibri }\nlogo: { large: { light: a.svg, dark: b.svg } }";
        let light = brand(large).logo(&tokens(0)).expect("a logo");
        assert_eq!((&*light.path, &*light.name, light.is_for_dark), ("a.svg", "Kolibri", false));
        let dark = brand(large).logo(&tokens(1)).expect("a logo");
        assert_eq!((&*dark.path, dark.is_for_dark), ("b.svg", true));
        assert_eq!(brand("logo: x.png").logo(&tokens(0)).expect("a logo").path, "x.png");
        assert!(brand("logo: { images: {} }").logo(&tokens(0)).is_none());
    }

    #[test]
    fn what_is_no_colour_is_said() {
        let brand =
            brand("color: { primary: mauve, danger: danger, success: { a: 1 }, info: [1] }");
        let mut tokens = tokens(0);
        let before = tokens.colors.clone();
        let mut problems = Vec::new();
        brand.apply(&mut tokens, &mut problems);
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(problems.iter().all(|problem| problem.code == "brand/color"));
        let starts = problems.iter().filter_map(|problem| Some(problem.span?.start));
        assert_eq!(starts.collect::<Vec<_>>(), [18, 33, 50, 66], "each at its colour");
        for name in ["accent", "warm", "good", "violet"] {
            assert_eq!(tokens.colors[name], before[name]);
        }
    }
}
