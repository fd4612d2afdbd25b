//! Which files of a folder are decks: [`is_deck`] says whether a compiled document is one.

use std::ffi::OsStr;
use std::path::Path;

use crate::compile::Outcome;
use crate::document;
use crate::kind;
pub use crate::listing::{is_document, is_lack, is_skipped, list};

/// Files that most repositories have, without their endings. They are decks only when they say so
/// themselves.
const USUAL: [&str; 7] =
    ["readme", "changelog", "contributing", "license", "licence", "code_of_conduct", "security"];
/// Whether a compiled document is a deck of its folder. It is when its text says so. A document
/// that was only guessed to be slides is one when it has several slides. A broken document is one
/// when its front matter has a key of whydeck's, or a slide ends below it. The usual files of a
/// repository never are by a guess.
#[must_use]
pub fn is_deck(path: &Path, outcome: &Outcome) -> bool {
    match (&outcome.verdict, &outcome.compiled) {
        (Some(verdict), _) if !verdict.is_guess => true,
        _ if document::is_yaml(path) || is_usual(path) => false,
        (Some(_), Some(compiled)) => compiled.slide_count() > 1,
        _ => outcome.sources.iter().next().is_some_and(|source| {
            let text = source.text();
            kind::has_own_key(text) || has_slide_end(text)
        }),
    }
}

/// Whether a slide ends below the front matter.
fn has_slide_end(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let Some(fence) = lines.next().filter(|fence| matches!(*fence, "---" | "+++")) else {
        return false;
    };
    lines.skip_while(|line| *line != fence).skip(1).any(|line| line == "---")
}

/// Whether a file is one that every repository has, by its name.
#[must_use]
pub fn is_usual(path: &Path) -> bool {
    let stem = path
        .file_stem()
        .and_then(OsStr::to_str)
        .unwrap_or_default()
        .to_ascii_lowercase()
        .replace('-', "_");
    // `README.de.md` and `LICENSE-MIT.md` count as usual, too.
    let name = stem.split('.').next().unwrap_or_default();
    USUAL.contains(&name) || name.starts_with("license_") || name.starts_with("readme_")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::compile::{DocumentText, Options, compile};

    fn counts(name: &str, text: &str) -> bool {
        let path = PathBuf::from(name);
        let input = DocumentText { name: name.into(), path: Some(path.clone()), text: text.into() };
        is_deck(&path, &compile(input, &Options::default()))
    }

    #[test]
    fn decks_by_evidence() {
        assert!(counts("a.md", "# P\n\n## Summary\n\nx\n\n## Timeline\n\n- 10:00 x\n"));
        assert!(counts("README.md", "---\nkind: slides\n---\n# One\n"), "it says so");
        assert!(counts("a.md", "# One\n\n---\n\n# Two\n"));
        assert!(!counts("a.md", "# A page\n\nWith text.\n"));
        for name in [
            "README.md",
            "readme.de.md",
            "CHANGELOG.md",
            "LICENSE-MIT.md",
            "readme-de.md",
            "docs/Code-of-Conduct.markdown",
        ] {
            assert!(!counts(name, "# One\n\n---\n\n# Two\n"), "{name}");
        }
        assert!(counts("licensed-users.md", "# One\n\n---\n\n# Two\n"));
        assert!(counts(
            "q.yaml",
            "title: x\nsummary: y\ntimeline:\n- {time: 2024-01-01T10:00Z, text: z}\n"
        ));
        assert!(!counts("docker-compose.yaml", "services:\n  web:\n    image: nginx\n"));
    }

    #[test]
    fn a_broken_deck_is_one() {
        assert!(counts("a.md", "---\ntitle: [x\nseverity: SEV-1\n---\n# One\n"));
        assert!(counts(
            "a.md",
            "---\ntitle: [x\n---\n## Summary\n\nx\n\n## Lessons Learned\n\n- x\n"
        ));
        assert!(counts("a.md", "---\ntitle: [x\n---\n# One\n\n---\n\n# Two\n"));
        assert!(!counts("a.md", "---\ntitle: [x\nlayout: post\n---\n# One\n"));
        assert!(counts("q.yaml", "title: x\nsummary: [y\ntimeline: []\n"));
        assert!(!counts("values.yaml", "image: [x\n"));
    }
}
