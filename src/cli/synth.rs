//! `periplus synth`: writes a synthetic linked cohort.
//! The cohort itself is made in `io::synth`.

use std::path::PathBuf;

use clap::Args;

use crate::io::synth::{self, SynthError, SynthSpec};

use super::{Exit, Language, complain, print, progress};

/// Arguments of `periplus synth`.
#[derive(Debug, Args)]
pub struct Synth {
    /// The folder to write to; it is made if it is not there
    out: PathBuf,
    /// How many patients
    #[arg(long, default_value_t = 3000)]
    patients: u32,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Synth {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let spec = SynthSpec { patients: self.patients, seed: self.seed };
        let written = progress::with_bar(&texts.t("cli-writing"), |cancel, progress| {
            synth::synth(&self.out, &spec, cancel, progress)
        });
        match written {
            Ok(summary) => {
                let mut text = texts.ta(
                    "cli-synth-done",
                    &[
                        ("patients", texts.count(u64::from(summary.patients)).into()),
                        ("rows", texts.count(summary.rows).into()),
                        ("size", texts.bytes(summary.bytes).into()),
                    ],
                );
                text.push('\n');
                for (rule, faults, near) in summary.planted {
                    let args = [
                        ("rule", rule.into()),
                        ("faults", texts.count(faults).into()),
                        ("near", texts.count(near).into()),
                    ];
                    text.push_str(&texts.ta("cli-synth-planted", &args));
                    text.push('\n');
                }
                print(&text);
                Exit::Fine
            }
            Err(error) => {
                complain(&texts.trouble(&error.trouble()));
                if matches!(error, SynthError::Exists(_)) { Exit::WrongUse } else { Exit::Unreadable }
            }
        }
    }
}
