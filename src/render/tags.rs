//! The tags of HTML, told apart as browsers do, and how many of them may be open at a time.
//!
//! The sanitiser parses a slide as a browser does, and a browser looks through all open elements
//! for each tag: tens of thousands of open elements would take minutes. No layout nests so deep.
//! The tags that are too much are left out here, before the sanitiser sees the text; what stands
//! between them stays. Whatever is unclear counts as open.

/// How deep elements nest at most.
const DEEPEST: usize = 256;
/// How many elements such as `<b>` may be open: browsers open them again in each paragraph.
const FORMATTING: usize = 16;
/// How many attributes an element may have.
const ATTRIBUTES: usize = 100;

/// What is said when there are more.
pub(super) const MESSAGE: &str = "tags are left out: more than 256 elements are open, or 16 such as `<b>`, or a tag has more than 100 attributes";

/// Elements without content.
pub(super) const VOID: [&str; 19] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
    "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Elements that a browser opens again in the next block when theirs ends before they do.
const FORMATS: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

pub(super) struct Tag<'h> {
    pub(super) is_end: bool,
    pub(super) name: &'h str,
    attributes: Attributes<'h>,
}

/// What HTML begins with at a `<`: a tag, or something else; and how long that is.
pub(super) fn piece(html: &str) -> (Option<Tag<'_>>, usize) {
    if let Some(comment) = html.strip_prefix("<!--") {
        let ends = [comment.strip_prefix('>').map(|_| 1), comment.strip_prefix("->").map(|_| 2)];
        let end =
            ends.into_iter().flatten().next().or_else(|| comment.find("-->").map(|at| at + 3));
        return (None, end.map_or(html.len(), |end| 4 + end));
    }
    let is_end = html.starts_with("</");
    let from = if is_end { 2 } else { 1 };
    if !html[from..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        let is_markup = is_end || html.starts_with("<!") || html.starts_with("<?");
        return (None, if is_markup { html.find('>').map_or(html.len(), |at| at + 1) } else { 1 });
    }
    let name_end = html[from..].find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
    let name_end = name_end.map_or(html.len(), |at| from + at);
    let attributes = Attributes { html, at: name_end };
    let mut walk = attributes.clone();
    while walk.next().is_some() {}
    (Some(Tag { is_end, name: &html[from..name_end], attributes }), walk.at)
}

/// The attributes of a tag: where each begins, and its value. At the end `at` is behind the tag.
#[derive(Clone)]
pub(super) struct Attributes<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Attributes<'h> {
    /// Moves over what `is_skipped`.
    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        let rest = &self.html[self.at..];
        self.at += rest.find(|c: char| !is_skipped(c)).unwrap_or(rest.len());
    }

    fn sign(&self) -> Option<char> {
        self.html[self.at..].chars().next()
    }

    fn value(&mut self) -> &'h str {
        self.skip(|c| c.is_ascii_whitespace());
        let quote = self.sign().filter(|c| matches!(c, '"' | '\''));
        self.at += usize::from(quote.is_some());
        let from = self.at;
        match quote {
            Some(quote) => self.skip(|c| c != quote),
            None => self.skip(|c| !c.is_ascii_whitespace() && c != '>'),
        }
        let value = &self.html[from..self.at];
        self.at = (self.at + usize::from(quote.is_some())).min(self.html.len());
        value
    }
}

impl<'h> Iterator for Attributes<'h> {
    type Item = (usize, &'h str);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|c| c.is_ascii_whitespace() || c == '/');
        let start = self.at;
        match self.sign() {
            None => return None,
            Some('>') => {
                // Behind it nothing is asked for again: a walk ends with the first `None`.
                self.at += 1;
                return None;
            }
            Some(first) => self.at += first.len_utf8(),
        }
        self.skip(|c| !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '='));
        let name_end = self.at;
        self.skip(|c| c.is_ascii_whitespace());
        if self.sign() == Some('=') {
            self.at += 1;
            return Some((start, self.value()));
        }
        self.at = name_end;
        Some((start, ""))
    }
}

