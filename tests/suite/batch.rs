//! `whydeck build FILE… DIR…`: many documents at once.

use std::fs;

use crate::support::browser::Page;
use crate::support::project::Project;

const SLIDES: &str = "# One\n\n---\n\n## Two\n";

fn decks() -> Project {
    Project::new()
        .file("docs/a.md", "---\ntitle: First & last\n---\n# One\n\n---\n\n## Two\n")
        .file("docs/2025/b.md", SLIDES)
        .file(
            "docs/2025/c.yaml",
            "title: Down\nsummary: It was.\ntimeline:\n- {at: 2025-02-01T10:00Z, text: x}\n",
        )
        .file("docs/README.md", "# Read me\n\nText.\n")
        .file("docs/.hidden/d.md", SLIDES)
}

#[test]
fn a_folder_becomes_a_folder_of_decks_with_an_index() {
    let project = decks();
    let outcome = project.whydeck(["build", "docs", "-o", "out"]).exits(0);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert!(
        lines[0].starts_with("docs/2025/b.md: slides → out/2025/b.html: 2 slides, "),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("docs/2025/c.yaml: postmortem → out/2025/c.html: "), "{lines:?}");
    assert!(lines[2].starts_with("docs/a.md: slides → out/a.html: 2 slides, "), "{lines:?}");
    assert!(lines[3].starts_with("3 decks"), "{lines:?}");
    assert!(lines[3].contains("; 1 other document is no deck; "), "{lines:?}");
    assert_eq!(lines[4], "out/index.html leads to all of them");
    assert!(!project.path("out/README.html").exists() && !project.path("out/.hidden").exists());
    let page = Page::open(&project.path("out/index.html"));
    assert_eq!(
        page.text("[...document.querySelectorAll('h2, a')].map(e => e.textContent).join('|')"),
        "2025|One|Down|First & last"
    );
    assert!(page.leaks().is_empty(), "{:?}", page.leaks());
    let link = page.text("document.querySelectorAll('a')[1].getAttribute('href')");
    Page::open_deck(&project.path("out").join(link), "").is_clean();
}

#[test]
fn each_deck_is_that_of_a_build_alone() {
    let project = decks();
    project.whydeck(["build", "docs", "-o", "out"]).exits(0);
    for (file, deck) in [("docs/a.md", "out/a.html"), ("docs/2025/c.yaml", "out/2025/c.html")] {
        project.whydeck(["build", file, "-o", "alone.html"]).exits(0);
        assert!(project.read(deck) == project.read("alone.html"), "{file}");
    }
}

#[test]
fn a_failure_stops_no_other_and_is_told_with_its_file() {
    let project = decks()
        .file("docs/broken.md", "---\nkind: slides\ntitle: [x\n---\n# One\n")
        .file("docs/odd.md", "---\nkind: slides\ncolour: red\n---\n# One\n");
    let outcome = project.whydeck(["build", "docs", "-o", "out", "--message-format", "short"]);
    let outcome = outcome.exits(1);
    assert!(outcome.stdout.contains("4 decks, 1 failed, "), "{}", outcome.stdout);
    let problems: Vec<&str> = outcome.stderr.lines().collect();
    assert!(problems[0].starts_with("docs/broken.md:"), "{problems:?}");
    assert!(problems.last().is_some_and(|line| line.starts_with("docs/odd.md:3:1: warning")));
    assert!(project.path("out/odd.html").exists() && !project.path("out/broken.html").exists());
}

#[test]
fn without_a_folder_decks_stand_beside_their_documents() {
    let project = decks();
    project.whydeck(["build", "docs/a.md", "docs/2025/b.md", "--format", "json"]).exits(0);
    assert!(project.path("docs/a.json").exists() && project.path("docs/2025/b.json").exists());
    assert!(!project.path("docs/index.html").exists());
}

#[test]
fn folders_beside_each_other_keep_their_names() {
    let project = Project::new().file("x/a.md", SLIDES).file("y/a.md", SLIDES).file("b.md", SLIDES);
    project.whydeck(["build", "x", "y", "b.md", "-o", "out"]).exits(0);
    for deck in ["x/a.html", "y/a.html", "b.html", "index.html"] {
        assert!(project.path("out").join(deck).exists(), "{deck}");
    }
}

#[test]
fn a_deck_called_index_keeps_its_name() {
    let project = Project::new().file("d/index.md", SLIDES).file("d/b.md", SLIDES);
    let outcome = project.whydeck(["build", "d", "-o", "out"]).exits(0);
    assert!(
        outcome.stdout.ends_with("out/decks.html leads to all of them\n"),
        "{}",
        outcome.stdout
    );
    assert!(project.read("out/index.html").contains("Reveal"));
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is() {
    let project = decks().file("docs/a.markdown", SLIDES).file("taken", "x");
    let says = |args: &[&str], words: &str| {
        let outcome = project.whydeck(args).exits(1);
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    };
    says(
        &["build", "docs", "-o", "out"],
        "docs/a.markdown and docs/a.md would both be written to out/a.html",
    );
    says(
        &["build", "docs/a.md", "docs/2025/b.md", "-o", "-"],
        "several decks do not go to one stream",
    );
    says(&["build", "docs/a.md", "-", "-o", "out"], "standard input is one document");
    says(
        &["build", "docs/2025", "-o", "taken"],
        "taken is a file; for several decks `-o` names a folder",
    );
    says(&["build", "docs/a.md", "gone.md", "-o", "out"], "cannot read gone.md");
    says(&["build", "docs/.hidden/none"], "cannot read docs/.hidden/none");
    assert_eq!(fs::read_dir(project.path("out")).map_or(0, Iterator::count), 0);
}
