//! Decks and pages speak the language of their document.

use serde_json::Value;

use crate::support::browser::Page;
use crate::support::project::{Project, repository};

/// What a deck shows, without its marks.
fn shown(json: &Value) -> String {
    let slides = json["slides"].as_array().expect("slides");
    let parts = slides.iter().flat_map(|slide| [&slide["html"], &slide["notes"]]);
    let html: String = parts.filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push('\n');
            }
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// The texts of the templates, as the file of a language has them.
fn texts(language: &str) -> Vec<String> {
    let file = repository().join(format!("src/words/{language}.yaml"));
    let file = std::fs::read_to_string(file).expect("the words");
    let templates = file.split_once("\n  templates:\n").expect("what templates say").1;
    let own = templates.lines().take_while(|line| line.starts_with("    "));
    own.filter_map(|line| line.trim().split_once(": "))
        .flat_map(|(_, text)| {
            let text = text.trim_matches('"').replace("\\\"", "\"");
            text.split(" | ").map(|form| form.replace("**", "")).collect::<Vec<_>>()
        })
        .collect()
}

/// Makes the deck of a golden case, and asks that no text of the English templates is in it.
fn speaks(case: &str, language: &str) {
    let folder = format!("tests/golden/{case}");
    let project = Project::new().folder(&folder);
    for deck in ["steering", "lightning", "training"] {
        let made =
            ["build", "postmortem.md", "--deck", deck, "--format", "json", "-o", "made.json"];
        project.whydeck(made).exits(0);
        let json: Value = serde_json::from_str(&project.read("made.json")).expect("JSON");
        assert_eq!(json["lang"], language, "{case}");
        let shown = shown(&json);
        let own = texts(language);
        for text in texts("en") {
            // Names stay as they are, such as `SEV-2` and `Postmortem`.
            let parts = text.split(['{', '}']).map(str::trim).filter(|part| part.len() > 3);
            for part in parts.filter(|part| !own.iter().any(|own| own.contains(part))) {
                let stands = shown.lines().any(|line| match part.split_once(' ') {
                    Some(_) => line.contains(part),
                    None => line.split(|c: char| !c.is_alphanumeric()).any(|word| word == part),
                });
                assert!(!stands, "{case}, {deck}: “{part}” is English");
            }
        }
    }
}

#[test]
fn a_german_deck_speaks_german() {
    speaks("language-german", "de");
}

#[test]
fn a_japanese_deck_speaks_japanese() {
    speaks("language-japanese", "ja");
}

#[test]
fn other_decks_speak_their_languages() {
    speaks("language-french", "fr");
    speaks("language-korean", "ko");
    speaks("language-chinese", "zh-Hans");
}

const GERMAN_CHART: &str = "---\nlang: de\n---\n# Störung\n\n## Zusammenfassung\n\nDie Warteschlange war voll.\n\n\
    ## Metriken\n\n| Tageszeit | Etiketten |\n|---|---|\n| früh | 4.310 |\n| mittags | 620 |\n| abends | 5.940 |\n\
    | Summe | 10.870 |\n\n## Was gut lief\n\n- Alles andere\n";

#[test]
fn charts_read_and_write_numbers_as_their_language_does() {
    let project = Project::new().file("a.md", GERMAN_CHART);
    let page = Page::open_deck(&project.build("a.md"), "");
    let labels = page.text(
        "[...document.querySelectorAll('svg.wd-chart text[font-weight]')].map(e => e.textContent).join()",
    );
    assert!(labels.contains("4.310,620,5.940"), "{labels}");
    assert!(!labels.contains("10.870"), "{labels}");
}

const OPEN_WHYS: &str = "---\nkind: postmortem\n---\n# A\n\n## Summary\n\nIt stopped.\n\n## Five Whys\n\n\
    - Why did it stop?\n  - Why was the disk full?\n    - Logs were kept.\n";

#[test]
fn a_question_below_a_question_has_its_title() {
    let project = Project::new().file("a.md", OPEN_WHYS);
    let told = project.whydeck(["build", "a.md"]).exits(0).stderr;
    assert!(!told.contains("slide/no-element"), "{told}");
}

