//! The command line: what can be typed, and its help. Nothing is read or written here.

mod actions;
mod check;
mod gallery;
pub mod manuals;
mod meeting;
mod new;
mod wording;

pub use actions::{Actions, ActionsFormat};
pub use check::{Check, FixName};
pub use gallery::Gallery;
pub use meeting::{
    MeetingApply, MeetingDiff, MeetingDiscard, MeetingMinutes, MeetingVerb, MinutesFormat,
    OfMeeting, Sides,
};
pub use new::{New, SkeletonName};

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::document::{Input, Output};
use crate::source::front_matter::DocumentKind;
use manuals::{Completions, Manual};

/// Turn a postmortem into the slide deck for its retrospective meeting.
#[derive(Debug, Parser)]
#[command(name = "whydeck", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a deck: one HTML file that works offline
    Build(Build),
    /// Say what was understood of a document: its times, whys, lessons and actions
    Read(Read),
    /// Say what a document still lacks, rule by rule
    Check(Check),
    /// List what postmortems promise: who does what until when, and how far it is
    Actions(Actions),
    /// Write a document to write over: a postmortem with all its sections, or slides
    New(New),
    /// Build again on each change
    Watch(Watch),
    /// Show a deck in the browser, live while you write; or a folder of decks
    Serve(Serve),
    /// After a meeting: write what was captured into the document, or as minutes
    #[command(subcommand)]
    Meeting(MeetingVerb),
    /// List the themes, or copy one to change it
    #[command(subcommand)]
    Theme(Stock),
    /// List the deck templates, or copy one to change it
    #[command(subcommand)]
    Deck(Stock),
    /// List the languages, or copy the words of one to change them
    #[command(subcommand)]
    Words(Stock),
    /// Make the examples in every theme, with a page that shows them side by side
    Gallery(Gallery),
    /// Print the licences of what is embedded in a deck
    Licenses,
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual page, or write those of all verbs
    Man(Manual),
}

/// `whydeck build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Postmortems (Markdown or YAML) and slide files, or folders of them; `-` reads standard input
    #[arg(value_name = "FILE|DIR", required_unless_present = "deck", value_parser = input())]
    pub files: Vec<Input>,
    /// Where to write: a file, whose ending chooses the format, or a folder for several decks; `-`
    /// is standard output [default: the input's name with the format's ending]
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: Option<Output>,
    /// What to make [default: what OUT ends with, or else html]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// A PDF with the notes beside the slides
    #[arg(long)]
    pub handout: bool,
    /// Which slides to draw (PNG), as the deck counts them: `2,5-7`; `3.2` is the second of
    /// stack 3
    #[arg(long = "slides", value_name = "LIST")]
    pub chosen: Option<String>,
    /// How large their pictures are [default: as the canvas, 1280x720]
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    pub size: Option<String>,
    /// Whether speaker notes travel along; stripped notes are nowhere in the file
    #[arg(long, value_enum, default_value_t = NotesChoice::Keep)]
    pub notes: NotesChoice,
    /// Make a picture (PNG) of all slides instead, with an installed Chromium, Chrome or Edge
    #[arg(long, conflicts_with = "format")]
    pub sheet: bool,
    /// The browser that makes PDFs and pictures [default: CHROME, or the first that is installed]
    #[arg(long, value_name = "PATH")]
    pub browser: Option<PathBuf>,
    /// Bring pictures and films that the document names on the network into `NAME.assets` beside it,
    /// where later builds find them; `--fetch=update` takes what changed there
    #[arg(long, value_name = "HOW", value_enum, num_args = 0..=1, require_equals = true,
          default_missing_value = "keep")]
    pub fetch: Option<FetchMode>,
    /// Also ask this address of your own network, such as 10.1.2.3:443; several times for several
    #[arg(long, value_name = "IP:PORT", requires = "fetch")]
    pub fetch_from: Vec<SocketAddr>,
    /// Also prints where the words of the document went, section by section
    #[arg(long)]
    pub coverage: bool,
    /// How the document is read
    #[command(flatten)]
    pub reading: Reading,
    /// How problems are shown
    #[command(flatten)]
    pub reporting: Reporting,
}

impl Build {
    /// Whether there may be several documents.
    #[must_use]
    pub fn is_batch(&self) -> bool {
        let is_folder = |input: &Input| matches!(input, Input::Path(path) if path.is_dir());
        self.files.len() > 1 || self.files.iter().any(is_folder)
    }
}

/// `whydeck read`.
#[derive(Debug, Args)]
pub struct Read {
    /// A postmortem (Markdown or YAML) or a slide file; `-` reads standard input
    #[arg(value_name = "FILE", value_parser = input())]
    pub file: Input,
    /// Where to write; `-` is standard output, which is the default
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: Option<Output>,
    /// What to write
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub format: ReadFormat,
    /// Take the document for this, whatever it looks like
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub kind: Option<KindName>,
    /// The deck template that the coverage is measured with: a built-in name or a file
    #[arg(long, value_name = "NAME|PATH")]
    pub deck: Option<String>,
    /// The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or
    /// `.git`, or the file's]
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// How problems are shown
    #[command(flatten)]
    pub reporting: Reporting,
}

