//! Reading a text, and writing a file whole or not at all.
//! It does not know what is in them, and writes nowhere but where it is told.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

/// Reads a whole file as text.
pub fn read_text(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path)
}

/// Writes `bytes` to `path`: beside it first, flushed, and then in its place, so that a crash leaves the old file.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new().prefix(".periplus-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let done: File = file.persist(path).map_err(|error| error.error)?;
    drop(done);
    Ok(())
}
