//! Forms that few authors use: admonitions, a second timeline, owners above lists, prompts of
//! templates, slips in headings.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{ActionState, Postmortem, SectionKind};

fn at(pm: &Postmortem) -> Vec<String> {
    let moments = pm.timeline.events.iter().filter_map(|event| event.moment);
    moments.map(|moment| moment.at.strftime("%H:%M").to_string()).collect()
}

#[test]
fn admonitions_are_read_like_the_text_around_them() {
    let text = "# Licences\n\n!!! failure \"Licence server down on 3 June 2024\"\n\n    **Impact:** new installs\n\n    **Timeline (UTC):**\n    - 10:02 - Requests begin to fail\n    - 10:40 - Service fully restored\n\n??? tip \"Action items\"\n    - Buy a second switch (@ann)\n\n    ```\n    code\n    ```\n\nAfter all.\n";
    with(text, |pm, sources, _| {
        assert_eq!(at(pm), ["10:02", "10:40"]);
        let place = |index: usize| sources.position(pm.timeline.events[index].span);
        assert_eq!((place(0).line, place(0).column), (8, 5), "of the file");
        assert_eq!(pm.action_items.len(), 1);
        assert_eq!(pm.action_items[0].owner.as_deref(), Some("ann"));
        assert!(pm.sections.iter().any(|section| section.kind == SectionKind::UserImpact));
    });
}

#[test]
fn a_second_timeline_goes_on_with_the_first() {
    let text = "# Down on 2024-06-03\n\n## Timeline (UTC)\n\n### 10:02\n\nRequests begin to fail\n\n### 11:30\n\nIncident resolved.\n\n## Follow-up timeline (UTC)\n\n### 14:16\n\nBo asks for logs\n";
    with(text, |pm, _, _| assert_eq!(at(pm), ["10:02", "11:30", "14:16"]));
}

#[test]
fn a_bold_line_above_actions_owns_them_where_it_is_somebody() {
    let read = |top: &str, line: &str| {
        let text = format!(
            "# T\n\n{top}\n\n## Summary\n\nx\n\n## Actions\n\n- Call the vendor\n\n**{line}**\n\n- Write a runbook\n- Test it\n"
        );
        with(&text, |pm, _, _| {
            assert_eq!(pm.action_items.len(), 3);
            assert_eq!(pm.action_items[0].owner, None);
            pm.action_items[2].owner.clone()
        })
    };
    assert_eq!(read("Authors: Ann Lee, Bo", "Bo").as_deref(), Some("Bo"));
    assert_eq!(read("Authors: Ann Lee, Bo", "Ann").as_deref(), Some("Ann"));
    assert_eq!(read("", "@cy").as_deref(), Some("cy"));
    assert_eq!(read("", "Platform team").as_deref(), Some("Platform team"));
    assert_eq!(read("", "Databases"), None);
    assert_eq!(read("Authors: Ann Lee, Bo", "Runbooks"), None);
}

#[test]
fn what_a_template_asks_is_no_lesson_and_no_action() {
    let text = "# T\n\n## Summary\n\nx\n\n## Lessons learned\n\n### What went well?\n\n- List anything that your team did well.\n\n### What went badly?\n\n- What went badly? e.g. alerts, access\n- Nobody could read the logs\n- Any engineer may delete the bucket\n- How could we have seen it sooner?\n\n## Action items\n\nExamples:\n\n1. any fixes required so that it does not come back\n2. Add a probe\n";
    with(text, |pm, _, _| {
        let lessons: Vec<String> = pm.lessons.iter().map(|it| plain_text(it.text)).collect();
        assert_eq!(
            lessons,
            [
                "Nobody could read the logs",
                "Any engineer may delete the bucket",
                "How could we have seen it sooner?"
            ]
        );
        assert_eq!(pm.action_items.len(), 1);
    });
}

#[test]
fn labels_of_times_may_have_an_adjective_or_say_their_phase_in_brackets() {
    let text = "# T\n\n## Summary\n\nx\n\n## Timeline\n\n- **Incident Start:** 2024-06-03 23:15 UTC\n- **Planned Restart:** 2024-06-04 00:30 UTC\n- **Natural Resolution:** 2024-06-04 02:43 UTC\n";
    with(text, |pm, _, _| {
        let end = pm.phases.resolved.map(|phase| phase.moment.at.to_string());
        assert_eq!(end.as_deref(), Some("2024-06-04T02:43:00Z"));
    });
    let text = "# T\n\n- Start time (detected): 2024-06-03 10:15 UTC (a customer called)\n- End (UTC): 2024-06-03T12:00Z (mitigated for now)\n\n## Summary\n\nx\n";
    with(text, |pm, _, diagnostics| {
        let shown = |phase: Option<crate::postmortem::phases::Phase>| {
            phase.map(|phase| phase.moment.at.strftime("%H:%M").to_string())
        };
        assert_eq!(pm.phases.started, None);
        assert_eq!(shown(pm.phases.detected).as_deref(), Some("10:15"));
        assert_eq!(shown(pm.phases.resolved).as_deref(), Some("12:00"));
        assert!(diagnostics.iter().all(|it| it.code != "timeline/stamp"));
    });
    let text = "# T\n\n## Outage\n\n**Period:** March 12th 2024 18:50 UTC to 19:20 (30 minutes)\n\n## Timeline (UTC)\n\n- 18:46 An account is deleted\n- 19:20 Data comes in\n";
    with(text, |pm, _, _| {
        let both = [pm.phases.started, pm.phases.resolved].into_iter().flatten();
        let both: Vec<String> = both.map(|phase| phase.moment.at.to_string()).collect();
        assert_eq!(both, ["2024-03-12T18:50:00Z", "2024-03-12T19:20:00Z"]);
        assert_eq!(pm.stated.lengths.first().map(|it| it.length.as_secs()), Some(1800));
    });
}

#[test]
fn a_heading_with_one_letter_wrong_is_read_and_told() {
    let text =
        "# T\n\n## Summary\n\nx\n\n## Lesssons learned\n\n- Count twice\n\n## Content\n\ny\n";
    with(text, |pm, _, diagnostics| {
        assert_eq!(pm.lessons.len(), 1);
        let near: Vec<&str> = diagnostics
            .iter()
            .filter(|it| it.code == "heading/near")
            .map(|it| it.message.as_str())
            .collect();
        assert_eq!(near[0], "“Lesssons learned” is read as “lessons learned”");
        assert!(
            pm.sections.iter().any(|it| it.title == "Content" && it.kind == SectionKind::Other)
        );
    });
}

#[test]
fn a_list_below_an_action_in_bold_is_its_detail() {
    let text = "# T\n\n## Summary\n\nx\n\n## Corrective actions\n\n✅ **Tool**: it writes the index anew\n\n- a look\n- a copy\n\n⏳ **Checks**: each index is read once a day\n\n- all of them\n- an alert\n";
    with(text, |pm, _, _| {
        let states: Vec<ActionState> = pm.corrective_actions.iter().map(|it| it.state).collect();
        assert_eq!(states, [ActionState::Done, ActionState::InProgress]);
        assert_eq!(pm.corrective_actions[0].detail.len(), 1);
    });
    // A bold line above a list that announces it names a part.
    let text = "# T\n\n## Summary\n\nx\n\n## Action items\n\n**Soon**: we will\n\n- a\n- b\n\n**Later**:\n\n- c\n";
    with(text, |pm, _, _| assert_eq!(pm.action_items.len(), 3));
}
