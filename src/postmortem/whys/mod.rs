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

use crate::postmortem::model::{Section, Why};
use crate::postmortem::text::inline::Input;
use crate::words;
use reader::WhyReader;

/// How deep lists of whys may nest: what is deeper is kept as an answer's text.
const DEPTH: usize = 64;

/// Reads the whys of all sections of that kind; none when nobody asks why.
pub(crate) fn read<'a>(input: Input<'a, '_>, sections: &[&Section<'a>]) -> Vec<Why<'a>> {
    let mut whys = Vec::new();
    for section in sections {
        let level = WhyReader { input }.level(section.blocks.clone(), DEPTH);
        if level.whys.is_empty() {
            let title = section.title.to_lowercase();
            let is_chain = words::all(|language| language.why_words).any(|w| title.contains(w));
            let chain = because::because(input, &section.blocks);
            whys.extend(
                chain.or_else(|| {
                    is_chain.then(|| because::reasons(input, &section.blocks)).flatten()
                }),
            );
        } else if level.nested || level.hoisted {
            whys.extend(level.whys);
        } else {
            whys.extend(chain::chained(level.whys));
        }
    }
    chain::number(&mut whys);
    whys
}
