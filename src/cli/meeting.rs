//! `whydeck meeting …`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{MessageFormat, output};
use crate::document::Output;

/// What is done with the captures of a meeting.
#[derive(Debug, Subcommand)]
pub enum MeetingVerb {
    /// Show what would change in the document, as a patch for `git apply`
    Diff(MeetingDiff),
    /// Write what was captured into the document
    Apply(MeetingApply),
    /// Write what was captured as minutes, for a document that lives elsewhere
    Minutes(MeetingMinutes),
    /// End the meeting: its journal is set aside, not deleted
    Discard(MeetingDiscard),
}

impl MeetingVerb {
    /// How problems are worded.
    #[must_use]
    pub fn message_format(&self) -> MessageFormat {
        match self {
            Self::Diff(options) => options.of.message_format,
            Self::Apply(options) => options.of.message_format,
            Self::Minutes(options) => options.of.message_format,
            Self::Discard(options) => options.of.message_format,
        }
    }
}

/// Which meeting.
#[derive(Debug, Args)]
pub struct OfMeeting {
    /// The document that the meeting is about; its journal lies beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The folder that nothing is read or written outside of [default: the nearest with
    /// `whydeck.yaml` or `.git`, or the file's]
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// How problems are shown
    #[arg(long = "message-format", value_enum, default_value_t = MessageFormat::Full)]
    pub message_format: MessageFormat,
}

/// What counts where the document and a capture both changed the same.
#[derive(Debug, Args)]
pub struct Sides {
    /// Take what was captured where somebody else changed the same in the document
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,
    /// Take what the document says there
    #[arg(long)]
    pub theirs: bool,
}

/// `whydeck meeting diff`.
#[derive(Debug, Args)]
pub struct MeetingDiff {
    /// Which meeting
    #[command(flatten)]
    pub of: OfMeeting,
    /// What counts
    #[command(flatten)]
    pub sides: Sides,
}

/// `whydeck meeting apply`.
#[derive(Debug, Args)]
pub struct MeetingApply {
    /// Which meeting
    #[command(flatten)]
    pub of: OfMeeting,
    /// What counts
    #[command(flatten)]
    pub sides: Sides,
    /// Write into the file itself, where a new one in its place would lose its owner, its access
    /// list or its other names
    #[arg(long)]
    pub in_place: bool,
}

/// `whydeck meeting minutes`.
#[derive(Debug, Args)]
pub struct MeetingMinutes {
    /// Which meeting
    #[command(flatten)]
    pub of: OfMeeting,
    /// What to write [default: what OUT ends with, or else md]
    #[arg(long, value_enum)]
    pub format: Option<MinutesFormat>,
    /// Where to write; `-` is standard output, which is the default
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: Option<Output>,
}

/// How minutes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MinutesFormat {
    /// Lists in Markdown
    Md,
    /// For spreadsheets
    Csv,
    /// The actions, for calendars and lists of tasks
    Ics,
}

/// `whydeck meeting discard`.
#[derive(Debug, Args)]
pub struct MeetingDiscard {
    /// Which meeting
    #[command(flatten)]
    pub of: OfMeeting,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}
