//! Tables as browsers lay them out: columns between the least and the most that their cells want.

use std::cell::RefCell;

use comrak::nodes::NodeValue;

use super::{Ruler, Sizes};
use crate::layout::text::{Picture, RunningText, TextStyle};
use crate::markdown::Node;

/// What is left and right of a cell's text.
const PADDING: f64 = 32.0;
/// The least width of a column, so that no figure is divided by nothing.
const LEAST: f64 = 8.0;

/// How a slide's class changes its tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Not at all.
    #[default]
    Usual,
    /// The time stands on one line.
    Timeline,
    /// So do ids, dates and states.
    Actions,
}

impl Columns {
    /// What a slide does that has some classes.
    pub(super) fn of(has: impl Fn(&str) -> bool) -> Self {
        match () {
            () if has("timeline") => Self::Timeline,
            () if has("actions") => Self::Actions,
            () => Self::Usual,
        }
    }
}

impl Ruler<'_> {
    /// The width that a table has at least with letters of a size: that of its words.
    #[must_use]
    pub(crate) fn least_width(&self, table: Node<'_>, size: f64) -> f64 {
        let sizes = Sizes { table: size, ..self.sizes };
        let known = RefCell::default();
        let columns = self.columns;
        let sized = Ruler { sizes, known, columns, ..*self };
        let count = table.children().map(|row| row.children().count()).max().unwrap_or(0);
        let mut least = vec![LEAST; count];
        for row in table.children() {
            for (column, cell) in row.children().enumerate() {
                let (text, style) = sized.cell(row, column, cell);
                let (_, part) = text.widths(sized.metrics, style);
                let part = if breaks_anywhere(cell) { size } else { part };
                least[column] = least[column].max(sized.padding(column, count) + part);
            }
        }
        least.iter().sum()
    }

    fn cell(&self, row: Node<'_>, column: usize, cell: Node<'_>) -> (RunningText, TextStyle) {
        let is_head = matches!(row.data().value, NodeValue::TableRow(true));
        let is_strong = is_head || (column == 0 && self.columns != Columns::Usual);
        let role = if is_strong {
            crate::theme::metrics::Role::Strong
        } else {
            crate::theme::metrics::Role::Body
        };
        let style = TextStyle {
            role,
            is_tabular: true,
            least_code: 18.0,
            ..TextStyle::body(self.sizes.table)
        };
        (RunningText::of(cell, style), style)
    }

    fn padding(&self, column: usize, count: usize) -> f64 {
        let outer =
            if column == 0 { 16.0 } else { 0.0 } + if column + 1 == count { 16.0 } else { 0.0 };
        let rail = match (self.columns, column) {
            (Columns::Timeline, 0) => 10.0,
            (Columns::Timeline, 1) => 14.0,
            _ => 0.0,
        };
        PADDING - outer + rail
    }

    /// The widths that a table's columns get, padding included.
    #[must_use]
    pub(crate) fn column_widths(&self, table: Node<'_>) -> Vec<f64> {
        let count = table.children().map(|row| row.children().count()).max().unwrap_or(0);
        let mut least = vec![LEAST; count];
        let mut most = vec![LEAST; count];
        let mut fixed = vec![false; count];
        for row in table.children() {
            for (column, cell) in row.children().enumerate() {
                let (text, style) = self.cell(row, column, cell);
                let (whole, part) = text.widths(self.metrics, style);
                let is_fixed = match self.columns {
                    Columns::Usual => false,
                    Columns::Timeline => column == 0,
                    Columns::Actions => column == 0 || column >= 3,
                };
                let part = if breaks_anywhere(cell) { self.sizes.table } else { part };
                let padding = self.padding(column, count);
                fixed[column] |= is_fixed;
                least[column] = least[column].max(padding + if is_fixed { whole } else { part });
                let (pictures, _) = self.pictures_in_cell(&text.pictures, self.width);
                most[column] = most[column].max(padding + whole.max(pictures));
                if self.columns == Columns::Actions && column == 2 {
                    least[column] = least[column].max(5.4 * self.sizes.table);
                }
            }
        }
        for column in 0..count {
            most[column] =
                if fixed[column] { least[column] } else { most[column].max(least[column]) };
        }
        let width = self.width;
        let (all_least, all_most): (f64, f64) = (least.iter().sum(), most.iter().sum());
        if all_most <= width {
            // What is left goes to the columns by what they want; not to those of one percent.
            let open: f64 =
                (0..count).filter(|column| !fixed[*column]).map(|column| most[column]).sum();
            let over = width - all_most;
            let share = |column: usize| {
                if fixed[column] || open <= 0.0 { 0.0 } else { over * most[column] / open }
            };
            (0..count).map(|column| most[column] + share(column)).collect()
        } else if all_least >= width {
            least.iter().map(|least| least * width / all_least).collect()
        } else {
            let share = (width - all_least) / (all_most - all_least);
            least.iter().zip(&most).map(|(least, most)| least + (most - least) * share).collect()
        }
    }

    /// The widths and the heights of the pictures in a cell: the more there are, the smaller each.
    fn pictures_in_cell(&self, pictures: &[Picture], width: f64) -> (f64, f64) {
        let ems = match pictures.len() {
            0 | 1 => 10.0,
            2 | 3 => 6.0,
            _ => 4.0,
        };
        let most = ems * self.sizes.table;
        let tall = |picture: &Picture| self.picture(picture, width, most) + 0.4 * self.sizes.table;
        let wide = |picture: &Picture| {
            let (wide, tall) = self.picture_size(picture).unwrap_or((most, most));
            wide * (most / tall.max(1.0)).min(1.0)
        };
        (pictures.iter().map(wide).sum(), pictures.iter().map(tall).sum())
    }

    /// The height of a table row.
    #[must_use]
    pub(crate) fn table_row(&self, row: Node<'_>, columns: &[f64]) -> f64 {
        let line = self.sizes.table * 1.35;
        let tallest = row
            .children()
            .zip(columns)
            .enumerate()
            .map(|(column, (cell, width))| {
                let (text, style) = self.cell(row, column, cell);
                let width = (width - self.padding(column, columns.len())).max(LEAST);
                let (_, pictures) = self.pictures_in_cell(&text.pictures, width);
                let badge = text.badge.map_or(0.0, |tall| (tall - line).max(0.0));
                text.lines(width, self.metrics, style) * line
                    + badge
                    + pictures
                    + text.formulas
                    + text.tall
            })
            .fold(line, f64::max);
        let border = if matches!(row.data().value, NodeValue::TableRow(true)) { 3.0 } else { 1.0 };
        tallest + 18.0 * self.fit + border
    }
}

/// Whether a cell holds names of files or addresses.
fn breaks_anywhere(cell: Node<'_>) -> bool {
    let is_loose =
        |node: Node<'_>| matches!(node.data().value, NodeValue::Code(_) | NodeValue::Link(_));
    cell.descendants().any(is_loose)
}
