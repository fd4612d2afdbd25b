//! Decks in other languages: they carry the glyphs that they need, and look the same in a browser
//! without such fonts.

use std::fs;

use crate::support::axe;
use crate::support::browser::{FontInUse, Page};
use crate::support::measure::problems;
use crate::support::project::{Project, repository};

/// The texts in `tests/glyphs`, and the fonts in `tests/fonts` that they need.
const LANGUAGES: [(&str, &[&str]); 7] = [
    ("ja", &["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"]),
    ("zh", &["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"]),
    ("ko", &["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"]),
    ("ar", &["NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"]),
    ("he", &["NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"]),
    ("de", &[]),
    ("pl", &[]),
];

/// What the fonts of a deck may add to it, in bytes.
const MOST: usize = 400 << 10;

/// A project with a text, and the fonts that it names.
fn project(lang: &str, fonts: &[&str]) -> Project {
    let file = |path: &str| fs::read(repository().join(path)).expect("a file of the tests");
    let names: Vec<String> = fonts.iter().map(|font| format!("fonts/{font}")).collect();
    let project = Project::new()
        .file("deck.md", file(&format!("tests/glyphs/{lang}.md")))
        .file("whydeck.yaml", format!("deck:\n  fonts: [{}]\n", names.join(", ")));
    fonts.iter().fold(project, |project, font| {
        project.file(&format!("fonts/{font}"), file(&format!("tests/fonts/{font}")))
    })
}

fn build(project: &Project, args: &[&str]) -> (String, String, usize) {
    let all = ["build", "deck.md", "--no-system-fonts"].iter().chain(args);
    let outcome = project.whydeck(all).exits(0);
    let html = project.read("deck.html");
    let fonts: usize = html
        .split("@font-face{font-family:\"whydeck more\"")
        .skip(1)
        .filter_map(|rule| rule.split_once('}'))
        .map(|(rule, _)| rule.len())
        .sum();
    (outcome.stdout, outcome.stderr, fonts)
}

#[test]
fn every_character_is_drawn_by_a_font_of_the_deck() {
    for (lang, fonts) in LANGUAGES {
        let project = project(lang, fonts);
        let (_, problems, size) = build(&project, &[]);
        assert!(!problems.contains("font/"), "{lang}: {problems}");
        assert!(size < MOST, "{lang}: {size} bytes of fonts");
        assert_eq!(size == 0, lang == "de", "{lang}: {size} bytes of fonts");
        let page = Page::open_deck(&project.path("deck.html"), "");
        let all = page.fonts();
        assert!(all.iter().any(|font| font.is_own), "{lang}: {all:?}");
        for FontInUse { text, is_code, family, is_own } in all {
            // What is code is set in a font of the system, as far as that has its characters.
            let may_be_foreign = is_code && family.contains("Mono");
            assert!(is_own || may_be_foreign, "{lang}: {family} draws some of {text:?}");
        }
        page.is_clean();
    }
}

#[test]
fn nothing_is_cut_off_and_all_can_be_read() {
    for (lang, fonts) in LANGUAGES {
        let project = project(lang, fonts);
        build(&project, &[]);
        let page = Page::open_deck(&project.path("deck.html"), "");
        assert_eq!(problems(&page), Vec::<String>::new(), "{lang}");
        assert_eq!(axe::serious(&page), Vec::<String>::new(), "{lang}");
    }
}

/// Decks of the examples in all languages, as their tests build them.
#[test]
fn examples_in_all_languages_are_shown_whole() {
    let folder = repository().join("decks/examples/languages");
    let mut project = project("ja", LANGUAGES[0].1);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("the examples") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        project = project.file(&format!("{name}.md"), fs::read(&path).expect("an example"));
        names.push(name);
    }
    names.sort();
    for name in names {
        let built = ["build", &format!("{name}.md"), "--no-system-fonts"];
        let told = project.whydeck(built).exits(0).stderr;
        assert!(!told.contains("font/") && !told.contains("slide/"), "{name}: {told}");
        let page = Page::open_deck(&project.path(&format!("{name}.html")), "");
        page.eval("document.fonts.ready.then(() => 0)");
        assert_eq!(problems(&page), Vec::<String>::new(), "{name}");
        // One of each kind of script.
        if ["fr", "ko", "zh-Hant"].contains(&name.as_str()) {
            assert_eq!(axe::serious(&page), Vec::<String>::new(), "{name}");
        }
    }
}

const FORMS: &str = "---\nkind: slides\nlang: ja\n---\n# 件名\n\n本文\n\n---\n\
    <!-- .slide: lang=\"zh-CN\" -->\n\n## 件\n\n本文 `本`\n\n---\n\n## 日本\n\n\
    本文 <!-- .element: lang=\"zh-CN\" -->\n\n文字と <span lang=\"zh-CN\">文</span>\n";

