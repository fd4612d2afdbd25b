//! What goes into a compilation, and the deck that comes out of it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::export::model::ModelView;
use crate::kind::Verdict;
use crate::page::Footer;
use crate::postmortem::facts;
use crate::render::RenderedSlide;
use crate::render::assets::Asset;
use crate::source::front_matter::DocumentKind;
use crate::theme::Theme;

/// A document to compile.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name that diagnostics show.
    pub name: String,
    /// The file; none for standard input.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: String,
}

/// How to compile it.
#[derive(Debug, Clone)]
pub struct Options {
    /// The kind, when the author's word for it is not to count.
    pub kind: Option<DocumentKind>,
    /// A deck template: a built-in name, or a path from the working directory.
    pub deck: Option<String>,
    /// A theme: a built-in name, or a folder from the working directory.
    pub theme: Option<String>,
    /// Whether notes stay in.
    pub notes: bool,
    /// Whether raw HTML stays as it is.
    pub allow_html: bool,
    /// Whether code is coloured.
    pub highlight: bool,
    /// Whether figures are drawn.
    pub figures: bool,
    /// The folder that nothing may be read outside of.
    pub root: Option<PathBuf>,
    /// The folder that messages name files from; without it, files are named from the working directory.
    pub shown_from: Option<PathBuf>,
    /// Whether blocks are numbered, for a page that a server feeds.
    pub marks: bool,
    /// Whether the model is wanted, for JSON.
    pub model: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: None,
            deck: None,
            theme: None,
            notes: true,
            allow_html: false,
            highlight: true,
            figures: true,
            root: None,
            shown_from: None,
            marks: false,
            model: false,
        }
    }
}

/// A deck, ready for a page.
#[derive(Debug)]
pub struct Compiled {
    /// What the document was taken for.
    pub verdict: Verdict,
    /// The title.
    pub title: String,
    /// A sentence about it; empty when there is none.
    pub description: String,
    /// The day of the meeting, as the author wrote it.
    pub date: Option<String>,
    /// The same day as a date, where one can be read in it.
    pub day: Option<Date>,
    /// The language, as in HTML.
    pub lang: String,
    /// The direction of text, `ltr` or `rtl`.
    pub dir: String,
    /// The slides, stack by stack.
    pub stacks: Vec<Vec<RenderedSlide>>,
    /// The files that slides and style refer to.
    pub assets: Vec<Asset>,
    /// The style of the page.
    pub style: Arc<str>,
    /// The theme.
    pub theme: Theme,
    /// reveal.js's options.
    pub reveal: Map<String, Value>,
    /// The footer.
    pub footer: Footer,
    /// Whether it is not known where notes begin: `notesSeparator` cannot be read. What is on the slides may be private.
    pub is_private: bool,
    /// How many slides have notes, written or not.
    pub notes: usize,
    /// What was counted and measured; none for a slide file.
    pub facts: Option<facts::Facts>,
    /// The postmortem as it was understood; none for a slide file, and when nobody asked for it.
    pub model: Option<ModelView>,
}

impl Compiled {
    /// How many slides there are.
    #[must_use]
    pub fn slide_count(&self) -> usize {
        self.stacks.iter().map(Vec::len).sum()
    }
}
