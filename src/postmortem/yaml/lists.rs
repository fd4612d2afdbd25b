//! The lists of a YAML postmortem: blocks for its sections, and what its keys say outright.

use serde_yaml::Value;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::Phases;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::lists::lessons as lesson_parts;
use crate::postmortem::model::{EventKind, LessonKind, Postmortem, SectionKind};
use crate::postmortem::time::stamp;
use crate::postmortem::timeline::order::STAMP_HELP;
use crate::postmortem::timeline::{kinds, marks, several};
use crate::postmortem::yaml::actions::{SaidAction, is_given, or, say};
use crate::postmortem::yaml::decisions::{self, SaidDecision};
use crate::postmortem::yaml::text::Texts;
use crate::source::Span;
use crate::source::data::Step;
use crate::source::front_matter::entry;
use crate::words;

const DEPTH: usize = 32;

/// What keys say outright, in the order of the entries.
#[derive(Default)]
pub(crate) struct Said {
    events: Vec<SaidEvent>,
    lessons: Vec<SaidLesson>,
    corrective: Vec<SaidAction>,
    items: Vec<SaidAction>,
    pub(super) decisions: Vec<SaidDecision>,
}

struct SaidEvent {
    actor: Option<String>,
    kind: Option<EventKind>,
    /// What stands at `at`, when it is no stamp.
    at: Option<String>,
}

struct SaidLesson {
    id: String,
    kind: Option<LessonKind>,
    from: Vec<String>,
}

impl Said {
    pub(crate) fn actions(&mut self, kind: SectionKind) -> &mut Vec<SaidAction> {
        if kind == SectionKind::CorrectiveActions { &mut self.corrective } else { &mut self.items }
    }

    /// Whether the timeline is a list of events.
    pub(crate) fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// Lets what was said outright win over what was read out of the words.
    pub(crate) fn apply(self, pm: &mut Postmortem, diagnostics: &mut Vec<Diagnostic>) {
        let mut marked = false;
        let is_list = self.has_events();
        // A timeline in Markdown says nothing outright, and then the numbers differ.
        if self.events.len() == pm.timeline.events.len() {
            for (event, said) in pm.timeline.events.iter_mut().zip(self.events) {
                event.actor = said.actor;
                if said.kind.is_some() {
                    event.kind = said.kind;
                    event.evidence = Evidence::Marked;
                    marked = true;
                }
                if let Some(at) = said.at {
                    event.stamp = format!("{at} {}", event.stamp).trim_end().to_owned();
                }
            }
        }
        let again = if marked { kinds::mark(pm) } else { None };
        several::tell(again, diagnostics);
        let mut timed = pm.timeline.events.iter().filter(|event| is_list && event.is_timed());
        let place = timed.next().filter(|_| timed.next().is_some()).map(|event| event.span);
        if pm.phases == Phases::default() && again.is_none() {
            several::tell_no_phase(place, diagnostics);
        }
        if self.lessons.len() == pm.lessons.len() {
            for (lesson, said) in pm.lessons.iter_mut().zip(self.lessons) {
                lesson.id = if said.id.is_empty() && is_given(&lesson.id, "L") {
                    String::new()
                } else {
                    or(said.id, &lesson.id)
                };
                lesson.kind = said.kind.unwrap_or(lesson.kind);
                lesson.from.extend(said.from);
            }
        }
        decisions::say(pm, self.decisions);
        say(&mut pm.corrective_actions, self.corrective, "CA-");
        say(&mut pm.action_items, self.items, "AI-");
    }
}

/// `{at, text, actor, kind}`.
pub(crate) fn timeline<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
    said: &mut Said,
) -> Vec<Node<'a>> {
    let mut items = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(path, index);
        let mut keys = texts.keys(&path, value);
        let at = keys.take(&["at"]).and_then(|(path, value)| {
            Some((texts.string(&path, &value)?, texts.reader.span(&path)))
        });
        let actor = keys.string(&["actor"]);
        let kind = keys.take(&["kind"]).and_then(|(path, value)| {
            let kind = marks::named(&texts.string(&path, &value)?).map(|mark| mark.kind);
            if kind.is_none() {
                texts.wrong(
                    &path,
                    "expected one of `start`, `detected`, `mitigated`, `resolved`, `end`",
                );
            }
            kind
        });
        let mut blocks = keys
            .take(&["text"])
            .map(|(path, value)| texts.blocks(&path, &value))
            .unwrap_or_default();
        keys.finish(&["at", "text", "actor", "kind"]);
        let mut unread = None;
        match at {
            Some((at, span)) if stamp::read(&at).is_some() => {
                texts.prefix(&mut blocks, &format!("{at} – "), span);
            }
            Some((at, span)) => {
                let problem =
                    Diagnostic::warning("timeline/stamp", format!("`{at}` is no date or time"));
                texts.reader.report(problem.at(span).help(STAMP_HELP));
                // The first block of an event is its text.
                if blocks.is_empty() {
                    texts.prefix(&mut blocks, &at, span);
                } else {
                    unread = Some(at);
                }
            }
            None => {}
        }
        if !blocks.is_empty() {
            said.events.push(SaidEvent { actor, kind, at: unread });
            items.push((blocks, texts.reader.span(&path)));
        }
    }
    texts.list(items)
}

