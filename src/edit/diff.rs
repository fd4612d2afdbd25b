//! A unified diff of a document: exact for `git apply`, or for a screen, where what a terminal would
//! obey and what turns the direction of text is written out.

use similar::TextDiff;

/// How many lines around a change are shown.
const AROUND: usize = 3;

/// The diff of a file, for `git apply`; empty when nothing changes.
pub(crate) fn patch(name: &str, before: &str, after: &str) -> String {
    let lines =
        |text: &str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let old = lines(before);
    let new = lines(after);
    // Lines end in LF alone, as git counts them: a carriage return is the line's own.
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        if out.is_empty() {
            let (a, b) = (quoted(&format!("a/{name}")), quoted(&format!("b/{name}")));
            out.push_str(&format!("--- {a}\n+++ {b}\n"));
        }
        out.push_str(&format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            out.push_str(&format!("{}{}", change.tag(), change.value()));
            if !change.value().ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// The same for a screen.
pub(crate) fn shown(patch: &str) -> String {
    let mut out = String::with_capacity(patch.len());
    for c in patch.chars() {
        if c != '\n' && (c.is_control() && c != '\t' || is_turning(c)) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character is not seen, and turns or joins those around it.
fn is_turning(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// A name as git writes it: between quotes where it holds more than plain characters.
fn quoted(name: &str) -> String {
    if name.chars().all(|c| (' '..='~').contains(&c) && c != '"' && c != '\\') {
        // A blank would end the name for some readers; a tab behind it tells where it ends.
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let mut out = String::from("\"");
    for byte in name.bytes() {
        match byte {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\{byte:03o}")),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_exact_and_a_screen_shows_what_turns_it() {
        let patch = patch("a.md", "one\r\ntwo", "one\r\nt\u{202e}wo\r\nthree");
        let expected = "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@\n one\r\n-two\n\\ No newline at end of \
            file\n+t\u{202e}wo\r\n+three\n\\ No newline at end of file\n";
        assert_eq!(patch, expected);
        let shown = shown(&patch);
        assert!(shown.contains(" one\\r\n") && shown.contains("+t\\u{202e}wo\\r\n"), "{shown}");
        assert_eq!(super::patch("a.md", "x\n", "x\n"), "");
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        for (name, written) in [
            ("a/b.md", "a/b.md"),
            ("a/b c.md", "a/b c.md\t"),
            ("a/ü\".md", "\"a/\\303\\274\\\".md\""),
        ] {
            assert_eq!(quoted(name), written);
        }
    }
}
