//! `--editor`: what opens the document at a line.
//!
//! 1. A known name (`SCHEMES`) becomes an address that the browser hands to the editor.
//! 2. Anything else is a command. It is split into words once, at the start, and never sees a
//!    shell; `{file}`, `{line}` and `{column}` are filled in inside the words. Without `{file}` the
//!    place is added in the way the program takes it (`PROGRAMS`).
//!
//! Paths are made absolute, so that no program takes one for an option.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::diagnostic::nearest;

/// The characters that stand for themselves in an address: RFC 3986's unreserved ones, and the
/// slash.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// How an editor's address names a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `vscode://file/path:7:13`
    Path,
    /// `idea://open?file=/path&line=7&column=13`
    Query,
    /// `txmt://open?url=file:///path&line=7&column=13`
    Url,
}

/// Editors that take addresses: the name, the scheme, the form.
const SCHEMES: [(&str, &str, Form); 24] = [
    ("vscode", "vscode", Form::Path),
    ("vscode-insiders", "vscode-insiders", Form::Path),
    ("vscodium", "vscodium", Form::Path),
    ("cursor", "cursor", Form::Path),
    ("windsurf", "windsurf", Form::Path),
    ("kiro", "kiro", Form::Path),
    ("trae", "trae", Form::Path),
    ("positron", "positron", Form::Path),
    ("antigravity", "antigravity", Form::Path),
    ("zed", "zed", Form::Path),
    ("idea", "idea", Form::Query),
    ("intellij", "idea", Form::Query),
    ("webstorm", "webstorm", Form::Query),
    ("phpstorm", "phpstorm", Form::Query),
    ("pycharm", "pycharm", Form::Query),
    ("goland", "goland", Form::Query),
    ("rustrover", "rustrover", Form::Query),
    ("clion", "clion", Form::Query),
    ("rider", "rider", Form::Query),
    ("rubymine", "x-mine", Form::Query),
    ("datagrip", "datagrip", Form::Query),
    ("textmate", "txmt", Form::Url),
    ("macvim", "mvim", Form::Url),
    ("bbedit", "x-bbedit", Form::Url),
];

/// How a program takes a place; `{file}`, `{line}` and `{column}` are filled in.
const GOTO: &[&str] = &["--goto", "{file}:{line}:{column}"];
const COLONS: &[&str] = &["{file}:{line}:{column}"];
const PLUS: &[&str] = &["+{line}:{column}", "{file}"];
const PLUS_LINE: &[&str] = &["+{line}", "{file}"];
const LONG: &[&str] = &["--line", "{line}", "--column", "{column}", "{file}"];

/// Programs that open a window of their own, and how they take a place.
const PROGRAMS: [(&str, &[&str]); 30] = [
    ("code", GOTO),
    ("code-insiders", GOTO),
    ("code-oss", GOTO),
    ("codium", GOTO),
    ("cursor", GOTO),
    ("windsurf", GOTO),
    ("positron", GOTO),
    ("subl", COLONS),
    ("sublime_text", COLONS),
    ("zed", COLONS),
    ("zeditor", COLONS),
    ("geany", COLONS),
    ("gedit", PLUS),
    ("pluma", PLUS),
    ("emacs", PLUS),
    ("emacsclient", PLUS),
    ("gvim", PLUS_LINE),
    ("mvim", PLUS_LINE),
    ("bbedit", PLUS_LINE),
    ("kate", LONG),
    ("kwrite", LONG),
    ("mousepad", LONG),
    ("mate", &["--line", "{line}:{column}", "{file}"]),
    ("idea", LONG),
    ("webstorm", LONG),
    ("phpstorm", LONG),
    ("pycharm", LONG),
    ("goland", LONG),
    ("rustrover", LONG),
    ("notepad++", &["-n{line}", "-c{column}", "{file}"]),
];

/// Programs that need a terminal, which a command of the server does not have.
const TERMINAL: [&str; 12] =
    ["vi", "vim", "nvim", "nano", "hx", "helix", "micro", "kak", "ed", "pico", "joe", "mcedit"];

/// What opens a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Scheme(&'static str, Form),
    /// Words, not yet filled in; the first is the program.
    Command(Vec<String>),
}

/// How a place is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The browser goes to this address.
    Url(String),
    /// The server runs this ([`run`]): the program and its arguments.
    Command(Vec<String>),
}

/// Reads the value of `--editor`.
///
/// # Errors
/// A sentence: the name is unknown, the program needs a terminal, or the command cannot be split
/// into words.
///
/// ```
/// use whydeck::serve::editor::{Opening, parse};
/// let editor = parse("vscode")?;
/// let opening = editor.open("/a b/#1.md".as_ref(), 7, 13);
/// # #[cfg(unix)]
/// assert_eq!(opening, Opening::Url("vscode://file/a%20b/%231.md:7:13".into()));
/// # Ok::<(), String>(())
/// ```
pub fn parse(value: &str) -> Result<Editor, String> {
    let name = value.trim().to_ascii_lowercase();
    if let Some((_, scheme, form)) = SCHEMES.iter().find(|(known, ..)| *known == name) {
        return Ok(Editor(Kind::Scheme(scheme, *form)));
    }
    // Sublime Text has no address scheme of its own.
    let value = if name == "sublime" { "subl" } else { value };
    let mut words = split(value)?;
    let Some(program) = words.first() else {
        return Err("`--editor` names an editor or a command".into());
    };
    if program.contains(['{', '}']) {
        return Err(format!(
            "`{program}` cannot be the program: `--editor` begins with the editor's name or path"
        ));
    }
    let is_whole = words.iter().any(|word| word.contains("{file}"));
    let stem = stem(program);
    if is_whole {
        return Ok(Editor(Kind::Command(words)));
    }
    if TERMINAL.contains(&stem.as_str()) {
        return Err(format!(
            "`{stem}` needs a terminal; name one that runs it, as in `--editor 'xterm -e {stem} {{file}}'`"
        ));
    }
    let place = PROGRAMS.iter().find(|(known, _)| *known == stem).map(|(_, place)| *place);
    let is_bare = words.len() == 1 && !program.contains(['/', '\\']);
    match place {
        Some(place) => words.extend(place.iter().map(|word| (*word).to_owned())),
        None if is_bare => return Err(unknown(program)),
        None => words.push("{file}".into()),
    }
    Ok(Editor(Kind::Command(words)))
}

