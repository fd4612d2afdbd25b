//! What holds for a timeline as a whole: its zone, and whether its entries are in the order of
//! time.

use comrak::nodes::NodeValue;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::postmortem::model::{Event, Moment, Section};
use crate::postmortem::text::inline;
use crate::postmortem::time::duration::Length;
use crate::postmortem::time::{ending, stamp, zone};
use crate::source::Sources;
use crate::words;

/// The longest sentence that names a zone.
const SENTENCE: usize = 200;

/// What to do about a stamp that cannot be read.
pub(crate) const STAMP_HELP: &str =
    "write a date and a time, such as `2024-03-01 10:02 UTC`; the entry is kept";

/// The zone that a heading or a remark names.
pub(crate) fn stated_zone(section: &Section) -> Option<(String, TimeZone)> {
    zone::mentioned(&section.title).or_else(|| {
        section.blocks.iter().take(3).find_map(|block| match &block.data().value {
            NodeValue::Paragraph => {
                let words = inline::text(block);
                let lower = words.to_lowercase();
                let about_times = words.len() < 200
                    && words::all(|language| language.time_words).any(|word| lower.contains(word));
                (about_times && stamp::read(&words).is_none_or(|stamp| stamp.is_day()))
                    .then(|| zone::mentioned(&words))
                    .flatten()
            }
            NodeValue::Table(_) => zone::mentioned(&inline::text(block.first_child()?)),
            _ => None,
        })
    })
}

/// The zone that a sentence anywhere names for all times: "Times are in CET."
pub(crate) fn zone_in_text(sections: &[Section]) -> Option<String> {
    let paragraphs = sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter(|block| matches!(block.data().value, NodeValue::Paragraph));
    paragraphs.into_iter().find_map(|block| {
        let words = inline::text(block);
        words.split(['\n', ';']).flat_map(|line| line.split(". ")).find_map(zone_line)
    })
}

/// The zone of a sentence about times.
pub(crate) fn zone_line(sentence: &str) -> Option<String> {
    if sentence.len() >= SENTENCE {
        return None;
    }
    let lower = sentence.to_lowercase();
    let about = words::all(|language| language.zone_lines).any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let behind = &lower[at + word.len()..];
            let apart = !lower[..at].ends_with(char::is_alphanumeric)
                && !behind.starts_with(char::is_alphanumeric);
            let linked = words::all(|language| language.zone_links)
                .any(|link| behind.trim_start().starts_with(link));
            apart
                && (linked
                    || words::all(|language| language.time_remarks).any(|all| lower.contains(all)))
        })
    });
    let timed = || sentence.split_whitespace().any(|word| ending::unread(word).is_some());
    if !about || timed() {
        return None;
    }
    zone::mentioned(sentence).map(|(name, _)| name)
}

/// Says, once, that entries are not in the order of time. Each section begins anew: `starts` has
/// its first event.
pub(crate) fn sorted(
    sources: &Sources,
    events: &[Event],
    starts: &[usize],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut latest: Option<(Moment, &Event)> = None;
    let mut early: Vec<(&Event, &Event, Moment)> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        if starts.contains(&index) {
            latest = None;
        }
        let Some(moment) = event.moment.filter(|moment| !moment.day_only) else { continue };
        match latest {
            Some((last, before)) if moment.at < last.at && moment.day_known == last.day_known => {
                early.push((event, before, last));
            }
            _ => latest = Some((moment, event)),
        }
    }
    let Some((event, before, last)) = early.first() else { return };
    let Some(moment) = event.moment else { return };
    let words = match early.len() {
        1 => "an entry of the timeline is out of order".to_owned(),
        count => format!("{count} entries of the timeline are out of order"),
    };
    let place = sources.get(before.span.source).name().to_owned();
    let line = sources.position(before.span).line;
    let length = Length::new(last.at.duration_since(moment.at)).in_words();
    diagnostics.push(
        Diagnostic::info("timeline/sorted", words)
            .at(event.span)
            .label(format!("{length} before the entry at {place}:{line}"))
            .help("the text keeps your order; where the timeline is drawn, time decides"),
    );
}
