//! What a document may not do: hold the program's own marks, read outside its folder, bring a page,
//! exhaust a build.

use std::fs;

use serde_json::json;

use crate::support::browser::Page;
use crate::support::project::Project;

/// Private tokens, written so that YAML, Markdown or HTML decode them after the text was read.
#[test]
fn no_token_can_be_forged() {
    let project = Project::new()
        .file(
            "deck.md",
            "---\nlang: \"\\uFDD0options\\uFDD1\"\ntitle: \"\\uFDD0s0\\uFDD1\"\ntype: slide\n---\n# A\n\n\
             <b title=\"&#xFDD0;\">&#xFDD1;\" onclick=pwned() x=\"y</b>\n\n\
             [link](&#64976;/&#xFDD1;javascript:pwned(2)) <a href=\"&#xFDD0x&#xFDD1javascript:pwned()\">raw</a>\n",
        )
        .file(
            "p.yaml",
            "title: \"\\uFDD0mx/<img src=q onerror=pwned()>\\uFDD1\"\nsummary: \"s \\x26#xFDD0;b1\\x26#xFDD1;\"\n\
             timeline:\n  - {at: '10:00', text: \"\\uFDD0i1\\uFDD1\"}\nactionItems: [a]\n",
        );
    for name in ["deck.md", "p.yaml"] {
        let html = fs::read_to_string(project.build(name)).expect("a deck");
        assert!(!html.contains(['\u{FDD0}', '\u{FDD1}']), "{name}: a token is left");
        assert!(html.starts_with("<!doctype html>\n<html lang=\""), "{name}");
        let page = Page::open_deck(
            &project.path(&name.replace(".md", ".html").replace(".yaml", ".html")),
            "",
        );
        let armed = "document.querySelectorAll('[onclick],[onerror],[src=q],a[href^=\"javascript\"],a[href^=x]').length";
        assert_eq!(page.eval(armed), json!(0), "{name}: an attack is left");
        page.is_clean();
    }
}

#[test]
fn the_page_has_its_own_options() {
    let attack = "# A\n\n<div id=\"whydeck-options\">{\"width\": 3}</div>\n";
    let project = Project::new().file("deck.md", attack);
    let page = Page::open_deck(&project.build("deck.md"), "");
    assert_eq!(page.eval("Reveal.getConfig().width"), json!(1280));
    page.is_clean();
}

#[test]
fn what_loads_is_left_out_of_attributes_and_options() {
    let project = Project::new().file(
        "deck.md",
        "---\nrevealOptions:\n  autoAnimateEasing: \"x;} a{background:url(//e)}\"\n---\n\
         <!-- .slide: data-background-gradient=\"url(https://evil.example/x)\" data-auto-animate-easing=\"x;} b{}\" -->\n# A\n",
    );
    let html = fs::read_to_string(project.build("deck.md")).expect("a deck");
    let slides = html.split("<div class=\"slides\">").nth(1).expect("slides");
    assert!(
        !slides.contains("evil.example") && !slides.contains("b{}") && !slides.contains("url(//e)"),
        "{slides}"
    );
}

