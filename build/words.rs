//! Makes static tables of the words that documents use: one `static` for each `src/words/*.yaml`.
//!
//! A key of a file is a field of `crate::words::Language`: a list is a list, a mapping gives each
//! meaning its words. `en.yaml` says which keys there are; its sections make `SectionKind`, too,
//! and
//! its `deck` is the business of `said`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_yaml::{Mapping, Value};

use super::icons::compressed;
use super::said::Said;
use super::word_tables::{Found, own_keys, setter};

/// Where the files are.
const FOLDER: &str = "src/words";
/// The file whose rows define the kinds of sections.
const FIRST: &str = "en";

/// What the keys of a mapping mean.
#[derive(Clone, Copy)]
pub(crate) enum Keys {
    /// Variants of an enum of `crate::words`.
    Enum(&'static str),
    Number,
    /// They stand for themselves.
    Text,
}

/// The mappings of a file; whatever else it holds is a list.
pub(crate) const MAPPINGS: [(&str, Keys); 43] = [
    ("lessons", Keys::Enum("LessonKind")),
    ("lessonKinds", Keys::Enum("LessonKind")),
    ("lessonSigns", Keys::Enum("LessonKind")),
    ("doubtfulLessonSigns", Keys::Enum("LessonKind")),
    ("markers", Keys::Enum("EventKind")),
    ("lesserMarkers", Keys::Enum("EventKind")),
    ("handling", Keys::Enum("EventKind")),
    ("pageStates", Keys::Enum("PageState")),
    ("phases", Keys::Enum("EventKind")),
    ("weakPhases", Keys::Enum("EventKind")),
    ("openPhases", Keys::Enum("EventKind")),
    ("wordGroups", Keys::Text),
    ("bases", Keys::Enum("Basis")),
    ("tookEnds", Keys::Enum("Measure")),
    ("tookActs", Keys::Enum("Measure")),
    ("timedActs", Keys::Enum("EventKind")),
    ("states", Keys::Enum("ActionState")),
    ("stateSentences", Keys::Enum("ActionState")),
    ("lastStates", Keys::Enum("ActionState")),
    ("stateSigns", Keys::Enum("ActionState")),
    ("datedSigns", Keys::Enum("ActionState")),
    ("decisionStates", Keys::Enum("DecisionState")),
    ("decisionSigns", Keys::Enum("DecisionState")),
    ("prioritySigns", Keys::Text),
    ("columns", Keys::Enum("Column")),
    ("fields", Keys::Enum("Column")),
    ("eventColumns", Keys::Enum("EventColumn")),
    ("labels", Keys::Enum("Label")),
    ("measures", Keys::Enum("Measure")),
    ("halvesOfDay", Keys::Enum("HalfDay")),
    ("numbers", Keys::Number),
    ("units", Keys::Number),
    ("fractions", Keys::Number),
    ("andFractions", Keys::Number),
    ("lengthForms", Keys::Number),
    ("relativeDays", Keys::Number),
    ("saidDays", Keys::Number),
    ("dayUnits", Keys::Enum("DayUnit")),
    ("shortEnds", Keys::Enum("DayUnit")),
    ("typedFields", Keys::Enum("TypedField")),
    ("zones", Keys::Text),
    ("zonePairs", Keys::Text),
    ("zonePlaces", Keys::Text),
];

/// The keys of a file with what they hold: those of [`FIRST`] are those of all.
type Shape = Vec<(String, Option<Keys>)>;

/// A section, as a row says it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) key: String,
    /// What decks call it.
    #[serde(default)]
    title: String,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    ordinary: bool,
    pub(crate) headings: Vec<String>,
}

