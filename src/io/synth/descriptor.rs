//! `datapackage.json` of the synthetic cohort: what each table is, in the words of the contract.
//! Paths, styles and columns come from `layout`; only their meaning is said here.

use serde_json::{Map, Value, json};

use super::SynthSpec;
use super::calendar::AS_OF;
use super::codes::{DEATH, DICTIONARIES, icpc_codes};
use super::holders::File;
use super::holders::keys::Domain;
use super::lab;
use super::layout::{DICTIONARY, LAB_PATH, LAYOUTS, Layout, dictionary_path};
use super::table::Style;
use super::truth::iso;

/// The whole descriptor.
pub(super) fn text(spec: &SynthSpec) -> String {
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "lung-ovary-sample",
        "title": "Lung and ovary, nine linked sources (synthetic)",
        "version": "2025.1",
        "created": "2025-03-01T00:00:00Z",
        "licenses": [{"title": "Synthetic data: no real patient, holder or hospital. Free to use."}],
        "periplus": {
            "version": 1,
            "asOf": iso(AS_OF),
            "timezone": "Europe/Amsterdam",
            "population": "nkr",
            "index": {"phase": "diagnosis", "occurrence": "first"},
            "sourceGroups": [{
                "id": "any_pharmacy",
                "title": {"en": "Any pharmacy", "nl": "Een apotheek"},
                "anyOf": ["apotheek", "ziekenhuisapotheek", "poliapotheek"]
            }],
            "synthetic": {"patients": spec.patients, "seed": spec.seed, "truth": "truth.json"}
        },
        "resources": resources()
    });
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}

fn resources() -> Vec<Value> {
    let mut all = vec![
        events("registratie", File::Registry, registry()),
        events("huisarts-noordoost", File::GpNorth, gp_north()),
        events("huisarts-west", File::GpWest, gp_west()),
        events("apotheek", File::Community, community()),
        events("poliapotheek", File::Outpatient, outpatient()),
        events("toedieningen", File::HospitalPharmacy, hospital_pharmacy()),
        events("opnamen", File::Hospital, hospital()),
        laboratory(),
        claims(),
        enrolment(),
        events("nazorg", File::Aftercare, aftercare()),
    ];
    for (name, file) in [
        ("koppeling-huisarts", File::LinkGp),
        ("koppeling-apotheek", File::LinkPharmacy),
        ("koppeling-ziekenhuis", File::LinkHospital),
        ("koppeling-verzekeraar", File::LinkInsurer),
    ] {
        all.push(crosswalk(name, file));
    }
    all.extend(DICTIONARIES.iter().map(|dictionary| {
        json!({
            "name": format!("codes-{}", dictionary.system),
            "path": dictionary_path(dictionary.system),
            "format": "csv",
            "schema": {"fields": DICTIONARY.map(|name| json!({"name": name, "type": "string"}))},
            "periplus": {
                "role": "codes",
                "system": dictionary.system,
                "columns": {"code": "code", "label": "label_en", "labelNl": "label_nl", "parent": "groep"}
            }
        })
    }));
    all
}

/// Name, path, encoding, dialect and schema of a text table, without what is ours.
fn table(name: &str, layout: &Layout) -> Map<String, Value> {
    let Style { delimiter, legacy, decimal_comma, dates, .. } = layout.style;
    let mut resource = Map::new();
    resource.insert("name".into(), name.into());
    resource.insert("path".into(), layout.path.into());
    resource.insert("format".into(), "csv".into());
    resource.insert("encoding".into(), if legacy { "windows-1252" } else { "utf-8" }.into());
    let mut dialect = Map::new();
    if delimiter != ',' {
        dialect.insert("delimiter".into(), delimiter.to_string().into());
    }
    if decimal_comma {
        dialect.insert("decimalChar".into(), ",".into());
    }
    if !dialect.is_empty() {
        resource.insert("dialect".into(), dialect.into());
    }
    let fields = layout.columns.iter().map(|(name, kind)| match dates.format() {
        Some(format) if *kind == "date" => json!({"name": name, "type": kind, "format": format}),
        _ => json!({"name": name, "type": kind}),
    });
    resource.insert("schema".into(), json!({"fields": fields.collect::<Vec<_>>()}));
    resource
}

fn layout_of(file: File) -> &'static Layout {
    // The laboratory has no layout; nobody asks for it here.
    LAYOUTS.iter().find(|layout| layout.file == file).unwrap_or(&LAYOUTS[0])
}

