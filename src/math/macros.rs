//! Macros that authors define in formulas: `\newcommand`, `\def` and their like. The converter
//! knows none, so formulas are written out before they are read.
//!
//! As in MathJax, what one formula defines is known in all that follow it.

use std::collections::HashMap;
use std::ops::Range;

use super::Unread;
use super::source::LONGEST;

/// How deep macros may use macros.
const DEEPEST: usize = 30;
/// How many bytes all macros of a deck may write, so that no deck is made of doublings.
const MOST_BYTES: usize = 2 << 20;
/// How many macros a deck may define.
const MOST: usize = 1_000;

/// The commands that define, without their backslash.
const DEFINING: [&str; 7] =
    ["newcommand", "renewcommand", "providecommand", "def", "gdef", "DeclareMathOperator", "let"];
/// Commands whose argument a macro behind them is, as a whole.
const TAKING: [&str; 16] = [
    "frac",
    "dfrac",
    "tfrac",
    "binom",
    "sqrt",
    "hat",
    "bar",
    "vec",
    "tilde",
    "dot",
    "ddot",
    "overline",
    "underline",
    "mathbf",
    "mathrm",
    "mathcal",
];

#[derive(Debug, Clone, PartialEq, Eq)]
struct Macro {
    arguments: usize,
    /// What stands for the first argument when it is left out.
    default: Option<String>,
    body: String,
}

/// The macros that are known.
#[derive(Debug, Default)]
pub(crate) struct Macros {
    known: HashMap<String, Macro>,
    /// How many bytes they have written.
    written: usize,
}

/// Whether formulas of a text may define macros.
#[must_use]
pub(crate) fn may_define(text: &str) -> bool {
    text.match_indices('\\').any(|(at, _)| DEFINING.contains(&word(&text[at + 1..])))
}

/// The letters that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())]
}

impl Macros {
    /// A formula without definitions and macros; they are remembered.
    ///
    /// # Errors
    /// When a definition or a use cannot be read, or too much would be written.
    pub(crate) fn expanded(&mut self, latex: &str) -> Result<String, Unread> {
        self.write(latex, 0).map_err(|(range, message)| Unread { range, message })
    }

    fn write(&mut self, latex: &str, depth: usize) -> Result<String, Fault> {
        if depth > DEEPEST {
            return Err((0..0, format!("macros use each other more than {DEEPEST} deep")));
        }
        let mut out = String::with_capacity(latex.len());
        let mut reading = Reading { text: latex, at: 0 };
        while let Some(name) = reading.next_command(&mut out) {
            let start = reading.at - 1 - name.len();
            let whole = |reading: &Reading<'_>| start..reading.at.min(latex.len());
            if DEFINING.contains(&name) {
                self.define(name, &mut reading)
                    .map_err(|message| (whole(&reading), message.to_owned()))?;
                continue;
            }
            let Some(found) = self.known.get(name) else {
                append(&mut out, &latex[start..reading.at]);
                continue;
            };
            let text = found.with_arguments(&mut reading).map_err(|m| (whole(&reading), m))?;
            self.written += text.len() + 1;
            if self.written > MOST_BYTES {
                let message = format!("the macros of this deck write more than {MOST_BYTES} bytes");
                return Err((whole(&reading), message));
            }
            let text = self.write(&text, depth + 1).map_err(|(_, m)| (whole(&reading), m))?;
            match is_argument(&out) {
                true => out.push_str(&format!("{{{text}}}")),
                false => append(&mut out, &text),
            }
            if out.len() > LONGEST {
                let message = format!("a formula of more than {LONGEST} bytes is not drawn");
                return Err((whole(&reading), message));
            }
        }
        Ok(out)
    }

