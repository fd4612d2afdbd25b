//! Metadata in the text: `**Authors:** a, b`, `- Date: …`, `| Start time | … |`, or a heading with
//! its value below.

use comrak::nodes::NodeValue;
use jiff::civil::Date;

use crate::markdown::{self, Node};
use crate::postmortem::model::{EventKind, Section, SectionKind};
use crate::postmortem::sections::headings;
use crate::postmortem::sections::metadata_line::{Line, key, key_of, zoned};
use crate::postmortem::sections::metadata_table;
use crate::postmortem::sections::prose;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::{day_order, stamp};
use crate::source::front_matter::{FrontMatter, Spanned};
use crate::words::{self, Label};

/// Colons, narrow and wide.
const COLONS: [char; 2] = [':', '：'];

pub(crate) fn is_label(label: &str) -> bool {
    key(label).is_some() || prose::is_label(label)
}

pub(crate) fn is_line<'a>(input: Input<'a, '_>, line: Node<'a>) -> bool {
    labelled(input, line).is_some()
        || inline::text(line).split_once(COLONS).is_some_and(|(label, _)| prose::is_label(label))
}

/// What metadata says about when the incident was.
#[derive(Debug, Clone, Default)]
pub(crate) struct Incident {
    /// Its day, where a label names one: a mere `Date` is the meeting's.
    pub(crate) day: Option<Date>,
    /// Its phases, in the order of the text.
    pub(crate) phases: Vec<(EventKind, Spanned<String>)>,
    /// Lines about the page rather than the incident, which no slide has a place for.
    pub(crate) asides: Vec<String>,
}

/// Completes the front matter from the sections, and takes out what is nothing but metadata.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &mut Vec<Section<'a>>,
    front: &mut FrontMatter,
) -> Incident {
    let mut found = Incident::default();
    let mut incident = None;
    let mut asides = Vec::new();
    let mut fill = |front: &mut FrontMatter, line: Line| {
        if let Some(kind) = line.key.phase() {
            found.phases.push((kind, Spanned { value: line.value.clone(), span: line.span }));
        }
        if line.key == Label::IncidentDate {
            let order = || day_order::of(input.sources.get(input.id).text());
            found.day = found.day.or_else(|| stamp::find_day(&line.value, order()));
            incident.get_or_insert(line.value);
        } else {
            fill(front, line);
        }
    };
    sections.retain_mut(|section| match section.kind {
        SectionKind::Preamble => {
            asides.extend(preamble(input, section, |line| fill(front, line)));
            !section.blocks.is_empty()
        }
        SectionKind::Other => match whole_section(input, section) {
            Some(line) => {
                fill(front, line);
                false
            }
            None => {
                // "Incident details", with lines of metadata below: they are read, and stay.
                for block in &section.blocks {
                    let (lines, _) = lines(input, block);
                    if lines.len() > 1 {
                        lines.into_iter().for_each(|line| fill(front, line));
                    }
                }
                true
            }
        },
        _ => true,
    });
    // Where nobody says when the meeting is, the title slide shows the day of the incident.
    front.date = front.date.take().or(incident);
    found.asides = asides;
    found
}

/// Takes metadata out of what stands before the first heading, and hands back what is about the
/// page.
fn preamble<'a>(
    input: Input<'a, '_>,
    section: &mut Section<'a>,
    mut take: impl FnMut(Line),
) -> Vec<String> {
    let mut asides = Vec::new();
    for block in &mut section.blocks {
        if let Some(properties) = properties(input, block) {
            properties.read.into_iter().for_each(&mut take);
            asides.extend(properties.asides);
            *block = properties.rest;
        }
    }
    section.blocks.retain(|block| {
        if inline::text(block).is_empty() && block.first_child().is_none() && is_text(block) {
            return false;
        }
        let (lines, complete) = lines(input, block);
        if lines.is_empty() && is_byline(block) {
            asides.push(inline::text(block).split_whitespace().collect::<Vec<_>>().join(" "));
            return false;
        }
        // One date among other lines is read, but the lines stay.
        let taken = complete && !lines.is_empty();
        lines.into_iter().for_each(&mut take);
        !taken
    });
    asides
}

fn is_text(block: Node<'_>) -> bool {
    matches!(block.data().value, NodeValue::Paragraph)
}

/// A byline is no longer than this, and goes on with no more words.
const BYLINE: usize = 240;
const BESIDE: usize = 10;

