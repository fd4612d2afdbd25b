//! Where the words of a document went: proof that nothing is lost.
//!
//! 1. The document's own words are read: of its Markdown, and of the front matter's values that are
//!    shown. Comments and the addresses of links do not count.
//! 2. Each counts for the first place that has it beside the word before or behind it, or on the
//!    slide that has most of what it stands in: the main row, the slides below, the backup, the
//!    notes. One that is found nowhere is lost.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::words::{Run, read, text_of, words};
use super::{Compiled, Outcome};
use crate::postmortem::SectionKind;

/// Where words can be.
pub const PLACES: [&str; 5] = ["main row", "below", "backup", "notes", "nowhere"];
const NOWHERE: usize = PLACES.len() - 1;

/// Where the words of a section went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionCoverage {
    /// The section's heading.
    pub title: String,
    /// How many words are in each of [`PLACES`].
    pub words: [usize; 5],
}

/// Where the words of a document went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The document's name.
    pub name: String,
    /// Section by section.
    pub sections: Vec<SectionCoverage>,
    /// The words that are nowhere, by line.
    pub lost: Vec<(usize, Vec<String>)>,
}

/// The coverage of a document; none without a deck.
#[must_use]
pub fn of(outcome: &Outcome) -> Option<Coverage> {
    let compiled = outcome.compiled.as_ref()?;
    let source = outcome.sources.iter().next()?;
    let texts = texts(compiled);
    let unshown = unshown(compiled);
    let mut coverage = Coverage { name: source.name().to_owned(), ..Coverage::default() };
    for section in read(source) {
        let mut words = [0; 5];
        for run in &section.runs {
            for ((line, word), found) in run.iter().zip(found(run, &texts)) {
                if found == NOWHERE && unshown.iter().any(|lines| lines.contains(line)) {
                    continue;
                }
                words[found] += 1;
                if found == NOWHERE {
                    match coverage.lost.last_mut() {
                        Some((last, words)) if last == line => words.push(word.clone()),
                        _ => coverage.lost.push((*line, vec![word.clone()])),
                    }
                }
            }
        }
        coverage.sections.push(SectionCoverage { title: section.title, words });
    }
    Some(coverage)
}

/// The lines of the sections that no deck shows: the record of a meeting.
fn unshown(compiled: &Compiled) -> Vec<Range<usize>> {
    let sections = compiled.model.as_ref().map_or(&[][..], |model| &model.sections);
    let meeting = SectionKind::Meeting.key();
    let records = sections.iter().enumerate().filter(|(_, section)| section.kind == meeting);
    records
        .map(|(index, section)| {
            let next = sections.get(index + 1).map_or(usize::MAX, |next| next.place.line);
            section.place.line..next
        })
        .collect()
}

/// The first place of each word of a run: where it stands beside its neighbour, or else where most
/// of the run does.
fn found(run: &Run, texts: &Texts) -> Vec<usize> {
    let mut places = vec![NOWHERE; run.len()];
    if let [(_, word)] = run.as_slice() {
        return vec![texts.words.get(word).map_or(NOWHERE, |(place, _)| *place)];
    }
    // How often the run has each pair, and how many of its pairs each text has.
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (index, two) in run.windows(2).enumerate() {
        let key = pair(&two[0].1, &two[1].1);
        let Some((first, _)) = texts.pairs.get(&key) else { continue };
        for place in &mut places[index..=index + 1] {
            *place = (*first).min(*place);
        }
        *counts.entry(key).or_default() += 1;
    }
    let mut pairs: HashMap<usize, usize> = HashMap::new();
    for (key, count) in &counts {
        let holders =
            texts.pairs.get(key).map(|(_, holders)| holders.as_slice()).unwrap_or_default();
        for text in holders {
            *pairs.entry(*text).or_default() += count;
        }
    }
    let most = pairs.values().max().copied().unwrap_or_default();
    let is_best = |text: &usize| pairs.get(text) == Some(&most);
    for (place, (_, word)) in places.iter_mut().zip(run).filter(|(place, _)| **place == NOWHERE) {
        let holders =
            texts.words.get(word).map(|(_, holders)| holders.as_slice()).unwrap_or_default();
        let near =
            holders.iter().filter(|text| is_best(text)).map(|text| texts.places[*text]).min();
        *place = near.unwrap_or(NOWHERE);
    }
    places
}

impl Coverage {
    /// How many words are in each of [`PLACES`].
    #[must_use]
    pub fn total(&self) -> [usize; 5] {
        let mut total = [0; 5];
        for section in &self.sections {
            for (sum, words) in total.iter_mut().zip(section.words) {
                *sum += words;
            }
        }
        total
    }

    /// The share of words that are on slides, from 0 to 1.
    #[must_use]
    pub fn on_slides(&self) -> f64 {
        let total = self.total();
        let all: usize = total.iter().sum();
        let shown: usize = total[..3].iter().sum();
        if all == 0 { 1.0 } else { shown as f64 / all as f64 }
    }

