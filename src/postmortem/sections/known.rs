//! The headings that authors use, by what they mean. A trailing `…` matches whatever follows.

use crate::postmortem::model::{LessonKind, SectionKind};

/// Sections.
pub(crate) const KNOWN: [(SectionKind, &str); 16] = [
    (
        SectionKind::Summary,
        "summary|incident summary|issue summary|executive summary|overview|incident overview|description|\
         incident description|issue description|problem description|event description|brief description|what happened|\
         what happened?|tl;dr|tldr|synopsis|abstract|at a glance|in short|problem summary|problem statement|\
         postmortem summary|outage summary|high-level summary|high level summary|brief summary|summary of events|\
         summary of impact",
    ),
    (
        SectionKind::Background,
        "background|background information|context|history|lead-up|leadup|lead up|trigger|triggers|trigger event|\
         fault|some background|technical background|background and context",
    ),
    (
        SectionKind::Metrics,
        "metrics|metrics/graphs|metrics and graphs|graphs|graphs and metrics|charts|supporting data|stats|statistics|\
         key metrics|monitoring data|graphs/metrics|dashboards",
    ),
    (
        SectionKind::UserImpact,
        "impact|user impact|customer impact|user/customer impact|customer/user impact|incident impact|business impact|\
         service impact|impact analysis|impact assessment|impact summary|impact on users|impact on customers|\
         impact to users|impact to customers|user-facing impact|customer-facing impact|what was impacted|\
         what was affected|who was affected|who was impacted|affected …|scope|scope of impact|extent of the impact|\
         blast radius|damage|data integrity|data loss|impacted services|impacted users|impacted systems",
    ),
    (
        SectionKind::IncidentResponse,
        "response|incident response|incident response analysis|response analysis|handling|incident handling|\
         how we responded|how did we respond|how'd we do|how did we do|our response|response summary|incident management",
    ),
    (
        SectionKind::Detection,
        "detection|identified|identification|incident detection|detection and alerting|discovery|\
         how was the event detected|how was the incident detected|how was the issue detected|how was it detected|\
         how was this detected|how was the problem detected|how did we detect it|how did we detect the incident|\
         how did we find out|how we found out|how did we notice|how we detected it|how it was detected",
    ),
    (
        SectionKind::HalveDetection,
        "how could time to detection be …|how could the time to detection be …|\
         how could the time to detection have been …|how could time to detection have been …|\
         how could detection time be …|how could detection time have been …|how can we detect it faster|\
         how could we have detected …|how could this have been detected …",
    ),
    (
        SectionKind::Mitigation,
        "mitigation|mitigations|mitigation steps|details of mitigation|mitigation and resolution|resolution|\
         resolution and recovery|recovery and resolution|recovery|incident resolution|action taken|actions taken|\
         action(s) taken|immediate actions|immediate actions taken|how was it resolved|how was it fixed|\
         how was the incident resolved|how was the issue resolved|how we fixed it|how did we fix it|how it was fixed|\
         how was it mitigated|the fix|fix|workaround|solution|\
         how did you reach the point where you knew how to mitigate …|\
         how did we reach the point where we knew how to mitigate …",
    ),
    (
        SectionKind::HalveMitigation,
        "how could time to mitigation be …|how could the time to mitigation be …|\
         how could the time to mitigation have been …|how could time to mitigation have been …|\
         how could mitigation time be …|how could mitigation time have been …|how could we have mitigated …",
    ),
    (
        SectionKind::Timeline,
        "timeline|timelines|timeline of events|timeline of key events|timeline of the events|incident timeline|\
         event timeline|outage timeline|detailed timeline|full timeline|key timeline|chain of events|key events|\
         sequence of events|order of events|course of events|chronology|chronology of events|event log|incident log|\
         log of events|events",
    ),
    (
        SectionKind::FiveWhys,
        "five whys|5 whys|five whys analysis|5 whys analysis|5-whys|five-whys|whys|the whys|5 why|five why|5 why's|\
         why did it happen|why did this happen|why did it happen?|why it happened|root cause|root causes|\
         root-cause|root cause analysis|root-cause analysis|root causes analysis|root cause identification|\
         root cause and trigger|rca|technical cause|technical root cause|underlying cause|underlying causes|\
         contributing factors|contributing factor|contributing causes|contributing conditions|causal analysis|\
         cause analysis|causes|cause|what caused it|what caused the incident|what caused the outage|what caused this|\
         how did this happen|how did it happen|how it happened",
    ),
    (
        SectionKind::LessonsLearned,
        "lessons learned|lessons learnt|lesson learned|lessons|lessons we learned|learnings|key learnings|learning|\
         insights|takeaways|key takeaways|what we learned|what did we learn|what have we learned|what we've learned|\
         what we have learned|retrospective|reflections",
    ),
    (
        SectionKind::CorrectiveActions,
        "corrective actions|corrective action|corrective measures|corrective action items|preventive actions|\
         preventive measures|preventative actions|preventative measures|preventive steps|preventative steps|prevention|\
         prevention measures|corrective and preventive actions|corrective and preventative actions|\
         corrective and preventive measures|corrective and preventative measures|remediation|remediations|\
         remediation items|remediation actions|remediation steps|remediation plan|remediation and prevention|\
         future measures|future and preventive measures|future/preventive measures|long-term fixes|long term fixes|\
         preventing recurrence|preventing a recurrence|preventing this in the future|how we prevent this|\
         how do we prevent this|how will we prevent this|how do we prevent this from happening again",
    ),
    (
        SectionKind::ActionItems,
        "action items|action item|actions items|action items and follow-ups|action items and follow ups|\
         action items/follow-ups|follow-up|follow-ups|follow up|follow ups|followup|followups|follow-up actions|\
         follow up actions|follow-up items|follow up items|follow-up tasks|follow-up action items|actions|\
         planned actions|action plan|next steps|next actions|next step|todo|todos|to do|to-do|to-dos|tasks|\
         what's next|what next|what we're doing about it|what are we doing about it|what we will do about it|\
         what are we doing to …|what we are doing to …|what we're doing to …|what we will do to …|\
         recommendations|recommended actions|planned improvements|improvements|future work|review actions",
    ),
    (
        SectionKind::Decisions,
        "decisions|decisions needed|decisions required|decisions to make|asks|our asks|open questions|\
         unanswered questions|outstanding questions|questions for follow up|questions for follow-up|for the meeting|\
         for discussion|discussion points|questions to discuss",
    ),
    (
        SectionKind::References,
        "references|reference|links|related links|useful links|resources|related resources|see also|appendix|\
         appendices|further reading|related documents|related incidents",
    ),
];

