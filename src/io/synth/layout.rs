//! Where each text table lies, how it is written, and which columns it has, in one place for the writer and the
//! descriptor. The rows are filled in `files`, and the laboratory's Parquet file is in `lab`.

use super::holders::File;
use super::table::{Dates, Packing, Style};

/// A text table.
pub(super) struct Layout {
    /// What it holds.
    pub file: File,
    /// Its path below the extract's folder.
    pub path: &'static str,
    /// How it is written.
    pub style: Style,
    /// Columns with their types in the words of the descriptor.
    pub columns: &'static [(&'static str, &'static str)],
}

/// The path of the laboratory's file.
pub(super) const LAB_PATH: &str = "lab/uitslagen.parquet";
/// The path of the dictionary of a system.
pub(super) fn dictionary_path(system: &str) -> String {
    format!("codes/{system}.csv")
}
/// Columns of a dictionary.
pub(super) const DICTIONARY: [&str; 4] = ["code", "label_en", "label_nl", "groep"];

const CLAIMS: &[(&str, &str)] = &[
    ("declaratie", "string"),
    ("verzekerde", "string"),
    ("datum", "date"),
    ("prestatie", "string"),
    ("atc", "string"),
    ("bedrag", "number"),
];
const LINK: &[(&str, &str)] = &[("van", "string"), ("naar", "string")];
const ZSTD: Style = Style { packing: Packing::Zstd, dates: Dates::Compact, ..Style::PLAIN };

/// All text tables with patient rows, in the order of [`File`], the laboratory left out.
pub(super) const LAYOUTS: [Layout; 15] = [
    Layout {
        file: File::Registry,
        path: "nkr/registratie.csv",
        style: Style::PLAIN,
        columns: &[
            ("pseudo", "string"),
            ("geslacht", "string"),
            ("gebjr", "integer"),
            ("regio", "string"),
            ("ziekenhuis", "string"),
            ("tumor", "string"),
            ("incdat", "date"),
            ("stadium", "string"),
            ("morfologie", "string"),
            ("grootte_cm", "number"),
            ("chir_datum", "date"),
            ("chir_code", "string"),
            ("syst_datum", "date"),
            ("syst_code", "string"),
            ("rt_datum", "date"),
            ("rt_code", "string"),
            ("overlijden", "date"),
        ],
    },
    Layout {
        file: File::GpNorth,
        path: "huisarts/netwerk_noordoost.csv",
        style: Style::PLAIN,
        columns: &[("patient", "string"), ("contactdatum", "date"), ("icpc", "string")],
    },
    Layout {
        file: File::GpWest,
        path: "huisarts/netwerk_west.csv.gz",
        style: Style {
            delimiter: ';',
            legacy: true,
            dates: Dates::Slashes,
            packing: Packing::Gzip,
            ..Style::PLAIN
        },
        columns: &[("PATNR", "string"), ("DATUM", "date"), ("ICPC", "string"), ("OMSCHRIJVING", "string")],
    },
    Layout {
        file: File::Community,
        path: "apotheek/afleveringen.csv.gz",
        style: Style { packing: Packing::Gzip, ..Style::PLAIN },
        columns: &[
            ("klant", "integer"),
            ("datum", "date"),
            ("atc", "string"),
            ("aantal", "number"),
            ("dagen", "integer"),
        ],
    },
    Layout {
        file: File::Outpatient,
        path: "apotheek/poliklinisch.csv",
        style: Style { windows: true, ..Style::PLAIN },
        columns: &[
            ("klant", "integer"),
            ("afleverdatum", "date"),
            ("atc", "string"),
            ("groep", "string"),
            ("aantal", "number"),
            ("dagen", "integer"),
            ("locatie", "string"),
        ],
    },
    Layout {
        file: File::HospitalPharmacy,
        path: "ziekenhuis/toedieningen.csv",
        style: Style::PLAIN,
        columns: &[
            ("toediening", "string"),
            ("sleutel", "string"),
            ("tijdstip", "datetime"),
            ("atc", "string"),
            ("dosis_mg", "number"),
            ("locatie", "string"),
        ],
    },
    Layout {
        file: File::Hospital,
        path: "ziekenhuis/opnamen.csv",
        style: Style { delimiter: ';', decimal_comma: true, dates: Dates::Dashes, ..Style::PLAIN },
        columns: &[
            ("sleutel", "string"),
            ("soort", "string"),
            ("opname", "date"),
            ("ontslag", "date"),
            ("diagnose", "string"),
            ("verrichting", "string"),
            ("verrichtingdatum", "date"),
            ("laatste_zitting", "date"),
            ("ligdagen", "number"),
            ("locatie", "string"),
        ],
    },
    Layout {
        file: File::ClaimsEarly,
        path: "verzekeraar/declaraties_tm_2019.csv.zst",
        style: ZSTD,
        columns: CLAIMS,
    },
    Layout {
        file: File::ClaimsLate,
        path: "verzekeraar/declaraties_va_2020.csv.zst",
        style: ZSTD,
        columns: CLAIMS,
    },
    Layout {
        file: File::Enrolment,
        path: "verzekeraar/inschrijvingen.csv",
        style: Style::PLAIN,
        columns: &[("verzekerde", "string"), ("van", "date"), ("tot", "date")],
    },
    Layout {
        file: File::Aftercare,
        path: "nazorg/bezoeken.csv",
        style: Style::PLAIN,
        columns: &[
            ("pseudo", "string"),
            ("datum", "date"),
            ("soort", "string"),
            ("lastmeter", "integer"),
            ("opmerking", "string"),
        ],
    },
    Layout { file: File::LinkGp, path: "koppeling/huisarts.csv", style: Style::PLAIN, columns: LINK },
    Layout { file: File::LinkPharmacy, path: "koppeling/apotheek.csv", style: Style::PLAIN, columns: LINK },
    Layout { file: File::LinkHospital, path: "koppeling/ziekenhuis.csv", style: Style::PLAIN, columns: LINK },
    Layout { file: File::LinkInsurer, path: "koppeling/verzekeraar.csv", style: Style::PLAIN, columns: LINK },
];

/// The path of a file of patient rows.
pub(super) fn path_of(file: File) -> &'static str {
    LAYOUTS.iter().find(|layout| layout.file == file).map_or(LAB_PATH, |layout| layout.path)
}
