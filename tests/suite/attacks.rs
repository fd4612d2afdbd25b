//! Documents that try to run something. Every attempt would set `top.pwned`; nothing may, and
//! nothing may even reach the policy: a clean console shows that the attempts were taken out, not
//! just held back.

use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::project::{Outcome, Project};

/// Raw HTML that runs by itself where nothing stops it, which [`the_attempts_are_live`] shows.
const LIVE: [&str; 14] = [
    "<script>top.pwned = 1</script>",
    "<img src=\"data:,x\" onerror=\"top.pwned = 1\">",
    "<svg onload=\"top.pwned = 1\"></svg>",
    "<svg><script>top.pwned = 1</script></svg>",
    "<svg><style><img src=data:,x onerror=top.pwned=1></style></svg>",
    "<iframe srcdoc=\"<script>top.pwned = 1</script>\"></iframe>",
    "<iframe src=\"javascript:top.pwned = 1\"></iframe>",
    "<form><input autofocus onfocus=\"top.pwned = 1\"></form>",
    "<details open ontoggle=\"top.pwned = 1\"><summary>s</summary>t</details>",
    "<video src=\"data:,x\" onerror=\"top.pwned = 1\"></video>",
    "<audio><source src=\"data:,x\" onerror=\"top.pwned = 1\"></audio>",
    "<style onload=\"top.pwned = 1\">p { color: red }</style>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=data:,x onerror=top.pwned=1&gt;\" src=data:,x onerror=top.pwned=1>",
    "<style>@keyframes k { from { color: red } }</style><p style=\"animation: k 1s\" onanimationstart=\"top.pwned = 1\">p</p>",
];

/// Raw HTML that waits for someone, loads something, or breaks out of where it stands.
const OTHER: [&str; 20] = [
    "<a href=\"javascript:top.pwned = 1\">script</a>",
    "<a href=\" java&#10;script:top.pwned = 1\">script in two parts</a>",
    "<a href=\"data:text/html,<script>top.pwned = 1</script>\">data</a>",
    "<button onclick=\"top.pwned = 1\">button</button>",
    "<form action=\"javascript:top.pwned = 1\"><input type=submit></form>",
    "<object data=\"data:text/html,<script>top.pwned = 1</script>\"></object>",
    "<embed src=\"data:text/html,<script>top.pwned = 1</script>\">",
    "<meta http-equiv=\"refresh\" content=\"0; url=javascript:top.pwned = 1\">",
    "<base href=\"http://evil.test/\">",
    "<link rel=\"stylesheet\" href=\"http://evil.test/a.css\">",
    "<link rel=\"dns-prefetch\" href=\"//evil.test\">",
    "<p style=\"background: url(http://evil.test/a.png)\">style with an address</p>",
    "<p style=\"background: u\\72l(http://evil.test/b.png)\">style with an escape</p>",
    "<p style=\"}</style><script>top.pwned = 1</script>\">style that ends</p>",
    "<div style=\"position: fixed; inset: 0; z-index: 9999\">over everything</div>",
    "<svg><a xlink:href=\"javascript:top.pwned = 1\"><text y=20>svg link</text></a></svg>",
    "</section></div><script>top.pwned = 1</script><div><section>",
    "</aside></section><section><h2>smuggled</h2>",
    "<img src=x srcset=\"http://evil.test/c.png 1x\">",
    "text <section data-background-iframe=\"javascript:top.pwned = 1\" data-preview-link=\"javascript:top.pwned = 1\">s</section>",
];

/// The same by way of Markdown and of the dialect.
const DIALECT: [&str; 19] = [
    "[link](javascript:top.pwned=1)",
    "[link](JaVaScRiPt&colon;top.pwned=1)",
    "[link](data:text/html;base64,PHNjcmlwdD50b3AucHduZWQ9MTwvc2NyaXB0Pg==)",
    "[link](vbscript:top.pwned=1)",
    "<javascript:top.pwned=1>",
    "[ref]\n\n[ref]: javascript:top.pwned=1",
    "![\" onerror=\"top.pwned=1](missing.png)",
    "![a](missing.png \"t\\\" onerror=\\\"top.pwned=1\")",
    "![remote](http://evil.test/d.png)",
    "```js\" onmouseover=\"top.pwned=1\nlet a = '</code><script>top.pwned=1</script>';\n```",
    "```<img/src=x/onerror=top.pwned=1> [1-\"><script>top.pwned=1</script>]\ntext\n```",
    "<!-- .slide: onload=\"top.pwned=1\" onclick=\"top.pwned=1\" class='a\"><script>top.pwned=1</script>' -->",
    "<!-- .slide: data-background-iframe=\"javascript:top.pwned=1\" data-background=\"http://evil.test/e.png\" -->",
    "<!-- .slide: data-background-image=\"x.png');}</style><script>top.pwned=1</script>\" style=\"background:url(//evil.test/f.png)\" -->",
    "a paragraph <!-- .element: onclick=\"top.pwned=1\" onanimationstart=\"top.pwned=1\" style=\"width:expression(top.pwned=1)\" -->",
    "[fine](http://example.com/) <!-- .element: href=\"javascript:top.pwned=1\" -->",
    ":::spoiler <img src=x onerror=top.pwned=1>\ntext\n:::",
    "a note of foot[^\"><script>]\n\n[^\"><script>]: <img src=x onerror=top.pwned=1>",
    "Note: <img src=x onerror=top.pwned=1> <script>top.pwned=1</script> [l](javascript:top.pwned=1)",
];

