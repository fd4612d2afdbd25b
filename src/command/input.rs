//! The document that a command is given: a file, or standard input.

use std::io;

use super::{Fault, output, read_file};
use crate::compile::DocumentText;
use crate::document::{self, Input, Output};
use crate::report;

/// Reads a file, or standard input.
pub(super) fn read_input(input: &Input) -> Result<DocumentText, Fault> {
    let path = match input {
        Input::Stdin => {
            let text = document::read_stream(io::stdin().lock());
            let text = text.map_err(|error| format!("cannot read standard input: {error}"))?;
            return Ok(DocumentText { name: "<stdin>".into(), path: None, text });
        }
        Input::Path(path) => path,
    };
    let is_stream = std::fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir());
    read_file(path).map_err(|fault| {
        if is_stream { fault.help("`-` in the file's place reads standard input") } else { fault }
    })
}

/// Refuses to write over the document.
pub(super) fn check_not_itself(input: Option<&Input>, out: &Output) -> Result<(), Fault> {
    match (input, out) {
        (Some(Input::Path(file)), Output::Path(out)) if output::is_same(file, out) => {
            let out = report::path(out);
            Err(format!("{out} is the document itself; `-o` names another file").into())
        }
        _ => Ok(()),
    }
}
