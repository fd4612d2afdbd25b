//! What many decks have in common is kept once: the style with its fonts, the page, pictures.
//!
//! A folder may hold thousands of decks of one theme, whose style is a hundred times as large as
//! the words of a deck.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::compile::Compiled;
use crate::theme::{ThemeCss, Tokens};

/// Texts and files that decks share.
#[derive(Debug, Default)]
pub struct Pool {
    texts: Shared<str>,
    files: Shared<[u8]>,
}

impl Pool {
    /// A text that is equal, kept once.
    #[must_use]
    pub fn text(&self, text: &str) -> Arc<str> {
        self.texts.share(text)
    }

    /// Lets a deck share what others have, and forget what its page is not made of. `last` is the
    /// same deck before.
    pub fn share(&self, compiled: &mut Compiled, last: Option<&Compiled>) {
        // Comparing with the last deck is cheaper than a look-up.
        let same = |text: &str, last: Option<&Arc<str>>| match last {
            Some(last) if **last == *text => Arc::clone(last),
            _ => self.text(text),
        };
        compiled.style = same(&compiled.style, last.map(|last| &last.style));
        compiled.theme.page = same(&compiled.theme.page, last.map(|last| &last.theme.page));
        compiled.theme.css = ThemeCss::BuiltIn(Vec::new());
        compiled.theme.tokens = Tokens::default();
        for slide in compiled.stacks.iter_mut().flatten() {
            slide.html.shrink_to_fit();
            slide.attributes.shrink_to_fit();
            slide.blocks.shrink_to_fit();
        }
        let known = last.map(|last| last.assets.as_slice()).unwrap_or_default();
        for asset in &mut compiled.assets {
            if !known.iter().any(|known| Arc::ptr_eq(&known.bytes, &asset.bytes)) {
                asset.bytes = self.files.share(&asset.bytes);
            }
        }
    }
}

/// Values that are kept once, for as long as somebody else uses them.
#[derive(Debug)]
struct Shared<T: ?Sized>(Mutex<(HashSet<Arc<T>>, usize)>);

impl<T: ?Sized> Default for Shared<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: ?Sized + Eq + Hash> Shared<T> {
    /// With fewer values than this, unused ones are not looked for.
    const FEW: usize = 64;

    fn share(&self, value: &T) -> Arc<T>
    where
        Arc<T>: for<'v> From<&'v T> + Borrow<T>,
    {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (values, most) = &mut *guard;
        if let Some(known) = values.get(value) {
            return Arc::clone(known);
        }
        // Only once the number of values has doubled, so that the cost stays small.
        if values.len() >= (*most).max(Self::FEW) {
            values.retain(|value| Arc::strong_count(value) > 1);
            *most = 2 * values.len();
        }
        let new: Arc<T> = value.into();
        values.insert(Arc::clone(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_and_go_with_their_last_user() {
        let pool = Pool::default();
        let one = pool.text("style");
        let two = pool.text("style");
        assert!(Arc::ptr_eq(&one, &two));
        for number in 0..1_000 {
            drop(pool.text(&format!("style {number}")));
        }
        let count = pool.texts.0.lock().expect("no panic").0.len();
        assert!(count <= 2 * Shared::<str>::FEW, "{count} are kept that nobody has");
        assert!(Arc::ptr_eq(&one, &pool.text("style")));
    }
}
