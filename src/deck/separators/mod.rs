//! What stands between slides, and before notes: a literal line, or a regular expression as
//! reveal.js takes it.

mod search;

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use self::search::find_all;
use super::marks::MarkKind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::front_matter::Spanned;
use crate::source::front_matter::separators::SeparatorKeys;
use crate::token::Token;

/// The longest expression that is taken, in characters.
const LONGEST: usize = 200;
/// How large a compiled expression may be.
///
/// The time for a byte of text grows with it: 20 bytes such as `(x{1,90}){1,90}y` compile to
/// megabytes.
const LARGEST: usize = 512 << 10;
/// How large it may be with classes of ASCII alone: what repeats costs the time, not the tables of
/// Unicode.
const LARGEST_IN_ASCII: usize = 8 << 10;

/// What begins a slide or notes.
#[derive(Debug, Clone)]
pub(crate) enum Separator {
    /// A line of exactly this.
    Line(String),
    /// Whatever this matches, outside code and comments.
    Expression(Regex),
    /// A line of this, or what the expression matches: `===+` may be meant in either way.
    Either(String, Regex),
}

impl Separator {
    /// Reads what an author wrote.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(written: &str, ignores_case: bool) -> Result<Self, String> {
        if written.chars().count() > LONGEST {
            return Err(format!("it is longer than {LONGEST} characters"));
        }
        if let Some(pattern) = between_slashes(written) {
            return expression(&pattern, ignores_case).map(Self::Expression);
        }
        let line = literal(written);
        let is_plain = !line.contains(['\\', '^', '$', '[', ']', '(', ')', '{', '}', '|', '\n']);
        if line.is_empty() || line.contains(['\\', '\n']) || is_anchored(&line) {
            return expression(written, ignores_case).map(Self::Expression);
        }
        let signs = ['*', '+', '?', '.'];
        if is_plain && !line.contains(signs) {
            return Ok(Self::Line(line));
        }
        // Between slides, a line that may be meant as an expression is one as a whole only; so is
        // one of nothing but signs. Notes begin wherever the expression matches.
        let is_whole = is_plain && (!ignores_case || line.trim_matches(signs).is_empty());
        let pattern = if is_whole { format!("^(?:{line})$") } else { line.clone() };
        match expression(&pattern, ignores_case) {
            Ok(expression) => Ok(Self::Either(line, expression)),
            Err(_) if is_plain => Ok(Self::Line(line)),
            Err(reason) => Err(reason),
        }
    }

    /// The expression, when it is one.
    fn expression(&self) -> Option<&Regex> {
        match self {
            Self::Line(_) => None,
            Self::Expression(expression) | Self::Either(_, expression) => Some(expression),
        }
    }

    /// The literal line, when it is one.
    fn line(&self) -> Option<&str> {
        match self {
            Self::Expression(_) => None,
            Self::Line(line) | Self::Either(line, _) => Some(line),
        }
    }

    /// Whether a line without its end is this one.
    #[must_use]
    pub(crate) fn is_line(&self, line: &str) -> bool {
        self.line() == Some(line.trim_end())
    }
}

fn expression(pattern: &str, ignores_case: bool) -> Result<Regex, String> {
    let mut in_ascii = regex::bytes::RegexBuilder::new(pattern);
    in_ascii.unicode(false).case_insensitive(ignores_case).size_limit(LARGEST_IN_ASCII);
    if matches!(in_ascii.build(), Err(regex::Error::CompiledTooBig(_))) {
        return Err("it is too large".into());
    }
    let mut builder = RegexBuilder::new(pattern);
    let expression =
        builder.multi_line(true).case_insensitive(ignores_case).size_limit(LARGEST).build();
    let expression = expression.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
        error => {
            let message = error.to_string();
            let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
            format!("{reason} (look-around and back-references are not supported)")
        }
    })?;
    if ["", "a", "a b\n\n---\n1\n"]
        .iter()
        .any(|text| expression.find_iter(text).any(|found| found.is_empty()))
    {
        return Err("it matches the empty text".into());
    }
    Ok(expression)
}

/// The literal line that an author wrote: reveal-md's documented expressions mean their own
/// literal.
fn literal(written: &str) -> String {
    let mut literal = written.trim_matches(['\n', '\r']);
    let inner = literal.strip_prefix('^').unwrap_or(literal);
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    let breaks = ["\\r?\\n", "\\n", "\n", "\r\n"];
    let is_set_apart = breaks.iter().any(|end| inner.starts_with(end))
        && breaks.iter().any(|end| inner.ends_with(end));
    if is_set_apart {
        literal = inner;
    }
    for end in ["\\r?\\n", "\\n", "\r\n", "\n"] {
        literal = literal.strip_prefix(end).unwrap_or(literal);
        literal = literal.strip_suffix(end).unwrap_or(literal);
    }
    literal.trim_end().to_owned()
}

