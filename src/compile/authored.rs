//! What authors of slide files write beyond Markdown, as it comes out, and what is said of it.

use super::{DocumentText, Options, Outcome, compile};

fn outcome(text: &str) -> Outcome {
    let text = format!("---\ntype: slide\n---\n{text}");
    compile(DocumentText { name: "deck.md".into(), path: None, text }, &Options::default())
}

/// The HTML of all slides, one after the other.
fn html(text: &str) -> String {
    let compiled = outcome(text).compiled.expect("a deck");
    compiled.stacks.iter().flatten().map(|slide| slide.html.as_str()).collect()
}

/// The problems with their lines, which begin behind the front matter, and columns.
fn said(text: &str) -> Vec<String> {
    let outcome = outcome(text);
    let said = outcome.diagnostics.iter().map(|diagnostic| {
        let at = outcome.sources.position(diagnostic.span.expect("a place"));
        format!("{}:{} {}: {}", at.line - 3, at.column, diagnostic.code, diagnostic.message)
    });
    said.collect()
}

fn count(html: &str, sign: &str) -> usize {
    html.matches(sign).count()
}

#[test]
fn environments_are_formulas_without_dollars() {
    for text in [
        "so\n\\begin{equation}\nx = 1\n- y\n\\end{equation}\nthen",
        "so\n\\begin{align*} a &= b \\\\ c &= d \\end{align*}\nthen",
        "so\n  \\begin{gather}\n\n> x\n  \\end{gather} then",
        "<section data-markdown>\n  so\n  \\begin{align}\n  x\n  \\end{align}\n  then\n</section>",
    ] {
        let html = html(text);
        assert_eq!(count(&html, "<math display=\"block\""), 1, "{html}");
        assert!(!html.contains("begin") && !html.contains("<li>"), "{html}");
        let order = ["so", "<math", "then"].map(|part| html.find(part).expect(part));
        assert!(order.is_sorted(), "{html}");
        assert!(said(text).is_empty(), "{:?}", said(text));
    }
}

#[test]
fn environments_in_code_without_an_end_and_of_text_are_none() {
    for text in [
        "`\\begin{equation} x \\end{equation}`",
        "```\n\\begin{equation}\nx\n\\end{equation}\n```",
        "    \\begin{equation} x \\end{equation}",
        "\\begin{equation}\nx\n\n---\n\n\\end{equation}",
        "\\begin{theorem} x \\end{theorem}",
    ] {
        let html = html(text);
        assert!(!html.contains("<math") && html.contains("begin"), "{html}");
    }
    // Each of them looks for its end once.
    let many = "\\begin{equation}\n".repeat(20_000);
    assert!(html(&many).contains("begin"));
}

#[test]
fn what_is_left_out_of_styles_is_told_once_for_a_slide() {
    let text = "## a\n\n<div>\n  <p>x</p>\n  <p style=\"color: red; position: fixed\">a</p>\n</div>\n\n\
        - b <!-- .element: style=\"behavior: x\" -->\n- <b style=\"position:fixed\">c</b>\n\n\
        ---\n\n<!-- .slide: style=\"position: relative; color: red\" -->\nd\n\n\
        ---\n\n<p style=\"position: absolute; top: 1em; font-family: 'A B'\">e</p>\n";
    assert_eq!(
        said(text),
        [
            "5:3 slide/style: left out of a `style`: `position: fixed`, `behavior: x`, `position:fixed`",
            "13:1 slide/style: left out of a `style`: `position: relative`",
        ]
    );
    let html = html(text);
    assert!(html.contains("<p style=\"color: red\">a</p>"), "{html}");
    assert!(html.contains("style=\"position: absolute; top: 1em; font-family: 'A B'\""), "{html}");
}

#[test]
fn elements_that_are_never_closed_are_told_where_they_begin() {
    let text = "<div class=\"a\">\n<div>b</div>\n\nc <span>d <i class=\"e\"/>f\n\n- Vec<T> of <b>x</b></p>\n\n\
        ---\n\n<p>g\n\n<ul><li>h</ul>\n\n<svg><path d=\"\"/></svg> <br> `<div>` <a name=\"x\"/>\n\n\
        ```\n<div>\n```\n\n<b><i>i</b></i> j <DIV>k</div>\n\n---\n\n<section>\nl\n";
    assert_eq!(
        said(text),
        [
            "1:1 slide/unclosed-html: `<div>` is never closed",
            "4:3 slide/unclosed-html: `<span>` is never closed",
            "4:11 slide/unclosed-html: `<i>` is never closed",
            "6:6 slide/unclosed-html: `<T>` is never closed",
            "14:1 slide/html: `<svg>` is left out: it could run or load something",
            "24:1 slide/unclosed-html: `<section>` is never closed",
        ]
    );
}

