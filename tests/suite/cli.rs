//! The command line: where output goes, how a run ends, what is left behind, and the galleries.

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::support::project::{Project, examples, repository};

const DECK: &str = "# One\n\ntext\n\n---\n\n## Two\n";
const BROKEN: &str = "---\ntitle: a: b\n---\n# Broken\n";

/// The names of what lies in a project's folder, in order.
fn names(project: &Project) -> Vec<String> {
    let entries = fs::read_dir(project.path("")).expect("the project");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn output_goes_beside_the_input_and_one_line_says_so() {
    let project = Project::new().file("deck.md", DECK);
    let outcome = project.whydeck(["build", "deck.md"]).exits(0);
    assert_eq!(names(&project), ["deck.html", "deck.md"]);
    assert!(project.read("deck.html").to_ascii_lowercase().starts_with("<!doctype html>"));
    let line = outcome.stdout;
    let kind = "slides (a guess: lines part it into slides; else `--as postmortem`)";
    assert!(line.starts_with(&format!("{kind} → deck.html: 2 slides, ")), "{line}");
    assert!(line.ends_with(" ms\n") && line.lines().count() == 1, "{line}");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn a_dash_writes_to_standard_output() {
    let project = Project::new().file("deck.md", DECK);
    project.whydeck(["build", "deck.md", "-o", "file.html"]).exits(0);
    let outcome = project.whydeck(["build", "deck.md", "-o", "-"]).exits(0);
    assert!(outcome.stdout == project.read("file.html"), "there is more or less than the deck");
    assert!(outcome.stderr.contains(" → -: 2 slides"), "the line about it: {}", outcome.stderr);
    assert_eq!(names(&project), ["deck.md", "file.html"]);

    let json = project.whydeck(["build", "deck.md", "--format", "json", "-o", "-"]).exits(0).stdout;
    let deck: Value = serde_json::from_str(&json).expect("JSON alone");
    assert_eq!(deck["slides"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_dash_reads_standard_input() {
    let project = Project::new().file("deck.md", DECK);
    let outcome = project.whydeck_reading(DECK, ["build", "-"]).exits(0);
    assert!(
        outcome.stdout == project.whydeck(["build", "deck.md", "-o", "-"]).exits(0).stdout,
        "another deck"
    );
    assert_eq!(names(&project), ["deck.md"], "it goes to standard output");

    project.whydeck_reading(DECK, ["build", "-", "-o", "out.html"]).exits(0);
    assert!(project.read("out.html") == outcome.stdout, "another deck");
    let broken = project.whydeck_reading(BROKEN, ["build", "-"]).exits(1);
    assert!(broken.stderr.contains("--> <stdin>:2:9"), "{}", broken.stderr);
    assert_eq!(broken.stdout, "");
}

#[test]
fn what_is_not_utf_8_is_read_all_the_same() {
    let project = Project::new().file("deck.md", b"# Caf\xe9\n");
    let html = fs::read_to_string(project.build("deck.md")).expect("UTF-8");
    assert!(html.contains("Caf\u{FFFD}"));
}

#[test]
fn exit_codes() {
    let project = Project::new()
        .file("deck.md", DECK)
        .file("broken.md", BROKEN)
        .file("warned.md", "# One\n\n![gone](gone.png)\n");
    let run = |line: &str| project.whydeck(line.split(' '));
    run("build deck.md").exits(0);
    run("build deck.md --deny warnings").exits(0);
    run("build warned.md").exits(0);
    run("build warned.md --deny warnings").exits(1);
    run("build broken.md").exits(1);
    let missing = run("build none.md").exits(1);
    assert!(missing.stderr.starts_with("error: cannot read none.md: "), "{}", missing.stderr);
    let unwritable = run("build deck.md -o none/deck.html").exits(1);
    assert!(
        unwritable.stderr.starts_with("error: cannot write none/deck.html: "),
        "{}",
        unwritable.stderr
    );
    run("build").exits(2);
    run("build deck.md --as talk").exits(2);
    run("build deck.md --frobnicate").exits(2);
    run("frobnicate").exits(2);
    run("--help").exits(0);
    run("--version").exits(0);
}

#[test]
fn an_error_writes_nothing_and_keeps_what_was_there() {
    let project = Project::new().file("deck.md", BROKEN);
    project.whydeck(["build", "deck.md"]).exits(1);
    assert_eq!(names(&project), ["deck.md"]);

    let project = Project::new().file("deck.md", BROKEN).file("deck.html", "earlier");
    let outcome = project.whydeck(["build", "deck.md"]).exits(1);
    assert_eq!(outcome.stdout, "");
    assert_eq!(project.read("deck.html"), "earlier");
    assert_eq!(names(&project), ["deck.html", "deck.md"], "and no file of half a deck");

    // The page is the last thing that can be wrong: the slides are all there by then.
    let project = Project::new()
        .file("deck.md", DECK)
        .file("deck.html", "earlier")
        .file("mine/page.hbs", "<!doctype html>\n{{#each stacks}}\n");
    let outcome = project.whydeck(["build", "deck.md", "--theme", "mine"]).exits(1);
    assert!(outcome.stderr.starts_with("error[theme/page]: "), "{}", outcome.stderr);
    assert_eq!(project.read("deck.html"), "earlier");
    assert_eq!(names(&project), ["deck.html", "deck.md", "mine"]);
}

#[test]
fn equal_input_gives_equal_bytes() {
    for name in examples() {
        let one = Project::new().folder("decks/examples");
        let two = Project::new().folder("decks/examples");
        let first = fs::read(one.build(&name)).expect("a deck");
        assert!(first == fs::read(two.build(&name)).expect("a deck"), "{name}: in another folder");

        let elsewhere = Project::new();
        let path = one.path(&name).display().to_string();
        elsewhere.whydeck(["build", &path, "-o", "deck.html"]).exits(0);
        assert!(
            first == fs::read(elsewhere.path("deck.html")).expect("a deck"),
            "{name}: from another folder"
        );
    }
}

#[test]
fn stripped_notes_are_nowhere_in_the_bytes() {
    let written = "# One\n\n<!-- secret-remark -->\n\ntext <!-- secret-aside -->\n\nNote: secret-note\n\n\
                   - secret-item\n\n---\n\n# Two\n\nNotes: secret-two ![secret-picture](dot.svg)\n";
    let dot = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>secret-file</title></svg>";
    let picture = BASE64_STANDARD.encode(dot);
    let project = Project::new().file("deck.md", written).file("dot.svg", dot);
    for format in ["html", "json"] {
        let run = |notes: &str| {
            project.whydeck(["build", "deck.md", "--format", format, "-o", "out", "--notes", notes])
        };
        let kept = run("keep").exits(0);
        assert!(kept.stdout.contains("; the notes of 2 slides travel along"), "{}", kept.stdout);
        let deck = project.read("out");
        for word in [
            "secret-remark",
            "secret-aside",
            "secret-note",
            "secret-item",
            "secret-two",
            "secret-picture",
        ] {
            assert!(deck.contains(word), "{format}: {word} is not kept");
        }
        assert!(format == "json" || deck.contains(&picture), "the picture in the notes is kept");
        let stripped = run("strip").exits(0);
        assert!(
            stripped.stdout.contains("; the notes of 2 slides are left out"),
            "{}",
            stripped.stdout
        );
        let deck = project.read("out");
        assert!(
            !deck.contains("secret"),
            "{format}: {:?}",
            deck.split("secret").nth(1).map(|rest| rest.get(..40))
        );
        assert!(!deck.contains(&picture), "{format}: a picture that only notes show travels along");
    }
}

#[test]
fn galleries_list_what_is_built_in() {
    let project = Project::new();
    let first_words = |args: [&str; 2]| -> Vec<String> {
        let text = project.whydeck(args).exits(0).stdout;
        text.lines().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(first_words(["deck", "list"]), ["steering", "review", "lightning", "training"]);
    assert_eq!(first_words(["theme", "list"]), ["default", "night", "contrast", "paper"]);
    assert_eq!(names(&project), Vec::<String>::new());
}

#[test]
fn an_ejected_deck_is_the_same_deck() {
    for deck in ["steering", "review", "lightning"] {
        for name in ["rust-1.52-incremental.md", "web-outage.md", "queue-backlog.yaml"] {
            let project = Project::new().folder("decks/examples");
            project.whydeck(["deck", "eject", deck]).exits(0);
            let build = |deck: &str| {
                project.whydeck(["build", name, "-o", "out.html", "--deck", deck]).exits(0);
                project.read("out.html")
            };
            assert!(build(deck) == build(&format!("{deck}.md")), "{deck} of {name} differs");
        }
    }
}

#[test]
fn an_ejected_theme_is_the_same_theme() {
    let project = Project::new().file("deck.md", DECK);
    let outcome = project.whydeck(["theme", "eject", "default", "-o", "mine"]).exits(0);
    assert!(outcome.stdout.contains("wrote mine/theme.css\n"), "{}", outcome.stdout);
    let build = |theme: &str| {
        project.whydeck(["build", "deck.md", "--theme", theme]).exits(0);
        project.read("deck.html")
    };
    let ejected = build("mine");
    assert!(ejected == build("default"), "the page differs");
    for file in ["theme.css", "theme.yaml", "page.hbs"] {
        fs::remove_file(project.path("mine").join(file)).expect("a file that may go");
        assert!(build("mine") == ejected, "without {file}, which is the default theme's then");
    }
    fs::write(project.path("mine/theme.css"), "h1 { color: rebeccapurple }")
        .expect("a written file");
    assert!(build("mine").contains("rebeccapurple"), "a file that is there is the user's");
}

/// Also once a user has changed it: then the rules are the user's own text.
#[test]
fn every_ejected_theme_has_all_of_its_rules() {
    for theme in ["night", "contrast", "paper"] {
        let project = Project::new().file("deck.md", DECK);
        project.whydeck(["theme", "eject", theme, "-o", "mine"]).exits(0);
        let build = |theme: &str| {
            project.whydeck(["build", "deck.md", "--theme", theme]).exits(0);
            let deck = project.read("deck.html");
            (deck.len(), deck)
        };
        let ejected = build("mine");
        assert!(ejected == build(theme), "{theme} differs");
        let css = project.read("mine/theme.css");
        for file in ["default", theme] {
            let own = repository().join("themes").join(file).join("theme.css");
            assert!(css.contains(&fs::read_to_string(own).expect("a style sheet")), "{file}");
        }
        fs::write(project.path("mine/theme.css"), css + "h1 { color: rebeccapurple }")
            .expect("a written file");
        let (length, changed) = build("mine");
        assert!(length > ejected.0 && changed.contains("rebeccapurple"), "{theme}");
    }
}

#[test]
fn steering_is_another_name_of_the_default_theme() {
    let project = Project::new().file("deck.md", DECK);
    let build = |theme: &str| {
        project.whydeck(["build", "deck.md", "--theme", theme]).exits(0);
        project.read("deck.html")
    };
    assert!(build("steering") == build("default"));
}

#[test]
fn eject_never_overwrites() {
    let project = Project::new().file("steering.md", "mine").file("default/theme.css", "mine");
    let deck = project.whydeck(["deck", "eject", "steering"]).exits(1);
    assert_eq!(deck.stderr, "error: steering.md is there already; `-o` names another place\n");
    let theme = project.whydeck(["theme", "eject", "default"]).exits(1);
    assert_eq!(
        theme.stderr,
        "error: default/theme.css is there already; `-o` names another place\n"
    );
    assert_eq!(
        (project.read("steering.md"), project.read("default/theme.css")),
        ("mine".into(), "mine".into())
    );
    project.whydeck(["deck", "eject", "steering", "-o", "other.md"]).exits(0);
    assert!(project.path("other.md").is_file());
}

#[test]
fn eject_names_what_was_probably_meant() {
    let project = Project::new();
    let near = project.whydeck(["deck", "eject", "steerin"]).exits(1).stderr;
    assert_eq!(near, "error: no deck `steerin`; did you mean `steering`?\n");
    let far = project.whydeck(["theme", "eject", "xyz"]).exits(1).stderr;
    assert_eq!(far, "error: no theme `xyz`; built in: default, night, contrast, paper\n");
    assert_eq!(names(&project), Vec::<String>::new());
}

#[test]
fn licenses_of_everything_embedded() {
    let text = Project::new().whydeck(["licenses"]).exits(0).stdout;
    for part in [
        "reveal.js 6.",
        "Hakim El Hattab",
        "Permission is hereby granted",
        "Atkinson",
        "SIL OPEN FONT LICENSE",
    ] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
}

#[test]
fn a_deck_that_stands_alone_needs_no_file() {
    let project = Project::new();
    let outcome = project.whydeck(["build", "--deck", "training"]).exits(0);
    assert!(outcome.stdout.contains(" → training.html: "), "{}", outcome.stdout);
    assert_eq!(names(&project), ["training.html"]);
    let html = project.read("training.html");
    assert!(html.contains("finger-pointing"), "it is the teaching deck");

    let needs = project.whydeck(["build", "--deck", "steering"]).exits(1);
    assert_eq!(
        needs.stderr,
        "error: the deck `steering` is made from a postmortem: name its file\n"
    );
    assert_eq!(names(&project), ["training.html"]);
}

#[test]
fn nothing_is_read_outside_the_root() {
    let dot = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>the dot</title></svg>";
    let deck = "<!-- .slide: data-background-image=\"../dot.svg\" -->\n![dot](../dot.svg)\n\n<img src=\"../dot.svg\">\n";
    let project = Project::new().file("talks/deck.md", deck).file("dot.svg", dot);
    let outside = project.whydeck(["build", "talks/deck.md"]).exits(0);
    let refused =
        "cannot embed `../dot.svg`: it lies outside the deck's folder; `--root` names a wider one";
    assert_eq!(outside.stderr.matches(refused).count(), 3, "{}", outside.stderr);
    let inside = project.whydeck(["build", "talks/deck.md", "--root", "."]).exits(0);
    assert_eq!(inside.stderr, "");
    // A folder marked as a project is a root by itself.
    let marked = project.file("whydeck.yaml", "");
    assert_eq!(marked.whydeck(["build", "talks/deck.md"]).exits(0).stderr, "");
    marked.whydeck(["build", "talks/deck.md", "--root", "talks", "--deny", "warnings"]).exits(1);
}

#[test]
fn messages_in_one_line_name_file_line_and_column() {
    let project = Project::new().file("a/deck.md", "---\ntitel: x\nbreaks: maybe\n---\n# One\n");
    let outcome = project.whydeck(["build", "a/deck.md", "--message-format", "short"]).exits(0);
    assert_eq!(
        outcome.stderr,
        "a/deck.md:2:1: warning[data/unknown-key]: unknown key `titel`\n\
         a/deck.md:3:9: warning[data/value]: `breaks`: expected `true` or `false`, found \"maybe\"\n"
    );
}

#[test]
fn zones_of_every_form_stand_above_the_timeline() {
    for zone in ["America/New_York", "UTC-05:00", "CET"] {
        zone_stands_above(zone);
    }
}

fn zone_stands_above(zone: &str) {
    let text = "# Down\n\n## Impact\n\n- Cost: $61,400,000\n\n## Timeline (ZONE)\n\n\
                - 2026-03-14 10:02 deploy (start)\n- 10:20 paged (detected)\n- 10:40 back (resolved)\n";
    let project = Project::new().file("pm.md", text.replace("ZONE", zone));
    let built = project.whydeck(["build", "pm.md", "-o", "out.html", "--deny", "warnings"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let html = project.read("out.html");
    assert!(html.contains(&format!("data-kicker=\"Timeline ({zone})\"")), "{zone}");
    // A long number is set smaller, not broken.
    assert!(html.contains("style=\"--chars: 11\"><strong>$61,400,000</strong>"));
}
