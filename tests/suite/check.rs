//! `whydeck check`: what it finds, what is asked for, and how it ends. Each rule has its own
//! examples in the table of rules.

use crate::support::project::{Outcome, Project};

/// Breaks one rule, and has one problem that `build` tells, too.
const LONG: &str = "---\ntitel: x\n---\n# Outage\n\n## Summary\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\n\
                    ## Impact\n\nNobody.\n";

fn check(project: &Project, args: &str) -> Outcome {
    project.whydeck(["check"].into_iter().chain(args.split_whitespace()))
}

/// The codes that short lines name.
fn codes(outcome: &Outcome) -> Vec<&str> {
    let lines = outcome.stderr.lines();
    lines.filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|parts| parts.0).collect()
}

#[test]
fn a_finding_is_told_as_every_problem_is() {
    let project = Project::new().file("a.md", LONG);
    let outcome = check(&project, "a.md --only summary/long").exits(0);
    assert_eq!(
        outcome.stderr,
        "\
warning[summary/long]: the summary has 4 paragraphs
  --> a.md:14:1
   |
14 | Four.
   | ^^^^^ the fourth begins here
   |
help: what does not tell who was hit, and how it ended, has sections below

"
    );
    let short = check(&project, "a.md --message-format short --only summary");
    assert_eq!(short.stderr, "a.md:14:1: warning[summary/long]: the summary has 4 paragraphs\n");
}

#[test]
fn rules_are_chosen_by_code_and_by_subject() {
    let project = Project::new().file("a.md", LONG);
    let of = |args: &str| {
        let outcome = check(&project, &format!("a.md --message-format short {args}")).exits(0);
        codes(&outcome).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("--only summary/long,data/*"), ["data/unknown-key", "summary/long"]);
    assert_eq!(of("--only data"), ["data/unknown-key"]);
    assert_eq!(of("--only data,summary --except data/unknown-key"), ["summary/long"]);
    let all = of("");
    assert!(all.contains(&"data/unknown-key".into()) && all.contains(&"summary/long".into()));
    let unknown = check(&project, "a.md --only sumary/long").exits(2);
    assert!(unknown.stderr.contains("did you mean `summary/long`?"), "{}", unknown.stderr);
}

#[test]
fn errors_fail_and_warnings_fail_when_they_are_denied() {
    let project = Project::new()
        .file("a.md", LONG)
        .file("broken.md", "---\ntitle: [\n---\n# x\n\n## Summary\n\nx\n\n## Impact\n\nx\n");
    let denied = check(&project, "a.md --deny warnings --only summary").exits(1);
    assert!(denied.stderr.ends_with("failed: warnings are denied\n"), "{}", denied.stderr);
    check(&project, "a.md --deny warnings --only trace").exits(0);
    // What keeps a document from being read is told, whatever was asked for.
    let broken = check(&project, "broken.md --only trace --message-format short").exits(1);
    assert_eq!(codes(&broken), ["data/syntax"]);
    let gone = check(&project, "gone.md a.md --only summary --message-format short").exits(1);
    assert!(gone.stderr.starts_with("error: cannot read gone.md: "), "{}", gone.stderr);
    assert_eq!(codes(&gone), ["summary/long"]);
    check(&project, "").exits(2);
}

#[test]
fn a_broken_document_of_ours_fails_its_folder_and_others_do_not() {
    let broken = "---\nkind: postmortem\ntitle: [x\n---\n\nhello\n";
    let project = Project::new()
        .file("pm/a.md", broken)
        .file("pm/b.yaml", "title: \"Broken\ntimeline:\n  - at: 10:00\n   text: x\n")
        .file("pm/README.md", broken)
        .file("pm/blog.md", "---\ntitle: [x\nsummary: y\n---\n\nhello\n")
        .file("pm/chart.yaml", "title: {{ x }}\n{{- if y }}\nkind: Service\n");
    let others = "3 other documents are no known";
    let checked = check(&project, "pm --message-format short").exits(1);
    assert_eq!(codes(&checked), ["data/syntax", "data/syntax"]);
    assert!(checked.stderr.contains(others), "{}", checked.stderr);
    let listed = project.whydeck(["actions", "pm", "--message-format", "short"]).exits(1);
    assert_eq!(codes(&listed), ["data/syntax", "data/syntax"]);
    assert!(listed.stderr.contains(others), "{}", listed.stderr);
}

