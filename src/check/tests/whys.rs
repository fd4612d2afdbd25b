//! The whys: where they end, and who is to blame for nothing.

use super::pointed_at;

fn leaf(answer: &str) -> String {
    format!("## Five whys\n\n- Why did it stop?\n  - It was full.\n    - Why?\n      - {answer}\n")
}

#[test]
fn an_answer_that_is_a_person_is_no_end() {
    for answer in [
        "The on-call engineer forgot to rotate the logs.",
        "Because somebody accidentally deleted the index.",
        "Human error.",
        "A reviewer overlooked the second file.",
        "We didn't check the size first.",
        "It was an operator error during the night.",
        "The developer should have known the limit.",
        "The DBA ran the wrong script",
        "Marta Kowalska approved it",
        "Marta mistyped the port number.",
    ] {
        let found = pointed_at(&leaf(answer), "whys/person");
        assert_eq!(found, [answer], "{answer}");
    }
}

#[test]
fn an_answer_about_how_the_work_is_done_is_one() {
    for answer in [
        "Nothing deletes old snapshots.",
        "The engineer had no runbook for a full disk.",
        "Marta Kowalska was never asked for a review.",
        "The engineer read the graph of the wrong cluster, since both have one name.",
        "The tool asks Marta Kowalska for the port.",
        "The alert missed the first hour of errors.",
        "The health check failed to notice an empty answer.",
        "Operators cannot see the limit in the dashboard.",
        "The job ignored the configuration.",
        "The pod should have been restarted by the kubelet.",
    ] {
        assert_eq!(pointed_at(&leaf(answer), "whys/person"), [""; 0], "{answer}");
    }
}

#[test]
fn a_person_in_the_middle_is_asked_about_and_is_no_end() {
    let whys = "## Five whys\n\n- Why did it stop?\n  - The engineer forgot the flag.\n    \
                - Why could it be forgotten?\n      - Nothing asks for it.\n";
    assert_eq!(pointed_at(whys, "whys/person"), [""; 0]);
}

#[test]
fn whys_of_one_level_are_told_once_and_only_where_all_are() {
    let two = "## Whys\n\n### First\n\n- Why did it stop?\n  - It was full.\n\n### Second\n\n\
               - Why did nobody see it?\n  - No alert.\n";
    assert_eq!(pointed_at(two, "whys/shallow"), ["Why did it stop?"]);
    let deeper = two.to_owned() + "    - Why not?\n      - Nobody owns alerts.\n";
    assert_eq!(pointed_at(&deeper, "whys/shallow"), [""; 0]);
}

#[test]
fn a_question_without_an_answer_is_named() {
    let open = "## Whys\n\n- **Why did it stop?**\n  - It was full.\n    - **Why was it full?**\n";
    assert_eq!(pointed_at(open, "whys/unanswered"), ["**Why was it full?**"]);
}

#[test]
fn a_root_cause_that_nothing_follows_from_is_named_where_others_have_something() {
    let whys = "## Whys\n\n- Why did it stop?\n  - It was full.\n- Why did nobody see it?\n  - No alert.\n\n\
                ## Lessons\n\n- A disk has an end. ";
    assert_eq!(pointed_at(&format!("{whys}(from W1)\n"), "whys/loose"), ["No alert."]);
    assert_eq!(pointed_at(&format!("{whys}(from W1, W2)\n"), "whys/loose"), [""; 0]);
    assert_eq!(pointed_at(&format!("{whys}\n"), "whys/loose"), [""; 0]);
    assert_eq!(pointed_at(&format!("{whys}\n"), "trace/none"), ["Why did it stop?"]);
}
