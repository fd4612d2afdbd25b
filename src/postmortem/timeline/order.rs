//! What holds for a timeline as a whole: its zone, and whether its entries are in the order of
//! time.

use comrak::nodes::NodeValue;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
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
    let titled = if is_about_times(&section.title) {
        zone::of_times(&section.title)
    } else {
        zone::mentioned(&section.title)
    };
    titled.or_else(|| {
        section.blocks.iter().take(3).find_map(|block| match &block.data().value {
            NodeValue::Paragraph => {
                let words = inline::text(block);
                let lower = words.to_lowercase();
                let about_times = words.len() < 200
                    && words::all(|language| language.time_words).any(|word| lower.contains(word));
                (about_times && stamp::read(&words).is_none_or(|stamp| stamp.is_day()))
                    .then(|| {
                        let zone = zone::mentioned(&words);
                        zone.or_else(|| line(&words).then(|| zone::of_times(&words)).flatten())
                    })
                    .flatten()
            }
            NodeValue::Table(_) => {
                let header = block.first_child()?;
                let cells = || header.children().map(|cell| inline::text(cell));
                let timed = |words: String| is_about_times(&words).then(|| zone::of_times(&words));
                zone::mentioned(&inline::text(header))
                    .or_else(|| cells().find_map(|words| timed(words)?))
                    .or_else(|| cells().find_map(|words| zone::mentioned(&words)))
            }
            _ => None,
        })
    })
}

/// What the headings, remarks and columns of a timeline call the zone of its times, when no such
/// zone is known; with the block that says so, or none for the heading.
pub(super) fn unknown_zone<'a>(sections: &[&Section<'a>]) -> Option<(String, Option<Node<'a>>)> {
    let in_block = |block: Node<'a>| match &block.data().value {
        NodeValue::Paragraph => {
            let words = inline::text(block);
            let mut lines = words.split(['\n', ';']).flat_map(|line| line.split(". "));
            lines.find_map(|words| line(words).then(|| zone::unknown(words))?)
        }
        NodeValue::Table(_) => block.first_child()?.children().find_map(|cell| {
            let words = inline::text(cell);
            is_about_times(&words).then(|| zone::unknown(&words))?
        }),
        _ => None,
    };
    sections.iter().find_map(|section| {
        let bracket = section.title.find('(').map(|at| &section.title[at..]);
        let titled = bracket.and_then(zone::unknown).map(|name| (name, None));
        let blocks = section.blocks.iter().take(3);
        titled.or_else(|| blocks.into_iter().find_map(|b| Some((in_block(*b)?, Some(*b)))))
    })
}

/// Whether a title has a word for a time of day.
fn is_about_times(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| {
        words::has(|language| language.time_words, part)
            || words::has(|language| language.zone_lines, part)
    })
}

/// The zone that a sentence anywhere names for all times: "Times are in CET." Where none is known,
/// what the first such sentence calls it.
pub(crate) fn zone_in_text(sections: &[Section]) -> Option<String> {
    let paragraphs = sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter(|block| matches!(block.data().value, NodeValue::Paragraph));
    let mut unknown = None;
    let known = paragraphs.into_iter().find_map(|block| {
        let words = inline::text(block);
        let mut lines = words.split(['\n', ';']).flat_map(|line| line.split(". "));
        lines.find_map(|words| {
            if !line(words) {
                return None;
            }
            let known = zone::of_times(words).map(|(name, _)| name);
            if known.is_none() && unknown.is_none() {
                unknown = zone::unknown(words);
            }
            known
        })
    });
    known.or(unknown)
}

/// The zone of a sentence about times.
pub(crate) fn zone_line(sentence: &str) -> Option<String> {
    line(sentence).then(|| zone::of_times(sentence).map(|(name, _)| name))?
}

/// Whether a sentence is about the zone of all times.
fn line(sentence: &str) -> bool {
    if sentence.len() >= SENTENCE {
        return false;
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
    about && !timed()
}

/// Says, once, that entries are not in the order of time. Each section begins anew: `parts` has
/// its first event, and whether its newest entry stands first.
pub(crate) fn sorted(
    sources: &Sources,
    events: &[Event],
    parts: &[(usize, bool)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut latest: Option<(Moment, &Event)> = None;
    let mut early: Vec<(&Event, &Event, Moment)> = Vec::new();
    let mut newest_first = None;
    let mut backwards = false;
    for (index, event) in events.iter().enumerate() {
        if let Some((_, turned)) = parts.iter().rfind(|(start, _)| *start == index) {
            (latest, backwards) = (None, *turned);
            newest_first = newest_first.or(turned.then_some(event));
        }
        let Some(moment) = event.moment.filter(|moment| !moment.day_only) else { continue };
        match latest {
            Some((last, before))
                if !backwards && moment.at < last.at && moment.day_known == last.day_known =>
            {
                early.push((event, before, last));
            }
            _ => latest = Some((moment, event)),
        }
    }
    if let Some(event) = newest_first {
        diagnostics.push(
            Diagnostic::info("timeline/sorted", "the newest entry of the timeline stands first")
                .at(event.span)
                .help("the text keeps your order; where the timeline is drawn, time decides"),
        );
        return;
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
