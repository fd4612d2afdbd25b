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
//! 5. [`layout`]: slides are measured in the theme's fonts; generated ones that would overflow are split.
//! 6. [`render`]: each slide becomes HTML; what it refers to becomes an asset.
//! 7. [`page`]: slides, [`theme`] and runtime become one HTML file under a strict policy.
//!
//! [`watch`] says what changed and [`rebuild`] compiles it again; [`serve`] shows decks live and patches pages in place.
//!
//! [`compile::compile`] runs 1 to 6 and collects a [`diagnostic`] for whatever is wrong; [`report`] words them.

pub mod assets;
pub mod catalogue;
pub mod cli;
pub mod command;
pub mod compile;
pub mod compiled;
pub mod deck;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod figure;
pub mod html;
pub mod kind;
pub mod layout;
pub mod markdown;
pub mod page;
pub mod postmortem;
pub mod rebuild;
pub mod render;
pub mod report;
pub mod root;
#[cfg(test)]
mod schema;
pub mod serve;
pub mod source;
pub mod span;
pub mod theme;
pub mod token;
pub mod watch;
pub(crate) mod words;
