//! Names, links, and what a template left.

use std::fs;

use comrak::Arena;

use super::super::{Subject, check};
use super::{found, pointed_at};
use crate::postmortem::read;
use crate::source::Sources;
use crate::source::front_matter::cut;

#[test]
fn people_are_named_once_each() {
    let text = "---\nauthors: [Ann Lee, Platform Team]\n---\n\n## Timeline\n\n- 10:00 Ann Lee calls @bob-m\n\
                - 10:10 @bob-m and Ann Lee restart it; Platform Team watches, @sre-oncall sleeps\n";
    assert_eq!(pointed_at(text, "people/named"), ["Ann Lee", "@bob-m"]);
}

#[test]
fn people_are_named_by_their_first_names_too() {
    let text = "---\nauthors: [Priya Raman, jennifer, search, Will Otto]\n---\n\n## Timeline\n\n\
                - 10:00 Priya deploys\n- 10:10 jennifer deploys, search runs\n- 10:20 Will it run?\n";
    assert_eq!(pointed_at(text, "people/named"), ["Priya", "jennifer"]);
}

#[test]
fn people_below_a_heading_that_is_an_event_are_named() {
    let text = "## Timeline\n\n### 2026-01-31 10:00\n\nIt is reported by @ann-lee.\n\n### 10:10\n\nIt runs.\n";
    assert_eq!(pointed_at(text, "people/named"), ["@ann-lee"]);
}

#[test]
fn packages_and_addresses_are_nobody() {
    let text = "## Timeline\n\n- 10:00 @babel/core 7.1 is installed, mail to ann@example.org\n- 10:20 @here\n";
    assert_eq!(pointed_at(text, "people/named"), [""; 0]);
}

#[test]
fn links_within_a_document_are_followed_as_programs_write_them() {
    let text = "# A\n\n[1](#what-happened--when) [2](#Was%20tun) [3](#x1) [4](#top) [5](#gone) [6](#a-1)\n\n\
                ## What happened & when?\n\n## Was tun\n\nx {#x1}\n";
    assert_eq!(pointed_at(text, "link/anchor"), ["#gone"]);
}

#[test]
fn pictures_in_html_have_words_too() {
    let text = "## Metrics\n\n<img src=\"a.png\" alt=\"\"> <img src=\"b.png\">\n\n<p>\n<img\n src=\"c.png\">\n</p>\n";
    assert_eq!(pointed_at(text, "picture/no-words"), ["<img src=\"b.png\">", "<img"]);
}

#[test]
fn files_are_looked_for_beside_the_document_and_nowhere_else() {
    let folder = std::env::temp_dir().join(format!("whydeck-links-{}", std::process::id()));
    fs::create_dir_all(folder.join("below")).expect("a folder");
    fs::write(folder.join("whydeck.yaml"), "").expect("a file");
    fs::write(folder.join("below/there is.png"), "x").expect("a file");
    let text = "## Summary\n\n![a](there%20is.png) ![b](gone.png) [c](../../outside.md) [d](https://x.example/y.md) \
                [e](/site/page.md) [f](mailto:a@b.c) [g](gone.md#x) [h](../whydeck.yaml) [i](some/page.html)\n";
    let mut sources = Sources::default();
    let id = sources.add("a.md", Some(folder.join("below/a.md")), text.to_owned());
    let arena = Arena::new();
    let pm = read::parse(&arena, &sources, id, cut(sources.get(id)), &mut Vec::new());
    let found =
        check(&Subject { pm: &pm, sources: &sources, told: &[], earlier: None, wording: None });
    let missing = found.iter().filter(|one| one.code == "link/missing");
    let words: Vec<&str> =
        missing.filter_map(|one| one.span).map(|span| &text[span.start..span.end]).collect();
    fs::remove_dir_all(&folder).expect("a folder");
    assert_eq!(words, ["gone.png", "gone.md#x"]);
}

#[test]
fn gaps_are_told_from_words_about_them() {
    for (text, gaps) in [
        ("TODO", &["TODO"][..]),
        ("TODO: ask the network team", &["TODO"]),
        ("It was down for [insert duration].", &["[insert duration]"]),
        ("It was down for <describe how long> or so.", &["<describe how long>"]),
        ("We searched (TBD) for it.", &["(TBD)"]),
        ("We found a TODO in the code of the queue.", &[]),
        ("The list `[add, remove]` was empty.", &[]),
        ("See [the list][1] and [what happened](https://x.example).", &[]),
        ("The <START OF OUTAGE> was at noon.", &[]),
        ("Nobody (who was on call) saw it.", &[]),
        ("<b>Ten</b> users, <span class=\"x\">all</span> of them.", &[]),
    ] {
        let text = format!("## Impact\n\n{text}\n");
        assert_eq!(pointed_at(&text, "template/placeholder"), gaps, "{text}");
    }
}

#[test]
fn a_box_for_a_task_is_no_gap() {
    let table = "## Background\n\n| Task | State |\n|---|---|\n| Mend it | TODO |\n\n\
                 | What | Value |\n|---|---|\n| Users | TBD |\n";
    assert_eq!(pointed_at(table, "template/placeholder"), ["TBD"]);
}

#[test]
fn a_new_document_is_an_example_until_it_is_written_over() {
    for skeleton in ["nine-sections", "google", "coe", "short"] {
        let path =
            format!("{}/tests/golden/new/expected/{skeleton}.md", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).expect("a skeleton");
        let (found, _) = found("incident.md", &text);
        let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
        for code in ["template/example", "template/question", "status/draft"] {
            assert!(codes.contains(&code), "{skeleton}: {code} is not in {codes:?}");
        }
        println!("{skeleton}: {codes:?}");
    }
}

#[test]
fn the_status_of_a_draft_is_no_example() {
    let text = "---\nkind: postmortem\nstatus: draft # then: in review, reviewed, closed\n---\n\n# It broke\n";
    let (found, _) = found("incident.md", text);
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert!(codes.contains(&"status/draft") && !codes.contains(&"template/example"), "{codes:?}");
}

#[test]
fn headings_of_parts_are_not_empty() {
    let text = "# A\n\n## Response\n\n### Detection\n\nA call.\n\n## Lessons\n\n### What went well\n\n\
                ### What went badly\n\n- Nobody called\n\n## Timeline\n\n### 10:00 It stops\n\n### 10:10 It runs\n";
    assert_eq!(pointed_at(text, "section/empty"), ["### What went well"]);
}

#[test]
fn a_heading_of_several_names_holds_all_of_them() {
    let text =
        "# A\n\n## Impact\n\n3 users.\n\n## Context/Resolution/Review actions\n\nIt ran again.\n";
    assert_eq!(pointed_at(text, "actions/missing"), [""; 0]);
    assert_eq!(pointed_at(text, "lessons/missing"), ["# A"]);
}

#[test]
fn lines_of_metadata_fill_a_section() {
    let text = "# A\n\n## Incident\n\n| Start time | 2026-01-31 10:00 UTC |\n|---|---|\n| Detected | 2026-01-31 10:20 UTC |\n\n\
                ## Impact\n\n<!-- later -->\n\n## Summary\n\nIt broke.\n";
    assert_eq!(pointed_at(text, "section/empty"), ["## Impact"]);
}
