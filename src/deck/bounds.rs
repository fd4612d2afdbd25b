//! What a deck template may ask for: the author of a document can bring one.
//!
//! 1. [`check`] reads the tags before handlebars does, whose parser and renderer call themselves
//!    for each level: a tag is plain, blocks nest a few levels deep, and nothing defines a part
//!    that could take in itself.
//! 2. [`counted`] has each element counted when it is rendered, so that loops in loops end with
//!    the [`Budget`].
//! 3. [`Filled`] takes in what is written, up to a bound.

use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use handlebars::template::TemplateElement;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderErrorReason,
    Template, TemplateError,
};

/// The largest template, in bytes: handlebars reads one in time that grows with the square of its
/// size.
const LARGEST: usize = 128 << 10;

/// How deep blocks may stand in each other; `{{else if …}}` counts as one more.
const DEEPEST: usize = 32;

/// How many brackets a tag may have open.
const MOST_BRACKETS: usize = 4;

/// How long filling a template may take, where single values are so large that counting elements is
/// not enough.
const LONGEST: Duration = Duration::from_secs(10);

/// What is wrong with a template, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) range: Range<usize>,
    pub(super) problem: &'static str,
}

/// Refuses constructs that handlebars accepts and decks do not need.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    if text.len() > LARGEST {
        return Err(Refusal { range: 0..0, problem: "it is larger than 128 KiB" });
    }
    // For each open block: how often it branched off with `{{else if …}}`.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        let is_escaped = text[..start].ends_with('\\');
        let tag = tag(text, start)?;
        at = tag.range.end;
        let refuse = |problem| Err(Refusal { range: tag.range.clone(), problem });
        match tag.content.trim_start_matches('~').trim_start() {
            content if content.starts_with("#*") || content.starts_with('*') => {
                return refuse("a template defines no parts of its own");
            }
            content if content.starts_with("#>") => return refuse("a part takes in no block"),
            content if content.starts_with('#') => open.push(0),
            content if content.starts_with('/') && !is_escaped => drop(open.pop()),
            content if content.starts_with("else") || content.starts_with('^') => {
                let branches = open.last_mut();
                branches.into_iter().for_each(|branches| *branches += 1);
            }
            _ => {}
        }
        if open.len() + open.iter().sum::<usize>() > DEEPEST {
            return refuse("its blocks stand more than 32 levels deep in each other");
        }
    }
    Ok(())
}

/// A `{{…}}`: where it stands, and what is in it.
struct Tag<'t> {
    range: Range<usize>,
    content: &'t str,
}

/// The tag at a byte. It ends where handlebars sees its end, since nothing in it can hide one.
fn tag(text: &str, start: usize) -> Result<Tag<'_>, Refusal> {
    let refuse = |length: usize, problem| Err(Refusal { range: start..start + length, problem });
    let rest = &text[start..];
    if rest.starts_with("{{{{") {
        return refuse(4, "raw blocks are not supported");
    }
    let (open, close) = if rest.starts_with("{{{") { ("{{{", "}}}") } else { ("{{", "}}") };
    if rest.starts_with("{{!--")
        && let Some(length) = rest.find("--}}")
    {
        return Ok(Tag { range: start..start + length + 4, content: "" });
    }
    let Some(length) = rest.find(close) else { return refuse(2, "a `{{…}}` is never closed") };
    let content = &rest[open.len()..length];
    let length = length + close.len();
    if content.starts_with('!') {
        return Ok(Tag { range: start..start + length, content: "" });
    }
    if content.contains(['{', '}', '\\', '[', ']']) {
        return refuse(length, "a tag holds no `{`, `}`, `[`, `]` or `\\`");
    }
    match brackets(content) {
        Some(most) if most <= MOST_BRACKETS => Ok(Tag { range: start..start + length, content }),
        Some(_) => refuse(length, "a tag has at most four brackets open"),
        None => refuse(length, "a quotation or bracket is not closed before its `}}`"),
    }
}

/// How many brackets are open at once, outside quotations; none when something is left open.
fn brackets(content: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_usize;
    let mut most = 0;
    for c in content.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.checked_sub(1)?,
            _ => {}
        }
        most = most.max(depth);
    }
    (quote.is_none() && depth == 0).then_some(most)
}

/// The helper that counts. A template that calls it only spends what it may.
const COUNT: &str = "whydeck-count";

/// A template whose elements are counted while they are rendered: see [`Budget`].
///
/// # Errors
/// When handlebars refuses a call of the counter.
pub(super) fn counted(mut template: Template) -> Result<Template, TemplateError> {
    count(&mut template)?;
    Ok(template)
}

/// Puts a call of the counter before everything in a template, and before everything in each of its
/// loops.
fn count(template: &mut Template) -> Result<(), TemplateError> {
    let elements = elements_outside_loops(template)?;
    let call = Template::compile(&format!("{{{{{COUNT} {elements}}}}}"))?;
    template.elements.splice(0..0, call.elements);
    template.mapping.splice(0..0, call.mapping);
    Ok(())
}

