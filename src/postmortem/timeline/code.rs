//! A timeline in a block of code: each line that begins with a stamp is an event, or each that ends
//! with a day and a
//! time where all do.

use comrak::nodes::{LineColumn, NodeValue, Sourcepos};

use crate::markdown::Node;
use crate::postmortem::text::inline;
use crate::postmortem::time::ending::full;
use crate::postmortem::time::stamp;
use crate::postmortem::timeline::reader::EventReader;

/// Reads a block of code; false when most of its lines have no stamp.
pub(crate) fn read<'a>(reader: &mut EventReader<'a, '_, '_>, block: Node<'a>) -> bool {
    let (literal, fenced, at) = match &block.data().value {
        NodeValue::CodeBlock(code) => (code.literal.clone(), code.fenced, block.data().sourcepos),
        _ => return false,
    };
    let lines: Vec<&str> = literal.lines().filter(|line| !line.trim().is_empty()).collect();
    let stamped = lines.iter().filter(|line| stamp::read(line).is_some()).count();
    let ends = lines.len() > 1 && lines.iter().all(|line| full(line).is_some());
    if !ends && (stamped < 2 || stamped * 2 < lines.len() || stamp::read(lines[0]).is_none()) {
        return false;
    }
    for (index, line) in literal.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = at.start.line + index + usize::from(fenced);
        let lead = line.len() - line.trim_start().len();
        let words = line.trim();
        let start = LineColumn { line: number, column: at.start.column + lead };
        let end = LineColumn { line: number, column: start.column + words.len() - 1 };
        let place = inline::plain(reader.input.arena, words, Sourcepos { start, end });
        let begins = stamp::read(words).map(|stamp| (0..stamp.length, stamp));
        let found = begins.or_else(|| {
            let behind = if ends { full(words) } else { None }?;
            Some((behind.cut, behind.stamp))
        });
        match found {
            Some((cut, stamp)) => {
                let text = reader.input.copy(place);
                inline::cut(text, cut);
                reader.push(Some(stamp), place, vec![text], None);
            }
            None => reader.continue_line(place),
        }
    }
    true
}
