//! Makes the rules of wording quick to read: JSON of each `src/check/wording/*.yaml`, which takes a
//! tenth of the time, and a table of its words, which takes none.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_yaml::{Mapping, Value};

use lexicon::{Lexicon, Sort};

#[allow(dead_code, reason = "the crate asks for more")]
#[path = "../src/check/wording/lexicon.rs"]
mod lexicon;
#[path = "../src/words/quick.rs"]
mod quick;

/// Where the files are: one for each language.
const FOLDER: &str = "src/check/wording";

/// Writes `wording.rs` into `out`: the languages with their rules.
pub(crate) fn write(out: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=src/words/quick.rs");
    let mut files = Vec::new();
    for entry in fs::read_dir(FOLDER).map_err(|e| format!("cannot read {FOLDER}: {e}"))? {
        let path = entry.map_err(|e| format!("cannot read {FOLDER}: {e}"))?.path();
        if path.extension().is_some_and(|end| end == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    let mut rows = String::new();
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let row = language(file, out).map_err(|why| format!("{}: {why}", file.display()))?;
        rows += &row;
    }
    let count = files.len();
    let code = format!("pub(super) static BUILT_IN: [BuiltIn; {count}] = [\n{rows}];\n");
    write_file(&out.join("wording.rs"), &code)
}

fn write_file(to: &Path, text: &str) -> Result<(), String> {
    fs::write(to, text).map_err(|e| format!("cannot write {}: {e}", to.display()))
}

/// The rules of a language, as a value of Rust.
fn language(file: &Path, out: &Path) -> Result<String, String> {
    let text = fs::read_to_string(file).map_err(|e| e.to_string())?;
    let mut rules: Mapping = serde_yaml::from_str(&text).map_err(|e| e.to_string())?;
    let lists = Lists::take(&mut rules).map_err(|e| e.to_string())?;
    let lang = file.file_stem().unwrap_or_default().to_string_lossy();
    let rest = out.join(format!("wording-{lang}.json"));
    let words = out.join(format!("wording-{lang}-words.json"));
    let json = |value: &Value| serde_json::to_string(value).map_err(|e| e.to_string());
    write_file(&rest, &json(&Value::Mapping(rules))?)?;
    write_file(&words, &json(&lists.written)?)?;
    let table = table(&lists)?;
    Ok(format!(
        "    BuiltIn {{\n        lang: {lang:?},\n        rules: include_str!({rest:?}),\n        \
         words: include_str!({words:?}),\n        table: {table},\n    }},\n"
    ))
}

/// The words and verbs of rules.
struct Lists {
    /// As `WordLists` of the crate is written.
    written: Value,
    words: BTreeMap<Sort, Vec<String>>,
    verbs: Vec<Vec<String>>,
    others: Vec<String>,
}

impl Lists {
    /// Takes them out of the rules.
    fn take(rules: &mut Mapping) -> Result<Self, serde_yaml::Error> {
        let words = rules.remove("words").unwrap_or_default();
        let others = rules.remove("otherVerbs").unwrap_or_default();
        let of_rules = rules.get_mut("verbs").and_then(Value::as_sequence_mut);
        let taken = of_rules.into_iter().flatten().filter_map(Value::as_mapping_mut);
        let none = || Value::Sequence(Vec::new());
        let verbs = taken.map(|rule| rule.remove("verbs").unwrap_or_else(none)).collect();
        let verbs = Value::Sequence(verbs);
        let written = [("words", &words), ("verbs", &verbs), ("otherVerbs", &others)];
        let written = written.map(|(key, value)| (Value::from(key), value.clone()));
        Ok(Self {
            written: Value::Mapping(written.into_iter().collect()),
            words: serde_yaml::from_value(words)?,
            verbs: serde_yaml::from_value(verbs)?,
            others: serde_yaml::from_value(others)?,
        })
    }
}

/// The table of words, half of whose slots stay free.
fn table(lists: &Lists) -> Result<String, String> {
    let verbs = lists.verbs.iter().map(Vec::as_slice);
    let lexicon = Lexicon::of(&lists.words, verbs, &lists.others);
    let mut words: Vec<_> = lexicon.all().collect();
    words.sort_unstable_by_key(|(word, _)| *word);
    let mut slots = vec![0; (words.len() * 2).next_power_of_two()];
    let (mut text, mut rows) = (String::new(), String::new());
    let mut rules: Vec<u32> = Vec::new();
    for (number, (word, about)) in (1_u16..).zip(&words) {
        let start = u16::try_from(text.len()).map_err(|e| e.to_string())?;
        let first = u16::try_from(rules.len()).map_err(|e| e.to_string())?;
        let _ = writeln!(
            rows,
            "Row {{ sorts: {}, forms: {}, start: {start}, length: {}, rules: {first}, count: {} }},",
            about.sorts,
            about.forms,
            u8::try_from(word.len()).map_err(|e| e.to_string())?,
            u8::try_from(about.rules.len()).map_err(|e| e.to_string())?,
        );
        text += word;
        rules.extend(about.rules);
        let mut at = quick::slot(word, slots.len());
        while slots[at] != 0 {
            at = (at + 1) % slots.len();
        }
        slots[at] = number;
    }
    Ok(format!("Table {{ slots: &{slots:?}, rows: &[{rows}], text: {text:?}, rules: &{rules:?} }}"))
}
