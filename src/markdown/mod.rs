//! Markdown as whydeck reads it: comrak with its extensions, and nodes that know where they
//! come from.

mod admonitions;
pub(crate) mod bounds;
pub(crate) mod cut;
pub(crate) mod escape;
pub(crate) mod html;
pub(crate) mod lines;
pub(crate) mod notes;
pub(crate) mod opening;
pub(crate) mod private;
mod syntax;
pub(crate) mod write;

use std::borrow::Cow;

use comrak::Arena;
use comrak::nodes::{AstNode, LineColumn, NodeValue, Sourcepos};

use crate::source::Source;
use crate::token;
pub(crate) use syntax::{Syntax, options};

/// A node of a parse tree. Its lines are in the numbering shared by all texts: see
/// [`crate::source::Sources::span`].
pub(crate) type Node<'a> = &'a AstNode<'a>;

/// Where a line of a text that is parsed comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineOrigin {
    /// The line, in the numbering shared by all texts.
    pub line: usize,
    /// How many bytes of the original line stand before the first byte of this one.
    pub shift: usize,
}

/// Parses `text`, whose line `i` (from 0) comes from `origins[i]`, and moves every node to its
/// place there.
pub(crate) fn parse_mapped<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    origins: &[LineOrigin],
    syntax: Syntax,
) -> Node<'a> {
    let root = comrak::parse_document(arena, &bounds::bounded(text), &options(syntax));
    scrub(root, text);
    move_to(root, origins);
    root
}

/// Moves every node to where its lines come from.
fn move_to(root: Node<'_>, origins: &[LineOrigin]) {
    let place = |at: LineColumn| match origins.get(at.line.saturating_sub(1)).or(origins.last()) {
        Some(origin) => LineColumn { line: origin.line, column: at.column + origin.shift },
        None => at,
    };
    for node in root.descendants() {
        let mut data = node.data_mut();
        let Sourcepos { start, end } = data.sourcepos;
        data.sourcepos = Sourcepos { start: place(start), end: place(end) };
    }
}

/// Parses what follows byte `from` of a text.
pub(crate) fn parse<'a>(arena: &'a Arena<'a>, source: &Source, from: usize) -> Node<'a> {
    let private::Mended { text, has_notes } = private::mended(&source.text()[from..]);
    let offset = source.shared_line(from) - 1;
    let opened = admonitions::opened(&text, offset + 1);
    let (text, origins) = match &opened {
        Some((text, origins)) => (text.as_str(), origins.as_slice()),
        None => (&*text, [].as_slice()),
    };
    let mut options = options(Syntax::Document);
    // A container left open would take in the rest of the document.
    options.extension.block_directive = has_notes || containers_close(text);
    let root = comrak::parse_document(arena, &bounds::bounded(text), &options);
    scrub(root, text);
    if opened.is_some() {
        move_to(root, origins);
    } else if offset > 0 {
        for node in root.descendants() {
            let mut data = node.data_mut();
            data.sourcepos.start.line += offset;
            data.sourcepos.end.line += offset;
        }
    }
    root
}

/// Replaces characters that no document may hold and that were written as references.
fn scrub(root: Node<'_>, text: &str) {
    if !text.contains("&#") {
        return;
    }
    for node in root.descendants() {
        rewrite(node, |text| match token::scrub(text) {
            Cow::Owned(scrubbed) => Some(scrubbed),
            Cow::Borrowed(_) => None,
        });
    }
}

/// Gives `change` every text that a node itself holds, be it shown or not, and puts in what comes
/// back.
pub(crate) fn rewrite(node: Node<'_>, mut change: impl FnMut(&str) -> Option<String>) {
    let mut data = node.data_mut();
    if let NodeValue::Text(text) = &mut data.value {
        if let Some(changed) = change(text) {
            *text = changed.into();
        }
        return;
    }
    let mut change = |text: &mut String| {
        if let Some(changed) = change(text) {
            *text = changed;
        }
    };
    match &mut data.value {
        NodeValue::Code(code) => change(&mut code.literal),
        NodeValue::CodeBlock(code) => {
            change(&mut code.info);
            change(&mut code.literal);
        }
        NodeValue::HtmlBlock(html) => change(&mut html.literal),
        NodeValue::HtmlInline(html) | NodeValue::Raw(html) | NodeValue::FrontMatter(html) => {
            change(html);
        }
        NodeValue::Link(link) | NodeValue::Image(link) => {
            change(&mut link.url);
            change(&mut link.title);
        }
        NodeValue::WikiLink(link) => change(&mut link.url),
        NodeValue::FootnoteDefinition(footnote) => change(&mut footnote.name),
        NodeValue::FootnoteReference(footnote) => {
            change(&mut footnote.name);
            footnote.texts.iter_mut().for_each(|(text, _)| change(text));
        }
        NodeValue::Math(math) => change(&mut math.literal),
        NodeValue::Alert(alert) => alert.title.iter_mut().for_each(change),
        NodeValue::BlockDirective(directive) => change(&mut directive.info),
        _ => {}
    }
}