/// Whether a block says who wrote the page, and nothing of the incident.
fn is_byline<'a>(block: Node<'a>) -> bool {
    let text = inline::text(block).to_lowercase();
    let mut begins = words::all(|language| language.bylines);
    let rest = text.split_once(". ").map_or(0, |(_, rest)| rest.split_whitespace().count());
    is_text(block)
        && text.len() <= BYLINE
        && rest <= BESIDE
        && begins.any(|words| text.trim_start().starts_with(words))
}

/// Whether a table holds what is known of a page and nothing to be read out: title slide and
/// numbers have it.
pub(crate) fn is_page_table<'a>(block: Node<'a>) -> bool {
    if !matches!(block.data().value, NodeValue::Table(_)) {
        return false;
    }
    let rows = || block.children().map(|row| row.children().map(inline::text).collect::<Vec<_>>());
    let mut known = 0;
    let mut count = 0;
    for cells in rows().filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty())) {
        let [label, value] = cells.as_slice() else { return false };
        if value.len() > VALUE || headings::meaning(label).is_some() {
            return false;
        }
        count += 1;
        known += usize::from(is_label(label));
    }
    known >= 2 && known * 2 > count
}

/// No value of a table about the page is longer.
const VALUE: usize = 90;

/// How many properties make a list of them.
const PROPERTIES: usize = 3;

/// The properties of a page.
struct Properties<'a> {
    /// What is metadata.
    read: Vec<Line>,
    /// What is about the page.
    asides: Vec<String>,
    /// What is left: what is read elsewhere, and what nobody knows.
    rest: Node<'a>,
}

/// The properties of a page, each in a line of its own.
fn properties<'a>(input: Input<'a, '_>, block: Node<'a>) -> Option<Properties<'a>> {
    if !is_text(block) {
        return None;
    }
    let lines = inline::lines(input.arena, block);
    let label = |line: Node<'a>| {
        let text = inline::text(line);
        let (label, value) = text.split_once(COLONS)?;
        let short = label.len() <= 40 && !value.trim().is_empty();
        (short && !label.contains(['.', ','])).then(|| label.to_owned())
    };
    let labels: Vec<String> = lines.iter().map(|line| label(line)).collect::<Option<_>>()?;
    let of_page =
        |label: &str| words::has(|language| language.page_labels, &headings::normalised(label));
    let is_page = labels.len() >= PROPERTIES && labels.iter().any(|label| of_page(label));
    if !is_page || !labels.iter().any(|label| key(label).is_some()) {
        return None;
    }
    let mut read = Vec::new();
    let mut asides = Vec::new();
    let rest = markdown::node(input.arena, NodeValue::Paragraph, block.data().sourcepos);
    for (line, label) in lines.into_iter().zip(labels) {
        if let Some(known) = labelled(input, line) {
            read.push(known);
        } else if of_page(&label) {
            asides.push(inline::text(line).trim().to_owned());
        } else {
            if rest.first_child().is_some() {
                rest.append(markdown::node(
                    input.arena,
                    NodeValue::LineBreak,
                    line.data().sourcepos,
                ));
            }
            let inlines: Vec<Node<'a>> = line.children().collect();
            inlines.into_iter().for_each(|inline| rest.append(inline));
        }
    }
    Some(Properties { read, asides, rest })
}

/// Whether a block says when the meeting is: no date in it is the incident's.
pub(crate) fn dates_the_meeting<'a>(input: Input<'a, '_>, block: Node<'a>) -> bool {
    lines(input, block).0.iter().any(|line| line.key == Label::Date)
}

/// The metadata that a block holds, and whether it holds nothing else.
fn lines<'a>(input: Input<'a, '_>, block: Node<'a>) -> (Vec<Line>, bool) {
    let mut found = Vec::new();
    let mut complete = true;
    let mut take = |line: Option<Line>| match line {
        Some(line) => found.push(line),
        None => complete = false,
    };
    match &block.data().value {
        NodeValue::Paragraph => {
            let lines = inline::lines(input.arena, block).into_iter();
            for line in lines.flat_map(|line| inline::bold_parts(input.arena, line)) {
                match side_by_side(input, line) {
                    Some((all, whole)) => {
                        all.into_iter().for_each(|line| take(Some(line)));
                        // What is read elsewhere stays where it is.
                        (!whole).then(|| take(None));
                    }
                    None => take(labelled(input, line)),
                }
            }
        }
        NodeValue::List(_) => {
            for item in block.children() {
                match (item.first_child(), item.children().nth(1)) {
                    (Some(only), None) => take(labelled(input, only)),
                    _ => take(None),
                }
            }
        }
        NodeValue::Table(_) => metadata_table::read(input, block, take),
        _ => complete = false,
    }
    (found, complete)
}

