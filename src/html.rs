//! Text made safe to stand in HTML.

/// Text as HTML, in elements and in quoted attributes.
#[must_use]
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_reads_as_markup_is_written_out() {
        let escaped = "&lt;a &quot;b&quot; &#39;c&#39; &amp; d&gt;";
        assert_eq!(escape("<a \"b\" 'c' & d>"), escaped);
    }
}
