//! Nodes as HTML: comrak's own output, except where attributes, files, code or containers come in.

mod containers;
mod inline;
mod table;

use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{AstNode, ListType, NodeCodeBlock, NodeLink, NodeValue, TableAlignment};
use comrak::options::Plugins;

use crate::assets::address;
use crate::deck::{Attributes, Elements, fences};
use crate::markdown::{self, Node, is_comment};
use crate::render::attributes::attributes_but;
use crate::render::code::{self, CodeInfo};
use crate::render::{Renderer, escape};
use crate::words::say;

/// What travels along while a block is written.
struct Pen<'p, 'r, 'a> {
    renderer: &'p mut Renderer<'r, 'a>,
    /// The alignments of the table that is being written.
    alignments: Vec<TableAlignment>,
    /// The column of the next cell.
    column: usize,
    /// Whether a cell is being written.
    in_cell: bool,
}

/// The width of a slide's content, in pixels.
const CANVAS: f64 = 1160.0;

type Outcome = Result<ChildRendering, fmt::Error>;

/// Appends a block to `html`.
pub(crate) fn write<'a>(renderer: &mut Renderer<'_, 'a>, block: Node<'a>, html: String) -> String {
    let mut html = html;
    let options = renderer.comrak_options();
    // Writing to a String cannot fail.
    let _ = format_document_with_formatter(
        block,
        &options,
        &mut html,
        &Plugins::default(),
        node,
        Pen { renderer, alignments: Vec::new(), column: 0, in_cell: false },
    );
    html
}

/// Writes one node: its start when `entering`, its end otherwise.
fn node<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    node: Node<'a>,
    entering: bool,
) -> Outcome {
    let data = node.data();
    let deck = context.user.renderer.deck;
    let numbered = numbered(context.user.renderer, node, entering);
    let attributes = numbered.as_ref().or_else(|| deck.elements.get(node));
    let picture = picture(node, attributes);
    let attributes = picture.as_ref().or(attributes);
    let has_keys = entering && context.user.in_cell && attributes.is_none();
    match &data.value {
        NodeValue::Image(link) => {
            if entering {
                let html = image(context.user.renderer, node, link, attributes);
                context.write_str(&html)?;
            }
            return Ok(ChildRendering::Skip);
        }
        NodeValue::Text(text) if has_keys => table::text(context, text)?,
        NodeValue::Link(link) if entering => context.write_str(&link_start(link, attributes))?,
        NodeValue::Link(_) => context.write_str("</a>")?,
        NodeValue::Math(math) if entering => {
            let html = context.user.renderer.formula(node, math, attributes);
            context.write_str(&html)?;
        }
        NodeValue::CodeBlock(block) if entering => code_block(context, node, block, attributes)?,
        NodeValue::Math(_) | NodeValue::CodeBlock(_) => {}
        NodeValue::Raw(html) if fences::is_figure(html) && entering => {
            figure(context, html, attributes)?;
        }
        NodeValue::Raw(html) if fences::is_figure(html) => {}
        NodeValue::HtmlBlock(html) if is_comment(&html.literal) => {}
        NodeValue::HtmlInline(html) if is_comment(html) => {}
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            if entering {
                context.user.renderer.raw_html(node);
            }
            return format_node_default(context, node, entering);
        }
        NodeValue::FootnoteReference(reference) if entering => {
            let number = context.user.renderer.footnotes.number(&reference.name);
            context.write_str(&format!("<sup class=\"footnote-ref\">{number}</sup>"))?;
        }
        NodeValue::FootnoteReference(_) | NodeValue::FootnoteDefinition(_) => {}
        NodeValue::BlockDirective(directive) => {
            return containers::write(context, &directive.info, attributes, entering);
        }
        NodeValue::Alert(alert) => {
            return containers::alert(context, alert, attributes, entering);
        }
        NodeValue::Table(_) | NodeValue::TableRow(_) | NodeValue::TableCell => {
            return table::write(context, node, attributes, entering);
        }
        _ => return element(context, node, attributes, entering),
    }
    Ok(ChildRendering::HTML)
}

