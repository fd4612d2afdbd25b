//! Formulas in LaTeX as MathML, with their sizes and words. Knows no documents.
//!
//! 1. [`macros`] writes out what authors define.
//! 2. [`source`] bounds what is converted, and mends what the converter lacks.
//! 3. The converter's MathML is read back as a [`tree`].
//! 4. [`size`] estimates how much room that takes, [`speech`] says it in words.

pub(crate) mod macros;
mod size;
mod source;
mod speech;
mod tree;

use std::ops::Range;
use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use tree::Element;

/// A formula that was read.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    /// What stands in `<math>`.
    mathml: String,
    is_display: bool,
    /// The formula in words.
    pub words: String,
    /// Its width in ems, about.
    pub width: f64,
    /// Its height in ems, about.
    pub height: f64,
}

/// Why a formula cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Where, in bytes of the formula.
    pub range: Range<usize>,
    pub message: String,
}

/// Commands of LaTeX and its packages that the converter lacks, and what stands for them.
const MACROS: [(&str, &str); 11] = [
    ("degree", r"{}^\circ"),
    ("mathop", "{#1}"),
    ("textcolor", r"{\color{#1}#2}"),
    ("boxed", "{#1}"),
    ("R", r"\mathbb{R}"),
    ("N", r"\mathbb{N}"),
    ("Z", r"\mathbb{Z}"),
    ("Q", r"\mathbb{Q}"),
    ("argmin", r"\operatorname*{arg\,min}"),
    ("argmax", r"\operatorname*{arg\,max}"),
    ("bold", r"\mathbf{#1}"),
];

static CONVERTER: LazyLock<LatexToMathML> = LazyLock::new(|| {
    let macros = MACROS.map(|(name, meaning)| (name.to_owned(), meaning.to_owned())).to_vec();
    LatexToMathML::new(MathCoreConfig { macros, ..MathCoreConfig::default() }).unwrap_or_default()
});

/// Reads a formula; `is_display` when it stands on lines of its own.
///
/// # Errors
/// When it is no LaTeX that can be read.
pub(crate) fn read(latex: &str, is_display: bool) -> Result<Formula, Unread> {
    source::check(latex)?;
    let mended = source::mended(latex, is_display);
    let display = if is_display { MathDisplay::Block } else { MathDisplay::Inline };
    let html = CONVERTER.convert_with_local_counter(&mended.text, display).map_err(|error| {
        let range = mended.back(error.0.clone(), latex);
        Unread { range, message: error.error_message() }
    })?;
    let inner =
        html.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</math>")).unwrap_or_default();
    let tree = Element::read(inner);
    let size = size::of(&tree, is_display);
    let mut mathml = inner.to_owned();
    if inner.contains("<mo>_</mo>") || inner.contains("<menclose") {
        mathml.clear();
        tree.write_inner(&mut mathml);
    }
    Ok(Formula {
        mathml,
        is_display,
        words: speech::of(&tree),
        width: size.width,
        height: size.above + size.below,
    })
}

