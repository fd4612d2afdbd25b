//! Items of the lists of a YAML postmortem: put in, and changed.

use serde_yaml::Value;

use super::super::change::{Change, Lines};
use super::super::draft::Draft;
use super::super::item::{ActionAt, Field, Fields, ListOf, Words};
use super::super::literal::{WAYS, Way};
use super::super::reading::{ReadItem, Reading, names};
use super::super::{Edit, EditError, markdown};
use super::scalar::yaml;
use super::tree::{Tree, child};
use crate::source::data::{Step, entry};
use crate::words::{ActionState, DecisionState, SECTIONS, SectionKind};

/// The keys of an action, in the order in which new ones are written.
const ORDER: [&str; 10] =
    ["id", "text", "owner", "due", "priority", "type", "sign", "link", "from", "state"];

fn tree<'d>(draft: &Draft<'d, '_>) -> Result<Tree<'d>, EditError> {
    let whole = 0..draft.text().len();
    Tree::of(draft.source, whole).ok_or(EditError::OtherText)
}

/// Puts an item into the list of its section.
pub(in crate::edit) fn insert(
    draft: &Draft<'_, '_>,
    words: &Words,
) -> Result<Vec<Edit>, EditError> {
    let tree = tree(draft)?;
    let kind = words.list.section();
    let names = names(kind);
    let known = names.iter().find(|name| tree.get(&child(&[], name)).is_some());
    if let Some(name) = known
        && tree.get(&child(&[], name)).is_some_and(Value::is_string)
    {
        return markdown::insert(draft, words);
    }
    for way in WAYS {
        let pairs = pairs(&tree, known, words, way);
        let changes = match known {
            Some(name) => in_list(&tree, name, &pairs),
            None => new_key(&tree, kind, &pairs),
        };
        let Some(changes) = changes else { return Err(EditError::Fixed) };
        if let Some(edits) = draft.tried(&changes, |after| markdown::is_added(draft, words, after))
        {
            return Ok(edits);
        }
    }
    Err(EditError::NotReadBack)
}

/// Keys and values of a new entry, in the order of the list's last one.
fn pairs(
    tree: &Tree<'_>,
    known: Option<&&str>,
    words: &Words,
    way: Way,
) -> Vec<(&'static str, String)> {
    let list = known.and_then(|name| tree.get(&child(&[], name))?.as_sequence());
    let entries = || list.into_iter().flatten().filter_map(Value::as_mapping);
    let state_key = if entries().any(|it| it.contains_key("status")) { "status" } else { "state" };
    let says_state = entries().any(|it| it.contains_key(state_key));
    let Fields { owner, due, sign, priority } = &words.fields;
    let is_promise = owner.is_some() && due.is_some() && sign.is_some();
    let state = words.expected_state().filter(|state| match state {
        ActionState::Proposed => says_state,
        ActionState::Committed => says_state || !is_promise,
        _ => true,
    });
    let kind = match words.kind {
        crate::words::LessonKind::Plain => None,
        crate::words::LessonKind::WentWell => Some("well"),
        crate::words::LessonKind::WentBadly => Some("badly"),
        crate::words::LessonKind::Lucky => Some("lucky"),
    };
    let from: Vec<String> = words.from.iter().map(|from| yaml(from)).collect();
    let from = (!from.is_empty()).then(|| format!("[{}]", from.join(", ")));
    let value = |value: &Option<String>| value.as_deref().map(yaml);
    let mut pairs = vec![("text", Some(yaml(&way.write(&words.text, false))))];
    pairs.extend([("owner", value(owner)), ("due", value(due)), ("priority", value(priority))]);
    pairs.extend([("sign", value(sign)), ("kind", kind.map(str::to_owned)), ("from", from)]);
    pairs.push((state_key, state.map(|state| yaml(&state_value(state, words.reason.as_deref())))));
    if let Some(made) = words.made {
        // What was made stands in a list of its own, which says so.
        let state = (made == DecisionState::Declined || says_state).then(|| made.name().to_owned());
        pairs = vec![("text", Some(yaml(&way.write(&words.text, false)))), (state_key, state)];
        pairs.extend([("date", value(due)), ("reason", value(&words.reason))]);
    }
    let mut pairs: Vec<(&str, String)> =
        pairs.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    if let Some(last) = entries().next_back() {
        let order: Vec<&str> = last.keys().filter_map(Value::as_str).collect();
        // Keys that the last entry lacks come behind those it has.
        pairs.sort_by_key(|(key, _)| order.iter().position(|it| it == key).unwrap_or(order.len()));
    }
    pairs
}

