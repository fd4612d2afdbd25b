//! Brings the packages of `themes/package-lock.json` from npm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::read;

/// Installs the locked packages into `to`, once for each state of the lock file.
pub(crate) fn install(from: &Path, to: &Path) -> Result<PathBuf, String> {
    let lock = read(&from.join("package-lock.json"))?;
    let stamp = to.join("installed-lock.json");
    let modules = to.join("node_modules");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules);
    }
    fs::create_dir_all(to).map_err(|e| format!("cannot create {}: {e}", to.display()))?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(from.join(name), to.join(name))
            .map_err(|e| format!("cannot copy themes/{name}: {e}"))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(to)
        .output()
        .map_err(|e| {
            format!(
                "whydeck embeds reveal.js and its fonts, which come from npm, and `npm` did not start: {e}\n\
                 install Node.js with npm and build again, or set WHYDECK_VENDOR_DIR to a folder laid out\n\
                 like node_modules that holds the packages of themes/package-lock.json"
            )
        })?;
    if !output.status.success() {
        return Err(format!(
            "`npm ci` could not install the packages of themes/package-lock.json ({}):\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    fs::write(&stamp, lock).map_err(|e| format!("cannot write {}: {e}", stamp.display()))?;
    Ok(modules)
}
