//! What a deck template can call: `{{blocks …}}` and `{{inline …}}` place parts of the postmortem
//! by reference, `{{say …}}` says something in the deck's language, `{{badge …}}` marks a word,
//! `{{plain …}}` stands in a comment, `{{plural …}}` words a count.

use handlebars::{
    Context, Handlebars, Helper, HelperResult, JsonRender, Output, RenderContext, RenderErrorReason,
};

use crate::diagnostic::nearest;
use crate::token::Token;
use crate::words::say as spoken;

/// Registers all helpers.
pub(crate) fn register(handlebars: &mut Handlebars<'_>) {
    handlebars.register_helper("blocks", Box::new(blocks));
    handlebars.register_helper("inline", Box::new(inline));
    handlebars.register_helper("say", Box::new(say));
    handlebars.register_helper("badge", Box::new(badge));
    handlebars.register_helper("plain", Box::new(plain));
    handlebars.register_helper("plural", Box::new(plural));
}

/// `{{blocks ref}}`: the blocks, as blocks. It stands alone on its line.
fn blocks(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    reference(helper, Token::Blocks, out)
}

/// `{{inline ref}}`: the blocks as running text, for headings, list items and table cells.
fn inline(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    reference(helper, Token::Inline, out)
}

/// `{{say "key" value …}}`: what the word files say under the key, with the values in its places; of
/// several forms that for the first value, a count.
fn say(
    helper: &Helper<'_>,
    handlebars: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let key = helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
    let words = spoken::template(key).ok_or_else(|| RenderErrorReason::Other(unknown(key)))?;
    let values = helper.params().iter().skip(1).map(handlebars::PathAndJson::value);
    let count = values.clone().next().and_then(serde_json::Value::as_u64);
    let words = match count.and_then(|count| usize::try_from(count).ok()) {
        Some(count) => spoken::form(words, count),
        None => words,
    };
    let escape = handlebars.get_escape_fn();
    let values: Vec<String> = values.map(|value| escape(&value.render())).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    out.write(&spoken::fill_all(words, &values))?;
    Ok(())
}

fn unknown(key: &str) -> String {
    match nearest(key, spoken::template_keys()) {
        Some(meant) => format!("nothing is said under `{key}`: did you mean `{meant}`?"),
        None => format!("nothing is said under `{key}`"),
    }
}

/// `{{badge "state" value}}`: the value as a mark of the class, to be coloured by the theme.
fn badge(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let word = |index| {
        let text = helper.param(index).and_then(|param| param.value().as_str()).unwrap_or_default();
        text.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-').collect::<String>()
    };
    write!(out, "{}", Token::Badge { class: word(0), word: word(1) })?;
    Ok(())
}

fn reference(helper: &Helper<'_>, token: fn(usize) -> Token, out: &mut dyn Output) -> HelperResult {
    let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("blocks", 0))?;
    if param.value().is_null() {
        return Ok(());
    }
    let number =
        param.value().as_u64().and_then(|number| usize::try_from(number).ok()).ok_or_else(
            || {
                RenderErrorReason::ParamTypeMismatchForName(
                    "blocks",
                    "0".into(),
                    "a reference to blocks".into(),
                )
            },
        )?;
    write!(out, "{}", token(number))?;
    Ok(())
}

/// `{{plain value}}`: the value's letters, digits, and signs that end no attribute, for a comment.
fn plain(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let text = helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
    let is_kept = |c: &char| match c {
        ' ' | '_' | '/' | '+' | '-' | ':' | '.' | ',' | '(' | ')' => true,
        // Quotations and brackets of other scripts end no attribute.
        '‘'..='„' | '«' | '»' | '、'..='】' | '（' | '）' | '：' | '·' => true,
        c => c.is_alphanumeric(),
    };
    let kept = text.chars().filter(is_kept);
    out.write(&kept.collect::<String>())?;
    Ok(())
}

/// `{{plural count "item" "items"}}`: the count with the right word.
fn plural(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let param = |index| helper.param(index).map(handlebars::PathAndJson::value);
    let count = param(0).and_then(serde_json::Value::as_u64).ok_or_else(|| {
        RenderErrorReason::ParamTypeMismatchForName("plural", "0".into(), "a count".into())
    })?;
    let word =
        param(if count == 1 { 1 } else { 2 }).and_then(|value| value.as_str()).unwrap_or_default();
    write!(out, "{count} {word}")?;
    Ok(())
}
