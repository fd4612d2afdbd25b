//! Makes tables of what decks and pages say themselves: `deck` of each `src/words/*.yaml`.
//!
//! 1. Its texts are fields of `crate::words::say::DeckWords`.
//! 2. `templates` is what the templates of `decks` say, by the key that `{{say "key"}}` takes.
//! 3. `pages` is what scripts and pages say, `scorecard` what the slide of that name does. Code holds
//!    the English texts; a file of another language says what each of them is there.
//!
//! What a language lacks is said in English. A text holds the same places for values as the English
//! one, `{}` or `{0}` and `{1}`, and as many forms for counts, which ` | ` divides, as its language
//! has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::words::{list, scalar, snake, write_file};

/// Where the pages are, and their scripts.
const PAGES: &str = "themes/runtime";

/// The texts of a language by their keys.
type Texts = BTreeMap<String, String>;

/// What all languages say, the first one first.
#[derive(Default)]
pub(crate) struct Said {
    /// The keys of plain texts, in the order of the first file.
    keys: Vec<String>,
    languages: Vec<Spoken>,
}

/// What one of them says.
#[derive(Default, Clone)]
struct Spoken {
    plain: Texts,
    templates: Texts,
    pages: Texts,
    scorecard: Texts,
}

impl Said {
    /// Takes up what the next file has below `deck`.
    pub(crate) fn add(&mut self, tag: &str, own: Value) -> Result<(), String> {
        let mut own: Mapping = match own {
            Value::Null => Mapping::new(),
            own => serde_yaml::from_value(own).map_err(|e| e.to_string())?,
        };
        let templates = texts(own.remove("templates"))?;
        let pages = listed(own.remove("pages"))?;
        let scorecard = listed(own.remove("scorecard"))?;
        if self.languages.is_empty() {
            self.keys = own.keys().map(scalar).collect::<Result<_, _>>()?;
        }
        let plain = texts(Some(Value::Mapping(own)))?;
        let spoken = Spoken { plain, templates, pages, scorecard };
        if let Some(first) = self.languages.first() {
            for (own, of_first) in spoken.groups().into_iter().zip(first.groups()) {
                check(tag, own, of_first)?;
            }
        }
        self.languages.push(spoken);
        Ok(())
    }

    /// The keys that templates may say.
    pub(crate) fn template_keys(&self) -> BTreeSet<String> {
        self.languages
            .first()
            .into_iter()
            .flat_map(|first| first.templates.keys().cloned())
            .collect()
    }

    /// Writes `deck.rs`.
    pub(crate) fn write(&self, out: &Path) -> Result<(), String> {
        let Some(first) = self.languages.first() else { return Ok(()) };
        let count = self.languages.len();
        let mut fields = String::new();
        for key in &self.keys {
            let _ = writeln!(fields, "    pub(crate) {}: &'static str,", snake(key));
        }
        let mut code = format!(
            "/// What decks say in a language.\npub(crate) struct DeckWords {{\n{fields}}}\n\n\
             static DECKS: [DeckWords; {count}] = [\n"
        );
        for language in &self.languages {
            code.push_str("    DeckWords {\n");
            for key in &self.keys {
                let text = language.plain.get(key).or_else(|| first.plain.get(key));
                let text = text.map_or("", String::as_str);
                let _ = writeln!(code, "        {}: {text:?},", snake(key));
            }
            code.push_str("    },\n");
        }
        code.push_str("];\n\n");
        let groups = |group: fn(&Spoken) -> &Texts| -> Vec<&Texts> {
            self.languages.iter().map(group).collect()
        };
        code += &table(["TEMPLATE_KEYS", "TEMPLATES"], &groups(|spoken| &spoken.templates));
        code += &table(["PAGE_KEYS", "PAGES"], &groups(|spoken| &spoken.pages));
        code += &pages(&first.pages)?;
        code += &table(["SCORECARD_KEYS", "SCORECARD"], &groups(|spoken| &spoken.scorecard));
        code += &self.unsaid(first);
        write_file(&out.join("deck.rs"), &code)
    }

    /// What each language says in English, for a test.
    fn unsaid(&self, first: &Spoken) -> String {
        let mut code = format!(
            "#[cfg(test)]\npub(super) static UNSAID: [&[&str]; {}] = [\n",
            self.languages.len()
        );
        for language in &self.languages {
            let groups = language.groups().into_iter().zip(first.groups());
            let missing =
                groups.flat_map(|(own, first)| first.keys().filter(|key| !own.contains_key(*key)));
            let _ = writeln!(code, "    &{:?},", missing.collect::<Vec<_>>());
        }
        code + "];\n"
    }
}

impl Spoken {
    fn groups(&self) -> [&Texts; 4] {
        [&self.plain, &self.templates, &self.pages, &self.scorecard]
    }
}

