//! The `whydeck` command.

use std::process::ExitCode;

use clap::Parser;
use whydeck::cli::{Cli, Command};
use whydeck::command;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Build(options) => command::build::run(&options),
        Command::Read(options) => command::read::run(&options),
        Command::Watch(options) => command::watch::run(&options),
        Command::Serve(options) => command::serve::run(&options),
        Command::Theme(gallery) => command::gallery::theme(gallery),
        Command::Deck(gallery) => command::gallery::deck(gallery),
        Command::Licenses => command::licenses::run(),
    };
    command::finish(result)
}
