//! The names of kinds in JSON.

use crate::postmortem::{EventKind, SectionKind};

pub(super) fn event_kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Start => "start",
        EventKind::Detected => "detected",
        EventKind::Mitigated => "mitigated",
        EventKind::Resolved => "resolved",
        EventKind::End => "end",
    }
}

pub(super) fn section_kind(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Preamble => "preamble",
        SectionKind::Summary => "summary",
        SectionKind::Background => "background",
        SectionKind::Metrics => "metrics",
        SectionKind::UserImpact => "userImpact",
        SectionKind::IncidentResponse => "incidentResponse",
        SectionKind::Detection => "detection",
        SectionKind::HalveDetection => "halveDetection",
        SectionKind::Mitigation => "mitigation",
        SectionKind::HalveMitigation => "halveMitigation",
        SectionKind::Timeline => "timeline",
        SectionKind::FiveWhys => "fiveWhys",
        SectionKind::LessonsLearned => "lessonsLearned",
        SectionKind::CorrectiveActions => "correctiveActions",
        SectionKind::ActionItems => "actionItems",
        SectionKind::Decisions => "decisions",
        SectionKind::References => "references",
        SectionKind::Other => "other",
    }
}
