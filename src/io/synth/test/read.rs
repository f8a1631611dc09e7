//! Reads a written cohort back by its descriptor alone, without any of the writer's code.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use csv_core::ReadRecordResult;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use crate::base::civil::days_from_date;

/// A table as texts.
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Number of the first row after the header.
    pub first: u64,
}

impl Table {
    pub fn column(&self, name: &str) -> usize {
        self.header.iter().position(|each| each == name).unwrap_or_else(|| panic!("no column {name}"))
    }
}

pub fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The bytes of a file, unpacked.
pub fn unpacked(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let mut out = Vec::new();
    match path.extension().and_then(|end| end.to_str()) {
        Some("gz") => drop(flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut out).unwrap()),
        Some("zst") => drop(zstd::Decoder::new(&bytes[..]).unwrap().read_to_end(&mut out).unwrap()),
        _ => out = bytes,
    }
    out
}

/// A CSV file as its resource describes it; fails where the number of cells varies.
pub fn csv(path: &Path, resource: &Value) -> Table {
    let bytes = unpacked(path);
    let text = if resource["encoding"] == "windows-1252" {
        encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned()
    } else {
        String::from_utf8(bytes).unwrap()
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let delimiter = resource["dialect"]["delimiter"].as_str().map_or(b',', |text| text.as_bytes()[0]);
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let (mut input, mut rows) = (text.as_bytes(), Vec::new());
    let (mut out, mut ends) = (vec![0; 4096], vec![0; 64]);
    loop {
        let (result, read, _, cells) = reader.read_record(input, &mut out, &mut ends);
        input = &input[read..];
        match result {
            ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let spans = starts.zip(&ends[..cells]);
                rows.push(spans.map(|(a, b)| String::from_utf8(out[a..*b].to_vec()).unwrap()).collect());
            }
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End => break,
            other => panic!("{other:?}"),
        }
    }
    let header: Vec<String> = rows.remove(0);
    assert!(rows.iter().all(|row: &Vec<String>| row.len() == header.len()), "{}", path.display());
    Table { header, rows, first: 2 }
}

fn parquet(path: &Path) -> Table {
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let names = reader.metadata().file_metadata().schema_descr();
    let header = names.columns().iter().map(|column| column.name().to_owned()).collect();
    let text = |field: &Field| match field {
        Field::Str(text) => text.clone(),
        Field::Date(days) => super::super::truth::iso(*days),
        Field::Double(value) => value.to_string(),
        other => panic!("{other:?}"),
    };
    let rows = reader.into_iter().map(|row| row.unwrap().get_column_iter().map(|(_, f)| text(f)).collect());
    Table { header, rows: rows.collect(), first: 1 }
}

/// The files of a resource with their tables.
pub fn tables(folder: &Path, resource: &Value) -> Vec<(String, Table)> {
    let paths = match &resource["path"] {
        Value::Array(paths) => paths.clone(),
        one => vec![one.clone()],
    };
    let read = |path: &str| match resource["format"].as_str() {
        Some("parquet") => parquet(&folder.join(path)),
        _ => csv(&folder.join(path), resource),
    };
    paths.iter().map(|path| path.as_str().unwrap()).map(|path| (path.to_owned(), read(path))).collect()
}

/// An event as a reader of the contract would see it.
#[derive(Clone, Debug)]
pub struct Event {
    pub patient: String,
    pub source: String,
    pub file: String,
    pub row: u64,
    pub phase: String,
    pub code: String,
    pub system: String,
    pub billing: bool,
    /// First and last day that the date can stand for.
    pub start: (i64, i64),
    pub end: Option<i64>,
    pub dose: f64,
    /// Days that a medicine lasts.
    pub supply: i64,
}

/// A cohort read back.
#[derive(Default)]
pub struct Cohort {
    pub events: Vec<Event>,
    /// Attributes by patient.
    pub patients: BTreeMap<String, BTreeMap<String, String>>,
    /// Enrolments by patient.
    pub enrolment: BTreeMap<String, Vec<(i64, i64)>>,
    /// Declared windows by source; the widest where resources differ.
    pub windows: BTreeMap<String, Vec<(i64, i64)>>,
    /// Rows whose key was blank, was in no crosswalk, or led to several patients.
    pub unlinked: BTreeMap<String, u64>,
}

/// A date in the format of a field: its first and last possible day.
pub fn day(text: &str, format: Option<&str>) -> Option<(i64, i64)> {
    let n = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let (year, month, day) = match format {
        Some("%d-%m-%Y" | "%d/%m/%Y") => (n(6..10)?, n(3..5)?, n(0..2)?),
        Some("%Y%m%d") => (n(0..4)?, n(4..6)?, n(6..8)?),
        _ if text.len() == 7 => {
            let first = days_from_date(i64::from(n(0..4)?), n(5..7)?, 1);
            let next = days_from_date(i64::from(n(0..4)?) + i64::from(n(5..7)? / 12), n(5..7)? % 12 + 1, 1);
            return Some((first, next - 1));
        }
        _ => (n(0..4)?, n(5..7)?, n(8..10)?),
    };
    let day = days_from_date(i64::from(year), month, day);
    Some((day, day))
}

