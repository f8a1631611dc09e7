//! The codes the synthetic holders use, with their labels in English and Dutch, and the laboratory tests.
//! Holds public facts and invented administrative codes only.

/// Number of the test for neutrophils in [`TESTS`].
pub(super) const NEUTROPHILS: usize = 0;
/// Number of the test for platelets.
pub(super) const PLATELETS: usize = 1;
/// Number of the test for haemoglobin.
pub(super) const HAEMOGLOBIN: usize = 2;
/// Number of the test for creatinine.
pub(super) const CREATININE: usize = 3;
/// Number of the test for CA-125.
pub(super) const CA125: usize = 4;

/// A laboratory test.
pub(super) struct Test {
    /// The laboratory's own code.
    pub code: &'static str,
    /// Unit, as UCUM writes it.
    pub unit: &'static str,
    /// Reference range for women.
    pub women: (f64, f64),
    /// Reference range for men.
    pub men: (f64, f64),
    /// Decimals reported.
    pub decimals: i32,
}

/// The tests, by number.
pub(super) const TESTS: [Test; 5] = [
    Test { code: "NEUTRO", unit: "10*9/L", women: (1.5, 7.5), men: (1.5, 7.5), decimals: 1 },
    Test { code: "TROMBO", unit: "10*9/L", women: (150.0, 400.0), men: (150.0, 400.0), decimals: 0 },
    Test { code: "HB", unit: "mmol/L", women: (7.5, 10.0), men: (8.5, 11.0), decimals: 1 },
    Test { code: "KREAT", unit: "umol/L", women: (50.0, 90.0), men: (60.0, 110.0), decimals: 0 },
    Test { code: "CA125", unit: "kU/L", women: (0.0, 35.0), men: (0.0, 35.0), decimals: 0 },
];