/// `{why, because, answers, whys}`, nested.
pub(crate) fn whys<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
) -> Vec<Node<'a>> {
    questions(texts, path, list, DEPTH)
}

fn questions<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
    depth: usize,
) -> Vec<Node<'a>> {
    if depth == 0 {
        texts.wrong(path, "whys are nested too deep");
        return Vec::new();
    }
    let mut items = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(path, index);
        let mut keys = texts.keys(&path, value);
        let mut blocks = keys
            .take(&["why"])
            .map(|(path, value)| texts.blocks(&path, &value))
            .unwrap_or_default();
        let mut answers = Vec::new();
        if let Some((path, value)) = keys.take(&["because", "answers"]) {
            match value {
                Value::Sequence(list) => {
                    for (index, value) in list.into_iter().enumerate() {
                        answers.push(answer(texts, &entry(&path, index), value, depth));
                    }
                }
                value => answers.push((texts.blocks(&path, &value), texts.reader.span(&path))),
            }
        }
        let below = sparked(texts, &mut keys, depth);
        keys.finish(&["why", "because", "answers", "whys"]);
        let span = texts.reader.span(&path);
        let asks = blocks.first().is_some_and(|block| {
            let text = crate::markdown::plain_text(block);
            words::prefix_length(|language| language.why_words, &text).is_some()
        });
        if !asks {
            texts.prefix(&mut blocks, words::say::words().why_before, span);
        }
        match answers.last_mut() {
            Some((answer, _)) => answer.extend(below),
            None => blocks.extend(below),
        }
        blocks.extend(texts.list(answers));
        items.push((blocks, span));
    }
    texts.list(items)
}

/// An answer: a text, or `{text, whys}`.
fn answer<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    value: Value,
    depth: usize,
) -> (Vec<Node<'a>>, Span) {
    let mut keys = texts.keys(path, value);
    let mut blocks = keys
        .take(&["text", "because"])
        .map(|(path, value)| texts.blocks(&path, &value))
        .unwrap_or_default();
    blocks.extend(sparked(texts, &mut keys, depth));
    keys.finish(&["text", "whys"]);
    (blocks, texts.reader.span(path))
}

fn sparked<'a>(
    texts: &Texts<'a, '_, '_>,
    keys: &mut crate::postmortem::yaml::text::Keys<'_, 'a, '_, '_>,
    depth: usize,
) -> Vec<Node<'a>> {
    match keys.take(&["whys"]) {
        Some((path, Value::Sequence(list))) => questions(texts, &path, list, depth - 1),
        Some((path, _)) => {
            texts.wrong(&path, "expected a list");
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Texts, or `{text, kind, id, from}`.
pub(crate) fn lessons<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
    said: &mut Said,
) -> Vec<Node<'a>> {
    let mut items = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(path, index);
        let mut keys = texts.keys(&path, value);
        let kind = keys.take(&["kind"]).and_then(|(path, value)| {
            let said = texts.string(&path, &value)?.trim().to_lowercase();
            let kind = words::meaning(|language| language.lesson_kinds, &said)
                .or_else(|| lesson_parts::part(&said));
            if kind.is_none() {
                texts.wrong(&path, "expected one of `well`, `badly`, `lucky`");
            }
            kind
        });
        let lesson = SaidLesson {
            id: keys.string(&["id"]).unwrap_or_default(),
            kind,
            from: keys.strings(&["from"]),
        };
        let blocks = keys
            .take(&["text"])
            .map(|(path, value)| texts.blocks(&path, &value))
            .unwrap_or_default();
        keys.finish(&["text", "kind", "id", "from"]);
        if !blocks.is_empty() {
            said.lessons.push(lesson);
            items.push((blocks, texts.reader.span(&path)));
        }
    }
    texts.list(items)
}

/// Texts, or `{text}`.
pub(crate) fn plain<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
) -> Vec<Node<'a>> {
    let mut items = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(path, index);
        let mut keys = texts.keys(&path, value);
        let blocks = keys
            .take(&["text"])
            .map(|(path, value)| texts.blocks(&path, &value))
            .unwrap_or_default();
        keys.finish(&["text"]);
        items.extend((!blocks.is_empty()).then(|| (blocks, texts.reader.span(&path))));
    }
    texts.list(items)
}
