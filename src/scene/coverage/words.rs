//! The words of the coverage pictures, behind a trait as those of all pictures are; English is here.
//! Numbers come in written; which words go where, a picture decides.

use crate::base::{Precision, Time};
use crate::model::SetUnit;

use super::super::words::{English, Words};
use super::Chart;

/// Everything written in a picture of the coverage screen beside names and numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the parts are called what they are; texts are numbers as they are written")]
pub enum Phrase<'a> {
    /// A text both languages have under a key: a stage of the funnel, a box of the flow, an assumption.
    Named(&'a str),
    /// A chart's title.
    Title(Chart),
    /// "7,800 of 8,000 patients (97 %)".
    Of { n: &'a str, of: &'a str, share: &'a str },
    /// A bar of the set plot: in these sets and in no other.
    Only { sets: &'a str, amount: &'a str, share: &'a str },
    /// A bar of the set plot: in these sets, whatever else.
    AtLeast { sets: &'a str, amount: &'a str, share: &'a str },
    /// A bar of the set plot: in any of these sets.
    AnyOf { sets: &'a str, amount: &'a str, share: &'a str },
    /// What bars measure, for the head of their axis.
    Unit(SetUnit),
    /// Those who are in none of the sets.
    InNone { amount: &'a str, share: &'a str },
    /// A picture of so many sets and intersections.
    SetsShown { sets: &'a str, bars: &'a str },
    /// The column before the first step.
    Everyone,
    /// A step: what is left with a set and all before it.
    Left { set: &'a str, amount: &'a str, change: &'a str },
    /// What is left over all orders.
    Orders { least: &'a str, most: &'a str, q1: &'a str, q3: &'a str, median: &'a str },
    /// The legend of the wide band; `sampled` where not every order was tried.
    EveryOrder { sampled: bool },
    /// The legend of the narrow band.
    HalfOfOrders,
    /// The legend of the tick.
    MedianOrder,
    /// What a set costs on average over all orders.
    Cost { set: &'a str, patients: &'a str },
    /// "Sum 7,997 = 8,000 − 3".
    Sum { lost: &'a str, start: &'a str, left: &'a str },
    /// The best subset of a size, and what it leaves out.
    Best { size: &'a str, of: &'a str, amount: &'a str, without: &'a str },
    /// All sets together.
    AllSets { of: &'a str, amount: &'a str },
    /// The axis that counts sets.
    NumberOfSets,
    /// The axis of the love plot.
    Difference,
    /// "standardised difference 0.23".
    DifferenceIs { value: &'a str },
    /// Where there is nothing to compare.
    NoDifference,
    /// One side of a comparison: who was kept.
    Kept { n: &'a str },
    /// The other side.
    NotKept { n: &'a str },
    /// "mean 63.1, standard deviation 9.8, known of 780".
    Mean { mean: &'a str, sd: &'a str, known: &'a str },
    /// An attribute as a whole: of how many it is known.
    Known { n: &'a str, of: &'a str, share: &'a str },
    /// The head of the column for every set at once.
    Every,
    /// The legend of greyed numbers.
    Greyed { least: &'a str },
    /// The legend of shades.
    ShareOfLevel,
    /// The brushed window.
    Window { from: &'a str, to: &'a str },
    /// No window: all of time.
    AllOfTime,
    /// "12 records".
    Records { n: &'a str },
    /// "12 keys".
    Keys { n: &'a str },
    /// "12 excluded".
    Excluded { n: &'a str },
    /// "between 12 and 40 patients".
    Between { low: &'a str, high: &'a str },
    /// "about 20 patients".
    About { n: &'a str },
}

/// The words of the coverage pictures.
pub trait CoverageWords: Words {
    /// A share from 0 to 1 in per cent, with so many decimals; what is not nothing never reads as nothing.
    fn percent(&self, share: f64, decimals: usize) -> String;

    /// A change as a share with its sign: "−40 %".
    fn change(&self, share: f64) -> String;

    /// A number with so many decimals.
    fn decimal(&self, value: f64, decimals: usize) -> String;

    /// Person-time in years: "1,224 person-years".
    fn person_years(&self, years: f64) -> String;

    /// An attribute by its id.
    fn attribute(&self, id: &str) -> String;

    /// Names in a row, the last after "and", or after "or".
    fn listed(&self, names: &[&str], and: bool) -> String;

    /// A phrase.
    fn phrase(&self, phrase: Phrase) -> String;

    /// A count of any size with its thousands set apart.
    fn written(&self, n: u64) -> String {
        self.count(n as usize)
    }

    /// "7,800 of 8,000 patients (97 %)".
    fn of_patients(&self, n: u64, of: u64) -> String {
        let share = self.percent(super::share(n as f64, of as f64), 1);
        self.phrase(Phrase::Of { n: &self.written(n), of: &self.written(of), share: &share })
    }

    /// A number of years, as short as it can be read.
    fn years(&self, years: f64) -> String {
        if years >= 100.0 { self.written(years.round() as u64) } else { self.number(years) }
    }

    /// A day in full.
    fn day_of(&self, time: Time) -> String {
        self.moment(time, Precision::Day)
    }
}

/// Names in a row, with a word before the last.
pub fn listed(names: &[&str], last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The name of a thing by the last words of its key.
fn by_key(key: &str) -> String {
    key.split_once('-').map_or(key, |(_, name)| name).replace('-', " ")
}

fn title(chart: Chart) -> &'static str {
    match chart {
        Chart::Funnel => "From population to usable",
        Chart::Sets => "Who is in which combination",
        Chart::DropOff => "Drop-off in this order",
        Chart::Costs => "What each source costs",
        Chart::BestSubsets => "Which sources to leave out",
        Chart::Drift => "Who is lost",
        Chart::Heat => "Drop-off by subgroup",
        Chart::Flow => "Flow of the linkage",
        Chart::Estimate => "What linkage could leave",
    }
}

impl CoverageWords for English {
    fn percent(&self, share: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", share * 100.0);
        let least = 0.1f64.powi(decimals as i32);
        match text.parse::<f64>() {
            Ok(0.0) if share > 0.0 => format!("<{least:.decimals$} %"),
            Ok(100.0) if share < 1.0 => format!(">{:.decimals$} %", 100.0 - least),
            _ => format!("{text} %"),
        }
    }

    fn change(&self, share: f64) -> String {
        let sign = if share < 0.0 { "−" } else { "+" };
        if share == 0.0 { "0 %".to_owned() } else { format!("{sign}{}", self.percent(share.abs(), 0)) }
    }

    fn decimal(&self, value: f64, decimals: usize) -> String {
        format!("{value:.decimals$}").replace('-', "−")
    }

    fn person_years(&self, years: f64) -> String {
        format!("{} person-years", self.years(years))
    }

    fn attribute(&self, id: &str) -> String {
        id.to_owned()
    }

    fn listed(&self, names: &[&str], and: bool) -> String {
        listed(names, if and { "and" } else { "or" })
    }

    fn phrase(&self, phrase: Phrase) -> String {
        match phrase {
            Phrase::Named(key) => by_key(key),
            Phrase::Title(chart) => title(chart).to_owned(),
            Phrase::Of { n, of, share } => format!("{n} of {of} patients ({share})"),
            Phrase::Only { sets, amount, share } => format!("In {sets} and in no other: {amount} ({share})"),
            Phrase::AtLeast { sets, amount, share } => {
                format!("In {sets}, whatever else: {amount} ({share})")
            }
            Phrase::AnyOf { sets, amount, share } => format!("In {sets}: {amount} ({share})"),
            Phrase::Unit(SetUnit::Patients) => "Patients".to_owned(),
            Phrase::Unit(SetUnit::PersonTime) => "Person-years".to_owned(),
            Phrase::InNone { amount, share } => format!("In none of them: {amount} ({share})"),
            Phrase::SetsShown { sets, bars } => format!("{sets} sets, {bars} combinations shown"),
            Phrase::Everyone => "selected".to_owned(),
            Phrase::Left { set, amount, change } => format!("with {set}: {amount} left ({change})"),
            Phrase::Orders { least, most, q1, q3, median } => format!(
                "over all orders {least} to {most}, in half of them {q1} to {q3}, in the middle one {median}"
            ),
            Phrase::EveryOrder { sampled: false } => "every order".to_owned(),
            Phrase::EveryOrder { sampled: true } => "orders in a sample".to_owned(),
            Phrase::HalfOfOrders => "half of the orders".to_owned(),
            Phrase::MedianOrder => "middle order".to_owned(),
            Phrase::Cost { set, patients } => format!("{set} costs {patients} on average over all orders"),
            Phrase::Sum { lost, start, left } => format!("Sum {lost} = {start} − {left}"),
            Phrase::Best { size, of, amount, without } => {
                format!("The best {size} of {of}: {amount}, without {without}")
            }
            Phrase::AllSets { of, amount } => format!("All {of}: {amount}"),
            Phrase::NumberOfSets => "number of sources".to_owned(),
            Phrase::Difference => "standardised difference".to_owned(),
            Phrase::DifferenceIs { value } => format!("standardised difference {value}"),
            Phrase::NoDifference => "nobody to compare with".to_owned(),
            Phrase::Kept { n } => format!("kept ({n})"),
            Phrase::NotKept { n } => format!("not kept ({n})"),
            Phrase::Mean { mean, sd, known } => {
                format!("mean {mean}, standard deviation {sd}, known of {known}")
            }
            Phrase::Known { n, of, share } => format!("known of {n} of {of} ({share})"),
            Phrase::Every => "in all".to_owned(),
            Phrase::Greyed { least } => format!("grey: fewer than {least} patients"),
            Phrase::ShareOfLevel => "share of the row’s patients".to_owned(),
            Phrase::Window { from, to } => format!("from {from} to {to}"),
            Phrase::AllOfTime => "all of time".to_owned(),
            Phrase::Records { n } => format!("{n} records"),
            Phrase::Keys { n } => format!("{n} keys"),
            Phrase::Excluded { n } => format!("{n} excluded"),
            Phrase::Between { low, high } => format!("between {low} and {high} patients"),
            Phrase::About { n } => format!("about {n} patients"),
        }
    }
}
