//! The tree of journeys with times (after LifeFlow, and for milestones after CoreFlow): what patients go through from
//! day 0 on, or backwards from it, how many of them, when, and how it ends. The leaves always sum to the cohort.

use std::cmp::Reverse;
use std::ops::Range;

use crate::base::{Cancel, Cancelled};

use super::end::Terminal;
use super::sequence::Sequences;
use super::times::{Times, times};

/// How a tree is built.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeSpec {
    /// Backwards in time from day 0, without the step at day 0.
    pub backward: bool,
    /// The most steps from the root.
    pub depth: usize,
    /// Branches of fewer patients than this share of the cohort are folded into one that says how many they are.
    pub least_share: f64,
    /// What is a step of the tree.
    pub milestones: Milestones,
}

/// What is a step of a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Milestones {
    /// Every step.
    #[default]
    None,
    /// The first of each of these symbols.
    Pinned(Vec<u32>),
    /// The symbol that most of the patients of a branch have next, and then the same again for those with and for
    /// those without it (rank, divide, trim).
    Found,
}

impl Default for TreeSpec {
    fn default() -> Self {
        Self { backward: false, depth: 8, least_share: 0.01, milestones: Milestones::None }
    }
}

/// What a node of the tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everybody.
    Root,
    /// A step, by its symbol.
    Step(u32),
    /// The journey ends.
    End(Terminal),
    /// Nothing more of what is looked for, on the way back from day 0 or after the last milestone.
    Stop,
    /// So many different branches, each of too few patients.
    Rest(u32),
    /// The journey goes on beyond the depth of the tree.
    Cut,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The node before it; nothing for the root.
    pub parent: Option<u32>,
    /// What it stands for.
    pub kind: Kind,
    /// Steps from the root.
    pub depth: u32,
    /// Its patients, as places in [`Tree::order`].
    pub of: Range<u32>,
    /// The time from day 0 in µs, of steps only; backwards it is the time until day 0.
    pub since_zero: Option<Times>,
    /// The time from the step before it, or from day 0.
    pub since_parent: Option<Times>,
    /// Where the distribution of the time from day 0 starts in [`Tree::times`].
    first: u32,
}

impl Node {
    /// How many patients it has.
    pub fn patients(&self) -> usize {
        self.of.len()
    }
}

/// A tree. Every node comes after its parent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The nodes, the root first.
    pub nodes: Vec<Node>,
    /// Sequences, so that each node's stand together.
    pub order: Vec<u32>,
    /// Times from day 0 of all steps' patients, node by node.
    times: Vec<i64>,
}

impl Tree {
    /// The sequences of a node, by their places in [`Sequences`].
    pub fn sequences(&self, node: usize) -> &[u32] {
        let of = &self.nodes[node].of;
        &self.order[of.start as usize..of.end as usize]
    }

    /// The times from day 0 of a step's patients, in µs, ascending: the whole distribution.
    pub fn distribution(&self, node: usize) -> Vec<i64> {
        let Node { kind: Kind::Step(_), first, of, .. } = &self.nodes[node] else { return Vec::new() };
        let mut all = self.times[*first as usize..*first as usize + of.len()].to_vec();
        all.sort_unstable();
        all
    }

    /// The nodes that have no node after them.
    pub fn leaves(&self) -> impl Iterator<Item = &Node> {
        let mut inner = vec![false; self.nodes.len()];
        self.nodes.iter().filter_map(|node| node.parent).for_each(|parent| inner[parent as usize] = true);
        self.nodes.iter().zip(inner).filter(|(_, inner)| !inner).map(|(node, _)| node)
    }
}

/// A patient on the way through the tree.
#[derive(Clone, Copy)]
struct Walker {
    sequence: u32,
    /// Steps that are behind, counted from day 0.
    taken: u32,
    /// When the last step that the tree has a node for was, and the one before that; day 0 where there is none.
    at: i64,
    before: i64,
}

/// What a walker does next, in the order in which branches stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Step(u32),
    Cut,
    Stop,
    End(Terminal),
}

struct Builder<'a> {
    sequences: &'a Sequences,
    spec: &'a TreeSpec,
    /// For each sequence the place of the first step from day 0 on.
    zero_steps: Vec<u32>,
    walkers: Vec<Walker>,
    least: usize,
    tree: Tree,
    /// For each symbol the last sequence it was seen in, counted from 1, and how many sequences had it.
    seen: Vec<(u32, u32)>,
}

