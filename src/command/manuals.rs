//! `whydeck completions` and `whydeck man`. The suite writes the files into `docs/`, so that the
//! binary carries 9 KB of them, and not the crates that make them.

use std::path::Path;

use super::output::write_file;
use super::{Ending, Fault, say};
use crate::cli::manuals::{Completions, Manual, ShellName};
use crate::packed;
use crate::report;

/// The packed text: see `build/manuals.rs`.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/manuals.br"));

/// Prints the completions for a shell.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(options: &Completions) -> Result<Ending, Fault> {
    let name = match options.shell {
        ShellName::Bash => "whydeck.bash",
        ShellName::Elvish => "whydeck.elv",
        ShellName::Fish => "whydeck.fish",
        ShellName::Powershell => "_whydeck.ps1",
        ShellName::Zsh => "_whydeck",
    };
    print_file(name)
}

/// Prints the manual page, or writes all of them into a folder.
///
/// # Errors
/// When they cannot be written.
pub fn man(options: &Manual) -> Result<Ending, Fault> {
    let Some(folder) = &options.output else { return print_file("whydeck.1") };
    let cannot = |error| format!("cannot create {}: {error}", report::path(folder));
    std::fs::create_dir_all(folder).map_err(cannot)?;
    let text = unpacked()?;
    let pages = files(&text)
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|section| section == "1"));
    for (name, page) in pages {
        let path = folder.join(name);
        write_file(&path, |out| out.write_all(page.as_bytes()))?;
        say(&format!("wrote {}\n", report::path(&path)))?;
    }
    Ok(Ending::Done)
}

fn print_file(wanted: &str) -> Result<Ending, Fault> {
    let text = unpacked()?;
    let found = files(&text).find(|(name, _)| *name == wanted);
    let (_, file) = found.ok_or_else(|| format!("this whydeck was built without {wanted}"))?;
    say(file)?;
    Ok(Ending::Done)
}

fn unpacked() -> Result<String, Fault> {
    packed::text(PACKED)
        .map_err(|error| format!("the manual pages cannot be unpacked: {error}").into())
}

/// The names and texts of all files.
fn files(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_once('\n')?;
        let (name, length) = head.split_once(' ')?;
        let (file, next) = after.split_at_checked(length.parse().ok()?)?;
        rest = next;
        Some((name, file))
    })
}
