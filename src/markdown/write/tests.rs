//! What is written reads as what was read.

use comrak::Arena;
use proptest::prelude::*;

use super::Writer;
use crate::markdown::{self, Syntax, bounds, options};

/// The HTML of a text, and of what is written of its nodes.
fn again(text: &str) -> (String, String, String) {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &bounds::bounded(text), &options(Syntax::Slides));
    let mut figure = |html: &str| html.to_owned();
    let mut writer = Writer { breaks: true, attributes: &|_| None, figure: &mut figure };
    let written = writer.blocks(root.children()) + "\n";
    let html = |text: &str| {
        let html = comrak::markdown_to_html(text, &options(Syntax::Slides));
        // How words are broken over lines, and which of two spellings an element has, is no matter.
        html.replace("<br>", "<br />").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    (html(text), html(&written), written)
}

#[track_caller]
fn stays(text: &str) {
    let (before, after, written) = again(text);
    assert_eq!(before, after, "{text}\n---- written\n{written}");
}

#[test]
fn blocks_of_every_kind_stay() {
    for text in [
        "# A *b* #\n\n## a \\##\n\ntext\ngoes on\\\nhere",
        "- a\n- b\n  - c\n\n    d\n- [ ] e\n- [x] f",
        "1. a\n2. b\n\n7) c\n8) d\n\n* e\n* f\n\n- g",
        "> a\n>\n> - b\n>   > c\n\n> [!NOTE] Title\n> d",
        "```js [1-2]\na ``` b\n```\n\n~~~\n\n~~~\n\n    indented\n\n***",
        "| a | b |\n|:--|--:|\n| `x\\|y` | |\n| \\| | **z** |",
        "<div>\n<b>raw</b>\n\n</div>\n\na <i>b</i> c",
        "a[^1] b\n\n[^1]: note\n\n    more",
        ":::info\na\n\n- b\n:::",
        "- a\n\n  3. b\n- c\n\n  -\n",
        "a\n: b\n\n  c\n: d",
        "a\n: \n\nb\n~ \n: c",
        "- a\n\n  b\n\n- ```\n  c\n  ```\n- # d\n-\n- e",
    ] {
        stays(text);
    }
}

#[test]
fn a_term_has_one_line() {
    let (_, _, written) = again("a\\\nb  \nc\n: d");
    assert_eq!(written, "a<br>b<br>c\n: d\n");
}

#[test]
fn running_text_of_every_kind_stays() {
    for text in [
        "*a* **b** ***c*** ~~d~~ `e` ``f`g``",
        "a*b*c **\"d\"**e ** f ** *g **h***",
        "**Instead:** x, **a**: b, (*c*)",
        "[a](b \"c\") [d](<e f>) ![g *h*](i.png) <https://x.org/a_b> https://y.org",
        "\\*a\\* \\# \\[b\\] 5 \\< 6 &lt;b&gt; &amp;amp; a_b_c \\_d\\_ \\\\* C:\\x",
        "1\\. a\n\\- b\n\\# c\n\\> d\n+ e",
        "**a \\=** **\\+ a** *a \\=*",
        "**<b>x</b>*\"a\"* b** ******\"a**| b**c**- **a *b.***",
        "[a **b** `c`](d) [](e) [f](<>)",
    ] {
        stays(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_is_written_is_read_again(
        text in "([a-c]|[ \n]|[*_`~<>\\[\\]()!|#:$=+.\\\\&;-]|1\\. |- |> |\n\n|\\*\\*|``|\\| ){0,40}"
    ) {
        let (_, _, written) = again(&text);
        let (before, after, twice) = again(&written);
        prop_assert_eq!(before, after, "{}\n----\n{}\n----\n{}", text, written, twice);
        let words = |text: &str| {
            let arena = Arena::new();
            let root = comrak::parse_document(&arena, &bounds::bounded(text), &options(Syntax::Slides));
            markdown::plain_text(root).split_whitespace().collect::<String>()
        };
        prop_assert_eq!(words(&text), words(&written), "{}\n----\n{}", text, written);
    }
}
