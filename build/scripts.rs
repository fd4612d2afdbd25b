//! Makes scripts smaller: what no deck runs is cut out, indents and comments go, and variables of
//! our own get short names.

use std::collections::{BTreeMap, BTreeSet};

/// A script without indents, blank lines, and lines that are comments. No string of it may go over
/// a line's end, except for one that is HTML.
pub(crate) fn squeezed(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if begins || in_comment {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A script of our own without comments behind its lines and blanks beside its signs, and with its
/// lines joined. None of its regular expressions may hold a quote, a blank or two slashes, no
/// template another, and no statement be empty.
pub(crate) fn tight(script: &str) -> String {
    const SIGNS: &str = "{}()[];,<>=*/%&|!?:^";
    let mut out = String::with_capacity(script.len());
    for line in squeezed(script).lines() {
        let mut quote = None;
        let mut is_escaped = false;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            if quote.is_none() && c == '/' && chars.peek() == Some(&'/') {
                break;
            }
            let beside = [out.chars().next_back(), chars.peek().copied()];
            let is_sign = |wanted: &str| beside.iter().flatten().any(|c| wanted.contains(*c));
            let signs = beside.iter().flatten().filter(|c| "+-".contains(**c)).count();
            if quote.is_none() && c == ' ' && (is_sign(SIGNS) || signs == 1) {
                continue;
            }
            match quote {
                Some(_) if is_escaped => is_escaped = false,
                Some(_) if c == '\\' => is_escaped = true,
                Some(open) if c == open => quote = None,
                None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
                None if c == '}' && out.ends_with(';') => drop(out.pop()),
                None if c == '>' && out.ends_with(")=") => unwrap_parameter(&mut out),
                _ => {}
            }
            out.push(c);
        }
        if !out.ends_with(['{', '(', ',', ';']) {
            out.push('\n');
        }
    }
    out
}

/// A script that went through [`tight`], with short names for its own variables: those that are
/// declared in it, and that no property, shorthand, template or expression may mean.
pub(crate) fn renamed(script: &str) -> String {
    let names = names(script);
    let text = |name: &Name| &script[name.from..name.from + name.length];
    let all: BTreeSet<&str> = names.iter().map(text).collect();
    let kept: BTreeSet<&str> = names.iter().filter(|name| name.is_kept).map(text).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let own: BTreeSet<&str> = names.iter().filter(|name| name.is_declared).map(text).collect();
    for name in names.iter().map(text).filter(|name| own.contains(name) && !kept.contains(name)) {
        *uses.entry(name).or_default() += name.len() - 1;
    }
    let mut order: Vec<(&str, usize)> = uses.into_iter().filter(|(_, gain)| *gain > 0).collect();
    order.sort_by_key(|(name, gain)| (std::cmp::Reverse(*gain), *name));
    let letters = || ('a'..='z').chain('A'..='Z');
    let longer = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
    let fresh = letters().map(String::from).chain(longer).filter(|name| {
        !all.contains(name.as_str()) && !["do", "if", "in", "of", "as"].contains(&name.as_str())
    });
    let short: BTreeMap<&str, String> =
        order.into_iter().zip(fresh).map(|((name, _), short)| (name, short)).collect();
    let mut out = String::with_capacity(script.len());
    let mut at = 0;
    for name in &names {
        let Some(short) = short.get(text(name)).filter(|short| short.len() < name.length) else {
            continue;
        };
        out.push_str(&script[at..name.from]);
        out.push_str(short);
        at = name.from + name.length;
    }
    out + &script[at..]
}

/// A name in a script.
struct Name {
    from: usize,
    length: usize,
    /// Whether it is declared here.
    is_declared: bool,
    /// Whether it may be other than a variable here.
    is_kept: bool,
}

/// All names of a script, outside its strings.
fn names(script: &str) -> Vec<Name> {
    let bytes = script.as_bytes();
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'$';
    let mut found = Vec::new();
    let mut quote = None;
    let mut at = 0;
    while at < bytes.len() {
        let b = bytes[at];
        match quote {
            Some(_) if b == b'\\' => at += 1,
            Some(open) if b == open => quote = None,
            None if matches!(b, b'\'' | b'"' | b'`') => quote = Some(b),
            _ => {}
        }
        let is_in_string = quote.is_some_and(|quote| quote != b'`');
        if is_in_string || !is_part(b) || (at > 0 && is_part(bytes[at - 1])) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().position(|b| !is_part(*b)).unwrap_or(bytes.len() - at);
        let before = &script[..at];
        let next = bytes.get(at + length).copied().unwrap_or(b' ');
        let last = before.bytes().next_back().unwrap_or(b' ');
        let is_property = last == b'.' && !before.ends_with("...");
        let may_be_shorthand = matches!(last, b'{' | b',') && matches!(next, b',' | b'}');
        let may_be_pattern = matches!(last, b'/' | b'\\') || matches!(next, b'/' | b'\\');
        let is_kept = is_property
            || may_be_shorthand
            || may_be_pattern
            || next == b':'
            || quote.is_some()
            // Other scripts may know what begins with a capital.
            || b.is_ascii_digit()
            || b.is_ascii_uppercase();
        let is_named = ["const ", "let ", "function "].iter().any(|word| before.ends_with(word));
        let is_parameter = script[at + length..].starts_with("=>");
        let is_declared = is_named || is_parameter;
        found.push(Name { from: at, length, is_declared, is_kept });
        at += length;
    }
    found
}

/// Takes the brackets off a function's only parameter, behind which `=` stands.
fn unwrap_parameter(out: &mut String) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let name = out[..out.len() - 2].trim_end_matches(is_part).len();
    let before = &out[..name];
    let is_alone = before.ends_with('(') && !before[..name - 1].ends_with(is_part);
    if is_alone && name + 2 < out.len() {
        out.remove(out.len() - 2);
        out.remove(name - 1);
    }
}