/// Writes `words.rs` and `deck.rs` into `out`; what decks say is checked where they say it.
pub(crate) fn write(out: &Path) -> Result<Said, String> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build/words.rs");
    let mut files = files()?;
    files.sort_by_key(|file| (language(file) != FIRST, file.clone()));
    let mut code = String::new();
    let mut names = Vec::new();
    let mut shape = Shape::new();
    let mut said = Said::default();
    let mut meanings = Vec::new();
    let mut tags = Vec::new();
    let mut found = Found::default();
    let mut texts = String::new();
    for file in files {
        let tag = language(&file);
        let name = tag.to_uppercase().replace('-', "_");
        let wrong = |problem: String| format!("{}: {problem}", file.display());
        let mut keys = keys(&file).map_err(wrong)?;
        let own = keys.remove("deck").unwrap_or_default();
        said.add(&tag, own).map_err(|e| wrong(format!("deck: {e}")))?;
        if meanings.is_empty() {
            meanings = own_keys(&keys).map_err(wrong)?;
        }
        found.add(&keys).map_err(wrong)?;
        code += &table(keys, &name, &mut shape).map_err(wrong)?;
        names.push(format!("&{name}"));
        let text = fs::read_to_string(&file).map_err(|e| wrong(e.to_string()))?;
        texts += &format!("\u{1}{tag}\n{text}");
        tags.push(tag);
    }
    let count = names.len();
    let names = names.join(", ");
    code += &format!(
        "/// The languages, English first.\n\
         pub(crate) static LANGUAGES: [&Language; {count}] = [{names}];\n\
         /// Their tags.\npub(crate) static LANGUAGE_TAGS: [&str; {count}] = {tags:?};\n\n"
    );
    code += &found.tables();
    code += &setter(&meanings);
    let packed = compressed(texts.as_bytes())?;
    fs::write(out.join("words.br"), packed).map_err(|e| format!("cannot write words.br: {e}"))?;
    write_file(&out.join("words.rs"), &code)?;
    said.write(out)?;
    Ok(said)
}

pub(crate) fn write_file(to: &Path, code: &str) -> Result<(), String> {
    fs::write(to, code).map_err(|e| format!("cannot write {}: {e}", to.display()))
}

fn keys(file: &Path) -> Result<Mapping, String> {
    let text = fs::read_to_string(file).map_err(|e| e.to_string())?;
    serde_yaml::from_str(&text).map_err(|e| e.to_string())
}

fn files() -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(FOLDER).map_err(|e| format!("cannot read {FOLDER}: {e}"))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| format!("cannot read {FOLDER}: {e}"))?.path();
        if path.extension().is_some_and(|end| end == "yaml") {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(files)
}

