//! Who may ask: the checks of a request that come before its route.

use std::net::{IpAddr, Ipv6Addr};

use subtle::ConstantTimeEq;

use super::http::Request;

/// What a request may call this server.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// The address that `--host` named; none when only this machine may ask.
    pub host: Option<String>,
}

impl Guard {
    /// Whether the `Host` header names this server. A page of another site whose name was pointed
    /// here (DNS rebinding) still sends that name. A number is safe: nobody can point it elsewhere.
    #[must_use]
    pub fn is_own_host(&self, host: Option<&str>) -> bool {
        let Some(name) = host.and_then(host_name) else { return false };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        match (name.parse::<IpAddr>(), &self.host) {
            (Ok(address), None) => address.to_canonical().is_loopback(),
            (Ok(_), Some(_)) => true,
            (Err(_), Some(own)) => name.eq_ignore_ascii_case(own),
            (Err(_), None) => false,
        }
    }

    /// Whether a page of this server made the request. Whatever changes or starts something
    /// requires it.
    #[must_use]
    pub fn is_own_page(&self, request: &Request) -> bool {
        let Some(host) = &request.host else { return false };
        let is_own = request.origin.as_deref().and_then(|origin| origin.strip_prefix("http://"));
        is_own.is_some_and(|origin| origin.eq_ignore_ascii_case(host)) && !is_foreign(request)
    }
}

/// Whether the browser says that another site asks.
#[must_use]
pub fn is_foreign(request: &Request) -> bool {
    matches!(request.fetch_site.as_deref(), Some("cross-site" | "same-site"))
}

/// Whether two tokens are equal. The time it takes does not tell how many bytes are.
#[must_use]
pub fn is_token(given: &str, token: &str) -> bool {
    given.as_bytes().ct_eq(token.as_bytes()).into()
}

/// A token of 128 random bits.
///
/// # Errors
/// When the system has no randomness.
pub fn token() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("the system gives no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The name in a `Host` header without port and brackets; none when it is malformed.
fn host_name(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').filter(|(name, _)| name.parse::<Ipv6Addr>().is_ok())?,
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    is_port.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(host: &str, origin: Option<&str>, site: Option<&str>) -> Request {
        Request {
            method: super::super::http::Method::Post,
            path: "/".into(),
            query: String::new(),
            host: Some(host.into()),
            origin: origin.map(Into::into),
            fetch_site: site.map(Into::into),
            if_none_match: None,
            lead: None,
            cookie: None,
            content_type: None,
            is_loopback: true,
            body: Vec::new(),
        }
    }

    #[test]
    fn a_rebound_name_is_not_ours() {
        let closed = Guard::default();
        for host in [
            "127.0.0.1:9490",
            "localhost:1",
            "LOCALHOST",
            "[::1]:9490",
            "127.8.8.8",
            "[::ffff:127.0.0.1]:1",
        ] {
            assert!(closed.is_own_host(Some(host)), "{host}");
        }
        for host in [
            "evil.test",
            "127.0.0.1.evil.test",
            "localhost.evil.test",
            "192.168.1.2",
            "",
            "[::1",
            "127.0.0.1:x",
            "localhost:80@evil",
            "[localhost]",
            "[127.0.0.1]:1",
            "[::1]evil.test",
            "[::1]80",
            "::1",
        ] {
            assert!(!closed.is_own_host(Some(host)), "{host}");
        }
        assert!(!closed.is_own_host(None));
        let open = Guard { host: Some("desk.local".into()) };
        assert!(
            open.is_own_host(Some("192.168.1.2:9490")) && open.is_own_host(Some("DESK.local:9490"))
        );
        assert!(!open.is_own_host(Some("evil.test:9490")));
    }

    #[test]
    fn only_own_pages_change_something() {
        let guard = Guard::default();
        assert!(guard.is_own_page(&request(
            "127.0.0.1:9490",
            Some("http://127.0.0.1:9490"),
            Some("same-origin")
        )));
        for (origin, site) in [
            (None, None),
            (Some("null"), None),
            (Some("http://127.0.0.1:9491"), None),
            (Some("https://127.0.0.1:9490"), None),
            (Some("http://evil.test"), None),
            (Some("http://127.0.0.1:9490"), Some("cross-site")),
        ] {
            assert!(
                !guard.is_own_page(&request("127.0.0.1:9490", origin, site)),
                "{origin:?} {site:?}"
            );
        }
    }

    #[test]
    fn tokens() {
        let token = token().expect("randomness");
        assert_eq!(token.len(), 32);
        assert!(is_token(&token, &token));
        assert!(
            !is_token("", &token)
                && !is_token(&token[1..], &token)
                && !is_token(&token.to_uppercase(), &format!("x{}", &token[1..]))
        );
    }
}
