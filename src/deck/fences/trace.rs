//! What follows from what in a postmortem, or in the data of a fence, as a figure's plain inputs.

use std::collections::HashMap;

use comrak::nodes::NodeCodeBlock;
use serde_yaml::Value;

use super::{Drawer, hidden, place, titled};
use crate::deck::view::TraceRow;
use crate::diagnostic::Diagnostic;
use crate::figure::Frame;
use crate::figure::trace::{self, Gap, TraceFigure, TraceNode};
use crate::markdown::{Node, plain_text};
use crate::postmortem::sections::headings;
use crate::postmortem::traces::traces;
use crate::postmortem::{Postmortem, SectionKind, Why};
use crate::source::data::{Notation, Reader};
use crate::words::say;

/// The columns of a postmortem's trace.
const KINDS: [SectionKind; 4] = [
    SectionKind::FiveWhys,
    SectionKind::LessonsLearned,
    SectionKind::CorrectiveActions,
    SectionKind::ActionItems,
];

fn is_action(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::CorrectiveActions | SectionKind::ActionItems)
}

/// A node with what its gaps are worked out from.
struct Part {
    column: usize,
    id: String,
    text: String,
    /// Whether something has to be done about it.
    is_leaf: bool,
}

/// The trace of a postmortem; none where no step of it is written.
#[must_use]
pub(super) fn of(pm: &Postmortem<'_>) -> Option<TraceFigure> {
    let steps = traces(pm);
    if steps.is_empty() {
        return None;
    }
    let mut parts = whys(pm);
    let part = |column, id: &str, text: Node<'_>| Part {
        column,
        id: id.to_owned(),
        text: plain_text(text),
        is_leaf: false,
    };
    parts.extend(pm.lessons.iter().map(|lesson| part(1, &lesson.id, lesson.text)));
    parts.extend(pm.corrective_actions.iter().map(|action| part(2, &action.id, action.text)));
    parts.extend(pm.action_items.iter().map(|action| part(3, &action.id, action.text)));
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (number, part) in parts.iter().enumerate() {
        numbers.entry(part.id.clone()).or_insert(number);
    }
    let number = |id: &String| numbers.get(id).copied();
    let links: Vec<(usize, usize)> =
        steps.iter().filter_map(|step| Some((number(&step.from)?, number(&step.to)?))).collect();
    let say = say::words();
    let titles = [say.trace_whys, say.trace_lessons, say.trace_corrective, say.trace_items];
    Some(figured(titles.map(str::to_owned).to_vec(), &KINDS, parts, links))
}

/// Questions that end, or that something follows from, in reading order.
fn whys(pm: &Postmortem<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Vec<&Why<'_>> = pm.whys.iter().rev().collect();
    while let Some(why) = open.pop() {
        let mut leaves = why.answers.iter().filter(|answer| answer.whys.is_empty());
        let (first, more) = (leaves.next(), leaves.next());
        // A question with one end is that end; with several, it stands for them.
        let blocks = first.filter(|_| more.is_none()).map(|answer| &answer.blocks);
        let text = blocks.filter(|blocks| !blocks.is_empty()).map(|blocks| {
            let texts: Vec<String> = blocks.iter().map(|block| plain_text(block)).collect();
            texts.join(" ")
        });
        parts.push(Part {
            column: 0,
            id: why.id(),
            text: text.unwrap_or_else(|| plain_text(why.question)),
            is_leaf: first.is_some(),
        });
        for answer in why.answers.iter().rev() {
            open.extend(answer.whys.iter().rev());
        }
    }
    parts
}

/// The figure of parts and links: what ends and leads to no action has a gap, as has an action that
/// follows from nothing. A question that neither ends nor is linked is no part of it.
fn figured(
    columns: Vec<String>,
    kinds: &[SectionKind],
    parts: Vec<Part>,
    links: Vec<(usize, usize)>,
) -> TraceFigure {
    let acts = |part: &Part| kinds.get(part.column).copied().is_some_and(is_action);
    let mut is_addressed: Vec<bool> = parts.iter().map(acts).collect();
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    let mut is_linked = vec![false; parts.len()];
    for (from, to) in &links {
        above[*to].push(*from);
        is_linked[*from] = true;
        is_linked[*to] = true;
    }
    let mut open: Vec<usize> = (0..parts.len()).filter(|part| is_addressed[*part]).collect();
    while let Some(part) = open.pop() {
        for from in &above[part] {
            if !std::mem::replace(&mut is_addressed[*from], true) {
                open.push(*from);
            }
        }
    }
    let mut numbers = vec![None; parts.len()];
    let mut nodes = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        let kind = kinds.get(part.column).copied().unwrap_or(SectionKind::Other);
        if kind == SectionKind::FiveWhys && !part.is_leaf && !is_linked[number] {
            continue;
        }
        let gap = if is_action(kind) && above[number].is_empty() {
            Gap::Unfounded
        } else if part.is_leaf && !is_addressed[number] {
            Gap::Unaddressed
        } else {
            Gap::None
        };
        numbers[number] = Some(nodes.len());
        nodes.push(TraceNode { column: part.column, id: part.id, text: part.text, gap });
    }
    let links = links.into_iter().filter_map(|(from, to)| Some((numbers[from]?, numbers[to]?)));
    TraceFigure { columns, links: links.collect(), nodes }
}

/// The words of what a node lacks.
fn lacks(gap: Gap) -> &'static str {
    match gap {
        Gap::None => "",
        Gap::Unaddressed => say::words().unaddressed,
        Gap::Unfounded => say::words().unfounded,
    }
}

