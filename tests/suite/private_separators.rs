//! What stands behind a `notesSeparator` is private, however the separator is written.

use serde_json::Value;

use crate::private_notes::{has_no_secret, parts_of};
use crate::support::project::Project;
use crate::support::server::Server;

/// A deck whose speaker's words stand behind `separator`.
fn separated(separator: &str, between: &str) -> String {
    format!(
        "---\n{separator}\n---\n# Shown one\n\nShown two\n{between}\nCANARY one, and `code`\n\n- CANARY list\n\n---\n\n\
         ## Shown three\n\n~~~\nShown {}\n~~~\n",
        between.replace("CANARY", "in code")
    )
}

#[test]
fn what_stands_behind_a_notes_separator_is_notes() {
    for (separator, between) in [
        ("notesSeparator: \"???\"", "???"),
        ("notesSeparator: '^Speaker:'", "\nspeaker: CANARY"),
        ("notesSeparator: 'Speaker:'", "SPEAKER: CANARY"),
        ("notesSeparator: '^\\s*talk:'", "\n  Talk: CANARY"),
        ("revealOptions:\n  notesSeparator: '^={3,}$'", "====="),
        ("slideOptions: {notesSeparator: '\\n\\n\\n'}", "\n"),
        ("notesSeparator: \"^\\r?\\n%%\\r?\\n$\"", "\n%%\n"),
        ("notesSeparator: 'say( this)?:'", "\nPlease say this: CANARY"),
        ("notesSeparator: '<!-- notes -->'", "<!-- notes -->"),
    ] {
        let project = Project::new().file("deck.md", separated(separator, between));
        for format in ["html", "json"] {
            project
                .whydeck(["build", "deck.md", "--notes", "strip", "--format", format, "-o", "out"])
                .exits(0);
            let made = project.read("out");
            has_no_secret(&format!("{separator} as {format}"), &made);
            for shown in ["Shown one", "Shown two", "Shown three"] {
                assert!(made.contains(shown), "{separator}: {shown}");
            }
        }
        let json =
            project.whydeck(["build", "deck.md", "--format", "json", "-o", "-"]).exits(0).stdout;
        let json: Value = serde_json::from_str(&json).expect("JSON");
        assert!(
            json["slides"][0]["notes"].as_str().is_some_and(|notes| notes.contains("CANARY list")),
            "{separator}"
        );
        assert_eq!(json["slides"].as_array().map(Vec::len), Some(2), "{separator}");
    }
}

