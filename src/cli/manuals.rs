//! The verbs that print what a system installs beside a program.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `whydeck completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: ShellName,
}

/// `whydeck man`.
#[derive(Debug, Args)]
pub struct Manual {
    /// Write a page for whydeck and for each verb into this folder
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShellName {
    /// Bash
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
    /// Zsh
    Zsh,
}
