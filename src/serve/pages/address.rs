//! What is printed when the server starts: the addresses, what they expose, and a code for phones.

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::qr;

/// How many addresses are printed at most.
const MOST: usize = 5;

/// A server that has started.
#[derive(Debug, Clone)]
pub struct Start<'s> {
    /// What is served, as the user named it.
    pub name: &'s str,
    /// Where it listens.
    pub bound: SocketAddr,
    /// The name or address that the user gave with `--host`; none while drafting.
    pub host: Option<&'s str>,
    /// The addresses at which others reach it, best first ([`reachable`]).
    pub others: &'s [IpAddr],
    /// The presenter's token.
    pub token: Option<&'s str>,
    /// The key of a meeting's first address.
    pub key: Option<&'s str>,
    /// Whether a folder is served.
    pub is_folder: bool,
}

impl Start<'_> {
    /// The address to print: the presenter's, when there is one.
    #[must_use]
    pub fn own(&self) -> String {
        let ip = match self.bound.ip() {
            ip if ip.is_loopback() => ip,
            ip if ip.is_unspecified() => loopback(ip),
            // The loopback is bound besides: an editor opens for nobody else.
            _ => Ipv4Addr::LOCALHOST.into(),
        };
        let url = url(ip, self.bound.port());
        if let Some(key) = self.key {
            return format!("{url}start/{key}");
        }
        match (self.host, self.token) {
            (Some(_), Some(token)) => format!("{url}?lead={token}"),
            _ => url,
        }
    }

    /// The addresses for others, best first: the name given with `--host`, when it is one, then
    /// numbers.
    #[must_use]
    pub fn viewers(&self) -> Vec<String> {
        if self.host.is_none() {
            return Vec::new();
        }
        let port = self.bound.port();
        let named =
            self.host.filter(|host| is_name(host)).map(|host| format!("http://{host}:{port}/"));
        let is_lost = named.is_some() && self.bound.ip().is_loopback();
        let numbers = if is_lost { &[] } else { self.others };
        named.into_iter().chain(numbers.iter().map(|ip| url(*ip, port))).take(MOST).collect()
    }

    /// What is printed. With `colour` the code has colours of its own; without, it is drawn for a
    /// dark terminal.
    ///
    /// ```
    /// use whydeck::serve::pages::address::Start;
    /// let start = Start {
    ///     name: "incident.md",
    ///     bound: "127.0.0.1:9490".parse()?,
    ///     host: None,
    ///     others: &[],
    ///     token: None,
    ///     key: None,
    ///     is_folder: false,
    /// };
    /// assert_eq!(start.text(false), "incident.md is at http://127.0.0.1:9490/\n");
    /// # Ok::<(), std::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn text(&self, colour: bool) -> String {
        if self.key.is_some() {
            return self.meeting(colour);
        }
        let Some(host) = self.host else { return format!("{} is at {}\n", self.name, self.own()) };
        let viewers = self.viewers();
        let mut text = format!("{} is served\n\n", self.name);
        let _ = writeln!(text, "  you lead at       {}", self.own());
        for (index, viewer) in viewers.iter().enumerate() {
            let label = if index == 0 { "others follow at" } else { "or" };
            let _ = writeln!(text, "  {label:<16}  {viewer}");
        }
        if self.bound.ip().is_loopback() {
            let _ = writeln!(
                text,
                "\n{host} is this machine alone: nobody else can follow. \
                 `--host 0.0.0.0` lets others in."
            );
            return text;
        }
        if viewers.is_empty() {
            text.push_str(
                "\nThis machine has no address that others could use: \
                 is it connected to a network?\n",
            );
        }
        let what = if self.is_folder { "every deck of the folder" } else { "the deck" };
        let _ = writeln!(
            text,
            "\nWhoever reaches this machine's port {} can read {what}, without the notes. \
             There is no password, and\n\
             nothing is encrypted. The first address leads: keep it to yourself.",
            self.bound.port()
        );
        self.push_code(&mut text, colour);
        text
    }

    /// What is printed at the start of a meeting.
    fn meeting(&self, colour: bool) -> String {
        let mut text = format!("the meeting about {}\n\n", self.name);
        let _ = writeln!(text, "  you start it at   {}", self.own());
        for (index, viewer) in self.viewers().iter().enumerate() {
            let label = if index == 0 { "others follow at" } else { "or" };
            let _ = writeln!(text, "  {label:<16}  {viewer}");
        }
        text.push_str(
            "\nThe first address works once: the browser that opens it leads the meeting, and \
             pairs other devices.\n",
        );
        if self.host.is_some() {
            let _ = writeln!(
                text,
                "Whoever reaches this machine's port {} can read the deck, without the notes. \
                 Nothing is encrypted.",
                self.bound.port()
            );
        }
        self.push_code(&mut text, colour);
        text
    }

    /// Adds the address for viewers as a code, where there is one.
    fn push_code(&self, text: &mut String, colour: bool) {
        let viewers = self.viewers();
        let is_alone = self.bound.ip().is_loopback();
        let viewer = viewers.first().filter(|_| !is_alone);
        if let Some(code) = viewer.and_then(|viewer| qr::code(viewer, colour)) {
            text.push('\n');
            text.push_str(&code);
        }
    }
}