#[test]
fn what_is_too_wide_is_set_smaller_or_told() {
    let table = |count: usize| {
        let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(count));
        format!("## a\n\n{}{}{}", row("Quarter"), row("--"), row("1.000.000.000"))
    };
    for (count, is_smaller, is_told) in [(3, false, false), (7, true, false), (14, true, true)] {
        let html = html(&table(count));
        assert_eq!(
            html.contains("<table style=\"font-size:min(var(--table),"),
            is_smaller,
            "{count}"
        );
        let said = said(&table(count));
        assert_eq!(!said.is_empty(), is_told, "{said:?}");
        assert!(said.iter().all(|said| said.starts_with("3:1 slide/width: this table is ")));
    }
    let drawing = |width: usize| format!("```\n+{}+\n| a\n```\n", "-".repeat(width));
    assert!(said(&drawing(90)).is_empty());
    assert!(said(&drawing(130))[0].starts_with("1:1 slide/width: this drawing is "));
    assert!(said(&format!("```\n{}\n```\n", "some words ".repeat(20))).is_empty());
    let long = format!("$$ {} $$", "a_b + ".repeat(60) + "c");
    assert!(said(&long)[0].starts_with("1:1 slide/width: this formula is "), "{:?}", said(&long));
}

#[test]
fn what_lies_over_each_other_counts_once() {
    let list = "- a\n".repeat(12);
    let both = format!("{list}\ntext\n\n{list}");
    assert_eq!(said(&format!("## a\n\n{both}")).len(), 1);
    for container in [":::r-stack", "::: {.r-stack}"] {
        let text = format!("## a\n\n{container}\n{both}:::\n");
        assert!(said(&text).is_empty(), "{:?}", said(&text));
    }
}

/// The attributes of the first slide.
fn first(text: &str) -> String {
    outcome(text).compiled.expect("a deck").stacks[0][0].attributes.clone()
}

#[test]
fn a_first_slide_that_opens_the_deck_is_one() {
    let behind = "\n\n---\n\n## b\n";
    for text in [
        "# a\n## b\n![](c.png)",
        "# a\n\nb\n\nc\n\nd",
        "# a\n#### b\n![](c.png)\n[d](https://e.org)",
        "## a\nb\nc",
    ] {
        assert_eq!(first(&format!("{text}{behind}")), " class=\"wd-opener\"", "{text}");
        assert_eq!(first(text), "", "a deck of one slide: {text}");
    }
    let long = "word ".repeat(30);
    for text in [
        "# a\nb",
        "# a\n## b",
        "# a\n\n- b\n\n![](c.png)",
        "## a\n![](b.png)",
        "### a\nb",
        &format!("# a\n![](b.png)\n{long}"),
        "<!-- .slide: class=\"x\" -->\n# a\n![](b.png)",
        "<!-- .slide: data-background=\"red\" -->\n# a\n![](b.png)",
    ] {
        assert!(!first(&format!("{text}{behind}")).contains("wd-opener"), "{text}");
    }
}

#[test]
fn a_long_list_of_titles_stands_in_columns() {
    let deck = |main: usize, below: usize| {
        let slide = |number: usize| {
            format!(
                "\n\n---\n\n## Title number {number}\n{}",
                "\n----\n\n## Below\n\n----\n\n## And\n".repeat(below)
            )
        };
        format!("# Talk\n\n[TOC]{}", (1..=main).map(slide).collect::<String>())
    };
    for (main, below, columns, links) in [
        (10, 0, 0, 10),
        (20, 0, 2, 20),
        (30, 0, 3, 30),
        (10, 1, 3, 30),
        (20, 1, 2, 20),
        (70, 0, 4, 70),
    ] {
        let html = html(&deck(main, below));
        assert_eq!(count(&html, "<div class=\"column\""), columns, "{main} {below}");
        assert_eq!(count(&html, "<a href=\"#/"), links, "{main} {below}");
        assert!(said(&deck(main, below)).is_empty(), "{:?}", said(&deck(main, below)));
    }
}

#[test]
fn pictures_beside_others_are_as_large_as_is_asked_for() {
    let two = |size: &str| html(&format!("![](a.png {size}) ![](b.png)"));
    assert!(two("=500x").contains("style=\"width:500px; max-height:500px\""), "{}", two("=500x"));
    assert!(!two("=200x").contains("max-height"));
    assert!(!html("![](a.png =500x)").contains("max-height"), "it takes the room that is left");
}

#[test]
fn abbreviations_are_explained_wherever_they_stand() {
    let html = html(
        "*[HTML]: Hyper \"Text\"\n*[W3C]: a\n*[W3C spec]: b\n# HTML\n\n- a W3C spec, HTMLs, `HTML`\n\
         *[CSS]: Sheets\n- CSS\n\n---\n\n**HTML**/W3C\n\n```\n*[X]: y\n```\n",
    );
    assert_eq!(count(&html, "<abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr>"), 2, "{html}");
    assert_eq!(count(&html, "<abbr title=\"b\">W3C spec</abbr>, HTMLs, <code>HTML</code>"), 1);
    assert_eq!(count(&html, "<li><abbr title=\"Sheets\">CSS</abbr></li>"), 1, "{html}");
    assert_eq!(count(&html, "</strong>/<abbr title=\"a\">W3C</abbr>"), 1, "{html}");
    assert_eq!(count(&html, "*["), 1, "only in code: {html}");
}
