//! What holds for whatever bytes a client sends to the door. The fuzz target of the same name
//! includes this file.

use whydeck::serve::http::head::{Head, MOST_HEAD, PEER, Refusal, parse, relayed};

/// Reads bytes as the door does, in any number of pieces, and looks at what it would hand on.
pub(crate) fn check(bytes: &[u8]) {
    let whole = parse(bytes);
    // The place where a client's pause falls makes no difference.
    let steps = bytes.len() / 64 + 1;
    for end in (0..bytes.len()).step_by(steps) {
        check_part(&bytes[..end], &whole);
    }
    let Ok(Some(head)) = &whole else { return };
    for end in [head.length - 1, head.length, (head.length + bytes.len()) / 2] {
        check_part(&bytes[..end], &whole);
    }
    for is_loopback in [true, false] {
        let body =
            bytes[head.length..].iter().copied().chain(std::iter::repeat(b'\n')).take(head.body);
        check_relayed(head, &body.collect::<Vec<_>>(), is_loopback);
    }
}

fn check_part(part: &[u8], whole: &Result<Option<Head>, Refusal>) {
    match parse(part) {
        Ok(None) => assert!(!matches!(whole, Ok(Some(head)) if head.length <= part.len())),
        verdict => assert_eq!(&verdict, whole),
    }
}

/// What tiny_http gets is one request, the same to every reader.
fn check_relayed(head: &Head, body: &[u8], is_loopback: bool) {
    let bytes = relayed(head, body, is_loopback);
    let mut slots = [httparse::EMPTY_HEADER; 16];
    let mut request = httparse::Request::new(&mut slots);
    let length = request.parse(&bytes).expect("a request").unwrap();
    assert_eq!(&bytes[length..], body, "nothing but the body follows");
    assert_eq!(
        (request.method, request.path),
        (Some(head.method.name()), Some(head.target.as_str()))
    );
    assert!(
        head.target.starts_with('/') && head.target.bytes().all(|byte| byte.is_ascii_graphic())
    );
    let mut names: Vec<String> =
        request.headers.iter().map(|header| header.name.to_ascii_lowercase()).collect();
    for header in request.headers.iter() {
        assert!(
            header.value.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' '),
            "tiny_http takes no other"
        );
        match header.name {
            "content-length" => assert_eq!(header.value, body.len().to_string().as_bytes()),
            PEER => {
                assert_eq!(header.value, if is_loopback { &b"loopback"[..] } else { b"network" });
            }
            name => {
                assert!(
                    head.headers.iter().any(|(k, v)| k == name && v.as_bytes() == header.value)
                );
            }
        }
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), request.headers.len(), "no header twice");
    assert_eq!(names.len(), head.headers.len() + 2, "all that go on, and two of the door's own");
    assert!(
        names
            .iter()
            .all(|name| name != "transfer-encoding" && name != "connection" && name != "expect")
    );
    // And it is the same to the door itself, unless its own headers make a head too large that just
    // fitted.
    if bytes.len() - body.len() >= MOST_HEAD {
        return;
    }
    let again = parse(&bytes).expect("a request").expect("a whole head");
    assert_eq!((again.method, &again.target, again.body), (head.method, &head.target, body.len()));
    assert_eq!(again.headers, head.headers);
}