/// reveal's notes plugin without its Markdown parser: notes are HTML when a deck is written.
pub(crate) fn notes(plugin: &str) -> Option<String> {
    let (head, rest) = plugin.split_once("(this,function(){")?;
    let window = rest.find("open(`about:blank`")?;
    let start = rest[..window].rfind("()=>{")?;
    let factory = &rest[start..];
    let (before, after) = factory.split_once(".marked=")?;
    let variable =
        before.len() - before.chars().rev().take_while(char::is_ascii_alphanumeric).count();
    let (_, after) = after.split_once(',')?;
    let whole = format!("{head}(this,function(){{return{}{after}", &before[..variable]);
    let is_plugin = head.contains("RevealNotes") && !whole.contains(".marked=");
    let whole = spoken(&whole)?;
    is_plugin.then(|| squeezed(&whole))
}

/// The plugin with a call behind the writing of its window: `tongue.js` says it in the language of
/// the page.
fn spoken(plugin: &str) -> Option<String> {
    let (before, rest) = plugin.split_once(".document.write(`")?;
    let named = before.chars().rev().take_while(char::is_ascii_alphanumeric).count();
    let window = &before[before.len() - named..];
    let (written, after) = rest.split_once("</html>`),")?;
    Some(format!(
        "{before}.document.write(`{written}</html>`),window.WhydeckSpeaker&&window.WhydeckSpeaker({window}),{after}"
    ))
}

/// The inline script of the speaker view, which the plugin holds in a template literal without
/// values.
pub(crate) fn speaker(plugin: &str) -> Option<String> {
    let (_, rest) = plugin.split_once("<script>")?;
    let (literal, _) = rest.split_once("<\\/script>").or_else(|| rest.split_once("</script>"))?;
    if literal.contains("${") {
        return None;
    }
    let mut script = String::with_capacity(literal.len());
    let mut chars = literal.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next()? {
                'n' => script.push('\n'),
                't' => script.push('\t'),
                'r' => script.push('\r'),
                other => script.push(other),
            },
            (c, false) => script.push(c),
        }
    }
    Some(script)
}
