//! What counts as markup: less in documents, whose signs are mostly just signs, than in slide files.

use comrak::Options;

/// Whose Markdown a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// A postmortem's, and what stands in a fence or a value: `==`, `~2~`, `$5` are text.
    Document,
    /// Of slides and deck templates: what HackMD and reveal-md users write.
    Slides,
}

/// comrak's options for a text.
#[must_use]
pub(crate) fn options(syntax: Syntax) -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.alerts = true;
    extension.block_directive = true;
    if syntax == Syntax::Slides {
        extension.highlight = true;
        extension.insert = true;
        extension.subscript = true;
        extension.superscript = true;
        extension.inline_footnotes = true;
        extension.description_lists = true;
        extension.math_dollars = true;
    }
    options.parse.leave_footnote_definitions = true;
    options.parse.relaxed_tasklist_matching = true;
    options.parse.tasklist_in_table = true;
    // Raw HTML is written as it stands: `render` sanitises the whole slide that holds any.
    options.render.r#unsafe = true;
    options
}
