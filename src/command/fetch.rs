//! `whydeck build --fetch`: what a document names on the network is brought beside it first.

use std::path::Path;

use super::Fault;
use crate::cli::{Build, FetchMode};
use crate::compile::{DocumentText, Options, Outcome, compile};
use crate::fetch::{self, Done, Fetch};
use crate::report;
use crate::root;

/// Compiles a document; with `--fetch` once to learn what it names, and again with that. The second
/// value is a line about what was brought.
pub(super) fn compiled(
    input: DocumentText,
    options: &Build,
    compiling: &Options,
) -> Result<(Outcome, Option<String>), Fault> {
    let Some(mode) = options.fetch else { return Ok((compile(input, compiling), None)) };
    let Some(document) = input.path.clone() else {
        return Err("`--fetch` brings files beside the document: name its file".into());
    };
    let outcome = compile(input.clone(), compiling);
    if outcome.remote.is_empty() {
        return Ok((outcome, None));
    }
    let base = document.parent().filter(|base| !base.as_os_str().is_empty());
    let root = compiling.root.clone().unwrap_or_else(|| root::of(base.unwrap_or(Path::new("."))));
    let done = fetch::run(&Fetch {
        document: &document,
        root: &root,
        addresses: &outcome.remote,
        is_update: mode == FetchMode::Update,
        also: &options.fetch_from,
    })?;
    let line = line(&done);
    let again = Options { unfetched: done.unfetched, ..compiling.clone() };
    Ok((compile(input, &again), Some(line)))
}

/// `fetched 3 files, 240 KB → deck.assets`
fn line(done: &Done) -> String {
    let files = if done.files == 1 { "file" } else { "files" };
    let size = done.bytes.div_ceil(1024);
    let failed = match done.unfetched.len() {
        0 => String::new(),
        failed => format!("; {failed} could not be had"),
    };
    format!("fetched {} {files}, {size} KB → {}{failed}\n", done.files, report::path(&done.folder))
}
