//! The entries of a section that lists things: lessons, actions, decisions.

use comrak::nodes::{ListType, NodeValue};

use crate::markdown::Node;
use crate::postmortem::model::Section;
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::source::Span;
use crate::words;

/// How deep items that group others may nest.
const DEPTH: usize = 8;
/// No name of a part is longer, in bytes.
const PART: usize = 60;

/// An entry, copied so that fields can be taken out of it.
pub(crate) struct SectionEntry<'a> {
    /// Its first paragraph.
    pub(crate) text: Node<'a>,
    /// What stands below it.
    pub(crate) detail: Vec<Node<'a>>,
    /// What stands in its checkbox; a blank when nothing does.
    pub(crate) mark: Option<char>,
    /// The headings above it within the section, the outermost first.
    pub(crate) groups: Vec<String>,
    /// The row of a table: the header's words and the cell.
    pub(crate) row: Vec<(String, Node<'a>)>,
    /// The author's node.
    pub(crate) place: Node<'a>,
    pub(crate) span: Span,
}

/// Which paragraphs are entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prose {
    /// Each that has neither list nor table beside it.
    Counts,
    /// Only those in a section that lists other entries.
    BesideLists,
}

/// A part of a section below one of its headings.
#[derive(Default)]
struct Group<'a> {
    title: Option<(String, Node<'a>)>,
    blocks: Vec<Node<'a>>,
}

pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    section: &Section<'a>,
    prose: Prose,
) -> Vec<SectionEntry<'a>> {
    let mut groups: Vec<Group<'a>> = vec![Group::default()];
    let mut has_part_lines = false;
    for (index, &block) in section.blocks.iter().enumerate() {
        let next = section.blocks.get(index + 1);
        let title = crate::postmortem::sections::split::heading(block)
            .map(|(_, title)| title)
            .or_else(|| inline::bold_line(block))
            .or_else(|| {
                let line = part_line(block, next, has_part_lines);
                has_part_lines |= line.is_some();
                line
            });
        match title {
            Some(title) => groups.push(Group { title: Some((title, block)), blocks: Vec::new() }),
            None => groups.last_mut().into_iter().for_each(|group| group.blocks.push(block)),
        }
    }
    let lists = groups.iter().any(|group| group.blocks.iter().any(|block| is_listing(block)));
    let mut reader = Reader { input, entries: Vec::new(), groups: Vec::new() };
    for group in groups {
        reader.groups = group.title.iter().map(|(title, _)| title.clone()).collect();
        if prose == Prose::Counts && is_told(&group.blocks) {
            group.blocks.iter().for_each(|block| reader.paragraph(block));
        } else if leads_lists(&group.blocks) {
            group.blocks.iter().for_each(|block| reader.paragraph(block));
        } else if group.blocks.iter().any(|block| is_listing(block)) {
            reader.listing(&group.blocks);
        } else if let Some((_, heading)) =
            group.title.as_ref().filter(|(title, _)| !lists && headings::meaning(title).is_none())
        {
            reader.heading(heading, &group.blocks);
        } else if lists || prose == Prose::Counts {
            let titled = group.title.is_some();
            for block in group.blocks.iter().filter(|_| titled || !lists) {
                reader.paragraph(block);
            }
        }
    }
    reader.entries
}

/// Lines that are entries each.
pub(crate) fn of_lines<'a>(input: Input<'a, '_>, lines: &[Node<'a>]) -> Vec<SectionEntry<'a>> {
    let mut reader = Reader { input, entries: Vec::new(), groups: Vec::new() };
    for &line in lines {
        let text = inline::text(line);
        let start = text.len() - text.trim_start().len();
        let place = inline::place(input.sources, line, start..text.trim_end().len());
        reader.paragraph(line);
        if let (Some(span), Some(entry)) = (place, reader.entries.last_mut()) {
            entry.span = span;
        }
    }
    reader.entries
}

/// A line without markup above a list that names a part of it: `What went well`, `👎`, `Done`.
/// Where there are such, any short line does.
fn part_line<'a>(block: Node<'a>, next: Option<&Node<'a>>, is_second: bool) -> Option<String> {
    let is_paragraph = matches!(block.data().value, NodeValue::Paragraph);
    let line = is_paragraph.then(|| inline::text(block)).filter(|line| !line.contains('\n'))?;
    let is_lessons = matches!(headings::meaning(&line), Some(headings::Meaning::Lessons(_)));
    let leads = next.is_some_and(|next| matches!(next.data().value, NodeValue::List(_)));
    let is_short =
        leads && line.len() <= PART && !line.trim_end().ends_with('.') && !names_entry(block);
    (is_lessons || is_short && (is_second || names_part(&line))).then_some(line)
}

/// Whether words name a part of a list and nothing else: a state, a sort of lessons, or a sign.
fn names_part(words: &str) -> bool {
    let name = headings::normalised(words);
    let signs = || words::pairs(|language| language.lesson_signs);
    let doubtful = || words::pairs(|language| language.doubtful_lesson_signs);
    words::meaning(|language| language.states, &name).is_some()
        || words::meaning(|language| language.lesson_kinds, &name).is_some()
        || signs().chain(doubtful()).any(|(sign, _)| words.trim_start().starts_with(sign))
}

/// Whether paragraphs say it all: each list in them follows a colon, and one paragraph at least
/// announces no list.
fn is_told<'a>(blocks: &[Node<'a>]) -> bool {
    let is_paragraph = |block: &Node<'a>| matches!(block.data().value, NodeValue::Paragraph);
    let announces = |block: Node<'a>| inline::text(block).trim_end().ends_with(':');
    let mut before: Option<Node<'a>> = None;
    let mut lists = 0;
    for &block in blocks {
        if is_listing(block) {
            lists += 1;
            if !before.is_some_and(|before| is_paragraph(&before) && announces(before)) {
                return false;
            }
        }
        before = Some(block);
    }
    let first = blocks.first().filter(|block| is_paragraph(block));
    lists > 0 && first.is_some_and(|block| !announces(block))
}

