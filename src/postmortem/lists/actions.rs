//! Corrective actions and action items: entries with owner, date, priority and state.

use std::collections::{HashMap, HashSet};

use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::lists::columns::{self, column};
use crate::postmortem::lists::field_lines::fields_below;
use crate::postmortem::lists::literal::Literals;
use crate::postmortem::lists::state::Said;
use crate::postmortem::lists::{fields, owners, tail, told};
use crate::postmortem::model::{Action, ActionState, Section};
use crate::postmortem::sections::entries::{self, Prose, SectionEntry};
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::words::{self, Column};

/// Reads the actions of sections; those without an id of the author's get `prefix` and a number.
/// `people` are those whom the document names elsewhere.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &[&Section<'a>],
    prefix: &str,
    people: &[&str],
) -> Vec<Action<'a>> {
    let mut actions = Vec::new();
    let mut literals = Literals::default();
    for section in sections {
        let all = entries::read(input, section, Prose::BesideLists);
        let all = all.into_iter().filter(|entry| !is_nothing(input, entry));
        let mut all: Vec<SectionEntry<'a>> = all.collect();
        leave_out_legends(&mut all);
        let is_told = all.is_empty();
        if is_told {
            all = told::entries(input, section);
        }
        // An empty box or cell says that it is open.
        let has_states = all.iter().any(|entry| entry.mark.is_some() || !entry.row.is_empty());
        let section_state = titled_state(&section.title);
        let from = actions.len();
        let above: Vec<Option<String>> = all.iter().map(|it| it.groups.last().cloned()).collect();
        let each = all.into_iter().map(|entry| action(input, entry, section_state, &mut literals));
        actions.extend(each);
        owners::above(&mut actions[from..], &above, people);
        owners::in_full(&mut actions[from..], people);
        owners::in_front(&mut actions[from..]);
        owners::behind(&mut actions[from..]);
        if is_told {
            actions[from..].iter_mut().for_each(told::state);
        } else if !has_states {
            done_in_the_past(&mut actions[from..]);
        }
    }
    actions.iter_mut().for_each(|action| literals.show_action(action));
    name(&mut actions, prefix);
    actions
}

/// How many actions in the past tense tell that a list says what was done.
const PAST: usize = 3;

/// A list whose actions stand in the past tense is one of what was done. A few of them may say
/// themselves how far they are.
fn done_in_the_past(actions: &mut [Action]) {
    let is_silent = |action: &Action| !action.says_state && action.due.is_none();
    let all = actions.len();
    let mut silent: Vec<&mut Action> = actions.iter_mut().filter(|it| is_silent(it)).collect();
    let are_past = silent.iter().all(|action| fields::is_past(&inline::text(action.text)));
    if are_past && silent.len() >= PAST && silent.len() * 2 > all {
        silent.iter_mut().for_each(|action| told::seems_done(action));
    }
}

/// Whether an entry says that there is none.
fn is_nothing<'a>(input: Input<'a, '_>, entry: &SectionEntry<'a>) -> bool {
    let text = Literals::plain(input, entry.text);
    let is_one = || fields::is_nothing(&text) || fields::is_prompt(&text);
    entry.row.is_empty() && entry.detail.is_empty() && is_one()
}

/// Leaves out what explains the sorts of the actions in a table: `- **Prevent:** …`.
fn leave_out_legends(entries: &mut Vec<SectionEntry>) {
    let sort = |(title, cell): &(String, Node)| {
        (column(title) == Column::Sort).then(|| inline::text(cell).trim().to_lowercase())
    };
    let sorts: HashSet<String> =
        entries.iter().flat_map(|entry| &entry.row).filter_map(sort).collect();
    if sorts.is_empty() {
        return;
    }
    let is_sort = |entry: &SectionEntry| {
        let text = inline::text(entry.text).to_lowercase();
        let label = text.split([':', '：', '(', '（', '–', '—']).next().unwrap_or_default();
        sorts.contains(label.trim())
    };
    let is_item = |entry: &SectionEntry| entry.row.is_empty() && entry.mark.is_none();
    // A sort of which there is no action is explained among the others.
    let mut legends: HashMap<Vec<String>, (usize, usize)> = HashMap::new();
    for entry in entries.iter().filter(|entry| is_item(entry)) {
        let (all, known) = legends.entry(entry.groups.clone()).or_default();
        *all += 1;
        *known += usize::from(is_sort(entry));
    }
    let is_legend = |entry: &SectionEntry| {
        legends.get(&entry.groups).is_some_and(|(all, known)| known * 2 >= *all)
    };
    entries.retain(|entry| !(is_item(entry) && is_legend(entry)));
}

