//! The languages that a thread reads and speaks in.
//!
//! A document is read with its own languages and with English: small words of one language mean
//! something else in the next ("die", "set", "on"). Which languages these are is set for a thread
//! while it works on a document, so that the hundreds of places that ask for a word need not pass
//! them on. Whoever takes up a document begins with [`speak`]; what it returns ends it.

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use super::{ENGLISH, LANGUAGE_TAGS, LANGUAGES, Language};

/// Languages of [`LANGUAGES`]: the one that decks speak, and all that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tongues {
    /// Its place in the list.
    first: u8,
    /// A bit for each that is read, beside English and `first`.
    also: u16,
    /// The number of the team's own words, from 1 on.
    own: u16,
}

impl Tongues {
    /// A language by its place in the list, and further ones that are read.
    pub(crate) fn new(first: usize, also: impl IntoIterator<Item = usize>) -> Self {
        let bits = also.into_iter().fold(0, |bits, place| bits | 1_u16 << place);
        let first = u8::try_from(first).unwrap_or_default();
        let also = bits & !(1 << first) & !(1 << ENGLISH);
        Self { first, also, own: 0 }
    }

    /// The same with a team's own words, which come first.
    pub(crate) fn with(self, own: OwnWords) -> Self {
        Self { own: own.0, ..self }
    }

    /// The tag of the language that decks speak.
    #[must_use]
    pub fn tag(self) -> &'static str {
        LANGUAGE_TAGS[self.place()]
    }

    /// Its place in [`LANGUAGES`].
    pub(crate) fn place(self) -> usize {
        usize::from(self.first)
    }

    /// Those that are read: the team's own words, the document's language, further ones, English.
    fn read(self) -> Languages {
        let own = usize::from(self.own).checked_sub(1).and_then(own_words);
        let english = (self.place() != ENGLISH).then_some(ENGLISH);
        Languages { own, first: Some(self.place()), also: self.also, english }
    }

    /// Those that are not read.
    fn others(self) -> Languages {
        let all = (1 << LANGUAGES.len()) - 1;
        let read = self.also | 1 << self.first | 1 << ENGLISH;
        Languages { own: None, first: None, also: all & !read, english: None }
    }
}

/// Languages, one after the other.
///
/// A type of its own and no chain of adapters: what iterates over words does so in hundreds of
/// places, and each of them would be a chain that is compiled anew.
#[derive(Debug, Clone)]
pub(crate) struct Languages {
    own: Option<&'static Language>,
    first: Option<usize>,
    also: u16,
    english: Option<usize>,
}

impl Languages {
    /// The lowest place among the further ones, which is no longer among them.
    fn take_further(&mut self) -> Option<usize> {
        let place = self.also.trailing_zeros();
        self.also &= self.also.wrapping_sub(1);
        (place < u16::BITS).then_some(place as usize)
    }
}

impl Iterator for Languages {
    type Item = &'static Language;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(own) = self.own.take() {
            return Some(own);
        }
        let first = self.first.take().or_else(|| self.take_further());
        first.or_else(|| self.english.take()).map(|place| LANGUAGES[place])
    }
}

thread_local! {
    static TONGUES: Cell<Tongues> = const { Cell::new(Tongues { first: 0, also: 0, own: 0 }) };
}

/// Ends what [`speak`] began: the languages are those of before.
#[derive(Debug)]
#[must_use = "the languages last as long as this does"]
pub(crate) struct Speaking {
    before: Tongues,
    /// It belongs to the thread that began it.
    thread: PhantomData<*const ()>,
}

impl Drop for Speaking {
    fn drop(&mut self) {
        TONGUES.set(self.before);
    }
}

/// Reads and speaks these languages from now on.
pub(crate) fn speak(tongues: Tongues) -> Speaking {
    Speaking { before: TONGUES.replace(tongues), thread: PhantomData }
}

/// What this thread reads and speaks.
#[must_use]
pub(crate) fn spoken() -> Tongues {
    TONGUES.get()
}

/// The languages that are read, the document's own first.
pub(crate) fn languages() -> Languages {
    spoken().read()
}

/// The languages that are not read.
pub(super) fn other_languages() -> Languages {
    spoken().others()
}

/// Words of a team: a number in [`OWN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct OwnWords(u16);

/// The words of teams, each with the text that they were read from. The tables of languages are
/// `'static`, so they stay for the rest of the process: a few kilobytes for each change that
/// somebody saves while whydeck serves.
static OWN: Mutex<Vec<(String, &'static Language)>> = Mutex::new(Vec::new());

/// So many changes of a team's words a process keeps; from then on the last ones stay.
const KEPT: usize = 1000;

impl OwnWords {
    /// The words that a text holds; `read` reads it, unless it is known already.
    pub(crate) fn of(text: &str, read: impl FnOnce() -> Language) -> Self {
        let mut own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = own.iter().position(|(known, _)| known == text);
        let place = known.unwrap_or_else(|| {
            if own.len() < KEPT {
                own.push((text.to_owned(), Box::leak(Box::new(read()))));
            }
            own.len() - 1
        });
        Self(u16::try_from(place + 1).unwrap_or_default())
    }
}

fn own_words(place: usize) -> Option<&'static Language> {
    let own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    own.get(place).map(|(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spoken_ends_with_what_began_it() {
        assert_eq!(spoken(), Tongues::default());
        let all = (1..LANGUAGES.len()).collect::<Vec<_>>();
        let one = speak(Tongues::new(ENGLISH, all));
        assert_eq!(languages().count(), LANGUAGES.len());
        assert_eq!(other_languages().count(), 0);
        {
            let _inner = speak(Tongues::default());
            assert_eq!(languages().count(), 1);
            assert_eq!(other_languages().count(), LANGUAGES.len() - 1);
        }
        assert_eq!(languages().count(), LANGUAGES.len());
        drop(one);
        assert_eq!(languages().count(), 1);
    }
}
