//! Finds and reads a descriptor, resource by resource, so that one bad resource is told from a bad descriptor.
//! It opens no table.

use std::path::Path;

use serde_json::{Map, Value};

use crate::model::descriptor::{Package, Resource, UNDERSTOOD};

use super::LoadError;
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
    let bytes = std::fs::read(&file).map_err(|error| LoadError::File {
        path: shown.clone(),
        why: error.to_string(),
        mend: "See that the file may be read".into(),
    })?;
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    parse(&bytes, Place { folder, descriptor: shown })
}

/// Reads a descriptor from its bytes.
pub(super) fn parse(bytes: &[u8], place: Place) -> Result<Descriptor, LoadError> {
    let wrong = |at: &str, why: String, mend: &str| LoadError::Descriptor {
        path: place.descriptor.clone(),
        at: at.to_owned(),
        why,
        mend: mend.to_owned(),
    };
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| wrong("$", error.to_string(), "Correct the JSON there"))?;
    let Value::Object(mut object) = value else {
        return Err(wrong(
            "$",
            "it is not a JSON object".into(),
            "A descriptor is an object with \"resources\"",
        ));
    };
    let Some(Value::Array(tables)) = object.insert("resources".into(), Value::Array(Vec::new())) else {
        return Err(wrong(
            "$.resources",
            "there is no list of resources".into(),
            "List the tables of the extract there",
        ));
    };
    let version = object.get("periplus").and_then(|block| block.get("version"));
    if version.and_then(Value::as_u64) != Some(UNDERSTOOD) {
        let why = match version {
            Some(_) => "this version of the periplus block is not understood",
            None => "the periplus block has no version",
        };
        return Err(wrong("$.periplus.version", why.into(), "This program understands version 1"));
    }
    let package: Package = from_object(object).map_err(|error| {
        wrong("$", error, "Correct the key it speaks of; see the page on extracts in the help")
    })?;
    let resource = |(at, value): (usize, Value)| {
        serde_json::from_value(value).map(named).map_err(|error| {
            wrong(
                &format!("$.resources[{at}]"),
                error.to_string(),
                "Correct the key it speaks of; see the page on extracts in the help",
            )
        })
    };
    let resources = tables.into_iter().enumerate().map(resource).collect();
    Ok(Descriptor { place, package, resources })
}

fn from_object(object: Map<String, Value>) -> Result<Package, String> {
    serde_json::from_value(Value::Object(object)).map_err(|error| error.to_string())
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
