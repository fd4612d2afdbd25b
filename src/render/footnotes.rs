//! Footnotes: printed on each slide that refers to them.

use std::collections::HashMap;

use super::Renderer;
use crate::diagnostic::Diagnostic;
use crate::markdown::Node;

/// How many bytes of footnotes may be printed again, on further slides that refer to them.
const REPEATED: usize = 1 << 20;

/// The footnotes of the slide that is being written, and what was printed before.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    /// The names, in order of reference.
    names: Vec<String>,
    /// Their numbers by name.
    numbers: HashMap<String, usize>,
    /// The size of each footnote that was printed.
    printed: HashMap<String, usize>,
    /// How many bytes were printed again, on a further slide.
    repeated: usize,
}

impl Footnotes {
    /// Forgets the footnotes of the slide before.
    pub(super) fn begin_slide(&mut self) {
        self.names.clear();
        self.numbers.clear();
    }

    /// How many the slide refers to so far.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a footnote on its slide.
    pub(super) fn number(&mut self, name: &str) -> usize {
        let next = self.names.len() + 1;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.names.push(name.to_owned());
        }
        number
    }
}

impl<'a> Renderer<'_, 'a> {
    /// The footnotes that the slide refers to from the `first`th on, with those that they refer to.
    pub(super) fn footnotes_html(&mut self, first: usize) -> String {
        let mut items = String::new();
        let mut done = first;
        while done < self.footnotes.len() {
            let name = self.footnotes.names[done].clone();
            done += 1;
            let Some(definition) = self.deck.footnotes.get(&name).copied() else { continue };
            let known = self.footnotes.printed.get(&name).copied();
            if known.is_some_and(|size| self.footnotes.repeated + size > REPEATED) {
                self.not_repeated(definition);
                items.push_str("<li>It stands on the first slide that refers to it.</li>\n");
                continue;
            }
            let body = self.blocks(definition.children());
            match known {
                Some(size) => self.footnotes.repeated += size,
                None => drop(self.footnotes.printed.insert(name, body.len())),
            }
            items.push_str(&format!("<li>{}</li>\n", body.trim()));
        }
        let start = if first == 0 { String::new() } else { format!(" start=\"{}\"", first + 1) };
        if items.is_empty() {
            items
        } else {
            format!("<aside class=\"footnotes\"><ol{start}>\n{items}</ol></aside>\n")
        }
    }

    /// Says, once a deck, that a footnote is left out where it would stand again.
    fn not_repeated(&mut self, definition: Node<'a>) {
        if self.footnotes.repeated <= REPEATED {
            self.diagnostics.push(
                Diagnostic::warning("source/repeated", "footnotes are not printed again: they would fill the deck")
                    .at(self.sources.span(definition.data().sourcepos))
                    .help("make the note shorter, or refer to it on fewer slides; later slides name the first one"),
            );
            // Nothing is small enough from here on.
            self.footnotes.repeated = usize::MAX / 2;
        }
    }
}
