//! whydeck turns a postmortem file into the slide deck for its retrospective meeting.
//!
//! The pipeline, in the order that data flows:
//!
//! 1. [`source`]: a text with its positions; front matter is cut off.
//! 2. [`kind`]: is it a postmortem, or a slide file whose author wrote the slides?
//! 3. [`postmortem`]: a postmortem becomes a typed model whose blocks stay nodes of the parse tree
//!    ([`markdown`]).
//! 4. [`deck`]: a deck template is filled with the model, or a slide file is split into slides.
//!    Fences such as ```` ```timeline ```` become drawings ([`figure`]).
//! 5. [`layout`]: slides are measured in the theme's fonts; generated ones that would overflow are
//!    split.
//! 6. [`render`]: each slide becomes HTML; what it refers to becomes an asset.
//! 7. [`page`]: slides, [`theme`] and runtime become one HTML file under a strict policy.
//!
//! [`watch`] says what changed and [`rebuild`] compiles it again; [`serve`] shows decks live and
//! patches pages in place.
//!
//! [`compile::compile`] runs 1 to 6 and collects a [`diagnostic`] for whatever is wrong; [`report`]
//! words them.

pub(crate) mod assets;
pub(crate) mod atomic;
pub(crate) mod browser;
pub mod catalogue;
pub(crate) mod check;
pub mod cli;
pub mod command;
pub mod compile;
pub(crate) mod compiled;
pub(crate) mod deck;
pub mod diagnostic;
pub(crate) mod document;
pub(crate) mod edit;
pub mod export;
pub(crate) mod fetch;
pub mod figure;
pub mod fonts;
#[cfg(any(fuzzing, test))]
pub mod fuzzing;
pub(crate) mod html;
pub(crate) mod icons;
pub(crate) mod import;
pub(crate) mod kind;
pub(crate) mod layout;
pub(crate) mod listing;
pub(crate) mod markdown;
pub(crate) mod math;
#[cfg_attr(not(test), expect(dead_code, reason = "its journal and its pages come next"))]
pub(crate) mod meeting;
pub(crate) mod packed;
pub mod page;
pub mod postmortem;
pub(crate) mod rebuild;
pub(crate) mod render;
pub(crate) mod report;
pub(crate) mod root;
#[cfg(test)]
mod schema;
pub mod serve;
pub mod source;
pub(crate) mod span;
pub mod theme;
pub mod token;
pub(crate) mod watch;
pub(crate) mod words;
