//! A company's look: a brand's file, and a logo on every slide.

use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::Project;
use crate::support::server::Server;

const DECK: &str = "# One\n\n---\n\n## Two\n\n----\n\n## Three\n";
const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 60' width='200' height='60'>\
                    <rect width='200' height='60' fill='#7a1f5c'/></svg>";
const BRAND: &str = "\
meta: { name: Kolibri }
color: { palette: { plum: '#7a1f5c' }, primary: plum }
typography: { base: Open Sans }
logo: { medium: { light: art/light.svg, dark: art/dark.svg } }
";

/// A project whose root has a brand, and a deck two folders below.
fn project() -> Project {
    Project::new()
        .file("whydeck.yaml", "")
        .file("_brand.yml", BRAND)
        .file("art/light.svg", LOGO)
        .file("art/dark.svg", LOGO.replace("#7a1f5c", "#ffffff"))
        .file("a/b/deck.md", DECK)
        .file("a/b/own.svg", LOGO.replace("width='200'", "width='100'"))
}

/// What is known of the logo on the slide that is shown.
const SEEN: &str = "(logo => {
    const box = logo.getBoundingClientRect();
    return [logo.alt, logo.naturalWidth, logo.complete, box.height > 20, box.top > 600 && box.bottom <= 720,
        box.left > 30 && box.right < 500];
})(document.querySelector('.reveal > .wd-footer > .wd-logo'))";

#[test]
fn a_brand_dresses_the_decks_below_it() {
    let project = project();
    project.whydeck(["build", "a/b/deck.md", "-o", "deck.html"]).exits(0);
    let html = project.read("deck.html");
    assert!(html.contains("--wd-color-accent:#7a1f5c;"), "the brand's colour");
    assert!(html.contains("--wd-font-body:\"Open Sans\",\"Atkinson Hyperlegible Next\","));
    let page = Page::open_deck(&project.path("deck.html"), "");
    page.wait("document.querySelector('.wd-logo').complete");
    for slide in ["0, 0", "1, 0", "1, 1"] {
        page.eval(&format!("Reveal.slide({slide}), 0"));
        assert_eq!(page.eval(SEEN), json!(["Kolibri", 200, true, true, true, true]), "{slide}");
    }
    page.is_clean();
    let print = Page::open_deck(&project.path("deck.html"), "?print-pdf");
    print.wait("document.querySelectorAll('.pdf-page > .wd-footer > .wd-logo').length === 3");
    project.whydeck(["build", "a/b/deck.md", "--theme", "night", "-o", "night.html"]).exits(0);
    assert!(project.read("night.html").contains("class=\"wd-logo wd-logo-dark\""));
}

#[test]
fn a_document_chooses_its_logo_and_its_brand() {
    let project = project();
    let build = |deck: &str| {
        std::fs::write(project.path("a/b/deck.md"), format!("---\ndeck: {{{deck}}}\n---\n{DECK}"))
            .expect("a written file");
        let outcome = project.whydeck(["build", "a/b/deck.md", "-o", "deck.html"]).exits(0);
        (outcome.stderr, project.read("deck.html"))
    };
    let (problems, _) = build("logo: own.svg");
    assert_eq!(problems, "");
    let own = Page::open_deck(&project.path("deck.html"), "");
    own.wait("document.querySelector('.wd-logo').naturalWidth === 100");
    let (problems, plain) = build("brand: none");
    assert!(
        problems.is_empty()
            && !plain.contains("#7a1f5c")
            && !plain.contains("<img class=\"wd-logo")
    );
    for (deck, code) in [
        ("logo: missing.svg", "asset/missing"),
        ("logo: \"https://example.org/logo.svg\"", "asset/missing"),
        ("logo: ../../../logo.svg", "asset/missing"),
        ("brand: missing.yml", "brand/unreadable"),
        ("brand: deck.md", "brand/unreadable"),
        ("brand: ../../../brand.yml", "brand/unreadable"),
    ] {
        let (problems, html) = build(deck);
        assert!(problems.contains(&format!("warning[{code}]")), "{deck}: {problems}");
        assert!(problems.contains("deck.md:"), "{deck}: {problems}");
        assert!(html.contains("<h1"), "{deck}: there is a deck");
    }
}

#[test]
fn a_served_deck_shows_a_logo_that_comes() {
    let project = project();
    let server = Server::start(&project, &["a/b/deck.md"]);
    let page = Page::visit_deck(&format!("http://127.0.0.1:{}/", server.port()));
    page.wait("document.querySelector('.wd-logo').naturalWidth === 200");
    let deck = format!("---\ndeck: {{logo: own.svg}}\n---\n{DECK}");
    std::fs::write(project.path("a/b/deck.md"), deck).expect("a written file");
    page.wait("document.querySelector('.wd-logo')?.naturalWidth === 100");
}

#[test]
fn a_theme_has_a_logo_of_its_own() {
    let project = Project::new()
        .file("mine/theme.yaml", "logo: mine.svg\n")
        .file("mine/mine.svg", LOGO)
        .file("deck.md", DECK);
    let outcome = project.whydeck(["build", "deck.md", "--theme", "mine"]).exits(0);
    assert_eq!(outcome.stderr, "");
    assert!(
        project
            .read("deck.html")
            .contains("<img class=\"wd-logo\" src=\"data:image/svg+xml;base64,")
    );
}

#[test]
fn what_is_wrong_in_a_brand_is_told_at_its_place() {
    let brand =
        "color:\n  primary: mauve\n  danger: \"#c00\"\n  danger: \"#b00\"\nlogo: none.png\n";
    let project = Project::new().file("_brand.yml", brand).file("deck.md", DECK);
    let outcome = project.whydeck(["build", "deck.md", "--message-format", "short"]).exits(0);
    for place in [
        "_brand.yml:2:12: warning[brand/color]",
        "_brand.yml:4:3: warning[data/duplicate-key]",
        "_brand.yml:5:7: warning[asset/missing]",
    ] {
        assert!(outcome.stderr.contains(place), "{place}: {}", outcome.stderr);
    }
}
