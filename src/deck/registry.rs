//! The deck templates that ship in the binary, and those that users bring.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, nearest};
use crate::root;

/// A deck template.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    /// Its name, for diagnostics.
    pub name: String,
    /// The file it was read from.
    pub path: Option<PathBuf>,
    /// Which deck of the binary it is.
    pub built_in: Option<&'static BuiltInDeck>,
    pub text: String,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct BuiltInDeck {
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Whether it can be filled without a postmortem.
    pub stands_alone: bool,
    pub text: &'static str,
}

/// All of them; the first is the default.
pub(crate) static BUILT_IN: [BuiltInDeck; 4] = [
    BuiltInDeck {
        name: "steering",
        about: "the retrospective at a steering meeting: why we do this, what happened, what we ask for",
        stands_alone: false,
        text: include_str!("../../decks/steering.md"),
    },
    BuiltInDeck {
        name: "review",
        about: "the same without the teaching slides",
        stands_alone: false,
        text: include_str!("../../decks/review.md"),
    },
    BuiltInDeck {
        name: "lightning",
        about: "five slides for five minutes, the detail below them",
        stands_alone: false,
        text: include_str!("../../decks/lightning.md"),
    },
    BuiltInDeck {
        name: "training",
        about: "the teaching slides alone: process not people, and the anti-patterns",
        stands_alone: true,
        text: include_str!("../../decks/training.md"),
    },
];

/// Parts that any template can take in with `{{> name}}`.
pub(crate) static PARTS: [(&str, &str); 21] = [
    ("opening", include_str!("../../decks/parts/opening.md")),
    ("agenda", include_str!("../../decks/parts/agenda.md")),
    ("since", include_str!("../../decks/parts/since.md")),
    ("teaching", include_str!("../../decks/parts/teaching.md")),
    ("analysis", include_str!("../../decks/parts/analysis.md")),
    ("story", include_str!("../../decks/parts/story.md")),
    ("understand", include_str!("../../decks/parts/understand.md")),
    ("respond", include_str!("../../decks/parts/respond.md")),
    ("timeline", include_str!("../../decks/parts/timeline.md")),
    ("whys", include_str!("../../decks/parts/whys.md")),
    ("lessons", include_str!("../../decks/parts/lessons.md")),
    ("lesson-list", include_str!("../../decks/parts/lesson-list.md")),
    ("actions", include_str!("../../decks/parts/actions.md")),
    ("closing", include_str!("../../decks/parts/closing.md")),
    ("read-back", include_str!("../../decks/parts/read-back.md")),
    ("anti-pattern/finger-pointing", include_str!("../../decks/parts/finger-pointing.md")),
    ("anti-pattern/human-error", include_str!("../../decks/parts/human-error.md")),
    ("anti-pattern/hindsight", include_str!("../../decks/parts/hindsight.md")),
    ("anti-pattern/single-root-cause", include_str!("../../decks/parts/single-root-cause.md")),
    ("anti-pattern/unowned-actions", include_str!("../../decks/parts/unowned-actions.md")),
    ("anti-pattern/reading-aloud", include_str!("../../decks/parts/reading-aloud.md")),
];

/// The anti-patterns that `deck.antiPatterns` can name.
pub(crate) fn anti_patterns() -> impl Iterator<Item = &'static str> {
    PARTS.iter().filter_map(|(name, _)| name.strip_prefix("anti-pattern/"))
}

#[must_use]
pub(crate) fn built_in(name: &str) -> Option<&'static BuiltInDeck> {
    BUILT_IN.iter().find(|deck| deck.name == name)
}

impl BuiltInDeck {
    /// The whole text, with the parts it takes in written out: what a user copies to change.
    #[must_use]
    pub(crate) fn written_out(&self) -> String {
        let mut text = self.text.to_owned();
        for (name, part) in PARTS {
            text = text.replace(&format!("{{{{> {name}}}}}\n"), part);
        }
        // The parts take in parts themselves, one level deep.
        for (name, part) in PARTS {
            text = text.replace(&format!("{{{{> {name}}}}}\n"), part);
        }
        text
    }
}

/// The file that [`template`] reads; none for a built-in name.
#[must_use]
pub(crate) fn path(wanted: &str, base: &Path) -> Option<PathBuf> {
    built_in(wanted).is_none().then(|| base.join(wanted))
}

/// The template of a built-in name, or of a path below `base`; one that a document names lies
/// inside the root.
///
/// # Errors
/// A diagnostic without a place, when the template does not exist or cannot be read.
pub(crate) fn template(
    wanted: &str,
    base: &Path,
    root: Option<&Path>,
) -> Result<Template, Diagnostic> {
    if let Some(deck) = built_in(wanted) {
        return Ok(Template {
            name: format!("decks/{}.md", deck.name),
            path: None,
            built_in: Some(deck),
            text: deck.text.to_owned(),
        });
    }
    let path: PathBuf = base.join(wanted);
    let read = match root {
        Some(root) => root::read_text_inside(root, &path),
        None => root::read_text(&path),
    };
    match read {
        Ok(text) => {
            let name = wanted.to_owned();
            Ok(Template { name, path: Some(path), built_in: None, text })
        }
        Err(error) => {
            let names = BUILT_IN.map(|deck| deck.name);
            let mut diagnostic =
                Diagnostic::error("deck/missing", format!("no deck template `{wanted}`: {error}"));
            diagnostic = match nearest(wanted, names) {
                Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
                None => {
                    diagnostic.help(format!("built in are {}; or name a file", names.join(", ")))
                }
            };
            Err(diagnostic)
        }
    }
}
