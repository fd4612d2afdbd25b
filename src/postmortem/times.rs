//! What the document says about when outside its timeline: its zone, its days, and the incident's
//! times in the front matter.

use comrak::nodes::NodeValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::postmortem::model::{EventKind, Section, SectionKind};
use crate::postmortem::phases::{Claim, Origin};
use crate::postmortem::sections::{headings, metadata};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::day_order;
use crate::postmortem::time::east;
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp::{self, Order, Stamp, TimeOfDay};
use crate::postmortem::time::when::When;
use crate::postmortem::time::zone;
use crate::postmortem::timeline::order;
use crate::source::front_matter::{FrontMatter, Spanned};
use crate::words;

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
    let source = input.sources.get(input.id);
    let order = day_order::of(source.text());
    let file = source.path().and_then(|path| path.file_stem()).unwrap_or_default();
    let year = || year(title).or_else(|| year(&file.to_string_lossy()));
    let zone = zone(front, diagnostics);
    When {
        at_home: zone.is_some(),
        zone,
        sentence: order::zone_in_text(sections),
        fallback: zone_of_times(front),
        order,
        first: first_date(input, title, front, day, sections, order)
            .or_else(|| stamp::find_date(&file.to_string_lossy())),
        year: year(),
        meeting: front.date.as_deref().and_then(|date| stamp::find_day(date, order)),
        start: None,
    }
}

/// A line that only names the zone of all times goes from before the first section to the timeline,
/// which shows it.
pub(super) fn move_zone_line(sections: &mut Vec<Section>) {
    let preamble = sections.iter().position(|section| section.kind == SectionKind::Preamble);
    let timeline = sections.iter().position(|section| section.kind == SectionKind::Timeline);
    let (Some(preamble), Some(timeline)) = (preamble, timeline) else { return };
    let line = sections[preamble].blocks.iter().position(|block| {
        let words = inline::text(block);
        let one = !words.trim().trim_end_matches('.').contains(['\n', '.', ';']);
        matches!(block.data().value, NodeValue::Paragraph)
            && one
            && order::zone_line(&words).is_some()
    });
    let Some(line) = line else { return };
    let block = sections[preamble].blocks.remove(line);
    sections[timeline].blocks.insert(0, block);
    if sections[preamble].blocks.is_empty() {
        sections.remove(preamble);
    }
}

/// The year that a text names.
fn year(text: &str) -> Option<i16> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let year = words.find(|word| {
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && digits(word)
    });
    year?.parse().ok()
}

fn digits(word: &str) -> bool {
    word.bytes().all(|c| c.is_ascii_digit())
}

/// The name of the zone in which the front matter or metadata gives the incident's times.
fn zone_of_times(front: &FrontMatter) -> Option<String> {
    let times = &front.incident;
    [&times.started, &times.detected, &times.mitigated, &times.resolved].into_iter().find_map(
        |time| {
            let time = &time.as_ref()?.value;
            let stamp = stamp::read(time).filter(|stamp| !stamp.unix)?;
            Some(zone::name_of(time, stamp.zone.as_ref()?))
        },
    )
}

