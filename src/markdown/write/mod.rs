//! Nodes as Markdown again, for decks that are handed on as text: it reads as the same nodes.
//!
//! [`inline`] writes running text, [`text`] escapes words. Blocks nest no deeper than
//! [`super::bounds`] lets them.

mod inline;
mod list;
mod table;
mod text;

use comrak::nodes::{NodeCodeBlock, NodeValue};

use self::inline::Place;
use super::{Node, is_comment};

pub(crate) use self::table::table;

/// What nodes are written with.
pub(crate) struct Writer<'w, 'a> {
    /// Whether a line break in the source is one on the slide.
    pub(crate) breaks: bool,
    /// The comment that gives a node its attributes; none when it has none.
    pub(crate) attributes: &'w dyn Fn(Node<'a>) -> Option<String>,
    /// What stands for a figure.
    pub(crate) figure: &'w mut dyn FnMut(&str) -> String,
}

/// Where a picture lies, as it stands behind its words.
#[must_use]
pub(crate) fn address(url: &str) -> String {
    text::destination(url)
}

/// Whether a character of running text would mean something between what stands around it.
pub(crate) fn is_meant(c: char, before: char, rest: &str, in_cell: bool) -> bool {
    text::is_meant(c, before, rest, in_cell)
}

/// A line of running text, so that nothing begins with it.
pub(crate) fn begun(line: &str) -> String {
    text::line(line)
}

/// Words as a cell of a table that mean nothing else. Addresses become links.
#[must_use]
pub(crate) fn cell(words: &str) -> String {
    text::words(words, true)
}

/// Words as a paragraph that means nothing else.
#[must_use]
pub(crate) fn plain(words: &str) -> String {
    let lines: Vec<String> =
        words.lines().map(|line| text::line(&text::words(line, false))).collect();
    lines.join("\n")
}