/// `en` of `src/words/en.yaml`.
fn language(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The tables of one file. The first one says what there is.
fn table(mut keys: Mapping, name: &str, shape: &mut Shape) -> Result<String, String> {
    let sections = keys.remove("sections").ok_or("`sections` is missing")?;
    let sections: Vec<Section> =
        serde_yaml::from_value(sections).map_err(|e| format!("sections: {e}"))?;
    let mut code = String::new();
    if shape.is_empty() {
        code += &kinds(&sections)?;
        *shape = keys.keys().map(|key| scalar(key).map(shaped)).collect::<Result<_, _>>()?;
        code += &structure(shape);
    }
    let mut fields = headings(&sections);
    for (key, kind) in shape.iter() {
        let value = keys.remove(key.as_str()).unwrap_or_default();
        let table = match kind {
            // A word may be in several groups.
            Some(meanings) => mapping(*meanings, &value, key == "wordGroups"),
            None => list(&value).map(|words| literal(&words)),
        };
        let table = table.map_err(|e| format!("{key}: {e}"))?;
        let _ = writeln!(fields, "    {}: {table},", snake(key));
    }
    if let Some(unknown) = keys.keys().next() {
        return Err(format!("`{FIRST}.yaml` has no {unknown:?}"));
    }
    code += &format!("static {name}: Language = Language {{\n{fields}}};\n\n");
    Ok(code)
}

fn shaped(key: String) -> (String, Option<Keys>) {
    let keys = MAPPINGS.iter().find(|(name, _)| *name == key).map(|(_, keys)| *keys);
    (key, keys)
}

/// `Language`, with a field for each key.
fn structure(shape: &Shape) -> String {
    let mut fields = "    pub(crate) headings: Names<SectionKind>,\n    \
                      /// What decks call the sections.\n    \
                      pub(crate) titles: Names<SectionKind>,\n"
        .to_owned();
    for (key, keys) in shape {
        let kind = match keys {
            Some(Keys::Enum(of)) => format!("Names<{of}>"),
            Some(Keys::Number) => "Names<i32>".to_owned(),
            Some(Keys::Text) => "Names<&'static str>".to_owned(),
            None => "List".to_owned(),
        };
        let _ = writeln!(fields, "    pub(crate) {}: {kind},", snake(key));
    }
    format!(
        "/// The words of a language.\n\
         #[derive(Debug, Clone, Default)]\npub(crate) struct Language {{\n{fields}}}\n\n"
    )
}

/// `SectionKind`, and what a row says about each.
fn kinds(sections: &[Section]) -> Result<String, String> {
    let mut variants = String::new();
    let mut rows = String::new();
    for section in sections {
        let Section { key, title, names, subject, ordinary, .. } = section;
        let group = section.group.as_ref().ok_or_else(|| format!("{key} has no group"))?;
        let variant = pascal(key);
        let _ = writeln!(variants, "    /// {title}\n    {variant},");
        let names = if names.is_empty() { std::slice::from_ref(key) } else { names };
        let _ = writeln!(
            rows,
            "    SectionRow {{ kind: SectionKind::{variant}, key: {key:?}, title: {title:?}, \
             group: Group::{}, names: {}, subject: {:?}, ordinary: {ordinary} }},",
            pascal(group),
            literal(names),
            subject.as_ref().unwrap_or(key),
        );
    }
    Ok(format!(
        "/// What a section is about.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         pub enum SectionKind {{\n    \
         /// What stands before the first heading.\n    Preamble,\n{variants}    \
         /// None of these: the author's own.\n    Other,\n}}\n\n\
         /// The known kinds, in the order in which a deck tells them.\n\
         pub(crate) static SECTIONS: [SectionRow; {}] = [\n{rows}];\n\n",
        sections.len(),
    ))
}

fn headings(sections: &[Section]) -> String {
    let mut rows = String::new();
    let mut titles = String::new();
    for section in sections {
        if !section.title.is_empty() {
            let _ = writeln!(
                titles,
                "        (SectionKind::{}, &[{:?}]),",
                pascal(&section.key),
                section.title
            );
        }
        let _ = writeln!(
            rows,
            "        (SectionKind::{}, {}),",
            pascal(&section.key),
            literal(&section.headings)
        );
    }
    format!("    headings: &[\n{rows}    ],\n    titles: &[\n{titles}    ],\n")
}

/// A mapping of meanings to their words; unless they are `shared`, a word has one meaning.
fn mapping(keys: Keys, value: &Value, shared: bool) -> Result<String, String> {
    let none = Mapping::new();
    let meanings = match value {
        Value::Null => &none,
        Value::Mapping(meanings) => meanings,
        _ => return Err("expected a mapping".to_owned()),
    };
    let mut rows = String::new();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in meanings {
        let name = scalar(name)?;
        let words = list(value).map_err(|e| format!("{name}: {e}"))?;
        for word in &words {
            if !shared && seen.contains(word) {
                return Err(format!("{word:?} stands twice"));
            }
            seen.push(word.clone());
        }
        let meaning = match keys {
            Keys::Enum(of) => format!("{of}::{}", pascal(&name)),
            Keys::Number => name,
            Keys::Text => format!("{name:?}"),
        };
        let _ = writeln!(rows, "        ({meaning}, {}),", literal(&words));
    }
    Ok(format!("&[\n{rows}    ]"))
}

pub(crate) fn list(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Sequence(words) => words.iter().map(scalar).collect(),
        other => Ok(vec![scalar(other)?]),
    }
}

/// A word; YAML takes some for numbers.
pub(crate) fn scalar(value: &Value) -> Result<String, String> {
    match value {
        Value::String(word) => Ok(word.clone()),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(format!("{other:?} is no word: put it between quotes")),
    }
}

fn literal(words: &[String]) -> String {
    format!("&{words:?}")
}

/// `userImpact` as a variant is called.
pub(crate) fn pascal(key: &str) -> String {
    let mut letters = key.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `userImpact` as a field is called.
pub(crate) fn snake(key: &str) -> String {
    let mut name = String::new();
    for c in key.chars() {
        if c.is_uppercase() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}