/// Front matter that would break out of each place it is shown in.
const FRONT: &str = "---\n\
title: '</title><script>top.pwned=1</script>\"><img src=x onerror=top.pwned=1>'\n\
description: '\"><script>top.pwned=1</script>'\n\
lang: 'en\"><script>top.pwned=1</script>'\n\
dir: 'ltr\" onload=\"top.pwned=1'\n\
confidential: '<img src=x onerror=top.pwned=1>'\n";

/// Shows every slide, clicks what can be clicked, moves the mouse over the rest.
fn provoke(page: &Page) {
    page.eval(
        "(async () => {
            const rest = () => new Promise(done => setTimeout(done, 10));
            for (const slide of Reveal.getSlides()) {
                const { h, v } = Reveal.getIndices(slide);
                Reveal.slide(h, v);
                await rest();
                for (const e of [slide, ...slide.querySelectorAll('*')]) {
                    for (const kind of ['mouseover', 'focus', 'animationstart', 'toggle', 'load', 'error']) {
                        e.dispatchEvent(new Event(kind));
                    }
                    if (!/^https?:/i.test(e.getAttribute?.('href') ?? '')) e.click?.();
                }
                await rest();
            }
        })()",
    );
}

/// Fails unless the deck has this many slides, runs nothing, asks for nothing, and holds nothing
/// that could.
#[track_caller]
pub(crate) fn is_harmless(page: &Page, slides: usize) {
    assert_eq!(page.eval("Reveal.getSlides().length"), json!(slides), "slides");
    provoke(page);
    assert_eq!(page.eval("typeof window.pwned"), json!("undefined"), "something ran");
    let left = page.eval(
        "[...document.querySelectorAll('.reveal *, head *')].flatMap(e => [
            ...[...e.attributes].filter(a => /^on/i.test(a.name)
                || (/^(href|src|action|formaction|data|xlink:href)$/i.test(a.name) && /^\\s*(javascript|vbscript|data:text)/i.test(a.value)))
                .map(a => `${e.localName} ${a.name}=${a.value}`),
            ...(e.closest('.slides') && e.matches('script, iframe, object, embed, form, base, link, meta, style')
                ? [`<${e.localName}>`] : []),
        ])",
    );
    assert_eq!(left, json!([]), "what is left on the page");
    page.is_clean();
}

fn build(project: &Project, args: &[&str]) -> Outcome {
    project.whydeck(["build", "deck.md", "-o", "deck.html"].iter().chain(args)).exits(0)
}

/// One slide an attempt, so that one attempt cannot hide another.
fn slides(front: &str, attempts: &[&str]) -> String {
    let slides = attempts
        .iter()
        .enumerate()
        .map(|(n, attempt)| format!("## Slide {n}\n\n{attempt}\n\nafter {n}\n"));
    format!("{front}{}", slides.collect::<Vec<_>>().join("\n---\n\n"))
}

#[test]
fn the_attempts_are_live() {
    for attempt in LIVE {
        let project = Project::new().file("raw.html", format!("<!doctype html><body>{attempt}"));
        let page = Page::open(&project.path("raw.html"));
        page.wait("window.pwned === 1");
    }
}

#[test]
fn raw_html_runs_nothing() {
    let attempts = [LIVE.as_slice(), OTHER.as_slice()].concat();
    let project = Project::new().file("deck.md", slides("", &attempts));
    build(&project, &[]);
    let page = Page::open_deck(&project.path("deck.html"), "");
    is_harmless(&page, attempts.len());
    let titles =
        page.eval("Reveal.getSlides().map(slide => slide.querySelector('h2')?.textContent)");
    let expected: Vec<_> = (0..attempts.len()).map(|n| Value::from(format!("Slide {n}"))).collect();
    assert_eq!(titles, Value::from(expected), "each slide keeps its own heading, and no other");
}

#[test]
fn the_dialect_runs_nothing() {
    let project = Project::new().file("deck.md", slides("", &DIALECT));
    build(&project, &[]);
    let page = Page::open_deck(&project.path("deck.html"), "");
    is_harmless(&page, DIALECT.len());
}

#[test]
fn front_matter_runs_nothing() {
    let front = format!(
        "{FRONT}slideOptions:\n  transition: '</script><script>top.pwned=1</script>'\n---\n"
    );
    let project = Project::new().file("deck.md", slides(&front, &["text"]));
    build(&project, &[]);
    let page = Page::open_deck(&project.path("deck.html"), "");
    assert!(page.text("document.title").starts_with("</title><script>"), "the title is text");
    is_harmless(&page, 1);
}

