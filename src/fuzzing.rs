//! What the fuzz targets call: each takes any text, and panics where a promise is broken.
//!
//! It is in the library only where it is fuzzed or tested. `fuzz/README.md` has the commands, with
//! the folders that the targets begin with: the tests here take all that these hold.

use comrak::Arena;

use crate::compile::DocumentText;
use crate::compile::checked::{self, Checking};
use crate::compiled::model;
use crate::deck::slides::{self, Dialect};
use crate::diagnostic::Diagnostic;
use crate::edit::{self, DocumentForm, Draft, NewAction, NewItem};
use crate::fonts::subset;
use crate::import::{self, ImportOptions, SourceFiles};
use crate::meeting::capture::CaptureKind;
use crate::meeting::journal;
use crate::meeting::ledger::Ledger;
use crate::meeting::typed;
use crate::postmortem::{self, ActionState, LessonKind, Postmortem, contradictions, facts};
use crate::source::front_matter::{self, DocumentKind};
use crate::source::{SourceId, Sources, Span};

/// Reads a text as a Markdown postmortem, and as a YAML one.
pub fn reader(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add("any.md", None, text.to_owned());
    let arena = Arena::new();
    let mut problems = Vec::new();
    let cut = front_matter::cut(sources.get(id));
    let pm = postmortem::read::parse(&arena, &sources, id, cut, &mut problems);
    look_at(&pm, &sources, problems);
    let mut problems = Vec::new();
    if let Some(pm) = postmortem::yaml::parse(&arena, &sources, id, &mut problems) {
        look_at(&pm, &sources, problems);
    }
}

fn look_at(pm: &Postmortem, sources: &Sources, mut problems: Vec<Diagnostic>) {
    contradictions::check(pm, sources, &mut problems);
    check_places(&problems, sources);
    let facts = facts::facts(pm);
    for length in [&facts.time_to_detect, &facts.time_to_mitigate, &facts.duration] {
        assert!(length.as_ref().is_none_or(|length| length.seconds >= 0), "a negative duration");
    }
    let view = model::model(pm, sources);
    assert!(serde_json::to_string(&view).is_ok(), "a model that cannot be written");
    let actions = pm.corrective_actions.iter().chain(&pm.action_items).map(|action| action.span);
    let events = pm.timeline.events.iter().map(|event| event.span);
    let sections = pm.sections.iter().map(|section| section.span);
    actions.chain(events).chain(sections).for_each(|span| check_place(span, sources));
}

/// Takes any bytes for a font file, and cuts each font in it.
pub fn font(bytes: &[u8]) {
    let chars = "aé漢字سلامनम→".chars().collect();
    for cut in subset::all(bytes, &chars).into_iter().flatten() {
        assert!(cut.starts_with(b"wOF2") && cut.len() < 8 << 20, "a font that no browser takes");
    }
}

/// Splits a text into slides.
pub fn splitter(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add("any.md", None, text.to_owned());
    let source = sources.get(id);
    let arena = Arena::new();
    let mut problems = Vec::new();
    let deck =
        slides::read(&arena, source, 0..source.text().len(), &Dialect::default(), &mut problems);
    check_places(&problems, &sources);
    let blocks = deck.slides().flat_map(|slide| &slide.blocks);
    for block in blocks {
        if let Some(span) = sources.span(block.data().sourcepos) {
            check_place(span, &sources);
        }
    }
}

/// Cuts front matter off and reads it.
pub fn front_matter(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add("any.md", None, text.to_owned());
    let cut = front_matter::cut(sources.get(id));
    assert!(sources.get(id).text().is_char_boundary(cut.body), "the body begins in a character");
    cut.front.span.into_iter().for_each(|span| check_place(span, &sources));
    check_places(&cut.diagnostics, &sources);
}

