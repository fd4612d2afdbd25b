//! What a heading means, however it is written.

use super::model::{LessonKind, SectionKind};

/// What a known heading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A section.
    Section(SectionKind),
    /// A part of the lessons.
    Lessons(LessonKind),
}

impl Meaning {
    /// The section that it begins when it stands on its own.
    pub(super) fn kind(self) -> SectionKind {
        match self {
            Self::Section(kind) => kind,
            Self::Lessons(_) => SectionKind::LessonsLearned,
        }
    }
}

/// Headings by what they mean. A trailing `…` matches whatever follows.
const KNOWN: [(SectionKind, &str); 16] = [
    (
        SectionKind::Summary,
        "summary|incident summary|issue summary|executive summary|overview|description|what happened|tl;dr|tldr",
    ),
    (SectionKind::Background, "background|context|history|lead-up|leadup|lead up|trigger|fault"),
    (SectionKind::Metrics, "metrics|metrics/graphs|metrics and graphs|graphs|supporting data|stats|statistics"),
    (
        SectionKind::UserImpact,
        "impact|user impact|customer impact|user/customer impact|incident impact|what was impacted|affected …|scope|\
         data integrity",
    ),
    (
        SectionKind::IncidentResponse,
        "response|incident response|incident response analysis|response analysis|handling|how we responded|\
         how did we respond|how'd we do|how did we do",
    ),
    (
        SectionKind::Detection,
        "detection|identified|identification|how was the event detected|how was the incident detected",
    ),
    (
        SectionKind::HalveDetection,
        "how could time to detection be …|how could the time to detection be …|\
         how could the time to detection have been …|how could time to detection have been …",
    ),
    (
        SectionKind::Mitigation,
        "mitigation|details of mitigation|resolution|recovery|resolution and recovery|action taken|actions taken|\
         action(s) taken|how did you reach the point where you knew how to mitigate …|\
         how did we reach the point where we knew how to mitigate …",
    ),
    (
        SectionKind::HalveMitigation,
        "how could time to mitigation be …|how could the time to mitigation be …|\
         how could the time to mitigation have been …|how could time to mitigation have been …",
    ),
    (
        SectionKind::Timeline,
        "timeline|timeline of events|timeline of key events|incident timeline|chain of events|key events|\
         sequence of events",
    ),
    (
        SectionKind::FiveWhys,
        "five whys|5 whys|whys|why did it happen|why did this happen|root cause|root causes|root cause analysis|\
         root cause identification|technical cause|contributing factors|contributing factor|causes|cause|\
         how did this happen|how did it happen",
    ),
    (
        SectionKind::LessonsLearned,
        "lessons learned|lessons learnt|lesson learned|lessons|learnings|insights|takeaways|key takeaways",
    ),
    (
        SectionKind::CorrectiveActions,
        "corrective actions|corrective action|corrective measures|preventive actions|preventive measures|\
         preventative actions|preventative measures|corrective and preventive actions|\
         corrective and preventative actions|corrective and preventive measures|\
         corrective and preventative measures|remediation|remediations|future measures|future and preventive measures|\
         future/preventive measures",
    ),
    (
        SectionKind::ActionItems,
        "action items|action item|action items and follow-ups|action items and follow ups|follow-up|follow-ups|\
         follow up|follow ups|follow-up actions|actions|next steps|what we're doing about it|\
         what are we doing about it|review actions",
    ),
    (SectionKind::Decisions, "decisions|decisions needed|decisions required|asks|open questions|for the meeting"),
    (SectionKind::References, "references|links|appendix|further reading"),
];

/// Parts of the lessons.
const PARTS: [(LessonKind, &str); 3] = [
    (LessonKind::WentWell, "what went well|what went right|what went great|went well|things that went well"),
    (
        LessonKind::WentBadly,
        "what went wrong|what went badly|what went poorly|what didn't go well|what did not go well|\
         what could have gone better|what could be improved|challenges|went badly|things that went wrong|\
         things that went poorly",
    ),
    (LessonKind::Lucky, "where we got lucky|where did we get lucky|how we got lucky|what was lucky|got lucky"),
];

/// The title that a section gets when its author did not write one.
pub(super) fn title(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Preamble | SectionKind::Other => "",
        SectionKind::Summary => "Summary",
        SectionKind::Background => "Background",
        SectionKind::Metrics => "Metrics",
        SectionKind::UserImpact => "User Impact",
        SectionKind::IncidentResponse => "Incident Response",
        SectionKind::Detection => "Detection",
        SectionKind::HalveDetection => "How could time to detection be halved?",
        SectionKind::Mitigation => "Mitigation",
        SectionKind::HalveMitigation => "How could time to mitigation be halved?",
        SectionKind::Timeline => "Timeline",
        SectionKind::FiveWhys => "Five Whys",
        SectionKind::LessonsLearned => "Lessons Learned",
        SectionKind::CorrectiveActions => "Corrective Actions",
        SectionKind::ActionItems => "Action Items",
        SectionKind::Decisions => "Decisions needed",
        SectionKind::References => "References",
    }
}

