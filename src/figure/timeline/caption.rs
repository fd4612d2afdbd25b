//! What stands at events, and which of them come first.

use crate::figure::text::Run;

/// What is to stand at an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// The pixel of the event.
    pub x: f64,
    /// The words.
    pub runs: Vec<Run>,
    /// Whether it comes first.
    pub important: bool,
}

/// The events by importance: those with a meaning, the ends, then always the one that is farthest
/// from all chosen. Each is found when it is asked for: a figure takes few of thousands.
pub(super) fn order(labels: &[Caption], width: f64) -> impl Iterator<Item = usize> {
    let mut chosen: Vec<usize> =
        (0..labels.len()).filter(|index| labels[*index].important).collect();
    for end in [0, labels.len().saturating_sub(1)] {
        if labels.get(end).is_some_and(|label| !label.important) && chosen.last() != Some(&end) {
            chosen.push(end);
        }
    }
    let distance = move |one: usize, other: usize| apart(labels, one, other, width);
    let mut given = 0;
    // The others, each with its distance from all chosen.
    let mut rest: Option<Vec<(usize, f64)>> = None;
    std::iter::from_fn(move || {
        given += 1;
        if let Some(index) = chosen.get(given - 1) {
            return Some(*index);
        }
        let rest = rest.get_or_insert_with(|| {
            let from_all = |index: usize| {
                chosen.iter().map(|other| distance(index, *other)).fold(f64::MAX, f64::min)
            };
            let is_left = |index: &usize| {
                !labels[*index].important && *index != 0 && *index + 1 != labels.len()
            };
            (0..labels.len()).filter(is_left).map(|index| (index, from_all(index))).collect()
        });
        let far =
            (0..rest.len()).reduce(|far, at| if rest[at].1 > rest[far].1 { at } else { far })?;
        let (next, _) = rest.remove(far);
        for (index, least) in rest {
            *least = least.min(distance(*index, next));
        }
        Some(next)
    })
}

/// How far two events are apart: in pixels, and a little by their number, which tells those of one
/// minute apart.
fn apart(labels: &[Caption], one: usize, other: usize, width: f64) -> f64 {
    let by_number = one.abs_diff(other) as f64 / labels.len() as f64;
    (labels[one].x - labels[other].x).abs() + 0.1 * width * by_number
}
