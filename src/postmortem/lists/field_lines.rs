//! Fields on lines of their own: `Owner: Ann, Due: 2024-04-01` below an action's text.

use std::cmp::Reverse;
use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::lists::columns::column;
use crate::postmortem::lists::fields;
use crate::postmortem::lists::labelled::labels_in;
use crate::postmortem::lists::state::Said;
use crate::postmortem::model::Action;
use crate::postmortem::text::inline::{self, Input};
use crate::words::{self, Column};

/// Takes `Owner:`, `Due:`, `Priority:` and `Status:` lines out of the paragraphs right below an
/// action's text.
pub(super) fn fields_below<'a>(input: Input<'a, '_>, action: &mut Action<'a>, said: &mut Said) {
    while let Some(&first) = action.detail.first() {
        if matches!(first.data().value, NodeValue::List(_)) {
            list_of_fields(input, first, action, said);
            break;
        }
        if !matches!(first.data().value, NodeValue::Paragraph) {
            break;
        }
        let lines = inline::lines(input.arena, first);
        let all = lines.len();
        let mut kept = lines
            .into_iter()
            .filter(|line| !field_line(&inline::text(line), action, said))
            .peekable();
        if kept.peek().is_none() {
            action.detail.remove(0);
            continue;
        }
        let kept: Vec<Node<'a>> = kept.collect();
        if kept.len() < all {
            let rest = markdown::node(input.arena, NodeValue::Paragraph, kept[0].data().sourcepos);
            for line in kept {
                if rest.first_child().is_some() {
                    rest.append(markdown::node(
                        input.arena,
                        NodeValue::SoftBreak,
                        line.data().sourcepos,
                    ));
                }
                let inlines: Vec<Node<'a>> = line.children().collect();
                inlines.into_iter().for_each(|child| rest.append(child));
            }
            action.detail[0] = rest;
        }
        break;
    }
}

/// Takes the items that are fields out of a list below an action's text.
fn list_of_fields<'a>(
    input: Input<'a, '_>,
    list: Node<'a>,
    action: &mut Action<'a>,
    said: &mut Said,
) {
    let kept: Vec<Node<'a>> = list
        .children()
        .filter(|item| {
            let alone = item.children().count() == 1;
            !(alone && field_line(&inline::text(item), action, said))
        })
        .collect();
    if kept.len() == list.children().count() {
        return;
    }
    action.detail.remove(0);
    if let Some(first) = kept.first() {
        let rest = markdown::node(input.arena, list.data().value.clone(), first.data().sourcepos);
        kept.iter().for_each(|item| rest.append(input.copy(item)));
        action.detail.insert(0, rest);
    }
}

/// Reads one line of fields, such as `Owner: Ann, Due: 2024-04-01`; false when it holds anything
/// else.
fn field_line<'a>(line: &str, action: &mut Action<'a>, said: &mut Said) -> bool {
    let Some(values) = values(line) else { return false };
    let read = |(column, value): &(Column, &str)| {
        !matches!(column, Column::State) || fields::state(value).is_some()
    };
    if !values.iter().all(read) {
        return false;
    }
    for (column, value) in values {
        set(action, said, column, value);
    }
    true
}

/// The fields of a line that holds nothing else.
fn values(line: &str) -> Option<Vec<(Column, &str)>> {
    let line = line.trim();
    if !line.contains([':', '：']) {
        return None;
    }
    let lower = words::lower(line);
    let begins = |at: usize| !lower[..at].ends_with(char::is_alphanumeric);
    let of_lines = words::all(|language| language.field_lines).map(|label| (*label, None));
    let of_texts = words::pairs(|language| language.fields).map(|(label, of)| (label, Some(of)));
    let mut found: Vec<(Range<usize>, Column)> = of_lines
        .chain(of_texts)
        .flat_map(|(label, of)| {
            let of = of.unwrap_or_else(|| column(label));
            labels_in(&lower, label).map(move |place| (place, of))
        })
        .filter(|(place, _)| begins(place.start))
        .collect();
    found.sort_by_key(|(place, _)| (place.start, Reverse(place.end)));
    // `vencimiento:` within `fecha de vencimiento:`, or one label of two languages.
    let mut end = 0;
    found.retain(|(place, _)| {
        let is_apart = place.start >= end;
        end = if is_apart { place.end } else { end };
        is_apart
    });
    let mut is_sign = false;
    // A sign is a sentence: a label in it is one of its words, unless a separator holds it apart.
    found.retain(|(place, of)| {
        let before = line[..place.start].trim_end();
        let is_apart = before.is_empty() || before.ends_with([',', ';', '|', '、', '，', '；']);
        let is_field = !is_sign || is_apart;
        is_sign = if is_field { *of == Column::Sign } else { is_sign };
        is_field
    });
    let ends = found.iter().skip(1).map(|(place, _)| place.start);
    let ends = ends.chain([line.len()]).collect::<Vec<_>>();
    let values: Vec<(Column, &str)> = found
        .iter()
        .zip(ends)
        .map(|((place, of), end)| {
            let value = &line[place.end..end];
            (*of, value.trim_matches(|c: char| c.is_whitespace() || ",;|*、，；".contains(c)))
        })
        .collect();
    let whole = found.first().is_some_and(|(place, _)| place.start == 0)
        && values
            .iter()
            .all(|(of, value)| value.len() < if *of == Column::Sign { 400 } else { 80 });
    whole.then_some(values)
}

/// Sets a field that has no value yet.
fn set<'a>(action: &mut Action<'a>, said: &mut Said, column: Column, value: &str) {
    let slot = match column {
        Column::Owner => &mut action.owner,
        Column::Due => &mut action.due,
        Column::Sign => &mut action.sign,
        Column::Priority => &mut action.priority,
        Column::Sort => &mut action.sort,
        Column::Link => {
            let known = action
                .links
                .iter()
                .any(|link| link.ends_with(value) || value.contains(link.as_str()));
            action.links.extend((!known && fields::is_somebody(value)).then(|| value.to_owned()));
            return;
        }
        _ => {
            said.read(value);
            return;
        }
    };
    let shown =
        if matches!(column, Column::Owner) { fields::owner(value) } else { value.to_owned() };
    *slot = slot.take().or_else(|| Some(shown).filter(|value| fields::is_somebody(value)));
}
