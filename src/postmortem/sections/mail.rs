//! The head of an e-mail at the top of a document: `From:`, `To:`, `Date:`, `Subject:`.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::text::inline::{self, Input};
use crate::source::front_matter::{FrontMatter, Spanned};
use crate::words;

/// Takes the head of an e-mail off: the subject becomes the title, whoever wrote it the author. Who got it is of no
/// use to a meeting.
pub(crate) fn take<'a>(input: Input<'a, '_>, root: Node<'a>, front: &mut FrontMatter) {
    let Some(first) = root.first_child() else { return };
    if !matches!(first.data().value, NodeValue::Paragraph) {
        return;
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
    let Some(fields) = fields.filter(|fields| fields.len() > 1) else { return };
    let value = |of: fn(&'static words::Language) -> words::List| {
        fields.iter().find(|(label, _)| words::has(of, label)).map(|(_, value)| *value)
    };
    let Some(subject) = value(|language| language.mail_subject) else { return };
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
    first.detach();
}
