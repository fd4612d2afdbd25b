//! JSON as a tree of its own, within bounds on what comes out of it.
//!
//! An export of 64 MiB may hold tens of millions of values. `serde_json`'s own tree takes up to a
//! hundred bytes for each; this one takes 24, and stops at [`MOST_VALUES`].

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The most values that one text may hold.
const MOST_VALUES: usize = 6_000_000;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(Box<str>),
    List(Box<[Json]>),
    Map(Box<[(Box<str>, Json)]>),
}

/// What is found where nothing is.
static NULL: Json = Json::Null;

impl Json {
    /// The value of a key; null when it is no mapping, or has no such key.
    pub(super) fn get(&self, key: &str) -> &Self {
        match self {
            Self::Map(entries) => {
                let found = entries.iter().find(|(name, _)| **name == *key);
                found.map_or(&NULL, |(_, value)| value)
            }
            _ => &NULL,
        }
    }

    /// The text, unless it is blank.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// A text or a number, as an id may be either.
    pub(super) fn id(&self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.to_string()),
            _ => self.text().map(str::to_owned),
        }
    }

    /// The entries of a list; none when it is no list.
    pub(super) fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// The keys and values of a mapping; none when it is none.
    pub(super) fn entries(&self) -> &[(Box<str>, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether it is a mapping with these keys.
    pub(super) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.entries().iter().any(|(name, _)| **name == **key))
    }
}

/// Why a text is no tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// What is wrong, and at which byte.
    Syntax(String, usize),
    /// Lists and mappings nest too deeply at this byte.
    Nesting(usize),
    /// There are more values than [`MOST_VALUES`].
    Size,
}

impl Broken {
    /// In words.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Syntax(what, _) => format!("this JSON is broken: {what}"),
            Self::Nesting(_) => "lists and mappings nest too deeply".to_owned(),
            Self::Size => format!("there are more than {MOST_VALUES} values in it"),
        }
    }

    /// Where it is.
    pub(super) fn at(&self) -> Option<usize> {
        match self {
            Self::Syntax(_, at) | Self::Nesting(at) => Some(*at),
            Self::Size => None,
        }
    }
}

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Json, Broken> {
    read_within(text, MOST_VALUES)
}

fn read_within(text: &str, most: usize) -> Result<Json, Broken> {
    let budget = Cell::new(most);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Bounded(&budget).deserialize(&mut deserializer);
    read.and_then(|tree| deserializer.end().map(|()| tree)).map_err(|error| {
        if budget.get() == 0 {
            return Broken::Size;
        }
        let at = offset(text, error.line(), error.column());
        let message = error.to_string();
        match message.split(" at line ").next().unwrap_or(&message) {
            "recursion limit exceeded" => Broken::Nesting(at),
            what => Broken::Syntax(what.to_owned(), at),
        }
    })
}

/// The byte of a line and a column, both from 1 and the latter in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len);
    let mut at = (before.sum::<usize>() + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Makes a tree, and counts what it makes.
#[derive(Clone, Copy)]
struct Bounded<'b>(&'b Cell<usize>);

impl Bounded<'_> {
    fn spend<E: Error>(self) -> Result<(), E> {
        let left = self.0.get().saturating_sub(1);
        self.0.set(left);
        if left == 0 { Err(E::custom("too large")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Json, E> {
        self.spend().map(|()| Json::Bool(yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        self.spend().map(|()| Json::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        self.spend().map(|()| Json::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        self.spend().map(|()| Json::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        self.spend().map(|()| Json::Text(text.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        self.spend().map(|()| Json::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        self.spend()?;
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(self)? {
            list.push(entry);
        }
        Ok(Json::List(list.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        self.spend()?;
        let mut map = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            map.push((key.into_boxed_str(), entries.next_value_seed(self)?));
        }
        Ok(Json::Map(map.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_key_or_are_null() {
        let tree = read(r#"{"a": [{"b": "x"}, " ", 7], "a": 1}"#).expect("a tree");
        let list = tree.get("a").list();
        assert_eq!(list[0].get("b").text(), Some("x"));
        assert_eq!((list[1].text(), list[2].id()), (None, Some("7".into())));
        assert_eq!(tree.get("z").get("y").list(), []);
        assert!(tree.has(&["a"]) && !tree.has(&["a", "z"]));
    }

    #[test]
    fn what_is_broken_has_a_place() {
        let text = "[\n  {\"é\": 1,}\n]";
        let Err(Broken::Syntax(what, at)) = read(text) else { panic!("it is read") };
        assert_eq!((what.as_str(), &text[at..=at]), ("trailing comma", "}"));
        assert!(matches!(read("[1"), Err(Broken::Syntax(_, 2 | 1))));
        assert!(matches!(read("[1] x"), Err(Broken::Syntax(_, 4))));
        assert!(matches!(read(&"[".repeat(100_000)), Err(Broken::Nesting(_))));
        assert_eq!(read_within("[1,2,3]", 4), Err(Broken::Size));
    }
}
