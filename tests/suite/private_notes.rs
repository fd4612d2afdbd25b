//! What is said with a slide: a secret in every form of note, searched for in the bytes of every
//! way out.

use std::path::Path;

use serde_json::Value;

use crate::support::browser::Page;
use crate::support::project::Project;
use crate::support::server::Server;

/// Notes in every form, at every place where they may stand.
const SLIDES: &str = r#"---
type: slide
---
<!-- .slide: data-notes="CANARY slide attribute" data-state="s" -->
# Shown one <aside class="notes">CANARY in a heading</aside>

<aside class="notes">

# CANARY heading

- CANARY list, with a footnote[^said]

| CANARY | table |
|---|---|
| a | b |

![CANARY alt](CANARY.png "CANARY title")

```js
CANARY_code()
```

~~~chart
CANARY,b
x,1
~~~

<aside>CANARY nested</aside>
CANARY behind a nested one

<aside class="notes">CANARY notes in notes</aside>

</aside>

Shown two <!-- .element: DATA-notes='CANARY element attribute' class="fragment" -->

- Shown three <ASIDE CLASS=NOTES>CANARY in an item</ASIDE>
- Shown four
  <aside
  id="x" class='x NOTES'>CANARY over lines</aside>

> Shown five <aside class=notes>CANARY in a quote, never closed

| Shown six | b |
|---|---|
| c <aside class=notes>CANARY in a cell</aside> | Shown seven |

Shown eight <aside class="notes"> CANARY in a paragraph

CANARY behind that paragraph

</aside>

::: info
Shown nine <span class="fragment"><aside class="notes">CANARY in a fragment</aside></span>
:::

::: {.notes}
CANARY in a container
:::

<div>
<p data-notes="CANARY raw attribute" DATA-NOTES='CANARY twice'>Shown ten</p>
<aside class="&#110;otes"><img src="CANARY.png" alt="CANARY raw alt"> CANARY raw</aside>
</div>

<section data-notes="CANARY section">Shown eleven</section>

*Shown twelve <aside class="notes">CANARY in emphasis* CANARY behind it</aside>

<aside class="notes"><table><tr><td></aside>CANARY in a cell of its own</td></tr></table></aside>

[^said]: CANARY footnote, with ![CANARY](CANARY.png)

---

## Shown thirteen

<!-- CANARY comment, with a footnote[^raw] -->

[^raw]: CANARY footnote of a comment

notes: CANARY after a line
more CANARY <!-- .element: class="CANARY" -->

Note:
CANARY second

---

<aside class="notes">

## CANARY alone

</aside>

## Shown fourteen
"#;

/// An element whose tag comes together only when the slide is written.
const LATE: &str =
    "# Shown one\n\n<aside x=\"\n\nwords\n\n<p y=\" class=notes \">CANARY</aside>\n\nShown two\n";

/// Notes in a postmortem: nothing but raw HTML and containers are.
const POSTMORTEM: &str = r#"# Shown outage <aside class="notes">CANARY</aside>

<aside class="notes">

# CANARY heading

</aside>

## Summary

Shown two. <aside class="notes">CANARY summary</aside>

<p data-notes="CANARY attribute">Shown three</p>

## Timeline

- 10:00 Shown four <aside class="notes">CANARY event</aside>
- 10:05 Shown five

<aside class="notes">

- 10:06 CANARY event of its own

</aside>

## Five whys

- **Why shown six?** <aside class="notes">CANARY why</aside>
  - Because shown seven

## Action items

- [ ] Shown eight <aside class="notes">CANARY action ![CANARY](CANARY.png)</aside>
"#;

const YAML: &str = "title: Shown outage\nsummary: |\n  Shown two.\n\n  <aside class=\"notes\">\n\n  # CANARY\n\n  </aside>\n\
    timeline:\n  - {at: '10:00', text: 'Shown three <aside class=notes>CANARY</aside>'}\n\
    actionItems: ['Shown four <ASIDE class=notes>CANARY', 'Shown five <b data-notes=CANARY>x</b>']\n";

/// A picture whose data begin with what `Q0FOQVJZ` is in base64.
const PICTURE: &str = "CANARY picture";

pub(crate) fn project() -> Project {
    Project::new()
        .file("deck.md", SLIDES)
        .file("late.md", LATE)
        .file("p.md", POSTMORTEM)
        .file("p.yaml", YAML)
        .file("CANARY.png", PICTURE)
}

#[track_caller]
pub(crate) fn has_no_secret(place: &str, text: &str) {
    let lower = text.to_lowercase();
    for secret in ["canary", "q0foqvjz"] {
        if let Some(at) = lower.find(secret) {
            let around: String = lower[..at].chars().rev().take(160).collect();
            panic!(
                "{place}: {}⟨{}",
                around.chars().rev().collect::<String>(),
                &lower[at..].chars().take(60).collect::<String>()
            );
        }
    }
}

/// Every word `Shown …` of a document is in what was made of it.
#[track_caller]
fn is_all_shown(name: &str, document: &str, made: &str) {
    for (at, _) in document.match_indices("hown ") {
        let words: String =
            document[at..].chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
        assert!(made.contains(words.trim()), "{name}: {words}");
    }
}

pub(crate) fn document(project: &Project, name: &str) -> String {
    project.read(name)
}

#[test]
fn stripped_notes_are_in_no_file_whatever_their_form() {
    let project = project();
    for flags in [&[][..], &["--allow-html"]] {
        for name in ["deck.md", "late.md", "p.md", "p.yaml"] {
            for format in ["html", "json"] {
                let args = ["build", name, "--notes", "strip", "--format", format, "-o", "out"];
                project.whydeck(args.iter().chain(flags)).exits(0);
                let made = project.read("out");
                has_no_secret(&format!("{name} as {format} {flags:?}"), &made);
                is_all_shown(name, &document(&project, name), &made);
            }
        }
    }
}