/// Pseudonyms that lead to exactly one patient, by domain.
fn crosswalks(folder: &Path, resources: &[Value]) -> BTreeMap<(String, String), String> {
    let mut to: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for resource in resources.iter().filter(|each| each["periplus"]["role"] == "crosswalk") {
        let domain = resource["periplus"]["fromDomain"].as_str().unwrap();
        for (_, table) in tables(folder, resource) {
            for row in table.rows {
                to.entry((domain.to_owned(), row[0].clone())).or_default().push(row[1].clone());
            }
        }
    }
    to.into_iter().filter(|(_, to)| to.len() == 1).map(|(from, mut to)| (from, to.remove(0))).collect()
}

impl Cohort {
    pub fn read(folder: &Path) -> Self {
        let package = json(&folder.join("datapackage.json"));
        let resources = package["resources"].as_array().unwrap();
        let links = crosswalks(folder, resources);
        let mut cohort = Self::default();
        for resource in resources {
            for (file, table) in tables(folder, resource) {
                cohort.take(resource, &file, &table, &links);
            }
        }
        cohort
    }

    fn take(
        &mut self,
        resource: &Value,
        file: &str,
        table: &Table,
        links: &BTreeMap<(String, String), String>,
    ) {
        let ours = &resource["periplus"];
        let (Some(key), Some(source)) = (ours["patient"].as_str(), ours["source"].as_str()) else { return };
        let (key, domain) = (table.column(key), ours["keyDomain"].as_str().unwrap());
        for window in ours["window"].as_array().into_iter().flatten() {
            let edge = |name: &str| day(window[name].as_str().unwrap(), None).unwrap().0;
            let windows = self.windows.entry(source.to_owned()).or_default();
            if !windows.contains(&(edge("from"), edge("to"))) {
                windows.push((edge("from"), edge("to")));
            }
        }
        for (at, row) in table.rows.iter().enumerate() {
            let patient = match domain {
                "nkr-sleutel" => (!row[key].is_empty()).then(|| row[key].clone()),
                _ => links.get(&(domain.to_owned(), row[key].clone())).cloned(),
            };
            let Some(patient) = patient else {
                *self.unlinked.entry(source.to_owned()).or_default() += 1;
                continue;
            };
            if ours["role"] == "coverage" {
                let edge = |name: &str| day(&row[table.column(name)], None).unwrap().0;
                self.enrolment.entry(patient).or_default().push((edge("van"), edge("tot")));
                continue;
            }
            for (name, cell) in ours["attributes"].as_object().into_iter().flatten() {
                let column = cell.as_str().or(cell["column"].as_str()).unwrap();
                let value = row[table.column(column)].clone();
                self.patients.entry(patient.clone()).or_default().insert(name.clone(), value);
            }
            for event in ours["events"].as_array().into_iter().flatten() {
                let place = (file, at as u64 + table.first);
                self.events.extend(one_event(resource, event, table, row, &patient, place));
            }
        }
    }
}

fn one_event(
    resource: &Value,
    event: &Value,
    table: &Table,
    row: &[String],
    patient: &str,
    (file, number): (&str, u64),
) -> Option<Event> {
    let text = |cell: &Value| {
        cell["value"]
            .as_str()
            .map(str::to_owned)
            .or_else(|| cell.as_str().or(cell["column"].as_str()).map(|name| row[table.column(name)].clone()))
    };
    let date = |cell: &Value| {
        let name = cell.as_str()?;
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let field = fields.iter().find(|field| field["name"] == name).unwrap();
        day(&row[table.column(name)], field["format"].as_str())
    };
    if let Some(column) = event["when"]["column"].as_str() {
        let value = &row[table.column(column)];
        let holds = match event["when"]["in"].as_array() {
            Some(all) => all.iter().any(|each| each == value.as_str()),
            None => !value.is_empty(),
        };
        if !holds {
            return None;
        }
    }
    let phase = match event["phase"].as_str() {
        Some(phase) => phase.to_owned(),
        None => event["phase"]["map"][&text(&event["phase"]).unwrap()].as_str().unwrap().to_owned(),
    };
    Some(Event {
        patient: patient.to_owned(),
        source: resource["periplus"]["source"].as_str().unwrap().to_owned(),
        file: file.to_owned(),
        row: number,
        phase,
        code: text(&event["code"]).unwrap(),
        system: event["code"]["system"].as_str().unwrap().to_owned(),
        billing: resource["periplus"]["perspective"] == "billing",
        start: date(&event["start"]).unwrap_or_else(|| panic!("{file}: row {number} has no start")),
        end: date(&event["end"]).map(|end| end.0),
        supply: text(&event["daysSupply"]).and_then(|days| days.parse().ok()).unwrap_or(0),
        dose: text(&event["dose"]).and_then(|dose| dose.parse().ok()).unwrap_or(f64::NAN),
    })
}
