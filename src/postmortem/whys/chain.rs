//! Chains of whys, and their numbers.

use crate::postmortem::model::{Answer, Why};

/// How many questions side by side can be a chain. Five is the custom; a hundred are a list.
pub(super) const CHAIN: usize = 24;

/// A chain of questions side by side: each was sparked by the answer before it. Too many of them stay a list.
pub(super) fn chained(whys: Vec<Why<'_>>) -> Vec<Why<'_>> {
    if whys.len() > CHAIN {
        return whys;
    }
    let mut chain: Option<Why<'_>> = None;
    for mut why in whys.into_iter().rev() {
        if let Some(next) = chain.take() {
            match why.answers.last_mut() {
                Some(answer) => answer.whys.push(next),
                None => why.answers.push(Answer {
                    blocks: Vec::new(),
                    span: next.span,
                    whys: vec![next],
                }),
            }
        }
        chain = Some(why);
    }
    chain.into_iter().collect()
}

/// Numbers the questions in reading order.
pub(super) fn number(whys: &mut [Why]) {
    let mut next = 1;
    let mut open: Vec<&mut Why> = whys.iter_mut().rev().collect();
    while let Some(why) = open.pop() {
        why.number = next;
        next += 1;
        open.extend(why.answers.iter_mut().rev().flat_map(|answer| answer.whys.iter_mut().rev()));
    }
}
