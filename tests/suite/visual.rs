//! A few slides look as they did when somebody last accepted them: `WHYDECK_UPDATE=1` accepts what they look like now.
//!
//! Small pictures are compared by squares of some pixels, so that the smoothing of letters by another Chromium does not
//! count, while a line, a colour or a size does.

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::{Project, repository};

/// The example, its theme, and the slide.
const PICTURES: [(&str, &str, &str); 4] = [
    ("web-outage.md", "default", "no-payments-on-presale-night"),
    ("web-outage.md", "night", "the-incident-in-numbers"),
    ("web-outage.md", "paper", "timeline"),
    ("rust-1.52-slides.md", "contrast", "the-check-simplified"),
];
/// The share of squares that may differ.
const TOLERANCE: f64 = 0.002;
const KIB: u64 = 1024;

/// The share of squares in which two pictures differ; all when they have other sizes.
const DIFFER: &str = "(async (pictures) => {
    const [a, b] = await Promise.all(pictures.map(async (data) => {
        const image = new Image();
        image.src = 'data:image/png;base64,' + data;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height);
    }));
    if (a.width !== b.width || a.height !== b.height) return 1;
    const SIDE = 5, MOST = 20;
    const mean = ({ data, width }, x, y, channel) => {
        let sum = 0;
        for (let i = 0; i < SIDE; i++) for (let j = 0; j < SIDE; j++) sum += data[((y + i) * width + x + j) * 4 + channel];
        return sum / SIDE / SIDE;
    };
    let all = 0, other = 0;
    for (let y = 0; y + SIDE <= a.height; y += SIDE) for (let x = 0; x + SIDE <= a.width; x += SIDE) {
        all++;
        if ([0, 1, 2].some((c) => Math.abs(mean(a, x, y, c) - mean(b, x, y, c)) > MOST)) other++;
    }
    return other / all;
})";

fn differ(page: &Page, a: &[u8], b: &[u8]) -> f64 {
    let pictures = json!([BASE64_STANDARD.encode(a), BASE64_STANDARD.encode(b)]);
    page.eval(&format!("{DIFFER}({pictures})")).as_f64().expect("a number")
}

/// What a slide looks like, all fragments shown.
fn drawn(name: &str, theme: &str, slide: &str) -> Vec<u8> {
    let project = Project::new().folder("decks/examples");
    project.whydeck(["build", name, "--theme", theme, "-o", "deck.html"]).exits(0);
    let page = Page::open_deck(&project.path("deck.html"), "");
    page.eval(&format!(
        "(async slide => {{
            const still = new CSSStyleSheet();
            still.replaceSync('* {{ transition: none !important; animation: none !important }}');
            document.adoptedStyleSheets.push(still);
            Reveal.configure({{ controls: false, progress: false, autoAnimate: false }});
            const {{ h, v }} = Reveal.getIndices(slide);
            Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
            await document.fonts.ready;
            for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
        }})(document.getElementById({}))",
        json!(slide)
    ));
    page.small_screenshot()
}

fn accepted(theme: &str, slide: &str) -> PathBuf {
    repository().join("tests/visual").join(format!("{theme}-{slide}.png"))
}

#[test]
fn slides_look_as_they_were_accepted() {
    let blank = Project::new().file("blank.html", "<!doctype html>");
    let page = Page::open(&blank.path("blank.html"));
    let mut wrong = Vec::new();
    for (name, theme, slide) in PICTURES {
        let now = drawn(name, theme, slide);
        let file = accepted(theme, slide);
        let before = fs::read(&file).unwrap_or_default();
        let share = if before.is_empty() { 1.0 } else { differ(&page, &before, &now) };
        if share <= TOLERANCE {
            continue;
        }
        if std::env::var_os("WHYDECK_UPDATE").is_some() {
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(&file, &now).expect("a picture");
            continue;
        }
        let seen = repository().join("target/visual").join(file.file_name().expect("a name"));
        fs::create_dir_all(seen.parent().expect("a folder")).expect("a folder");
        fs::write(&seen, &now).expect("a picture");
        let percent = share * 100.0;
        wrong.push(format!("{percent:.1} % of {} differ: {}", file.display(), seen.display()));
    }
    assert!(
        wrong.is_empty(),
        "{}\nlook at them; WHYDECK_UPDATE=1 accepts what is drawn now",
        wrong.join("\n")
    );
}

#[test]
fn the_pictures_are_small_and_the_comparison_sees_what_it_should() {
    let read = |(_, theme, slide): (&str, &str, &str)| fs::read(accepted(theme, slide));
    let pictures: Vec<Vec<u8>> =
        PICTURES.into_iter().map(|it| read(it).expect("a picture")).collect();
    let size: usize = pictures.iter().map(Vec::len).sum();
    assert!(size as u64 <= 200 * KIB, "{size} bytes");
    let folder = fs::read_dir(repository().join("tests/visual")).expect("a folder");
    assert_eq!(folder.count(), PICTURES.len(), "pictures that no test asks for");
    let blank = Project::new().file("blank.html", "<!doctype html>");
    let page = Page::open(&blank.path("blank.html"));
    assert!(differ(&page, &pictures[0], &pictures[0]) == 0.0);
    assert!(differ(&page, &pictures[0], &pictures[1]) > 0.5, "another theme");
    // A title that is a little larger.
    let project = Project::new()
        .file(
            "a.html",
            "<!doctype html><body style='font: 40px sans-serif'>No payments on presale night",
        )
        .file(
            "b.html",
            "<!doctype html><body style='font: 44px sans-serif'>No payments on presale night",
        );
    let shot = |name: &str| Page::open(&project.path(name)).small_screenshot();
    assert!(differ(&page, &shot("a.html"), &shot("b.html")) > TOLERANCE);
}