#[cfg(unix)]
#[test]
fn a_document_reads_nothing_outside_its_folder() {
    let project = Project::new()
        .file("secret.css", ".secret{}")
        .file("in/t/theme.yaml", "name: t\n")
        .file("in/t/page.hbs", "<script>pwned()</script>")
        .file(
            "in/deck.md",
            "---\ntheme: ./t\ncss: ../secret.css\n---\n# A\n\n![x](../secret.png)\n",
        )
        .file("secret.png", "secret-bytes");
    std::os::unix::fs::symlink(project.path("secret.css"), project.path("in/t/theme.css"))
        .expect("a link");
    let outcome = project.whydeck(["build", "in/deck.md", "-o", "in/deck.html"]);
    assert!(
        outcome.stderr.contains("theme/unreadable") && outcome.stderr.contains("lies outside"),
        "{}",
        outcome.stderr
    );
    fs::remove_file(project.path("in/t/theme.css")).expect("the link goes");
    let outcome = project.whydeck(["build", "in/deck.md", "-o", "in/deck.html"]).exits(0);
    assert!(
        outcome.stderr.contains("theme/page")
            && outcome.stderr.matches("lies outside").count() == 2,
        "{}",
        outcome.stderr
    );
    let html = project.read("in/deck.html");
    assert!(
        !html.contains(".secret{") && !html.contains("pwned") && !html.contains("secret-bytes")
    );
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_hold_nothing_up() {
    let project = Project::new().file("deck.md", "---\ncss: f.css\n---\n# A\n\n![x](f.png)\n");
    for name in ["f.css", "f.png"] {
        let made =
            std::process::Command::new("mkfifo").arg(project.path(name)).status().expect("mkfifo");
        assert!(made.success());
    }
    let outcome = project.whydeck(["build", "deck.md"]).exits(0);
    assert_eq!(outcome.stderr.matches("no regular file").count(), 2, "{}", outcome.stderr);
}

#[test]
fn the_document_is_never_overwritten() {
    let project = Project::new().file("deck.md", "# A\n").file("page.html", "# A\n");
    for args in [vec!["build", "deck.md", "-o", "./deck.md"], vec!["build", "page.html"]] {
        let outcome = project.whydeck(args).exits(1);
        assert!(outcome.stderr.contains("is the document itself"), "{}", outcome.stderr);
    }
    assert_eq!(
        (project.read("deck.md"), project.read("page.html")),
        ("# A\n".to_owned(), "# A\n".to_owned())
    );
}

#[test]
fn no_small_document_exhausts_a_build() {
    let many = |unit: &str, count: usize| unit.repeat(count);
    let inputs = [
        ("aliases.yaml", format!("a: &a [{}]\nb: [{}]\n", many("1,", 10_000), many("*a,", 10_000))),
        ("deep.yaml", format!("summary: {}\n", many("[", 100_000))),
        ("quotes.md", many(">", 20_000)),
        ("fences.md", many("```a\n---\n", 20_000)),
        ("pre.md", many("<pre>\n---\n", 20_000)),
        ("images.md", many("<img src=a>\n", 4_000)),
        ("comments.md", many("<!-- ", 20_000)),
        ("css.md", "---\ncss: a.css\n---\n# A\n".to_owned()),
        ("containers.md", many("::: a\n", 20_000)),
        (
            "separators.md",
            format!("---\nnotesSeparator: '(?s:.*z)|a'\n---\n{}", many("a", 200_000)),
        ),
        ("notes.md", many("<aside class=notes>a\n\n> b</aside>\n", 5_000)),
        ("notes-open.md", many("- <aside class=notes>a <aside>\n  ", 2_000)),
        ("notes-cells.md", format!("|a|\n|-|\n{}", many("|<aside class=notes>a</aside>", 5_000))),
    ];
    let project =
        inputs.iter().fold(Project::new().file("a.css", "a{b:url(é"), |project, (name, text)| {
            project.file(name, text)
        });
    for (name, _) in &inputs {
        // The driver stops a command after a minute; a crash has another code.
        let outcome = project.whydeck(["build", name, "-o", "out.html"]);
        assert!(
            outcome.code == 0 || outcome.code == 1,
            "{name}: {} {}",
            outcome.code,
            &outcome.stderr.chars().take(400).collect::<String>()
        );
    }
}

#[cfg(unix)]
#[test]
fn no_file_that_a_deck_is_made_of_is_overwritten() {
    let project = Project::new()
        .file("deck.md", "---\ncss: own.css\n---\n# A\n\n![x](dot.svg)\n")
        .file("own.css", "a{}")
        .file("dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    fs::hard_link(project.path("deck.md"), project.path("same.html")).expect("a hard link");
    fs::hard_link(project.path("dot.svg"), project.path("dot.html")).expect("a hard link");
    std::os::unix::fs::symlink("own.css", project.path("own.html")).expect("a link");
    for (out, words) in [
        ("same.html", "the document itself"),
        ("dot.html", "is made of"),
        ("own.html", "is made of"),
    ] {
        let outcome = project.whydeck(["build", "deck.md", "-o", out]).exits(1);
        assert!(outcome.stderr.contains(words), "{out}: {}", outcome.stderr);
    }
    assert!(project.read("dot.svg").starts_with("<svg") && project.read("own.css") == "a{}");
}

#[test]
fn a_name_that_says_another_format_is_refused() {
    let project = Project::new().file("deck.md", "# A\n");
    for (args, words) in [
        (vec!["-o", "x.docx"], "it writes .html, .pdf, .png, .md and .json"),
        (vec!["-o", "x.pdff"], "did you mean `.pdf`?"),
        (vec!["-o", "x.html", "--format", "json"], "would hold JSON under another name"),
        (vec!["-o", "x.PNG", "--format", "html"], "ends with `.html`"),
    ] {
        let outcome = project.whydeck([vec!["build", "deck.md"], args.clone()].concat()).exits(1);
        assert!(outcome.stderr.contains(words), "{args:?}: {}", outcome.stderr);
        assert!(!project.path(args[1]).exists());
    }
    for out in ["x.htm", "x", "x.deck.2026-01-02"] {
        project.whydeck(["build", "deck.md", "-o", out]).exits(0);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_says_why() {
    let project = Project::new().file("deck.md", "# A\n").file("f", "");
    for (out, words) in
        [("gone/x.html", "there is no folder gone"), ("f/x.html", "f is not a folder")]
    {
        let outcome = project.whydeck(["build", "deck.md", "-o", out]).exits(1);
        assert!(outcome.stderr.contains(words), "{out}: {}", outcome.stderr);
    }
    if std::path::Path::new("/dev/full").exists() {
        let outcome = project.whydeck(["build", "deck.md", "-o", "/dev/full"]).exits(1);
        assert!(outcome.stderr.contains("the disk is full"), "{}", outcome.stderr);
    }
}

/// Browsers pass over tabs, line breaks and what stands around an address.
#[test]
fn a_scheme_is_judged_as_browsers_read_it() {
    let schemes = [
        "d&#10;ata:text/html,x",
        "&#1; d&#9;ata:text/html,x",
        "DA&#13;TA:text/html,x",
        "java&#10;script:pwned()",
    ];
    let raw = schemes.map(|address| {
        format!(
            "<a href=\"{address}\">a</a><blockquote cite=\"{address}\">b</blockquote><img src=\"{address}\">\
             <video src=\"{address}\" poster=\"{address}\"><source src=\"{address}\"></video>"
        )
    });
    let markdown = schemes.map(|address| format!("[l](<{address}>) ![p](<{address}>)\n"));
    let slides = schemes
        .map(|address| format!("<!-- .slide: data-background=\"{address}\" -->\n# A\n\n---\n"));
    let text =
        format!("{}\n\n{}\n\n---\n{}", raw.join("\n"), markdown.join("\n"), slides.join("\n"));
    let project = Project::new().file("deck.md", format!("---\ncss: a.css\n---\n{text}")).file(
        "a.css",
        "a{background:url(d\tata:text/html,x)} b{background:url(\"\u{1}data:text/html,y\")} i{background:url(ht\ttp://e/)}",
    );
    let page = Page::open_deck(&project.build("deck.md"), "");
    let addresses = "[...document.querySelectorAll('.slides *')].flatMap(e => ['href','src','cite','poster']\
                     .map(n => e[n]).filter(v => v && /^(data:(?!image)|javascript:)/.test(v)))";
    assert_eq!(
        page.eval(&format!("{addresses}.length")),
        json!(0),
        "{}",
        page.text(&format!("{addresses}.join(' ')"))
    );
    page.is_clean();
}

/// reveal.js writes backgrounds into CSS: nothing may leave `url(…)`.
#[test]
fn a_background_loads_nothing_but_its_own_picture() {
    let picture = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    let attributes = [
        format!("data-background-image='{picture}),url(/live'"),
        format!("data-background-image='{picture}\"),url(\"/live'"),
        format!("data-background-image=' \t{picture}\n),url(/live'"),
        "data-background-image='DATA:image/gif;base64,/live'".to_owned(),
        "data-background-image='\u{1}data:image/gif;base64,/live'".to_owned(),
        "data-background-image='a.png,/live'".to_owned(),
        "data-background='/live?x.png'".to_owned(),
        "data-background='/live#a.svg ?'".to_owned(),
        "data-background='http:/live'".to_owned(),
        "data-background='file:/live'".to_owned(),
        "data-background='red URL(/live)'".to_owned(),
        "data-background-color='red;background:url(/live)'".to_owned(),
        "data-background-gradient='linear-gradient(red,blue),url(/live)'".to_owned(),
        "data-background-gradient='image-set(\"/live\" 1x)'".to_owned(),
        "data-background-size='1px;background-image:url(/live)'".to_owned(),
        "data-background-position='u\\72l(/live)'".to_owned(),
        "data-background-repeat='}a{background:url(/live)'".to_owned(),
        "data-background-opacity='1;x:url(/live)'".to_owned(),
    ];
    let text: String =
        attributes.iter().map(|list| format!("<!-- .slide: {list} -->\n# A\n\n---\n\n")).collect();
    let project = Project::new().file("deck.md", text).file("a.png", "x");
    let page = Page::open_deck(&project.build("deck.md"), "");
    let behind = "[...document.querySelectorAll('.backgrounds *')].map(e => { const s = getComputedStyle(e);\
                  return s.backgroundImage + ' ' + e.getAttribute('style') }).join(' ')";
    for (number, written) in attributes.iter().enumerate() {
        page.eval(&format!("Reveal.slide({number})"));
        let style = page.text(behind);
        assert!(
            !style
                .replace("%29,url%28/live", "")
                .replace("%22%29,url%28%22/live", "")
                .contains("url(\"/live"),
            "{style}"
        );
        assert!(!style.contains("file:") || !style.contains("live\")"), "{written}: {style}");
    }
    assert_eq!(page.leaks(), Vec::<String>::new());
    // What was meant to break out makes no picture.
    let complaints = page.complaints();
    assert!(
        complaints.iter().all(|complaint| complaint.contains("ERR_INVALID_URL data:")),
        "{complaints:#?}"
    );
}
