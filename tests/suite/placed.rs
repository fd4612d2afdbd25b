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

#[test]
fn text_of_the_authors_colour_is_seen_over_a_picture() {
    let behind = "data-background=\"tall.svg\"";
    for (slide, wanted) in [
        (format!("<!-- .slide: {behind} style=\"color:white\" -->\n## A\n\ntext\n"), true),
        (format!("<!-- .slide: {behind} -->\n<p style=\"color:#fff\">text</p>\n"), true),
        (format!("<!-- .slide: {behind} -->\n<style>p {{ color: white }}</style>\n\ntext\n"), true),
        (format!("<!-- .slide: {behind} -->\n## A\n\ntext\n"), false),
    ] {
        let (_project, page) = open(&slide);
        // Also when it is asked twice.
        page.eval("Reveal.sync(), 0");
        let is_bare = page.eval(
            "getComputedStyle(Reveal.getCurrentSlide().querySelector(':scope > p')).backgroundColor === 'rgba(0, 0, 0, 0)'",
        );
        assert_eq!(is_bare, json!(wanted), "{slide}");
    }
}

#[test]
fn a_dark_gradient_has_light_text() {
    let (_project, page) = open(
        "<!-- .slide: data-background-gradient=\"linear-gradient(to right, #283b95, #17b2c3)\" -->\n## A\n",
    );
    let is_dark = page.eval("Reveal.getCurrentSlide().classList.contains('has-dark-background')");
    assert_eq!(is_dark, json!(true));
}

#[test]
fn pictures_have_the_size_that_is_asked_for() {
    for (slide, width, height) in [
        ("<img src=\"tall.svg\" height=\"200\">", 67, 200),
        ("<img src=\"tall.svg\" width=\"200\" height=\"200\">", 200, 200),
        ("<div class=\"r-stack\">\n<img src=\"tall.svg\" width=\"400\">\n</div>", 400, 500),
    ] {
        let (_project, page) = open(&format!("## A\n\n{slide}\n"));
        page.wait("document.querySelector('.present img').complete");
        let size = page.eval(
            "(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight])(document.querySelector('.present img'))",
        );
        assert_eq!(size, json!([width, height]), "{slide}");
    }
}

#[test]
fn a_picture_of_markdown_is_stretched_as_one_of_html() {
    let (_project, page) = open("## A\n\n![](tall.svg)<!-- .element: class=\"r-stretch\" -->\n");
    assert_eq!(page.eval("!!document.querySelector('section > img.r-stretch')"), json!(true));
}

#[test]
fn what_is_to_stand_in_the_middle_does() {
    let (_project, page) = open("---\nslideOptions: {center: true}\n---\n## A\n\n- one\n- two\n");
    let middle = page.eval(
        "(() => {
            const [title, list] = Reveal.getCurrentSlide().children;
            return (title.offsetTop + list.offsetTop + list.offsetHeight) / 2
        })()",
    );
    let middle = middle.as_f64().expect("a number");
    assert!((middle - 360.0).abs() < 30.0, "{middle}");
}

#[test]
fn text_is_no_larger_than_its_title() {
    let (_project, page) = open(
        "## A title that goes on and on and on, and then a little further, until it has two lines\n\ntext\n",
    );
    let sizes = page.eval(
        "['h2', 'p'].map(name => parseFloat(getComputedStyle(document.querySelector('.present > ' + name)).fontSize))",
    );
    let size = |at: usize| sizes[at].as_f64().expect("a number");
    assert!(size(0) >= size(1), "{sizes}");
}

#[test]
fn what_floats_stands_beside_the_rest() {
    for style in ["style=\"float:right;width:40%\"", "class=\"right\""] {
        let (_project, page) = open(&format!(
            "<style>.right {{ float: right; width: 40% }}</style>\n\n## A\n\n<div {style}>a</div>\n\n- b\n"
        ));
        let tops = page.eval(
            "['div', 'ul'].map(name => document.querySelector('.present > ' + name).getBoundingClientRect()).map(box => [box.top, box.left])",
        );
        let top = |at: usize| tops[at][0].as_f64().expect("a number");
        assert!((top(0) - top(1)).abs() < 40.0, "{style}: {tops}");
        assert!(tops[0][1].as_f64() > tops[1][1].as_f64(), "{style}");
    }
}