/// `Status: final | Severity: SEV-1`, and whether it is nothing else; none when a part is no
/// metadata.
fn side_by_side<'a>(input: Input<'a, '_>, line: Node<'a>) -> Option<(Vec<Line>, bool)> {
    let text = inline::text(line);
    let sign = [" | ", " · ", " • ", " / ", "／"].into_iter().find(|sign| text.contains(sign))?;
    let mut at = 0;
    let mut found = Vec::new();
    let mut whole = true;
    for part in text.split(sign) {
        let (label, value) = part.split_once(COLONS)?;
        let start = at + part.len() - value.trim_start().len();
        at += part.len() + sign.len();
        let value = value.trim();
        let Some(key) = key_of(label, value) else {
            // A length is read elsewhere.
            prose::is_label(label).then_some(())?;
            whole = false;
            continue;
        };
        let span = inline::place(input.sources, line, start..start + value.len())?;
        found.push(Line { key, value: zoned(label, value), span });
    }
    (!found.is_empty()).then_some((found, whole))
}

/// A label and its value, at the first colon; at the second where the first stands in a word:
/// `Autor:innen: …`.
fn at_colon(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once(COLONS)?;
    let in_word = value.starts_with(char::is_lowercase) && text[label.len()..].starts_with(':');
    let second = value.find(COLONS).filter(|_| in_word).map(|at| label.len() + 1 + at);
    let known = second.and_then(|at| Some((&text[..at], text[at..].strip_prefix(COLONS)?)));
    Some(known.filter(|(label, _)| key(label).is_some()).unwrap_or((label, value)))
}

/// `Status: draft`.
fn labelled<'a>(input: Input<'a, '_>, line: Node<'a>) -> Option<Line> {
    let text = inline::text(line);
    let (label, value) = at_colon(&text)?;
    let start = text.len() - value.trim_start().len();
    let value = value.trim();
    let key = key_of(label, value)?;
    let span = inline::place(input.sources, line, start..start + value.len())?;
    (!value.is_empty() && !value.contains('\n')).then(|| Line {
        key,
        value: zoned(label, value),
        span,
    })
}

/// `## Date` with the date below it.
fn whole_section<'a>(input: Input<'a, '_>, section: &Section<'a>) -> Option<Line> {
    let key = key(&section.title)?;
    let [only] = section.blocks.as_slice() else { return None };
    let text = inline::text(only);
    let short = matches!(only.data().value, NodeValue::Paragraph)
        && !text.contains('\n')
        && text.len() < 120;
    short.then(|| Line { key, value: text.trim().to_owned(), span: input.span(only) })
}

/// The front matter wins over the text.
fn fill(front: &mut FrontMatter, line: Line) {
    let Line { key, value, span } = line;
    let list = |value: &str| -> Vec<String> {
        words::all(|language| language.conjunctions)
            .fold(value.to_owned(), |value, and| value.replace(&format!(" {and} "), ","))
            .split([',', '、', '，'])
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    };
    let spanned = |slot: &mut Option<Spanned<String>>, value: String| {
        slot.get_or_insert(Spanned { value, span });
    };
    match key {
        Label::Date => drop(front.date.get_or_insert(value)),
        Label::Status => drop(front.status.get_or_insert(value)),
        Label::Severity => drop(front.severity.get_or_insert(value)),
        Label::Facilitator => drop(front.facilitator.get_or_insert(value)),
        Label::Authors if front.authors.is_empty() => front.authors = list(&value),
        Label::Services if front.services.is_empty() => front.services = list(&value),
        Label::Authors | Label::Services | Label::IncidentDate => {}
        Label::Zone => spanned(&mut front.timezone, value),
        Label::Started => spanned(&mut front.incident.started, value),
        Label::Detected => spanned(&mut front.incident.detected, value),
        Label::Mitigated => spanned(&mut front.incident.mitigated, value),
        Label::Resolved => spanned(&mut front.incident.resolved, value),
    }
}
