//! A request's head: parsed within limits, and written anew for tiny_http with only what the routes
//! need.

use std::fmt::Write;

use super::headers;

/// How long a head may be, in bytes.
pub const MOST_HEAD: usize = 16 * 1024;
/// How long a body may be, in bytes.
pub const MOST_BODY: usize = 4 * 1024;
/// The same for a request with one of our own cookies.
pub const MOST_OWN_BODY: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;
const MOST_TARGET: usize = 8 * 1024;

/// The headers that are passed on.
const FORWARDED: [&str; 6] =
    ["host", "origin", "sec-fetch-site", "if-none-match", "content-type", LEAD];
/// The header that holds cookies. A browser sends those of every server of the machine, whatever
/// its port: only our own are passed on, and the others are no reason to refuse a request.
const COOKIE: &str = "cookie";
/// How the names of our own cookies begin.
pub const OWN_COOKIE: &str = "whydeck-";
/// How many of our own cookies are passed on, and how long each may be.
const MOST_COOKIES: usize = 8;
const MOST_COOKIE: usize = 128;
/// The header with the presenter's token.
pub const LEAD: &str = "x-whydeck-lead";
/// The header by which the door says where a request comes from: `loopback` or `network`.
pub const PEER: &str = "x-whydeck-peer";

/// The methods that are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Reads the head alone.
    Head,
    /// Changes or starts something.
    Post,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
        }
    }
}

/// A request's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What is asked.
    pub method: Method,
    /// Path and query, as they were sent.
    pub target: String,
    /// The headers that are passed on, names in lower case.
    pub headers: Vec<(String, String)>,
    /// How long the body is, in bytes.
    pub body: usize,
    /// Whether the connection stays open for another request.
    pub keep_alive: bool,
    /// How long the head itself is, in bytes.
    pub length: usize,
}

/// The status with which a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub u16);

/// Parses the head of a request; none while it is incomplete.
///
/// # Errors
/// When the head is malformed or too large, or asks for something that this server does not do.
pub fn parse(bytes: &[u8]) -> Result<Option<Head>, Refusal> {
    let mut slots = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut slots);
    let length = match request.parse(&bytes[..bytes.len().min(MOST_HEAD)]) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) if bytes.len() >= MOST_HEAD => return Err(Refusal(431)),
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal(431)),
        Err(httparse::Error::Version) => return Err(Refusal(505)),
        Err(_) => return Err(Refusal(400)),
    };
    let method = match request.method {
        Some("GET") => Method::Get,
        Some("HEAD") => Method::Head,
        Some("POST") => Method::Post,
        _ => return Err(Refusal(405)),
    };
    let target = request.path.unwrap_or_default();
    if target.len() > MOST_TARGET {
        return Err(Refusal(414));
    }
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Refusal(400));
    }
    let mut head = Head {
        method,
        target: target.to_owned(),
        headers: Vec::new(),
        body: 0,
        keep_alive: request.version == Some(1),
        length,
    };
    read_headers(request.headers, &mut head)?;
    let is_own = head.headers.iter().any(|(name, _)| name == COOKIE);
    if head.body > if is_own { MOST_OWN_BODY } else { MOST_BODY } {
        return Err(Refusal(413));
    }
    Ok(Some(head))
}

