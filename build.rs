//! Brings reveal.js and the fonts of the themes into the binary.
//!
//! 1. `WHYDECK_VENDOR_DIR`, when set, names the folder that holds them.
//! 2. Else `themes/vendor/` does, when it is there (a packaged crate ships it; `themes/vendor.sh`
//!    fills it).
//! 3. Else `npm ci` installs them from the lock file into cargo's own output folder.
//!
//! Whichever folder it is, it has the layout of `node_modules`, and `vendor.rs` embeds the files
//! named in [`FILES`]. The widths of the fonts' characters become tables, so that a program start
//! reads no font. The words that documents use become tables, too ([`words`]). The hashes of all
//! scripts that a deck runs are worked out here, once, for its content security policy.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[expect(unreachable_pub, reason = "the crate has this module, too")]
#[path = "src/theme/metrics/file.rs"]
mod font;
#[path = "build/words.rs"]
mod words;

/// What is embedded: the name of the constant, and the file below the vendor folder.
const FILES: [(&str, &str); 12] = [
    ("REVEAL_JS", "reveal.js/dist/reveal.js"),
    ("REVEAL_CSS", "reveal.js/dist/reveal.css"),
    ("RESET_CSS", "reveal.js/dist/reset.css"),
    ("NOTES_JS", "reveal.js/dist/plugin/notes.js"),
    ("MORPH_JS", "idiomorph/dist/idiomorph.min.js"),
    ("MORPH_LICENSE", "idiomorph/LICENSE"),
    ("REVEAL_LICENSE", "reveal.js/LICENSE"),
    ("REVEAL_PACKAGE", "reveal.js/package.json"),
    (
        "FONT_400",
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2",
    ),
    (
        "FONT_700",
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff2",
    ),
    ("FONT_LICENSE", "@fontsource/atkinson-hyperlegible-next/LICENSE"),
    ("FONT_PACKAGE", "@fontsource/atkinson-hyperlegible-next/package.json"),
];

/// whydeck's own script.
const RUNTIME: &str = "themes/runtime/whydeck.js";
/// The scripts of a page that a server feeds, in the order they run.
const LIVE: [&str; 5] = [
    "themes/runtime/live-wire.js",
    "themes/runtime/live-match.js",
    "themes/runtime/live-patch.js",
    "themes/runtime/live-panel.js",
    "themes/runtime/live.js",
];
/// The script of a folder's index.
const INDEX: &str = "themes/runtime/index.js";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=themes/package-lock.json");
    println!("cargo::rerun-if-changed=src/theme/metrics/file.rs");
    for script in LIVE.into_iter().chain([RUNTIME, INDEX]) {
        println!("cargo::rerun-if-changed={script}");
    }
    println!("cargo::rerun-if-env-changed=WHYDECK_VENDOR_DIR");
    // Only an existing folder may be watched: cargo reruns the script on every build for a missing
    // one.
    if Path::new("themes/vendor").is_dir() {
        println!("cargo::rerun-if-changed=themes/vendor");
    }
    let words = || words::write(&PathBuf::from(required("OUT_DIR")?));
    if let Err(problem) = words().and_then(|()| embed(&vendor_dir()?)) {
        for line in problem.lines() {
            println!("cargo::error={line}");
        }
    }
}

/// The folder that has the files, filled by npm when nobody brought one.
fn vendor_dir() -> Result<PathBuf, String> {
    let root = PathBuf::from(required("CARGO_MANIFEST_DIR")?);
    if let Some(dir) = env::var_os("WHYDECK_VENDOR_DIR") {
        return Ok(root.join(dir));
    }
    let shipped = root.join("themes/vendor");
    if shipped.is_dir() {
        return Ok(shipped);
    }
    install(&root.join("themes"), &PathBuf::from(required("OUT_DIR")?).join("npm"))
}

/// Installs the locked packages into `to`, once for each state of the lock file.
fn install(from: &Path, to: &Path) -> Result<PathBuf, String> {
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

/// Writes `vendor.rs`: one constant a file, and a clear message for a file that is not there.
fn embed(dir: &Path) -> Result<(), String> {
    let mut code = String::new();
    for (name, file) in FILES {
        let path = dir.join(file);
        if !path.is_file() {
            return Err(format!(
                "{} is missing; it should hold {file} of themes/package-lock.json",
                path.display()
            ));
        }
        let (kind, include) = if file.ends_with(".woff2") {
            ("&[u8]", "include_bytes")
        } else {
            ("&str", "include_str")
        };
        code += &format!("pub(crate) const {name}: {kind} = {include}!({path:?});\n");
        if file.ends_with(".woff2") {
            let widths = font::read(&read(&path)?)
                .ok_or_else(|| format!("{} is no font", path.display()))?;
            code += &widths_table(name, &widths);
        }
    }
    let reveal = read(&dir.join("reveal.js/dist/reveal.js"))?;
    let notes = read(&dir.join("reveal.js/dist/plugin/notes.js"))?;
    let morph = read(&dir.join("idiomorph/dist/idiomorph.min.js"))?;
    let speaker = speaker_script(&String::from_utf8_lossy(&notes))
        .ok_or("reveal's notes plugin does not hold its speaker view's script where it used to")?;
    let own = |path: &str| read(Path::new(path));
    let deck = [&*reveal, &*notes, &*own(RUNTIME)?, speaker.as_bytes()].map(hash).join(" ");
    let mut live = hash(&morph);
    for script in LIVE {
        live += &format!(" {}", hash(&own(script)?));
    }
    code += "/// What `script-src` allows in every deck: its three scripts, and the one inside reveal's speaker view.\n";
    code += &format!("pub(crate) const SCRIPT_HASHES: &str = {deck:?};\n");
    code += &format!(
        "/// What a served deck runs besides.\npub(crate) const LIVE_HASHES: &str = {live:?};\n"
    );
    code += &format!(
        "/// What a folder's index runs.\npub(crate) const INDEX_HASH: &str = {:?};\n",
        hash(&own(INDEX)?)
    );
    let out = PathBuf::from(required("OUT_DIR")?).join("vendor.rs");
    fs::write(&out, code).map_err(|e| format!("cannot write {}: {e}", out.display()))
}

/// The widths of a font's characters as a static.
fn widths_table(name: &str, widths: &font::Widths) -> String {
    let font::Widths { ascii, others, kerning, tabular } = widths;
    format!(
        "pub(crate) static {name}_WIDTHS: super::table::Table = super::table::Table {{\n\
         ascii: &{ascii:?},\nothers: &{others:?},\nkerning: &{kerning:?},\ntabular: {tabular} }};\n"
    )
}

/// A script as a policy names it.
fn hash(script: &[u8]) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)))
}

/// The inline script of the speaker view, which the plugin holds in a template literal without
/// values.
fn speaker_script(plugin: &str) -> Option<String> {
    let (_, rest) = plugin.split_once("<script>")?;
    let (literal, _) = rest.split_once("<\\/script>").or_else(|| rest.split_once("</script>"))?;
    if literal.contains("${") {
        return None;
    }
    let mut script = String::with_capacity(literal.len());
    let mut chars = literal.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next()? {
                'n' => script.push('\n'),
                't' => script.push('\t'),
                'r' => script.push('\r'),
                other => script.push(other),
            },
            (c, false) => script.push(c),
        }
    }
    Some(script)
}

fn required(name: &str) -> Result<String, String> {
    env::var(name).map_err(|e| format!("cargo did not set {name}: {e}"))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}