    /// Reads what follows a command that defines.
    fn define(&mut self, command: &str, reading: &mut Reading<'_>) -> Result<(), &'static str> {
        let is_starred = reading.takes("*");
        let name = reading.name().ok_or("expected the name of a macro")?.to_owned();
        let mut default = None;
        let mut arguments = 0;
        let body = match command {
            "let" => {
                reading.takes("=");
                reading.argument().ok_or("expected what the macro means")?.to_owned()
            }
            "DeclareMathOperator" => {
                let text = reading.argument().ok_or("expected the words of the operator")?;
                format!(r"\operatorname{}{{{text}}}", if is_starred { "*" } else { "" })
            }
            "def" | "gdef" => {
                while reading.takes("#") {
                    arguments += 1;
                    if !reading.takes(&arguments.to_string()) {
                        return Err("expected the parameters #1, #2, …");
                    }
                }
                reading
                    .group()
                    .ok_or("expected `{`: words between parameters are not known")?
                    .to_owned()
            }
            _ => {
                if let Some(count) = reading.option() {
                    arguments = count.trim().parse().unwrap_or(10);
                    default = reading.option().map(str::to_owned);
                }
                reading.argument().ok_or("expected what the macro means")?.to_owned()
            }
        };
        if arguments > 9 {
            return Err("a macro has up to nine arguments");
        }
        if self.known.len() >= MOST && !self.known.contains_key(&name) {
            return Err("a deck has up to 1000 macros");
        }
        if command != "providecommand" || !self.known.contains_key(&name) {
            self.known.insert(name, Macro { arguments, default, body });
        }
        Ok(())
    }
}

/// What is wrong, and where.
type Fault = (Range<usize>, String);

impl Macro {
    /// The body with the arguments that follow.
    fn with_arguments(&self, reading: &mut Reading<'_>) -> Result<String, String> {
        let mut given: Vec<&str> = Vec::with_capacity(self.arguments);
        if let Some(default) = &self.default
            && self.arguments > 0
        {
            given.push(reading.option().unwrap_or(default));
        }
        while given.len() < self.arguments {
            let missing = || format!("this macro has {} arguments", self.arguments);
            given.push(reading.argument().ok_or_else(missing)?);
        }
        let mut out = String::with_capacity(self.body.len());
        let mut parts = self.body.split('#');
        out.push_str(parts.next().unwrap_or_default());
        while let Some(part) = parts.next() {
            let number = part.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
            match number.checked_sub(1).and_then(|index| given.get(index)) {
                Some(argument) => {
                    append(&mut out, argument);
                    append(&mut out, &part[1..]);
                }
                None if part.is_empty() => {
                    out.push('#');
                    out.push_str(parts.next().unwrap_or_default());
                }
                None if out.ends_with('\\') => {
                    out.push('#');
                    out.push_str(part);
                }
                None => return Err("`#` in a macro needs the number of an argument".to_owned()),
            }
            if out.len() > LONGEST {
                return Err(format!("a formula of more than {LONGEST} bytes is not drawn"));
            }
        }
        Ok(out)
    }
}

/// Adds a text, whose letters must not go on in the name of a command before it.
fn append(out: &mut String, text: &str) {
    let name = out.len() - out.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let before = &out[..out.len() - name];
    let slashes = before.len() - before.trim_end_matches('\\').len();
    if name > 0 && slashes % 2 == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
    out.push_str(text);
}

/// Whether what follows a text is taken as one argument.
fn is_argument(out: &str) -> bool {
    let out = out.trim_end();
    let name = &out[out.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
    let is_command = out[..out.len() - name.len()].ends_with('\\');
    (out.ends_with(['^', '_']) && !out.ends_with(r"\_")) || (is_command && TAKING.contains(&name))
}

/// Reads LaTeX piece by piece.
struct Reading<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reading<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Writes what stands before the next command, and passes its name: letters, or one character.
    fn next_command(&mut self, out: &mut String) -> Option<&'t str> {
        let rest = self.rest();
        let Some(at) = rest.find('\\') else {
            append(out, rest);
            self.at = self.text.len();
            return None;
        };
        append(out, &rest[..at]);
        self.at += at;
        let name = name_behind(&rest[at..]);
        self.at += 1 + name.len();
        Some(name)
    }

    /// Passes a text, if it is next.
    fn takes(&mut self, text: &str) -> bool {
        self.skip_blanks();
        let is_next = self.rest().starts_with(text);
        self.at += if is_next { text.len() } else { 0 };
        is_next
    }

    /// The name of a macro: `\name` or `{\name}`.
    fn name(&mut self) -> Option<&'t str> {
        let written = self.argument()?.trim();
        let name = written.starts_with('\\').then(|| name_behind(written))?;
        (!name.is_empty() && written.len() == 1 + name.len()).then_some(name)
    }

    /// What stands in `[…]`, if that is next.
    fn option(&mut self) -> Option<&'t str> {
        self.takes("[").then_some(())?;
        let end = self.rest().find(']')?;
        let inner = &self.rest()[..end];
        self.at += end + 1;
        Some(inner)
    }

    /// What stands in `{…}`, if that is next.
    fn group(&mut self) -> Option<&'t str> {
        self.takes("{").then_some(())?;
        let rest = self.rest();
        let mut depth = 0_usize;
        let mut is_escaped = false;
        for (at, c) in rest.char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '{' => depth += 1,
                '}' if depth == 0 => {
                    self.at += at + 1;
                    return Some(&rest[..at]);
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// A group, a command or a character.
    fn argument(&mut self) -> Option<&'t str> {
        self.skip_blanks();
        let rest = self.rest();
        let first = rest.chars().next()?;
        match first {
            '{' => return self.group(),
            '}' => return None,
            _ => {}
        }
        let length = if first == '\\' { 1 + name_behind(rest).len() } else { first.len_utf8() };
        self.at += length;
        Some(&rest[..length])
    }
}

