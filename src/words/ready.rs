//! Lists that are asked often, made ready when they are asked first.

use std::ops::Deref;
use std::sync::{OnceLock, PoisonError, RwLock};

use super::tongue::{Tongues, spoken};

/// What is made of the words that a thread reads: once for each choice of languages.
pub(crate) struct Ready<T: 'static> {
    make: fn() -> T,
    /// For English alone, which most documents are.
    english: OnceLock<T>,
    others: RwLock<Vec<(Tongues, &'static T)>>,
}

impl<T: 'static> Ready<T> {
    pub(crate) const fn new(make: fn() -> T) -> Self {
        Self { make, english: OnceLock::new(), others: RwLock::new(Vec::new()) }
    }

    fn of(&self, tongues: Tongues) -> Option<&'static T> {
        let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
        others.iter().find(|(known, _)| *known == tongues).map(|(_, table)| *table)
    }

    fn made(&self, tongues: Tongues) -> &'static T {
        // It is made without the lock: to make one may ask another.
        let table = (self.make)();
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, table)) = others.iter().find(|(known, _)| *known == tongues) {
            return table;
        }
        let table: &'static T = Box::leak(Box::new(table));
        others.push((tongues, table));
        table
    }
}

impl<T: 'static> Deref for Ready<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let tongues = spoken();
        if tongues == Tongues::default() {
            return self.english.get_or_init(self.make);
        }
        self.of(tongues).unwrap_or_else(|| self.made(tongues))
    }
}
