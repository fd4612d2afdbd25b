//! What is wrong with a team's file of rules, in words that its authors understand.

/// Rust's names for what was expected, and ours.
const WANTED: [(&str, &str); 8] = [
    ("struct Written", "keys such as `verbs` and `phrases`"),
    ("struct VerbRule", "a mapping such as `{verbs: [zap/zapped], blame: agent}`"),
    ("struct StateRule", "a mapping such as `{states: [careless], blame: agent}`"),
    ("struct PhraseRule", "a mapping such as `{phrases: [pilot error], blame: agent}`"),
    ("a sequence", "a list"),
    ("a map", "a mapping"),
    ("a boolean", "`true` or `false`"),
    ("a string", "text"),
];

/// The message of the parser in our words; its place is told apart.
pub(super) fn in_words(problem: &str) -> String {
    let problem = problem.rsplit_once(" at line ").map_or(problem, |(problem, _)| problem);
    if let Some((place, rest)) = problem.split_once("invalid type: ")
        && let Some((found, wanted)) = rest.rsplit_once(", expected ")
    {
        let own = WANTED.iter().find(|(name, _)| *name == wanted);
        let wanted = own.map_or(wanted, |(_, own)| own);
        let found = match found {
            "map" => "a mapping",
            "sequence" => "a list",
            "unit value" => "nothing",
            // `string "large"`: the value itself says enough.
            value => value.find(['"', '`']).map_or(value, |at| &value[at..]),
        };
        return format!("{place}expected {wanted}, found {found}");
    }
    problem
        .replacen("unknown field", "there is no key", 1)
        .replacen("unknown variant", "there is no", 1)
        .replacen(", expected one of ", "; there are ", 1)
}

#[cfg(test)]
mod tests {
    use super::super::Rules;

    #[test]
    fn wrong_rules_are_told_in_words() {
        let english = Rules::of("en").expect("English");
        for (text, message) in [
            (
                "phrases: [stupid]",
                "phrases[0]: expected a mapping such as `{phrases: [pilot error], blame: agent}`, found \"stupid\"",
            ),
            ("- verbs", "expected keys such as `verbs` and `phrases`, found a list"),
            ("exceptions: {a: b}", "exceptions: expected a list, found a mapping"),
            (
                "verbs: [{verbs: [zap], blame: shame}]",
                "verbs[0].blame: there is no `shame`; there are `agent`, `counterfactual`, `norm`",
            ),
            ("replace: some", "replace: expected `true` or `false`, found \"some\""),
        ] {
            assert_eq!(english.with(text).expect_err(text).message, message);
        }
        let error = english.with("phrases: [{code: x}]").expect_err("no such key");
        assert!(
            error.message.starts_with("phrases[0]: there is no key `code`; there are `phrases`"),
            "{error}"
        );
    }

    #[test]
    fn the_example_of_the_page_is_right() {
        let page = include_str!("../../../docs/checks.md");
        let example = page.split("```yaml\n# wording.yaml\n").nth(1).expect("an example");
        let example = example.split("```").next().expect("an example");
        Rules::of("en").expect("English").with(example).expect("rules");
    }
}
