//! The attributes of a slide's `<section>`: what the author wrote, as far as it is harmless, with
//! its files embedded.

use super::sanitize::is_loading;
use super::style::{harmless_on_slide, is_allowed, is_plain};
use super::{Renderer, escape, gradient};
use crate::assets::{address, backdrop};
use crate::deck::{Elements, Slide};
use crate::diagnostic::Diagnostic;
use crate::markdown::notes;
use crate::source::Span;
use crate::token::Token;

/// The attributes as HTML, and what is to stand on the slide because of them.
pub(crate) fn attributes(renderer: &mut Renderer<'_, '_>, slide: &Slide<'_>) -> (String, String) {
    let mut out = String::new();
    let mut extra = String::new();
    for (name, value) in slide.attributes.iter() {
        match name {
            "data-background" if !is_reference(value) && is_plain(value) => {
                push(&mut out, name, gradient::plain(value).as_deref().unwrap_or(value));
            }
            "data-background-color" if is_plain(value) => {
                push(&mut out, name, gradient::plain(value).as_deref().unwrap_or(value));
            }
            "data-background" | "data-background-image" => {
                background(renderer, slide, value, &mut out, &mut extra);
            }
            "data-background-video" => film(renderer, slide, value, &mut extra),
            "data-background-iframe" => frame(renderer, slide, value, &mut extra),
            // What they say of the two is read there.
            "data-background-video-loop"
            | "data-background-video-muted"
            | "data-background-interactive" => {}
            // It holds notes, which were taken out.
            notes::ATTRIBUTE => {}
            "style" => {
                let style = harmless_on_slide(value);
                if !style.is_empty() {
                    push(&mut out, "style", &style);
                }
            }
            name if name.starts_with("data-") && !is_plain(value) => dropped(renderer, slide, name),
            name if is_allowed(name) && !is_loading(name) => push(&mut out, name, value),
            _ => dropped(renderer, slide, name),
        }
    }
    if slide.attributes.get("data-background-color").is_none()
        && let Some(ground) = ground(slide)
    {
        push(&mut out, "data-background-color", &ground);
    }
    if slide.attributes.is_cut() {
        renderer.diagnostics.push(too_many(slide.attributes_span));
    }
    (out, extra)
}

fn push(out: &mut String, name: &str, value: &str) {
    if value.is_empty() && name.starts_with("data-") {
        out.push_str(&format!(" {name}"));
    } else {
        out.push_str(&format!(" {name}=\"{}\"", escape(value)));
    }
}

/// Whether `data-background` names a file rather than a colour or a gradient: whenever reveal takes
/// it for one, which looks for an ending anywhere in it, and more.
fn is_reference(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_named = |end: &str| {
        lower.match_indices(end).any(|(at, _)| {
            lower[at + end.len()..]
                .chars()
                .next()
                .is_none_or(|next| matches!(next, '?' | '#') || next.is_whitespace())
        })
    };
    [".svg", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".avif"].into_iter().any(is_named)
        || lower.starts_with("http")
        || lower.starts_with("file")
        || value.contains("//")
        || address::scheme(value).is_some()
}

/// The colour of a slide whose ground is a gradient: by it reveal tells whether text is to be light.
fn ground(slide: &Slide<'_>) -> Option<String> {
    let named = ["data-background-gradient", "data-background"];
    let gradient = named.iter().find_map(|name| {
        slide.attributes.get(name).filter(|value| value.contains("gradient(") && is_plain(value))
    })?;
    gradient::tone(gradient)
}

/// A picture behind a slide. reveal takes a list with commas as well, but a data address holds a
/// comma itself: of several pictures the first stays.
fn background(
    renderer: &mut Renderer<'_, '_>,
    slide: &Slide<'_>,
    value: &str,
    out: &mut String,
    extra: &mut String,
) {
    let is_data = address::scheme(value).as_deref() == Some("data");
    let name = if is_data { value } else { value.split(',').next().unwrap_or(value) };
    let name = name.trim();
    let (reference, is_there) =
        renderer.asset_or(name, &["image"], slide.attributes_span, backdrop);
    if !is_there {
        extra.push_str(&format!("<p class=\"placeholder-note\">Background: {}</p>\n", link(name)));
    }
    // reveal writes a data address into `url(…)` as it stands.
    let reference =
        if Token::parse(&reference).is_some() { reference } else { address::in_css(&reference) };
    push(out, "data-background-image", &reference);
}

/// A film behind a slide. It stands on the slide: reveal.js takes an address with a comma, as those
/// of data have, for two.
fn film(renderer: &mut Renderer<'_, '_>, slide: &Slide<'_>, value: &str, extra: &mut String) {
    let name = value.split(',').next().unwrap_or(value).trim();
    let (reference, is_there) = renderer.asset(name, &["video"], slide.attributes_span);
    if !is_there {
        extra.push_str(&format!("<p class=\"placeholder-note\">Background: {}</p>\n", link(name)));
        return;
    }
    let has = |attribute: &str| slide.attributes.get(attribute).is_some_and(|it| it != "false");
    let looped = if has("data-background-video-loop") { " loop" } else { "" };
    let muted = if has("data-background-video-muted") { " muted" } else { "" };
    let fit = slide.attributes.get("data-background-size").filter(|fit| *fit == "contain");
    extra.push_str(&format!(
        "<video class=\"film\" data-autoplay playsinline{looped}{muted} src=\"{}\" style=\"position:absolute;\
         inset:0;width:100%;height:100%;max-width:none;max-height:none;object-fit:{};z-index:-1\"></video>\n",
        escape(&reference),
        fit.unwrap_or("cover")
    ));
}

/// A page behind a slide, which becomes a link.
fn frame(renderer: &mut Renderer<'_, '_>, slide: &Slide<'_>, value: &str, extra: &mut String) {
    extra.push_str(&format!(
        "<p class=\"placeholder-note\">Background: {}</p>\n",
        link(value.trim())
    ));
    renderer.diagnostics.push(
        Diagnostic::warning(
            "slide/frame",
            "a deck shows no other page behind a slide: this is a link",
        )
        .at(slide.attributes_span)
        .help("take a picture of the page as `data-background`, and link the page"),
    );
}

fn link(written: &str) -> String {
    let shown = escape(written);
    if written.starts_with("http://") || written.starts_with("https://") {
        format!("<a href=\"{shown}\" target=\"_blank\" rel=\"noopener noreferrer\">{shown}</a>")
    } else {
        shown
    }
}

/// Warns of what comments wanted to give to elements and may not.
pub(crate) fn check_elements(elements: &Elements, diagnostics: &mut Vec<Diagnostic>) {
    for (attributes, span) in elements.written() {
        if attributes.is_cut() {
            diagnostics.push(too_many(Some(span)));
        }
        for (name, value) in attributes.iter() {
            if !is_allowed(name)
                || is_loading(name)
                || (name.starts_with("data-") && !is_plain(value))
            {
                diagnostics.push(left_out(name, Some(span)));
            }
        }
    }
}

fn too_many(span: Option<Span>) -> Diagnostic {
    Diagnostic::warning("source/attributes", "only the first 100 attributes count").at(span)
}

fn dropped(renderer: &mut Renderer<'_, '_>, slide: &Slide<'_>, name: &str) {
    renderer.diagnostics.push(left_out(name, slide.attributes_span));
}

fn left_out(name: &str, span: Option<Span>) -> Diagnostic {
    let message = format!("`{name}` is left out: this attribute could run or load something");
    Diagnostic::warning("slide/attribute", message).at(span)
}
