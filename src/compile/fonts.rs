//! The fonts of a deck: the theme's, and those that stand in for what it lacks.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::{Folder, Run};
use crate::assets::Assets;
use crate::compiled::{Footer, RenderedSlide};
use crate::diagnostic::Diagnostic;
use crate::fonts::scripts::Script;
use crate::fonts::{Carried, Chain, NamedFont, Offer, carried};
use crate::render::languages;
use crate::source::front_matter::FrontMatter;
use crate::source::{Source, Span};
use crate::theme::metrics::Metrics;
use crate::theme::{Theme, css, registry};
use crate::words::tongue;

/// How many characters a message names.
const NAMED: usize = 24;

/// Headings have a font of their own.
const HEADS: &str = "h1,h2,h3,h4,h5,h6";

/// What a style sheet says besides, where a deck carries more fonts.
#[derive(Debug, Default)]
struct MoreFonts {
    /// The family, for the theme's stacks.
    family: Option<&'static str>,
    /// The rules that bring its fonts.
    rules: String,
    /// Installed fonts that glyphs come from.
    installed: Vec<String>,
}

/// Text whose language has other forms of ideographs than the deck's: Japanese and Chinese write many
/// of them in different ways.
struct OtherForm {
    chain: Chain,
    /// The languages, as the document writes them; at least one.
    tags: Vec<String>,
    chars: BTreeSet<char>,
}

