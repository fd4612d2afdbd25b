//! The same rules on documents in YAML.

use super::{full, pointed_at_in};

const DOCUMENT: &str = "\
title: The queue stopped
date: 2026-02-03
summary: |
  One.

  Two.

  Three.

  Four.
userImpact: 310 orders were late.
timeline:
  - at: 2026-01-31 10:00
    text: The queue stops
    kind: start
  - at: 2026-01-31 10:40
    text: It runs again
whys:
  - why: Why did it stop?
    answers:
      - text: It was full.
        whys:
          - why: Why was it full?
            answers:
              - The engineer forgot to empty it.
lessons:
  - Queues fill.
actionItems:
  - text: Improve monitoring
    owner: web
    due: 2026-01-15
  - text: Add a limit
    due: 2026-03-01
";

#[test]
fn findings_point_into_the_values() {
    let at = |code| pointed_at_in("incident.yaml", DOCUMENT, code);
    assert_eq!(at("summary/long"), ["Four."]);
    assert_eq!(at("whys/person"), ["The engineer forgot to empty it."]);
    assert_eq!(at("actions/vague"), ["Improve"]);
    assert_eq!(at("actions/overdue"), ["2026-01-15"]);
    assert_eq!(at("actions/no-owner"), ["Add a limit"]);
    assert_eq!(at("timeline/no-end"), ["timeline"]);
    assert_eq!(at("timeline/no-zone"), ["2026-01-31 10:00"]);
}

#[test]
fn a_finding_in_yaml_reads_as_one_in_markdown() {
    assert_eq!(
        full("incident.yaml", DOCUMENT, "whys/person"),
        "warning[whys/person]: the whys end at a person
  --> incident.yaml:25:17
   |
25 |               - The engineer forgot to empty it.
   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “engineer forgot” explains nothing that can be changed
   |
help: ask on: why was it easy to do, what made it look right at that moment, and what would have caught it?

"
    );
}
