//! The words of the pictures of gaps, in the reader's language.
//! It decides no wording of its own: that is in the message files.

use crate::compute::gaps::say;
use crate::model::GapKind;
use crate::report::words::Worded;
use crate::scene::gaps::{Chart, GapsWords, Look, Said};

/// The key of a chart's title.
pub fn title_key(chart: Chart) -> &'static str {
    match chart {
        Chart::Kinds => "gaps-chart-kinds",
        Chart::Sources => "gaps-chart-sources",
        Chart::Waiting => "gaps-chart-waiting",
        Chart::Silences => "gaps-chart-silences",
        Chart::Supply => "gaps-chart-supply",
        Chart::Grace => "gaps-chart-grace",
        Chart::Visits => "gaps-chart-visits",
    }
}

impl GapsWords for Worded<'_> {
    fn gap_kind(&self, kind: GapKind) -> String {
        self.0.say(&say::kind(kind))
    }

    fn said(&self, said: Said) -> String {
        let (key, args): (&str, &[(&str, &str)]) = match said {
            Said::Title(chart) => (title_key(chart), &[]),
            Said::Look(Look::Why(why)) => return self.0.say(&say::explanation(why)),
            Said::Look(Look::NotSaid) => ("gaps-not-said", &[]),
            Said::Look(Look::Taken) => ("gaps-taken", &[]),
            Said::Look(Look::NotDue) => ("gaps-not-due", &[]),
            Said::Look(Look::Skipped) => ("gaps-skipped", &[]),
            Said::Model(model) => return self.0.say(&say::model(model)),
            Said::Gaps { n } => ("gaps-so-many", &[("n", n)]),
            Said::All { row, n } => ("gaps-row", &[("row", row), ("n", n)]),
            Said::Part { row, look, n, of, share } => {
                ("gaps-part", &[("row", row), ("why", look), ("n", n), ("of", of), ("share", share)])
            }
            Said::Fate { row, look, n, of } => {
                ("gaps-fate", &[("row", row), ("fate", look), ("n", n), ("of", of)])
            }
            Said::Steps { n } => ("gaps-visits", &[("n", n)]),
            Said::Days { n: "1" } => ("findings-day", &[]),
            Said::Days { n } => ("findings-days", &[("n", n)]),
            Said::CameOn { day, patients } => ("gaps-came-on", &[("day", day), ("patients", patients)]),
            Said::Came { from, to, patients } => {
                ("gaps-came", &[("from", from), ("to", to), ("patients", patients)])
            }
            Said::Beyond { days, share, risk } => {
                ("gaps-beyond", &[("days", days), ("share", share), ("risk", risk)])
            }
            Said::Between { from, to } => ("gaps-between", &[("from", from), ("to", to)]),
            Said::Counts { came, not } => ("gaps-came-not", &[("came", came), ("not", not)]),
            Said::Median { days } => ("gaps-median", &[("days", days)]),
            Said::NoMedian => ("gaps-no-median", &[]),
            Said::AtRisk => ("gaps-at-risk", &[]),
            Said::Quantiles { tenth, half, most } => {
                ("gaps-quantiles", &[("tenth", tenth), ("half", half), ("most", most)])
            }
            Said::NotYet => ("gaps-not-yet", &[]),
            Said::Flags { value, patients } => {
                ("findings-flags", &[("value", value), ("patients", patients)])
            }
            Said::FlagsBy { model, value, patients } => {
                ("gaps-flags-by", &[("model", model), ("value", value), ("patients", patients)])
            }
            Said::Default { value } => ("findings-default", &[("value", value)]),
            Said::Flagged => ("gaps-flagged", &[]),
            Said::Pdc => ("gaps-pdc", &[]),
            Said::Low => ("gaps-pdc-low", &[]),
            Said::Mpr => ("gaps-mpr", &[]),
            Said::High => ("gaps-mpr-high", &[]),
            Said::Supply { model, patients, pdc, low, mpr, high } => {
                let args = [
                    ("model", model),
                    ("patients", patients),
                    ("pdc", pdc),
                    ("low", low),
                    ("mpr", mpr),
                    ("high", high),
                ];
                let args: Vec<_> = args.iter().map(|(name, text)| (*name, (*text).into())).collect();
                return self.0.ta("gaps-supply", &args);
            }
        };
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, (*text).into())).collect();
        self.0.ta(key, &args)
    }
}
