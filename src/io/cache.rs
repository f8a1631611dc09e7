//! The built store, kept beside its extract so that opening it again takes no reading.
//! It lies in `.periplus/` there and nowhere else, and only its owner can read it.

use std::path::Path;

/// Deletes the store kept beside the extract at `path`, if there is one.
pub fn delete(path: &Path) -> std::io::Result<()> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    match std::fs::remove_dir_all(folder.join(".periplus")) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
