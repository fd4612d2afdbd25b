//! `tests/sheet` and `build --sheet`: a whole deck at one look; `tests/looks` measures it.

use std::fs;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::project::{Project, repository, skipped};

#[test]
fn a_sheet_shows_every_slide() {
    if Command::new("node").arg("--version").output().is_err() {
        skipped("there is no Node.js");
        return;
    }
    let project = Project::new().file("deck.md", "# One\n\n---\n\n# Two\n\n----\n\n# Three\n");
    let mut command = Command::new("node");
    command.arg(repository().join("tests/sheet")).arg(project.build("deck.md"));
    command.arg(project.path("sheet.png")).args(["--columns=2", "--width=320"]);
    let outcome = command.output().expect("node starts");
    assert!(outcome.status.success(), "{outcome:?}");
    let sheet = fs::read(project.path("sheet.png")).expect("a picture");
    let number =
        |at: usize| u32::from_be_bytes([sheet[at], sheet[at + 1], sheet[at + 2], sheet[at + 3]]);
    // Two columns and two rows of 320×180, with captions and gaps: so says the picture's header.
    assert_eq!(&sheet[12..16], b"IHDR");
    assert_eq!(number(16), 8 + 320 + 8 + 320 + 8);
    assert!((2 * 180..2 * 180 + 120).contains(&number(20)), "{}", number(20));
}

#[test]
fn looks_tells_what_is_wrong_with_a_slide() {
    if Command::new("node").arg("--version").output().is_err() {
        skipped("there is no Node.js");
        return;
    }
    let deck = "## Fine\n\n- one\n- two\n- three\n\n---\n\n\
                ## Pale\n\n<p style=\"color: #ddd\">hard to read</p>\n\n---\n\n\
                ## Long\n\n- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n- 8\n\n---\n\n\
                ## Tiny\n\n<p style=\"font-size: 12px\">small print</p>\n";
    let project = Project::new().file("deck.md", format!("---\nkind: slides\n---\n{deck}"));
    let mut command = Command::new("node");
    command.arg(repository().join("tests/looks")).arg(project.build("deck.md"));
    let outcome = command.output().expect("node starts");
    let found = String::from_utf8_lossy(&outcome.stdout);
    assert_eq!(outcome.status.code(), Some(1), "{outcome:?}");
    for problem in ["#pale: contrast: “hard to read” has 1.", "#long: items: 8", "#tiny: small: "]
    {
        assert!(found.contains(problem), "{problem} is missing:\n{found}");
    }
    assert!(!found.contains("#fine"), "{found}");
    assert!(found.contains("titles 0 · content 0 · footer 0"), "{found}");
}

/// Everything that can stand on a picture, on one that is dark and light in turn.
const ON_A_PICTURE: &str = r#"---
kind: slides
title: On a picture
---
## Nested <!-- .slide: data-background-image="stripes.svg" -->

<div><div><p>Text in a div in a div</p><span>and in a span</span></div></div>

- item <strong>strong</strong>
  - nested `code`

> a quote

---
## Columns <!-- .slide: data-background-image="stripes.svg" -->

::::columns
:::column
Left

- one
:::
:::column
Right **text**

| a | b |
|---|---|
| 1 | 2 |
:::
::::

:::warning
Mind this `thing`
:::

---
## Code <!-- .slide: data-background-image="stripes.svg" -->

```rust
let answer = ask("x"); // comment
```

| a | b |
|---|---|
| 1 | 2 |

text[^1]

[^1]: a note

---
# A title <!-- .slide: data-background-image="stripes.svg" -->

and words below

---
<!-- .slide: data-background-image="stripes.svg" -->

### Small

<details open><summary>More</summary>inner text</details>

<figure><figcaption>A caption</figcaption></figure>

1. numbered

---
<!-- .slide: data-background-image="stripes.svg" class="numbers" -->

## Numbers

- **12** things *as stated*
- **13** more

---
<!-- .slide: data-background-image="stripes.svg" class="title" -->

# The incident

what it was

- 2024-03-01
- SEV-1 <!-- .element: class="severity" -->
"#;

#[test]
fn text_is_readable_on_every_picture() {
    if Command::new("node").arg("--version").output().is_err() {
        skipped("there is no Node.js");
        return;
    }
    let bars: String = (0..32)
        .map(|x| format!("<rect x='{}' width='20' height='720' fill='#000'/>", 40 * x))
        .collect();
    let stripes = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='1280' height='720'>\
         <rect width='1280' height='720' fill='#fff'/>{bars}</svg>"
    );
    let project = Project::new().file("stripes.svg", stripes).file("deck.md", ON_A_PICTURE);
    let mut command = Command::new("node");
    command.arg(repository().join("tests/looks"));
    for theme in ["default", "night", "contrast", "paper"] {
        let out = format!("{theme}.html");
        project.whydeck(["build", "deck.md", "--theme", theme, "-o", &out]).exits(0);
        command.arg(project.path(&out));
    }
    let outcome = command.output().expect("node starts");
    let found = String::from_utf8_lossy(&outcome.stdout);
    assert!(found.contains("4 decks, 28 slides") && found.contains("contrast 0"), "{found}");
}

