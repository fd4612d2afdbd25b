//! Rules about earlier postmortems.
//!
//! The examples stand beside an earlier postmortem, `2026-10-02.md`, with an action that was due on
//! 2026-10-15, and beside a folder without any, `drafts`.

use super::Rule;
use crate::diagnostic::Severity::{Info, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "previous/nothing",
        level: Warning,
        meaning: "`previous` names nothing that is read",
        reason: "The meeting begins with what was promised; here nobody would be asked.",
        source: "whydeck: of a folder only documents count that are known as postmortems",
        bad: "---\ndate: 2026-10-09\nprevious: drafts\n---\n\n## Summary\n\nIt broke.\n",
        good: "---\ndate: 2026-10-09\nprevious: 2026-10-02.md\n---\n\n## Summary\n\nIt broke.\n",
    },
    Rule {
        code: "previous/overdue",
        level: Info,
        meaning: "an action of an earlier postmortem was due before the date of this document",
        reason: "What is late comes first in a meeting, before anything new is promised.",
        source: "Lunney, Lueder and Beyer, “Postmortem Action Items” (;login:, 2017): actions are \
                 followed until they are closed",
        bad: "---\ndate: 2026-11-26\nprevious: 2026-10-02.md\n---\n\n## Summary\n\nIt broke.\n",
        good: "---\ndate: 2026-10-09\nprevious: 2026-10-02.md\n---\n\n## Summary\n\nIt broke.\n",
    },
];
