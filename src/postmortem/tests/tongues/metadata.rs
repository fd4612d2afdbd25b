//! Labels of metadata and of measured times.

use super::{Trial, in_all};
use crate::postmortem::{EventKind, Postmortem, SectionKind};
use crate::words::Label;

/// The value that stands behind a label, and what is to be read there.
fn value(label: Label) -> Option<(&'static str, &'static str)> {
    Some(match label {
        Label::Date => ("2026-03-20", "2026-03-20"),
        Label::Authors => ("Ann Lee, Bo Ek", "Ann Lee;Bo Ek"),
        Label::Status => ("reviewed", "reviewed"),
        Label::Severity => ("SEV2", "SEV2"),
        Label::Services => ("checkout", "checkout"),
        Label::Facilitator => ("Ann Lee", "Ann Lee"),
        Label::Zone => ("Europe/Madrid", "Europe/Madrid"),
        Label::Started | Label::Detected | Label::Mitigated | Label::Resolved => {
            ("2026-03-12 14:05 UTC", "2026-03-12T14:05:00Z")
        }
        Label::IncidentDate => return None,
    })
}

fn read(pm: &Postmortem, label: Label) -> String {
    let front = &pm.front;
    let text = match label {
        Label::Date => front.date.clone(),
        Label::Authors => Some(front.authors.join(";")),
        Label::Status => front.status.clone(),
        Label::Severity => front.severity.clone(),
        Label::Services => Some(front.services.join(";")),
        Label::Facilitator => front.facilitator.clone(),
        Label::Zone => front.timezone.as_ref().map(|zone| zone.value.clone()),
        Label::IncidentDate => None,
        Label::Started => phase(pm, EventKind::Start),
        Label::Detected => phase(pm, EventKind::Detected),
        Label::Mitigated => phase(pm, EventKind::Mitigated),
        Label::Resolved => phase(pm, EventKind::Resolved),
    };
    text.unwrap_or_default()
}

fn phase(pm: &Postmortem, kind: EventKind) -> Option<String> {
    pm.phases.of(kind).map(|phase| phase.moment.at.to_string())
}

#[test]
fn every_label_is_known() {
    in_all(|trial: &mut Trial| {
        let summary = trial.title(SectionKind::Summary);
        for (label, words) in trial.language.labels {
            let Some((written, want)) = value(*label) else { continue };
            for word in *words {
                let text = format!("# T\n\n**{word}:** {written}\n\n## {summary}\n\nWords.\n");
                trial.is("label", word, &text, want, |pm| read(pm, *label));
            }
        }
    });
}

#[test]
fn every_measure_is_known() {
    in_all(|trial: &mut Trial| {
        let summary = trial.title(SectionKind::Summary);
        for (measure, words) in trial.language.measures {
            for word in *words {
                let text = format!("# T\n\n## {summary}\n\n{word}: 46 min\n");
                trial.is("measure", word, &text, "2760", |pm| {
                    let stated = pm.stated.length(*measure);
                    stated.map_or_else(String::new, |stated| stated.length.as_secs().to_string())
                });
            }
        }
    });
}

#[test]
fn partial_lengths_are_not_the_whole() {
    in_all(|trial: &mut Trial| {
        let summary = trial.title(SectionKind::Summary);
        for word in trial.language.partial_measures {
            let text = format!("# T\n\n## {summary}\n\n{word}: 46 min\n");
            let lengths = |pm: &Postmortem| pm.stated.lengths.len().to_string();
            // Where nothing says how long a whole outage was, this was the incident.
            let found = trial.read(&text, lengths);
            if !["0", "1"].contains(&found.as_str()) {
                trial.is("partial measure", word, &text, "0 or 1", lengths);
            }
        }
    });
}
