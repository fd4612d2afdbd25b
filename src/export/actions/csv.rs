//! Actions as CSV (RFC 4180).
//!
//! GitLab takes `title`, `description` and `due_date` by their names, the first two in this order.
//! Jira and what imports into GitHub ask which column is what. Their titles end at 255 characters.

use super::{TrackedAction, one_line};

const HEADER: &str = "title,description,due_date,assignee,state,id,kind,file,line\r\n";

/// The longest title that all of them take, in characters.
const LONGEST_TITLE: usize = 255;

/// The table, with a header.
#[must_use]
pub fn write(rows: &[TrackedAction]) -> String {
    let mut out = HEADER.to_owned();
    for row in rows {
        let day = row.about.due_day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            title(&row.text),
            description(row),
            day,
            row.owner.clone().unwrap_or_default(),
            row.about.state.words().to_owned(),
            row.id.clone(),
            row.kind.to_owned(),
            row.file.clone(),
            row.line.to_string(),
        ];
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// The text as a title; a longer one is whole in the description.
fn title(text: &str) -> String {
    let text = one_line(text);
    if text.chars().count() <= LONGEST_TITLE {
        return text;
    }
    let mut cut: String = text.chars().take(LONGEST_TITLE - 1).collect();
    cut.push('…');
    cut
}

/// All that has no column that every importer knows.
fn description(row: &TrackedAction) -> String {
    let mut parts = Vec::new();
    if title(&row.text) != one_line(&row.text) {
        parts.push(one_line(&row.text));
    }
    parts.extend(row.about.detail.iter().map(|detail| detail.trim().to_owned()));
    let mut facts = vec![format!("{} in {}", row.id, row.place())];
    facts.extend(row.owner.as_ref().map(|owner| format!("Owner: {owner}")));
    facts.extend(row.due.as_ref().map(|due| format!("Due: {due}")));
    facts.extend(row.sign.as_ref().map(|sign| format!("Sign: {sign}")));
    facts.push(format!("State: {}", row.state_in_words()));
    if !row.about.links.is_empty() {
        facts.push(format!("See: {}", row.about.links.join(", ")));
    }
    parts.push(facts.join("\n"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// A cell; one that a spreadsheet would take for a formula begins with an apostrophe, and so is
/// text. Characters that move a cursor or end a string are in none.
pub(in crate::export) fn cell(text: &str) -> String {
    let is_held = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    let text: String = text.chars().map(|c| if is_held(c) { c } else { '\u{FFFD}' }).collect();
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if is_formula { format!("'{text}") } else { text };
    if text.contains(['"', ',', '\r', '\n', ';']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;
    use crate::postmortem::ActionState;

    #[test]
    fn cells_that_begin_like_formulas_are_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"] {
            let cell = cell(formula);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{cell:?}");
        }
        assert_eq!(cell("a-1"), "a-1");
        assert_eq!(cell("say \"a, b\""), "\"say \"\"a, b\"\"\"");
        assert_eq!(cell("a\nb"), "\"a\nb\"");
        assert_eq!(cell(""), "");
    }

    #[test]
    fn a_long_title_is_whole_in_the_description() {
        let long = "word ".repeat(80);
        let row = row(&long, ActionState::Proposed);
        assert_eq!(title(&row.text).chars().count(), LONGEST_TITLE);
        assert!(description(&row).starts_with(long.trim()));
        assert!(!description(&super::super::tests::row("x", ActionState::Done)).contains("x\n"));
    }
}
