//! The columns of a table of actions, by the words of its header.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::words::{self, Column};

/// What a column holds, by its title.
pub(crate) fn column(title: &str) -> Column {
    let known = |title: &str| words::meaning(|language| language.columns, title);
    let written = title.trim_end_matches([':', '?', '：', '？', ' ', '\u{a0}']);
    let name = headings::normalised(written);
    let found =
        if name.is_empty() { known(written.trim()).or_else(|| known("#")) } else { known(&name) };
    // `n°`, `réf.`, `a cargo de`: a sign or an article belongs to the name.
    found.or_else(|| known(&words::folded(written.trim()))).unwrap_or(Column::Other)
}

/// Cells that are no field of an entry, each as a paragraph behind its column's title. An empty one
/// says nothing.
pub(crate) fn detail<'a, 't>(
    input: Input<'a, '_>,
    cells: impl Iterator<Item = (&'t str, Node<'a>)>,
) -> Vec<Node<'a>> {
    cells
        .filter(|(_, cell)| !inline::text(cell).trim().is_empty())
        .map(|(title, cell)| {
            let detail = inline::paragraph(input.arena, cell);
            let label = NodeValue::Text(format!("{title}: ").into());
            detail.prepend(markdown::node(input.arena, label, cell.data().sourcepos));
            detail
        })
        .collect()
}