/// The rows of the nodes: column, id and text, the ids that it leads to, what it lacks.
fn rows(figure: &TraceFigure, nodes: &[usize]) -> Vec<[String; 4]> {
    let mut leads: Vec<Vec<&str>> = vec![Vec::new(); figure.nodes.len()];
    for (from, to) in &figure.links {
        leads[*from].push(&figure.nodes[*to].id);
    }
    let row = |number: &usize| {
        let node = &figure.nodes[*number];
        let column = figure.columns.get(node.column).map_or("", |column| one_of(column)).to_owned();
        let words = format!("{} {}", node.id, node.text).trim().to_owned();
        [column, words, leads[*number].join(", "), lacks(node.gap).to_owned()]
    };
    nodes.iter().map(row).collect()
}

/// What one node of a column is.
fn one_of(column: &str) -> &str {
    let say = say::words();
    let kinds = [
        (say.trace_whys, say.trace_why),
        (say.trace_lessons, say.trace_lesson),
        (say.trace_corrective, say.trace_corrective_action),
        (say.trace_items, say.trace_item),
    ];
    kinds.iter().find(|(all, _)| *all == column).map_or(column, |(_, one)| *one)
}

/// All of a figure's nodes for screen readers, and where no picture can be shown.
fn table(figure: &TraceFigure, caption: &str) -> String {
    let all: Vec<usize> = (0..figure.nodes.len()).collect();
    let mut rows: Vec<Vec<String>> = rows(figure, &all).into_iter().map(Vec::from).collect();
    let say = say::words();
    let heads = [say.role_column, say.words_column, say.leads_to, say.lacks];
    let lacks = rows.iter().any(|row| row.last().is_some_and(|lack| !lack.is_empty()));
    let shown = if lacks { 4 } else { 3 };
    rows.iter_mut().for_each(|row| row.truncate(shown));
    hidden(caption, &heads[..shown], &rows)
}

/// What has no room in the figure, for a table below it.
pub(super) fn rest(figure: &TraceFigure, frame: &Frame<'_>) -> Vec<TraceRow> {
    let rows = rows(figure, &trace::hidden(figure, frame));
    let row = |[kind, words, leads, lacks]: [String; 4]| TraceRow { kind, words, leads, lacks };
    rows.into_iter().map(row).collect()
}

/// The figure of a fence, and the table of its data.
pub(super) fn figure<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
    frame: Frame<'_>,
) -> Option<String> {
    let own;
    let trace = if code.literal.trim().is_empty() {
        let Some(trace) = drawer.model.and_then(|model| model.trace.as_ref()) else {
            let help = "write `(from W3)` behind a lesson or an action";
            return drawer.nothing(node, "nothing here says what it follows from", help);
        };
        trace
    } else {
        own = fence(drawer, node, code)?;
        &own
    };
    let title = titled(frame.title, say::words().trace);
    let frame = Frame { title: &title, ..frame };
    let Some(drawing) = trace::draw(trace, &frame) else {
        let help = "a figure has 10,000 parts at most, and columns of some width";
        return drawer.nothing(node, "this is too much for a figure", help);
    };
    Some(drawing.svg + &table(trace, &title))
}

/// The trace of a fence: columns by their titles, each a list of `{id, text, from}`.
fn fence<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
) -> Option<TraceFigure> {
    let span = drawer.sources.span(place(node))?;
    let source = drawer.sources.get(span.source);
    let start = source.text()[span.start..span.end].find('\n')? + span.start + 1;
    let lines = source.text()[start..span.end].split_inclusive('\n');
    let length: usize = lines.take(code.literal.lines().count()).map(str::len).sum();
    let value = match Reader::new(source, start..start + length, Notation::Yaml) {
        Ok((_, value)) => value,
        Err(problem) => {
            drawer
                .diagnostics
                .push(Diagnostic { severity: crate::diagnostic::Severity::Warning, ..problem });
            return None;
        }
    };
    let found = read(&value);
    if found.is_none() {
        let message = "there is nothing here that follows from anything";
        let help = "write columns such as `Lessons: [{id: L1, text: …, from: W3}]`";
        drawer.nothing(node, message, help);
    }
    found
}

fn read(value: &Value) -> Option<TraceFigure> {
    let mut columns = Vec::new();
    let mut kinds = Vec::new();
    let mut parts = Vec::new();
    let mut claims: Vec<(usize, String)> = Vec::new();
    for (title, list) in value.as_mapping()? {
        let title = scalar(title)?;
        let kind = headings::meaning(&title).map(headings::Meaning::kind);
        let kind = kind.unwrap_or(SectionKind::Other);
        for entry in list.as_sequence()? {
            let key = |name: &str| entry.get(name).and_then(scalar).unwrap_or_default();
            let text = scalar(entry).unwrap_or_else(|| key("text"));
            claims.extend(ids(entry.get("from")).into_iter().map(|from| (parts.len(), from)));
            let is_leaf = kind == SectionKind::FiveWhys;
            parts.push(Part { column: columns.len(), id: key("id"), text, is_leaf });
        }
        columns.push(title);
        kinds.push(kind);
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (number, part) in parts.iter().enumerate() {
        numbers.entry(&part.id).or_insert(number);
    }
    let link = |(to, from): &(usize, String)| Some((numbers.get(from.as_str()).copied()?, *to));
    let links: Vec<(usize, usize)> = claims.iter().filter_map(link).collect();
    (!links.is_empty()).then(|| figured(columns, &kinds, parts, links))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// `L1, L2`, or a list of ids.
fn ids(value: Option<&Value>) -> Vec<String> {
    let split = |words: String| words.split(',').map(|id| id.trim().to_owned()).collect::<Vec<_>>();
    match value {
        Some(Value::Sequence(list)) => list.iter().filter_map(scalar).collect(),
        Some(other) => scalar(other).map(split).unwrap_or_default(),
        None => Vec::new(),
    }
}
