//! One JSON object a line.

use serde_json::{Value, json};

use super::finding::Finding;
use super::machine;
use crate::source::{Location, Sources};

/// The line of a problem, without its end. What `--format json` says of it, and its end.
pub(super) fn line(finding: &Finding<'_>, sources: &Sources) -> String {
    let machine = machine::one(finding.diagnostic, sources);
    let mut line = serde_json::to_value(machine).unwrap_or_default();
    line["file"] = finding.file.as_ref().map(|file| file.path.as_str()).into();
    line["span"] = finding.place.map_or(Value::Null, |(start, end)| {
        let point =
            |at: Location| json!({ "line": at.line, "column": at.column, "byte": at.offset });
        json!({ "start": point(start), "end": point(end) })
    });
    line.to_string()
}
