//! Code with its words coloured: spans with a few classes, line by line, made when the deck is
//! built.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};

use syntect::easy::ScopeRegionIterator;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Loads the syntaxes, which takes longer than to colour a block.
pub(crate) fn make_ready() {
    LazyLock::force(&SYNTAXES);
    LazyLock::force(&SCOPES);
}

/// The bytes of the longest line that is coloured: some syntaxes look at the whole line for each of
/// its signs.
pub(crate) const LONGEST: usize = 2000;
/// How many scopes of those that are open are looked at for a class: it is always among the last
/// ones.
const SCOPES_SEEN: usize = 100;

/// Scopes that are shown, and the classes that show them; the first that matches wins.
const CLASSES: [(&str, &str); 24] = [
    ("comment", "hl-comment"),
    ("punctuation.definition.comment", "hl-comment"),
    ("punctuation.definition.string", "hl-string"),
    ("constant.character.escape", "hl-constant"),
    ("string", "hl-string"),
    ("constant.numeric", "hl-constant hl-numeric"),
    ("constant", "hl-constant"),
    ("keyword.operator", "hl-operator"),
    ("keyword", "hl-keyword"),
    ("storage.type", "hl-storage hl-type"),
    ("storage", "hl-storage"),
    ("entity.name.function", "hl-entity hl-name hl-function"),
    ("entity.name.tag", "hl-keyword"),
    ("entity.other.attribute-name", "hl-entity hl-name"),
    ("entity.name", "hl-entity hl-name"),
    ("entity", "hl-entity"),
    ("support.function", "hl-entity hl-name hl-function"),
    ("support", "hl-support"),
    ("variable.function", "hl-entity hl-name hl-function"),
    ("variable.parameter", "hl-variable"),
    ("markup.deleted", "hl-markup hl-deleted"),
    ("markup.inserted", "hl-markup hl-inserted"),
    ("markup.heading", "hl-keyword"),
    ("invalid", "hl-invalid"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    CLASSES
        .iter()
        .filter_map(|(scope, class)| Scope::new(scope).ok().map(|scope| (scope, *class)))
        .collect()
});

/// Blocks that are coloured, by this build of a deck or by earlier ones.
#[derive(Debug, Default)]
pub(crate) struct Coloured {
    now: HashMap<(String, String), Arc<OnceLock<Lines>>>,
    /// What the last build had.
    before: HashMap<(String, String), Arc<OnceLock<Lines>>>,
}

type Lines = Option<Arc<[String]>>;

impl Coloured {
    /// A new build begins: what this one does not use is forgotten by the next.
    pub(crate) fn turn(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// [`lines`], from memory where the same block was there before or a thread was ahead.
    pub(crate) fn lines(&mut self, code: &str, language: &str) -> Lines {
        self.block(code, language).get_or_init(|| lines(code, language).map(Into::into)).clone()
    }

    /// The block, coloured or not.
    fn block(&mut self, code: &str, language: &str) -> Arc<OnceLock<Lines>> {
        let key = (language.to_owned(), code.to_owned());
        match self.now.entry(key) {
            Entry::Occupied(entry) => Arc::clone(entry.get()),
            Entry::Vacant(entry) => {
                let block = self.before.remove(entry.key()).unwrap_or_default();
                Arc::clone(entry.insert(block))
            }
        }
    }

    /// What other threads can colour of these blocks, before they are asked for.
    pub(crate) fn ahead(&mut self, blocks: impl Iterator<Item = (String, String)>) -> Ahead {
        let blocks = blocks.filter(|(_, language)| !is_plain(language));
        let open: Vec<AheadBlock> = blocks
            .map(|(code, language)| AheadBlock {
                lines: self.block(&code, &language),
                code,
                language,
            })
            .filter(|block| block.lines.get().is_none())
            .collect();
        Ahead { left: AtomicUsize::new(open.len()), open }
    }
}

/// Blocks that threads colour while slides are laid out and written.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    open: Vec<AheadBlock>,
    /// How many are not taken.
    left: AtomicUsize,
}

#[derive(Debug)]
struct AheadBlock {
    code: String,
    language: String,
    lines: Arc<OnceLock<Lines>>,
}

impl Ahead {
    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    /// Colours blocks until none is left. It begins with the last one, because who writes the
    /// slides begins with the first: they meet once, and hardly ever wait for each other.
    pub(crate) fn work(&self) {
        let take = |left: usize| left.checked_sub(1);
        while let Ok(left) = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) {
            let Some(block) = self.open.get(left - 1) else { return };
            if block.lines.get().is_some() {
                // From here on all were written already.
                return;
            }
            block.lines.get_or_init(|| lines(&block.code, &block.language).map(Into::into));
        }
    }

    /// Ends the work of all threads: nobody will ask any more.
    pub(crate) fn stop(&self) {
        self.left.store(0, Ordering::Relaxed);
    }
}

