//! Texts of several lines in YAML.

/// A block scalar of YAML (`key: |`) that lines belong to.
pub(super) struct Scalar {
    /// The column of what holds it: its text stands further in.
    own: usize,
    /// The column of its text, once a line of it was seen.
    text: Option<usize>,
}

impl Scalar {
    /// The one whose header ends a line.
    pub(super) fn begun(line: &str) -> Option<Self> {
        let before = line.find(" #").map_or(line, |at| &line[..at]).trim_end();
        let is_sign = |c: char| matches!(c, '+' | '-') || c.is_ascii_digit();
        let header = before.trim_end_matches(is_sign).strip_suffix(['|', '>'])?;
        let holder = header.trim_end();
        if !holder.ends_with([':', '-']) || holder.len() == header.len() {
            return None;
        }
        // The keys of an entry stand behind its dash.
        let mut rest = holder.trim_start();
        let mut own = holder.len() - rest.len();
        while let Some(key) = rest.strip_prefix("- ").map(str::trim_start) {
            own += rest.len() - key.len();
            rest = key;
        }
        Some(Self { own, text: None })
    }

    /// Whether a line belongs to it.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let column = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() {
            return true;
        }
        let least = *self.text.get_or_insert((self.own + 1).max(column));
        column >= least
    }
}