#[test]
fn kept_notes_are_speaker_notes_of_their_slide_whatever_their_form() {
    let project = project();
    for name in ["deck.md", "p.md", "p.yaml"] {
        let json = project.whydeck(["build", name, "--format", "json", "-o", "-"]).exits(0).stdout;
        let json: Value = serde_json::from_str(&json).expect("JSON");
        let slides = json["slides"].as_array().expect("slides");
        let notes: String = slides.iter().filter_map(|slide| slide["notes"].as_str()).collect();
        for slide in slides {
            for part in ["id", "title", "attributes", "html"] {
                has_no_secret(&format!("{name}: {part}"), slide[part].as_str().expect("text"));
            }
        }
        has_no_secret(name, &json["model"].to_string());
        let document = document(&project, name);
        for line in document.lines().filter(|line| line.contains("CANARY") && !line.contains("img"))
        {
            let words = line.split("CANARY").nth(1).expect("words");
            let words: String = words
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, ' ' | ','))
                .collect();
            assert!(notes.contains(words.trim()), "{name}: CANARY{words}\n{notes}");
        }
    }
    let page = Page::open_deck(&project.build("deck.md"), "");
    let notes = page.text("Reveal.getSlideNotes(Reveal.getSlide(0))");
    assert!(notes.contains("CANARY slide attribute") && notes.contains("CANARY nested"), "{notes}");
    assert!(!page.text("document.querySelector('.slides > section').innerText").contains("CANARY"));
    page.is_clean();
}

#[test]
fn viewers_are_sent_no_notes_whatever_their_form() {
    for name in ["deck.md", "p.md", "p.yaml"] {
        let project = project();
        let server = Server::start(&project, &[name, "--host", "127.0.0.1"]);
        let manifest = server.events("/live").wait("deck", |_| true);
        let parts = parts_of(&manifest);
        let parts = server.get(&format!("/parts?hashes={parts}")).text();
        is_all_shown(name, &document(&project, name), &parts);
        for (place, text) in [
            ("events", manifest),
            ("parts", parts),
            ("page", server.get("/").text()),
            ("strip", server.get("/strip").text()),
        ] {
            has_no_secret(&format!("{name}: {place}"), &text);
        }
        let lead = server.get(&format!("/?lead={}", server.lead())).text();
        assert!(lead.contains("CANARY"), "{name}: the presenter has them");
    }
    let project = project();
    let server = Server::start(&project, &[".", "--host", "127.0.0.1"]);
    let index = server.events("/live");
    while !server.get("/").text().contains("/deck/p.yaml/strip") {
        index.wait("index", |_| true);
    }
    let page = server.get("/").text();
    has_no_secret("index", &page.replace(&Path::new("CANARY.png").display().to_string(), ""));
}

/// The names of all parts of a manifest.
pub(crate) fn parts_of(manifest: &str) -> String {
    let manifest: Value = serde_json::from_str(manifest).expect("JSON");
    let stacks = manifest["stacks"].as_array().expect("stacks");
    let slides = stacks.iter().flat_map(|stack| stack.as_array().expect("slides"));
    slides.map(|slide| slide[1].as_str().expect("a name")).collect::<Vec<_>>().join(",")
}

#[test]
fn a_container_of_notes_is_notes_however_its_info_line_is_written() {
    for info in [
        ":::notes:::",
        "::: notes :::",
        "::: {class=\"notes\"}",
        "::: {.x class=notes}",
        "::: {.x data-notes=\"CANARY words\"}",
        ":::a_notes notes",
    ] {
        let slides = format!("# Shown one\n\n{info}\nCANARY\n:::\n\nShown two\n");
        let postmortem = format!(
            "# Shown one\n\n## Summary\n\nShown two\n\n{info}\nCANARY\n:::\n\nShown three\n"
        );
        let yaml =
            format!("title: Shown one\nsummary: |\n  Shown two\n\n  {info}\n  CANARY\n  :::\n");
        let project =
            Project::new().file("s.md", slides).file("p.md", postmortem).file("p.yaml", yaml);
        for name in ["s.md", "p.md", "p.yaml"] {
            let args = ["build", name, "--notes", "strip", "--format", "json", "-o", "out"];
            project.whydeck(args).exits(0);
            let made = project.read("out");
            has_no_secret(&format!("{name}: {info}"), &made);
            is_all_shown(name, &document(&project, name), &made);
        }
    }
}

#[test]
fn a_postmortem_shows_no_comment_and_no_unclosed_notes() {
    let text = "# Shown one\n\n## Summary\n\nShown two <!-- a\n\nCANARY -->\n\n- Shown three <!-- a\nCANARY -->\n\n\
        `<!-- shown -->`\n\n## Five whys\n\n- Why shown four?\n  - Because <!--- CANARY ---> shown five\n\n\
        ## Impact\n\nShown six\n\n:::notes\n:::info\nCANARY\n:::\nCANARY\n\n## Action items\n\n- [ ] Shown seven\n";
    let project = Project::new().file("p.md", text);
    for format in ["html", "json"] {
        let args = ["build", "p.md", "--notes", "strip", "--format", format, "-o", "out"];
        project.whydeck(args).exits(0);
        let made = project.read("out");
        has_no_secret(format, &made);
        is_all_shown("p.md", text, &made);
        assert!(made.contains("&lt;!-- shown --&gt;"), "{format}: comments in code stay");
    }
}
