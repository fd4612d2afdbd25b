//! The five whys.

mod because;
mod reader;

pub(crate) use reader::read;
