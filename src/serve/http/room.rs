//! Decides who has to leave when slots run short.
//!
//! No address has a fixed share: a whole meeting may sit behind one. Instead, the connection that
//! leaves belongs to the address that holds the most slots, and the newcomer counts towards its own
//! address. So whoever takes many slots makes room for the others, and an address that keeps
//! growing makes room for itself.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

use super::connection::{Connection, State};

/// How long a connection is safe: long enough to read a request that has already arrived.
pub(super) const GRACE: Duration = Duration::from_millis(20);
/// A connection that takes longer than this to read its answer may have to leave.
const PATIENCE: Duration = Duration::from_secs(5);

/// All connections by their numbers.
pub(super) type Connections = HashMap<usize, Connection>;

/// The address that a client counts as: one household has a whole IPv6 prefix.
#[must_use]
pub(super) fn neighbours(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) if !v6.is_loopback() => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
        other => other,
    }
}

/// Whether an address gets no slot: all are taken, or the last quarter is left for addresses that
/// hold few.
#[must_use]
pub(super) fn is_short(connections: &Connections, most: usize, address: IpAddr) -> bool {
    let kept = most / 4;
    let few = (most / 64).max(4);
    let taken = connections.len();
    let held = || connections.values().filter(|connection| connection.address == address).count();
    taken >= most || (taken >= most - kept && held() >= few)
}

/// The connection that has kept the door waiting longest, of the address that holds the most slots.
#[must_use]
pub(super) fn waiting(connections: &Connections, newcomer: IpAddr, now: Instant) -> Option<usize> {
    first(connections, newcomer, |connection| match connection.state {
        State::Reading | State::Draining => now.duration_since(connection.since) >= GRACE,
        State::Writing(_) => now.duration_since(connection.since) > PATIENCE,
        State::Answering | State::Streaming { .. } => false,
    })
}

/// The oldest stream of the address that holds the most slots; never the presenter's.
#[must_use]
pub(super) fn stream(connections: &Connections, newcomer: IpAddr) -> Option<usize> {
    first(connections, newcomer, |connection| {
        matches!(connection.state, State::Streaming { is_kept: false, .. })
    })
}

/// The oldest connection that can leave, of the address that holds the most slots.
fn first(
    connections: &Connections,
    newcomer: IpAddr,
    can_leave: impl Fn(&Connection) -> bool,
) -> Option<usize> {
    let mut held = HashMap::from([(newcomer, 1_usize)]);
    for connection in connections.values() {
        *held.entry(connection.address).or_default() += 1;
    }
    let leaving = connections.iter().filter(|(_, connection)| can_leave(connection));
    let key =
        |connection: &Connection| (std::cmp::Reverse(held[&connection.address]), connection.since);
    leaving.min_by_key(|(_, connection)| key(connection)).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_is_one_address() {
        let of = |text: &str| neighbours(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
        assert_ne!(of("::1"), of("::2"));
    }
}
