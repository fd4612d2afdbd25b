//! Makes scripts smaller: what no deck runs is cut out, and indents and comments go.

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

/// A script of our own without the blanks beside its signs, and with its lines joined. None of its
/// regular expressions may hold a quote or a blank, and no template another.
pub(crate) fn tight(script: &str) -> String {
    const SIGNS: &str = "{}()[];,<>=*/%&|!?:^";
    let mut out = String::with_capacity(script.len());
    for line in squeezed(script).lines() {
        let mut quote = None;
        let mut is_escaped = false;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
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
                _ => {}
            }
            out.push(c);
        }
        if !line.ends_with(['{', '(', ',', ';']) {
            out.push('\n');
        }
    }
    out
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
    is_plugin.then(|| squeezed(&whole))
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