#[test]
fn a_named_file_that_is_guessed_to_be_slides_is_told_so() {
    let text = "# Disk full\n\n## Action items\n\n- Improve it\n";
    let project = Project::new().file("short.md", text);
    let said = check(&project, "short.md").exits(0).stderr;
    let guess = "short.md: slides (a guess: it fits on one slide; else `--as postmortem`)\n";
    assert!(said.ends_with(guess), "{said}");
    for args in ["short.md --as slides", "short.md --message-format json"] {
        let said = check(&project, args).exits(0).stderr;
        assert!(!said.contains("a guess"), "{said}");
    }
}

#[test]
fn a_folder_is_checked_but_for_guesses() {
    let project = Project::new()
        .file("2026/a.md", LONG)
        .file("2026/b.yaml", "title: x\nsummary: y\ntimeline: []\nimpcat: z\n")
        .file("2026/notes.md", "# Notes\n\nSome.\n")
        .file("2026/film.md", [0_u8; 40]);
    let outcome = check(&project, "2026 --message-format short --only data,summary").exits(1);
    assert_eq!(codes(&outcome), ["data/unknown-key", "summary/long", "data/unknown-key"]);
    assert!(outcome.stderr.contains("error: cannot read 2026/film.md: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("1 other document is no known"), "{}", outcome.stderr);
    let all = check(&project, "2026 --all --message-format short --only source").exits(1);
    assert!(!all.stderr.contains("other document"), "{}", all.stderr);
    let piped = project
        .whydeck_reading(LONG, ["check", "-", "--message-format", "short", "--only", "summary"])
        .exits(0);
    assert!(piped.stderr.starts_with("<stdin>:14:1: warning[summary/long]"), "{}", piped.stderr);
}

#[test]
fn slides_are_checked_as_a_build_checks_them() {
    let long = "# One\n\n".to_owned() + &"- a line of the slide\n".repeat(60);
    let slides = format!("---\ntype: slide\n---\n# A\n\n<script>x()</script>\n\n---\n\n{long}");
    let project = Project::new().file("talk.md", slides).file("a.md", LONG);
    let told = check(&project, "talk.md --message-format short").exits(0);
    assert_eq!(codes(&told), ["slide/html"]);
    let fitted = check(&project, "talk.md --layout --message-format short").exits(0);
    assert_eq!(codes(&fitted), ["slide/html", "slide/overflow"]);
    let built = project.whydeck(["build", "talk.md", "--message-format", "short"]).exits(0);
    assert_eq!(codes(&fitted), codes(&built));
    // A postmortem is measured, and checked as well.
    let both = check(&project, "a.md --layout --only summary,data --message-format short");
    assert_eq!(codes(&both.exits(0)), ["data/unknown-key", "summary/long"]);
    let found = check(&project, ". --only slide --message-format short").exits(0);
    assert_eq!(codes(&found), ["slide/html"]);
}

#[test]
fn rules_are_set_in_front_matter_and_for_all_documents() {
    let document = |check: &str| LONG.replace("titel: x", check);
    let project = Project::new()
        .file("whydeck.yaml", "check: {summary/*: info, data: error}\n")
        .file("sub/plain.md", LONG)
        .file("sub/off.md", document("check: {summary/long: off}"))
        .file("sub/error.md", document("check:\n  summary/long: error\n  summary: off"));
    let said = |args: &str| {
        let args = format!("{args} --only summary,data,check --message-format short");
        check(&project, &args).stderr
    };
    assert_eq!(
        said("sub/plain.md"),
        "sub/plain.md:2:1: error[data/unknown-key]: unknown key `titel`\n\
         sub/plain.md:14:1: info[summary/long]: the summary has 4 paragraphs\n"
    );
    check(&project, "sub/plain.md").exits(1);
    // What is asked for by name is never off.
    let summary = "sub/off.md:14:1: warning[summary/long]: the summary has 4 paragraphs\n";
    assert_eq!(said("sub/off.md"), summary);
    let quiet = check(&project, "sub/off.md --message-format short");
    assert!(!quiet.stderr.contains("summary/long"), "{}", quiet.stderr);
    check(&project, "sub/error.md --only source").exits(0);
    let raised = check(&project, "sub/error.md --message-format short").exits(1);
    assert!(raised.stderr.contains("error[summary/long]"), "{}", raised.stderr);
    // An error by setting makes a run fail, and leaves the deck.
    project.whydeck(["build", "sub/plain.md"]).exits(1);
    assert!(project.path("sub/plain.html").exists());
}

#[test]
fn what_is_wrong_with_settings_is_told_once_and_in_place() {
    let front = "---\ncheck: {sumary/long: off, data/syntax: off, timeline/order: loud}\n---\n";
    let project = Project::new()
        .file("whydeck.yaml", "thme: night\nroles: {}\ncheck:\n  nothing/like-it: off\n")
        .file("a.md", format!("{front}# x\n\n## Summary\n\nx\n\n## Impact\n\ny\n"))
        .file("b.md", LONG);
    let said = check(&project, "a.md b.md --only data,check --message-format short").exits(0);
    assert_eq!(
        said.stderr,
        "whydeck.yaml:1:1: warning[data/unknown-key]: unknown key `thme`\n\
         whydeck.yaml:2:1: warning[data/no-effect]: `roles` has no effect in this version\n\
         whydeck.yaml:4:3: warning[check/unknown]: there is no rule `nothing/like-it`\n\
         a.md:2:9: warning[check/unknown]: there is no rule `sumary/long`\n\
         a.md:2:27: warning[check/fixed]: `data/syntax` is an error in any case: without it there \
         is no deck\n\
         a.md:2:61: warning[data/value]: `timeline/order`: expected one of `off`, `info`, \
         `warning`, `error`\n\
         b.md:2:1: warning[data/unknown-key]: unknown key `titel`\n"
    );
    let marker = Project::new().file("whydeck.yaml", "# the root\n\n").file("b.md", LONG);
    assert!(!check(&marker, "b.md --message-format short").stderr.contains("whydeck.yaml"));
    for (content, said) in [
        ("#".repeat((1 << 20) + 1), "cannot read whydeck.yaml: it is larger than 1 MiB"),
        ("a: [\n".into(), "whydeck.yaml:2:1: error[data/syntax]"),
        ("- a\n".into(), "whydeck.yaml:1:1: warning[data/value]: expected a mapping"),
    ] {
        let project = Project::new().file("whydeck.yaml", content).file("b.md", LONG);
        let told = check(&project, "b.md --message-format short").stderr;
        assert!(told.contains(said), "{told}");
    }
}

#[test]
fn a_file_in_the_root_gives_all_decks_a_look() {
    let project = Project::new()
        .file("whydeck.yaml", "theme: night\nlang: de\ndeck: {template: decks/own.md}\n")
        .file("decks/own.md", "# Own {{title}}\n")
        .file("2026/a.md", LONG)
        .file("2026/b.md", LONG.replace("titel: x", "lang: fr\ndeck: {theme: paper}"));
    let built = |name: &str, more: &str| {
        let args = ["build", name, "-o", "out.html"].into_iter();
        project.whydeck(args.chain(more.split_whitespace())).exits(0);
        project.read("out.html")
    };
    let a = built("2026/a.md", "");
    assert!(a.contains("lang=\"de\"") && a.contains("Own Outage"), "{}", &a[..400]);
    assert_eq!(a.len(), built("2026/a.md", "--theme night").len());
    let b = built("2026/b.md", "");
    assert!(b.contains("lang=\"fr\"") && b.contains("Own Outage"), "{}", &b[..400]);
    assert_eq!(b.len(), built("2026/b.md", "--theme paper").len());
    assert_ne!(a.len(), b.len());
}

#[test]
fn a_rule_is_silenced_where_it_is_broken() {
    let said = |text: &str| {
        let project = Project::new().file("a.md", text);
        let args = "a.md --only summary,check,data --message-format short";
        check(&project, args).stderr
    };
    let with = |comment: &str| {
        LONG.replace("titel: x", "title: x")
            .replace("## Summary", &format!("{comment}\n## Summary"))
    };
    assert_eq!(said(&with("<!-- check-off summary/long: it was long -->\n")), "");
    assert_eq!(said(&with("<!-- check-off slide/html, summary/*: both -->")), "");
    let here = LONG.replace("titel: x", "title: x");
    assert_eq!(said(&here.replace("Four.", "Four. <!-- check-off summary: x -->")), "");
    assert_eq!(
        said(&here.replace("One.", "One. <!-- check-off summary/long: x -->")),
        "a.md:8:21: warning[check/unused]: `summary/long` finds nothing here: there is nothing to \
         silence\n\
         a.md:14:1: warning[summary/long]: the summary has 4 paragraphs\n"
    );
    assert_eq!(
        said(&with("<!-- check-off summary/long -->")),
        "a.md:6:6: warning[check/reason]: a rule is silenced without a reason\n"
    );
    assert_eq!(
        said(&with("<!-- check-off summary/lang: x -->\n\n<!-- check-off: x -->")),
        "a.md:6:16: warning[check/unknown]: there is no rule `summary/lang`\n\
         a.md:8:6: warning[check/unknown]: this comment names no rule: it silences nothing\n\
         a.md:17:1: warning[summary/long]: the summary has 4 paragraphs\n"
    );
    let front = LONG.replace("titel: x", "# check-off data/unknown-key: ours\ntitel: x");
    assert!(!said(&front).contains("data/unknown-key"));
}

#[test]
fn a_rule_is_silenced_in_yaml_and_in_slides() {
    let yaml =
        "title: x\nsummary: y\ntimeline: []\n# check-off data/*: ours\nimpcat: z\nothre: 1\n";
    let slides = "---\ntype: slide\n---\n# A\n\n<!-- check-off slide/html: known -->\n\
                  <script>x()</script>\n";
    let project = Project::new().file("a.yaml", yaml).file("t.md", slides);
    let said = check(&project, "a.yaml --only data,check --message-format short").stderr;
    assert_eq!(said, "a.yaml:6:1: warning[data/unknown-key]: unknown key `othre`\n");
    assert_eq!(check(&project, "t.md").exits(0).stderr, "");
    // A build obeys it, and shows nothing of it.
    let built = project.whydeck(["build", "t.md"]).exits(0);
    assert_eq!(built.stderr, "");
    assert!(!project.read("t.html").contains("check-off"));
    // What only a measure finds is not unused where nothing was measured.
    let fits = slides.replace("slide/html", "slide/html, slide/overflow");
    let project = Project::new().file("t.md", fits);
    assert_eq!(check(&project, "t.md").stderr, "");
    let measured = check(&project, "t.md --layout --message-format short").stderr;
    assert!(measured.contains("warning[check/unused]: `slide/overflow`"), "{measured}");
}

#[test]
fn a_code_is_explained_without_a_document() {
    let project = Project::new();
    let said = |code: &str| project.whydeck(["check", "--explain", code]);
    let rule = said("summary/long").exits(0).stdout;
    for part in ["summary/long (warning): ", "Source: ", "\n    Four.\n", "check-off summary/long"]
    {
        assert!(rule.contains(part), "{rule}");
    }
    let problem = said("timeline/order").exits(0).stdout;
    assert!(problem.starts_with("timeline/order (warning): "), "{problem}");
    let unknown = said("sumary/long").exits(1);
    assert_eq!(
        unknown.stderr,
        "error: there is no rule and no problem `sumary/long`\nhelp: did you mean `summary/long`?\n"
    );
    project.whydeck(["check", "--explain", "summary/long", "a.md"]).exits(2);
}
