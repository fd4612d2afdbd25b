//! Sentences that blame, each beside one that just does not.

use super::{Checked, Rules};

fn found(sentence: &str) -> Vec<String> {
    Checked::of(&format!("# A\n\n## Summary\n\n{sentence}\n")).shown()
}

/// Each sentence with what is found in it.
fn assert_all(pairs: &[(&str, &[&str])]) {
    for (sentence, expected) in pairs {
        assert_eq!(found(sentence), *expected, "{sentence}");
    }
}

#[test]
fn the_subject_decides() {
    assert_all(&[
        ("The release engineer forgot the second region.", &["agent: The release engineer forgot"]),
        ("The cache forgot the second region.", &[]),
        ("We forgot the second region.", &["agent: We forgot"]),
        ("The team's script forgot the second region.", &[]),
        ("The script of the storage team ignored the flag.", &[]),
        (
            "The lead of the storage team ignored the flag.",
            &["agent: The lead of the storage team ignored"],
        ),
        ("@mira overlooked the flag.", &["agent: @mira overlooked"]),
        ("Customers failed to sign in.", &[]),
        ("The intruder ignored the banner.", &[]),
    ]);
}

#[test]
fn a_letter_of_several_bytes_before_an_apostrophe_is_no_n() {
    assert_all(&[("The ⴀ't and the é't did not restart.", &[])]);
}

#[test]
fn the_head_of_a_phrase_is_the_subject() {
    assert_all(&[
        ("One of the engineers misread the graph.", &["agent: One of the engineers misread"]),
        ("The engineer on call misread the graph.", &["agent: The engineer on call misread"]),
        ("In the evening the engineer misread the graph.", &["agent: the engineer misread"]),
        ("The dashboard of the engineers missed two spikes.", &[]),
        ("The engineer who had deployed the change misread the graph.", &["agent: misread"]),
        ("The change that the engineer had deployed broke the login page.", &[]),
        ("The change deployed by the engineer broke the login page.", &[]),
    ]);
}

#[test]
fn a_subject_holds_for_the_verbs_that_follow() {
    assert_all(&[
        ("The developer merged the change and forgot the flag.", &["agent: forgot"]),
        ("The pipeline merged the change and ignored the flag.", &[]),
        ("The developer, tired after the move, forgot the flag.", &["agent: forgot"]),
    ]);
}

#[test]
fn programs_with_names_of_people_are_programs() {
    assert_all(&[
        ("The operator ignored the warning.", &["agent: The operator ignored"]),
        ("The Prometheus operator ignored the annotation.", &[]),
        ("The `etcd` operator ignored the annotation.", &[]),
    ]);
}

#[test]
fn omissions_blame_and_vain_attempts_do_not() {
    assert_all(&[
        ("The reviewer failed to check the limit.", &["agent: The reviewer failed to check"]),
        ("The reviewer failed to reproduce the crash.", &[]),
        ("Eight pods failed to start.", &[]),
        ("We failed over to the second site.", &[]),
    ]);
}

#[test]
fn what_was_not_done_blames_whom_it_singles_out() {
    assert_all(&[
        ("The second shift did not read the notes.", &["agent: The second shift did not read"]),
        ("We did not read the notes.", &[]),
        ("The team did not read the notes.", &[]),
        ("The second shift did not have the notes.", &[]),
        ("Nobody read the notes.", &[]),
        ("Nobody cared.", &["agent: Nobody cared"]),
        ("Why did the second shift not read the notes?", &["agent: did the second shift not read"]),
    ]);
}

#[test]
fn a_passive_blames_by_whom_it_was_done() {
    assert_all(&[
        (
            "The alert was ignored by the night shift.",
            &["agent: The alert was ignored by the night shift"],
        ),
        ("The alert was ignored by the proxy.", &[]),
        ("The alert was ignored.", &[]),
        ("The renewal was forgotten.", &["agent: The renewal was forgotten"]),
    ]);
}

#[test]
fn a_better_past_is_told_from_guesses_and_norms() {
    assert_all(&[
        ("We should have warned support.", &["counterfactual: We should have warned"]),
        ("We should warn support.", &[]),
        ("We should have two links.", &[]),
        (
            "The link could have been cut earlier.",
            &["counterfactual: The link could have been cut"],
        ),
        ("The link could have leaked data.", &[]),
        (
            "If we had warned support, the queue had stayed short.",
            &["counterfactual: we had warned"],
        ),
        ("If we had a second link, we could move.", &[]),
        ("Had we warned support, the queue had stayed short.", &["counterfactual: Had we warned"]),
        ("Had it not been for luck, we would have lost a day.", &[]),
    ]);
}

