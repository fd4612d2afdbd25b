//! What a document says, without places: two readings tell whether a change does what it should
//! and nothing else.

use comrak::Arena;
use comrak::nodes::NodeValue;
use jiff::Timestamp;
use serde_yaml::Value;

use super::form::DocumentForm;
use crate::markdown::Node;
use crate::postmortem::{
    Action, Decision, DecisionState, Event, Lesson, LessonKind, Postmortem, Section, Why,
};
use crate::source::data::{Notation, Reader};
use crate::source::{Source, Sources, front_matter};
use crate::words::{ActionState, SECTIONS, SectionKind};

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadItem {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(super) detail: Vec<String>,
    pub(crate) owner: Option<String>,
    /// Until when; of a decision, when it was made.
    pub(crate) due: Option<String>,
    pub(crate) sign: Option<String>,
    pub(super) priority: Option<String>,
    pub(super) sort: Option<String>,
    pub(crate) state: Option<ActionState>,
    pub(crate) reason: Option<String>,
    /// What came of a decision.
    pub(crate) made: Option<DecisionState>,
    /// Whether anything says the state.
    pub(super) says_state: bool,
    pub(super) kind: Option<LessonKind>,
    pub(super) links: Vec<String>,
    pub(super) from: Vec<String>,
}

/// The lists of a reading.
pub(super) const LISTS: usize = 5;

/// The names of the key that holds a section in YAML.
pub(super) fn names(kind: SectionKind) -> &'static [&'static str] {
    SECTIONS.iter().find(|row| row.kind == kind).map_or(&[], |row| row.names)
}

/// What a document says.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The keys of the front matter, or of a YAML document.
    pub(super) keys: Option<Value>,
    /// Title, phases, timeline, whys and all else that is no list of items.
    pub(super) rest: Vec<String>,
    /// When the events of the timeline were.
    pub(super) moments: Vec<Option<(Timestamp, bool)>>,
    /// The blocks of all sections, each with its depth and its words.
    pub(super) blocks: Vec<String>,
    /// Lessons, corrective actions, action items, decisions needed, decisions made.
    pub(super) lists: [Vec<ReadItem>; LISTS],
}

impl Reading {
    /// Reads a text anew; none when it is not even YAML any more.
    pub(super) fn of_text(text: &str, form: DocumentForm) -> Option<Self> {
        let arena = Arena::new();
        let mut sources = Sources::default();
        let id = sources.add("document", None, text.to_owned());
        let pm = form.read(&arena, &sources, id)?;
        Some(Self::of(&pm, sources.get(id), form))
    }

    /// What a model says that was read from a text.
    pub(super) fn of(pm: &Postmortem, source: &Source, form: DocumentForm) -> Self {
        let keys = match form {
            DocumentForm::Markdown => front_matter::mapping(source).map(Value::Mapping),
            DocumentForm::Yaml => {
                let whole = 0..source.text().len();
                Reader::new(source, whole, Notation::Yaml).ok().map(|(_, keys)| keys)
            }
        };
        Self {
            keys,
            rest: rest(pm),
            moments: moments(pm),
            blocks: blocks(pm),
            lists: [
                pm.lessons.iter().map(lesson).collect(),
                pm.corrective_actions.iter().map(action).collect(),
                pm.action_items.iter().map(action).collect(),
                pm.decisions.iter().map(|it| plain(it.text, &it.detail)).collect(),
                pm.decisions_made.iter().map(decision).collect(),
            ],
        }
    }

    /// The item that is new since another reading in list `index`, if all others are as before.
    pub(super) fn added(&self, before: &Self, index: usize) -> Option<&ReadItem> {
        let others = (0..LISTS).all(|list| list == index || self.lists[list] == before.lists[list]);
        let new = &self.lists[index];
        let old = &before.lists[index];
        if !others || new.len() != old.len() + 1 || self.rest != before.rest {
            return None;
        }
        let at = new.iter().zip(old).take_while(|(new, old)| new == old).count();
        let is_same = |pair: (&ReadItem, &ReadItem)| is_same_but_id(pair.0, pair.1);
        new[at + 1..].iter().zip(&old[at..]).all(is_same).then(|| &new[at])
    }

