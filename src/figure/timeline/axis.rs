//! From times to pixels, with long gaps left out.

use crate::figure::scale;
use crate::figure::text::TextMeasure;

/// The room beside the first and the last time of a piece.
const PAD: f64 = 20.0;
/// A gap is broken when it is longer than this share of what is left,
const SHARE: f64 = 0.3;
/// and longer than so many usual gaps.
const USUAL: i64 = 8;
/// An axis is not broken more often.
const MOST: usize = 5;
/// The letters of a break's length.
pub(super) const SIZE: f64 = 18.0;
/// What a break takes besides its words.
const ZIGZAGS: f64 = 44.0;

/// A stretch of the axis that is to scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Its first time.
    pub from: i64,
    /// Its last time.
    pub to: i64,
    /// The pixel at which it begins.
    pub left: f64,
    /// The pixel at which it ends.
    pub right: f64,
}

/// A gap that is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// How long it is.
    pub words: String,
}

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The stretches, in order.
    pub pieces: Vec<Stretch>,
    /// What is left out between them.
    pub breaks: Vec<Break>,
    /// Pixels a second.
    pub scale: f64,
}

impl Axis {
    /// An axis for times in any order, from pixel `left` to pixel `right`.
    #[must_use]
    pub fn new(times: &[i64], left: f64, right: f64, text: &dyn TextMeasure) -> Self {
        let mut times = times.to_vec();
        times.sort_unstable();
        times.dedup();
        let (Some(&first), Some(&last)) = (times.first(), times.last()) else {
            return Self { pieces: Vec::new(), breaks: Vec::new(), scale: 0.0 };
        };
        let broken = broken(&times);
        let mut stretches = Vec::new();
        let mut from = first;
        for &(before, after) in &broken {
            stretches.push((from, before));
            from = after;
        }
        stretches.push((from, last));
        let words: Vec<String> =
            broken.iter().map(|(before, after)| scale::length(after - before)).collect();
        let widths: Vec<f64> =
            words.iter().map(|words| text.width(words, SIZE, true) + ZIGZAGS).collect();
        let length: i64 = stretches.iter().map(|(from, to)| to - from).sum();
        let used: f64 = widths.iter().sum::<f64>() + 2.0 * PAD * stretches.len() as f64;
        let scale = if length > 0 { ((right - left - used) / length as f64).max(0.0) } else { 0.0 };
        // Single moments stand in the middle of what there is.
        let pad = if length > 0 {
            PAD
        } else {
            PAD + (right - left - used).max(0.0) / 2.0 / stretches.len() as f64
        };
        let mut pieces = Vec::new();
        let mut breaks = Vec::new();
        let mut x = left;
        for (index, (from, to)) in stretches.into_iter().enumerate() {
            let end = x + 2.0 * pad + (to - from) as f64 * scale;
            pieces.push(Stretch { from, to, left: x + pad, right: end - pad });
            x = end;
            if let Some(width) = widths.get(index) {
                breaks.push(Break { left: x, right: x + width, words: words[index].clone() });
                x += width;
            }
        }
        Self { pieces, breaks, scale }
    }

    /// The pixel of a time.
    #[must_use]
    pub fn x(&self, at: i64) -> f64 {
        let index = self.pieces.partition_point(|piece| piece.from <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(index) else { return 0.0 };
        piece.left + (at.clamp(piece.from, piece.to) - piece.from) as f64 * self.scale
    }
}

/// The gaps to leave out, in order: each by its two ends.
fn broken(times: &[i64]) -> Vec<(i64, i64)> {
    let mut gaps: Vec<(i64, i64)> = times.windows(2).map(|pair| (pair[0], pair[1])).collect();
    if gaps.len() < 2 {
        return Vec::new();
    }
    gaps.sort_by_key(|(before, after)| after - before);
    let length = |gap: &(i64, i64)| gap.1 - gap.0;
    let usual = length(&gaps[(gaps.len() - 1) / 2]);
    let mut left: i64 = gaps.iter().map(length).sum();
    let mut out = Vec::new();
    for gap in gaps.iter().rev().take(MOST) {
        if (length(gap) as f64) < SHARE * left as f64 || length(gap) <= usual.saturating_mul(USUAL)
        {
            break;
        }
        left -= length(gap);
        out.push(*gap);
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::metrics::Metrics;

    #[test]
    fn a_long_gap_is_broken_and_the_rest_is_to_scale() {
        let axis =
            Axis::new(&[0, 60, 180, 300, 400_000, 400_060], 0.0, 1_000.0, &Metrics::default());
        assert_eq!(axis.breaks.len(), 1);
        assert_eq!(axis.breaks[0].words, "4 d 15 h");
        let apart = |a, b| axis.x(b) - axis.x(a);
        assert!((apart(60, 180) - 2.0 * apart(0, 60)).abs() < 0.01);
        assert!((apart(400_000, 400_060) - apart(0, 60)).abs() < 0.01);
    }

    #[test]
    fn even_gaps_stay() {
        assert!(
            Axis::new(&[0, 10, 20, 30, 45], 0.0, 1_000.0, &Metrics::default()).breaks.is_empty()
        );
        assert!(Axis::new(&[0, 1_000_000], 0.0, 1_000.0, &Metrics::default()).breaks.is_empty());
    }

    #[test]
    fn one_moment_stands_in_the_middle() {
        assert!((Axis::new(&[7, 7], 0.0, 1_000.0, &Metrics::default()).x(7) - 500.0).abs() < 0.01);
    }
}
