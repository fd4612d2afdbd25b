//! Which of the two kinds of input a document is.

mod height;

use crate::diagnostic::{Diagnostic, Severity};
use crate::postmortem::{sections, yaml};
use crate::source::Source;
use crate::source::data::{Notation, Reader};
use crate::source::front_matter::{Cut, DocumentKind};

/// Keys of front matter that only our documents have.
const OWN_KEYS: [&str; 9] = [
    "slideOptions",
    "revealOptions",
    "separator",
    "verticalSeparator",
    "incident",
    "impact",
    "severity",
    "facilitator",
    "postmortem",
];

/// What a document was taken for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub kind: DocumentKind,
    /// Why, in a few words.
    pub because: &'static str,
    /// Whether nothing spoke for it: any Markdown may be slides, any YAML a postmortem.
    pub is_guess: bool,
    /// For a guess: the headings that are nearly those of a postmortem, with what they are near.
    pub near: Vec<(String, &'static str)>,
}

/// Tells the kind: the flag, then front matter, then marks of slide files, then the sections; then
/// a guess by how much
/// stands between separator lines.
#[must_use]
pub(crate) fn tell(
    source: &Source,
    cut: &Cut,
    has_trailer: bool,
    wanted: Option<DocumentKind>,
) -> Verdict {
    let front = &cut.front;
    let body = &source.text()[cut.body..];
    let verdict = |kind, because| Verdict { kind, because, is_guess: false, near: Vec::new() };
    if let Some(kind) = wanted {
        return verdict(kind, "as asked");
    }
    if let Some(kind) = front.kind {
        return verdict(kind, "the front matter says so");
    }
    if front.is_slide_type
        || !front.reveal.is_empty()
        || front.separators.is_any()
        || !front.include.is_empty()
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
    if body.contains("<section data-") {
        return verdict(DocumentKind::Slides, "it has sections with data for reveal.js");
    }
    if sections::text_looks_like_postmortem(body) {
        return verdict(DocumentKind::Postmortem, "it has a postmortem's sections");
    }
    if sections::text_is_page(body) {
        return verdict(DocumentKind::Postmortem, "it has the updates of a status page");
    }
    guess(body)
}

/// What a text without a word of either kind is.
fn guess(body: &str) -> Verdict {
    let near = sections::near_headings(body);
    let verdict = |kind, because| Verdict { kind, because, is_guess: true, near };
    let pieces = height::pieces(body);
    let mut heights = pieces.clone();
    heights.sort_unstable();
    // Of an even number of pieces the middle of the two in the middle.
    let middle = |at: usize| heights.get(at).copied().unwrap_or_default();
    let median = usize::midpoint(middle((heights.len() - 1) / 2), middle(heights.len() / 2));
    let tallest = heights.last().copied().unwrap_or_default();
    let fits = |height: usize, canvases: usize| height <= canvases * height::CANVAS;
    if pieces.len() > 1 && fits(median, 1) && fits(tallest, 3) {
        return verdict(DocumentKind::Slides, "lines part it into slides");
    }
    if fits(heights.iter().sum(), 1) {
        return verdict(DocumentKind::Slides, "it fits on one slide");
    }
    verdict(DocumentKind::Postmortem, "a text without a postmortem's sections: its own are shown")
}

/// YAML is a postmortem; whether its keys are those of one, or of some other program's file, is
/// told here.
#[must_use]
pub(crate) fn of_yaml(text: &str) -> Verdict {
    let is_guess = !yaml::text_looks_like_postmortem(text);
    Verdict { kind: DocumentKind::Postmortem, because: "it is YAML", is_guess, near: Vec::new() }
}

/// Whether front matter, broken or not, has a key that only our documents have.
#[must_use]
pub(crate) fn has_own_key(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let Some(fence) = lines.next().filter(|fence| matches!(*fence, "---" | "+++")) else {
        return false;
    };
    lines.take_while(|line| *line != fence).any(|line| {
        let Some((key, value)) = line.split_once([':', '=']) else { return false };
        let key = key.trim_end();
        let value = value.trim().trim_matches(['"', '\'']);
        OWN_KEYS.contains(&key)
            || matches!((key, value), ("kind", "postmortem" | "slides") | ("type", "slide"))
    })
}

/// What broke a document of ours, where nothing more can be told of it: its front matter, or all of
/// it where it is YAML. What is broken of other programs is none of our business.
pub(crate) fn broken(source: &Source, cut: &Cut, is_yaml: bool) -> Vec<Diagnostic> {
    let text = source.text();
    if is_yaml {
        let is_ours = yaml::text_may_be_postmortem(text);
        let read = is_ours.then(|| Reader::new(source, 0..text.len(), Notation::Yaml));
        return read.and_then(Result::err).into_iter().collect();
    }
    let errors = cut.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    errors.filter(|_| has_own_key(text)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, front_matter};

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

    fn told(text: &str) -> (DocumentKind, bool) {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, text.to_owned());
        let source = sources.get(id);
        let verdict = tell(source, &front_matter::cut(source), false, None);
        (verdict.kind, verdict.is_guess)
    }

    #[test]
    fn what_is_between_separators_tells_slides_from_a_story() {
        let story = "We switched a pump off, and nobody looked at the other one.\n\n".repeat(40);
        let slides = "# One\n\n- a\n\n---\n\n# Two\n\n- b\n";
        assert_eq!(told(slides), (DocumentKind::Slides, true));
        assert_eq!(told("# One\n\nshort\n"), (DocumentKind::Slides, true));
        assert_eq!(told(&story), (DocumentKind::Postmortem, true));
        // One rule in a long text parts no slides.
        assert_eq!(told(&format!("{story}---\n\nthe end\n")), (DocumentKind::Postmortem, true));
        let spoken = format!("# One\n\nNote: {story}\n\n---\n\n# Two\n\nNote:\n{story}");
        assert_eq!(told(&spoken), (DocumentKind::Slides, true));
    }

    #[test]
    fn one_update_of_a_status_page_is_a_postmortem() {
        let update = "## Resolved\n\nOn 3 June 2024, between 14:00 and 14:07 UTC, pushes failed.\n\nPosted Jun 03, 2024 - 14:00 UTC\n";
        assert_eq!(told(update), (DocumentKind::Postmortem, false));
        // A slide may be called so, and name a time.
        assert_eq!(
            told("## Resolved\n\n- all\n\nJun 03, 2024 - 14:00 UTC\n").0,
            DocumentKind::Slides
        );
    }

    #[test]
    fn a_guess_names_the_headings_that_came_near() {
        let verdict = guess("## Time line\n\nx\n\n## Weather\n");
        assert_eq!(verdict.near, [("Time line".to_owned(), "timeline")]);
    }
}
