//! `whydeck build`: a document becomes one file.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::{Counter, Fault, Verdict, say, show_problems, write_file};
use crate::cli::{Build, Format, Notes};
use crate::compile::{Compiled, Input, Options, Outcome, compile};
use crate::deck::registry;
use crate::page;
use crate::report;
use crate::source::front_matter::DocumentKind;
use crate::source::{TOKEN_CLOSE, TOKEN_OPEN};

/// Builds the deck, prints one line about it, then what is wrong.
///
/// # Errors
/// When the input cannot be read or the output not written.
pub fn run(options: &Build) -> Result<Verdict, Fault> {
    let start = Instant::now();
    let input = read(options)?;
    let out = output(options, &input);
    if options.file.as_deref().is_some_and(|file| is_same(file, &out)) {
        return Err(format!("{} is the document itself; `-o` names another file", out.display()));
    }
    let mut outcome = compile(input, &compile_options(options));
    let line = match write(&mut outcome, options, &out)? {
        Some(bytes) => outcome.compiled.as_ref().map(|compiled| summary(compiled, options, &out, bytes, start)),
        None => None,
    };
    if let Some(line) = line {
        // The deck itself may be what goes to standard output.
        if out == Path::new("-") {
            io::stderr().write_all(line.as_bytes()).map_err(|e| e.to_string())?;
        } else {
            say(&line)?;
        }
    }
    Ok(show_problems(&outcome, &options.reporting))
}

fn read(options: &Build) -> Result<Input, Fault> {
    let Some(path) = &options.file else {
        let name = options.deck_name();
        return match registry::built_in(name) {
            Some(deck) if !deck.stands_alone => {
                Err(format!("the deck `{name}` is made from a postmortem: name its file"))
            }
            _ => Ok(Input { name: name.to_owned(), path: None, text: String::new() }),
        };
    };
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
        return Ok(Input { name: "<stdin>".into(), path: None, text: decode(bytes) });
    }
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Ok(Input { name: path.display().to_string(), path: Some(path.clone()), text: decode(bytes) })
}

/// Whether two paths lead to one file.
fn is_same(file: &Path, out: &Path) -> bool {
    matches!((file.canonicalize(), out.canonicalize()), (Ok(file), Ok(out)) if file == out)
}

/// Text, whatever the bytes: what is not UTF-8 becomes U+FFFD.
fn decode(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Where to write: as asked, else beside the input, else standard output.
fn output(options: &Build, input: &Input) -> PathBuf {
    let extension = match options.format {
        Format::Html => "html",
        Format::Json => "json",
    };
    match (&options.output, &input.path) {
        (Some(out), _) => out.clone(),
        (None, Some(path)) => path.with_extension(extension),
        (None, None) if options.file.is_none() => {
            PathBuf::from(Path::new(options.deck_name()).file_stem().unwrap_or_default()).with_extension(extension)
        }
        (None, None) => PathBuf::from("-"),
    }
}

impl Build {
    fn deck_name(&self) -> &str {
        self.reading.deck.as_deref().unwrap_or(registry::BUILT_IN[0].name)
    }
}

fn compile_options(options: &Build) -> Options {
    let reading = &options.reading;
    let without_file = options.file.is_none().then_some(DocumentKind::Postmortem);
    Options {
        kind: reading.kind.map(DocumentKind::from).or(without_file),
        deck: reading.deck.clone(),
        theme: reading.theme.clone(),
        notes: options.notes == Notes::Keep,
        allow_html: reading.allow_html,
        highlight: !reading.no_highlight,
        root: reading.root.clone(),
    }
}

/// Writes the deck; the number of bytes, none when there is no deck to write.
fn write(outcome: &mut Outcome, options: &Build, out: &Path) -> Result<Option<u64>, Fault> {
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    if options.format == Format::Json {
        let mut text = serde_json::to_string_pretty(&as_json(compiled, outcome)).map_err(|error| error.to_string())?;
        text.push('\n');
        return put(out, |out| out.write_all(text.as_bytes())).map(Some);
    }
    match page::compose(compiled) {
        Ok(page) => put(out, |mut out| page.write(&mut out)).map(Some),
        Err(diagnostic) => {
            outcome.diagnostics.push(diagnostic);
            Ok(None)
        }
    }
}

/// Writes to a file, or to standard output.
fn put(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<u64, Fault> {
    if path != Path::new("-") {
        return write_file(path, write);
    }
    let mut counter = Counter { out: io::BufWriter::new(io::stdout().lock()), bytes: 0 };
    match write(&mut counter).and_then(|()| counter.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(counter.bytes),
    }
}

/// `postmortem (it has …) → deck.html: 14 slides, 312 KB, 4 ms; notes on 3 slides travel along`
fn summary(compiled: &Compiled, options: &Build, out: &Path, bytes: u64, start: Instant) -> String {
    let kind = match compiled.verdict.kind {
        DocumentKind::Postmortem => "postmortem",
        DocumentKind::Slides => "slides",
    };
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let notes = match (compiled.notes, options.notes) {
        (0, _) => String::new(),
        (n, Notes::Keep) => format!("; the notes of {} travel along", count(n, "slide")),
        (n, Notes::Strip) => format!("; the notes of {} are left out", count(n, "slide")),
    };
    let what = match &options.file {
        Some(_) => format!("{kind} ({})", compiled.verdict.because),
        None => format!("deck {}", options.deck_name()),
    };
    format!(
        "{what} → {}: {}, {} KB, {:.1} ms{notes}\n",
        out.display(),
        count(compiled.slide_count(), "slide"),
        bytes.div_ceil(1024),
        start.elapsed().as_secs_f64() * 1000.0,
    )
}

/// HTML with `asset:0` where a page has the data of the first asset.
fn public(html: &str) -> String {
    html.replace(&format!("{TOKEN_OPEN}a"), "asset:").replace(TOKEN_CLOSE, "")
}

fn as_json(compiled: &Compiled, outcome: &Outcome) -> serde_json::Value {
    let slides = compiled.stacks.iter().enumerate().flat_map(|(column, stack)| {
        stack.iter().enumerate().map(move |(row, slide)| {
            json!({
                "id": slide.key, "column": column, "row": row, "title": slide.title,
                "attributes": public(slide.attributes.trim_start()), "html": public(&slide.html),
                "notes": slide.notes.as_deref().map(public),
            })
        })
    });
    let assets = compiled.assets.iter().enumerate().map(|(number, asset)| {
        json!({ "name": format!("asset:{number}"), "mediaType": asset.media_type, "bytes": asset.bytes.len() })
    });
    json!({
        "kind": match compiled.verdict.kind { DocumentKind::Postmortem => "postmortem", DocumentKind::Slides => "slides" },
        "because": compiled.verdict.because,
        "title": compiled.title,
        "lang": compiled.lang,
        "facts": compiled.facts,
        "slides": slides.collect::<Vec<_>>(),
        "assets": assets.collect::<Vec<_>>(),
        "diagnostics": report::machine(&outcome.diagnostics, &outcome.sources),
    })
}
