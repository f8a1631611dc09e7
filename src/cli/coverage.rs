//! `periplus coverage`: who and what is left when sources are combined, as tables or as JSON.
//! It reads the question from the arguments; all counting is `compute::coverage`'s.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::base::time::DAY;
use crate::base::{Cancel, Clock, Span, Time};
use crate::compute::coverage::{self, Bar, DropOff, Micros, Patterns, sets, what_if};
use crate::compute::{select, watch};
use crate::i18n::{Arg, Texts};
use crate::io::date::{DateParser, Zone};
use crate::model::{CoverageQuestion, SetMode, SetSort, SetSpec, SetUnit};
use crate::store::Store;

use super::table::{Side, lay_out};
use super::{Exit, Language, complain, estimate, load, print};

/// Arguments of `periplus coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// A folder with a datapackage.json, or the file itself
    #[arg(required_unless_present = "counts")]
    extract: Option<PathBuf>,
    /// A file of counts of sources that have not been linked, instead of an extract
    #[arg(long, value_name = "FILE", conflicts_with_all = ["extract", "groups", "window", "skip_broken", "cache"])]
    counts: Option<PathBuf>,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
    /// Sources and groups in the order they are added, by id; those not named come last. With counts, a+b is a group
    #[arg(long, value_delimiter = ',')]
    order: Vec<String>,
    /// Groups of sources of which one is enough: "any pharmacy=apotheek+poli"; or ids of the descriptor's own groups
    #[arg(long, value_delimiter = ',')]
    groups: Vec<String>,
    /// The time that records must touch and that person-time is counted in: 2015-01-01..2019-12-31, both days included;
    /// either end may be left open
    #[arg(long, allow_hyphen_values = true)]
    window: Option<String>,
    /// Leave out resources that cannot be read, instead of stopping
    #[arg(long)]
    skip_broken: bool,
    /// Keep the built store beside the extract, and use the one that is there
    #[arg(long)]
    cache: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

/// A set with the id it goes by in arguments and JSON.
#[derive(Clone, Debug)]
struct Named {
    id: String,
    set: SetSpec,
}

/// Why arguments cannot be followed, in words.
type Wrong = String;

impl Coverage {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        match (&self.counts, &self.extract) {
            (Some(counts), _) => estimate::run(counts, &self.order, self.json, &texts),
            (None, Some(extract)) => self.of_extract(extract, &texts),
            // The arguments' own rules leave no other case.
            (None, None) => Exit::WrongUse,
        }
    }

    /// Coverage of records, as opposed to that of counts alone.
    fn of_extract(&self, extract: &Path, texts: &Texts) -> Exit {
        let store = match load(texts, extract, self.skip_broken, self.cache) {
            Ok(opened) => opened.store,
            Err(exit) => return exit,
        };
        let asked = self.sets(&store, texts).and_then(|sets| Ok((sets, self.window(&store, texts)?)));
        let (named, window) = match asked {
            Ok(asked) => asked,
            Err(wrong) => {
                complain(&wrong);
                return Exit::WrongUse;
            }
        };
        let sets = named.iter().map(|named| named.set.clone()).collect();
        let question = CoverageQuestion { sets, window, ..CoverageQuestion::default() };
        let cancel = Cancel::default();
        let counted = select::select(&store, &[], &cancel)
            .and_then(|selection| coverage::patterns(&store, &selection, &question, &cancel));
        // Nobody cancels here.
        let Ok(patterns) = counted else { return Exit::Fine };
        let order: Vec<usize> = (0..patterns.sets.len()).collect();
        let answer = Answer { drop_off: coverage::drop_off(&patterns, &order), named, patterns };
        if self.json {
            let mut text = serde_json::to_string_pretty(&answer.as_json()).unwrap_or_default();
            text.push('\n');
            print(&text);
        } else {
            print(&answer.as_text(texts, &store));
        }
        Exit::Fine
    }

    /// The sets that the arguments ask for, in the order they ask for.
    fn sets(&self, store: &Store, texts: &Texts) -> Result<Vec<Named>, Wrong> {
        let sources = &store.head().sources;
        let mut named: Vec<Named> = sources
            .iter()
            .map(|source| Named { id: source.id.clone(), set: SetSpec::of_source(&source.id) })
            .collect();
        for group in &self.groups {
            let (title, members) = members(group, store, texts)?;
            let places = members
                .iter()
                .map(|id| {
                    let place = named.iter().position(|named| named.id == *id && named.set.title.is_none());
                    place.ok_or_else(|| unknown(texts, "--groups", id, &named, true))
                })
                .collect::<Result<Vec<usize>, Wrong>>()?;
            let sets: Vec<SetSpec> = named.iter().map(|named| named.set.clone()).collect();
            let grouped = what_if::group(&sets, &places, &title);
            let id_of = |set: &SetSpec| {
                named
                    .iter()
                    .find(|named| named.set == *set)
                    .map_or_else(|| title.clone(), |named| named.id.clone())
            };
            named = grouped.into_iter().map(|set| Named { id: id_of(&set), set }).collect();
        }
        let mut ordered: Vec<Named> = Vec::with_capacity(named.len());
        for id in self.order.iter().map(|id| id.trim()) {
            let found = named.iter().find(|named| named.id == id);
            let found = found.ok_or_else(|| unknown(texts, "--order", id, &named, false))?;
            if !ordered.iter().any(|there| there.id == id) {
                ordered.push(found.clone());
            }
        }
        named.retain(|named| !ordered.iter().any(|there| there.id == named.id));
        ordered.append(&mut named);
        if ordered.len() > 64 {
            return Err(texts.ta("cli-too-many-sets", &[("n", ordered.len().into())]));
        }
        Ok(ordered)
    }

    /// The window that the arguments ask for.
    fn window(&self, store: &Store, texts: &Texts) -> Result<Option<Span>, Wrong> {
        let Some(text) = &self.window else { return Ok(None) };
        let wrong = || texts.ta("cli-no-window-of-time", &[("text", text.as_str().into())]);
        let (from, to) = text.split_once("..").ok_or_else(wrong)?;
        let span = |text: &str| moment(text.trim(), store.head().clock);
        let mut window = Span { from: watch::ALWAYS.from, to: watch::ALWAYS.to };
        if !from.trim().is_empty() {
            window.from = span(from).ok_or_else(wrong)?.from;
        }
        if !to.trim().is_empty() {
            window.to = span(to).ok_or_else(wrong)?.to;
        }
        if window.from < window.to { Ok(Some(window)) } else { Err(wrong()) }
    }
}

