//! From a document to a compiled deck: the one façade that commands call.
//!
//! 1. Front matter and trailer are cut off, and the kind is told ([`crate::kind`]).
//! 2. A slide file is read as slides; a postmortem is read into its model and fills a deck
//!    template.
//! 3. [`crate::layout`] measures slides, and splits generated ones that would overflow.
//! 4. Every slide is rendered; what it refers to becomes an asset.
//!
//! Whatever is wrong is a diagnostic; nothing here prints, and nothing panics.

pub(crate) mod actions;
mod agenda;
#[cfg(test)]
mod authored;
mod beside;
mod brand;
pub(crate) mod checked;
pub mod coverage;
mod direction;
mod drawn;
mod earlier;
pub(crate) mod fixed;
mod folder;
mod fonts;
mod lacks;
mod looks;
mod made;
mod named;
mod places;
mod project;
mod remarks;
mod styles;
#[cfg(test)]
mod tests;
mod types;
mod vocabulary;
mod words;

pub use crate::compiled::Compiled;
pub use earlier::KnownEarlier;
pub use types::{DocumentText, FigureForm, Options};

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::assets::{Assets, Known};
use crate::check::scorecard::Scorecard;
use crate::check::wording::Rules;
use crate::check::{Asked, Rulings};
use crate::compiled::{Footer, RenderedSlide, options};
use crate::deck::written::{self, WrittenDeck};
use crate::deck::{contents, identity, opener};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document;
use crate::fonts::FontMemory;
use crate::kind::Verdict;
use crate::layout::breaks;
use crate::postmortem;
use crate::postmortem::earlier::Earlier;
use crate::render::code::CodeInfo;
use crate::render::highlight::{Ahead, Coloured};
use crate::render::{Renderer, Settings, section};
use crate::root;
use crate::source::Sources;
use crate::source::front_matter::{FrontMatter, ProjectKeys};
use crate::theme::Theme;
use crate::theme::metrics::Metrics;
use crate::words::tongue::{self, Speaking};
use folder::{Folder, folder_of};
use made::Made;

/// What stands in the HTML of a slide that counts minutes down.
const COUNTDOWN: &str = " data-minutes=\"";

/// What came of a compilation.
#[derive(Debug)]
pub struct Outcome {
    /// The texts that were read; diagnostics point into them.
    pub sources: Sources,
    /// What is wrong, by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The deck; none when there is an error.
    pub compiled: Option<Compiled>,
    /// What the document was taken for, known even when it is broken.
    pub verdict: Option<Verdict>,
    /// The files and folders that were read, and those that were looked for and not found, whether
    /// the build failed or not: until one of them changes, it would come out the same.
    pub dependencies: Vec<PathBuf>,
    /// The folders in which a new document would change it, too.
    pub folders: Vec<PathBuf>,
    /// The addresses of the network that the document names, each once.
    pub remote: Vec<String>,
    /// The nine sections, of a postmortem that was checked.
    pub(crate) scorecard: Option<Scorecard>,
}

/// What later compilations of a document may reuse. It saves time only: all of it can be made
/// anew.
#[derive(Debug, Default)]
pub struct Memory {
    coloured: Coloured,
    files: Known,
    fonts: Arc<FontMemory>,
}

/// Compiles a document.
#[must_use]
pub fn compile(input: DocumentText, options: &Options) -> Outcome {
    compile_again(input, options, &mut Memory::default())
}

/// Compiles a document again, faster by what is known from the last time.
#[must_use]
pub fn compile_again(input: DocumentText, options: &Options, memory: &mut Memory) -> Outcome {
    compile_changed(input, None, options, memory)
}

