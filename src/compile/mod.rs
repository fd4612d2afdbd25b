//! From a document to a compiled deck: the one façade that commands call.
//!
//! 1. Front matter and trailer are cut off, and the kind is told ([`crate::kind`]).
//! 2. A slide file is read as slides; a postmortem is read into its model and fills a deck template.
//! 3. [`crate::layout`] measures slides, and splits generated ones that would overflow.
//! 4. Every slide is rendered; what it refers to becomes an asset.
//!
//! Whatever is wrong is a diagnostic; nothing here prints, and nothing panics.

pub mod coverage;
mod named;
mod remarks;
#[cfg(test)]
mod tests;
mod types;
mod words;

pub use types::{Compiled, Input, Options};

use std::path::{Path, PathBuf};

use comrak::Arena;

use crate::deck::template::{self, Placed};
use crate::deck::trailer::{self, Trailer};
use crate::deck::{Deck, Elements, figures, frames, identity, notes, separators, slides, view};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::{self, model::ModelView};
use crate::kind::{self, Verdict};
use crate::layout::pictures::Files;
use crate::layout::{Fit, Layout, room};
use crate::page::{Footer, options};
use crate::postmortem::{self, Postmortem, contradictions, facts};
use crate::render::assets::{Assets, Known};
use crate::render::highlight::Coloured;
use crate::render::{Renderer, Settings, section};
use crate::root;
use crate::source::front_matter::{self, Cut, DocumentKind, FrontMatter};
use crate::source::{SourceId, Sources};
use crate::theme::metrics::Metrics;
use crate::theme::{self, Theme};

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
    /// The files and folders that were read, and those that were looked for and not found, whether the build failed or
    /// not: until one of them changes, it would come out the same.
    pub dependencies: Vec<PathBuf>,
}

/// What outlasts a compilation, for whoever compiles a document again and again: all of it could be made anew.
#[derive(Debug, Default)]
pub struct Memory {
    coloured: Coloured,
    files: Known,
}

/// Compiles a document.
#[must_use]
pub fn compile(input: Input, options: &Options) -> Outcome {
    compile_again(input, options, &mut Memory::default())
}

/// The same, with what is known from the last time.
#[must_use]
pub fn compile_again(input: Input, options: &Options, memory: &mut Memory) -> Outcome {
    memory.coloured.turn();
    let sources = Sources::default();
    let diagnostics = Vec::new();
    let dependencies = Vec::new();
    let mut run = Run { options, memory, sources, diagnostics, dependencies, verdict: None };
    let compiled = run.run(input);
    let Run { sources, mut diagnostics, mut dependencies, verdict, .. } = run;
    let is_broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| (span.source, span.start)));
    diagnostics.dedup();
    dependencies.sort_unstable();
    dependencies.dedup();
    Outcome {
        sources,
        diagnostics,
        compiled: if is_broken { None } else { compiled },
        verdict,
        dependencies,
    }
}

struct Run<'o> {
    options: &'o Options,
    memory: &'o mut Memory,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    dependencies: Vec<PathBuf>,
    verdict: Option<Verdict>,
}

/// Where a document's files are.
struct Folder {
    /// The folder that paths in it are relative to.
    base: PathBuf,
    /// The folder that nothing may be read outside of.
    root: PathBuf,
}

/// A deck with what its document says about it.
struct Made<'a> {
    verdict: Verdict,
    deck: Deck<'a>,
    front: FrontMatter,
    title: String,
    breaks: bool,
    facts: Option<facts::Facts>,
    model: Option<ModelView>,
    is_generated: bool,
    is_private: bool,
    theme: Theme,
    metrics: Metrics,
    /// The figures of a postmortem.
    figures: Option<figures::Model>,
}

