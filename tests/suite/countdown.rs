//! Reading in silence: a slide that counts its minutes down.

use serde_json::json;

use crate::support::axe;
use crate::support::browser::Page;
use crate::support::project::Project;

const DECK: &str = "# First\n\n---\n\n<!-- .slide: class=\"silent\" -->\n\n\
    ## Silent reading\n\n- Read.\n\n\
    **8 minutes** <!-- .element: class=\"countdown\" data-minutes=\"8\" -->\n\n---\n\n# Last\n";

/// What stands there to be seen.
const TIME: &str = "[...document.querySelectorAll('.countdown > :not(output)')]\
    .filter((part) => part.checkVisibility()).map((part) => part.textContent).join(' ')";
const SAID: &str = "document.querySelector('.countdown output').textContent";
const WHERE: &str = "Reveal.getIndices().h";

fn project() -> Project {
    Project::new().file("deck.md", DECK)
}

/// Lets so many seconds pass.
fn pass(page: &Page, seconds: u32) {
    page.eval(&format!(
        "(() => {{ const now = performance.now.bind(performance); \
         performance.now = () => now() + {}; }})(), 0",
        seconds * 1000
    ));
}

#[test]
fn minutes_count_down_once_somebody_starts_them() {
    let page = Page::open_deck(&project().build("deck.md"), "");
    page.press("ArrowRight");
    assert_eq!(page.text(TIME), "8 minutes Start");
    // Time passes, and nobody started it.
    pass(&page, 60);
    page.press("ArrowRight");
    page.press("ArrowLeft");
    assert_eq!(page.text(TIME), "8 minutes Start");
    page.press("t");
    page.wait(&format!("{TIME}.endsWith(' Pause')"));
    assert_eq!(page.text(SAID), "Started");
    pass(&page, 200);
    page.wait(&format!("/^4:(39|40) Pause$/.test({TIME})"));
    // It goes on behind other slides.
    page.press("ArrowRight");
    pass(&page, 100);
    page.press("ArrowLeft");
    page.wait(&format!("/^(2:59|3:00) Pause$/.test({TIME})"));
    page.press("t");
    page.wait(&format!("{TIME}.endsWith(' Go on')"));
    assert_eq!(page.text(SAID), "Paused");
    let paused = page.text(TIME);
    pass(&page, 1000);
    page.eval("document.querySelector('.countdown button').click(), 0");
    page.wait(&format!("{TIME}.endsWith(' Pause')"));
    assert!(paused.starts_with("2:5") || paused.starts_with("3:00"), "{paused}");
    pass(&page, 130);
    page.wait(&format!("{SAID} === 'One minute left'"));
    pass(&page, 60);
    page.wait(&format!("{TIME} === '0:00 Start again'"));
    assert_eq!(page.text(SAID), "Time is up");
    page.press("t");
    page.wait(&format!("/^(7:59|8:00) Pause$/.test({TIME})"));
    assert_eq!(page.eval(WHERE), json!(1));
    page.is_clean();
}

#[test]
fn its_button_works_with_a_keyboard_alone() {
    let page = Page::open_deck(&project().build("deck.md"), "");
    page.press("ArrowRight");
    assert_eq!(axe::on_page(&page), Vec::<String>::new());
    page.eval("document.querySelector('.countdown button').focus(), 0");
    page.press("Enter");
    page.wait(&format!("{TIME}.endsWith(' Pause')"));
    assert_eq!(page.eval(WHERE), json!(1), "the key is the button's");
    assert_eq!(axe::on_page(&page), Vec::<String>::new());
    // On other slides the key is nobody's.
    page.press("ArrowRight");
    page.press("t");
    page.press("ArrowLeft");
    page.wait(&format!("{TIME}.endsWith(' Pause')"));
    page.is_clean();
}

#[test]
fn paper_has_the_plain_minutes() {
    let page = Page::open_deck(&project().build("deck.md"), "?print-pdf");
    page.wait("!!document.querySelector('.pdf-page .countdown')");
    assert_eq!(page.text(TIME), "8 minutes");
    page.is_clean();
}

#[test]
fn a_file_without_such_a_slide_carries_no_countdown() {
    let project = project().file("none.md", "# One\n\n---\n\nIn **8 minutes**.\n");
    project.build("none.md");
    project.build("deck.md");
    assert!(!project.read("none.html").contains("wd-count"));
    assert!(project.read("deck.html").contains("wd-count"));
    let text = project.whydeck(["build", "deck.md", "--format", "md", "-o", "out.md"]);
    assert_eq!(text.code, 0, "{}", text.stderr);
    assert!(project.read("out.md").contains("**8 minutes**"));
}
