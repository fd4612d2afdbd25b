//! `<pre><code>` as a code block.

use comrak::nodes::NodeCodeBlock;

use crate::deck::Attributes;
use crate::markdown::notes::tags::{self, Tag, decoded};

/// A code block, with the attributes of its element.
pub(super) struct Block {
    pub(super) code: NodeCodeBlock,
    pub(super) attributes: Attributes,
}

/// Classes that say how code is laid out, not what language it is in.
const LAYOUT: [&str; 6] = ["hljs", "stretch", "r-stretch", "fragment", "code", "wrap"];

/// Reads what begins with the tag `pre`, and says how long it is; `lower` is the same in lower
/// case. None when it is no code.
pub(super) fn read(html: &str, lower: &str, pre: &Tag<'_>) -> Option<(Block, usize)> {
    let start = pre.range.end;
    let gap = html[start..].len() - html[start..].trim_start().len();
    if !lower[start + gap..].starts_with("<code") {
        return None;
    }
    let code = tags::tags(&html[start + gap..]).next().filter(|tag| tag.range.start == 0)?;
    let body = start + gap + code.range.end;
    let length = lower[body..].find("</code")?;
    let end = body + length + lower[body + length..].find("</pre")?;
    let end = end + html[end..].find('>')? + 1;
    let own = |name: &str| {
        let of = |tag: &Tag<'_>| {
            let found = tag.attributes.iter().find(|own| own.name.eq_ignore_ascii_case(name));
            found.map(|own| decoded(own.value))
        };
        of(&code).or_else(|| of(pre))
    };
    let is_markup = own("data-noescape").is_some();
    let text = plain(&html[body..body + length], is_markup);
    let text = if own("data-trim").is_some() { trimmed(&text) } else { text };
    let classes = own_classes(&code);
    let info = info(&language(&classes), own("data-line-numbers"), own("data-ln-start-from"));
    let attributes = attributes(pre, &code, &classes);
    let literal = format!("{}\n", text.trim_end_matches(['\n', '\r', ' ', '\t']));
    Some((Block { code: fence(info, literal), attributes }, end))
}

/// Whether an element holds a diagram that a script would draw.
pub(super) fn is_diagram(tag: &Tag<'_>) -> bool {
    !tag.is_end && own_classes(tag).iter().any(|class| class == "mermaid")
}

/// Reads such an element, as far as nothing else stands in it, as a fence.
pub(super) fn diagram(html: &str, lower: &str, tag: &Tag<'_>) -> Option<(Block, usize)> {
    let start = tag.range.end;
    let length = lower[start..].find("</")?;
    let end = start + length + html[start + length..].find('>')? + 1;
    let text = trimmed(&decoded(&html[start..start + length]));
    let code = fence("mermaid".into(), format!("{text}\n"));
    Some((Block { code, attributes: Attributes::default() }, end))
}

fn fence(info: String, literal: String) -> NodeCodeBlock {
    NodeCodeBlock {
        fenced: true,
        fence_char: b'`',
        fence_length: 3,
        fence_offset: 0,
        info,
        literal,
        closed: true,
    }
}

fn own_classes(code: &Tag<'_>) -> Vec<String> {
    let class = code.attributes.iter().find(|own| own.name.eq_ignore_ascii_case("class"));
    let value = class.map(|own| decoded(own.value)).unwrap_or_default();
    value.split_whitespace().map(str::to_owned).collect()
}

/// The language that the classes name, in one of the ways that highlighters read.
fn language(classes: &[String]) -> String {
    let prefixed = classes
        .iter()
        .find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")));
    let bare = || classes.iter().map(String::as_str).find(|class| !LAYOUT.contains(class));
    prefixed.or_else(bare).unwrap_or_default().replace(['[', ']', '=', '!'], "")
}

/// The info line of a fence that says the same.
fn info(language: &str, steps: Option<String>, first: Option<String>) -> String {
    let number = first.and_then(|first| first.trim().parse::<u32>().ok());
    match (steps, number) {
        (None, None) => language.to_owned(),
        (steps, Some(number)) => format!("{language} [{number}: {}]", steps.unwrap_or_default()),
        (Some(steps), None) => format!("{language} [{steps}]"),
    }
}

