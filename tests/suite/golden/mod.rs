//! Golden tests: what the real binary makes of each document below `tests/golden/`, and of the examples.
//!
//! 1. A case is a folder: `deck.md` or `postmortem.md` or `postmortem.yaml`, what it refers to, and optional further
//!    arguments in `args.txt`, one a line.
//! 2. It is built as JSON in a temporary copy; `expected/` holds its slides, its diagnostics, and the exit code when
//!    that is not 0. The runtime is never among them.
//! 3. `WHYDECK_UPDATE=1` accepts what was made: read it before you commit it.

use std::fmt::Write as _;
use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::support::golden;
use crate::support::project::{Project, examples, repository};

const INPUTS: [&str; 3] = ["deck.md", "postmortem.md", "postmortem.yaml"];
/// Goldens of the examples, whose documents are elsewhere.
const EXAMPLES: &str = "examples";

#[test]
fn cases() {
    let mut names: Vec<String> = fs::read_dir(repository().join("tests/golden"))
        .expect("tests/golden")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != EXAMPLES)
        .collect();
    names.sort();
    assert!(names.len() > 40, "only {} cases were found", names.len());
    // All cases are run, so that one failure does not hide another.
    let failed: Vec<String> = names.iter().filter_map(|name| failure(|| case(name))).collect();
    assert!(
        failed.is_empty(),
        "{} of {} cases fail\n\n{}",
        failed.len(),
        names.len(),
        failed.join("\n")
    );
}

#[test]
fn the_examples() {
    for name in examples() {
        let project = Project::new().folder("decks/examples");
        let made = make(&project, &name, &[]);
        golden::check(&format!("{EXAMPLES}/{}", name.replace('.', "-")), made);
    }
}

fn case(name: &str) {
    let folder = golden::folder(name);
    let input = INPUTS.into_iter().find(|input| folder.join(input).is_file());
    let input = input.unwrap_or_else(|| panic!("tests/golden/{name} has none of {INPUTS:?}"));
    let args = fs::read_to_string(folder.join("args.txt")).unwrap_or_default();
    let args: Vec<&str> = args.lines().collect();
    let project = Project::new().folder(&format!("tests/golden/{name}"));
    fs::remove_dir_all(project.path("expected")).ok();
    golden::check(name, make(&project, input, &args));
}

/// The message of a panic.
fn failure(test: impl FnOnce() + std::panic::UnwindSafe) -> Option<String> {
    let panic = std::panic::catch_unwind(test).err()?;
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
}

/// What a build makes: the files of `expected/`.
fn make(project: &Project, input: &str, args: &[&str]) -> Vec<(&'static str, String)> {
    let fixed = ["build", input, "--format", "json", "-o", "made.json"];
    let outcome = project.whydeck(fixed.iter().chain(args));
    let folder = project.path("").display().to_string();
    let mut made = vec![("stderr.txt", outcome.stderr.replace(&folder, ""))];
    if outcome.code != 0 {
        made.push(("exit.txt", format!("{}\n", outcome.code)));
    }
    let json = project.path("made.json");
    if json.is_file() {
        let deck = serde_json::from_str(&project.read("made.json")).expect("JSON");
        made.push(("slides.html", page(&deck)));
    }
    made
}

/// A deck to read: one block a slide.
fn page(deck: &Value) -> String {
    let text = |of: &Value, key: &str| of[key].as_str().unwrap_or_default().to_owned();
    let mut out = format!(
        "<!-- {} ({}): \"{}\", {} -->\n",
        text(deck, "kind"),
        text(deck, "because"),
        text(deck, "title"),
        text(deck, "lang"),
    );
    for slide in deck["slides"].as_array().expect("slides") {
        let id = text(slide, "id");
        let title = text(slide, "title");
        let _ = writeln!(
            out,
            "\n<!-- {}/{} #{id} {} -->",
            slide["column"],
            slide["row"],
            title.replace('\n', "⏎")
        );
        let attributes = text(slide, "attributes");
        if !attributes.is_empty() {
            let _ = writeln!(out, "<section {attributes}>");
        }
        out.push_str(&text(slide, "html"));
        if let Some(notes) = slide["notes"].as_str() {
            let _ = writeln!(out, "<aside class=\"notes\">\n{notes}</aside>");
        }
    }
    let page = without_data(&with_assets(out, deck));
    assert!(!page.contains(['\u{FDD0}', '\u{FDD1}']), "a private token is left in:\n{page}");
    page
}

/// `asset:0` as `[asset image/png 123 bytes]`.
fn with_assets(html: String, deck: &Value) -> String {
    let assets = deck["assets"].as_array().expect("assets");
    // From the last on: `asset:1` begins the name of `asset:10`.
    assets.iter().rev().fold(html, |html, asset| {
        let name = asset["name"].as_str();
        let kind = asset["mediaType"].as_str();
        let shown = format!("[asset {} {} bytes]", kind.expect("a media type"), asset["bytes"]);
        html.replace(name.expect("a name"), &shown)
    })
}

/// Data addresses as `[data image/png 123 bytes]`, or by their words when they are SVG.
fn without_data(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("data:image/") {
        out.push_str(before);
        let end = after.find(['"', ')', ' ', '<', '\'']).unwrap_or(after.len());
        let (address, behind) = after.split_at(end);
        let (kind, content) = address.split_once(";base64,").unwrap_or((address, ""));
        let bytes = BASE64_STANDARD.decode(content).unwrap_or_default();
        let words = match String::from_utf8(bytes) {
            Ok(svg) if kind == "svg+xml" => svg_words(&svg),
            Ok(text) => format!("{} bytes", text.len()),
            Err(error) => format!("{} bytes", error.as_bytes().len()),
        };
        let _ = write!(out, "[data image/{kind} {words}]");
        rest = behind;
    }
    out + rest
}

fn svg_words(svg: &str) -> String {
    let texts = svg.split("<text").skip(1).filter_map(|part| part.split_once('>'));
    let texts: Vec<&str> = texts.filter_map(|(_, text)| text.split('<').next()).collect();
    texts.join(" | ")
}

#[test]
fn data_is_shown_by_its_words_or_its_size() {
    let svg = BASE64_STANDARD.encode("<svg><text x=\"1\">a</text><text>b &amp; c</text></svg>");
    let html = format!(
        "<img src=\"data:image/svg+xml;base64,{svg}\"> <img src=\"data:image/png;base64,AAAA\">"
    );
    assert_eq!(
        without_data(&html),
        "<img src=\"[data image/svg+xml a | b &amp; c]\"> <img src=\"[data image/png 3 bytes]\">"
    );
}

#[test]
fn a_case_that_fails_is_told_by_its_message() {
    assert_eq!(failure(|| panic!("no {}", "more")), Some("no more".to_owned()));
    assert_eq!(failure(|| ()), None);
}
