//! The record of a meeting in a YAML document: a text over several lines.

use super::super::EditError;
use super::super::change::{Change, Lines};
use super::super::draft::Draft;
use super::super::reading::names;
use super::items::{key_at, tree};
use super::tree::child;
use crate::words::SectionKind;

/// The place for a record: behind the text that the key has, or with the key.
pub(in crate::edit) fn record_at(
    draft: &Draft<'_, '_>,
    block: &str,
) -> Result<Vec<Change>, EditError> {
    let tree = tree(draft)?;
    let names = names(SectionKind::Meeting);
    let name = names.first().ok_or(EditError::NoItem)?;
    let known = names.iter().find(|name| tree.get(&child(&[], name)).is_some());
    let Some(known) = known else {
        let lines = format!("{name}: |\n{}", indented(block, "  "));
        return key_at(&tree, SectionKind::Meeting, &lines)
            .map(|change| vec![change])
            .ok_or(EditError::Fixed);
    };
    let path = child(&[], known);
    let text = draft.text();
    let lines = Lines(text);
    let key = tree.key(&path);
    let behind = text[key.end..lines.end(key.end)].trim_start_matches([':', ' ', '"', '\'']);
    let first = lines.next(key.end);
    if !behind.starts_with('|') || first >= text.len() {
        return Err(EditError::Fixed);
    }
    let line = lines.of(first);
    let indentation = &line[..line.len() - line.trim_start().len()];
    if indentation.is_empty() {
        return Err(EditError::Fixed);
    }
    let at = tree.behind(&path);
    let gap = if lines.follows_blank(at) { "" } else { "\n" };
    Ok(vec![tree.lines(at, &format!("{gap}{}", indented(block, indentation)))])
}

/// Lines behind blanks; blank ones stay blank.
fn indented(block: &str, indentation: &str) -> String {
    let line = |line: &str| {
        let is_blank = line.trim().is_empty();
        if is_blank { "\n".to_owned() } else { format!("{indentation}{line}\n") }
    };
    block.lines().map(line).collect()
}
