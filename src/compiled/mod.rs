//! A compiled deck: what pages, the server and the exports are made of.

pub mod model;
pub(crate) mod options;

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use self::model::ModelView;
use crate::assets::Asset;
use crate::deck::written::WrittenDeck;
use crate::kind::Verdict;
use crate::meeting::agenda::Agenda;
use crate::postmortem::facts;
pub(crate) use crate::render::RenderedSlide;
use crate::theme::Theme;
use crate::words::say;
use crate::words::tongue::Tongues;

/// What stands at the bottom of every slide.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Footer {
    /// The deck's title.
    pub text: String,
    /// A word on who may see it.
    pub confidential: Option<String>,
    /// Whether the postmortem is a draft.
    pub draft: bool,
    /// What marks a draft, in the deck's language; empty for another.
    pub mark: &'static str,
    /// The postmortem's status.
    pub status: Option<String>,
}

impl Footer {
    pub(crate) fn new(title: &str, status: Option<String>, confidential: Option<String>) -> Self {
        let is_draft = |status: &str| {
            let status = status.trim().to_lowercase();
            status == "draft" || status == say::words().draft.to_lowercase()
        };
        let draft = status.as_deref().is_some_and(is_draft);
        Self {
            text: title.to_owned(),
            confidential,
            draft,
            mark: if draft { say::words().draft } else { "" },
            status,
        }
    }
}

/// A picture that stands on every slide.
#[derive(Debug, Clone, Hash)]
pub struct PlacedLogo {
    /// The number of its file.
    pub asset: usize,
    /// What it says; empty when that is not known.
    pub name: String,
    /// Whether it is made for a dark ground.
    pub is_for_dark: bool,
}

/// What of earlier postmortems is in a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierShare {
    /// Their files, as the document names them.
    pub files: Vec<String>,
    /// How many actions they have.
    pub actions: usize,
    /// How many documents are later than the meeting, and left out.
    pub later: usize,
    /// Whether it is known when the meeting is: without that, no action is called overdue.
    pub is_dated: bool,
}

/// A deck, ready for a page.
#[derive(Debug)]
pub struct Compiled {
    /// What the document was taken for.
    pub verdict: Verdict,
    /// What of earlier postmortems is in it; none when the document names none.
    pub earlier: Option<EarlierShare>,
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
    /// The languages that the document was read with, and the one that the deck speaks.
    pub tongues: Tongues,
    /// The direction of text, `ltr` or `rtl`.
    pub dir: String,
    /// The slides, stack by stack.
    pub stacks: Vec<Vec<RenderedSlide>>,
    /// The files that slides and style refer to.
    pub assets: Vec<Asset>,
    /// The style of the page.
    pub style: Arc<str>,
    /// Installed fonts that glyphs come from.
    pub glyphs_of: Vec<String>,
    /// The picture that stands on every slide.
    pub logo: Option<PlacedLogo>,
    /// The theme.
    pub theme: Theme,
    /// reveal.js's options.
    pub reveal: Map<String, Value>,
    /// The footer.
    pub footer: Footer,
    /// Whether it is not known where notes begin: `notesSeparator` cannot be read. What is on the
    /// slides may be private.
    pub is_private: bool,
    /// Whether there is a window for the speaker: not in a copy whose notes are left out.
    pub has_speaker_view: bool,
    /// Whether a slide counts minutes down.
    pub has_countdown: bool,
    /// How many slides their author hides: they are left out.
    pub hidden: usize,
    /// How many slides have notes, written or not.
    pub notes: usize,
    /// What was counted and measured; none for a slide file.
    pub facts: Option<facts::Facts>,
    /// The postmortem as it was understood; none for a slide file, or when it was not asked for.
    pub model: Option<ModelView>,
    /// What the minutes of its meeting are for; none for a slide file that does not say it.
    pub(crate) agenda: Option<Agenda>,
    /// The deck as Markdown, when it was asked for.
    pub markdown: Option<WrittenDeck>,
}

impl Compiled {
    /// How many slides there are.
    #[must_use]
    pub fn slide_count(&self) -> usize {
        self.stacks.iter().map(Vec::len).sum()
    }
}
