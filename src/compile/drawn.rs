//! What a deck draws, and how its slides are made to fit.

use comrak::Arena;

use super::made::Made;
use super::{Folder, Run, styles};
use crate::assets::pictures::Files;
use crate::deck::fences;
use crate::layout::{Fit, Layout, lists, main_row};
use crate::postmortem;

impl Run<'_> {
    /// Draws what the document's fences hold, and the figures of a postmortem.
    pub(super) fn draw<'a>(&mut self, arena: &'a Arena<'a>, made: &mut Made<'a>, folder: &Folder) {
        if !self.options.figures {
            return;
        }
        let sources = &self.sources;
        let diagnostics = &mut self.diagnostics;
        let planned = made.what.take_planned();
        let reach = fences::Folder { base: &folder.base, root: &folder.root };
        let mut drawer = fences::Drawer::new(
            arena,
            sources,
            made.what.figures(),
            &made.metrics,
            reach,
            diagnostics,
        );
        drawer.planned = planned;
        drawer.zone =
            made.front.timezone.as_ref().and_then(|zone| postmortem::fence::zone(&zone.value));
        drawer.draw(&mut made.deck);
        let looked_for = drawer.looked_for;
        self.dependencies.extend(looked_for);
    }

    pub(super) fn fit<'a>(&mut self, arena: &'a Arena<'a>, made: &mut Made<'a>, folder: &Folder) {
        let pictures = Files::of(folder.base.clone(), folder.root.clone(), &folder.fetched);
        let sizes = &made.theme.tokens.sizes;
        let restyled = styles::sized(&made.deck);
        let layout = Layout {
            restyled: &restyled,
            sizes,
            metrics: &made.metrics,
            pictures: &pictures,
            breaks: made.what.breaks(),
            is_authored: !made.what.is_generated(),
        };
        let fit =
            if made.what.is_generated() { Fit::Split } else { made.front.fit.unwrap_or_default() };
        if made.what.is_generated() {
            lists::shorten(arena, &mut made.deck);
        }
        layout.fit(arena, &mut made.deck, fit, &self.sources, &mut self.diagnostics);
        if made.what.is_generated() {
            main_row::limit(&mut made.deck);
            main_row::say_more(arena, &mut made.deck);
        }
    }
}
