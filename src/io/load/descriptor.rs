//! Finds and reads a descriptor, resource by resource, so that one bad resource is told from a bad descriptor.
//! It opens no table.

use std::path::Path;

use serde_json::Value;

use crate::base::Say;
use crate::model::descriptor::{Package, Resource, UNDERSTOOD};

use super::LoadError;
use super::error::file_error;
use super::plan::Place;

/// A descriptor as read: each resource is what it says, or why it cannot be followed.
pub(super) struct Descriptor {
    pub place: Place,
    pub package: Package,
    pub resources: Vec<Result<Resource, LoadError>>,
}

/// Reads `datapackage.json` at a path, or in the folder at a path.
pub(super) fn read(path: &Path) -> Result<Descriptor, LoadError> {
    let file = if path.is_dir() { path.join("datapackage.json") } else { path.to_path_buf() };
    let shown = file.display().to_string();
    if !file.exists() {
        return Err(LoadError::NoDescriptor { path: shown });
    }
    let bytes = std::fs::read(&file).map_err(|error| file_error(&shown, &error))?;
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    parse(&bytes, Place { folder, descriptor: shown })
}

/// Reads a descriptor from its bytes.
pub(super) fn parse(bytes: &[u8], place: Place) -> Result<Descriptor, LoadError> {
    let wrong =
        |at: &str, why: Say| LoadError::Descriptor { path: place.descriptor.clone(), at: at.to_owned(), why };
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| wrong("$", Say::new("failure-json").with("error", error)))?;
    let Value::Object(mut object) = value else {
        return Err(wrong("$", Say::new("failure-not-an-object")));
    };
    let Some(Value::Array(tables)) = object.insert("resources".into(), Value::Array(Vec::new())) else {
        return Err(wrong("$.resources", Say::new("failure-no-resources")));
    };
    let version = object.get("periplus").and_then(|block| block.get("version"));
    if version.and_then(Value::as_u64) != Some(UNDERSTOOD) {
        let why = match version {
            Some(_) => Say::new("failure-version").with("version", UNDERSTOOD),
            None => Say::new("failure-no-version").with("version", UNDERSTOOD),
        };
        return Err(wrong("$.periplus.version", why));
    }
    let key = |error: serde_json::Error| Say::new("failure-key").with("error", error);
    let package: Package =
        serde_json::from_value(Value::Object(object)).map_err(|error| wrong("$", key(error)))?;
    let resource = |(at, value): (usize, Value)| {
        let read = serde_json::from_value(value).map(named);
        read.map_err(|error| wrong(&format!("$.resources[{at}]"), key(error)))
    };
    let resources = tables.into_iter().enumerate().map(resource).collect();
    Ok(Descriptor { place, package, resources })
}

/// A resource without a name is called after its first file.
fn named(mut resource: Resource) -> Resource {
    if resource.name.is_empty() {
        let first = resource.path.as_ref().and_then(|path| path.as_slice().first());
        let name = first.map(|path| crate::io::bytes::unpacked_name(Path::new(path)));
        resource.name = name.map(|n| n.split('.').next().unwrap_or("").to_owned()).unwrap_or_default();
    }
    resource
}
