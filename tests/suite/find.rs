//! Search through the slides, and a look at them twice as large.

use serde_json::json;

use crate::support::axe;
use crate::support::browser::Page;
use crate::support::project::Project;

/// More slides than a file without a search has.
fn project() -> Project {
    let mut text = String::from("# First\n\nA **ket**tle\n\nNote: kettle in the notes\n");
    for number in 2..=30 {
        text += &format!("\n---\n\n## Slide {number}\n\ntext\n");
        if number == 20 {
            text += "\n- one\n- the Kettle <!-- .element: class=\"fragment\" -->\n";
        }
    }
    Project::new().file("deck.md", text)
}

const COUNT: &str = "document.querySelector('.wd-find output').textContent";
const WHERE: &str = "Reveal.getIndices().h";

/// What is marked as the match that is shown.
const MARKED: &str = "[...CSS.highlights.get('wd-found') ?? []].join()";

/// Ctrl-Shift-F, as a browser tells a page of it.
fn ask(page: &Page) {
    page.eval(
        "window.dispatchEvent(new KeyboardEvent('keydown', \
         { key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true })), 0",
    );
}

fn write(page: &Page, words: &str) {
    let input = "document.querySelector('.wd-find input')";
    page.eval(&format!(
        "{input}.value = {}, {input}.dispatchEvent(new InputEvent('input', {{ bubbles: true }})), 0",
        json!(words)
    ));
}

#[test]
fn words_are_found_on_their_slides() {
    let project = project();
    let page = Page::open_deck(&project.build("deck.md"), "");
    ask(&page);
    assert_eq!(page.text("document.activeElement.getAttribute('aria-label')"), "Search slides");
    assert_eq!(
        page.text("getComputedStyle(document.querySelector('.wd-find input')).paddingTop"),
        "4px"
    );
    write(&page, "kettle");
    assert_eq!(page.text(COUNT), "1 of 2", "not in the notes");
    assert_eq!(page.text(MARKED), "kettle", "over the ends of elements");
    // Keys are the search's now.
    page.press("Enter");
    assert_eq!(page.text(COUNT), "2 of 2");
    assert_eq!(page.eval(WHERE), json!(19));
    page.wait("document.querySelector('.fragment').matches('.visible')");
    assert_eq!(page.text(MARKED), "Kettle");
    page.press("ArrowRight");
    assert_eq!(page.eval(WHERE), json!(19));
    assert_eq!(axe::on_page(&page), Vec::<String>::new());
    page.eval("document.querySelector('[aria-label=\"Previous match\"]').click(), 0");
    assert_eq!(page.eval(WHERE), json!(0));
    write(&page, "nowhere");
    assert_eq!(page.text(COUNT), "no match");
    page.press("Escape");
    assert_eq!(page.eval("!!document.querySelector('.wd-find')"), json!(false));
    assert_eq!(page.eval("CSS.highlights.size"), json!(0));
    page.press("ArrowRight");
    assert_eq!(page.eval(WHERE), json!(1));
    assert_eq!(page.eval("Reveal.isOverview()"), json!(false));
    page.is_clean();
}

#[test]
fn a_file_of_few_slides_carries_no_search() {
    let project = Project::new().file("deck.md", "# One\n\n---\n\n# Two\n");
    let page = Page::open_deck(&project.build("deck.md"), "");
    ask(&page);
    assert_eq!(page.eval("!!document.querySelector('.wd-find')"), json!(false));
    assert!(!project.read("deck.html").contains("wd-find"));
}

#[test]
fn alt_and_a_click_show_a_place_twice_as_large() {
    let project = project();
    let page = Page::open_deck(&project.build("deck.md"), "");
    let click = "document.querySelector('.present h1').dispatchEvent(new MouseEvent('click', \
        { altKey: true, clientX: 300, clientY: 200, bubbles: true, cancelable: true })), 0";
    let scale =
        "Math.round(document.querySelector('.reveal').getBoundingClientRect().width / innerWidth)";
    page.eval(click);
    assert_eq!(page.eval(scale), json!(2));
    assert_eq!(page.text("document.querySelector('.reveal').style.transformOrigin"), "300px 200px");
    page.press("Escape");
    assert_eq!(page.eval(scale), json!(1));
    assert_eq!(page.eval("Reveal.isOverview()"), json!(false));
    page.eval(click);
    page.eval(click);
    assert_eq!(page.eval(scale), json!(1));
    page.eval(click);
    page.press("ArrowRight");
    assert_eq!(page.eval(scale), json!(1));
    page.is_clean();
}