#[test]
fn ideographs_have_the_forms_of_their_language() {
    let project = project("ja", LANGUAGES[0].1).file("deck.md", FORMS);
    let (_, told, _) = build(&project, &[]);
    assert_eq!(told, "");
    let page = Page::open_deck(&project.path("deck.html"), "");
    let chinese = "[...document.querySelectorAll('.slides :is(h1, h2, p, span)')]
        .filter(e => getComputedStyle(e).fontFamily.includes('whydeck more zh-CN'))
        .map(e => e.textContent.trim()).join()";
    assert_eq!(page.text(chinese), "件,本文 本,本文,文");
    page.eval("(Reveal.slide(1), document.fonts.ready.then(() => 0))");
    let loaded = "[...document.fonts].filter(f => f.status === 'loaded' && f.family.includes('zh-CN')).length";
    assert_eq!(page.eval(loaded), serde_json::json!(2));
    assert!(page.fonts().iter().all(|font| font.is_own || font.is_code));
    page.is_clean();
}

#[test]
fn languages_of_one_form_share_its_font() {
    let block = |number: usize| format!("<div lang=\"zh-x-{number}\">件 本文 角</div>\n\n");
    let text: String = (0..200).map(block).collect();
    let project = project("ja", LANGUAGES[0].1)
        .file("deck.md", format!("---\nkind: slides\nlang: ja\n---\n# 件\n\n{text}"));
    build(&project, &[]);
    let html = project.read("deck.html");
    let faces = html.matches("@font-face{font-family:\"whydeck more zh-x-").count();
    assert_eq!(faces, 2, "regular and bold");
    assert!(html.contains("[lang=\"zh-x-0\"]") && html.contains("[lang=\"zh-x-199\"]"));
}

#[test]
fn fonts_of_the_system_are_named_or_left_out() {
    let project = project("ja", &[]);
    let (line, told, size) = build(&project, &[]);
    assert!(size == 0 && !line.contains("glyphs"), "{line}");
    assert!(told.contains("font/missing") && told.contains("deck.md:3:8"), "{told}");
    // With them, the line says whose glyphs there are; which these are depends on the machine.
    let line = project.whydeck(["build", "deck.md"]).exits(0).stdout;
    assert_eq!(line.contains("with glyphs of"), project.read("deck.html").contains("whydeck more"));
}

#[test]
fn a_font_that_may_not_be_embedded_is_told() {
    let mut font =
        fs::read(repository().join("tests/fonts/NotoSansHebrew-Regular.ttf")).expect("a font");
    let at = font.windows(4).position(|tag| tag == b"OS/2").expect("OS/2");
    let start = u32::from_be_bytes(font[at + 8..at + 12].try_into().expect("four bytes")) as usize;
    // Restricted: nobody may embed it.
    font[start + 8..start + 10].copy_from_slice(&2_u16.to_be_bytes());
    let project = project("he", &[])
        .file("whydeck.yaml", "deck:\n  fonts: [own.ttf]\n")
        .file("own.ttf", font);
    let (_, told, size) = build(&project, &["--message-format", "short"]);
    assert_eq!(size, 0);
    assert!(
        told.contains("warning[font/file]: cannot embed glyphs of `own.ttf`: its embedding bits"),
        "{told}"
    );
}

#[test]
fn english_decks_carry_no_more_fonts() {
    let project = Project::new().folder("decks/examples");
    for name in ["web-outage.md", "rust-1.52-slides.md"] {
        project.build(name);
        assert!(!project.read(&name.replace(".md", ".html")).contains("whydeck more"), "{name}");
    }
}

/// The pairs that the layout breaks lines by, asked of the browser.
#[test]
fn lines_end_where_the_layout_ends_them() {
    let pairs =
        fs::read_to_string(repository().join("src/theme/metrics/kinsoku.txt")).expect("pairs");
    let project = Project::new().file("blank.html", "<!doctype html><meta charset=utf-8><body>");
    let page = Page::open(&project.path("blank.html"));
    let script = "(pairs => {
        const [chars, ...rest] = pairs.split('\\n');
        document.body.style.font = '20px/30px sans-serif';
        const wide = c => /[\\u1100-\\u11ff\\u2e80-\\ua4cf\\uac00-\\ud7ff\\uf900-\\ufaff\\uff00-\\uffef]/.test(c)
            || c.codePointAt(0) > 0xffff;
        const wrong = [];
        let keeps = false;
        for (const row of rest) {
            if (!row) { keeps = true; continue; }
            const [left, ...rights] = row;
            const box = document.createElement('section');
            const made = [...chars].filter(right => wide(left) || wide(right)).map(right => {
                const div = document.createElement('div');
                div.style.cssText = 'width:0;line-break:strict;' + (keeps ? 'word-break:keep-all' : '');
                div.lang = keeps ? 'ko' : 'ja';
                div.textContent = left + right;
                box.append(div);
                return [div, right];
            });
            document.body.append(box);
            for (const [div, right] of made) {
                if ((div.offsetHeight > 45) !== rights.includes(right)) wrong.push(left + right + keeps);
            }
            box.remove();
        }
        return wrong.slice(0, 20).join(' ');
    })";
    assert_eq!(page.text(&format!("{script}({})", serde_json::json!(pairs))), "");
}
