//! The file of each language is complete: it has every key of `en.yaml`, every section, every meaning,
//! and each word is written as matching folds it. All that is missing is told at once.

use std::fs;
use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::LANGUAGE_TAGS;

/// What may be empty: signs, names and abbreviations that English has for all, and forms that not every
/// language knows.
const MAY_BE_EMPTY: [&str; 52] = [
    "aboutEndings",
    "adjectives",
    "adverbEndings",
    "agoWords",
    "aheadEnds",
    "articles",
    "byWords",
    "chatApps",
    "datedSigns",
    "dayJoints",
    "decisionJoints",
    "decisionSigns",
    "doubtfulLessonSigns",
    "dueEnds",
    "dueIdioms",
    "halvesOfDay",
    "headingCounters",
    "headingTails",
    "idKinds",
    "labelSigns",
    "lessonSigns",
    "lengthForms",
    "localAlone",
    "mailDate",
    "mailFields",
    "mailSender",
    "mailSubject",
    "ofMonth",
    "openZoneColumns",
    "openZones",
    "ordinals",
    "otherwise",
    "pastEndings",
    "periodNames",
    "pluperfects",
    "prepositions",
    "priorityLetters",
    "prioritySigns",
    "quarters",
    "shortEnds",
    "shortMonths",
    "stateNouns",
    "stateSigns",
    "stateTails",
    "taskStates",
    "thisWords",
    "zoneNouns",
    "zonePairs",
    "zonePlaces",
    "zones",
    "zonesInText",
    "yearWords",
];
/// The same for languages that put such words behind, or have no blanks.
const MAY_STAND_BEHIND: [&str; 20] = [
    "actionHeadingTails",
    "aheadWords",
    "askingVerbs",
    "dayLeadIns",
    "dayNumbers",
    "fillers",
    "fractions",
    "hourWords",
    "lastedOpenings",
    "lastedVerbs",
    "leadIns",
    "nextWeekEnds",
    "periodEnds",
    "rangeAnds",
    "timeLeadIns",
    "timedSigns",
    "tookOpenings",
    "tookSigns",
    "unnoticedSigns",
    "windowOpenings",
];
const WITHOUT_BLANKS: [&str; 4] = ["ja", "ko", "zh-Hans", "zh-Hant"];
/// The mappings of which a language need not have each meaning: it counts in its own words, and signs
/// are those of English.
const OWN_MEANINGS: [&str; 19] = [
    "andFractions",
    "datedSigns",
    "decisionSigns",
    "doubtfulLessonSigns",
    "eventColumns",
    "fractions",
    "lastStates",
    "lengthForms",
    "lesserMarkers",
    "lessonSigns",
    "numbers",
    "prioritySigns",
    "relativeDays",
    "shortEnds",
    "stateSigns",
    "wordGroups",
    "zonePairs",
    "zonePlaces",
    "zones",
];
/// What is said, not matched; and what is matched as it is written.
const NOT_FOLDED: [&str; 12] = [
    "chatApps",
    "deck",
    "idKinds",
    "lastStates",
    "name",
    "openZones",
    "sections",
    "zonePairs",
    "zonePlaces",
    "zones",
    "zonesInText",
    "stateSigns",
];

fn file(tag: &str) -> Mapping {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/words/{tag}.yaml"));
    let text = fs::read_to_string(path).expect("a file of words");
    serde_yaml::from_str(&text).expect("YAML")
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Sequence(words) => words.is_empty(),
        Value::Mapping(meanings) => meanings.is_empty(),
        _ => false,
    }
}

/// The words of a list or a mapping.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(all) => all.iter().flat_map(words).collect(),
        Value::Mapping(all) => all.values().flat_map(words).collect(),
        Value::String(word) => vec![word.clone()],
        _ => Vec::new(),
    }
}

/// The sections that have a heading and a title.
fn sections(file: &Mapping) -> Vec<String> {
    let rows = file.get("sections").and_then(Value::as_sequence).cloned().unwrap_or_default();
    let has = |row: &Value, key| row.get(key).is_some_and(|value| !is_empty(value));
    let whole = rows.iter().filter(|row| has(row, "title") && has(row, "headings"));
    whole.filter_map(|row| Some(row.get("key")?.as_str()?.to_owned())).collect()
}