/// The zone of the front matter; UTC when it names none, or none that exists.
fn zone(front: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) -> Option<TimeZone> {
    let named = front.timezone.as_ref()?;
    // `Pacific time`, `CET (UTC+1)`
    let in_words = || zone::mentioned(&named.value).map(|(_, zone)| zone);
    let zone = zone::named(&named.value).or_else(in_words);
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

/// The incident's times as front matter and metadata give them.
pub(super) struct Told(Vec<ToldTime>);

struct ToldTime {
    kind: EventKind,
    origin: Origin,
    time: Spanned<String>,
    /// None when it cannot be read.
    stamp: Option<Stamp>,
}

impl Told {
    /// When they were. A time without a date has that of the one before; one that still has no day
    /// is left out.
    pub(super) fn claims(&self, when: &When) -> Vec<Claim> {
        let mut calendar = when.calendar();
        let claim = |told: &ToldTime| {
            let stamp = told.stamp.as_ref()?;
            // Nothing says how far such a zone is from that of the timeline.
            if stamp.unknown_zone.is_some() && !calendar.at_home {
                return None;
            }
            let moment = calendar.moment(stamp).filter(|moment| moment.day_known)?;
            Some(Claim { kind: told.kind, origin: told.origin, moment, span: told.time.span })
        };
        self.0.iter().filter_map(claim).collect()
    }

    /// Whether metadata say that nobody knows when it began: `発生日時: 不明`.
    pub(super) fn start_is_unknown(&self) -> bool {
        let mut starts = self.0.iter().filter(|told| told.kind == EventKind::Start);
        starts.next().is_some_and(|told| {
            told.stamp.as_ref().is_some_and(|stamp| {
                stamp.day.is_none()
                    && stamp.clock == Some(TimeOfDay::Unknown)
                    && stamp.written.contains(is_eastern)
            })
        })
    }

    /// Reports each that is no moment. Whether it is one depends on no zone.
    fn report(&self, when: &When, diagnostics: &mut Vec<Diagnostic>) {
        let claims = self.claims(when);
        for ToldTime { time, stamp, .. } in &self.0 {
            // `不明` says that nobody knows.
            let is_open = |stamp: &Stamp| stamp.day.is_none() && stamp.written.contains(is_eastern);
            let is_known = claims.iter().any(|claim| claim.span == time.span);
            if is_known || stamp.as_ref().is_some_and(is_open) {
                continue;
            }
            let unknown = stamp.as_ref().and_then(|stamp| stamp.unknown_zone.as_ref());
            let diagnostic = match unknown {
                Some(zone) => Diagnostic::warning(
                    "timeline/zone",
                    format!("`{zone}` is no time zone that is known"),
                ),
                None => Diagnostic::warning(
                    "timeline/stamp",
                    format!("`{}` is no date and time", time.value),
                ),
            };
            diagnostics.push(
                diagnostic
                    .at(time.span)
                    .help("write a date and a time, such as `2024-03-01T10:02Z`"),
            );
        }
    }
}

/// Reads the incident's times: the front matter's, and those that metadata in the text (`labels`)
/// gives.
pub(super) fn told(
    front: &FrontMatter,
    labels: &[(EventKind, Spanned<String>)],
    when: &When,
    diagnostics: &mut Vec<Diagnostic>,
) -> Told {
    let times = &front.incident;
    let keys = [
        (EventKind::Start, &times.started),
        (EventKind::Detected, &times.detected),
        (EventKind::Mitigated, &times.mitigated),
        (EventKind::Resolved, &times.resolved),
    ];
    // Labels have completed the front matter; here each counts as what it is.
    let is_label = |time: &Spanned<String>| labels.iter().any(|(_, label)| label.span == time.span);
    let keys = keys.into_iter().filter_map(|(kind, time)| Some((kind, time.as_ref()?)));
    let keys = keys.filter(|(_, time)| !is_label(time));
    let labels = labels.iter().map(|(kind, time)| (*kind, time));
    let read = |origin| {
        move |(kind, time): (EventKind, &Spanned<String>)| {
            let value = &time.value;
            let is_one = |stamp: &Stamp| stamp.fills(value) || east::is_remarked(stamp, value);
            let stamp = stamp::read(value).filter(is_one);
            ToldTime { kind, origin, time: time.clone(), stamp }
        }
    };
    let mut list: Vec<ToldTime> = keys.map(read(Origin::FrontMatter)).collect();
    list.extend(labels.map(read(Origin::Label)));
    // A time without a day has that of the phase before, wherever the two stand.
    let place = |kind| {
        [EventKind::Start, EventKind::Detected, EventKind::Mitigated]
            .iter()
            .position(|known| *known == kind)
            .unwrap_or(3)
    };
    list.sort_by_key(|told| (told.origin, place(told.kind)));
    let told = Told(list);
    told.report(when, diagnostics);
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
    order: Order,
) -> Option<Date> {
    let date = |time: &Option<Spanned<String>>| {
        // A day on which no clock can be told is no day of an incident: the time is refused.
        stamp::find_day(&time.as_ref()?.value, order)
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
        blocks.find_map(|block| stamp::find_day(&markdown::plain_text(block), order))
    };
    // `Period: 12 March 2014 18:50 UTC to 19:20`, below a heading of the author's own.
    let windows = || {
        let above = |section: &&Section| section.kind != SectionKind::Timeline;
        let others = sections.iter().take_while(above);
        let others = others.filter(|section| section.kind == SectionKind::Other);
        let day = |label: &str, value: &str| {
            let name = headings::normalised(label);
            let is_window = words::has(|language| language.window_labels, &name);
            is_window.then(|| stamp::find_day(value, order)).flatten()
        };
        others.flat_map(|section| &section.blocks).find_map(|block| {
            if matches!(block.data().value, NodeValue::Table(_)) {
                return block.children().find_map(|row| {
                    let mut cells = row.children().map(inline::text);
                    day(&cells.next()?, &cells.next()?)
                });
            }
            let text = inline::text(block);
            text.lines().find_map(|line| {
                let (label, value) = line.split_once(':')?;
                day(label, value)
            })
        })
    };
    date(&times.started)
        .or(day)
        .or_else(|| date(&times.detected))
        .or_else(|| date(&times.mitigated))
        .or_else(|| date(&times.resolved))
        .or_else(|| stamp::find_day(title, order))
        .or_else(told)
        .or_else(windows)
}