#[test]
fn notes_run_nothing_in_the_speaker_view() {
    let attempts = LIVE.map(|attempt| format!("text\n\nNote: noted\n\n{attempt}"));
    let attempts: Vec<_> = attempts.iter().map(String::as_str).collect();
    // It comes first: one of the others opens a comment, which this one's end would close.
    let comment = "<!-- a remark <img src=x onerror=top.pwned=1> <script>top.pwned=1</script> -->";
    let project =
        Project::new().file("deck.md", slides("", &[&[comment], attempts.as_slice()].concat()));
    build(&project, &[]);
    let page = Page::open_deck(&project.path("deck.html"), "");
    let speaker = page.speaker();
    for slide in 0..=attempts.len() {
        page.eval(&format!("Reveal.slide({slide}), 0"));
        let title = format!("Slide {slide}");
        speaker.wait_for_previews(&title, &format!("Slide {}", (slide + 1).min(attempts.len())));
    }
    assert_eq!(
        speaker.page.eval("typeof window.pwned"),
        json!("undefined"),
        "something ran in the speaker view"
    );
    assert_eq!(page.eval("typeof window.pwned"), json!("undefined"), "something ran");
    page.is_clean();
}

#[test]
fn html_that_is_allowed_still_meets_the_policy() {
    let project = Project::new().file("deck.md", slides("", &LIVE[..6]));
    build(&project, &["--allow-html"]);
    let page = Page::open_deck(&project.path("deck.html"), "");
    provoke(&page);
    assert_eq!(page.eval("typeof window.pwned"), json!("undefined"), "something ran");
    assert_eq!(page.leaks(), Vec::<String>::new());
}

/// A postmortem; `word` stands in every kind of place.
fn postmortem(front: &str, word: &str, block: &str) -> String {
    format!(
        "{front}# An outage {word}\n\n## Summary\n\nIt broke {word}.\n\n{block}\n\nIt was mended.\n\n\
         ## Background\n\nA service {word}.\n\n## Timeline\n\n- 2024-03-01 10:02 UTC – it began {word}\n\
         - 2024-03-01 10:12 UTC – an alert fired (detected)\n- 2024-03-01 11:00 UTC – rolled back (mitigated) {word}\n\n\
         ## Five Whys\n\n- **Why did it break {word}?**\n  - Because of {word}\n    - **Why was that?**\n      - Nobody knows\n\n\
         ## Lessons Learned\n\n### What went well\n\n- alerts {word}\n\n## Action Items\n\n\
         | Action | Owner | Due |\n|---|---|---|\n| mend {word} | @a{word} | 2024-04-01 |\n\n## Oddities {word}\n\n{block}\n\ntext\n"
    )
}

/// The number of slides of a postmortem's deck, and of its notes, after the checks of
/// [`is_harmless`].
fn slides_and_notes(front: &str, word: &str, block: &str) -> (Value, Value, Page) {
    let project = Project::new().file("deck.md", postmortem(front, word, block));
    build(&project, &["--as", "postmortem"]);
    let page = Page::open_deck(&project.path("deck.html"), "");
    let slides = page.eval("Reveal.getSlides().length");
    (slides, page.eval("document.querySelectorAll('aside.notes').length"), page)
}

#[test]
fn a_postmortem_opens_no_slide_and_runs_nothing() {
    let front = "---\ntitle: plain\n---\n";
    let block = |rule: &str, note: &str, slide: &str| {
        format!("before\n\n{rule}\n\n{note} more words\n\n{slide}\n\nafter")
    };
    // As long as the hostile one, so that as much of it stands on slides of its own.
    let quiet = block("***", "Nota", "<!-- check-off x: y -->\n\n***\n\n...danger");
    let (slides, notes, _) = slides_and_notes(front, "quiet", &quiet);
    let words = [
        "<script>top.pwned=1</script>",
        "<img src=x onerror=top.pwned=1>",
        "{{title}} {{{title}}} {{#each whys}} {{/each}} {{> x}}",
        "[l](javascript:top.pwned=1)",
        "<!-- .slide: onload=\"top.pwned=1\" -->",
        "<!-- .element: onclick=\"top.pwned=1\" -->",
        "\\---",
    ];
    for word in words {
        let hostile = block(
            "---",
            "Note:",
            "<!-- .slide: class=\"x\" onload=\"top.pwned=1\" -->\n\n----\n\n:::danger",
        );
        let (found, found_notes, page) = slides_and_notes(front, word, &hostile);
        assert_eq!(found, slides, "{word}: slides");
        assert_eq!(found_notes, notes, "{word}: notes");
        is_harmless(&page, usize::try_from(slides.as_u64().expect("a number")).expect("a number"));
        let text = page.text("document.querySelector('.slides').textContent");
        assert!(text.contains("Note: more words"), "{word}: `Note:` in a postmortem is text");
        if word.starts_with("{{") {
            assert!(text.contains(word), "braces are text");
        }
    }
    let (_, _, page) = slides_and_notes(&format!("{FRONT}status: draft\n---\n"), "quiet", "text");
    provoke(&page);
    assert_eq!(page.eval("typeof window.pwned"), json!("undefined"));
    page.is_clean();
}
