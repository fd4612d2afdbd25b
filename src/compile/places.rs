//! Where spans of a deck lead.

use crate::compiled::Compiled;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Moves places in a text that was put together to the files that hold them.
pub(super) fn as_written(
    sources: &Sources,
    diagnostics: &mut [Diagnostic],
    compiled: Option<&mut Compiled>,
) {
    let slides = compiled.into_iter().flat_map(|compiled| compiled.stacks.iter_mut().flatten());
    let spans = diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.span.as_mut());
    for span in spans.chain(
        slides.flat_map(|slide| slide.place.iter_mut().chain(slide.blocks.iter_mut().flatten())),
    ) {
        *span = sources.written(*span);
    }
}