/// `whydeck watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// Postmortems and slide files
    #[arg(value_name = "FILE", required = true, value_parser = input())]
    pub files: Vec<Input>,
    /// Where to write: a file, or a folder for several [default: each input's name with `.html`]
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: Option<Output>,
    /// Whether speaker notes travel along; stripped notes are nowhere in the file
    #[arg(long, value_enum, default_value_t = NotesChoice::Keep)]
    pub notes: NotesChoice,
    /// How changes are noticed
    #[command(flatten)]
    pub watching: Watching,
    /// How the document is read
    #[command(flatten)]
    pub reading: Reading,
    /// How problems are shown
    #[command(flatten)]
    pub reporting: Reporting,
}

/// `whydeck serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// A postmortem, a slide file, or a folder of them
    #[arg(value_name = "FILE|DIR")]
    pub path: PathBuf,
    /// Open the deck in the browser
    #[arg(long)]
    pub open: bool,
    /// The port; 0 takes any that is free [default: 9490, or the next free one]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Let others follow along, at this address of the machine (0.0.0.0: all of them)
    #[arg(long, value_name = "ADDR")]
    pub host: Option<String>,
    /// Hold the meeting about the document: its clock, and what is decided, kept beside FILE and
    /// written into it when you say so
    #[arg(long)]
    pub meeting: bool,
    /// Let those who follow write in the silent round
    #[arg(long, requires = "meeting")]
    pub participate: bool,
    /// Write a record of the meeting into the document, too, when what was decided is
    #[arg(long, requires = "meeting")]
    pub record: bool,
    /// What opens the document at a line: vscode, vscodium, cursor, zed, idea, …; or a command with
    /// {file} and {line}
    #[arg(long, value_name = "EDITOR")]
    pub editor: Option<String>,
    /// How changes are noticed
    #[command(flatten)]
    pub watching: Watching,
    /// How documents are read
    #[command(flatten)]
    pub reading: Reading,
    /// How problems are shown
    #[arg(long = "message-format", value_enum, default_value_t = MessageFormat::Full)]
    pub message_format: MessageFormat,
}

/// How changes of files are noticed.
#[derive(Debug, Clone, Copy, Args)]
pub struct Watching {
    /// Look at the files every MS milliseconds, where the system does not tell (Docker, network
    /// mounts)
    #[arg(long, value_name = "MS", num_args = 0..=1, require_equals = true, default_missing_value = "300",
          value_parser = clap::value_parser!(u64).range(10..=60_000))]
    pub poll: Option<u64>,
}

/// How a document is read.
#[derive(Debug, Args)]
pub struct Reading {
    /// Take the document for this, whatever it looks like
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub kind: Option<KindName>,
    /// A deck template: a built-in name or a file; one that stands alone (training) needs no FILE
    #[arg(long, value_name = "NAME|PATH")]
    pub deck: Option<String>,
    /// A theme: a built-in name or a folder
    #[arg(long, value_name = "NAME|PATH")]
    pub theme: Option<String>,
    /// Also say what the document still lacks, as `check` does
    #[arg(long)]
    pub check: bool,
    /// Leave raw HTML as it stands: only for documents you trust as you trust a program
    #[arg(long)]
    pub allow_html: bool,
    /// Leave code without colours
    #[arg(long)]
    pub no_highlight: bool,
    /// Leave timelines, whys and charts as lists and tables
    #[arg(long)]
    pub no_figures: bool,
    /// Take no glyphs from fonts that are installed: the same bytes on every machine
    #[arg(long)]
    pub no_system_fonts: bool,
    /// The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or
    /// `.git`, or the file's]
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
}

/// How problems are shown.
#[derive(Debug, Args)]
pub struct Reporting {
    /// How problems are worded
    #[arg(long = "message-format", value_enum, default_value_t = MessageFormat::Full)]
    pub message_format: MessageFormat,
    /// Fail on `warnings`, too
    #[arg(long, value_name = "WHAT", value_enum)]
    pub deny: Option<Deny>,
}

/// `whydeck theme …`, `whydeck deck …` and `whydeck words …`.
#[derive(Debug, Subcommand)]
pub enum Stock {
    /// List what is built in
    List,
    /// Write a built-in's files here, to be changed
    Eject {
        /// Which
        name: String,
        /// Where to write [default: a folder or file of that name]
        #[arg(short, long, value_name = "OUT")]
        output: Option<PathBuf>,
    },
}

fn input() -> impl TypedValueParser<Value = Input> {
    PathBufValueParser::new().map(Input::from)
}

fn output() -> impl TypedValueParser<Value = Output> {
    PathBufValueParser::new().map(Output::from)
}

/// What `build` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One page
    Html,
    /// A page for each slide, with an installed Chromium, Chrome or Edge
    Pdf,
    /// A picture of each slide, likewise
    Png,
    /// Slide Markdown, as HackMD and whydeck read it
    Md,
    /// The slides and what was found, for programs
    Json,
}

/// What becomes of a file that changed on the network since it was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FetchMode {
    /// The old one stays, and the build fails
    Keep,
    /// The new one is taken
    Update,
}

/// How `read` says what was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What becomes of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesChoice {
    /// They are in the file
    Keep,
    /// They are not
    Strip,
}

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// whydeck makes the slides
    Postmortem,
    /// The author wrote the slides
    Slides,
}

impl From<KindName> for DocumentKind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Postmortem => Self::Postmortem,
            KindName::Slides => Self::Slides,
        }
    }
}

/// How problems are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the line and a caret
    Full,
    /// One line each
    Short,
    /// One JSON object each
    Json,
    /// One SARIF 2.1.0 document, for code scanning
    Sarif,
    /// One document for reviewdog
    Rdjson,
    /// Annotations of GitHub Actions
    Github,
}

/// What else makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }
}
