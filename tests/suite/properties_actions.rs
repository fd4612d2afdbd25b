//! What holds for lists of any actions, whatever their documents say.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options};
use jiff::civil::Date;
use proptest::prelude::*;
use whydeck::export::actions::table::Screen;
use whydeck::export::actions::{About, TrackedAction, csv, ics, json, markdown, table};
use whydeck::postmortem::ActionState;

use crate::actions::{csv_rows, tasks, value};

const DAY: Date = Date::constant(2026, 4, 2);

/// Texts that some format could take for its own.
fn text() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "=",
        "+1",
        "-",
        "@sum",
        "\t",
        "\r\n",
        "\n",
        "\"",
        ",",
        ";",
        "\\",
        "|",
        "`",
        "*a*",
        "_b_",
        "<i>",
        "[x](y)",
        "END:VTODO",
        "BEGIN:VTODO",
        "\u{202e}",
        "\u{7}",
        "\u{0}",
        "\u{85}",
        "\u{2028}",
        "🔥",
        "e\u{301}",
        "word",
        "a longer word",
        "# x",
        "- [ ] y",
        ":",
        "http://a.b",
        "&amp;",
        "1.",
        "漢字",
        "'",
        "~~",
        "$x$",
    ]);
    prop::collection::vec((signs, any::<bool>()), 0..12).prop_map(|parts| {
        parts.iter().map(|(sign, gap)| format!("{sign}{}", if *gap { " " } else { "" })).collect()
    })
}

prop_compose! {
    fn action()(
        texts in prop::array::uniform8(text()),
        state in prop::sample::select(vec![
            ActionState::Proposed, ActionState::Committed, ActionState::InProgress,
            ActionState::Done, ActionState::Declined,
        ]),
        is_dated: bool,
        line in 1_usize..100_000,
    ) -> TrackedAction {
        let [id, text, owner, due, file, detail, sign, reason] = texts;
        TrackedAction {
            about: About {
                state,
                due_day: is_dated.then_some(DAY),
                is_overdue: is_dated,
                identity: format!("{file}{id}"),
                detail: vec![detail.clone()],
                links: vec![detail],
            },
            id,
            text,
            owner: Some(owner),
            due: Some(due),
            state: state.name(),
            kind: "actionItem",
            file,
            line,
            sign: is_dated.then_some(sign),
            reason: (state == ActionState::Declined).then_some(reason),
        }
    }
}

/// The cells of the rows of the only table in a Markdown text.
fn cells(text: &str) -> Vec<Vec<String>> {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    let root = comrak::parse_document(&arena, text, &options);
    let blocks: Vec<_> = root.children().collect();
    assert_eq!(blocks.len(), 1, "one table: {text}");
    let cell = |cell: comrak::Node<'_>| -> String {
        let parts = cell.descendants().skip(1);
        let words = parts.map(|part| match &part.data().value {
            NodeValue::Text(text) => text.to_string(),
            NodeValue::Code(code) => code.literal.clone(),
            // No escape keeps a mailbox from being a link; its words are below it.
            NodeValue::Link(link) if link.url.starts_with("mailto:") => String::new(),
            other => panic!("markup in a cell: {other:?} in {text}"),
        });
        words.collect()
    };
    blocks[0].children().map(|row| row.children().map(cell).collect()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn whatever_an_action_says_is_one_row_one_task_and_one_line(
        rows in prop::collection::vec(action(), 0..4)
    ) {
        let csv = csv_rows(&csv::write(&rows));
        prop_assert_eq!(csv.len(), rows.len() + 1);
        for (row, action) in csv[1..].iter().zip(&rows) {
            prop_assert_eq!(row.len(), 9);
            for cell in row {
                let bare = cell.trim_start();
                prop_assert!(!bare.starts_with(['=', '+', '-', '@']), "{:?}", cell);
                prop_assert!(!cell.starts_with(['\t', '\r', '\n']), "{:?}", cell);
            }
            let held = |c: char| if c.is_control() { '\u{FFFD}' } else { c };
            let said: String = one_line(&action.text).chars().map(held).collect();
            prop_assert!(row[0] == said || row[0] == format!("'{said}"), "{:?} {:?}", row[0], said);
        }

        let ics = tasks(&ics::write(&rows, DAY));
        prop_assert_eq!(ics.len(), rows.len());
        for task in &ics {
            for name in ["UID:", "DTSTAMP:", "SUMMARY:", "STATUS:", "DESCRIPTION:"] {
                prop_assert!(value(task, name).is_some(), "{} in {:?}", name, task);
            }
            prop_assert!(!task.iter().any(|line| line.contains(char::is_control)));
        }

        if !rows.is_empty() {
            let table = cells(&markdown::write(&rows));
            prop_assert_eq!(table.len(), rows.len() + 1);
            let columns = 6 + usize::from(rows.iter().any(|row| row.sign.is_some()));
            prop_assert!(table.iter().all(|row| row.len() == columns));
        }

        let screen = Screen { width: Some(80), colour: false };
        let shown = table::write(&rows, DAY, screen);
        let is_obeyed = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        prop_assert!(!shown.contains(is_obeyed), "{:?}", shown);
        let list: Vec<serde_json::Value> =
            serde_json::from_str(&json(&rows).expect("JSON")).expect("JSON");
        prop_assert_eq!(list.len(), rows.len());
    }
}
