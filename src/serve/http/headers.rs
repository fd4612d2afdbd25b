//! Headers that every answer has: pages, errors, redirects, and the door's own refusals.

/// For answers that are not pages: nothing runs, nothing is loaded, nobody may frame it.
const POLICY: (&str, &str) =
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
const UNKEPT: (&str, &str) = ("Cache-Control", "no-store");
const ALWAYS: [(&str, &str); 6] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// The headers that an answer lacks: it may bring its own instead.
pub(super) fn missing(
    is_there: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    [POLICY, UNKEPT].into_iter().chain(ALWAYS).filter(move |(name, _)| !is_there(name))
}