#[test]
fn where_notes_begin_nowhere_they_are_refused_rather_than_shown() {
    let long = format!("notesSeparator: '^{}$'", "=".repeat(200));
    for separator in
        ["notesSeparator: '^('", "notesSeparator: '^$'", "notesSeparator: '(?=x)'", long.as_str()]
    {
        let project = Project::new().file("deck.md", separated(separator, "^("));
        let outcome = project.whydeck(["build", "deck.md"]).exits(0);
        assert!(outcome.stderr.contains("warning[slide/separator]"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("deck.md:2:17"), "{}", outcome.stderr);
        let outcome =
            project.whydeck(["build", "deck.md", "--notes", "strip", "-o", "out"]).exits(1);
        assert!(outcome.stderr.contains("error[slide/separator]"), "{}", outcome.stderr);
        assert!(!project.path("out").exists());
    }
    let mended = separated("notesSeparator: '^%%$'", "%%");
    let project = Project::new().file("deck.md", separated("notesSeparator: '^('", "%%"));
    let server = Server::start(&project, &["deck.md", "--host", "127.0.0.1"]);
    let lead = format!("/live?lead={}", server.lead());
    let team = server.events(&lead);
    let viewer = server.events("/live");
    let parts = parts_of(&team.wait("deck", |_| true));
    assert_eq!(server.get("/").status, 503);
    for path in ["/", "/strip", &format!("/parts?hashes={parts}")] {
        let response = server.get(path);
        assert!(response.status >= 400 && !response.text().contains("hown"), "{path}");
    }
    std::fs::write(project.path("deck.md"), mended).expect("a save");
    let manifest = viewer.wait("deck", |_| true);
    has_no_secret("events", &manifest);
    let text = server.get("/").text();
    assert!(text.contains("Shown three"));
    has_no_secret("page", &text);
}

#[test]
fn slides_part_at_regular_expressions_outside_code_and_comments() {
    let text = "---\nseparator: '^={3,}$'\nverticalSeparator: '^\\n\\n\\n'\n---\n# One\n\n~~~\na\n\n\n\n=====\n~~~\n\n\
                <!-- x\n====\n-->\n====\n\n# Two\n\n\n\n\n# Below\n\n---\n\nstill below\n\n`open\n===\n# Three\n\n~~~\n====\n# Four\n";
    let project = Project::new().file("deck.md", text);
    let outcome = project.whydeck(["build", "deck.md", "--format", "json", "-o", "-"]).exits(0);
    let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let slides = json["slides"].as_array().expect("slides").iter();
    let slides: Vec<String> =
        slides.map(|s| format!("{} {} {}", s["title"], s["column"], s["row"])).collect();
    assert_eq!(
        slides,
        ["\"One\" 0 0", "\"Two\" 1 0", "\"Below\" 1 1", "\"Three\" 2 0", "\"Four\" 3 0"]
    );
}

#[test]
fn a_notes_separator_that_is_no_text_is_refused() {
    for front in [
        "---\nnotesSeparator: [\"???\"]\n---",
        "---\nnotesSeparator: [a, b]\n---",
        "---\nnotesSeparator: {a: b}\n---",
        "+++\nnotesSeparator = [\"???\"]\n+++",
        "---\nslideOptions:\n  notesSeparator: [\"???\"]\n---",
        "---\nrevealOptions: {notesSeparator: {a: b}}\n---",
        "---\nslideOptions: [notesSeparator: \"???\"]\n---",
    ] {
        let text = format!("{front}\n# Shown one\n\n???\nCANARY\n");
        let project = Project::new().file("deck.md", text);
        let outcome =
            project.whydeck(["build", "deck.md", "--notes", "strip", "-o", "out"]).exits(1);
        assert!(outcome.stderr.contains("error[slide/separator]"), "{front}: {}", outcome.stderr);
        assert!(!project.path("out").exists(), "{front}");
    }
}

#[test]
fn a_notes_separator_means_what_reveal_js_reads_in_it() {
    for (separator, between) in [
        ("notesSeparator: 'Übung:'", "übung: CANARY"),
        ("notesSeparator: 'ΣΣ:'", "σς: CANARY"),
        ("notesSeparator: '备注：'", "备注：CANARY"),
        ("notesSeparator: '^!!'", "!! CANARY"),
        ("notesSeparator: '^Speech'", "speech CANARY"),
        ("notesSeparator: '^@@'", "@@CANARY"),
        ("notesSeparator: 'Speech.'", "Speech: CANARY"),
        ("notesSeparator: 'Speech.'", "speech."),
        ("notesSeparator: '(Speech)'", "(Speech)"),
        ("notesSeparator: '/^xx:/'", "xx: CANARY"),
        ("notesSeparator: '/^xx:/gm'", "XX: CANARY"),
    ] {
        let project = Project::new().file("deck.md", separated(separator, between));
        let args = ["build", "deck.md", "--notes", "strip", "--format", "json", "-o", "out"];
        let outcome = project.whydeck(args).exits(0);
        assert!(!outcome.stderr.contains("slide/separator"), "{separator}: {}", outcome.stderr);
        let made = project.read("out");
        has_no_secret(separator, &made);
        assert!(made.contains("Shown two") && made.contains("Shown three"), "{separator}");
    }
}

#[test]
fn a_notes_separator_that_stands_nowhere_is_said() {
    let project =
        Project::new().file("deck.md", separated("notesSeparator: 'Talk:'", "Speech: CANARY"));
    let outcome = project.whydeck(["build", "deck.md"]).exits(0);
    assert!(outcome.stderr.contains("warning[slide/separator]"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("deck.md:2:17"), "{}", outcome.stderr);
}
