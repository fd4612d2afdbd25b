//! The plan of a postmortem's timeline, made on another core while the deck is filled: to find places
//! for its words takes as long as the filling.

use std::thread::{self, JoinHandle};

use super::OWN;
use crate::figure::Frame;
use crate::figure::timeline::{Plan, TimelineFigure};
use crate::theme::metrics::Metrics;
use crate::words::tongue;

/// A plan, or who is at it.
#[derive(Debug, Default)]
pub(crate) enum Planned {
    /// Nobody is.
    #[default]
    Not,
    /// A thread makes it.
    Now(JoinHandle<Option<Box<Plan>>>),
    /// It is there.
    Done(Box<Plan>),
}

impl Planned {
    /// Begins with a plan. Where no thread can be had, the figure is planned when it is drawn.
    pub(crate) fn begin(timeline: &TimelineFigure, metrics: &Metrics) -> Self {
        let (timeline, metrics) = (timeline.clone(), metrics.clone());
        let tongues = tongue::spoken();
        let plan = move || {
            let _speaking = tongue::speak(tongues);
            Plan::of(timeline, OWN, &metrics).map(Box::new)
        };
        thread::Builder::new().spawn(plan).map_or(Self::Not, Self::Now)
    }

    /// The plan, once it is there; none when there is none, or when it is for a frame of another
    /// size.
    pub(super) fn for_frame(&mut self, frame: &Frame<'_>) -> Option<&Plan> {
        *self = match std::mem::take(self) {
            Self::Now(thread) => thread.join().ok().flatten().map_or(Self::Not, Self::Done),
            there => there,
        };
        match self {
            Self::Done(plan) => Some(&**plan).filter(|plan| plan.is_for(frame)),
            _ => None,
        }
    }
}
