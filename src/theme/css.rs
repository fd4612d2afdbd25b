//! Tokens as CSS, and style sheets with their files embedded.

use std::fmt::Write;
use std::path::Path;

use super::{Font, Theme, ThemeCss, registry, sheets};
use crate::assets::{Assets, Resolved, address, placeholder};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::token::{PagePart, Token};

/// The whole style of a page: reveal's sheets, the tokens, the theme's sheet. Assets, and built-in
/// sheets and fonts are private tokens. `more` is the family of what the theme's fonts lack.
#[must_use]
pub fn style(
    theme: &Theme,
    more: Option<&str>,
    assets: &mut Assets,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let sheet = |number: &usize| Token::Part(PagePart::Sheet(*number)).to_string();
    let mut css = String::with_capacity(48 * 1024);
    css.push_str(&sheet(&sheets::REVEAL));
    write_tokens(&mut css, (theme, more), assets, diagnostics);
    let (built_in, own): (&[usize], &str) = match &theme.css {
        ThemeCss::BuiltIn(numbers) => (numbers, ""),
        ThemeCss::Own(own) => (&[], own),
        ThemeCss::OnTop(numbers, own) => (numbers, own),
    };
    css.extend(built_in.iter().map(sheet));
    match &theme.folder {
        Some(folder) => css.push_str(&embed(own, folder, assets, None, diagnostics)),
        None => css.push_str(own),
    }
    css
}

/// The font of formulas as `@font-face`, for a deck that has any.
#[must_use]
pub fn math_font(has_math: bool) -> String {
    if !has_math {
        return String::new();
    }
    let number = registry::font(registry::MATH_FONT).unwrap_or_default();
    format!(
        "@font-face{{font-family:\"whydeck math\";font-display:block;src:url(data:font/woff2;base64,{})}}\n",
        Token::Part(PagePart::Font(number))
    )
}

/// The tokens as custom properties, and the fonts as `@font-face`.
fn write_tokens(
    css: &mut String,
    (theme, more): (&Theme, Option<&str>),
    assets: &mut Assets,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tokens = &theme.tokens;
    let mut done = Vec::new();
    for font in [&tokens.fonts.body, &tokens.fonts.heading, &tokens.fonts.code] {
        let Some(family) = &font.family else { continue };
        for (weight, file) in &font.weights {
            if done.contains(&(family, weight)) {
                continue;
            }
            done.push((family, weight));
            let Some(source) = font_source(file, theme, assets, diagnostics) else { continue };
            let _ = write!(
                css,
                "@font-face{{font-family:\"{}\";font-weight:{weight};font-display:block;src:url({source})}}",
                plain(family)
            );
        }
    }
    css.push_str(":root{");
    for (name, value) in &tokens.colors {
        let _ = write!(css, "--wd-color-{}:{};", plain(name), plain(value));
    }
    for (name, value) in &tokens.sizes {
        let _ = write!(css, "--wd-size-{}:{value}px;", plain(name));
    }
    if tokens.colors.get("background").is_some_and(|color| is_tinted_paper(color)) {
        css.push_str("--wd-blend:multiply;");
    }
    let _ = write!(css, "--wd-radius:{}px;", tokens.radius.max(0.0));
    css.push_str(&stacks(theme, &Vec::from_iter(more)));
    css.push_str("}\n");
}

/// The stacks of fonts as custom properties; `more` are families of what the theme's lack.
#[must_use]
pub fn stacks(theme: &Theme, more: &[&str]) -> String {
    let fonts = &theme.tokens.fonts;
    let named = [("body", &fonts.body), ("heading", &fonts.heading), ("code", &fonts.code)];
    let property = |(name, font): (&str, &Font)| format!("--wd-font-{name}:{};", stack(font, more));
    named.map(property).concat()
}

/// Whether a colour is nearly white, but not quite: the white ground of a picture would show on it.
fn is_tinted_paper(color: &str) -> bool {
    let digits = color.trim().strip_prefix('#').filter(|digits| digits.len() == 6);
    let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    value.is_some_and(|value| {
        value != 0xff_ffff && value.to_be_bytes()[1..].iter().all(|it| *it >= 0xe8)
    })
}

