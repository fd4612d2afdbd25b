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
            "[...document.querySelectorAll('html, body, .reveal, .controls, .controls *, .progress, .backgrounds, .wd-footer')]
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
