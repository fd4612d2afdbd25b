//! The `whydeck` command.

use std::process::ExitCode;

use clap::Parser;
use whydeck::cli::{Cli, Command};
use whydeck::command;

/// A build makes many small things, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let format = command.message_format();
    let result = match command {
        Command::Build(options) if options.is_batch() => command::batch::run(&options),
        Command::Build(options) => command::build::run(&options),
        Command::Read(options) => command::read::run(&options),
        Command::Check(options) => command::check::run(&options),
        Command::Actions(options) => command::actions::run(&options),
        Command::New(options) => command::new::run(&options),
        Command::Watch(options) => command::watch::run(&options),
        Command::Serve(options) => command::serve::run(&options),
        Command::Meeting(verb) => command::meeting::run(&verb),
        Command::Theme(asked) => command::stock::theme(asked),
        Command::Deck(asked) => command::stock::deck(asked),
        Command::Words(asked) => command::stock::words(asked),
        Command::Gallery(options) => command::gallery::run(&options),
        Command::Licenses => command::licenses::run(),
        Command::Completions(options) => command::manuals::completions(&options),
        Command::Man(options) => command::manuals::man(&options),
    };
    command::finish(result, format)
}
