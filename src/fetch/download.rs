//! One address of the network, asked within bounds.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use ureq::Agent;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::public::is_public;

/// How many redirects are followed.
const MOST_REDIRECTS: u32 = 5;
/// The bytes of the largest file.
pub(super) const LARGEST: u64 = 20 << 20;
/// How long a file may take, with all redirects.
const LONGEST: Duration = Duration::from_secs(60);

/// Asks the network.
pub(super) struct Client {
    agent: Agent,
}

impl Client {
    /// A client that asks public addresses, and those that the user names.
    pub(super) fn new(also: &[SocketAddr]) -> Self {
        let config = Agent::config_builder()
            // A proxy would look names up itself: what was checked would not be what is asked.
            .proxy(None)
            // A connection that its server closed meanwhile would fail the next file.
            .max_idle_connections(0)
            .max_redirects(MOST_REDIRECTS)
            .max_redirects_will_error(true)
            .timeout_global(Some(LONGEST))
            .user_agent(concat!("whydeck/", env!("CARGO_PKG_VERSION")))
            .accept("image/*, video/*;q=0.8, */*;q=0.1")
            .build();
        let resolver = PublicOnly { also: also.to_vec() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// What stands at an address.
    ///
    /// # Errors
    /// A sentence.
    pub(super) fn get(&self, address: &str) -> Result<Vec<u8>, String> {
        let address =
            if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        let bare = address.split('#').next().unwrap_or_default();
        let uri: Uri = bare.parse().map_err(|_| "the address cannot be read".to_owned())?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err("only http and https are asked".into());
        }
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err("it has a name or a password in it, which are never sent".into());
        }
        let response = self.agent.get(uri).call().map_err(|error| reason(&error))?;
        let body = response.into_body().into_with_config().limit(LARGEST);
        body.read_to_vec().map_err(|error| reason(&error))
    }
}

/// Finds addresses of names, and gives only those that may be asked. Each connection asks it again,
/// so that a redirect leads nowhere else, and a name cannot change between the check and the use.
#[derive(Debug)]
struct PublicOnly {
    also: Vec<SocketAddr>,
}

/// A name leads to no public address.
#[derive(Debug)]
struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it leads to an address that is not of the public network")
    }
}

impl std::error::Error for NotPublic {}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found.iter() {
            if is_public(address.ip()) || self.also.contains(address) {
                kept.push(*address);
            }
        }
        if kept.is_empty() { Err(ureq::Error::Other(Box::new(NotPublic))) } else { Ok(kept) }
    }
}

/// Why an address could not be had, in words.
fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(code) => format!("the server answers {code}"),
        ureq::Error::BodyExceedsLimit(_) => format!("it is larger than {} MiB", LARGEST >> 20),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => {
            format!("it redirects more than {MOST_REDIRECTS} times, or nowhere")
        }
        ureq::Error::Timeout(_) => format!("it takes longer than {} s", LONGEST.as_secs()),
        ureq::Error::HostNotFound => "there is no such host".into(),
        ureq::Error::Other(inner) => inner.to_string(),
        other => other.to_string(),
    }
}
