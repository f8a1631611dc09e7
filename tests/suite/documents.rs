//! Holds the documents to what is there: links lead somewhere, and third-party data carry their notice.
//! Whether what they say is true, the other tests and a reader must tell.

use std::path::{Path, PathBuf};

use crate::reader::{files, root};

/// Data in the repository, in bytes: the sample and the third-party sets together.
const MOST_DATA: u64 = 20_000_000;

/// Relative link targets of a Markdown text, without their fragments.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let paths = targets.map(|(target, _)| target.split('#').next().unwrap_or_default().to_owned());
    paths.filter(|path| !path.is_empty() && !path.contains("://")).collect()
}

fn documents() -> Vec<(PathBuf, String)> {
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SHORTCOMINGS.md"];
    let top = top.iter().flat_map(|name| files(name, ".md"));
    let below = ["src", "assets", "tests/data"].iter().flat_map(|folder| files(folder, ".md"));
    top.chain(below).map(|document| (PathBuf::from(document.path), document.text)).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for (path, text) in documents() {
        let folder = root().join(path.parent().unwrap_or(Path::new("")));
        for link in links(&text) {
            if !folder.join(&link).exists() {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn planted_links_are_found() {
    assert_eq!(links("[a](b.md#c), ![d](e/f.png) [g](https://h.example) [i](#j)"), ["b.md", "e/f.png"]);
}

/// Folders of test data that were made for this project.
const OWN: &[&str] = &["ugly"];

#[test]
fn third_party_sets_carry_what_they_need() {
    let foreign = |path: &PathBuf| path.is_dir() && !OWN.iter().any(|own| path.ends_with(own));
    let sets: Vec<PathBuf> = folder("tests/data").into_iter().filter(foreign).collect();
    assert!(sets.len() >= 4, "the sets were not found");
    for set in sets {
        for name in ["NOTICE.md", "datapackage.json", "expected.json"] {
            assert!(set.join(name).is_file(), "{} has no {name}", set.display());
        }
    }
}

#[test]
fn data_stay_small() {
    let mut folders = vec![root().join("tests/data"), root().join("sample_data")];
    let mut bytes = 0;
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            // What the program keeps beside an extract is not part of the repository.
            if entry.path().is_dir() {
                folders.extend(Some(entry.path()).filter(|path| !path.ends_with(".periplus")));
            } else {
                bytes += entry.metadata().map_or(0, |metadata| metadata.len());
            }
        }
    }
    assert!(bytes > 0 && bytes < MOST_DATA, "{bytes} bytes of data");
}

fn folder(path: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(path)).expect("the folder can be listed");
    entries.flatten().map(|entry| entry.path()).collect()
}
