//! The usual meeting of each kind, for any number of minutes.

use std::cmp::Reverse;

use super::{Agenda, MeetingKind, Topic, TopicKind};
use crate::words::say::{self, DeckWords};

/// A topic of a meeting of sixty minutes.
struct Usual {
    kind: TopicKind,
    /// What decks call it.
    title: fn(&DeckWords) -> &'static str,
    minutes: u32,
}

const fn usual(kind: TopicKind, title: fn(&DeckWords) -> &'static str, minutes: u32) -> Usual {
    Usual { kind, title, minutes }
}

/// Numbers, causes, what is asked for, decide.
const STEERING: [Usual; 8] = [
    usual(TopicKind::Opening, |say| say.topic_opening, 3),
    usual(TopicKind::SilentReading, |say| say.topic_silent_reading, 8),
    usual(TopicKind::EarlierActions, |say| say.topic_earlier_actions, 7),
    usual(TopicKind::Numbers, |say| say.topic_numbers, 12),
    usual(TopicKind::Causes, |say| say.topic_causes, 10),
    usual(TopicKind::Actions, |say| say.topic_actions, 8),
    usual(TopicKind::Decisions, |say| say.topic_decisions, 9),
    usual(TopicKind::ReadBack, |say| say.topic_read_back, 3),
];

/// What happened and how; remedies come last.
const LEARNING: [Usual; 8] = [
    usual(TopicKind::Opening, |say| say.topic_opening, 3),
    usual(TopicKind::SilentReading, |say| say.topic_silent_reading, 8),
    usual(TopicKind::Numbers, |say| say.topic_walk_through, 22),
    usual(TopicKind::Causes, |say| say.topic_causes, 12),
    usual(TopicKind::EarlierActions, |say| say.topic_earlier_actions, 4),
    usual(TopicKind::Actions, |say| say.topic_actions, 6),
    usual(TopicKind::Decisions, |say| say.topic_decisions, 2),
    usual(TopicKind::ReadBack, |say| say.topic_read_back, 3),
];

/// What a steering meeting can do without least comes last: it has to decide, everybody has to know
/// what was agreed and what the meeting is for, and whoever decides has to know why. What can be
/// read before or after the meeting goes first.
const FOR_STEERING: [TopicKind; 8] = [
    TopicKind::Decisions,
    TopicKind::Actions,
    TopicKind::ReadBack,
    TopicKind::Opening,
    TopicKind::Causes,
    TopicKind::Numbers,
    TopicKind::EarlierActions,
    TopicKind::SilentReading,
];

/// A meeting to learn walks through what happened before anything else, and leaves deciding to
/// others before it leaves out reading in silence.
const FOR_LEARNING: [TopicKind; 8] = [
    TopicKind::Numbers,
    TopicKind::Actions,
    TopicKind::ReadBack,
    TopicKind::Opening,
    TopicKind::Causes,
    TopicKind::SilentReading,
    TopicKind::Decisions,
    TopicKind::EarlierActions,
];

/// How much a topic matters: 0 is most. Nothing is known of an author's own topics, which come
/// after all others.
pub(crate) fn importance(meeting: MeetingKind, topic: TopicKind) -> usize {
    let order = match meeting {
        MeetingKind::Steering => &FOR_STEERING,
        MeetingKind::Learning => &FOR_LEARNING,
    };
    order.iter().position(|kind| *kind == topic).unwrap_or(order.len())
}

fn topics(meeting: MeetingKind) -> &'static [Usual] {
    match meeting {
        MeetingKind::Steering => &STEERING,
        MeetingKind::Learning => &LEARNING,
    }
}

impl Agenda {
    /// The usual meeting of a kind, for so many minutes, of the topics that have content. What has
    /// none is left out, and the others share its minutes. Where there is not even a minute for
    /// each, the least important topics are dropped.
    pub(crate) fn planned(
        kind: MeetingKind,
        minutes: u32,
        mut has_content: impl FnMut(TopicKind) -> bool,
    ) -> Self {
        let mut kept: Vec<&Usual> =
            topics(kind).iter().filter(|usual| has_content(usual.kind)).collect();
        let mut ranks: Vec<usize> = kept.iter().map(|usual| importance(kind, usual.kind)).collect();
        ranks.sort_unstable();
        let room = usize::try_from(minutes).unwrap_or(usize::MAX);
        let mut dropped = Vec::new();
        if let Some(&first_dropped) = ranks.get(room) {
            kept.retain(|usual| {
                let is_kept = importance(kind, usual.kind) < first_dropped;
                if !is_kept {
                    dropped.push((usual.title)(say::words()).to_owned());
                }
                is_kept
            });
        }
        let weights: Vec<(u32, usize)> =
            kept.iter().map(|usual| (usual.minutes, importance(kind, usual.kind))).collect();
        let topics = kept.iter().zip(shares(minutes, &weights)).map(|(usual, minutes)| Topic {
            title: (usual.title)(say::words()).to_owned(),
            minutes,
            section: None,
            kind: usual.kind,
        });
        Self { kind, minutes, topics: topics.collect(), dropped }
    }
}

/// Shares minutes among weights by largest remainder, at least one for each; a tie goes to the
/// lower rank, which stands beside each weight. There are at least as many minutes as weights.
fn shares(minutes: u32, weights: &[(u32, usize)]) -> Vec<u32> {
    let mut shares = vec![1; weights.len()];
    let mut open: Vec<usize> = (0..weights.len()).collect();
    let mut left = u64::from(minutes);
    let weight = |index: usize| u64::from(weights[index].0);
    // Whoever gets a minute without a claim to it leaves less to the others.
    let sum = loop {
        let sum: u64 = open.iter().map(|index| weight(*index)).sum();
        let before = open.len();
        open.retain(|index| left * weight(*index) >= sum);
        left = left.saturating_sub((before - open.len()) as u64);
        if before == open.len() {
            break sum;
        }
    };
    if sum == 0 {
        return shares;
    }
    let mut given = 0;
    for &index in &open {
        let floor = left * weight(index) / sum;
        shares[index] = u32::try_from(floor).unwrap_or(u32::MAX);
        given += floor;
    }
    open.sort_by_key(|index| (Reverse(left * weight(*index) % sum), weights[*index].1));
    let rest = usize::try_from(left.saturating_sub(given)).unwrap_or_default();
    open.iter().take(rest).for_each(|index| shares[*index] += 1);
    shares
}
