//! The examples of `docs/messages.md` for CI, hooks and editors: taken from the page, and run.
#![cfg(unix)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use regex::Regex;
use serde_json::Value;

use crate::support::project::{Project, repository, skipped};

/// The blocks of a language below a heading of the page.
fn blocks(heading: &str, language: &str) -> Vec<String> {
    let page = fs::read_to_string(repository().join("docs/messages.md")).expect("the page");
    let section = page
        .split("\n## ")
        .find(|section| section.starts_with(heading))
        .unwrap_or_else(|| panic!("no section {heading}"));
    let blocks = section.split("```").skip(1).step_by(2);
    blocks
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .map(str::to_owned)
        .collect()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// One deck with a warning, one without.
fn project() -> Project {
    Project::new()
        .file("postmortems/bad one.md", "# A\n\n---\n\n# B <iframe src=x></iframe>\n")
        .file("postmortems/good.md", "# A\n\n---\n\n# B\n")
}

/// Runs a script with whydeck on the path.
fn sh(project: &Project, script: &str, args: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_BIN_EXE_whydeck")).parent().expect("a folder");
    let others = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([folder.to_owned()].into_iter().chain(env::split_paths(&others)));
    Command::new("sh")
        .args(["-e", "-c", script, "sh"])
        .args(args)
        .env("PATH", path.expect("a path"))
        .env("NO_COLOR", "1")
        .current_dir(project.path(""))
        .output()
        .expect("sh")
}

/// What the steps of a workflow run.
fn steps(workflow: &Value) -> Vec<&str> {
    let steps = workflow["jobs"]["decks"]["steps"].as_array().expect("steps");
    steps.iter().filter_map(|step| step["run"].as_str()).collect()
}

#[test]
fn workflows_of_github_annotate_and_scan() {
    let workflows: Vec<Value> =
        blocks("GitHub Actions", "yaml").iter().map(|block| yaml(block)).collect();
    let [annotating, checking, scanning] = workflows.as_slice() else { panic!("three workflows") };
    let project = project();
    let output = sh(&project, &steps(annotating).join("\n"), &[]);
    assert_eq!(output.status.code(), Some(1), "warnings are denied: {output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("::warning file=postmortems/bad one.md,line=5,"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(project.path("site/index.html").is_file());
    let step = checking[0]["run"].as_str().expect("a command");
    let step = step.replace("--baseline postmortems/known.json ", "");
    // Slides that say nowhere that they are slides are left out of a folder.
    let output = sh(&project, &(step + " --all"), &[]);
    assert_eq!(output.status.code(), Some(1), "warnings are denied: {output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("::warning file=postmortems/bad one.md,line=5,"), "{said}");
    let output = sh(&project, &steps(scanning).join("\n"), &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let file = scanning["jobs"]["decks"]["steps"][2]["with"]["sarif_file"].as_str();
    let log: Value = serde_json::from_str(&project.read(file.expect("a name"))).expect("JSON");
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(1), "{log:#}");
}

#[test]
fn reviewdog_gets_its_document_and_nothing_else() {
    let project = project();
    let script = blocks("GitHub Actions", "sh").remove(0);
    let reviewdog = script.split("|\n").nth(1).expect("a pipe").trim();
    let output = sh(&project, &script.replace(reviewdog, "cat"), &[]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["diagnostics"].as_array().map(Vec::len), Some(1), "{document:#}");
}

#[test]
fn the_job_of_gitlab_writes_a_report_even_when_it_fails() {
    if Command::new("jq").arg("--version").output().is_err() {
        skipped("there is no jq");
        return;
    }
    let job = &yaml(&blocks("GitLab", "yaml")[0])["decks"];
    let lines = job["script"].as_array().expect("lines").iter().filter_map(Value::as_str);
    let script = lines.collect::<Vec<_>>().join("\n");
    let report = job["artifacts"]["reports"]["codequality"].as_str().expect("a name");
    let project = project();
    assert_eq!(sh(&project, &script, &[]).status.code(), Some(0));
    let list: Value = serde_json::from_str(&project.read(report)).expect("JSON");
    let path = &list[0]["location"]["path"];
    assert_eq!((path, &list[0]["severity"]), (&"postmortems/bad one.md".into(), &"major".into()));
    assert_eq!(list[0]["location"]["lines"]["begin"], 5);
    assert!(list[0]["fingerprint"].as_str().is_some_and(|print| print.len() > 20), "{list:#}");
    fs::write(project.path("postmortems/broken.md"), "---\nkind: slides\ntitle: [x\n---\n# A\n")
        .expect("a file");
    assert_eq!(sh(&project, &script, &[]).status.code(), Some(1));
    let list: Value = serde_json::from_str(&project.read(report)).expect("JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(2), "{list:#}");
}

#[test]
fn the_hooks_stop_a_commit_with_a_bad_document() {
    let hooks = blocks("Before each commit", "yaml");
    assert_eq!(hooks.len(), 2);
    for config in hooks.iter().map(|block| yaml(block)) {
        let hook = &config["repos"][0]["hooks"][0];
        let files = Regex::new(hook["files"].as_str().expect("a pattern")).expect("a pattern");
        let [bad, good] = ["postmortems/bad one.md", "postmortems/good.md"];
        assert!(files.is_match(bad) && files.is_match("postmortems/a.yml"));
        assert!(!files.is_match("a.md"));
        let entry = format!("{} \"$@\"", hook["entry"].as_str().expect("a command"));
        let project = project();
        let output = sh(&project, &entry, &[good]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let output = sh(&project, &entry, &[bad, good]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("warning[slide/frame]: "), "{said}");
        assert!(said.contains("postmortems/bad one.md:5:5"), "{said}");
        assert_eq!(fs::read_dir(project.path("postmortems")).expect("a folder").count(), 2);
    }
}

#[test]
fn the_task_of_vs_code_finds_every_problem_that_has_a_place() {
    let tasks: Value = serde_json::from_str(&blocks("VS Code", "json")[0]).expect("JSON");
    let task = &tasks["tasks"][0];
    let pattern = &task["problemMatcher"]["pattern"];
    let matcher = Regex::new(pattern["regexp"].as_str().expect("a pattern")).expect("a pattern");
    let name = "docs/12:30: an outage.md";
    let project = Project::new().file(
        name,
        "---\ntitel: x\nstarted: 2026-02-03 10:02\ndetected: 2026-02-03 09:58\n---\n# Outage\n\n\
         ## Summary\n\nIt was.\n\n## Lessons learnt here\n\n- [a: 1:2: error[b/c]: d](http://\n\n\
         ## Timeline\n\n- 10:00 up\n- 09:00 down\n",
    );
    let args = task["args"].as_array().expect("a list").iter().filter_map(Value::as_str);
    let args = args.map(|arg| arg.replace("${relativeFile}", name));
    let output = project.whydeck(args).exits(0);
    let mut severities = Vec::new();
    for line in output.stderr.lines() {
        let found = matcher.captures(line).unwrap_or_else(|| panic!("no match: {line}"));
        let group = |what: &str| {
            let number = pattern[what].as_u64().expect("a number");
            found.get(number as usize).expect("a group").as_str()
        };
        assert_eq!(group("file"), name);
        let rebuilt = format!(
            "{name}:{}:{}: {}[{}]: {}",
            group("line"),
            group("column"),
            group("severity"),
            group("code"),
            group("message")
        );
        assert_eq!(rebuilt, line);
        severities.push(group("severity").to_owned());
    }
    severities.dedup();
    assert!(severities.contains(&"warning".to_owned()), "{}", output.stderr);
    assert!(severities.contains(&"info".to_owned()), "{}", output.stderr);
    let broken = project.file("broken.md", "---\nkind: slides\ntitle: [x\n---\n# One\n");
    let short = broken.whydeck(["build", "broken.md", "--message-format", "short"]).exits(1);
    let error = matcher.captures(short.stderr.lines().next().unwrap_or_default());
    assert_eq!(&error.expect("an error")[4], "error");
}
