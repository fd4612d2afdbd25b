//! What a document makes: a deck, and what the document says about it.

use std::ops::Range;
use std::path::Path;

use comrak::Arena;

use super::agenda::{self, SectionPlaces};
use super::{Folder, Run, vocabulary};
use crate::compiled::model::{self, ModelView};
use crate::deck::fences::planned::Planned;
use crate::deck::placed::PlacedBlocks;
use crate::deck::trailer::{self, Trailer};
use crate::deck::written::SlideText;
use crate::deck::{
    Deck, Elements, fences, frames, includes, notes, separators, slides, template, view,
};
use crate::diagnostic::Diagnostic;
use crate::kind::{self, Verdict};
use crate::meeting::agenda::Agenda;
use crate::postmortem::{self, Postmortem, contradictions, facts};
use crate::source::SourceId;
use crate::source::front_matter::{self, Cut, DocumentKind, FrontMatter, RevealOption};
use crate::theme::Theme;
use crate::theme::metrics::Metrics;
use crate::words::say;

/// A deck with what its document says about it.
pub(super) struct Made<'a> {
    pub(super) verdict: Verdict,
    pub(super) deck: Deck<'a>,
    pub(super) front: FrontMatter,
    pub(super) title: String,
    pub(super) theme: Theme,
    pub(super) metrics: Metrics,
    pub(super) what: What,
    pub(super) agenda: Option<Agenda>,
    /// Where the sections stand, for the topics of the agenda.
    pub(super) places: Option<SectionPlaces>,
}

impl Made<'_> {
    /// Whether the author asks reveal.js to show hidden slides.
    pub(super) fn shows_hidden(&self) -> bool {
        let asks =
            |option: &RevealOption| option.name == "showHiddenSlides" && option.value == true;
        self.front.reveal.iter().any(asks)
    }
}

/// What a deck was made of.
#[expect(clippy::large_enum_variant, reason = "there is one of it in a build")]
pub(super) enum What {
    /// Slides that the author wrote.
    SlideFile {
        /// Whether a line break in the source is one on the slide.
        breaks: bool,
        /// Whether it is not known where notes begin.
        is_private: bool,
        /// What the author wrote.
        text: SlideText,
    },
    /// A postmortem, through a deck template.
    Postmortem {
        /// What was counted and measured.
        facts: facts::Facts,
        /// The postmortem as it was understood, when it was asked for.
        model: Option<ModelView>,
        /// Its figures, when they are drawn.
        figures: Option<fences::Model>,
        /// The plan of its timeline, when it is being made.
        planned: Planned,
    },
}

impl What {
    pub(super) fn is_generated(&self) -> bool {
        matches!(self, Self::Postmortem { .. })
    }

    pub(super) fn breaks(&self) -> bool {
        matches!(self, Self::SlideFile { breaks: true, .. })
    }

    pub(super) fn is_private(&self) -> bool {
        matches!(self, Self::SlideFile { is_private: true, .. })
    }

    /// The text of slides that somebody wrote.
    pub(super) fn text(&self) -> Option<&SlideText> {
        match self {
            Self::SlideFile { text, .. } => Some(text),
            Self::Postmortem { .. } => None,
        }
    }

    pub(super) fn figures(&self) -> Option<&fences::Model> {
        match self {
            Self::Postmortem { figures, .. } => figures.as_ref(),
            Self::SlideFile { .. } => None,
        }
    }

    /// The plan of the timeline, once.
    pub(super) fn take_planned(&mut self) -> Planned {
        match self {
            Self::Postmortem { planned, .. } => std::mem::take(planned),
            Self::SlideFile { .. } => Planned::Not,
        }
    }

    pub(super) fn facts_and_model(self) -> (Option<facts::Facts>, Option<ModelView>) {
        match self {
            Self::Postmortem { facts, model, .. } => (Some(facts), model),
            Self::SlideFile { .. } => (None, None),
        }
    }
}