fn unknown(name: &str) -> String {
    let known =
        SCHEMES.iter().map(|(name, ..)| *name).chain(PROGRAMS.iter().map(|(name, _)| *name));
    let meant = match nearest(name, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "known are vscode, cursor, zed, idea, sublime and more.".to_owned(),
    };
    format!(
        "no editor is called `{name}`; {meant} A command names the file: `--editor '{name} {{file}}'`"
    )
}

/// A program's name, without folder and ending.
fn stem(program: &str) -> String {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program).to_ascii_lowercase();
    let ends = [".exe", ".cmd", ".bat"];
    ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name).to_owned()
}

/// Splits a command into words: at blanks, except inside `'…'` or `"…"`. Where paths have no
/// backslashes, one before a blank, a quote or a backslash escapes it, except inside `'…'`.
fn split(command: &str) -> Result<Vec<String>, String> {
    let escapes = !cfg!(windows);
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some('"') | None, '\\') if escapes => {
                let next =
                    chars.next_if(|next| next.is_whitespace() || matches!(next, '\'' | '"' | '\\'));
                word.get_or_insert_default().push(next.unwrap_or('\\'));
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some(open) = quote {
        return Err(format!("a quote ({open}) of the `--editor` command is never closed"));
    }
    words.extend(word);
    if words.first().is_some_and(String::is_empty) {
        return Err("the `--editor` command has an empty name".into());
    }
    Ok(words)
}

impl Editor {
    /// How it opens a document at a line and column, both from 1.
    #[must_use]
    pub fn open(&self, path: &Path, line: usize, column: usize) -> Opening {
        let path = absolute(path);
        match &self.0 {
            Kind::Scheme(scheme, form) => Opening::Url(address(
                scheme,
                *form,
                path.as_os_str().as_encoded_bytes(),
                line,
                column,
            )),
            Kind::Command(words) => {
                let file = path.to_string_lossy();
                let line = line.to_string();
                let column = column.to_string();
                let values = [("{file}", &*file), ("{line}", &line), ("{column}", &column)];
                Opening::Command(words.iter().map(|word| filled(word, &values)).collect())
            }
        }
    }
}

/// Fills in the placeholders of a word, in one pass: a file's name is never read as a placeholder.
fn filled(word: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match values.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                out.push_str(value);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The absolute path, as other programs take it.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // Few editors know Windows' form of a canonical path.
    match path.to_str().and_then(|path| path.strip_prefix(r"\\?\")) {
        Some(rest) if cfg!(windows) => rest
            .strip_prefix(r"UNC\")
            .map_or_else(|| rest.into(), |share| format!(r"\\{share}").into()),
        _ => path,
    }
}

fn address(scheme: &str, form: Form, path: &[u8], line: usize, column: usize) -> String {
    let path = url_path(path);
    match form {
        Form::Path => format!("{scheme}://file{path}:{line}:{column}"),
        Form::Query => {
            // A drive stands alone here: `file=C:/x`.
            let path = path
                .strip_prefix('/')
                .filter(|rest| rest.as_bytes().get(1) == Some(&b':'))
                .unwrap_or(&path);
            format!("{scheme}://open?file={path}&line={line}&column={column}")
        }
        Form::Url => format!("{scheme}://open?url=file://{path}&line={line}&column={column}"),
    }
}

/// An absolute path as the path of an address: `/a%20b`, `/C:/a%20b`, `//server/share`.
fn url_path(path: &[u8]) -> String {
    let is_drive = matches!(path, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let encoded = |path: &[u8]| percent_encode(path, ENCODED).to_string();
    if is_drive || path.starts_with(br"\\") {
        let path: Vec<u8> =
            path.iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte }).collect();
        let (drive, rest) = path.split_at(if is_drive { 2 } else { 0 });
        let slash = if is_drive { "/" } else { "" };
        return format!("{slash}{}{}", String::from_utf8_lossy(drive), encoded(rest));
    }
    encoded(path)
}

/// Starts a command without input or output. The server's Ctrl-C does not reach it, and a thread
/// waits for its end.
///
/// # Errors
/// When the program does not start.
pub fn run(words: &[String]) -> io::Result<()> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let start = |program: &str| {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn()
    };
    let mut child = match start(program) {
        // On Windows, `code` and similar programs are scripts.
        Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::NotFound => {
            start(&format!("{program}.cmd"))?
        }
        started => started?,
    };
    thread::Builder::new().name("editor".into()).spawn(move || child.wait())?;
    Ok(())
}

#[cfg(test)]
mod tests;
