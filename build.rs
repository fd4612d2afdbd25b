//! Brings reveal.js and the fonts of the themes into the binary.
//!
//! 1. `WHYDECK_VENDOR_DIR`, when set, names the folder that holds them.
//! 2. Else `themes/vendor/` does, when it is there (a packaged crate ships it; `themes/vendor.sh`
//!    fills it).
//! 3. Else `npm ci` installs them from the lock file into cargo's own output folder.
//!
//! Whichever folder it is, it has the layout of `node_modules`, and `vendor.rs` embeds the files
//! named in [`FILES`]. What can be done once is done here, so that no build of a deck does it: style
//! sheets are minified and cut into rules ([`sheets`]), fonts have a cut copy ([`fonts`]) and their
//! characters' widths in tables, scripts lose what no deck runs ([`scripts`]) and are hashed for the
//! content security policy. The words that documents use become tables, too ([`words`]), the
//! rules of wording are made quick to read ([`wording`]), deck
//! templates are parsed ([`templates`]), and icons ([`icons`]) and manual pages ([`manuals`]) are
//! packed.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[expect(unreachable_pub, reason = "the crate has this module, too")]
#[path = "src/fonts/file.rs"]
mod font;
#[path = "build/fonts.rs"]
mod fonts;
#[path = "build/icons.rs"]
mod icons;
#[path = "build/manuals.rs"]
mod manuals;
#[path = "build/npm.rs"]
mod npm;
#[path = "build/said.rs"]
mod said;
#[path = "build/scripts.rs"]
mod scripts;
#[path = "build/sheets.rs"]
mod sheets;
#[allow(dead_code, reason = "the crate restores what is stored here")]
#[path = "src/deck/stored.rs"]
mod stored;
#[path = "build/templates.rs"]
mod templates;
#[path = "build/word_tables.rs"]
mod word_tables;
#[path = "build/wording.rs"]
mod wording;
#[path = "build/words.rs"]
mod words;

/// What is embedded: the name of the constant, and the file below the vendor folder.
const FILES: [(&str, &str); 9] = [
    ("REVEAL_JS", "reveal.js/dist/reveal.js"),
    ("MORPH_JS", "idiomorph/dist/idiomorph.min.js"),
    ("MORPH_LICENSE", "idiomorph/LICENSE"),
    ("REVEAL_LICENSE", "reveal.js/LICENSE"),
    ("REVEAL_PACKAGE", "reveal.js/package.json"),
    ("ICON_LICENSE", "@fortawesome/fontawesome-free/LICENSE.txt"),
    ("ICON_PACKAGE", "@fortawesome/fontawesome-free/package.json"),
    ("FONT_LICENSE", "@fontsource/atkinson-hyperlegible-next/LICENSE"),
    ("FONT_PACKAGE", "@fontsource/atkinson-hyperlegible-next/package.json"),
];
/// The fonts; each is there as `woff` and as `woff2`.
const FONTS: [(&str, &str); 2] = [
    (
        "FONT_400",
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal",
    ),
    (
        "FONT_700",
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal",
    ),
];
/// More Latin letters of them, as `woff2`.
const MORE_LATIN: [(&str, &str); 2] = [
    (
        "FONT_400_MORE",
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-400-normal.woff2",
    ),
    (
        "FONT_700_MORE",
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-700-normal.woff2",
    ),
];
/// The font of formulas, whole and cut: see `themes/math/subset.py`.
const MATH_FONT: [&str; 2] =
    ["themes/math/noto-sans-math.woff2", "themes/math/noto-sans-math-core.woff2"];
/// reveal.js's notes plugin.
const NOTES: &str = "reveal.js/dist/plugin/notes.js";