/// The attributes of a block with its number on the slide, when blocks are to be numbered.
fn numbered<'a>(
    renderer: &mut Renderer<'_, 'a>,
    node: Node<'a>,
    entering: bool,
) -> Option<Attributes> {
    if !renderer.settings.marks {
        return None;
    }
    let data = node.data();
    let is_block = match &data.value {
        // A paragraph of a tight list has no element: its item stands for it.
        NodeValue::Paragraph => !node.parent().and_then(AstNode::parent).is_some_and(is_tight),
        NodeValue::Heading(_)
        | NodeValue::Item(_)
        | NodeValue::TaskItem(_)
        | NodeValue::BlockQuote
        | NodeValue::CodeBlock(_)
        | NodeValue::TableRow(_) => true,
        NodeValue::Raw(html) => fences::is_figure(html),
        _ => false,
    };
    if !is_block {
        return None;
    }
    let mut attributes = renderer.deck.elements.get(node).cloned().unwrap_or_default();
    if entering {
        attributes.set("data-at", &renderer.numbered.len().to_string());
        renderer.numbered.push(renderer.sources.span(data.sourcepos));
    }
    Some(attributes)
}

/// The attributes of a paragraph that is nothing but a picture.
fn picture(node: Node<'_>, attributes: Option<&Attributes>) -> Option<Attributes> {
    is_picture(node).then(|| {
        let mut attributes = attributes.cloned().unwrap_or_default();
        attributes.merge(&Attributes::parse("class=picture"));
        attributes
    })
}

/// Whether a paragraph is nothing but a picture, or one with a link: it may take the room that is
/// left. CSS cannot tell, since `:only-child` does not see text.
fn is_picture(node: Node<'_>) -> bool {
    let is_image = |node: Node<'_>| matches!(node.data().value, NodeValue::Image(_));
    matches!(node.data().value, NodeValue::Paragraph)
        && only_child(node).is_some_and(|child| {
            let is_link = matches!(child.data().value, NodeValue::Link(_));
            is_image(child) || is_link && only_child(child).is_some_and(is_image)
        })
}

fn only_child<'a>(node: Node<'a>) -> Option<Node<'a>> {
    node.first_child().filter(|child| child.next_sibling().is_none())
}

fn is_tight(list: Node<'_>) -> bool {
    matches!(&list.data().value, NodeValue::List(list) if list.tight)
}

fn code_block<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    node: Node<'a>,
    block: &NodeCodeBlock,
    attributes: Option<&Attributes>,
) -> fmt::Result {
    let mut info = CodeInfo::parse(&block.info);
    let renderer = &mut *context.user.renderer;
    if let Some(first) = &mut info.first_line {
        if info.continues {
            *first = renderer.next_line;
        }
        let lines = u32::try_from(block.literal.lines().count()).unwrap_or(0);
        renderer.next_line = first.saturating_add(lines);
    }
    renderer.check_figure(&info.language, node);
    renderer.check_lines(&block.literal, &info, node);
    let coloured = renderer.settings.highlight.then_some(&mut *renderer.coloured);
    let html = code::html(&block.literal, &info, attributes, coloured);
    context.cr()?;
    context.write_str(&html)
}

/// Writes a token, which the page replaces by the figure with its attributes.
fn figure(
    context: &mut Context<'_, '_, Pen<'_, '_, '_>>,
    html: &str,
    attributes: Option<&Attributes>,
) -> fmt::Result {
    let own = attributes.and_then(|list| list.get("class")).unwrap_or_default();
    let html = fences::with(html, &escape(own), &attributes_but(attributes, &["class"]));
    let token = context.user.renderer.figure(html);
    context.cr()?;
    context.write_str(&token)?;
    context.lf()
}

