//! What a build needs later is made ready on another core, while the document is read.

use std::thread;

use crate::compile::Options;
use crate::deck;
use crate::render::highlight;

/// Begins with it. Nobody waits for its end: what is not ready when it is needed is made then.
pub(super) fn start(text: &str, options: &Options) {
    if options.helpers == 0 {
        return;
    }
    let has_code = options.highlight && (text.contains("```") || text.contains("~~~"));
    // Front matter has one such line; a postmortem has hardly any other.
    let has_slides = text.matches("\n---\n").count() > 1;
    if has_slides && !has_code {
        return;
    }
    thread::spawn(move || {
        if !has_slides {
            deck::make_ready();
        }
        if has_code {
            highlight::make_ready();
        }
    });
}
