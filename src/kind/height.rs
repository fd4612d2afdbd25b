//! How tall the pieces of a text would be as slides, by a rule of thumb: nothing is parsed or
//! measured yet.

/// The height of a canvas, in tenths of a line.
pub(super) const CANVAS: usize = 200;
/// How many letters a line of a slide holds.
const LETTERS: usize = 80;

/// The heights of the pieces between separator lines, in tenths of a line. Notes and comments have
/// none.
pub(super) fn pieces(body: &str) -> Vec<usize> {
    // A fence that is left open would hold all separators behind it.
    read(body, true).or_else(|| read(body, false)).unwrap_or_default()
}

/// The same; none when a fence is left open.
fn read(body: &str, has_fences: bool) -> Option<Vec<usize>> {
    let mut pieces = Vec::new();
    let mut state = State { has_fences, ..State::default() };
    for line in body.lines() {
        let content = line.trim();
        let is_rule = matches!(content, "---" | "----" | "***" | "* * *" | "___");
        if state.fence.is_none() && is_rule {
            pieces.push(state.height);
            state = State { has_fences, ..State::default() };
        } else {
            state.line(content);
        }
    }
    pieces.push(state.height);
    state.fence.is_none().then_some(pieces)
}

/// What is open in a piece.
#[derive(Default)]
struct State<'t> {
    height: usize,
    /// The marks that the open fence begins with.
    fence: Option<&'t str>,
    has_fences: bool,
    in_notes: bool,
    in_comment: bool,
}

impl<'t> State<'t> {
    fn line(&mut self, content: &'t str) {
        if let Some(fence) = self.fence {
            let is_marks = content.chars().all(|c| fence.starts_with(c));
            if is_marks && content.len() >= fence.len() {
                self.fence = None;
            }
            self.add(8);
            return;
        }
        if self.has_fences && (content.starts_with("```") || content.starts_with("~~~")) {
            let mark = &content[..1];
            let length = content.len() - content.trim_start_matches(mark).len();
            self.fence = Some(&content[..length]);
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
            Some('<' | ':') => 3,
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
