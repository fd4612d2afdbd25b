//! Changes of a YAML document, and of YAML front matter: `scalar` writes values, `tree` finds
//! where keys stand and puts keys in, `items` knows the lists of a postmortem.

mod items;
pub(super) mod scalar;
pub(super) mod tree;

pub(super) use items::{insert, insert_section, names, set_field, set_state};
