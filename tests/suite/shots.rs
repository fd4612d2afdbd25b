//! `build -o x.png --slides 2,5-7`: pictures of slides, and how the ending of a name chooses.

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::project::Project;

/// Each slide has a ground of its own.
const DECK: &str = "---
kind: slides
---
<!-- .slide: data-background=\"#c00000\" -->
# One

---

<!-- .slide: data-background=\"#00a000\" -->
# Two

----

<!-- .slide: data-background=\"#0000c0\" -->
# Three

- a <!-- .element: class=\"fragment\" -->

---

# Four
";

/// The size of a picture, and the colour of its upper edge.
fn seen(project: &Project, name: &str) -> Value {
    let picture = BASE64_STANDARD.encode(fs::read(project.path(name)).expect("a picture"));
    let page = format!("<img src=\"data:image/png;base64,{picture}\">");
    fs::write(project.path(&format!("{name}.html")), page).expect("a page");
    let page = Page::open(&project.path(&format!("{name}.html")));
    page.eval(
        "(async () => {
            const it = document.images[0];
            await it.decode();
            const canvas = new OffscreenCanvas(it.naturalWidth, it.naturalHeight).getContext('2d');
            canvas.drawImage(it, 0, 0);
            const { data } = canvas.getImageData(0, 0, it.naturalWidth, it.naturalHeight);
            const colours = new Set();
            for (let at = 0; at < data.length; at += 4 * 7) colours.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
            return [[it.naturalWidth, it.naturalHeight], [...data.slice(4 * 640, 4 * 640 + 3)], colours.size > 2];
        })()",
    )
}

#[test]
fn chosen_slides_are_pictures() {
    let project = Project::new().file("deck.md", DECK);
    let build = ["build", "deck.md", "-o", "shots.png", "--slides", "1,3-4"];
    let outcome = project.whydeck(build).exits(0);
    let names = "→ shots-01.png … shots-04.png: 3 slides, ";
    assert!(outcome.stdout.contains(names), "{}", outcome.stdout);
    assert!(!project.path("shots-02.png").exists() && !project.path("shots.png").exists());
    let size = json!([1280, 720]);
    assert_eq!(seen(&project, "shots-01.png"), json!([size, [192, 0, 0], true]));
    assert_eq!(seen(&project, "shots-03.png"), json!([size, [0, 0, 192], true]));
    assert_eq!(seen(&project, "shots-04.png")[2], json!(true), "it is blank");
}

#[test]
fn one_slide_is_one_picture_of_the_size_that_is_asked_for() {
    let project = Project::new().file("deck.md", DECK);
    let build = ["build", "deck.md", "--slides", "2.2", "--size", "1920x1080"];
    let outcome = project.whydeck(build).exits(0);
    assert!(outcome.stdout.contains("→ deck.png: 1 slide, "), "{}", outcome.stdout);
    assert_eq!(seen(&project, "deck.png"), json!([[1920, 1080], [0, 0, 192], true]));
}

#[test]
fn slides_that_are_not_there_are_said() {
    let project = Project::new().file("deck.md", DECK);
    for (list, said) in [
        ("9", "there is no slide 9: the deck has 4"),
        ("2.3", "there is no slide 2.3: stack 2 has 2"),
        ("x", "write `2`, `5-7` or `3.2`"),
        ("3-2", "goes backwards"),
        (",", "names no slide"),
    ] {
        let outcome = project.whydeck(["build", "deck.md", "--slides", list]).exits(1);
        assert!(outcome.stderr.contains(said), "{list}: {}", outcome.stderr);
    }
    let several = project.whydeck(["build", "deck.md", "--slides", "1-2", "-o", "-"]).exits(1);
    assert!(several.stderr.contains("cannot go to standard output"), "{}", several.stderr);
    assert!(!project.path("deck.png").exists());
}

#[test]
fn the_ending_chooses_the_format() {
    let project = Project::new().file("deck.md", DECK);
    project.whydeck(["build", "deck.md", "-o", "a.json"]).exits(0);
    let json: Value = serde_json::from_str(&project.read("a.json")).expect("JSON");
    assert_eq!(json["slides"].as_array().map(Vec::len), Some(4));
    let place = &json["slides"][2]["place"];
    assert_eq!([&place["line"], &place["column"]], [&json!(14), &json!(1)], "{place}");
    assert_eq!(place["file"], json!("deck.md"));
    let near = project.whydeck(["build", "deck.md", "-o", "a.htlm"]).exits(1);
    let help = "help: did you mean `.html`? it writes .html, .pdf, .png, .md and .json";
    assert!(near.stderr.contains(help), "{}", near.stderr);
    let other = project.whydeck(["build", "deck.md", "-o", "a.pptx"]).exits(1);
    assert!(other.stderr.contains("ends with no format that whydeck writes"), "{}", other.stderr);
    let lie = project.whydeck(["build", "deck.md", "--format", "json", "-o", "a.html"]).exits(1);
    assert!(lie.stderr.contains("would hold JSON under another name"), "{}", lie.stderr);
    let wrong = project.whydeck(["build", "deck.md", "--handout", "-o", "a.html"]).exits(1);
    assert!(wrong.stderr.contains("`--handout` is for PDF"), "{}", wrong.stderr);
    for name in ["a.htlm", "a.pptx", "a.html"] {
        assert!(!project.path(name).exists(), "{name}");
    }
    let files = fs::read_dir(project.path("")).expect("a folder").count();
    assert_eq!(files, 2, "something else was written");
}
