//! Completions and manual pages in one compressed text, which hardly any run opens: each file is a
//! line `NAME BYTES` and its text.

use std::fs;
use std::path::Path;

use crate::icons::compressed;

/// Where the suite writes them.
const FOLDERS: [&str; 2] = ["docs/completions", "docs/man"];

/// Writes `manuals.br`.
pub(crate) fn write(out: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        // Before the suite has written them there are none.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            let text = fs::read_to_string(&path)
                .map_err(|e| format!("cannot read {}: {e}", path.display()))?;
            files.push((name, text));
        }
    }
    files.sort();
    let text: String =
        files.iter().map(|(name, text)| format!("{name} {}\n{text}", text.len())).collect();
    let path = out.join("manuals.br");
    fs::write(&path, compressed(text.as_bytes())?)
        .map_err(|e| format!("cannot write {}: {e}", path.display()))
}
