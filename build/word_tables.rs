//! Tables over the words of all languages, laid out when whydeck is built: which heading is known
//! in which language, which small words a language has, and how a team's own words are put in.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_yaml::{Mapping, Value};

use super::words::{Keys, MAPPINGS, Section, list, pascal, scalar, snake};

/// The language, and the place among its meanings: sections, then parts of the lessons.
type Places = Vec<(usize, usize)>;

/// What is found by the word, whatever the language.
#[derive(Default)]
pub(crate) struct Found {
    languages: usize,
    whole: BTreeMap<String, Places>,
    beginnings: BTreeMap<String, Places>,
    /// The small words, with a bit for each language.
    common: BTreeMap<String, u16>,
}

impl Found {
    /// Takes up the words of the next language.
    pub(crate) fn add(&mut self, keys: &Mapping) -> Result<(), String> {
        let language = self.languages;
        self.languages += 1;
        let sections: Vec<Section> =
            serde_yaml::from_value(keys.get("sections").cloned().unwrap_or_default())
                .map_err(|e| format!("sections: {e}"))?;
        let parts = keys.get("lessons").and_then(Value::as_mapping).cloned().unwrap_or_default();
        let parts: Vec<Vec<String>> = parts.values().map(list).collect::<Result<_, _>>()?;
        let lists = sections.into_iter().map(|section| section.headings).chain(parts);
        for (place, words) in lists.enumerate() {
            for word in words {
                let (map, word) = match word.strip_suffix('…') {
                    Some(beginning) => (&mut self.beginnings, beginning.to_owned()),
                    None => (&mut self.whole, word),
                };
                map.entry(word).or_default().push((language, place));
            }
        }
        for word in list(keys.get("common").unwrap_or(&Value::Null))? {
            *self.common.entry(word).or_default() |= 1 << language;
        }
        Ok(())
    }

    /// The tables, in the order of their words.
    pub(crate) fn tables(&self) -> String {
        let mut code = String::new();
        for (name, words) in
            [("HEADING_WORDS", &self.whole), ("HEADING_BEGINNINGS", &self.beginnings)]
        {
            let rows: String = words
                .iter()
                .map(|(word, places)| format!("    ({word:?}, &{places:?}),\n"))
                .collect();
            let _ = write!(
                code,
                "/// Each with its languages, and its place among the meanings of each.\n\
                 static {name}: [(&str, &[(u8, u16)]); {}] = [\n{rows}];\n\n",
                words.len()
            );
        }
        let rows: String =
            self.common.iter().map(|(word, bits)| format!("    ({word:?}, {bits}),\n")).collect();
        let _ = write!(
            code,
            "/// Small words, with a bit for each language that has them.\n\
             static COMMON_WORDS: [(&str, u16); {}] = [\n{rows}];\n\n",
            self.common.len()
        );
        code
    }
}

/// What a team may say in words of its own: each key with its meanings; none for a list.
pub(crate) fn own_keys(keys: &Mapping) -> Result<Vec<(String, Vec<String>)>, String> {
    let meanings = |value: &Value| match value {
        Value::Mapping(meanings) => meanings.keys().map(scalar).collect(),
        _ => Ok(Vec::new()),
    };
    keys.iter()
        .filter(|(key, _)| key.as_str() != Some("sections"))
        .map(|(key, value)| Ok((scalar(key)?, meanings(value)?)))
        .collect()
}

/// `WORD_KEYS`, and `Language::put`, which adds words to one of them.
pub(crate) fn setter(keys: &[(String, Vec<String>)]) -> String {
    let mut known = String::new();
    let mut arms = String::new();
    for (key, meanings) in keys {
        let field = snake(key);
        let of = MAPPINGS.iter().find(|(name, _)| name == key).map(|(_, of)| *of);
        let Some(of) = of else {
            let _ = writeln!(known, "    ({key:?}, None),");
            let _ = writeln!(arms, "            ({key:?}, _) => join(&mut self.{field}, words),");
            continue;
        };
        let _ = writeln!(known, "    ({key:?}, Some(&{meanings:?})),");
        for meaning in meanings {
            let value = match of {
                Keys::Enum(of) => format!("{of}::{}", pascal(meaning)),
                Keys::Number => meaning.clone(),
                Keys::Text => format!("{meaning:?}"),
            };
            let _ = writeln!(
                arms,
                "            ({key:?}, {meaning:?}) => add(&mut self.{field}, {value}, words),"
            );
        }
    }
    format!(
        "/// The keys of a language's file, each with its meanings; a list has none.\n\
         pub(crate) static WORD_KEYS: [(&str, Option<&[&str]>); {}] = [\n{known}];\n\n\
         impl Language {{\n    \
         /// Adds words to a list, or to a meaning. What is in neither is not added.\n    \
         pub(crate) fn put(&mut self, key: &str, meaning: &str, words: List) {{\n        \
         match (key, meaning) {{\n{arms}            _ => {{}}\n        }}\n    }}\n}}\n",
        keys.len()
    )
}
