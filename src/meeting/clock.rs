//! The clock of a meeting: what happened when, and what follows from it.
//!
//! It is a pure function of the log: two devices, a reload and a restart of the server see the same
//! times. A topic may be visited several times. Between two entries of the log the time that passed
//! counts as it is; where the computer's clock was set back, none passed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::agenda::{Agenda, importance};

const MINUTE: i64 = 60_000;

/// What the presenter does to the clock. Topics are numbered from 0 in the order of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ClockAct {
    /// A topic begins: the first, the next, or one that is gone back to.
    Start(usize),
    /// A topic is left out. When it runs, the next one that is still to come begins.
    Skip(usize),
    /// A topic gets this many minutes more.
    Extend(usize, u32),
    /// Time stands still.
    Pause,
    /// Time goes on.
    Resume,
    /// The meeting is over.
    End,
}

/// How far a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TopicState {
    /// It is still to come, or to be gone on with: something before it was gone back to.
    Ahead,
    Running,
    Done,
    /// It was left out.
    Skipped,
}

/// The time of a topic, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct TopicTime {
    /// What it has, extensions included.
    pub(crate) planned_ms: i64,
    /// What it took so far, over all visits.
    pub(crate) actual_ms: i64,
    pub(crate) state: TopicState,
}

/// Where a meeting stands at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClockState {
    pub(crate) topics: Vec<TopicTime>,
    pub(crate) running: Option<usize>,
    pub(crate) is_paused: bool,
    /// What is left of the topic that runs; negative when it takes longer than it has.
    pub(crate) left_ms: i64,
    /// When the meeting ends, if everything that is to come takes what is planned; none before the
    /// first topic begins, and the true end once it is over.
    pub(crate) projected_end: Option<Timestamp>,
    /// By how much that is later than the agenda allows; negative when it is earlier.
    pub(crate) over_ms: i64,
    /// The topic that has not begun and would make up for it if it was left out, the least
    /// important one of several.
    pub(crate) could_leave_out: Option<usize>,
}

/// The times of a meeting, as far as its log goes.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    boxes: Vec<TimeBox>,
    /// What the agenda allows.
    allowed_ms: i64,
    running: Option<usize>,
    is_paused: bool,
    is_started: bool,
    /// When it ended, and after how long.
    ended: Option<(Timestamp, i64)>,
    /// Since the first topic began, pauses included.
    elapsed_ms: i64,
    /// When the log goes on from.
    last: Option<Timestamp>,
}

#[derive(Debug, Clone)]
struct TimeBox {
    time: TopicTime,
    /// How much it matters: 0 is most.
    importance: usize,
    has_begun: bool,
}

impl TimeBox {
    /// What it will still take.
    fn to_come(&self) -> i64 {
        match self.time.state {
            TopicState::Ahead | TopicState::Running => {
                (self.time.planned_ms - self.time.actual_ms).max(0)
            }
            TopicState::Done | TopicState::Skipped => 0,
        }
    }
}

impl Clock {
    /// The clock of an agenda after everything in a log, in its order.
    pub(crate) fn new(agenda: &Agenda, log: &[(Timestamp, ClockAct)]) -> Self {
        let boxes = agenda.topics.iter().map(|topic| TimeBox {
            time: TopicTime {
                planned_ms: i64::from(topic.minutes) * MINUTE,
                actual_ms: 0,
                state: TopicState::Ahead,
            },
            importance: importance(agenda.kind, topic.kind),
            has_begun: false,
        });
        let mut clock = Self {
            boxes: boxes.collect(),
            allowed_ms: i64::from(agenda.minutes) * MINUTE,
            running: None,
            is_paused: false,
            is_started: false,
            ended: None,
            elapsed_ms: 0,
            last: None,
        };
        for (at, act) in log {
            clock.advance(*at);
            clock.act(*at, *act);
        }
        clock
    }

