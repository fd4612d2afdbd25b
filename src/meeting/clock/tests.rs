//! Replayed clocks, against a plain recount.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::ClockAct::{End, Extend, Pause, Resume, Skip, Start};
use super::TopicState::{Ahead, Done, Running, Skipped};
use super::{Clock, ClockAct, ClockState, TopicState};
use crate::meeting::agenda::{Agenda, MeetingKind, Topic, TopicKind};

const MINUTE: i64 = 60_000;

fn at(minutes: i64) -> Timestamp {
    at_ms(minutes * MINUTE)
}

fn at_ms(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_000_000_000 + ms).expect("a time of this century")
}

/// An agenda of boxes of these minutes.
fn agenda(minutes: &[u32]) -> Agenda {
    let kinds = [TopicKind::Opening, TopicKind::SilentReading, TopicKind::Causes, TopicKind::Own];
    let topics = minutes.iter().enumerate().map(|(index, minutes)| Topic {
        title: format!("Topic {index}"),
        minutes: *minutes,
        section: None,
        kind: kinds[index % kinds.len()],
    });
    let topics: Vec<Topic> = topics.collect();
    let minutes = minutes.iter().sum();
    Agenda { kind: MeetingKind::Steering, minutes, topics, dropped: Vec::new() }
}

fn state(minutes: &[u32], log: &[(i64, ClockAct)], now: i64) -> ClockState {
    let log: Vec<_> = log.iter().map(|(minutes, act)| (at(*minutes), *act)).collect();
    Clock::new(&agenda(minutes), &log).at(at(now))
}

fn actual(state: &ClockState) -> Vec<i64> {
    state.topics.iter().map(|topic| topic.actual_ms / MINUTE).collect()
}

fn states(state: &ClockState) -> Vec<TopicState> {
    state.topics.iter().map(|topic| topic.state).collect()
}

#[test]
fn nothing_runs_before_the_first_box() {
    let log = [(0, Pause), (1, Resume), (2, End), (3, Skip(9)), (4, Start(9))];
    let before = state(&[5, 10], &log, 100);
    assert_eq!((before.running, before.projected_end, before.over_ms), (None, None, 0));
    assert_eq!((actual(&before), states(&before)), (vec![0, 0], vec![Ahead, Ahead]));
    assert!(!before.is_paused);
}

#[test]
fn a_box_that_takes_longer_moves_the_end() {
    let late = state(&[5, 10, 8, 3], &[(0, Start(0)), (9, Start(1))], 12);
    assert_eq!(states(&late), [Done, Running, Ahead, Ahead]);
    assert_eq!(actual(&late), [9, 3, 0, 0]);
    assert_eq!((late.left_ms, late.over_ms), (7 * MINUTE, 4 * MINUTE));
    assert_eq!(late.projected_end, Some(at(30)));
    // The author's own topic has three minutes; the causes have eight, and would do.
    assert_eq!(late.could_leave_out, Some(2));
    let overrun = state(&[5, 10], &[(0, Start(0))], 7);
    assert_eq!((overrun.left_ms, overrun.projected_end), (-2 * MINUTE, Some(at(17))));
}

#[test]
fn what_was_gone_back_from_is_still_to_be_gone_on_with() {
    let back = [(0, Start(0)), (5, Start(1)), (8, Start(0))];
    let there = state(&[5, 10, 4], &back, 10);
    assert_eq!((states(&there), actual(&there)), (vec![Running, Ahead, Ahead], vec![7, 3, 0]));
    assert_eq!(there.projected_end, Some(at(10 + 7 + 4)));
    // It has begun, so it is not named as what could be left out.
    assert_eq!(there.could_leave_out, Some(2));
    let again = [&back[..], &[(11, Start(1))]].concat();
    let again = state(&[5, 10, 4], &again, 13);
    assert_eq!((states(&again), actual(&again)), (vec![Done, Running, Ahead], vec![8, 5, 0]));
    assert_eq!(again.projected_end, Some(at(13 + 5 + 4)));
}

#[test]
fn a_pause_moves_the_end_and_counts_for_no_topic() {
    let paused = state(&[5, 10], &[(0, Start(0)), (2, Pause), (2, Pause)], 12);
    assert!(paused.is_paused);
    assert_eq!((actual(&paused), paused.left_ms), (vec![2, 0], 3 * MINUTE));
    assert_eq!((paused.projected_end, paused.over_ms), (Some(at(25)), 10 * MINUTE));
    let gone_on = state(&[5, 10], &[(0, Start(0)), (2, Pause), (12, Resume)], 13);
    assert_eq!((actual(&gone_on), gone_on.projected_end), (vec![3, 0], Some(at(25))));
    // So does a box that is started.
    let started = state(&[5, 10], &[(0, Start(0)), (2, Pause), (12, Start(1))], 13);
    assert_eq!((actual(&started), started.is_paused), (vec![2, 1], false));
}

