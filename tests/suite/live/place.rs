//! A save changes the slide in place, and readers stay where they are.

use serde_json::json;

use super::{Live, has_stayed, place};
use crate::support::browser::Page;
use crate::support::project::Project;

const DECK: &str = "\
# One

text one

---

# Two

- a <!-- .element: class=\"fragment\" -->
- b <!-- .element: class=\"fragment\" -->
- c <!-- .element: class=\"fragment\" -->

Note: say two

---

# Three

----

## Below three

---

# Four

---

# Five
";

fn serve() -> (Live, Page) {
    let live = Live::start(Project::new().file("deck.md", DECK), "deck.md", &[]);
    let page = live.page();
    (live, page)
}

/// The slides of the deck, to be put together in another way.
fn slides() -> Vec<&'static str> {
    DECK.split("\n---\n").map(str::trim).collect()
}

fn deck(slides: &[&str]) -> String {
    slides.join("\n\n---\n\n") + "\n"
}

#[test]
fn typing_changes_the_slide_and_nothing_else() {
    let (live, page) = serve();
    page.eval("Reveal.slide(1, 0, 1)");
    page.eval("window.item = document.querySelectorAll('#two li')[1]; window.events = []; 0");
    page.eval("for (const name of ['slidechanged', 'fragmentshown', 'fragmenthidden']) Reveal.on(name, () => events.push(name)); 0");
    for step in 1..=20 {
        let typed = "typed ".repeat(step);
        let text = DECK.replace("- b <", &format!("- b {typed}{step}. <"));
        live.save_and_see(&page, "deck.md", &text, &format!("b {typed}{step}."));
        assert_eq!(place(&page), json!(["Two", 1, 0, 1, false, false]), "step {step}");
    }
    assert_eq!(
        page.eval("item.isConnected && item.textContent.includes('20.')"),
        json!(true),
        "the element is the same"
    );
    let shown = page.eval(
        "[...document.querySelectorAll('#two li')].map(li => li.classList.contains('visible'))",
    );
    assert_eq!(shown, json!([true, true, false]));
    assert_eq!(page.eval("events"), json!([]), "nobody hears of a slide that stays");
    has_stayed(&page);
    page.is_clean();
}

/// Each kind of edit with its text, and the place after it of somebody who looked at the second
/// slide with two of three fragments shown.
fn edits() -> Vec<(&'static str, String, serde_json::Value)> {
    let two = "# Two\n\n- a <!-- .element: class=\"fragment\" -->\n- b <!-- .element: class=\"fragment\" -->\n\
               - c <!-- .element: class=\"fragment\" -->\n\nNote: say two";
    let slides = slides();
    let one = slides[0];
    let three = slides[2];
    let four = slides[3];
    let five = slides[4];
    let renamed = two.replace("# Two", "# Zwei");
    let rewritten = two.replace("- a ", "- first ").replace("say two", "say it twice");
    let new = "# New\n\nhere";
    let below = "## Two below";
    vec![
        (
            "another slide changes",
            deck(&[&one.replace("text one", "other text"), two, three, four, five]),
            json!(["Two", 1, 0, 1]),
        ),
        ("it changes itself", deck(&[one, &rewritten, three, four, five]), json!(["Two", 1, 0, 1])),
        ("its title changes", deck(&[one, &renamed, three, four, five]), json!(["Zwei", 1, 0, 1])),
        ("one comes before it", deck(&[one, new, two, three, four, five]), json!(["Two", 2, 0, 1])),
        (
            "two come before it",
            deck(&[new, one, "# Newer", two, three, four, five]),
            json!(["Two", 3, 0, 1]),
        ),
        ("one comes behind it", deck(&[one, two, new, three, four, five]), json!(["Two", 1, 0, 1])),
        ("the one before goes", deck(&[two, three, four, five]), json!(["Two", 0, 0, 1])),
        ("it moves to the end", deck(&[one, three, four, five, two]), json!(["Two", 4, 0, 1])),
        ("all turn round", deck(&[five, four, three, two, one]), json!(["Two", 3, 0, 1])),
        (
            "a stack opens under it",
            deck(&[one, &format!("{two}\n\n----\n\n{below}"), three, four, five]),
            json!(["Two", 1, 0, 1]),
        ),
        (
            "it goes into a stack",
            deck(&[&format!("{one}\n\n----\n\n{two}"), three, four, five]),
            json!(["Two", 0, 1, 1]),
        ),
        ("it goes", deck(&[one, three, four, five]), json!(["Three", 1, 0, -1])),
        ("it and all behind it go", deck(&[one]), json!(["One", 0, 0, -1])),
        (
            "everything is another deck",
            deck(&["# Alpha", "# Beta", "# Gamma"]),
            json!(["Beta", 1, 0, -1]),
        ),
    ]
}

