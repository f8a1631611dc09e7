//! How often two sources' dates of one kind of event lie so many days apart, and which shifts stand out.
//! It counts pairs of days, each with each; which of them are one event is for the matching.

use super::ReconcileSpec;

/// The most days that a peak spans.
const SHARP: i32 = 7;

/// Counts of shifts from `-far` to `far` days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    far: u16,
    counts: Vec<u64>,
}

/// The shifts that stand out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// The most frequent shift, in days.
    pub at: i16,
    /// The first of the shifts around it that stand out as well.
    pub from: i16,
    /// The last of them.
    pub to: i16,
    /// Pairs at these shifts.
    pub pairs: u64,
    /// Pairs that chance makes at one shift: the mean over far ones.
    pub chance: f64,
    /// Whether the kind of event has it itself; otherwise it is that of all kinds of the two sources together.
    pub own: bool,
}

impl Histogram {
    /// An empty one.
    pub fn new(far: u16) -> Self {
        Self { far, counts: vec![0; 2 * usize::from(far) + 1] }
    }

    /// The furthest shift counted, in days, either way.
    pub fn far(&self) -> u16 {
        self.far
    }

    /// Pairs at a shift; none beyond the furthest.
    pub fn at(&self, shift: i32) -> u64 {
        let at = shift + i32::from(self.far);
        usize::try_from(at).ok().and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// Pairs at all shifts.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub(super) fn add(&mut self, shift: i32) {
        let at = (shift + i32::from(self.far)) as usize;
        self.counts[at] += 1;
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, count)| *sum += count);
    }

    /// Pairs that chance makes at one shift: the mean over the shifts beyond the reach.
    pub fn chance(&self, reach: u16) -> f64 {
        let (reach, far) = (i32::from(reach), i32::from(self.far));
        let shifts = (reach + 1..=far).flat_map(|shift| [shift, -shift]);
        let beyond: u64 = shifts.map(|shift| self.at(shift)).sum();
        beyond as f64 / f64::from(2 * (far - reach).max(1))
    }

    /// The sharp peak within the reach: its highest shift (of equals, the nearest to none), at least twice what chance
    /// makes and above it by four of chance's deviations and by `least` pairs in all; with the neighbours that stand
    /// above chance by two deviations and a tenth of the peak. A peak
    /// of more than `SHARP` days is a hill: visits follow a diagnosis for weeks, and are not the diagnosis.
    pub fn peak(&self, spec: &ReconcileSpec) -> Option<Peak> {
        let chance = self.chance(spec.reach);
        let reach = i32::from(spec.reach.min(self.far));
        let nearest = (0..=reach).flat_map(|shift| [shift, -shift]);
        let at = nearest.rev().max_by_key(|shift| self.at(*shift))?;
        let excess = |shift: i32| self.at(shift) as f64 - chance;
        let deviation = chance.max(1.0).sqrt();
        let stands = |shift: i32| {
            shift.abs() <= reach && excess(shift) > (2.0 * deviation).max(0.1 * excess(at)).min(excess(at))
        };
        let from = (-reach..at).rev().take_while(|shift| stands(*shift)).last().unwrap_or(at);
        let to = (at + 1..=reach).take_while(|shift| stands(*shift)).last().unwrap_or(at);
        let pairs = (from..=to).map(|shift| self.at(shift)).sum();
        let above: f64 = (from..=to).map(excess).sum();
        let is_sharp = to - from < SHARP
            && excess(at) >= 4.0 * deviation
            && self.at(at) as f64 >= 2.0 * chance
            && above >= f64::from(spec.least);
        is_sharp.then_some(Peak { at: at as i16, from: from as i16, to: to as i16, pairs, chance, own: true })
    }
}
