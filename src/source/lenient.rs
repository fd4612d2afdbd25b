//! Shapes that authors write one value in, or another.

use serde::{Deserialize, Deserializer};
use serde_yaml::Value;

/// Text, also where YAML reads a number or a truth value (`title: 1.52`).
#[derive(Debug)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            Value::Bool(yes) => Ok(Self(yes.to_string())),
            other => Err(serde::de::Error::custom(format_args!(
                "expected text, found {}",
                super::data::shape(&other)
            ))),
        }
    }
}

/// `a, b` or a list.
#[derive(Debug)]
pub(super) enum OneOrMany {
    One(Text),
    Many(Vec<Text>),
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        match Value::deserialize(deserializer)? {
            list @ Value::Sequence(_) => {
                serde_yaml::from_value(list).map(Self::Many).map_err(D::Error::custom)
            }
            one => serde_yaml::from_value(one).map(Self::One).map_err(D::Error::custom),
        }
    }
}
