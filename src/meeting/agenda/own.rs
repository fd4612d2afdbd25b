//! An author's own agenda: `deck.agenda` as a list.

use super::{Agenda, MeetingKind, Topic, TopicKind};
use crate::source::front_matter::AgendaItem;

/// The section of an own agenda that stands for the slide of silent reading.
pub(crate) const SILENT: &str = "silent";

impl Agenda {
    /// An author's own agenda, for a meeting of so many minutes; when nobody says how long it is,
    /// of as many as its topics take. Nothing is scaled and nothing dropped.
    pub(crate) fn own(kind: MeetingKind, minutes: Option<u32>, items: &[AgendaItem]) -> Self {
        let topics = items.iter().map(|item| {
            let section = item.section.as_ref().map(|section| section.value.clone());
            let is_silent = section.as_deref() == Some(SILENT);
            let kind = if is_silent { TopicKind::SilentReading } else { TopicKind::Own };
            Topic { title: item.topic.clone(), minutes: item.minutes, section, kind }
        });
        let mut agenda = Self { kind, minutes: 0, topics: topics.collect(), dropped: Vec::new() };
        let planned = u32::try_from(agenda.planned_minutes()).unwrap_or(u32::MAX);
        agenda.minutes = minutes.unwrap_or(planned);
        agenda
    }

    /// By how many minutes the topics take more than the meeting has; less than none when they
    /// leave some.
    pub(crate) fn difference(&self) -> i64 {
        let planned = i64::try_from(self.planned_minutes()).unwrap_or(i64::MAX);
        planned.saturating_sub(i64::from(self.minutes))
    }
}