#[test]
fn a_box_is_left_out_and_another_gets_more() {
    let log = [(0, Start(0)), (1, Skip(2)), (2, Extend(0, 6)), (3, Skip(0))];
    let skipped = state(&[5, 10, 8, 3], &log, 4);
    assert_eq!(states(&skipped), [Skipped, Running, Skipped, Ahead]);
    assert_eq!(actual(&skipped), [3, 1, 0, 0]);
    assert_eq!(skipped.topics[0].planned_ms, 11 * MINUTE);
    assert_eq!(skipped.projected_end, Some(at(4 + 9 + 3)));
    // What was left out can be taken up after all.
    let taken = [&log[..], &[(5, Start(2))]].concat();
    let taken = state(&[5, 10, 8, 3], &taken, 6);
    assert_eq!(states(&taken), [Skipped, Done, Running, Ahead]);
    // The last one leaves nothing to begin.
    let last = state(&[5, 10], &[(0, Start(1)), (2, Skip(1))], 3);
    assert_eq!((last.running, states(&last)), (None, vec![Ahead, Skipped]));
}

#[test]
fn the_end_stands_once_the_meeting_is_over() {
    let log = [(0, Start(0)), (5, Start(1)), (11, End), (12, End), (13, Pause)];
    let over = state(&[5, 10, 2], &log, 40);
    assert_eq!(states(&over), [Done, Done, Ahead]);
    assert_eq!((over.projected_end, over.over_ms), (Some(at(11)), -6 * MINUTE));
    assert_eq!((over.running, over.is_paused, over.left_ms), (None, false, 0));
    // Somebody pressed it too early.
    let again = state(&[5, 10, 2], &[&log[..3], &[(12, Start(2))]].concat(), 13);
    assert_eq!((again.projected_end, again.over_ms), (Some(at(14)), -3 * MINUTE));
}

#[test]
fn a_clock_that_is_set_back_lets_no_time_pass() {
    // An hour too early from the tenth minute on.
    let log = [(60, Start(0)), (65, Start(1)), (7, Extend(2, 1)), (8, Start(2))];
    let set_back = state(&[5, 10, 3], &log, 9);
    assert_eq!(actual(&set_back), [5, 1, 1]);
    assert_eq!(set_back.projected_end, Some(at(9 + 3)));
    assert_eq!(set_back.over_ms, 7 * MINUTE + 3 * MINUTE - 18 * MINUTE);
    let before_all = state(&[5, 10, 3], &log, -1_000);
    assert_eq!(actual(&before_all), [5, 1, 0]);
}

/// What a log amounts to, counted anew from its beginning for each topic and each moment.
struct Recount {
    actual: Vec<i64>,
    end: Option<i64>,
}

/// Walks through the log in pieces of time: each piece belongs to the topic that ran in it.
fn recount(planned: &[u32], log: &[(i64, ClockAct)], now: i64) -> Recount {
    let count = planned.len();
    let mut pieces: Vec<(Option<usize>, i64)> = Vec::new();
    let mut length: Vec<i64> = planned.iter().map(|minutes| i64::from(*minutes) * MINUTE).collect();
    let mut closed = vec![false; count];
    let mut runs: Option<usize> = None;
    let mut stands = false;
    let mut begun = false;
    let mut over: Option<i64> = None;
    for (index, (from, act)) in log.iter().enumerate() {
        match act {
            Start(topic) if *topic < count => {
                if let Some(before) = runs.filter(|before| before != topic) {
                    closed[before] = before < *topic;
                }
                closed[*topic] = false;
                runs = Some(*topic);
                stands = false;
                begun = true;
                over = None;
            }
            Skip(topic) if runs == Some(*topic) => {
                closed[*topic] = true;
                runs = (*topic..count).find(|next| !closed[*next]);
            }
            Skip(topic) if *topic < count => closed[*topic] = true,
            Extend(topic, minutes) if *topic < count => {
                length[*topic] += i64::from(*minutes) * MINUTE;
            }
            Pause => stands = begun && over.is_none(),
            Resume => stands = false,
            End if begun && over.is_none() => {
                if let Some(before) = runs.take() {
                    closed[before] = true;
                }
                stands = false;
                over = Some(*from);
            }
            _ => {}
        }
        let to = log.get(index + 1).map_or(now, |(next, _)| *next);
        pieces.push((runs.filter(|_| !stands), (to - from).max(0)));
    }
    let took = |topic: usize| -> i64 {
        pieces.iter().filter(|(ran, _)| *ran == Some(topic)).map(|(_, ms)| ms).sum()
    };
    let actual: Vec<i64> = (0..count).map(took).collect();
    let left: i64 = (0..count)
        .filter(|topic| !closed[*topic])
        .map(|topic| (length[topic] - actual[topic]).max(0))
        .sum();
    let end = begun.then(|| over.unwrap_or(now + left));
    Recount { actual, end }
}

