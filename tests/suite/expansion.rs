//! A small document makes no large deck: whatever repeats what a document says is bounded by what
//! comes out of it.

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::Project;

/// Fails unless whydeck reports this, and makes no deck.
#[track_caller]
fn refused(project: &Project, name: &str, words: &str) {
    let outcome = project.whydeck(["build", name, "-o", "out.html"]).exits(1);
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    assert!(!project.path("out.html").exists(), "{name}");
}

const BASIS: &str = "## Summary\n\nIt stood still.\n\n## Timeline\n\n";

fn postmortem(events: usize, template: &str) -> Project {
    let mut text = format!("---\ndeck:\n  template: own.md\n---\n# Mail\n\n{BASIS}");
    for event in 0..events {
        text += &format!("- {:02}:{:02} UTC – the queue grew\n", 10 + event / 60, event % 60);
    }
    Project::new().file("p.md", text).file("own.md", template)
}

#[test]
fn aliases_that_repeat_themselves_are_refused_in_front_matter_and_in_a_document() {
    let mut bomb = format!("a0: &a0 [{}]\n", vec!["x"; 1000].join(", "));
    for level in 1..8 {
        bomb +=
            &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", "));
    }
    assert!(bomb.len() < 4000);
    let project = Project::new()
        .file("p.yaml", format!("title: x\n{bomb}"))
        .file("deck.md", format!("---\n{bomb}---\n# A\n"))
        .file("t/theme.yaml", &bomb)
        .file("themed.md", "---\ntheme: ./t\n---\n# A\n");
    for name in ["p.yaml", "deck.md", "themed.md"] {
        refused(&project, name, "data/aliases");
    }
}

#[test]
fn a_template_that_takes_in_itself_is_refused() {
    for template in [
        "{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}",
        "{{#> a}}{{> @partial-block}}{{/a}}",
        "{{> deck}}",
        "{{> (lookup this \"title\")}}",
    ] {
        refused(&postmortem(1, template), "p.md", "deck/template");
    }
}

#[test]
fn a_template_that_nests_thousands_of_blocks_is_refused() {
    for template in [
        format!("{}{}", "{{#if title}}".repeat(3000), "{{/if}}".repeat(3000)),
        "{{#if title}}".repeat(3000),
        format!("{{{{#if a}}}}{}{{{{/if}}}}", "{{else if title}}".repeat(3000)),
        format!("{{{{title {}{}}}}}", "(title ".repeat(3000), ")".repeat(3000)),
        format!("{{{{title {}{}}}}}", "[".repeat(3000), "]".repeat(3000)),
        format!("{{{{{{{{a}}}}}}}}{}", "x".repeat(10)),
        "x".repeat(200 << 10),
    ] {
        refused(&postmortem(1, &template), "p.md", "deck/template");
    }
}

#[test]
fn loops_in_loops_end_whether_they_write_or_not() {
    for body in [
        "",
        "a long text that is written each time",
        "{{blocks ../../../subjects.summary.all}}\n\n",
    ] {
        let loops = 9;
        let template = format!(
            "{}{body}{}",
            "{{#each @root.events}}".repeat(loops),
            "{{/each}}".repeat(loops)
        );
        refused(&postmortem(10, &template.replace("../../../", "@root.")), "p.md", "deck/template");
    }
}

#[test]
fn what_decks_do_with_a_long_timeline_is_within_bounds() {
    let text = |events| {
        let mut text = format!("# Mail\n\n{BASIS}");
        for event in 0..events {
            text += &format!(
                "- 2026-02-{:02} {:02}:{:02} UTC – it grew\n",
                1 + event / 1440,
                event / 60 % 24,
                event % 60
            );
        }
        text
    };
    let project = Project::new().file("p.md", text(3000));
    for deck in ["steering", "review", "lightning"] {
        project.whydeck(["build", "p.md", "--deck", deck, "-o", "out.html"]).exits(0);
    }
}

/// A picture that no other file has, of some kilobytes.
fn picture(seed: u8) -> Vec<u8> {
    let noise: String = (0..6000_u32)
        .map(|n| char::from(b'a' + ((n * n + n / 7) % 23 + u32::from(seed)) as u8))
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"40\"><!-- {noise} -->\
         <rect width=\"60\" height=\"40\" fill=\"#e01020\"/></svg>"
    )
    .into_bytes()
}

#[test]
fn a_picture_on_every_slide_stands_in_the_file_once() {
    let slides: Vec<String> = (0..40)
        .map(|n| {
            format!(
                "<!-- .slide: data-background-image=\"back.svg\" -->\n# Slide {n}\n\n![logo](logo.svg)\n\n\
                 <img alt=\"a<b>c\" src=\"logo.svg\" width=\"30\"> <video poster=\"logo.svg\"></video>\n\nNote: ![x](logo.svg)\n"
            )
        })
        .collect();
    let css = ".a{background:url(css.svg)}.b{background:url('css.svg') no-repeat}.c{background:url(one.svg)}";
    let project = Project::new()
        .file("deck.md", format!("---\ncss: own.css\n---\n{}", slides.join("\n---\n")))
        .file("own.css", css)
        .file("logo.svg", picture(0))
        .file("back.svg", picture(1))
        .file("css.svg", picture(2))
        .file("one.svg", picture(3));
    let html = fs::read_to_string(project.build("deck.md")).expect("a deck");
    for seed in 0..4 {
        let data = BASE64_STANDARD.encode(picture(seed));
        let count = html.matches(&data).count();
        assert_eq!(count, 1, "picture {seed}");
    }
    let page = Page::open_deck(&project.path("deck.html"), "#/3");
    let shown = "(() => { const s = document.querySelector('section.present');
        const look = (e) => { const c = getComputedStyle(e), b = e.getBoundingClientRect();
            return [c.backgroundImage.startsWith('url(\"data:image/svg+xml;base64,'), b.width > 20, b.height > 10]; };
        return [...s.querySelectorAll(':scope img, :scope video')].filter(e => !e.closest('aside')).map(look).flat().every(Boolean)
            && getComputedStyle(Reveal.getSlideBackground(3).querySelector('.slide-background-content'))
                .backgroundImage.startsWith('url(\"data:image/svg+xml;base64,')
            && s.querySelector('img').naturalWidth === 60; })()";
    assert_eq!(page.eval(shown), json!(true));
    page.is_clean();
}

#[test]
fn a_picture_is_seen_as_often_as_it_is_shown_also_without_scripts() {
    let project = Project::new()
        .file("deck.md", "# A\n\n![one](dot.svg) ![two](dot.svg)\n")
        .file("dot.svg", picture(0));
    let page = Page::open_without_scripts(&project.build("deck.md"));
    let shown = "[...document.querySelectorAll('img')].map(e => getComputedStyle(e).backgroundImage.length > 6000
        && e.offsetWidth === 60 && e.offsetHeight === 40)";
    assert_eq!(page.eval(shown), json!([true, true]));
}

#[test]
fn copies_of_what_a_page_cannot_share_are_bounded() {
    let films = "<video src=\"film.mp4\"></video>\n".repeat(40);
    let project = Project::new().file("deck.md", films).file("film.mp4", vec![7; 4 << 20]);
    let outcome = project.whydeck(["build", "deck.md"]).exits(0);
    assert!(
        outcome.stderr.contains("copies of files come to more than 64 MiB"),
        "{}",
        outcome.stderr
    );
    assert!(fs::metadata(project.path("deck.html")).expect("a deck").len() < 120 << 20);
}
