//! Rules about actions.

use super::Rule;
use crate::diagnostic::Severity::{Info, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "actions/committed",
        level: Warning,
        meaning: "an action is committed without an owner, a date or a sign",
        reason: "A promise says who keeps it, until when, and how all will see that it was kept.",
        source: "whydeck's states: committed is owner, date and sign; after Lunney, Lueder and \
                 Beyer, “Postmortem Action Items: Plan the Work and Work the Plan” (;login:, 2017)",
        bad: "## Action items\n\n- Page on 5xx – @web, due 2026-02-01 (committed)\n",
        good: "## Action items\n\n- Page on 5xx – @web, due 2026-02-01, sign: a drill pages \
               (committed)\n",
    },
    Rule {
        code: "actions/declined",
        level: Warning,
        meaning: "an action is declined without a reason",
        reason: "After the next incident somebody will ask why it was not done.",
        source: "the Google SRE book: a postmortem is a record for those who come later",
        bad: "## Action items\n\n- [-] A second database (declined)\n",
        good: "## Action items\n\n- [-] A second database (declined: the cache covers an hour)\n",
    },
    Rule {
        code: "actions/missing",
        level: Warning,
        meaning: "there are neither corrective actions nor action items",
        reason: "What is learned and not acted on happens again.",
        source: "the postmortem template of the Rust compiler team: lessons yield actions",
        bad: "## Summary\n\nIt broke.\n",
        good: "## Summary\n\nIt broke.\n\n## Action items\n\nNone: it was replaced on the same day.\n\n\
               ## Corrective actions\n\nNone.\n",
    },
    Rule {
        code: "actions/no-corrective",
        level: Info,
        meaning: "there are action items, and nothing says what they are to change",
        reason: "Corrective actions say what keeps it from coming back; action items are the steps.",
        source: "the postmortem template of the Rust compiler team",
        bad: "## Action items\n\n- [x] Restart it\n",
        good: "## Corrective actions\n\n- The disk holds no logs\n\n## Action items\n\n- [x] Restart it\n",
    },
    Rule {
        code: "actions/no-due",
        level: Warning,
        meaning: "an open action has no due date",
        reason: "Without a date nobody can see that it is late.",
        source: "the postmortem template of the Rust compiler team; Lunney, Lueder and Beyer, \
                 “Postmortem Action Items” (;login:, 2017)",
        bad: "---\ndate: 2026-01-20\n---\n\n## Action items\n\n- Page on 5xx – @web (#12)\n",
        good: "---\ndate: 2026-01-20\n---\n\n## Action items\n\n- Page on 5xx – @web, due 2026-02-01 (#12)\n",
    },
    Rule {
        code: "actions/no-link",
        level: Info,
        meaning: "an open action has no link to where it is tracked",
        reason: "What stands only in a postmortem is read once; a tracker reminds.",
        source: "the Google SRE book, whose example postmortem has a bug for each action item",
        bad: "## Action items\n\n- Page on 5xx – @web, due 2026-02-01\n",
        good: "## Action items\n\n- Page on 5xx – @web, due 2026-02-01 (#12)\n",
    },
    Rule {
        code: "actions/no-owner",
        level: Warning,
        meaning: "an open action has no owner",
        reason: "What everybody is to do is done by nobody.",
        source: "the Google SRE book: each action item has an owner",
        bad: "## Action items\n\n- Page on 5xx, due 2026-02-01 (#12)\n",
        good: "## Action items\n\n- Page on 5xx – @web, due 2026-02-01 (#12)\n",
    },
    Rule {
        code: "actions/overdue",
        level: Info,
        meaning: "an open action was due before the document's date",
        reason: "Either it is done and the document does not say so, or the date means nothing.",
        source: "whydeck: a slide must not show a date that has passed as a promise",
        bad: "---\ndate: 2026-03-01\n---\n\n## Action items\n\n- Page on 5xx – @web, due 2026-02-01 (#12)\n",
        good: "---\ndate: 2026-01-20\n---\n\n## Action items\n\n- Page on 5xx – @web, due 2026-02-01 (#12)\n",
    },
    Rule {
        code: "actions/vague",
        level: Warning,
        meaning: "an action has no end that one could see",
        reason: "An action is actionable, specific and bounded: one can tell when it is finished.",
        source: "Lunney, Lueder and Beyer, “Postmortem Action Items” (;login:, 2017); PagerDuty's \
                 guide to postmortems",
        bad: "## Action items\n\n- Improve the index – @web, due 2026-02-01 (#12)\n",
        good: "## Action items\n\n- Rebuild the index in five minutes – @web, due 2026-02-01 (#12)\n",
    },
];
