//! Changes of a Markdown document.
//!
//! 1. `places` finds where an item may stand: beside the last item of a list, below the last row of
//!    a table, below what a section holds, in a section of its own.
//! 2. `mark`, `table` and `heading` write it there as its neighbours are written.
//! 3. `state` and `field` change the line of an item that is there.

mod ends;
mod field;
mod heading;
mod insert;
mod mark;
mod places;
mod spot;
mod state;
mod table;

pub(super) use field::{is_set, is_value, set_field};
pub(super) use insert::{insert, insert_section, is_added, record_at};
pub(super) use spot::{Row, Stand};
pub(super) use state::set_state;
