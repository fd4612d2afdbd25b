use super::*;
use crate::deck::slides::{self, Dialect};
use crate::source::Sources;

/// The slides that a text becomes, as plain text.
fn fitted(markdown: &str) -> Vec<Vec<String>> {
    let mut sources = Sources::default();
    let id = sources.add("a.md", None, markdown.to_owned());
    let arena = Arena::new();
    let mut deck = slides::read(
        &arena,
        sources.get(id),
        0..markdown.len(),
        &Dialect::default(),
        &mut Vec::new(),
    );
    let metrics = Metrics::default();
    let restyled = Sized::default();
    let layout = Layout {
        restyled: &restyled,
        sizes: &BTreeMap::new(),
        metrics: &metrics,
        pictures: &crate::assets::pictures::Unknown,
        breaks: false,
        is_authored: true,
    };
    layout.fit(&arena, &mut deck, Fit::Split, &sources, &mut Vec::new());
    let text =
        |slide: &Slide<'_>| slide.blocks.iter().map(|block| markdown::plain_text(block)).collect();
    deck.slides().map(text).collect()
}

fn items(count: usize) -> String {
    (1..=count).map(|n| format!("{n}. item number {n}\n")).collect()
}

#[test]
fn what_fits_stays() {
    assert_eq!(fitted(&format!("## A\n\n{}", items(5))).len(), 1);
}

#[test]
fn a_long_list_goes_on_in_even_pages_and_loses_nothing() {
    let pages = fitted(&format!("## A\n\n{}", items(30)));
    assert!(pages.len() > 1, "{pages:?}");
    assert_eq!(pages[0][0], format!("A (1/{})", pages.len()));
    let words: Vec<String> = pages
        .iter()
        .flat_map(|page| page[1..].join(" ").split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
    let sizes: Vec<usize> =
        pages.iter().map(|page| page[1..].join(" ").matches("item").count()).collect();
    assert!(sizes.iter().max() <= sizes.iter().min().map(|least| least + 3).as_ref(), "{sizes:?}");
}

#[test]
fn a_table_repeats_its_head() {
    let rows: String = (1..=30).map(|n| format!("| {n} | event |\n")).collect();
    let pages = fitted(&format!("## T\n\n| Time | What |\n| - | - |\n{rows}"));
    assert!(pages.len() > 1);
    assert!(pages.iter().all(|page| page[1].starts_with("Time What")), "{pages:?}");
}

#[test]
fn a_nested_list_repeats_what_it_hangs_from() {
    let inner: String = (1..=30).map(|n| format!("  - answer {n}\n")).collect();
    let pages = fitted(&format!("## W\n\n- why\n{inner}"));
    assert!(pages.len() > 1);
    assert!(pages.iter().all(|page| page[1].starts_with("why answer")), "{pages:?}");
}

#[test]
fn what_has_no_end_is_divided_too() {
    let words: String = (1..=900).map(|n| format!("word{n} ")).collect();
    let line = "x".repeat(4000);
    for (before, text, after) in [
        ("", words.trim(), ""),
        ("- ", words.trim(), ""),
        ("| a | b |\n| - | - |\n| c | ", words.trim(), " |"),
        ("```\n", line.as_str(), "\n```"),
        ("", line.as_str(), ""),
    ] {
        let pages = fitted(&format!("## P\n\n{before}{text}{after}\n"));
        assert!(pages.len() > 1, "{before}");
        let all: String = pages.iter().map(|page| page[1..].join(" ") + " ").collect();
        if text == line {
            assert_eq!(all.matches('x').count(), 4000, "{before}");
        } else {
            let numbers: Vec<&str> =
                all.split(' ').filter(|word| word.starts_with("word")).collect();
            assert_eq!(numbers.join(" "), words.trim(), "{before}");
        }
    }
}

#[test]
fn a_heading_stays_with_its_paragraph() {
    let text = |count: usize| {
        (1..=count).map(|n| format!("Sentence number {n} of it. ")).collect::<String>()
    };
    for count in (10..200).step_by(7) {
        let pages = fitted(&format!("## P\n\n{}\n\n### Next\n\n{}\n", text(count), text(40)));
        assert!(
            pages.iter().all(|page| page.last().is_some_and(|last| last != "Next")),
            "{count}: {pages:?}"
        );
    }
}

#[test]
fn a_heading_stays_with_what_its_first_line_announces() {
    let list = "- an item\n".repeat(12);
    let table = format!("| a | b |\n| - | - |\n{}", "| c | d |\n".repeat(5));
    for count in 4..28 {
        let text = "One more paragraph.\n\n".repeat(count);
        for next in [&list, &table] {
            let pages = fitted(&format!("## P\n\n{text}### Next\n\nThese are:\n\n{next}"));
            let is_last = |page: &Vec<String>| {
                page.last().is_some_and(|last| last == "Next" || last.ends_with(':'))
            };
            assert!(!pages.iter().any(is_last), "{count}: {pages:?}");
        }
    }
}

#[test]
fn a_long_paragraph_goes_on_at_a_sentence() {
    let text: String = (1..=90).map(|n| format!("This is sentence number {n} of many. ")).collect();
    let pages = fitted(&format!("## P\n\n{text}"));
    assert!(pages.len() > 1);
    assert!(
        pages.iter().all(|page| page[1].starts_with("This") && page[1].ends_with('.')),
        "{pages:?}"
    );
    let all: String = pages.iter().map(|page| page[1].clone() + " ").collect();
    assert_eq!(all, text);
}

#[test]
fn a_last_page_is_no_leftover() {
    for count in 17..60 {
        let rows: String = (1..=count).map(|n| format!("| {n} | event |\n")).collect();
        let pages =
            fitted(&format!("## T\n\nAll times in UTC.\n\n| Time | What |\n| - | - |\n{rows}"));
        let sizes: Vec<usize> =
            pages.iter().map(|page| page[1..].join(" ").matches("event").count()).collect();
        let most = sizes.iter().max().copied().unwrap_or_default();
        assert!(sizes.last().is_some_and(|last| *last * 3 >= most), "{count} rows: {sizes:?}");
    }
}