/// A code dictionary: name of the system, and code, English label, Dutch label, parent.
pub(super) struct Dictionary {
    /// The system.
    pub system: &'static str,
    /// Its codes.
    pub codes: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

/// The dictionaries, one file each.
pub(super) const DICTIONARIES: [Dictionary; 8] = [
    Dictionary { system: "atc", codes: ATC },
    Dictionary { system: "icd-10", codes: ICD10 },
    Dictionary { system: "icpc-1", codes: ICPC },
    Dictionary { system: "registratie", codes: REGISTRY },
    Dictionary { system: "verrichting", codes: PROCEDURES },
    Dictionary { system: "lab", codes: LAB },
    Dictionary { system: "declaratie", codes: CLAIMS },
    Dictionary { system: "nazorg", codes: AFTERCARE },
];

const ATC: &[(&str, &str, &str, &str)] = &[
    ("A02BC01", "omeprazole", "omeprazol", "A02B"),
    ("A02BC02", "pantoprazole", "pantoprazol", "A02B"),
    ("A04AA01", "ondansetron", "ondansetron", "A04A"),
    ("A10BA02", "metformin", "metformine", "A10B"),
    ("C03AA03", "hydrochlorothiazide", "hydrochloorthiazide", "C03A"),
    ("C07AB02", "metoprolol", "metoprolol", "C07A"),
    ("C08CA01", "amlodipine", "amlodipine", "C08C"),
    ("C09AA02", "enalapril", "enalapril", "C09A"),
    ("C09AA03", "lisinopril", "lisinopril", "C09A"),
    ("C10AA01", "simvastatin", "simvastatine", "C10A"),
    ("C10AA05", "atorvastatin", "atorvastatine", "C10A"),
    ("G04CA02", "tamsulosin", "tamsulosine", "G04C"),
    ("H03AA01", "levothyroxine sodium", "levothyroxine", "H03A"),
    ("L01BA04", "pemetrexed", "pemetrexed", "L01B"),
    ("L01BC05", "gemcitabine", "gemcitabine", "L01B"),
    ("L01CA04", "vinorelbine", "vinorelbine", "L01C"),
    ("L01CB01", "etoposide", "etoposide", "L01C"),
    ("L01CD01", "paclitaxel", "paclitaxel", "L01C"),
    ("L01CD02", "docetaxel", "docetaxel", "L01C"),
    ("L01DB01", "doxorubicin", "doxorubicine", "L01D"),
    ("L01EB01", "gefitinib", "gefitinib", "L01E"),
    ("L01EB02", "erlotinib", "erlotinib", "L01E"),
    ("L01EB04", "osimertinib", "osimertinib", "L01E"),
    ("L01ED03", "alectinib", "alectinib", "L01E"),
    ("L01FF02", "pembrolizumab", "pembrolizumab", "L01F"),
    ("L01FF03", "durvalumab", "durvalumab", "L01F"),
    ("L01FG01", "bevacizumab", "bevacizumab", "L01F"),
    ("L01XA01", "cisplatin", "cisplatine", "L01X"),
    ("L01XA02", "carboplatin", "carboplatine", "L01X"),
    ("L01XK01", "olaparib", "olaparib", "L01X"),
    ("L03AA13", "pegfilgrastim", "pegfilgrastim", "L03A"),
    ("N02AA01", "morphine", "morfine", "N02A"),
    ("N02AA05", "oxycodone", "oxycodon", "N02A"),
    ("N02AB03", "fentanyl", "fentanyl", "N02A"),
    ("N02BE01", "paracetamol", "paracetamol", "N02B"),
    ("R03AC02", "salbutamol", "salbutamol", "R03A"),
    ("R03BB04", "tiotropium bromide", "tiotropium", "R03B"),
];

const ICD10: &[(&str, &str, &str, &str)] = &[
    ("C34", "Malignant neoplasm of bronchus and lung", "Maligne neoplasma van bronchus en long", "C30-C39"),
    ("C56", "Malignant neoplasm of ovary", "Maligne neoplasma van ovarium", "C51-C58"),
    ("C61", "Malignant neoplasm of prostate", "Maligne neoplasma van prostaat", "C60-C63"),
    ("D70", "Agranulocytosis (neutropenia)", "Agranulocytose (neutropenie)", "D70-D77"),
    ("I26", "Pulmonary embolism", "Longembolie", "I26-I28"),
    ("I48", "Atrial fibrillation and flutter", "Atriumfibrilleren en -flutter", "I30-I52"),
    ("J18", "Pneumonia, organism unspecified", "Pneumonie, verwekker niet gespecificeerd", "J09-J18"),
    ("J44", "Chronic obstructive pulmonary disease", "Chronisch obstructieve longziekte", "J40-J47"),
    ("N39", "Other disorders of urinary system", "Overige aandoeningen van urinewegen", "N30-N39"),
];

const ICPC: &[(&str, &str, &str, &str)] = &[
    ("A44", "Influenza vaccination", "Griepvaccinatie", "A"),
    ("A96", "Death", "Overlijden", "A"),
    ("A96_PALLIATIEF", "Palliative visit (own code)", "Palliatieve visite (eigen code)", "A"),
    ("A98", "Health maintenance", "Preventie", "A"),
    ("D06", "Localised abdominal pain", "Andere gelokaliseerde buikpijn", "D"),
    ("D08", "Flatulence, gas, belching", "Flatulentie, boeren", "D"),
    ("D12", "Constipation", "Obstipatie", "D"),
    ("K86", "Hypertension, uncomplicated", "Essentiële hypertensie", "K"),
    ("L03", "Low back symptom", "Lage rugpijn", "L"),
    ("P06", "Sleep disturbance", "Slapeloosheid", "P"),
    ("R02", "Shortness of breath", "Dyspnoe, benauwdheid", "R"),
    ("R05", "Cough", "Hoesten", "R"),
    ("R24", "Haemoptysis", "Hemoptoë", "R"),
    ("R74", "Upper respiratory infection", "Acute infectie bovenste luchtwegen", "R"),
    ("R81", "Pneumonia", "Pneumonie", "R"),
    ("R84", "Malignancy of bronchus or lung", "Maligniteit bronchus of long", "R"),
    ("RX_THORAX", "Chest X-ray ordered (own code)", "Röntgenfoto thorax aangevraagd (eigen code)", "R"),
    ("S74", "Dermatophytosis", "Dermatomycose", "S"),
    ("T08", "Weight loss", "Gewichtsverlies", "T"),
    ("T90", "Diabetes", "Diabetes mellitus", "T"),
    ("U71", "Cystitis", "Cystitis", "U"),
    ("X11", "Menopausal symptom", "Climacteriële klachten", "X"),
    ("X77", "Other malignancy, female genital", "Andere maligniteit vrouwelijke genitaliën", "X"),
    ("Y77", "Malignancy of prostate", "Maligniteit prostaat", "Y"),
    ("Y85", "Benign prostatic hypertrophy", "Benigne prostaathypertrofie", "Y"),
];

const REGISTRY: &[(&str, &str, &str, &str)] = &[
    ("CHEMO", "Chemotherapy", "Chemotherapie", "SYSTEMISCH"),
    ("DEBULKING_INTERVAL", "Interval debulking", "Interval-debulking", "OPERATIE"),
    ("DEBULKING_PRIMAIR", "Primary debulking", "Primaire debulking", "OPERATIE"),
    ("DOELGERICHT", "Targeted therapy", "Doelgerichte therapie", "SYSTEMISCH"),
    ("IMMUNO", "Immunotherapy", "Immuuntherapie", "SYSTEMISCH"),
    ("LOBECTOMIE", "Lobectomy", "Lobectomie", "OPERATIE"),
    ("OVERLEDEN", "Death", "Overleden", ""),
    ("PALLIATIEVE_RT", "Palliative radiotherapy", "Palliatieve radiotherapie", "BESTRALING"),
    ("RADIOTHERAPIE", "Radiotherapy", "Radiotherapie", "BESTRALING"),
    ("STADIERING", "Staging laparotomy", "Stadiëringslaparotomie", "OPERATIE"),
    ("STEREOTACTISCH", "Stereotactic radiotherapy", "Stereotactische radiotherapie", "BESTRALING"),
    ("WIGRESECTIE", "Wedge resection", "Wigresectie", "OPERATIE"),
];

const PROCEDURES: &[(&str, &str, &str, &str)] = &[
    ("DEBULKING_INTERVAL", "Interval debulking", "Interval-debulking", ""),
    ("DEBULKING_PRIMAIR", "Primary debulking", "Primaire debulking", ""),
    ("LOBECTOMIE", "Lobectomy", "Lobectomie", ""),
    ("PALLIATIEVE_RT", "Palliative radiotherapy, course", "Palliatieve bestralingsserie", ""),
    ("RADIOTHERAPIE", "Radiotherapy, course", "Bestralingsserie", ""),
    ("STADIERING", "Staging laparotomy", "Stadiëringslaparotomie", ""),
    ("STEREOTACTISCH", "Stereotactic radiotherapy, course", "Stereotactische bestralingsserie", ""),
    ("WIGRESECTIE", "Wedge resection", "Wigresectie", ""),
];

const LAB: &[(&str, &str, &str, &str)] = &[
    ("CA125", "CA-125", "CA-125", ""),
    ("HB", "Haemoglobin", "Hemoglobine", ""),
    ("KREAT", "Creatinine", "Kreatinine", ""),
    ("NEUTRO", "Neutrophils", "Neutrofielen", ""),
    ("TROMBO", "Platelets", "Trombocyten", ""),
];

const CLAIMS: &[(&str, &str, &str, &str)] = &[
    ("BESTRALING", "Course of radiotherapy, claimed", "Bestralingsserie, gedeclareerd", ""),
    ("DAGBEH", "Day care, claimed", "Dagbehandeling, gedeclareerd", ""),
    ("OPERATIE", "Operation, claimed", "Operatie, gedeclareerd", ""),
    ("OPNAME", "Stay in hospital, claimed", "Ziekenhuisopname, gedeclareerd", ""),
    ("POLI", "Outpatient visit, claimed", "Polikliniekbezoek, gedeclareerd", ""),
];

const AFTERCARE: &[(&str, &str, &str, &str)] = &[
    ("NZ_CONTROLE", "Aftercare check", "Nazorgcontrole", ""),
    ("NZ_PSYCHOSOCIAAL", "Psychosocial aftercare", "Psychosociale nazorg", ""),
    ("NZ_VERPLEEGKUNDIG", "Aftercare by a nurse", "Verpleegkundig nazorgconsult", ""),
];

/// The code by which a general practitioner notes a death.
pub(super) const DEATH: &str = "A96";

/// All codes that general practitioners use.
pub(super) fn icpc_codes() -> impl Iterator<Item = &'static str> {
    ICPC.iter().map(|entry| entry.0)
}

/// The Dutch label of an ICPC code, as a general practitioner's system prints it.
pub(super) fn icpc_label(code: &str) -> &'static str {
    ICPC.iter().find(|entry| entry.0 == code).map_or("", |entry| entry.2)
}
