//! The document's zone, and the incident's times from the front matter.

use jiff::tz::TimeZone;

use super::calendar::Calendar;
use super::model::{Impact, Moment, Phases};
use super::{stamp, zone};
use crate::diagnostic::Diagnostic;
use crate::source::front_matter::{FrontMatter, Spanned};

/// The zone of the front matter; UTC when it names none, or none that exists.
pub(super) fn zone(front: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) -> Option<TimeZone> {
    let named = front.timezone.as_ref()?;
    let zone = zone::named(&named.value);
    if zone.is_none() {
        diagnostics.push(
            Diagnostic::error("data/timezone", format!("there is no time zone `{}`", named.value))
                .at(named.span)
                .help("write a name such as `Europe/Berlin`, `UTC` or `+02:00`"),
        );
    }
    zone
}

/// The incident's times, each reported when it cannot be read.
pub(super) fn phases(front: &FrontMatter, mut calendar: Calendar, diagnostics: &mut Vec<Diagnostic>) -> Phases {
    let mut moment = |time: &Option<Spanned<String>>| -> Option<Moment> {
        let time = time.as_ref()?;
        let moment = stamp::read(&time.value)
            .filter(|stamp| stamp.length == time.value.len())
            .and_then(|stamp| calendar.moment(&stamp))
            .filter(|moment| moment.day_known);
        if moment.is_none() {
            diagnostics.push(
                Diagnostic::warning("timeline/stamp", format!("`{}` is no date and time", time.value))
                    .at(time.span)
                    .help("write a date and a time, such as `2024-03-01T10:02Z`"),
            );
        }
        moment
    };
    let times = &front.incident;
    Phases {
        started: moment(&times.started),
        detected: moment(&times.detected),
        mitigated: moment(&times.mitigated),
        resolved: moment(&times.resolved),
    }
}

/// The numbers worth showing large.
pub(super) fn impact(front: &FrontMatter) -> Vec<Impact> {
    let numbers = front.impact.iter();
    numbers.map(|n| Impact { name: n.name.clone(), value: n.value.clone(), span: n.span }).collect()
}
