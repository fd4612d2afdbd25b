//! `build -o deck.pdf`: pages, tags, outline, and what is not in it.

use std::fs;

use lopdf::{Dictionary, Document, Object};

use crate::support::project::{Project, repository};

const DECK: &str = "\
---
title: Grüße & <more>
lang: de
slideOptions: {view: scroll}
---
# First

- one <!-- .element: class=\"fragment\" -->
- two <!-- .element: class=\"fragment\" -->

[the last](#/last) and [elsewhere](https://example.org/x) and [beside](other.md)

Note: kanarienvogel

---

## Second

#### Much deeper

| a | b |
|---|---|
|   | c |

----

## Below

**strong** and *soft*

```rust [1|2]
fn main() {
}
```

---

## Last

<!-- tintenfisch -->
";

fn pdf(project: &Project, name: &str) -> Document {
    Document::load_mem(&fs::read(project.path(name)).expect("a file")).expect("a PDF")
}

/// The names of all tags, in no order.
fn tags(pdf: &Document) -> Vec<String> {
    let dicts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let tags = dicts.filter(|dict| dict.has_type(b"StructElem"));
    let name = |tag: &Dictionary| tag.get(b"S").and_then(Object::as_name).map(<[u8]>::to_vec);
    tags.filter_map(|tag| name(tag).ok())
        .map(|name| String::from_utf8_lossy(&name).into())
        .collect()
}

fn count(tags: &[String], name: &str) -> usize {
    tags.iter().filter(|tag| *tag == name).count()
}

/// A text of a PDF, in either of its encodings.
fn text(object: &Object) -> String {
    let bytes = object.as_str().expect("a text");
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(units) => {
            let units: Vec<u16> =
                units.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The outline, in order.
fn outline(pdf: &Document) -> Vec<String> {
    let catalog = pdf.catalog().expect("a catalogue");
    let root = catalog.get_deref(b"Outlines", pdf).expect("an outline").as_dict().expect("one");
    let mut titles = Vec::new();
    let mut open: Vec<&Object> = root.get(b"First").into_iter().collect();
    while let Some(at) = open.pop() {
        let (_, entry) = pdf.dereference(at).expect("an entry");
        let entry = entry.as_dict().expect("an entry");
        titles.push(text(entry.get(b"Title").expect("a title")));
        open.extend(entry.get(b"Next"));
        open.extend(entry.get(b"First"));
    }
    titles
}

fn catalog_text(pdf: &Document, key: &[u8]) -> String {
    text(pdf.catalog().expect("a catalogue").get(key).expect("a value"))
}

/// What is painted on a page between `/Artifact` and its end, or not at all tagged.
fn is_all_marked(pdf: &Document) -> bool {
    pdf.page_iter().all(|page| {
        let content = String::from_utf8_lossy(&pdf.get_page_content(page)).into_owned();
        let mut depth = 0_usize;
        content.lines().all(|line| {
            if line.ends_with("BDC") || line.ends_with("BMC") {
                depth += 1;
            } else if line.trim() == "EMC" {
                depth -= 1;
            }
            depth > 0 || !(line.ends_with(" Tj") || line == "f" || line == "S")
        })
    })
}

#[test]
fn a_slide_is_a_page_that_can_be_heard() {
    let project = Project::new().file("deck.md", DECK);
    let outcome = project.whydeck(["build", "deck.md", "-o", "deck.pdf"]).exits(0);
    assert!(outcome.stdout.contains("→ deck.pdf: 4 slides, "), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("the notes of 2 slides are left out"), "{}", outcome.stdout);
    let pdf = pdf(&project, "deck.pdf");
    assert_eq!(pdf.get_pages().len(), 4, "one page a slide");
    let shown = pdf.extract_text(&[1, 2, 3, 4]).expect("text");
    for word in ["one", "two", "elsewhere", "deeper", "strong", "main"] {
        assert!(shown.contains(word), "{word} is missing: {shown}");
    }
    let bytes = fs::read(project.path("deck.pdf")).expect("a file");
    for private in ["kanarienvogel", "tintenfisch"] {
        assert!(!shown.contains(private), "{private}");
        assert!(!String::from_utf8_lossy(&bytes).contains(private), "{private}");
    }
    assert_eq!(catalog_text(&pdf, b"Lang"), "de");
    assert_eq!(outline(&pdf), ["First", "Second", "Much deeper", "Below", "Last"]);
    let tags = tags(&pdf);
    assert_eq!((count(&tags, "H1"), count(&tags, "H2"), count(&tags, "H3")), (1, 3, 1), "{tags:?}");
    assert_eq!((count(&tags, "LI"), count(&tags, "LBody")), (2, 2), "{tags:?}");
    assert_eq!(
        (count(&tags, "TH"), count(&tags, "TD"), count(&tags, "Link")),
        (2, 2, 3),
        "{tags:?}"
    );
    assert!(is_all_marked(&pdf), "something is painted that is neither tagged nor an artifact");
}

#[test]
fn a_pdf_says_what_it_is_and_where_its_links_lead() {
    let project = Project::new().file("deck.md", DECK);
    project.whydeck(["build", "deck.md", "-o", "deck.pdf"]).exits(0);
    let pdf = pdf(&project, "deck.pdf");
    let metadata = pdf.catalog().expect("a catalogue").get_deref(b"Metadata", &pdf);
    let metadata = &metadata.expect("metadata").as_stream().expect("a stream").content;
    let metadata = String::from_utf8_lossy(metadata);
    assert!(metadata.contains(">Grüße &amp; &lt;more&gt;</rdf:li>"), "{metadata}");
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
    let mut links = Vec::new();
    for object in pdf.objects.values().filter_map(|object| object.as_dict().ok()) {
        if object.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link") {
            let action = object.get(b"A").and_then(Object::as_dict);
            let address = action.and_then(|action| action.get(b"URI")).map(text);
            links.push((
                text(object.get(b"Contents").expect("a name")),
                address.unwrap_or_default(),
            ));
        }
    }
    links.sort();
    let expected = [
        ("beside", "other.md"),
        ("elsewhere", "https://example.org/x"),
        ("to a slide of this deck", ""),
    ];
    assert_eq!(links, expected.map(|(name, address)| (name.to_owned(), address.to_owned())));
    let bytes = fs::read(project.path("deck.pdf")).expect("a file");
    assert!(!String::from_utf8_lossy(&bytes).contains("whydeck-deck-"), "where it was made");
    project.whydeck(["build", "deck.md", "-o", "again.pdf"]).exits(0);
    assert!(fs::read(project.path("again.pdf")).expect("a file") == bytes, "made again it differs");
}

#[test]
fn a_handout_has_the_notes_unless_they_are_stripped() {
    let project = Project::new().file("deck.md", DECK);
    let kept = project.whydeck(["build", "deck.md", "--handout"]).exits(0);
    assert!(kept.stdout.contains("→ deck.pdf: "), "{}", kept.stdout);
    assert!(kept.stdout.contains("the notes of 2 slides travel along"), "{}", kept.stdout);
    let handout = pdf(&project, "deck.pdf");
    assert_eq!(handout.get_pages().len(), 2, "two slides a page");
    let shown = handout.extract_text(&[1, 2]).expect("text");
    assert!(shown.contains("kanarienvogel") && shown.contains("tintenfisch"), "{shown}");
    let stripped = ["build", "deck.md", "--handout", "--notes", "strip", "-o", "stripped.pdf"];
    project.whydeck(stripped).exits(0);
    let shown = pdf(&project, "stripped.pdf").extract_text(&[1, 2]).expect("text");
    assert!(!shown.contains("kanarienvogel") && !shown.contains("tintenfisch"), "{shown}");
}

#[test]
fn the_deck_of_a_postmortem_has_a_page_for_each_slide() {
    let project = Project::new();
    let example = repository().join("decks/examples/queue-backlog.yaml");
    let example = example.to_str().expect("a path");
    let outcome =
        project.whydeck(["build", example, "--theme", "night", "-o", "deck.pdf"]).exits(0);
    let pdf = pdf(&project, "deck.pdf");
    let pages = pdf.get_pages().len();
    assert!(outcome.stdout.contains(&format!("deck.pdf: {pages} slides")), "{}", outcome.stdout);
    let tags = tags(&pdf);
    assert_eq!(count(&tags, "LI"), count(&tags, "LBody"));
    assert!(count(&tags, "Figure") > 0 && count(&tags, "Table") > 0, "{tags:?}");
    assert!(is_all_marked(&pdf));
    assert!(outline(&pdf).len() >= pages, "an entry for each slide");
    let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
    let shown = pdf.extract_text(&numbers).expect("text");
    assert!(!shown.contains("1 / "), "the number of the slide on the screen is on no page");
}

#[test]
fn without_a_browser_nothing_is_written_and_it_is_said_why() {
    let project = Project::new().file("deck.md", "# A\n");
    for out in ["deck.pdf", "deck.png"] {
        let nowhere = ["build", "deck.md", "-o", out, "--browser", "/nowhere/x"];
        let outcome = project.whydeck(nowhere).exits(1);
        let wanted = "error: there is no browser /nowhere/x\nhelp: install Chromium";
        assert!(outcome.stderr.contains(wanted), "{}", outcome.stderr);
        assert!(!project.path(out).exists(), "{out}");
    }
}
