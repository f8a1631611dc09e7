//! The key a kept store is found under: what was read, to the byte, and by which form of the program.
//! Dates and sizes of files do not count; their contents do.

use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;

use crate::base::{Cancel, Progress};
use crate::model::descriptor::Package;

/// Goes up whenever what is kept, or how it follows from the input, changes.
const FORM: u32 = 3;

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;

/// The key of an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(blake3::Hash);

impl Key {
    /// As the name of a folder.
    pub fn text(&self) -> String {
        self.0.to_hex().as_str()[..32].to_owned()
    }
}

/// The key of the extract in `folder` as it is now: a hash of the descriptor, of the contents of every file it
/// names, and of `skip_broken`. Progress counts the bytes hashed.
pub fn key(
    folder: &Path,
    descriptor: &[u8],
    package: &Package,
    skip_broken: bool,
    cancel: &Cancel,
    progress: &Progress,
) -> io::Result<Key> {
    let paths: Vec<&String> = package
        .resources
        .iter()
        .filter_map(|resource| resource.path.as_ref())
        .flat_map(crate::model::descriptor::OneOrMany::as_slice)
        .collect();
    let hashes: Vec<Option<blake3::Hash>> =
        paths.par_iter().map(|path| hash(&folder.join(path), cancel, progress)).collect::<io::Result<_>>()?;
    let mut all = blake3::Hasher::new();
    all.update(&FORM.to_le_bytes()).update(&[u8::from(skip_broken)]).update(descriptor);
    for (path, hash) in paths.iter().zip(hashes) {
        all.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes());
        match hash {
            Some(hash) => all.update(hash.as_bytes()),
            None => all.update(b"missing"),
        };
    }
    Ok(Key(all.finalize()))
}

/// A file's hash; `None` where there is no file, which is an input like any other. While one block is hashed the next
/// is read.
fn hash(path: &Path, cancel: &Cancel, progress: &Progress) -> io::Result<Option<blake3::Hash>> {
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut hasher = blake3::Hasher::new();
    let (mut block, mut next) = (vec![0; BLOCK], vec![0; BLOCK]);
    let mut filled = file.read(&mut block)?;
    while filled > 0 {
        let (read, _) = rayon::join(|| file.read(&mut next), || hasher.update(&block[..filled]).count());
        progress.add_bytes(filled as u64);
        if cancel.is_cancelled() {
            return Err(io::Error::from(io::ErrorKind::Interrupted));
        }
        filled = read?;
        std::mem::swap(&mut block, &mut next);
    }
    Ok(Some(hasher.finalize()))
}
