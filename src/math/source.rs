//! The LaTeX that goes into the converter.

use std::ops::Range;

use super::Unread;

/// How many groups may stand in each other: the converter calls itself for each.
pub(super) const DEEPEST: usize = 60;
/// How many commands a formula may have: each may take the next for its argument.
pub(super) const MOST_COMMANDS: usize = 400;
/// How long a formula may be, in bytes.
pub(super) const LONGEST: usize = 20_000;

/// Refuses a formula that is longer or deeper than anybody means.
pub(super) fn check(latex: &str) -> Result<(), Unread> {
    let refuse = |at: usize, message: String| Err(Unread { range: at..at + 1, message });
    if latex.len() > LONGEST {
        return refuse(0, format!("a formula of more than {LONGEST} bytes is not drawn"));
    }
    let bytes = latex.as_bytes();
    let mut depth = 0_usize;
    let mut commands = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                let rest = &latex[at + 1..];
                depth += usize::from(rest.starts_with("left") || rest.starts_with("begin"));
                if rest.starts_with("right") || rest.starts_with("end") {
                    depth = depth.saturating_sub(1);
                }
                let is_command = rest.starts_with(|c: char| c.is_ascii_alphabetic());
                commands += usize::from(is_command);
                if commands > MOST_COMMANDS {
                    return refuse(
                        at,
                        format!("a formula of more than {MOST_COMMANDS} commands is not drawn"),
                    );
                }
                // The character that belongs to it.
                at += usize::from(!rest.is_empty() && rest.is_char_boundary(1));
            }
            // It would be a macro's parameter, and confuses the converter.
            b'#' => return refuse(at, "`#` means nothing in a formula; `\\#` shows one".into()),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return refuse(at, format!("more than {DEEPEST} groups in each other are not drawn"));
        }
        at += 1;
    }
    Ok(())
}

/// A formula whose commands the converter knows.
pub(super) struct Mended {
    pub text: String,
    /// Where the text is longer than what was written: a byte of the text, and by how much.
    longer: Vec<(usize, usize)>,
}

/// Names of environments that the converter lacks, or that it numbers though nobody asked.
const ENVIRONMENTS: [(&str, &str); 17] = [
    ("{split}", "{aligned}"),
    ("{equation}", "{equation*}"),
    ("{align}", "{align*}"),
    ("{gather}", "{gather*}"),
    ("{eqnarray}", "{align*}"),
    ("{eqnarray*}", "{align*}"),
    ("{flalign}", "{align*}"),
    ("{flalign*}", "{align*}"),
    ("{alignat}", "{align*}"),
    ("{alignat*}", "{align*}"),
    ("{multline}", "{gather*}"),
    ("{multline*}", "{gather*}"),
    ("{displaymath}", "{gather*}"),
    ("{math}", "{gather*}"),
    ("{subequations}", "{gather*}"),
    ("{dmath}", "{gather*}"),
    ("{dmath*}", "{gather*}"),
];
/// Commands that say nothing here, and what each is as long as.
const SILENT: [&str; 14] = [
    r"\!",
    r"\small",
    r"\large",
    r"\Large",
    r"\LARGE",
    r"\huge",
    r"\Huge",
    r"\normalsize",
    r"\tiny",
    r"\footnotesize",
    r"\hline",
    r"\nonumber",
    r"\notag",
    r"\centering",
];

/// Writes a formula for the converter.
pub(super) fn mended(latex: &str, is_display: bool) -> Mended {
    let mut mended = Mended { text: String::with_capacity(latex.len() + 8), longer: Vec::new() };
    let is_tagged = latex.contains(r"\tag{");
    let is_wrapped = is_tagged
        && is_display
        && !["{align", "{equation", "{gather"].iter().any(|name| latex.contains(name));
    if is_wrapped {
        mended.put(0, r"\begin{equation}");
    }
    let mut rest = latex;
    while !rest.is_empty() {
        let Some(at) = rest.find('\\') else { break };
        mended.text.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = mended.command(rest, is_tagged);
        rest = &rest[length..];
    }
    mended.text.push_str(rest);
    if is_wrapped {
        mended.put(0, r"\end{equation}");
    }
    mended
}

impl Mended {
    /// Writes a text in the place of `length` bytes.
    fn put(&mut self, length: usize, text: &str) {
        self.text.push_str(text);
        if text.len() > length {
            self.longer.push((self.text.len(), text.len() - length));
        } else {
            self.text.extend(std::iter::repeat_n(' ', length - text.len()));
        }
    }

    /// Writes the command that begins a text; how many of its bytes that is.
    fn command(&mut self, rest: &str, is_tagged: bool) -> usize {
        let ends = |length: usize| !rest[length..].starts_with(|c: char| c.is_ascii_alphabetic());
        if let Some(silent) = SILENT.iter().find(|name| rest.starts_with(**name))
            && (!silent.ends_with(|c: char| c.is_ascii_alphabetic()) || ends(silent.len()))
        {
            self.put(silent.len(), "");
            return silent.len();
        }
        if rest.starts_with(r"\label{")
            && let Some(end) = rest.find('}')
        {
            self.put(end + 1, "");
            return end + 1;
        }
        for command in [r"\begin", r"\end"] {
            let Some(name) = rest.strip_prefix(command) else { continue };
            for (written, known) in ENVIRONMENTS {
                let is_numbered = !matches!(written, "{split}" | "{eqnarray}" | "{eqnarray*}");
                if name.starts_with(written) && !(is_tagged && is_numbered) {
                    self.text.push_str(command);
                    let length = written.len() + columns(&name[written.len()..], written);
                    self.put(length, known);
                    return command.len() + length;
                }
            }
        }
        if let Some(length) = old_font(rest) {
            self.put(3, "");
            // The rest of the group is set upright: `{\rm d}`.
            return length;
        }
        // Two bytes at least, so that `\\` is one command.
        let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
        self.text.push_str(&rest[..length]);
        length
    }

    /// Where a range of the text stands in what was written.
    pub(super) fn back(&self, range: Range<usize>, latex: &str) -> Range<usize> {
        let back = |at: usize| {
            let over: usize =
                self.longer.iter().filter(|(from, _)| *from <= at).map(|(_, by)| by).sum();
            let mut at = at.saturating_sub(over).min(latex.len());
            while !latex.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        back(range.start)..back(range.end)
    }
}

/// How long the number of columns is that stands behind `{alignat}`.
fn columns(rest: &str, environment: &str) -> usize {
    if !environment.starts_with("{alignat") || !rest.starts_with('{') {
        return 0;
    }
    rest.find('}').map_or(0, |end| end + 1)
}

/// How long a switch of plain TeX's fonts is.
fn old_font(rest: &str) -> Option<usize> {
    let names = [r"\rm", r"\it", r"\bf", r"\cal", r"\sf", r"\tt"];
    let name = names.iter().find(|name| rest.starts_with(**name))?;
    let is_whole = !rest[name.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
    is_whole.then_some(3)
}