/// Reads a text as what an incident left behind, and drafts a timeline of it.
pub fn imports(text: &str) {
    for names in [false, true] {
        let zone = jiff::tz::TimeZone::UTC;
        let options = ImportOptions { names, incidents: &[], zone };
        let imported = import::read(SourceFiles::of_text(text), &options);
        check_places(&imported.problems, &imported.sources);
        assert_eq!(imported.events.is_empty(), !imported.problems.is_empty(), "events or problems");
        assert!(imported.events.is_sorted_by_key(|event| event.at), "events in order");
        for event in &imported.events {
            let texts = [&event.actor, &event.text, &event.source];
            assert!(!event.text.is_empty(), "an event without a word");
            assert!(
                !texts.iter().any(|text| text.contains(char::is_control)),
                "a control character"
            );
            let cell = import::literal::event(&event.text);
            assert!(!cell.contains('\n'), "a cell of two lines");
        }
    }
}

/// Checks a text, and looks where the findings point.
pub fn checks(text: &str) {
    let input = DocumentText { name: "any.md".into(), path: None, text: text.to_owned() };
    let kind = Some(DocumentKind::Postmortem);
    let checking = Checking { kind, with_guesses: true, ..Checking::default() };
    let checked = checked::read(input, &checking);
    check_places(&checked.diagnostics, &checked.sources);
}

/// Puts the first line of a text into the rest of it, as an item of each list.
pub fn edits(text: &str) {
    let (typed, file) = text.split_once('\n').unwrap_or((text, ""));
    let action = || NewAction {
        text: typed.to_owned(),
        owner: Some("ann".to_owned()),
        due: Some("2026-12-01".to_owned()),
        sign: None,
        from: Vec::new(),
        state: ActionState::Committed,
        reason: None,
    };
    let lesson =
        || NewItem::Lesson { text: typed.to_owned(), kind: LessonKind::Plain, from: Vec::new() };
    for form in [DocumentForm::Markdown, DocumentForm::Yaml] {
        for item in [NewItem::Action(action()), lesson(), NewItem::Question(typed.to_owned())] {
            if let Some(once) = inserted(file, form, &item) {
                assert_eq!(inserted(&once, form, &item).as_ref(), Some(&once), "inserted twice");
            }
        }
    }
}

/// A file with an item more; none when it takes none.
fn inserted(file: &str, form: DocumentForm, item: &NewItem) -> Option<String> {
    let mut sources = Sources::default();
    let id = sources.add("any.md", None, file.to_owned());
    let arena = Arena::new();
    let pm = form.read(&arena, &sources, id)?;
    let edits = Draft::new(&pm, &sources, id, file, form).ok()?.insert(item).ok()?;
    assert!(edits.is_sorted_by_key(|edit| edit.range.start), "edits in order");
    assert!(edits.iter().all(|edit| file.get(edit.range.clone()).is_some()), "edits in the file");
    Some(edit::apply(file, &edits))
}

/// Reads a text as the journal of a meeting.
pub fn journal(text: &str) {
    let reading = journal::of_bytes(text.as_bytes());
    let ledger = Ledger::of(&reading.entries);
    assert!(ledger.captures.len() <= reading.entries.len(), "more captures than entries");
    let Ok(lines) = reading.entries.iter().map(journal::lines).collect::<Result<String, _>>()
    else {
        // What is read may be written in more words than a line can have.
        return;
    };
    if lines.lines().count() > reading.entries.len() {
        // Many captures that were applied take several lines.
        return;
    }
    let again = journal::of_bytes(format!("\n{lines}").as_bytes());
    assert_eq!(again.entries, reading.entries, "entries that change when they are written");
    for kept in &ledger.captures {
        typed(&typed::line(&kept.capture));
    }
}

/// Reads the first line of a text as what somebody typed.
pub fn typed(text: &str) {
    let line = text.lines().next().unwrap_or_default();
    let today = jiff::civil::date(2026, 11, 25);
    for kind in [CaptureKind::Action, CaptureKind::Change, CaptureKind::DeclinedOption] {
        if let Ok(capture) = typed::capture(kind, line, today, &[]) {
            let again = typed::line(&capture);
            let read = typed::capture(kind, &again, today, &[]);
            assert_eq!(read.as_ref(), Ok(&capture), "{line:?} became {again:?}");
        }
    }
}

fn check_places(problems: &[Diagnostic], sources: &Sources) {
    for problem in problems {
        if let Some(span) = problem.span {
            check_place(span, sources);
        }
    }
}

