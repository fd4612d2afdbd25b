//! Texts of a YAML file: Markdown whose lines know where they stand in the file.

use std::cell::RefCell;

use comrak::nodes::{LineColumn, ListDelimType, ListType, NodeList, NodeValue, Sourcepos};
use serde_yaml::{Mapping, Value};

use crate::diagnostic::{Diagnostic, nearest};
use crate::markdown::notes::{self, Lifted};
use crate::markdown::{self, LineOrigin, Node, Syntax};
use crate::postmortem::text::inline::Input;
use crate::source::Span;
use crate::source::data::{Reader, Step, shape};

pub(crate) struct Texts<'a, 's, 'r> {
    pub(crate) input: Input<'a, 's>,
    pub(crate) reader: &'r Reader<'s>,
    /// The notes that were taken out.
    pub(crate) notes: RefCell<Vec<Lifted<'a>>>,
}

impl<'a, 's, 'r> Texts<'a, 's, 'r> {
    pub(crate) fn blocks(&self, path: &[Step], value: &Value) -> Vec<Node<'a>> {
        let Some(text) = self.string(path, value) else { return Vec::new() };
        let origins = self.origins(&text, self.reader.span(path));
        let text = markdown::private::mended(&text).text;
        let root = markdown::parse_mapped(self.input.arena, &text, &origins, Syntax::Document);
        let notes = notes::lift(self.input.arena, root);
        notes
            .unclosed
            .iter()
            .for_each(|at| self.reader.report(notes::unclosed(self.reader.source().place(*at))));
        self.notes.borrow_mut().extend(notes.list);
        root.children().collect()
    }

    /// A text; anything else is reported.
    pub(crate) fn string(&self, path: &[Step], value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(yes) => Some(yes.to_string()),
            Value::Null => None,
            other => {
                self.wrong(path, &format!("expected text, found {}", shape(other)));
                None
            }
        }
    }

    pub(crate) fn wrong(&self, path: &[Step], problem: &str) {
        let name = path.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        });
        let message = format!("`{}`: {problem}", name.unwrap_or_default());
        self.reader.report(Diagnostic::warning("data/value", message).at(self.reader.span(path)));
    }

    /// The keys of an entry that is a mapping; an entry that is a text counts as its `text`.
    pub(crate) fn keys(&self, path: &[Step], value: Value) -> Keys<'_, 'a, 's, 'r> {
        let mapping = match value {
            Value::Mapping(mapping) => mapping,
            text @ (Value::String(_) | Value::Number(_) | Value::Bool(_)) => {
                let mut mapping = Mapping::new();
                mapping.insert("".into(), text);
                mapping
            }
            other => {
                self.wrong(path, &format!("expected text or a mapping, found {}", shape(&other)));
                Mapping::new()
            }
        };
        Keys { texts: self, path: path.to_vec(), mapping }
    }

    /// Where the lines of a text stand: each is looked for, from the line of the value on. Nothing
    /// outside the value is read: thousands of values may share a line.
    fn origins(&self, text: &str, span: Span) -> Vec<LineOrigin> {
        let source = self.reader.source();
        let whole = source.text();
        let mut at = span.start;
        let lines: Vec<(usize, &str)> = whole[span.start..span.end]
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                (at - line.len(), line)
            })
            .collect();
        let first_column = span.start - source.line_start(span.start);
        let mut next = 0;
        let mut compared = 0_usize;
        let mut window = usize::MAX;
        let mut origins = Vec::new();
        for line in text.lines() {
            let content = line.trim();
            let indent = line.len() - line.trim_start().len();
            let mut searched = lines.iter().enumerate().skip(next).take(if content.is_empty() {
                0
            } else {
                window
            });
            let found = searched.find_map(|(index, (_, raw))| {
                compared += 1;
                let from = if index == 0 { first_column } else { 0 };
                Some((index, from + column_of(raw, content)?))
            });
            // Thousands of lines that stand nowhere as they are, such as folded ones, are not
            // searched to the end each.
            window = if compared < 200_000 { usize::MAX } else { 16 };
            // What is not found, such as text with escapes, stands near what was found before it.
            let near =
                (next.min(lines.len().saturating_sub(1)), if next == 0 { first_column } else { 0 });
            let (index, column) = found.unwrap_or(near);
            next =
                if found.is_some() || (content.is_empty() && next > 0) { index + 1 } else { index };
            let start = lines.get(index).map_or(span.start, |(start, _)| *start);
            origins.push(LineOrigin {
                line: source.shared_line(start),
                shift: column.saturating_sub(indent),
            });
        }
        if origins.is_empty() {
            origins.push(LineOrigin { line: source.shared_line(span.start), shift: 0 });
        }
        origins
    }

    pub(crate) fn place(&self, span: Span) -> Sourcepos {
        let source = self.reader.source();
        let point = |at: usize| LineColumn {
            line: source.shared_line(at),
            column: at - source.line_start(at) + 1,
        };
        let start = point(span.start);
        let mut end = point(span.end);
        end.column = end.column.saturating_sub(1).max(1);
        Sourcepos { start, end }
    }

    /// A bullet list of items, each with its blocks and its place.
    pub(crate) fn list(&self, items: Vec<(Vec<Node<'a>>, Span)>) -> Vec<Node<'a>> {
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return Vec::new() };
        let place = Sourcepos { start: self.place(first.1).start, end: self.place(last.1).end };
        let shape = NodeList {
            list_type: ListType::Bullet,
            marker_offset: 0,
            padding: 2,
            start: 1,
            delimiter: ListDelimType::Period,
            bullet_char: b'-',
            tight: true,
            is_task_list: false,
        };
        let list = markdown::node(self.input.arena, NodeValue::List(shape), place);
        for (blocks, span) in items {
            let item = markdown::node(self.input.arena, NodeValue::Item(shape), self.place(span));
            for block in blocks {
                item.append(block);
            }
            list.append(item);
        }
        vec![list]
    }

    /// Words put in front of the first paragraph.
    pub(crate) fn prefix(&self, blocks: &mut Vec<Node<'a>>, words: &str, span: Span) {
        let place = self.place(span);
        let text =
            markdown::node(self.input.arena, NodeValue::Text(words.to_owned().into()), place);
        match blocks.first() {
            Some(first) if matches!(first.data().value, NodeValue::Paragraph) => {
                first.prepend(text);
            }
            _ => {
                let paragraph = markdown::node(self.input.arena, NodeValue::Paragraph, place);
                paragraph.append(text);
                blocks.insert(0, paragraph);
            }
        }
    }
}

