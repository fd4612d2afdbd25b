//! Links that lead nowhere, and pictures without words.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use comrak::nodes::NodeValue;

use crate::diagnostic::{Diagnostic, nearest};
use crate::markdown::{self, Node};
use crate::root;
use crate::source::Span;

use super::{Subject, finding, many};

/// How many headings are compared with wrong links: a guess helps with a slip, not with thousands.
const GUESSES: usize = 20_000;

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let blocks = || pm.sections.iter().flat_map(|section| &section.blocks);
    let nodes = || blocks().flat_map(|block| block.descendants());
    let mut anchors: Option<Anchors> = None;
    let files = Files::of(subject);
    let mut bare = Vec::new();
    let mut guesses = GUESSES;
    for node in nodes() {
        let data = node.data();
        let (url, is_picture) = match &data.value {
            NodeValue::Link(link) => (&link.url, false),
            NodeValue::Image(link) => (&link.url, true),
            NodeValue::HtmlBlock(html) => {
                bare.extend(bare_tag(&html.literal).and_then(|tag| in_html(subject, node, tag)));
                continue;
            }
            NodeValue::HtmlInline(html) => {
                bare.extend(bare_tag(html).and_then(|tag| in_html(subject, node, tag)));
                continue;
            }
            _ => continue,
        };
        let Some(place) = subject.place(node) else { continue };
        let url = url.trim();
        if let Some(name) = url.strip_prefix('#') {
            let anchors = anchors.get_or_insert_with(|| Anchors::of(subject));
            let place = subject.words_in(place, url);
            found.extend(anchors.missing(name, place, &mut guesses));
        } else if let Some(files) = &files {
            found.extend(files.missing(url, subject.words_in(place, url)));
        }
        if is_picture && markdown::plain_text(node).trim().is_empty() {
            bare.push(without_words(place));
        }
    }
    let whole = |number| format!("{number} pictures have no words for those who do not see them");
    many::tell(subject, bare, whole, found);
}

fn without_words(place: Span) -> Diagnostic {
    finding("picture/no-words", "a picture has no words for those who do not see it")
        .at(place)
        .help("`![errors a minute, with a peak of 4,200 at 10:12](graph.png)`")
}

/// The first `<img …>` that has no `alt`; an empty one says that there is nothing to see.
fn bare_tag(html: &str) -> Option<&str> {
    let mut tags = html.match_indices("<img").map(|(at, _)| &html[at..]);
    tags.find_map(|rest| {
        let tag = &rest[..rest.find('>')? + 1];
        (!tag.contains("alt=")).then(|| tag.lines().next().unwrap_or(tag).trim_end())
    })
}

fn in_html<'a>(subject: &Subject<'_, 'a>, node: Node<'a>, tag: &str) -> Option<Diagnostic> {
    let place = subject.words_in(subject.place(node)?, tag);
    (subject.written(place) == tag).then(|| without_words(place))
}

/// What a link to a place in the document can name.
struct Anchors {
    /// Letters and digits alone, in lower case: programs make addresses of headings in many ways.
    plain: HashSet<String>,
    /// As people may have meant them.
    shown: Vec<String>,
}

impl Anchors {
    fn of(subject: &Subject<'_, '_>) -> Self {
        let pm = subject.pm;
        let mut anchors = Self { plain: HashSet::new(), shown: Vec::new() };
        anchors.add(&pm.title);
        for section in &pm.sections {
            anchors.add(&section.title);
            let all = section.blocks.iter().flat_map(|block| block.descendants());
            for node in all {
                if matches!(node.data().value, NodeValue::Heading(_)) {
                    anchors.add(&markdown::plain_text(node));
                }
            }
        }
        let text = subject.document().map_or("", |source| source.text());
        for line in text.lines() {
            // Headings whose attributes, links or lines were read as something else.
            if let Some(heading) = line.trim_start().strip_prefix('#') {
                anchors.add(heading.trim_matches(['#', ' ']));
            }
            for (mark, close) in
                [("id=", None), ("name=", None), ("{#", Some('}')), ("[^", Some(']'))]
            {
                for (at, _) in line.match_indices(mark) {
                    let rest = line[at + mark.len()..].trim_start_matches(['"', '\'']);
                    let end = rest.find(|c: char| {
                        close.map_or("\"'> ".contains(c), |close| c == close || c == ' ')
                    });
                    anchors.add(&rest[..end.unwrap_or(rest.len())]);
                }
            }
        }
        anchors
    }

