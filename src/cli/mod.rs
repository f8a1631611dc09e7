//! The command line: arguments in, tables or JSON out, and an exit code that a script can rely on.
//! It computes nothing itself, and opening the window is left to the binary.

mod check;
mod coverage;
mod estimate;
mod evaluate;
mod figure;
mod gaps;
mod inspect;
mod journeys;
mod overlap;
mod progress;
mod reconcile;
mod rules;
mod sketch;
mod synth;
mod table;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::i18n::{Lang, Texts};
use crate::io::load::LoadError;
use crate::io::open::{self, OpenOptions, Opened};

/// What the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to report.
    Fine = 0,
    /// The data have errors: rows were set aside, or the descriptor cannot be followed.
    DataErrors = 1,
    /// The command was used wrongly.
    WrongUse = 2,
    /// A file could not be read or written.
    Unreadable = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Shows the journeys of patients in linked cohorts. Without a command, opens the window.
#[derive(Debug, Parser)]
#[command(name = "periplus", version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// The extract to open: a folder with a datapackage.json, or the file itself. The sample when absent
    pub extract: Option<PathBuf>,
    /// How the window is drawn
    #[arg(long, value_enum)]
    pub renderer: Option<Renderer>,
    /// What to do without a window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How the window is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL: the fastest without a GPU
    Glow,
    /// Vulkan, Metal or DirectX
    Wgpu,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Says what an extract holds, and what was set aside
    Inspect(inspect::Inspect),
    /// Says who and what is left when sources are combined: those of an extract, or from counts alone
    Coverage(coverage::Coverage),
    /// Says what the rules find in an extract
    Check(check::Check),
    /// Says where something is missing in journeys, and why
    Gaps(gaps::GapsOf),
    /// Lists rules, or runs the tests that they carry
    Rules(rules::Rules),
    /// Adds journeys up: what follows what, variants, tree, flow, matrix, treatment pathways
    Journeys(Box<journeys::Journeys>),
    /// Writes a synthetic linked cohort, with the truth about what was planted in it
    Synth(synth::Synth),
    /// Draws a view of an extract to a file
    Figure(figure::Figure),
    /// Writes a keyed sketch of a source, so that its overlap with others can be estimated without linkage
    Sketch(sketch::Sketch),
    /// Estimates from sketches what sources share
    Overlap(overlap::Overlap),
    /// Says how much of a known truth the rules find, and how much of what they say is right
    Evaluate(evaluate::Evaluate),
    /// Matches the same events of two sources, and says how far apart their dates lie
    Reconcile(reconcile::Reconcile),
}

/// The language of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English
    En,
    /// Dutch
    Nl,
}

impl Language {
    /// The texts in the language asked for, or in the system's, where it is one of the two.
    fn texts(asked: Option<Self>) -> Texts {
        let lang = match asked {
            Some(Self::En) => Lang::En,
            Some(Self::Nl) => Lang::Nl,
            None => Lang::of_system(|name| std::env::var(name).ok()),
        };
        Texts::new(lang)
    }
}

/// Texts in the system's language.
pub fn system_texts() -> Texts {
    Texts::new(Lang::of_system(|name| std::env::var(name).ok()))
}

impl Command {
    /// Does it.
    pub fn run(self) -> Exit {
        match self {
            Self::Inspect(inspect) => inspect.run(),
            Self::Coverage(coverage) => coverage.run(),
            Self::Check(check) => check.run(),
            Self::Gaps(gaps) => gaps.run(),
            Self::Rules(rules) => rules.run(),
            Self::Journeys(journeys) => journeys.run(),
            Self::Synth(synth) => synth.run(),
            Self::Figure(figure) => figure.run(),
            Self::Sketch(sketch) => sketch.run(),
            Self::Overlap(overlap) => overlap.run(),
            Self::Evaluate(evaluate) => evaluate.run(),
            Self::Reconcile(reconcile) => reconcile.run(),
        }
    }
}

/// Prints to standard output; a reader that has gone away is no error.
fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints one line to standard error.
pub fn complain(text: &str) {
    let _gone = writeln!(io::stderr().lock(), "periplus: {text}");
}

/// Opens an extract behind a progress bar. Where that fails, it prints why and gives what the process ends with.
fn load(texts: &Texts, extract: &Path, skip_broken: bool, caching: bool) -> Result<Opened, Exit> {
    let options = OpenOptions { skip_broken, caching, generation: 1 };
    let opened = progress::with_bar(&texts.t("state-loading"), |cancel, progress| {
        open::open(extract, options, cancel, progress)
    });
    opened.map_err(|error| refuse(texts, &error))
}

/// Prints why an extract could not be opened, and says what the process ends with.
fn refuse(texts: &Texts, error: &LoadError) -> Exit {
    complain(&texts.trouble(&error.trouble()));
    match error {
        LoadError::NoDescriptor { .. } | LoadError::File { .. } => Exit::Unreadable,
        _ => Exit::DataErrors,
    }
}
