//! The files in `docs/schema` are current, and the reader knows what they describe.

use schemars::schema_for;

use super::{FrontMatter, Postmortem};

fn file(schema: &schemars::Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("JSON");
    text.push('\n');
    text
}

#[test]
fn the_schemas_in_docs_are_current() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    let update = std::env::var_os("WHYDECK_UPDATE").is_some_and(|value| value == "1");
    for (name, schema) in [
        ("front-matter.json", schema_for!(FrontMatter)),
        ("postmortem.json", schema_for!(Postmortem)),
    ] {
        let path = folder.join(name);
        let made = file(&schema);
        if update {
            std::fs::write(&path, &made).expect("a written file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == made,
            "docs/schema/{name} is old: WHYDECK_UPDATE=1 cargo test schemas writes it anew"
        );
    }
}

#[test]
fn the_reader_knows_every_key_of_the_schema() {
    let schema = schema_for!(Postmortem);
    let keys: Vec<&String> =
        schema.get("properties").and_then(|keys| keys.as_object()).expect("keys").keys().collect();
    assert!(keys.len() > 30, "{keys:?}");
    let text: String = keys.iter().map(|key| format!("{key}: ~\n")).collect();
    let mut sources = crate::source::Sources::default();
    let id = sources.add("a.yaml", None, text);
    let arena = comrak::Arena::new();
    let mut diagnostics = Vec::new();
    crate::postmortem::yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    assert_eq!(diagnostics, []);
}
