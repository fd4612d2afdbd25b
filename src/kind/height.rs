//! How tall the pieces of a text would be as slides, by a rule of thumb: nothing is parsed or measured yet.

/// The height of a canvas, in tenths of a line.
pub(super) const CANVAS: usize = 170;
/// How many letters a line of a slide holds.
const LETTERS: usize = 80;

/// The heights of the pieces between separator lines, in tenths of a line. Notes and comments have none.
pub(super) fn pieces(body: &str) -> Vec<usize> {
    let mut pieces = Vec::new();
    let mut state = State::default();
    let mut before = "";
    for line in body.lines() {
        let content = line.trim();
        let is_rule = matches!(content, "---" | "----" | "***" | "* * *" | "___");
        // A line right above makes a heading of it.
        let is_setext = content.starts_with("---") && !before.is_empty();
        before = content;
        if state.fence.is_none() && is_rule && !is_setext {
            pieces.push(std::mem::take(&mut state).height);
        } else {
            state.line(content);
        }
    }
    pieces.push(state.height);
    pieces
}

/// What is open in a piece.
#[derive(Default)]
struct State<'t> {
    height: usize,
    fence: Option<&'t str>,
    in_notes: bool,
    in_comment: bool,
}

impl<'t> State<'t> {
    fn line(&mut self, content: &'t str) {
        if let Some(fence) = self.fence {
            if content == fence {
                self.fence = None;
            }
            self.add(8);
            return;
        }
        let fence = ["```", "~~~"].into_iter().find(|mark| content.starts_with(mark));
        if fence.is_some() {
            self.fence = fence;
            return;
        }
        let begins_comment = content.starts_with("<!--");
        if begins_comment || self.in_comment {
            self.in_comment = !content.contains("-->");
            return;
        }
        let lower = content.get(..6).unwrap_or(content).to_ascii_lowercase();
        self.in_notes |= lower.starts_with("note:") || lower.starts_with("notes:");
        let length = content.chars().count();
        self.add(match content.chars().next() {
            None => 3,
            Some('#') => 20,
            Some('<') => 3,
            Some('|') => 10,
            Some(_) => 10 * length.div_ceil(LETTERS),
        });
    }

    fn add(&mut self, tenths: usize) {
        if !self.in_notes {
            self.height += tenths;
        }
    }
}