impl<'a> Writer<'_, 'a> {
    /// Blocks, with a blank line between them.
    pub(crate) fn blocks(&mut self, blocks: impl Iterator<Item = Node<'a>>) -> String {
        self.joined(blocks, "\n\n", true)
    }

    fn joined(
        &mut self,
        blocks: impl Iterator<Item = Node<'a>>,
        gap: &str,
        is_outermost: bool,
    ) -> String {
        let mut out = String::new();
        let mut before = None;
        for block in blocks {
            let written = self.block(block, before, is_outermost);
            if written.is_empty() {
                continue;
            }
            out.push_str(if out.is_empty() { "" } else { gap });
            out.push_str(&written);
            before = Some(block);
        }
        out
    }

    /// A block; `before` is the one before it.
    fn block(&mut self, block: Node<'a>, before: Option<Node<'a>>, is_outermost: bool) -> String {
        let data = block.data();
        let written = match &data.value {
            NodeValue::Paragraph => return self.paragraph(block),
            NodeValue::Heading(heading) => {
                let mut words = self.inline(block, Place::Heading).trim_end().to_owned();
                if words.ends_with('#') {
                    // It would close the heading.
                    words.insert(words.len() - 1, '\\');
                }
                let mark = "#".repeat(usize::from(heading.level));
                return self.with_comment(block, format!("{mark} {words}"));
            }
            NodeValue::CodeBlock(code) => return self.code(block, code, is_outermost),
            NodeValue::HtmlBlock(html) if is_comment(&html.literal) => return String::new(),
            NodeValue::HtmlBlock(html) => text::html(&html.literal),
            NodeValue::Raw(html) => (self.figure)(html),
            NodeValue::ThematicBreak => "***".to_owned(),
            NodeValue::List(list) => self.list(block, list, before),
            NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) => {
                prefixed(&self.joined(block.children(), "\n\n", false), "> ", "> ")
            }
            NodeValue::Alert(alert) => {
                let kind = alert.alert_type.default_title().to_uppercase();
                let title =
                    alert.title.as_deref().map_or(String::new(), |title| format!(" {title}"));
                let inner = self.joined(block.children(), "\n\n", false);
                format!("> [!{kind}]{title}\n{}", prefixed(&inner, "> ", "> "))
            }
            NodeValue::BlockDirective(directive) => {
                let inner = self.joined(block.children(), "\n\n", false);
                format!(":::{}\n\n{inner}\n\n:::", directive.info.trim())
            }
            // One that nobody refers to is shown where it stands.
            NodeValue::FootnoteDefinition(note) if note.total_references > 0 => {
                let inner = self.joined(block.children(), "\n\n", false);
                prefixed(&inner, &format!("[^{}]: ", note.name), "    ")
            }
            NodeValue::Table(table) => self.table(block, &table.alignments),
            NodeValue::DescriptionTerm => return self.inner_line(block),
            NodeValue::DescriptionDetails => {
                let inner = self.joined(block.children(), "\n\n", false);
                // Without the blank the colon would be text.
                if inner.is_empty() { ": ".to_owned() } else { prefixed(&inner, ": ", "  ") }
            }
            NodeValue::DescriptionItem(_) => return self.joined(block.children(), "\n", false),
            _ => self.joined(block.children(), "\n\n", false),
        };
        match (self.attributes)(block).filter(|_| is_outermost && !written.is_empty()) {
            Some(comment) => format!("{written}\n\n{}", comment.trim_start()),
            None => written,
        }
    }

    fn paragraph(&mut self, block: Node<'a>) -> String {
        let mut words = self.inline(block, Place::Paragraph);
        // A line break at the end breaks nothing.
        while words.ends_with("\\\n") {
            words.truncate(words.len() - 2);
        }
        let lines: Vec<String> = words.lines().map(text::line).collect();
        let words = lines.join("\n");
        // The first paragraph of an item stands for it.
        let item = block.parent().filter(|parent| {
            let is_first = parent.first_child().is_some_and(|first| first.same_node(block));
            is_first && list::is_item(parent)
        });
        let words = words.trim_end().to_owned();
        let Some(comment) = (self.attributes)(item.unwrap_or(block)) else { return words };
        // Right behind bold words and the like it would be theirs.
        let is_words = |last: Node<'a>| matches!(last.data().value, NodeValue::Text(_));
        match block.last_child() {
            Some(last) if !is_words(last) => format!("{words}\n{}", comment.trim_start()),
            _ => words + &comment,
        }
    }

    /// The paragraphs of a term as one line.
    fn inner_line(&mut self, block: Node<'a>) -> String {
        let mut parts = Vec::new();
        for part in block.children() {
            let words = match &part.data().value {
                // As in a heading, a line break is an element.
                NodeValue::Paragraph => {
                    let words = text::line(&self.inline(part, Place::Heading));
                    self.with_comment(part, words)
                }
                _ => self.block(part, None, false).replace('\n', " "),
            };
            parts.push(words);
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    fn with_comment(&self, node: Node<'a>, written: String) -> String {
        match (self.attributes)(node) {
            Some(comment) if !written.is_empty() => format!("{written}{comment}"),
            _ => written,
        }
    }

    fn code(&self, block: Node<'a>, code: &NodeCodeBlock, is_outermost: bool) -> String {
        let fence = "`".repeat((text::longest_run(&code.literal, '`') + 1).max(3));
        let end = if code.literal.ends_with('\n') || code.literal.is_empty() { "" } else { "\n" };
        let comment = (self.attributes)(block).unwrap_or_default();
        let (on_line, below) = match (is_outermost, comment.is_empty()) {
            (_, true) => (String::new(), String::new()),
            (true, false) => (String::new(), format!("\n\n{}", comment.trim_start())),
            (false, false) => (comment, String::new()),
        };
        let info = code.info.replace('`', "");
        format!("{fence}{info}{on_line}\n{}{end}{fence}{below}", code.literal)
    }
}

/// A text with something before its first line and before the others.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.split('\n').enumerate() {
        let prefix = if number == 0 { first } else { others };
        out.push_str(if number == 0 { "" } else { "\n" });
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests;