/// Builds the tree.
pub fn tree(sequences: &Sequences, spec: &TreeSpec, cancel: &Cancel) -> Result<Tree, Cancelled> {
    let zero_step = |sequence: usize| {
        let (range, zero) = (sequences.range(sequence), sequences.zeros[sequence]);
        sequences.times[range].partition_point(|&time| time < zero) as u32
    };
    let all = sequences.len() as u32;
    let zero = |sequence: u32| sequences.zeros[sequence as usize];
    let walker = |sequence: u32| Walker { sequence, taken: 0, at: zero(sequence), before: zero(sequence) };
    let mut builder = Builder {
        sequences,
        spec,
        zero_steps: (0..sequences.len()).map(zero_step).collect(),
        walkers: (0..all).map(walker).collect(),
        least: ((sequences.len() as f64 * spec.least_share).ceil() as usize).max(1),
        tree: Tree::default(),
        seen: vec![(0, 0); sequences.alphabet.len()],
    };
    let root = Node {
        parent: None,
        kind: Kind::Root,
        depth: 0,
        of: 0..all,
        since_zero: None,
        since_parent: None,
        first: 0,
    };
    builder.tree.nodes.push(root);
    let mut at = 0;
    while at < builder.tree.nodes.len() {
        if at % 256 == 0 {
            cancel.check()?;
        }
        if matches!(builder.tree.nodes[at].kind, Kind::Root | Kind::Step(_)) {
            match spec.milestones {
                Milestones::Found => builder.milestones(at),
                _ => builder.branch(at),
            }
        }
        at += 1;
    }
    builder.tree.order = builder.walkers.iter().map(|walker| walker.sequence).collect();
    Ok(builder.tree)
}

