//! YAML as values, within bounds on what comes out of it: a few aliases can make a small text too
//! large for any machine.
//!
//! 1. Brackets that nest too deeply are refused first, because the parser's time grows with the
//!    square of their depth.
//! 2. Values and their bytes are counted while they are made, so that an alias counts each time it
//!    is used.
//! 3. The private characters of tokens leave each text here, where escapes such as `"\uFDD0"` are
//!    decoded.

use std::cell::Cell;
use std::fmt;

use serde::de::{Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_yaml::mapping::Entry;
use serde_yaml::{Mapping, Value};

use super::{DEEPEST, Refusal, marks};
use crate::source::scrub::scrub;

/// The most values that one text may hold, however large it is.
const MOST_VALUES: usize = 1_000_000;

/// A value, and whether a mapping in it has a key twice: the first is kept.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) value: Value,
    pub(super) has_duplicates: bool,
}

/// Reads one YAML document.
pub(super) fn read(text: &str) -> Result<Read, Refusal> {
    if text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() > DEEPEST {
        marks::check_brackets(text)?;
    }
    let budget = Budget::for_text(text);
    let deserializer = serde_yaml::Deserializer::from_str(text);
    match deserializer.deserialize_any(Bounded(&budget)) {
        Ok(value) => Ok(Read { value, has_duplicates: budget.has_duplicates.get() }),
        Err(_) if budget.is_spent.get() => Err(Refusal::Size(
            budget.most_values,
            marks::alias_beyond(text, budget.most_values, budget.most_bytes),
        )),
        Err(error) => Err(worded(&error)),
    }
}

fn worded(error: &serde_yaml::Error) -> Refusal {
    let at = error.location().map(|place| place.index());
    // The position is in the diagnostic; the library's own wording repeats it at the end.
    let message = error.to_string();
    match message.split(" at line ").next().unwrap_or(&message) {
        "recursion limit exceeded" => Refusal::Nesting(at),
        other => Refusal::Syntax(other.to_owned(), at),
    }
}

/// What may still come out of a text.
struct Budget {
    most_values: usize,
    most_bytes: usize,
    values: Cell<usize>,
    bytes: Cell<usize>,
    is_spent: Cell<bool>,
    has_duplicates: Cell<bool>,
}

impl Budget {
    /// A text without aliases never reaches these bounds, up to [`MOST_VALUES`]: a value takes at
    /// least one byte, and no escape makes two bytes more than four.
    fn for_text(text: &str) -> Self {
        Self {
            most_values: (text.len() + 10_000).min(MOST_VALUES),
            most_bytes: 2 * text.len() + (1 << 20),
            values: Cell::new(0),
            bytes: Cell::new(0),
            is_spent: Cell::new(false),
            has_duplicates: Cell::new(false),
        }
    }

    /// Counts a value of so many bytes.
    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        self.values.set(self.values.get() + 1);
        self.bytes.set(self.bytes.get() + bytes);
        if self.values.get() <= self.most_values && self.bytes.get() <= self.most_bytes {
            return Ok(());
        }
        self.is_spent.set(true);
        Err(E::custom("too large"))
    }
}

/// Makes a [`Value`], and counts what it makes.
#[derive(Clone, Copy)]
struct Bounded<'b>(&'b Budget);

impl<'de> serde::de::DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Number(number.into()))
    }

    /// A number that fits no other type stays as it is written.
    fn visit_i128<E: Error>(self, number: i128) -> Result<Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Number(number.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.0.spend(text.len())?;
        Ok(Value::String(scrub(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(self)? {
            list.push(entry);
        }
        Ok(Value::Sequence(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut mapping = Mapping::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let value = entries.next_value_seed(self)?;
            match mapping.entry(key) {
                Entry::Occupied(_) => self.0.has_duplicates.set(true),
                Entry::Vacant(place) => drop(place.insert(value)),
            }
        }
        Ok(Value::Mapping(mapping))
    }

    /// A tag means nothing to whydeck: what it stands before counts.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_, contents) = tagged.variant::<String>()?;
        contents.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bomb(first: &str, alias: &str) -> String {
        let mut text = format!("a0: &{alias}0 {first}\n");
        for level in 1..9 {
            let uses = vec![format!("*{alias}{}", level - 1); 10].join(", ");
            text += &format!("a{level}: &{alias}{level} [{uses}]\n");
        }
        text
    }

    #[test]
    fn aliases_that_grow_beyond_bounds_are_refused_whatever_they_are_called() {
        let list = format!("[{}]", vec!["x"; 1000].join(", "));
        let long = "y".repeat(2000);
        for alias in ["a", "_", "-", "1", "A-b_9"] {
            for first in [list.as_str(), &long] {
                let text = bomb(first, alias);
                let refused = read(&text);
                let Err(Refusal::Size(_, Some(at))) = refused else {
                    panic!("{alias}: {refused:?}")
                };
                assert!(text[at..].starts_with('*'), "{alias}: {}", &text[at..]);
            }
        }
    }

    #[test]
    fn an_alias_in_itself_is_refused() {
        assert!(matches!(
            read("a: &a [*a]\n"),
            Err(Refusal::Nesting(_) | Refusal::Size(..) | Refusal::Syntax(..))
        ));
    }

    #[test]
    fn aliases_as_people_use_them_are_read() {
        let text = "base: &base {owner: Ops, due: 2026-03-01}\nactions: [*base, *base, *base]\n";
        let value = read(text).expect("readable").value;
        assert_eq!(value["actions"][2]["owner"], "Ops");
    }

    #[test]
    fn brackets_a_hundred_thousand_deep_are_refused_at_the_one_that_goes_too_far() {
        for open in ["[", "{", "[{", "- [", "a: [\"]]]]\", "] {
            let refused = read(&format!("x: {}", open.repeat(100_000)));
            assert!(
                matches!(refused, Err(Refusal::Nesting(_) | Refusal::Syntax(..))),
                "{open}: {refused:?}"
            );
        }
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(matches!(read(&deep), Err(Refusal::Nesting(Some(_)))));
    }

    #[test]
    fn values_are_what_serde_yaml_makes_of_them() {
        let text = "a: [1, -2, 1.5, true, ~, x, '1', 2026-01-01, 0x1f, .inf, 1e3]\n? [k]\n: v\n";
        let theirs: Value = serde_yaml::from_str(text).expect("YAML");
        assert_eq!(read(text).expect("readable").value, theirs);
        assert_eq!(
            read("a: 99999999999999999999\n").expect("readable").value["a"],
            "99999999999999999999"
        );
        assert_eq!(read("a: !tag {b: !!str 1}\n").expect("readable").value["a"]["b"], "1");
    }

    #[test]
    fn of_a_key_that_stands_twice_the_first_is_kept() {
        let read = read("a: 1\na: 2\n").expect("readable");
        assert!(read.has_duplicates);
        assert_eq!(read.value["a"], 1);
    }
}
