//! Many edits in a row end with the page that a new one would be, and the same slide shown.
//!
//! `SOAK=1000` makes as many edits; without it there are fewer.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use super::{Live, has_stayed};
use crate::support::project::Project;

/// One slide of the deck that is edited.
#[derive(Debug, Clone)]
struct Slide {
    title: String,
    lines: Vec<String>,
    note: Option<String>,
    is_below: bool,
}

/// What somebody does to the deck.
#[derive(Debug, Clone)]
enum Edit {
    Type { at: usize, word: String },
    Title { at: usize, word: String },
    Insert { at: usize, word: String },
    Delete { at: usize },
    Move { from: usize, to: usize },
    Stack { at: usize },
    Note { at: usize, word: String },
    Break,
}

/// The slide that is looked at: it has this title whatever happens, and is never deleted.
const HERE: &str = "Here we stay";

fn edits() -> impl Strategy<Value = Edit> {
    let word = "[a-z]{2,8}( [a-z<>&*`]{1,6}){0,4}";
    let at = 0..1000_usize;
    proptest::prop_oneof![
        8 => (at.clone(), word).prop_map(|(at, word)| Edit::Type { at, word }),
        2 => (at.clone(), word).prop_map(|(at, word)| Edit::Title { at, word }),
        3 => (at.clone(), word).prop_map(|(at, word)| Edit::Insert { at, word }),
        3 => at.clone().prop_map(|at| Edit::Delete { at }),
        3 => (at.clone(), 0..1000_usize).prop_map(|(from, to)| Edit::Move { from, to }),
        2 => at.clone().prop_map(|at| Edit::Stack { at }),
        2 => (at, word).prop_map(|(at, word)| Edit::Note { at, word }),
        1 => proptest::strategy::Just(Edit::Break),
    ]
}

fn apply(deck: &mut Vec<Slide>, edit: &Edit) {
    let count = deck.len();
    let new = |word: &String| Slide {
        title: word.clone(),
        lines: vec![word.clone()],
        note: None,
        is_below: false,
    };
    match edit {
        Edit::Type { at, word } => {
            let lines = &mut deck[at % count].lines;
            if lines.len() > 5 { drop(lines.remove(0)) } else { lines.push(format!("- {word}")) }
        }
        Edit::Title { at, word } if deck[at % count].title != HERE => {
            deck[at % count].title = word.clone();
        }
        Edit::Insert { at, word } if count < 30 => deck.insert(at % (count + 1), new(word)),
        Edit::Delete { at } if count > 3 && deck[at % count].title != HERE => {
            drop(deck.remove(at % count));
        }
        Edit::Move { from, to } => {
            let slide = deck.remove(from % count);
            deck.insert(to % count, slide);
        }
        Edit::Stack { at } => deck[at % count].is_below ^= true,
        Edit::Note { at, word } => deck[at % count].note = Some(word.clone()),
        _ => {}
    }
}

fn text(deck: &[Slide], number: usize, is_broken: bool) -> String {
    let title = if is_broken { "[broken" } else { "Soak" };
    let mut text = format!("---\ntitle: {title}\n---\n");
    for (at, slide) in deck.iter().enumerate() {
        if at > 0 {
            text.push_str(if slide.is_below { "\n----\n\n" } else { "\n---\n\n" });
        }
        text.push_str(&format!("# {}\n\n{}\n", slide.title, slide.lines.join("\n")));
        if let Some(note) = &slide.note {
            text.push_str(&format!("\nNote: {note}\n"));
        }
    }
    text + &format!("\n---\n\n# Count\n\nedit-{number}.\n")
}

#[test]
fn after_many_edits_the_page_is_like_a_new_one() {
    let many = std::env::var("SOAK").ok().and_then(|many| many.parse().ok()).unwrap_or(120);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let slide = |title: &str| Slide {
        title: title.into(),
        lines: vec!["- text".into()],
        note: None,
        is_below: false,
    };
    let mut deck = vec![slide("First"), slide(HERE), slide("Third")];
    let live = Live::start(Project::new().file("deck.md", text(&deck, 0, false)), "deck.md", &[]);
    let page = live.page();
    page.eval("Reveal.slide(1)");
    let mut made = Vec::new();
    for number in 1..=many {
        let edit = edits().new_tree(&mut runner).expect("an edit").current();
        apply(&mut deck, &edit);
        let is_broken = matches!(edit, Edit::Break);
        made.push(edit);
        live.save("deck.md", text(&deck, number, is_broken));
        // Not every save is waited for: some come while the last one is on its way.
        if number % 3 == 0 && !is_broken {
            page.wait(&format!(
                "document.querySelector('.slides').textContent.includes('edit-{number}.')"
            ));
            let here = page.eval("Reveal.getCurrentSlide().querySelector('h1').textContent");
            assert_eq!(
                here,
                json!(HERE),
                "after edit {number}: {:?}",
                &made[made.len().saturating_sub(4)..]
            );
        }
        if number % 40 == 0 || number == many {
            live.save_and_see(
                &page,
                "deck.md",
                &text(&deck, number, false),
                &format!("edit-{number}."),
            );
            live.is_like_new(
                &page,
                &live.url,
                &format!("edit {number}: {:?}", &made[made.len().saturating_sub(40)..]),
            );
        }
    }
    has_stayed(&page);
    page.is_clean();
}
