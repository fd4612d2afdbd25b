//! The attribute lists of `.slide:` and `.element:` comments.

/// How many attributes an element may have.
const MOST: usize = 100;

/// Attributes as the author wrote them, in order; a later one of the same name wins. Whether there
/// were more than may be is said by [`Attributes::is_cut`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attributes(Vec<(String, String)>, bool);

impl Attributes {
    /// Reads `a="x y" b='z' c=d e`: quotes of both kinds, none, empty values and bare names; `=`
    /// and `&` in values.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Self {
        let mut attributes = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let name = rest[..name_end].trim_matches(['"', '\'', ',', ';']).to_ascii_lowercase();
            rest = rest[name_end..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                (value, rest) = take_value(after.trim_start());
            }
            if !name.is_empty() {
                attributes.set(&name, value);
            }
            rest = rest.trim_start();
        }
        attributes
    }

    /// The value of an attribute.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let is_full = self.0.len() >= MOST;
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => value.clone_into(known),
            None if is_full => self.1 = true,
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Whether some were left out, since there were too many.
    #[must_use]
    pub(crate) fn is_cut(&self) -> bool {
        self.1
    }

    /// Takes an attribute out.
    pub(crate) fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    /// Adds the attributes of another list; classes are joined, others replaced.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (name, value) in &other.0 {
            match self.0.iter_mut().find(|(known, _)| name == "class" && known == name) {
                Some((_, classes)) => {
                    classes.push(' ');
                    classes.push_str(value);
                }
                None => self.set(name, value),
            }
        }
        self.1 |= other.1;
    }

    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The value at the start of a text, and what follows it. A quote that never closes takes in the
/// rest.
fn take_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return match inner.find(quote) {
                Some(end) => (&inner[..end], &inner[end + 1..]),
                None => (inner, ""),
            };
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_value() {
        let list = Attributes::parse(
            "data-background='a b.png?x=1&y=2'\n class=\"k l\" data-state=s data-empty=\"\" hidden",
        );
        let got: Vec<_> = list.iter().collect();
        assert_eq!(
            got,
            [
                ("data-background", "a b.png?x=1&y=2"),
                ("class", "k l"),
                ("data-state", "s"),
                ("data-empty", ""),
                ("hidden", "")
            ]
        );
    }

    #[test]
    fn classes_join() {
        let mut list = Attributes::parse("class=a id=x");
        list.merge(&Attributes::parse("class=b id=y"));
        assert_eq!((list.get("class"), list.get("id")), (Some("a b"), Some("y")));
    }
}
