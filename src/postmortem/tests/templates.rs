//! The headings of public templates, each with the section that it begins.

use super::with;
use crate::postmortem::SectionKind::{self, *};

/// The headings of a template.
type Template = (&'static str, &'static [(&'static str, SectionKind)]);

const TEMPLATES: [Template; 7] = [
    (
        "Google",
        &[
            ("Summary", Summary),
            ("Impact", UserImpact),
            ("Root Causes", FiveWhys),
            ("Trigger", Background),
            ("Resolution", Mitigation),
            ("Detection", Detection),
            ("Action Items", ActionItems),
            ("Lessons Learned", LessonsLearned),
            ("Where we got lucky", LessonsLearned),
            ("Timeline", Timeline),
            ("Supporting information:", References),
        ],
    ),
    (
        "Atlassian",
        &[
            ("Incident summary", Summary),
            ("Leadup", Background),
            ("Fault", Background),
            ("Response", IncidentResponse),
            ("Recovery", Mitigation),
            ("Five whys root cause identification", FiveWhys),
            ("Lessons learned", LessonsLearned),
            ("Corrective actions", CorrectiveActions),
        ],
    ),
    (
        "PagerDuty",
        &[
            ("Overview", Summary),
            ("What Happened", Summary),
            ("Contributing Factors", FiveWhys),
            ("How’d We Do?", IncidentResponse),
            ("What Didn’t Go So Well?", LessonsLearned),
            ("Internal Email", Other),
        ],
    ),
    (
        "incident.io and Rootly",
        &[
            ("Contributors and enablers", FiveWhys),
            ("Mitigators", Mitigation),
            ("Learnings and risks", LessonsLearned),
            ("Learnings/Risks", LessonsLearned),
            ("Follow-up actions", ActionItems),
            ("Follow-up tasks", ActionItems),
        ],
    ),
    (
        "GitLab",
        &[
            ("Who was impacted by this incident?", UserImpact),
            ("What was the customer experience during the incident?", UserImpact),
            ("How many customers were affected?", UserImpact),
            ("What were the root causes?", FiveWhys),
            ("How was the incident detected?", Detection),
            ("How could detection time be improved?", HalveDetection),
            ("How was the root cause diagnosed?", IncidentResponse),
            ("How could time to mitigation be improved?", HalveMitigation),
            ("Was this incident triggered by a change?", Background),
            ("Outcomes/Corrective Actions", CorrectiveActions),
            ("Learning Opportunities", LessonsLearned),
            ("What was difficult?", LessonsLearned),
        ],
    ),
    (
        "Azure",
        &[
            ("What happened?", Summary),
            ("What do we know so far?", Summary),
            ("What went wrong, and why?", FiveWhys),
            ("How did we respond?", IncidentResponse),
            (
                "How are we making incidents like this less likely or less impactful?",
                CorrectiveActions,
            ),
            ("How can customers make incidents like this less impactful?", Other),
        ],
    ),
    (
        "Others",
        &[
            ("Remediation items", CorrectiveActions),
            ("Measures", CorrectiveActions),
            ("Preventive measures", CorrectiveActions),
            ("Remediation and Prevention", CorrectiveActions),
            ("Detailed description of impact", UserImpact),
            ("Containment, Eradication, and Recovery", Mitigation),
            ("Narrative timeline", Timeline),
            ("Open actions", ActionItems),
            ("Narrative", Other),
            ("Contributors", Other),
            ("Problem", Other),
        ],
    ),
];

/// The section of a heading.
fn kind(heading: &str) -> SectionKind {
    with(&format!("# T\n\n## {heading}\n\n- One thing\n"), |pm, _, _| {
        pm.sections.last().map_or(Other, |section| section.kind)
    })
}

#[test]
fn headings_of_templates_begin_their_sections() {
    for (template, headings) in TEMPLATES {
        for (heading, want) in headings {
            assert_eq!(kind(heading), *want, "{template}: {heading}");
        }
    }
}
