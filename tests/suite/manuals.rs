//! Completions for shells, and manual pages: written by `WHYDECK_UPDATE=1`, and current otherwise.

use std::collections::BTreeMap;
use std::{fs, process};

use clap::{Command, CommandFactory, ValueEnum};
use clap_complete::{Generator, Shell, generate};
use clap_mangen::Man;
use whydeck::cli::Cli;

use crate::support::project::{Project, repository, skipped};

/// All files by their path in the repository.
fn generated() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for shell in Shell::value_variants() {
        let mut bytes = Vec::new();
        generate(*shell, &mut Cli::command(), "whydeck", &mut bytes);
        files.insert(format!("docs/completions/{}", shell.file_name("whydeck")), bytes);
    }
    let mut root = Cli::command();
    // Gives each verb its full name.
    root.build();
    pages(&root, "whydeck", &mut files);
    files
}

/// The page of a command and those of its verbs: `whydeck-theme-list.1`.
fn pages(command: &Command, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let mut bytes = Vec::new();
    let page = Man::new(command.clone()).title(name.to_uppercase());
    page.render(&mut bytes).expect("a page");
    files.insert(format!("docs/man/{name}.1"), bytes);
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        pages(verb, &format!("{name}-{}", verb.get_name()), files);
    }
}

#[test]
fn the_files_are_current() {
    let files = generated();
    let update = std::env::var_os("WHYDECK_UPDATE").is_some_and(|value| value == "1");
    let mut old = Vec::new();
    for folder in ["docs/completions", "docs/man"] {
        let path = repository().join(folder);
        if update {
            fs::create_dir_all(&path).expect("a folder");
        }
        for entry in fs::read_dir(path).expect("a folder").flatten() {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if files.contains_key(&name) {
                continue;
            }
            if update {
                fs::remove_file(entry.path()).expect("a file that nothing writes any more");
            } else {
                old.push(name);
            }
        }
    }
    for (name, bytes) in &files {
        let path = repository().join(name);
        if update {
            fs::write(&path, bytes).expect("a written file");
        }
        if fs::read(&path).ok().as_ref() != Some(bytes) {
            old.push(name.clone());
        }
    }
    assert!(
        old.is_empty(),
        "{old:?} are old: WHYDECK_UPDATE=1 cargo test --test suite manuals::the_files writes them anew"
    );
}

fn kept(name: &str) -> String {
    fs::read_to_string(repository().join(name)).expect("a file")
}

#[test]
fn completions_are_those_that_are_kept() {
    let project = Project::new();
    for shell in Shell::value_variants() {
        let printed = project.whydeck(["completions", &shell.to_string()]).exits(0).stdout;
        let file = shell.file_name("whydeck");
        assert!(printed == kept(&format!("docs/completions/{file}")), "{shell}");
        assert!(printed.contains("message-format"), "{shell}");
    }
    project.whydeck(["completions", "tcsh"]).exits(2);
}

#[test]
fn a_folder_gets_all_pages() {
    let project = Project::new();
    let printed = project.whydeck(["man"]).exits(0).stdout;
    assert!(printed == kept("docs/man/whydeck.1"));
    // Twice: a newer version replaces what is there.
    for _ in 0..2 {
        let lines = project.whydeck(["man", "-o", "share/man1"]).exits(0).stdout;
        let pages = fs::read_dir(project.path("share/man1")).expect("a folder").count();
        assert_eq!(lines.lines().count(), pages);
    }
    for entry in fs::read_dir(repository().join("docs/man")).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(project.read(&format!("share/man1/{name}")) == kept(&format!("docs/man/{name}")));
    }
    let build = project.read("share/man1/whydeck-build.1");
    assert!(build.contains("message\\-format"), "{build}");
}

/// Where a shell is installed, it takes its file.
#[test]
fn shells_can_read_them() {
    for (shell, check) in [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")] {
        let file = match shell {
            "zsh" => "docs/completions/_whydeck".to_owned(),
            _ => format!("docs/completions/whydeck.{shell}"),
        };
        let path = repository().join(file);
        match process::Command::new(shell).arg(check).arg(path).output() {
            Ok(output) => assert!(output.status.success(), "{shell}: {output:?}"),
            Err(_) => skipped(&format!("there is no {shell}")),
        }
    }
    let script = format!(
        ". {}/docs/completions/whydeck.bash; COMP_WORDS=(whydeck build --message-format s); \
         COMP_CWORD=3; _whydeck whydeck s --message-format; echo \"${{COMPREPLY[@]}}\"",
        repository().display()
    );
    match process::Command::new("bash").args(["-c", &script]).output() {
        Ok(output) => {
            assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "short sarif", "{output:?}");
        }
        Err(_) => skipped("there is no bash"),
    }
}
