//! Changes of a YAML document, and of YAML front matter: `scalar` writes values, `tree` finds
//! where keys stand and puts keys in, `items` knows the lists of a postmortem,
//! and `record` the text about its meeting.

mod items;
mod record;
pub(super) mod scalar;
pub(super) mod tree;

pub(super) use items::{insert, insert_section, set_field, set_state};
pub(super) use record::record_at;
