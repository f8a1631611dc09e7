//! Reads one row of a file again, as it stands there.
//! It keeps nothing of it.

use std::path::Path;

use crate::model::descriptor::Package;
use crate::store::FileEntry;

use super::load::LoadError;

/// The cells of a row by column.
pub fn raw_row(
    _path: &Path,
    _package: &Package,
    file: &FileEntry,
    _row: u64,
) -> Result<Vec<(String, String)>, LoadError> {
    Err(LoadError::NoDescriptor { path: file.path.clone() })
}
