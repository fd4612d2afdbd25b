//! Rules about a document as a whole: its head, its links, and what a template left.

use super::Rule;
use crate::diagnostic::Severity::{Info, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "date/missing",
        level: Warning,
        meaning: "nothing says on which day it was",
        reason: "A record without a day cannot be put beside others.",
        source: "the Google SRE book, whose example postmortem begins with its date",
        bad: "# The queue stopped\n\n## Summary\n\nIt broke.\n",
        good: "# The queue stopped\n\nDate: 2026-01-31\n\n## Summary\n\nIt broke.\n",
    },
    Rule {
        code: "link/anchor",
        level: Warning,
        meaning: "a link leads to a place of the document that is not there",
        reason: "Whoever follows it lands at the top, and does not know why.",
        source: "whydeck: on slides and in the page of the document such a link does nothing",
        bad: "## Summary\n\nSee [what happened](#times).\n\n## Timeline\n\n- 10:00 x\n",
        good: "## Summary\n\nSee [what happened](#timeline).\n\n## Timeline\n\n- 10:00 x\n",
    },
    Rule {
        code: "link/missing",
        level: Warning,
        meaning: "a link or a picture names a file beside the document that is not there",
        reason: "The graph that proved it is what a reader misses first.",
        source: "whydeck: a deck shows an empty frame in its place (`asset/missing`)",
        bad: "## Metrics\n\n![errors a minute](no-such-graph.png)\n",
        good: "## Metrics\n\n![errors a minute](https://graphs.example/errors.png)\n",
    },
    Rule {
        code: "people/named",
        level: Info,
        meaning: "somebody is named in the timeline or the whys",
        reason: "A role tells what happened as well, and leaves nobody exposed.",
        source: "the Google SRE book: blameless postmortems; Etsy's debriefing facilitation guide",
        bad: "---\nauthors: [Ann Lee]\n---\n\n## Timeline\n\n- 10:00 Ann Lee restarts the queue\n",
        good: "---\nauthors: [Ann Lee]\n---\n\n## Timeline\n\n- 10:00 The on-call engineer restarts the queue\n",
    },
    Rule {
        code: "picture/no-words",
        level: Warning,
        meaning: "a picture has no alternative text",
        reason: "Who listens to the page, or reads it without pictures, misses what it shows.",
        source: "the Web Content Accessibility Guidelines 2.2, criterion 1.1.1",
        bad: "## Metrics\n\n![](https://graphs.example/errors.png)\n",
        good: "## Metrics\n\n![errors a minute, 4,200 at 10:12](https://graphs.example/errors.png)\n",
    },
    Rule {
        code: "section/empty",
        level: Warning,
        meaning: "nothing stands below a heading",
        reason: "An empty section looks as if somebody meant to come back to it.",
        source: "the postmortem template of the Rust compiler team: every section is a question",
        bad: "## Summary\n\nIt broke.\n\n## Background\n\n## Impact\n\n310 orders were late.\n",
        good: "## Summary\n\nIt broke.\n\n## Background\n\nNone.\n\n## Impact\n\n310 orders were late.\n",
    },
    Rule {
        code: "section/unread",
        level: Info,
        meaning: "a document is in a language whose headings are not known",
        reason: "What is not recognised is not missing: no section is asked for.",
        source: "whydeck",
        bad: "## Zusammenfassung\n\nDie Suche war eine Stunde lang leer, weil ein Knoten fehlte und niemand \
              davon wusste. Nachdem wir alte Abbilder gelöscht hatten, kam der Knoten zurück, und alle \
              Antworten waren wieder vollständig. Kunden hatten zuerst angerufen; kein Alarm hatte sich \
              gemeldet.\n",
        good: "## Summary\n\nThe search was empty for an hour since a node was gone and nobody knew of it. \
               After we had deleted old snapshots the node came back, and all answers were whole again. \
               Customers had called first; no alert had fired.\n",
    },
    Rule {
        code: "status/draft",
        level: Info,
        meaning: "the document is a draft",
        reason: "Nobody knows whether what a draft says still holds.",
        source: "the Google SRE book: a postmortem that was not reviewed might as well not exist",
        bad: "---\nstatus: draft\n---\n\n## Summary\n\nIt broke.\n",
        good: "---\nstatus: in review\n---\n\n## Summary\n\nIt broke.\n",
    },
    Rule {
        code: "template/example",
        level: Warning,
        meaning: "an example of `whydeck new` is still in the document",
        reason: "It tells of an incident that never was.",
        source: "the skeletons of `whydeck new`: all of their text is an example",
        bad: "## Impact\n\nTwelve teams planned their morning without numbers.\n",
        good: "## Impact\n\nThree teams planned their morning without numbers.\n",
    },
    Rule {
        code: "template/instruction",
        level: Warning,
        meaning: "a section begins with what a template asks of its author",
        reason: "The question of a template stands where its answer should.",
        source: "the templates of Google, Atlassian and GitLab, which ask in running text",
        bad: "## Impact\n\nDescribe the impact on users, in numbers.\n",
        good: "## Impact\n\nEvery search was empty.\n",
    },
    Rule {
        code: "template/placeholder",
        level: Warning,
        meaning: "a placeholder stands where something is to be written",
        reason: "On a slide it is read aloud.",
        source: "the templates of Google, Atlassian and GitLab, which have such gaps",
        bad: "## Impact\n\nTBD\n",
        good: "## Impact\n\nNobody knows how many orders were late.\n",
    },
    Rule {
        code: "template/question",
        level: Info,
        meaning: "questions of `whydeck new` still stand in comments",
        reason: "They are for the author; whoever edits the document next reads them as open.",
        source: "the skeletons of `whydeck new`",
        bad: "## Impact\n\n<!-- Who noticed, and what did it cost them? -->\n\n310 orders were late.\n",
        good: "## Impact\n\n310 orders were late.\n",
    },
    Rule {
        code: "title/missing",
        level: Warning,
        meaning: "the document has no title",
        reason: "The title is what a list of postmortems shows.",
        source: "the Google SRE book, whose example postmortem has title and number",
        bad: "## Summary\n\nIt broke.\n",
        good: "# The queue stopped\n\n## Summary\n\nIt broke.\n",
    },
];