/// The same for a text that `file`, the file's own text, became by changes that it does not have
/// yet. Places are those in the file.
#[must_use]
pub(crate) fn compile_changed(
    input: DocumentText,
    file: Option<String>,
    options: &Options,
    memory: &mut Memory,
) -> Outcome {
    memory.coloured.turn();
    let sources = Sources::default();
    let diagnostics = Vec::new();
    let dependencies = Vec::new();
    let remote = Vec::new();
    let mut run = Run {
        options,
        memory,
        sources,
        diagnostics,
        dependencies,
        folders: Vec::new(),
        remote,
        verdict: None,
        project: ProjectKeys::default(),
        earlier: None,
        wording: None,
        rulings: Rulings::default(),
        scorecard: None,
        speaking: None,
    };
    let mut compiled = run.run(input, file);
    let Run { sources, mut diagnostics, mut dependencies, verdict, rulings, .. } = run;
    let Run { folders, remote, mut scorecard, speaking, .. } = run;
    places::as_written(&sources, &mut diagnostics, compiled.as_mut());
    let is_broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let Options { wanted, check, fit, .. } = options;
    let asked = Asked { wanted, is_checked: *check, is_built: *check && *fit };
    rulings.apply(&sources, &mut diagnostics, asked);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| (span.source, span.start)));
    diagnostics.dedup();
    scorecard.iter_mut().for_each(|scorecard| scorecard.complete(&diagnostics));
    dependencies.sort_unstable();
    dependencies.dedup();
    drop(speaking);
    Outcome {
        sources,
        diagnostics,
        compiled: if is_broken { None } else { compiled },
        verdict,
        dependencies,
        folders,
        remote,
        scorecard,
    }
}

struct Run<'o> {
    options: &'o Options,
    memory: &'o mut Memory,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    dependencies: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    remote: Vec<String>,
    verdict: Option<Verdict>,
    /// What `whydeck.yaml` says.
    project: ProjectKeys,
    /// What earlier postmortems promised, where the document names any.
    earlier: Option<Earlier>,
    /// The team's own rules of wording.
    wording: Option<Rules>,
    /// What the document and that file say about rules.
    rulings: Rulings,
    scorecard: Option<Scorecard>,
    /// The languages of the document are read and spoken as long as this lasts.
    speaking: Option<Speaking>,
}

