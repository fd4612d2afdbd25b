//! Actions as a table in Markdown, whose columns whydeck reads as those of actions.

use super::{TrackedAction, one_line};
use crate::markdown::escape;
use crate::report;

/// The table; a sentence when there is none.
#[must_use]
pub fn write(rows: &[TrackedAction]) -> String {
    if rows.is_empty() {
        return "No actions.\n".to_owned();
    }
    // A column that most lists leave empty is written only where it holds something.
    let has_signs = rows.iter().any(|row| row.sign.is_some());
    let titles = ["Id", "Action", "Owner", "Due", "State", "Sign", "Where"];
    let titles: Vec<&str> = titles.into_iter().filter(|it| has_signs || *it != "Sign").collect();
    let mut out = format!("| {} |\n{}|\n", titles.join(" | "), "|---".repeat(titles.len()));
    for row in rows {
        let state = row.state_in_words();
        let mut cells = vec![
            row.id.as_str(),
            &row.text,
            row.owner.as_deref().unwrap_or_default(),
            row.due.as_deref().unwrap_or_default(),
            &state,
        ];
        cells.extend(has_signs.then(|| row.sign.as_deref().unwrap_or_default()));
        for cell in cells {
            out.push_str("| ");
            out.push_str(&escape::inline(&report::visible(&one_line(cell))));
            out.push(' ');
        }
        out.push_str(&format!("| {} |\n", code(&row.place())));
    }
    out
}

/// A place as code, where its name lets it.
fn code(place: &str) -> String {
    let place = report::visible(place);
    if place.contains(['`', '|', '\\']) { escape::inline(&place) } else { format!("`{place}`") }
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;
    use crate::postmortem::ActionState;

    #[test]
    fn what_stands_in_a_cell_is_text() {
        let table = write(&[row("a | b\n<i>*c*", ActionState::Done)]);
        assert!(
            table.contains(r"| AI-1 | a \| b \<i\>\*c\* | ann | 2026-01-31 | done | `a.md:7` |"),
            "{table}"
        );
    }
}
