//! What `build` makes: as `--format` says, or else as the name of the output ends.

use std::path::Path;

use super::Fault;
use crate::cli::{Build, Format};
use crate::diagnostic::nearest;
use crate::report;

/// The endings that are told.
const NAMES: [&str; 5] = ["html", "pdf", "png", "md", "json"];
/// The endings of names, and what such files hold.
const ENDINGS: [(&str, Format); 7] = [
    ("html", Format::Html),
    ("htm", Format::Html),
    ("pdf", Format::Pdf),
    ("png", Format::Png),
    ("md", Format::Md),
    ("markdown", Format::Md),
    ("json", Format::Json),
];

/// Endings of files that whydeck does not write: what is in them is known to everybody.
const OTHER: [&str; 30] = [
    "jpg", "jpeg", "gif", "webp", "svg", "pptx", "ppt", "odp", "key", "docx", "odt", "txt", "yaml",
    "yml", "toml", "zip", "mp4", "csv", "css", "js", "mjs", "hbs", "xml", "tsv", "tex", "epub",
    "rtf", "doc", "gz", "br",
];

/// What is to be made; `out` is the file that is named for it.
///
/// # Errors
/// When a name ends like a file that holds something else, or an option is for another format.
pub(super) fn of(options: &Build, out: Option<&Path>) -> Result<Format, Fault> {
    let format = match (options.format, out) {
        _ if options.sheet => Format::Png,
        (Some(format), out) => {
            out.map_or(Ok(()), |out| check(out, format))?;
            format
        }
        (None, Some(out)) => by_name(out)?.unwrap_or(usual(options)),
        (None, None) => usual(options),
    };
    let wrong = match format {
        Format::Pdf => options.chosen.is_some() || options.size.is_some(),
        Format::Png => options.handout || (options.sheet && options.chosen.is_some()),
        _ => options.handout || options.chosen.is_some() || options.size.is_some(),
    };
    if !wrong {
        return Ok(format);
    }
    let message = "`--handout` is for PDF, `--slides` and `--size` are for pictures";
    Err(Fault::from(message).help("`-o deck.pdf --handout`, or `-o deck.png --slides 2,5-7`"))
}

/// What is made when nobody says.
fn usual(options: &Build) -> Format {
    match (options.handout, options.chosen.is_some() || options.size.is_some()) {
        (true, _) => Format::Pdf,
        (false, true) => Format::Png,
        (false, false) => Format::Html,
    }
}

/// How a name ends; a date or a version behind a dot is no ending.
fn ending(out: &Path) -> Option<String> {
    let end = out.extension()?.to_string_lossy().to_ascii_lowercase();
    end.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(end)
}

/// What the ending of a name asks for; none when it has no ending.
fn by_name(out: &Path) -> Result<Option<Format>, Fault> {
    let Some(end) = ending(out).filter(|_| !out.is_dir()) else { return Ok(None) };
    if let Some((_, format)) = ENDINGS.iter().find(|(known, _)| *known == end) {
        return Ok(Some(*format));
    }
    let meant = nearest(&end, NAMES);
    let meant = meant.map_or_else(String::new, |meant| format!("did you mean `.{meant}`? "));
    let message = format!("{} ends with no format that whydeck writes", report::path(out));
    Err(Fault::from(message).help(format!("{meant}it writes {}", known())))
}

/// `.html, .pdf, .png, .md and .json`.
fn known() -> String {
    let [others @ .., last] = NAMES.map(|name| format!(".{name}"));
    format!("{} and {last}", others.join(", "))
}

/// Refuses a name whose ending says another format than the one that is written.
pub(super) fn check(out: &Path, format: Format) -> Result<(), Fault> {
    let Some(end) = ending(out) else { return Ok(()) };
    let is_other = match ENDINGS.iter().find(|(known, _)| *known == end) {
        Some((_, said)) => *said != format,
        None => OTHER.contains(&end.as_str()),
    };
    if !is_other {
        return Ok(());
    }
    let holds = match format {
        Format::Html => "HTML",
        Format::Pdf => "a PDF",
        Format::Png => "a picture",
        Format::Md => "Markdown",
        Format::Json => "JSON",
    };
    let message = format!("{} would hold {holds} under another name", report::path(out));
    Err(Fault::from(message).help(format!("name a file that ends with `.{}`", extension(format))))
}

/// How the name of a deck ends that has the name of its document. A document is often Markdown
/// itself, and is not written over.
pub(super) fn extension(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Pdf => "pdf",
        Format::Png => "png",
        Format::Md => "slides.md",
        Format::Json => "json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> Result<Option<Format>, String> {
        by_name(Path::new(name)).map_err(|fault| fault.help.unwrap_or_default())
    }

    #[test]
    fn the_ending_chooses() {
        assert_eq!(told("a.PDF"), Ok(Some(Format::Pdf)));
        assert_eq!(told("a.markdown"), Ok(Some(Format::Md)));
        assert_eq!((told("a"), told("a.2026-01-02")), (Ok(None), Ok(None)));
        let near = told("a.pdff").expect_err("no format");
        assert_eq!(near, "did you mean `.pdf`? it writes .html, .pdf, .png, .md and .json");
        assert_eq!(told("a.pptx"), Err("it writes .html, .pdf, .png, .md and .json".into()));
    }

    #[test]
    fn a_name_never_lies() {
        for (name, format) in
            [("a.html", Format::Json), ("a.json", Format::Html), ("a.pptx", Format::Pdf)]
        {
            assert!(check(Path::new(name), format).is_err(), "{name}");
        }
        for name in ["a", "a.2026", "a.pdf"] {
            assert_eq!(check(Path::new(name), Format::Pdf), Ok(()), "{name}");
        }
    }
}
