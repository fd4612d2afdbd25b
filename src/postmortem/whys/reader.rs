//! Questions and answers in lists, tables, quotes and paragraphs.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::{Answer, Why};
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::whys::asks::{
    arrow_length, heading_asks, is_bare, label_length, question_range,
};
use crate::postmortem::whys::statement;
use crate::words::{self, Language, List};

#[derive(Default)]
pub(super) struct Level<'a> {
    /// What comes before the first question.
    lead: Vec<Node<'a>>,
    pub(super) whys: Vec<Why<'a>>,
    /// Whether a question stands below an answer, or another question, by nesting.
    pub(super) nested: bool,
    /// Whether some questions came out of an item that is no question: they branch.
    pub(super) hoisted: bool,
    /// Whether a remark ended the last answer.
    ended: bool,
}

pub(super) struct WhyReader<'a, 's> {
    pub(super) input: Input<'a, 's>,
}

impl<'a> WhyReader<'a, '_> {
    /// Reads blocks: questions, and what answers them.
    pub(super) fn level(&self, blocks: Vec<Node<'a>>, depth: usize) -> Level<'a> {
        let mut level = Level::default();
        for block in blocks {
            if !level.whys.is_empty() && self.question(block, block).is_none() && ends_answer(block)
            {
                level.ended = true;
                continue;
            }
            let count = level.whys.len();
            if level.ended && !self.asks(block) {
                continue;
            }
            let lead = level.lead.len();
            let is_first = level.whys.is_empty();
            self.block(&mut level, block, depth);
            level.ended &= level.whys.len() == count;
            if is_first && let Some(why) = level.whys.first_mut() {
                // What stands before it in the same block is shown nowhere else.
                statement::put_before(self.input, why, level.lead.split_off(lead));
            }
        }
        level
    }

    /// Whether a block asks anything, itself or in what it holds.
    pub(super) fn asks(&self, block: Node<'a>) -> bool {
        block.descendants().any(|node| self.question(node, node).is_some())
            || matches!(block.data().value, NodeValue::Table(_))
    }

    fn block(&self, level: &mut Level<'a>, block: Node<'a>, depth: usize) {
        if depth == 0 {
            self.text(level, block);
            return;
        }
        let is_list = matches!(block.data().value, NodeValue::List(_));
        if is_list {
            for item in block.children() {
                self.item(level, item, depth);
            }
        } else if let Some(rows) = self.table(block) {
            level.whys.extend(rows);
        } else if matches!(block.data().value, NodeValue::BlockQuote) {
            let mut quoted = self.level(block.children().collect(), depth - 1);
            let Some(first) = quoted.whys.first_mut() else {
                self.text(level, block);
                return;
            };
            statement::put_before(self.input, first, quoted.lead);
            level.nested |= quoted.nested;
            level.whys.extend(quoted.whys);
        } else if let Some(lines) = self.lines(block) {
            lines.into_iter().for_each(|line| match self.question(line, line) {
                Some(why) => level.whys.push(why),
                None => self.text(level, line),
            });
        } else if let Some(why) = self.question(block, block) {
            level.whys.push(why);
        } else {
            self.text(level, block);
        }
    }

    /// The lines of a paragraph in which more than one asks, as `Q:` and `A:` do.
    fn lines(&self, block: Node<'a>) -> Option<Vec<Node<'a>>> {
        if !matches!(block.data().value, NodeValue::Paragraph)
            || !inline::text(block).contains('\n')
        {
            return None;
        }
        let lines = inline::lines(self.input.arena, block);
        let asks = |line: &&Node<'a>| question_range(&inline::text(line)).is_some();
        (lines.iter().filter(asks).count() > 1).then_some(lines)
    }

    /// The rows of a table with a column of questions and one of answers.
    fn table(&self, table: Node<'a>) -> Option<Vec<Why<'a>>> {
        if !matches!(table.data().value, NodeValue::Table(_)) {
            return None;
        }
        let titles: Vec<String> = table
            .first_child()?
            .children()
            .map(|cell| inline::text(cell).trim().to_lowercase())
            .collect();
        // `| Why 1 | because … |` in the place of a header.
        let is_headless = titles
            .first()
            .is_some_and(|title| is_bare(title) && title.ends_with(|c: char| c.is_ascii_digit()));
        let find = |of: fn(&'static Language) -> List| {
            titles.iter().position(|title| words::all(of).any(|word| title.contains(word)))
        };
        let answer = find(|language| language.answer_columns);
        let answer = answer.filter(|_| !is_headless);
        let question =
            if is_headless { Some(0) } else { find(|language| language.question_columns) };
        let question = question.filter(|column| Some(*column) != answer)?;
        let whys = table.children().skip(usize::from(!is_headless)).filter_map(|row| {
            let cells: Vec<Node<'a>> = row.children().collect();
            let cell = cells.get(question).filter(|cell| !inline::text(cell).trim().is_empty())?;
            let span = self.input.span(row);
            let words = inline::paragraph(self.input.arena, cell);
            let mut why = self.question(words, row).unwrap_or(Why {
                number: 0,
                question: words,
                answers: Vec::new(),
                span,
            });
            let others = cells.iter().enumerate().filter(|(column, _)| match answer {
                Some(answer) => *column == answer,
                None => *column > question,
            });
            let blocks: Vec<Node<'a>> = others
                .filter(|(_, cell)| !inline::text(cell).trim().is_empty())
                .map(|(_, cell)| self.answer_text(inline::paragraph(self.input.arena, cell)))
                .collect();
            if !blocks.is_empty() {
                why.answers.push(Answer { blocks, whys: Vec::new(), span });
            }
            Some(why)
        });
        Some(whys.collect::<Vec<_>>()).filter(|whys| !whys.is_empty())
    }

    fn item(&self, level: &mut Level<'a>, item: Node<'a>, depth: usize) {
        let Some(first) = item.first_child() else { return };
        let rest: Vec<Node<'a>> = item.children().skip(1).collect();
        if let Some(mut why) = self.question(first, item) {
            let below = self.below(rest, depth);
            level.nested |= below.nested
                || why.answers.iter().chain(&below.answers).any(|answer| !answer.whys.is_empty());
            add(&mut why, below.answers);
            level.whys.push(why);
            return;
        }
        let below = self.level(rest, depth - 1);
        level.nested |= !below.whys.is_empty();
        match level.whys.last_mut() {
            Some(why) => {
                let mut blocks = vec![self.answer_text(first)];
                blocks.extend(below.lead.iter().map(|block| self.input.copy(block)));
                why.answers.push(Answer { blocks, whys: below.whys, span: self.input.span(item) });
            }
            // What went wrong, with the first question below it.
            None if !below.whys.is_empty() => {
                level.lead.push(first);
                level.lead.extend(below.lead);
                level.hoisted = true;
                level.whys.extend(below.whys);
            }
            None => level.lead.push(item),
        }
    }

    /// What stands in the same item below a question: answers, and questions that an answer nobody
    /// wrote sparked.
    fn below(&self, blocks: Vec<Node<'a>>, depth: usize) -> Below<'a> {
        let mut below = Below::default();
        for block in blocks {
            let is_list = matches!(block.data().value, NodeValue::List(_));
            // "Three things came together:" has its list as detail.
            let is_led = |answer: &Answer<'a>| {
                let last = answer.blocks.last().map(|block| inline::text(block));
                answer.whys.is_empty()
                    && last.is_some_and(|text| text.trim_end().ends_with([':', '：']))
            };
            if is_list
                && !self.asks(block)
                && let Some(answer) = below.answers.last_mut().filter(|answer| is_led(answer))
            {
                answer.blocks.push(self.input.copy(block));
                continue;
            }
            if !is_list || depth <= 1 {
                if let Some(why) = self.question(block, block) {
                    below.spark(why);
                } else if let Some(answer) =
                    below.answers.last_mut().filter(|answer| answer.whys.is_empty())
                {
                    answer.blocks.push(self.input.copy(block));
                } else {
                    below.answer(vec![self.answer_text(block)], Vec::new(), self.input.span(block));
                }
                continue;
            }
            for item in block.children() {
                let Some(first) = item.first_child() else { continue };
                let rest: Vec<Node<'a>> = item.children().skip(1).collect();
                if let Some(mut why) = self.question(first, item) {
                    let deeper = self.below(rest, depth - 1);
                    add(&mut why, deeper.answers);
                    below.spark(why);
                } else {
                    let deeper = self.level(rest, depth - 1);
                    let mut blocks = vec![self.answer_text(first)];
                    blocks.extend(deeper.lead.iter().map(|block| self.input.copy(block)));
                    below.nested |= !deeper.whys.is_empty();
                    below.answer(blocks, deeper.whys, self.input.span(item));
                }
            }
        }
        below
    }

    /// A block that asks nothing: it answers the question before it.
    fn text(&self, level: &mut Level<'a>, block: Node<'a>) {
        let Some(why) = level.whys.last_mut() else {
            level.lead.push(block);
            return;
        };
        match why.answers.last_mut() {
            Some(answer) if answer.whys.is_empty() => answer.blocks.push(self.input.copy(block)),
            _ if matches!(block.data().value, NodeValue::CodeBlock(_)) => {}
            _ => why.answers.push(Answer {
                blocks: vec![self.answer_text(block)],
                whys: Vec::new(),
                span: self.input.span(block),
            }),
        }
    }

    /// The answer's text, without the `A:` that says so.
    fn answer_text(&self, block: Node<'a>) -> Node<'a> {
        let copy = self.input.copy(block);
        if matches!(copy.data().value, NodeValue::Paragraph) {
            let text = inline::text(copy);
            let label = label_length(&text, |language| language.answer_labels);
            let label = label + arrow_length(&text[label..]);
            if label > 0 {
                inline::cut(copy, 0..label);
            }
        }
        copy
    }

    /// The question that a block asks, with the answer that follows in the same paragraph.
    fn question(&self, block: Node<'a>, place: Node<'a>) -> Option<Why<'a>> {
        if !matches!(block.data().value, NodeValue::Paragraph | NodeValue::Heading(_)) {
            return None;
        }
        let text = inline::text(block);
        if matches!(block.data().value, NodeValue::Heading(_)) && !heading_asks(&text) {
            return None;
        }
        let (start, end) = question_range(&text)?;
        let question = inline::paragraph(self.input.arena, block);
        inline::cut(question, end..text.len());
        inline::cut(question, 0..start);
        inline::trim(question, &[], &[]);
        unwrap_bold(question);
        let span = self.input.span(place);
        let mut why = Why { number: 0, question, answers: Vec::new(), span };
        let rest =
            text[end..].trim_start_matches(|c: char| c.is_whitespace() || "-–—:：".contains(c));
        if !rest.is_empty() {
            let answer = inline::paragraph(self.input.arena, block);
            let from = text.len() - rest.len();
            let label = label_length(rest, |language| language.answer_labels);
            let label = label + arrow_length(&rest[label..]);
            inline::cut(answer, 0..from + label);
            why.answers.push(Answer { blocks: vec![answer], whys: Vec::new(), span });
        }
        Some(why)
    }
}

/// Whether a block begins something else: `Root cause: …`, `**Next steps**`; and code answers
/// nothing by itself.
fn ends_answer<'a>(block: Node<'a>) -> bool {
    match &block.data().value {
        NodeValue::Paragraph => {
            let text = inline::text(block);
            // `Réponse :` is a heading elsewhere.
            if label_length(&text, |language| language.answer_labels) > 0 {
                return false;
            }
            let label = text.split_once(':').map(|(label, _)| label.trim());
            let label = label.filter(|label| label.len() <= 60 && !label.contains('\n'));
            let alone = inline::bold_line(block);
            label.or(alone.as_deref()).is_some_and(|label| headings::meaning(label).is_some())
        }
        NodeValue::Heading(_) => true,
        _ => false,
    }
}

/// Gives a question the answers that stand below it. Questions right below one that is answered in
/// the same line were sparked by that answer.
fn add<'a>(why: &mut Why<'a>, answers: Vec<Answer<'a>>) {
    for answer in answers {
        match why.answers.last_mut() {
            Some(said) if answer.blocks.is_empty() && !said.blocks.is_empty() => {
                said.whys.extend(answer.whys);
            }
            _ => why.answers.push(answer),
        }
    }
}

/// A question that is bold as a whole is not bold in itself: whoever shows it decides.
fn unwrap_bold<'a>(question: Node<'a>) {
    while let Some(bold) = question.first_child()
        && bold.next_sibling().is_none()
        && matches!(bold.data().value, NodeValue::Strong)
    {
        bold.detach();
        let children: Vec<Node<'a>> = bold.children().collect();
        children.into_iter().for_each(|child| question.append(child));
    }
}

#[derive(Default)]
struct Below<'a> {
    answers: Vec<Answer<'a>>,
    nested: bool,
}

impl<'a> Below<'a> {
    fn answer(&mut self, blocks: Vec<Node<'a>>, whys: Vec<Why<'a>>, span: crate::source::Span) {
        self.answers.push(Answer { blocks, whys, span });
    }

    /// A question below the last answer, or below one that nobody wrote down.
    fn spark(&mut self, why: Why<'a>) {
        self.nested = true;
        match self.answers.last_mut() {
            Some(answer) => answer.whys.push(why),
            None => {
                let span = why.span;
                self.answer(Vec::new(), vec![why], span);
            }
        }
    }
}
