//! The words of the pictures of care paths and of rates, in the reader's language.
//! It decides no wording of its own: that is in the message files.

use crate::base::{Precision, Span};
use crate::compute::gaps::outcomes::Outcome;
use crate::i18n::Texts;
use crate::model::care_path::Step;
use crate::report::words::Worded;
use crate::scene::Words as _;
use crate::scene::gaps::{PathWords, RateWords};

/// When a step is due: "day 0 to 42".
pub fn due(step: &Step, texts: &Texts) -> String {
    texts.ta("path-due", &[("from", i64::from(step.from).into()), ("to", i64::from(step.to).into())])
}

impl PathWords for Worded<'_> {
    fn outcome(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::InTime => self.0.t("outcome-in-time"),
            Outcome::Late => self.0.t("outcome-late"),
            Outcome::Missing(why) => {
                let why = self.why(why).to_lowercase();
                self.0.ta("outcome-missing", &[("why", why.into())])
            }
            Outcome::NotDue => self.0.t("outcome-not-due"),
            Outcome::LeftOut => self.0.t("outcome-left-out"),
        }
    }

    fn begins(&self) -> String {
        self.0.t("path-begins")
    }

    fn eligible(&self, n: u64) -> String {
        self.0.ta("path-eligible", &[("n", n.into())])
    }

    fn share(&self, share: f64) -> String {
        self.0.percent(share, 0)
    }

    fn step(&self, title: &str, due: &str, after: &str) -> String {
        [title, due, after].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn fared(&self, step: &str, outcome: &str, n: u64, of: u64) -> String {
        let share = self.0.percent(n as f64 / of.max(1) as f64, 0);
        let args = [
            ("step", step.into()),
            ("outcome", outcome.to_lowercase().into()),
            ("n", n.into()),
            ("of", self.0.count(of).into()),
            ("share", share.into()),
        ];
        self.0.ta("path-fared", &args)
    }

    fn path(&self, begin: &str, steps: usize, eligible: Option<u64>) -> String {
        let said = self.0.ta("path-described", &[("begin", begin.into()), ("n", steps.into())]);
        match eligible {
            Some(n) => format!("{said}, {}", PathWords::eligible(self, n)),
            None => said,
        }
    }
}

impl RateWords for Worded<'_> {
    fn in_bin(&self, span: Span, n: u64) -> String {
        let when = self.0.dates(span, Precision::Day);
        self.0.ta("rate-in", &[("when", when.into()), ("n", n.into())])
    }

    fn usual(&self, n: f64) -> String {
        self.0.ta("rate-usual", &[("n", self.0.number(n, 1).into())])
    }

    fn rate(&self, n: u64, span: Span) -> String {
        let when = self.0.dates(span, Precision::Day);
        self.0.ta("rate-described", &[("n", n.into()), ("when", when.into())])
    }

    fn no_rate(&self) -> String {
        self.0.t("rate-none")
    }
}