    /// Where the meeting stands.
    pub(crate) fn at(&self, now: Timestamp) -> ClockState {
        let mut clock = self.clone();
        clock.advance(now);
        let to_come = clock.boxes.iter().map(TimeBox::to_come).fold(0, i64::saturating_add);
        let (end, taken) = match clock.ended {
            Some((end, taken)) => (Some(end), taken),
            None => (clock.is_started.then(|| later(now, to_come)), clock.elapsed_ms),
        };
        let to_come = if clock.ended.is_some() { 0 } else { to_come };
        let over_ms = taken.saturating_add(to_come).saturating_sub(clock.allowed_ms);
        let running = clock.running.and_then(|index| clock.boxes.get(index));
        ClockState {
            left_ms: running.map_or(0, |running| running.time.planned_ms - running.time.actual_ms),
            could_leave_out: clock.could_leave_out(over_ms),
            running: clock.running,
            is_paused: clock.is_paused,
            projected_end: end,
            over_ms,
            topics: clock.boxes.iter().map(|topic| topic.time).collect(),
        }
    }

    /// Lets time pass. A clock that was set back lets none pass.
    fn advance(&mut self, to: Timestamp) {
        let passed = self
            .last
            .replace(to)
            .map_or(0, |last| to.as_millisecond().saturating_sub(last.as_millisecond()).max(0));
        if self.is_started {
            self.elapsed_ms = self.elapsed_ms.saturating_add(passed);
        }
        let running = self.running.filter(|_| !self.is_paused);
        if let Some(running) = running.and_then(|index| self.boxes.get_mut(index)) {
            running.time.actual_ms = running.time.actual_ms.saturating_add(passed);
        }
    }

    /// What is about a topic that the agenda does not have changes nothing.
    fn act(&mut self, at: Timestamp, act: ClockAct) {
        match act {
            ClockAct::Start(topic) => {
                if topic < self.boxes.len() {
                    self.is_started = true;
                    self.is_paused = false;
                    self.ended = None;
                    self.run(topic);
                }
            }
            ClockAct::Skip(topic) => self.skip(topic),
            ClockAct::Extend(topic, minutes) => {
                if let Some(topic) = self.boxes.get_mut(topic) {
                    let more = i64::from(minutes) * MINUTE;
                    topic.time.planned_ms = topic.time.planned_ms.saturating_add(more);
                }
            }
            ClockAct::Pause => self.is_paused = self.is_started && self.ended.is_none(),
            ClockAct::Resume => self.is_paused = false,
            ClockAct::End => {
                if self.is_started && self.ended.is_none() {
                    self.leave(TopicState::Done);
                    self.is_paused = false;
                    self.ended = Some((at, self.elapsed_ms));
                }
            }
        }
    }

    /// Lets a topic run. The one before is done, unless the meeting goes back: then it is still to
    /// be gone on with.
    fn run(&mut self, topic: usize) {
        if self.running == Some(topic) {
            return;
        }
        let goes_back = self.running.is_some_and(|running| topic < running);
        self.leave(if goes_back { TopicState::Ahead } else { TopicState::Done });
        if let Some(next) = self.boxes.get_mut(topic) {
            next.time.state = TopicState::Running;
            next.has_begun = true;
            self.running = Some(topic);
        }
    }

    fn leave(&mut self, state: TopicState) {
        if let Some(left) = self.running.take().and_then(|index| self.boxes.get_mut(index)) {
            left.time.state = state;
        }
    }

    fn skip(&mut self, topic: usize) {
        if self.running == Some(topic) {
            self.leave(TopicState::Skipped);
            let mut after = self.boxes.iter().enumerate().skip(topic);
            let next = after.find(|(_, next)| next.time.state == TopicState::Ahead);
            if let Some((next, _)) = next {
                self.run(next);
            }
        } else if let Some(skipped) = self.boxes.get_mut(topic)
            && skipped.time.state == TopicState::Ahead
        {
            skipped.time.state = TopicState::Skipped;
        }
    }

    fn could_leave_out(&self, over_ms: i64) -> Option<usize> {
        if over_ms <= 0 || self.ended.is_some() {
            return None;
        }
        let would_do = |topic: &TimeBox| {
            topic.time.state == TopicState::Ahead && !topic.has_begun && topic.to_come() >= over_ms
        };
        let mut able: Vec<(usize, &TimeBox)> =
            self.boxes.iter().enumerate().filter(|(_, topic)| would_do(topic)).collect();
        // Of two that matter as little the shorter goes.
        able.sort_by_key(|(_, topic)| (std::cmp::Reverse(topic.importance), topic.time.planned_ms));
        able.first().map(|(index, _)| *index)
    }
}

fn later(now: Timestamp, by_ms: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_millis(by_ms)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