/// A mapping of keys to texts.
fn texts(value: Option<Value>) -> Result<Texts, String> {
    let value = value.unwrap_or_default();
    let mapping = match value {
        Value::Null => Mapping::new(),
        value => serde_yaml::from_value(value).map_err(|e| e.to_string())?,
    };
    mapping.iter().map(|(key, text)| Ok((scalar(key)?, scalar(text)?))).collect()
}

/// The same of texts that the code holds in English: the first file lists them.
fn listed(value: Option<Value>) -> Result<Texts, String> {
    match value {
        Some(texts @ Value::Sequence(_)) => {
            Ok(list(&texts)?.into_iter().map(|text| (text.clone(), text)).collect())
        }
        value => texts(value),
    }
}

/// The keys in their order, and for each language the texts in the same order.
fn table([keys, name]: [&str; 2], languages: &[&Texts]) -> String {
    let Some(first) = languages.first() else { return String::new() };
    let (count, length) = (languages.len(), first.len());
    let all: Vec<&String> = first.keys().collect();
    let mut code = format!("static {keys}: [&str; {length}] = {all:?};\n");
    let _ = writeln!(code, "static {name}: [[&str; {length}]; {count}] = [");
    for language in languages {
        let texts: Vec<&String> =
            first.iter().map(|(key, text)| language.get(key).unwrap_or(text)).collect();
        let _ = writeln!(code, "    {texts:?},");
    }
    code + "];\n"
}

/// What each file of the pages says, as numbers of [`Spoken::pages`]: nothing else, and all of it.
fn pages(known: &Texts) -> Result<String, String> {
    println!("cargo::rerun-if-changed={PAGES}");
    let fail = |e: &dyn std::fmt::Display| format!("cannot read {PAGES}: {e}");
    let mut files = Vec::new();
    for entry in fs::read_dir(PAGES).map_err(|e| fail(&e))? {
        files.push(entry.map_err(|e| fail(&e))?.path());
    }
    files.sort();
    let numbers: BTreeMap<&str, usize> =
        known.keys().enumerate().map(|(number, text)| (text.as_str(), number)).collect();
    let mut unsaid: BTreeSet<&str> = numbers.keys().copied().collect();
    let mut rows = Vec::new();
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let code = fs::read_to_string(&path).map_err(|e| fail(&e))?;
        let mut said = BTreeSet::new();
        for text in said_in(&code) {
            let (text, number) = numbers.get_key_value(text).ok_or_else(|| {
                format!("{} says {text:?}, which `deck.pages` does not have", path.display())
            })?;
            unsaid.remove(text);
            said.insert(*number);
        }
        if !said.is_empty() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            rows.push(format!("    ({name:?}, &{:?}),\n", said.into_iter().collect::<Vec<_>>()));
        }
    }
    if let Some(text) = unsaid.first() {
        return Err(format!("no page says {text:?} of `deck.pages`"));
    }
    Ok(format!("static SAID_BY: [(&str, &[usize]); {}] = [\n{}];\n", rows.len(), rows.concat()))
}

/// The texts that the code of a page says: `phrase('…')` in scripts, `{{say "…"}}` in HTML.
fn said_in(code: &str) -> Vec<&str> {
    let mut said = Vec::new();
    for call in ["phrase(", "phraseAround(", "{{say "] {
        for (at, _) in code.match_indices(call) {
            let rest = &code[at + call.len()..];
            let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
            said.extend(quote.and_then(|quote| rest[1..].split(quote).next()));
        }
    }
    said
}

/// Whether a language says what the first one says, with the same values.
fn check(tag: &str, own: &Texts, first: &Texts) -> Result<(), String> {
    for (key, text) in own {
        let said = first.get(key).ok_or_else(|| format!("`en.yaml` has no {key:?}"))?;
        let values = |text: &str| text.split(" | ").map(places).max().unwrap_or_default();
        if values(text) != values(said) {
            return Err(format!("{key}: its values are not those of {said:?}"));
        }
        let count = text.split(" | ").count();
        // Lengths count, but English has signs for their units.
        let may_count = said.contains(" | ") || key.starts_with("length");
        let wanted = if may_count { forms(tag) } else { 1 };
        let is_plain = count == 1 && !said.contains(" | ");
        if count != wanted && !is_plain {
            return Err(format!("{key}: {count} forms in the place of {wanted}"));
        }
    }
    Ok(())
}

/// How many values a text has places for.
fn places(text: &str) -> usize {
    let named: BTreeSet<&str> =
        ["{0}", "{1}", "{2}", "{3}"].into_iter().filter(|place| text.contains(place)).collect();
    text.matches("{}").count() + named.len()
}

/// How many forms words have for counts: see `form` of `crate::words::say`.
fn forms(tag: &str) -> usize {
    match tag {
        "pl" => 3,
        "ja" | "ko" | "zh-Hans" | "zh-Hant" => 1,
        _ => 2,
    }
}