    /// The coverage as a table, and what is lost with its places.
    #[must_use]
    pub fn report(&self) -> String {
        let mut out = format!("{:<40} {:>6}", "section", "words");
        for place in PLACES {
            let _ = write!(out, " {place:>9}");
        }
        out.push('\n');
        let mut row = |title: &str, words: [usize; 5]| {
            let all: usize = words.iter().sum();
            let short: String = title.chars().take(40).collect();
            let _ = write!(out, "{short:<40} {all:>6}");
            for count in words {
                let share = if all == 0 { 0.0 } else { 100.0 * count as f64 / all as f64 };
                let _ = write!(
                    out,
                    " {:>9}",
                    if count == 0 { "-".to_owned() } else { format!("{share:.1} %") }
                );
            }
            out.push('\n');
        };
        for section in &self.sections {
            row(&section.title, section.words);
        }
        row("all", self.total());
        for (line, words) in &self.lost {
            let _ = writeln!(out, "{}:{line}: nowhere: {}", self.name, words.join(" "));
        }
        out
    }
}

/// How many texts are known to hold a word or a pair: what stands in more of them says nothing of
/// where a run is.
const HOLDERS: usize = 64;

/// What stands where: the first place, and the texts.
type Index = HashMap<String, (usize, Vec<usize>)>;

/// The texts of a deck: those of slides and of their notes.
#[derive(Default)]
struct Texts {
    /// The place of each.
    places: Vec<usize>,
    words: Index,
    /// Two words that stand beside each other, with a blank between them.
    pairs: Index,
}

impl Texts {
    fn add(&mut self, place: usize, html: &str) {
        let text = self.places.len();
        self.places.push(place);
        let all: Vec<String> = words(&text_of(html)).collect();
        for two in all.windows(2) {
            note(&mut self.pairs, pair(&two[0], &two[1]), place, text);
        }
        for word in all {
            note(&mut self.words, word, place, text);
        }
    }
}

fn pair(left: &str, right: &str) -> String {
    format!("{left} {right}")
}

fn note(index: &mut Index, key: String, place: usize, text: usize) {
    let (first, holders) = index.entry(key).or_insert((place, Vec::new()));
    *first = place.min(*first);
    if holders.last() != Some(&text) && holders.len() < HOLDERS {
        holders.push(text);
    }
}

/// The texts of a deck, each with its place: the main row, below, the backup, the notes.
fn texts(compiled: &Compiled) -> Texts {
    let is_backup = |attributes: &str| {
        let classes = attributes.split_once(" class=\"").and_then(|(_, rest)| rest.split_once('"'));
        classes.is_some_and(|(classes, _)| classes.split(' ').any(|class| class == "backup"))
    };
    let mut texts = Texts::default();
    for stack in &compiled.stacks {
        for (row, slide) in stack.iter().enumerate() {
            texts.add(if is_backup(&slide.attributes) { 2 } else { row.min(1) }, &slide.html);
            if let Some(notes) = &slide.notes {
                texts.add(3, notes);
            }
        }
    }
    // What stands on every slide.
    let footer = &compiled.footer;
    let shown = [Some(&compiled.title), footer.status.as_ref(), footer.confidential.as_ref()];
    shown.into_iter().flatten().for_each(|text| texts.add(0, text));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{DocumentText, Options, compile};

    fn covered(name: &str, text: &str) -> Coverage {
        let input =
            DocumentText { name: name.into(), path: Some(name.into()), text: text.to_owned() };
        let root = Some(std::env::temp_dir());
        of(&compile(input, &Options { root, ..Options::default() })).expect("a deck")
    }

    #[test]
    fn words_are_found_where_they_are() {
        let text = "---\ntitle: Web outage\n---\n# Outage\n\n## Summary\n\nFirst words here.\n\nSecond paragraph below.\n\n\
                    <!-- a comment -->\n\n## Impact\n\nNobody noticed it.\n\n## Weather\n\nRain all day.\n";
        let coverage = covered("a.md", text);
        assert_eq!(coverage.lost, [], "{}", coverage.report());
        let of = |title: &str| {
            coverage
                .sections
                .iter()
                .find(|section| section.title == title)
                .expect("a section")
                .words
        };
        assert_eq!(of("Weather")[2], 4, "{}", coverage.report());
        // What is short stands on the main row as it is.
        assert_eq!(of("Summary"), [7, 0, 0, 0, 0], "{}", coverage.report());
        let long: String =
            (1..=20).map(|n| format!("Sentence{n} has word{n} and end{n}. ")).collect();
        let coverage = covered("a.md", &text.replace("Second paragraph below.", &long));
        assert_eq!(coverage.lost, [], "{}", coverage.report());
        let summary = coverage.sections.iter().find(|section| section.title == "Summary");
        assert!(summary.is_some_and(|summary| summary.words[1] > 0), "{}", coverage.report());
        // The deck calls it "What users felt"; the notes say what the author did.
        assert_eq!(of("Impact"), [3, 0, 0, 1, 0], "{}", coverage.report());
    }

    #[test]
    fn what_html_says_is_between_its_tags() {
        let html = "<p title=\"a > b\">One<b>word</b> &amp; <img alt=\"two\" src=\"x\"> <!-- not <p> --> <br>three</p>";
        assert_eq!(words(&text_of(html)).collect::<Vec<_>>(), ["oneword", "two", "three"]);
    }
}
