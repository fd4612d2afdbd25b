//! Where findings point: at the words they are about, and never at a whole section.

use crate::markdown::Node;
use crate::postmortem::{Section, SectionKind};
use crate::source::{Source, Span};
use crate::words::{self, Meanings, Ready};

use super::Subject;

static FILLERS: Meanings<()> = Ready::new(|| words::known(|language| language.fillers));

/// So few words tell no language.
const FEW: usize = 40;

impl<'a> Subject<'_, 'a> {
    /// The text that is checked.
    pub(super) fn document(&self) -> Option<&Source> {
        self.sources.iter().next()
    }

    /// The bytes that a span names.
    pub(super) fn written(&self, span: Span) -> &str {
        self.sources.get(span.source).text().get(span.start..span.end).unwrap_or_default()
    }

    /// The line that a span begins in.
    pub(super) fn line(&self, span: Span) -> usize {
        self.sources.position(span).line
    }

    /// The place of a node, without blanks around it.
    pub(super) fn place(&self, node: Node<'a>) -> Option<Span> {
        self.trimmed(self.sources.span(node.data().sourcepos)?)
    }

    /// The first line of an item, by its text where that is known to stand in it.
    pub(super) fn item(&self, text: Node<'a>, whole: Span) -> Option<Span> {
        let inside = |span: &Span| {
            span.source == whole.source && span.start >= whole.start && span.end <= whole.end
        };
        let place = self.place(text).filter(inside).or_else(|| self.trimmed(whole))?;
        self.first_line(place)
    }

    /// Where words stand within a place; the place itself where they do not.
    pub(super) fn words_in(&self, place: Span, words: &str) -> Span {
        match self.written(place).find(words) {
            Some(at) if !words.is_empty() => {
                let start = place.start + at;
                Span { start, end: start + words.len(), ..place }
            }
            _ => place,
        }
    }

    /// The heading of the first section of the first of these kinds that there is; else the title.
    pub(super) fn heading_of(&self, kinds: &[SectionKind]) -> Option<Span> {
        let section = kinds.iter().find_map(|kind| self.pm.of_kind(*kind).next());
        section.and_then(|section| self.heading(section)).or_else(|| self.title())
    }

    /// The heading of a section; of a label in front of its text the label.
    pub(super) fn heading(&self, section: &Section<'a>) -> Option<Span> {
        let line = self.first_line(self.trimmed(section.span)?)?;
        let is_heading = self.written(line).starts_with('#');
        Some(if is_heading { line } else { self.words_in(line, section.title.trim()) })
    }

    /// Whether the words of the document are those of a language that whydeck knows, so that what
    /// it does not find is not there.
    pub(super) fn is_understood(&self) -> bool {
        const WORDS: usize = 600;
        const SHARE: usize = 20;
        let Some(source) = self.document() else { return false };
        let body = self.pm.front.span.map_or(0, |span| span.end);
        let text = source.text().get(body..).unwrap_or_default();
        let (mut all, mut known) = (0, 0);
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty()) {
            all += 1;
            let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
            let is_known = |word: &str| FILLERS.contains_key(word);
            let is_known = if is_lower { is_known(word) } else { is_known(&word.to_lowercase()) };
            known += usize::from(is_known);
            if all == WORDS {
                break;
            }
        }
        // Scripts without blanks have few words of many bytes.
        let is_latin = text.bytes().filter(u8::is_ascii).count() * 4 > text.len() * 3;
        is_latin && (all < FEW || known * SHARE >= all)
    }

    /// The title: in the front matter, or the first heading of the text.
    pub(super) fn title(&self) -> Option<Span> {
        if let Some(title) = &self.pm.front.title {
            return self.first_line(self.trimmed(title.span)?);
        }
        let source = self.document()?;
        let body = self.pm.front.span.map_or(0, |span| span.end);
        let mut at = body;
        let lines = source.text().get(body..)?.split_inclusive('\n').map(|line| {
            at += line.len();
            (at - line.len(), line)
        });
        let mut first = None;
        for (start, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let span = self.trimmed(source.span(start..start + line.len()));
            if line.starts_with("# ") {
                return span;
            }
            first = first.or(span);
        }
        first
    }

    /// A span without the blanks around it; none when it holds nothing else.
    pub(super) fn trimmed(&self, span: Span) -> Option<Span> {
        let text = self.written(span);
        let start = span.start + (text.len() - text.trim_start().len());
        let end = start + text.trim().len();
        (end > start).then_some(Span { start, end, ..span })
    }

    pub(super) fn first_line(&self, span: Span) -> Option<Span> {
        let line = self.written(span).lines().next()?.trim_end();
        Some(Span { end: span.start + line.len(), ..span })
    }
}
