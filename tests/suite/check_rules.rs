//! What `whydeck check` finds beside the text: figures, themes, and a skeleton that was written
//! over. The rules of the text have their own examples.

use crate::support::project::Project;

#[test]
fn figures_whose_data_cannot_be_drawn_are_named_without_a_deck() {
    let project = Project::new().file(
        "a.md",
        "# A\n\n## Impact\n\nNobody.\n\n## Metrics\n\n```chart\nunit: %\nTime,Errors\n10:00,many\n```\n\n```timeline\nnothing\n```\n\n\
         ```chart\nTime,Errors\n10:00,2\n10:10,31\n```\n\n```whys\n```\n",
    );
    let told = project
        .whydeck(["check", "a.md", "--only", "figure", "--message-format", "short"])
        .exits(0);
    let lines: Vec<&str> = told.stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{}", told.stderr);
    assert!(lines[0].starts_with("a.md:12:7: warning[figure/data]: "), "{}", lines[0]);
    assert!(lines[1].starts_with("a.md:15:1: warning[figure/data]: "), "{}", lines[1]);
}

#[test]
fn faint_texts_of_a_theme_are_named_in_its_file() {
    let project = Project::new()
        .file(
            "a.md",
            "---\ndeck: {theme: ours}\n---\n# A\n\n## Summary\n\nIt broke.\n\n## Impact\n\nNone.\n",
        )
        .file("b.md", "---\ntheme: ours\ntype: slide\n---\n# A\n\n---\n\n# B\n")
        .file(
            "ours/theme.yaml",
            "name: ours\ncolors:\n  ink: \"#222222\"\n  muted: \"#9aa0a6\" # grey\n",
        );
    let of = |file| project.whydeck(["check", file, "--only", "theme"]).exits(0).stderr;
    assert_eq!(of("b.md"), of("a.md"), "slides have themes, too");
    assert_eq!(
        of("a.md"),
        "\
warning[theme/contrast]: `muted` on `surface` has a contrast of 2.2:1
 --> ours/theme.yaml:4:3
  |
4 |   muted: \"#9aa0a6\" # grey
  |   ^^^^^^^^^^^^^^^^ text needs 4.5:1 to be read
  |
help: make one of the two darker, or the other lighter

"
    );
}

#[test]
fn a_theme_that_can_be_read_and_built_in_ones_are_left_alone() {
    let project = Project::new()
        .file("a.md", "---\ndeck: {theme: ours}\n---\n# A\n\n## Summary\n\nIt broke.\n\n## Impact\n\nNone.\n")
        .file("b.md", "---\ndeck: {theme: night}\n---\n# A\n\n## Summary\n\nIt broke.\n\n## Impact\n\nNone.\n")
        .file("ours/theme.yaml", "colors:\n  muted: \"#4a5057\"\n  ink: rebeccapurple\n");
    let told = project.whydeck(["check", "a.md", "b.md", "--only", "theme"]).exits(0);
    assert_eq!(told.stderr, "");
}

#[test]
fn a_silenced_item_leaves_its_group() {
    let items = |last: &str| {
        let text =
            "# A\n\n## Summary\n\nIt broke.\n\n## Action items\n\n- Add 1 alert\n- Write 1 page";
        format!("{text}{last}\n- Add 1 test\n")
    };
    let project = Project::new()
        .file("a.md", items(""))
        .file("b.md", items(" <!-- check-off actions/no-owner: a team of one -->"));
    let of = |file| {
        let args = ["check", file, "--only", "actions/no-owner,check", "--message-format", "short"];
        project.whydeck(args).exits(0).stderr
    };
    assert_eq!(
        of("a.md"),
        "a.md:9:3: warning[actions/no-owner]: none of 3 open actions has an owner\n"
    );
    assert_eq!(
        of("b.md"),
        "b.md:9:3: warning[actions/no-owner]: AI-1 has no owner\n\
         b.md:11:3: warning[actions/no-owner]: AI-3 has no owner\n"
    );
}

#[test]
fn a_comment_that_silences_no_problem_of_the_timeline_is_told() {
    let text = |time: &str| {
        format!(
            "# A\n\n## Summary\n\nIt broke.\n\n## Timeline (UTC)\n\n- 2026-01-31 10:00 (start) a\n\
             - {time} b <!-- check-off timeline/half-day: as it was -->\n- 10:20 (resolved) c\n"
        )
    };
    let project = Project::new().file("a.md", text("10:10"));
    let args = ["check", "a.md", "--only", "check", "--message-format", "short"];
    let told = project.whydeck(args).exits(0).stderr;
    assert!(told.starts_with("a.md:10:26: warning[check/unused]"), "{told}");
}

#[test]
fn a_file_of_wording_is_named_in_whydeck_yaml_and_its_faults_are_told_in_words() {
    let text = "# A\n\n## Summary\n\nThe engineer forgot it.\n\n## Impact\n\nNone.\n";
    let told = |project: Project| {
        let only = "wording,check/wording,data";
        let args = ["check", "a.md", "--only", only, "--message-format", "short"];
        project.whydeck(args).stderr
    };
    let rules = Project::new()
        .file("whydeck.yaml", "check: {wording: w.yaml}\n")
        .file("w.yaml", "phrases: [stupid]\n")
        .file("a.md", text);
    let said = told(rules);
    assert!(said.contains("w.yaml:1:"), "{said}");
    assert!(said.lines().any(|line| line.starts_with("w.yaml:1:")), "{said}");
    assert!(said.contains("[check/wording]: phrases[0]: expected a mapping such as"), "{said}");
    let off = Project::new().file("whydeck.yaml", "check: {wording: off}\n").file("a.md", text);
    assert_eq!(
        off.whydeck(["check", "a.md", "--message-format", "short"])
            .stderr
            .matches("wording/")
            .count(),
        0
    );
    let own = format!("---\ncheck: {{wording: w.yaml}}\n---\n{text}");
    let said = told(Project::new().file("a.md", own));
    assert!(said.contains("a file of rules is named in `whydeck.yaml`"), "{said}");
}
