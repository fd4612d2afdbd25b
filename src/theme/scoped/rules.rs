//! Rules and declarations.

use cssparser::{Delimiter, ParseError, Parser, Token};

use super::values::{Refused, Writer};
use super::{Host, MOST_RULES, Scoped, Sized, Wrong, selectors};

/// At-rules nest no deeper.
const DEEPEST: usize = 8;

/// Beginnings of the properties that may change how much room something takes.
const SIZING: [&str; 33] = [
    "--",
    "all",
    "aspect-ratio",
    "border",
    "bottom",
    "box-sizing",
    "column",
    "content",
    "contain",
    "display",
    "float",
    "flex",
    "font",
    "gap",
    "grid",
    "height",
    "hyphens",
    "inset",
    "left",
    "letter-spacing",
    "line-",
    "list-style",
    "margin",
    "max-",
    "min-",
    "overflow-wrap",
    "padding",
    "position",
    "row-gap",
    "text-",
    "white-space",
    "width",
    "zoom",
];
/// Of those the ones that change none.
const NOT_SIZING: [&str; 8] = [
    "border-color",
    "border-radius",
    "text-align",
    "text-decoration",
    "text-shadow",
    "text-emphasis",
    "content-visibility",
    "border-collapse",
];

type Done = Result<(), ParseError<()>>;

struct Reader<'r> {
    scoped: &'r mut Scoped,
    host: &'r mut dyn Host,
    /// The names of the style's own animations.
    animations: Vec<String>,
    depth: usize,
}

/// Reads a style sheet, and appends what is kept of it.
pub(super) fn read(text: &str, scoped: &mut Scoped, host: &mut dyn Host) {
    let mut out = String::new();
    let animations = animations(text);
    let mut reader = Reader { scoped, host, animations, depth: 0 };
    reader.rules(&mut Parser::new(text), &mut out);
    scoped.css.push_str(&out);
}

/// The names behind `@keyframes`.
fn animations(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let behind = lower.match_indices("keyframes").map(|(at, word)| &text[at + word.len()..]);
    behind
        .filter_map(|rest| Parser::new(rest).expect_ident_or_string().ok().map(ToString::to_string))
        .collect()
}

