//! Makes tables of the built-in style sheets: each minified, cut into rules, and for each selector
//! the words that a deck must hold before it can match.
//!
//! A file leaves out the rules that nothing in it asks for (`src/theme/lean.rs`). A word is the
//! name of a class, of an element or an attribute, or a value. What a script of the deck may write
//! counts as there, so that no class that comes while a deck runs is missed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lightningcss::printer::PrinterOptions;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, Selector};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::traits::ToCss;
use parcel_selectors::attr::AttrSelectorOperator;

/// Words that come from an option or an attribute alone, though scripts mention them.
#[rustfmt::skip]
const ASKED: [&str; 26] = [
    "concave", "convex", "cube", "data-auto-animate", "data-background-position", "default", "edges",
    "embedded", "fade", "fade-out", "has-parallax-background", "hljs", "hljs-ln-code",
    "hljs-ln-numbers", "linear", "page", "r-fit-text", "r-stack", "r-stretch", "roll", "rtl", "shrink",
    "slide", "stretch", "uncounted", "zoom",
];

/// Classes and attributes that reveal.js writes only where one of these words is.
const BECAUSE: [(&str, &[&str]); 12] = [
    ("r-overlay-preview", &PREVIEWS),
    ("r-overlay-error", &PREVIEWS),
    ("r-overlay-spinner", &PREVIEWS),
    ("r-overlay-external", &PREVIEWS),
    ("x-frame-error", &PREVIEWS),
    ("speaker-notes", &NOTES),
    ("speaker-notes-pdf", &NOTES),
    ("notes-placeholder", &NOTES),
    ("show-notes", &NOTES),
    ("playback", &["autoslide", "data-autoslide"]),
    ("data-auto-animate-target", &["data-auto-animate"]),
    ("reveal-scroll", &["scroll", "reader"]),
];
const PREVIEWS: [&str; 3] = ["data-preview-image", "data-preview-video", "data-preview-link"];
const NOTES: [&str; 2] = ["notes", "data-notes"];

/// What browsers add.
const ADDED: [&str; 6] = ["html", "head", "body", "tbody", "colgroup", "col"];

/// What a selector asks for: all the words, and one of each list of alternatives.
#[derive(Default, PartialEq)]
struct Need {
    words: BTreeSet<String>,
    any: Vec<Vec<Need>>,
}

impl Need {
    fn is_nothing(&self) -> bool {
        self.words.is_empty() && self.any.is_empty()
    }
}

enum Rule {
    Plain(String),
    Style { selectors: Vec<(String, Need)>, body: String },
    Group { open: String, rules: Vec<Rule> },
}

/// Writes `sheets.rs` into `out`: the sheets by number, and the words that they ask for.
pub(crate) fn write(out: &Path, sheets: &[String], scripts: &[&str]) -> Result<(), String> {
    let mut cutter =
        Cutter { there: there(scripts), elements: elements(scripts), words: BTreeSet::new() };
    let mut cut = Vec::new();
    for sheet in sheets {
        cut.push(cutter.sheet(sheet)?);
    }
    let words: Vec<&String> = cutter.words.iter().collect();
    let mut code = format!("static WORDS: [&str; {}] = {words:?};\n", words.len());
    let _ = writeln!(code, "static SHEETS: [&[SheetRule]; {}] = [", cut.len());
    for rules in &cut {
        let _ = writeln!(code, "{},", rules_code(rules, &words));
    }
    code += "];\n";
    let to = out.join("sheets.rs");
    fs::write(&to, code).map_err(|e| format!("cannot write {}: {e}", to.display()))
}

/// The words that need no asking for.
fn there(scripts: &[&str]) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let written = scripts.iter().flat_map(|script| script.split(move |c| !is_part(c)));
    let mut there: BTreeSet<String> = written.chain(ADDED).map(str::to_ascii_lowercase).collect();
    for word in ASKED.into_iter().chain(BECAUSE.iter().map(|(class, _)| *class)) {
        there.remove(word);
    }
    there
}

/// The elements that scripts make: by name, or in HTML. Scripts have single letters everywhere, so
/// that a word is not enough.
fn elements(scripts: &[&str]) -> BTreeSet<String> {
    let mut elements: BTreeSet<String> = ADDED.map(str::to_owned).into();
    for script in scripts {
        let quoted = script.split(['"', '\'', '`']).filter(|text| !text.is_empty());
        let is_name =
            |text: &&str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        elements.extend(quoted.filter(is_name).map(str::to_owned));
        let tags = script.split('<').skip(1);
        elements.extend(
            tags.map(|tag| tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>()),
        );
    }
    elements
}

