//! Rules about what happened, whom it hurt, and how it was handled.

use super::Rule;
use crate::diagnostic::Severity::{Info, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "impact/long",
        level: Warning,
        meaning: "the user impact is longer than two paragraphs",
        reason: "Who was hit, and how badly, is what most readers look for.",
        source: "the postmortem template of the Rust compiler team: one to two paragraphs",
        bad: "## Impact\n\n310 orders were late.\n\nSome came twice.\n\nSupport was busy.\n",
        good: "## Impact\n\n310 orders were late.\n\nSome came twice. Support was busy.\n",
    },
    Rule {
        code: "impact/missing",
        level: Warning,
        meaning: "nothing says what users noticed",
        reason: "What is to be done about an incident depends on whom it hurt.",
        source: "the postmortem template of the Rust compiler team: User Impact",
        bad: "## Summary\n\nThe queue stopped for 40 minutes.\n\n## Timeline\n\n- 10:00 x\n",
        good: "## Summary\n\nThe queue stopped for 40 minutes, and 310 users waited.\n\n## Timeline\n\n- 10:00 x\n",
    },
    Rule {
        code: "metrics/missing",
        level: Warning,
        meaning: "no graph, table or number shows the extent",
        reason: "How large it was decides what it is worth to prevent it.",
        source: "the postmortem template of the Rust compiler team: at least one graph or table",
        bad: "## Impact\n\nSome users waited.\n",
        good: "## Impact\n\nSome 310 users waited.\n",
    },
    Rule {
        code: "metrics/no-numbers",
        level: Warning,
        meaning: "the metrics have no graph, no table and no number",
        reason: "How large it was decides what it is worth to prevent it.",
        source: "the postmortem template of the Rust compiler team: at least one graph or table",
        bad: "## Metrics\n\nErrors rose sharply.\n",
        good: "## Metrics\n\n| | Usual | During |\n|---|--:|--:|\n| Errors a minute | 2 | 310 |\n",
    },
    Rule {
        code: "response/detection",
        level: Warning,
        meaning: "nothing says how it was noticed",
        reason: "Whether an alarm or a customer told you decides what to mend in the alarms.",
        source: "the postmortem template of the Rust compiler team: How was the event detected?",
        bad: "## Mitigation\n\nA restart.\n",
        good: "## Detection\n\nA call.\n\n## Mitigation\n\nA restart.\n",
    },
    Rule {
        code: "response/halve-detection",
        level: Info,
        meaning: "nothing says how it could be noticed in half the time",
        reason: "The question makes a team look for what was there to be seen earlier.",
        source: "the postmortem template of the Rust compiler team: How could time to detection be \
                 halved?",
        bad: "## Detection\n\nA call.\n",
        good: "## Detection\n\nA call.\n\n## How could time to detection be halved?\n\nBy asking the queue.\n",
    },
    Rule {
        code: "response/halve-mitigation",
        level: Info,
        meaning: "nothing says how it could be mitigated in half the time",
        reason: "The question makes a team look for what stood in the way of those who helped.",
        source: "the postmortem template of the Rust compiler team: How could time to mitigation be \
                 halved?",
        bad: "## Mitigation\n\nA restart.\n",
        good: "## Mitigation\n\nA restart.\n\n## How could time to mitigation be halved?\n\nBy a button for it.\n",
    },
    Rule {
        code: "response/missing",
        level: Warning,
        meaning: "nothing says how the incident was noticed and ended",
        reason: "The same failure with a better response is half the harm.",
        source: "the postmortem template of the Rust compiler team: Incident Response",
        bad: "## Impact\n\n310 users waited.\n",
        good: "## Impact\n\n310 users waited.\n\n## Incident response\n\nAn alert told us; a restart ended it, \
               by a runbook.\n",
    },
    Rule {
        code: "response/mitigation",
        level: Warning,
        meaning: "nothing says how it was mitigated",
        reason: "What ended it will be the first thing to try next time.",
        source: "the postmortem template of the Rust compiler team: How did you reach the point where \
                 you knew how to mitigate the impact?",
        bad: "## Detection\n\nA call.\n",
        good: "## Detection\n\nA call.\n\n## Mitigation\n\nA restart.\n",
    },
    Rule {
        code: "summary/long",
        level: Warning,
        meaning: "the summary is longer than three paragraphs",
        reason: "Who was not there reads the summary alone: it says in a minute what happened.",
        source: "the postmortem template of the Rust compiler team: at most three paragraphs",
        bad: "# Outage\n\n## Summary\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n",
        good: "# Outage\n\n## Summary\n\nOne.\n\nTwo.\n\nThree.\n",
    },
    Rule {
        code: "summary/missing",
        level: Warning,
        meaning: "there is no summary",
        reason: "Who was not there reads the summary alone.",
        source: "the postmortem template of the Rust compiler team: Summary",
        bad: "# The queue stopped\n\n## Impact\n\n310 users waited.\n",
        good: "# The queue stopped\n\nFor 40 minutes nothing was sent.\n\n## Impact\n\n310 users waited.\n",
    },
    Rule {
        code: "timeline/missing",
        level: Warning,
        meaning: "there is no timeline",
        reason: "Only what happened when shows where time was lost.",
        source: "the postmortem template of the Rust compiler team: Timeline",
        bad: "---\ndate: 2026-02-03\n---\n\n## Impact\n\n310 users waited.\n",
        good: "---\ndate: 2026-02-03\n---\n\n## Impact\n\n310 users waited.\n\n## Timeline (UTC)\n\n- 2026-01-31 10:00 The queue stops\n",
    },
    Rule {
        code: "timeline/no-end",
        level: Warning,
        meaning: "a timeline does not say when the event was over",
        reason: "Without an end nobody knows how long it was.",
        source: "the postmortem template of the Rust compiler team: event start and end times, and \
                 not only when the team noticed",
        bad: "## Mitigation\n\nA restart.\n\n## Timeline (UTC)\n\n- 2026-01-31 10:00 The queue stops (start)\n- 10:20 A customer calls (detected)\n",
        good: "## Mitigation\n\nA restart.\n\n## Timeline (UTC)\n\n- 2026-01-31 10:00 The queue stops (start)\n- 10:20 A customer calls (detected)\n\
               - 10:40 Orders are sent (resolved)\n",
    },
    Rule {
        code: "timeline/no-start",
        level: Warning,
        meaning: "a timeline does not say when the event began",
        reason: "An event begins when it hurts, which is often long before anybody notices.",
        source: "the postmortem template of the Rust compiler team: event start and end times, and \
                 not only when the team noticed",
        bad: "## Timeline (UTC)\n\n- 2026-01-31 10:20 A customer calls (detected)\n- 10:40 Orders are sent (resolved)\n",
        good: "## Timeline (UTC)\n\n- 2026-01-31 10:00 The queue stops (start)\n- 10:20 A customer calls (detected)\n\
               - 10:40 Orders are sent (resolved)\n",
    },
    Rule {
        code: "timeline/no-zone",
        level: Warning,
        meaning: "nothing says in which time zone the times of a timeline are",
        reason: "Readers elsewhere, and logs, have other clocks.",
        source: "the Google SRE book, whose example timeline says “all times UTC”",
        bad: "## Timeline\n\n- 2026-01-31 10:00 The queue stops (start)\n- 10:40 Orders are sent (resolved)\n",
        good: "## Timeline (all times UTC)\n\n- 2026-01-31 10:00 The queue stops (start)\n- 10:40 Orders are sent (resolved)\n",
    },
];
