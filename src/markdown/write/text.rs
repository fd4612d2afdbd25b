//! Words as Markdown: what would mean something is escaped.

use crate::markdown::notes;

/// Words in running text. What stands at the start of a line is seen to later ([`line()`]).
pub(super) fn words(text: &str, in_cell: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if is_meant(c, before, rest, in_cell) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether a character of running text would mean something where it stands.
pub(super) fn is_meant(c: char, before: char, rest: &str, in_cell: bool) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    match c {
        '\\' => !next.is_alphanumeric(),
        '`' | '*' | '[' | ']' | '~' | '^' | '$' => true,
        '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
        '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
        '=' | '+' | '%' => next == c || before == c,
        '|' => in_cell || next == '|',
        '&' => is_reference(rest),
        ':' => is_short_code(rest),
        '!' => next == '[',
        '{' => rest.starts_with("ruby"),
        _ => false,
    }
}

/// Whether a character reference goes on here: `amp;`, `#8212;`.
fn is_reference(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len()
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// Whether the rest of `:tada:` stands here.
fn is_short_code(rest: &str) -> bool {
    let name = rest.split(':').next().unwrap_or_default();
    name.len() < rest.len()
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-'))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'))
}

/// A line of a paragraph, so that nothing begins with it.
pub(super) fn line(line: &str) -> String {
    let line = line.trim_start_matches([' ', '\t']);
    if let Some(length) = notes::prefix(line) {
        let colon = line[..length].rfind(':').unwrap_or_default();
        return format!("{}\\{}", &line[..colon], &line[colon..]);
    }
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line[digits..].chars().nth(1);
    if digits > 0 && line[digits..].starts_with(['.', ')']) && after.is_none_or(is_blank) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let first = line.chars().next().unwrap_or(' ');
    let next = line.chars().nth(1);
    // Below another line this would make a table of both.
    let is_rule = line.contains('-') && line.chars().all(|c| "-:| ".contains(c));
    let opens = match first {
        _ if is_rule => true,
        '#' => line.trim_start_matches('#').chars().next().is_none_or(is_blank),
        '>' => true,
        '-' | '+' => next.is_none_or(|c| is_blank(c) || c == first),
        '=' => next.is_none_or(|c| c == first),
        // A comment that gives a paragraph its attributes may follow on the line.
        ':' => next.is_none_or(|c| is_blank(c) || c == ':'),
        // The last line of a file would be HackMD's trailer.
        '{' => next == Some('"'),
        _ => false,
    };
    if opens { format!("\\{line}") } else { line.to_owned() }
}

/// Where a link leads, or a picture lies.
pub(super) fn destination(url: &str) -> String {
    let is_plain = !url.is_empty()
        && !url.starts_with('<')
        && url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"()<>\\".contains(c));
    if is_plain {
        return url.to_owned();
    }
    let inner: String = url
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| matches!(c, '<' | '>' | '\\').then_some('\\').into_iter().chain([c]))
        .collect();
    format!("<{inner}>")
}

/// A title behind a destination; nothing when there is none.
pub(super) fn title(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    let inner = title.replace('\\', "\\\\").replace('"', "\\\"");
    format!(" \"{}\"", inner.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Code between backticks, more of them than are in it.
pub(super) fn code(literal: &str, in_cell: bool) -> String {
    if literal.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(literal, '`') + 1);
    let is_padded = literal.starts_with('`')
        || literal.ends_with('`')
        || (literal.starts_with(' ') && literal.ends_with(' ') && !literal.trim().is_empty());
    let pad = if is_padded { " " } else { "" };
    let literal = if in_cell { literal.replace('|', "\\|") } else { literal.to_owned() };
    format!("{fence}{pad}{literal}{pad}{fence}")
}

/// How often a character stands in a row, at most.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

/// Raw HTML without comments, which would be notes, and without lines that would be separators.
pub(super) fn html(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let begins = |sign: &str| kept.trim_start().starts_with(sign);
    if !begins("<") || begins("<?") || begins("<!") {
        // What stands behind a comment is no Markdown, and stays none without it; declarations are
        // words on a slide where nothing is around them.
        // A blank line would end the element's block.
        let line = |line: &str| if line.trim().is_empty() { "&#32;" } else { line }.to_owned();
        let lines: Vec<String> = kept.trim().lines().map(line).collect();
        kept = format!("<div>{}</div>", lines.join("\n"));
    }
    let mended = kept.trim_end().lines().map(|line| {
        if matches!(line.trim_end(), "---" | "----") {
            return line.replacen('-', "&#45;", 1);
        }
        let bare = line.trim_start();
        let opens = |sign: &str| bare.starts_with(&sign.repeat(3));
        match (notes::prefix(line), opens("`"), opens("~")) {
            (None, true, _) => line.replacen('`', "&#96;", 1),
            (None, _, true) => line.replacen('~', "&#126;", 1),
            (None, ..) if !opens(":") => line.to_owned(),
            _ => line.replacen(':', "&#58;", 1),
        }
    });
    mended.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mean_something_is_escaped() {
        for (text, written) in [
            ("a snake_case_name *x*", "a snake_case_name \\*x\\*"),
            ("5 < 6 <b> a==b", "5 < 6 \\<b> a\\=\\=b"),
            ("AT&T &amp; $5", "AT&T \\&amp; \\$5"),
            ("10:30:fire: 10:30", "10:30\\:fire: 10:30"),
            ("C:\\dir \\*", "C:\\dir \\\\\\*"),
        ] {
            assert_eq!(words(text, false), written, "{text}");
        }
        assert_eq!(words("a|b", true), "a\\|b");
    }

    #[test]
    fn nothing_begins_with_a_line() {
        for (text, written) in [
            ("# a", "\\# a"),
            ("#a", "#a"),
            ("- a", "\\- a"),
            ("---", "\\---"),
            ("-5 °C", "-5 °C"),
            ("|-|:-:|", "\\|-|:-:|"),
            ("1. a", "1\\. a"),
            ("1.5 h", "1.5 h"),
            ("-\ta", "\\-\ta"),
            (":\ta", "\\:\ta"),
            (":", "\\:"),
            (":a", ":a"),
            ("> a", "\\> a"),
            ("Note: a", "Note\\: a"),
            (":::info", "\\:::info"),
            ("  a", "a"),
        ] {
            assert_eq!(line(text), written, "{text}");
        }
    }

    #[test]
    fn code_and_addresses_of_any_kind() {
        assert_eq!(code("a`b", false), "``a`b``");
        assert_eq!(code("`a", false), "`` `a ``");
        assert_eq!((destination("a b"), destination("")), ("<a b>".into(), "<>".into()));
        assert_eq!(title("a \"b\""), " \"a \\\"b\\\"\"");
        assert_eq!(html("<p><!-- x -->a\n---\nNote: b"), "<p>a\n&#45;--\nNote&#58; b");
        assert_eq!(html("<!a\n\nb"), "<div><!a\n&#32;\nb</div>");
    }
}
