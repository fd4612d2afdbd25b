//! Style sheets that stand on slides: each rule is parsed, kept to the slides, and written anew.
//!
//! 1. A selector gets the slides before it; what means the page (`body`, `:root`) means the slides
//!    ([`selectors`]).
//! 2. A declaration stays when nothing in it loads or covers anything ([`values`]); files are
//!    embedded.
//! 3. Names that are the page's own, of animations and at-rules, do not get out.
//!
//! Nothing of the text itself is copied: tokens are written, so all that is open is closed.

mod rules;
mod selectors;
mod values;

use std::collections::HashSet;

/// How many bytes of style sheets a deck may have.
const MOST_BYTES: usize = 256 * 1024;
/// How many rules.
const MOST_RULES: usize = 2000;

/// What is wrong in a style sheet of a slide.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Wrong {
    /// An at-rule that loads something, or that counts for the whole page.
    AtRule(String),
    /// A selector of what stands beside the slides.
    Selector(String),
    /// A property or a value that could load or cover something.
    Declaration(String),
    /// Rules inside a rule.
    Nested,
    /// More than is read.
    TooMuch,
}

impl Wrong {
    /// What is said.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::AtRule(name) if name == "import" => {
                "`@import` is left out: a deck asks for nothing on the network".into()
            }
            Self::AtRule(name) => {
                format!("`@{name}` is left out: a slide's style stays on the slides")
            }
            Self::Selector(text) => {
                format!("the rule for `{text}` is left out: it reaches out of the slides")
            }
            Self::Declaration(text) => {
                format!("`{text}` is left out: it could load something, or leave the slides")
            }
            Self::Nested => "rules inside a rule are left out".into(),
            Self::TooMuch => format!(
                "this style is cut: {} KB and {MOST_RULES} rules are read",
                MOST_BYTES / 1024
            ),
        }
    }
}

/// Who embeds files, and is told what is wrong. Lines are counted from 0 in the style sheet.
pub(crate) trait Host {
    /// What to write between the quotes of `url(…)`; none where there is no such file.
    fn embed(&mut self, address: &str, line: usize) -> Option<String>;
    fn wrong(&mut self, wrong: Wrong, line: usize);
}

/// Whom the rules that may change a size are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sized {
    /// Whether there is one for elements, wherever they are.
    pub(crate) any: bool,
    /// The classes and ids of the others.
    pub(crate) words: HashSet<String>,
}

/// What has been read of a deck's style sheets.
#[derive(Debug, Default)]
pub(crate) struct Scoped {
    /// The rules, kept to the slides.
    pub(crate) css: String,
    pub(crate) sized: Sized,
    bytes: usize,
    rules: usize,
}

