//! The document's zone, and the incident's times from the front matter.

use crate::words;
use comrak::nodes::NodeValue;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::model::{Impact, Moment, Phases, Section, SectionKind};
use crate::postmortem::stated;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::{stamp, zone};
use crate::source::Span;
use crate::source::front_matter::{FrontMatter, Spanned};

/// The zone of the front matter; UTC when it names none, or none that exists.
pub(super) fn zone(front: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) -> Option<TimeZone> {
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

/// The incident's times, each reported when it cannot be read.
pub(super) fn phases(
    front: &FrontMatter,
    mut calendar: Calendar,
    diagnostics: &mut Vec<Diagnostic>,
) -> Phases {
    let mut moment = |time: &Option<Spanned<String>>| -> Option<Moment> {
        let time = time.as_ref()?;
        let moment = stamp::read(&time.value)
            .filter(|stamp| stamp.length == time.value.len())
            .and_then(|stamp| calendar.moment(&stamp))
            .filter(|moment| moment.day_known);
        if moment.is_none() {
            diagnostics.push(
                Diagnostic::warning(
                    "timeline/stamp",
                    format!("`{}` is no date and time", time.value),
                )
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

/// The most numbers that are taken from the text.
const MOST: usize = 6;

/// The numbers worth showing large: the front matter's, else those that lists and tables of the impact name.
pub(super) fn impact<'a>(
    input: Input<'a, '_>,
    front: &FrontMatter,
    sections: &[Section<'a>],
) -> Vec<Impact> {
    if !front.impact.is_empty() {
        let numbers = front.impact.iter();
        return numbers
            .map(|n| Impact { name: n.name.clone(), value: n.value.clone(), span: n.span })
            .collect();
    }
    let blocks = sections
        .iter()
        .filter(|section| section.kind == SectionKind::UserImpact)
        .flat_map(|s| &s.blocks);
    let mut found = Vec::new();
    for block in blocks {
        match &block.data().value {
            NodeValue::List(_) => {
                for line in block.children().filter_map(comrak::arena_tree::Node::first_child) {
                    let text = inline::text(line);
                    let Some((name, value)) = text.split_once(':') else { continue };
                    found.extend(number(name, value, input.span(line)));
                }
            }
            NodeValue::Table(_) => {
                for row in block.children() {
                    let cells: Vec<Node<'a>> = row.children().collect();
                    let [name, value] = cells.as_slice() else { continue };
                    found.extend(number(
                        &inline::text(name),
                        &inline::text(value),
                        input.span(value),
                    ));
                }
            }
            _ => {}
        }
    }
    found.truncate(MOST);
    found
}

/// `Users affected: 12,400`: a short name and a value that begins with a number.
fn number(name: &str, value: &str, span: Span) -> Option<Impact> {
    let name = name.trim();
    let value = value.trim();
    let digits = value.trim_start_matches(['~', '≈', '<', '>', '$', '€', '£', ' ']);
    let words = words::all(|language| language.about_numbers)
        .find_map(|word| digits.strip_prefix(word))
        .unwrap_or(digits);
    let short = (2..=40).contains(&name.len()) && value.len() <= 24 && !name.contains('\n');
    let counts =
        words.trim_start_matches(['$', '€', '£']).starts_with(|c: char| c.is_ascii_digit());
    let is_time = stamp::read(value).is_some() || stated::is_label(name);
    (short && counts && !is_time).then(|| Impact {
        name: name.to_owned(),
        value: value.to_owned(),
        span,
    })
}
