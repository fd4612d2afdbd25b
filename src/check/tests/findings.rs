//! Every rule on its own bad example, word for word: `findings.txt` beside this file.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::full;
use crate::catalogue::rules::RULES;

/// Rules whose examples need more than a text are tested where they are found.
fn is_of_text(code: &str) -> bool {
    !matches!(code.split('/').next(), Some("wording" | "theme" | "figure" | "check" | "previous"))
        && code != "link/missing"
}

#[test]
fn every_finding_reads_as_it_should() {
    let mut all = String::new();
    for rule in RULES.iter().filter(|rule| is_of_text(rule.code)) {
        let told = full("incident.md", rule.bad, rule.code);
        assert!(!told.is_empty(), "{}: the bad example does not break it", rule.code);
        assert_eq!(full("incident.md", rule.good, rule.code), "", "{}", rule.code);
        let _ = write!(all, "## {}\n\n{told}\n", rule.code);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/tests/findings.txt");
    if std::env::var_os("WHYDECK_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &all).expect("a written file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    for (kept, now) in kept.split("## ").zip(all.split("## ")) {
        assert_eq!(now, kept, "WHYDECK_UPDATE=1 cargo test --lib check::tests accepts it");
    }
    assert_eq!(all.len(), kept.len());
}
