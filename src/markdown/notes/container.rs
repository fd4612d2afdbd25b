//! The info line of a `:::` container, read once for class names and for notes.

use super::{decoded, is_attribute};

/// What stands behind the colons.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Info {
    /// The class names, as they are written to the page.
    pub classes: Vec<String>,
    /// The values of attributes that hold notes.
    pub notes: Vec<String>,
}

impl Info {
    /// Reads `notes`, `{.notes}`, `{class="x notes"}` and `{.x data-notes="…"}`. A value is never a
    /// class name, except that of `class`.
    #[must_use]
    pub(crate) fn read(info: &str) -> Self {
        let info = decoded(info);
        let mut read = Self::default();
        let mut rest = info.as_str();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "{}:".contains(c));
            if rest.is_empty() {
                return read;
            }
            let ends = |c: char| c.is_whitespace() || "{}=".contains(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            let name = &rest[..end];
            let behind = rest[end..].trim_start();
            let Some(written) = behind.strip_prefix('=') else {
                rest = &rest[end..];
                if !name.starts_with('#') {
                    read.add_classes(name.split('.'));
                }
                continue;
            };
            let (value, after) = value(written.trim_start());
            rest = after;
            if name.eq_ignore_ascii_case("class") {
                read.add_classes(value.split(|c: char| c.is_whitespace() || c == '.'));
            } else if is_attribute(name) {
                read.notes.push(value.to_owned());
            }
        }
    }

    fn add_classes<'t>(&mut self, names: impl Iterator<Item = &'t str>) {
        let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let names = names.map(|name| name.chars().filter(is_kept).collect::<String>());
        self.classes.extend(names.filter(|name| !name.is_empty()));
    }

    /// Whether the container holds notes.
    #[must_use]
    pub(crate) fn is_notes(&self) -> bool {
        !self.notes.is_empty()
            || self.classes.iter().any(|class| class.eq_ignore_ascii_case("notes"))
    }
}

/// The value that begins a text, and what follows it. A quote that never closes takes in the rest.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '}').unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_info_line_has_classes_and_notes() {
        for info in [
            "notes",
            "notes:::",
            "{.notes}",
            "{class=\"notes\"}",
            "{.x class=notes}",
            "{ .x.Notes #id }",
            "{class='x &#110;otes'}",
            "{.x data-notes=\"SECRET\"}",
            "{.x DATA-NOTES = SECRET}",
        ] {
            assert!(Info::read(info).is_notes(), "{info}");
        }
        let read = Info::read("{.x title=\"my notes\" data-y='notes' class=\"a b\"}");
        assert_eq!((read.classes.join(" ").as_str(), read.is_notes()), ("x a b", false));
    }
}
