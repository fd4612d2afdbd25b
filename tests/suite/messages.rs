//! `--message-format`: problems as programs read them, on standard error and alone there.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

#[cfg(unix)]
use crate::support::process::Running;
use crate::support::project::{Outcome, Project, repository};

/// Three warnings: one behind a character outside the BMP, one with a carriage return before every
/// line end above it, one with a help.
const BAD: &str = "---\r\ntitle: x\r\ntitel: y\r\n---\r\n# One 🚒 <script>a</script>\r\n\r\n---\r\n\r\n\
                   ## Two\r\n\r\n![p](nope.png)\r\n";

fn project() -> Project {
    Project::new()
        .file("docs/a b#1.md", BAD)
        .file("docs/b.md", "# A\n\n---\n\n# B <iframe src=x></iframe>\n")
        .file("docs/ok.md", "# A\n\n---\n\n# B\n")
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Fails when the published schema of SARIF does not take a log.
#[track_caller]
fn is_sarif(log: &str) {
    let said = sarif_errors(log);
    assert!(said.is_empty(), "{said}\n{log}");
}

fn sarif_errors(log: &str) -> String {
    let mut child = Command::new("node")
        .arg("support/sarif.js")
        .current_dir(repository().join("tests"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node, which comes with npm");
    child.stdin.take().expect("a pipe").write_all(log.as_bytes()).expect("a log that is read");
    let output = child.wait_with_output().expect("an end");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn build(project: &Project, args: &[&str], format: &str) -> Outcome {
    project.whydeck([&["build"], args, &["--message-format", format]].concat())
}

#[test]
fn json_is_an_object_a_line() {
    let project = project();
    let outcome = build(&project, &["docs/a b#1.md"], "json").exits(0);
    let lines: Vec<Value> = outcome.stderr.lines().map(value).collect();
    assert_eq!(
        lines[0],
        json!({
            "severity": "warning", "code": "data/unknown-key", "message": "unknown key `titel`",
            "file": "docs/a b#1.md", "line": 3, "column": 1, "label": null,
            "help": "did you mean `title`?",
            "span": {
                "start": { "line": 3, "column": 1, "byte": 15 },
                "end": { "line": 3, "column": 6, "byte": 20 },
            },
        })
    );
    // Bytes are those of the file: a program finds the text there.
    let texts: Vec<&str> = lines
        .iter()
        .map(|line| {
            let byte = |end: &str| line["span"][end]["byte"].as_u64().expect("a byte") as usize;
            &BAD[byte("start")..byte("end")]
        })
        .collect();
    assert_eq!(texts, ["titel", "<script>", "![p](nope.png)"]);
}

#[test]
fn bytes_of_other_files_count_their_marks() {
    let project = Project::new().file("a.md", "\u{FEFF}# A\n\n---\n\n![p](nope.png)\n");
    let line = value(build(&project, &["a.md"], "json").exits(0).stderr.trim());
    assert_eq!(line["span"]["start"], json!({ "line": 5, "column": 1, "byte": 13 }));
}

#[test]
fn sarif_is_what_its_schema_takes() {
    let project = project();
    let outcome = build(&project, &["docs", "-o", "out"], "sarif").exits(0);
    is_sarif(&outcome.stderr);
    let run = &value(&outcome.stderr)["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["tool"]["driver"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(run["invocations"], json!([{ "executionSuccessful": true }]));
    let results = run["results"].as_array().expect("a list");
    assert_eq!(results.len(), 4, "of both documents: {results:#?}");
    let rules = &run["tool"]["driver"]["rules"];
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().expect("a number") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], "warning");
    }
    // The fire engine is two units of UTF-16 and one character.
    assert_eq!(
        results[1]["locations"],
        json!([{ "physicalLocation": {
            "artifactLocation": { "uri": "docs/a%20b%231.md" },
            "region": { "startLine": 5, "startColumn": 10, "endLine": 5, "endColumn": 18 },
        } }])
    );
    assert_eq!(
        results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "docs/b.md"
    );
}

#[test]
fn the_schema_is_asked() {
    let project = project();
    let log = build(&project, &["docs/b.md"], "sarif").exits(0).stderr;
    let broken = log.replacen("\"startLine\":5", "\"startLine\":0", 1);
    assert_ne!(log, broken);
    assert!(sarif_errors(&broken).contains("startLine"), "{}", sarif_errors(&broken));
}

#[test]
fn a_run_without_problems_is_a_document_too() {
    let project = project();
    let outcome = build(&project, &["docs/ok.md"], "sarif").exits(0);
    is_sarif(&outcome.stderr);
    assert_eq!(value(&outcome.stderr)["runs"][0]["results"], json!([]));
    let outcome = build(&project, &["docs/ok.md"], "rdjson").exits(0);
    assert_eq!(value(&outcome.stderr)["diagnostics"], json!([]));
    for format in ["json", "github"] {
        assert_eq!(build(&project, &["docs/ok.md"], format).exits(0).stderr, "");
    }
}

#[test]
fn rdjson_counts_bytes() {
    let project = project();
    let outcome = build(&project, &["docs", "-o", "out"], "rdjson").exits(0);
    let document = value(&outcome.stderr);
    assert_eq!(document["source"], json!({ "name": "whydeck" }));
    let diagnostics = document["diagnostics"].as_array().expect("a list");
    assert_eq!(diagnostics.len(), 4, "of both documents: {diagnostics:#?}");
    assert_eq!(
        diagnostics[1],
        json!({
            "message": "`<script>` is left out: it could run or load something\nhelp: `--allow-html` \
                        leaves it in, for a document that you trust as you trust a program",
            "severity": "WARNING",
            "code": { "value": "slide/html" },
            "location": {
                "path": "docs/a b#1.md",
                "range": {
                    "start": { "line": 5, "column": 12 },
                    "end": { "line": 5, "column": 20 },
                },
            },
        })
    );
}

#[test]
fn annotations_are_escaped() {
    let name = "docs/a:b,c%d.md";
    let project = Project::new().file(name, "# A\n\n---\n\n![p](50%25.png)\n");
    let outcome = build(&project, &[name], "github").exits(0);
    assert_eq!(
        outcome.stderr,
        "::warning file=docs/a%3Ab%2Cc%25d.md,line=5,endLine=5,col=1,endColumn=16,\
         title=asset/missing::cannot embed `50%2525.png`: there is no such file%0A\
         help: paths are relative to the document; a placeholder stands there\n"
    );
}

#[test]
fn a_problem_without_a_place_names_its_document() {
    let project = project();
    let args = ["docs/ok.md", "--theme", "nothing"];
    let line = value(build(&project, &args, "json").stderr.lines().next().unwrap_or_default());
    assert_eq!((&line["file"], &line["span"]), (&json!("docs/ok.md"), &Value::Null), "{line:#}");
    let outcome = build(&project, &args, "sarif");
    is_sarif(&outcome.stderr);
    assert_eq!(
        value(&outcome.stderr)["runs"][0]["results"][0]["locations"][0]["physicalLocation"],
        json!({ "artifactLocation": { "uri": "docs/ok.md" }, "region": { "startLine": 1 } })
    );
    let github = build(&project, &args, "github").stderr;
    assert!(github.starts_with("::error file=docs/ok.md,title=theme/missing::"), "{github}");
}

#[test]
fn what_ends_a_run_is_told_in_the_format() {
    let project = project();
    for verb in ["build", "read", "watch", "serve", "gallery"] {
        let run = |format| {
            let args: &[&str] = if verb == "gallery" { &[verb, "out"] } else { &[verb] };
            project.whydeck([args, &["missing.md", "--message-format", format]].concat()).exits(1)
        };
        let log = run("sarif").stderr;
        is_sarif(&log);
        let run_of = &value(&log)["runs"][0];
        let invocation = &run_of["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false, "{verb}");
        let text = &invocation["toolExecutionNotifications"][0]["message"]["text"];
        assert!(text.as_str().is_some_and(|text| text.contains("missing.md")), "{verb}: {log}");
        assert_eq!(value(run("json").stderr.trim())["code"], "run/failed", "{verb}");
        let diagnostics = &value(&run("rdjson").stderr)["diagnostics"];
        assert_eq!(diagnostics[0]["code"]["value"], "run/failed", "{verb}");
        let github = run("github").stderr;
        assert!(github.starts_with("::error title=run/failed::cannot read"), "{verb}: {github}");
    }
}

#[test]
fn nothing_else_stands_on_the_stream() {
    let project = project();
    let denied = ["docs/b.md", "-o", "-", "--deny", "warnings"];
    for format in ["json", "sarif", "rdjson"] {
        let outcome = build(&project, &denied, format).exits(1);
        assert!(outcome.stdout.starts_with("<!doctype html>"), "{format}");
        assert!(value(&outcome.stderr).is_object(), "{format}");
    }
    let outcome = build(&project, &denied, "github").exits(1);
    assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    let read = project.whydeck(["read", "docs/b.md", "--message-format", "json"]).exits(0);
    assert!(read.stderr.lines().all(|line| value(line).is_object()), "{}", read.stderr);
    let coverage = build(&project, &["docs/b.md", "-o", "-", "--coverage"], "json").exits(1);
    assert_eq!(value(&coverage.stderr)["code"], "run/failed");
}

#[test]
fn a_gallery_is_one_document() {
    let project = project();
    let args = ["gallery", "out", "docs/b.md", "docs/a b#1.md", "--message-format", "rdjson"];
    let outcome = project.whydeck(args).exits(0);
    let document = value(&outcome.stderr);
    let diagnostics = document["diagnostics"].as_array().expect("a list");
    assert_eq!(diagnostics.len(), 4, "each once, not once a theme: {diagnostics:#?}");
}

#[test]
fn a_document_that_cannot_be_read_is_among_the_others() {
    let project = project();
    fs::write(project.path("docs/bad.yaml"), b"\xff\xfea\0").expect("a file");
    let outcome = build(&project, &["docs", "-o", "out"], "sarif").exits(1);
    is_sarif(&outcome.stderr);
    let results = value(&outcome.stderr)["runs"][0]["results"].clone();
    let results = results.as_array().expect("a list");
    assert_eq!(results.len(), 5, "{results:#?}");
    let failed = results.iter().find(|result| result["ruleId"] == "run/failed").expect("it");
    let uri = &failed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "docs/bad.yaml");
}

/// With standard error in a file of its own.
#[cfg(unix)]
fn running(project: &Project, args: &str) -> Running {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec \"$0\" {args} 2>errors")]);
    command.arg(env!("CARGO_BIN_EXE_whydeck"));
    Running::spawn(project, command)
}

