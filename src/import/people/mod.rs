//! People: who is who in several sources, and what they are called in the document.
//!
//! 1. Each source tells of people by its own ids, with the names, handles and addresses it knows.
//! 2. [`People::settle`] finds those who are the same: by an address, else by a handle or a full
//!    name that only one person of each source has.
//! 3. The directory hands out roles in the order in which people appear.

mod common;
pub(super) mod machines;
pub(super) mod mentions;
mod plain;

use std::collections::{BTreeMap, HashMap};

pub(super) use common::is_word;

/// Somebody, as one source knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PersonId(usize);

/// Who tells of people by ids of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Origin {
    Slack,
    PagerDuty,
    GitLab,
    /// A table, by its number.
    Rows(usize),
}

#[derive(Debug, Clone)]
pub(super) struct Person {
    origin: Origin,
    id: String,
    pub(super) names: Vec<String>,
    pub(super) handles: Vec<String>,
    pub(super) addresses: Vec<String>,
    is_on_call: bool,
}

/// Everybody of whom a source tells.
#[derive(Debug, Default)]
pub(super) struct People {
    list: Vec<Person>,
    by_id: HashMap<(Origin, String), PersonId>,
}

/// Adds what is not there yet.
fn add(list: &mut Vec<String>, value: Option<&str>) {
    let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { return };
    if !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

impl People {
    /// The person of an id.
    pub(super) fn person(&mut self, origin: Origin, id: &str) -> PersonId {
        let next = PersonId(self.list.len());
        let found = *self.by_id.entry((origin, id.to_owned())).or_insert(next);
        if found == next {
            self.list.push(Person {
                origin,
                id: id.to_owned(),
                names: Vec::new(),
                handles: Vec::new(),
                addresses: Vec::new(),
                is_on_call: false,
            });
        }
        found
    }

    /// Takes in how somebody is called.
    pub(super) fn name(&mut self, who: PersonId, name: Option<&str>) {
        // Some are called by their address, or by what mentions them.
        match name.map(str::trim) {
            Some(name) if name.contains('@') && name.contains('.') => self.address(who, Some(name)),
            Some(name) if name.starts_with('@') => self.handle(who, Some(name)),
            name => add(&mut self.list[who.0].names, name),
        }
    }

    /// Takes in by which handle somebody is mentioned.
    pub(super) fn handle(&mut self, who: PersonId, handle: Option<&str>) {
        add(&mut self.list[who.0].handles, handle.map(|handle| handle.trim_start_matches('@')));
    }

    pub(super) fn address(&mut self, who: PersonId, address: Option<&str>) {
        add(&mut self.list[who.0].addresses, address);
    }

    /// Says that a source calls somebody for their duty.
    pub(super) fn on_call(&mut self, who: PersonId) {
        self.list[who.0].is_on_call = true;
    }

    /// Whether somebody has a name of these words, or a first name that no other has.
    pub(super) fn knows(&self, name: &str) -> bool {
        let wanted = folded(name);
        self.list.iter().any(|person| {
            person.names.iter().any(|name| folded(name) == wanted || first_of(name) == wanted)
                || person.handles.iter().any(|handle| folded(handle) == wanted)
        })
    }

    /// Finds who is the same.
    pub(super) fn settle(self) -> Directory {
        let mut same: Vec<usize> = (0..self.list.len()).collect();
        let keys = self.keys();
        for group in keys.addresses.values() {
            join(&mut same, group);
        }
        for group in keys.names.values() {
            // Two of one source are two.
            let mut origins: Vec<Origin> = group.iter().map(|at| self.list[*at].origin).collect();
            origins.sort();
            origins.dedup();
            if origins.len() == group.len() {
                join(&mut same, group);
            }
        }
        // A table says `Jane`, where one Jane is known.
        for (index, person) in self.list.iter().enumerate() {
            let is_row = matches!(person.origin, Origin::Rows(_));
            let single = person.names.first().map(|name| folded(name));
            let Some(name) = single.filter(|name| is_row && !name.contains(' ')) else { continue };
            let others = keys.firsts.get(&name).into_iter().flatten();
            let mut others: Vec<usize> = others.map(|at| root(&mut same, *at)).collect();
            let own = root(&mut same, index);
            others.retain(|at| *at != own);
            others.sort_unstable();
            others.dedup();
            if let [only] = others.as_slice() {
                join(&mut same, &[*only, index]);
            }
        }
        let root = (0..same.len()).map(|at| root(&mut same, at)).collect();
        Directory { people: self, root, roles: HashMap::new(), on_call: 0, others: 0 }
    }

    fn keys(&self) -> Keys {
        let mut keys = Keys::default();
        for (index, person) in self.list.iter().enumerate() {
            for address in &person.addresses {
                keys.addresses.entry(address.to_lowercase()).or_default().push(index);
            }
            let own = person.names.iter().chain(&person.handles);
            let mut own: Vec<String> = own.map(|name| folded(name)).collect();
            own.sort();
            own.dedup();
            for key in own.into_iter().filter(|key| !key.is_empty()) {
                keys.names.entry(key).or_default().push(index);
            }
            for name in &person.names {
                keys.firsts.entry(first_of(name)).or_default().push(index);
            }
        }
        keys
    }
}

/// Who has which address, name or handle, and first name.
#[derive(Default)]
struct Keys {
    addresses: BTreeMap<String, Vec<usize>>,
    names: BTreeMap<String, Vec<usize>>,
    firsts: BTreeMap<String, Vec<usize>>,
}

/// A name as it is compared.
pub(super) fn folded(name: &str) -> String {
    let name = plain::plain(name);
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    plain::untitled(&words).join(" ")
}

/// The first word of a name of several.
fn first_of(name: &str) -> String {
    let name = folded(name);
    name.split_once(' ').map_or(String::new(), |(first, _)| first.to_owned())
}

fn root(same: &mut [usize], mut at: usize) -> usize {
    while same[at] != at {
        // Chains stay short.
        same[at] = same[same[at]];
        at = same[at];
    }
    at
}

fn join(same: &mut [usize], group: &[usize]) {
    let Some(first) = group.iter().map(|at| root(same, *at)).min() else { return };
    for at in group {
        let at = root(same, *at);
        same[at] = first;
    }
}

/// Who is who.
#[derive(Debug)]
pub(super) struct Directory {
    people: People,
    /// The person that each is the same as.
    root: Vec<usize>,
    roles: HashMap<usize, String>,
    on_call: usize,
    others: usize,
}

impl Directory {
    /// The one that all who are the same share.
    pub(super) fn one(&self, who: PersonId) -> PersonId {
        PersonId(self.root[who.0])
    }

    /// Everybody, with the one that they are.
    pub(super) fn all(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.people.list.iter().enumerate().map(|(at, person)| (PersonId(self.root[at]), person))
    }

    /// The role of somebody, which stays the same.
    pub(super) fn role(&mut self, who: PersonId) -> String {
        let one = self.root[who.0];
        if let Some(role) = self.roles.get(&one) {
            return role.clone();
        }
        let is_on_call = self.all().any(|(other, person)| other.0 == one && person.is_on_call);
        let role = if is_on_call {
            self.on_call += 1;
            match self.on_call {
                1 => "On-call".to_owned(),
                number => format!("On-call {number}"),
            }
        } else {
            self.others += 1;
            format!("Responder {}", self.others)
        };
        self.roles.insert(one, role.clone());
        role
    }

    /// The name of somebody, as the first source writes it that has one.
    pub(super) fn name(&self, who: PersonId) -> String {
        let one = self.root[who.0];
        let own = || self.all().filter(|(other, _)| other.0 == one).map(|(_, person)| person);
        let name = own().flat_map(|person| &person.names).next();
        let handle = || own().flat_map(|person| &person.handles).next();
        let address = || own().flat_map(|person| &person.addresses).next();
        let id = || format!("@{}", self.people.list[who.0].id);
        name.or_else(handle).or_else(address).cloned().unwrap_or_else(id)
    }

    /// How many have a role.
    pub(super) fn roles(&self) -> usize {
        self.roles.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(people: &mut People, origin: Origin, id: &str, name: &str, handle: &str) -> PersonId {
        let who = people.person(origin, id);
        people.name(who, Some(name));
        people.handle(who, Some(handle).filter(|handle| !handle.is_empty()));
        who
    }

    #[test]
    fn who_is_the_same_is_found() {
        let mut people = People::default();
        let slack = person(&mut people, Origin::Slack, "U1", "Mira Okafor", "mira");
        let other = person(&mut people, Origin::Slack, "U2", "Tom Berg", "tberg");
        let pager = person(&mut people, Origin::PagerDuty, "P1", "Mira  okafor", "");
        let git = person(&mut people, Origin::GitLab, "7", "T. Berg", "tberg");
        let row = person(&mut people, Origin::Rows(0), "mira", "Mira", "");
        let mail = people.person(Origin::Rows(0), "x");
        people.name(mail, Some("tom@example.com"));
        people.address(other, Some("Tom@example.com"));
        let marked = person(&mut people, Origin::Slack, "U3", "Zoë Müller", "");
        let titled = person(&mut people, Origin::PagerDuty, "P3", "Dr. Zoe Muller", "");
        let directory = people.settle();
        for same in [[marked, titled], [slack, pager], [slack, row], [other, git], [other, mail]] {
            assert_eq!(directory.one(same[0]), directory.one(same[1]), "{same:?}");
        }
        assert_ne!(directory.one(slack), directory.one(other));
    }

    #[test]
    fn two_of_one_source_are_two() {
        let mut people = People::default();
        let one = person(&mut people, Origin::Slack, "U1", "Alex Kim", "alex");
        let two = person(&mut people, Origin::Slack, "U2", "Alex Kim", "akim");
        let pager = person(&mut people, Origin::PagerDuty, "P1", "Alex Kim", "");
        let row = person(&mut people, Origin::Rows(0), "alex", "Alex", "");
        let directory = people.settle();
        assert_ne!(directory.one(one), directory.one(two));
        assert_ne!(directory.one(one), directory.one(pager));
        assert_eq!(directory.one(one), directory.one(row), "its handle is that name");
    }

    #[test]
    fn roles_follow_the_order_of_appearance() {
        let mut people = People::default();
        let one = person(&mut people, Origin::Slack, "U1", "A B", "");
        let two = person(&mut people, Origin::Slack, "U2", "C D", "");
        let three = people.person(Origin::PagerDuty, "P1");
        people.name(three, Some("A B"));
        people.on_call(three);
        let mut directory = people.settle();
        assert_eq!(directory.role(two), "Responder 1");
        assert_eq!(directory.role(one), "On-call");
        assert_eq!(directory.role(three), "On-call");
        assert_eq!((directory.name(three), directory.roles()), ("A B".into(), 2));
    }
}
