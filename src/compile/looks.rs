//! What a check finds where a deck would show it, without making one: figures whose data cannot be
//! drawn, and texts of a theme that cannot be read.

use std::path::{Path, PathBuf};

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::deck::fences::{self, Drawer, Folder};
use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::Postmortem;
use crate::postmortem::fence::zone;
use crate::root;
use crate::source::{Source, Sources, Span};
use crate::theme::contrast::{Faint, faint};
use crate::theme::metrics::Metrics;
use crate::theme::{self, Theme, Trust, Wanted};

/// Where a document lies, and the folder that nothing may be read outside of.
pub(super) struct Place {
    pub(super) base: PathBuf,
    pub(super) root: PathBuf,
}

impl Place {
    pub(super) fn of(document: Option<&Path>, root: Option<&Path>) -> Self {
        let base = super::folder_of(document);
        let root = root.map_or_else(|| root::of(&base), Path::to_owned);
        Self { base, root }
    }
}

/// Reads the figures of a postmortem whose data stands in the document.
pub(super) fn figures<'a>(
    arena: &'a Arena<'a>,
    pm: &Postmortem<'a>,
    sources: &Sources,
    place: &Place,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let blocks = pm.sections.iter().flat_map(|section| &section.blocks);
    let nodes: Vec<Node<'a>> =
        blocks.flat_map(|block| block.descendants()).filter(|node| has_data(node)).collect();
    if nodes.is_empty() {
        return;
    }
    let mut others = Sources::default();
    let wanted = Wanted { name: None, base: &place.base, shown_from: None, trust: Trust::User };
    let Some(theme) = theme::load(&wanted, &mut Vec::new(), &mut others, &mut Vec::new()) else {
        return;
    };
    let metrics = Metrics::of(&theme, &place.root);
    let folder = Folder { base: &place.base, root: &place.root };
    let mut drawer = Drawer::new(arena, sources, None, &metrics, folder, diagnostics);
    drawer.zone = pm.front.timezone.as_ref().and_then(|named| zone(&named.value));
    for node in nodes {
        drawer.fence(node, "");
    }
}

fn has_data(node: &Node<'_>) -> bool {
    let is_filled = match &node.data().value {
        NodeValue::CodeBlock(code) => !code.literal.trim().is_empty(),
        _ => false,
    };
    is_filled && fences::is_fence(node)
}

/// Compares the colours of a theme of the author's own.
pub(super) fn colors(
    pm: &Postmortem<'_>,
    place: &Place,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(look) = pm.front.look() else { return };
    let name = look.value.trim();
    let folder = place.base.join(name);
    let is_own = theme::registry::built_in(name).is_none()
        && folder.is_dir()
        && root::inside(&place.root, &folder).is_ok();
    if !is_own {
        return;
    }
    let trust = Trust::Document { root: &place.root };
    let wanted = Wanted { name: Some(name), base: &place.base, shown_from: None, trust };
    let Some(theme) = theme::load(&wanted, &mut Vec::new(), sources, diagnostics) else { return };
    diagnostics.extend(faint_texts(&theme, sources));
}

/// The texts of a theme of the author's own that cannot be read.
pub(super) fn faint_texts(theme: &Theme, sources: &Sources) -> Vec<Diagnostic> {
    let file = theme.folder.as_ref().map(|folder| folder.join("theme.yaml"));
    let source = file.and_then(|file| sources.iter().find(|it| it.path() == Some(file.as_path())));
    let Some(source) = source else { return Vec::new() };
    let found = faint(&theme.tokens, |name| line_of(source, name).is_some());
    found.iter().map(|faint| told(source, faint)).collect()
}

/// The line of `theme.yaml` that sets a colour.
fn line_of(source: &Source, name: &str) -> Option<Span> {
    let mut at = 0;
    source.text().split_inclusive('\n').find_map(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let rest = line.trim_start().strip_prefix(name)?;
        let words = line.split(" #").next().unwrap_or(line).trim();
        rest.starts_with(':').then(|| source.span(start..start + words.len()))
    })
}

fn told(source: &Source, faint: &Faint) -> Diagnostic {
    let Faint { text, ground, ratio } = faint;
    // Cut, so that what is not enough never looks as if it were.
    let ratio = (ratio * 10.0).floor() / 10.0;
    let message = format!("`{text}` on `{ground}` has a contrast of {ratio}:1");
    Diagnostic::warning("theme/contrast", message)
        .at(line_of(source, text).or_else(|| line_of(source, ground)))
        .label("text needs 4.5:1 to be read")
        .help("make one of the two darker, or the other lighter")
}
