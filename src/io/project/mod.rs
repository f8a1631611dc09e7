//! The project file: JSON that two people can compare line by line, written whole or not at all.
//! It does not apply a project; a file that cannot be followed is told where, and is never written over unseen.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use serde_json::{Map, Value};

use crate::base::{Say, Trouble};
use crate::io::load::error::file_say;
use crate::model::project::{ProjectFile, VERSION};

/// The ending of a project file's name.
pub const ENDING: &str = ".periplus.json";
/// What is put behind the name of the last good file before a new one takes its place.
pub const KEPT: &str = ".bak";
/// What is put behind the name of a broken file before a good one takes its place.
const BROKEN: &str = ".broken";

/// Why a project could not be opened or saved. What is said of each is in its [`ProjectError::trouble`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.trouble())]
pub enum ProjectError {
    /// The file could not be read or written.
    File {
        /// The file.
        path: String,
        /// What went wrong.
        why: Say,
    },
    /// The file says something that cannot be followed.
    Content {
        /// The file.
        path: String,
        /// Where in it: a line and column, or a JSON path.
        at: String,
        /// What went wrong.
        why: Say,
        /// Whether the last good one lies beside it.
        kept: bool,
    },
}

impl ProjectError {
    /// Where it is, what is wrong there, and what would mend it.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::File { path, why } => Trouble::new(path, why.clone()),
            Self::Content { path, at, why, kept } => {
                let mut trouble = Trouble::new(format!("{path} · {at}"), why.clone());
                if *kept {
                    trouble.what.push(Say::new("project-kept").with("file", format_args!("{path}{KEPT}")));
                }
                trouble
            }
        }
    }
}

/// Whether a path is called as a project file is, or as the last good one of it.
pub fn is_project(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.strip_suffix(KEPT).unwrap_or(&name).ends_with(ENDING)
}

/// Reads a project file.
pub fn read(path: &Path) -> Result<ProjectFile, ProjectError> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| ProjectError::File { path: shown.clone(), why: file_say(&error) })?;
    parse(&bytes).map_err(|(at, why)| ProjectError::Content {
        path: shown,
        at,
        why,
        kept: beside(path, KEPT).is_file(),
    })
}

/// Reads a project file from its bytes; else where it cannot be followed, and why. No value out of it is told.
fn parse(bytes: &[u8]) -> Result<ProjectFile, (String, Say)> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| (format!("{}:{}", error.line(), error.column()), Say::new("project-json")))?;
    let version = value.get("version").and_then(Value::as_u64);
    match version {
        None => return Err(("$.version".to_owned(), Say::new("project-no-version"))),
        Some(version) if version > u64::from(VERSION) => {
            let why = Say::new("project-version").with("version", version).with("known", VERSION);
            return Err(("$.version".to_owned(), why));
        }
        Some(_) => {}
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let at = if path == "." { "$".to_owned() } else { format!("$.{path}") };
        (at, Say::new("project-content"))
    })
}

/// A project file's bytes: keys sorted, two blanks a level, a line end at the end.
fn bytes(file: &ProjectFile) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&sorted(serde_json::to_value(file)?))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map.into_iter().collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().map(|(key, value)| (key, sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(all) => Value::Array(all.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// Writes a project file. A good one that was there is kept beside it under its name with `.bak`, a broken one with
/// `.broken`.
pub fn write(path: &Path, file: &ProjectFile) -> Result<(), ProjectError> {
    let wrong = |why: Say| ProjectError::File { path: path.display().to_string(), why };
    let unsaved = |error: &std::io::Error| wrong(Say::new("failure-save").with("error", error));
    let new = bytes(file).map_err(|_| wrong(Say::new("project-unwritable")))?;
    if let Ok(old) = std::fs::read(path)
        && old != new
    {
        let ending = if parse(&old).is_ok() { KEPT } else { BROKEN };
        super::files::write(&beside(path, ending), &old).map_err(|error| unsaved(&error))?;
    }
    super::files::write(path, &new).map_err(|error| unsaved(&error))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Where a project file says its extract is.
pub fn extract_of(path: &Path, file: &ProjectFile) -> Option<PathBuf> {
    let said = file.extract.as_ref()?;
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    Some(folder.join(said.split('/').collect::<Vec<_>>().join(std::path::MAIN_SEPARATOR_STR)))
}

/// How the project file at `project` calls the extract at `extract`: from its own folder on where both lie on one
/// disk, with `/` between names; else by its whole path.
pub fn calls(project: &Path, extract: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole(project).parent().map(Path::to_path_buf).unwrap_or_default();
    let extract = whole(extract);
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), extract.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let root = from.iter().zip(&to).take(shared).any(|(part, _)| matches!(part, Component::RootDir));
    if !root {
        return extract.display().to_string();
    }
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod test;
