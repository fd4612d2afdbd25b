//! Messages that are pasted from a chat: `Ann Smith  10:32 AM` alone on a line, and the message
//! below it.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::text::inline;
use crate::postmortem::time::ending;
use crate::postmortem::time::stamp::Stamp;
use crate::postmortem::timeline::reader::{EventReader, Open};
use crate::words;

/// The longest name, and how many words it may have.
const NAME: usize = 40;
const WORDS: usize = 4;

/// Whether blocks hold messages: two of them begin with a name and a time.
pub(super) fn is_one(blocks: &[Node]) -> bool {
    let heads = blocks.iter().filter(|block| {
        matches!(block.data().value, NodeValue::Paragraph)
            && inline::text(block).lines().next().and_then(head).is_some()
    });
    heads.count() > 1
}

/// Who wrote, and when.
fn head(line: &str) -> Option<(String, Stamp)> {
    let found = ending::at_end(line).filter(|found| found.stamp.is_timed())?;
    let name = line[..found.cut.start].trim();
    let words = name.split_whitespace();
    // `deploybot  APP`: a program may have no capital.
    let is_app = words.clone().count() == 2
        && words.clone().last().is_some_and(|last| words::has(|l| l.chat_apps, last));
    let named = name.len() < NAME
        && (1..=WORDS).contains(&words.clone().count())
        && words
            .clone()
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || "[(@".contains(c)))
        || is_app
        || !name.contains(char::is_whitespace);
    named.then(|| (name.to_owned(), found.stamp))
}

/// Takes in the messages of a paragraph; false when it does not begin with one.
pub(super) fn message<'a>(reader: &mut EventReader<'a, '_, '_>, block: Node<'a>) -> bool {
    if !reader.chat || inline::text(block).lines().next().and_then(head).is_none() {
        return false;
    }
    for line in inline::lines(reader.input.arena, block) {
        match head(&inline::text(line)) {
            Some((name, stamp)) => {
                let empty = crate::markdown::node(
                    reader.input.arena,
                    NodeValue::Paragraph,
                    line.data().sourcepos,
                );
                reader.push(Some(stamp), line, vec![empty], Some(name));
            }
            None => reader.continue_line(line),
        }
    }
    reader.open = Open::Event;
    true
}