fn acts() -> impl Strategy<Value = ClockAct> {
    prop_oneof![
        6 => (0usize..7).prop_map(Start),
        2 => (0usize..7).prop_map(Skip),
        2 => ((0usize..7), 0u32..20).prop_map(|(topic, minutes)| Extend(topic, minutes)),
        2 => Just(Pause),
        2 => Just(Resume),
        1 => Just(End),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_projected_end_is_a_plain_recount(
        planned in proptest::collection::vec(0u32..30, 1..7),
        steps in proptest::collection::vec((-5_000_000i64..5_000_000, acts()), 0..30),
        goes_back in any::<bool>(),
        wait in -1_000_000i64..4_000_000,
    ) {
        let mut time = 0;
        let mut log = Vec::new();
        for (step, act) in steps {
            time += if goes_back { step } else { step.abs() };
            log.push((time, act));
        }
        let now = time + wait;
        let stamped: Vec<_> = log.iter().map(|(ms, act)| (at_ms(*ms), *act)).collect();
        let state = Clock::new(&agenda(&planned), &stamped).at(at_ms(now));
        let counted = recount(&planned, &log, now);
        let actual: Vec<i64> = state.topics.iter().map(|topic| topic.actual_ms).collect();
        prop_assert_eq!(actual, counted.actual);
        prop_assert_eq!(state.projected_end, counted.end.map(at_ms));
        prop_assert!(state.topics.iter().all(|topic| topic.actual_ms >= 0));
        let runs = state.topics.iter().filter(|topic| topic.state == Running).count();
        prop_assert_eq!(runs, usize::from(state.running.is_some()));
        if !goes_back && let (Some(end), Some((begun, _))) = (
            counted.end,
            log.iter().find(|(_, act)| matches!(act, Start(topic) if *topic < planned.len())),
        ) {
            let allowed: i64 = planned.iter().map(|minutes| i64::from(*minutes) * MINUTE).sum();
            prop_assert!(wait < 0 || state.over_ms == end - begun - allowed);
        }
        if let Some(topic) = state.could_leave_out {
            let topic = &state.topics[topic];
            prop_assert!(topic.state == Ahead && topic.actual_ms == 0);
            prop_assert!(topic.planned_ms >= state.over_ms && state.over_ms > 0);
        }
    }

    #[test]
    fn no_log_is_too_wild(
        planned in proptest::collection::vec(any::<u32>(), 0..4),
        entries in proptest::collection::vec((any::<i64>(), 0usize..5, any::<u32>()), 0..40),
        now in any::<i64>(),
    ) {
        let stamp = |ms: i64| {
            let earliest = Timestamp::MIN.as_millisecond();
            let latest = Timestamp::MAX.as_millisecond() - 1_000;
            Timestamp::from_millisecond(ms.clamp(earliest, latest)).expect("a possible time")
        };
        let log: Vec<_> = entries
            .iter()
            .map(|(at, topic, more)| {
                let act = match more % 6 {
                    0 => End,
                    1 => Pause,
                    2 => Skip(*topic),
                    3 => Extend(*topic, *more),
                    _ => Start(if *topic == 4 { usize::MAX } else { *topic }),
                };
                (stamp(*at), act)
            })
            .collect();
        let agenda = Agenda {
            kind: MeetingKind::Learning,
            minutes: u32::MAX,
            topics: planned
                .iter()
                .map(|minutes| Topic {
                    title: String::new(),
                    minutes: *minutes,
                    section: None,
                    kind: TopicKind::Own,
                })
                .collect(),
            dropped: Vec::new(),
        };
        let state = Clock::new(&agenda, &log).at(stamp(now));
        prop_assert!(state.topics.iter().all(|topic| topic.actual_ms >= 0));
    }
}

#[test]
fn a_projected_end_past_all_time_is_the_last_moment() {
    let log = [(Timestamp::MAX - SignedDuration::from_mins(1), Start(0))];
    let state = Clock::new(&agenda(&[5]), &log).at(Timestamp::MAX);
    assert_eq!(state.projected_end, Some(Timestamp::MAX));
}