/// The title and the members of `title=a+b`, or of a group of the descriptor by its id.
fn members(group: &str, store: &Store, texts: &Texts) -> Result<(String, Vec<String>), Wrong> {
    let group = group.trim();
    if let Some((title, members)) = group.split_once('=') {
        let members = members.split('+').map(|id| id.trim().to_owned()).collect();
        return Ok((title.trim().to_owned(), members));
    }
    let declared = &store.head().source_groups;
    if let Some(declared) = declared.iter().find(|declared| declared.id == group) {
        return Ok((declared.id.clone(), declared.any_of.clone()));
    }
    let known: Vec<&str> = declared.iter().map(|group| group.id.as_str()).collect();
    Err(texts.ta("cli-no-group", &[("id", group.into()), ("known", known.join(", ").into())]))
}

/// The time that a date, or without a calendar a number of days, stands for.
fn moment(text: &str, clock: Clock) -> Option<Span> {
    match clock {
        Clock::Relative => {
            let days: i32 = text.parse().ok()?;
            Some(Span { from: Time::from_days(days.into()), to: Time::from_days(i64::from(days) + 1) })
        }
        Clock::Calendar => {
            // Dates of a window are on the extract's own wall clock, so that no zone matters.
            let parser = DateParser::new(None, &Zone::named("UTC")?, 2000).ok()?;
            let stamp = parser.parse(text)?;
            Some(stamp.time.span(stamp.precision))
        }
    }
}

/// One line that says which id is wrong, and which there are.
fn unknown(texts: &Texts, argument: &str, id: &str, named: &[Named], sources_only: bool) -> Wrong {
    let known = named.iter().filter(|named| !sources_only || named.set.title.is_none());
    let known: Vec<&str> = known.map(|named| named.id.as_str()).collect();
    let args: [(&str, Arg); 3] =
        [("argument", argument.into()), ("id", id.into()), ("known", known.join(", ").into())];
    texts.ta("cli-no-source", &args)
}

/// What is printed.
struct Answer {
    named: Vec<Named>,
    patterns: Patterns,
    drop_off: DropOff,
}

impl Answer {
    fn ids(&self, mask: u64) -> Vec<&str> {
        let sets = self.named.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
        sets.map(|(_, named)| named.id.as_str()).collect()
    }

    fn patients(&self, set: usize) -> u64 {
        self.patterns.count(SetMode::Inclusive, 1 << set)
    }