/// The attributes of both elements, without those that were read.
fn attributes(pre: &Tag<'_>, code: &Tag<'_>, classes: &[String]) -> Attributes {
    let mut attributes = Attributes::default();
    for own in pre.attributes.iter().chain(&code.attributes) {
        let name = own.name.to_ascii_lowercase();
        let is_read = name == "class"
            || name == "contenteditable"
            || (name.starts_with("data-")
                && matches!(
                    &name[5..],
                    "trim" | "noescape" | "line-numbers" | "ln-start-from" | "language"
                ));
        if !is_read {
            attributes.set(&name, &decoded(own.value));
        }
    }
    let layout = classes.iter().filter(|class| LAYOUT[1..].contains(&class.as_str())).cloned();
    let class: Vec<String> = own_classes(pre).into_iter().chain(layout).collect();
    if !class.is_empty() {
        attributes.set("class", &class.join(" "));
    }
    attributes
}

/// The text of code: tags in it are text, too, unless `is_markup`.
fn plain(html: &str, is_markup: bool) -> String {
    let template = tags::tags(html).next().filter(|tag| {
        tag.name.eq_ignore_ascii_case("script") && html[..tag.range.start].trim().is_empty()
    });
    if let Some(tag) = template {
        // reveal.js lets code stand in a script that is none, where no character needs a reference.
        let inside = &html[tag.range.end..];
        return inside.rsplit_once("</").map_or(inside, |(code, _)| code).to_owned();
    }
    if !is_markup {
        return decoded(html);
    }
    let mut out = String::new();
    let mut at = 0;
    for tag in tags::tags(html) {
        out.push_str(&html[at..tag.range.start]);
        at = tag.range.end;
    }
    out.push_str(&html[at..]);
    decoded(&out)
}

/// Code without blank lines around it, and without the indentation that all its lines share.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_blank = |line: &&str| line.trim().is_empty();
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let lines = &lines[first..];
    // The first line often begins straight behind the tag.
    let rest = if first == 0 { lines.get(1..).unwrap_or_default() } else { lines };
    let indents = rest.iter().filter(|line| !is_blank(line));
    let indent = indents.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let cut = |line: &&str| {
        let own = line.len() - line.trim_start().len();
        line[indent.min(own)..].to_owned()
    };
    let lines: Vec<String> = lines.iter().map(cut).collect();
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Option<(String, String, String)> {
        let pre = tags::tags(html).next()?;
        let (block, length) = read(html, &html.to_ascii_lowercase(), &pre)?;
        assert_eq!(length, html.len());
        let class = block.attributes.get("class").unwrap_or_default().to_owned();
        Some((block.code.info, block.code.literal, class))
    }

    #[test]
    fn code_is_read_as_a_fence_is() {
        let html = "<pre class=\"stretch\"><code data-trim data-line-numbers=\"1|2\" class=\"language-js hljs\">\n    let a = 1 &lt; 2;\n\n      b<i>\n  </code></pre>";
        let (info, code, class) = of(html).expect("code");
        assert_eq!((info.as_str(), class.as_str()), ("js [1|2]", "stretch"));
        assert_eq!(code, "let a = 1 < 2;\n\n  b<i>\n");
    }

    #[test]
    fn what_highlighters_know_is_known() {
        let info = |code: &str| of(&format!("<pre><code{code}>x</code></pre>")).expect("code").0;
        assert_eq!(info(""), "");
        assert_eq!(info(" class=\"hljs python fragment\""), "python");
        assert_eq!(info(" class='lang-c' data-line-numbers"), "c []");
        assert_eq!(info(" data-ln-start-from=7 data-line-numbers='7|8'"), " [7: 7|8]");
        assert_eq!(of("<pre>x</pre>"), None);
        assert_eq!(of("<pre><code>x"), None);
    }

    #[test]
    fn marks_in_code_go_and_scripts_that_are_none_are_code() {
        let html = "<PRE><CODE data-noescape>a <mark>b</mark></CODE></PRE>";
        assert_eq!(of(html).expect("code").1, "a b\n");
        let html = "<pre><code><script type=\"text/template\">\n<p>x</p></script></code></pre>";
        assert_eq!(of(html).expect("code").1, "\n<p>x</p>\n");
    }
}
