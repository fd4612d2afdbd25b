//! A YAML postmortem: the sections of a Markdown one as keys, its lists as data.
//!
//! Texts are Markdown. Lists become the list blocks that an author of Markdown would have written,
//! so that one reader ([`crate::postmortem::read`]) serves both; what a key says outright then wins
//! over what was read out of the words.

use std::cell::RefCell;

use comrak::Arena;
use serde_yaml::Value;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::lists::{actions, lessons};
use crate::postmortem::model::{Postmortem, Section, SectionKind};
use crate::postmortem::read as markdown_form;
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::Input;
use crate::postmortem::yaml::lists::{self, Said};
use crate::postmortem::yaml::text::Texts;
use crate::postmortem::yaml::{actions as yaml_actions, decisions};
use crate::source::data::{Fields, Notation, Reader, Step, shape};
use crate::source::front_matter::{self, entry};
use crate::source::{SourceId, Sources, Span};
use crate::words::{SECTIONS, SectionRow};

/// Keys besides the sections' that files of other programs do not have at their top.
const OWN_KEYS: [&str; 4] = ["incident", "impact", "severity", "facilitator"];

/// Whether the lines at the top level, read one by one so that broken YAML will do, are those of a
/// postmortem: it says so, or it has two of the keys that only one has (Background and References
/// are anybody's).
#[must_use]
pub fn text_looks_like_postmortem(text: &str) -> bool {
    own_keys(text).is_none_or(|own| own.len() >= 2)
}

/// The same of YAML that does not parse: a title and one such key will do, since what breaks it may
/// hide the others.
#[must_use]
pub fn text_may_be_postmortem(text: &str) -> bool {
    let has_title = || text.lines().any(|line| line.starts_with("title:"));
    own_keys(text).is_none_or(|own| own.len() >= 2 || own.len() == 1 && has_title())
}

/// The keys that only a postmortem has; none where the text says that it is one.
fn own_keys(text: &str) -> Option<Vec<&str>> {
    let mut seen: Vec<&str> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let key = key.trim_end().trim_matches(['"', '\'']);
        if key == "kind" && value.trim().trim_matches(['"', '\'']) == "postmortem" {
            return None;
        }
        let is_section = SECTIONS.iter().any(|row| !row.ordinary && row.names.contains(&key));
        if (is_section || OWN_KEYS.contains(&key)) && !seen.contains(&key) {
            seen.push(key);
        }
    }
    Some(seen)
}

/// Reads a YAML postmortem; none after a syntax error, or when it is no mapping.
pub fn parse<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    id: SourceId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Postmortem<'a>> {
    let input = Input { arena, sources, id };
    let source = sources.get(id);
    let (reader, value) = match Reader::new(source, 0..source.text().len(), Notation::Yaml) {
        Ok(read) => read,
        Err(problem) => {
            diagnostics.push(problem);
            return None;
        }
    };
    let Value::Mapping(mapping) = value else {
        diagnostics.push(
            Diagnostic::error(
                "data/value",
                format!("a postmortem in YAML is a mapping, found {}", shape(&value)),
            )
            .at(source.span(0..source.text().lines().next().map_or(0, str::len)))
            .help("begin with keys such as `title:` and `summary:`"),
        );
        return None;
    };
    let mut fields = reader.fields(mapping);
    let front = front_matter::read_known(&mut fields);
    let texts = Texts { input, reader: &reader, notes: RefCell::default() };
    let mut said = Said::default();
    let mut sections = known_sections(&texts, &mut fields, &mut said);
    own_sections(&texts, &mut fields, &mut sections);
    fields.finish(&[]);
    let title = front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    let hints = markdown_form::Hints { listed: said.has_events(), ..Default::default() };
    let mut pm = markdown_form::assemble(input, title, front, sections, &hints, diagnostics);
    said.apply(&mut pm, diagnostics);
    pm.notes = texts.notes.into_inner();
    lessons::name(&mut pm.lessons);
    actions::name(&mut pm.corrective_actions, "CA");
    actions::name(&mut pm.action_items, "AI");
    diagnostics.extend(reader.into_diagnostics());
    Some(pm)
}

fn known_sections<'a>(
    texts: &Texts<'a, '_, '_>,
    fields: &mut Fields<'_, '_>,
    said: &mut Said,
) -> Vec<Section<'a>> {
    let mut sections = Vec::new();
    for SectionRow { kind, names, .. } in &SECTIONS {
        let kind = *kind;
        for key in *names {
            let path = fields.path_of(key);
            let span = fields.key_span(key);
            let Some(value) = fields.value(key) else { continue };
            let blocks = match (kind, value) {
                (SectionKind::Timeline, Value::Sequence(list)) => {
                    lists::timeline(texts, &path, list, said)
                }
                (SectionKind::FiveWhys, Value::Sequence(list)) => lists::whys(texts, &path, list),
                (SectionKind::LessonsLearned, Value::Sequence(list)) => {
                    lists::lessons(texts, &path, list, said)
                }
                (
                    SectionKind::CorrectiveActions | SectionKind::ActionItems,
                    Value::Sequence(list),
                ) => yaml_actions::actions(texts, &path, list, said.actions(kind)),
                (SectionKind::Decisions | SectionKind::DecisionsMade, Value::Sequence(list)) => {
                    let said = &mut said.decisions;
                    let blocks = decisions::decisions(texts, &path, list, kind, said);
                    let both = [
                        (SectionKind::Decisions, blocks.needed),
                        (SectionKind::DecisionsMade, blocks.made),
                    ];
                    for (kind, blocks) in both.into_iter().filter(|(_, it)| !it.is_empty()) {
                        sections.push(section(kind, span, blocks));
                    }
                    continue;
                }
                (_, Value::Sequence(list)) => lists::plain(texts, &path, list),
                (_, value) => texts.blocks(&path, &value),
            };
            sections.push(section(kind, span, blocks));
        }
    }
    sections
}

fn section(kind: SectionKind, span: Span, blocks: Vec<Node<'_>>) -> Section<'_> {
    Section { kind, title: kind.title().to_owned(), level: 2, span, blocks }
}

/// `sections: [{title, text}]`.
fn own_sections<'a>(
    texts: &Texts<'a, '_, '_>,
    fields: &mut Fields<'_, '_>,
    sections: &mut Vec<Section<'a>>,
) {
    let path = fields.path_of("sections");
    match fields.value("sections") {
        None => {}
        Some(Value::Sequence(list)) => {
            for (index, value) in list.into_iter().enumerate() {
                let path = entry(&path, index);
                let mut keys = texts.keys(&path, value);
                let title = keys.string(&["title"]).unwrap_or_default();
                let blocks = keys
                    .take(&["text"])
                    .map(|(path, value)| texts.blocks(&path, &value))
                    .unwrap_or_default();
                keys.finish(&["title", "text"]);
                let span = texts.reader.span(&path);
                let kind =
                    headings::meaning(&title).map_or(SectionKind::Other, headings::Meaning::kind);
                sections.push(Section { kind, title, level: 2, span, blocks });
            }
        }
        Some(other) => {
            texts.wrong(
                &[Step::Key("sections".into())],
                &format!("expected a list, found {}", shape(&other)),
            );
        }
    }
}
