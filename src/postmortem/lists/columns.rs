//! The columns of a table of actions, by the words of its header.

use crate::postmortem::sections::headings;
use crate::words::{self, Column};

/// What a column holds, by its title.
pub(crate) fn column(title: &str) -> Column {
    let title = headings::normalised(title.trim_end_matches([':', '?']));
    let title = if title.is_empty() { "#".to_owned() } else { title };
    words::meaning(|language| language.columns, &title).unwrap_or(Column::Other)
}
