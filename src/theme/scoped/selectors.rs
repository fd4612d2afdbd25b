//! Selectors, kept to the slides.

use cssparser::{Parser, Token};

use super::Sized;
use super::values::{Refused, Writer};

/// What stands before each selector.
const SLIDES: &str = ".reveal .slides";

/// A selector in parts.
#[derive(Debug, Default)]
struct Selector {
    /// Each compound with the combinator before it.
    compounds: Vec<(char, Compound)>,
    /// The first class or id that it asks for.
    word: Option<String>,
    /// Whether a function such as `:not(…)` stands in it.
    has_function: bool,
}

#[derive(Debug, Default)]
struct Compound {
    /// The name of the element, or nothing.
    element: String,
    /// The rest.
    rest: String,
}

/// The selectors of a rule, each kept to the slides: what is kept, and what is not.
pub(super) struct Kept {
    pub(super) css: String,
    pub(super) refused: Vec<String>,
}

/// Reads the selectors before a block, and whom they are for.
pub(super) fn read(input: &mut Parser<'_>, writer: &mut Writer<'_>, sized: &mut Sized) -> Kept {
    let mut kept = Kept { css: String::new(), refused: Vec::new() };
    let mut selector = Selector::default();
    let mut combinator = None;
    let mut is_broken = false;
    loop {
        let token = input.next_including_whitespace().cloned().ok();
        match token {
            None | Some(Token::Comma) => {
                finish(std::mem::take(&mut selector), is_broken, &mut kept, sized);
                combinator = None;
                is_broken = false;
                if token.is_none() {
                    return kept;
                }
            }
            Some(Token::WhiteSpace(_)) => combinator = combinator.or(Some(' ')),
            Some(Token::Delim(sign @ ('>' | '+' | '~'))) => {
                // Two signs in a row, and one at the start, mean nothing.
                is_broken |= combinator.is_some_and(|known| known != ' ');
                combinator = Some(sign);
            }
            Some(token) => {
                if selector.compounds.is_empty() || combinator.is_some() {
                    let before = combinator.take().unwrap_or(' ');
                    selector.compounds.push((before, Compound::default()));
                }
                is_broken |= selector.add(&token, input, writer).is_err();
            }
        }
    }
}

impl Selector {
    fn add(
        &mut self,
        token: &Token<'_>,
        input: &mut Parser<'_>,
        writer: &mut Writer<'_>,
    ) -> Result<(), Refused> {
        let Some((_, compound)) = self.compounds.last_mut() else { return Err(Refused::Tokens) };
        let is_first = compound.element.is_empty() && compound.rest.is_empty();
        match token {
            Token::Delim('&') => return Err(Refused::Tokens),
            Token::Delim('*' | '.' | '|')
            | Token::Colon
            | Token::SquareBracketBlock
            | Token::Ident(_) => {}
            Token::IDHash(name) => self.word = self.word.take().or(Some(name.to_string())),
            Token::Function(_) => self.has_function = true,
            _ => return Err(Refused::Tokens),
        }
        if let Token::Ident(name) = token {
            if is_first {
                compound.element = name.to_string();
            } else if compound.rest.ends_with('.') && !matches!(&**name, "reveal" | "slides") {
                self.word = self.word.take().or(Some(name.to_string()));
            }
        }
        let out = if is_first && matches!(token, Token::Ident(_) | Token::Delim('*')) {
            compound.element.clear();
            &mut compound.element
        } else {
            &mut compound.rest
        };
        writer.one(token, input, out)
    }

    /// The selector below the slides; none when it is for what stands beside them.
    fn scoped(&self) -> Option<String> {
        let mut out = SLIDES.to_owned();
        let mut is_leading = true;
        for (index, (combinator, compound)) in self.compounds.iter().enumerate() {
            let leading = if is_leading { compound.of_page() } else { None };
            if let Some(rest) = leading {
                if index > 0 && !matches!(combinator, ' ' | '>') {
                    return None;
                }
                out.push_str(&rest);
                continue;
            }
            if compound.is_beside() {
                return None;
            }
            let is_first_below = std::mem::take(&mut is_leading);
            match combinator {
                ' ' => out.push(' '),
                // Beside the slides stand the controls.
                '+' | '~' if is_first_below => return None,
                _ => {
                    out.push(' ');
                    out.push(*combinator);
                    out.push(' ');
                }
            }
            out.push_str(&compound.element);
            out.push_str(&compound.rest);
        }
        Some(out)
    }

    fn shown(&self) -> String {
        let compounds = self.compounds.iter().map(|(combinator, compound)| {
            let sign = if *combinator == ' ' { String::new() } else { format!("{combinator} ") };
            format!("{sign}{}{}", compound.element, compound.rest)
        });
        compounds.collect::<Vec<_>>().join(" ")
    }
}

/// Classes of what stands beside the slides.
const BESIDE: [&str; 6] =
    [".controls", ".progress", ".backgrounds", ".slide-number", ".slide-background", ".wd-footer"];

impl Compound {
    fn is_beside(&self) -> bool {
        BESIDE.iter().any(|name| self.rest.contains(name))
    }

    /// For what is the page or holds the slides: what else it asks for.
    fn of_page(&self) -> Option<String> {
        let element = self.element.to_ascii_lowercase();
        let mut rest = self.rest.clone();
        let mut is_page = matches!(element.as_str(), "html" | "body");
        for name in [":root", ":host", ".reveal-viewport", ".reveal", ".slides"] {
            let ends = |at: usize| {
                let behind = rest[at + name.len()..].chars().next();
                behind.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '\\')))
            };
            let found = rest.match_indices(name).map(|(at, _)| at).find(|at| ends(*at));
            if let Some(at) = found {
                rest.replace_range(at..at + name.len(), "");
                is_page = true;
            }
        }
        // What else is asked of the page is asked of the slides, which have no such thing.
        is_page.then_some(rest)
    }
}

fn finish(selector: Selector, is_broken: bool, kept: &mut Kept, sized: &mut Sized) {
    if selector.compounds.is_empty() {
        return;
    }
    let Some(css) = selector.scoped().filter(|_| !is_broken) else {
        kept.refused.push(selector.shown());
        return;
    };
    if !kept.css.is_empty() {
        kept.css.push(',');
    }
    kept.css.push_str(&css);
    match selector.word {
        Some(word) if !selector.has_function => {
            sized.words.insert(word);
        }
        _ => sized.any = true,
    }
}