impl Run<'_> {
    fn run(&mut self, input: Input) -> Option<Compiled> {
        let base = input
            .path
            .as_deref()
            .and_then(Path::parent)
            .map_or_else(|| PathBuf::from("."), Path::to_owned);
        let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
        let root = self.options.root.clone().unwrap_or_else(|| root::of(&base));
        self.dependencies.extend(input.path.clone());
        let is_yaml = input
            .path
            .as_deref()
            .and_then(Path::extension)
            .is_some_and(|end| end == "yaml" || end == "yml");
        let is_named = input.path.is_some();
        let id = self.sources.add(input.name, input.path, input.text);
        remarks::text(self.sources.get(id), is_named, &mut self.diagnostics);
        let arena = Arena::new();
        let folder = Folder { base, root };
        let mut made = if is_yaml {
            self.yaml(&arena, id, &folder)?
        } else {
            self.markdown(&arena, id, &folder)?
        };

        remarks::front(&made.front, made.is_generated, &mut self.diagnostics);
        self.draw(&arena, &mut made, &folder);
        self.fit(&arena, &mut made, &folder);
        identity::assign(&mut made.deck);
        Some(self.render(made, &folder))
    }

    /// The theme, and its fonts to measure with.
    fn fonts(&mut self, front: &FrontMatter, folder: &Folder) -> Option<(Theme, Metrics)> {
        let theme = self.theme(front, folder)?;
        let metrics = Metrics::of(&theme, &folder.root);
        Some((theme, metrics))
    }

    /// Draws what the document's fences hold, and the figures of a postmortem.
    fn draw<'a>(&mut self, arena: &'a Arena<'a>, made: &mut Made<'a>, folder: &Folder) {
        if !self.options.figures {
            return;
        }
        let sources = &self.sources;
        let diagnostics = &mut self.diagnostics;
        let reach = figures::Folder { base: &folder.base, root: &folder.root };
        let mut drawer = figures::Drawer::new(
            arena,
            sources,
            made.figures.as_ref(),
            &made.metrics,
            reach,
            diagnostics,
        );
        drawer.zone =
            made.front.timezone.as_ref().and_then(|zone| postmortem::fence::zone(&zone.value));
        drawer.draw(&mut made.deck);
        let looked_for = drawer.looked_for;
        self.dependencies.extend(looked_for);
    }

    fn fit<'a>(&mut self, arena: &'a Arena<'a>, made: &mut Made<'a>, folder: &Folder) {
        let pictures = Files::of(folder.base.clone(), folder.root.clone());
        let sizes = &made.theme.tokens.sizes;
        let layout =
            Layout { sizes, metrics: &made.metrics, pictures: &pictures, breaks: made.breaks };
        let fit = if made.is_generated { Fit::Split } else { made.front.fit.unwrap_or_default() };
        layout.fit(arena, &mut made.deck, fit, &self.sources, &mut self.diagnostics);
        if made.is_generated {
            room::limit(&mut made.deck);
            room::say_more(arena, &mut made.deck);
        }
    }

    /// A Markdown document of either kind.
    fn markdown<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        id: SourceId,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        let source = self.sources.get(id);
        let mut cut = front_matter::cut(source);
        self.diagnostics.append(&mut cut.diagnostics);
        let trailer = trailer::find(&source.text()[cut.body..]);
        let verdict = kind::tell(source, &cut, trailer.is_some(), self.options.kind);
        self.verdict = Some(verdict);
        if verdict.kind == DocumentKind::Postmortem {
            let pm = postmortem::parse::parse(arena, &self.sources, id, cut, &mut self.diagnostics);
            return self.postmortem(arena, pm, verdict, folder);
        }
        self.slide_file(arena, id, cut, trailer, verdict, folder)
    }

    fn slide_file<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        id: SourceId,
        cut: Cut,
        trailer: Option<(Trailer, usize)>,
        verdict: Verdict,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        let (theme, metrics) = self.fonts(&cut.front, folder)?;
        if self.options.deck.is_some() {
            let message = "a deck template is for postmortems: this document has its own slides";
            self.diagnostics.push(
                Diagnostic::warning("deck/unused", message)
                    .help("`--as postmortem` makes slides of it"),
            );
        }
        let source = self.sources.get(id);
        let mut front = cut.front;
        let (trailer, end) = trailer
            .map_or((None, source.text().len()), |(trailer, at)| (Some(trailer), cut.body + at));
        let is_hackmd = front.is_slide_type || trailer.is_some();
        let trailer = trailer.unwrap_or_default();
        let breaks = front.breaks.or(trailer.breaks).unwrap_or(is_hackmd);
        front.description = front.description.or(trailer.description);
        front.lang = front.lang.or(trailer.lang);
        let mut read = separators::read(&front.separators);
        if !self.options.notes {
            read.refuse();
        }
        self.diagnostics.append(&mut read.problems);
        let is_private = read.is_private;
        let reading = slides::Reading {
            separators: read.separators,
            notes_separator: front.separators.notes.as_ref().map(|notes| notes.span),
            comments_as_notes: front.comments_as_notes.unwrap_or(true),
        };
        let deck = slides::read(arena, source, cut.body..end, &reading, &mut self.diagnostics);
        let first_title =
            deck.slides().map(|slide| slide.title.as_str()).find(|title| !title.is_empty());
        let written =
            front.title.as_ref().map(|title| title.value.as_str()).or(trailer.title.as_deref());
        let title = written.or(first_title).unwrap_or("Slides").to_owned();
        let facts = None;
        let model = None;
        let figures = None;
        let is_generated = false;
        Some(Made {
            verdict,
            deck,
            front,
            title,
            breaks,
            facts,
            is_generated,
            is_private,
            theme,
            metrics,
            figures,
            model,
        })
    }

    /// A YAML document is a postmortem.
    fn yaml<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        id: SourceId,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        let verdict = kind::of_yaml(self.sources.get(id).text());
        self.verdict = Some(verdict);
        let pm = postmortem::yaml::parse(arena, &self.sources, id, &mut self.diagnostics)?;
        self.postmortem(arena, pm, verdict, folder)
    }

    fn postmortem<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        pm: Postmortem<'a>,
        verdict: Verdict,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        contradictions::check(&pm, &self.sources, &mut self.diagnostics);
        let fonts = self.fonts(&pm.front, folder);
        let template = self.template(&pm.front, folder);
        let (theme, metrics) = fonts?;
        let template = template?;
        let facts = facts::facts(&pm);
        let model = self.options.model.then(|| export::model::model(&pm, &self.sources));
        let mut placed = Placed::default();
        let mut elements = Elements::default();
        let figures = self.options.figures.then(|| figures::Model::of(&pm, &metrics));
        let mut view =
            view::make(arena, &pm, facts.clone(), &self.sources, &mut placed, &mut elements);
        view.figures = figures.as_ref().map(figures::Model::view).unwrap_or_default();
        let sources = &mut self.sources;
        let diagnostics = &mut self.diagnostics;
        let mut deck =
            template::fill(arena, &template, &view, &placed, elements, sources, diagnostics)?;
        frames::note(&mut deck, &pm, &self.sources);
        notes::deal(&mut deck, pm.notes, &self.sources);
        let first_title =
            deck.slides().map(|slide| slide.title.clone()).find(|title| !title.is_empty());
        let title = if pm.title.is_empty() {
            first_title.unwrap_or_else(|| "Postmortem".into())
        } else {
            pm.title
        };
        let facts = Some(facts);
        let breaks = false;
        let is_generated = true;
        let is_private = false;
        let front = pm.front;
        Some(Made {
            verdict,
            deck,
            front,
            title,
            breaks,
            facts,
            is_generated,
            is_private,
            theme,
            metrics,
            figures,
            model,
        })
    }

    fn render(&mut self, made: Made<'_>, folder: &Folder) -> Compiled {
        let Made { verdict, deck, front, title, breaks, facts, theme, model, is_private, .. } =
            made;
        let settings = Settings {
            breaks,
            allow_html: self.options.allow_html,
            highlight: self.options.highlight,
            notes: self.options.notes,
            marks: self.options.marks,
            base: folder.base.clone(),
        };
        section::check_elements(&deck.elements, &mut self.diagnostics);
        let mut assets = Assets::with(&folder.root, std::mem::take(&mut self.memory.files));
        let coloured = &mut self.memory.coloured;
        let mut renderer = Renderer::new(
            &deck,
            &self.sources,
            &settings,
            &mut assets,
            &mut self.diagnostics,
            coloured,
        );
        let stacks = deck
            .stacks
            .iter()
            .map(|stack| stack.iter().map(|slide| renderer.slide(slide)).collect())
            .collect();
        let mut style = theme::css::style(&theme, &mut assets, &mut self.diagnostics);
        self.own_css(&front, folder, &mut assets, &mut style);
        let reveal = options::read(&front.reveal, &mut self.diagnostics);
        let (assets, looked_for, files) = assets.into_parts();
        self.memory.files = files;
        self.dependencies.extend(looked_for);
        let status = front.status.clone();
        Compiled {
            verdict,
            footer: Footer {
                text: title.clone(),
                confidential: front.confidential,
                draft: status.as_deref().is_some_and(|status| status.eq_ignore_ascii_case("draft")),
                status,
            },
            title,
            description: front.description.unwrap_or_default(),
            date: front.date.map(|date| date.trim().to_owned()).filter(|date| !date.is_empty()),
            lang: front.lang.unwrap_or_else(|| "en".into()),
            dir: front.dir.filter(|dir| dir == "rtl").unwrap_or_else(|| "ltr".into()),
            is_private,
            notes: deck.slides().filter(|slide| !slide.notes.is_empty()).count(),
            stacks,
            assets,
            style: style.into(),
            theme,
            reveal,
            facts,
            model,
        }
    }
}
