//! A formula in words, for those who hear it.

use super::tree::Element;

/// Signs with their words; a word in front of which one pauses begins with a comma.
const SIGNS: [(&str, &str); 52] = [
    ("+", "plus"),
    ("−", "minus"),
    ("-", "minus"),
    ("±", "plus or minus"),
    ("×", "times"),
    ("⋅", "times"),
    ("·", "times"),
    ("∗", "times"),
    ("÷", "divided by"),
    ("/", "over"),
    ("=", ", equals"),
    ("≠", ", is not"),
    ("≈", ", is about"),
    ("≡", ", is equivalent to"),
    ("∼", ", is distributed as"),
    ("∝", ", is proportional to"),
    ("<", ", is less than"),
    ("&lt;", ", is less than"),
    (">", ", is more than"),
    ("&gt;", ", is more than"),
    ("≤", ", is at most"),
    ("≥", ", is at least"),
    ("≪", ", is much less than"),
    ("≫", ", is much more than"),
    ("∈", "in"),
    ("∉", "not in"),
    ("⊂", "is a subset of"),
    ("⊆", "is a subset of"),
    ("∪", "union"),
    ("∩", "intersected with"),
    ("∖", "without"),
    ("∅", "the empty set"),
    ("∀", "for all"),
    ("∃", "there is"),
    ("¬", "not"),
    ("∧", "and"),
    ("∨", "or"),
    ("→", "to"),
    ("↦", "goes to"),
    ("⇒", ", implies"),
    ("⟹", ", implies"),
    ("⇔", ", if and only if"),
    ("⟺", ", if and only if"),
    ("∑", "the sum"),
    ("∏", "the product"),
    ("∫", "the integral"),
    ("∂", "partial"),
    ("∇", "nabla"),
    ("∞", "infinity"),
    ("√", "the root of"),
    ("∣", "given"),
    ("%", "percent"),
];

/// The Greek letters in their order from U+03B1; the capitals are named after them.
const GREEK: [&str; 25] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi",
    "chi", "psi", "omega",
];

/// The words of a formula.
pub(super) fn of(element: &Element<'_>) -> String {
    let mut words = Words::default();
    words.say(element);
    words.0
}

#[derive(Default)]
struct Words(String);

impl Words {
    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        match word.strip_prefix(", ") {
            Some(rest) if self.0.is_empty() => self.0.push_str(rest),
            Some(_) => self.0.push_str(word),
            None => {
                if !self.0.is_empty() {
                    self.0.push(' ');
                }
                self.0.push_str(word);
            }
        }
    }

    fn say(&mut self, element: &Element<'_>) {
        let children = element.children.as_slice();
        match (element.name, children) {
            ("mi" | "mn" | "mtext" | "mo" | "ms", []) => self.text(element.text),
            ("mfrac", [over, under]) => {
                let is_short = is_short(over) && is_short(under);
                self.word(if is_short { "" } else { ", the fraction" });
                self.say(over);
                self.word("over");
                self.say(under);
                self.word(if is_short { "" } else { ", end of fraction" });
            }
            ("msqrt", _) => {
                self.word("the root of");
                children.iter().for_each(|child| self.say(child));
                self.word(if children.len() > 1 { ", end of root" } else { "" });
            }
            ("mroot", [base, degree]) => {
                self.word("the root of degree");
                self.say(degree);
                self.word("of");
                self.say(base);
            }
            ("msub", [base, low]) => self.with(base, "sub", low),
            ("msup", [base, high]) => self.raised(base, high),
            ("msubsup", [base, low, high]) if is_large(base) => self.range(base, low, high),
            ("msubsup", [base, low, high]) => {
                self.with(base, "sub", low);
                self.power(high);
            }
            ("munder", [base, low]) => {
                self.with(base, if is_large(base) { "over" } else { "under it" }, low);
            }
            ("munderover", [base, low, high]) => self.range(base, low, high),
            ("mover", [base, over]) => {
                self.say(base);
                self.word(accent(over.text));
                if accent(over.text).is_empty() {
                    self.word("with");
                    self.say(over);
                }
            }
            ("mtr", _) => {
                self.word(", row");
                children.iter().for_each(|child| self.say(child));
            }
            _ => children.iter().for_each(|child| self.say(child)),
        }
    }

    fn with(&mut self, base: &Element<'_>, word: &str, other: &Element<'_>) {
        self.say(base);
        self.word(word);
        self.say(other);
    }

    fn raised(&mut self, base: &Element<'_>, high: &Element<'_>) {
        self.say(base);
        self.power(high);
    }

    fn power(&mut self, high: &Element<'_>) {
        match high.all_text().as_str() {
            "2" => self.word("squared"),
            "3" => self.word("cubed"),
            "′" => self.word("prime"),
            "∘" => self.word("degrees"),
            "⊤" | "T" => self.word("transposed"),
            _ => {
                self.word("to the power of");
                self.say(high);
            }
        }
    }

    fn range(&mut self, base: &Element<'_>, low: &Element<'_>, high: &Element<'_>) {
        self.say(base);
        self.word("from");
        self.say(low);
        self.word("to");
        self.say(high);
        self.word("of");
    }

    fn text(&mut self, text: &str) {
        if let Some((_, word)) = SIGNS.iter().find(|(sign, _)| *sign == text) {
            return self.word(word);
        }
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            // Signs that only show what belongs together, and invisible ones.
            if ('\u{2061}'..='\u{2064}').contains(&c) {
                return;
            }
            if let Some((name, is_capital)) = greek(c) {
                self.word(if is_capital { "capital" } else { "" });
                return self.word(name);
            }
        }
        self.word(text.trim());
    }
}

/// Whether a part needs no words where it begins and ends.
fn is_short(element: &Element<'_>) -> bool {
    element.children.is_empty()
}

/// Whether an operator has a range: a sum, an integral.
fn is_large(element: &Element<'_>) -> bool {
    element.name == "mo" && "∑∏∐∫∬∮⋃⋂".contains(element.text) && !element.text.is_empty()
        || element.all_text().starts_with("lim")
}

fn accent(text: &str) -> &'static str {
    match text {
        "⃗" | "→" => "vector",
        "̂" | "^" | "ˆ" => "hat",
        "¯" | "_" | "‾" | "̄" => "bar",
        "̃" | "~" | "˜" => "tilde",
        "˙" | "̇" => "dot",
        "¨" | "̈" => "double dot",
        _ => "",
    }
}

/// The name of a Greek letter, and whether it is a capital.
fn greek(c: char) -> Option<(&'static str, bool)> {
    let name = |first: char| {
        let index = u32::from(c).checked_sub(u32::from(first))?;
        GREEK.get(usize::try_from(index).ok()?).copied()
    };
    match c {
        'ϵ' => Some(("epsilon", false)),
        'ϕ' => Some(("phi", false)),
        'ϑ' => Some(("theta", false)),
        'Α'..='Ω' => Some((name('Α')?, true)),
        _ => Some((name('α')?, false)),
    }
}