/// What a heading means; none when it is the author's own.
pub(super) fn meaning(heading: &str) -> Option<Meaning> {
    let words = normalised(heading);
    if words.is_empty() {
        return None;
    }
    look_up(&words).or_else(|| {
        // "Root cause identification: The Five Whys": both halves must mean the same.
        let (before, after) = words.split_once(": ").or_else(|| words.split_once(" - "))?;
        let first = look_up(before.trim())?;
        (look_up(without_article(after.trim())) == Some(first)).then_some(first)
    })
}

fn look_up(words: &str) -> Option<Meaning> {
    let matches = |entries: &str| {
        entries.split('|').map(str::trim).any(|entry| match entry.strip_suffix('…') {
            Some(prefix) => words.starts_with(prefix),
            None => words == entry,
        })
    };
    let section = KNOWN.iter().find(|(_, entries)| matches(entries)).map(|(kind, _)| Meaning::Section(*kind));
    section.or_else(|| PARTS.iter().find(|(_, entries)| matches(entries)).map(|(kind, _)| Meaning::Lessons(*kind)))
}

/// A heading without what authors decorate it with.
pub(super) fn normalised(heading: &str) -> String {
    let mut words = String::new();
    let mut depth = 0_usize;
    for c in heading.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '’' | '‘' if depth == 0 => words.push('\''),
            '–' | '—' if depth == 0 => words.push('-'),
            '&' if depth == 0 => words.push_str(" and "),
            c if depth > 0 || !(c.is_alphanumeric() || c.is_whitespace() || "'-/:;.,+".contains(c)) => {}
            c => words.extend(c.to_lowercase()),
        }
    }
    // "all times approximations", "all times in UTC": a remark, not a part of the name.
    if let Some(at) = words.find("all times").filter(|at| *at > 0) {
        words.truncate(at);
    }
    let mut parts: Vec<&str> = words.split_whitespace().filter(|part| !is_date(part)).collect();
    while parts.first().is_some_and(|part| is_number(part) || is_dash(part)) {
        parts.remove(0);
    }
    while parts.last().is_some_and(|part| is_dash(part)) {
        parts.pop();
    }
    let joined = parts.join(" ");
    let mut rest = joined.trim_matches([':', '.', ',', ';', '-', ' ']);
    for tail in [" of the incident", " of the outage", " of the issue", " of the problem", " of the event"] {
        rest = rest.strip_suffix(tail).unwrap_or(rest);
    }
    without_article(rest).to_owned()
}

fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").unwrap_or(words)
}

fn is_dash(part: &str) -> bool {
    part.chars().all(|c| c == '-' || c == ':')
}

/// `2.`, `1.3`, `iv.`; not `5` in "5 Whys".
fn is_number(part: &str) -> bool {
    let digits = part.trim_end_matches(['.', ':']);
    let closed = digits.len() < part.len() || digits.contains('.');
    let roman = digits.chars().all(|c| "ivx".contains(c));
    closed && !digits.is_empty() && (roman || digits.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// `02/13/2025`, `2025-02-13`.
fn is_date(part: &str) -> bool {
    let part = part.trim_end_matches(['.', ',', ':']);
    part.chars().all(|c| c.is_ascii_digit() || "/-.".contains(c))
        && part.chars().filter(|c| "/-.".contains(*c)).count() == 2
        && part.chars().filter(char::is_ascii_digit).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_does_not_hide_a_heading() {
        for (heading, kind) in [
            ("1. Summary:", SectionKind::Summary),
            ("🔥 TL;DR", SectionKind::Summary),
            ("Timeline (all times UTC)", SectionKind::Timeline),
            ("Timeline (times PST) 02/13/2025 - 02/19/2025. All times are guesses", SectionKind::Timeline),
            ("The 5 Whys", SectionKind::FiveWhys),
            ("Root cause analysis: The Five Whys", SectionKind::FiveWhys),
            ("Action items & follow-ups", SectionKind::ActionItems),
            ("What we’re doing about it", SectionKind::ActionItems),
            ("How could time to detection be cut in half?", SectionKind::HalveDetection),
            ("Affected regions", SectionKind::UserImpact),
            ("Action(s) taken", SectionKind::Mitigation),
        ] {
            assert_eq!(meaning(heading), Some(Meaning::Section(kind)), "{heading}");
        }
    }

    #[test]
    fn a_heading_matches_whole_or_not_at_all() {
        for heading in ["Vendor Follow-Up", "Summary of the vote", "Impact on finance", "", "2024-01-01", "Whyever"] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }

    #[test]
    fn parts_of_the_lessons() {
        assert_eq!(meaning("What went well?"), Some(Meaning::Lessons(LessonKind::WentWell)));
        assert_eq!(meaning("What could have gone better"), Some(Meaning::Lessons(LessonKind::WentBadly)));
        assert_eq!(meaning("Where we got lucky 🍀"), Some(Meaning::Lessons(LessonKind::Lucky)));
    }

    #[test]
    fn every_kind_knows_its_own_title() {
        for (kind, _) in KNOWN {
            assert_eq!(meaning(title(kind)).map(Meaning::kind), Some(kind), "{kind:?}");
        }
    }
}
