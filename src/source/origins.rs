//! Which lines of a changed text are those of the text it was made of.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// For each line of `changed` its line in `before`, both from 0; none for a new one. A line that was
/// changed stands where it stood.
pub(super) fn of(changed: &str, before: &str) -> Vec<Option<usize>> {
    let old: Vec<&str> = before.split('\n').collect();
    let new: Vec<&str> = changed.split('\n').collect();
    let mut origins = vec![None; new.len()];
    let mut note = |from: usize, to: usize| {
        if let Some(origin) = origins.get_mut(to) {
            *origin = Some(from);
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (0..len).for_each(|step| note(old_index + step, new_index + step));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let mut next = new_index;
                for (from, line) in old.iter().enumerate().skip(old_index).take(old_len) {
                    let mut left = next..new_index + new_len;
                    if let Some(to) = left.find(|to| is_changed(line, new[*to])) {
                        note(from, to);
                        next = to + 1;
                    }
                }
            }
            DiffOp::Insert { .. } | DiffOp::Delete { .. } => {}
        }
    }
    origins
}

/// Whether one line is the other with a change in it: half of the shorter one begins or ends both.
fn is_changed(old: &str, new: &str) -> bool {
    let old = bare(old);
    let new = bare(new);
    let same = |(one, other): &(u8, u8)| one == other;
    let start = old.bytes().zip(new.bytes()).take_while(same).count();
    let end = old.bytes().rev().zip(new.bytes().rev()).take_while(same).count();
    2 * (start + end) >= old.len().min(new.len()).max(1)
}

/// A line without its bullet and box: a state that is set changes the box.
fn bare(line: &str) -> &str {
    /// How long bullet and box may be, the last bracket left out.
    const MARK: usize = 12;
    line.split_once("] ").filter(|(mark, _)| mark.len() <= MARK).map_or(line, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use crate::source::{Position, Sources};

    #[test]
    fn what_a_file_has_stands_there_and_what_it_has_not_stands_nowhere() {
        let file = "\u{feff}# One\r\n\r\n- [ ] first zwölf\r\n\r\n# Two\r\n";
        let changed =
            "\u{feff}# One\r\n\r\n- [x] first zwölf, and é more\r\n- new\r\n\r\n# Two\r\n";
        let mut sources = Sources::default();
        let id = sources.add_changed("a.md", Some("a.md".into()), (changed.into(), file.into()));
        let text = sources.get(id).text().to_owned();
        let place = |words: &str| {
            let at = text.find(words).expect("there");
            let span = sources.written(sources.get(id).span(at..at + words.len()));
            (sources.get(span.source).is_joined(), sources.position(span))
        };
        assert_eq!(place("# Two"), (false, Position { line: 5, column: 1 }));
        assert_eq!(place("zwölf"), (false, Position { line: 3, column: 13 }));
        // Behind the end of the line that the file has.
        assert_eq!(place("more"), (false, Position { line: 3, column: 18 }));
        assert!(place("new").0);
        let all = sources.written(sources.get(id).span(0..text.len()));
        assert!(sources.get(all.source).text().get(all.start..all.end).is_some());
    }

    #[test]
    fn many_lines_in_a_row_keep_their_places() {
        let file: String = (0..2_000).map(|number| format!("line {number}\n")).collect();
        let changed = file.replace("line 7\n", "line 7\nmore\n").replace("line 1999\n", "");
        let origins = super::of(&changed, &file);
        assert_eq!((origins[7], origins[8], origins[9]), (Some(7), None, Some(8)));
        assert_eq!(origins.iter().flatten().count(), 2_000);
    }
}
