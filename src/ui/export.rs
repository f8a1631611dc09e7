//! Saving what a view shows: asks where, makes the bytes on a thread of its own, and has the workspace write them.
//! The ending of the chosen name says whether they are a picture or a table.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::report;
use crate::scene::{Scene, Theme};
use crate::workspace::Command;

/// Pixels of a PNG for each logical pixel, so that it is sharp in print.
const PNG_SCALE: f32 = 2.0;

/// Something that can be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The name that is proposed, without an ending.
    pub name: String,
    /// The picture.
    pub scene: Arc<Scene>,
    /// The same as a table, in CSV; not every picture has one.
    pub table: Option<String>,
}

/// What is made of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Svg,
    Png,
    Csv,
}

impl Form {
    /// By the ending of a name; a picture where there is none that is known.
    fn of(path: &Path) -> Option<Self> {
        match path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).as_deref() {
            Some("svg") => Some(Self::Svg),
            Some("png") => Some(Self::Png),
            Some("csv") => Some(Self::Csv),
            _ => None,
        }
    }
}

/// What is being saved.
#[derive(Debug)]
pub struct Exports {
    /// What waits for its place to be chosen.
    waiting: Option<Offer>,
    sender: Sender<Command>,
    made: Receiver<Command>,
}

impl Default for Exports {
    fn default() -> Self {
        let (sender, made) = channel();
        Self { waiting: None, sender, made }
    }
}

impl Exports {
    /// Keeps an offer until its place is chosen; gives the name to propose.
    pub fn wait(&mut self, offer: Offer) -> String {
        let name = format!("{}.svg", offer.name);
        self.waiting = Some(offer);
        name
    }

    /// The place is chosen: makes the bytes, then calls `wake`.
    pub fn make(&mut self, mut path: PathBuf, theme: &'static Theme, wake: impl Fn() + Send + 'static) {
        let Some(offer) = self.waiting.take() else { return };
        let form = Form::of(&path).unwrap_or_else(|| {
            path.as_mut_os_string().push(".svg");
            Form::Svg
        });
        let sender = self.sender.clone();
        let work = move || {
            let command = match bytes(&offer, form, theme) {
                Ok(bytes) => Command::Save { path, bytes: Arc::new(bytes) },
                Err(why) => Command::CannotSave { path, why },
            };
            // The receiver is gone only when the window is.
            let _gone = sender.send(command);
            wake();
        };
        // Without a thread there is no file; the next try may have one.
        let _none = std::thread::Builder::new().name("export".into()).spawn(work);
    }

    /// What has been made since the last call.
    pub fn made(&self) -> impl Iterator<Item = Command> + '_ {
        self.made.try_iter()
    }
}

fn bytes(offer: &Offer, form: Form, theme: &Theme) -> Result<Vec<u8>, String> {
    match (form, &offer.table) {
        (Form::Svg, _) => report::to_svg(&offer.scene, theme).map(String::into_bytes),
        (Form::Png, _) => report::to_png(&offer.scene, theme, PNG_SCALE),
        (Form::Csv, Some(table)) => Ok(table.clone().into_bytes()),
        (Form::Csv, None) => Err(report::ReportError::NoTable),
    }
    .map_err(|error| error.to_string())
}

#[cfg(test)]
mod test {
    use super::*;

    fn command(offer: Offer, path: &str) -> Command {
        let mut exports = Exports::default();
        exports.wait(offer);
        exports.make(path.into(), Theme::light(), || ());
        exports.made.recv().expect("something is made")
    }

    fn offer(table: Option<&str>) -> Offer {
        let scene = Arc::new(Scene { width: 40.0, height: 30.0, ..Scene::default() });
        Offer { name: "who".into(), scene, table: table.map(str::to_owned) }
    }

    #[test]
    fn the_ending_says_what_is_made() {
        let starts = |name: &str, with: &[u8]| match command(offer(Some("a,b\n")), name) {
            Command::Save { bytes, .. } => assert!(bytes.starts_with(with), "{name}"),
            other => panic!("{other:?}"),
        };
        starts("who.svg", b"<svg");
        starts("who.PNG", b"\x89PNG");
        starts("who.csv", b"a,b");
    }

    #[test]
    fn a_name_without_an_ending_gets_one() {
        match command(offer(None), "who") {
            Command::Save { path, .. } => assert_eq!(path, Path::new("who.svg")),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_picture_without_numbers_is_no_table() {
        assert!(matches!(command(offer(None), "who.csv"), Command::CannotSave { .. }));
    }
}