/// What a file lacks of another one.
fn lacks(tag: &str, own: &Mapping, english: &Mapping) -> Vec<String> {
    let mut lacks = Vec::new();
    for (key, value) in english.iter().filter_map(|(key, value)| Some((key.as_str()?, value))) {
        let Some(said) = own.get(key) else {
            lacks.push(format!("{tag}: {key}"));
            continue;
        };
        let stands_behind = MAY_STAND_BEHIND.contains(&key);
        let may_be_empty = MAY_BE_EMPTY.contains(&key)
            || is_empty(value)
            || stands_behind && WITHOUT_BLANKS.contains(&tag);
        if is_empty(said) && !may_be_empty {
            lacks.push(format!("{tag}: {key} is empty"));
        }
        let own_meanings = OWN_MEANINGS.contains(&key) || key == "deck" || is_empty(said);
        if let (Some(said), Some(wanted), false) =
            (said.as_mapping(), value.as_mapping(), own_meanings)
        {
            let missing = wanted.iter().filter(|(meaning, words)| {
                !is_empty(words) && said.get(*meaning).is_none_or(is_empty)
            });
            lacks.extend(missing.map(|(meaning, _)| format!("{tag}: {key}: {meaning:?}")));
        }
    }
    let known = sections(own);
    let missing = sections(english).into_iter().filter(|key| !known.contains(key));
    lacks.extend(missing.map(|key| format!("{tag}: sections: {key}")));
    lacks
}

/// Words that can never match, since texts are folded; and groups that no pattern names, or that a
/// pattern names and nobody fills.
fn lost(tag: &str, own: &Mapping) -> Vec<String> {
    let mut lost = Vec::new();
    for (key, value) in own.iter().filter_map(|(key, value)| Some((key.as_str()?, value))) {
        let is_folded = |word: &String| {
            NOT_FOLDED.contains(&key) || word.to_lowercase() == *word && !word.contains(['’', '‘'])
        };
        let wrong = words(value).into_iter().filter(|word| !is_folded(word));
        lost.extend(wrong.map(|word| format!("{tag}: {key}: {word:?} is not folded")));
    }
    let patterns: Vec<String> = ["phases", "weakPhases", "openPhases"]
        .into_iter()
        .filter_map(|key| own.get(key))
        .flat_map(words)
        .collect();
    let named: Vec<&str> = patterns
        .iter()
        .flat_map(|pattern| pattern.split_whitespace())
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .collect();
    let groups = own.get("wordGroups").and_then(Value::as_mapping).cloned().unwrap_or_default();
    let filled = |name: &str| groups.get(name).is_some_and(|words| !is_empty(words));
    let unfilled = named.iter().filter(|name| !filled(name));
    lost.extend(unfilled.map(|name| format!("{tag}: wordGroups: {name} has no words")));
    let idle = groups.keys().filter_map(Value::as_str).filter(|name| !named.contains(name));
    lost.extend(idle.map(|name| format!("{tag}: wordGroups: no pattern names {name}")));
    lost
}

#[test]
fn every_file_is_complete() {
    let english = file("en");
    let mut problems = Vec::new();
    for tag in LANGUAGE_TAGS {
        let own = file(tag);
        problems.extend(lacks(tag, &own, &english));
        problems.extend(lost(tag, &own));
    }
    problems.dedup();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn what_is_missing_is_told() {
    let english: Mapping =
        serde_yaml::from_str("common: [a]\nunits: {1: [s], 60: [min]}\nsections: []")
            .expect("YAML");
    let own: Mapping = serde_yaml::from_str("common: []\nunits: {1: [Sek]}").expect("YAML");
    let lacks = lacks("xx", &own, &english).join("; ");
    assert_eq!(lacks, "xx: common is empty; xx: units: Number(60); xx: sections");
    assert_eq!(lost("xx", &own), ["xx: units: \"Sek\" is not folded"]);
}