    /// The shape is documented in the manual, and has a version.
    fn as_json(&self) -> Value {
        let id = |set: usize| &self.named[set].id;
        let sets = 0..self.named.len();
        let sources: Vec<Value> =
            sets.clone().map(|set| json!({"id": id(set), "patients": self.patients(set)})).collect();
        let mut bars = sets::exclusive(&self.patterns);
        bars.sort_by(|a, b| (b.patients, b.micros).cmp(&(a.patients, a.micros)).then(a.mask.cmp(&b.mask)));
        let patterns = bars.iter().map(|bar| {
            json!({"sources": self.ids(bar.mask), "patients": bar.patients, "personDays": days(bar.micros)})
        });
        let steps = self.drop_off.steps.iter();
        let steps = steps.map(|step| json!({"source": id(step.set), "remaining": step.remaining}));
        let losses = self.drop_off.shapley.iter().enumerate();
        let losses = losses.map(|(set, loss)| json!({"source": id(set), "loss": loss}));
        let best = self.drop_off.best.iter().map(
            |best| json!({"size": best.size, "sources": self.ids(best.mask), "patients": best.patients}),
        );
        json!({
            "version": 1,
            "population": self.patterns.patients,
            "sources": sources,
            "patterns": patterns.collect::<Vec<_>>(),
            "dropOff": steps.collect::<Vec<_>>(),
            "shapley": losses.collect::<Vec<_>>(),
            "bestSubsets": best.collect::<Vec<_>>(),
        })
    }

    fn as_text(&self, texts: &Texts, store: &Store) -> String {
        let population = self.patterns.patients;
        let mut text = format!("{}\n", store.head().title);
        text.push_str(&texts.ta("cli-coverage-population", &[("n", population.into())]));
        text.push_str("\n\n");
        text.push_str(&self.steps(texts));
        text.push('\n');
        text.push_str(&self.best(texts));
        text.push('\n');
        text.push_str(&self.combinations(texts));
        if self.patterns.silent != 0 {
            let silent = self.ids(self.patterns.silent).join(", ");
            let _infallible =
                write!(text, "\n{}\n", texts.ta("cli-coverage-silent", &[("sources", silent.into())]));
        }
        if self.drop_off.sampled {
            let _infallible = write!(text, "\n{}\n", texts.t("cli-coverage-sampled"));
        }
        text
    }

    fn share(&self, texts: &Texts, patients: u64) -> String {
        texts.percent(patients as f64 / self.patterns.patients.max(1) as f64, 1)
    }

    /// One row a set in the order asked for: by itself, what is left with all above, and its share of the loss.
    fn steps(&self, texts: &Texts) -> String {
        let header = [
            "word-source",
            "word-patients",
            "coverage-share",
            "coverage-with-all-above",
            "coverage-share",
            "cli-coverage-loss",
        ];
        let mut rows = vec![header.iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
        for step in &self.drop_off.steps {
            let patients = self.patients(step.set);
            rows.push(vec![
                self.named[step.set].id.clone(),
                texts.count(patients),
                self.share(texts, patients),
                texts.count(step.remaining),
                self.share(texts, step.remaining),
                texts.decimal(self.drop_off.shapley[step.set], 1),
            ]);
        }
        lay_out(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right], &rows)
    }

    fn best(&self, texts: &Texts) -> String {
        let header = ["cli-coverage-best", "word-patients", "coverage-share", "word-sources"];
        let mut rows = vec![header.iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
        for best in &self.drop_off.best {
            rows.push(vec![
                texts.count(best.size as u64),
                texts.count(best.patients),
                self.share(texts, best.patients),
                self.ids(best.mask).join(", "),
            ]);
        }
        lay_out(&[Side::Right, Side::Right, Side::Right, Side::Left], &rows)
    }

    /// The largest exclusive combinations, and how many there are.
    fn combinations(&self, texts: &Texts) -> String {
        let bars = sets::bars(&self.patterns, SetMode::Exclusive, SetUnit::Patients, SetSort::Size, 20);
        let header = ["word-patients", "coverage-share", "cli-coverage-years", "cli-coverage-exactly"];
        let mut rows = vec![header.iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
        let years = |bar: &Bar| texts.decimal(bar.micros as f64 / DAY as f64 / 365.25, 1);
        for bar in &bars.bars {
            let ids = self.ids(bar.mask);
            let ids = if ids.is_empty() { texts.t("cli-coverage-none") } else { ids.join(", ") };
            rows.push(vec![texts.count(bar.patients), self.share(texts, bar.patients), years(bar), ids]);
        }
        let mut text = lay_out(&[Side::Right, Side::Right, Side::Right, Side::Left], &rows);
        let args = [
            ("k", bars.bars.len().into()),
            ("m", bars.of.into()),
            ("share", self.share(texts, bars.weight_shown as u64).into()),
        ];
        text.push_str(&texts.ta("coverage-showing", &args));
        text.push('\n');
        text
    }
}

/// Person-days: a whole number where they are whole.
fn days(micros: Micros) -> Value {
    let day = Micros::from(DAY);
    match i64::try_from(micros / day) {
        Ok(days) if micros % day == 0 => days.into(),
        _ => (micros as f64 / DAY as f64).into(),
    }
}
