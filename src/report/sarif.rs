//! SARIF 2.1.0: one document for all problems, with the catalogue as its rules.

use serde_json::{Value, json};

use super::finding::{FileName, Finding};
use crate::catalogue::rules::{RULES, Rule};
use crate::catalogue::{PROBLEMS, Problem};
use crate::diagnostic::Severity;

/// A problem: a result, which has a place in a file, or what kept the run from its end.
#[derive(Debug)]
pub(super) enum Entry {
    Result(Value),
    Notification(Value),
}

/// The entry of a problem.
///
/// Braces and brackets of its text stay as they are: the standard would have braces doubled, but
/// what shows results takes text without arguments as it stands.
pub(super) fn entry(finding: &Finding<'_>) -> Entry {
    let code = finding.diagnostic.code;
    let level = level(finding.diagnostic.severity);
    let message = json!({ "text": finding.words() });
    let Some(file) = &finding.file else {
        return Entry::Notification(json!({ "level": level, "message": message }));
    };
    let mut result = json!({ "ruleId": code });
    if let Some(index) = index(code) {
        result["ruleIndex"] = index.into();
    }
    result["level"] = level.into();
    result["message"] = message;
    result["locations"] = json!([location(finding, file)]);
    Entry::Result(result)
}

/// The place of a code among the rules: those that find what cannot be built, then those of
/// `check`.
fn index(code: &str) -> Option<usize> {
    let problem = PROBLEMS.binary_search_by(|problem| problem.code.cmp(code));
    let rule = || RULES.binary_search_by(|rule| rule.code.cmp(code));
    problem.or_else(|_| rule().map(|index| PROBLEMS.len() + index)).ok()
}

fn location(finding: &Finding<'_>, file: &FileName) -> Value {
    let region = match finding.place {
        Some((start, end)) => json!({
            "startLine": start.line,
            "startColumn": start.utf16,
            "endLine": end.line,
            "endColumn": end.utf16,
        }),
        // GitHub refuses a whole file of results when one of them has no line.
        None => json!({ "startLine": 1 }),
    };
    json!({ "physicalLocation": { "artifactLocation": { "uri": file.uri }, "region": region } })
}

/// The whole document.
pub(super) fn document(entries: Vec<Entry>) -> String {
    let mut results = Vec::new();
    let mut notifications = Vec::new();
    for entry in entries {
        match entry {
            Entry::Result(result) => results.push(result),
            Entry::Notification(notification) => notifications.push(notification),
        }
    }
    let mut invocation = json!({ "executionSuccessful": notifications.is_empty() });
    if !notifications.is_empty() {
        invocation["toolExecutionNotifications"] = notifications.into();
    }
    let version = env!("CARGO_PKG_VERSION");
    let rules: Vec<Value> =
        PROBLEMS.iter().map(of_problem).chain(RULES.iter().map(of_rule)).collect();
    let driver = json!({
        "name": "whydeck",
        "version": version,
        "semanticVersion": version,
        "rules": rules,
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation],
            "results": results,
        }],
    })
    .to_string()
}

fn of_rule(rule: &Rule) -> Value {
    let Rule { code, level, meaning, reason, source, bad, good } = rule;
    let text = format!("{reason} ({source})");
    let fenced = |text: &str| format!("````markdown\n{text}````");
    let markdown =
        format!("{text}\n\nFound in:\n\n{}\n\nNot in:\n\n{}\n", fenced(bad), fenced(good));
    json!({
        "id": code,
        "shortDescription": { "text": meaning },
        "help": { "text": text, "markdown": markdown },
        "defaultConfiguration": { "level": self::level(*level) },
    })
}

fn of_problem(problem: &Problem) -> Value {
    let worst = problem.levels.iter().max().copied().unwrap_or(Severity::Info);
    let help = match worst {
        Severity::Error => "An error: there is no deck.",
        Severity::Warning => "A warning: there is a deck, but not as you meant it.",
        Severity::Info => "A remark: worth knowing.",
    };
    json!({
        "id": problem.code,
        "shortDescription": { "text": problem.meaning },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(worst) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
