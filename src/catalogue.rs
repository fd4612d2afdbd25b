//! The codes of all problems that whydeck knows: how bad each is, and what it means.
//!
//! Codes are stable: scripts and editors may rely on them. `docs/problems.md` is this table.

pub(crate) mod explain;
pub mod pattern;
pub(crate) mod rules;

use crate::diagnostic::Severity::{self, Error, Info, Warning};

/// A kind of problem.
#[derive(Debug, Clone, Copy)]
pub struct Problem {
    /// Its code, `subject/problem`.
    pub code: &'static str,
    /// How bad it can be.
    pub levels: &'static [Severity],
    /// What it means, in one line without a full stop.
    pub meaning: &'static str,
}

const ERROR: &[Severity] = &[Error];
const WARNING: &[Severity] = &[Warning];
const INFO: &[Severity] = &[Info];

/// All of them, by code.
pub const PROBLEMS: &[Problem] = &[
    problem(
        "agenda/minutes",
        WARNING,
        "the topics of an agenda take more minutes than the meeting has, or fewer",
    ),
    problem("agenda/section", WARNING, "a topic of an agenda names no section and no slide"),
    problem(
        "asset/changed",
        ERROR,
        "an address on the network gives something else than the lock file says",
    ),
    problem("asset/lock", WARNING, "the lock file of what was fetched cannot be read"),
    problem("asset/missing", WARNING, "a file that the deck refers to cannot be embedded"),
    problem(
        "asset/remote",
        WARNING,
        "a picture or a film is on the network, where a deck asks for nothing",
    ),
    problem("brand/color", WARNING, "a colour of a brand is not known"),
    problem("brand/unreadable", WARNING, "the file of a brand cannot be read"),
    problem(
        "check/fixed",
        WARNING,
        "a problem is set to a level, and stays an error since there is no deck with it",
    ),
    problem("check/many", WARNING, "comments silence so many rules that some are not read"),
    problem("check/reason", WARNING, "a comment silences a rule without saying why"),
    problem("check/unknown", WARNING, "a rule is set or silenced that does not exist"),
    problem("check/unused", WARNING, "a comment silences a rule that finds nothing there"),
    problem("check/wording", WARNING, "a team's own rules of wording cannot be used"),
    problem("data/aliases", ERROR, "YAML becomes too large when its aliases are written out"),
    problem("data/duplicate-key", ERROR, "a key stands twice in one mapping"),
    problem("data/nesting", ERROR, "lists and mappings of YAML nest too deeply"),
    problem("data/no-effect", WARNING, "a known key does nothing here"),
    problem("data/syntax", ERROR, "YAML or TOML is broken"),
    problem("data/timezone", WARNING, "a time zone is not known"),
    problem("data/unknown-key", WARNING, "a key is not known"),
    problem("data/value", &[Error, Warning], "a key has a value of the wrong kind"),
    problem("deck/anti-pattern", WARNING, "`deck.antiPatterns` names one that does not exist"),
    problem("deck/missing", ERROR, "a deck template does not exist or cannot be read"),
    problem("deck/template", ERROR, "a deck template is broken or makes too much"),
    problem(
        "deck/unused",
        WARNING,
        "a deck template is named for a document that has its own slides",
    ),
    problem(
        "figure/data",
        WARNING,
        "a chart, a timeline or a tree cannot be drawn from what its block holds",
    ),
    problem(
        "figure/repeated",
        WARNING,
        "a figure of the document stands in many places: later ones name the slide that shows it",
    ),
    problem("figure/size", INFO, "a figure is too large for one slide, and is shown in part"),
    problem("font/file", WARNING, "a font file that is named cannot be embedded"),
    problem("font/missing", INFO, "no font has some characters of the deck"),
    problem(
        "heading/near",
        INFO,
        "a heading is nearly one that begins a section: it is read as that one, or begins none",
    ),
    problem("import/file", ERROR, "a source of `new --from` cannot be read, or all are too large"),
    problem("import/nothing", ERROR, "the sources of `new --from` hold no entry of a timeline"),
    problem("import/several", ERROR, "a history tells of several incidents, and none was chosen"),
    problem("import/syntax", ERROR, "JSON or a table that `new --from` reads is broken"),
    problem("import/time", ERROR, "a row of a table has no time that can be read"),
    problem(
        "import/unknown",
        ERROR,
        "a source of `new --from` is none of the kinds that are known",
    ),
    problem("internal/panic", ERROR, "whydeck itself failed on a document"),
    problem(
        "previous/confidential",
        &[Warning, Info],
        "an earlier postmortem is confidential: nothing of it is taken",
    ),
    problem("previous/cut", WARNING, "`previous` names more than is read"),
    problem("previous/unread", WARNING, "an earlier postmortem cannot be read"),
    problem("project/unreadable", WARNING, "the file `whydeck.yaml` of a root cannot be read"),
    problem(
        "run/failed",
        ERROR,
        "what was asked for cannot be done: a file cannot be read or written",
    ),
    problem("slide/attribute", WARNING, "an attribute of a slide is left out"),
    problem("slide/figure", WARNING, "a diagram of this language is not drawn"),
    problem("slide/foreign", WARNING, "a form of another tool is not known here"),
    problem("slide/frame", WARNING, "a frame with another page becomes a link"),
    problem(
        "slide/html",
        WARNING,
        "an element of raw HTML is left out, since it could run or load something",
    ),
    problem("slide/icon", WARNING, "an icon is not known"),
    problem(
        "slide/include",
        WARNING,
        "a file that a slide file includes is left out, or a part of it",
    ),
    problem("slide/math", WARNING, "a formula cannot be read, and stands as text"),
    problem("slide/no-element", WARNING, "a comment with attributes stands after no element"),
    problem("slide/option", WARNING, "an option of reveal.js is not taken"),
    problem(
        "slide/overflow",
        WARNING,
        "a slide is taller than the canvas, even at the smallest size",
    ),
    problem("slide/separator", &[Error, Warning], "a separator of slides or notes cannot be read"),
    problem("slide/style", WARNING, "a part of a slide's style is left out"),
    problem("slide/unclosed-comment", WARNING, "a comment is never closed"),
    problem("slide/unclosed-container", WARNING, "a container `:::` is never closed"),
    problem("slide/unclosed-fence", WARNING, "a code block is never closed"),
    problem("slide/unclosed-html", WARNING, "an element of raw HTML is never closed"),
    problem("slide/unclosed-notes", WARNING, "notes are never closed"),
    problem(
        "slide/width",
        WARNING,
        "a table, a formula or a drawing is wider than its slide, even at the smallest size",
    ),
    problem("source/attributes", WARNING, "an element has too many attributes"),
    problem("source/columns", WARNING, "a table has too many columns"),
    problem("source/empty", WARNING, "the document is empty"),
    problem("source/encoding", WARNING, "the document is not UTF-8"),
    problem("source/line", INFO, "a line of code is too long to be coloured"),
    problem("source/missing", ERROR, "the document is not there"),
    problem("source/nesting", WARNING, "quotes, lists or containers nest too deeply"),
    problem("source/repeated", WARNING, "a footnote that is referred to often would fill the deck"),
    problem("source/tags", WARNING, "raw HTML opens too many elements"),
    problem("source/unreadable", ERROR, "the document cannot be read"),
    problem("theme/contrast", WARNING, "a text of a theme is too faint to be read on its ground"),
    problem("theme/font", WARNING, "a font of the theme cannot be embedded"),
    problem("theme/import", WARNING, "`@import` of a style sheet is left out"),
    problem("theme/missing", &[Error, Warning], "a theme does not exist or cannot be read"),
    problem("theme/page", &[Error, Warning], "the page template of a theme is broken or not used"),
    problem("theme/reveal", INFO, "a theme of reveal.js is named, and one of ours is used"),
    problem("theme/shape", ERROR, "`theme.yaml` is no mapping"),
    problem("theme/unreadable", ERROR, "a file of a theme cannot be read"),
    problem("timeline/date", &[Info, Warning], "times have no date"),
    problem(
        "timeline/day-order",
        INFO,
        "a date can be read with the day or the month first, and lies far from its neighbours",
    ),
    problem(
        "timeline/disagreement",
        WARNING,
        "two places of the document give different times or durations",
    ),
    problem(
        "timeline/half-day",
        INFO,
        "the times of a timeline go to twelve, without am and pm: some are read as after noon",
    ),
    problem("timeline/no-events", WARNING, "a timeline with digits in it holds no event"),
    problem("timeline/order", WARNING, "a phase is earlier than the one before it"),
    problem("timeline/phases", INFO, "times are read, but no phase of the incident"),
    problem("timeline/prose", INFO, "times stand in sentences, and there is no timeline"),
    problem(
        "timeline/several",
        WARNING,
        "several outages are marked: no times are those of the whole",
    ),
    problem("timeline/sorted", INFO, "entries of the timeline are not in the order of time"),
    problem("timeline/stamp", WARNING, "what stands where a time is expected is none"),
    problem("timeline/zone", WARNING, "the zone of some times is not known"),
    problem("trace/unknown", WARNING, "an id is referred to that nothing has"),
];