/// The parts of whydeck's own script, in their order.
const RUNTIME: [&str; 4] = [
    "themes/runtime/words.js",
    "themes/runtime/fit.js",
    "themes/runtime/whydeck.js",
    "themes/runtime/views.js",
];
/// The scripts of a page that a server feeds, in the order they run.
const LIVE: [&str; 5] = [
    "themes/runtime/live-wire.js",
    "themes/runtime/live-match.js",
    "themes/runtime/live-patch.js",
    "themes/runtime/live-panel.js",
    "themes/runtime/live.js",
];
/// What the decks of a meeting run besides, in their order.
const MEETING: [&str; 3] = [
    "themes/runtime/meeting-dom.js",
    "themes/runtime/meeting-names.js",
    "themes/runtime/deck-meeting.js",
];
/// reveal.js's own style sheets, in their order.
const REVEAL_SHEETS: [&str; 2] = ["reveal.js/dist/reset.css", "reveal.js/dist/reveal.css"];
/// The style sheets of the built-in themes, in the order of `src/theme/registry.rs`.
const THEMES: [&str; 4] = [
    "themes/default/theme.css",
    "themes/night/theme.css",
    "themes/contrast/theme.css",
    "themes/paper/theme.css",
];
/// The script that searches slides, in decks of many.
const FIND: &str = "themes/runtime/find.js";
/// The script that counts minutes down, in decks with a slide that does.
const COUNTDOWN: &str = "themes/runtime/countdown.js";
/// What reveal.js says itself, in decks that are not English.
const TONGUE: &str = "themes/runtime/tongue.js";
/// The names of emoji.
const EMOJI: &str = "src/deck/signs/emoji.txt";
/// The script of a folder's index.
const INDEX: &str = "themes/runtime/index.js";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=themes/package-lock.json");
    println!("cargo::rerun-if-changed=src/fonts/file.rs");
    println!("cargo::rerun-if-changed=src/deck/stored.rs");
    println!("cargo::rerun-if-changed=build");
    let scripts =
        LIVE.into_iter().chain(RUNTIME).chain(MEETING).chain([INDEX, FIND, COUNTDOWN, TONGUE]);
    for file in scripts.chain([EMOJI]).chain(THEMES).chain(MATH_FONT) {
        println!("cargo::rerun-if-changed={file}");
    }
    println!("cargo::rerun-if-env-changed=WHYDECK_VENDOR_DIR");
    // Only an existing folder may be watched: a missing one reruns the script on every build.
    if Path::new("themes/vendor").is_dir() {
        println!("cargo::rerun-if-changed=themes/vendor");
    }
    let made = || {
        let out = PathBuf::from(required("OUT_DIR")?);
        let said = words::write(&out)?;
        wording::write(&out)?;
        templates::write(&out, &said.template_keys())
    };
    if let Err(problem) = made().and_then(|()| embed(&vendor_dir()?)) {
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
    npm::install(&root.join("themes"), &PathBuf::from(required("OUT_DIR")?).join("npm"))
}

/// Writes `vendor.rs`: one constant a file, and a clear message for a file that is not there.
fn embed(dir: &Path) -> Result<(), String> {
    let out = PathBuf::from(required("OUT_DIR")?);
    let mut code = String::new();
    for (name, file) in FILES {
        code += &include(name, &vendored(dir, file)?);
    }
    for (name, file) in FONTS {
        code += &font_code(dir, &out, name, file)?;
    }
    code += &more_latin_code(dir)?;
    code += &math_font_code()?;
    let text = |path: &Path| read(path).map(|text| String::from_utf8_lossy(&text).into_owned());
    let reveal = text(&vendored(dir, FILES[0].1)?)?;
    let mut runtime = String::new();
    for script in RUNTIME {
        runtime += &scripts::tight(&text(Path::new(script))?);
    }
    let runtime = scripts::renamed(&runtime);
    let own =
        |file: &str| text(Path::new(file)).map(|script| scripts::renamed(&scripts::tight(&script)));
    let find = own(FIND)?;
    let countdown = own(COUNTDOWN)?;
    let tongue = own(TONGUE)?;
    let moved = "reveal's notes plugin does not hold what it used to where it used to";
    let notes = scripts::notes(&text(&vendored(dir, NOTES)?)?).ok_or(moved)?;
    let speaker = scripts::speaker(&notes).ok_or(moved)?;
    for (name, file, script) in [
        ("NOTES_JS", "notes.js", &notes),
        ("RUNTIME_JS", "whydeck.js", &runtime),
        ("FIND_JS", "find.js", &find),
        ("COUNTDOWN_JS", "countdown.js", &countdown),
        ("TONGUE_JS", "tongue.js", &tongue),
    ] {
        let path = out.join(file);
        write(&path, script)?;
        code += &include(name, &path);
    }
    let morph = read(&vendored(dir, FILES[1].1)?)?;
    code += &hashes(
        &[&reveal, &runtime].map(|script| hash(script.as_bytes())).join(" "),
        &[&notes, &speaker].map(|script| hash(script.as_bytes())).join(" "),
        &hash(&morph),
    )?;
    let some = [
        ("decks that can be searched", "FIND_HASH", &find),
        ("decks that count minutes down", "COUNTDOWN_HASH", &countdown),
        ("decks that are not English", "TONGUE_HASH", &tongue),
    ];
    code += &some.map(optional_hash).concat();
    style_sheets(&out, dir, &[&reveal, &runtime])?;
    icons::write(&out, dir, &read(Path::new("themes/package-lock.json"))?)?;
    let emoji = read(Path::new(EMOJI))?;
    fs::write(out.join("emoji.br"), icons::compressed(&emoji)?)
        .map_err(|e| format!("cannot write the emoji: {e}"))?;
    manuals::write(&out)?;
    write(&out.join("vendor.rs"), &code)
}

/// A file of the vendor folder.
fn vendored(dir: &Path, file: &str) -> Result<PathBuf, String> {
    let path = dir.join(file);
    if path.is_file() {
        return Ok(path);
    }
    Err(format!("{} is missing; it should hold {file} of themes/package-lock.json", path.display()))
}

fn include(name: &str, path: &Path) -> String {
    format!("pub(crate) const {name}: &str = include_str!({path:?});\n")
}

/// What a policy allows in some decks: in which, the constant's name, the script.
fn optional_hash((what, name, script): (&str, &str, &String)) -> String {
    let hash = hash(script.as_bytes());
    format!("/// What it allows in {what}.\npub(crate) const {name}: &str = {hash:?};\n")
}

