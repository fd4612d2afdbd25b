//! Slide files whose sections and style sheets try to run, load or cover something.

use serde_json::json;

use crate::attacks::is_harmless;
use crate::support::browser::Page;
use crate::support::project::Project;

#[test]
fn sections_run_nothing() {
    let deck = "<section onclick=\"top.pwned=1\" data-background-iframe=\"javascript:top.pwned=1\">\n\
         <h2>One</h2>\n<script>top.pwned=1</script>\n\
         <section data-markdown=\"http://evil.test/a.md\" data-preview-link=\"javascript:top.pwned=1\">\n\
         <textarea data-template>\n## Two\n\n<img src=x onerror=top.pwned=1>\n</textarea>\n</section>\n\
         <section style=\"background:url(http://evil.test/b.png)\" data-background=\"http://evil.test/c.png\">\n\
         ## Three\n\n</section>\n</section>\n";
    let project = Project::new().file("deck.md", deck);
    project.whydeck(["build", "deck.md", "-o", "deck.html", "--as", "slides"]).exits(0);
    is_harmless(&Page::open_deck(&project.path("deck.html"), ""), 3);
}

/// What reaches for the page, its controls, or the network.
const STYLE: &str = "\
@import 'http://evil.test/a.css';
@import url(//evil.test/b.css);
@font-face { font-family: x; src: url(http://evil.test/c.woff2) }
@namespace url(http://evil.test/d);
@keyframes grow-controls { from { display: none } }
@page { margin: 9in }
@property --wd-color-ink { syntax: '<color>'; inherits: true; initial-value: red }
body, html, :root, .reveal-viewport { background: rgb(1, 2, 3); opacity: 0.5; display: none !important }
.reveal > *, .reveal .controls, .controls, .progress, .wd-footer { display: none !important }
.reveal:has(h2) ~ *, body + *, .slides ~ .controls, :root:has(.slides) .controls { display: none }
:is(.controls), *, .reveal * { outline: 3px solid rgb(4, 5, 6) }
h2 { position: fixed; inset: 0; background: url('http://evil.test/e.png'); --x: url(//evil.test/f.png) }
h2 { background: image-set('http://evil.test/g.png' 1x); cursor: url(http://evil.test/h.cur), auto }
h2 { background: u\\72l(http://evil.test/i.png); list-style-image: url(\\68ttp://evil.test/j.png) }
h2 { & { position: fixed } .reveal:has(&) .controls { display: none } }
h2::before { content: url(http://evil.test/k.png) }
@media screen { .controls { display: none } h2 { background: url(http://evil.test/l.png) } }
@supports (display: block) { body { background: rgb(1, 2, 3) } }
@layer a { .progress { display: none } }
p { color: red } } .controls { display: none } { x: y
";

#[test]
fn a_style_on_a_slide_stays_there() {
    let deck = format!(
        "## Slide 0\n\n<style>{STYLE}</style>\n\ntext\n\n---\n\n## Slide 1\n\n<style>h2{{color:rgb(7, 8, 9)\n</style>\n"
    );
    let plain = Project::new().file("deck.md", "## Slide 0\n\ntext\n\n---\n\n## Slide 1\n");
    let styled = Project::new().file("deck.md", deck);
    let pages = [plain, styled].map(|project| {
        project.whydeck(["build", "deck.md", "-o", "deck.html", "--as", "slides"]).exits(0);
        (Page::open_deck(&project.path("deck.html"), ""), project)
    });
    let outside = |page: &Page| {
        page.eval(
            "document.getAnimations().forEach(one => one.cancel());
            [...document.querySelectorAll('html, body, .reveal, .controls, .controls *, .progress, .backgrounds, .wd-footer')]
                .map(e => { const s = getComputedStyle(e); return [e.className, s.display, s.opacity, s.backgroundColor,
                    s.outlineStyle, s.margin, s.position].join(' ') })",
        )
    };
    let [(plain, _), (styled, _)] = &pages;
    assert_eq!(outside(plain), outside(styled), "nothing beside the slides looks different");
    assert_eq!(
        styled.eval("getComputedStyle(document.querySelector('.slides h2')).outlineColor"),
        json!("rgb(4, 5, 6)"),
        "the style holds on the slides"
    );
    assert_eq!(
        styled.eval("getComputedStyle(document.querySelector('.slides h2')).position"),
        plain.eval("getComputedStyle(document.querySelector('.slides h2')).position")
    );
    is_harmless(styled, 2);
}

/// The words on a deck that was built, and what was said.
fn built(project: &Project) -> (String, String) {
    let outcome =
        project.whydeck(["build", "deck/deck.md", "-o", "deck.html", "--as", "slides"]).exits(0);
    let deck = std::fs::read_to_string(project.path("deck.html")).expect("a deck");
    (deck, outcome.stderr)
}

#[test]
fn an_inclusion_leads_nowhere_else() {
    let lines = [
        "../secret.md",
        "/etc/passwd.md",
        "x/../../secret.md",
        ".hidden.md",
        ".git/a.md",
        "link.md",
        "folder/secret.md",
        "to-hidden.md",
        "%2e%2e/secret.md",
        "file:../secret.md",
        "https://evil.test/a.md",
        "a.md\u{0}.txt",
        "folder",
        "secret.txt",
    ];
    let text: String = lines.iter().map(|name| format!("<!-- include: {name} -->\n\n")).collect();
    let project = Project::new()
        .file("deck/deck.md", format!("# One\n\n{text}"))
        .file("secret.md", "SECRET words")
        .file("deck/.hidden.md", "SECRET hidden")
        .file("deck/.git/a.md", "SECRET in git")
        .file("deck/secret.txt", "SECRET text");
    #[cfg(unix)]
    for (to, from) in [
        ("../secret.md", "deck/link.md"),
        ("..", "deck/folder"),
        (".hidden.md", "deck/to-hidden.md"),
    ] {
        std::os::unix::fs::symlink(to, project.path(from)).expect("a link");
    }
    let (deck, said) = built(&project);
    assert!(!deck.contains("SECRET"), "nothing of another file is in the deck");
    assert!(!deck.contains("include:"), "no comment is shown");
    let warnings = said.matches("warning[slide/include]").count();
    assert!(warnings >= lines.len() - 2, "{warnings} are said:\n{said}");
}

#[test]
fn inclusions_end() {
    let mut project = Project::new()
        .file("deck/whydeck.yaml", "")
        .file("deck/deck.md", "# One\n\n<!-- include: a.md -->\n\n<!-- include: d0.md -->\n\n<!-- include: f0.md -->\n")
        .file("deck/a.md", "A\n\n<!-- include: b.md -->\n\n<!-- include: a.md -->\n")
        .file("deck/b.md", "B\n\n<!-- include: a.md -->\n\n<!-- include: deck.md -->\n");
    // Deeper than is read, and each file ten times in the one before it.
    for depth in 0..20 {
        project = project
            .file(
                &format!("deck/d{depth}.md"),
                format!("in-depth-{depth}.\n\n<!-- include: d{}.md -->\n", depth + 1),
            )
            .file(
                &format!("deck/f{depth}.md"),
                format!("{}\n", format!("<!-- include: f{}.md -->\n", depth + 1).repeat(10)),
            );
    }
    let (deck, said) = built(&project);
    assert!(deck.contains("in-depth-7.") && !deck.contains("in-depth-9."), "it ends in the depth");
    for word in ["it would include itself", "8 times deep", "200 inclusions are"] {
        assert!(said.contains(word), "{word} is not said:\n{said}");
    }
    let large = Project::new()
        .file(
            "deck/deck.md",
            "# One\n\n<!-- include: a.md -->\n<!-- include: b.md -->\n<!-- include: c.md -->\n",
        )
        .file("deck/a.md", format!("<!-- textlint-disable {} -->\n", "a".repeat(4 << 20)))
        .file("deck/b.md", format!("<!-- textlint-disable {} -->\n", "b".repeat(4 << 20)))
        .file("deck/c.md", "LAST\n");
    let (deck, said) = built(&large);
    assert!(said.contains("more than 8 MiB are") && !deck.contains("LAST"), "{said}");
}
