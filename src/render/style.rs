//! What may stand in a `style` attribute, and which attributes an element may have.

/// Beginnings of the properties that lay out, colour and space; none of them can load or cover
/// anything.
const PROPERTIES: [&str; 35] = [
    "align-",
    "aspect-ratio",
    "background",
    "border",
    "box-shadow",
    "clear",
    "color",
    "column",
    "display",
    "filter",
    "flex",
    "float",
    "font",
    "gap",
    "grid",
    "height",
    "justify-",
    "letter-spacing",
    "line-height",
    "list-style",
    "margin",
    "max-",
    "min-",
    "object-",
    "opacity",
    "order",
    "overflow",
    "padding",
    "row-gap",
    "text-",
    "transform",
    "vertical-align",
    "white-space",
    "width",
    "word-",
];

/// The declarations of a `style` attribute that are harmless: known properties, no addresses, no
/// escapes.
#[must_use]
pub(crate) fn harmless(style: &str) -> String {
    style
        .split(';')
        .map(str::trim)
        .filter(|declaration| {
            let Some((property, value)) = declaration.split_once(':') else { return false };
            let property = property.trim().to_ascii_lowercase();
            let value = value.to_ascii_lowercase();
            let is_known = property.starts_with("--")
                || PROPERTIES.iter().any(|known| property.starts_with(known));
            is_known
                && !value.contains(['\\', '<', '>', '{', '}', '@', '"', '\''])
                && !calls_out(&value)
        })
        .collect::<Vec<_>>()
        .join("; ")
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
        ] {
            assert_eq!(harmless(attack), "", "{attack}");
        }
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
