//! Whom a sentence blames, and whom it does not.

mod labels;
mod pairs;
mod properties;

use comrak::Arena;

use super::{Rules, check};
use crate::diagnostic::Diagnostic;
use crate::postmortem::read;
use crate::source::{Sources, front_matter};

/// A document that was checked.
struct Checked {
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl Checked {
    fn of(text: &str) -> Self {
        Self::with(text, Rules::of("en").expect("English"))
    }

    fn with(text: &str, rules: &Rules) -> Self {
        let mut sources = Sources::default();
        let id = sources.add("any.md", None, text.to_owned());
        let cut = front_matter::cut(sources.get(id));
        let arena = Arena::new();
        let pm = read::parse(&arena, &sources, id, cut, &mut Vec::new());
        let mut found = Vec::new();
        check(&pm, &sources, rules, &mut found);
        Self { sources, found }
    }

    /// What stands under the caret of a finding.
    fn words(&self, one: &Diagnostic) -> &str {
        let Some(span) = one.span else { return "" };
        self.sources.get(span.source).text().get(span.start..span.end).unwrap_or_default()
    }

    /// The findings as `class: words`.
    fn shown(&self) -> Vec<String> {
        let one = |one: &Diagnostic| {
            let class = one.code.trim_start_matches("wording/");
            format!("{class}: {}", self.words(one).split_whitespace().collect::<Vec<_>>().join(" "))
        };
        self.found.iter().map(one).collect()
    }
}

#[test]
fn a_rewording_repeats_only_what_fits_into_it() {
    for (text, want) in [
        ("The engineer forgot to renew the certificate.", Some("asked to renew the certificate”")),
        ("The engineer failed to notice the graph.", Some("was there to notice the graph”")),
        ("The engineer failed to notice.", Some("was there to notice”")),
        ("The engineer mistyped the port number.", None),
        ("The engineer forgot it again.", None),
        ("The engineer forgot the flag.", None),
    ] {
        let checked = Checked::of(&format!("# T\n\n## Summary\n\n{text}\n"));
        let help = checked.found[0].help.clone().unwrap_or_default();
        let woven = [" asked to ", " was there to "].iter().any(|words| help.contains(words));
        assert_eq!(woven, want.is_some(), "{text}: {help}");
        assert!(want.is_none_or(|want| help.ends_with(want)), "{text}: {help}");
    }
}
