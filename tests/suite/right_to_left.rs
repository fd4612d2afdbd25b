//! Decks that are read from the right.

use serde_json::json;

use crate::support::browser::Page;
use crate::support::measure::problems;
use crate::support::project::Project;

const DECK: &str = "\
---
lang: ar
title: انقطاع الخدمة
severity: SEV-1
---
# انقطاع الخدمة

## Summary

لم يتمكن العملاء من الدفع لمدة ساعتين.

## Timeline

- 2026-03-14 10:00 نشرت النسخة الجديدة. (start)
- 2026-03-14 10:12 وصل التنبيه الأول. (detected)
- 2026-03-14 10:40 أعيدت النسخة القديمة. (mitigated)
- 2026-03-14 11:05 عادت كل الطلبات. (resolved)

## Five Whys

- **Why could nobody pay?**
  - كانت المجموعة فارغة.
    - **Why was it empty?**
      - احتفظ استعلام بكل الاتصالات.

## Action items

- [ ] تحديد مهلة للاستعلامات (owner: ليلى, due: 2026-04-01)
- [x] إضافة تنبيه (owner: سامي, due: 2026-03-20)
";

/// Where the first text with these words begins and ends, from the left, in pixels of the canvas.
const PLACE: &str = "(words => {
    const walk = document.createTreeWalker(Reveal.getCurrentSlide(), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (!node.data.includes(words) || node.parentElement.closest('aside, .wd-sr, desc, title')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        const canvas = document.querySelector('.slides').getBoundingClientRect();
        return [(box.left - canvas.left) / Reveal.getScale(), (box.right - canvas.left) / Reveal.getScale()];
    }
    return null;
})";

fn place(page: &Page, words: &str) -> (f64, f64) {
    let found = page.eval(&format!("{PLACE}({})", json!(words)));
    let at = |n: usize| found[n].as_f64().unwrap_or_else(|| panic!("no “{words}”"));
    (at(0), at(1))
}

#[test]
fn a_deck_is_mirrored_where_its_language_is() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    assert_eq!(page.text("document.documentElement.dir"), "rtl");
    let (_, right) = place(&page, "انقطاع الخدمة");
    assert!((right - 1220.0).abs() < 2.0, "the title ends at {right}");
    // The footer stands at the right, the number and the arrows at the left.
    page.eval("Reveal.next(), 0");
    let around = page.eval(
        "['.wd-footer-title', '.slide-number', '.controls'].map(name => {
            const box = document.querySelector(name).getBoundingClientRect();
            return (box.left + box.right) / 2 > innerWidth / 2;
        })",
    );
    assert_eq!(around, json!([true, false, false]));
    assert_eq!(problems(&page), Vec::<String>::new());
    page.is_clean();
}

#[test]
fn the_left_key_leads_on() {
    let project = Project::new().file("deck.md", "---\ndir: rtl\n---\n# One\n\n---\n\n# Two\n");
    let page = Page::open_deck(&project.build("deck.md"), "");
    page.press("ArrowLeft");
    assert_eq!(page.text("Reveal.getCurrentSlide().id"), "two");
    page.press("ArrowRight");
    assert_eq!(page.text("Reveal.getCurrentSlide().id"), "one");
}

#[test]
fn timelines_and_trees_go_from_right_to_left() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let show = |what: &str| {
        page.eval(&format!(
            "(slide => {{ const {{ h, v }} = Reveal.getIndices(slide);
                Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1) }})
            (document.querySelector('svg.{what}').closest('section'))"
        ));
    };
    show("wd-timeline");
    let (start, end) = (place(&page, "نشرت"), place(&page, "عادت"));
    assert!(start.1 > end.1, "the start is at {start:?}, the end at {end:?}");
    // Words are not mirrored: a letter's box goes on to the left of the one before it.
    show("wd-whys");
    let (question, cause) = (place(&page, "Why could"), place(&page, "احتفظ"));
    assert!(question.0 > cause.1, "the question is at {question:?}, the cause at {cause:?}");
    let flipped = page.eval(
        "[...Reveal.getCurrentSlide().querySelectorAll('svg text')].filter(e => e.getScreenCTM().a < 0).length",
    );
    assert_eq!(flipped, json!(0));
    page.is_clean();
}

/// Where some words on the slide begin, from the left, and then where the others do.
fn starts(page: &Page, words: &str, parts: [&str; 2]) -> (f64, f64) {
    let script = "((words, parts) => {
        const walk = document.createTreeWalker(Reveal.getCurrentSlide(), NodeFilter.SHOW_TEXT);
        const skipped = 'aside, .wd-sr, desc, title';
        const found = parts.map(part => { for (walk.currentNode = walk.root; walk.nextNode();) {
            const node = walk.currentNode, line = node.parentElement.closest('text, p, h2, li') ?? node;
            if (node.parentElement.closest(skipped) || !line.textContent.includes(words)) continue;
            const at = node.data.indexOf(part);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + part.length);
            return range.getBoundingClientRect().left;
        } return null; });
        return found;
    })";
    let found = page.eval(&format!("{script}({}, {})", json!(words), json!(parts)));
    let at = |n: usize| found[n].as_f64().unwrap_or_else(|| panic!("no “{}”", parts[n]));
    (at(0), at(1))
}

#[test]
fn words_keep_the_order_of_their_own_language() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let show = |id: &str| {
        page.eval(&format!("(s => Reveal.slide(...Object.values(Reveal.getIndices(s)).slice(0, 2), 99))(document.getElementById('{id}')), 0"))
    };
    // A full stop of English stands at the right of its sentence,
    show("preventing-repeats");
    let (first, stop) = starts(&page, "look at the process", ["We", "people."]);
    assert!(first < stop, "{first} {stop}");
    // one of Arabic at the left,
    show("understand-the-issue");
    let (first, last) = starts(&page, "لم يتمكن", ["لم", "ساعتين"]);
    assert!(last < first, "{first} {last}");
    // and so do the words behind a time in a figure.
    show("timeline");
    let (time, words) = starts(&page, "10:12", ["10:12", "وصل"]);
    assert!(words < time, "{time} {words}");
    page.is_clean();
}

#[test]
fn what_is_read_from_the_left_stays_so() {
    let project = Project::new().folder("decks/examples");
    let page = Page::open_deck(&project.build("web-outage.md"), "");
    assert_eq!(page.text("document.documentElement.dir"), "ltr");
    assert_eq!(page.eval("Reveal.getConfig().rtl"), json!(false));
    let file = project.read("web-outage.html");
    assert!(!file.contains("scaleX(-1)"), "rules that nothing asks for");
}