fn state_value(state: ActionState, reason: Option<&str>) -> String {
    match (state, reason) {
        (ActionState::InProgress, _) => "in progress".to_owned(),
        (state, Some(reason)) => format!("{}: {reason}", state.name()),
        (state, None) => state.name().to_owned(),
    }
}

/// An entry written between brackets.
fn flow(pairs: &[(&str, String)]) -> String {
    match pairs {
        [("text", text)] => text.clone(),
        _ => {
            let pairs: Vec<String> =
                pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// An entry with its dash, on lines of its own.
fn block(pairs: &[(&str, String)], indentation: usize, gap: usize, is_text: bool) -> String {
    let blanks = " ".repeat(indentation);
    let gap = " ".repeat(gap);
    match pairs {
        [("text", text)] if is_text => format!("{blanks}-{gap}{text}\n"),
        _ => {
            let mut lines = String::new();
            for (index, (key, value)) in pairs.iter().enumerate() {
                let dash = if index == 0 { "-" } else { " " };
                lines.push_str(&format!("{blanks}{dash}{gap}{key}: {value}\n"));
            }
            lines
        }
    }
}

/// The entry behind the last of a list.
fn in_list(tree: &Tree<'_>, name: &str, pairs: &[(&str, String)]) -> Option<Vec<Change>> {
    let path = child(&[], name);
    let value = tree.get(&path)?;
    let text = tree.text();
    let count = value.as_sequence().map_or(0, Vec::len);
    if value.is_null() || count == 0 {
        let lines = block(pairs, tree.list_indentation(), 1, true);
        let place = tree.place(&path);
        let is_written = text[place.clone()].starts_with(['[', '~', 'n', 'N'])
            && place.start >= tree.key(&path).end;
        let mut changes = Vec::new();
        if is_written {
            let before = &text[..place.start];
            changes.push(Change::new(before.trim_end().len()..place.end, ""));
        }
        changes.push(tree.lines(tree.behind(&path), &lines));
        return Some(changes);
    }
    let last = entry(&path, count - 1);
    let place = tree.place(&last);
    if text[place.clone()].starts_with('*') {
        return None;
    }
    if tree.is_flow(&path) {
        let own = Lines(text).start(place.start);
        let is_alone = text[own..place.start].trim().is_empty();
        let behind = &text[place.end..];
        let has_comma = behind.trim_start().starts_with(',');
        let item = flow(pairs);
        let change = match (is_alone, has_comma) {
            (true, true) => {
                let at = place.end + behind.find(',')? + 1;
                Change::new(at..at, format!("\n{}{item},", &text[own..place.start]))
            }
            (true, false) => {
                Change::new(place.end..place.end, format!(",\n{}{item}", &text[own..place.start]))
            }
            _ => Change::new(place.end..place.end, format!(", {item}")),
        };
        return Some(vec![change]);
    }
    let before = text[..place.start].trim_end();
    let dash = before.len().checked_sub(1).filter(|_| before.ends_with('-'))?;
    let same_line = !text[dash..place.start].contains('\n');
    let gap = if same_line { place.start - dash - 1 } else { 1 };
    let indentation = tree.column(dash);
    if !text[dash - indentation..dash].trim().is_empty() {
        return None;
    }
    let lines = if text[place].starts_with('{') && pairs.len() > 1 {
        format!("{}-{}{}\n", " ".repeat(indentation), " ".repeat(gap), flow(pairs))
    } else {
        let is_text = tree.get(&last).is_some_and(|last| !last.is_mapping());
        block(pairs, indentation, gap, is_text)
    };
    let is_apart = count > 1 && Lines(text).follows_blank(Lines(text).start(dash));
    let blank = if is_apart { "\n" } else { "" };
    Some(vec![tree.lines(tree.behind(&last), &format!("{blank}{lines}"))])
}

/// The key of a section at its canonical place.
fn key_at(tree: &Tree<'_>, kind: SectionKind, lines: &str) -> Option<Change> {
    let keys: Vec<&str> = tree.value.as_mapping()?.keys().filter_map(Value::as_str).collect();
    if tree.is_flow(&[]) {
        return None;
    }
    let order = |key: &str| SECTIONS.iter().position(|row| row.names.contains(&key));
    let own = SECTIONS.iter().position(|row| row.kind == kind);
    let before = keys.iter().filter(|key| order(key).is_some() && order(key) <= own);
    let before = before.max_by_key(|key| order(key)).or(keys.last());
    let Some(before) = before else { return Some(tree.lines(tree.text().len(), lines)) };
    let path = child(&[], before);
    let start = Lines(tree.text()).start(tree.key(&path).start);
    let is_apart = start > 0 && Lines(tree.text()).follows_blank(start);
    let blank = if is_apart { "\n" } else { "" };
    Some(tree.lines(tree.behind(&path), &format!("{blank}{lines}")))
}

fn new_key(tree: &Tree<'_>, kind: SectionKind, pairs: &[(&str, String)]) -> Option<Vec<Change>> {
    let name = names(kind).first()?;
    let lines = format!("{name}:\n{}", block(pairs, tree.list_indentation(), 1, true));
    key_at(tree, kind, &lines).map(|change| vec![change])
}

/// Puts an empty section in.
pub(in crate::edit) fn insert_section(
    draft: &Draft<'_, '_>,
    kind: SectionKind,
) -> Result<Vec<Edit>, EditError> {
    let tree = tree(draft)?;
    let names = names(kind);
    let name = names.first().ok_or(EditError::NoItem)?;
    let empty = if kind.is_list() { "[]" } else { "\"\"" };
    let known = names.iter().find(|name| tree.get(&child(&[], name)).is_some());
    let change = match known {
        Some(known) => tree.replaced(&child(&[], known), empty)?,
        None => key_at(&tree, kind, &format!("{name}: {empty}\n")).ok_or(EditError::Fixed)?,
    };
    let is_there = |after: &Reading| {
        let before = &draft.before;
        after.lists == before.lists
            && after.rest == before.rest
            && after.keys_without(names) == before.keys_without(names)
            && after.blocks.len() == before.blocks.len() + 1
    };
    draft.tried(&[change], is_there).ok_or(EditError::NotReadBack)
}

/// The way to an action.
fn path_of(
    draft: &Draft<'_, '_>,
    tree: &Tree<'_>,
    at: ActionAt,
) -> Option<(ListOf, usize, Vec<Step>)> {
    let (list, index) = match at {
        ActionAt::Corrective(index) => (ListOf::Corrective, index),
        ActionAt::Item(index) => (ListOf::Items, index),
    };
    let all = &draft.before.lists[list.index()];
    all.get(index)?;
    let name = names(list.section()).iter().find(|name| tree.get(&child(&[], name)).is_some())?;
    let path = child(&[], name);
    let entries = tree.get(&path)?.as_sequence()?;
    (entries.len() == all.len()).then(|| (list, index, entry(&path, index)))
}

/// Sets how far an action is.
pub(in crate::edit) fn set_state(
    draft: &Draft<'_, '_>,
    at: ActionAt,
    state: ActionState,
    reason: Option<&str>,
) -> Result<Vec<Edit>, EditError> {
    let tree = tree(draft)?;
    let Some((list, index, path)) = path_of(draft, &tree, at) else {
        return markdown::set_state(draft, at, state, reason);
    };
    let read = draft.before.lists[list.index()].get(index);
    let read = read.ok_or(EditError::NoItem)?;
    let has_reason =
        |read: &ReadItem| reason.is_none_or(|reason| read.reason.as_deref() == Some(reason));
    if read.state == Some(state) && has_reason(read) {
        return Ok(Vec::new());
    }
    let has = |key: &str| tree.get(&child(&path, key)).is_some();
    let key = if has("status") && !has("state") { "status" } else { "state" };
    let changes = set(&tree, &path, key, &yaml(&state_value(state, reason)))?;
    let fits = |after: &Reading| {
        changed(draft, list, index, after)
            .is_some_and(|read| read.state == Some(state) && has_reason(read))
    };
    draft.tried(&changes, fits).ok_or(EditError::NotReadBack)
}

/// Sets a field of an action.
pub(in crate::edit) fn set_field(
    draft: &Draft<'_, '_>,
    at: ActionAt,
    field: Field,
    value: &str,
) -> Result<Vec<Edit>, EditError> {
    let tree = tree(draft)?;
    let Some((list, index, path)) = path_of(draft, &tree, at) else {
        return markdown::set_field(draft, at, field, value);
    };
    let before = draft.before.lists[list.index()].get(index);
    let before = before.ok_or(EditError::NoItem)?;
    if markdown::is_value(before, field, value) {
        return Ok(Vec::new());
    }
    let key = match field {
        Field::Owner => "owner",
        Field::Due => "due",
        Field::Sign => "sign",
        Field::Priority => "priority",
    };
    let changes = set(&tree, &path, key, &yaml(value))?;
    let fits = |after: &Reading| {
        let read = changed(draft, list, index, after);
        read.is_some_and(|read| markdown::is_set(before, read, field, value))
    };
    draft.tried(&changes, fits).ok_or(EditError::NotReadBack)
}

/// A key of an entry with a value; an entry that is a text becomes a mapping.
fn set(tree: &Tree<'_>, path: &[Step], key: &str, value: &str) -> Result<Vec<Change>, EditError> {
    let entry = tree.get(path).ok_or(EditError::NoItem)?;
    let place = tree.place(path);
    if tree.text()[place.clone()].starts_with('*') {
        return Err(EditError::Fixed);
    }
    let Some(mapping) = entry.as_mapping() else {
        let list = &path[..path.len() - 1];
        if tree.is_flow(list) {
            let change = |at: usize, text: String| Change::new(at..at, text);
            return Ok(vec![
                change(place.start, "{text: ".to_owned()),
                change(place.end, format!(", {key}: {value}}}")),
            ]);
        }
        let blanks = " ".repeat(tree.column(place.start));
        return Ok(vec![
            Change::new(place.start..place.start, "text: "),
            Change::new(place.end..place.end, format!("\n{blanks}{key}: {value}")),
        ]);
    };
    let own = child(path, key);
    if tree.get(&own).is_some() {
        return tree.replaced(&own, value).map(|change| vec![change]);
    }
    let order = |key: &str| ORDER.iter().position(|it| *it == key);
    let keys = || mapping.keys().filter_map(Value::as_str);
    let before = keys().filter(|it| order(it).is_some() && order(it) < order(key));
    let before = before.max_by_key(|it| order(it));
    tree.added(path, before, key, value).map(|change| vec![change]).ok_or(EditError::Fixed)
}

/// An item of a reading that says the same as before about all other items.
fn changed<'r>(
    draft: &Draft<'_, '_>,
    list: ListOf,
    index: usize,
    after: &'r Reading,
) -> Option<&'r ReadItem> {
    let before = &draft.before;
    let own = list.index();
    let names = names(list.section());
    let new = &after.lists[own];
    let old = &before.lists[own];
    let others = (0..after.lists.len()).all(|it| it == own || after.lists[it] == before.lists[it]);
    let same = others
        && new.len() == old.len()
        && (0..new.len()).all(|it| it == index || new[it] == old[it])
        && after.rest == before.rest
        && after.keys_without(names) == before.keys_without(names)
        && after.changed_blocks(before).is_some_and(|count| count <= 3);
    same.then(|| &new[index])
}
