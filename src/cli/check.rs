//! `whydeck check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{KindName, Reporting, input};
use crate::catalogue::pattern::Pattern;
use crate::document::Input;

/// `whydeck check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Postmortems (Markdown or YAML) and slide files, or folders of them; `-` reads standard input
    #[arg(value_name = "FILE|DIR", required_unless_present = "explain", value_parser = input())]
    pub files: Vec<Input>,
    /// Say what a rule or a problem is about, why, and what helps, instead
    #[arg(long, value_name = "CODE", conflicts_with_all = ["files", "only", "except"])]
    pub explain: Option<String>,
    /// Only these rules: codes such as `timeline/order`, or all of a subject, `timeline/*`
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = Pattern::parse)]
    pub only: Vec<Pattern>,
    /// All rules but these
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = Pattern::parse)]
    pub except: Vec<Pattern>,
    /// Take the documents for this, whatever they look like
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub kind: Option<KindName>,
    /// Also check documents of folders that are no known postmortems or slide files
    #[arg(long)]
    pub all: bool,
    /// Make the slides, too: which will not fit, and what else only `build` finds
    #[arg(long)]
    pub layout: bool,
    /// Tell only what is new: findings that this file knows are not told
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings into the file of --baseline, instead of telling them
    #[arg(long, requires = "baseline", conflicts_with_all = ["only", "except"])]
    pub write_baseline: bool,
    /// Show as a diff what can be put right without you, instead: ids of actions and lessons, the
    /// order of the timeline, its stamps [default: all of them]
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',', num_args = 0..,
          require_equals = true, default_missing_values = ["ids", "order", "stamps"],
          conflicts_with_all = ["only", "except", "layout", "baseline", "explain"])]
    pub fix: Vec<FixName>,
    /// Make the changes of --fix in the documents
    #[arg(long, requires = "fix")]
    pub apply: bool,
    /// Leave out the scorecard: which of the nine sections are there, and what each lacks
    #[arg(long)]
    pub no_scorecard: bool,
    /// The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or
    /// `.git`, or the file's]
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// How problems are shown
    #[command(flatten)]
    pub reporting: Reporting,
}

/// What `check --fix` puts right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FixName {
    /// Actions and lessons get the ids that they are called by now
    Ids,
    /// Entries of the timeline are put in the order of time
    Order,
    /// Stamps become `YYYY-MM-DD HH:MM`, in the zone that they are in
    Stamps,
}
