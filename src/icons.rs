//! Icons of Font Awesome Free as SVG. They are packed; the first one that is asked for opens them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::packed;

/// The packed text: see `build/icons.rs`.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/icons.br"));
static TEXT: LazyLock<String> = LazyLock::new(|| packed::text(PACKED).unwrap_or_default());
static ICONS: LazyLock<Icons> = LazyLock::new(|| Icons::of(&TEXT));

/// Which drawing of an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Style {
    Solid,
    Regular,
}

#[derive(Default)]
struct Icons {
    version: &'static str,
    /// Width, height and path.
    drawings: HashMap<(Style, &'static str), &'static str>,
    /// Old names.
    aliases: HashMap<&'static str, (Style, &'static str)>,
}

impl Icons {
    fn of(text: &'static str) -> Self {
        let mut icons = Self::default();
        for line in text.lines() {
            let Some((kind, rest)) = line.split_once(' ') else { continue };
            let Some((name, about)) = rest.split_once(' ') else {
                icons.version = rest;
                continue;
            };
            match kind {
                "s" => _ = icons.drawings.insert((Style::Solid, name), about),
                "r" => _ = icons.drawings.insert((Style::Regular, name), about),
                _ => {
                    if let Some((style, new)) = about.split_once(' ') {
                        let style = if style == "r" { Style::Regular } else { Style::Solid };
                        icons.aliases.entry(name).or_insert((style, new));
                    }
                }
            }
        }
        icons
    }

    /// A drawing in this style, or in the other one.
    fn drawing(&self, style: Style, name: &str) -> Option<&'static str> {
        let (style, name) = match self.aliases.get(name) {
            // An icon of today may have the old name of another one.
            Some(_) if self.drawings.contains_key(&(style, name)) => (style, name),
            Some((Style::Regular, new)) => (Style::Regular, *new),
            Some((Style::Solid, new)) => (style, *new),
            // What was once an outline is a style today.
            None => name.strip_suffix("-o").map_or((style, name), |name| (Style::Regular, name)),
        };
        [style, Style::Solid, Style::Regular]
            .into_iter()
            .find_map(|style| self.drawings.get(&(style, name)).copied())
    }
}

/// What an element's classes ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct IconName<'c> {
    name: &'c str,
    style: Style,
    /// How many times as tall as the text.
    scale: f64,
    /// Whether it is a brand's.
    is_brand: bool,
}

/// Classes that say how an icon stands.
const MODIFIERS: [&str; 17] = [
    "fw",
    "ul",
    "li",
    "spin",
    "pulse",
    "border",
    "stack",
    "inverse",
    "beat",
    "fade",
    "bounce",
    "shake",
    "solid",
    "regular",
    "brands",
    "spin-pulse",
    "classic",
];

/// Reads classes such as `fas fa-check fa-2x`; none when they ask for no icon.
#[must_use]
pub(crate) fn wanted(classes: &str) -> Option<IconName<'_>> {
    let mut wanted = IconName { name: "", style: Style::Solid, scale: 1.0, is_brand: false };
    let mut is_icon = false;
    for class in classes.split_ascii_whitespace() {
        match class {
            "fa" | "fas" | "fa-solid" | "fal" | "fad" | "fa-light" => is_icon = true,
            "far" | "fa-regular" => {
                is_icon = true;
                wanted.style = Style::Regular;
            }
            "fab" | "fa-brands" => {
                is_icon = true;
                wanted.is_brand = true;
            }
            _ => {
                let Some(name) = class.strip_prefix("fa-") else { continue };
                match scale(name) {
                    Some(scale) => wanted.scale = scale,
                    None if is_modifier(name) => {}
                    None => wanted.name = name,
                }
            }
        }
    }
    (is_icon && !wanted.name.is_empty()).then_some(wanted)
}

fn is_modifier(name: &str) -> bool {
    let begins = |word: &&str| name.starts_with(*word);
    MODIFIERS.contains(&name) || ["rotate-", "flip-", "pull-", "stack-"].iter().any(begins)
}

fn scale(name: &str) -> Option<f64> {
    match name {
        "2xs" => Some(0.625),
        "xs" => Some(0.75),
        "sm" => Some(0.875),
        "lg" => Some(1.25),
        "xl" => Some(1.5),
        "2xl" => Some(2.0),
        _ => {
            let number: u8 = name.strip_suffix('x')?.parse().ok()?;
            (1..=10).contains(&number).then_some(f64::from(number))
        }
    }
}

/// An icon as SVG, as wide as its drawing; none when there is no such icon.
#[must_use]
pub(crate) fn svg(wanted: IconName<'_>, comment: &str) -> Option<String> {
    if wanted.is_brand {
        return None;
    }
    let mut parts = ICONS.drawing(wanted.style, wanted.name)?.splitn(3, ' ');
    let width: f64 = parts.next()?.parse().ok()?;
    let height: f64 = parts.next()?.parse().ok()?;
    let path = parts.next()?;
    let tall = wanted.scale;
    let wide = (width / height * tall * 1000.0).round() / 1000.0;
    Some(format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{wide}em\" height=\"{tall}em\" fill=\"currentColor\" \
         style=\"vertical-align:-0.125em\" aria-hidden=\"true\">{comment}<path d=\"{path}\"/></svg>"
    ))
}

/// What a deck with icons says about them.
#[must_use]
pub(crate) fn attribution() -> String {
    format!(
        "<!-- Icons: Font Awesome Free {} by @fontawesome - https://fontawesome.com - \
         CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ - Copyright Fonticons, Inc. -->",
        ICONS.version
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_name_an_icon() {
        let name = |classes: &'static str| wanted(classes).map(|wanted| wanted.name);
        assert_eq!(name("fa fa-check"), Some("check"));
        assert_eq!(name("fragment fa-solid fa-2x fa-circle-xmark fa-fw"), Some("circle-xmark"));
        assert_eq!(name("fa fa-stack-2x"), None);
        assert_eq!(name("fa-check"), None);
        assert_eq!(name("fat fa-check"), None);
    }

    #[test]
    fn icons_are_drawn_by_new_and_old_names() {
        let drawn = |classes: &str| svg(wanted(classes).expect("an icon"), "");
        for classes in [
            "fa fa-check",
            "far fa-bell",
            "fa-regular fa-check",
            "fas fa-times",
            "fa fa-exclamation-triangle",
            "fa fa-envelope-o",
            "fa fa-area-chart",
        ] {
            assert!(drawn(classes).is_some_and(|svg| svg.contains(" d=\"M")), "{classes}");
        }
        assert_ne!(drawn("far fa-bell"), drawn("fas fa-bell"));
        assert!(drawn("fas fa-bell fa-2x").is_some_and(|svg| svg.contains("height=\"2em\"")));
        for classes in ["fab fa-github", "fa fa-no-such-icon"] {
            assert_eq!(drawn(classes), None, "{classes}");
        }
        assert!(attribution().contains("Free 7."), "{}", attribution());
    }
}