    /// The keys without those of some names.
    pub(super) fn keys_without(&self, names: &[&str]) -> Option<Value> {
        let mut keys = self.keys.clone();
        if let Some(Value::Mapping(mapping)) = &mut keys {
            names.iter().for_each(|name| drop(mapping.remove(*name)));
        }
        keys
    }

    /// Whether blocks were added in one place, and none was changed or lost.
    pub(super) fn adds_to(&self, before: &Self) -> bool {
        let new = &self.blocks;
        let old = &before.blocks;
        let first = new.iter().zip(old).take_while(|(new, old)| new == old).count();
        let last = new.iter().rev().zip(old.iter().rev());
        let last = last.take_while(|(new, old)| new == old).count();
        new.len() > old.len() && first + last >= old.len()
    }

    /// How many blocks say something else than before; none when blocks came or went.
    pub(super) fn changed_blocks(&self, before: &Self) -> Option<usize> {
        let pairs = self.blocks.iter().zip(&before.blocks);
        (self.blocks.len() == before.blocks.len())
            .then(|| pairs.filter(|(new, old)| new != old).count())
    }
}

/// Whether two items say the same. An id that whydeck gives changes with the place.
fn is_same_but_id(new: &ReadItem, old: &ReadItem) -> bool {
    new.id == old.id || {
        let renamed = ReadItem { id: old.id.clone(), ..new.clone() };
        renamed == *old
    }
}

fn rest(pm: &Postmortem) -> Vec<String> {
    let front = &pm.front;
    let mut rest = vec![
        format!("{} {:?}", pm.title, front.subtitle),
        format!("{:?} {:?} {:?}", front.date, front.authors, front.facilitator),
        format!("{:?} {:?} {:?}", front.status, front.severity, front.services),
        format!("{:?} {:?}", front.timezone.as_ref().map(|zone| &zone.value), pm.zone),
    ];
    let phases = pm.phases.all().map(|phase| phase.map(|phase| (phase.moment, phase.evidence)));
    rest.push(format!("{phases:?}"));
    rest.extend(pm.impact.iter().map(|it| format!("{}: {}", it.name, it.value)));
    rest.extend(pm.timeline.events.iter().map(|event| {
        format!("{} {:?} {:?} {:?}", event.stamp, event.moment, event.kind, words(&event.blocks))
    }));
    rest.extend(pm.whys.iter().map(why));
    rest.extend(pm.asides.iter().cloned());
    rest
}

fn moments(pm: &Postmortem) -> Vec<Option<(Timestamp, bool)>> {
    let moment = |event: &Event| event.moment.map(|moment| (moment.at, moment.day_only));
    pm.timeline.events.iter().map(moment).collect()
}

fn why(why: &Why) -> String {
    let answers = why.answers.iter().map(|answer| {
        let below: Vec<String> = answer.whys.iter().map(self::why).collect();
        format!("{:?} {below:?}", words(&answer.blocks))
    });
    format!("{} {} {:?}", why.number, all_words(why.question), answers.collect::<Vec<_>>())
}

fn words<'a>(blocks: &[Node<'a>]) -> Vec<String> {
    blocks.iter().map(|block| all_words(block)).collect()
}

/// The text of a node; a line break is a blank.
fn all_words<'a>(node: Node<'a>) -> String {
    crate::markdown::plain_text(node)
}

/// The text of a paragraph, with blanks as they are.
fn text<'a>(paragraph: Node<'a>) -> String {
    let mut out = String::new();
    for node in paragraph.descendants() {
        inline(&node.data().value, &mut out);
    }
    out.trim().to_owned()
}

