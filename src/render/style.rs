//! What may stand in a `style` attribute, and which attributes an element may have.

/// Beginnings of the properties that lay out, colour and space; none of them can load anything, or
/// cover what stands beside the slides.
const PROPERTIES: [&str; 65] = [
    "accent-color",
    "align-",
    "animation",
    "appearance",
    "aspect-ratio",
    "background",
    "block-size",
    "border",
    "bottom",
    "box-",
    "break-",
    "caption-side",
    "clear",
    "clip",
    "color",
    "column",
    "counter-",
    "cursor",
    "direction",
    "display",
    "empty-cells",
    "fill",
    "filter",
    "flex",
    "float",
    "font",
    "gap",
    "grid",
    "height",
    "hyphens",
    "inline-size",
    "inset",
    "isolation",
    "justify-",
    "left",
    "letter-spacing",
    "line-",
    "list-style",
    "margin",
    "max-",
    "min-",
    "mix-blend-mode",
    "object-",
    "opacity",
    "order",
    "outline",
    "overflow",
    "padding",
    "page-break-",
    "perspective",
    "place-",
    "position",
    "right",
    "rotate",
    "row-gap",
    "scale",
    "stroke",
    "tab",
    "text-",
    "top",
    "trans",
    "unicode-bidi",
    "user-select",
    "vertical-align",
    "visibility",
];
/// More of them, and what browsers have before a property of their own.
const MORE: [&str; 7] = ["white-space", "width", "word-", "writing-mode", "z-index", "zoom", "--"];
const VENDORS: [&str; 4] = ["-webkit-", "-moz-", "-ms-", "-o-"];

/// The declarations of a `style` attribute that are harmless: known properties, no addresses, no
/// escapes.
#[must_use]
pub(crate) fn harmless(style: &str) -> String {
    let stays = |declaration: &&str| is_harmless(declaration);
    declarations(style).filter(stays).collect::<Vec<_>>().join("; ")
}

/// The same for a slide, which reveal.js places itself.
#[must_use]
pub(crate) fn harmless_on_slide(style: &str) -> String {
    let stays = |declaration: &&str| is_harmless(declaration) && !places(declaration);
    declarations(style).filter(stays).collect::<Vec<_>>().join("; ")
}

/// The declarations that [`harmless`] leaves out; `is_on_slide` for those of
/// [`harmless_on_slide`].
pub(crate) fn left_out(style: &str, is_on_slide: bool) -> impl Iterator<Item = &str> {
    declarations(style).filter(move |declaration| {
        !is_harmless(declaration) || (is_on_slide && places(declaration))
    })
}

/// The declarations of a style: a semicolon in quotation marks or brackets ends none.
fn declarations(style: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let mut depth = 0_usize;
    let ends = move |c: char| {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ';' && quote.is_none() && depth == 0
    };
    style.split(ends).map(str::trim).filter(|declaration| !declaration.is_empty())
}

fn places(declaration: &str) -> bool {
    property(declaration) == "position"
}

fn property(declaration: &str) -> String {
    declaration.split(':').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_harmless(declaration: &str) -> bool {
    let Some((_, value)) = declaration.split_once(':') else { return false };
    let property = property(declaration);
    let value = value.to_ascii_lowercase();
    let bare = VENDORS.iter().find_map(|vendor| property.strip_prefix(vendor)).unwrap_or(&property);
    let is_known = PROPERTIES.iter().chain(&MORE).any(|known| bare.starts_with(known));
    is_known
        && (bare != "position" || is_within_slide(&value))
        && !value.contains(['\\', '<', '>', '{', '}', '@'])
        && is_paired(&value)
        && !calls_out(&value)
}

/// Whether a `position` stays on the slide: `fixed` would be one of the window, or of the canvas.
fn is_within_slide(value: &str) -> bool {
    let value = value.trim().trim_end_matches("!important").trim_end();
    matches!(value, "absolute" | "relative" | "static" | "sticky" | "initial" | "unset" | "inherit")
}

/// Whether all quotation marks and brackets of a value are closed.
fn is_paired(value: &str) -> bool {
    let mut quote = None;
    let mut depth = 0_usize;
    for c in value.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => return false,
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
    }
    quote.is_none() && depth == 0
}

/// Whether a value could load something or run something.
fn calls_out(value: &str) -> bool {
    ["url", "image", "expression", "src(", "attr(", "element(", "javascript:", "/*"]
        .iter()
        .any(|word| value.contains(word))
}

/// Whether the value of a `data-` attribute, or of an option, is plain: reveal writes some of them
/// into style sheets.
#[must_use]
pub(crate) fn is_plain(value: &str) -> bool {
    !value.contains([';', '{', '}', '@', '\\', '<', '>']) && !calls_out(&value.to_ascii_lowercase())
}

/// Whether an attribute may be given to an element by a comment.
#[must_use]
pub(crate) fn is_allowed(name: &str) -> bool {
    matches!(
        name,
        "class"
            | "style"
            | "id"
            | "title"
            | "lang"
            | "dir"
            | "width"
            | "height"
            | "hidden"
            | "start"
            | "role"
    ) || (name.starts_with("data-") && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        || (name.starts_with("aria-")
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_stays_and_attacks_go() {
        let mixed = "color: red; position: fixed; background: url(http://x)";
        assert_eq!(harmless(mixed), "color: red");
        assert_eq!(
            harmless("display:flex;gap: 1em ; width:50%"),
            "display:flex; gap: 1em; width:50%"
        );
        for attack in [
            "background:u\\72l(x)",
            "background-image:image-set('x' 1x)",
            "width:expression(alert(1))",
            "position:fixed",
            "-moz-binding:url(x)",
            "behavior:url(x)",
            "color:red}</style><script>",
            "background:URL(//x)",
            "position:fixed !important",
            "position:/**/fixed",
            "position:-webkit-sticky",
            "-moz-binding:'x'",
            "font-family:'x",
            "width:calc(1px",
            "content:'x'",
        ] {
            assert_eq!(harmless(attack), "", "{attack}");
        }
    }

    #[test]
    fn what_places_an_element_on_its_slide_stays() {
        let style = "position:absolute; top:1em; right: 0; z-index:2";
        assert_eq!(harmless(style), style);
        assert_eq!(harmless_on_slide(style), "top:1em; right: 0; z-index:2");
        let quoted = "font-family: 'A; B', \"C (D\"; color: red";
        assert_eq!(harmless(quoted), quoted);
        let left: Vec<&str> = left_out("color:red; x: 1; position:fixed;;y", false).collect();
        assert_eq!(left, ["x: 1", "position:fixed", "y"]);
    }

    #[test]
    fn no_handlers() {
        assert!(
            is_allowed("class") && is_allowed("data-background-size") && is_allowed("aria-label")
        );
        assert!(
            !is_allowed("onload")
                && !is_allowed("href")
                && !is_allowed("data-x\"y")
                && !is_allowed("srcdoc")
        );
    }
}
