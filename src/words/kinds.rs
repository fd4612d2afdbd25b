//! What words can mean. `build/words.rs` writes these names, so each is a key of `en.yaml` in capitals.

/// The question of a retrospective that a section helps to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Understanding,
    Background,
    Response,
    /// It has a slide of its own in the response.
    Timeline,
    Causes,
    Fix,
    Ask,
    References,
}

/// How a lesson was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LessonKind {
    /// Without a heading of its own.
    Plain,
    /// What went well.
    WentWell,
    /// What went badly.
    WentBadly,
    /// Where we got lucky.
    Lucky,
}

/// What an event of the timeline means for the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// The event began.
    Start,
    /// Somebody noticed.
    Detected,
    /// Users stopped hurting.
    Mitigated,
    /// It was over.
    Resolved,
    /// The event ended.
    End,
}

impl EventKind {
    /// Its name in JSON and on a slide.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Detected => "detected",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::End => "end",
        }
    }
}
