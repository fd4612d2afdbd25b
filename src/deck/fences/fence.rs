//! What stands in a fence, in the forms of a postmortem.

use comrak::nodes::NodeCodeBlock;

use super::{Drawer, model};
use crate::deck::place;
use crate::figure::timeline::TimelineFigure;
use crate::figure::tree::Card;
use crate::markdown::{self, LineOrigin, Node, Syntax};
use crate::postmortem::fence;
use crate::source::Span;

/// The timeline of a fence; none when nothing in it has a time.
pub(super) fn timeline<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
) -> Option<TimelineFigure> {
    let (span, blocks) = body(drawer, node, code)?;
    let found = fence::timeline(
        drawer.arena,
        drawer.sources,
        span,
        blocks,
        drawer.zone.as_ref(),
        drawer.diagnostics,
    );
    let drawn = model::timeline(&found.timeline.events, &found.phases, &found.zone, "");
    if drawn.is_none() {
        drawer.nothing(
            node,
            "no entry here has a time",
            "write entries such as `- 12:17 text` or `| 12:17 | text |`",
        );
    }
    drawn
}

/// The whys of a fence; none when nothing in it asks why.
pub(super) fn whys<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
) -> Option<Vec<Card>> {
    let (span, blocks) = body(drawer, node, code)?;
    let whys = fence::whys(drawer.arena, drawer.sources, span, blocks);
    if whys.is_empty() {
        drawer.nothing(
            node,
            "nothing here asks why",
            "write `- **Why …?**`, its answers as items below it, and so on",
        );
        return None;
    }
    Some(model::cards(&whys))
}

/// The place of a fence, and the blocks in it.
fn body<'a>(
    drawer: &Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
) -> Option<(Span, Vec<Node<'a>>)> {
    let at = place(node);
    let span = drawer.sources.span(at)?;
    let shift = at.start.column.saturating_sub(1);
    let origins: Vec<LineOrigin> = (1..=code.literal.lines().count())
        .map(|line| LineOrigin { line: at.start.line + line, shift })
        .collect();
    let root = markdown::parse_mapped(drawer.arena, &code.literal, &origins, Syntax::Document);
    let blocks: Vec<Node<'a>> = root.children().collect();
    for block in &blocks {
        block.detach();
    }
    Some((span, blocks))
}
