//! Which of the two kinds of input a document is.

use crate::postmortem::{sections, yaml};
use crate::source::Source;
use crate::source::front_matter::{Cut, DocumentKind};

/// What a document was taken for, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub kind: DocumentKind,
    /// Why, in a few words.
    pub because: &'static str,
    /// Whether nothing spoke for it: any Markdown may be slides, any YAML a postmortem.
    pub is_guess: bool,
}

/// Tells the kind: the flag, then front matter, then marks of slide files, then the sections.
#[must_use]
pub(crate) fn tell(
    source: &Source,
    cut: &Cut,
    has_trailer: bool,
    wanted: Option<DocumentKind>,
) -> Verdict {
    let front = &cut.front;
    let body = &source.text()[cut.body..];
    let verdict = |kind, because| Verdict { kind, because, is_guess: false };
    if let Some(kind) = wanted {
        return verdict(kind, "as asked");
    }
    if let Some(kind) = front.kind {
        return verdict(kind, "the front matter says so");
    }
    if front.is_slide_type
        || !front.reveal.is_empty()
        || front.separators.is_any()
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
    Verdict {
        kind: DocumentKind::Slides,
        because: "it has no postmortem's sections",
        is_guess: true,
    }
}

/// YAML is a postmortem; whether its keys are those of one, or of some other program's file, is
/// told here.
#[must_use]
pub(crate) fn of_yaml(text: &str) -> Verdict {
    let is_guess = !yaml::text_looks_like_postmortem(text);
    Verdict { kind: DocumentKind::Postmortem, because: "it is YAML", is_guess }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_of_other_programs_is_a_guess() {
        for other in [
            "services:\n  web:\n    image: nginx\nvolumes: {}\n",
            "name: CI\non: push\njobs:\n  test: {}\n",
            "title: A page\nsummary: About it\n",
            "groups:\n- name: x\n  rules:\n  - labels:\n      severity: page\n",
            "",
            "- 1\n",
        ] {
            assert!(of_yaml(other).is_guess, "{other}");
        }
        for own in [
            "kind: postmortem\ntitle: x\n",
            "title: x\nsummary: |\n  It broke.\ntimeline:\n  - {",
            "severity: SEV-2\nsummary: It broke.\n",
            "\u{feff}\"timeline\": []\r\nwhys :\r\n",
        ] {
            assert!(!of_yaml(own).is_guess, "{own}");
        }
    }
}
