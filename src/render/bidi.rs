//! The order of words in decks that are read from the right.
//!
//! A sentence that is English as a whole would have its full stop at its left, and `2 decisions`
//! would read "decisions 2". Such texts are put between the signs that Unicode has for a part with
//! an order of its own; what has a letter that is read from the right keeps the order of the deck.
//! In a figure, which is drawn from the left, it is the other way round.
//!
//! The signs stand inside of texts, so that no rule of a theme sees other elements than before.

use std::ops::Range;

use super::tags;

/// What begins a part that is read from the left, and one that is read from the right.
const LEFT: &str = "\u{2066}";
const RIGHT: &str = "\u{2067}";
/// What ends either.
const END: &str = "\u{2069}";

/// Elements inside of a line.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "i", "img", "ins", "label", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
];
/// Those that are read from the left in any case.
const CODE: [&str; 3] = ["code", "kbd", "samp"];
/// Those without words that are shown here, or with an order of their own.
const LEFT_OUT: [&str; 8] =
    ["script", "style", "math", "pre", "textarea", "title", "desc", "select"];

/// A part of a line: words, or code with its tags.
struct Part {
    at: Range<usize>,
    has_left: bool,
    has_right: bool,
    /// Whether a sign or a number at one of its ends would go to the other one.
    is_loose: bool,
}

impl Part {
    fn new(html: &str, at: Range<usize>, is_code: bool) -> Option<Self> {
        let text = &html[at.clone()];
        let start = at.start + (text.len() - text.trim_start().len());
        let at = start..start + text.trim().len();
        let mut part = Self { at, has_left: is_code, has_right: false, is_loose: false };
        if is_code {
            return Some(part);
        }
        let mut rest = &html[part.at.clone()];
        let (mut first, mut last) = (None, None);
        while let Some(c) = rest.chars().next() {
            let entity = rest.strip_prefix('&').and_then(|name| name.find(';'));
            let length = entity.filter(|length| *length < 10).map_or(c.len_utf8(), |it| it + 2);
            rest = &rest[length..];
            part.has_right |= is_right(c);
            part.has_left |= c != '&' && c.is_alphabetic() && !is_right(c);
            first = first.or(Some(c));
            last = Some(c);
        }
        part.is_loose = !(first?.is_alphabetic() && last?.is_alphanumeric());
        Some(part)
    }
}

/// Whether a letter is read from the right.
fn is_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && c.is_alphabetic()
}

/// HTML of a deck that is read from the right, with signs around what has another order; none when
/// nothing has.
pub(crate) fn ordered(html: &str) -> Option<String> {
    let mut walk = Walk::new(html);
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if rest.starts_with('<') {
            let (tag, length) = tags::piece(rest);
            let length = length.max(1);
            if let Some(tag) = tag {
                walk.tag(tag.name, tag.is_end, at..at + length);
            }
            at += length;
        } else {
            let length = rest.find('<').unwrap_or(rest.len());
            walk.text(at..at + length);
            at += length;
        }
    }
    walk.flush();
    let mut signs = walk.signs;
    if signs.is_empty() {
        return None;
    }
    signs.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(html.len() + 3 * signs.len());
    let mut from = 0;
    for (at, sign) in signs {
        out.push_str(&html[from..at]);
        out.push_str(sign);
        from = at;
    }
    out.push_str(&html[from..]);
    Some(out)
}

struct Walk<'h> {
    html: &'h str,
    /// The line that is being read.
    line: Vec<Part>,
    /// Where code begins, and how many such elements are open.
    code: Option<(usize, usize)>,
    /// The element whose content is left out.
    left_out: Option<&'static str>,
    in_figure: bool,
    /// What is to be put where.
    signs: Vec<(usize, &'static str)>,
}

impl<'h> Walk<'h> {
    fn new(html: &'h str) -> Self {
        let (line, signs) = (Vec::new(), Vec::new());
        Self { html, line, code: None, left_out: None, in_figure: false, signs }
    }