struct Cutter {
    there: BTreeSet<String>,
    elements: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Cutter {
    fn sheet(&mut self, css: &str) -> Result<Vec<Rule>, String> {
        let mut sheet = StyleSheet::parse(css, ParserOptions::default())
            .map_err(|e| format!("a style sheet cannot be read: {e}"))?;
        sheet
            .minify(MinifyOptions::default())
            .map_err(|e| format!("a style sheet cannot be minified: {e}"))?;
        self.rules(&sheet.rules)
    }

    fn rules(&mut self, list: &CssRuleList<'_>) -> Result<Vec<Rule>, String> {
        let mut rules = Vec::new();
        for rule in &list.0 {
            match self.rule(rule)? {
                Some(Rule::Plain(text)) => match rules.last_mut() {
                    Some(Rule::Plain(last)) => last.push_str(&text),
                    _ => rules.push(Rule::Plain(text)),
                },
                Some(rule) => rules.push(rule),
                None => {}
            }
        }
        Ok(rules)
    }

    fn rule(&mut self, rule: &CssRule<'_>) -> Result<Option<Rule>, String> {
        let text = printed(rule)?;
        if text.contains("</") {
            return Err(format!("a rule would end its element: {text}"));
        }
        let inner = match rule {
            CssRule::Ignored => return Ok(None),
            CssRule::Media(rule) => &rule.rules,
            CssRule::Supports(rule) => &rule.rules,
            CssRule::Container(rule) => &rule.rules,
            CssRule::Style(rule) => {
                let mut selectors = Vec::new();
                for selector in &rule.selectors.0 {
                    selectors.push((printed(selector)?, self.need(selector)));
                }
                let names: Vec<&str> = selectors.iter().map(|(text, _)| text.as_str()).collect();
                // A rule that is printed in several forms stays whole.
                let body = text.strip_prefix(&names.join(",")).filter(|body| body.starts_with('{'));
                let plain = selectors.iter().all(|(_, need)| need.is_nothing());
                return Ok(Some(match body {
                    Some(body) if !plain => {
                        let body = body.to_owned();
                        Rule::Style { selectors, body }
                    }
                    _ => Rule::Plain(text),
                }));
            }
            _ => return Ok(Some(Rule::Plain(text))),
        };
        let rules = self.rules(inner)?;
        let (open, _) = text.split_once('{').ok_or("a group of rules without a brace")?;
        Ok(Some(Rule::Group { open: format!("{open}{{"), rules }))
    }

    fn need(&mut self, selector: &Selector<'_>) -> Need {
        let mut need = Need::default();
        for part in selector.iter_raw_match_order() {
            match part {
                Component::Class(name) | Component::ID(name) => self.word(name, &mut need),
                Component::LocalName(name) => {
                    let name = name.lower_name.to_string();
                    if !self.elements.contains(&name) {
                        self.words.insert(name.clone());
                        need.words.insert(name);
                    }
                }
                Component::AttributeInNoNamespaceExists { local_name, .. } => {
                    self.word(local_name, &mut need);
                }
                Component::AttributeInNoNamespace { local_name, operator, value, .. } => {
                    self.word(local_name, &mut need);
                    let is_word = !value.is_empty() && !value.contains(char::is_whitespace);
                    let whole = matches!(
                        operator,
                        AttrSelectorOperator::Equal | AttrSelectorOperator::Includes
                    );
                    if whole && is_word {
                        self.word(value, &mut need);
                    }
                }
                // views.js lays out what is printed, with this class, except for the scroll view.
                Component::Negation(list) if matches!(list.first(), Some(not) if is_class(not, "print-pdf")) =>
                {
                    self.word("reveal-scroll", &mut need);
                }
                Component::Is(list)
                | Component::Where(list)
                | Component::Any(_, list)
                | Component::Has(list) => {
                    let alternatives: Vec<Need> =
                        list.iter().map(|selector| self.need(selector)).collect();
                    self.any(alternatives, &mut need);
                }
                _ => {}
            }
        }
        need
    }

    fn any(&mut self, alternatives: Vec<Need>, need: &mut Need) {
        if !alternatives.iter().any(Need::is_nothing) {
            need.any.push(alternatives);
        }
    }

    fn word(&mut self, word: &str, need: &mut Need) {
        let word = word.to_ascii_lowercase();
        if let Some((_, because)) = BECAUSE.iter().find(|(class, _)| *class == word) {
            let alternatives = because.iter().map(|word| {
                self.words.insert((*word).to_owned());
                Need { words: BTreeSet::from([(*word).to_owned()]), any: Vec::new() }
            });
            need.any.push(alternatives.collect());
        } else if !self.there.contains(&word) {
            self.words.insert(word.clone());
            need.words.insert(word);
        }
    }
}

fn is_class(selector: &Selector<'_>, wanted: &str) -> bool {
    selector
        .iter_raw_match_order()
        .all(|part| matches!(part, Component::Class(name) if **name == *wanted))
}

fn printed(value: &impl ToCss) -> Result<String, String> {
    value
        .to_css_string(PrinterOptions { minify: true, ..PrinterOptions::default() })
        .map_err(|e| format!("a rule cannot be written: {e}"))
}

fn rules_code(rules: &[Rule], words: &[&String]) -> String {
    let mut code = "&[".to_owned();
    for rule in rules {
        match rule {
            Rule::Plain(text) => {
                let _ = write!(code, "SheetRule::Plain({text:?}), ");
            }
            Rule::Group { open, rules } => {
                let rules = rules_code(rules, words);
                let _ = write!(code, "SheetRule::Group({open:?}, {rules}), ");
            }
            Rule::Style { selectors, body } => {
                code += "SheetRule::Style(&[";
                for (text, need) in selectors {
                    let _ = write!(code, "({text:?}, {}), ", need_code(need, words));
                }
                let _ = write!(code, "], {body:?}), ");
            }
        }
    }
    code + "]"
}

fn need_code(need: &Need, words: &[&String]) -> String {
    let numbers: Vec<usize> =
        need.words.iter().filter_map(|word| words.binary_search(&word).ok()).collect();
    let any: String = need
        .any
        .iter()
        .map(|list| {
            let list: String = list.iter().map(|need| need_code(need, words) + ", ").collect();
            format!("&[{list}], ")
        })
        .collect();
    format!("Need {{ words: &{numbers:?}, any: &[{any}] }}")
}
