//! What goes into a compilation.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use super::KnownEarlier;
use crate::assets::fetched::Unfetched;
use crate::catalogue::pattern::Pattern;
pub use crate::deck::written::FigureForm;
use crate::source::front_matter::DocumentKind;

/// A document to compile.
#[derive(Debug, Clone)]
pub struct DocumentText {
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
    /// The kind, instead of what the document says or looks like.
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
    /// Whether glyphs may come from fonts that are installed.
    pub system_fonts: bool,
    /// The folder that nothing may be read outside of.
    pub root: Option<PathBuf>,
    /// The folder that messages name files from; without it, files are named from the working
    /// directory.
    pub shown_from: Option<PathBuf>,
    /// Whether blocks are numbered, for a page that a server feeds.
    pub marks: bool,
    /// Whether the model is wanted, for JSON.
    pub model: bool,
    /// Why addresses of the network that were asked for have no file.
    pub unfetched: HashMap<String, Unfetched>,
    /// How many threads may help, where there is much to do.
    pub helpers: usize,
    /// Whether slides are measured, and made to fit.
    pub fit: bool,
    /// Whether the document is checked, too.
    pub check: bool,
    /// Rules that are wanted by name: they are never off.
    pub wanted: Vec<Pattern>,
    /// Whether what is wrong with the root's `whydeck.yaml` was told already.
    pub is_project_told: bool,
    /// What was read of earlier postmortems, for the next document that names them.
    pub known_earlier: Arc<KnownEarlier>,
    /// Whether the deck is wanted as Markdown, and what its figures become.
    pub markdown: Option<FigureForm>,
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
            system_fonts: true,
            root: None,
            shown_from: None,
            marks: false,
            model: false,
            unfetched: HashMap::new(),
            helpers: thread::available_parallelism().map_or(0, |cores| cores.get() - 1),
            fit: true,
            check: false,
            wanted: Vec::new(),
            is_project_told: false,
            known_earlier: Arc::default(),
            markdown: None,
        }
    }
}