/// Three slides, each in a colour of its own; the last stands below the second.
const COLOURS: &str = "\
# One <!-- .slide: data-background=\"#c00000\" -->

---

# Two <!-- .slide: data-background=\"#00a000\" -->

----

# Three <!-- .slide: data-background=\"#0000c0\" -->
";

/// The width and the height of a picture, and its colours at these places.
fn colours(picture: &[u8], places: &[(u32, u32)]) -> (Value, Value) {
    let project = Project::new().file(
        "picture.html",
        format!(
            "<!doctype html><img id=it src=\"data:image/png;base64,{}\">",
            BASE64_STANDARD.encode(picture)
        ),
    );
    let page = Page::open(&project.path("picture.html"));
    let ask = format!(
        "(async () => {{
            await it.decode();
            const canvas = new OffscreenCanvas(it.naturalWidth, it.naturalHeight).getContext('2d');
            canvas.drawImage(it, 0, 0);
            return [[it.naturalWidth, it.naturalHeight],
                {places}.map(([x, y]) => [...canvas.getImageData(x, y, 1, 1).data].slice(0, 3))];
        }})()",
        places = json!(places),
    );
    let mut found = page.eval(&ask);
    (found[0].take(), found[1].take())
}

#[test]
fn build_draws_the_sheet_itself() {
    let project = Project::new().file("deck.md", COLOURS);
    let outcome = project.whydeck(["build", "deck.md", "--sheet"]).exits(0);
    assert!(outcome.stdout.contains("→ deck.png: 3 slides, "), "{}", outcome.stdout);
    assert!(!project.path("deck.html").exists(), "a deck was written, too");
    let sheet = fs::read(project.path("deck.png")).expect("a picture");
    // Three columns, each 480 pixels wide.
    let places = [14 + 40, 2 * 14 + 480 + 40, 3 * 14 + 2 * 480 + 40].map(|x| (x, 14 + 20));
    let (size, found) = colours(&sheet, &places);
    assert_eq!(size, json!([4 * 14 + 3 * 480, 2 * 14 + 270 + 30]));
    assert_eq!(found, json!([[192, 0, 0], [0, 160, 0], [0, 0, 192]]));
}

#[test]
fn a_sheet_needs_a_browser_and_a_name() {
    let project = Project::new().file("deck.md", COLOURS);
    let none = project.whydeck(["build", "deck.md", "--sheet", "--browser", "/nowhere/x"]).exits(1);
    assert!(
        none.stderr.contains("error: there is no browser /nowhere/x\nhelp: "),
        "{}",
        none.stderr
    );
    let other = project.whydeck(["build", "deck.md", "--sheet", "-o", "deck.html"]).exits(1);
    assert!(other.stderr.contains("ends with `.png`"), "{}", other.stderr);
    project.whydeck(["build", "deck.md", "--sheet", "--format", "json"]).exits(2);
    assert_eq!(
        fs::read_dir(project.path("")).expect("a folder").count(),
        1,
        "something was written"
    );
}

/// The first fenced block of a language behind a heading of a page of the docs.
fn fenced(page: &str, heading: &str, language: &str) -> String {
    let (_, section) = page.split_once(&format!("### {heading}\n")).expect("the heading");
    let (_, rest) = section.split_once(&format!("```{language}\n")).expect("a fence");
    rest.split_once("```").expect("its end").0.to_owned()
}

#[test]
fn the_theme_of_thirty_lines_looks_right() {
    if Command::new("node").arg("--version").output().is_err() {
        skipped("there is no Node.js");
        return;
    }
    let docs = fs::read_to_string(repository().join("docs/decks-and-themes.md")).expect("docs");
    let part = |language| fenced(&docs, "A theme of thirty lines", language);
    let (tokens, css) = (part("yaml"), part("css"));
    assert!(tokens.lines().count() + css.lines().count() <= 30);
    let project = Project::new().file("harbour/theme.yaml", tokens).file("harbour/theme.css", css);
    let example = repository().join("decks/examples/queue-backlog.yaml");
    let example = example.to_str().expect("a path");
    let built = project.whydeck(["build", example, "--theme", "harbour", "-o", "deck.html"]);
    assert_eq!((built.code, built.stderr.contains("warning")), (0, false), "{}", built.stderr);
    // The default's sheets stand below, and the theme's own after them.
    let html = project.read("deck.html");
    let own = html.find("inset 0 8px var(--tone)").expect("the theme's sheet");
    assert!(html.find("--wd-color-accent:#0a5468").is_some_and(|tokens| tokens < own));
    let mut looks = Command::new("node");
    looks.arg(repository().join("tests/looks")).arg(project.path("deck.html"));
    let outcome = looks.output().expect("node starts");
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stdout));
}

#[test]
fn a_theme_extends_a_built_in_one_only() {
    let project = Project::new()
        .file("deck.md", "---\nkind: slides\n---\n\n# One\n")
        .file("own/theme.yaml", "extends: nihgt\n");
    let built = project.whydeck(["build", "deck.md", "--theme", "own", "-o", "deck.html"]);
    assert_eq!(built.code, 0);
    assert!(built.stderr.contains("theme.yaml:1:10"), "{}", built.stderr);
    assert!(built.stderr.contains("expected `default`, `night`"), "{}", built.stderr);
}
