//! Slide files of pieces that reveal.js and whydeck must read in the same way, put together at random.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};
use whydeck::compile::{DocumentText, Options, compile};
use whydeck::page::{Target, compose};
use whydeck::source::front_matter::DocumentKind;

use crate::support::conformance::Comparison;

/// How many times files are tried, unless `PROPTEST_CASES` says so; and how many at a time, since a word
/// with the browser takes longer than what is made of a file.
const CASES: u32 = 40;
const FILES: usize = 8;
/// How many slides a file has at most, and how many blocks a slide.
const SLIDES: usize = 8;
const BLOCKS: usize = 5;

/// Running text: words, and elements with a comment right behind them or none.
fn text() -> impl Strategy<Value = String> {
    let word = "[a-z]{1,7}";
    let piece = prop_oneof![
        6 => word.prop_map(|word| word),
        1 => word.prop_map(|word| format!("*{word}*")),
        1 => word.prop_map(|word| format!("**{word}**")),
        1 => word.prop_map(|word| format!("`{word}`")),
        1 => word.prop_map(|word| format!("~~{word}~~")),
        1 => word.prop_map(|word| format!("[{word}](https://example.com/{word})")),
        1 => word.prop_map(|word| format!("![{word}]({word}.png)")),
        1 => word.prop_map(|word| format!("<small>{word}</small>")),
        1 => select(vec!["&amp;", "\\*", "\\_", "a_b_c", "1 < 2", "it's", "\"so\"", "3.5", "(x)", "é"])
            .prop_map(str::to_owned),
    ];
    // What begins a line is a word: signs there would begin other blocks.
    (word, vec(piece, 0..6)).prop_map(|(first, rest)| {
        let pieces: Vec<String> = std::iter::once(first).chain(rest).collect();
        pieces.join(" ")
    })
}

/// Attributes for an element, or none.
fn attributes() -> impl Strategy<Value = String> {
    select(vec![
        "",
        "",
        "",
        " <!-- .element: class=\"fragment\" -->",
        " <!-- .element: class=\"fragment fade-up\" data-fragment-index=\"2\" -->",
        " <!-- .element: style=\"color: red\" -->",
    ])
    .prop_map(str::to_owned)
}

/// Text without elements of its own, since a comment is for the last of those.
fn plain() -> impl Strategy<Value = String> {
    ("[a-z]{1,7}( [a-z]{1,7}){0,5}", attributes()).prop_map(|(text, behind)| text + &behind)
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![text(), plain()]
}

/// A list of one level, or with lists in its items. A paragraph follows, so that two lists are not
/// one with blank lines in it.
fn list() -> impl Strategy<Value = String> {
    let items = || vec(plain(), 1..4);
    let marker = select(vec!["- ", "* ", "1. "]);
    (marker, vec((line(), prop::option::of(items())), 1..5)).prop_map(|(marker, items)| {
        let mut list = String::new();
        for (item, below) in items {
            list += &format!("{marker}{item}\n");
            let indent = " ".repeat(marker.len());
            for item in below.into_iter().flatten() {
                list += &format!("{indent}- {item}\n");
            }
        }
        list + "\nafter\n"
    })
}

fn table() -> impl Strategy<Value = String> {
    let cell = || prop_oneof![text(), plain()];
    (1..4_usize, vec(vec(cell(), 3), 1..4)).prop_map(|(columns, rows)| {
        let mut table = String::new();
        for (number, row) in rows.iter().enumerate() {
            table += &format!("| {} |\n", row[..columns].join(" | "));
            if number == 0 {
                table += &format!("|{}\n", ["---|", ":-:|", "--:|"][..columns].concat());
            }
        }
        table
    })
}