impl Run<'_> {
    /// The fonts of the theme to measure with, and those that stand in for them.
    pub(super) fn measured(
        &mut self,
        front: &FrontMatter,
        theme: &Theme,
        folder: &Folder,
    ) -> Metrics {
        let text = self.sources.iter().map(Source::text).filter(|text| !text.is_ascii());
        let is_built_in = |file: &String| registry::font(file).is_some();
        let offer = Offer {
            lang: front.lang.clone().unwrap_or_else(|| tongue::spoken().tag().into()),
            text: text.collect(),
            root: folder.root.clone(),
            files: named(front, theme, &folder.base),
            built_in: theme
                .tokens
                .fonts
                .body
                .weights
                .values()
                .any(is_built_in)
                .then_some(registry::MORE_LATIN),
            has_system: self.options.system_fonts,
        };
        self.dependencies.extend(offer.files.iter().map(|file| file.path.clone()));
        let chain = Chain::new(offer, Arc::clone(&self.memory.fonts));
        Metrics::of(theme, &folder.root).with(Arc::new(chain))
    }

    /// The style of the theme, with the fonts that the deck carries, and the installed ones that
    /// glyphs come from.
    pub(super) fn style(
        &mut self,
        front: &FrontMatter,
        (metrics, theme, has_math): (&Metrics, &Theme, bool),
        shown: (&[Vec<RenderedSlide>], &Footer),
        assets: &mut Assets,
    ) -> (String, Vec<String>) {
        let more = self.more_fonts(front, (metrics, theme), shown, assets);
        let mut style = css::style(theme, more.family, assets, &mut self.diagnostics);
        style.push_str(&css::math_font(has_math));
        style.push_str(&more.rules);
        (style, more.installed)
    }

    /// What the deck carries besides the theme's fonts.
    fn more_fonts(
        &mut self,
        front: &FrontMatter,
        (metrics, theme): (&Metrics, &Theme),
        shown: (&[Vec<RenderedSlide>], &Footer),
        assets: &mut Assets,
    ) -> MoreFonts {
        let Some(chain) = metrics.more() else { return MoreFonts::default() };
        let mut chars = characters(shown.0, shown.1);
        chars.retain(|c| metrics.lacks(*c));
        if chars.is_empty() {
            return MoreFonts::default();
        }
        let carried = carried::carry(chain, &chars, self.options.marks);
        self.tell_fonts(front, theme, chain, &carried);
        let mut more = MoreFonts { rules: breaking(&chars), ..MoreFonts::default() };
        for face in &carried.faces {
            more.rules +=
                &face.rule(carried::FAMILY, &assets.add("font/woff2", Arc::clone(&face.bytes)));
            more.family = Some(carried::FAMILY);
        }
        if carried.is_without_bold {
            more.rules += ".reveal{font-synthesis:weight style}\n";
        }
        more.installed = carried.installed;
        for form in other_forms(chain, shown.0, &chars) {
            self.add_form(form, (chain, theme), &mut more, assets);
        }
        more
    }

    /// Adds the glyphs of a form that is not the deck's.
    fn add_form(
        &self,
        mut form: OtherForm,
        (chain, theme): (&Chain, &Theme),
        more: &mut MoreFonts,
        assets: &mut Assets,
    ) {
        let is_other =
            |c: &char| Script::of(*c) == Script::Cjk && !chain.is_same_for(*c, &form.chain);
        form.chars.retain(is_other);
        let carried = carried::carry(&form.chain, &form.chars, self.options.marks);
        if carried.faces.is_empty() {
            return;
        }
        let family = format!("{} {}", carried::FAMILY, form.tags[0]);
        for face in &carried.faces {
            let address = assets.add("font/woff2", Arc::clone(&face.bytes));
            more.rules += &face.rule(&family, &address);
        }
        let tags: Vec<String> = form.tags.iter().map(|tag| format!("[lang=\"{tag}\"]")).collect();
        let own = format!(":is({})", tags.join(","));
        let stacks = css::stacks(theme, &[&family, carried::FAMILY]);
        more.rules += &[".reveal ", &own, "{", &stacks, "}"].concat();
        more.rules += &[".reveal ", &own, ":not(", HEADS, ",code,pre,:is(", HEADS, ") *)"].concat();
        more.rules += "{font-family:var(--wd-font-body)}";
        more.rules += &[".reveal :is(", HEADS, ") ", &own, ":not(code)"].concat();
        more.rules += "{font-family:var(--wd-font-heading)}\n";
        let is_new = |name: &String| !more.installed.contains(name);
        let new: Vec<String> = carried.installed.into_iter().filter(is_new).collect();
        more.installed.extend(new);
    }

    /// Says which files cannot be used, and which characters no font has.
    fn tell_fonts(&mut self, front: &FrontMatter, theme: &Theme, chain: &Chain, carried: &Carried) {
        let names = front.deck.fonts.iter().map(|font| (font.value.as_str(), Some(font.span)));
        let names: Vec<(&str, Option<Span>)> =
            names.chain(theme.tokens.fonts.more.iter().map(|file| (file.as_str(), None))).collect();
        for (number, why) in chain.wrong() {
            let Some((name, span)) = names.get(*number) else { continue };
            let message = format!("cannot embed glyphs of `{name}`: {why}");
            self.diagnostics.push(Diagnostic::warning("font/file", message).at(*span));
        }
        if carried.missing.is_empty() {
            return;
        }
        let shown: String = carried.missing.iter().take(NAMED).collect();
        let more = match carried.missing.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let is_missing = |c: char| carried.missing.contains(&c);
        let place = self.sources.iter().find_map(|source| {
            let at = source.text().find(is_missing)?;
            let length = source.text()[at..].chars().next().map_or(0, char::len_utf8);
            Some(source.span(at..at + length))
        });
        let mut help =
            "name a font file that has them: `deck: {fonts: [fonts/some.otf]}`".to_owned();
        for (family, why) in chain.refused() {
            help += &format!("; `{family}` is installed, but {why}");
        }
        let message = format!("no font has `{shown}`{more}: how they look depends on the machine");
        self.diagnostics.push(Diagnostic::info("font/missing", message).at(place).help(help));
    }
}

/// The font files that the document and the theme name, the document's first.
fn named(front: &FrontMatter, theme: &Theme, base: &Path) -> Vec<NamedFont> {
    let own = front.deck.fonts.iter().map(|font| base.join(font.value.trim()));
    let folder = theme.folder.as_deref();
    let of_theme = theme.tokens.fonts.more.iter().filter_map(|file| Some(folder?.join(file)));
    own.chain(of_theme).map(|path| NamedFont { path }).collect()
}

