//! What fills a slide: `r-fit-text`, `r-stretch`, films behind slides.

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::Project;

/// The sides of a box on the slide that is shown, in pixels of the canvas.
fn sides(page: &Page, selector: &str) -> [f64; 4] {
    let sides = page.eval(&format!(
        "(() => {{ const canvas = document.querySelector('.slides').getBoundingClientRect();
            const box = Reveal.getCurrentSlide().querySelector({selector:?}).getBoundingClientRect();
            const {{ left, top }} = canvas, scale = Reveal.getScale();
            return [box.left - left, box.top - top, box.right - left, box.bottom - top].map(side => side / scale)
        }})()"
    ));
    let side = |index: usize| sides[index].as_f64().expect("a number");
    [side(0), side(1), side(2), side(3)]
}

fn is_near(side: f64, wanted: f64) -> bool {
    (side - wanted).abs() < 4.0
}

#[test]
fn a_text_that_fits_is_as_wide_as_the_slide() {
    let class = "<!-- .element: class=\"r-fit-text\" -->";
    let text = format!(
        "## A quite long heading that has many words in it {class}\n\n---\n\n# Longer heading here {class}\n\n## and a second {class}\n"
    );
    let project = Project::new().file("deck.md", text);
    let page = Page::open_deck(&project.build("deck.md"), "");
    for (slide, selector) in [(0, "h2"), (1, "h1"), (1, "h2")] {
        page.eval(&format!("Reveal.slide({slide}), 0"));
        page.wait("document.fonts.status === 'loaded' && !!Reveal.getCurrentSlide().querySelector('[style*=font-size]')");
        let [left, _, right, _] = sides(&page, selector);
        assert!(is_near(left, 60.0) && is_near(right, 1220.0), "{selector}: {left} to {right}");
    }
    page.is_clean();
}

#[test]
fn what_is_stretched_takes_what_is_left_of_the_slide() {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"300\"><rect width=\"400\" height=\"300\"/></svg>";
    let blank = project_with_a_page();
    let made = film(&Page::open(&blank.path("blank.html")));
    let text = "## Picture\n\n<img src=\"p.svg\" class=\"r-stretch\">\n\ntext below\n\n---\n\n## Film\n\n\
        <video src=\"film.webm\" class=\"r-stretch\">\n</video>\n\n---\n\n## Alone\n\n<img src=\"p.svg\" class=\"r-stretch\">\n";
    let project =
        Project::new().file("p.svg", picture).file("film.webm", made).file("deck.md", text);
    let page = Page::open_deck(&project.build("deck.md"), "");
    for (slide, selector, last) in [(0, "img", "p"), (1, "video", "video"), (2, "img", "img")] {
        page.eval(&format!("Reveal.slide({slide}), 0"));
        page.wait("!!Reveal.getCurrentSlide().querySelector('.r-stretch[style*=height]')");
        let [_, top, _, bottom] = sides(&page, selector);
        let [_, _, _, end] = sides(&page, last);
        assert!(bottom - top > 400.0, "{selector} has {} pixels", bottom - top);
        assert!(is_near(end, 660.0), "slide {slide} ends at {end}");
    }
}

#[test]
fn lines_of_code_do_not_wrap_where_smaller_letters_are_enough() {
    let row = |columns: usize| format!("+{}+", "-".repeat(columns - 2));
    let code = |columns: usize, language: &str| {
        format!("## {columns}{language}\n\n```{language}\n{}\n| a\n```\n", row(columns))
    };
    let text =
        [code(60, "text"), code(80, "text"), code(92, "text"), code(92, "sh"), code(300, "text")];
    let project = Project::new().file("deck.md", text.join("\n---\n\n"));
    let page = Page::open_deck(&project.build("deck.md"), "");
    let mut sizes = Vec::new();
    for slide in 0..text.len() {
        page.eval(&format!("Reveal.slide({slide}), 0"));
        page.wait("document.fonts.status === 'loaded'");
        let is = page.eval(
            "(() => { const pre = Reveal.getCurrentSlide().querySelector('pre');
                const { fontSize, lineHeight } = getComputedStyle(pre);
                const height = pre.clientHeight - 32;
                return [parseFloat(fontSize), Math.round(height / parseFloat(lineHeight))] })()",
        );
        sizes.push((is[0].as_f64().expect("a size"), is[1].as_u64().expect("lines")));
    }
    let lines: Vec<u64> = sizes.iter().map(|(_, lines)| *lines).collect();
    assert_eq!(lines[..4], [2, 2, 2, 2], "{sizes:?}");
    assert!(sizes[0].0 > sizes[1].0 && sizes[1].0 > sizes[2].0, "{sizes:?}");
    assert!(sizes.iter().all(|(size, _)| *size >= 18.0), "{sizes:?}");
    assert!(lines[4] > 2, "what no size helps goes on below: {sizes:?}");
    assert!(sizes[4].0 >= sizes[1].0, "and stays as large as other code: {sizes:?}");
}

fn project_with_a_page() -> Project {
    Project::new().file("blank.html", "<!doctype html><title>x</title>")
}

/// A film of some frames, made by the browser.
fn film(page: &Page) -> Vec<u8> {
    let made = page.eval(
        "(async () => {
            const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
            const context = canvas.getContext('2d');
            const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
            const parts = [];
            recorder.ondataavailable = event => parts.push(event.data);
            const end = new Promise(done => { recorder.onstop = done });
            recorder.start();
            for (let i = 0; i < 10; i++) {
                context.fillStyle = `rgb(${i * 25}, 0, 0)`;
                context.fillRect(0, 0, 64, 36);
                await new Promise(done => setTimeout(done, 50));
            }
            recorder.stop();
            await end;
            const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
            return btoa(String.fromCharCode(...bytes));
        })()",
    );
    BASE64_STANDARD.decode(made.as_str().expect("a film")).expect("base64")
}

#[test]
fn a_film_behind_a_slide_plays_under_the_policy() {
    let blank = project_with_a_page();
    let film = film(&Page::open(&blank.path("blank.html")));
    let text = "# One\n\n---\n\n<!-- .slide: data-background-video=\"film.webm\" data-background-video-loop data-background-video-muted -->\n\n# Two\n";
    let project = Project::new().file("film.webm", film).file("deck.md", text);
    let deck = project.build("deck.md");
    assert!(fs::read_to_string(&deck).expect("a deck").contains("data:video/webm;base64,"));
    let page = Page::open_deck(&deck, "");
    page.press("ArrowRight");
    let film = "document.querySelector('.slides .present > video.film')";
    page.wait(&format!("{film}?.readyState >= 2 && {film}.currentTime > 0"));
    let is = page.eval(&format!("[{film}.loop, {film}.muted, {film}.videoWidth, {film}.paused]"));
    assert_eq!(is, json!([true, true, 64, false]));
    let [left, top, right, bottom] = sides(&page, "video");
    assert!(
        left <= 0.0 && top <= 0.0 && right >= 1279.0 && bottom >= 719.0,
        "it covers the slide: {left} {top} {right} {bottom}"
    );
    page.press("ArrowLeft");
    page.wait("document.querySelector('video.film').paused");
    page.is_clean();
}
