//! What a deck is built again for: everything that its last build read, or looked for and did not
//! find.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::support::project::Project;
use crate::support::watching::Watching;

const POSTMORTEM: &str = "# Outage\n\n## Summary\n\nIt was out.\n\n## Action items\n\n- mend it\n";

fn svg(width: u32) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'/>")
}

/// An image as it stands in a deck.
fn embedded(width: u32) -> String {
    BASE64_STANDARD.encode(svg(width))
}

#[test]
fn images_replaced_removed_and_restored() {
    let make =
        || Project::new().file("deck.md", "# A\n\n![](img/a.svg)\n").file("img/a.svg", svg(10));
    Watching::in_both_modes(make, &[], |watching| {
        watching.shows(&embedded(10));
        watching.replace("img/a.svg", svg(11));
        watching.shows(&embedded(11));
        watching.write("img/a.svg", svg(12));
        watching.shows(&embedded(12));
        for width in [13, 14] {
            watching.remove("img");
            watching.running.wait_for("cannot embed `img/a.svg`: there is no such file");
            watching.write("img/a.svg", svg(width));
            watching.shows(&embedded(width));
        }
        // A folder in the place of another.
        watching.write("next/a.svg", svg(15));
        watching.rename("img", "old");
        watching.rename("next", "img");
        watching.shows(&embedded(15));
        watching.prints_nothing(|watching| watching.write("old/a.svg", svg(16)));
    });
}

#[test]
fn an_image_that_was_missing_appears() {
    let make = || Project::new().file("deck.md", "# A\n\n![](a.svg) ![](x/y/b.svg?v=1)\n");
    Watching::in_both_modes(make, &[], |watching| {
        watching.write("a.svg", svg(10));
        watching.shows(&embedded(10));
        watching.write("x/y/b.svg", svg(11));
        watching.shows(&embedded(11));
        watching.write("x/y/b.svg?v=1", svg(12));
        watching.running.wait_for("→ deck.html");
    });
}

#[test]
fn style_sheets_and_what_they_name() {
    let make = || {
        let project = Project::new().file("deck.md", "---\ncss: [a.css, none.css]\n---\n# A\n");
        project.file("a.css", ".one{background:url(i/a.svg)}")
    };
    Watching::in_both_modes(make, &[], |watching| {
        watching.shows(".one{");
        watching.write("i/a.svg", svg(10));
        watching.shows(&embedded(10));
        watching.replace("a.css", ".two{background:url(i/a.svg)}");
        watching.shows(".two{");
        watching.write("none.css", ".three{}");
        watching.shows(".three{}");
    });
}

#[test]
fn a_theme_file_by_file() {
    let make = || {
        Project::new().file("deck.md", "# A\n").file("mine/theme.yaml", "name: mine\nradius: 7\n")
    };
    Watching::in_both_modes(make, &["--theme", "mine"], |watching| {
        watching.shows("--wd-radius:7px");
        watching.replace("mine/theme.yaml", "name: mine\nradius: 8\n");
        watching.shows("--wd-radius:8px");
        watching.write("mine/theme.css", ".one{}");
        watching.shows(".one{}");
        watching.write("mine/theme.yaml", "radius: [\n");
        watching.running.wait_for("deck.md was not built");
        watching.write("mine/theme.yaml", "radius: 9\n");
        watching.shows("--wd-radius:9px");
        watching.write("mine/page.hbs", "<!doctype html>\n{{#each\n");
        watching.running.wait_for("deck.md was not built");
        watching.remove("mine/page.hbs");
        watching.write("mine/theme.css", ".two{}");
        watching.shows(".two{}");
        watching.remove("mine");
        watching.running.wait_for("no theme `mine`");
        watching.running.wait_for("deck.md was not built");
        watching.write("mine/theme.yaml", "radius: 10\n");
        watching.shows("--wd-radius:10px");
    });
}

