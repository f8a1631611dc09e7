//! From the pseudonyms of every key domain to those of the base domain, along crosswalks in either direction.
//! A key that leads to several persons is never given one of them.

use super::keys::DomainKeys;

/// What became of a key: a number of the base domain, or one of the reasons below.
pub(super) type Person = u32;
/// The domain is linked, but no row of a crosswalk leads this key to a person.
pub(super) const NOT_FOUND: Person = u32::MAX;
/// Crosswalks lead this key to several persons.
pub(super) const AMBIGUOUS: Person = u32::MAX - 1;
/// No crosswalk leads from the domain to the base domain.
pub(super) const NOT_LINKED: Person = u32::MAX - 2;

/// Pairs of keys of two domains that are of one person, as the crosswalks say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Links {
    pub from: usize,
    pub to: usize,
    pub pairs: Vec<(u32, u32)>,
}

/// A domain's keys settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Settled {
    /// For each key of the domain.
    pub persons: Vec<Person>,
    /// Keys in crosswalks that lead to several persons.
    pub one_to_many: u64,
    /// Persons whom several keys lead to.
    pub many_to_one: u64,
}

/// How the keys of two domains hang together, seen from the domain farther from the base.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties {
    pub from: usize,
    pub to: usize,
    /// Different pairs of keys.
    pub pairs: u64,
    /// Different keys on either side.
    pub from_keys: u64,
    pub to_keys: u64,
    /// Keys of the farther side that lead to several, and the keys they lead to.
    pub one_to_many: u64,
    pub shared: Vec<u32>,
    /// Keys of the nearer side that several lead to.
    pub doubled: Vec<u32>,
}

/// The ties of each two domains that crosswalks join, in the order of their first crosswalk.
pub(super) fn ties(base: usize, domains: usize, links: &[Links]) -> Vec<Ties> {
    let far = distances(base, domains, links);
    let mut all: Vec<Ties> = Vec::new();
    for link in links {
        let (mut from, mut to) = (link.from, link.to);
        if far[from] < far[to] {
            std::mem::swap(&mut from, &mut to);
        }
        if !all.iter().any(|known| (known.from, known.to) == (from, to)) {
            all.push(tie(from, to, &hop(from, to, links)));
        }
    }
    all
}

fn tie(from: usize, to: usize, hop: &[(u32, u32)]) -> Ties {
    let mut ties = Ties { from, to, pairs: hop.len() as u64, ..Ties::default() };
    for of_key in hop.chunk_by(|a, b| a.0 == b.0) {
        ties.from_keys += 1;
        if of_key.len() > 1 {
            ties.one_to_many += 1;
            ties.shared.extend(of_key.iter().map(|pair| pair.1));
        }
    }
    let mut ends: Vec<u32> = hop.iter().map(|pair| pair.1).collect();
    ends.sort_unstable();
    for of_key in ends.chunk_by(|a, b| a == b) {
        ties.to_keys += 1;
        if of_key.len() > 1 {
            ties.doubled.push(of_key[0]);
        }
    }
    ties
}

/// How many crosswalks lie between each domain and the base; the largest number where no way leads there.
fn distances(base: usize, domains: usize, links: &[Links]) -> Vec<usize> {
    let mut far = vec![usize::MAX; domains];
    let mut queue = std::collections::VecDeque::from([base]);
    if let Some(zero) = far.get_mut(base) {
        *zero = 0;
    }
    while let Some(here) = queue.pop_front() {
        for (a, b) in links.iter().flat_map(|link| [(link.from, link.to), (link.to, link.from)]) {
            if a == here && far[b] == usize::MAX {
                far[b] = far[here] + 1;
                queue.push_back(b);
            }
        }
    }
    far
}

/// Settles every key of `domain`.
pub(super) fn settle(domain: usize, base: usize, domains: &[DomainKeys], links: &[Links]) -> Settled {
    let count = domains.get(domain).map_or(0, DomainKeys::len);
    if domain == base {
        return Settled { persons: (0..count as u32).collect(), ..Settled::default() };
    }
    let Some(path) = path(domain, base, domains.len(), links) else {
        return Settled { persons: vec![NOT_LINKED; count], ..Settled::default() };
    };
    let mut settled = Settled { persons: Vec::with_capacity(count), ..Settled::default() };
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for key in 0..count as u32 {
        here.clear();
        here.push(key);
        for hop in &path {
            there.clear();
            for from in &here {
                there.extend(targets(hop, *from));
            }
            there.sort_unstable();
            there.dedup();
            std::mem::swap(&mut here, &mut there);
        }
        settled.persons.push(match here.as_slice() {
            [] => NOT_FOUND,
            [person] => *person,
            _ => {
                settled.one_to_many += 1;
                AMBIGUOUS
            }
        });
    }
    settled.many_to_one = shared(&settled.persons);
    settled
}