/// The number of elements that are rendered once when a template is; loops in it count for
/// themselves.
fn elements_outside_loops(template: &mut Template) -> Result<usize, TemplateError> {
    let mut elements = template.elements.len();
    for element in &mut template.elements {
        let TemplateElement::HelperBlock(block) = element else { continue };
        let is_loop = block.name.as_name() == Some("each");
        match &mut block.template {
            Some(repeated) if is_loop => count(repeated)?,
            Some(inner) => elements += elements_outside_loops(inner)?,
            None => {}
        }
        if let Some(otherwise) = &mut block.inverse {
            elements += elements_outside_loops(otherwise)?;
        }
    }
    Ok(elements)
}

/// What filling a template may still take.
#[derive(Debug)]
pub(super) struct Budget {
    /// Elements to render.
    elements: AtomicU64,
    /// Bytes to write.
    bytes: usize,
    until: Instant,
}

impl Budget {
    /// For a document of so many bytes. A loop over all events in each event of a long timeline is
    /// beyond it.
    pub(super) fn for_document(bytes: usize) -> Self {
        let elements = AtomicU64::new(2_000_000 + 32 * bytes as u64);
        Self { elements, bytes: (4 << 20) + 64 * bytes, until: Instant::now() + LONGEST }
    }

    /// Takes the work of some elements; whether there was enough left.
    fn spend(&self, elements: u64) -> bool {
        let left = self.elements.load(Ordering::Relaxed).saturating_sub(elements);
        self.elements.store(left, Ordering::Relaxed);
        left > 0 && Instant::now() < self.until
    }

    /// What was not enough, when filling a template ended with it.
    pub(super) fn problem(&self, filled: &Filled) -> Option<&'static str> {
        if filled.is_full {
            Some("it makes far more text than the document has")
        } else if !self.spend(0) {
            Some("it repeats its parts without end")
        } else {
            None
        }
    }
}

/// Counts elements: registered as [`COUNT`].
struct Counting<'b>(&'b Budget);

impl HelperDef for Counting<'_> {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        _: &mut dyn Output,
    ) -> HelperResult {
        let elements = helper.param(0).and_then(|param| param.value().as_u64()).unwrap_or(1);
        if self.0.spend(elements.max(1)) {
            Ok(())
        } else {
            Err(RenderErrorReason::Other("spent".into()).into())
        }
    }
}

/// Has a budget kept: for each element of a template that is [`counted`].
pub(super) fn keep<'b>(handlebars: &mut Handlebars<'b>, budget: &'b Budget) {
    handlebars.register_helper(COUNT, Box::new(Counting(budget)));
}

/// The text of a filled template, up to a bound.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) bytes: Vec<u8>,
    most: usize,
    is_full: bool,
}

impl Filled {
    pub(super) fn within(budget: &Budget) -> Self {
        Self { bytes: Vec::new(), most: budget.bytes, is_full: false }
    }
}

impl io::Write for Filled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_decks_are_within_the_bounds() {
        for deck in crate::deck::registry::BUILT_IN {
            assert_eq!(check(deck.text), Ok(()), "{}", deck.name);
            assert_eq!(check(&deck.written_out()), Ok(()), "{}", deck.name);
        }
    }

    #[test]
    fn tags_as_people_write_them_are_taken() {
        for text in [
            "a { b } [c](d) \\ }} \"",
            "{{!-- {{#if a}} \" [ --}}{{! \"( }}",
            "{{#each a as |b|}}{{~#if (eq b.c \"d\")~}}x{{else if @first}}y{{^}}z{{/if}}{{/each}}",
            "{{{a}}} {{& b}} {{> (lookup this \"part\")}} {{badge \"it's\" x}}",
            "\\{{#if a}}\n",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_no_deck_needs_is_refused() {
        for (text, problem) in [
            ("{{#*inline \"a\"}}{{> a}}{{/inline}}".to_owned(), "parts of its own"),
            ("{{* inline \"a\"}}".to_owned(), "parts of its own"),
            ("{{~#> a}}{{/a}}".to_owned(), "takes in no block"),
            ("{{{{raw}}}}{{{{/raw}}}}".to_owned(), "raw blocks"),
            ("{{#if a}}".repeat(33), "32 levels"),
            ("\\{{#if a}}\\{{/if}}".repeat(33), "32 levels"),
            (format!("{{{{#if a}}}}{}{{{{/if}}}}", "{{else if b}}".repeat(40)), "32 levels"),
            (format!("{{{{a {}{}}}}}", "(b ".repeat(3000), ")".repeat(3000)), "four brackets"),
            ("{{a \"}}\" }}".to_owned(), "not closed"),
            ("{{a.[}}] }}".to_owned(), "holds no"),
            ("{{a".to_owned(), "never closed"),
            ("x".repeat(LARGEST + 1), "larger than"),
        ] {
            let refused = check(&text).expect_err(&text);
            assert!(refused.problem.contains(problem), "{text}: {refused:?}");
        }
    }
}