#[test]
fn a_theme_that_the_document_names_and_that_is_not_there() {
    let make = || Project::new().file("deck.md", "---\ntheme: ./mine\n---\n# A\n");
    Watching::in_both_modes(make, &[], |watching| {
        watching.write("mine/theme.css", ".one{}");
        watching.shows(".one{}");
    });
}

#[test]
fn a_deck_template() {
    let template = |word: &str| format!("# {word} {{{{title}}}}\n");
    let make = || Project::new().file("deck.md", POSTMORTEM).file("t/mine.md", template("First"));
    Watching::in_both_modes(make, &["--deck", "t/mine.md"], |watching| {
        watching.shows("First Outage");
        watching.replace("t/mine.md", template("Second"));
        watching.shows("Second Outage");
        watching.write("t/mine.md", "# {{title\n");
        watching.running.wait_for("error[deck/template]");
        watching.running.wait_for("deck.md was not built");
        watching.write("t/mine.md", template("Third"));
        watching.shows("Third Outage");
        watching.remove("t");
        watching.running.wait_for("no deck template `t/mine.md`");
        watching.running.wait_for("deck.md was not built");
        watching.write("t/mine.md", template("Fourth"));
        watching.shows("Fourth Outage");
    });
}

#[test]
fn a_deck_template_that_the_document_names_and_that_is_not_there() {
    let make = || {
        Project::new()
            .file("deck.md", format!("---\ndeck:\n  template: mine.md\n---\n{POSTMORTEM}"))
    };
    Watching::in_both_modes(make, &[], |watching| {
        watching.write("mine.md", "# Mine {{title}}\n");
        watching.shows("Mine Outage");
    });
}

#[cfg(unix)]
#[test]
fn links_whose_target_changes_and_links_that_are_repointed() {
    use std::os::unix::fs::symlink;
    let make = || {
        let project = Project::new().file("real/one.md", "# One\n").file("real/two.md", "# Two\n");
        symlink("real/one.md", project.path("deck.md")).expect("a link");
        project
    };
    Watching::in_both_modes(make, &[], |watching| {
        watching.shows("One");
        watching.replace("real/one.md", "# One more\n");
        watching.shows("One more");
        let repoint = |to: &str| {
            symlink(to, watching.project.path("next")).expect("a link");
            watching.rename("next", "deck.md");
        };
        repoint("real/two.md");
        watching.shows("Two");
        watching.write("real/two.md", "# Two more\n");
        watching.shows("Two more");
        watching.remove("deck.md");
        symlink("real/none.md", watching.project.path("deck.md")).expect("a link");
        watching.running.wait_for("deck.md was not built");
        watching.write("real/none.md", "# Three\n");
        watching.shows("Three");
        watching.prints_nothing(|watching| watching.write("real/one.md", "# No longer\n"));
    });
}

#[test]
fn what_a_slide_file_includes_and_its_settings() {
    let make = || {
        Project::new()
            .file(
                "deck.md",
                "---\ninclude: [p/c.md]\n---\n# A\n\n<!-- include: p/a.md -->\n<!-- include: none.md -->\n\
                 <section data-markdown=\"p/d.md\"></section>\n",
            )
            .file("p/c.md", "before c\n")
            .file("p/d.md", "before d\n")
            .file("p/a.md", "<!-- include: b.md -->\n")
            .file("p/b.md", "before\n")
    };
    Watching::in_both_modes(make, &["--as", "slides"], |watching| {
        watching.shows("before");
        watching.write("p/b.md", "after\n");
        watching.shows("after");
        watching.write("p/c.md", "later c\n");
        watching.shows("later c");
        watching.write("p/d.md", "later d\n");
        watching.shows("later d");
        watching.write("none.md", "no longer missing\n");
        watching.shows("no longer missing");
        watching.write("reveal-md.json", "{\"revealOptions\": {\"transition\": \"zoom\"}}");
        watching.shows("\"transition\":\"zoom\"");
    });
}