/// Reads the headers that matter here, and keeps those that are passed on.
fn read_headers(headers: &[httparse::Header<'_>], head: &mut Head) -> Result<(), Refusal> {
    let mut has_length = false;
    for header in headers {
        let name = header.name.to_ascii_lowercase();
        if name == COOKIE {
            own_cookies(header.value, head);
            continue;
        }
        let value = std::str::from_utf8(header.value).map_err(|_| Refusal(400))?.trim();
        match name.as_str() {
            "connection" => head.keep_alive = keeps_alive(value, head.keep_alive),
            // With a single way to say where a body ends, the door and tiny_http cannot disagree
            // about it.
            "transfer-encoding" => return Err(Refusal(501)),
            "content-length" => {
                if std::mem::replace(&mut has_length, true)
                    || !value.bytes().all(|b| b.is_ascii_digit())
                {
                    return Err(Refusal(400));
                }
                head.body = value.parse().map_err(|_| Refusal(400))?;
            }
            name if FORWARDED.contains(&name) => {
                let is_known = head.headers.iter().any(|(known, _)| known == name);
                if is_known || !value.bytes().all(|b| b.is_ascii_graphic() || b == b' ') {
                    return Err(Refusal(400));
                }
                head.headers.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Keeps our own cookies as one header.
fn own_cookies(value: &[u8], head: &mut Head) {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'=');
    let pairs = value.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let own = pairs.filter(|pair| {
        let is_own = pair.starts_with(OWN_COOKIE.as_bytes());
        is_own && pair.len() <= MOST_COOKIE && pair.iter().all(is_plain)
    });
    let own: Vec<&str> = own.flat_map(std::str::from_utf8).take(MOST_COOKIES).collect();
    let is_known = head.headers.iter().any(|(known, _)| known == COOKIE);
    if !own.is_empty() && !is_known {
        head.headers.push((COOKIE.to_owned(), own.join("; ")));
    }
}

fn keeps_alive(value: &str, by_version: bool) -> bool {
    let mut words = value.split(',').map(str::trim);
    if words.clone().any(|word| word.eq_ignore_ascii_case("close")) {
        return false;
    }
    by_version || words.any(|word| word.eq_ignore_ascii_case("keep-alive"))
}

/// The request as tiny_http gets it.
#[must_use]
pub fn relayed(head: &Head, body: &[u8], is_loopback: bool) -> Vec<u8> {
    let mut text = format!("{} {} HTTP/1.1\r\n", head.method.name(), head.target);
    for (name, value) in &head.headers {
        // Writing to a String cannot fail.
        let _ = write!(text, "{name}: {value}\r\n");
    }
    let peer = if is_loopback { "loopback" } else { "network" };
    let _ = write!(text, "{PEER}: {peer}\r\ncontent-length: {}\r\n\r\n", body.len());
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A whole answer for a request that the door refuses by itself.
#[must_use]
pub fn refusal(status: u16) -> Vec<u8> {
    let reason = reason(status);
    let mut text = format!(
        "HTTP/1.1 {status} {reason}\r\n\
         content-type: text/plain; charset=utf-8\r\n\
         content-length: {}\r\n",
        reason.len() + 1
    );
    for (name, value) in headers::missing(|_| false) {
        let _ = write!(text, "{}: {value}\r\n", name.to_ascii_lowercase());
    }
    let _ = write!(text, "connection: close\r\n\r\n{reason}\n");
    text.into_bytes()
}

/// The words for a status.
#[must_use]
pub fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        303 => "See Other",
        304 => "Not Modified",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> u16 {
        parse(text.as_bytes()).expect_err("a refusal").0
    }

    #[test]
    fn a_head_is_read_and_written_anew() {
        let text = "POST /place?x=1 HTTP/1.1\r\nHost: a:1\r\nCookie: c\r\nX-Whydeck-Peer: loopback\r\nContent-Length: 2\r\n\r\n{}";
        let head = parse(text.as_bytes()).expect("fine").expect("all there");
        assert_eq!(
            (head.method, head.target.as_str(), head.body, head.keep_alive),
            (Method::Post, "/place?x=1", 2, true)
        );
        let relayed = String::from_utf8(relayed(&head, b"{}", false)).expect("text");
        assert_eq!(
            relayed,
            "POST /place?x=1 HTTP/1.1\r\nhost: a:1\r\nx-whydeck-peer: network\r\ncontent-length: 2\r\n\r\n{}"
        );
    }

    #[test]
    fn our_own_cookies_alone_are_passed_on() {
        let cookie = |value: &[u8]| {
            let text = [b"GET / HTTP/1.1\r\nHost: a:1\r\nCookie: ", value, b"\r\n\r\n"].concat();
            let head = parse(&text).expect("fine").expect("all there");
            let found = head.headers.into_iter().find(|(name, _)| name == COOKIE);
            found.map(|(_, value)| value)
        };
        assert_eq!(
            cookie(b"a=b; whydeck-1=0f;c=\xfc\"; whydeck-2=9").as_deref(),
            Some("whydeck-1=0f; whydeck-2=9")
        );
        for foreign in [
            &b"a=whydeck-1=0f"[..],
            b"whydeck=1",
            b"whydeck-1=\xfc",
            b"whydeck-1=a\"b",
            b"\xff",
            b"",
        ] {
            assert_eq!(cookie(foreign), None, "{foreign:?}");
        }
        assert_eq!(cookie(format!("whydeck-1={}", "a".repeat(200)).as_bytes()), None);
        let many = "whydeck-1=a; ".repeat(100);
        assert_eq!(cookie(many.as_bytes()).map(|value| value.matches('=').count()), Some(8));
        let twice = "GET / HTTP/1.1\r\nCookie: whydeck-1=a\r\nCookie: whydeck-1=b\r\n\r\n";
        let head = parse(twice.as_bytes()).expect("fine").expect("all there");
        assert_eq!(head.headers, [(COOKIE.to_owned(), "whydeck-1=a".to_owned())]);
    }

    #[test]
    fn a_part_of_a_head_waits() {
        for end in 0..30 {
            assert_eq!(
                parse(&b"GET / HTTP/1.1\r\nHost: a:1\r\n\r\n"[..end.min(28)]),
                Ok(None),
                "{end}"
            );
        }
    }

    #[test]
    fn what_is_odd_is_refused() {
        assert_eq!(refused("GET http://a/ HTTP/1.1\r\n\r\n"), 400);
        assert_eq!(refused("GET * HTTP/1.1\r\n\r\n"), 400);
        assert_eq!(refused("\u{0}\u{1}\r\n\r\n"), 400);
        assert_eq!(refused("BREW / HTTP/1.1\r\n\r\n"), 405);
        assert_eq!(refused("GET / HTTP/3.0\r\n\r\n"), 505);
        assert_eq!(refused("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), 501);
        assert_eq!(
            refused("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            400
        );
        assert_eq!(refused("POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n"), 400);
        assert_eq!(refused("POST / HTTP/1.1\r\nContent-Length: 99999\r\n\r\n"), 413);
        assert_eq!(refused("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
        assert_eq!(refused("GET / HTTP/1.1\r\nHost: \u{e9}\r\n\r\n"), 400);
        assert_eq!(refused(&format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(9000))), 414);
        assert_eq!(refused(&format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "a".repeat(17_000))), 431);
        assert_eq!(refused(&format!("GET / HTTP/1.1\r\n{}\r\n", "A: a\r\n".repeat(65))), 431);
    }

    #[test]
    fn who_keeps_the_connection() {
        let keeps =
            |text: &str| parse(text.as_bytes()).expect("fine").expect("all there").keep_alive;
        assert!(keeps("GET / HTTP/1.1\r\n\r\n"));
        assert!(!keeps("GET / HTTP/1.0\r\n\r\n"));
        assert!(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
        assert!(!keeps("GET / HTTP/1.1\r\nConnection: foo, Close\r\n\r\n"));
    }
}