/// Any other element, with the attributes that a comment gives it.
fn element<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    node: Node<'a>,
    attributes: Option<&Attributes>,
    entering: bool,
) -> Outcome {
    let is_task = matches!(node.data().value, NodeValue::TaskItem(_));
    let none = Attributes::default();
    let Some(attributes) = attributes.or(is_task.then_some(&none)) else {
        return format_node_default(context, node, entering);
    };
    let (tag, extra) = match &node.data().value {
        NodeValue::Paragraph if inline::is_stretched(context.user.renderer.deck, node) => {
            return Ok(ChildRendering::HTML);
        }
        NodeValue::Paragraph => ("p", String::new()),
        NodeValue::Heading(heading) => (
            ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(heading.level.clamp(1, 6) - 1)],
            String::new(),
        ),
        NodeValue::Item(_) | NodeValue::TaskItem(_) => ("li", String::new()),
        NodeValue::BlockQuote => ("blockquote", String::new()),
        NodeValue::List(list) if list.list_type == ListType::Ordered => (
            "ol",
            if list.start == 1 { String::new() } else { format!(" start=\"{}\"", list.start) },
        ),
        NodeValue::List(_) => ("ul", String::new()),
        value if !value.block() => return inline::write(context, node, attributes, entering),
        _ => return format_node_default(context, node, entering),
    };
    if entering {
        context.cr()?;
        write!(context, "<{tag}{extra}{}>", attributes_but(Some(attributes), &[]))?;
        if let NodeValue::TaskItem(task) = &node.data().value {
            let checked = if task.symbol.is_some() { " checked=\"\"" } else { "" };
            // Its text is no label: a screen reader asks the box alone.
            let words = say::words();
            let says = if checked.is_empty() { words.not_done } else { words.done };
            let label = escape(says);
            write!(
                context,
                "<input type=\"checkbox\"{checked} disabled=\"\" aria-label=\"{label}\" /> "
            )?;
        }
    } else {
        write!(context, "</{tag}>")?;
        context.lf()?;
    }
    Ok(ChildRendering::HTML)
}

/// A picture with its file embedded, or a placeholder that links to the address.
fn image<'a>(
    renderer: &mut Renderer<'_, 'a>,
    node: Node<'a>,
    link: &NodeLink,
    attributes: Option<&Attributes>,
) -> String {
    let span = renderer.sources.span(node.data().sourcepos);
    let (reference, is_there) = renderer.asset(&link.url, &["image"], span);
    let alt = markdown::plain_text(node);
    let title = if link.title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", escape(&link.title))
    };
    let sized = renderer.deck.elements.sizes().get(Elements::key(node)).map(|size| {
        let mut sized = attributes.cloned().unwrap_or_default();
        let own = sized.get("style").unwrap_or_default();
        let is_between = |parent: Node<'_>| {
            matches!(parent.data().value, NodeValue::Paragraph) && !is_picture(parent)
        };
        // What its author asks for may be more than pictures between words have.
        let is_bound = size.is_large() && node.parent().is_some_and(is_between);
        let bound = if is_bound { "max-height:500px;" } else { "" };
        let style = size.css(node, CANVAS) + bound + own;
        sized.set("style", &style);
        sized
    });
    let own = attributes_but(sized.as_ref().or(attributes), &[]);
    let img = format!("<img src=\"{}\" alt=\"{}\"{title}{own}>", escape(&reference), escape(&alt));
    match href(&link.url) {
        Some(url) if !is_there && url.starts_with("http") => format!(
            "<a class=\"placeholder\" href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\">{img}</a>",
            escape(url)
        ),
        _ => img,
    }
}

fn link_start(link: &NodeLink, attributes: Option<&Attributes>) -> String {
    let mut out = "<a".to_owned();
    if let Some(url) = href(&link.url) {
        out.push_str(&format!(" href=\"{}\"", escape(url)));
        if url.starts_with("http") {
            out.push_str(" target=\"_blank\" rel=\"noopener noreferrer\"");
        }
    }
    if !link.title.is_empty() {
        out.push_str(&format!(" title=\"{}\"", escape(&link.title)));
    }
    out.push_str(&attributes_but(attributes, &[]));
    out.push('>');
    out
}

/// An address that a link may lead to; none for one that would run something.
fn href(wanted: &str) -> Option<&str> {
    address::may_lead(wanted).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_run_something_lead_nowhere() {
        for address in [
            "javascript:x",
            " JaVa\tScript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "\u{1}javascript:x",
        ] {
            assert_eq!(href(address), None, "{address:?}");
        }
        for address in ["https://a/b:c", "#/2/1", "other.md", "mailto:a@b", "/x:y", "?a:b", ""] {
            assert_eq!(href(address), Some(address));
        }
    }
}
