//! The Reviewdog Diagnostic Format: one document for all problems. Its columns count bytes.

use serde_json::{Value, json};

use super::finding::Finding;
use crate::diagnostic::Severity;
use crate::source::Location;

/// A problem in it.
pub(super) fn diagnostic(finding: &Finding<'_>) -> Value {
    let severity = match finding.diagnostic.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let mut one = json!({
        "message": finding.words(),
        "severity": severity,
        "code": { "value": finding.diagnostic.code },
    });
    if let Some(file) = &finding.file {
        one["location"] = json!({ "path": file.path });
        if let Some((start, end)) = finding.place {
            let point = |at: Location| json!({ "line": at.line, "column": at.utf8 });
            one["location"]["range"] = json!({ "start": point(start), "end": point(end) });
        }
    }
    one
}

/// The whole document.
pub(super) fn document(diagnostics: &[Value]) -> String {
    json!({ "source": { "name": "whydeck" }, "diagnostics": diagnostics }).to_string()
}
