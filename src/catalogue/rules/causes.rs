//! Rules about causes and lessons.

use super::Rule;
use crate::diagnostic::Severity::{Info, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "lessons/missing",
        level: Warning,
        meaning: "there are no lessons",
        reason: "What a team knows now that it did not know before is what others can use.",
        source: "the postmortem template of the Rust compiler team: the whys yield lessons",
        bad: "## Summary\n\nIt broke.\n",
        good: "## Summary\n\nIt broke.\n\n## Lessons learned\n\n- A queue has a limit.\n",
    },
    Rule {
        code: "lessons/no-action",
        level: Warning,
        meaning: "no action follows from a lesson, where others say what follows from them",
        reason: "A lesson that changes nothing is learned again.",
        source: "the postmortem template of the Rust compiler team: lessons yield actions",
        bad: "## Lessons learned\n\n- **L1:** A queue has a limit.\n- **L2:** Tests were too small.\n\n\
              ## Action items\n\n- [x] Raise the limit (from L1)\n",
        good: "## Lessons learned\n\n- **L1:** A queue has a limit.\n- **L2:** Tests were too small.\n\n\
               ## Action items\n\n- [x] Raise the limit (from L1)\n- [x] Test with forty (from L2)\n",
    },
    Rule {
        code: "trace/none",
        level: Info,
        meaning: "nothing says which lesson or action follows from which why",
        reason: "Whoever asks why something is done finds the cause, and the other way round.",
        source: "the postmortem template of the Rust compiler team: whys yield lessons, and lessons \
                 yield actions",
        bad: "## Five whys\n\n- Why did it stop?\n  - It was full.\n    - Why?\n      - Nothing empties it.\n\n\
              ## Lessons learned\n\n- A queue has a limit.\n",
        good: "## Five whys\n\n- Why did it stop?\n  - It was full.\n    - Why?\n      - Nothing empties it.\n\n\
               ## Lessons learned\n\n- A queue has a limit. (from W2)\n",
    },
    Rule {
        code: "whys/loose",
        level: Warning,
        meaning: "neither a lesson nor an action follows from a root cause, where others have one",
        reason: "A root cause that nothing is done about brings the incident back.",
        source: "the postmortem template of the Rust compiler team: the whys yield lessons",
        bad: "## Five whys\n\n- Why did it stop?\n  - It was full.\n    - Why?\n      - Nothing empties it.\n\
              - Why did nobody see it?\n  - No alert asks.\n\n## Lessons learned\n\n- Queues fill. (from W2)\n",
        good: "## Five whys\n\n- Why did it stop?\n  - It was full.\n    - Why?\n      - Nothing empties it.\n\
               - Why did nobody see it?\n  - No alert asks.\n\n## Lessons learned\n\n- Queues fill. (from W2, W3)\n",
    },
    Rule {
        code: "whys/missing",
        level: Warning,
        meaning: "nothing asks why it happened",
        reason: "Without causes the next meeting mends what broke last time, and nothing else.",
        source: "the postmortem template of the Rust compiler team: Five Whys",
        bad: "## Summary\n\nIt broke.\n",
        good: "## Summary\n\nIt broke.\n\n## Root cause\n\nThe queue refuses large messages.\n",
    },
    Rule {
        code: "whys/person",
        level: Warning,
        meaning: "the whys end at a person",
        reason: "Whoever comes next makes the same slip; what made it possible can be changed.",
        source: "Etsy's debriefing facilitation guide; the Google SRE book: blameless postmortems",
        bad: "## Five whys\n\n- Why did it stop?\n  - The disk was full.\n    - Why was it full?\n\
              \x20     - The engineer forgot to delete snapshots.\n",
        good: "## Five whys\n\n- Why did it stop?\n  - The disk was full.\n    - Why was it full?\n\
               \x20     - Nothing deletes snapshots.\n",
    },
    Rule {
        code: "whys/shallow",
        level: Warning,
        meaning: "the whys stop after one level",
        reason: "The first answer is what broke; further ones say why it could.",
        source: "the postmortem template of the Rust compiler team: each answer sparks more whys, \
                 until the root cause is found",
        bad: "## Five whys\n\n- Why did it stop?\n  - The disk was full.\n",
        good: "## Five whys\n\n- Why did it stop?\n  - The disk was full.\n    - Why was it full?\n\
               \x20     - Nothing deletes snapshots.\n",
    },
    Rule {
        code: "whys/unanswered",
        level: Warning,
        meaning: "a question of the whys has no answer",
        reason: "A question left open in the record reads as one that nobody asked.",
        source: "the postmortem template of the Rust compiler team: dig until the root cause is found",
        bad: "## Five whys\n\n- Why did it stop?\n  - The disk was full.\n    - Why was it full?\n",
        good: "## Five whys\n\n- Why did it stop?\n  - The disk was full.\n    - Why was it full?\n\
               \x20     - Nothing deletes snapshots.\n",
    },
];