impl Scoped {
    /// Reads one more style sheet.
    pub(crate) fn read(&mut self, text: &str, host: &mut dyn Host) {
        let mut end = text.len().min(MOST_BYTES - self.bytes);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes += end;
        if end < text.len() {
            host.wrong(Wrong::TooMuch, 0);
        }
        rules::read(&text[..end], self, host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Said(Vec<String>);

    impl Host for Said {
        fn embed(&mut self, address: &str, _: usize) -> Option<String> {
            (!address.contains("//")).then(|| format!("embedded-{address}"))
        }

        fn wrong(&mut self, wrong: Wrong, line: usize) {
            self.0.push(format!("{line} {wrong:?}"));
        }
    }

    fn of(css: &str) -> String {
        let mut scoped = Scoped::default();
        scoped.read(css, &mut Said::default());
        scoped.css
    }

    #[test]
    fn rules_are_kept_to_the_slides() {
        for (written, wanted) in [
            ("h1{color:red}", ".reveal .slides h1{color:red}"),
            (
                ".reveal h1, .a > b { color : red ; }",
                ".reveal .slides h1,.reveal .slides .a > b{color:red}",
            ),
            ("body{color:red}", ".reveal .slides{color:red}"),
            (":root{--a:1px}", ".reveal .slides{--a:1px}"),
            (
                "html body.dark .reveal .slides section p{color:red}",
                ".reveal .slides.dark section p{color:red}",
            ),
            ("*{margin:0}", ".reveal .slides *{margin:0}"),
            (".reveal .slides{font-size:2em}", ".reveal .slides{font-size:2em}"),
            (
                "@media (max-width:600px){h1{color:red}}",
                "@media (max-width:600px){.reveal .slides h1{color:red}}",
            ),
            (
                "a[href^=\"x\"]::before{content:\"\\201C\"}",
                ".reveal .slides a[href^=\"x\"]::before{content:\"“\"}",
            ),
            ("h1{background:url(a.png)}", ".reveal .slides h1{background:url(\"embedded-a.png\")}"),
            (
                "h1{background:url('a.png') no-repeat!important}",
                ".reveal .slides h1{background:url(\"embedded-a.png\") no-repeat!important}",
            ),
        ] {
            assert_eq!(of(written), wanted);
        }
    }

    #[test]
    fn what_leaves_the_slides_is_left_out() {
        for css in [
            "@import 'x';@import url(//x);@page{margin:0}@property --a{syntax:'*'}",
            "body ~ .controls{display:none}",
            ":root + x{color:red}",
            "h1{position:fixed}",
            "h1{position:var(--a)}",
            "h1{background:url(http://x)}",
            "h1{background:u\\72l(http://x)}",
            "h1{background:image-set('x' 1x)}",
            "h1{background:-webkit-image-set(url(//x) 1x)}",
            "h1{background:src('//x')}",
            "h1{width:expression(alert(1))}",
            "h1{behavior:url(x.htc)}",
            "h1{--a:url(//x)}",
            "h1{background:attr(title type(<url>))}",
            "h1{color:red</style><script>}",
            "h1{}</style><script>alert(1)</script>",
            "@unknown{h1{color:red}}",
            ".reveal:has(h1) ~ .x{color:red}",
        ] {
            assert_eq!(of(css), "", "{css}");
        }
    }

    #[test]
    fn what_is_open_is_closed() {
        for (written, wanted) in [
            ("h1{color:red", ".reveal .slides h1{color:red}"),
            ("h1{width:calc(1px + (2px", ".reveal .slides h1{width:calc(1px + (2px))}"),
            ("@media print{h1{content:\"a", "@media print{.reveal .slides h1{content:\"a\"}}"),
            ("h1{a:b}}h2{color:red}", ".reveal .slides h1{a:b}"),
        ] {
            assert_eq!(of(written), wanted);
        }
        assert!(of("h1{color:red}<!-- h2{color:red} -->").matches('{').count() >= 1);
    }

    #[test]
    fn names_of_animations_are_the_deck_s_own() {
        assert_eq!(
            of(
                "@keyframes bounce{from{top:0}50%{top:1px}} h1{animation:bounce 1s} h2{animation-name:fade}"
            ),
            "@keyframes own-bounce{from{top:0}50%{top:1px}}.reveal .slides h1{animation:own-bounce 1s}.reveal .slides h2{animation-name:fade}"
        );
    }

    #[test]
    fn what_changes_sizes_is_known() {
        let sized = |css: &str| {
            let mut scoped = Scoped::default();
            scoped.read(css, &mut Said::default());
            let mut words: Vec<String> = scoped.sized.words.into_iter().collect();
            words.sort();
            (scoped.sized.any, words.join(" "))
        };
        assert_eq!(sized("h1{color:red}.a{background:blue}"), (false, String::new()));
        assert_eq!(sized(".a .b,section#c{font-size:2em}"), (false, "a c".into()));
        assert_eq!(sized(".reveal h1{margin:0}"), (true, String::new()));
        assert_eq!(sized("p:not(.a){width:1px}"), (true, String::new()));
    }

    #[test]
    fn what_is_read_is_bounded() {
        let mut scoped = Scoped::default();
        let mut said = Said::default();
        scoped.read(&"h1{color:red}".repeat(3000), &mut said);
        assert_eq!(scoped.css.matches("h1").count(), MOST_RULES);
        scoped.read(&"/**/".repeat(MOST_BYTES), &mut said);
        scoped.read("h2{color:red}", &mut said);
        assert!(!scoped.css.contains("h2") && said.0.iter().any(|said| said.contains("TooMuch")));
        let deep = format!("{}h1{{color:red}}", "@media print{".repeat(5000));
        assert!(of(&deep).len() < 1000);
        let deep = format!("h1{{width:{}}}", "calc(".repeat(5000));
        assert!(of(&deep).len() < 1000);
    }
}
