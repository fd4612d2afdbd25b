//! The icons of Font Awesome Free in one compressed text, which decks without icons never open.
//!
//! Its lines are `v VERSION`; `s NAME WIDTH HEIGHT PATH` for a solid icon and `r …` for a regular
//! one; `a OLD STYLE NAME` for an old name. Brands are trademarks, and are left out.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;

const PACKAGE: &str = "@fortawesome/fontawesome-free";

/// Writes `icons.br`, unless it is there for this lock file.
pub(crate) fn write(out: &Path, dir: &Path, lock: &[u8]) -> Result<(), String> {
    let (packed, stamp) = (out.join("icons.br"), out.join("icons.lock"));
    if packed.is_file() && fs::read(&stamp).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let folder = dir.join(PACKAGE);
    let text = lines(&folder)?;
    let bytes = compressed(text.as_bytes())?;
    for (path, bytes) in [(&packed, bytes.as_slice()), (&stamp, lock)] {
        fs::write(path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    }
    Ok(())
}

/// Bytes as small as they get.
pub(crate) fn compressed(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22)
        .write_all(bytes)
        .map_err(|e| format!("cannot compress: {e}"))?;
    Ok(out)
}

fn lines(folder: &Path) -> Result<String, String> {
    let text = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))
    };
    let json = |name: &str| {
        serde_json::from_str::<Value>(&text(name)?).map_err(|e| format!("{name} of {PACKAGE}: {e}"))
    };
    let version = json("package.json")?["version"].as_str().unwrap_or_default().to_owned();
    let mut out = format!("v {version}\n");
    for (letter, style) in [("s", "solid"), ("r", "regular")] {
        let path = folder.join("svgs").join(style);
        let entries =
            fs::read_dir(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| {
                Some(entry.ok()?.file_name().to_str()?.strip_suffix(".svg")?.to_owned())
            })
            .collect();
        names.sort();
        for name in names {
            let svg = text(&format!("svgs/{style}/{name}.svg"))?;
            let drawn =
                drawing(&svg).ok_or_else(|| format!("{name}.svg is no icon of one path"))?;
            let _ = writeln!(out, "{letter} {name} {drawn}");
        }
    }
    let families = json("metadata/icon-families.json")?;
    for (name, about) in families.as_object().into_iter().flatten() {
        let aliases = about["aliases"]["names"].as_array().into_iter().flatten();
        for alias in aliases.filter_map(Value::as_str) {
            let _ = writeln!(out, "a {alias} s {name}");
        }
    }
    let shims: Value = serde_yaml::from_str(&text("metadata/shims.yml")?)
        .map_err(|e| format!("shims.yml of {PACKAGE}: {e}"))?;
    for (old, about) in shims.as_object().into_iter().flatten() {
        let name = about["name"].as_str().unwrap_or(old);
        match about["prefix"].as_str() {
            Some("fab") => {}
            Some("far") => _ = writeln!(out, "a {old} r {name}"),
            _ => _ = writeln!(out, "a {old} s {name}"),
        }
    }
    Ok(out)
}

/// Width, height and path of an icon.
fn drawing(svg: &str) -> Option<String> {
    let between = |before: &str| {
        let (_, rest) = svg.split_once(before)?;
        rest.split_once('"').map(|(found, _)| found)
    };
    let size = between("viewBox=\"0 0 ")?;
    let path = between(" d=\"")?;
    (svg.matches("<path").count() == 1).then(|| format!("{size} {path}"))
}
