//! The closed set of things that a rule can do, each with its own parameters.
//! Each measures what it judges with one number, and a violation is a measure above a limit.

use super::super::{Kind, Perspective};
use super::AgentClass;

/// A number of a rule: fixed, or one of its parameters by place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// The parameter at this place.
    Param(usize),
    /// Always this.
    Fixed(f64),
}

/// Which events. An empty list allows everything; filled ones must all agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// Ids of phases.
    pub phases: Vec<String>,
    /// Ids of phases that are left out.
    pub not_phases: Vec<String>,
    /// Kinds of sources.
    pub kinds: Vec<Kind>,
    /// Kinds of sources that are left out.
    pub not_kinds: Vec<Kind>,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// The perspective of sources; what declares none passes as clinical.
    pub perspective: Option<Perspective>,
    /// Ids of code sets; a code in any of them.
    pub sets: Vec<String>,
    /// Ids of code sets that are left out.
    pub not_sets: Vec<String>,
    /// Classes of agents; an agent in any of them.
    pub agents: Vec<AgentClass>,
    /// Whether dates that cannot be dates of events pass as well: before 1850, after the cut, or written where none
    /// is known.
    pub flawed: bool,
}

/// Which of the selected events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// Each.
    Each,
    /// The first.
    First,
    /// The last.
    Last,
}

/// Which end of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Its start.
    Start,
    /// Its end, where it has one.
    End,
}

/// What a date is held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor<S = Selector> {
    /// The patient's birth.
    Birth,
    /// The patient's death, by all that say when it was.
    Death,
    /// The day the extract was cut.
    Cut,
    /// The start of the same event.
    OwnStart,
    /// The start of the first event that passes.
    First(S),
    /// The start of the last event that passes.
    Last(S),
    /// The start of the next event that passes, on the same day or later.
    Next(S),
    /// The start of the last event that passes before it, on the same day or earlier.
    Previous(S),
}

/// How a date must not lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Before the other: measured in days before it.
    Before,
    /// After the other: measured in days after it.
    After,
    /// Apart from it, either way.
    Apart,
}

/// What makes events one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The agent of the agent table.
    Agent,
    /// The code.
    Code,
    /// Nothing: all of a patient together.
    Patient,
}

/// Which side of the supported intervals is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Days shorter than the shortest usual interval of the agent.
    Short,
    /// One less the interval, in cycles of the best fitting schedule: 0.25 is three quarters of a cycle.
    ShortOfCycle,
    /// The interval in cycles of the best fitting schedule.
    LongOfCycle,
}

/// What must agree for two events to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The source.
    Source,
    /// The code.
    Code,
    /// The start.
    Start,
    /// The end.
    End,
    /// The dose.
    Dose,
    /// The quantity.
    Quantity,
    /// The measured value.
    Value,
    /// The phase.
    Phase,
}

impl Key {
    /// All of them with the words that files use.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Source, "source"),
        (Self::Code, "code"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::Dose, "dose"),
        (Self::Quantity, "quantity"),
        (Self::Value, "value"),
        (Self::Phase, "phase"),
    ];
}

/// A field whose values are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The start, held against dates that systems write where they know none (year, month, day), beside those that
    /// loading knows.
    SentinelDates(Vec<(i32, u8, u8)>),
    /// An attribute of the patient that must be one of these, for patients with a selected event. What is in neither
    /// list cannot be judged.
    Attribute {
        /// Its id.
        attribute: String,
        /// What it may be, in lower case.
        allowed: Vec<String>,
        /// What it may not be, in lower case.
        refused: Vec<String>,
    },
    /// The days that what was handed out lasts.
    DaysSupply,
    /// A fact of which sources say different things: `sex` or `birth`.
    Fact(String),
}

/// Where dates heap up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeapBin {
    /// The first of January.
    NewYear,
    /// The first of July.
    MidYear,
    /// The fifteenth of a month.
    MidMonth,
    /// The first of a month.
    FirstOfMonth,
    /// The last of a month.
    MonthEnd,
    /// A Saturday or Sunday.
    Weekend,
}

impl HeapBin {
    /// All of them with the words that files use.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::NewYear, "new_year"),
        (Self::MidYear, "mid_year"),
        (Self::MidMonth, "mid_month"),
        (Self::FirstOfMonth, "first_of_month"),
        (Self::MonthEnd, "month_end"),
        (Self::Weekend, "weekend"),
    ];
}

/// Which change of a source's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Series {
    /// A month far from the median of the twelve before it (B01): how far, as a share of the median.
    Month,
    /// The last months against the same months of earlier years (B02): what is missing, as a share.
    RightEdge,
    /// First records of patients soon after a window opens against later (B03): how many times as many.
    LeftEdge,
    /// The longest time without any event (B05), in days.
    Silent,
    /// Events outside the declared windows (B04), as a share.
    OutsideWindow,
}

impl Series {
    /// All of them with the words that files use.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Month, "month"),
        (Self::RightEdge, "right_edge"),
        (Self::LeftEdge, "left_edge"),
        (Self::Silent, "silent"),
        (Self::OutsideWindow, "outside_window"),
    ];
}

