//! Values of YAML and TOML, written as plainly as they read back.

/// Words that other readers of YAML take for something else than text.
const OTHERS: [&str; 12] =
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "~"];

/// A text as a value of YAML: plain where it can be, else between double quotes.
pub(in crate::edit) fn yaml(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A text as a value between double quotes, which TOML and YAML share.
pub(in crate::edit) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                out.push_str(&format!("\\u{:04X}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a text is itself without quotes, between brackets as well.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || "(/._+$^".contains(c));
    let is_open = !text.contains([',', '[', ']', '{', '}', '\t', '"', '\''])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' ']);
    let is_printed =
        text.chars().all(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}'));
    let lower = text.to_lowercase();
    let is_number = lower.starts_with(|c: char| c.is_ascii_digit() || "._+-".contains(c))
        && (lower.replace('_', "").parse::<f64>().is_ok()
            || lower.starts_with("0x")
            || lower.starts_with("0o")
            || [".inf", ".nan", "+.inf"].contains(&lower.as_str()));
    begins && is_open && is_printed && !is_number && !OTHERS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_back_as_texts() {
        for text in [
            "Ann Lee",
            "2026-12-01",
            "a: b",
            "a #b",
            "#b",
            "yes",
            "12",
            "1e3",
            "0x1f",
            ".5",
            "- a",
            "a, b",
            "\"x\"",
            "it's",
            "\\@ann",
            "a:",
            "{a}",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "?",
            "~",
            "\u{202e}x",
            "ü",
            "a\\",
            "...",
            "---",
            "=",
            "<<",
            "+.inf",
            "null",
            "12:30",
        ] {
            for written in [yaml(text), quoted(text)] {
                let whole = format!("a: {written}\nb: {{c: {written}}}\n");
                let value: serde_yaml::Value = serde_yaml::from_str(&whole).expect("YAML");
                assert_eq!(value["a"].as_str(), Some(text), "{whole}");
                assert_eq!(value["b"]["c"].as_str(), Some(text), "{whole}");
            }
        }
        assert_eq!(yaml("Ann Lee"), "Ann Lee");
        assert_eq!(yaml("a: b"), "\"a: b\"");
    }
}