impl Run<'_> {
    /// Lets each topic of the agenda know its slide.
    pub(super) fn resolve_agenda(&mut self, made: &mut Made<'_>, document: SourceId) {
        let Some(agenda) = &mut made.agenda else { return };
        let places = made.places.as_ref();
        let slides = agenda::Slides { deck: &made.deck, sources: &self.sources, places };
        agenda::resolve(agenda, &slides, (&made.front, document), &mut self.diagnostics);
    }

    /// A Markdown document of either kind.
    pub(super) fn markdown<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        id: SourceId,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        let source = self.sources.get(id);
        let mut cut = front_matter::cut(source);
        self.diagnostics.append(&mut cut.diagnostics);
        self.speaking = Some(vocabulary::hear_with(source, &cut, false, &self.project));
        let trailer = trailer::find(&source.text()[cut.body..]);
        let verdict = kind::tell(source, &cut, trailer.is_some(), self.options.kind);
        self.verdict = Some(verdict.clone());
        if verdict.kind == DocumentKind::Postmortem {
            let pm = postmortem::read::parse(arena, &self.sources, id, cut, &mut self.diagnostics);
            return self.postmortem(arena, pm, verdict, folder);
        }
        // What was told for a postmortem ends before.
        self.speaking = None;
        self.speaking = Some(vocabulary::hear_slides(self.sources.get(id), &cut, &self.project));
        self.slide_file(arena, id, cut, trailer, verdict, folder)
    }

    fn slide_file<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        id: SourceId,
        mut cut: Cut,
        mut trailer: Option<(Trailer, usize)>,
        verdict: Verdict,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        self.beside(&mut cut.front, folder);
        let of_trailer = trailer.as_mut().and_then(|(trailer, _)| trailer.lang.take());
        cut.front.lang = cut.front.lang.take().or(of_trailer);
        self.take_front(&mut cut.front);
        let (theme, metrics) = self.fonts(&cut.front, folder)?;
        if self.options.deck.is_some() {
            let message = "a deck template is for postmortems: this document has its own slides";
            self.diagnostics.push(
                Diagnostic::warning("deck/unused", message)
                    .help("`--as postmortem` makes slides of it"),
            );
        }
        let mut front = cut.front;
        let source = self.sources.get(id);
        let (trailer, end) = trailer
            .map_or((None, source.text().len()), |(trailer, at)| (Some(trailer), cut.body + at));
        let is_hackmd = front.is_slide_type || trailer.is_some();
        let text = trailer.clone();
        let trailer = trailer.unwrap_or_default();
        let breaks = front.breaks.or(trailer.breaks).unwrap_or(is_hackmd);
        front.description = front.description.or(trailer.description);
        let (reading, mut is_private) = self.reading(&front);
        let inclusion = includes::Inclusion {
            reach: includes::Reach { base: &folder.base, root: &folder.root },
            separators: &reading.separators,
            further: &front.include,
            notes: self.options.notes,
        };
        let (joined, range) = self.joined(id, cut.body..end, inclusion, &mut is_private);
        let source = self.sources.get(joined);
        let deck = slides::read(arena, source, range.clone(), &reading, &mut self.diagnostics);
        let first_title =
            deck.slides().map(|slide| slide.title.as_str()).find(|title| !title.is_empty());
        let written =
            front.title.as_ref().map(|title| title.value.as_str()).or(trailer.title.as_deref());
        let title = written.or(first_title).unwrap_or(say::words().slides).to_owned();
        let text = SlideText {
            front: id,
            source: joined,
            body: range,
            separators: reading.separators,
            trailer: text,
        };
        let what = What::SlideFile { breaks, is_private, text };
        let agenda = agenda::of_slides(&front);
        Some(Made { verdict, deck, front, title, theme, metrics, what, agenda, places: None })
    }

    /// How a slide file is to be read, and whether it is not known where notes begin.
    fn reading(&mut self, front: &FrontMatter) -> (slides::Dialect, bool) {
        let mut read = separators::read(&front.separators);
        if !self.options.notes {
            read.refuse();
        }
        self.diagnostics.append(&mut read.problems);
        let reading = slides::Dialect {
            separators: read.separators,
            notes_separator: front.separators.notes.as_ref().map(|notes| notes.span),
            comments_as_notes: front.comments_as_notes.unwrap_or(true),
        };
        (reading, read.is_private)
    }

    /// The text of a slide file with the files that it includes: which text that is, and its bytes.
    fn joined(
        &mut self,
        id: SourceId,
        range: Range<usize>,
        inclusion: includes::Inclusion<'_>,
        is_private: &mut bool,
    ) -> (SourceId, Range<usize>) {
        let text = &self.sources.get(id).text()[range.clone()];
        if inclusion.further.is_empty() && !includes::is_in(text) {
            return (id, range);
        }
        let bytes = (range.start, range.end);
        let joined = includes::join(&mut self.sources, id, bytes, inclusion, &mut self.diagnostics);
        self.dependencies.extend(joined.looked_for);
        *is_private |= joined.is_private;
        let source = self.sources.get(id);
        let (name, path) = (source.name().to_owned(), source.path().map(Path::to_owned));
        let end = joined.text.len();
        (self.sources.add_joined(name, path, joined.text, joined.lines), 0..end)
    }

    /// A YAML document is a postmortem.
    pub(super) fn yaml<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        id: SourceId,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        let source = self.sources.get(id);
        self.speaking = Some(vocabulary::hear_with(source, &Cut::default(), true, &self.project));
        let verdict = kind::of_yaml(source.text());
        self.verdict = Some(verdict.clone());
        let pm = postmortem::yaml::parse(arena, &self.sources, id, &mut self.diagnostics)?;
        self.postmortem(arena, pm, verdict, folder)
    }

    fn postmortem<'a>(
        &mut self,
        arena: &'a Arena<'a>,
        mut pm: Postmortem<'a>,
        verdict: Verdict,
        folder: &Folder,
    ) -> Option<Made<'a>> {
        self.take_front(&mut pm.front);
        self.take_earlier(&pm.front, folder);
        contradictions::check(&pm, &self.sources, &mut self.diagnostics);
        self.check(&pm);
        let fonts = self.fonts(&pm.front, folder);
        let template = self.template(&pm.front, folder);
        let (theme, metrics) = fonts?;
        let template = template?;
        let facts = facts::facts(&pm);
        let model = self.options.model.then(|| model::model(&pm, &self.sources));
        let mut placed = PlacedBlocks::default();
        let mut elements = Elements::default();
        let figures = self.options.figures.then(|| fences::Model::of(&pm, &metrics));
        let timeline = figures.as_ref().and_then(|figures| figures.timeline.as_ref());
        let planned = timeline
            .filter(|_| self.options.helpers > 0)
            .map_or(Planned::Not, |timeline| Planned::begin(timeline, &metrics));
        let earlier = self.earlier.as_ref();
        let made = (&self.sources, &mut placed, &mut elements);
        let mut view = view::make(arena, (&pm, earlier), facts.clone(), made);
        view.figures = figures.as_ref().map(fences::Model::view).unwrap_or_default();
        if pm.front.deck.scorecard == Some(true) {
            view.figures.scorecard = self.score_rows(&pm);
        }
        let agenda = agenda::of_postmortem(&pm, view.earlier.is_some());
        view.agenda = agenda::is_shown(&pm.front).then(|| agenda::shown(&agenda));
        let places = SectionPlaces::of(&pm, template.built_in.is_some(), &self.sources);
        let sources = &mut self.sources;
        let diagnostics = &mut self.diagnostics;
        let mut deck =
            template::fill(arena, &template, &view, &placed, elements, sources, diagnostics)?;
        frames::note(&mut deck, &pm, &self.sources);
        notes::deal(&mut deck, pm.notes, &self.sources);
        let first_title =
            deck.slides().map(|slide| slide.title.clone()).find(|title| !title.is_empty());
        let title = if pm.title.is_empty() {
            first_title.unwrap_or_else(|| say::words().postmortem.into())
        } else {
            pm.title
        };
        let what = What::Postmortem { facts, model, figures, planned };
        let (front, agenda) = (pm.front, Some(agenda));
        Some(Made { verdict, deck, front, title, theme, metrics, what, agenda, places })
    }
}
