//! A team's own words, and the words that are built in.

use crate::support::project::Project;

const DOCUMENT: &str = "# Die Suche war leer

## Was die Kundschaft merkte

Ein Drittel der Suchen war leer.

## Zeitlicher Ablauf

- 2026-03-12 10:00 Die Suche ist leer (Beginn)
- 2026-03-12 10:12 Der Piepser der Wache geht
- 2026-03-12 11:00 Alles ist wieder da (behoben)

## Aufgaben

| Was | Wer kümmert sich | Stand |
|---|---|---|
| Abbilder prüfen | Ann | abgehakt |
";

const WORDS: &str = "words:
  sections: {userImpact: [Was die Kundschaft merkte]}
  phases: {detected: [\"Piepser … geht\"]}
  columns: {owner: [wer kümmert sich]}
  states: {done: [abgehakt]}
";

#[test]
fn the_words_of_a_team_are_read() {
    let project = Project::new().file("a.md", DOCUMENT);
    let without = project.whydeck(["read", "a.md"]).exits(0).stdout;
    assert!(without.contains("Was die Kundschaft merkte"), "{without}");
    let project = project.file("whydeck.yaml", WORDS);
    let model = project.whydeck(["read", "--format", "json", "a.md"]).exits(0).stdout;
    let model: serde_json::Value = serde_json::from_str(&model).expect("JSON");
    assert_eq!(model["lang"], "de");
    let model = &model["model"];
    let sections = model["sections"].as_array().expect("sections");
    assert!(sections.iter().any(|section| section["kind"] == "userImpact"), "{model}");
    let event = &model["events"][1];
    assert_eq!(event["kind"], "detected", "{event}");
    let action = &model["actionItems"][0];
    assert_eq!((&action["owner"], &action["state"]), (&"Ann".into(), &"done".into()), "{action}");
}

#[test]
fn words_that_lead_nowhere_are_told_at_their_place() {
    let words = "words:
  phasen: {detected: [x]}
  phases: {detcted: [x]}
  negations: {a: [b]}
  states: [done]
";
    let project = Project::new().file("a.md", DOCUMENT).file("whydeck.yaml", words);
    let said = project.whydeck(["read", "a.md"]).exits(0).stderr;
    for (place, message) in [
        ("whydeck.yaml:2:3", "unknown list of words `phasen`"),
        ("whydeck.yaml:3:12", "unknown meaning of `phases` `detcted`"),
        ("whydeck.yaml:4:15", "`negations` is a plain list of words"),
        ("whydeck.yaml:5:3", "`states` wants a meaning for its words"),
    ] {
        assert!(said.contains(place), "{place}\n{said}");
        assert!(said.contains(message), "{message}\n{said}");
    }
}

#[test]
fn the_words_that_are_built_in_are_listed_and_copied() {
    let project = Project::new();
    let list = project.whydeck(["words", "list"]).exits(0).stdout;
    assert!(list.starts_with("en "), "{list}");
    for line in list.lines() {
        let tag = line.split(' ').next().expect("a tag");
        project.whydeck(["words", "eject", tag]).exits(0);
        let file = project.read(&format!("{tag}.yaml"));
        let source = crate::support::project::repository().join(format!("src/words/{tag}.yaml"));
        assert_eq!(file, std::fs::read_to_string(source).expect("a file"));
    }
    let none = project.whydeck(["words", "eject", "klingon"]).exits(1).stderr;
    assert!(none.contains("klingon") && none.contains("zh-Hans"), "{none}");
}