/// Parts of the lessons.
pub(crate) const PARTS: [(LessonKind, &str); 3] = [
    (
        LessonKind::WentWell,
        "what went well|what went right|what went great|went well|things that went well|things that went right|\
         what worked|what worked well|what we did well|what did we do well|good|positives|what did go well|\
         what has gone well",
    ),
    (
        LessonKind::WentBadly,
        "what went wrong|what went badly|what went poorly|what didn't go well|what did not go well|\
         what didn't go so well|what did not go so well|what didn't work|what did not work|what went less well|\
         what could have gone better|what could have been better|what could be better|what could be improved|\
         what can be improved|what could we improve|what can we improve|what we can improve|what could we have done better|\
         what could we do better|what we could have done better|what needs improvement|areas for improvement|\
         areas of improvement|room for improvement|challenges|went badly|went wrong|went poorly|\
         things that went wrong|things that went poorly|things that went badly|bad|negatives|where we got unlucky|\
         what slowed us down|difficulties",
    ),
    (
        LessonKind::Lucky,
        "where we got lucky|where did we get lucky|where we were lucky|where were we lucky|how we got lucky|\
         how did we get lucky|what was lucky|what we got lucky with|got lucky|luck|lucky breaks|\
         things we got lucky with|what we were lucky about",
    ),
];