/// Whether a text that is not set apart by line breaks begins or ends as an expression does.
fn is_anchored(line: &str) -> bool {
    line.starts_with('^') || line.ends_with('$')
}

/// The expression that JavaScript's spelling means: `/^xx:/i`.
fn between_slashes(written: &str) -> Option<String> {
    let (inner, flags) = written.trim().strip_prefix('/')?.rsplit_once('/')?;
    let is_flag = |flag: char| "dgimsuvy".contains(flag);
    if inner.is_empty() || !flags.chars().all(is_flag) {
        return None;
    }
    let inner = inner.replace("\\/", "/");
    let kept: String = flags.chars().filter(|flag| matches!(flag, 'i' | 's')).collect();
    Some(if kept.is_empty() { inner } else { format!("(?{kept}){inner}") })
}

/// The separators of a document.
#[derive(Debug, Clone)]
pub(crate) struct Separators {
    /// Between slides of the main row.
    slide: Option<Separator>,
    /// Before a slide below.
    below: Option<Separator>,
    /// Before notes, besides `Note:`.
    notes: Option<Separator>,
    /// The literal line before notes as an expression: letters of any script ignore their case.
    notes_head: Option<Regex>,
}

impl Default for Separators {
    /// `---` and `----`.
    fn default() -> Self {
        let line = |line: &str| Some(Separator::Line(line.to_owned()));
        Self { slide: line("---"), below: line("----"), notes: None, notes_head: None }
    }
}

/// The separators that a document sets, and the problems with them.
#[derive(Debug)]
pub(crate) struct ReadSeparators {
    /// Those to split by.
    pub separators: Separators,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
    /// Whether it is not known where notes begin, so that any text may be private.
    pub is_private: bool,
}

/// Reads the separators of front matter. When either for slides is set, both defaults are off.
#[must_use]
pub(crate) fn read(keys: &SeparatorKeys) -> ReadSeparators {
    let mut problems = Vec::new();
    let mut read = |key: &str, written: &Option<Spanned<String>>, ignores_case| {
        let Spanned { value, span } = written.as_ref()?;
        match Separator::read(value, ignores_case) {
            Ok(separator) => Some(separator),
            Err(reason) => {
                problems.push(
                    Diagnostic::warning("slide/separator", format!("this `{key}` cannot be read: {reason}"))
                        .at(*span)
                        .help("write the line itself, such as `--`, or a regular expression such as `^={3,}$`"),
                );
                None
            }
        }
    };
    let slide = read("separator", &keys.slide, false);
    let below = read("verticalSeparator", &keys.below, false);
    let notes = read("notesSeparator", &keys.notes, true);
    let is_private = (keys.notes.is_some() && notes.is_none()) || keys.unread_notes.is_some();
    if let Some((span, reason)) = &keys.unread_notes {
        let message = format!("this `notesSeparator` cannot be read: {reason}");
        let help = "write it as text, at the top level or below `slideOptions`";
        problems.push(Diagnostic::warning("slide/separator", message).at(*span).help(help));
    }
    let notes_head = notes.as_ref().and_then(Separator::line).and_then(|line| {
        let pattern = format!("^{}", regex::escape(line));
        RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
    });
    let separators = match (slide, below) {
        (None, None) => Separators { notes, notes_head, ..Separators::default() },
        (slide, below) => {
            let slide = slide.or(Separators::default().slide);
            Separators { slide, below, notes, notes_head }
        }
    };
    ReadSeparators { separators, problems, is_private }
}

impl ReadSeparators {
    /// Makes what hides the beginning of notes an error, for a deck that must not hold them.
    pub(crate) fn refuse(&mut self) {
        let of_notes = |problem: &&mut Diagnostic| problem.message.contains("notesSeparator");
        self.problems
            .iter_mut()
            .filter(of_notes)
            .for_each(|problem| problem.severity = Severity::Error);
    }
}

impl Separators {
    /// None at all: for a first look at a text.
    #[must_use]
    pub(crate) fn none() -> Self {
        Self { slide: None, below: None, notes: None, notes_head: None }
    }

    /// Whether any stands before notes.
    #[must_use]
    pub(crate) fn has_notes(&self) -> bool {
        self.notes.is_some()
    }

    /// Whether any of them is an expression.
    #[must_use]
    pub(crate) fn has_expressions(&self) -> bool {
        self.by_kind().any(|(_, separator)| separator.expression().is_some())
    }