impl Formula {
    /// The element, with more attributes: escaped, each with a blank before it.
    #[must_use]
    pub(crate) fn html(&self, attributes: &str) -> String {
        let display = if self.is_display { " display=\"block\"" } else { "" };
        let words = crate::html::escape(&self.words);
        format!("<math{display} aria-label=\"{words}\"{attributes}>{}</math>", self.mathml)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_mathml_with_words() {
        let formula = read(r"\frac{a}{2} \le x_i^2", false).expect("a formula");
        assert_eq!(formula.words, "a over 2, is at most x sub i squared");
        let html = formula.html(" class=\"x\"");
        assert!(
            html.starts_with(
                "<math aria-label=\"a over 2, is at most x sub i squared\" class=\"x\"><mfrac>"
            ),
            "{html}"
        );
        assert!(html.ends_with("</msubsup></math>"), "{html}");
    }

    #[test]
    fn what_cannot_be_read_has_a_place() {
        let unread = read(r"a + \nope{b}", true).expect_err("no command");
        assert_eq!(unread.range, 4..9);
        assert!(unread.message.contains("nope"), "{}", unread.message);
        let unread = read(r"\begin{split} a \\ \nope \end{split}", true).expect_err("no command");
        assert_eq!(unread.range, 19..24);
    }

    #[test]
    fn a_bare_number_sign_is_refused() {
        assert_eq!(read("> ^[## Timeline", true).expect_err("no macro").range, 4..5);
        assert!(read(r"\# 1", false).is_ok());
    }

    #[test]
    fn common_commands_are_known() {
        for latex in [
            r"x\!y",
            r"\begin{array}{c|c} \hline a & b \\ \hline c & d \end{array}",
            r"\begin{align} a &= b \label{eq:1} \\ c &= d \end{align}",
            r"\begin{split} a &= b \\ c &= d \end{split}",
            r"E = mc^2 \tag{1}",
            r"\textcolor{red}{x} + 20\degree",
            r"\argmin_\theta L(\theta) \in \R^n",
            r"\boxed{a}",
            r"{\rm d}x",
            r"\begin{align*} a &= b \end{align*}",
            r"\begin{alignat}{2} a &= b \end{alignat}",
            r"\begin{multline} a \\ b \end{multline}",
            r"\begin{flalign*} a &= b \end{flalign*}",
            r"\begin{displaymath} a \end{displaymath}",
            r"\begin{subequations} \begin{align} a &= b \end{align} \end{subequations}",
        ] {
            let formula = read(latex, true).map_err(|unread| unread.message);
            assert!(formula.is_ok(), "{latex}: {formula:?}");
        }
    }

    #[test]
    fn lines_and_strokes_are_classes() {
        let html = |latex: &str| read(latex, false).expect("a formula").mathml;
        assert_eq!(html(r"\overline{ab}"), "<mrow class=\"wd-over\"><mi>a</mi><mi>b</mi></mrow>");
        assert_eq!(html(r"\underline x"), "<mrow class=\"wd-under\"><mi>x</mi></mrow>");
        assert_eq!(html(r"\cancel{x}"), "<mrow class=\"wd-struck\"><mi>x</mi></mrow>");
    }

    #[test]
    fn markup_in_a_formula_is_text() {
        for latex in ["<img src=x onerror=y>", r"\text{<img src=x>}", r"\text{</math><b>}", "a<b"] {
            if let Ok(formula) = read(latex, false) {
                let html = formula.html("");
                assert!(!html.contains("<img") && !html.contains("<b>"), "{html}");
            }
        }
    }

    #[test]
    fn deep_formulas_are_refused_before_they_are_read() {
        for (piece, times) in [(r"\sqrt ", 5_000), ("{", 5_000), (r"\left(", 5_000), ("x^{", 800)] {
            let unread = read(&piece.repeat(times), true).expect_err("too deep");
            assert!(unread.message.contains("more than"), "{}", unread.message);
        }
        // As deep as may be: on a small stack.
        let run = || {
            for piece in [r"\sqrt ", r"\hat ", r"\frac1"] {
                assert!(read(&format!("{}x", piece.repeat(source::MOST_COMMANDS)), true).is_ok());
            }
            let braces = source::DEEPEST;
            let text = format!("{}x{}", "x^{".repeat(braces), "}".repeat(braces));
            assert!(read(&text, true).is_ok());
        };
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run);
        thread.expect("a thread").join().expect("no overflow");
    }

    #[test]
    fn sizes_grow_with_what_is_in_a_formula() {
        let of = |latex: &str| read(latex, true).expect("a formula");
        assert!(of("x").height < of(r"\frac{x}{y}").height);
        assert!(of(r"\frac{x}{y}").height < of(r"\begin{matrix}a\\b\\c\\d\end{matrix}").height);
        assert!(of("x+y").width < of("x+y+z").width);
    }
}