/// Gives every action without an id one that no other has.
pub(crate) fn name(actions: &mut [Action], prefix: &str) {
    let mut taken: HashSet<String> = actions.iter().map(|action| action.id.clone()).collect();
    let mut next = 1;
    for action in actions.iter_mut().filter(|action| action.id.is_empty()) {
        while taken.contains(&format!("{prefix}-{next}")) {
            next += 1;
        }
        action.id = format!("{prefix}-{next}");
        taken.insert(action.id.clone());
    }
}

fn action<'a>(
    input: Input<'a, '_>,
    entry: SectionEntry<'a>,
    section_state: Option<ActionState>,
    literals: &mut Literals,
) -> Action<'a> {
    let group = entry.groups.iter().rev().find_map(|title| titled_state(title)).or(section_state);
    let boxed = entry.mark.and_then(fields::state_of_box);
    let mut action = Action {
        id: String::new(),
        text: entry.text,
        detail: entry.detail,
        owner: None,
        due: None,
        sign: None,
        priority: None,
        sort: None,
        state: ActionState::Proposed,
        state_evidence: Evidence::Marked,
        says_state: false,
        reason: None,
        links: Vec::new(),
        from: Vec::new(),
        span: entry.span,
    };
    let mut said = Said::default();
    if !entry.row.is_empty() {
        cells(input, &entry.row, &mut action, &mut said);
    }
    action.links.extend(fields::links(entry.place));
    action.links.dedup();
    literals.hide(input, action.text);
    let running = running_text(&mut action);
    said = said.or(|| running);
    fields_below(input, &mut action, &mut said);
    let state = said.state.or(boxed).or(group).or_else(|| commitment(&action));
    action.says_state = state.is_some();
    action.state = state.unwrap_or(ActionState::Proposed);
    if inline::text(action.text).trim().is_empty()
        && entry.row.is_empty()
        && action.detail.is_empty()
    {
        // Nothing but fields: then they are the text.
        action.text =
            inline::paragraph(input.arena, entry.place.first_child().unwrap_or(entry.place));
    }
    action.reason = said.reason.filter(|_| action.state == ActionState::Declined);
    action
}

/// Who does it, until when, and how one will see that it worked: that is a promise.
pub(crate) fn commitment(action: &Action) -> Option<ActionState> {
    let is_one = action.owner.is_some() && action.due.is_some() && action.sign.is_some();
    is_one.then_some(ActionState::Committed)
}

/// The state of what stands below a heading: `Done`, `✅`, `Completed items`, `Actions (completed)`.
fn titled_state(title: &str) -> Option<ActionState> {
    parenthesised_state(title).or_else(|| {
        let words = headings::normalised(title);
        let mut nouns = words::all(|language| language.state_nouns);
        let bare = nouns.find_map(|noun| words.strip_suffix(noun)).unwrap_or(&words);
        let named = fields::state(bare).filter(|_| fields::is_state(bare));
        named.or_else(|| fields::state(title).filter(|_| words.is_empty()))
    })
}

/// `Immediate actions (completed)`.
fn parenthesised_state(title: &str) -> Option<ActionState> {
    let inside = title.rsplit_once('(')?.1.split_once(')')?.0.trim();
    let state = fields::state(inside)?;
    (!inside.contains(' ') || fields::is_state(inside)).then_some(state)
}

