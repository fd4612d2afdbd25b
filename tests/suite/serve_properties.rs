//! What holds for whatever a client sends: the fuzz target `request` looks for more of the same.

use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use whydeck::serve::guard::Guard;

use crate::support::request::check;

/// Pieces of requests; in any order they come near the real ones.
const PIECES: [&[u8]; 50] = [
    b"GET ",
    b"POST ",
    b"HEAD ",
    b"BREW ",
    b"/",
    b"/live?generation=0",
    b"/%2e%2e/",
    b"//evil.test",
    b"\\",
    b"*",
    b"http://a/",
    b" ",
    b"\t",
    b" HTTP/1.1\r\n",
    b" HTTP/1.0\r\n",
    b" HTTP/1.1\n",
    b" HTTP/2.0\r\n",
    b"HTTP/1.",
    b"\r\n",
    b"\r\n\r\n",
    b"\n\n",
    b"\r",
    b"\n",
    b"Host: localhost\r\n",
    b"host:127.0.0.1:80\r\n",
    b"Origin: null\r\n",
    b"Sec-Fetch-Site: cross-site\r\n",
    b"If-None-Match: \"a\"\r\n",
    b"X-Whydeck-Lead: 0\r\n",
    b"X-Whydeck-Peer: loopback\r\n",
    b"Content-Type: a\r\n",
    b"Content-Length: 5\r\n",
    b"Content-Length: 0\r\n",
    b"Content-Length: 4097\r\n",
    b"content-length:\t3 \r\n",
    b"Content-Length: +1\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Connection: close\r\n",
    b"Connection: keep-alive, x\r\n",
    b"Expect: 100-continue\r\n",
    b"X: ",
    b": ",
    b" folded\r\n",
    b"\xc2\xa0",
    b"\xc0\xae",
    b"\xff",
    b"\0",
    b"hello",
    b"0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
];

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        9 => prop::sample::select(&PIECES[..]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Heads that are right but for a piece or two, so that most get through.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let lines = prop::sample::subsequence(&PIECES[23..42], 0..6);
    (prop::sample::select(&PIECES[..3]), "/[!-~]{0,20}", lines, pieces(), 0_u8..4).prop_map(
        |(method, target, lines, rest, is_odd)| {
            let odd = if is_odd == 0 { &rest[..rest.len().min(8)] } else { b"" };
            [method, target.as_bytes(), b" HTTP/1.1\r\n", &lines.concat(), odd, b"\r\n", &rest]
                .concat()
        },
    )
}

/// What a name of this machine looks like, put another way than in the guard.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') =>
        {
            name
        }
        _ => host,
    };
    let name = name.to_lowercase();
    if let Some(six) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        return six.parse::<Ipv6Addr>().is_ok_and(|ip| match ip.to_ipv4_mapped() {
            Some(four) => four.octets()[0] == 127,
            None => ip == Ipv6Addr::LOCALHOST,
        });
    }
    name == "localhost" || name.parse::<Ipv4Addr>().is_ok_and(|ip| ip.octets()[0] == 127)
}

fn host() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "localhost",
        "LocalHost",
        "127.0.0.1",
        "127.",
        "[::1]",
        "[",
        "]",
        "::1",
        "::ffff:127.0.0.1",
        "evil.test",
        ":",
        ":80",
        ".",
        "@",
        "/",
        "\\",
        " ",
        "%",
        "0",
        "1",
        "0x7f",
        "\u{130}",
        "\u{ff10}",
        "desk.local",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat()),
        any::<String>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes);
    }

    #[test]
    fn any_pieces_are_read_or_refused(bytes in pieces()) {
        check(&bytes);
    }

    #[test]
    fn what_is_handed_on_is_one_request(bytes in nearly()) {
        check(&bytes);
    }

    #[test]
    fn large_heads_are_read_or_refused(start in nearly(), size in 0_usize..20_000, byte in any::<u8>()) {
        check(&[&start[..start.len() / 2], &vec![byte; size][..], &start[start.len() / 2..]].concat());
    }

    #[test]
    fn no_foreign_name_is_ours(host in host()) {
        let is_ours = Guard::default().is_own_host(Some(&host));
        prop_assert!(!is_ours || is_this_machine(&host), "{}", host);
        // A server for others answers to numbers, which lead nowhere else, and to the name it was
        // given.
        let open = Guard { host: Some("desk.local".into()) };
        let is_number = host.trim_start_matches('[').chars().all(|c| c.is_ascii_hexdigit() || ":.]".contains(c));
        let name = host.split(':').next().unwrap_or_default().to_lowercase();
        let is_known = is_number || name == "desk.local" || name == "localhost";
        prop_assert!(!open.is_own_host(Some(&host)) || is_known, "{}", host);
    }
}

#[test]
fn most_requests_that_are_nearly_right_get_through() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    // Otherwise the properties above say little.
    let mut runner = TestRunner::deterministic();
    let reads = |_: &u32| {
        let bytes = nearly().new_tree(&mut runner).expect("a request").current();
        matches!(whydeck::serve::http::head::parse(&bytes), Ok(Some(_)))
    };
    let count = (0..300).filter(reads).count();
    assert!(count > 60, "{count} of 300");
}
