//! Dependencies: what a build read or looked for is complete, also when it failed early.

use std::fs;
use std::path::Path;

use super::{DocumentText, Options, compile};

/// The dependencies of a document `deck.md` among these files, from its folder; a brand that may
/// come is one of almost all, as the root's settings are, and others are those of slide files.
fn dependencies(
    text: &str,
    files: &[(&str, &str)],
    options: impl FnOnce(&Path) -> Options,
) -> Vec<String> {
    let mut found = all_dependencies(text, files, options);
    found.retain(|name| !OF_ALL.contains(&name.as_str()));
    found
}

const OF_ALL: [&str; 4] = ["_brand.yml", "reveal-md.json", "reveal.json", "whydeck.yaml"];

fn all_dependencies(
    text: &str,
    files: &[(&str, &str)],
    options: impl FnOnce(&Path) -> Options,
) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let options = options(dir.path());
    let path = Some(dir.path().join("deck.md"));
    let outcome =
        compile(DocumentText { name: "deck.md".into(), path, text: text.into() }, &options);
    let names = outcome
        .dependencies
        .iter()
        .map(|path| path.strip_prefix(dir.path()).expect("a path below"));
    names.map(|path| path.to_string_lossy().replace('\\', "/")).collect()
}

fn plain(_: &Path) -> Options {
    Options::default()
}

const POSTMORTEM: &str = "# Outage\n\n## Summary\n\nx\n\n## Action items\n\n- y\n";

#[test]
fn all_that_was_read_and_all_that_was_not_found() {
    let text = "---\ncss: [a.css, none.css]\ntheme: t\n---\n# A\n\n![](a.png) ![](none.png?v=1)\n";
    let files = [
        ("a.css", "a{background:url(b.png)}"),
        ("a.png", "x"),
        ("t/theme.yaml", "fonts:\n  body: {family: A, weights: {400: f.woff2}}\n"),
        ("t/theme.css", "a{background:url(c.png)}"),
    ];
    let expected = [
        "a.css",
        "a.png",
        "b.png",
        "deck.md",
        "none.css",
        "none.png",
        "none.png?v=1",
        "t",
        "t/c.png",
        "t/f.woff2",
        "t/page.hbs",
        "t/theme.css",
        "t/theme.yaml",
    ];
    assert_eq!(dependencies(text, &files, plain), expected);
}

#[test]
fn a_build_that_fails_early_knows_what_it_waits_for() {
    let named = |keys: &str| format!("---\n{keys}\n---\n{POSTMORTEM}");
    let theme = ["deck.md", "t", "t/page.hbs", "t/theme.css", "t/theme.yaml"];
    assert_eq!(dependencies("---\ntitle: a: b\n---\n", &[], plain), ["deck.md"]);
    assert_eq!(dependencies("---\ntheme: t\n---\n# A\n", &[], plain), ["deck.md", "t"]);
    assert_eq!(dependencies("---\ntheme: t\n---\n# A\n", &[("t/theme.yaml", "[")], plain), theme);
    assert_eq!(
        dependencies("---\ntheme: t\n---\n# A\n", &[("t/theme.yaml", "radius: x\n")], plain),
        theme
    );
    assert_eq!(dependencies(&named("deck: {template: t.md}"), &[], plain), ["deck.md", "t.md"]);
    assert_eq!(
        dependencies(&named("deck: {template: t.md}"), &[("t.md", "{{")], plain),
        ["deck.md", "t.md"]
    );
    // Those of the command line are found from the working directory, which is elsewhere here.
    let flag =
        |dir: &Path| Options { deck: Some(dir.join("t.md").display().to_string()), ..plain(dir) };
    assert_eq!(dependencies(POSTMORTEM, &[], flag), ["deck.md", "t.md"]);
    let flag =
        |dir: &Path| Options { theme: Some(dir.join("t").display().to_string()), ..plain(dir) };
    assert_eq!(dependencies("# A\n", &[], flag), ["deck.md", "t"]);
}

#[test]
fn a_brand_is_waited_for() {
    let page = "---\nkind: postmortem\n---\n# A\n";
    assert_eq!(all_dependencies(page, &[], plain), ["_brand.yml", "deck.md", "whydeck.yaml"]);
    let brand = [("_brand.yml", "logo: a.svg\n"), ("whydeck.yaml", "")];
    assert_eq!(
        all_dependencies(page, &brand, plain),
        ["_brand.yml", "a.svg", "deck.md", "whydeck.yaml"]
    );
    let none = "---\ndeck: {brand: none}\n---\n# A\n";
    let known = ["deck.md", "reveal-md.json", "reveal.json", "whydeck.yaml"];
    assert_eq!(all_dependencies(none, &brand, plain), known);
}

#[test]
fn a_page_is_not_told_where_the_files_are() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("t")).expect("a folder");
    for (name, text) in [("page.hbs", "x"), ("theme.yaml", "a: [\n"), ("theme.css", "a{}")] {
        fs::write(dir.path().join("t").join(name), text).expect("a file");
    }
    let document = || DocumentText {
        name: "deck.md".into(),
        path: Some(dir.path().join("deck.md")),
        text: "---\ntheme: t\ncss: none.css\ndeck: none.md\n---\n# A\n".into(),
    };
    let said = |options: &Options| {
        let outcome = compile(document(), options);
        let short = crate::report::Wording::Short;
        crate::report::text(&outcome.diagnostics, &outcome.sources, short)
    };
    let here = dir.path().display().to_string();
    assert!(said(&Options::default()).contains(&here));
    let shown_from = Some(dir.path().to_owned());
    for theme in [None, Some(dir.path().join("t").display().to_string())] {
        let said = said(&Options { shown_from: shown_from.clone(), theme, ..Options::default() });
        assert!(!said.contains(&here) && said.contains("t/theme.yaml:"), "{said}");
    }
}

#[test]
fn a_slide_file_waits_for_settings_and_for_what_it_includes() {
    let text = "# A\n\n<!-- include: p/a.md -->\n<!-- include: none.md -->\n";
    let files = [("p/a.md", "<!-- include: b.md -->\n"), ("p/b.md", "b\n")];
    let names = ["deck.md", "none.md", "p/a.md", "p/b.md"];
    assert_eq!(dependencies(text, &files, plain), names);
    assert_eq!(
        all_dependencies("# A\n", &[], plain),
        ["_brand.yml", "deck.md", "reveal-md.json", "reveal.json", "whydeck.yaml"]
    );
}
