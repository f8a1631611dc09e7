//! `periplus overlap`: estimates from sketches what sources share, with how far off that may be.
//! It reads no extract and needs no key.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::compute::estimate::{Bounded, CONFIDENCE, NotComparable, Overlaps, StratumOverlaps, overlaps};
use crate::i18n::{Arg, Texts};
use crate::io::sketch;
use crate::model::sketch::SketchFile;

use super::estimate::rounded;
use super::sketch::give_up;
use super::table::{Side, lay_out};
use super::{Exit, Language, complain, print};

/// Arguments of `periplus overlap`.
#[derive(Debug, Args)]
pub struct Overlap {
    /// Sketches that `periplus sketch` wrote with the same key, in the order of the drop-off
    #[arg(required = true, num_args = 2..)]
    sketches: Vec<PathBuf>,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Overlap {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let mut files = Vec::new();
        for path in &self.sketches {
            match sketch::read(path) {
                Ok(file) => files.push(file),
                Err(error) => return give_up(&error),
            }
        }
        let names = self.names(&files);
        match overlaps(&files) {
            Ok((whole, strata)) if self.json => {
                let json = as_json(&files, &names, &whole, &strata);
                let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
                text.push('\n');
                print(&text);
                Exit::Fine
            }
            Ok((whole, strata)) => {
                print(&as_text(&texts, &files, &names, &whole, &strata));
                Exit::Fine
            }
            Err(error) => {
                complain(&error.to_string());
                match error {
                    NotComparable::Few => Exit::WrongUse,
                    _ => Exit::DataErrors,
                }
            }
        }
    }

    /// What to call each: its source's id, or its path where two are of sources with one id.
    fn names(&self, files: &[SketchFile]) -> Vec<String> {
        let twice = |id: &str| files.iter().filter(|file| file.source == id).count() > 1;
        let name = |(file, path): (&SketchFile, &PathBuf)| {
            if twice(&file.source) { path.display().to_string() } else { file.source.clone() }
        };
        files.iter().zip(&self.sketches).map(name).collect()
    }
}

fn bounded(bounded: &Bounded) -> Value {
    json!({"estimate": rounded(bounded.people), "low": rounded(bounded.low), "high": rounded(bounded.high)})
}

fn as_json(files: &[SketchFile], names: &[String], whole: &Overlaps, strata: &[StratumOverlaps]) -> Value {
    let mut object = numbers(names, whole);
    let strata: Vec<Value> = strata
        .iter()
        .map(|stratum| {
            let by = files[0].by.iter().cloned();
            let of: Map<String, Value> =
                by.zip(stratum.of.iter().map(|value| value.as_str().into())).collect();
            let mut object = numbers(names, &stratum.overlaps);
            object["of"] = of.into();
            object
        })
        .collect();
    object["version"] = 1.into();
    object["confidence"] = json!(CONFIDENCE);
    object["keyFingerprint"] = files[0].key_fingerprint.as_str().into();
    object["by"] = if strata.is_empty() { json!([]) } else { json!(files[0].by) };
    object["strata"] = strata.into();
    object
}

fn numbers(names: &[String], overlaps: &Overlaps) -> Value {
    let sizes =
        names.iter().zip(&overlaps.sizes).map(|(id, size)| json!({"id": id, "patients": bounded(size)}));
    let pairs = overlaps
        .pairs
        .iter()
        .map(|pair| json!({"sources": [names[pair.a], names[pair.b]], "patients": bounded(&pair.shared)}));
    let steps = names.iter().zip(&overlaps.steps);
    json!({
        "sources": sizes.collect::<Vec<_>>(),
        "overlaps": pairs.collect::<Vec<_>>(),
        "dropOff": steps.map(|(id, left)| json!({"source": id, "remaining": bounded(left)})).collect::<Vec<_>>(),
        "any": bounded(&overlaps.any),
    })
}

fn as_text(
    texts: &Texts,
    files: &[SketchFile],
    names: &[String],
    whole: &Overlaps,
    strata: &[StratumOverlaps],
) -> String {
    let key = [("key", Arg::from(files[0].key_fingerprint.as_str()))];
    let mut text = texts.ta("before-same-key", &key);
    text.push_str("\n\n");
    text.push_str(&table(texts, names, whole));
    for stratum in strata {
        let by = files[0].by.iter().zip(&stratum.of).map(|(by, value)| format!("{by} {value}"));
        text.push('\n');
        text.push_str(&by.collect::<Vec<_>>().join(", "));
        text.push('\n');
        text.push_str(&table(texts, names, &stratum.overlaps));
    }
    if files.iter().any(|file| file.left_out > 0) {
        text.push('\n');
        text.push_str(&texts.t("before-some-left-out"));
        text.push('\n');
    }
    text
}

fn table(texts: &Texts, names: &[String], overlaps: &Overlaps) -> String {
    let header = ["word-sources", "before-estimate", "before-at-least", "before-at-most"];
    let mut rows = vec![header.map(|key| texts.t(key)).to_vec()];
    let people = |number: f64| texts.count(number.round() as u64);
    let mut line = |name: String, of: &Bounded| {
        rows.push(vec![name, people(of.people), people(of.low), people(of.high)]);
    };
    for (name, size) in names.iter().zip(&overlaps.sizes) {
        line(name.clone(), size);
    }
    for pair in &overlaps.pairs {
        line(format!("{}, {}", names[pair.a], names[pair.b]), &pair.shared);
    }
    // Two sources are their own pair; of more, who is in all is new, and so is each step on the way there.
    for (at, step) in overlaps.steps.iter().enumerate().skip(2) {
        line(names[..=at].join(", "), step);
    }
    line(texts.t("before-any"), &overlaps.any);
    lay_out(&[Side::Left, Side::Right, Side::Right, Side::Right], &rows)
}
