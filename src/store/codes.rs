//! The code table: every code of the extract once, with its system and what it is called.
//! It knows no hierarchy and no meaning beyond the labels the extract gave.

use crate::base::CodeId;
use crate::model::CodeRef;

/// A code with its system and labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The system; empty where the descriptor names none.
    pub system: String,
    /// The code; the label stands in where a row has no code of its own.
    pub code: String,
    /// What it is called.
    pub label: Option<String>,
    /// What it is called in Dutch, where that is given apart.
    pub label_nl: Option<String>,
}

/// All codes, sorted by system and code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeTable(Vec<Code>);

impl CodeTable {
    /// Sorts the codes; each (system, code) must occur once.
    pub fn new(mut codes: Vec<Code>) -> Self {
        codes.sort_by(|a, b| (&a.system, &a.code).cmp(&(&b.system, &b.code)));
        Self(codes)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One code.
    pub fn get(&self, id: CodeId) -> &Code {
        &self.0[id.index()]
    }

    /// All of them, in order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Code> {
        self.0.iter()
    }

    /// The id of a code in its system.
    pub fn find(&self, system: &str, code: &str) -> Option<CodeId> {
        let at = self.0.binary_search_by(|c| (c.system.as_str(), c.code.as_str()).cmp(&(system, code)));
        at.ok().map(|at| CodeId(at as u32))
    }

    /// The id of what a filter names.
    pub fn find_ref(&self, code: &CodeRef) -> Option<CodeId> {
        self.find(&code.system, &code.code)
    }
}

impl Code {
    /// What to show: the label in `language` if there is one, else the code.
    pub fn name(&self, language: &str) -> &str {
        let dutch = if language == "nl" { self.label_nl.as_deref() } else { None };
        dutch.or(self.label.as_deref()).unwrap_or(&self.code)
    }

    /// As a filter names it.
    pub fn to_ref(&self) -> CodeRef {
        CodeRef { system: self.system.clone(), code: self.code.clone() }
    }
}
