//! The words of phases, each over its own bar.
//!
//! Words that would reach over the bar of another phase are shortened to the length of theirs: in
//! the colour of a bar, over another one, they say something wrong.

use super::Phase;
use crate::figure::Frame;

/// How large the words are: as large as goes, since they are what the figure is there to say.
const SIZES: [f64; 4] = [26.0, 24.0, 22.0, 20.0];
/// The distance between two of them.
const GAP: f64 = 22.0;
/// So much of the words may be over another bar.
const OVER: f64 = 6.0;

/// The words of a phase in their place.
#[derive(Debug, PartialEq)]
pub(super) struct SpanLabel<'p> {
    pub words: &'p str,
    pub start: f64,
    pub width: f64,
}

/// The words of all phases.
pub(super) struct Labelled<'p> {
    pub size: f64,
    pub labels: Vec<SpanLabel<'p>>,
}

/// The words of phases: whole ones in the largest size in which all stand over their bars, else
/// some of them short.
pub(super) fn label<'p>(phases: &'p [Phase], frame: &Frame<'_>) -> Labelled<'p> {
    let long = vec![false; phases.len()];
    for size in SIZES {
        let labels = placed(phases, &long, size, frame);
        if first_astray(phases, &labels, &long).is_none() {
            return Labelled { size, labels };
        }
    }
    let mut last = Labelled { size: 0.0, labels: Vec::new() };
    for size in SIZES {
        let mut is_short = long.clone();
        loop {
            let labels = placed(phases, &is_short, size, frame);
            let astray = first_astray(phases, &labels, &is_short);
            last = Labelled { size, labels };
            match astray {
                None => return last,
                Some(index) if !is_short[index] => is_short[index] = true,
                Some(_) => break,
            }
        }
    }
    last
}

fn placed<'p>(
    phases: &'p [Phase],
    is_short: &[bool],
    size: f64,
    frame: &Frame<'_>,
) -> Vec<SpanLabel<'p>> {
    let words = phases
        .iter()
        .zip(is_short)
        .map(|(phase, is_short)| if *is_short { &phase.short } else { &phase.words });
    let words: Vec<&'p str> = words.map(String::as_str).collect();
    let wanted: Vec<(f64, f64)> = phases
        .iter()
        .zip(&words)
        .map(|(phase, words)| ((phase.from + phase.to) / 2.0, frame.text.width(words, size, true)))
        .collect();
    let starts = spread(&wanted, frame.width, GAP);
    let placed = words.into_iter().zip(wanted).zip(starts);
    placed.map(|((words, (_, width)), start)| SpanLabel { words, start, width }).collect()
}

/// The first phase whose words do not stand over its bar; of those that can be shortened, the one
/// that is furthest from it.
fn first_astray(phases: &[Phase], labels: &[SpanLabel<'_>], is_short: &[bool]) -> Option<usize> {
    let strays = |index: usize| {
        let (label, own) = (&labels[index], &phases[index]);
        let end = label.start + label.width;
        let covered = |phase: &Phase| (end.min(phase.to) - label.start.max(phase.from)).max(0.0);
        let others = phases.iter().enumerate().filter(|(other, _)| *other != index);
        let over: f64 = others.map(|(_, phase)| covered(phase)).sum();
        // What is short already reaches as far as it must.
        let bar = own.to - own.from;
        let free = if is_short[index] { (label.width - bar).max(0.0) } else { 0.0 };
        (over - free).max(label.width.min(bar) - covered(own))
    };
    let astray = (0..phases.len()).filter(|index| strays(*index) > OVER);
    astray.max_by(|one, other| {
        let key = |index: usize| (!is_short[index], strays(index));
        key(*one).0.cmp(&key(*other).0).then(key(*one).1.total_cmp(&key(*other).1))
    })
}

/// Where texts begin that are to stand around their wanted middles, in order, without covering each
/// other.
fn spread(wanted: &[(f64, f64)], width: f64, gap: f64) -> Vec<f64> {
    let mut starts: Vec<f64> = wanted.iter().map(|(middle, own)| middle - own / 2.0).collect();
    let mut least = 0.0;
    for (start, (_, own)) in starts.iter_mut().zip(wanted) {
        *start = start.max(least);
        least = *start + own + gap;
    }
    let mut most = width;
    for (start, (_, own)) in starts.iter_mut().zip(wanted).rev() {
        *start = start.min(most - own).max(0.0);
        most = *start - gap;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::svg::Ink;
    use crate::figure::text::TextMeasure;

    /// Each character is half as wide as it is tall.
    struct Half;

    impl TextMeasure for Half {
        fn width(&self, text: &str, size: f64, _: bool) -> f64 {
            text.chars().count() as f64 * size / 2.0
        }
    }

    fn labelled(bars: &[(f64, f64)]) -> Vec<(String, f64, f64)> {
        let phase = |(from, to): &(f64, f64)| Phase {
            from: *from,
            to: *to,
            words: "3 h more until it is resolved".to_owned(),
            short: "3 h".to_owned(),
            ink: Ink::Warm,
        };
        let phases: Vec<Phase> = bars.iter().map(phase).collect();
        let frame = Frame { id: "a", title: "", width: 1160.0, height: 500.0, text: &Half };
        let Labelled { labels, .. } = label(&phases, &frame);
        labels.iter().map(|label| (label.words.to_owned(), label.start, label.width)).collect()
    }

    #[test]
    fn words_stand_over_their_own_bars() {
        let labels = labelled(&[(0.0, 500.0), (500.0, 1000.0), (1000.0, 1100.0)]);
        assert!(labels[0].0.len() > 3 && labels[1].0.len() > 3, "{labels:?}");
        assert!(labels[2].0 == "3 h" && labels[2].1 >= 1000.0, "{labels:?}");
    }

    #[test]
    fn a_phase_alone_may_reach_over_what_is_none() {
        let labels = labelled(&[(500.0, 520.0)]);
        assert!(labels[0].0.len() > 3, "{labels:?}");
        assert!(labels[0].1 < 500.0 && labels[0].1 + labels[0].2 > 520.0, "{labels:?}");
    }
}