impl Run<'_> {
    fn run(&mut self, input: DocumentText, file: Option<String>) -> Option<Compiled> {
        let base = folder_of(input.path.as_deref());
        let root = self.options.root.clone().unwrap_or_else(|| root::of(&base));
        self.dependencies.extend(input.path.clone());
        let is_yaml = input.path.as_deref().is_some_and(document::is_yaml);
        let is_named = input.path.is_some();
        let document = input.path.clone();
        let DocumentText { name, path, text } = input;
        let id = match file {
            Some(file) => self.sources.add_changed(&name, path, (text, file)),
            None => self.sources.add(name, path, text),
        };
        remarks::text(self.sources.get(id), is_named, &mut self.diagnostics);
        let arena = Arena::new();
        let fetched = self.fetched(document.as_deref(), &root);
        let folder = Folder { base, root, document, fetched };
        self.read_project(&folder);
        let mut made = if is_yaml {
            self.yaml(&arena, id, &folder)?
        } else {
            self.markdown(&arena, id, &folder)?
        };
        let hidden = if made.shows_hidden() { 0 } else { made.deck.take_hidden() };

        remarks::front(&made.front, made.what.is_generated(), &mut self.diagnostics);
        let ahead = self.ahead(&made);
        thread::scope(|scope| {
            for _ in 0..self.options.helpers.min(ahead.len()) {
                scope.spawn(|| ahead.work());
            }
            self.draw(&arena, &mut made, &folder);
            if !made.what.is_generated() {
                contents::put(&arena, &mut made.deck, &self.sources);
                opener::mark(&mut made.deck);
            }
            if self.options.fit {
                if self.options.markdown.is_none() {
                    let own = made.front.lang.as_deref();
                    breaks::put(&made.deck, own.unwrap_or(tongue::spoken().tag()));
                }
                self.fit(&arena, &mut made, &folder);
            }
            if made.what.is_generated() {
                agenda::take_marks(&mut made.deck);
            }
            let markdown = self.options.markdown.as_ref().map(|form| self.written(&made, form));
            identity::assign(&mut made.deck);
            contents::link(&made.deck);
            self.resolve_agenda(&mut made, id);
            let compiled = Compiled { markdown, hidden, ..self.render(made, &folder) };
            ahead.stop();
            Some(compiled)
        })
    }

    /// The code that other threads can colour meanwhile.
    fn ahead(&mut self, made: &Made<'_>) -> Ahead {
        if !self.options.highlight || self.options.helpers == 0 {
            return Ahead::default();
        }
        let blocks = made.deck.slides().flat_map(|slide| &slide.blocks);
        let nodes = blocks.flat_map(|block| block.descendants());
        let code = nodes.filter_map(|node| match &node.data().value {
            NodeValue::CodeBlock(block) => {
                Some((block.literal.clone(), CodeInfo::parse(&block.info).language))
            }
            _ => None,
        });
        self.memory.coloured.ahead(code)
    }

    /// The deck as Markdown, before its slides have addresses of their own.
    fn written(&self, made: &Made<'_>, form: &FigureForm) -> WrittenDeck {
        let writing = written::Writing {
            form,
            colors: &made.theme.tokens.colors,
            front: &made.front,
            title: &made.title,
            sources: &self.sources,
            breaks: made.what.breaks(),
            notes: self.options.notes,
        };
        written::write(&made.deck, &writing, made.what.text())
    }

    /// The theme, and its fonts to measure with.
    fn fonts(&mut self, front: &FrontMatter, folder: &Folder) -> Option<(Theme, Metrics)> {
        let mut theme = self.theme(front, folder)?;
        if self.options.check {
            self.diagnostics.extend(looks::faint_texts(&theme, &self.sources));
        }
        self.brand(front, folder, &mut theme);
        let metrics = self.measured(front, &theme, folder);
        Some((theme, metrics))
    }

    fn render(&mut self, made: Made<'_>, folder: &Folder) -> Compiled {
        let settings = self.settings(&made, folder);
        let Made { verdict, deck, front, title, theme, metrics, what, agenda, .. } = made;
        section::check_elements(&deck.elements, &mut self.diagnostics);
        let mut assets = Assets::with(&folder.root, std::mem::take(&mut self.memory.files));
        assets.serve_fetched(Rc::clone(&folder.fetched));
        let coloured = &mut self.memory.coloured;
        let mut renderer = Renderer::new(
            &deck,
            &self.sources,
            &settings,
            &mut assets,
            &mut self.diagnostics,
            coloured,
        );
        let mut stacks: Vec<Vec<RenderedSlide>> = deck
            .stacks
            .iter()
            .map(|stack| stack.iter().map(|slide| renderer.slide(slide)).collect())
            .collect();
        let footer = Footer::new(&title, front.status.clone(), front.confidential.clone());
        let of = (&metrics, &theme, renderer.has_math);
        let (mut style, glyphs_of) = self.style(&front, of, (&stacks, &footer), &mut assets);
        self.styles_of_author(&front, &deck, folder, &mut assets, &mut style);
        let logo = self.logo(&front, &theme, folder, &mut assets);
        let mut reveal = options::read(&front.reveal, &mut self.diagnostics);
        let lang = front.lang.unwrap_or_else(|| tongue::spoken().tag().into());
        let assets = self.embedded(assets, folder);
        let is_private = what.is_private();
        let (facts, model) = what.facts_and_model();
        let date = front.date.map(|date| date.trim().to_owned()).filter(|date| !date.is_empty());
        Compiled {
            verdict,
            earlier: self.earlier_share(),
            footer,
            glyphs_of,
            title,
            description: front.description.unwrap_or_default(),
            day: date.as_deref().and_then(postmortem::find_date),
            date,
            dir: direction::settle(front.dir.as_deref(), &lang, &mut reveal, &mut stacks).into(),
            lang,
            tongues: tongue::spoken(),
            is_private,
            has_speaker_view: self.options.notes,
            has_countdown: stacks.iter().flatten().any(|slide| slide.html.contains(COUNTDOWN)),
            notes: deck.slides().filter(|slide| !slide.notes.is_empty()).count(),
            stacks,
            assets,
            style: style.into(),
            logo,
            theme,
            reveal,
            facts,
            model,
            agenda,
            markdown: None,
            hidden: 0,
        }
    }

    fn settings(&self, made: &Made<'_>, folder: &Folder) -> Settings {
        Settings {
            breaks: made.what.breaks(),
            allow_html: self.options.allow_html,
            highlight: self.options.highlight,
            notes: self.options.notes,
            marks: self.options.marks,
            base: folder.base.clone(),
        }
    }
}