/// The lines of a block of code as HTML, each without its line break; none when the language is not
/// known.
#[must_use]
pub(crate) fn lines(code: &str, language: &str) -> Option<Vec<String>> {
    let syntax = find(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut lines = Vec::new();
    for line in code.split_inclusive('\n') {
        if line.len() > LONGEST {
            lines.push(super::escape(line.trim_end_matches('\n')));
            continue;
        }
        let operations = state.parse_line(line, &SYNTAXES).ok()?;
        let mut html = String::with_capacity(line.len() * 2);
        let mut open: Option<&str> = None;
        for (text, operation) in ScopeRegionIterator::new(&operations, line) {
            stack.apply(operation).ok()?;
            let text = text.trim_end_matches('\n');
            if text.is_empty() {
                continue;
            }
            // Blanks take the colour of what is before them: fewer spans.
            let class = if text.trim().is_empty() { open } else { class_of(&stack) };
            if class != open {
                if open.is_some() {
                    html.push_str("</span>");
                }
                if let Some(class) = class {
                    html.push_str(&format!("<span class=\"{class}\">"));
                }
                open = class;
            }
            html.push_str(&super::escape(text));
        }
        if open.is_some() {
            html.push_str("</span>");
        }
        lines.push(html);
    }
    Some(lines)
}

/// Whether a language has colours.
#[must_use]
pub(crate) fn is_known(language: &str) -> bool {
    find(language).is_some()
}

/// The syntax of a language, by any name it goes by.
fn find(language: &str) -> Option<&'static SyntaxReference> {
    if is_plain(language) {
        return None;
    }
    let name = match language.to_ascii_lowercase().as_str() {
        "console" | "shell" | "shell-session" | "sh" | "zsh" => "bash".to_owned(),
        other => other.to_owned(),
    };
    SYNTAXES.find_syntax_by_token(&name)
}

/// Whether a language is none.
fn is_plain(language: &str) -> bool {
    let none = ["text", "txt", "plain", "plaintext", "none", ""];
    none.iter().any(|name| name.eq_ignore_ascii_case(language))
}

fn class_of(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().take(SCOPES_SEEN).find_map(|scope| {
        SCOPES.iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, class)| *class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_classes_and_markup_is_escaped() {
        let lines = lines("fn main() {\n    // a <b>\n}\n", "rust").expect("rust is known");
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("<span class=\"hl-storage hl-type\">fn </span>"), "{lines:?}");
        assert_eq!(lines[1], "    <span class=\"hl-comment\">// a &lt;b&gt;</span>");
    }

    #[test]
    fn a_string_over_two_lines_is_closed_on_each() {
        for line in lines("let a = \"x\ny\";\n", "rust").expect("rust is known") {
            assert_eq!(line.matches("<span").count(), line.matches("</span>").count(), "{line}");
        }
    }

    #[test]
    fn what_a_build_does_not_use_is_forgotten() {
        let mut coloured = Coloured::default();
        for (code, known) in [("let a = 1;", 1), ("let a = 1;", 1), ("let b = 2;", 2)] {
            assert_eq!(coloured.lines(code, "rust").as_deref(), lines(code, "rust").as_deref());
            assert_eq!(coloured.now.len(), known);
        }
        coloured.turn();
        coloured.lines("let b = 2;", "rust");
        coloured.turn();
        assert_eq!(coloured.before.len(), 1);
    }

    #[test]
    fn what_threads_colour_ahead_is_what_is_asked_for() {
        let code = |number: usize| (format!("let a = {number};"), "rust".to_owned());
        let mut coloured = Coloured::default();
        coloured.lines(&code(7).0, "rust");
        let ahead = coloured.ahead((0..40).map(code));
        assert_eq!(ahead.open.len(), 39, "one is known");
        std::thread::scope(|scope| {
            scope.spawn(|| ahead.work());
            scope.spawn(|| ahead.work());
            for number in 0..40 {
                let (text, language) = code(number);
                let found = coloured.lines(&text, &language);
                assert_eq!(found.as_deref(), lines(&text, &language).as_deref());
            }
        });
        ahead.stop();
        assert_eq!(coloured.ahead((0..40).map(code)).len(), 0);
    }

    #[test]
    fn unknown_languages_are_left_alone() {
        assert_eq!(lines("x", "no-such-language"), None);
        assert_eq!(lines("x", ""), None);
    }
}