/// How many persons several keys lead to.
fn shared(persons: &[Person]) -> u64 {
    let mut found: Vec<Person> = persons.iter().copied().filter(|person| *person < NOT_LINKED).collect();
    found.sort_unstable();
    found.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).count() as u64
}

fn targets(hop: &[(u32, u32)], from: u32) -> impl Iterator<Item = u32> + '_ {
    let start = hop.partition_point(|pair| pair.0 < from);
    hop.get(start..).unwrap_or(&[]).iter().take_while(move |pair| pair.0 == from).map(|pair| pair.1)
}

/// The shortest way from one domain to another, as sorted pairs for each hop. Of equally short ways the one by
/// the crosswalks that come first in the descriptor.
fn path(from: usize, to: usize, domains: usize, links: &[Links]) -> Option<Vec<Vec<(u32, u32)>>> {
    let mut before: Vec<Option<usize>> = vec![None; domains];
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        for link in links {
            for (a, b) in [(link.from, link.to), (link.to, link.from)] {
                if a == here && b != from && before.get(b).is_some_and(Option::is_none) {
                    before[b] = Some(here);
                    queue.push_back(b);
                }
            }
        }
    }
    let mut hops = Vec::new();
    let mut here = to;
    while here != from {
        let previous = before.get(here).copied().flatten()?;
        hops.push(hop(previous, here, links));
        here = previous;
    }
    hops.reverse();
    Some(hops)
}

/// All pairs of two domains, in the direction asked for.
fn hop(from: usize, to: usize, links: &[Links]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for link in links {
        if (link.from, link.to) == (from, to) {
            pairs.extend_from_slice(&link.pairs);
        } else if (link.to, link.from) == (from, to) {
            pairs.extend(link.pairs.iter().map(|(a, b)| (*b, *a)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod test {
    use super::*;

    fn keys(count: i64) -> DomainKeys {
        DomainKeys { ints: (0..count).collect(), texts: Vec::new() }
    }

    #[test]
    fn keys_go_along_crosswalks_either_way() {
        // 2 -> 1 -> 0, the first table written from 1 to 2.
        let links = [
            Links { from: 1, to: 2, pairs: vec![(0, 0), (1, 1), (2, 1), (3, 2), (3, 3)] },
            Links { from: 1, to: 0, pairs: vec![(0, 7), (1, 8), (2, 8), (3, 9)] },
        ];
        let domains = [keys(10), keys(4), keys(5), keys(1)];
        let settled = settle(2, 0, &domains, &links);
        assert_eq!(settled.persons, [7, 8, 9, 9, NOT_FOUND]);
        assert_eq!((settled.one_to_many, settled.many_to_one), (0, 1));
        assert_eq!(settle(3, 0, &domains, &links).persons, [NOT_LINKED]);
        // Seen from the farther side, whichever way the crosswalk is written.
        let ties = ties(0, 4, &links);
        let sides: Vec<_> = ties.iter().map(|tie| (tie.from, tie.to, tie.pairs)).collect();
        assert_eq!(sides, [(2, 1, 5), (1, 0, 4)]);
        assert_eq!((ties[0].one_to_many, &ties[0].doubled, ties[0].to_keys), (1, &vec![3], 4));
        assert_eq!((ties[1].from_keys, &ties[1].doubled, ties[1].to_keys), (4, &vec![8], 3));
        let links = [Links { from: 2, to: 0, pairs: vec![(0, 1), (0, 2), (1, 3)] }];
        let shared = super::ties(0, 4, &links).remove(0);
        assert_eq!((shared.one_to_many, shared.shared, shared.from_keys), (1, vec![1, 2], 2));
        let settled = settle(2, 0, &domains, &links);
        assert_eq!(settled.persons[..2], [AMBIGUOUS, 3]);
        assert_eq!(settled.one_to_many, 1);
    }
}