/// Whether paragraphs are the entries, and lists their details: each paragraph begins with a sign or
/// in bold, goes on, and announces nothing; each list follows one.
fn leads_lists<'a>(blocks: &[Node<'a>]) -> bool {
    let is_list = |block: &Node<'a>| matches!(block.data().value, NodeValue::List(_));
    let is_rule = |block: &Node<'a>| matches!(block.data().value, NodeValue::ThematicBreak);
    let paragraphs = blocks.iter().filter(|block| !is_list(block) && !is_rule(block));
    let lists = blocks.iter().filter(|block| is_list(block)).count();
    let follow = blocks.windows(2).all(|pair| !is_list(&pair[0]) || !is_list(&pair[1]));
    lists > 1
        && follow
        && blocks.first().is_some_and(|first| !is_list(first))
        && paragraphs.into_iter().all(|block| names_entry(block))
}

/// Whether a paragraph begins in bold, goes on, and announces nothing.
fn names_entry<'a>(block: Node<'a>) -> bool {
    let text = inline::text(block);
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let is_label = |child: Node<'a>| {
        matches!(child.data().value, NodeValue::Strong)
            && inline::within(block, child).start <= start
            && !text.trim_end().ends_with(inline::text(child).trim_end())
    };
    matches!(block.data().value, NodeValue::Paragraph)
        && !text.trim_end().ends_with(':')
        && block.children().any(is_label)
}

fn is_listing<'a>(block: Node<'a>) -> bool {
    matches!(block.data().value, NodeValue::List(_) | NodeValue::Table(_))
}

struct Reader<'a, 's> {
    input: Input<'a, 's>,
    entries: Vec<SectionEntry<'a>>,
    groups: Vec<String>,
}

impl<'a> Reader<'a, '_> {
    fn listing(&mut self, blocks: &[Node<'a>]) {
        let mut before: Option<ListType> = None;
        for block in blocks {
            match &block.data().value {
                NodeValue::List(list) => {
                    // Bullets right after a numbered item belong to it, even where the author did
                    // not indent them.
                    let numbered =
                        before == Some(ListType::Ordered) && list.list_type == ListType::Bullet;
                    match self.entries.last_mut().filter(|_| numbered) {
                        Some(entry) => entry.detail.push(self.input.copy(block)),
                        None => {
                            before = Some(list.list_type);
                            self.list(block, 0);
                        }
                    }
                }
                NodeValue::Table(_) => self.table(block),
                _ => {}
            }
        }
    }

    fn list(&mut self, list: Node<'a>, depth: usize) {
        for item in list.children() {
            let Some(first) = item.first_child() else { continue };
            // "What went well", with the lessons nested below it.
            let part = inline::text(first);
            let nested: Vec<Node<'a>> = item.children().skip(1).collect();
            let holds = depth < DEPTH && nested.iter().any(|block| is_listing(block));
            if holds && (headings::meaning(&part).is_some() || names_part(&part)) {
                self.groups.push(part);
                for below in
                    nested.iter().filter(|block| matches!(block.data().value, NodeValue::List(_)))
                {
                    self.list(below, depth + 1);
                }
                self.groups.pop();
                continue;
            }
            if inline::text(item).trim().is_empty() {
                continue;
            }
            let mark = match &item.data().value {
                NodeValue::TaskItem(task) => Some(task.symbol.unwrap_or(' ')),
                _ => None,
            };
            self.push(item, first, &nested, mark, Vec::new());
        }
    }

    fn table(&mut self, table: Node<'a>) {
        let mut rows = table.children();
        let Some(header) = rows.next() else { return };
        let titles: Vec<String> =
            header.children().map(|cell| inline::text(cell).trim().to_owned()).collect();
        for row in rows.filter(|row| !inline::text(row).trim().is_empty()) {
            let cells: Vec<(String, Node<'a>)> =
                titles.iter().cloned().zip(row.children()).collect();
            let Some((_, first)) = cells.first() else { continue };
            self.push(row, first, &[], None, cells.clone());
        }
    }

    /// A heading that names an entry, with its text below.
    fn heading(&mut self, heading: Node<'a>, below: &[Node<'a>]) {
        self.groups.clear();
        self.push(heading, heading, below, None, Vec::new());
    }

    fn paragraph(&mut self, block: Node<'a>) {
        match &block.data().value {
            NodeValue::Paragraph => self.push(block, block, &[], None, Vec::new()),
            _ => {
                if let Some(entry) = self.entries.last_mut() {
                    entry.detail.push(self.input.copy(block));
                }
            }
        }
    }

    fn push(
        &mut self,
        place: Node<'a>,
        first: Node<'a>,
        below: &[Node<'a>],
        mark: Option<char>,
        row: Vec<(String, Node<'a>)>,
    ) {
        let input = self.input;
        let inlines = first.children().any(|child| !child.data().value.block());
        let (text, mut detail) = if inlines {
            (inline::paragraph(input.arena, first), Vec::new())
        } else {
            // An item that begins with code or a quote has no words of its own.
            (inline::plain(input.arena, "", first.data().sourcepos), vec![input.copy(first)])
        };
        detail.extend(below.iter().map(|block| input.copy(block)));
        let groups = self.groups.clone();
        self.entries.push(SectionEntry {
            text,
            detail,
            mark,
            groups,
            row,
            place,
            span: input.span(place),
        });
    }
}
