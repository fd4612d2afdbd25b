//! Text made safe to stand in Markdown: whatever it holds, it reads as itself.

/// Escapes a value for running text of a Markdown line: no character of it is markup, and it stays
/// on one line. A mailbox, `a@b.org`, becomes a link all the same: it is found in the text behind
/// the escapes.
#[must_use]
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut at_start = true;
    for c in text.chars() {
        match c {
            '\n' | '\r' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                continue;
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!'
            | '&' | '^' | '$' | '=' => {
                out.push('\\');
                out.push(c);
            }
            // At the start of a line these open a list; `:` a container, and `w.`, `http:` a link.
            '-' | '+' | ':' | '.' | ')' if at_start || needs_escape(c, &out) => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
        at_start = false;
    }
    out
}

/// Whether punctuation in the middle of a line could begin a link, a list or a note.
fn needs_escape(c: char, before: &str) -> bool {
    match c {
        // `http:`, `Note:` and the end of `:tada:` or `:+1:`.
        ':' => before.ends_with(|last: char| last.is_ascii_alphanumeric() || "+-_".contains(last)),
        // The second of `++`.
        '+' => before.ends_with('+'),
        // `www.`, and `1.` at the start of the line.
        '.' => before.ends_with('w') || before.chars().all(|c| c.is_ascii_digit()),
        ')' => before.chars().all(|c| c.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_on_one_line() {
        assert_eq!(inline("a *b* <c>\n---"), r"a \*b\* \<c\> ---");
        assert_eq!(inline("a ==b== ++c++ :d:"), r"a \=\=b\=\= +\+c+\+ :d\:");
    }
}
