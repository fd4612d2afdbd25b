//! A problem in one line, for editors.

use super::{name, visible, word};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// `incident.md:7:13: error[timeline/order]: …`
pub(super) fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let head = format!(
        "{}[{}]: {}",
        word(diagnostic.severity),
        diagnostic.code,
        visible(&diagnostic.message)
    );
    match diagnostic.span {
        Some(span) => {
            let at = sources.position(span);
            format!("{}:{}:{}: {head}", name(sources.get(span.source).name()), at.line, at.column)
        }
        None => head,
    }
}
