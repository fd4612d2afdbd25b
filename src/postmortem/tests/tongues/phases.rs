//! What entries say of phases, and what denies it.

use super::{Trial, capital, first, in_all};
use crate::postmortem::{Event, EventKind, Postmortem, SectionKind};
use crate::words::Names;

/// The steps of a pattern: each with the words of which one stands there.
type Steps = Vec<Vec<&'static str>>;

impl Trial {
    fn steps(&self, pattern: &'static str) -> Steps {
        let groups = self.language.word_groups;
        let step = |part: &'static str| {
            let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
            let group = name.and_then(|name| groups.iter().find(|(known, _)| *known == name));
            group.map_or_else(|| vec![part], |(_, words)| words.to_vec())
        };
        pattern.split_whitespace().filter(|part| *part != "…").map(step).collect()
    }

    /// Sentences in which every word of every step stands once.
    fn sentences(&self, pattern: &'static str) -> Vec<String> {
        let steps = self.steps(pattern);
        let most = steps.iter().map(Vec::len).max().unwrap_or_default();
        let sentence = |number: usize| {
            let words: Vec<&str> = steps.iter().map(|step| step[number % step.len()]).collect();
            capital(&words.join(self.blank()))
        };
        (0..most).map(sentence).collect()
    }

    fn is_mark(&self, sentence: &str) -> bool {
        let marks = self.language.markers.iter().chain(self.language.lesser_markers);
        let mut words = marks.flat_map(|(_, words)| *words);
        words.any(|word| *word == sentence.to_lowercase())
    }

    /// A timeline with a sentence and what makes it clear which phase that may tell: something is
    /// noticed behind the start, and what gets better before the end is a mitigation.
    fn event(&self, sentence: &str, kind: EventKind) -> String {
        let title = self.title(SectionKind::Timeline);
        let mark = |kind| first(self.language.markers, &kind);
        let before = match kind {
            EventKind::Detected => format!("- 2026-03-12 14:01 – x ({})\n", mark(EventKind::Start)),
            _ => String::new(),
        };
        let behind = match kind {
            EventKind::Mitigated => format!("- 16:30 – x ({})\n", mark(EventKind::Resolved)),
            _ => String::new(),
        };
        format!("# T\n\n## {title}\n\n{before}- 2026-03-12 14:05 – {sentence}\n{behind}")
    }
}

/// What the entry of 14:05 was.
fn kind(pm: &Postmortem) -> String {
    let mut events = pm.timeline.events.iter();
    let event = events.find(|event: &&Event| event.stamp.ends_with("14:05"));
    match event.and_then(|event| event.kind) {
        Some(kind) => kind.name().to_owned(),
        None => "nothing".to_owned(),
    }
}

fn patterns(names: Names<EventKind>) -> impl Iterator<Item = (EventKind, &'static str)> {
    names.iter().flat_map(|(kind, words)| words.iter().map(|word| (*kind, *word)))
}

#[test]
fn every_pattern_tells_its_phase() {
    in_all(|trial: &mut Trial| {
        // English has tests of its own, with whole sentences.
        if trial.tag == "en" {
            return;
        }
        for (meant, pattern) in patterns(trial.language.phases) {
            // What is a mark says more than the words do, and has a test of its own.
            let mut sentences = trial.sentences(pattern);
            sentences.retain(|sentence| !trial.is_mark(sentence));
            for sentence in sentences {
                let text = trial.event(&sentence, meant);
                trial.is(pattern, &sentence, &text, meant.name(), kind);
            }
        }
    });
}

#[test]
fn what_is_denied_or_failed_tells_no_phase() {
    in_all(|trial: &mut Trial| {
        let mut all = patterns(trial.language.phases);
        let Some((_, pattern)) = all.find(|(kind, _)| *kind == EventKind::Mitigated) else {
            return;
        };
        let sentence = trial.sentences(pattern).swap_remove(0);
        let blank = trial.blank();
        let (negations, failures) = (trial.language.negations, trial.language.failures);
        for (form, word) in negations
            .iter()
            .map(|word| ("negation", word))
            .chain(failures.iter().map(|word| ("failure", word)))
        {
            // "Errors stop rises again" is no sentence.
            let and = if word.starts_with("rise") { " and " } else { blank };
            let text = trial.event(&format!("{sentence}{and}{word}"), EventKind::Resolved);
            trial.is(form, word, &text, "nothing", kind);
        }
        for word in trial.language.goes_on {
            let entries = format!("{sentence}\n- 2026-03-12 14:10 – {}", capital(word));
            let text = trial.event(&entries, EventKind::Resolved);
            trial.is("goes on", word, &text, "nothing", kind);
        }
    });
}
