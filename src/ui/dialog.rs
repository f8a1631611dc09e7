//! The system's dialogs for choosing a folder or a file, behind a trait that tests replace.
//! A dialog never blocks the window; what was chosen is asked for once a frame.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

/// What is to be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A folder with a descriptor.
    Folder,
    /// A descriptor.
    Descriptor,
    /// A file of counts.
    Counts,
    /// A project file.
    Project,
    /// A place for a project file, with the name that is proposed.
    SaveProject(String),
    /// A place for a new file, with the name that is proposed; its ending says what it will be.
    Save(String),
}

/// Asks the user for a path.
pub trait Dialogs {
    /// Opens a dialog with a title; `wake` is called when it is closed.
    fn ask(&mut self, wanted: Wanted, title: String, wake: Box<dyn Fn() + Send>);
    /// What was chosen since the last call, and the path.
    fn chosen(&mut self) -> Option<(Wanted, PathBuf)>;
}

/// The endings that a picture or a table can be saved with.
const ENDINGS: [(&str, &str); 3] = [("SVG", "svg"), ("PNG", "png"), ("CSV", "csv")];

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct SystemDialogs(Option<(Wanted, Receiver<Option<PathBuf>>)>);

impl Dialogs for SystemDialogs {
    fn ask(&mut self, wanted: Wanted, title: String, wake: Box<dyn Fn() + Send>) {
        if self.0.is_some() {
            return;
        }
        let (sender, receiver) = channel();
        let dialog = rfd::AsyncFileDialog::new().set_title(title);
        let spawned = match &wanted {
            Wanted::Folder => wait(dialog.pick_folder(), sender, wake),
            Wanted::Descriptor => {
                wait(dialog.add_filter("datapackage.json", &["json"]).pick_file(), sender, wake)
            }
            Wanted::Counts => {
                wait(dialog.add_filter("JSON, CSV", &["json", "csv"]).pick_file(), sender, wake)
            }
            Wanted::Project => wait(dialog.add_filter("Periplus", &["json"]).pick_file(), sender, wake),
            Wanted::SaveProject(name) => {
                wait(dialog.add_filter("Periplus", &["json"]).set_file_name(name).save_file(), sender, wake)
            }
            Wanted::Save(name) => {
                // The ending that is proposed comes first, since some systems show only that one.
                let mut endings = ENDINGS;
                endings.sort_by_key(|(_, ending)| !name.ends_with(ending));
                let dialog = endings.iter().fold(dialog.set_file_name(name), |dialog, (title, ending)| {
                    dialog.add_filter(*title, &[*ending])
                });
                wait(dialog.save_file(), sender, wake)
            }
        };
        self.0 = spawned.then_some((wanted, receiver));
    }

    fn chosen(&mut self) -> Option<(Wanted, PathBuf)> {
        let answer = match self.0.as_ref()?.1.try_recv() {
            Ok(path) => path,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => None,
        };
        let (wanted, _) = self.0.take()?;
        Some((wanted, answer?))
    }
}

/// Waits for a dialog on a thread of its own; false if there can be none.
fn wait(
    dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
    sender: std::sync::mpsc::Sender<Option<PathBuf>>,
    wake: Box<dyn Fn() + Send>,
) -> bool {
    let body = move || {
        let path = block_on(dialog).map(|file| file.path().to_owned());
        // The receiver is gone only when the window is.
        let _gone = sender.send(path);
        wake();
    };
    std::thread::Builder::new().name("dialog".into()).spawn(body).is_ok()
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}
