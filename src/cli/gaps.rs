//! `periplus gaps`: where something is missing in the journeys of an extract, and why, as tables or as JSON.
//! It opens, reads and prints; all finding is `compute::gaps`'s.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::base::{Cancel, Progress};
use crate::compute::gaps::{self, Gaps, say};
use crate::compute::{Watch, outages, select};
use crate::i18n::{Arg, Lang, Texts};
use crate::model::gap::{DispensingSpec, SilenceBy, SilenceSpec, SupplyModel, Threshold};
use crate::model::{CarePath, Explanation, Gap, GapKind, GapSpec, Outage, Schedule};
use crate::store::Store;

use super::table::{Side, lay_out};
use super::{Exit, Language, complain, load, print};

/// Arguments of `periplus gaps`.
#[derive(Debug, Args)]
pub struct GapsOf {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// Which kinds to look for; silence and dispensing when absent, and those that files are given for
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND")]
    kind: Vec<Kind>,
    /// A silence lasts more than so many days
    #[arg(long, value_name = "DAYS", default_value_t = 180)]
    silence: u32,
    /// A silence is also longer than this percentile of the patient's own intervals
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u16).range(1..=100), conflicts_with = "cohort_rhythm")]
    own_rhythm: Option<u16>,
    /// A silence is also longer than this percentile of all intervals after the same phase
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u16).range(1..=100))]
    cohort_rhythm: Option<u16>,
    /// Look for silences of each source by itself
    #[arg(long)]
    by_source: bool,
    /// So many sources must have watched for a silence to be clinical
    #[arg(long, value_name = "N", default_value_t = 1)]
    witnesses: u8,
    /// Days without supply that are let pass
    #[arg(long, value_name = "DAYS", default_value_t = 60)]
    grace: u32,
    /// How supply is counted
    #[arg(long, value_enum, default_value_t = Supply::Stockpile)]
    supply: Supply,
    /// How many characters of an ATC code make one medicine
    #[arg(long, value_name = "N", default_value_t = 7)]
    level: u8,
    /// A care path whose steps are expected, as JSON
    #[arg(long, value_name = "FILE")]
    care_path: Vec<PathBuf>,
    /// A follow-up schedule whose visits are expected, as JSON
    #[arg(long, value_name = "FILE")]
    schedule: Vec<PathBuf>,
    /// Confirmed outages, as JSON
    #[arg(long, value_name = "FILE", conflicts_with = "confirm_outages")]
    outages: Option<PathBuf>,
    /// Take every outage that the data suggest for confirmed
    #[arg(long)]
    confirm_outages: bool,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
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

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Anything at all
    Silence,
    /// A refill
    Dispensing,
    /// A step of a care path
    MissingStep,
    /// A visit of a follow-up schedule
    FollowUp,
}

/// How long what was handed out lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Supply {
    /// From the day it is handed out; what overlaps is lost
    Plain,
    /// What is left is used after the next
    Stockpile,
    /// As before, and days in hospital use nothing up
    Hospital,
    /// Only what was handed out last counts
    Latest,
}

