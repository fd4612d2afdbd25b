//! Long lines, thinned out.

/// The stretches of a line between gaps. Of the points in one column of pixels only the first, the
/// last, the lowest and the highest are kept: the others would not change a pixel.
#[must_use]
pub fn stretches(points: &[(f64, Option<f64>)]) -> Vec<Vec<(f64, f64)>> {
    let mut out: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        match y.filter(|y| y.is_finite()) {
            Some(y) => open.push((*x, y)),
            None if open.is_empty() => {}
            None => out.push(thinned(&std::mem::take(&mut open))),
        }
    }
    if !open.is_empty() {
        out.push(thinned(&open));
    }
    out
}

fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    for column in points.chunk_by(|one, other| one.0.floor() == other.0.floor()) {
        if column.len() <= 4 {
            out.extend_from_slice(column);
            continue;
        }
        let by_height = |one: &&(usize, &(f64, f64)), other: &&(usize, &(f64, f64))| {
            one.1.1.total_cmp(&other.1.1)
        };
        let numbered: Vec<(usize, &(f64, f64))> = column.iter().enumerate().collect();
        let low = numbered.iter().min_by(by_height).map_or(0, |(index, _)| *index);
        let high = numbered.iter().max_by(by_height).map_or(0, |(index, _)| *index);
        let mut kept = vec![0, low, high, column.len() - 1];
        kept.sort_unstable();
        kept.dedup();
        out.extend(kept.into_iter().map(|index| column[index]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_break_a_line() {
        let points = [
            (0.0, Some(1.0)),
            (1.0, None),
            (2.0, Some(3.0)),
            (3.0, Some(f64::NAN)),
            (4.0, Some(1.0)),
        ];
        assert_eq!(stretches(&points).len(), 3);
    }

    #[test]
    fn thousands_of_points_keep_their_peaks() {
        let points: Vec<(f64, Option<f64>)> = (0..10_000)
            .map(|n| (f64::from(n) / 10.0, Some(if n == 4_321 { 99.0 } else { f64::from(n % 7) })))
            .collect();
        let lines = stretches(&points);
        assert!(
            lines[0].len() <= 4_000 && lines[0].iter().any(|(_, y)| *y == 99.0),
            "{}",
            lines[0].len()
        );
    }
}