/// An address as a browser takes it.
///
/// ```
/// use whydeck::serve::pages::address::url;
/// assert_eq!(url("2001:db8::1".parse()?, 9490), "http://[2001:db8::1]:9490/");
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[must_use]
pub fn url(ip: IpAddr, port: u16) -> String {
    format!("http://{}/", SocketAddr::new(ip, port))
}

/// The addresses of this machine at which others reach a server, best first; none on loopback. The
/// system is asked only when the server listens at all of them.
#[must_use]
pub fn reachable(bound: IpAddr) -> Vec<IpAddr> {
    if !bound.is_unspecified() {
        return if bound.is_loopback() { Vec::new() } else { vec![bound] };
    }
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let found = interfaces.into_iter().filter(if_addrs::Interface::is_oper_up);
    // Here `::` takes IPv4 as well.
    let both = cfg!(any(target_os = "linux", target_os = "android", target_os = "macos"));
    ranked(
        found
            .map(|interface| (interface.name.clone(), interface.ip()))
            .filter(|(_, ip)| if bound.is_ipv4() { ip.is_ipv4() } else { both || ip.is_ipv6() })
            .collect(),
    )
}

/// Addresses with the names of their interfaces, best first: what others in the room most likely
/// reach. Loopback and link-local addresses, which need a scope, are left out.
fn ranked(mut found: Vec<(String, IpAddr)>) -> Vec<IpAddr> {
    found.retain(|(_, ip)| {
        !(ip.is_loopback() || ip.is_unspecified() || ip.is_multicast() || is_link_local(*ip))
    });
    found.sort_by_cached_key(|(name, ip)| (is_virtual(name), rank(*ip)));
    let mut addresses: Vec<IpAddr> = Vec::new();
    for (_, ip) in found {
        if !addresses.contains(&ip) {
            addresses.push(ip);
        }
    }
    addresses
}

fn rank(ip: IpAddr) -> u8 {
    match ip {
        IpAddr::V4(ip) if ip.octets()[0] == 192 && ip.is_private() => 0,
        IpAddr::V4(ip) if ip.octets()[0] == 10 => 1,
        IpAddr::V4(ip) if ip.is_private() => 2,
        // Shared by a carrier, or by a mesh such as Tailscale.
        IpAddr::V4(ip) if ip.octets()[0] == 100 && ip.octets()[1] & 0xC0 == 64 => 4,
        IpAddr::V4(_) => 3,
        IpAddr::V6(ip) if ip.is_unique_local() => 5,
        IpAddr::V6(_) => 6,
    }
}

fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}

/// Whether an interface leads to containers, virtual machines or a tunnel rather than to the room.
fn is_virtual(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        "docker", "br-", "veth", "virbr", "vmnet", "vbox", "lxc", "lxd", "cni", "flannel",
        "podman", "tun", "tap", "utun",
    ]
    .iter()
    .chain(&["wg", "tailscale", "zt", "ppp", "bridge", "vethernet", "hyper-v"])
    .any(|start| name.starts_with(start))
}

fn is_name(host: &str) -> bool {
    host.trim_matches(['[', ']']).parse::<IpAddr>().is_err()
        && !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
}

