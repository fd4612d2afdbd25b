//! Workflow commands of GitHub Actions, which become annotations.

use super::finding::Finding;
use crate::diagnostic::Severity;

/// `::error file=…,line=…,col=…,endColumn=…,title=…::…`
pub(super) fn line(finding: &Finding<'_>) -> String {
    let command = match finding.diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(file) = &finding.file {
        let path = file.path.strip_prefix("./").unwrap_or(&file.path);
        properties.push(format!("file={}", property(path)));
    }
    if let Some((start, end)) = finding.place {
        properties.push(format!("line={},endLine={}", start.line, end.line));
        // GitHub takes columns of one line only.
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!("title={}", property(finding.diagnostic.code)));
    format!("::{command} {}::{}", properties.join(","), data(&finding.words()))
}

/// Text as the runner takes it: a line break would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same for a property, which ends at a colon or a comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_or_a_property() {
        assert_eq!(data("100 %,\r\na::b"), "100 %25,%0D%0Aa::b");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
