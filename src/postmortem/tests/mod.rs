//! The forms that authors use, in documents of our own, and the real documents when they are there.

mod clauses;
mod day;
mod decisions;
mod disagree;
mod fields;
mod forms;
mod lengths;
mod lists;
mod rarer;
mod sections;
mod stamps;
mod states;
mod status_pages;
mod templates;
mod text;
mod timeline;
mod times;
mod told;
mod tongues;
mod yaml;
mod zones;

use std::io::Write as _;

use comrak::Arena;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, plain_text};
use crate::postmortem::yaml as yaml_form;
use crate::postmortem::{Postmortem, contradictions, facts, read};
use crate::source::front_matter::cut;
use crate::source::{SourceId, Sources};

/// Reads a document and hands it to `look`.
pub(crate) fn with<T>(
    text: &str,
    look: impl FnOnce(&Postmortem, &Sources, &[Diagnostic]) -> T,
) -> T {
    let mut sources = Sources::default();
    let id: SourceId = sources.add("incident.md", None, text.to_owned());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = read::parse(&arena, &sources, id, cut(sources.get(id)), &mut diagnostics);
    contradictions::check(&pm, &sources, &mut diagnostics);
    look(&pm, &sources, &diagnostics)
}

#[test]
fn documents_of_every_form_lose_no_block() {
    lose_no_block("tests/documents");
}

#[test]
fn real_documents_lose_no_block() {
    lose_no_block("../shared/corpus/postmortems");
}

/// Checks the documents of a folder, seen from the repository's; without the folder, says so.
fn lose_no_block(folder: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(files) = std::fs::read_dir(path) else {
        // Not by the macro: what it prints is shown for tests that fail alone.
        let _ = writeln!(std::io::stderr(), "skipped: there is no folder {folder}");
        return;
    };
    let mut files: Vec<_> = files.filter_map(Result::ok).map(|file| file.path()).collect();
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("readable");
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, text);
        let arena = Arena::new();
        let body = cut(sources.get(id)).body;
        let root = markdown::parse(&arena, sources.get(id), body);
        let mut diagnostics = Vec::new();
        let pm = read::parse(&arena, &sources, id, cut(sources.get(id)), &mut diagnostics);
        let mut kept: Vec<_> = pm
            .sections
            .iter()
            .flat_map(|s| s.blocks.iter().map(|b| b.data().sourcepos.start))
            .collect();
        let headings: Vec<_> = pm.sections.iter().map(|s| s.title.clone()).collect();
        for block in root.children() {
            let at = block.data().sourcepos.start;
            let end = block.data().sourcepos.end;
            let before = kept.len();
            let here = kept
                .iter()
                .position(|known| *known == at)
                .map(|index| kept.remove(index))
                .is_some();
            if !here {
                // The items of a list of labels are sections: the parts stand for the whole.
                kept.retain(|known| known.line < at.line || known.line > end.line);
            }
            let divided = !here && kept.len() < before;
            let words = plain_text(block);
            let metadata = pm.front.authors.iter().chain(&pm.front.date).chain(&pm.front.status);
            let known = headings.contains(&words)
                || words == pm.title
                || metadata.into_iter().any(|value| words.contains(value.as_str()));
            let label = ["Date", "Authors", "Status"].contains(&words.as_str());
            assert!(here || divided || known || label, "{}: lost {words:?}", path.display());
        }
        assert!(kept.is_empty(), "{}: twice {kept:?}", path.display());
        contradictions::check(&pm, &sources, &mut diagnostics);
    }
}

pub(crate) fn moments(pm: &Postmortem) -> Vec<String> {
    pm.timeline.events.iter().map(|e| e.moment.map_or("-".into(), |m| m.at.to_string())).collect()
}

#[test]
fn nesting_without_end_ends() {
    let quotes = format!("## Whys\n\n{} x\n", ">".repeat(5_000));
    with(&quotes, |pm, _, _| assert!(pm.whys.is_empty()));
    let list: String =
        (0..300).map(|depth| format!("{}- Why {depth}?\n", "  ".repeat(depth))).collect();
    with(
        &format!("## Whys\n\n{list}\n## Action items\n\n{list}\n## Timeline\n\n{list}"),
        |pm, _, _| {
            assert!(facts::facts(pm).depth <= 100);
        },
    );
}

#[test]
fn damaged_documents_do_not_stop_the_reader() {
    let whole = "---\nincident: {started: 2024-03-01T10:02Z}\n---\n# Tïtle\n\n**Authors:** Ann\n\n## Timeline (CET)\n\n### 2024-03-01\n\n- **10:02** – (start) “é”\n- [10:20 pm] ~~x~~ <START OF OUTAGE>\n\n| Time | Event |\n|-|-|\n| ~10:40 | y |\n\n## Five Whys\n\n1. Why ä? Because ö.\n   - Why 2: q\n\nQ: z\nA: ü\n\n## Lessons\n\n- L2: m (from W1)\n\n## Action items\n\n- [ ] P1 — @ann … (DONE) due 2024-04-01 #3\n\n| Action | Owner |\n|-|-|\n| é | Bo |\n";
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap_or(0) % below
    };
    for _ in 0..600 {
        let mut letters: Vec<char> = whole.chars().collect();
        for _ in 0..=next(4) {
            let at = next(letters.len() - 20);
            let length = next(12);
            let piece: Vec<char> = letters.splice(at..at + length, []).collect();
            let to = next(letters.len());
            letters.splice(to..to, piece);
        }
        let text: String = letters.into_iter().collect();
        with(&text, |pm, _, _| assert!(facts::facts(pm).answers <= 20));
        let mut sources = Sources::default();
        let id = sources.add("a.yaml", None, text.replace("## ", "summary: "));
        yaml_form::parse(&Arena::new(), &sources, id, &mut Vec::new());
    }
}
