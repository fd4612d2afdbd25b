//! Which of the two kinds of input a document is.

use crate::postmortem::sections;
use crate::source::Source;
use crate::source::front_matter::{Cut, DocumentKind};

/// The verdict, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The kind.
    pub kind: DocumentKind,
    /// Why, in a few words.
    pub because: &'static str,
}

/// Tells the kind: the flag, then front matter, then marks of slide files, then the sections.
#[must_use]
pub fn tell(source: &Source, cut: &Cut, has_trailer: bool, wanted: Option<DocumentKind>) -> Verdict {
    let front = &cut.front;
    let body = &source.text()[cut.body..];
    let verdict = |kind, because| Verdict { kind, because };
    if let Some(kind) = wanted {
        return verdict(kind, "as asked");
    }
    if let Some(kind) = front.kind {
        return verdict(kind, "the front matter says so");
    }
    if front.is_slide_type
        || !front.reveal.is_empty()
        || front.separator.is_some()
        || front.vertical_separator.is_some()
        || front.template
    {
        return verdict(DocumentKind::Slides, "the front matter has keys of a slide file");
    }
    if has_trailer {
        return verdict(DocumentKind::Slides, "it ends with HackMD's trailer");
    }
    if body.contains(".slide:") && body.contains("<!--") {
        return verdict(DocumentKind::Slides, "it has `.slide:` comments");
    }
    if sections::text_looks_like_postmortem(body) {
        return verdict(DocumentKind::Postmortem, "it has a postmortem's sections");
    }
    verdict(DocumentKind::Slides, "it has no postmortem's sections")
}
