//! The titles of a table's columns.

/// Whether the titles of two columns come again: `| Field | Value | Field | Value |`.
pub(super) fn is_paired(titles: &[String]) -> bool {
    titles.len() >= 4
        && titles.len().is_multiple_of(2)
        && titles.chunks_exact(2).all(|pair| pair == &titles[..2])
}
