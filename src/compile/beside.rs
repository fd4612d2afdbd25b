//! What reveal-md keeps beside a slide file: `reveal-md.json`, and reveal.js's options in
//! `reveal.json`.

use std::path::Path;

use super::{Folder, Run};
use crate::diagnostic::Diagnostic;
use crate::root;
use crate::source::front_matter::{self, FrontMatter};

/// The files, and whether all of one is options of reveal.js.
const FILES: [(&str, bool); 2] = [("reveal-md.json", false), ("reveal.json", true)];

impl Run<'_> {
    /// Takes in what the files beside the document say; its own front matter wins.
    pub(super) fn beside(&mut self, front: &mut FrontMatter, folder: &Folder) {
        for (name, is_options) in FILES {
            let path = folder.base.join(name);
            self.dependencies.push(path.clone());
            if !path.exists() {
                continue;
            }
            let text = match root::read_text_inside(&folder.root, &path) {
                Ok(text) => text,
                Err(reason) => {
                    let message = format!("cannot read `{name}`: {reason}");
                    self.diagnostics.push(Diagnostic::warning("slide/option", message));
                    continue;
                }
            };
            let shown = path.strip_prefix(Path::new(".")).unwrap_or(&path).display().to_string();
            let id = self.sources.add(shown, Some(path), text);
            let source = self.sources.get(id);
            match front_matter::of_json(source, is_options) {
                Ok(theirs) => front.complete(theirs),
                Err(problem) => {
                    let message = format!("`{name}` is not read: {}", problem.message);
                    self.diagnostics
                        .push(Diagnostic::warning("slide/option", message).at(problem.span));
                    if source.text().contains("notesSeparator") {
                        let place = problem.span.unwrap_or(source.span(0..0));
                        let why = format!("`{name}` cannot be read");
                        front.separators.unread_notes.get_or_insert((place, why));
                    }
                }
            }
        }
    }
}
