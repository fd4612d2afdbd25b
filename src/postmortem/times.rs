//! What the document says about when outside its timeline: its zone, its days, and the incident's
//! times in the front matter.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::postmortem::model::{Moment, Phases, Section, SectionKind};
use crate::postmortem::sections::metadata;
use crate::postmortem::text::inline::Input;
use crate::postmortem::time::stamp::{self, Stamp};
use crate::postmortem::time::when::When;
use crate::postmortem::time::zone;
use crate::source::front_matter::{FrontMatter, Spanned};

/// What is known before the timeline is read. `day` is the day of the incident, if metadata names
/// it.
pub(super) fn when<'a>(
    input: Input<'a, '_>,
    title: &str,
    front: &FrontMatter,
    day: Option<Date>,
    sections: &[Section<'a>],
    diagnostics: &mut Vec<Diagnostic>,
) -> When {
    When {
        zone: zone(front, diagnostics),
        first: first_date(input, title, front, day, sections),
        meeting: front.date.as_deref().and_then(stamp::find_date),
        start: None,
    }
}

/// The zone of the front matter; UTC when it names none, or none that exists.
fn zone(front: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) -> Option<TimeZone> {
    let named = front.timezone.as_ref()?;
    let zone = zone::named(&named.value);
    if zone.is_none() {
        diagnostics.push(
            Diagnostic::warning(
                "data/timezone",
                format!("there is no time zone `{}`", named.value),
            )
            .at(named.span)
            .help("write a name such as `Europe/Berlin`, `UTC` or `+02:00`"),
        );
    }
    zone
}

/// The incident's times as the front matter gives them.
pub(super) struct Told {
    started: Option<Stamp>,
    detected: Option<Stamp>,
    mitigated: Option<Stamp>,
    resolved: Option<Stamp>,
}

impl Told {
    /// When they were. A time without a date has that of the one before; one that still has no day
    /// is left out.
    pub(super) fn phases(&self, when: &When) -> Phases {
        let mut calendar = when.calendar();
        let mut moment = |stamp: &Option<Stamp>| -> Option<Moment> {
            calendar.moment(stamp.as_ref()?).filter(|moment| moment.day_known)
        };
        Phases {
            started: moment(&self.started),
            detected: moment(&self.detected),
            mitigated: moment(&self.mitigated),
            resolved: moment(&self.resolved),
        }
    }
}

/// Reads the incident's times, and reports each that is no moment. Whether it is one depends on no
/// zone.
pub(super) fn told(front: &FrontMatter, when: &When, diagnostics: &mut Vec<Diagnostic>) -> Told {
    let times = &front.incident;
    let stamp = |time: &Option<Spanned<String>>| {
        let time = time.as_ref()?;
        stamp::read(&time.value).filter(|stamp| stamp.length == time.value.len())
    };
    let told = Told {
        started: stamp(&times.started),
        detected: stamp(&times.detected),
        mitigated: stamp(&times.mitigated),
        resolved: stamp(&times.resolved),
    };
    let phases = told.phases(when);
    for (time, moment) in [
        (&times.started, phases.started),
        (&times.detected, phases.detected),
        (&times.mitigated, phases.mitigated),
        (&times.resolved, phases.resolved),
    ] {
        if let (Some(time), None) = (time, moment) {
            diagnostics.push(
                Diagnostic::warning(
                    "timeline/stamp",
                    format!("`{}` is no date and time", time.value),
                )
                .at(time.span)
                .help("write a date and a time, such as `2024-03-01T10:02Z`"),
            );
        }
    }
    told
}

/// The day to begin with: the incident's own times and date, else the first date that the title or
/// the text before the timeline names. Never the front matter's `date`, which is the meeting's.
fn first_date<'a>(
    input: Input<'a, '_>,
    title: &str,
    front: &FrontMatter,
    day: Option<Date>,
    sections: &[Section<'a>],
) -> Option<Date> {
    let date = |time: &Option<Spanned<String>>| {
        // A day on which no clock can be told is no day of an incident: the time is refused.
        stamp::find_date(&time.as_ref()?.value)
            .filter(|date| date.tomorrow().is_ok_and(|next| next.to_zoned(TimeZone::UTC).is_ok()))
    };
    let times = &front.incident;
    let told = || {
        let kinds = [SectionKind::Preamble, SectionKind::Summary];
        let blocks = sections
            .iter()
            .filter(|section| kinds.contains(&section.kind))
            .flat_map(|section| &section.blocks);
        let mut blocks = blocks.filter(|block| !metadata::dates_the_meeting(input, block));
        blocks.find_map(|block| stamp::find_date(&markdown::plain_text(block)))
    };
    date(&times.started)
        .or(day)
        .or_else(|| date(&times.detected))
        .or_else(|| date(&times.mitigated))
        .or_else(|| date(&times.resolved))
        .or_else(|| stamp::find_date(title))
        .or_else(told)
}
