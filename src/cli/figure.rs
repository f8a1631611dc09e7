//! `periplus figure`: draws a view of an extract to a file, the same scene as on screen.
//! It lays nothing out itself.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::base::{Cancel, PatientId, Time};
use crate::compute::density::Density;
use crate::compute::{Axis, EventMask, align, arrange, extent, select};
use crate::i18n::Texts;
use crate::io::files;
use crate::model::{Align, Arrangement, Group, Sort};
use crate::report::words::Worded;
use crate::report::{self, ReportError};
use crate::scene::patient::{self, PatientSpec};
use crate::scene::population::{self, Population, PopulationView};
use crate::scene::{Scene, Theme};
use crate::store::Store;

use super::{Exit, Language, complain, load, print};

/// Arguments of `periplus figure`.
#[derive(Debug, Args)]
pub struct Figure {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// What to draw
    #[arg(long, value_enum)]
    view: View,
    /// The pseudonym of the patient whose journey to draw
    #[arg(long)]
    patient: Option<String>,
    /// The file to write; its ending says whether it is an SVG or a PNG
    #[arg(long)]
    out: PathBuf,
    /// Draw on calendar time instead of days from the index event
    #[arg(long)]
    calendar: bool,
    /// Group the population by an attribute, or by `sources`
    #[arg(long)]
    group: Option<String>,
    /// Width in pixels
    #[arg(long, default_value_t = 1440, value_parser = clap::value_parser!(u32).range(320..=16_384))]
    width: u32,
    /// Height in pixels
    #[arg(long, default_value_t = 900, value_parser = clap::value_parser!(u32).range(200..=16_384))]
    height: u32,
    /// Colours
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
    /// The language of the picture
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

/// The views that can be drawn to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum View {
    /// All journeys at once
    Population,
    /// One journey
    Patient,
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colours {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
    /// As much contrast as there is
    Contrast,
}

impl Figure {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let ending = self.out.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase();
        if !["svg", "png"].contains(&ending.as_str()) {
            complain(&texts.t("cli-unknown-ending"));
            return Exit::WrongUse;
        }
        let store = match load(&texts, &self.extract, false, false) {
            Ok(opened) => opened.store,
            Err(exit) => return exit,
        };
        let scene = match self.scene(&store, &texts) {
            Ok(scene) => scene,
            Err(key) => {
                complain(&texts.t(key));
                return Exit::WrongUse;
            }
        };
        let written = self.paint(&scene, ending == "svg").map_err(|error| error.to_string());
        let written =
            written.and_then(|bytes| files::write(&self.out, &bytes).map_err(|error| error.to_string()));
        match written {
            Ok(()) => {
                let file = self.out.display().to_string();
                print(&format!("{}\n", texts.ta("cli-figure-done", &[("file", file.into())])));
                Exit::Fine
            }
            Err(error) => {
                complain(&format!("{}: {error}", self.out.display()));
                Exit::Unreadable
            }
        }
    }

    fn theme(&self) -> &'static Theme {
        match self.theme {
            Colours::Light => Theme::light(),
            Colours::Dark => Theme::dark(),
            Colours::Contrast => Theme::contrast(),
        }
    }

    fn paint(&self, scene: &Scene, svg: bool) -> Result<Vec<u8>, ReportError> {
        if svg {
            report::to_svg(scene, self.theme()).map(String::into_bytes)
        } else {
            report::to_png(scene, self.theme(), 1.0)
        }
    }

    /// The scene, or the key of the message that says why there is none.
    fn scene(&self, store: &Store, texts: &Texts) -> Result<Scene, &'static str> {
        match self.view {
            View::Population => Ok(self.population(store, texts).unwrap_or_default()),
            View::Patient => {
                let key = self.patient.as_deref().ok_or("cli-patient-wanted")?;
                let at = store.head().keys.find(key).ok_or("cli-no-patient")?;
                Ok(self.journey(store, PatientId(at as u32), texts).unwrap_or_default())
            }
        }
    }

    fn arrangement(&self) -> Arrangement {
        let group = match self.group.as_deref() {
            None => Group::None,
            Some("sources") => Group::SourcePattern,
            Some(attribute) => Group::Attribute(attribute.to_owned()),
        };
        let align = if self.calendar { Align::Calendar } else { Align::Index };
        Arrangement { align, sort: Sort::default(), group }
    }

    /// `None` only if cancelled, which nobody does here.
    fn population(&self, store: &Store, texts: &Texts) -> Option<Scene> {
        let (cancel, arrangement) = (Cancel::default(), self.arrangement());
        let selection = select::select(store, &[], &cancel).ok()?;
        let anchors = align::align(store, &arrangement.align, &cancel).ok()?;
        let rows = arrange::arrange(store, &selection, &anchors, &arrangement, &cancel).ok()?;
        let whole = extent::of(store, &rows.order, &anchors, &selection.mask);
        let of = Population {
            store,
            rows: &rows,
            anchors: &anchors,
            mask: &selection.mask,
            found: None,
            notes: None,
        };
        let view = PopulationView::whole(self.width as f32, self.height as f32, anchors.axis, whole, &rows);
        let palette = self.theme().palette(&store.head().phases);
        let density = Density::count(store, &rows.order, &anchors, &selection.mask, whole, &cancel).ok()?;
        let drawn = population::draw(&of, &view, &palette, &density, &cancel).ok()?;
        Some(population::scene(&of, &view, Some(&drawn), &Worded(texts)))
    }

    /// `None` only if cancelled, which nobody does here.
    fn journey(&self, store: &Store, patient: PatientId, texts: &Texts) -> Option<Scene> {
        let anchors = align::align(store, &self.arrangement().align, &Cancel::default()).ok()?;
        // A patient without the index event is shown on the store's own clock.
        let anchor = match anchors.axis {
            Axis::Days => anchors.of(patient).map(Time),
            Axis::Calendar => None,
        };
        let mask = EventMask::all(store);
        let spec = PatientSpec {
            patient,
            anchor,
            view: patient::whole_view(store, patient, anchor, &mask),
            width: self.width as f32,
            height: self.height as f32,
            hidden: &[],
            selected: None,
            expanded: None,
            tracks: 3,
            title: true,
            mask: &mask,
            outages: &[],
            gaps: &[],
        };
        Some(patient::scene(store, &spec, &Worded(texts)))
    }
}
