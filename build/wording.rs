//! Makes the rules of wording quick to read: JSON of each `src/check/wording/*.yaml`, which takes a
//! tenth of the time.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

/// Where the files are: one for each language.
const FOLDER: &str = "src/check/wording";

/// Writes `wording.rs` into `out`: the languages with their rules.
pub(crate) fn write(out: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={FOLDER}");
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
        let wrong = |problem: String| format!("{}: {problem}", file.display());
        let text = fs::read_to_string(file).map_err(|e| wrong(e.to_string()))?;
        let rules: Value = serde_yaml::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        let json = serde_json::to_string(&rules).map_err(|e| wrong(e.to_string()))?;
        let lang = file.file_stem().unwrap_or_default().to_string_lossy();
        let made = out.join(format!("wording-{lang}.json"));
        fs::write(&made, json).map_err(|e| format!("cannot write {}: {e}", made.display()))?;
        rows += &format!("    ({lang:?}, include_str!({made:?})),\n");
    }
    let count = files.len();
    let code = format!("static BUILT_IN: [(&str, &str); {count}] = [\n{rows}];\n");
    let to = out.join("wording.rs");
    fs::write(&to, code).map_err(|e| format!("cannot write {}: {e}", to.display()))
}