fn loopback(ip: IpAddr) -> IpAddr {
    if ip.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ips(list: &[&str]) -> Vec<IpAddr> {
        list.iter().map(|ip| ip.parse().expect("an address")).collect()
    }

    fn start<'s>(bound: &str, host: Option<&'s str>, others: &'s [IpAddr]) -> Start<'s> {
        let bound = bound.parse().expect("an address");
        let token = host.map(|_| "TOKEN");
        Start { name: "incident.md", bound, host, others, token, key: None, is_folder: false }
    }

    #[test]
    fn the_room_comes_first() {
        let found = [
            ("lo", "127.0.0.1"),
            ("docker0", "172.17.0.1"),
            ("tailscale0", "100.101.1.2"),
            ("wlan0", "fe80::1"),
            ("wlan0", "2001:db8::7"),
            ("wlan0", "192.168.1.20"),
            ("eth0", "10.0.0.4"),
            ("eth0", "169.254.3.3"),
            ("eth0:1", "10.0.0.4"),
            ("eth1", "203.0.113.9"),
        ];
        let found = found
            .iter()
            .map(|(name, ip)| ((*name).to_owned(), ip.parse().expect("an address")))
            .collect();
        let best =
            ["192.168.1.20", "10.0.0.4", "203.0.113.9", "2001:db8::7", "172.17.0.1", "100.101.1.2"];
        assert_eq!(ranked(found), ips(&best));
    }

    #[test]
    fn one_address_is_enough() {
        assert!(reachable(ips(&["127.0.0.1"])[0]).is_empty());
        assert_eq!(reachable(ips(&["10.1.2.3"])[0]), ips(&["10.1.2.3"]));
        assert!(reachable(ips(&["0.0.0.0"])[0]).iter().all(|ip| ip.is_ipv4() && !ip.is_loopback()));
    }

    #[test]
    fn what_is_said_with_a_host() {
        let others = ips(&["192.168.1.20", "2001:db8::7"]);
        let text = start("0.0.0.0:9490", Some("0.0.0.0"), &others).text(false);
        let (words, code) = text.split_once("\n\n  █").expect("a code");
        assert_eq!(
            words,
            "incident.md is served\n\n\
             \x20 you lead at       http://127.0.0.1:9490/?lead=TOKEN\n\
             \x20 others follow at  http://192.168.1.20:9490/\n\
             \x20 or                http://[2001:db8::7]:9490/\n\n\
             Whoever reaches this machine's port 9490 can read the deck, without the notes. \
             There is no password, and\n\
             nothing is encrypted. The first address leads: keep it to yourself."
        );
        assert!(!code.contains('\x1b') && !text.contains("TOKEN\n\n"));
    }

    #[test]
    fn what_is_said_at_the_start_of_a_meeting() {
        let others = ips(&["192.168.1.20"]);
        let alone = Start { key: Some("KEY"), ..start("127.0.0.1:9490", None, &[]) };
        assert_eq!(
            alone.text(false),
            "the meeting about incident.md\n\n\
             \x20 you start it at   http://127.0.0.1:9490/start/KEY\n\n\
             The first address works once: the browser that opens it leads the meeting, and pairs \
             other devices.\n"
        );
        let shared = Start { key: Some("KEY"), ..start("0.0.0.0:9490", Some("0.0.0.0"), &others) };
        let text = shared.text(false);
        assert!(
            text.contains("  others follow at  http://192.168.1.20:9490/\n")
                && text.contains("without the notes")
                && text.contains('█')
                && text.matches("KEY").count() == 1,
            "{text}"
        );
    }

    #[test]
    fn names_and_loopback() {
        let others = ips(&["10.0.0.4"]);
        let named = start("10.0.0.4:80", Some("deck.example"), &others);
        assert_eq!(named.viewers(), ["http://deck.example:80/", "http://10.0.0.4:80/"]);
        assert_eq!(start("[::]:1", Some("::"), &[]).own(), "http://[::1]:1/?lead=TOKEN");
        let alone = start("127.0.0.1:1", Some("127.0.0.1"), &[]).text(true);
        assert!(
            alone.contains("nobody else can follow")
                && !alone.contains('█')
                && !alone.contains('\x1b'),
            "{alone}"
        );
        assert!(start("0.0.0.0:1", Some("0.0.0.0"), &[]).text(true).contains("is it connected"));
    }
}