    fn tag(&mut self, name: &str, is_end: bool, at: Range<usize>) {
        let is = |other: &&&str| other.eq_ignore_ascii_case(name);
        if let Some(open) = self.left_out {
            if is_end && is(&&open) {
                self.left_out = None;
            }
            return;
        }
        if CODE.iter().any(|other| is(&other)) {
            self.code = match (self.code, is_end) {
                (None, false) => Some((at.start, 1)),
                (Some((start, open)), false) => Some((start, open + 1)),
                (Some((start, 1)), true) => {
                    self.line.extend(Part::new(self.html, start..at.end, true));
                    None
                }
                (Some((start, open)), true) => Some((start, open - 1)),
                (None, true) => None,
            };
            return;
        }
        if INLINE.iter().any(|other| is(&other)) {
            return;
        }
        self.flush();
        if name.eq_ignore_ascii_case("svg") {
            self.in_figure = !is_end;
        }
        self.left_out = LEFT_OUT.iter().find(|other| !is_end && is(other)).copied();
    }

    fn text(&mut self, at: Range<usize>) {
        if self.left_out.is_none() && self.code.is_none() {
            let part = Part::new(self.html, at, false);
            self.line.extend(part.filter(|part| !part.at.is_empty()));
        }
    }

    /// Ends a line.
    fn flush(&mut self) {
        self.code = None;
        let line = std::mem::take(&mut self.line);
        let (Some(first), Some(last)) = (line.first(), line.last()) else { return };
        let has_right = line.iter().any(|part| part.has_right);
        let has_left = line.iter().any(|part| part.has_left);
        let whole = first.at.start..last.at.end;
        if self.in_figure {
            if has_right {
                self.put(whole, RIGHT);
            }
        } else if has_left && !has_right && line.iter().any(|part| part.is_loose) {
            // A theme may lay out a part of the line apart: then the signs of the whole do not
            // count for it.
            let is_several = line.len() > 1;
            self.put(whole, LEFT);
            for part in line.iter().filter(|part| is_several && part.is_loose) {
                self.put(part.at.clone(), LEFT);
            }
        }
    }

    fn put(&mut self, at: Range<usize>, sign: &'static str) {
        self.signs.push((at.start, sign));
        self.signs.push((at.end, END));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let html = ordered(html).unwrap_or_else(|| html.to_owned());
        html.replace(LEFT, "[").replace(RIGHT, "{").replace(END, "]")
    }

    #[test]
    fn what_is_read_from_the_left_keeps_its_order() {
        for same in [
            "<p>نشر الإصدار v2.14.0.</p>",
            "<p>Timeline</p><p>17:20</p><p>SEV-2</p><td>–</td>",
            "<pre>ls -l /tmp;</pre><code>a.b()</code>",
            "<p><b>payment-api</b> توقف (2).</p>",
            "<svg><title>One.</title><text>12 min.</text></svg>",
            "<script>f();</script><p>&nbsp;.</p>",
        ] {
            assert_eq!(shown(same), same);
        }
        for (html, expected) in [
            ("<p>We look.</p>", "<p>[We look.]</p>"),
            ("<li>\n2 decisions\n</li>", "<li>\n[2 decisions]\n</li>"),
            ("<p>&quot;Why&quot;</p>", "<p>[&quot;Why&quot;]</p>"),
            ("<p>so <em>we</em> can:</p>", "<p>[so <em>we</em> [can:]]</p>"),
            (
                "<li><strong>Here:</strong> 2 more</li>",
                "<li><strong>[[Here:]</strong> [2 more]]</li>",
            ),
            ("<p><code>a</code> is b.</p>", "<p>[<code>a</code> [is b.]]</p>"),
            ("<p>One.<br>نص.</p>", "<p>[One.]<br>نص.</p>"),
            (
                "<svg class=\"wd-timeline\"><text><tspan>17:20</tspan> نص.</text></svg><p>a.</p>",
                "<svg class=\"wd-timeline\"><text><tspan>{17:20</tspan> نص.]</text></svg><p>[a.]</p>",
            ),
        ] {
            assert_eq!(shown(html), expected);
        }
    }
}
