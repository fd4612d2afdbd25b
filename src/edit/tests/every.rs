//! Every document there is, with several insertions and changes of states each.

use comrak::Arena;

use super::support::{Found, Operation, bare, documents, edits, lesson, owned};
use crate::edit::diff::patch;
use crate::edit::reading::Reading;
use crate::edit::{ActionAt, DocumentForm, Edit, EditError, Field, NewAction, NewItem, apply};
use crate::source::Sources;
use crate::words::ActionState;

/// Five insertions.
fn insertions() -> Vec<Operation> {
    let full = NewAction {
        sign: Some("the alert fires in the game day".into()),
        from: vec!["W1".into()],
        ..owned("Page on the age of the oldest message")
    };
    vec![
        Operation::Insert(NewItem::Action(full)),
        Operation::Insert(NewItem::CorrectiveAction(bare("Split the queue by region"))),
        lesson("Alerts on | rates *miss* a standstill"),
        Operation::Insert(NewItem::Question("Who owns the queue?".into())),
        Operation::Insert(NewItem::Decided {
            text: "Keep both regions warm".into(),
            date: Some("2026-11-26".into()),
        }),
    ]
}

/// Three changes of states, and one of a field.
fn changes(found: &Found) -> Vec<Operation> {
    let arena = Arena::new();
    let mut sources = Sources::default();
    let id = sources.add("document", None, found.text.clone());
    let pm = found.form.read(&arena, &sources, id).expect("a document");
    let all = (0..pm.action_items.len()).map(ActionAt::Item);
    let all = all.chain((0..pm.corrective_actions.len()).map(ActionAt::Corrective));
    // What is told in a sentence has no line of its own.
    let is_item = |at: &ActionAt| {
        let action = match at {
            ActionAt::Item(index) => &pm.action_items[*index],
            ActionAt::Corrective(index) => &pm.corrective_actions[*index],
        };
        let (_, _, line) = sources.get(id).lines_of(action.span);
        let line = line.trim_start();
        found.form == DocumentForm::Yaml
            || line.starts_with(['-', '*', '+', '|', '#', '>'])
            || line.starts_with(|c: char| c.is_ascii_digit())
            || line.contains('|')
    };
    let all: Vec<ActionAt> = all.filter(is_item).collect();
    let Some((first, last)) = all.first().zip(all.last()) else { return Vec::new() };
    let middle = all[all.len() / 2];
    vec![
        Operation::State(*first, ActionState::InProgress, None),
        Operation::State(middle, ActionState::Done, None),
        Operation::State(*last, ActionState::Declined, Some("costs more than it saves")),
        Operation::Field(*first, Field::Owner, "zoe"),
        Operation::Field(middle, Field::Due, "2027-03-31"),
    ]
}

/// What a document becomes elsewhere.
fn variants(text: &str) -> Vec<(&'static str, String)> {
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    vec![
        ("as it is", text.to_owned()),
        ("crlf", plain.replace('\n', "\r\n")),
        ("bom", format!("\u{feff}{plain}")),
        ("no end", plain.trim_end().to_owned()),
        ("crlf, bom, no end", format!("\u{feff}{}", plain.trim_end().replace('\n', "\r\n"))),
    ]
}

/// Lines that are taken out and put in.
fn counted(before: &str, after: &str) -> (usize, usize) {
    let patch = patch("d", before, after);
    let count = |sign: char| patch.lines().skip(2).filter(|line| line.starts_with(sign)).count();
    (count('-'), count('+'))
}

/// Whether a change keeps to what it may touch.
fn check(
    file: &str,
    form: DocumentForm,
    operation: &Operation,
    edits: &[Edit],
) -> Result<(), String> {
    let after = apply(file, edits);
    let (gone, new) = counted(file, &after);
    let is_open = !file.ends_with('\n');
    let lines = match operation {
        Operation::Insert(_) | Operation::Section(_) => {
            gone <= usize::from(is_open) + usize::from(form == DocumentForm::Yaml) && new > gone
        }
        _ => gone <= 2 && new >= gone && new <= gone + 1,
    };
    if !lines && !edits.is_empty() {
        return Err(format!("{gone} lines gone, {new} new"));
    }
    let ends = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
    let (crlf, lf) = ends(file);
    let (after_crlf, after_lf) = ends(&after);
    if crlf == lf && after_crlf != after_lf || crlf == 0 && after_crlf > 0 {
        return Err("mixed ends of lines".into());
    }
    if file.ends_with('\n') != after.ends_with('\n')
        || file.starts_with('\u{feff}') != after.starts_with('\u{feff}')
    {
        return Err("another end or beginning".into());
    }
    let again = super::support::edits(&after, form, operation);
    if again != Ok(Vec::new()) {
        return Err(format!("applied twice: {again:?}"));
    }
    Reading::of_text(&after, form).map(drop).ok_or("unreadable".into())
}

/// What no form can say: in this list of the project's own, names in front of the texts are owners
/// because one of them comes back, and the operation takes away the first. In the other one a team
/// in brackets is a part of the bold title.
const REFUSED: [(&str, usize); 2] = [
    ("tests/documents/sections-as-headings.md", 8),
    ("PM-2026-029-nginx-tls-sidecar-stale-cert-acolyte-outage.md", 8),
];

fn is_refused(name: &str, number: usize) -> bool {
    REFUSED.iter().any(|(refused, of)| name.ends_with(refused) && number == *of)
}

/// Runs the operations on every second document, as it is and in some of its variants.
fn take(half: usize, most: usize) {
    let only = std::env::var("WHYDECK_EDIT_ONLY").unwrap_or_default();
    let found = documents().into_iter().enumerate().filter(|(_, it)| it.name.contains(&only));
    let mut counts = [0_usize; 3];
    let mut problems = Vec::new();
    for (place, document) in found.filter(|(place, _)| place % 2 == half) {
        counts[0] += 1;
        let mut operations = insertions();
        operations.extend(changes(&document));
        let variants = variants(&document.text).into_iter().enumerate();
        for (index, (variant, text)) in variants {
            // Each document stands for the variants of those beside it.
            if index > 0 && (place / 2 + index) % 4 >= most {
                continue;
            }
            for (number, operation) in operations.iter().enumerate() {
                let name = format!("{} ({variant}) {number}", document.name);
                let problem = match edits(&text, document.form, operation) {
                    Ok(edits) => check(&text, document.form, operation, &edits).err(),
                    Err(EditError::NotReadBack) if is_refused(&document.name, number) => {
                        counts[2] += 1;
                        continue;
                    }
                    Err(error) => Some(error.to_string()),
                };
                counts[1] += usize::from(problem.is_none());
                problems.extend(problem.map(|problem| format!("{name}: {problem}")));
            }
        }
    }
    let [documents, done, refused] = counts;
    println!("{documents} documents, {done} operations done, {refused} refused as known");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_document_takes_them_1() {
    take(0, 1);
}

#[test]
fn every_document_takes_them_2() {
    take(1, 1);
}

/// The same with every variant: `cargo test --lib every_variant -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn every_variant_takes_them() {
    take(0, 4);
    take(1, 4);
}