#[test]
fn scripts_say_what_the_page_brings_along() {
    let project = Project::new().folder("tests/golden/language-german");
    let page = Page::open_deck(&project.build("postmortem.md"), "");
    let reading = "document.querySelector('.wd-view')";
    assert_eq!(page.text(&format!("{reading}.textContent")), "Leseansicht (R)");
    assert_eq!(page.text(&format!("{reading}.lang")), "de");
    let next = "document.querySelector('.controls .navigate-right').getAttribute('aria-label')";
    page.wait(&format!("{next} === 'Nächste Folie'"));
    page.eval("Reveal.toggleHelp(), 0");
    page.wait("!!document.querySelector('.r-overlay-help')?.lang");
    let help = page.text("document.querySelector('.r-overlay-help').innerText");
    assert!(help.contains("Vollbild") && help.contains("Leseansicht"), "{help}");
    assert!(!help.contains("Fullscreen") && !help.contains("Next slide"), "{help}");
    page.is_clean();
}

#[test]
fn a_script_counts_as_its_language_does() {
    let project = Project::new().file("a.md", "---\nlang: pl\n---\n# Jeden\n\n---\n\n# Dwa\n");
    let page = Page::open_deck(&project.build("a.md"), "");
    let forms =
        "[0, 1, 2, 5, 12, 22, 25].map((n) => WhydeckWords.phrase('one | few | many', n)).join()";
    assert_eq!(page.text(forms), "many,one,few,many,many,few,many");
    let places = "WhydeckWords.phrase('{1} of {0}, {}', 'a', 'b <i>')";
    assert_eq!(page.text(places), "b <i> of a, a");
}

#[test]
fn an_english_deck_brings_no_words() {
    let project = Project::new().file("a.md", "# One\n\n---\n\n# Two\n");
    let file = project.build("a.md");
    let page = std::fs::read_to_string(file).expect("a page");
    assert!(!page.contains("\"whydeckWords\""));
}

const TONGUES: &str = "---\ntype: slide\nlang: de\n---\n\
    # Deutsch\n\nEin Absatz\n\n---\n<!-- .slide: lang=\"ar\" dir=\"rtl\" -->\n\n## مرحبا\n\n\
    نص\n\n---\n\n## Mehr\n\nعربي <!-- .element: lang=\"ar\" dir=\"rtl\" -->\n\n\
    <p lang=\"ja\" dir=\"ltr\">日本語</p>\n";

#[test]
fn language_and_direction_of_slides_and_blocks_arrive() {
    let project = Project::new().file("a.md", TONGUES);
    let file = project.build("a.md");
    for view in ["", "?print-pdf"] {
        let page = Page::open_deck(&file, view);
        let of = |element: &str| {
            page.text(&format!(
                "(() => {{ const e = {element}; return `${{e.closest('[lang]').lang}} ${{getComputedStyle(e).direction}}`; }})()"
            ))
        };
        let with = |words: &str| {
            format!(
                "[...document.querySelectorAll('.slides :is(h2, p)')].find((e) => e.textContent.includes('{words}'))"
            )
        };
        assert_eq!(of(&with("Ein Absatz")), "de ltr", "{view}");
        assert_eq!(of(&with("مرحبا")), "ar rtl", "{view}");
        assert_eq!(of(&with("نص")), "ar rtl", "{view}");
        assert_eq!(of(&with("عربي")), "ar rtl", "{view}");
        assert_eq!(of(&with("日本語")), "ja ltr", "{view}");
    }
    let made = |format: &str| {
        project.whydeck(["build", "a.md", "--format", format, "-o", "made"]).exits(0);
        project.read("made")
    };
    let json: Value = serde_json::from_str(&made("json")).expect("JSON");
    assert_eq!((json["lang"].as_str(), json["dir"].as_str()), (Some("de"), Some("ltr")));
    let attributes = json["slides"][1]["attributes"].as_str().unwrap_or_default();
    assert!(
        attributes.contains("lang=\"ar\"") && attributes.contains("dir=\"rtl\""),
        "{attributes}"
    );
    let html = json["slides"][2]["html"].as_str().unwrap_or_default();
    assert!(html.contains("<p lang=\"ar\" dir=\"rtl\">عربي"), "{html}");
    assert!(html.contains("lang=\"ja\"") && html.contains("dir=\"ltr\""), "{html}");
    let markdown = made("md");
    for part in [
        "lang: de",
        ".slide: lang=\"ar\" dir=\"rtl\"",
        ".element: lang=\"ar\" dir=\"rtl\"",
        "lang=\"ja\"",
    ] {
        assert!(markdown.contains(part), "{part}: {markdown}");
    }
}