#[cfg(unix)]
#[test]
fn what_watch_says_besides_stands_elsewhere() {
    let project = Project::new().file("deck.md", "# A <iframe src=x></iframe>\n");
    let running = running(&project, "watch deck.md --poll=20 --message-format json");
    running.wait_for("→ deck.html");
    fs::write(project.path("deck.md"), "---\ntitle: [x\n---\n# A\n").expect("a broken document");
    running.wait_for("deck.md was not built; deck.html is as it was");
    let errors = project.read("errors");
    let codes: Vec<Value> = errors.lines().map(|line| value(line)["code"].clone()).collect();
    assert_eq!(codes, ["slide/frame", "data/syntax"]);
}

#[cfg(unix)]
#[test]
fn serve_writes_a_document_for_each_build() {
    let project = Project::new().file("deck.md", "# A <iframe src=x></iframe>\n");
    let running = running(&project, "serve deck.md --port 0 --poll=20 --message-format sarif");
    running.wait_for("deck.md: 1 slide");
    fs::write(project.path("deck.md"), "# A\n\n---\n\n# B\n").expect("another document");
    running.wait_for("deck.md: 2 slides");
    let start = Instant::now();
    while project.read("errors").lines().count() < 2 && start.elapsed().as_secs() < 60 {
        thread::sleep(Duration::from_millis(10));
    }
    let errors = project.read("errors");
    let results: Vec<usize> = errors
        .lines()
        .map(|line| value(line)["runs"][0]["results"].as_array().map_or(9, Vec::len))
        .collect();
    assert_eq!(results, [1, 0]);
}
