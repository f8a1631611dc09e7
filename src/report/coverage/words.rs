//! The words of the coverage pictures, in the reader's language.
//! It decides no wording of its own: that is in the message files.

use crate::i18n::Arg;
use crate::model::SetUnit;
use crate::report::words::{Worded, attribute_name};
use crate::scene::coverage::words::listed;
use crate::scene::coverage::{Chart, CoverageWords, Phrase};

/// The key of a chart's title.
pub fn title_key(chart: Chart) -> &'static str {
    match chart {
        Chart::Funnel => "chart-funnel",
        Chart::Sets => "chart-sets",
        Chart::DropOff => "chart-drop-off",
        Chart::Costs => "chart-costs",
        Chart::BestSubsets => "chart-best-subsets",
        Chart::Drift => "chart-drift",
        Chart::Heat => "chart-heat",
        Chart::Flow => "chart-flow",
        Chart::Estimate => "chart-estimate",
    }
}

impl CoverageWords for Worded<'_> {
    fn percent(&self, share: f64, decimals: usize) -> String {
        self.0.percent(share, decimals)
    }

    fn change(&self, share: f64) -> String {
        let size = self.0.percent(share.abs(), 0);
        match share {
            0.0 => size,
            down if down < 0.0 => format!("\u{2212}{size}"),
            _ => format!("+{size}"),
        }
    }

    fn decimal(&self, value: f64, decimals: usize) -> String {
        self.0.decimal(value, decimals)
    }

    fn person_years(&self, years: f64) -> String {
        self.0.ta("chart-person-years", &[("n", self.years(years).into())])
    }

    fn attribute(&self, id: &str) -> String {
        attribute_name(id, self.0)
    }

    fn listed(&self, names: &[&str], and: bool) -> String {
        listed(names, &self.0.t(if and { "chart-and" } else { "chart-or" }))
    }

    fn phrase(&self, phrase: Phrase) -> String {
        let (key, args): (&str, &[(&str, &str)]) = match phrase {
            Phrase::Named(key) => (key, &[]),
            Phrase::Title(chart) => (title_key(chart), &[]),
            Phrase::Of { n, of, share } => ("chart-of-patients", &[("n", n), ("of", of), ("share", share)]),
            Phrase::Only { sets, amount, share } => {
                ("chart-only", &[("sets", sets), ("amount", amount), ("share", share)])
            }
            Phrase::AtLeast { sets, amount, share } => {
                ("chart-at-least", &[("sets", sets), ("amount", amount), ("share", share)])
            }
            Phrase::AnyOf { sets, amount, share } => {
                ("chart-any-of", &[("sets", sets), ("amount", amount), ("share", share)])
            }
            Phrase::Unit(SetUnit::Patients) => ("word-patients", &[]),
            Phrase::Unit(SetUnit::PersonTime) => ("chart-unit-person-time", &[]),
            Phrase::InNone { amount, share } => ("chart-in-none", &[("amount", amount), ("share", share)]),
            Phrase::SetsShown { sets, bars } => ("chart-sets-shown", &[("sets", sets), ("bars", bars)]),
            Phrase::Everyone => ("chart-everyone", &[]),
            Phrase::Left { set, amount, change } => {
                ("chart-left", &[("set", set), ("amount", amount), ("change", change)])
            }
            Phrase::Orders { least, most, q1, q3, median } => (
                "chart-orders",
                &[("least", least), ("most", most), ("q1", q1), ("q3", q3), ("median", median)],
            ),
            Phrase::EveryOrder { sampled: false } => ("chart-every-order", &[]),
            Phrase::EveryOrder { sampled: true } => ("chart-sampled-orders", &[]),
            Phrase::HalfOfOrders => ("chart-half-of-orders", &[]),
            Phrase::MedianOrder => ("chart-median-order", &[]),
            Phrase::Cost { set, patients } => ("chart-cost", &[("set", set), ("patients", patients)]),
            Phrase::Sum { lost, start, left } => {
                ("chart-sum", &[("lost", lost), ("start", start), ("left", left)])
            }
            Phrase::Best { size, of, amount, without } => {
                ("chart-best", &[("size", size), ("of", of), ("amount", amount), ("without", without)])
            }
            other => return self.rest(other),
        };
        self.filled(key, args)
    }
}

impl Worded<'_> {
    fn filled(self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg)> = args.iter().map(|(name, text)| (*name, Arg::from(*text))).collect();
        self.0.ta(key, &args)
    }

    /// Phrases of the drift, the heat map, the calendar, the flow and the estimates.
    fn rest(self, phrase: Phrase) -> String {
        let (key, args): (&str, &[(&str, &str)]) = match phrase {
            Phrase::AllSets { of, amount } => ("chart-all-sets", &[("of", of), ("amount", amount)]),
            Phrase::NumberOfSets => ("chart-number-of-sets", &[]),
            Phrase::Difference => ("chart-difference", &[]),
            Phrase::DifferenceIs { value } => ("chart-difference-is", &[("value", value)]),
            Phrase::NoDifference => ("chart-no-difference", &[]),
            Phrase::Kept { n } => ("chart-kept", &[("n", n)]),
            Phrase::NotKept { n } => ("chart-not-kept", &[("n", n)]),
            Phrase::Mean { mean, sd, known } => {
                ("chart-mean", &[("mean", mean), ("sd", sd), ("known", known)])
            }
            Phrase::Known { n, of, share } => ("chart-known", &[("n", n), ("of", of), ("share", share)]),
            Phrase::Every => ("chart-every", &[]),
            Phrase::Greyed { least } => ("chart-greyed", &[("least", least)]),
            Phrase::ShareOfLevel => ("chart-share-of-level", &[]),
            Phrase::Window { from, to } => ("chart-window", &[("from", from), ("to", to)]),
            Phrase::AllOfTime => ("chart-all-of-time", &[]),
            Phrase::Records { n } => ("chart-records", &[("n", n)]),
            Phrase::Keys { n } => ("chart-keys", &[("n", n)]),
            Phrase::Excluded { n } => ("chart-excluded", &[("n", n)]),
            Phrase::Between { low, high } => ("chart-between", &[("low", low), ("high", high)]),
            Phrase::About { n } => ("chart-about", &[("n", n)]),
            // All others are in the list that calls this one.
            _ => return String::new(),
        };
        self.filled(key, args)
    }
}
