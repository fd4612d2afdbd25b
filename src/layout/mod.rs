//! Slides that fit.

use comrak::Arena;

use crate::deck::Deck;

/// Splits slides that would overflow.
pub fn fit<'a>(_arena: &'a Arena<'a>, _deck: &mut Deck<'a>) {}