const fn problem(
    code: &'static str,
    levels: &'static [Severity],
    meaning: &'static str,
) -> Problem {
    Problem { code, levels, meaning }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::rules::RULES;
    use super::*;

    /// The text of all files of the library but this one, without their unit tests.
    fn sources() -> String {
        let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut all = String::new();
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
                if path.is_dir() {
                    open.push(path);
                } else if !name.starts_with("tests")
                    && !path.ends_with("catalogue/rules.rs")
                    && name != "catalogue"
                {
                    let text = fs::read_to_string(&path).expect("a file");
                    all += text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                }
            }
        }
        all
    }

    fn is_code(text: &str) -> bool {
        let is_word = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        text.split_once('/').is_some_and(|(subject, problem)| is_word(subject) && is_word(problem))
    }

    #[test]
    fn every_code_is_listed_once_and_used() {
        let codes: Vec<&str> = PROBLEMS.iter().map(|problem| problem.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "sorted, and none twice");
        let rules: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert!(rules.is_sorted_by(|a, b| a < b), "sorted, and none twice");
        let codes: Vec<&str> = codes.into_iter().chain(rules).collect();
        let subjects: BTreeSet<&str> =
            codes.iter().filter_map(|code| code.split('/').next()).collect();
        let number = codes.len();
        let sources = sources();
        let used: BTreeSet<&str> = sources
            .split('"')
            .filter(|text| is_code(text))
            .filter(|text| subjects.contains(text.split('/').next().unwrap_or_default()))
            .collect();
        let listed: BTreeSet<&str> = codes.into_iter().collect();
        assert_eq!(listed.len(), number, "a rule has the code of a problem");
        let unlisted: Vec<_> = used.difference(&listed).collect();
        let unused: Vec<_> = listed.difference(&used).collect();
        assert!(unlisted.is_empty() && unused.is_empty(), "{unlisted:?} {unused:?}");
    }

    #[test]
    fn every_code_is_explained() {
        for code in pattern::codes() {
            let text = explain::explained(code).expect("it is known");
            assert!(text.starts_with(&format!("{code} (")) && text.ends_with(".\n"), "{text}");
        }
        assert_eq!(explain::explained("no/such"), None);
    }

    #[test]
    fn every_problem_has_a_level_of_its_row() {
        let sources = sources();
        for (word, level) in [("error", Error), ("warning", Warning), ("info", Info)] {
            for call in sources.split(&format!("Diagnostic::{word}(")).skip(1) {
                let Some(rest) = call.trim_start().strip_prefix('"') else { continue };
                let code = rest.split('"').next().unwrap_or_default();
                let row = PROBLEMS.iter().find(|problem| problem.code == code);
                let row = row.unwrap_or_else(|| panic!("{code} is not listed"));
                assert!(row.levels.contains(&level), "{code} is listed without {word}");
            }
        }
    }

    fn page() -> String {
        let mut page = String::from(
            "# Problems\n\n\
             Every problem that whydeck reports has a code that stays the same, so that scripts and \
             editors can rely on it.\n\
             An **error** leaves no deck. After a **warning** there is one, but not as you meant it; \
             `--deny warnings` makes it count as an error. A **remark** (info) is worth knowing.\n\n\
             | code | level | what it means |\n|---|---|---|\n",
        );
        for Problem { code, levels, meaning } in PROBLEMS {
            page += &format!("| `{code}` | {} | {meaning} |\n", explain::words(levels));
        }
        page
    }

    /// Where the part of the page begins that is made of the table.
    const TABLE: &str = "## All rules\n\n| rule | level | what it finds |\n|---|---|---|\n";

    /// The page of all rules; what stands above the table is written by hand.
    fn rules_page() -> String {
        let page = include_str!("../docs/checks.md");
        let head = page.split("## All rules\n").next().unwrap_or_default();
        let mut page = head.to_owned() + TABLE;
        let mut details = String::new();
        for rule in RULES {
            let rules::Rule { code, level, meaning, reason, source, bad, good } = rule;
            let anchor = code.replace('/', "");
            let level = explain::words(&[*level]);
            page += &format!("| [`{code}`](#{anchor}) | {level} | {meaning} |\n");
            let noun = if level == "info" { "remark" } else { &level };
            let end = |text: &str| if text.ends_with('\n') { "" } else { "\n" };
            details += &format!(
                "\n### {code}\n\nA {noun}: {meaning}.\n\n{reason} ({source})\n\nFound in:\n\n\
                 `````markdown\n{bad}{}`````\n\nNot in:\n\n`````markdown\n{good}{}`````\n",
                end(bad),
                end(good)
            );
        }
        page + "\n## The rules one by one\n" + &details
    }

    #[test]
    fn the_pages_in_docs_are_current() {
        is_current("docs/problems.md", &page());
        is_current("docs/checks.md", &rules_page());
    }

    fn is_current(name: &str, page: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        if std::env::var_os("WHYDECK_UPDATE").is_some_and(|value| value == "1") {
            fs::write(&path, page).expect("a written file");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == page,
            "{name} is old: WHYDECK_UPDATE=1 cargo test --lib catalogue writes it anew"
        );
    }
}
