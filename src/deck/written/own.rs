//! Slides as their author wrote them.

use std::ops::Range;

use comrak::nodes::NodeValue;

use super::SlideText;
use super::figures::Figures;
use crate::deck::marks::MarkKind;
use crate::deck::split::{Seam, Split, split};
use crate::deck::{Deck, fences, place};
use crate::markdown::notes;
use crate::source::{Source, Sources};

/// What is put in the place of some bytes.
struct Change {
    range: Range<usize>,
    to: To,
}

enum To {
    /// A separator; blank lines around it, unless it ends code that is never closed.
    Separator(&'static str, bool),
    /// What stands before notes.
    Notes,
    /// Other text.
    Text(String),
}

/// All slides.
pub(super) fn body(
    deck: &Deck<'_>,
    sources: &Sources,
    text: &SlideText,
    figures: &mut Figures<'_>,
) -> String {
    let source = sources.get(text.source);
    let scanned = split(source, text.body.clone(), &text.separators);
    let mut changes = separators(source, &scanned);
    if text.separators.of_line("---").is_none() {
        changes.extend(rules(source, text.body.clone(), &scanned, &changes));
    }
    changes.extend(drawings(deck, sources, text, figures));
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    changed(source.text(), text.body.clone(), changes)
}

/// Separators and what stands before notes, in the forms that every tool reads.
fn separators(source: &Source, scanned: &Split) -> Vec<Change> {
    let change = |seam: &Seam| {
        let Seam { range, kind, ends_block } = seam.clone();
        let written = &source.text()[range.clone()];
        let to = match kind {
            MarkKind::Slide => To::Separator("---", ends_block),
            MarkKind::Below => To::Separator("----", ends_block),
            // Behind what an expression matched, notes begin with nothing.
            MarkKind::Notes if range.is_empty() || notes::prefix(written).is_some() => return None,
            MarkKind::Notes => To::Notes,
        };
        Some(Change { range, to })
    };
    scanned.seams.iter().filter_map(change).collect()
}

/// Lines that would be separators and are none here: dashes where other signs part the slides.
fn rules(
    source: &Source,
    body: Range<usize>,
    scanned: &Split,
    separators: &[Change],
) -> Vec<Change> {
    let is_taken = |at: usize| {
        let masked = scanned.masked.partition_point(|range| range.end <= at);
        scanned.masked.get(masked).is_some_and(|range| range.contains(&at))
            || separators.iter().any(|change| change.range.contains(&at))
    };
    let mut at = body.start;
    let mut found = Vec::new();
    for line in source.text()[body].split_inclusive('\n') {
        let dashes = line.trim_end();
        if matches!(dashes, "---" | "----") && !is_taken(at) {
            let range = at..at + dashes.len();
            found.push(Change { range, to: To::Text("-----".to_owned()) });
        }
        at += line.len();
    }
    found
}

/// The fences that were drawn.
fn drawings(
    deck: &Deck<'_>,
    sources: &Sources,
    text: &SlideText,
    figures: &mut Figures<'_>,
) -> Vec<Change> {
    let nodes = deck.slides().flat_map(|slide| &slide.blocks).flat_map(|block| block.descendants());
    let mut found = Vec::new();
    for node in nodes {
        let data = node.data();
        let NodeValue::Raw(html) = &data.value else { continue };
        let span = sources.span(place(node)).filter(|span| span.source == text.source);
        let Some(span) = span.filter(|_| fences::is_figure(html)) else { continue };
        let before = &sources.get(text.source).text()[..span.start];
        let column = span.start - before.rfind('\n').map_or(0, |at| at + 1);
        let lines = figures.text(html).replace('\n', &format!("\n{}", " ".repeat(column)));
        found.push(Change { range: span.start..span.end, to: To::Text(lines) });
    }
    found
}

/// The text with its changes.
fn changed(text: &str, body: Range<usize>, changes: Vec<Change>) -> String {
    let mut out = String::with_capacity(body.len() + 64);
    let mut at = body.start;
    let push = |out: &mut String, part: &str| out.push_str(&part.replace("\r\n", "\n"));
    for Change { range, to } in changes {
        if range.start < at || range.end > body.end {
            continue;
        }
        push(&mut out, &text[at..range.start]);
        at = range.end;
        match to {
            To::Separator(line, ends_block) => {
                let is_apart =
                    ends_block || out.ends_with("\n\n") || out.trim_matches('\n').is_empty();
                let end = usize::from(!out.is_empty() && !out.ends_with('\n'));
                out.push_str(&"\n".repeat(end + usize::from(!is_apart)));
                out.push_str(line);
                out.push('\n');
                let goes_on = text[at..body.end].trim_start_matches('\r');
                out.push_str(if goes_on.is_empty() || goes_on.starts_with('\n') {
                    ""
                } else {
                    "\n"
                });
            }
            To::Notes => {
                out.push_str(if out.ends_with('\n') || out.is_empty() { "" } else { "\n" });
                out.push_str("Note: ");
            }
            To::Text(text) => out.push_str(&text),
        }
    }
    push(&mut out, &text[at..body.end]);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}