    fn add(&mut self, words: &str) {
        let plain = plain(words);
        if !plain.is_empty() && self.plain.insert(plain) {
            self.shown.push(slug(words));
        }
    }

    fn missing(&self, name: &str, place: Span, guesses: &mut usize) -> Option<Diagnostic> {
        let decoded = decoded(name);
        let wanted = plain(&decoded);
        // `#/3` is a slide, `#top` the page, and `heading-1` the second of two of one name.
        let is_second = || {
            let bare = decoded.trim_end_matches(|c: char| c.is_ascii_digit());
            bare.ends_with('-') && self.plain.contains(&plain(bare))
        };
        let is_known = wanted.is_empty()
            || wanted == "top"
            || name.starts_with(['/', '!', ':'])
            || self.plain.contains(&wanted)
            || is_second();
        if is_known {
            return None;
        }
        let message = format!("`#{decoded}` is no heading of this document");
        let known = self.shown.iter().take(*guesses).map(String::as_str);
        *guesses = guesses.saturating_sub(self.shown.len());
        let help = match nearest(&decoded, known) {
            Some(meant) => format!("did you mean `#{meant}`?"),
            None => "name the heading in lower case, with dashes between its words".to_owned(),
        };
        Some(finding("link/anchor", message).at(place).help(help))
    }
}

fn plain(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// As most programs write the address of a heading.
fn slug(words: &str) -> String {
    let lower = words.trim().to_lowercase().replace(' ', "-");
    lower.chars().filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect()
}

/// An address without percent signs.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%');
        let byte = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The files beside a document.
struct Files {
    folder: PathBuf,
    root: PathBuf,
}

impl Files {
    /// None for a document that was not read from a file.
    fn of(subject: &Subject<'_, '_>) -> Option<Self> {
        let folder = subject.document()?.path()?.parent()?;
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = std::fs::canonicalize(folder).ok()?;
        let root = root::of(&folder);
        Some(Self { folder, root })
    }

    fn missing(&self, url: &str, place: Span) -> Option<Diagnostic> {
        let name = url.split(['#', '?']).next().unwrap_or_default();
        // Addresses of the network, of a site, and those that a site makes of files.
        if name.is_empty() || name.starts_with('/') || name.contains([':', '{', '<', '\\', '*']) {
            return None;
        }
        let name = decoded(name);
        let path = flat(&self.folder.join(&name))?;
        // What lies outside is nobody's to look at.
        if !path.starts_with(&self.root) || is_there(&path) {
            return None;
        }
        Some(
            finding("link/missing", format!("there is no file `{name}`")).at(place).help(
                "names are relative to the document's folder; letters count as they are written",
            ),
        )
    }
}

/// Whether a file or a folder is there, or what a site makes a page of.
fn is_there(path: &Path) -> bool {
    let with = |end: &str| path.with_extension(end);
    let has = |path: &Path| path.symlink_metadata().is_ok();
    let is_page = path.extension().is_none_or(|end| end == "html" || end == "htm");
    has(path)
        || is_page
            && (["md", "mdx", "rst", "adoc", "html.md", "md.erb", "html.md.erb"]
                .iter()
                .any(|end| has(&with(end)))
                || path.parent().is_some_and(|folder| !has(folder)) && path.extension().is_some())
}

/// A path without `.` and `..`; none when it leads above everything.
fn flat(path: &Path) -> Option<PathBuf> {
    let mut flat = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if !flat.pop() {
                    return None;
                }
            }
            other => flat.push(other),
        }
    }
    Some(flat)
}
