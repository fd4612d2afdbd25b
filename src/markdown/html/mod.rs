//! Simple HTML that editors export, as the blocks that Markdown would have made of it.
//!
//! 1. The tags of a raw block are read ([`tags`]); one that is not simple leaves the block as it
//!    is.
//! 2. Tables, lists, paragraphs and headings become nodes, each at its place in the source
//!    ([`build`]).
//! 3. The marks of a toggle (`<details>`) and of a callout (`<aside>`) go: what is in it stands where
//!    it stood, the summary of a toggle is a bold line.

mod build;
mod shape;
mod tags;

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::markdown::Node;

/// Puts blocks in the place of the raw HTML at the top of a document, where that is simple.
pub(crate) fn open<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let raw: Vec<Node<'a>> = root
        .children()
        .filter(|block| matches!(block.data().value, NodeValue::HtmlBlock(_)))
        .collect();
    for block in raw {
        let Some(made) = blocks(arena, block) else { continue };
        made.into_iter().for_each(|node| block.insert_before(node));
        block.detach();
    }
}

/// The blocks that a raw one stands for; none where it is not simple.
fn blocks<'a>(arena: &'a Arena<'a>, block: Node<'a>) -> Option<Vec<Node<'a>>> {
    let data = block.data();
    let NodeValue::HtmlBlock(html) = &data.value else { return None };
    let pieces = tags::read(&html.literal)?;
    build::build(arena, &html.literal, &pieces, data.sourcepos.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Syntax, options, plain_text};

    fn opened(text: &str) -> Vec<(String, String)> {
        let arena = Arena::new();
        let root = comrak::parse_document(&arena, text, &options(Syntax::Document));
        open(&arena, root);
        let name = |node: Node<'_>| format!("{:?}", node.data().value);
        let short = |name: String| name.split(['(', ' ']).next().unwrap_or_default().to_owned();
        root.children().map(|node| (short(name(node)), plain_text(node))).collect()
    }

    #[test]
    fn tables_and_lists_become_blocks() {
        let table = "<table class=\"x\"><tbody>\n<tr><th>Step</th><th><p>Who</p></th></tr>\n<tr><td>Call &amp; wait<br/>twice</td><td><a href=\"https://x.example/\">Bo</a></td></tr>\n</tbody></table>\n";
        assert_eq!(opened(table), [("Table".into(), "Step Who Call & wait twice Bo".into())]);
        let list =
            "<ol>\n<li><strong>One?</strong> Yes.<ul><li>deep</li></ul></li>\n<li>Two</li></ol>\n";
        assert_eq!(opened(list), [("List".into(), "One? Yes. deep Two".into())]);
        let wrapped = "<div class=\"panel\"><div><b>Short</b></div>\n<p>Long.</p></div>\n";
        assert_eq!(
            opened(wrapped),
            [("Paragraph".into(), "Short".into()), ("Paragraph".into(), "Long.".into())]
        );
    }

    #[test]
    fn toggles_are_transparent() {
        let text = "<details>\n<summary>Log of it</summary>\n\n- a\n\n</details>\n\nb\n";
        let names: Vec<String> = opened(text).into_iter().map(|it| it.0).collect();
        assert_eq!(names, ["Paragraph", "List", "Paragraph"]);
    }

    #[test]
    fn callouts_are_transparent() {
        let made = opened("<aside>\n💡 A word.\n\n</aside>\n\nb\n");
        assert_eq!(
            made,
            [("Paragraph".into(), "💡 A word.".into()), ("Paragraph".into(), "b".into())]
        );
    }

    #[test]
    fn what_is_not_simple_stays() {
        for text in [
            "<div>\n\nx\n\n</div>\n",
            "<table><tr><td><img src=\"a.png\"></td></tr></table>\n",
            "<div hidden><p>x</p></div>\n",
            "<p onclick=\"x()\">a</p>\n",
            "<script>x</script>\n",
            "<!-- a --> <p>x</p>\n",
            "<ul><li>a</ul></li>\n",
            "<table><tr><td>a\n",
        ] {
            assert_eq!(opened(text)[0].0, "HtmlBlock", "{text}");
        }
        let link = opened("<p><a href=\"javascript:x()\">a</a></p>\n");
        assert_eq!(link, [("Paragraph".into(), "a".into())]);
    }

    #[test]
    fn cells_know_their_place_and_rows_their_span() {
        let arena = Arena::new();
        let text =
            "<table>\n<tr><td rowspan=\"2\">d</td><td>a</td></tr>\n<tr><td>b</td></tr>\n</table>\n";
        let root = comrak::parse_document(&arena, text, &options(Syntax::Document));
        open(&arena, root);
        let rows: Vec<Node<'_>> = root.first_child().expect("a table").children().collect();
        // A header is put above what has none.
        assert_eq!(rows.iter().map(|row| row.children().count()).collect::<Vec<_>>(), [2, 2, 2]);
        assert_eq!(rows[2].data().sourcepos.start.line, 3);
        assert_eq!(plain_text(rows[2].last_child().expect("a cell")), "b");
    }
}