fn check_place(span: Span, sources: &Sources) {
    let known = |id: SourceId| sources.iter().any(|source| source.id() == id);
    assert!(known(span.source), "a place in no text");
    let text = sources.get(span.source).text();
    assert!(text.get(span.start..span.end).is_some(), "a place that is none: {span:?}");
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    /// What may stand where something else is expected.
    const VALUES: [&str; 16] = [
        "null",
        "7",
        "-1",
        "1e300",
        "true",
        "\"\"",
        "\" \"",
        "\"\u{202e}\"",
        "[]",
        "{}",
        "[[]]",
        "{\"text\": \"x\"}",
        "\"<@U1|x> <#C1> <!date^1^x> <\"",
        "\"2026-01-31T10:00:00Z\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"1773525790.123456789\"",
    ];

    #[test]
    fn a_container_with_comments_has_a_place() {
        super::splitter(":::info <!-- .slide: class=\"x\" -->\u{fffd}\u{fffd}\u{fffd}\n");
        super::splitter(":::a\0\0<!-- .element: a -->\0\n---\n\n# b\n");
    }

    fn take_seeds(target: fn(&str), folders: &[&str]) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut taken = 0;
        for folder in folders {
            let files = fs::read_dir(root.join(folder)).expect("a folder of seeds").flatten();
            for path in files.map(|file| file.path()) {
                let ends = ["md", "yaml", "json", "csv", "ndjson"];
                if path.extension().is_some_and(|end| ends.iter().any(|known| end == *known)) {
                    target(&fs::read_to_string(&path).expect("a seed"));
                    taken += 1;
                }
            }
        }
        assert!(taken > 3, "{folders:?} hold {taken} documents");
    }

    #[test]
    fn the_reader_takes_its_seeds() {
        take_seeds(super::reader, &["tests/documents", "decks/examples"]);
    }

    #[test]
    fn the_splitter_takes_its_seeds() {
        take_seeds(super::splitter, &["tests/decks", "tests/conformance"]);
    }

    #[test]
    fn a_container_with_a_comment_in_its_line_has_a_place() {
        super::splitter("::: é<!-- ü -->é <!-- .element: x -->ééé\n");
    }

    #[test]
    fn checks_take_their_seeds() {
        take_seeds(super::checks, &["tests/documents", "decks/examples"]);
    }

    #[test]
    fn edits_take_their_seeds() {
        let typed = |text: &str| super::edits(&format!("Page *twice* | then `call`\n{text}"));
        take_seeds(typed, &["tests/documents", "decks/examples"]);
    }

    #[test]
    fn front_matter_takes_its_seeds() {
        take_seeds(super::front_matter, &["tests/documents", "decks/examples", "tests/decks"]);
    }

    #[test]
    fn imports_take_their_seeds() {
        take_seeds(super::imports, &["tests/imports", "tests/imports/slack/inc-42"]);
    }

    #[test]
    fn journals_take_their_seeds() {
        take_seeds(super::journal, &["tests/journals"]);
    }

    #[test]
    fn fonts_take_their_seeds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts");
        for file in fs::read_dir(folder).expect("a folder of seeds").flatten() {
            super::font(&fs::read(file.path()).expect("a seed"));
        }
    }

    #[test]
    fn typed_lines_take_their_seeds() {
        take_seeds(|text| text.lines().for_each(super::typed), &["tests/documents"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(200)
        })]

        /// Sources in which values are exchanged, as exports of other versions have them.
        #[test]
        fn imports_take_what_is_nearly_known(
            seed in 0..7_usize,
            edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..VALUES.len()), 1..6),
        ) {
            let names = [
                "pagerduty.json", "statuspage.json", "gitlab-notes.json", "gitlab-events.json",
                "events.csv", "slack/users.json", "slack/inc-42/2026-03-14.json",
            ];
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports").join(names[seed]);
            let mut text = fs::read_to_string(path).expect("a seed");
            for (place, value) in edits {
                // A value, or a cell, gives way to another.
                let signs: Vec<usize> =
                    text.match_indices([':', ';', ',']).map(|(at, _)| at + 1).collect();
                let Some(&start) = signs.get(place.index(signs.len().max(1))) else { continue };
                let end = text[start..].find([',', ';', '\n']).map_or(text.len(), |at| start + at);
                text.replace_range(start..end, VALUES[value]);
            }
            super::imports(&text);
        }
    }
}