/// How many `:::` containers may be open in a postmortem; where more are, none is one.
const CONTAINERS: usize = 100;

/// Whether each `:::` line that closes a container has one that opens it before it, none is left
/// open, and they do not nest deeper than anybody means: the parser looks at all open ones for each
/// line.
fn containers_close(text: &str) -> bool {
    let mut open = 0_usize;
    for line in text.lines().filter_map(|line| line.trim_start().strip_prefix(":::")) {
        if line.trim_matches(':').trim().is_empty() {
            match open.checked_sub(1) {
                Some(left) => open = left,
                None => return false,
            }
        } else {
            open += 1;
            if open > CONTAINERS {
                return false;
            }
        }
    }
    open == 0
}

/// A new node in the arena.
pub(crate) fn node<'a>(arena: &'a Arena<'a>, value: NodeValue, at: Sourcepos) -> Node<'a> {
    let mut ast = comrak::nodes::Ast::new(value, at.start);
    ast.sourcepos = at;
    arena.alloc(AstNode::from(ast))
}

/// A copy of a node with all below it, at the same place in the source.
pub(crate) fn copy<'a>(arena: &'a Arena<'a>, original: Node<'a>) -> Node<'a> {
    let alone = |node_: Node<'a>| {
        let data = node_.data();
        node(arena, data.value.clone(), data.sourcepos)
    };
    let copied = alone(original);
    // A stack instead of recursion: a document may nest quotes deeper than a thread's stack.
    let mut open = vec![(original, copied)];
    while let Some((from, to)) = open.pop() {
        for child in from.children() {
            let below = alone(child);
            to.append(below);
            open.push((child, below));
        }
    }
    copied
}

/// How many items a list has, those of lists within it as well.
pub(crate) fn items_in(list: Node<'_>) -> usize {
    let is_item =
        |node: &Node<'_>| matches!(node.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_));
    list.descendants().filter(is_item).count()
}

/// The text of a node without markup: soft breaks are spaces, raw HTML and comments are left out.
///
/// Between blocks, cells and items stands one space, so that no two words run together.
#[must_use]
pub(crate) fn plain_text<'a>(root: Node<'a>) -> String {
    let mut out = String::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::Math(math) => out.push_str(&math.literal),
            NodeValue::CodeBlock(code) => {
                out.push(' ');
                out.push_str(code.literal.trim_end());
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            NodeValue::HtmlInline(html) if is_break(html) => out.push(' '),
            value if value.block() && !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    if out.starts_with(' ') { out.trim_start().to_owned() } else { out }
}

/// Whether a raw HTML literal is a line break.
#[must_use]
pub(crate) fn is_break(html: &str) -> bool {
    let tag = html.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    tag.eq_ignore_ascii_case("br")
}

/// Whether a raw HTML literal is nothing but comments.
#[must_use]
pub(crate) fn is_comment(html: &str) -> bool {
    let mut rest = html.trim();
    if rest.is_empty() {
        return false;
    }
    while let Some(body) = rest.strip_prefix("<!--") {
        match body.find("-->") {
            Some(end) => rest = body[end + 3..].trim_start(),
            None => return true,
        }
    }
    rest.is_empty()
}

/// The place of a node in the source.
#[must_use]
pub(crate) fn place(node: Node<'_>) -> Sourcepos {
    node.data().sourcepos
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn nodes_know_their_text() {
        let mut sources = Sources::default();
        sources.add("a.md", None, "x\n".into());
        let id = sources.add("b.md", None, "---\nt: 1\n---\n# One\n\ntwo\n".into());
        let arena = Arena::new();
        let root = parse(&arena, sources.get(id), "---\nt: 1\n---\n".len());
        let last = root.last_child().expect("a paragraph");
        let span = sources.span(last.data().sourcepos).expect("a span");
        assert_eq!(&sources.get(span.source).text()[span.start..span.end], "two");
        assert_eq!(sources.position(span).line, 6);
    }

    #[test]
    fn words_of_two_blocks_stay_apart() {
        let arena = Arena::new();
        let root = comrak::parse_document(
            &arena,
            "# A\n\nb *c*\nd\n\n- e\n- f\n\n| g | h |\n|-|-|\n| i | j |",
            &options(Syntax::Document),
        );
        assert_eq!(plain_text(root), "A b c d e f g h i j");
    }

    #[test]
    fn comments_are_told_from_markup() {
        assert!(is_comment("<!-- a -->\n<!-- b -->\n"));
        assert!(!is_comment("<!-- a --><b>"));
        assert!(!is_comment("<p>"));
    }
}
