//! Boxes add up, whatever is absent and however few minutes there are.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{Agenda, MeetingKind, TopicKind, importance};
use crate::source::front_matter::AgendaItem;

const KINDS: [MeetingKind; 2] = [MeetingKind::Steering, MeetingKind::Learning];
const TOPICS: [TopicKind; 8] = [
    TopicKind::Opening,
    TopicKind::SilentReading,
    TopicKind::EarlierActions,
    TopicKind::Numbers,
    TopicKind::Causes,
    TopicKind::Actions,
    TopicKind::Decisions,
    TopicKind::ReadBack,
];

fn boxes(agenda: &Agenda) -> Vec<(&str, u32)> {
    agenda.topics.iter().map(|topic| (topic.title.as_str(), topic.minutes)).collect()
}

#[test]
fn an_hour_is_as_it_is_written() {
    let agenda = Agenda::planned(MeetingKind::Steering, 60, |_| true);
    assert_eq!(
        boxes(&agenda),
        [
            ("Opening", 3),
            ("Silent reading", 8),
            ("Last time's actions", 7),
            ("Numbers and walk through", 12),
            ("Causes", 10),
            ("Actions", 8),
            ("Decisions", 9),
            ("Read back", 3),
        ]
    );
    let agenda = Agenda::planned(MeetingKind::Learning, 60, |_| true);
    assert_eq!(
        boxes(&agenda),
        [
            ("Opening", 3),
            ("Silent reading", 8),
            ("Walk through", 22),
            ("Causes", 12),
            ("Last time's actions", 4),
            ("Actions", 6),
            ("Decisions", 2),
            ("Read back", 3),
        ]
    );
}

#[test]
fn half_an_hour_goes_by_largest_remainder() {
    // Halves: 1.5, 4, 3.5, 6, 5, 4, 4.5, 1.5. Of the four remainders of a half, the two that matter
    // most get their minute: the decisions and what is read back.
    let agenda = Agenda::planned(MeetingKind::Steering, 30, |_| true);
    let minutes: Vec<u32> = agenda.topics.iter().map(|topic| topic.minutes).collect();
    assert_eq!(minutes, [1, 4, 3, 6, 5, 4, 5, 2]);
}

#[test]
fn what_is_absent_leaves_its_minutes_to_the_others() {
    let agenda =
        Agenda::planned(MeetingKind::Steering, 60, |topic| topic != TopicKind::EarlierActions);
    // Of 53: 3.396, 9.057, 13.585, 11.321, 9.057, 10.189, 3.396.
    let minutes: Vec<u32> = agenda.topics.iter().map(|topic| topic.minutes).collect();
    assert_eq!(minutes, [3, 9, 14, 11, 9, 10, 4]);
    assert!(agenda.dropped.is_empty());
}

#[test]
fn too_few_minutes_keep_what_matters_most() {
    let agenda = Agenda::planned(MeetingKind::Steering, 4, |_| true);
    assert_eq!(
        boxes(&agenda),
        [("Opening", 1), ("Actions", 1), ("Decisions", 1), ("Read back", 1)]
    );
    assert_eq!(
        agenda.dropped,
        ["Silent reading", "Last time's actions", "Numbers and walk through", "Causes"]
    );
    let agenda = Agenda::planned(MeetingKind::Learning, 1, |_| true);
    assert_eq!(boxes(&agenda), [("Walk through", 1)]);
}

#[test]
fn an_own_agenda_is_never_scaled() {
    let item = |topic: &str, minutes| AgendaItem { topic: topic.into(), minutes, section: None };
    let items = [item("Opening", 5), item("The queue", 40)];
    let agenda = Agenda::own(MeetingKind::Learning, Some(60), &items);
    assert_eq!(boxes(&agenda), [("Opening", 5), ("The queue", 40)]);
    assert_eq!((agenda.minutes, agenda.difference()), (60, -15));
    let agenda = Agenda::own(MeetingKind::Learning, None, &items);
    assert_eq!((agenda.minutes, agenda.difference()), (45, 0));
    let endless = [item("One", u32::MAX), item("Two", u32::MAX)];
    assert_eq!(Agenda::own(MeetingKind::Steering, None, &endless).minutes, u32::MAX);
}

#[test]
fn every_usual_topic_has_a_rank_of_its_own() {
    for kind in KINDS {
        let ranks: HashSet<usize> = TOPICS.iter().map(|topic| importance(kind, *topic)).collect();
        assert_eq!(ranks, (0..TOPICS.len()).collect());
        assert!(importance(kind, TopicKind::Own) >= TOPICS.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn boxes_add_up(
        is_learning in any::<bool>(),
        minutes in prop_oneof![0u32..20, 0u32..500, any::<u32>()],
        absent in proptest::collection::hash_set(proptest::sample::select(&TOPICS), 0..8),
    ) {
        let kind = if is_learning { MeetingKind::Learning } else { MeetingKind::Steering };
        let agenda = Agenda::planned(kind, minutes, |topic| !absent.contains(&topic));
        let there = TOPICS.len() - absent.len();
        let kept = there.min(usize::try_from(minutes).expect("a small machine has 32 bits"));
        prop_assert_eq!(agenda.topics.len(), kept);
        prop_assert_eq!(agenda.topics.len() + agenda.dropped.len(), there);
        prop_assert!(agenda.topics.iter().all(|topic| topic.minutes >= 1));
        prop_assert!(agenda.topics.iter().all(|topic| !absent.contains(&topic.kind)));
        if kept > 0 {
            prop_assert_eq!(agenda.planned_minutes(), u64::from(minutes));
        }
        // What was dropped matters less than all that is kept.
        let worst = agenda.topics.iter().map(|topic| importance(kind, topic.kind)).max();
        let is_kept = |topic: &TopicKind| agenda.topics.iter().any(|kept| kept.kind == *topic);
        for topic in TOPICS.iter().filter(|topic| !absent.contains(topic) && !is_kept(topic)) {
            prop_assert!(worst.is_none_or(|worst| importance(kind, *topic) > worst));
        }
    }

    #[test]
    fn more_minutes_never_turn_the_shares_around(minutes in 8u32..10_000) {
        for kind in KINDS {
            let hour = Agenda::planned(kind, 60, |_| true);
            let other = Agenda::planned(kind, minutes, |_| true);
            for (a, b) in hour.topics.iter().zip(&other.topics) {
                for (c, d) in hour.topics.iter().zip(&other.topics) {
                    prop_assert!(a.minutes <= c.minutes || b.minutes >= d.minutes);
                }
                // No box is further than a minute and a bit from its share, once there is room.
                let exact = f64::from(minutes) * f64::from(a.minutes) / 60.0;
                prop_assert!(minutes < 60 || (f64::from(b.minutes) - exact).abs() < 1.0);
            }
        }
    }
}