#[test]
fn conduct_is_held_against_a_standard() {
    assert_all(&[
        ("He did not follow the runbook.", &["norm: He did not follow"]),
        ("The job did not follow the link.", &[]),
        ("The contractor bypassed the review.", &["norm: The contractor bypassed"]),
        ("The request bypassed the cache.", &[]),
        ("She was supposed to wait.", &["norm: She was supposed"]),
        ("The timer was supposed to wait.", &[]),
        (
            "They shipped it on a holiday although our rules forbid it.",
            &["norm: although our rules forbid"],
        ),
    ]);
}

#[test]
fn human_error_as_a_cause_blames() {
    assert_all(&[
        ("Cause: human error", &["agent: human error"]),
        ("The outage was due to human error.", &["agent: human error"]),
        ("Human error is never where we stop.", &[]),
        ("The form shows a user error.", &[]),
    ]);
}

#[test]
fn only_the_authors_own_words_are_read() {
    let text = "# A\n\n## Summary\n\n### We forgot it\n\n> We forgot it.\n\n```\nWe forgot it.\n```\n\n\
                The log says “we forgot it” and `we forgot it`.\n\n| We forgot it |\n|---|\n| - |\n";
    assert_eq!(Checked::of(text).shown(), Vec::<String>::new());
}

#[test]
fn lists_and_cells_have_no_subject() {
    let text = "# A\n\n## Lessons Learned\n\n- Forgot to turn the flag off\n- Did not ask support\n\
                - Did not restart\n\n## Root cause\n\n| Cause | Forgot the flag |\n|---|---|\n\
                | Trigger | Misread the graph |\n";
    assert_eq!(
        Checked::of(text).shown(),
        ["agent: Forgot", "agent: Did not ask", "agent: Misread",]
    );
}

#[test]
fn the_caret_stands_under_what_the_author_wrote() {
    let text = "# A\n\n## Summary\n\nIt broke &amp; *the\nengineer* **forgot** \\[it\\].\n";
    assert_eq!(Checked::of(text).shown(), ["agent: the engineer* **forgot"]);
}

#[test]
fn people_of_the_document_are_people() {
    let text = |author: &str| {
        format!("---\nauthors: [{author}]\n---\n# A\n\n## Summary\n\nZorblax ignored the alert.\n")
    };
    assert_eq!(Checked::of(&text("Zorblax Quill")).shown(), ["agent: Zorblax ignored"]);
    assert_eq!(Checked::of(&text("Someone Else")).shown(), Vec::<String>::new());
}

#[test]
fn other_languages_are_left_alone() {
    let text = "---\nlang: de\n---\n# A\n\n## Summary\n\nWe forgot it.\n";
    assert_eq!(Checked::of(text).shown(), Vec::<String>::new());
    assert!(Rules::of("de").is_none());
    assert!(Rules::of("en-GB").is_some());
}

#[test]
fn a_finding_says_what_helps() {
    let checked = Checked::of("# A\n\n## Summary\n\nThe clerk forgot to turn the flag off.\n");
    let one = &checked.found[0];
    assert_eq!(one.code, "wording/agent");
    assert_eq!(one.message, "“The clerk forgot” makes a person the cause");
    assert_eq!(one.label.as_deref(), Some("what made it possible?"));
    let help = one.help.as_deref().expect("help");
    assert!(help.contains("turn the flag off"), "{help}");
}

#[test]
fn a_team_adds_rules_or_brings_its_own() {
    let english = Rules::of("en").expect("English");
    let text = "# A\n\n## Summary\n\nThe wizard zapped it. We forgot it.\n";
    let more = "words: {role: [wizard]}\nverbs: [{verbs: [zap/zapped], blame: agent}]\n";
    let rules = english.with(more).expect("rules");
    assert_eq!(
        Checked::with(text, &rules).shown(),
        ["agent: The wizard zapped", "agent: We forgot",]
    );
    let own = english.with(&format!("replace: true\n{more}")).expect("rules");
    let shown = Checked::with(text, &own).shown();
    assert!(shown.iter().all(|found| !found.contains("forgot")), "{shown:?}");
    let silenced = english.with("exceptions: [we forgot it]").expect("rules");
    assert_eq!(Checked::with(text, &silenced).shown(), Vec::<String>::new());
}

#[test]
fn wrong_rules_say_where() {
    let english = Rules::of("en").expect("English");
    let text = "exceptions: []\nverbs: [{verbs: [zap], blame: shame}]\n";
    let error = english.with(text).expect_err("no such class");
    assert!(
        text[error.at..].starts_with("shame") || text[..error.at].contains("verbs"),
        "{error:?}"
    );
    let text = "states: [{states: [odd], rewording: nowhere}]\n";
    let error = english.with(text).expect_err("no such rewording");
    assert_eq!(&text[error.at..error.at + 7], "nowhere");
    assert!(english.with("verbz: []").is_err());
}
