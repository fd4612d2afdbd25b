//! `whydeck actions`.

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{MessageFormat, input, output};
use crate::document::{Input, Output};

/// `whydeck actions`.
#[derive(Debug, Args)]
pub struct Actions {
    /// Postmortems (Markdown or YAML), or folders of them; `-` reads standard input
    #[arg(value_name = "FILE|DIR", required = true, value_parser = input())]
    pub files: Vec<Input>,
    /// Only what is neither done nor declined
    #[arg(long)]
    pub open: bool,
    /// Only what is open although its date has passed
    #[arg(long)]
    pub overdue: bool,
    /// The day that dates are compared with [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Only what this person or team owns
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Also ask documents that are no known postmortems
    #[arg(long)]
    pub all: bool,
    /// What to write [default: what OUT ends with, or else table]
    #[arg(long, value_enum)]
    pub format: Option<ActionsFormat>,
    /// Where to write; `-` is standard output, which is the default
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: Option<Output>,
    /// How problems are shown
    #[arg(long = "message-format", value_enum, default_value_t = MessageFormat::Full)]
    pub message_format: MessageFormat,
}

/// Reads a day.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2026-01-31".to_owned())
}

/// How `actions` writes its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ActionsFormat {
    /// For people
    Table,
    /// For spreadsheets, and for the importers of Jira, GitLab and GitHub
    Csv,
    /// For programs
    Json,
    /// A table in Markdown
    Md,
    /// For calendars and lists of tasks
    Ics,
}
