//! The numbers of the impact.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::{Impact, Section, SectionKind};
use crate::postmortem::sections::prose;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::stamp;
use crate::source::Span;
use crate::source::front_matter::FrontMatter;
use crate::words;

/// The most numbers that are taken from the text.
const MOST: usize = 6;

/// The numbers worth showing large: the front matter's, else those that lists and tables of the
/// impact name.
pub(super) fn read<'a>(
    input: Input<'a, '_>,
    front: &FrontMatter,
    sections: &[Section<'a>],
) -> Vec<Impact> {
    if !front.impact.is_empty() {
        let numbers = front.impact.iter();
        return numbers
            .map(|n| Impact { name: n.name.clone(), value: n.value.clone(), span: n.span })
            .collect();
    }
    let blocks = sections
        .iter()
        .filter(|section| section.kind == SectionKind::UserImpact)
        .flat_map(|s| &s.blocks);
    let mut found = Vec::new();
    for block in blocks {
        match &block.data().value {
            NodeValue::List(_) => {
                for line in block.children().filter_map(comrak::arena_tree::Node::first_child) {
                    let text = inline::text(line);
                    // The colon of `14:54` and of `3:1` parts no name from its value.
                    let Some((name, value)) = text
                        .split_once(':')
                        .filter(|(_, value)| value.starts_with(char::is_whitespace))
                    else {
                        continue;
                    };
                    found.extend(number(name, value, input.span(line)));
                }
            }
            NodeValue::Table(_) => {
                for row in block.children() {
                    let cells: Vec<Node<'a>> = row.children().collect();
                    let [name, value] = cells.as_slice() else { continue };
                    found.extend(number(
                        &inline::text(name),
                        &inline::text(value),
                        input.span(value),
                    ));
                }
            }
            _ => {}
        }
    }
    found.truncate(MOST);
    found
}

/// `Users affected: 12,400`: a short name and a value that begins with a number.
fn number(name: &str, value: &str, span: Span) -> Option<Impact> {
    let name = name.trim();
    let value = value.trim();
    let digits = value.trim_start_matches(['~', '≈', '<', '>', '$', '€', '£', ' ']);
    let words = words::all(|language| language.about_numbers)
        .find_map(|word| digits.strip_prefix(word))
        .unwrap_or(digits);
    let short = (2..=40).contains(&name.len()) && value.len() <= 24 && !name.contains('\n');
    let counts =
        words.trim_start_matches(['$', '€', '£']).starts_with(|c: char| c.is_ascii_digit());
    let is_time = stamp::read(value).is_some() || prose::is_label(name);
    (short && counts && !is_time).then(|| Impact {
        name: name.to_owned(),
        value: value.to_owned(),
        span,
    })
}