/// The name of the command that begins a text.
fn name_behind(text: &str) -> &str {
    let rest = &text[1..];
    match word(rest) {
        "" => &rest[..rest.chars().next().map_or(0, char::len_utf8)],
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(formulas: &[&str]) -> String {
        let mut macros = Macros::default();
        let all = formulas.iter().map(|latex| macros.expanded(latex));
        all.last().expect("a formula").expect("it is read")
    }

    #[test]
    fn every_way_to_define_a_macro() {
        for (define, used, text) in [
            (r"\newcommand{\R}{\mathbb{R}}", r"x \in \R^n", r"x \in \mathbb{R}^n"),
            (r"\newcommand\R{\mathbb R}", r"\R x\Rx", r"\mathbb R x\Rx"),
            (
                r"\newcommand*{\f}[2]{\frac{#1}{#2}}",
                r"\f{a}b + \f 1 2",
                r"\frac{a}{b} + \frac{1}{2}",
            ),
            (r"\newcommand{\f}[2][n]{#1_{#2}}", r"\f{i} \f[m]{i}", "n_{i} m_{i}"),
            (r"\renewcommand{\vec}[1]{\mathbf#1}", r"\vec x", r"\mathbf x"),
            (r"\def\d#1#2{\mathrm{d}#1/#2}", r"\d x{yz}", r"\mathrm{d}x/yz"),
            (r"\gdef \x {y}", r"\x1", "y1"),
            (r"\let\eps=\varepsilon", r"\eps x", r"\varepsilon x"),
            (r"\DeclareMathOperator{\Var}{Var}", r"\Var X", r"\operatorname{Var} X"),
            (r"\DeclareMathOperator*{\amax}{arg\,max}", r"\amax", r"\operatorname*{arg\,max}"),
            (r"\newcommand{\ab}{ab}", r"x^\ab \sqrt\ab", r"x^{ab} \sqrt{ab}"),
            (r"\newcommand{\*}{\cdot}", r"a\*b", r"a\cdot b"),
            (r"\newcommand{\no}{\# 1}", r"\no", r"\# 1"),
        ] {
            assert_eq!(expanded(&[define, used]), text, "{define} {used}");
        }
        assert_eq!(expanded(&[r"\def\a{b} \a \providecommand\a{c}\a"]).trim(), "b b");
        assert_eq!(expanded(&[r"\def\a{\b} \def\b{c}", r"\a"]), "c");
    }

    #[test]
    fn what_cannot_be_read_has_a_place() {
        let fault = |latex: &str| Macros::default().expanded(latex).expect_err(latex);
        assert_eq!(fault(r"x \newcommand{R}{x}").range, 2..16);
        for (latex, message) in [
            (r"\def\a#1-#2{x}", "words between"),
            (r"\newcommand{\a}[12]{x}", "nine"),
            (r"\newcommand{\a}", "expected what"),
            (r"\def\a#1{x} \a", "1 arguments"),
            (r"\newcommand\a{#1}\a", "number of an argument"),
            (r"\def\a{\a}\a", "deep"),
        ] {
            let fault = fault(latex);
            assert!(fault.message.contains(message), "{latex}: {}", fault.message);
        }
    }

    #[test]
    fn doublings_are_bounded() {
        let mut macros = Macros::default();
        let mut define = String::from(r"\def\za{xx}");
        for pair in (b'a'..=b'y').collect::<Vec<_>>().windows(2) {
            let (from, to) = (pair[0] as char, pair[1] as char);
            define += &format!(r"\def\z{to}{{\z{from}\z{from}}}");
        }
        macros.expanded(&define).expect("definitions");
        for _ in 0..300 {
            assert!(macros.expanded(r"\zy").is_err());
        }
        assert!(macros.expanded(r"\zb").is_err(), "the deck has written enough");
        assert!(macros.expanded("x").is_ok());
    }
}
