//! The five whys: a forest of questions and answers.
//!
//! A question has answers, an answer sparks questions. Where the author nests, the nesting says
//! which sparked which; a flat sequence of questions is a chain, since that is how the five whys
//! are asked.

mod asks;
mod because;
mod chain;
mod reader;
mod statement;

use comrak::nodes::{ListType, NodeValue};

use crate::markdown::Node;
use crate::postmortem::model::{Section, Why};
use crate::postmortem::text::inline::{self, Input};
use crate::words;
use reader::WhyReader;

/// How deep lists of whys may nest: what is deeper is kept as an answer's text.
const DEPTH: usize = 64;

/// Reads the whys of all sections of that kind; none when nobody asks why.
pub(crate) fn read<'a>(input: Input<'a, '_>, sections: &[&Section<'a>]) -> Vec<Why<'a>> {
    let mut whys = Vec::new();
    for section in sections {
        let from = whys.len();
        for blocks in trees(input, &section.blocks) {
            let level = WhyReader { input }.level(blocks, DEPTH);
            if level.nested || level.hoisted {
                whys.extend(level.whys);
            } else {
                whys.extend(chain::chained(level.whys));
            }
        }
        if whys.len() == from {
            let title = section.title.to_lowercase();
            let is_chain = words::all(|language| language.why_words).any(|w| title.contains(w));
            let reasons = || because::reasons(input, &section.blocks);
            // `1. X ← Y` in a list is one step each.
            let steps = is_chain.then(reasons).flatten();
            whys.extend(steps.or_else(|| because::because(input, &section.blocks)));
        }
    }
    whys.iter_mut().for_each(|why| statement::name_bare(input, why, None, DEPTH));
    chain::number(&mut whys);
    whys
}

/// Whether a heading or a bold line is nothing but `Why #1`.
fn is_number_of<'a>(block: Node<'a>) -> bool {
    let is_heading = matches!(block.data().value, NodeValue::Heading(_));
    let words = if is_heading { Some(inline::text(block)) } else { inline::bold_line(block) };
    let digit = |words: &String| words.contains(|c: char| c.is_ascii_digit());
    words.filter(digit).is_some_and(|words| asks::is_bare(&words))
}

/// The blocks of each tree: a heading that asks nothing begins one, and so does a numbered list
/// that starts again.
fn trees<'a>(input: Input<'a, '_>, blocks: &[Node<'a>]) -> Vec<Vec<Node<'a>>> {
    let reader = WhyReader { input };
    let mut trees: Vec<Vec<Node<'a>>> = vec![Vec::new()];
    let mut has_numbers = false;
    for (index, &block) in blocks.iter().enumerate() {
        // `Why #1` above the question is its number.
        let next = blocks.get(index + 1);
        if is_number_of(block) && next.is_some_and(|next| asks::asks_itself(&inline::text(next))) {
            continue;
        }
        let is_title = matches!(block.data().value, NodeValue::Heading(_))
            || inline::bold_line(block).is_some_and(|words| !words.contains(':'));
        let is_title = is_title && !reader.asks(block);
        let is_numbered = match &block.data().value {
            NodeValue::List(list) => {
                list.list_type == ListType::Ordered && list.start == 1 && reader.asks(block)
            }
            _ => false,
        };
        if is_title || (is_numbered && has_numbers) {
            trees.push(Vec::new());
            has_numbers = false;
        }
        has_numbers |= is_numbered;
        // A title is no answer.
        if !is_title {
            trees.last_mut().into_iter().for_each(|tree| tree.push(block));
        }
    }
    trees
}