    fn by_kind(&self) -> impl Iterator<Item = (MarkKind, &Separator)> {
        let kinds = [
            (MarkKind::Below, &self.below),
            (MarkKind::Slide, &self.slide),
            (MarkKind::Notes, &self.notes),
        ];
        kinds.into_iter().filter_map(|(kind, separator)| Some((kind, separator.as_ref()?)))
    }

    /// What a line begins, as far as it is a literal separator of slides.
    #[must_use]
    pub(crate) fn of_line(&self, line: &str) -> Option<MarkKind> {
        let of = |separator: &Option<Separator>| {
            separator.as_ref().is_some_and(|separator| separator.is_line(line))
        };
        if of(&self.slide) || Token::parse(line) == Some(Token::Joint) {
            Some(MarkKind::Slide)
        } else if of(&self.below) {
            Some(MarkKind::Below)
        } else {
            None
        }
    }

    /// The length of what begins notes at the start of a line, as far as it is literal: the line,
    /// or words that end in a colon and have something behind them.
    #[must_use]
    pub(crate) fn notes_prefix(&self, line: &str) -> Option<usize> {
        let head = self.notes_head.as_ref()?.find(line)?;
        let rest = &line[head.end()..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let has_colon = head.as_str().ends_with([':', '\u{FF1A}']);
        (has_colon || rest.trim().is_empty()).then_some(head.end() + blank)
    }

    /// What the expressions match in a text, in order and without overlaps; where two begin, the
    /// longer.
    #[must_use]
    pub(crate) fn matches(&self, text: &str) -> Vec<(Range<usize>, MarkKind)> {
        let mut found: Vec<(Range<usize>, MarkKind)> = self
            .by_kind()
            .filter_map(|(kind, separator)| Some((kind, separator.expression()?)))
            .flat_map(|(kind, expression)| {
                find_all(expression, text).into_iter().map(move |range| (range, kind))
            })
            .collect();
        found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut end = 0;
        found.retain(|(range, _)| {
            let is_free = range.start >= end;
            if is_free {
                end = range.end;
            }
            is_free
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Separator {
        Separator::read(written, false).unwrap_or_else(|reason| panic!("{written:?}: {reason}"))
    }

    #[test]
    fn expressions_of_reveal_md_mean_their_literal() {
        for (written, literal) in [
            ("^\\r?\\n---\\r?\\n$", "---"),
            ("\\r?\\n--\\r?\\n", "--"),
            ("---v", "---v"),
            ("vvv", "vvv"),
            ("^\n---\n$", "---"),
            ("***", "***"),
            ("???", "???"),
        ] {
            assert_eq!(read(written).line(), Some(literal), "{written:?}");
        }
    }

    #[test]
    fn the_rest_are_expressions() {
        for (written, text, count) in [
            ("^={3,}$", "a\n===\nb\n=====\n==\n", 2),
            ("^\\s*---\\s*$", "a\n  ---\nb\n", 1),
            ("^\\n\\n\\n", "a\n\n\n\nb", 1),
            ("^(\\r\\n?|\\n)---(\\r\\n?|\\n)$", "a\n\n---\n\nb", 1),
            ("^(\n?|\n)---(\n?|\n)$", "a\n\n---\n\nb", 1),
            ("=+", "a\n====\nb = c\n", 1),
            ("^\\w+ \\w+ \\p{L}+:", "a b ß: c\n", 1),
            ("/^xx:/i", "XX: a\n", 1),
        ] {
            let expression = read(written).expression().cloned().expect(written);
            assert_eq!(expression.find_iter(text).count(), count, "{written:?}");
        }
    }

    #[test]
    fn a_long_text_is_searched_as_a_whole() {
        let expression = expression("^\\n+---+\\n+$|ß=+", false).expect("an expression");
        let unit =
            ["a ß==== b\n", &"é".repeat(3000), "\n\n\n---\n\n", &"x\n".repeat(40), "\n---\n"]
                .concat();
        let text = unit.repeat(20);
        let whole: Vec<Range<usize>> =
            expression.find_iter(&text).map(|found| found.range()).collect();
        assert_eq!(find_all(&expression, &text), whole);
        assert!(whole.len() > 20);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let long = "^".repeat(201);
        for (written, reason) in [
            ("^(", "unclosed group"),
            ("(?=x)", "look-around"),
            ("^$", "empty text"),
            ("\\b", "empty text"),
            ("(x*)", "empty text"),
            ("((a{1000}){1000}){10}", "too large"),
            ("(x{1,90}){1,90}y", "too large"),
            ("((x{1,30}){1,30}){1,8}y", "too large"),
            ("(x{1,20}){1,12}y", "too large"),
            (long.as_str(), "longer than 200"),
        ] {
            let error = Separator::read(written, false).expect_err(written);
            assert!(error.contains(reason), "{written}: {error}");
        }
    }
}
