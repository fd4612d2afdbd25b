//! A whole deck at one look: every slide in one picture.
//!
//! ```sh
//! DECK=deck.html OUT=sheet.png cargo test --test suite contact_sheet -- --ignored
//! ```
//!
//! `COLUMNS` (4) and `WIDTH` (480, of one slide in pixels) change its form; `SLIDES=3-9` takes a part.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::browser::{Frame, Page, WINDOW};
use crate::support::project::Project;

#[test]
#[ignore = "a tool: it needs DECK and OUT"]
fn contact_sheet() {
    let deck = std::env::var("DECK").expect("DECK names a deck in HTML");
    let out = std::env::var("OUT").expect("OUT names the picture to write");
    let number = |name: &str, usual: u32| {
        std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
    };
    let columns = number("COLUMNS", 4);
    let width = number("WIDTH", 480);
    fs::write(&out, sheet(Path::new(&deck), columns, width, slides().as_ref()))
        .expect("a written picture");
}

/// The part of the deck that `SLIDES` names; both ends count from 1.
fn slides() -> Option<(u64, u64)> {
    let part = std::env::var("SLIDES").ok()?;
    let (from, to) = part.split_once('-').unwrap_or((&part, &part));
    Some((from.parse().expect("a number"), to.parse().expect("a number")))
}

fn sheet(deck: &Path, columns: u32, width: u32, part: Option<&(u64, u64)>) -> Vec<u8> {
    let page = Page::open_deck(deck, "");
    page.eval("Reveal.configure({ transition: 'none', backgroundTransition: 'none', controls: false }), 0");
    let scale = f64::from(width) / f64::from(WINDOW.0);
    let frame = Frame { width: WINDOW.0.into(), height: WINDOW.1.into(), scale };
    let slides = page.eval("Reveal.getSlides().length").as_u64().expect("a number");
    let (from, to) = part.copied().unwrap_or((1, slides));
    let mut html = format!(
        "<!doctype html><meta charset=utf-8><style>
         body {{ margin: 0; padding: 8px; background: #777; font: 14px sans-serif; display: grid; gap: 8px;
                 grid-template-columns: repeat({columns}, {width}px); width: max-content }}
         figure {{ margin: 0 }} img {{ display: block; width: {width}px }} figcaption {{ color: white }}</style>"
    );
    for slide in from.max(1)..=to.min(slides) {
        let caption = page.text(&format!(
            "(async () => {{ const slide = Reveal.getSlides()[{slide} - 1]; const {{ h, v }} = Reveal.getIndices(slide);
                Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
                for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
                return `${{h}}/${{v || 0}} ${{slide.id}}` }})()"
        ));
        let picture = STANDARD.encode(page.picture(&frame));
        let caption = caption.replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(
            html,
            "<figure><img src=\"data:image/png;base64,{picture}\"><figcaption>{slide} · {caption}</figcaption></figure>"
        );
    }
    let project = Project::new().file("sheet.html", html);
    let page = Page::open(&project.path("sheet.html"));
    page.picture(&page.extent())
}

#[test]
fn a_sheet_shows_every_slide() {
    let project = Project::new().file("deck.md", "# One\n\n---\n\n# Two\n\n----\n\n# Three\n");
    let sheet = sheet(&project.build("deck.md"), 2, 320, None);
    let number =
        |at: usize| u32::from_be_bytes([sheet[at], sheet[at + 1], sheet[at + 2], sheet[at + 3]]);
    // Two columns and two rows of 320×180, with captions and gaps: the picture's own header says so.
    assert_eq!(&sheet[12..16], b"IHDR");
    assert_eq!(number(16), 8 + 320 + 8 + 320 + 8);
    assert!((2 * 180..2 * 180 + 120).contains(&number(20)), "{}", number(20));
}
