//! `whydeck new`.

use clap::{Args, ValueEnum};

use super::output;
use crate::document::Output;

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