/// What all tables of events say: role, source and window.
fn common(file: File) -> Map<String, Value> {
    let mut block = Map::new();
    block.insert("role".into(), "events".into());
    block.insert("source".into(), file.source().into());
    block.insert("keyDomain".into(), Domain::of(file).id().into());
    if let Some((from, to)) = file.window() {
        block.insert("window".into(), json!([{"from": iso(from), "to": iso(to)}]));
    }
    block
}

fn events(name: &str, file: File, ours: Value) -> Value {
    let mut resource = table(name, layout_of(file));
    resource.insert("periplus".into(), merged(common(file), ours));
    resource.into()
}

fn merged(mut block: Map<String, Value>, ours: Value) -> Value {
    if let Value::Object(ours) = ours {
        block.extend(ours);
    }
    block.into()
}

fn registry() -> Value {
    let treatment = |start: &str, code: &str| {
        json!({
            "phase": "treatment",
            "code": {"column": code, "system": "registratie"},
            "start": start,
            "when": {"column": start, "notNull": true}
        })
    };
    json!({
        "title": {"en": "Cancer registry", "nl": "Kankerregistratie"},
        "holder": "IKNR (fictief)",
        "kind": "registry",
        "perspective": "clinical",
        "patient": "pseudo",
        "site": "ziekenhuis",
        "attributes": {
            "sex": {"column": "geslacht", "map": {"M": "male", "V": "female"}},
            "birthYear": "gebjr",
            "death": "overlijden",
            "region": "regio",
            "tumour": {"column": "tumor", "map": {"C34": "lung", "C56": "ovary"}},
            "stage": "stadium",
            "morphology": "morfologie"
        },
        "events": [
            {
                "phase": "diagnosis",
                "code": {"column": "tumor", "system": "icd-10"},
                "start": "incdat",
                "value": "grootte_cm",
                "unit": {"value": "cm"}
            },
            treatment("chir_datum", "chir_code"),
            treatment("syst_datum", "syst_code"),
            treatment("rt_datum", "rt_code"),
            {
                "phase": "death",
                "code": {"value": "OVERLEDEN", "system": "registratie"},
                "start": "overlijden",
                "when": {"column": "overlijden", "notNull": true}
            }
        ]
    })
}

/// The phase of what a general practitioner writes down: one code says that the patient died.
fn contact(column: &str) -> Value {
    let phase = |code: &str| if code == DEATH { "death" } else { "gp" };
    let map: Map<String, Value> = icpc_codes().map(|code| (code.to_owned(), phase(code).into())).collect();
    json!({"column": column, "map": map})
}

fn gp_north() -> Value {
    json!({
        "title": {"en": "General practitioner", "nl": "Huisarts"},
        "holder": "Huisartsennetwerk Noordoost (fictief)",
        "kind": "gp",
        "perspective": "clinical",
        "patient": "patient",
        "site": {"value": "Noordoost"},
        "events": [{
            "phase": contact("icpc"),
            "code": {"column": "icpc", "system": "icpc-1"},
            "start": "contactdatum"
        }]
    })
}

fn gp_west() -> Value {
    json!({
        "title": {"en": "General practitioner", "nl": "Huisarts"},
        "holder": "Huisartsennetwerk West (fictief)",
        "kind": "gp",
        "perspective": "clinical",
        "patient": "PATNR",
        "site": {"value": "West"},
        "events": [{
            "phase": contact("ICPC"),
            "code": {"column": "ICPC", "system": "icpc-1"},
            "label": "OMSCHRIJVING",
            "start": "DATUM"
        }]
    })
}

fn community() -> Value {
    json!({
        "title": {"en": "Community pharmacy", "nl": "Openbare apotheek"},
        "holder": "Apotheekbank (fictief)",
        "kind": "pharmacy",
        "perspective": "clinical",
        "patient": "klant",
        "events": [{
            "phase": "pharmacy",
            "code": {"column": "atc", "system": "atc"},
            "start": "datum",
            "quantity": "aantal",
            "daysSupply": "dagen"
        }]
    })
}

fn outpatient() -> Value {
    json!({
        "title": {"en": "Outpatient pharmacy", "nl": "Poliklinische apotheek"},
        "holder": "Poli-apotheken Samen (fictief)",
        "kind": "outpatient-pharmacy",
        "perspective": "clinical",
        "patient": "klant",
        "site": "locatie",
        "events": [{
            "phase": {"column": "groep", "map": {"ONCO": "treatment", "OVERIG": "pharmacy"}},
            "code": {"column": "atc", "system": "atc"},
            "start": "afleverdatum",
            "quantity": "aantal",
            "daysSupply": "dagen"
        }]
    })
}