fn code() -> impl Strategy<Value = String> {
    let info = select(vec!["", "js", "js [1|2]", "python [1-2|3]", "text []", "js [7: 1|2]"]);
    let line = prop_oneof![
        Just(String::new()),
        "[a-z]{1,6}\\(\\);",
        "    [a-z]{1,5} = \"<b>&amp;\"",
        Just("# no heading".to_owned()),
        Just("- no item".to_owned()),
        Just("`no` **mark**".to_owned()),
    ];
    (info, vec(line, 0..4)).prop_map(|(info, lines)| {
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        format!("```{info}\nfirst\n{lines}last\n```\n")
    })
}

fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => line().prop_map(|line| line + "\n"),
        1 => (line(), text()).prop_map(|(line, next)| format!("{line}  \n{next}\n")),
        2 => (1..5_usize, line()).prop_map(|(level, line)| format!("{} {line}\n", "#".repeat(level))),
        3 => list(),
        2 => table(),
        2 => code(),
        1 => line().prop_map(|line| format!("> {line}\n")),
        1 => text().prop_map(|text| format!("<div class=\"box\">\n\n{text}\n\n</div>\n")),
        1 => text().prop_map(|text| format!("<p>{text}</p>\n")),
        1 => Just("***\n".to_owned()),
    ]
}

/// A block of notes: reveal.js takes a blank line in code for the end of it there.
fn said() -> impl Strategy<Value = String> {
    prop_oneof![line().prop_map(|line| line + "\n"), list(), table()]
}

fn slide() -> impl Strategy<Value = String> {
    let head = select(vec![
        "",
        "",
        "<!-- .slide: data-background=\"#264653\" -->\n\n",
        "<!-- .slide: class=\"dark\" data-transition=\"zoom\" -->\n\n",
    ]);
    let notes =
        prop::option::of((select(vec!["Note: ", "notes: ", "Note:\n\n"]), vec(said(), 1..3)));
    (head, vec(block(), 0..BLOCKS), notes).prop_map(|(head, blocks, notes)| {
        let mut slide = head.to_owned();
        for block in blocks {
            slide += &format!("{block}\n");
        }
        if let Some((begin, blocks)) = notes {
            slide += &format!("{begin}{}\n", blocks.join("\n"));
        }
        slide
    })
}

/// A file of slides, with line ends of one kind.
fn file() -> impl Strategy<Value = String> {
    let separator = select(vec!["---\n\n", "---\n\n", "----\n\n"]);
    (slide(), vec((separator, slide()), 0..SLIDES), any::<bool>()).prop_map(
        |(first, rest, is_windows)| {
            let mut text = format!("# Kettle\n\n{first}");
            for (separator, slide) in rest {
                text += &format!("{separator}# Tea\n\n{slide}");
            }
            if is_windows { text.replace('\n', "\r\n") } else { text }
        },
    )
}

/// The deck that a file gives.
fn deck(text: &str) -> String {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let kind = Some(DocumentKind::Slides);
    let outcome = compile(input, &Options { kind, root: Some(root), ..Options::default() });
    let compiled = outcome.compiled.expect("a deck");
    let page = compose(&compiled, Target::File).expect("a page");
    let mut html = Vec::new();
    page.write(&mut html).expect("memory");
    String::from_utf8(html).expect("UTF-8")
}

#[test]
fn random_files_are_as_reveal_js_has_them() {
    let comparison = Comparison::open();
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 400,
        ..ProptestConfig::with_cases(asked.unwrap_or(CASES))
    };
    let tried = TestRunner::new(config).run(&vec(file(), 1..=FILES), |files| {
        let decks: Vec<(String, String)> =
            files.into_iter().map(|text| (text.clone(), deck(&text))).collect();
        let pairs = decks.iter().map(|(text, deck)| (text.as_str(), deck.as_str()));
        let made = comparison.of(pairs.clone());
        match pairs.zip(&made).find(|(_, made)| made.theirs != made.ours) {
            Some(((text, _), made)) => {
                Err(TestCaseError::fail(format!("{text}\n{}", made.difference())))
            }
            None => Ok(()),
        }
    });
    if let Err(problem) = tried {
        panic!("{problem}");
    }
}