impl Reader<'_> {
    fn rules(&mut self, input: &mut Parser<'_>, out: &mut String) {
        loop {
            input.skip_whitespace();
            let start = input.state();
            match input.next().cloned() {
                Err(_) => return,
                Ok(Token::CDO | Token::CDC | Token::Semicolon) => {}
                Ok(Token::AtKeyword(name)) => self.at_rule(&name.to_ascii_lowercase(), input, out),
                Ok(_) => {
                    input.reset(&start);
                    self.rule(input, out);
                }
            }
        }
    }

    /// Takes note of one rule more; false when that is too much.
    fn counts(&mut self, line: usize) -> bool {
        self.scoped.rules += 1;
        if self.scoped.rules == MOST_RULES + 1 {
            self.host.wrong(Wrong::TooMuch, line);
        }
        self.scoped.rules <= MOST_RULES
    }

    fn rule(&mut self, input: &mut Parser<'_>, out: &mut String) {
        let line = line(input);
        let mut sized = Sized::default();
        let mut writer = Writer::of(self.host);
        let kept = input.parse_until_before(Delimiter::CurlyBracketBlock, |prelude| {
            Ok::<_, ParseError<()>>(selectors::read(prelude, &mut writer, &mut sized))
        });
        if input.next().is_err() {
            return;
        }
        let mut body = String::new();
        let mut is_sizing = false;
        let _: Done = input.parse_nested_block(|block| {
            is_sizing = self.declarations(block, &mut body);
            Ok(())
        });
        let Ok(kept) = kept else { return };
        for selector in kept.refused {
            self.host.wrong(Wrong::Selector(selector), line);
        }
        if kept.css.is_empty() || body.is_empty() || !self.counts(line) {
            return;
        }
        if is_sizing {
            self.scoped.sized.any |= sized.any;
            self.scoped.sized.words.extend(sized.words);
        }
        out.push_str(&format!("{}{{{body}}}", kept.css));
    }

    fn at_rule(&mut self, name: &str, input: &mut Parser<'_>, out: &mut String) {
        let line = line(input);
        let mut prelude = String::new();
        let mut writer = Writer::of(self.host);
        let ends = Delimiter::CurlyBracketBlock | Delimiter::Semicolon;
        let read = input.parse_until_before(ends, |input| {
            Ok::<_, ParseError<()>>(writer.rest(input, &mut prelude))
        });
        let has_block = matches!(input.next(), Ok(Token::CurlyBracketBlock));
        let is_good = matches!(read, Ok(Ok(()))) && has_block && self.depth < DEEPEST;
        let prelude = prelude.trim();
        let mut body = String::new();
        let mut is_known = is_good;
        if has_block {
            let _: Done = input.parse_nested_block(|block| {
                match name {
                    _ if !is_good => is_known = false,
                    "media" | "supports" | "container" | "layer" => {
                        self.depth += 1;
                        self.rules(block, &mut body);
                        self.depth -= 1;
                    }
                    "keyframes" | "-webkit-keyframes" => self.frames(block, &mut body),
                    "font-face" => {
                        self.declarations(block, &mut body);
                    }
                    _ => is_known = false,
                }
                Ok(())
            });
        }
        if name == "charset" {
            return;
        }
        if !is_known {
            self.host.wrong(Wrong::AtRule(name.to_owned()), line);
        } else if name == "font-face" {
            if body.contains("src:") && self.counts(line) {
                out.push_str(&format!("@font-face{{{body}}}"));
                self.scoped.sized.any = true;
            }
        } else if !body.is_empty() {
            let own = if name.ends_with("keyframes") { "own-" } else { "" };
            out.push_str(&format!("@{name} {own}{prelude}{{{body}}}"));
        }
    }

    /// The steps of an animation.
    fn frames(&mut self, input: &mut Parser<'_>, out: &mut String) {
        loop {
            let mut at = String::new();
            let mut writer = Writer::of(self.host);
            let read = input.parse_until_before(Delimiter::CurlyBracketBlock, |prelude| {
                Ok::<_, ParseError<()>>(writer.rest(prelude, &mut at))
            });
            let line = line(input);
            if input.next().is_err() {
                return;
            }
            let mut body = String::new();
            let _: Done = input.parse_nested_block(|block| {
                self.declarations(block, &mut body);
                Ok(())
            });
            if matches!(read, Ok(Ok(()))) && self.counts(line) {
                out.push_str(&format!("{}{{{body}}}", at.trim()));
            }
        }
    }

    /// Writes declarations; true when one of them may change a size.
    fn declarations(&mut self, input: &mut Parser<'_>, out: &mut String) -> bool {
        let mut is_sizing = false;
        loop {
            input.skip_whitespace();
            let line = line(input);
            let name = match input.next().cloned() {
                Err(_) => return is_sizing,
                Ok(Token::Semicolon) => continue,
                Ok(Token::Ident(name)) => Some(name),
                Ok(_) => None,
            };
            // Up to the semicolon; a block inside is a rule in a rule.
            let mut value = String::new();
            let mut has_block = false;
            let mut read = Err(Refused::Tokens);
            let is_declared = name.is_some() && input.try_parse(Parser::expect_colon).is_ok();
            let ends = Delimiter::Semicolon | Delimiter::CurlyBracketBlock;
            let _: Done = input.parse_until_before(ends, |input| {
                let name = name.as_deref().unwrap_or_default().to_ascii_lowercase();
                if is_declared {
                    read = self.value(&name, input, &mut value);
                }
                while input.next().is_ok() {}
                Ok(())
            });
            if matches!(input.next(), Ok(Token::CurlyBracketBlock)) {
                has_block = true;
            }
            let name = name.as_deref().unwrap_or_default();
            if has_block {
                self.host.wrong(Wrong::Nested, line);
            } else if read.is_ok() {
                let separator = if out.is_empty() { "" } else { ";" };
                let name = if name.starts_with("--") {
                    name.to_owned()
                } else {
                    name.to_ascii_lowercase()
                };
                is_sizing |= is_sized(&name);
                let mut written = String::new();
                let _ = cssparser::serialize_identifier(&name, &mut written);
                out.push_str(&format!("{separator}{written}:{}", value.trim()));
            } else if is_declared && read == Err(Refused::Tokens) {
                let value = value.trim();
                let shown = if value.len() > 60 { "…" } else { value };
                self.host.wrong(Wrong::Declaration(format!("{name}: {shown}")), line);
            }
        }
    }

    /// Writes the value of a property, when it may stay.
    fn value(
        &mut self,
        name: &str,
        input: &mut Parser<'_>,
        out: &mut String,
    ) -> Result<(), Refused> {
        let mut writer = Writer::of(self.host);
        writer.files = true;
        writer.attr = name == "content";
        if name.starts_with("animation") || name.starts_with("-webkit-animation") {
            writer.animations.clone_from(&self.animations);
        }
        writer.rest(input, out)?;
        let value = out.trim().to_ascii_lowercase();
        let value = value.strip_suffix("!important").unwrap_or(&value).trim();
        let may_stay = match name {
            "position" => matches!(value, "static" | "relative" | "absolute" | "sticky"),
            "behavior" | "-moz-binding" | "all" => false,
            _ => true,
        };
        if may_stay && !value.is_empty() { Ok(()) } else { Err(Refused::Tokens) }
    }
}

fn is_sized(name: &str) -> bool {
    SIZING.iter().any(|word| name.starts_with(word))
        && !NOT_SIZING.iter().any(|word| name.starts_with(word))
}

fn line(input: &Parser<'_>) -> usize {
    input.current_source_location().line as usize
}
