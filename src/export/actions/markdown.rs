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
    let mut out =
        String::from("| Id | Action | Owner | Due | State | Where |\n|---|---|---|---|---|---|\n");
    for row in rows {
        let cells = [
            row.id.as_str(),
            &row.text,
            row.owner.as_deref().unwrap_or_default(),
            row.due.as_deref().unwrap_or_default(),
            row.about.state.words(),
        ];
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
