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
            let chain = because::because(input, &section.blocks);
            whys.extend(
                chain.or_else(|| {
                    is_chain.then(|| because::reasons(input, &section.blocks)).flatten()
                }),
            );
        }
    }
    whys.iter_mut().for_each(|why| statement::name_bare(input, why, None, DEPTH));
    chain::number(&mut whys);
    whys
}

/// The blocks of each tree: a heading that asks nothing begins one, and so does a numbered list
/// that starts again.
fn trees<'a>(input: Input<'a, '_>, blocks: &[Node<'a>]) -> Vec<Vec<Node<'a>>> {
    let reader = WhyReader { input };
    let mut trees: Vec<Vec<Node<'a>>> = vec![Vec::new()];
    let mut has_numbers = false;
    for &block in blocks {
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