fn font_source(
    file: &str,
    theme: &Theme,
    assets: &mut Assets,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    if let Some(number) = registry::font(file) {
        return Some(format!("data:font/woff2;base64,{}", Token::Part(PagePart::Font(number))));
    }
    let folder = theme.folder.as_deref()?;
    match assets.resolve(file, folder, &["font", "application/font"]) {
        Resolved::Token(token) => Some(token),
        Resolved::Data | Resolved::Remote | Resolved::Changed => {
            diagnostics.push(Diagnostic::warning(
                "theme/font",
                format!("font `{file}` is not a file beside theme.yaml"),
            ));
            None
        }
        Resolved::Missing(reason) => {
            diagnostics.push(Diagnostic::warning(
                "theme/font",
                format!("cannot embed font `{file}`: {reason}"),
            ));
            None
        }
    }
}

fn stack(font: &Font, more: &[&str]) -> String {
    let generic = [
        "serif",
        "sans-serif",
        "monospace",
        "system-ui",
        "ui-monospace",
        "ui-sans-serif",
        "ui-serif",
    ];
    let own = font.first.iter().chain(&font.family).map(String::as_str);
    let names = own
        .chain(more.iter().copied())
        .chain(font.fallback.iter().map(String::as_str))
        .map(|name| {
            if generic.contains(&name) { name.to_owned() } else { format!("\"{}\"", plain(name)) }
        });
    let names: Vec<String> = names.collect();
    if font.first.is_none() && font.family.is_none() && font.fallback.is_empty() {
        return names.iter().map(|name| format!("{name},")).collect::<String>()
            + "system-ui,sans-serif";
    }
    names.join(",")
}

/// A value without the characters that could end a declaration.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|c| !matches!(c, ';' | '{' | '}' | '<' | '>' | '"' | '\\' | '\n' | '\r'))
        .collect()
}

/// A style sheet with its `url(…)` files embedded; imports are left out, since a deck is one file.
#[must_use]
pub fn embed(
    css: &str,
    folder: &Path,
    assets: &mut Assets,
    source: Option<&Source>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut out = String::with_capacity(css.len());
    let span =
        |from: usize, to: usize| -> Option<Span> { source.map(|source| source.span(from..to)) };
    let mut at = 0;
    while at < css.len() {
        let rest = &css[at..];
        if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if starts_with_word(rest, "@import") {
            let end = rest.find(';').map_or(rest.len(), |end| end + 1);
            diagnostics.push(
                Diagnostic::warning("theme/import", "`@import` is left out: a deck is one file")
                    .at(span(at, at + end))
                    .help("copy the rules into this file"),
            );
            at += end;
        } else if starts_with_word(rest, "url(") {
            let close = rest.find(')').unwrap_or(rest.len());
            let wanted = rest[4..close.max(4)].trim().trim_matches(['"', '\'']).to_owned();
            let written =
                match assets.resolve(&wanted, folder, &["image", "font", "application/font"]) {
                    Resolved::Token(token) => token,
                    Resolved::Data => wanted,
                    _ if wanted.starts_with('#') => wanted,
                    Resolved::Remote | Resolved::Changed | Resolved::Missing(_) => {
                        diagnostics.push(
                            Diagnostic::warning(
                                "asset/missing",
                                format!("cannot embed `{wanted}` of a style sheet"),
                            )
                            .at(span(at, at + close)),
                        );
                        placeholder("Not embedded", &wanted)
                    }
                };
            out.push_str(&format!("url(\"{}\")", address::in_css(&written)));
            at += (close + 1).min(rest.len());
        } else {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..step]);
            at += step;
        }
    }
    out
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::is_tinted_paper;

    #[test]
    fn paper_is_nearly_white() {
        assert!(is_tinted_paper("#fcfbf8"));
        for other in ["#ffffff", "#0d1420", "#e0f0e6", "cream", "#fff", "#fcfbf8aa"] {
            assert!(!is_tinted_paper(other), "{other}");
        }
    }
}
