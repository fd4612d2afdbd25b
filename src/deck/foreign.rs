//! What other tools' slide files say and whydeck does not know: each is named once, with its line
//! and whose syntax it is.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::markdown::lines::{Fence, fence_opening};
use crate::source::Source;

/// A form that a line may have.
struct Form {
    /// What stands in the line; a cheap look at the whole text asks for it first.
    sign: &'static str,
    /// Whether it is all there is in the line.
    is_whole: bool,
    /// What is said.
    message: &'static str,
    help: &'static str,
}

const FORMS: [Form; 9] = [
    Form {
        sign: "v-click",
        is_whole: false,
        message: "`v-click` is Slidev's: nothing appears step by step",
        help: "write `<!-- .element: class=\"fragment\" -->` behind the element",
    },
    Form {
        sign: "::right::",
        is_whole: true,
        message: "`::right::` is Slidev's: it stands as text",
        help: "`:::columns` with `:::left` and `:::right` makes columns",
    },
    Form {
        sign: "::left::",
        is_whole: true,
        message: "`::left::` is Slidev's: it stands as text",
        help: "`:::columns` with `:::left` and `:::right` makes columns",
    },
    Form {
        sign: "::default::",
        is_whole: true,
        message: "`::default::` is Slidev's: it stands as text",
        help: "`:::columns` with `:::left` and `:::right` makes columns",
    },
    Form {
        sign: "![bg",
        is_whole: false,
        message: "`![bg]` is Marp's: the picture stands on the slide",
        help: "write `<!-- .slide: data-background=\"FILE\" -->`",
    },
    Form {
        sign: "<!-- _class:",
        is_whole: false,
        message: "`_class` is Marp's: it has no effect",
        help: "write `<!-- .slide: class=\"NAME\" -->`",
    },
    Form {
        sign: "<!-- _backgroundColor:",
        is_whole: false,
        message: "`_backgroundColor` is Marp's: it has no effect",
        help: "write `<!-- .slide: data-background=\"COLOUR\" -->`",
    },
    Form {
        sign: "<!-- _paginate:",
        is_whole: false,
        message: "`_paginate` is Marp's: it has no effect",
        help: "`slideOptions: {slideNumber: false}` leaves the numbers out",
    },
    Form {
        sign: "<!-- paginate:",
        is_whole: false,
        message: "`paginate` is Marp's: it has no effect",
        help: "`slideOptions: {slideNumber: false}` leaves the numbers out",
    },
];

/// Keys that Slidev reads at the head of each slide.
const OF_SLIDEV: [&str; 12] = [
    "layout:",
    "background:",
    "transition:",
    "clicks:",
    "class:",
    "image:",
    "level:",
    "hideInToc:",
    "name:",
    "routeAlias:",
    "preload:",
    "zoom:",
];

/// Names what is another tool's in the bytes `range` of a slide file.
pub(super) fn check(source: &Source, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    let text = &source.text()[range.clone()];
    let mut forms: Vec<&Form> = FORMS.iter().filter(|form| text.contains(form.sign)).collect();
    let mut may_have_heads = text.contains("---\nlayout:") || has_head(text);
    if forms.is_empty() && !may_have_heads {
        return;
    }
    let mut fence: Option<Fence> = None;
    let mut at = range.start;
    let mut before = "";
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let start = at;
        at += line.len();
        match &fence {
            Some(open) if open.left_by(bare) || open.closed_by(bare) => fence = None,
            Some(_) => {}
            None => fence = fence_opening(bare, false),
        }
        if fence.is_some() {
            continue;
        }
        let span = source.span(start..start + bare.len());
        let found = |form: &&Form| {
            if form.is_whole { bare == form.sign } else { is_said(bare, form.sign) }
        };
        if let Some(index) = forms.iter().position(found) {
            let form = forms.remove(index);
            diagnostics
                .push(Diagnostic::warning("slide/foreign", form.message).at(span).help(form.help));
        }
        if may_have_heads && before == "---" && is_head(&text[start - range.start..]) {
            may_have_heads = false;
            let message = "front matter of a slide is Slidev's: it stands as text";
            diagnostics.push(
                Diagnostic::warning("slide/foreign", message)
                    .at(span)
                    .help("`<!-- .slide: … -->` gives a slide attributes"),
            );
        }
        before = bare;
    }
}

/// Whether a sign stands in a line, and not in code.
fn is_said(line: &str, sign: &str) -> bool {
    line.find(sign).is_some_and(|at| line[..at].matches('`').count().is_multiple_of(2))
}

fn has_head(text: &str) -> bool {
    OF_SLIDEV.iter().any(|key| text.contains(&format!("---\n{key}")))
}

/// Whether a text begins with keys of Slidev's and ends them with dashes.
fn is_head(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let is_known =
        lines.next().is_some_and(|line| OF_SLIDEV.iter().any(|key| line.starts_with(key)));
    let is_key = |line: &&str| line.split_once(':').is_some_and(|(key, _)| !key.contains(' '));
    is_known && lines.take(20).find(|line| !is_key(line)) == Some("---")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn said(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, text.to_owned());
        let mut diagnostics = Vec::new();
        check(sources.get(id), 0..sources.get(id).text().len(), &mut diagnostics);
        let said = |diagnostic: &Diagnostic| {
            let line = sources.position(diagnostic.span.expect("a place")).line;
            format!("{line} {}", diagnostic.message.split(' ').next().unwrap_or_default())
        };
        diagnostics.iter().map(said).collect()
    }

    #[test]
    fn each_is_named_once_with_its_line() {
        assert_eq!(
            said("# a\n\n<v-click>\n\n<v-click>\n\n::right::\n"),
            ["3 `v-click`", "7 `::right::`"]
        );
        assert_eq!(
            said("![bg right](a.png)\n<!-- _class: lead -->\n"),
            ["1 `![bg]`", "2 `_class`"]
        );
        assert_eq!(said("# a\n---\nlayout: two-cols\nfoo: 1\n---\nb\n"), ["3 front"]);
    }

    #[test]
    fn in_code_they_are_code() {
        assert!(said("```md\n::right::\n```\n").is_empty());
        assert!(said("say `v-click` or a::right::b\n").is_empty());
        assert!(said("# a\n---\nlayout: is a word\n\ntext\n---\n").is_empty());
    }
}