impl Builder<'_> {
    /// The place of a walker's n-th step from day 0, if there is one.
    fn step(&self, walker: Walker, n: u32) -> Option<usize> {
        let range = self.sequences.range(walker.sequence as usize);
        let zero = self.zero_steps[walker.sequence as usize];
        let at = if self.spec.backward { zero.checked_sub(n + 1)? } else { zero + n };
        Some(range.start + at as usize).filter(|at| range.contains(at))
    }

    /// The next step that the tree has a node for: how many steps are then behind, and where it is.
    fn next_step(&self, walker: Walker) -> Option<(u32, usize)> {
        let mut n = walker.taken;
        loop {
            let at = self.step(walker, n)?;
            n += 1;
            let wanted = match &self.spec.milestones {
                Milestones::Pinned(pinned) => {
                    let symbol = self.sequences.symbols[at];
                    let before = |n| self.step(walker, n).map(|at| self.sequences.symbols[at]);
                    pinned.contains(&symbol) && (0..n - 1).all(|earlier| before(earlier) != Some(symbol))
                }
                _ => true,
            };
            if wanted {
                return Some((n, at));
            }
        }
    }

    /// How a walker stops who has no step left.
    fn stop(&self, walker: Walker) -> Next {
        if self.spec.backward {
            return Next::Stop;
        }
        Next::End(self.sequences.ends[walker.sequence as usize].terminal)
    }

    /// Divides the patients of a node by what comes next.
    fn branch(&mut self, node: usize) {
        let (of, depth) = (self.tree.nodes[node].of.clone(), self.tree.nodes[node].depth);
        let walkers = &self.walkers[of.start as usize..of.end as usize];
        let next = |walker: &Walker| match self.next_step(*walker) {
            None => (self.stop(*walker), *walker),
            Some(_) if depth as usize >= self.spec.depth => (Next::Cut, *walker),
            Some((taken, at)) => {
                let (symbol, time) = (self.sequences.symbols[at], self.sequences.times[at]);
                (Next::Step(symbol), Walker { taken, at: time, before: walker.at, ..*walker })
            }
        };
        let mut moved: Vec<(Next, Walker)> = walkers.iter().map(next).collect();
        moved.sort_by_key(|(next, walker)| (*next, walker.sequence));
        let mut groups: Vec<&[(Next, Walker)]> = moved.chunk_by(|a, b| a.0 == b.0).collect();
        // Steps first, the most frequent first.
        groups.sort_by_key(|group| match group[0].0 {
            Next::Step(_) => (0, Reverse(group.len()), group[0].0),
            other => (1, Reverse(0), other),
        });
        let small =
            |group: &[(Next, Walker)]| matches!(group[0].0, Next::Step(_)) && group.len() < self.least;
        let (rest, shown): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| small(group));
        let shown: Vec<(Next, Vec<Walker>)> = shown
            .into_iter()
            .map(|group| (group[0].0, group.iter().map(|(_, walker)| *walker).collect()))
            .collect();
        let folded: Vec<Walker> =
            rest.iter().flat_map(|group| group.iter().map(|(_, walker)| *walker)).collect();
        let mut at = of.start;
        for (next, walkers) in shown {
            let kind = match next {
                Next::Step(symbol) => Kind::Step(symbol),
                Next::Cut => Kind::Cut,
                Next::Stop => Kind::Stop,
                Next::End(terminal) => Kind::End(terminal),
            };
            at = self.add(node, kind, at, &walkers);
        }
        if !folded.is_empty() {
            self.add(node, Kind::Rest(rest.len() as u32), at, &folded);
        }
    }

    /// Divides the patients of a node by the milestone that most of them have next, again and again.
    fn milestones(&mut self, node: usize) {
        let (of, depth) = (self.tree.nodes[node].of.clone(), self.tree.nodes[node].depth);
        let mut left = self.walkers[of.start as usize..of.end as usize].to_vec();
        let mut at = of.start;
        while (depth as usize) < self.spec.depth && !left.is_empty() {
            let Some(symbol) = self.rank(&left) else { break };
            let (mut with, mut without) = (Vec::new(), Vec::new());
            for walker in left {
                match self.find(walker, symbol) {
                    Some(after) => with.push(after),
                    None => without.push(walker),
                }
            }
            at = self.add(node, Kind::Step(symbol), at, &with);
            left = without;
        }
        left.sort_by_key(|walker| (self.stop(*walker), walker.sequence));
        let groups: Vec<(Next, Vec<Walker>)> = left
            .chunk_by(|a, b| self.stop(*a) == self.stop(*b))
            .map(|group| (self.stop(group[0]), group.to_vec()))
            .collect();
        for (stop, walkers) in groups {
            let kind = if let Next::End(terminal) = stop { Kind::End(terminal) } else { Kind::Stop };
            at = self.add(node, kind, at, &walkers);
        }
    }

    /// The symbol that most walkers have ahead; of equally frequent ones the first. None where too few have any.
    fn rank(&mut self, walkers: &[Walker]) -> Option<u32> {
        self.seen.fill((0, 0));
        for walker in walkers {
            let mut n = walker.taken;
            while let Some(at) = self.step(*walker, n) {
                let seen = &mut self.seen[self.sequences.symbols[at] as usize];
                seen.1 += u32::from(seen.0 != walker.sequence + 1);
                seen.0 = walker.sequence + 1;
                n += 1;
            }
        }
        let best = self.seen.iter().enumerate().max_by_key(|(symbol, seen)| (seen.1, Reverse(*symbol)))?;
        (best.1.1 as usize >= self.least).then_some(best.0 as u32)
    }

    fn find(&self, walker: Walker, symbol: u32) -> Option<Walker> {
        let mut n = walker.taken;
        loop {
            let at = self.step(walker, n)?;
            n += 1;
            if self.sequences.symbols[at] == symbol {
                return Some(Walker { taken: n, at: self.sequences.times[at], before: walker.at, ..walker });
            }
        }
    }

    /// Adds a node whose patients stand from `at` on, and says where the next one's stand.
    fn add(&mut self, parent: usize, kind: Kind, at: u32, walkers: &[Walker]) -> u32 {
        let (first, end) = (self.tree.times.len() as u32, at + walkers.len() as u32);
        let (mut since_zero, mut since_parent) = (None, None);
        if matches!(kind, Kind::Step(_)) {
            let zero = |walker: &Walker| self.sequences.zeros[walker.sequence as usize];
            let since: Vec<i64> =
                walkers.iter().map(|walker| walker.at.abs_diff(zero(walker)) as i64).collect();
            self.tree.times.extend_from_slice(&since);
            since_zero = Some(times(&mut since.clone()));
            let mut gaps: Vec<i64> =
                walkers.iter().map(|walker| walker.at.abs_diff(walker.before) as i64).collect();
            since_parent = Some(times(&mut gaps));
        }
        self.walkers[at as usize..end as usize].copy_from_slice(walkers);
        let depth = self.tree.nodes[parent].depth + 1;
        self.tree.nodes.push(Node {
            parent: Some(parent as u32),
            kind,
            depth,
            of: at..end,
            since_zero,
            since_parent,
            first,
        });
        end
    }
}