#[test]
fn the_place_is_kept_under_every_kind_of_edit() {
    let (live, page) = serve();
    for (number, (what, text, expected)) in edits().into_iter().enumerate() {
        live.save_and_see(
            &page,
            "deck.md",
            &format!("{DECK}\nback {number}\n"),
            &format!("back {number}"),
        );
        page.eval("Reveal.slide(1, 0, 1)");
        assert_eq!(place(&page), json!(["Two", 1, 0, 1, false, false]), "before: {what}");
        live.save_and_see(
            &page,
            "deck.md",
            &format!("{text}\nedit {number}\n"),
            &format!("edit {number}"),
        );
        let found = place(&page);
        assert_eq!(
            found.as_array().map(|found| found[..4].to_vec()),
            expected.as_array().cloned(),
            "{what}"
        );
        live.is_like_new(&page, &live.url, what);
    }
    has_stayed(&page);
    page.is_clean();
}

#[test]
fn overview_and_pause_stay() {
    let (live, page) = serve();
    page.eval("Reveal.slide(3)");
    for (state, expected) in [
        ("Reveal.toggleOverview(true)", json!([true, false])),
        ("Reveal.togglePause(true)", json!([true, true])),
    ] {
        page.eval(&format!("{state}, 0"));
        let text = DECK
            .replace("text one", &format!("text {}", state.len()))
            .replace("# Five", "# Five\n\n---\n\n# Six");
        live.save_and_see(&page, "deck.md", &text, &format!("text {}", state.len()));
        let found = place(&page);
        assert_eq!(
            json!([found[0], found[4], found[5]]),
            json!(["Four", expected[0], expected[1]])
        );
        assert_eq!(page.eval("Reveal.getTotalSlides()"), json!(7));
    }
    page.eval("Reveal.togglePause(false), Reveal.toggleOverview(false), 0");
    assert_eq!(place(&page), json!(["Four", 3, 0, -1, false, false]));
    has_stayed(&page);
    page.is_clean();
}

#[test]
fn what_was_unfolded_or_scrolled_stays() {
    let code: String = (1..200).map(|line| format!("line {line}\n")).collect();
    let text = format!("# One\n\n:::spoiler More\nhidden words\n:::\n\n```\n{code}```\n\nMARK\n");
    let live = Live::start(Project::new().file("deck.md", &text), "deck.md", &[]);
    let page = live.page();
    page.eval("document.querySelector('details').open = true; document.querySelector('pre code').scrollTop = 400; 0");
    page.eval("window.top = Math.max(...[...document.querySelectorAll('pre, pre *')].map(e => e.scrollTop)); 0");
    live.save_and_see(&page, "deck.md", &text.replace("MARK", "after it"), "after it");
    assert_eq!(page.eval("document.querySelector('details').open"), json!(true));
    has_stayed(&page);
}

#[test]
fn the_speaker_window_shows_the_new_notes() {
    let (live, page) = serve();
    page.eval("Reveal.slide(1)");
    let speaker = page.speaker();
    speaker.wait_for_notes("say two");
    speaker.wait_for_previews("Two", "Two");
    let text = DECK.replace("say two", "say it in other words").replace("# Two", "# The second");
    live.save_and_see(&page, "deck.md", &text, "The second");
    speaker.wait_for_notes("say it in other words");
    speaker.wait_for_previews("The second", "The second");
    has_stayed(&page);
    page.is_clean();
}

/// HTTP/1.1 gives a browser six connections to a server, and streams hold theirs.
#[test]
fn many_tabs_and_a_speaker_window_do_not_starve_each_other() {
    let (live, page) = serve();
    let _speaker = page.speaker();
    let tabs: Vec<Page> = (0..8).map(|_| page.another_tab(&live.url)).collect();
    live.save_and_see(&page, "deck.md", &DECK.replace("text one", "seen by all"), "seen by all");
    for tab in &tabs {
        tab.wait("document.querySelector('.slides').textContent.includes('seen by all')");
    }
}

#[test]
fn follow_my_edits_goes_where_the_change_is() {
    let (live, page) = serve();
    page.press("e");
    live.save_and_see(&page, "deck.md", &DECK.replace("# Four", "# Four changed"), "Four changed");
    page.wait("Reveal.getCurrentSlide().textContent.includes('Four changed')");
    live.save_and_see(&page, "deck.md", &DECK.replace("- c <", "- c edited <"), "c edited");
    page.wait("Reveal.getCurrentSlide().id === 'two'");
    assert_eq!(place(&page), json!(["Two", 1, 0, 2, false, false]), "with all fragments");
    page.press("e");
    live.save_and_see(&page, "deck.md", &DECK.replace("# Five", "# Five changed"), "Five changed");
    assert_eq!(place(&page)[0], json!("Two"));
    has_stayed(&page);
}
