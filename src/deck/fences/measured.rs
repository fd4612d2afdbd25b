//! How wide the words of figures are, and where they may be parted.

use crate::figure::text::TextMeasure;
use crate::theme::metrics::{Metrics, Role, wrap};
use crate::words::parting::Parting;
use crate::words::tongue;

/// Figures are measured in the fonts that they are shown in; digits as in tables, which are wider.
impl TextMeasure for Metrics {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        self.width_in_table(text, size, if bold { Role::Strong } else { Role::Body })
    }

    fn parts<'w>(&self, word: &'w str) -> Vec<&'w str> {
        wrap::parts(word, self.keeps())
    }

    fn syllables<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let parting = Parting::of(tongue::spoken().tag());
        parting.map_or_else(|| vec![word], |parting| parting.parts(word))
    }
}
