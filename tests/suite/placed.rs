//! Where what authors write in HTML and styles of their own stands on a slide.

use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::Project;

fn open(text: &str) -> (Project, Page) {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"900\"><rect width=\"300\" height=\"900\"/></svg>";
    let project = Project::new().file("tall.svg", picture).file("deck.md", text);
    let page = Page::open_deck(&project.build("deck.md"), "");
    (project, page)
}

#[test]
fn loose_text_stands_where_it_is_written() {
    for first in [
        "<p>first</p>",
        "<h4>first</h4>",
        "<div>first</div>",
        "<img src=\"tall.svg\" width=\"20\">",
        "<details><summary>first</summary>more</details>",
    ] {
        let (_project, page) = open(&format!("## Title\n\n{first}\nloose <b>text</b>\n\n- last\n"));
        let order = page.eval(
            "(() => {
                const range = document.createRange();
                const tops = [...Reveal.getCurrentSlide().childNodes].filter(node => node.textContent.trim() || node.localName === 'img')
                    .map(node => { range.selectNode(node); return range.getBoundingClientRect().top });
                return [tops.length, tops.every((top, i) => !i || top > tops[i - 1])]
            })()",
        );
        assert_eq!(order, json!([4, true]), "{first}");
    }
}
