//! Headers that every answer has: pages, errors, redirects, and what the door refuses by itself.

/// For what is no page: nothing runs, nothing is loaded, nobody frames it.
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

/// Those headers that an answer lacks. It may bring a policy and a time to keep it of its own, and nothing else.
pub fn missing(
    is_there: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    [POLICY, UNKEPT].into_iter().filter(move |(name, _)| !is_there(name)).chain(ALWAYS)
}