fn hospital_pharmacy() -> Value {
    json!({
        "title": {"en": "Hospital pharmacy", "nl": "Ziekenhuisapotheek"},
        "holder": "Ziekenhuisapotheken Toediening (fictief)",
        "kind": "hospital-pharmacy",
        "perspective": "clinical",
        "patient": "sleutel",
        "record": "toediening",
        "site": "locatie",
        "events": [{
            "phase": "treatment",
            "code": {"column": "atc", "system": "atc"},
            "start": "tijdstip",
            "dose": "dosis_mg",
            "unit": {"value": "mg"}
        }]
    })
}

fn hospital() -> Value {
    json!({
        "title": {"en": "Hospital", "nl": "Ziekenhuis"},
        "holder": "Landelijke Basisregistratie (fictief)",
        "kind": "hospital",
        "perspective": "clinical",
        "patient": "sleutel",
        "site": "locatie",
        "events": [
            {
                "phase": "hospital",
                "code": {"column": "diagnose", "system": "icd-10"},
                "start": "opname",
                "end": "ontslag",
                "value": "ligdagen",
                "unit": {"value": "d"},
                "when": {"column": "soort", "in": ["K", "D", "P"]}
            },
            {
                "phase": "treatment",
                "code": {"column": "verrichting", "system": "verrichting"},
                "start": "verrichtingdatum",
                "end": "laatste_zitting",
                "when": {"column": "verrichting", "notNull": true}
            }
        ]
    })
}

fn laboratory() -> Value {
    let fields = lab::COLUMNS.map(|(name, kind)| json!({"name": name, "type": kind}));
    let ours = json!({
        "title": {"en": "Laboratory", "nl": "Laboratorium"},
        "holder": "Labketen Midden (fictief)",
        "kind": "lab",
        "perspective": "clinical",
        "patient": "sleutel",
        "site": "locatie",
        "events": [{
            "phase": "lab",
            "code": {"column": "bepaling", "system": "lab"},
            "start": "datum",
            "value": "waarde",
            "unit": "eenheid",
            "refLow": "ref_laag",
            "refHigh": "ref_hoog"
        }]
    });
    json!({
        "name": "uitslagen",
        "path": LAB_PATH,
        "format": "parquet",
        "schema": {"fields": fields},
        "periplus": merged(common(File::Lab), ours)
    })
}

fn claims() -> Value {
    let (early, late) = (layout_of(File::ClaimsEarly), layout_of(File::ClaimsLate));
    let mut resource = table("declaraties", early);
    resource.insert("path".into(), json!([early.path, late.path]));
    let ours = json!({
        "title": {"en": "Claims", "nl": "Declaraties"},
        "holder": "Zorgverzekeraar De Dijk (fictief)",
        "kind": "claims",
        "perspective": "billing",
        "patient": "verzekerde",
        "record": "declaratie",
        "events": [
            {
                "phase": "hospital",
                "code": {"column": "prestatie", "system": "declaratie"},
                "start": "datum",
                "value": "bedrag",
                "unit": {"value": "EUR"},
                "when": {"column": "prestatie", "notNull": true}
            },
            {
                "phase": "treatment",
                "code": {"column": "atc", "system": "atc"},
                "start": "datum",
                "value": "bedrag",
                "unit": {"value": "EUR"},
                "when": {"column": "atc", "notNull": true}
            }
        ]
    });
    resource.insert("periplus".into(), merged(common(File::ClaimsEarly), ours));
    resource.into()
}

fn enrolment() -> Value {
    let mut resource = table("inschrijvingen", layout_of(File::Enrolment));
    let ours = json!({
        "role": "coverage",
        "source": File::Enrolment.source(),
        "keyDomain": Domain::Insurer.id(),
        "patient": "verzekerde",
        "columns": {"patient": "verzekerde", "from": "van", "to": "tot"}
    });
    resource.insert("periplus".into(), ours);
    resource.into()
}

fn aftercare() -> Value {
    json!({
        "title": {"en": "Aftercare", "nl": "Nazorg"},
        "holder": "Nazorgpoli's (fictief)",
        "kind": "aftercare",
        "perspective": "clinical",
        "patient": "pseudo",
        "events": [{
            "phase": "aftercare",
            "code": {"column": "soort", "system": "nazorg"},
            "start": "datum",
            "value": "lastmeter",
            "unit": {"value": "0-10"}
        }]
    })
}

fn crosswalk(name: &str, file: File) -> Value {
    let mut resource = table(name, layout_of(file));
    let ours = json!({
        "role": "crosswalk",
        "fromDomain": Domain::of(file).id(),
        "toDomain": Domain::Population.id(),
        "columns": {"from": "van", "to": "naar"}
    });
    resource.insert("periplus".into(), ours);
    resource.into()
}
