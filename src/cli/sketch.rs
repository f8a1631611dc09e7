//! `periplus sketch`: writes what a holder can give away of a source, so that its overlap with others can be estimated.
//! It prints no number of patients, and the key stays in its file.

use std::path::PathBuf;

use clap::Args;

use crate::i18n::{Arg, Texts};
use crate::io::sketch::{self, Key, SketchError, SketchSpec};
use crate::model::sketch::{LOWEST_MINIMUM, MINIMUM, SketchFile};

use super::{Exit, Language, complain, load, print};

/// Arguments of `periplus sketch`.
#[derive(Debug, Args)]
pub struct Sketch {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// The id of the source
    #[arg(long, value_name = "ID")]
    source: String,
    /// The file with the secret that all holders share: 32 random bytes or more
    #[arg(long, value_name = "FILE")]
    key_file: PathBuf,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Attributes to divide the patients by, between commas: a sketch for each stratum as well
    #[arg(long, value_name = "ATTRIBUTES", value_delimiter = ',')]
    by: Vec<String>,
    /// The fewest patients a sketch may be of
    #[arg(long, value_name = "N", default_value_t = MINIMUM, value_parser = clap::value_parser!(u64).range(LOWEST_MINIMUM..))]
    minimum: u64,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Sketch {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        // The key first: it is what is most likely wrong, and a large extract takes its time.
        let key = match Key::read(&self.key_file) {
            Ok(key) => key,
            Err(error) => return give_up(&error),
        };
        let opened = match load(&texts, &self.extract, false, false) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        let spec = SketchSpec { source: self.source, by: self.by, minimum: self.minimum };
        let written = sketch::sketch(&opened.store, &opened.package, &key, &spec)
            .and_then(|file| sketch::write(&self.out, &file).map(|()| file));
        match written {
            Ok(file) => {
                print(&said(&texts, &file, &self.out.display().to_string()));
                Exit::Fine
            }
            Err(error) => give_up(&error),
        }
    }
}

fn said(texts: &Texts, file: &SketchFile, out: &str) -> String {
    let args = [
        ("source", Arg::from(file.source.as_str())),
        ("file", out.into()),
        ("key", file.key_fingerprint.as_str().into()),
        ("strata", (file.strata.len() as u64).into()),
    ];
    let mut text = texts.ta("before-sketch-done", &args);
    text.push('\n');
    if file.left_out > 0 {
        let args = [("n", file.left_out.into()), ("minimum", texts.count(file.minimum).into())];
        text.push_str(&texts.ta("before-left-out", &args));
        text.push('\n');
    }
    text
}

/// Prints why there is no sketch, and says what the process ends with.
pub(super) fn give_up(error: &SketchError) -> Exit {
    complain(&error.to_string());
    match error {
        SketchError::File { .. } => Exit::Unreadable,
        SketchError::Key { .. } | SketchError::Source { .. } | SketchError::Attribute { .. } => {
            Exit::WrongUse
        }
        SketchError::Content { .. } | SketchError::TooFew { .. } => Exit::DataErrors,
    }
}