/// Which rule of linkage quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkRule {
    /// Keys that lead to several, or that several lead to.
    L01,
    /// Link rates that differ by subgroup.
    L02,
    /// An expected witness is missing.
    L03,
    /// Seen by others, and not claimed.
    L04,
    /// What combining leaves.
    L05,
    /// Overlap of two sources far below expectation.
    L06,
    /// Conflicts among linked pairs.
    L07,
}

impl LinkRule {
    /// All of them with their ids.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::L01, "L01"),
        (Self::L02, "L02"),
        (Self::L03, "L03"),
        (Self::L04, "L04"),
        (Self::L05, "L05"),
        (Self::L06, "L06"),
        (Self::L07, "L07"),
    ];
}

/// What a rule does. Each variant says what it measures; a violation is a measure above `limit`.
#[derive(Clone, Debug, PartialEq)]
pub enum Primitive<S = Selector> {
    /// A date against another one, in days.
    CompareDates {
        /// Which events.
        select: S,
        /// Which of them.
        pick: Pick,
        /// Which end of them.
        edge: Edge,
        /// What they are held against.
        with: Anchor<S>,
        /// How they must not lie.
        fails: Relation,
        /// From where on it fails, in days.
        limit: Limit,
    },
    /// What a patient's sources say of death: days between two dates of death; or days of contact after it.
    Deaths {
        /// Contacts that show that somebody lives.
        contact: S,
        /// The attribute that says alive or dead, and its values for alive.
        alive: Option<(String, Vec<String>)>,
        /// Days of contact after death from which on it fails.
        limit: Limit,
    },
    /// The interval between two administration days in a row, against what schedules support.
    IntervalBetween {
        /// Which events.
        select: S,
        /// What makes them one series.
        by: By,
        /// Which side is looked at.
        side: Side,
        /// From where on it fails: days (short), cycles (of a cycle).
        limit: Limit,
    },
    /// Of two kinds of events the wrong one is first: days by which `then` comes before `first`.
    Order {
        /// What must come first.
        first: S,
        /// What must come later.
        then: S,
        /// Days from which on it fails.
        limit: Limit,
    },
    /// Something expected around an event is missing although a source watched: 1, otherwise 0.
    Absent {
        /// The events that make it expected.
        trigger: S,
        /// Which of them.
        pick: Pick,
        /// What is expected.
        expect: S,
        /// Days before the trigger at which the expectation starts.
        before: Limit,
        /// Days after the trigger at which it ends.
        after: Limit,
    },
    /// How many events, or different codes, on one day or over the whole journey.
    Count {
        /// Which events.
        select: S,
        /// Whether different codes count, instead of administration days or events.
        distinct: bool,
        /// Whether each day is counted by itself; events then count singly.
        per_day: bool,
        /// How many are too many: more than this.
        limit: Limit,
    },
    /// Days for which two supplies overlap.
    Overlap {
        /// The one.
        a: S,
        /// The other.
        b: S,
        /// Days from which on it fails.
        limit: Limit,
    },
    /// Two kinds of events within so many days: 1, otherwise 0.
    Coexist {
        /// The one.
        a: S,
        /// Which of them are judged.
        pick: Pick,
        /// The other.
        b: S,
        /// Days before `a`.
        before: Limit,
        /// Days after `a`.
        after: Limit,
    },
    /// How many other events agree with an event in all keys; the first of such events is not counted.
    Duplicate {
        /// Which events.
        select: S,
        /// What must agree.
        keys: Vec<Key>,
    },
    /// The same thing in two sources: for each event of `b`, 1 where `a` has the same within the window, otherwise 0.
    MatchAcross {
        /// The one source's events.
        a: S,
        /// The other source's events.
        b: S,
        /// What makes them the same.
        by: By,
        /// Days that they may lie apart.
        window: Limit,
    },
    /// Days without supply, or without any event.
    GapInSupply {
        /// Which events: dispensings with supply; or all, for a total silence.
        select: S,
        /// Whether left-over supply is carried on.
        stockpile: bool,
        /// Whether days in hospital do not use up supply.
        hospital: bool,
        /// Whether any event at all ends the gap (a silence), and how many sources must watch.
        silence: Option<u32>,
        /// Days from which on it fails.
        limit: Limit,
    },
    /// How many times as often as expected dates of a source fall on a bin, for each of its phases.
    Heap {
        /// Which events.
        select: S,
        /// The bins.
        bins: Vec<HeapBin>,
        /// From how many times on it fails.
        limit: Limit,
    },
    /// How a source's rate changes.
    RateChange {
        /// Which change.
        series: Series,
        /// From where on it fails.
        limit: Limit,
    },
    /// How badly the best regimen fits a patient's administrations: one less its score.
    RegimenFit {
        /// Which events.
        select: S,
        /// From where on it fails.
        limit: Limit,
    },
    /// A field outside its domain: 1, otherwise 0; days, for a supply.
    Attribute {
        /// Which events, each with the field that is looked at and its domain.
        cases: Vec<(S, Field)>,
        /// From where on it fails.
        limit: Limit,
    },
    /// How good the linkage is.
    Linkage {
        /// Which of its rules.
        rule: LinkRule,
    },
}