/// What a content security policy says about scripts.
fn hashes(deck: &str, speaker: &str, morph: &str) -> Result<String, String> {
    let own = |path: &str| read(Path::new(path)).map(|script| hash(&script));
    let mut live = morph.to_owned();
    for script in LIVE {
        live += &format!(" {}", own(script)?);
    }
    let mut meeting = Vec::new();
    for script in MEETING {
        meeting.push(own(script)?);
    }
    let meeting = meeting.join(" ");
    let index = own(INDEX)?;
    Ok(format!(
        "/// What `script-src` allows in every deck.\n\
         pub(crate) const SCRIPT_HASHES: &str = {deck:?};\n\
         /// What it allows where notes travel along: the notes plugin, and the script in its window.\n\
         pub(crate) const SPEAKER_HASHES: &str = {speaker:?};\n\
         /// What a served deck runs besides.\n\
         pub(crate) const LIVE_HASHES: &str = {live:?};\n\
         /// What the deck of a meeting runs besides.\n\
         pub(crate) const MEETING_HASHES: &str = {meeting:?};\n\
         /// What a folder's index runs.\n\
         pub(crate) const INDEX_HASH: &str = {index:?};\n"
    ))
}

/// A font: the bytes of the whole one and of the one that is cut, the widths of its characters, and
/// those that the cut one lacks.
fn font_code(dir: &Path, out: &Path, name: &str, file: &str) -> Result<String, String> {
    let path = vendored(dir, &format!("{file}.woff2"))?;
    let whole = read(&path)?;
    let widths = font::read(&whole).ok_or_else(|| format!("{} is no font", path.display()))?;
    let woff = vendored(dir, &format!("{file}.woff"))?;
    let cut = fonts::cut(&read(&woff)?).map_err(|e| format!("{}: {e}", woff.display()))?;
    let is_kept = |c: &char| {
        fonts::SIGNS.contains(c) || fonts::KEPT.iter().any(|(from, to)| (*from..=*to).contains(c))
    };
    let mut lost: Vec<char> =
        widths.others.iter().map(|(c, _)| *c).filter(|c| !is_kept(c)).collect();
    lost.sort_unstable();
    let cut_path = out.join(format!("{name}.woff2"));
    fs::write(&cut_path, cut).map_err(|e| format!("cannot write {}: {e}", cut_path.display()))?;
    Ok(format!(
        "pub(crate) const {name}: &[u8] = include_bytes!({path:?});\n\
         pub(crate) const {name}_CUT: &[u8] = include_bytes!({cut_path:?});\n\
         pub(crate) const {name}_LOST: &[char] = &{lost:?};\n{}",
        widths_table(name, &widths)
    ))
}

/// The fonts of more Latin letters as constants.
fn more_latin_code(dir: &Path) -> Result<String, String> {
    let mut code = String::new();
    for (name, file) in MORE_LATIN {
        let path = vendored(dir, file)?;
        code += &format!("pub(crate) const {name}: &[u8] = include_bytes!({path:?});\n");
    }
    Ok(code)
}

/// The font of formulas as constants.
fn math_font_code() -> Result<String, String> {
    let files = MATH_FONT.map(|file| fs::canonicalize(file).map_err(|e| format!("{file}: {e}")));
    let [whole_path, cut_path] = files;
    let (whole_path, cut_path) = (whole_path?, cut_path?);
    let (whole, cut) = (read(&whole_path)?, read(&cut_path)?);
    let widths = |file: &[u8]| font::read(file).ok_or("a font of formulas cannot be read");
    let all = widths(&whole)?;
    let kept = widths(&cut)?;
    let kept: std::collections::BTreeSet<char> = kept.others.iter().map(|(c, _)| *c).collect();
    let mut lost: Vec<char> =
        all.others.iter().map(|(c, _)| *c).filter(|c| !kept.contains(c)).collect();
    lost.sort_unstable();
    Ok(format!(
        "pub(crate) const MATH: &[u8] = include_bytes!({whole_path:?});\n\
         pub(crate) const MATH_CUT: &[u8] = include_bytes!({cut_path:?});\n\
         pub(crate) const MATH_LOST: &[char] = &{lost:?};\n{}",
        widths_table("MATH", &all)
    ))
}

/// Writes `sheets.rs`: reveal.js's sheet, and one for each theme.
fn style_sheets(out: &Path, dir: &Path, scripts: &[&str]) -> Result<(), String> {
    let text = |path: &Path| read(path).map(|css| String::from_utf8_lossy(&css).into_owned());
    let mut sheets = vec![String::new()];
    for file in REVEAL_SHEETS {
        sheets[0] += &text(&vendored(dir, file)?)?;
    }
    for file in THEMES {
        sheets.push(text(Path::new(file))?);
    }
    sheets::write(out, &sheets, scripts)
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

fn required(name: &str) -> Result<String, String> {
    env::var(name).map_err(|e| format!("cargo did not set {name}: {e}"))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

fn write(to: &Path, text: &str) -> Result<(), String> {
    fs::write(to, text).map_err(|e| format!("cannot write {}: {e}", to.display()))
}