impl GapsOf {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let spec = match self.spec() {
            Ok(spec) => spec,
            Err((exit, text)) => {
                complain(&text);
                return exit;
            }
        };
        let confirmed: Vec<Outage> = match self.outages.as_deref().map(read).transpose() {
            Ok(confirmed) => confirmed.unwrap_or_default(),
            Err((exit, text)) => {
                complain(&text);
                return exit;
            }
        };
        let store = match load(&texts, &self.extract, self.skip_broken, self.cache) {
            Ok(opened) => opened.store,
            Err(exit) => return exit,
        };
        let cancel = Cancel::default();
        let found = select::select(&store, &[], &cancel).and_then(|selection| {
            let proposed = outages::propose(&store, &cancel)?;
            let outages = if self.confirm_outages {
                proposed.iter().filter_map(|proposal| proposal.outage.clone()).collect()
            } else {
                confirmed
            };
            let watch = Watch::new(&store, &outages);
            let found = gaps::find(&store, &selection, &spec, &watch, &cancel, &Progress::default())?;
            Ok((found, outages))
        });
        // Nobody cancels here.
        let Ok((found, outages)) = found else { return Exit::Fine };
        if self.json {
            let mut text = serde_json::to_string(&as_json(&store, &found, &outages)).unwrap_or_default();
            text.push('\n');
            print(&text);
        } else {
            print(&as_text(&texts, &store, &found));
        }
        Exit::Fine
    }

    fn wants(&self, kind: Kind, files: &[PathBuf]) -> bool {
        let default = matches!(kind, Kind::Silence | Kind::Dispensing) || !files.is_empty();
        if self.kind.is_empty() { default } else { self.kind.contains(&kind) }
    }

    fn spec(&self) -> Result<GapSpec, (Exit, String)> {
        let least = self.silence;
        let threshold = match (self.own_rhythm, self.cohort_rhythm) {
            (Some(percent), _) => Threshold::Own { per_mille: percent * 10, least },
            (None, Some(percent)) => Threshold::Cohort { per_mille: percent * 10, least },
            (None, None) => Threshold::Days(least),
        };
        let model = match self.supply {
            Supply::Plain => SupplyModel::Plain,
            Supply::Stockpile => SupplyModel::Stockpile,
            Supply::Hospital => SupplyModel::Hospital,
            Supply::Latest => SupplyModel::LastSupply,
        };
        let silence = self.wants(Kind::Silence, &[]).then_some(SilenceSpec {
            by: if self.by_source { SilenceBy::Source } else { SilenceBy::Journey },
            threshold,
            least_watching: self.witnesses,
            to_end: false,
        });
        let dispensing = self.wants(Kind::Dispensing, &[]).then_some(DispensingSpec {
            level: self.level,
            grace: self.grace,
            model,
            to_end: false,
        });
        let mut spec = GapSpec { silence, dispensing, ..GapSpec::default() };
        if self.wants(Kind::MissingStep, &self.care_path) {
            spec.paths =
                self.care_path.iter().map(|path| read::<CarePath>(path)).collect::<Result<_, _>>()?;
        }
        if self.wants(Kind::FollowUp, &self.schedule) {
            spec.schedules =
                self.schedule.iter().map(|path| read::<Schedule>(path)).collect::<Result<_, _>>()?;
        }
        Ok(spec)
    }
}

/// Reads a file of JSON.
fn read<T: DeserializeOwned>(path: &Path) -> Result<T, (Exit, String)> {
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = crate::io::files::read_text(path).map_err(|error| (Exit::Unreadable, at(&error)))?;
    serde_json::from_str(&text).map_err(|error| (Exit::DataErrors, at(&error)))
}

fn ids(store: &Store, bits: u64) -> Vec<&str> {
    let sources = store.head().sources.iter().enumerate();
    sources.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, source)| source.id.as_str()).collect()
}

/// The shape is documented in the manual, and has a version.
fn as_json(store: &Store, found: &Gaps, outages: &[Outage]) -> Value {
    // A script compares texts, so that they do not follow the language of whoever runs it.
    let english = Texts::new(Lang::En);
    let counts: serde_json::Map<String, Value> = GapKind::ALL
        .iter()
        .map(|kind| {
            let of = Explanation::ALL
                .iter()
                .map(|why| (why.name().to_owned(), found.counts[*kind as usize][*why as usize].into()));
            (kind.name().to_owned(), Value::Object(of.collect()))
        })
        .collect();
    let list: Vec<Value> = found.list.iter().map(|gap| gap_json(store, found, gap, &english)).collect();
    json!({
        "version": 1,
        "patients": found.ids.len(),
        "withGap": found.anybody().len(),
        "counts": counts,
        "outages": outages,
        "leftOut": found.left_out,
        "gaps": list,
    })
}

