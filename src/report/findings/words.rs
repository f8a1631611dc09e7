//! The words of the pictures of findings, in the reader's language.
//! It decides no wording of its own: that is in the message files.

use crate::model::rule::{Severity, Unit, Verdict};
use crate::report::words::Worded;
use crate::scene::findings::{Chart, FindingsWords, Said};

/// The key of a chart's title.
pub fn title_key(chart: Chart) -> &'static str {
    match chart {
        Chart::Tallies => "findings-chart-rules",
        Chart::Curve => "findings-chart-threshold",
        Chart::Intervals => "findings-chart-intervals",
        Chart::Labs => "findings-chart-labs",
    }
}

/// The key of a verdict.
pub fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Violation => "verdict-violation",
        Verdict::Explained => "verdict-explained",
        Verdict::CannotJudge => "verdict-cannot-judge",
        Verdict::Ok => "verdict-ok",
        Verdict::NotApplicable => "verdict-not-applicable",
    }
}

/// The key of a severity.
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "severity-info",
        Severity::Warning => "severity-warning",
        Severity::Error => "severity-error",
    }
}

impl FindingsWords for Worded<'_> {
    fn quantity(&self, value: f64, unit: Unit) -> String {
        let number = || self.0.number(value, 2);
        match unit {
            Unit::Day if value == 1.0 => self.0.t("findings-day"),
            Unit::Day => self.0.ta("findings-days", &[("n", number().into())]),
            Unit::Count => number(),
            Unit::Share => self.0.percent(value, 0),
            Unit::Factor => self.0.ta("findings-times", &[("n", number().into())]),
        }
    }

    fn said(&self, said: Said) -> String {
        let (key, args): (&str, &[(&str, &str)]) = match said {
            Said::Title(chart) => (title_key(chart), &[]),
            Said::Verdict(verdict) => (verdict_key(verdict), &[]),
            Said::Tally { rule, verdict, n, of } => {
                ("findings-tally", &[("rule", rule), ("verdict", verdict), ("n", n), ("of", of)])
            }
            Said::Rules { rules, violations } => {
                ("findings-rules", &[("rules", rules), ("violations", violations)])
            }
            Said::Flags { value, patients } => {
                ("findings-flags", &[("value", value), ("patients", patients)])
            }
            Said::Default { value } => ("findings-default", &[("value", value)]),
            Said::Days { days, n, share } => {
                ("findings-interval", &[("days", days), ("n", n), ("share", share)])
            }
            Said::DaysOrMore { days, n, share } => {
                ("findings-interval-more", &[("days", days), ("n", n), ("share", share)])
            }
            Said::Found { days } => ("findings-interval-found", &[("days", days)]),
            Said::Schedule { days } => ("findings-interval-schedule", &[("days", days)]),
            Said::Intervals { agent, n } => ("findings-intervals", &[("agent", agent), ("n", n)]),
            Said::Lab { name, value, day } => {
                ("findings-lab", &[("name", name), ("value", value), ("day", day)])
            }
            Said::Labs { n } => ("findings-labs", &[("n", n)]),
            Said::FindingDay => ("findings-day-of", &[]),
        };
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, (*text).into())).collect();
        self.0.ta(key, &args)
    }
}