/// Where a line of a text begins in a line of the file: all of it, or, where YAML folds lines, its
/// beginning.
fn column_of(raw: &str, content: &str) -> Option<usize> {
    if content.is_empty() {
        return None;
    }
    let folded = !raw.trim().is_empty() && content.starts_with(raw.trim());
    raw.find(content).or_else(|| folded.then(|| raw.len() - raw.trim_start().len()))
}

/// The keys of one entry of a list.
pub(crate) struct Keys<'t, 'a, 's, 'r> {
    texts: &'t Texts<'a, 's, 'r>,
    path: Vec<Step>,
    mapping: Mapping,
}

impl Keys<'_, '_, '_, '_> {
    /// The value of the first of `names` that is there, and the way to it. An entry that is a text
    /// answers to `text`, `why` and `title`.
    pub(crate) fn take(&mut self, names: &[&str]) -> Option<(Vec<Step>, Value)> {
        for name in names {
            if let Some(value) = self.mapping.remove(*name).filter(|value| !value.is_null()) {
                let mut path = self.path.clone();
                path.push(Step::Key((*name).to_owned()));
                return Some((path, value));
            }
        }
        let main = names.iter().any(|name| matches!(*name, "text" | "why" | "title"));
        main.then(|| self.mapping.remove("")).flatten().map(|value| (self.path.clone(), value))
    }

    pub(crate) fn string(&mut self, names: &[&str]) -> Option<String> {
        let (path, value) = self.take(names)?;
        self.texts.string(&path, &value)
    }

    /// A list of texts, or one with commas.
    pub(crate) fn strings(&mut self, names: &[&str]) -> Vec<String> {
        match self.take(names) {
            Some((path, Value::Sequence(list))) => {
                list.iter().filter_map(|value| self.texts.string(&path, value)).collect()
            }
            Some((path, value)) => {
                let text = self.texts.string(&path, &value).unwrap_or_default();
                text.split(',')
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect()
            }
            None => Vec::new(),
        }
    }

    /// Warns of the keys that nobody asked for.
    pub(crate) fn finish(self, known: &[&str]) {
        for (key, value) in &self.mapping {
            let Some(name) = key.as_str().filter(|name| !name.is_empty() && !value.is_null())
            else {
                continue;
            };
            let mut path = self.path.clone();
            path.push(Step::Key(name.to_owned()));
            let span = self.texts.reader.key_span(&path);
            let mut problem =
                Diagnostic::warning("data/unknown-key", format!("unknown key `{name}`")).at(span);
            if let Some(meant) = nearest(name, known.iter().copied()) {
                problem = problem.help(format!("did you mean `{meant}`?"));
            }
            self.texts.reader.report(problem);
        }
    }
}