/// Takes fields out of the running text, where the table did not give them.
pub(super) fn running_text(action: &mut Action) -> Said {
    let text = action.text;
    // Before all else, since a sign may hold any words.
    let from = fields::take_from(text);
    if action.from.is_empty() {
        action.from = from;
    }
    action.sign = action.sign.take().or_else(|| fields::take_sign(text));
    let said = fields::take_state(text);
    let tail = tail::take(text);
    let said = said.or(|| Said { state: tail.state, reason: None });
    // `(A) AI-3: …`: lists in text files begin with how urgent it is.
    if action.priority.is_none() {
        action.priority = fields::take_letter(text);
    }
    if let Some(id) = fields::take_id(text) {
        action.id = id;
    }
    // `or_else`, so that what a table says in a column of its own is not looked for again.
    action.priority = action.priority.take().or_else(|| fields::take_priority(text));
    action.sort = action.sort.take().or_else(|| fields::take_sort(text));
    action.due = action.due.take().or(tail.due).or_else(|| fields::take_due(text));
    action.owner = action.owner.take().or(tail.owner).or_else(|| fields::take_owner(text));
    // What was taken may have stood behind more fields, or between them: `(P1, @ann, 2026-01-31)`.
    let has_one = action.due.is_some() || action.owner.is_some() || said.state.is_some();
    if has_one && (action.owner.is_none() || action.due.is_none()) {
        let tail = tail::take(text);
        action.owner = action.owner.take().or(tail.owner);
        action.due = action.due.take().or(tail.due);
    }
    said.or(|| fields::take_state(text))
}

/// Sorts the cells of a row by the header's words.
fn cells<'a>(
    input: Input<'a, '_>,
    row: &[(String, Node<'a>)],
    action: &mut Action<'a>,
    said: &mut Said,
) {
    let mut text: Option<Node<'a>> = None;
    let mut rest: Vec<(&str, Node<'a>)> = Vec::new();
    for (title, cell) in row {
        let words = inline::text(cell).trim().to_owned();
        let value = || Some(words.clone()).filter(|words| fields::is_somebody(words));
        match column(title) {
            Column::Action if text.is_none() => text = Some(cell),
            Column::Sort if action.sort.is_none() => action.sort = value(),
            // A second column of a kind is detail.
            Column::Owner if action.owner.is_none() => {
                action.owner = value().map(|words| fields::owner(&words));
            }
            Column::Due if action.due.is_none() => action.due = value(),
            Column::Sign if action.sign.is_none() => action.sign = value(),
            Column::Priority if action.priority.is_none() => action.priority = value(),
            Column::State if said.state.is_none() => {
                said.read(&words);
                let ticked = words::has(|language| language.ticks, &words.to_lowercase());
                said.state = said.state.or(ticked.then_some(ActionState::Done));
            }
            // The links of the whole row are collected by the caller.
            Column::Link => {
                // `Bug 12 DONE`, as some write into the column of bugs.
                let (words, state) = fields::last_state(&words);
                said.state = said.state.or(state);
                let words = words.trim().to_owned();
                let bare = !words.is_empty()
                    && fields::links(cell).is_empty()
                    && fields::is_somebody(&words);
                action.links.extend(bare.then_some(words));
            }
            Column::Id => action.id = value().unwrap_or_default(),
            Column::From => action.from = fields::ids(&words).0,
            _ => rest.push((title, cell)),
        }
    }
    if text.is_none() && !rest.is_empty() {
        text = Some(rest.remove(0).1);
    }
    if said.state == Some(ActionState::Declined) && said.reason.is_none() {
        let is_reason = |(title, _): &(&str, Node<'a>)| {
            words::has(|language| language.reason_columns, &headings::normalised(title))
        };
        let reason = rest.iter().position(is_reason).map(|index| rest.remove(index).1);
        said.reason = reason.map(|cell| inline::text(cell).trim().to_owned());
    }
    if let Some(cell) = text {
        action.text = inline::paragraph(input.arena, cell);
    }
    action.detail.extend(columns::detail(input, rest.into_iter()));
}