fn plain<'a>(text: Node<'a>, detail: &[Node<'a>]) -> ReadItem {
    ReadItem {
        id: String::new(),
        text: self::text(text),
        // An empty cell is no detail.
        detail: words(detail).into_iter().filter(|words| !words.is_empty()).collect(),
        owner: None,
        due: None,
        sign: None,
        priority: None,
        sort: None,
        state: None,
        reason: None,
        made: None,
        says_state: false,
        kind: None,
        links: Vec::new(),
        from: Vec::new(),
    }
}

fn lesson(lesson: &Lesson) -> ReadItem {
    ReadItem {
        id: lesson.id.clone(),
        kind: Some(lesson.kind),
        from: lesson.from.clone(),
        ..plain(lesson.text, &lesson.detail)
    }
}

fn action(action: &Action) -> ReadItem {
    ReadItem {
        id: action.id.clone(),
        owner: action.owner.clone(),
        due: action.due.clone(),
        sign: action.sign.clone(),
        reason: action.reason.clone(),
        says_state: action.says_state,
        priority: action.priority.clone(),
        sort: action.sort.clone(),
        state: Some(action.state),
        links: action.links.clone(),
        from: action.from.clone(),
        ..plain(action.text, &action.detail)
    }
}

fn decision(decision: &Decision) -> ReadItem {
    ReadItem {
        due: decision.date.clone(),
        reason: decision.reason.clone(),
        made: Some(decision.state),
        ..plain(decision.text, &decision.detail)
    }
}

/// What a section is about. One of decisions becomes one of those that were made when it holds no
/// others.
fn kind(section: &Section) -> SectionKind {
    match section.kind {
        SectionKind::DecisionsMade => SectionKind::Decisions,
        kind => kind,
    }
}

/// The blocks of all sections. Running text belongs to its block.
fn blocks(pm: &Postmortem) -> Vec<String> {
    let mut all = Vec::new();
    for section in &pm.sections {
        all.push(format!("{:?} {} {}", kind(section), section.level, section.title));
        for block in &section.blocks {
            // A stack instead of recursion: a document may nest deeper than a thread's.
            let mut open = vec![(*block, 1_usize)];
            while let Some((node, depth)) = open.pop() {
                all.push(format!("{depth} {}", one(node)));
                let below: Vec<Node> =
                    node.children().filter(|child| child.data().value.block()).collect();
                open.extend(below.into_iter().rev().map(|child| (child, depth + 1)));
            }
        }
    }
    all
}

/// A block and the text right in it.
fn one<'a>(block: Node<'a>) -> String {
    let mut out = match &block.data().value {
        NodeValue::List(list) => format!("list {:?} {}", list.list_type, list.tight),
        NodeValue::TaskItem(task) => format!("item {:?}", task.symbol),
        NodeValue::Heading(heading) => format!("heading {} ", heading.level),
        NodeValue::Table(table) => format!("table {:?}", table.alignments),
        NodeValue::CodeBlock(code) => format!("code {} {}", code.info, code.literal),
        // At the end of a text without a final newline it has none either.
        NodeValue::HtmlBlock(html) => format!("html {}", html.literal.trim_end()),
        NodeValue::Paragraph => "paragraph ".to_owned(),
        NodeValue::Item(_) => "item".to_owned(),
        NodeValue::TableRow(is_head) => format!("row {is_head}"),
        NodeValue::TableCell => "cell ".to_owned(),
        value => format!("{:?}", std::mem::discriminant(value)),
    };
    for child in block.children().filter(|child| !child.data().value.block()) {
        for node in child.descendants() {
            inline(&node.data().value, &mut out);
        }
    }
    out
}

fn inline(value: &NodeValue, out: &mut String) {
    match value {
        NodeValue::Text(text) => out.push_str(text),
        NodeValue::Code(code) => out.push_str(&code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak => out.push('\n'),
        NodeValue::HtmlInline(html) => out.push_str(html),
        NodeValue::FootnoteReference(note) => out.push_str(&note.name),
        NodeValue::Math(math) => out.push_str(&math.literal),
        _ => {}
    }
}
