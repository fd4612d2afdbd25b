//! `whydeck gallery`.

use std::path::PathBuf;

use clap::Args;

use super::Reporting;

/// `whydeck gallery`.
#[derive(Debug, Args)]
pub struct Gallery {
    /// The folder to write to; files of other names in it stay
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Documents of yours in the place of the examples
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A theme, a built-in name or a folder; several times for several [default: all that are
    /// built in]
    #[arg(long = "theme", value_name = "NAME|PATH")]
    pub themes: Vec<String>,
    /// Also draw a picture of each theme into this folder, with an installed Chromium, Chrome or
    /// Edge
    #[arg(long, value_name = "DIR")]
    pub pictures: Option<PathBuf>,
    /// The browser for `--pictures` [default: CHROME, or the first that is installed]
    #[arg(long, value_name = "PATH", requires = "pictures")]
    pub browser: Option<PathBuf>,
    /// How problems are shown
    #[command(flatten)]
    pub reporting: Reporting,
}
