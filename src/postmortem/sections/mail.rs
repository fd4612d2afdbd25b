//! The head of an e-mail at the top of a document: `From:`, `To:`, `Date:`, `Subject:`.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::text::inline::{self, Input};
use crate::source::front_matter::{FrontMatter, Spanned};
use crate::words;

/// Takes the head of an e-mail off: the subject becomes the title, whoever wrote it the author. The
/// lines that no slide has a place for, such as who got it, are handed back.
pub(crate) fn take<'a>(
    input: Input<'a, '_>,
    root: Node<'a>,
    front: &mut FrontMatter,
) -> Vec<String> {
    let head = root.first_child().and_then(|first| read(input, first, front));
    head.unwrap_or_default()
}

fn read<'a>(input: Input<'a, '_>, first: Node<'a>, front: &mut FrontMatter) -> Option<Vec<String>> {
    if !matches!(first.data().value, NodeValue::Paragraph) {
        return None;
    }
    let text = inline::text(first);
    let fields: Option<Vec<(String, &str)>> = text
        .lines()
        .map(|line| {
            let (label, value) = line.split_once(':')?;
            let label = label.trim().to_lowercase();
            words::has(|language| language.mail_fields, &label).then(|| (label, value.trim()))
        })
        .collect();
    let fields = fields.filter(|fields| fields.len() > 1)?;
    let value = |of: fn(&'static words::Language) -> words::List| {
        fields.iter().find(|(label, _)| words::has(of, label)).map(|(_, value)| *value)
    };
    let subject = value(|language| language.mail_subject)?;
    let span = input.span(first);
    front.title.get_or_insert_with(|| Spanned { value: subject.to_owned(), span });
    if let Some(sender) =
        value(|language| language.mail_sender).filter(|_| front.authors.is_empty())
    {
        // `<ann@example.com>` is a link by now.
        let name: Vec<&str> =
            sender.split_whitespace().filter(|part| !part.contains('@')).collect();
        let name = name.join(" ").trim_matches('"').to_owned();
        front.authors.extend((!name.is_empty()).then_some(name));
    }
    if let Some(date) = value(|language| language.mail_date) {
        front.date.get_or_insert_with(|| date.to_owned());
    }
    let is_read = |label: &str| {
        let of = |list: fn(&'static words::Language) -> words::List| words::has(list, label);
        of(|language| language.mail_subject)
            || of(|language| language.mail_sender)
            || of(|language| language.mail_date)
    };
    let others = fields.iter().filter(|(label, _)| !is_read(label));
    let others = others.map(|(label, value)| format!("{label}: {value}")).collect();
    first.detach();
    Some(others)
}
