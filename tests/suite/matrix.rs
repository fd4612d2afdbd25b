//! Examples in themes, in windows of four sizes, in two browsers. `tests/matrix` takes all of it; the default run one
//! deck in Firefox.

use std::path::Path;
use std::thread;

use crate::support::axe;
use crate::support::browser::{Page, WINDOW, pages};
use crate::support::firefox::{self, Firefox};
use crate::support::measure::{self, sentences};
use crate::support::project::{Project, examples, skipped};

/// Windows that show slides.
const WINDOWS: [(u32, u32); 3] = [WINDOW, (1920, 1080), (1024, 768)];
const PHONE: (u32, u32) = (390, 844);

/// What is wrong with a deck in Chromium.
fn in_chromium(deck: &Path) -> Vec<String> {
    let mut problems = Vec::new();
    for size in WINDOWS {
        let page = Page::open_deck_sized(deck, "", size);
        let mut found = measure::problems(&page);
        if size == WINDOW {
            found.extend(axe::serious(&page));
            let slides = page.eval("Reveal.getSlides().length").as_u64();
            let printed = pages(&page.pdf());
            if slides != Some(printed as u64) {
                found.push(format!("{slides:?} slides are {printed} pages"));
            }
        }
        found.extend(page.complaints().into_iter().chain(page.leaks()));
        problems.extend(found.into_iter().map(|it| format!("Chromium {size:?}: {it}")));
    }
    let page = Page::open_deck_sized(deck, "", PHONE);
    page.wait("document.documentElement.matches('.wd-reading')");
    let mut found = sentences(&page.eval(measure::PHONE));
    found.extend(axe::on_page(&page).into_iter().chain(page.complaints()));
    problems.extend(found.into_iter().map(|it| format!("Chromium {PHONE:?}: {it}")));
    problems
}

/// What is wrong with a deck in Firefox.
fn in_firefox(firefox: &mut Firefox, deck: &Path, windows: &[(u32, u32)]) -> Vec<String> {
    let mut problems = Vec::new();
    for &size in windows {
        firefox.open_deck(deck, size);
        let mut found = Vec::new();
        if size == PHONE {
            firefox.eval("new Promise(done => setTimeout(done, 200))");
            found.extend(sentences(&firefox.eval(measure::PHONE)));
        } else {
            found.extend(sentences(&firefox.eval(&measure::all())));
        }
        if size == WINDOW {
            firefox.run(&axe::script());
            let count = firefox.eval(axe::COUNT).as_u64().unwrap_or_default();
            for number in 0..count {
                found.extend(sentences(&firefox.eval(&axe::on_slide(number))));
            }
        }
        found.extend(firefox.complaints());
        problems.extend(found.into_iter().map(|it| format!("Firefox {size:?}: {it}")));
    }
    problems
}

#[test]
fn a_deck_is_the_same_in_firefox() {
    let Some(path) = firefox::path() else {
        skipped("there is no Firefox");
        return;
    };
    let project = Project::new().folder("decks/examples");
    let deck = project.build("web-outage.md");
    let mut firefox = Firefox::start(&path);
    firefox.open_deck(&deck, WINDOW);
    assert_eq!(sentences(&firefox.eval(&measure::all())), Vec::<String>::new());
    assert_eq!(firefox.complaints(), Vec::<String>::new());
    // The driver sees what it claims to see.
    firefox.eval("console.error('on purpose')");
    firefox
        .eval("Promise.resolve().then(() => { setTimeout(() => { throw new Error('thrown') }) })");
    firefox.eval("new Promise(done => setTimeout(done, 100))");
    let complaints = firefox.complaints().join("\n");
    assert!(complaints.contains("on purpose") && complaints.contains("thrown"), "{complaints}");
}

/// `WHYDECK_THEMES` names themes, with blanks between.
#[test]
#[ignore = "takes half an hour: tests/matrix runs it"]
fn every_example_in_every_theme_and_window() {
    let project = Project::new().folder("decks/examples");
    let list = project.whydeck(["theme", "list"]).exits(0).stdout;
    let all = list.lines().filter_map(|line| line.split(' ').next()).collect::<Vec<_>>().join(" ");
    let themes = std::env::var("WHYDECK_THEMES").unwrap_or(all);
    let mut firefox = firefox::path().map(|path| Firefox::start(&path));
    if firefox.is_none() {
        skipped("there is no Firefox: Chromium alone");
    }
    let windows: Vec<_> = WINDOWS.into_iter().chain([PHONE]).collect();
    let mut wrong = Vec::new();
    for theme in themes.split_whitespace() {
        for name in examples() {
            let out = format!("{theme}-{name}.html");
            project.whydeck(["build", &name, "--theme", theme, "-o", &out]).exits(0);
            let deck = project.path(&out);
            let (chromium, other) = thread::scope(|scope| {
                let chromium = scope.spawn(|| in_chromium(&deck));
                let other = firefox.as_mut().map(|it| in_firefox(it, &deck, &windows));
                (chromium.join().expect("Chromium"), other.unwrap_or_default())
            });
            let found: Vec<_> = chromium.into_iter().chain(other).collect();
            println!("{theme} {name}: {} problems", found.len());
            found.iter().for_each(|problem| println!("    {problem}"));
            wrong.extend(found.into_iter().map(|it| format!("{theme} {name}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}