fn gap_json(store: &Store, found: &Gaps, gap: &Gap, texts: &Texts) -> Value {
    let head = store.head();
    let evidence: Vec<String> = say::evidence(store, gap).iter().map(|say| texts.say(say)).collect();
    let mut value = json!({
        "patient": head.keys.text(gap.patient.index()),
        "kind": gap.kind.name(),
        "from": say::day(store, gap.span.from),
        "to": say::day(store, gap.span.to),
        "explanation": gap.explanation.name(),
        "watched": ids(store, gap.watched),
        "unknown": ids(store, gap.unknown),
        "evidence": evidence,
    });
    if let Some(phase) = gap.phase {
        value["phase"] = head.phases[phase.index()].id.as_str().into();
    }
    if let Some(code) = gap.code {
        value["code"] = head.codes.get(code).code.as_str().into();
    }
    if let Some(source) = gap.source {
        value["source"] = head.sources[source.index()].id.as_str().into();
    }
    if let Some((path, step)) = gap.step {
        let title = match gap.kind {
            GapKind::FollowUp => found.spec.schedules.get(usize::from(path)).map(|path| &path.title),
            _ => found.spec.paths.get(usize::from(path)).map(|path| &path.title),
        };
        value["path"] = title.map_or("", String::as_str).into();
        value["step"] = step.into();
    }
    value
}

fn as_text(texts: &Texts, store: &Store, found: &Gaps) -> String {
    let mut header = vec![texts.t("gap-kind")];
    header.extend(Explanation::ALL.iter().map(|why| texts.say(&say::explanation(*why))));
    header.push(texts.t("word-patients"));
    let mut rows = vec![header];
    for kind in GapKind::ALL {
        let counts = &found.counts[kind as usize];
        if counts.iter().all(|count| *count == 0) {
            continue;
        }
        let mut row = vec![texts.say(&say::kind(kind))];
        row.extend(counts.iter().map(|count| texts.count(*count)));
        let whom =
            found.patients[kind as usize].iter().fold(crate::base::PatientSet::new(), |mut all, some| {
                all |= some;
                all
            });
        row.push(texts.count(whom.len() as u64));
        rows.push(row);
    }
    let mut sides = vec![Side::Left];
    sides.extend([Side::Right; 7]);
    let n = [("n", Arg::from(found.anybody().len() as u64)), ("of", Arg::from(found.ids.len() as u64))];
    let mut text = texts.ta("cli-gaps-patients", &n);
    text.push_str("\n\n");
    text.push_str(&lay_out(&sides, &rows));
    text.push('\n');
    let header = ["word-source", "gap-watched", "gap-unknown"];
    let mut rows = vec![header.map(|key| texts.t(key)).to_vec()];
    for (source, (watched, unknown)) in
        store.head().sources.iter().zip(found.by_source(store.head().sources.len()))
    {
        rows.push(vec![source.title.clone(), texts.count(watched.iter().sum()), texts.count(unknown)]);
    }
    text.push_str(&lay_out(&[Side::Left, Side::Right, Side::Right], &rows));
    if !found.medicines.is_empty() {
        text.push('\n');
        text.push_str(&supplies(texts, found));
    }
    text
}

/// Patients flagged against the days of grace, under each model of supply (G02).
fn supplies(texts: &Texts, found: &Gaps) -> String {
    let mut header = vec![texts.t("gap-grace")];
    header.extend(SupplyModel::ALL.iter().map(|model| texts.say(&say::model(*model))));
    let mut rows = vec![header];
    for grace in [30, 60, 75, 100, 180] {
        let mut row = vec![texts.count(u64::from(grace))];
        let flagged = SupplyModel::ALL.iter().map(|model| found.flagged(*model, grace) as u64);
        row.extend(flagged.map(|n| texts.count(n)));
        rows.push(row);
    }
    lay_out(&[Side::Right; 5], &rows)
}