/// The characters beyond ASCII that slides show. Formulas have a font of their own.
fn characters(stacks: &[Vec<RenderedSlide>], footer: &Footer) -> BTreeSet<char> {
    let mut chars = BTreeSet::new();
    for slide in stacks.iter().flatten() {
        see(&slide.html, &mut chars);
        see(&slide.attributes, &mut chars);
        see(slide.notes.as_deref().unwrap_or_default(), &mut chars);
    }
    see(&footer.text, &mut chars);
    see(footer.confidential.as_deref().unwrap_or_default(), &mut chars);
    chars
}

fn see(html: &str, chars: &mut BTreeSet<char>) {
    if !html.is_ascii() {
        let mut rest = html;
        while !rest.is_empty() {
            let (text, behind) = match rest.find("<math") {
                Some(at) => {
                    (&rest[..at], rest[at..].split_once("</math>").map_or("", |(_, it)| it))
                }
                None => (rest, ""),
            };
            chars.extend(text.chars().filter(|c| !c.is_ascii()));
            rest = behind;
        }
    }
    // Raw HTML that stays as it is may name characters by number.
    for named in html.split("&#").skip(1) {
        let number = named.split_once(';').map_or("", |(number, _)| number);
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        chars.extend(code.and_then(char::from_u32).filter(|c| !c.is_ascii()));
    }
}

/// The forms that the languages of slides and blocks ask for. Languages of one form share its font,
/// so that a deck carries four at the most, whatever languages it names.
fn other_forms(
    chain: &Chain,
    stacks: &[Vec<RenderedSlide>],
    chars: &BTreeSet<char>,
) -> Vec<OtherForm> {
    let mut forms: Vec<OtherForm> = Vec::new();
    // What is no tag of a language would be no selector either.
    let is_tag = |tag: &str| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    for (tag, own) in languages::characters(stacks) {
        let Some(other) = chain.of_language(&tag).filter(|_| is_tag(&tag)) else { continue };
        let own = own.intersection(chars).copied();
        match forms.iter_mut().find(|form| form.chain.form() == other.form()) {
            Some(form) => {
                form.tags.push(tag);
                form.chars.extend(own);
            }
            None => {
                forms.push(OtherForm { chain: other, tags: vec![tag], chars: own.collect() });
            }
        }
    }
    forms
}

/// How lines break where a deck has ideographs or kana: no small kana begins one. Korean is broken
/// at its blanks. Scripts that know no slanted letters emphasise by weight.
fn breaking(chars: &BTreeSet<char>) -> String {
    let has = |scripts: &[Script]| chars.iter().any(|c| scripts.contains(&Script::of(*c)));
    let mut rules = String::new();
    let mut upright = Vec::new();
    if has(&[Script::Cjk]) {
        rules +=
            ".reveal{line-break:strict}.reveal :lang(ko),.reveal:lang(ko){word-break:keep-all}\n";
        // Labels have room for another line, so browsers that know Japanese words keep them whole.
        rules +=
            ".reveal :is(.numbers li,.outcomes li,.lessons h3):lang(ja){word-break:auto-phrase}\n";
        upright.push(":lang(ja),:lang(zh),:lang(ko)");
    }
    if has(&[Script::Named("Arabic"), Script::Named("Hebrew")]) {
        upright.push(":lang(ar),:lang(fa),:lang(he),:lang(ur),:lang(yi)");
    }
    if !upright.is_empty() {
        let languages = upright.join(",");
        rules += ".reveal :is(em,i,cite,dfn,var):not(.numbers *,.outcomes *,.times *):where(";
        rules += &languages;
        rules += "){font-style:normal;font-weight:700}\n";
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_have_their_own_font() {
        let mut chars = BTreeSet::new();
        see("<p>漢</p><math><mi>ρ</mi></math>字<math>Ω", &mut chars);
        see("&#28450;&#x5b57;&#x41;&#y;", &mut chars);
        assert_eq!(chars.into_iter().collect::<String>(), "字漢");
    }
}