/// The values of all attributes in HTML.
pub(super) fn values(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    let tags = std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')?..];
            let (tag, length) = piece(rest);
            rest = &rest[length..];
            if tag.is_some() {
                return tag;
            }
        }
    });
    tags.flat_map(|tag| tag.attributes.map(|(_, value)| value))
}

/// HTML without the tags that are too much, and whether there were any that do harm; none when all
/// may stay.
pub(super) fn bounded(html: &str) -> Option<(String, bool)> {
    let once = |html: &str| {
        let mut bounds = Bounds::default();
        let out = bounds.read(html);
        bounds.is_reached.then_some(out)
    };
    once(html)?;
    // The shapes of a drawing close themselves; the sanitiser drops drawings with all that they
    // hold.
    let bare = without_drawings(html);
    match once(&bare) {
        Some(out) => Some((out, true)),
        None => Some((bare, false)),
    }
}

/// HTML without its drawings, as far as nothing but shapes and text stands in them.
fn without_drawings(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    // Where the drawing begins in `out`, its name, and how many of that name are open.
    let mut drawing: Option<(usize, String, usize)> = None;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (tag, length) = piece(&rest[at..]);
        let (before, after) = rest.split_at(at + length);
        let start = out.len() + at;
        out.push_str(before);
        rest = after;
        let Some(tag) = tag else { continue };
        let name = tag.name.to_ascii_lowercase();
        let closes_itself = before.ends_with("/>");
        match &mut drawing {
            None if matches!(name.as_str(), "svg" | "math") && !tag.is_end && !closes_itself => {
                drawing = Some((start, name, 1));
            }
            Some((_, known, open)) if *known == name && !tag.is_end => {
                *open += usize::from(!closes_itself);
            }
            Some((_, known, open)) if *known == name && *open > 1 => *open -= 1,
            Some((from, known, _)) if *known == name => {
                out.truncate(*from);
                drawing = None;
            }
            // The page goes on where its own elements begin.
            Some(_) if !tag.is_end && is_of_pages(&name) => drawing = None,
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

/// Whether an element is one of pages, and may end a drawing or hold a page inside it.
fn is_of_pages(name: &str) -> bool {
    const OTHER: [&str; 44] = [
        "annotation-xml",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "desc",
        "div",
        "dl",
        "dt",
        "embed",
        "foreignobject",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "ol",
        "p",
        "pre",
        "ruby",
        "script",
        "span",
        "style",
        "sub",
        "sup",
        "table",
        "title",
        "ul",
        "var",
        "textarea",
    ];
    OTHER.contains(&name) || (name != "a" && FORMATS.contains(&name))
}

/// Which elements are open.
#[derive(Default)]
pub(super) struct Bounds {
    open: Vec<String>,
    /// How many of them are formats.
    formats: usize,
    /// The open elements whose tags were left out.
    left_out: Vec<String>,
    /// Whether anything was left out.
    pub(super) is_reached: bool,
}

impl Bounds {
    /// HTML without the tags that are too much.
    pub(super) fn read(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            let (tag, length) = piece(&rest[at..]);
            let (written, after) = rest[at..].split_at(length);
            rest = after;
            let Some(mut tag) = tag else {
                out.push_str(written);
                continue;
            };
            let name = tag.name.to_ascii_lowercase();
            let stays = if tag.is_end { self.end(&name) } else { self.start(&name) };
            match tag.attributes.nth(ATTRIBUTES).filter(|_| stays) {
                Some((from, _)) => {
                    self.is_reached = true;
                    out.push_str(&written[..from]);
                    out.push('>');
                }
                None if stays => out.push_str(written),
                None => {}
            }
        }
        out.push_str(rest);
        out
    }

    /// Takes a start tag in; false when it is too much.
    fn start(&mut self, name: &str) -> bool {
        if VOID.contains(&name) {
            return true;
        }
        self.close_before(name);
        let is_format = FORMATS.contains(&name);
        if self.open.len() >= DEEPEST || (is_format && self.formats >= FORMATTING) {
            self.is_reached = true;
            self.left_out.push(name.to_owned());
            return false;
        }
        self.formats += usize::from(is_format);
        self.open.push(name.to_owned());
        true
    }

    /// Closes what a start tag ends by itself: `<li>` another item, `<td>` another cell.
    fn close_before(&mut self, name: &str) {
        let closed: &[&[&str]] = match name {
            "p" => &[&["p"]],
            "li" => &[&["p"], &["li"]],
            "dd" | "dt" => &[&["p"], &["dd", "dt"]],
            "td" | "th" => &[&["p"], &["td", "th"]],
            "tr" => &[&["p"], &["td", "th"], &["tr"]],
            "tbody" | "thead" | "tfoot" => {
                &[&["p"], &["td", "th"], &["tr"], &["tbody", "thead", "tfoot"]]
            }
            _ => return,
        };
        let mut kept = self.open.len();
        let mut is_closed = false;
        for names in closed {
            is_closed = kept > 0 && names.contains(&self.open[kept - 1].as_str());
            kept -= usize::from(is_closed);
        }
        if is_closed {
            self.open.truncate(kept);
        }
    }

    /// Takes an end tag in; false when it is that of an element that was left out.
    fn end(&mut self, name: &str) -> bool {
        if let Some(above) =
            self.left_out.iter().rev().take(FORMATTING).position(|open| open == name)
        {
            self.left_out.truncate(self.left_out.len() - above - 1);
            return false;
        }
        // Items and cells end with what holds them.
        let is_ended = |open: &String| {
            matches!(
                open.as_str(),
                "p" | "li" | "dd" | "dt" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"
            )
        };
        let mut kept = self.open.len();
        while kept > 0 && self.open[kept - 1] != name && is_ended(&self.open[kept - 1]) {
            kept -= 1;
        }
        if kept > 0 && self.open[kept - 1] == name {
            self.open.truncate(kept - 1);
            self.formats -= usize::from(FORMATS.contains(&name));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_as_browsers_tell_them() {
        let found = |html: &str| values(html).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            found("<img src=a.png alt='b > c'> x < y <!-- <i a=b> --> <a href = \"d e\" f>"),
            ["a.png", "b > c", "d e", ""]
        );
        // An equals sign begins a name, and a comment may be empty.
        assert_eq!(found("<a =\"b><c d=e><!--><f g=h>"), ["", "e", "h"]);
        assert_eq!(found("<a b=\"c"), ["c"]);
        assert_eq!(found("<a b='é"), ["é"]);
    }

    #[test]
    fn what_is_closed_does_not_count() {
        for part in [
            "<div><b>a</b></div>",
            "<ul><li>a<li><p>b</ul>",
            "<p>a",
            "<table><tr><td>a<td>b<tr><td>c</table>",
        ] {
            assert_eq!(bounded(&part.repeat(2 * DEEPEST)), None, "{part}");
        }
    }

    #[test]
    fn tags_that_are_too_much_go_with_their_ends() {
        let deep =
            |count: usize| format!("{}text{}", "<div>".repeat(count), "</div>".repeat(count));
        assert_eq!(bounded(&deep(DEEPEST)), None);
        assert_eq!(bounded(&deep(40 * DEEPEST)), Some((deep(DEEPEST), true)));
        let bold = |count: usize| format!("{}text{}", "<b>".repeat(count), "</b>".repeat(count));
        assert_eq!(bounded(&bold(300)), Some((bold(FORMATTING), true)));
    }

    #[test]
    fn a_drawing_is_not_deep() {
        let html = format!("a<svg><g>{}</g></svg>b", "<path d='m0'/>".repeat(2 * DEEPEST));
        assert_eq!(bounded(&html), Some(("ab".into(), false)));
    }

    #[test]
    fn attributes_that_are_too_many_go() {
        let tag = |count: usize| format!("<a{}>x</a>", " b=c".repeat(count));
        assert_eq!(bounded(&tag(ATTRIBUTES)), None);
        let cut = tag(ATTRIBUTES).replace(">x", " >x");
        assert_eq!(bounded(&tag(ATTRIBUTES + 1)), Some((cut, true)));
    }
}
