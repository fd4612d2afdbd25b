//! Fields that authors write into the running text of an action or a lesson: `@owner`, `P1`,
//! `(DONE)`, `due …`.
//!
//! Each function takes its field out of the text (a copy) and says what it was.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::due;
pub(crate) use crate::postmortem::lists::ids::{ids, is_id, names_entry, take_from, take_id};
use crate::postmortem::lists::labelled::take_labelled;
pub(crate) use crate::postmortem::lists::people::{
    is_nothing, is_prompt, is_somebody, owner, take_owner,
};
pub(crate) use crate::postmortem::lists::priority::{take_letter, take_priority};
pub(crate) use crate::postmortem::lists::sign::take_sign;
pub(crate) use crate::postmortem::lists::state::{
    is_past, is_state, last_state, refusal, state, state_of_box, take_state,
};
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// Takes a due date: `due 2026-01-31`, `(due: Jan 31)`, `by 2026-01-31`, `ETA: Q3`.
pub(crate) fn take_due<'a>(text: Node<'a>) -> Option<String> {
    if let Some(value) = take_labelled(text, Column::Due) {
        return Some(value).filter(|value| is_somebody(value));
    }
    let words = inline::text(text);
    let lower = words::lower(&words);
    for label in words::all(|language| language.due_words) {
        for at in words::places(&lower, label) {
            let starts_word = !words[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = &words[at + label.len()..];
            let end = rest.find([')', ']', ';', '\n']).unwrap_or(rest.len());
            let date =
                stamp::read(&rest[..end]).filter(stamp::Stamp::is_day).filter(|_| starts_word);
            let Some(date) = date else {
                let length = if starts_word { due::period_length(&rest[..end]) } else { 0 };
                if length > 0 {
                    let value = rest[..length].trim().to_owned();
                    seam::take(text, at..at + label.len() + length);
                    return Some(value);
                }
                continue;
            };
            seam::take(text, at..at + label.len() + date.start + date.written.len());
            return Some(date.written);
        }
    }
    None
}

/// Takes `Type: prevent`.
pub(crate) fn take_sort<'a>(text: Node<'a>) -> Option<String> {
    take_labelled(text, Column::Sort)
}

/// Addresses and `#123` in a text; they stay in it.
pub(crate) fn links<'a>(block: Node<'a>) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    let mut linked_text = Vec::new();
    for node in block.descendants() {
        match &node.data().value {
            NodeValue::Link(link) => {
                links.push(link.url.clone());
                linked_text.push(inline::text(node));
            }
            NodeValue::Text(text) => {
                for (at, _) in text.match_indices('#') {
                    let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
                    let glued =
                        text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '&' || c == '#');
                    if digits > 0 && !glued {
                        links.push(text[at..=at + digits].to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    // `[#12](…)` is one link, not two.
    links.retain(|link| {
        !(link.starts_with('#') && linked_text.iter().any(|text| text.contains(link.as_str())))
    });
    links.dedup();
    links
}