/// What one page of a deck's PDF is made from.
fn printed(text: &str, behind: &str) -> (Project, Page) {
    let (project, page) = open(text);
    page.go(&project.path("deck.html"), behind);
    page.wait_for_deck();
    page.eval("dispatchEvent(new Event('beforeprint')), 0");
    (project, page)
}

#[test]
fn pages_show_slides_as_they_are_in_the_end() {
    let (_project, page) = printed(
        "## A\n\n<b class=\"fragment fade-out\">1</b>\n\n<i class=\"fragment current-visible\">2</i>\n\n<u class=\"fragment current-visible\">3</u>\n",
        "",
    );
    page.wait("!!document.querySelector('.pdf-page')");
    page.wait("getComputedStyle(document.querySelector('u')).opacity === '1' && getComputedStyle(document.querySelector('b')).opacity === '0'");
    let seen = page.eval(
        "['b', 'i', 'u'].map(name => getComputedStyle(document.querySelector('.pdf-page ' + name)).visibility)",
    );
    assert_eq!(seen, json!(["hidden", "hidden", "visible"]));
}

#[test]
fn long_code_is_whole_on_its_page() {
    let lines: String = (1..60).map(|n| format!("line {n}\n")).collect();
    let (_project, page) =
        printed(&format!("---\ntype: slide\n---\n## A\n\n```rust [1|2]\n{lines}```\n"), "");
    let seen = page.eval(
        "(() => {
            const pre = document.querySelector('.pdf-page pre');
            const lines = pre.querySelectorAll('.line');
            return [pre.offsetTop + pre.offsetHeight <= 662, lines[58].getBoundingClientRect().bottom <= pre.getBoundingClientRect().bottom,
                [...lines].findIndex(line => line.matches('.current'))]
        })()",
    );
    assert_eq!(seen, json!([true, true, 1]));
}

#[test]
fn a_dark_deck_is_dark_in_a_file_and_light_where_nobody_chose_colours() {
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    let front =
        |theme: &str| format!("---\ntype: slide\nslideOptions: {{theme: {theme}}}\n---\n## A\n");
    for (text, behind, is_dark) in [
        (front("night"), "", true),
        (front("night"), "?handout", false),
        (front("black"), "?handout", true),
        (front("night") + "\n<p style=\"color:white\">a</p>\n", "?handout", true),
    ] {
        let (_project, page) = printed(&text, behind);
        let light =
            page.eval(&format!("{ground} && document.documentElement.matches('.wd-light')"));
        assert_eq!(light, json!(!is_dark), "{text} {behind}");
    }
}

#[test]
fn hidden_slides_are_left_out_and_uncounted_ones_are_not() {
    let slide = |what: &str, name: &str| {
        format!("---\n<!-- .slide: data-visibility=\"{what}\" -->\n# {name}\n")
    };
    let text =
        format!("# One\n{}{}---\n# Four\n", slide("hidden", "Two"), slide("uncounted", "Three"));
    let project = Project::new().file("deck.md", text);
    let outcome = project.whydeck(["build", "deck.md", "--as", "slides"]).exits(0);
    assert!(outcome.stdout.contains("3 slides, "), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("; 1 slide left out: hidden"), "{}", outcome.stdout);
    assert!(!project.read("deck.html").contains("Two"));
    let draw = |number: &str| {
        project.whydeck(["build", "deck.md", "--as", "slides", "-o", "d.png", "--slides", number])
    };
    draw("2.1").exits(0);
    draw("2").exits(0);
    let wrong = draw("3").exits(1).stderr;
    assert!(wrong.contains("there is no slide 3: the deck counts 2"), "{wrong}");
    let page = Page::open_deck(&project.path("deck.html"), "");
    page.eval("dispatchEvent(new Event('beforeprint')), 0");
    let pages = page.eval(
        "[...document.querySelectorAll('.pdf-page')].map(page => [page.querySelector('h1').textContent, page.querySelector('.slide-number')?.textContent])",
    );
    assert_eq!(pages, json!([["One", "1"], ["Three", null], ["Four", "2"]]));
}
