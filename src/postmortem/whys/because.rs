//! Whys that go without saying: `X`, `...because Y`, or a numbered list of `X because Y`.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::model::{Answer, Why};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::whys::asks::{BACK_ARROWS, back_arrow_length};
use crate::postmortem::whys::chain::CHAIN;
use crate::words::{self, say};

/// The lines of paragraphs and lists.
fn lines_of<'a>(input: Input<'a, '_>, blocks: &[Node<'a>]) -> Vec<Node<'a>> {
    let mut lines: Vec<Node<'a>> = Vec::new();
    for block in blocks {
        let paragraphs = match &block.data().value {
            NodeValue::Paragraph => vec![*block],
            // A list in a list in a list is the same chain, indented.
            NodeValue::List(_) => block
                .descendants()
                .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
                .collect(),
            _ => continue,
        };
        for paragraph in paragraphs {
            let all = inline::lines(input.arena, paragraph);
            lines.extend(all.into_iter().flat_map(|line| at_arrows(input, line)));
        }
    }
    lines
}

/// The parts of `X ← Y ← Z`.
fn at_arrows<'a>(input: Input<'a, '_>, line: Node<'a>) -> Vec<Node<'a>> {
    let text = inline::text(line);
    let mut places: Vec<usize> = BACK_ARROWS
        .iter()
        .flat_map(|arrow| text.match_indices(arrow).map(|(at, _)| at))
        .filter(|at| *at > 0)
        .collect();
    places.sort_unstable();
    if places.is_empty() || places.len() > CHAIN {
        return vec![line];
    }
    let starts = std::iter::once(0).chain(places.iter().copied());
    let ends = places.iter().copied().chain([text.len()]);
    let part = |(start, end): (usize, usize)| {
        let part = input.copy(line);
        inline::cut(part, end..text.len());
        inline::cut(part, 0..start);
        inline::trim(part, &[], &[]);
        part
    };
    starts.zip(ends).map(part).collect()
}

/// A statement followed by `...because X` lines, where the whys go without saying.
pub(crate) fn because<'a>(input: Input<'a, '_>, blocks: &[Node<'a>]) -> Option<Why<'a>> {
    let lines = lines_of(input, blocks);
    let reason = |line: Node<'a>| {
        let text = inline::text(line);
        if let Some(length) = back_arrow_length(&text) {
            return Some(length);
        }
        let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        words::prefix_length(|language| language.because, words)?;
        Some(text.len() - words.len())
    };
    let first = lines.iter().position(|line| reason(line).is_some()).filter(|at| *at > 0)?;
    let reasons: Vec<Node<'a>> = lines[first..]
        .iter()
        .copied()
        .take_while(|line| reason(line).is_some())
        .take(CHAIN)
        .collect();
    // A sentence of prose may begin so: a chain has several, or signs in front.
    let signed = |line: &Node<'a>| reason(line).is_some_and(|length| length > 0);
    if reasons.len() < 2 && !reasons.iter().any(signed) {
        return None;
    }
    let mut chain: Option<Why<'a>> = None;
    for (index, line) in reasons.iter().enumerate().rev() {
        let at = line.data().sourcepos;
        let span = input.span(line);
        let question = if index == 0 {
            let question = input.copy(lines[first - 1]);
            inline::trim(question, &[], &['.', '…', ':', ',']);
            question.append(markdown::node(
                input.arena,
                NodeValue::Text(say::words().why_behind.into()),
                at,
            ));
            question
        } else {
            inline::plain(input.arena, say::words().why, at)
        };
        let answer = input.copy(line);
        inline::cut(answer, 0..reason(line).unwrap_or(0));
        let whys = chain.take().into_iter().collect();
        chain = Some(Why {
            number: 0,
            question,
            answers: vec![Answer { blocks: vec![answer], whys, span }],
            span,
        });
    }
    chain
}

/// A numbered list below "Five Whys" whose every item says `X because Y`.
pub(crate) fn reasons<'a>(input: Input<'a, '_>, blocks: &[Node<'a>]) -> Option<Why<'a>> {
    let list = blocks.iter().find(|block| matches!(block.data().value, NodeValue::List(_)))?;
    let items: Vec<Node<'a>> = list.children().take(CHAIN).collect();
    let at = |item: Node<'a>| {
        let text = inline::text(item.first_child()?);
        let lower = words::lower(&text);
        let because = words::all(|language| language.because).copied();
        let at = because.chain(BACK_ARROWS).filter_map(|word| lower.find(word)).min();
        at.filter(|at| *at > 0).map(|at| (at, text.len()))
    };
    if items.len() < 2 || !items.iter().all(|item| at(item).is_some()) {
        return None;
    }
    let mut chain: Option<Why<'a>> = None;
    for item in items.iter().rev() {
        let (Some((at, length)), Some(first)) = (at(item), item.first_child()) else { continue };
        let question = input.copy(first);
        let answer = input.copy(first);
        inline::cut(question, at..length);
        inline::trim(question, &[], &[',', ':', '.', '…']);
        let end = question.data().sourcepos;
        question.append(markdown::node(
            input.arena,
            NodeValue::Text(say::words().why_behind.into()),
            end,
        ));
        inline::cut(answer, 0..at);
        let arrow = back_arrow_length(&inline::text(answer)).unwrap_or(0);
        inline::cut(answer, 0..arrow);
        let mut blocks = vec![answer];
        blocks.extend(item.children().skip(1).map(|block| input.copy(block)));
        let span = input.span(item);
        let whys = chain.take().into_iter().collect();
        chain =
            Some(Why { number: 0, question, answers: vec![Answer { blocks, whys, span }], span });
    }
    chain
}
