//! Which scripts a page runs, what allows them, and what they say.

use serde_json::Value;

use super::{Target, policy};
use crate::compiled::Compiled;
use crate::theme::{registry, vendor};
use crate::words::say;

/// The scripts of a page, in the order they run.
#[must_use]
pub fn scripts(compiled: &Compiled, target: Target<'_>) -> Vec<&'static str> {
    let mut scripts = vec![vendor::REVEAL_JS];
    if compiled.has_speaker_view {
        scripts.push(vendor::NOTES_JS);
    }
    scripts.push(vendor::RUNTIME_JS);
    if has_search(compiled, target) {
        scripts.push(vendor::FIND_JS);
    }
    if has_countdown(compiled, target) {
        scripts.push(vendor::COUNTDOWN_JS);
    }
    if has_tongue(compiled) {
        scripts.push(vendor::TONGUE_JS);
    }
    if let Target::Served(served) = target {
        scripts.push(vendor::MORPH_JS);
        scripts.extend(registry::LIVE);
        if served.live.get("meeting").is_some() {
            scripts.extend(registry::MEETING);
        }
    }
    scripts
}

/// A file of up to so many slides is seen as a whole in the overview, and carries no search.
const SEEN_AT_ONCE: usize = 15;

fn has_search(compiled: &Compiled, target: Target<'_>) -> bool {
    let is_long = || compiled.stacks.iter().map(Vec::len).sum::<usize>() > SEEN_AT_ONCE;
    matches!(target, Target::Served(_)) || is_long()
}

fn has_countdown(compiled: &Compiled, target: Target<'_>) -> bool {
    matches!(target, Target::Served(_)) || compiled.has_countdown
}

/// Whether reveal.js has to be told how things are called in the deck's language.
fn has_tongue(compiled: &Compiled) -> bool {
    compiled.tongues.tag() != "en"
}

/// The policy of a page.
pub(super) fn policy_of(compiled: &Compiled, target: Target<'_>) -> String {
    match target {
        Target::File => policy::export(&policy::Runs {
            speaker_view: compiled.has_speaker_view,
            search: has_search(compiled, target),
            countdown: has_countdown(compiled, target),
            tongue: has_tongue(compiled),
        }),
        Target::Served(_) => policy::served(),
    }
}

/// What the scripts of a page say in the language of the deck.
pub(super) fn words(compiled: &Compiled, target: Target<'_>) -> Option<Value> {
    let mut scripts = vec!["whydeck.js", "views.js", "tongue.js"];
    if has_search(compiled, target) {
        scripts.push("find.js");
    }
    if has_countdown(compiled, target) {
        scripts.push("countdown.js");
    }
    if let Target::Served(served) = target {
        scripts.extend(["live.js", "live-panel.js", "live-patch.js"]);
        if served.live.get("meeting").is_some() {
            scripts.extend(["meeting-dom.js", "deck-meeting.js"]);
        }
    }
    say::texts_of(&scripts)
}
