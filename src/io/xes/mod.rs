//! Event logs in XES (IEEE 1849), plain or packed: a log opens as an extract with one source.
//! A trace is a patient, an event's name its code; nothing is made of who did it.

mod collect;
mod read;
#[cfg(test)]
mod test;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::base::{Cancel, Progress};

use super::bytes::{Input, unpacked_name};
use super::load::error::file_error;
use super::load::{LoadError, Loaded};

/// The event log at a path, if there is one: a file called `.xes` or that begins like one, or the only such file of a
/// folder without a descriptor.
pub fn recognise(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        if path.join("datapackage.json").exists() {
            return None;
        }
        let entries = std::fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
        let mut logs = entries.filter(|path| path.is_file() && is_log(&unpacked_name(path)));
        return logs.next().filter(|_| logs.next().is_none());
    }
    let named = is_log(&unpacked_name(path));
    (path.is_file() && (named || begins_like_one(path))).then(|| path.to_path_buf())
}

/// Whether a name without its packing is that of a log.
fn is_log(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xes"))
}

/// Whether a file's first kilobyte holds the start of a log. A descriptor starts with a brace.
fn begins_like_one(path: &Path) -> bool {
    let Some(stream) = Input::open(path).ok().and_then(|input| input.stream(&Progress::default()).ok())
    else {
        return false;
    };
    let mut head = Vec::new();
    let read = stream.take(1024).read_to_end(&mut head);
    let text = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&head).trim_ascii_start();
    read.is_ok() && text.starts_with(b"<") && memchr::memmem::find(text, b"<log").is_some()
}

/// Loads an event log. An event is an interval where a start and its completion are both there, and a moment otherwise.
pub fn load(path: &Path, generation: u64, cancel: &Cancel, progress: &Progress) -> Result<Loaded, LoadError> {
    let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let input = Input::open(path).map_err(|error| file_error(&shown, &error))?;
    progress.expect_bytes(input.len);
    let stream = input.stream(progress).map_err(|error| file_error(&shown, &error))?;
    load_from(stream, &shown, generation, cancel)
}

/// Loads an event log from its unpacked bytes; `shown` is what messages call it.
pub(crate) fn load_from(
    stream: impl std::io::Read,
    shown: &str,
    generation: u64,
    cancel: &Cancel,
) -> Result<Loaded, LoadError> {
    let failed = |why| LoadError::File { path: shown.to_owned(), why };
    let mut collector = collect::Collector::new();
    read::read(stream, &mut collector, cancel).map_err(|trouble| match trouble {
        read::Trouble::Io(error) => file_error(shown, &error),
        read::Trouble::Utf16 => failed(crate::base::Say::new("failure-file-utf16")),
        read::Trouble::Said(why) => failed(why),
        read::Trouble::Cancelled => LoadError::Cancelled,
    })?;
    collector.finish(shown, generation, cancel)
}
