//! What a postmortem lacks, where a deck is made of it.

use super::Run;
use crate::check::scorecard::{self, Scorecard};
use crate::check::{self, Asked, Subject};
use crate::deck::view::ScoreRow;
use crate::diagnostic::Diagnostic;
use crate::postmortem::Postmortem;
use crate::words::say;

impl Run<'_> {
    /// Asks the rules, when it is wanted.
    pub(super) fn check(&mut self, pm: &Postmortem<'_>) {
        if self.options.check {
            let found = self.found(pm);
            self.scorecard = Some(Scorecard::new(pm, &found));
            self.diagnostics.extend(found);
        }
    }

    fn found(&self, pm: &Postmortem<'_>) -> Vec<Diagnostic> {
        let told = &self.diagnostics;
        let wording = self.wording.as_ref();
        let earlier = self.earlier.as_ref();
        check::check(&Subject { pm, sources: &self.sources, told, earlier, wording })
    }

    /// The scorecard as a slide shows it: without what is off or silenced.
    pub(super) fn score_rows(&self, pm: &Postmortem<'_>) -> Vec<ScoreRow> {
        let mut found = self.found(pm);
        let mut card = Scorecard::new(pm, &found);
        let asked = Asked { wanted: &[], is_checked: false, is_built: false };
        self.rulings.apply(&self.sources, &mut found, asked);
        card.complete(&found);
        let rows = card.scores.into_iter().map(|score| ScoreRow {
            title: say::scorecard(score.title).unwrap_or(score.title),
            there: score.is_there,
            lacks: scorecard::in_deck(&score.words()),
        });
        rows.collect()
    }
}
