//! The built store, kept beside its extract so that opening it again takes no reading.
//! It lies in `.periplus/` there and nowhere else, only its owner can read it, and it is never trusted unchecked.

mod column;
mod head;
mod key;
mod linkage;
mod read;
#[cfg(test)]
mod test;
mod write;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::LoadReport;
use crate::store::Store;

pub use key::{Key, key};

use super::open::Kept;

/// The folder beside the extract that holds what is kept.
const FOLDER: &str = ".periplus";
/// The file with everything that is not a column.
const META: &str = "meta.json";
/// The file with the checksum of [`META`], which in turn holds those of the columns.
const SUM: &str = "meta.sum";

/// The store kept under `key`, with its report; `None` if there is none or if it does not hold together.
pub fn load(folder: &Path, key: &Key, generation: u64) -> Option<(Store, LoadReport, Kept)> {
    let place = place(folder, key);
    let (store, report) = read::read(&place, generation)?;
    let bytes = size(&place).ok()?;
    Some((store, report, Kept { path: folder.join(FOLDER), bytes }))
}

/// Keeps a store under `key` and forgets every other one kept beside this extract. Fails where the folder cannot
/// be written; nothing is then left behind.
pub fn save(folder: &Path, key: &Key, store: &Store, report: &LoadReport) -> io::Result<Kept> {
    let root = folder.join(FOLDER);
    private_folder(&root)?;
    let unfinished = unfinished_folder(&root)?;
    write::write(unfinished.path(), store, report)?;
    for entry in fs::read_dir(&root)? {
        let path = entry?.path();
        if path != unfinished.path() {
            fs::remove_dir_all(path)?;
        }
    }
    let place = place(folder, key);
    fs::rename(unfinished.keep(), &place)?;
    Ok(Kept { bytes: size(&place)?, path: root })
}

/// Deletes whatever is kept beside the extract in `folder`.
pub fn delete(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn place(folder: &Path, key: &Key) -> PathBuf {
    folder.join(FOLDER).join(key.text())
}

fn size(place: &Path) -> io::Result<u64> {
    fs::read_dir(place)?.map(|entry| Ok(entry?.metadata()?.len())).sum()
}

/// Makes the folder, readable by its owner alone, if it is not there.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// A folder, readable by its owner alone, that vanishes unless it is kept.
fn unfinished_folder(root: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("unfinished-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(root)
}

/// Creates a file, readable by its owner alone.
fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}
