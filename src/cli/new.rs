//! `whydeck new`.

use clap::{Args, ValueEnum};

use super::{MessageFormat, input, output};
use crate::document::{Input, Output};

/// `whydeck new`.
#[derive(Debug, Args)]
pub struct New {
    /// Where to write; `-` is standard output [default: the day and the title, with `.md`]
    #[arg(value_name = "FILE", value_parser = output())]
    pub file: Option<Output>,
    /// Which sections it has
    #[arg(long, value_enum, default_value_t = SkeletonName::NineSections)]
    pub template: SkeletonName,
    /// Slides of your own instead
    #[arg(long, conflicts_with = "template")]
    pub slides: bool,
    /// What it is about, in a few words
    #[arg(long)]
    pub title: Option<String>,
    /// When the incident began: `2026-01-31 10:00` in the zone, or `2026-01-31T10:00Z` [default:
    /// today at nine]
    #[arg(long, value_name = "TIME", conflicts_with = "slides")]
    pub start: Option<String>,
    /// The zone of all times, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "ZONE", conflicts_with = "slides")]
    pub zone: Option<String>,
    /// Draft the timeline from what the incident left behind: a Slack export (a channel's folder, or
    /// one day), PagerDuty's log entries, Statuspage's incidents, GitLab's /timeline, CSV; `-` is
    /// standard input; several times for several
    #[arg(long, value_name = "FILE|DIR", value_parser = input(), conflicts_with = "slides")]
    pub from: Vec<Input>,
    /// Keep the names of people, who are roles otherwise
    #[arg(long, requires = "from")]
    pub names: bool,
    /// Take this incident alone, by its id, number or name; several times for several
    #[arg(long, value_name = "ID", requires = "from")]
    pub incident: Vec<String>,
    /// How problems are shown
    #[arg(long, value_enum, default_value_t = MessageFormat::Full)]
    pub message_format: MessageFormat,
}

/// Which sections a new postmortem has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SkeletonName {
    /// Those of the Rust compiler team, the decisions and the conclusions
    NineSections,
    /// Those of the book on site reliability engineering
    Google,
    /// Those of a correction of errors
    Coe,
    /// As few as make a deck
    Short,
}
