//! Text made safe to stand in HTML.

/// Text as HTML, in elements and in quoted attributes.
///
/// ```
/// assert_eq!(whydeck::html::escape("<a \"b\" 'c' & d>"), "&lt;a &quot;b&quot; &#39;c&#39; &amp; d&gt;");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
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