impl<S> Primitive<S> {
    /// What its measure is held against; `None` where the primitive has no single number.
    pub fn limit(&self) -> Option<Limit> {
        match self {
            Self::CompareDates { limit, .. }
            | Self::Deaths { limit, .. }
            | Self::IntervalBetween { limit, .. }
            | Self::Order { limit, .. }
            | Self::Count { limit, .. }
            | Self::Overlap { limit, .. }
            | Self::GapInSupply { limit, .. }
            | Self::Heap { limit, .. }
            | Self::RateChange { limit, .. }
            | Self::RegimenFit { limit, .. }
            | Self::Attribute { limit, .. } => Some(*limit),
            Self::MatchAcross { .. }
            | Self::Absent { .. }
            | Self::Coexist { .. }
            | Self::Duplicate { .. }
            | Self::Linkage { .. } => None,
        }
    }

    /// The word that files use.
    pub fn id(&self) -> &'static str {
        match self {
            Self::CompareDates { .. } => "compare_dates",
            Self::Deaths { .. } => "deaths",
            Self::IntervalBetween { .. } => "interval_between",
            Self::Order { .. } => "order",
            Self::Absent { .. } => "absent",
            Self::Count { .. } => "count",
            Self::Overlap { .. } => "overlap",
            Self::Coexist { .. } => "coexist",
            Self::Duplicate { .. } => "duplicate",
            Self::MatchAcross { .. } => "match_across",
            Self::GapInSupply { .. } => "gap_in_supply",
            Self::Heap { .. } => "heap",
            Self::RateChange { .. } => "rate_change",
            Self::RegimenFit { .. } => "regimen_fit",
            Self::Attribute { .. } => "attribute",
            Self::Linkage { .. } => "linkage",
        }
    }

    /// The same with every selector turned into something else.
    pub fn map<T>(&self, f: &mut impl FnMut(&S) -> T) -> Primitive<T> {
        match self {
            Self::CompareDates { select, pick, edge, with, fails, limit } => Primitive::CompareDates {
                select: f(select),
                pick: *pick,
                edge: *edge,
                with: with.map(f),
                fails: *fails,
                limit: *limit,
            },
            Self::Deaths { contact, alive, limit } => {
                Primitive::Deaths { contact: f(contact), alive: alive.clone(), limit: *limit }
            }
            Self::IntervalBetween { select, by, side, limit } => {
                Primitive::IntervalBetween { select: f(select), by: *by, side: *side, limit: *limit }
            }
            Self::Order { first, then, limit } => {
                Primitive::Order { first: f(first), then: f(then), limit: *limit }
            }
            Self::Absent { trigger, pick, expect, before, after } => Primitive::Absent {
                trigger: f(trigger),
                pick: *pick,
                expect: f(expect),
                before: *before,
                after: *after,
            },
            Self::Count { select, distinct, per_day, limit } => {
                Primitive::Count { select: f(select), distinct: *distinct, per_day: *per_day, limit: *limit }
            }
            Self::Overlap { a, b, limit } => Primitive::Overlap { a: f(a), b: f(b), limit: *limit },
            Self::Coexist { a, pick, b, before, after } => {
                Primitive::Coexist { a: f(a), pick: *pick, b: f(b), before: *before, after: *after }
            }
            Self::Duplicate { select, keys } => {
                Primitive::Duplicate { select: f(select), keys: keys.clone() }
            }
            Self::MatchAcross { a, b, by, window } => {
                Primitive::MatchAcross { a: f(a), b: f(b), by: *by, window: *window }
            }
            Self::GapInSupply { select, stockpile, hospital, silence, limit } => Primitive::GapInSupply {
                select: f(select),
                stockpile: *stockpile,
                hospital: *hospital,
                silence: *silence,
                limit: *limit,
            },
            Self::Heap { select, bins, limit } => {
                Primitive::Heap { select: f(select), bins: bins.clone(), limit: *limit }
            }
            Self::RateChange { series, limit } => Primitive::RateChange { series: *series, limit: *limit },
            Self::RegimenFit { select, limit } => Primitive::RegimenFit { select: f(select), limit: *limit },
            Self::Attribute { cases, limit } => {
                let cases = cases.iter().map(|(select, field)| (f(select), field.clone())).collect();
                Primitive::Attribute { cases, limit: *limit }
            }
            Self::Linkage { rule } => Primitive::Linkage { rule: *rule },
        }
    }
}

impl<S> Anchor<S> {
    /// The same with its selector turned into something else.
    pub fn map<T>(&self, f: &mut impl FnMut(&S) -> T) -> Anchor<T> {
        match self {
            Self::Birth => Anchor::Birth,
            Self::Death => Anchor::Death,
            Self::Cut => Anchor::Cut,
            Self::OwnStart => Anchor::OwnStart,
            Self::First(select) => Anchor::First(f(select)),
            Self::Last(select) => Anchor::Last(f(select)),
            Self::Next(select) => Anchor::Next(f(select)),
            Self::Previous(select) => Anchor::Previous(f(select)),
        }
    }
}
