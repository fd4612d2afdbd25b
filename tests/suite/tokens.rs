//! Private tokens: no document can forge one, and one that strays is never filled in.

use proptest::prelude::*;
use serde_json::json;
use whydeck::compile::{Compiled, DocumentText, Options, compile};
use whydeck::page::{self, Target};
use whydeck::source::front_matter::DocumentKind;

use crate::support::browser::Page;
use crate::support::project::Project;

/// A heading is cut by comments, so that a character reference comes together only when they are
/// gone.
#[test]
fn a_reference_joined_by_a_removed_comment_is_text() {
    let forged = |name: &str| format!("&#<!-- -->xFDD0;{name}&#<!-- x -->xFDD1;");
    let text = format!(
        "# {} {}\n\n<b title=\"{}\">b</b> {} [l](/{} \"{}\")\n\n---\n\n## Second\n\n~~~chart\na,b\nx,1\n~~~\n",
        forged("slides"),
        forged("slides-"),
        forged("f0"),
        forged("figure-0"),
        forged("a0"),
        forged("options"),
    );
    let project = Project::new().file("deck.md", text);
    let html = std::fs::read_to_string(project.build("deck.md")).expect("a deck");
    assert!(!html.contains(['\u{FDD0}', '\u{FDD1}']));
    assert_eq!(html.matches("<section").count(), 2, "the slides stand in the page once");
    assert_eq!(html.matches("<svg").count(), 1, "the figure stands on its slide once");
    let title = html
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next())
        .expect("a title");
    assert!(title.len() < 200, "{title}");
}

#[test]
fn a_figure_drawn_into_a_tag_is_left_out() {
    let text = "# A\n\n<div title='\n\n~~~chart\na,b\nonmouseover=pwned(),1\n~~~\n\n'>x</div>\n\n<xmp>\n\n![](a.png)\n\n</xmp>\n";
    let project =
        Project::new().file("deck.md", text).file("a.png", "a picture of some length".repeat(20));
    let page = Page::open_deck(&project.build("deck.md"), "");
    assert_eq!(page.eval("document.querySelectorAll('[onmouseover]').length"), json!(0));
    assert_eq!(
        page.eval("document.querySelector('.slides').innerText.includes('base64')"),
        json!(false)
    );
    page.is_clean();
}

/// A comment in a title has no element, one in code is text, and neither leaves anything behind.
#[test]
fn a_stray_comment_token_never_comes_out() {
    let comment = "<!-- .element: class=\"k\" -->";
    let text = format!(
        "# A\n\n[l](/x \"t {comment} u\") `a\n{comment}`\n\n<div>\n{comment}\n</div>\n\n~~~js {comment}\nx\n~~~\n\n\
         Note:\nsaid {comment}\n\n- item {comment}\n"
    );
    let project = Project::new().file("deck.md", text);
    for format in ["html", "json"] {
        let outcome = project.whydeck(["build", "deck.md", "--format", format, "-o", "-"]).exits(0);
        assert!(!outcome.stdout.contains(['\u{FDD0}', '\u{FDD1}', '\u{FFFD}']), "{format}");
        assert!(outcome.stdout.contains("&lt;!-- .element:"), "in code a comment is text");
        assert!(outcome.stdout.contains("code k"), "one behind a fence is for its code");
        assert_eq!(outcome.stderr.matches("slide/no-element").count(), 1, "{}", outcome.stderr);
    }
}

const NONCHARACTERS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// What an attacker may put side by side: delimiters in every spelling, the names of tokens, and
/// what text is cut with.
const ATOMS: [&str; 40] = [
    "\u{FDD0}",
    "\u{FDD1}",
    "&#xFDD0;",
    "&#xfdd1;",
    "&#64976;",
    "&#64977",
    "&#x0FDD0",
    "&#",
    "xFDD0;",
    "&amp;",
    "<!-- -->",
    "<!-- x\ny -->",
    "<!-- .element: title=\"&#xFDD0;\" -->",
    "<!---->",
    "\\",
    "`",
    "slides-",
    "slides",
    "asset-0",
    "a0",
    "figure-0",
    "f0",
    "comment-0",
    "e0",
    "reference-0",
    "blocks-1",
    "options",
    "\n\n",
    "\n",
    "# ",
    "<b title=\"",
    "\">",
    "</b>",
    "~~~\n",
    "~~~chart\nx,1\n",
    "[a](/",
    " \"",
    "\")",
    "\\uFDD0",
    "%EF%B7%90",
];

fn built(text: &str, kind: DocumentKind) -> Compiled {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let outcome = compile(
        input,
        &Options { kind: Some(kind), root: Some(root), highlight: false, ..Options::default() },
    );
    outcome.compiled.unwrap_or_else(|| panic!("{:?}\n{text}", outcome.diagnostics))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// No asset is named in these documents, so that every token in a compiled deck would be forged
    /// or lost.
    #[test]
    fn no_document_yields_a_token(
        parts in proptest::collection::vec(0..ATOMS.len(), 0..40), title in proptest::collection::vec(0..ATOMS.len(), 0..6),
        is_slides in any::<bool>(),
    ) {
        let text: String = parts.iter().map(|part| ATOMS[*part]).collect();
        let title: String = title.iter().map(|part| ATOMS[*part]).collect();
        let title = serde_json::to_string(&title).expect("a string");
        let kind = if is_slides { DocumentKind::Slides } else { DocumentKind::Postmortem };
        let deck = built(&format!("---\ntitle: {title}\n---\n# A {text}\n\n{text}\n"), kind);
        for slide in deck.stacks.iter().flatten() {
            let texts = [Some(&slide.key), Some(&slide.title), Some(&slide.attributes), Some(&slide.html), slide.notes.as_ref()];
            for text in texts.into_iter().flatten() {
                prop_assert!(!whydeck::token::is_in(text), "{text}");
            }
        }
        let mut page = Vec::new();
        page::compose(&deck, Target::File).expect("a page").write(&mut page).expect("bytes");
        let page = String::from_utf8(page).expect("text");
        prop_assert!(!page.contains(NONCHARACTERS), "a noncharacter is left");
        let stacks = deck.stacks.iter().filter(|stack| stack.len() > 1).count();
        prop_assert_eq!(page.matches("<section").count(), deck.slide_count() + stacks);
    }
}
