//! Attributes as comments.

use crate::deck::Attributes;

/// `<!-- .slide: class="a" -->`; none when there is nothing to say.
pub(super) fn comment(kind: &str, attributes: &Attributes) -> Option<String> {
    let mut out = String::new();
    // A comment cannot hold its own end, nor a value both quotes.
    let can_stand = |value: &str| !value.contains("--") || !value.contains('>');
    for (name, value) in attributes.iter().filter(|(_, value)| can_stand(value)) {
        let quote = if value.contains('"') { '\'' } else { '"' };
        let value = if quote == '\'' { value.replace('\'', "\u{2019}") } else { value.to_owned() };
        out.push_str(&format!(" {name}={quote}{value}{quote}"));
    }
    (!out.is_empty()).then(|| format!("<!-- .{kind}:{out} -->"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_reads_as_its_attributes() {
        let list = Attributes::parse("class='a b' data-x='say \"x\"' data-empty");
        let written = comment("slide", &list).expect("a comment");
        assert_eq!(written, "<!-- .slide: class=\"a b\" data-x='say \"x\"' data-empty=\"\" -->");
        let inner = written.trim_start_matches("<!-- .slide:").trim_end_matches("-->");
        assert_eq!(Attributes::parse(inner), list);
        assert_eq!(comment("slide", &Attributes::default()), None);
        assert_eq!(comment("slide", &Attributes::parse("title='a --> b'")), None);
    }
}
