//! Whether a document is confidential.

use serde_yaml::Value;

use crate::source::Source;
use crate::source::data::{Notation, Reader};

/// The key, and what labels at the top of a document say.
const MARK: &str = "confidential";

/// How many lines at the top of a document may say so.
const TOP: usize = 60;

/// Values that say the opposite.
const NOT: [&str; 5] = ["", "false", "no", "none", "null"];

/// Whether a document says that it is confidential. In doubt it is: a mark whose value is of the
/// wrong kind, or that stands in front matter which is none, was meant as one.
pub(crate) fn is_confidential(source: &Source, is_yaml: bool) -> bool {
    let text = source.text();
    text.lines().take(TOP).any(says_so) || has_key(source, is_yaml)
}

/// `confidential: internal`, `**Confidential:** yes`, `| Confidential | yes |`.
fn says_so(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some((name, rest)) = line.split_at_checked(MARK.len()) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "*_\"'".contains(c));
    let value = rest.strip_prefix([':', '=', '|']);
    name.eq_ignore_ascii_case(MARK) && value.is_some_and(|value| !is_no(value))
}

fn is_no(value: &str) -> bool {
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    NOT.iter().any(|no| value.eq_ignore_ascii_case(no))
}

/// Whether the data of a document has the key, however it is written.
fn has_key(source: &Source, is_yaml: bool) -> bool {
    let whole = || match Reader::new(source, 0..source.text().len(), Notation::Yaml) {
        Ok((_, Value::Mapping(mapping))) => Some(mapping),
        _ => None,
    };
    let mapping = if is_yaml { whole() } else { super::mapping(source) };
    mapping.iter().flatten().any(|(key, value)| {
        let is_mark = key.as_str().is_some_and(|key| key.trim().eq_ignore_ascii_case(MARK));
        let is_not = match value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => is_no(text),
            _ => false,
        };
        is_mark && !is_not
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn told(text: &str, is_yaml: bool) -> bool {
        let mut sources = Sources::default();
        let id = sources.add("a", None, text.to_owned());
        is_confidential(sources.get(id), is_yaml)
    }

    #[test]
    fn a_document_is_confidential_in_doubt() {
        for text in [
            "---\nconfidential: internal\n---\n",
            "---\nConfidential: [board, legal]\n---\n",
            "---\n{title: x, confidential: true}\n---\n",
            "+++\nconfidential = \"board\"\n+++\n",
            "\n---\nconfidential: board\n---\n# Not quite front matter\n",
            "# A title\n\n**Confidential:** board only\n",
            "| Confidential | yes |\n",
            "---\n\"confidential\": board\n---\n",
            "---\r\nconfidential:\r\n  - board\r\n---\r\n",
        ] {
            assert!(told(text, false), "{text:?}");
        }
        assert!(told("title: x\n? confidential\n: board\n", true));
        assert!(told("{\"title\": \"x\", \"confidential\": 1}", true));
    }

    #[test]
    fn words_and_denials_make_none_confidential() {
        for text in [
            "# Confidential data was shown\n\nIt was confidential.\n",
            "---\nconfidential: false\n---\n",
            "---\nconfidential:\ntitle: x\n---\n",
            "Confidential: no\n",
            "confidentiality: high\n",
            "",
        ] {
            assert!(!told(text, false), "{text:?}");
        }
    }
}
